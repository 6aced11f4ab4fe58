"""Requests per second of `POST /v1/assessments`, beside a bare endpoint of the same size.

The bare endpoint is FastAPI's own: it validates the same body by the same model and returns an
answer of the same length, made before. Both run in turn under uvicorn with one worker, each
process alone, and are asked over loopback by wrk (by a client in Python where there is none).

Usage: python -m benchmarks.service [rounds, 5 if left out]
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path
from typing import Any, TypeAlias

from benchmarks.incidents import incidents
from benchmarks.measure import machine, middle, spread, table
from engine.build import build_ruleset

DISTINCT = 1000
"""Incidents that are sent over and over, to a server that has seen them: warm."""

MANY = 30_000
"""Incidents of which each is sent once, to a server that has just started: cold."""

SECONDS = 2
WARMING = 4
"""Seconds in which a server sees all of those incidents at least twice."""

CONNECTIONS = 16
PORTS = {"ours": 8765, "ours, nothing shared": 8766, "bare": 8767}
PAIRS = 4
"""Times in a round that ours and the bare endpoint are loaded in turn, for each way."""

WAYS = {
    "cold": ("ours", "every incident new to a server just started"),
    "new": ("ours", "every incident new to a server that has judged 1,000 others"),
    "nothing shared": (
        "ours, nothing shared",
        "1,000 incidents over and over; answers are not remembered",
    ),
    "warm": ("ours", "1,000 incidents over and over"),
}
"""How the service is measured: which server, and what it is sent."""


def serve(what: str, sizes: str) -> None:
    """Run one server, in a process of its own."""
    import uvicorn  # noqa: PLC0415  only the process that serves needs it

    app = _bare(sizes) if what == "bare" else _ours(shared=what == "ours")
    uvicorn.run(app, port=PORTS[what], access_log=False, log_level="warning", server_header=False)


def _ours(*, shared: bool) -> Any:  # noqa: ANN401  an application
    from api.answers import MOST_BYTES  # noqa: PLC0415
    from api.app import create_app  # noqa: PLC0415

    return create_app(build_ruleset(), MOST_BYTES if shared else 0)


def _bare(sizes: str) -> Any:  # noqa: ANN401  an application
    from fastapi import FastAPI, Response  # noqa: PLC0415

    from api.app import NO_TELEMETRY  # noqa: PLC0415
    from api.schemas import AssessmentRequest  # noqa: PLC0415

    lengths = json.loads(Path(sizes).read_text(encoding="utf-8"))
    blank = b" " * max(lengths)
    answers = [blank[:length] for length in lengths]
    app = FastAPI(telemetry=NO_TELEMETRY)

    async def bare(request: AssessmentRequest) -> Response:
        place = int((request.incident.id or "-0").rpartition("-")[2])
        return Response(answers[place % len(answers)], media_type="application/json")

    bare.__annotations__ = {"request": AssessmentRequest, "return": Response}
    app.post("/v1/assessments")(bare)
    return app


Pair: TypeAlias = tuple[dict[str, float], dict[str, float]]
"""What came of loading ours, and of loading the bare endpoint."""


class Server:
    """A server in a process of its own, ready when entered."""

    def __init__(self, what: str, sizes: Path) -> None:
        self._address = f"http://127.0.0.1:{PORTS[what]}/none"
        self._command = [sys.executable, "-m", "benchmarks.service", "--serve", what, str(sizes)]

    def __enter__(self) -> None:
        self._process = subprocess.Popen(self._command)  # noqa: S603  ourselves
        for _ in range(200):
            time.sleep(0.1)
            try:
                urllib.request.urlopen(self._address)  # noqa: S310  our own server
            except urllib.error.HTTPError:
                return
            except OSError:
                continue
        message = "the server did not start"
        raise RuntimeError(message)

    def __exit__(self, *_: object) -> None:
        self._process.terminate()
        self._process.wait(timeout=20)


def load(what: str, bodies: Path, seconds: int) -> dict[str, float]:
    """Load a server, and give what came of it."""
    if shutil.which("wrk"):
        script = str(Path(__file__).with_name("wrk.lua"))
        command = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{seconds}s", "-s", script]
        command += [f"http://127.0.0.1:{PORTS[what]}", "--", str(bodies)]
    else:
        command = [sys.executable, "-m", "benchmarks.client", str(PORTS[what]), str(bodies)]
        command += [str(seconds), str(CONNECTIONS)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)  # noqa: S603
    told: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    if told["failed"]:
        message = f"{told['failed']} requests failed"
        raise RuntimeError(message)
    return told


def one_round(files: dict[str, Path], found: dict[str, list[Pair]]) -> None:
    """Measure everything, each time ours and at once after it the bare endpoint."""
    few, many = files["few"], files["many"]

    def pair(way: str, bodies: Path) -> None:
        ours = load(WAYS[way][0], bodies, SECONDS)
        found[way].append((ours, load("bare", bodies, SECONDS)))

    with Server("bare", files["sizes"]):
        load("bare", few, 1)
        with Server("ours", files["sizes"]):
            pair("cold", many)
            load("ours", few, WARMING)
            for _ in range(PAIRS):
                pair("warm", few)
        with Server("ours", files["sizes"]):
            load("ours", few, WARMING)
            pair("new", many)
        with Server("ours, nothing shared", files["sizes"]):
            load("ours, nothing shared", few, WARMING)
            pair("nothing shared", few)


def write_bodies(folder: Path) -> dict[str, Path]:
    """Write the bodies that are sent, and the lengths of the answers to the first ones."""
    from api.schemas import AssessmentRequest  # noqa: PLC0415
    from api.service import Service  # noqa: PLC0415

    ruleset = build_ruleset()
    made = incidents(ruleset, MANY)
    service = Service(ruleset, 0)
    lengths = [
        len(service.assess(AssessmentRequest.model_validate({"incident": one}), "reasons").body)
        for one in made[:DISTINCT]
    ]
    files = {name: folder / name for name in ("few", "many", "sizes")}
    bodies = [json.dumps({"incident": one}) for one in made]
    files["few"].write_text("\n".join(bodies[:DISTINCT]), encoding="utf-8")
    files["many"].write_text("\n".join(bodies[DISTINCT:]), encoding="utf-8")
    files["sizes"].write_text(json.dumps(lengths), encoding="utf-8")
    print(
        f"{len(ruleset.clauses)} clauses; bodies of {middle(list(map(len, bodies))):.0f} bytes,"
        f" answers of {middle(lengths):.0f} (medians)"
    )
    return files


def main(rounds: int) -> None:
    """Measure, and print the table."""
    print(f"## Requests per second\n\n{machine()}; ", end="")
    found: dict[str, list[Pair]] = {way: [] for way in WAYS}
    with tempfile.TemporaryDirectory() as folder:
        files = write_bodies(Path(folder))
        for _ in range(rounds):
            one_round(files, found)
    print(f"\n{rounds} rounds, {CONNECTIONS} connections; medians and quarters\n")
    rows = []
    for way, pairs in found.items():
        ours, bare = (
            [side["requests"] / side["seconds"] for side in pair]
            for pair in zip(*pairs, strict=True)
        )
        ratios = [mine / theirs for mine, theirs in zip(ours, bare, strict=True)]
        p99 = middle([pair[0]["p99"] for pair in pairs])
        rows.append((way, WAYS[way][1], spread(ours), spread(bare), spread(ratios), f"{p99:.1f}"))
    head = ("", "what is sent", "ours, requests/s", "bare, requests/s", "ours of bare", "p99, ms")
    table(head, rows)


if __name__ == "__main__":
    if "--serve" in sys.argv:
        serve(sys.argv[2], sys.argv[3])
    else:
        main(int(sys.argv[1]) if len(sys.argv) > 1 else 5)
