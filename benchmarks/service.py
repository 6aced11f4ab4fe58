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
from typing import Any

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
PORT = 8765
WAYS = {
    "ours, cold": "every incident new to a server just started",
    "ours, new incidents": "every incident new to a server that has judged 1,000 others",
    "ours, nothing shared": "1,000 incidents over and over; answers are not remembered",
    "ours, warm": "1,000 incidents over and over",
    "bare": "1,000 incidents over and over; a bare endpoint",
    "bare, new bodies": "every body new; a bare endpoint",
}


def serve(what: str, sizes: str) -> None:
    """Run one server, in a process of its own."""
    import uvicorn  # noqa: PLC0415  only the process that serves needs it

    app = _bare(sizes) if what == "bare" else _ours(shared=what == "ours")
    uvicorn.run(app, port=PORT, access_log=False, log_level="warning", server_header=False)


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


class Server:
    """A server in a process of its own, ready when entered."""

    def __init__(self, what: str, sizes: Path) -> None:
        self._command = [sys.executable, "-m", "benchmarks.service", "--serve", what, str(sizes)]

    def __enter__(self) -> None:
        self._process = subprocess.Popen(self._command)  # noqa: S603  ourselves
        for _ in range(200):
            time.sleep(0.1)
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{PORT}/none")
            except urllib.error.HTTPError:
                return
            except OSError:
                continue
        message = "the server did not start"
        raise RuntimeError(message)

    def __exit__(self, *_: object) -> None:
        self._process.terminate()
        self._process.wait(timeout=20)


def load(bodies: Path, seconds: float) -> dict[str, float]:
    """Load the server that runs, and give what came of it."""
    if shutil.which("wrk"):
        script = str(Path(__file__).with_name("wrk.lua"))
        command = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{seconds}s", "-s", script]
        command += [f"http://127.0.0.1:{PORT}", "--", str(bodies)]
    else:
        command = [sys.executable, "-m", "benchmarks.client", str(PORT), str(bodies)]
        command += [str(seconds), str(CONNECTIONS)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)  # noqa: S603
    told: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    if told["failed"]:
        message = f"{told['failed']} requests failed"
        raise RuntimeError(message)
    return told


def one_round(files: dict[str, Path], found: dict[str, list[dict[str, float]]]) -> None:
    """Measure everything once, the two kinds of server in turn."""
    with Server("ours", files["sizes"]):
        found["ours, cold"].append(load(files["many"], SECONDS))
    with Server("bare", files["sizes"]):
        load(files["few"], 1)
        found["bare"].append(load(files["few"], SECONDS))
        found["bare, new bodies"].append(load(files["many"], SECONDS))
    with Server("ours", files["sizes"]):
        load(files["few"], WARMING)
        found["ours, warm"].append(load(files["few"], SECONDS))
        found["ours, new incidents"].append(load(files["many"], SECONDS))
    with Server("ours, nothing shared", files["sizes"]):
        load(files["few"], WARMING)
        found["ours, nothing shared"].append(load(files["few"], SECONDS))


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
    found: dict[str, list[dict[str, float]]] = {name: [] for name in WAYS}
    with tempfile.TemporaryDirectory() as folder:
        files = write_bodies(Path(folder))
        for _ in range(rounds):
            one_round(files, found)
    rates = {name: [t["requests"] / t["seconds"] for t in told] for name, told in found.items()}
    print(f"\n{rounds} rounds, medians and quarters; {CONNECTIONS} connections\n")
    rows = []
    for name, what in WAYS.items():
        against = "bare, new bodies" if "cold" in name or "new" in name else "bare"
        ratio = middle([a / b for a, b in zip(rates[name], rates[against], strict=True)])
        p99 = middle([t["p99"] for t in found[name]])
        rows.append((name, what, spread(rates[name]), f"{ratio:.2f}", f"{p99:.1f}"))
    table(("", "what is sent", "requests/s", "of bare", "p99, ms"), rows)


if __name__ == "__main__":
    if "--serve" in sys.argv:
        serve(sys.argv[2], sys.argv[3])
    else:
        main(int(sys.argv[1]) if len(sys.argv) > 1 else 5)
