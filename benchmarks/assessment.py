"""A full assessment in process, part by part; how long policies take to load, and the memory.

Usage: python -m benchmarks.assessment
"""

from __future__ import annotations

import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

from benchmarks.incidents import incidents
from benchmarks.measure import machine, middle, resident, spread, table
from engine.build import build_ruleset, default_rules, policy_folders
from engine.incident import read_incident
from engine.infer.assessment import assess
from engine.report.json import to_json

if TYPE_CHECKING:
    from collections.abc import Callable

    from engine.facts.incident import Incident
    from engine.infer.ruleset import Ruleset

PASSES = 5
THREADS = 8
LOADS = 3


def main() -> None:
    """Measure, and print the tables."""
    before = resident()
    ruleset = build_ruleset()
    loaded = resident()
    sent = incidents(ruleset)
    new = incidents(ruleset, seed=2)
    print(f"## Assessments in process\n\n{machine()}; {len(ruleset.clauses)} clauses\n")
    _assessments(build_ruleset(), sent, new)
    _threads(ruleset, sent)
    print("## Loading, and memory\n")
    _loading()
    print(f"Memory: {before:.0f} MiB with the engine imported, {loaded:.0f} MiB once loaded.\n")


def _assessments(ruleset: Ruleset, sent: list[dict[str, Any]], new: list[dict[str, Any]]) -> None:
    """Time each part, over incidents that are new, new to a warm process, and known."""
    rows = [
        ("cold: a ruleset just loaded, each incident for the first time", _parts(ruleset, sent)),
        ("new: judged after 1,000 others, each for the first time", _parts(ruleset, new)),
        ("warm: each has been judged before", _best(lambda: _parts(ruleset, new))),
    ]
    head = ("µs an incident, medians", "read", "assess", "write", "together")
    table(head, [(name, *(f"{part:.0f}" for part in parts)) for name, parts in rows])


def _parts(ruleset: Ruleset, sent: list[dict[str, Any]]) -> tuple[float, ...]:
    """Give the medians of reading, assessing and writing one incident, and of all three."""
    times: list[tuple[float, ...]] = []
    for data in sent:
        began = time.perf_counter()
        incident = read_incident(data)
        read = time.perf_counter()
        assessment = assess(ruleset, incident)
        judged = time.perf_counter()
        to_json(assessment, ruleset.digest)
        ended = time.perf_counter()
        times.append((read - began, judged - read, ended - judged, ended - began))
    return tuple(middle(part) * 1e6 for part in zip(*times, strict=True))


def _best(measure: Callable[[], tuple[float, ...]]) -> tuple[float, ...]:
    runs = [measure() for _ in range(PASSES)]
    return tuple(middle(part) for part in zip(*runs, strict=True))


def _threads(ruleset: Ruleset, sent: list[dict[str, Any]]) -> None:
    """Assess on eight threads at once; every answer is what one thread gave."""
    read = [read_incident(data) for data in sent]

    def answer(incident: Incident) -> bytes:
        return to_json(assess(ruleset, incident), ruleset.digest)

    alone = [answer(incident) for incident in read]
    began = time.perf_counter()
    with ThreadPoolExecutor(THREADS) as pool:
        together = list(pool.map(answer, read * PASSES))
    took = time.perf_counter() - began
    assert together == alone * PASSES
    print(
        f"{THREADS} threads at once: {len(together)} answers, all as one thread gave them,"
        f" {took * 1e6 / len(together):.0f} µs each.\n"
    )


def _loading() -> None:
    """Time how long each policy, and all of them, take to load, in processes of their own."""
    rows = []
    for path in [*policy_folders(default_rules()), default_rules()]:
        times = [_in_process(str(path)) for _ in range(LOADS)]
        read, ready = (spread([run[part] for run in times]) for part in (0, 1))
        rows.append((path.name, read, ready))
    table(("policy", "read and check, ms", "make ready for every kind of act, ms"), rows)


def _in_process(path: str) -> list[float]:
    command = [sys.executable, "-m", "benchmarks.assessment", "--load", path]
    done = subprocess.run(command, capture_output=True, text=True, check=True)  # noqa: S603
    return [float(word) for word in done.stdout.split()]


def load(path: str) -> None:
    """Load one policy, then make it ready; print how long each took."""
    from pathlib import Path  # noqa: PLC0415

    began = time.perf_counter()
    ruleset = build_ruleset(Path(path))
    read = time.perf_counter()
    _ = ruleset.plans
    for compiled in ruleset.policies.values():
        for epoch in filter(None, compiled.between(None, None)):
            for kind in ruleset.vocabulary.kinds:
                _ = epoch.rules(kind).judge
    print((read - began) * 1e3, (time.perf_counter() - read) * 1e3)


if __name__ == "__main__":
    if "--load" in sys.argv:
        load(sys.argv[2])
    else:
        main()
