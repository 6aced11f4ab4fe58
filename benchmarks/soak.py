"""Assess for long, every incident a new one, and see that memory stays flat.

Usage: python -m benchmarks.soak [assessments, 50000 if left out]
"""

from __future__ import annotations

import gc
import sys
import time

from benchmarks.incidents import incidents
from benchmarks.measure import machine, resident
from engine.build import build_ruleset
from engine.incident import read_incident
from engine.infer.assessment import assess
from engine.infer.chain import COUNTERS
from engine.report.json import to_json

PARTS = 10
MOST_GROWTH = 8.0
"""MiB by which memory may grow over the last half; before that, what is remembered fills up."""


def main(count: int) -> int:
    """Soak, print, and fail on growth or where the chain failed."""
    ruleset = build_ruleset()
    print(f"## Soak\n\n{machine()}; {count} assessments of distinct incidents\n")
    measured: list[float] = []
    began = time.perf_counter()
    for part in range(PARTS):
        made = incidents(ruleset, count // PARTS, seed=100 + part)
        for data in made:
            to_json(assess(ruleset, read_incident(data)), ruleset.digest)
        del made
        gc.collect()
        measured.append(resident())
    took = time.perf_counter() - began
    print("MiB after each tenth:", *(f"{size:.0f}" for size in measured))
    print(f"{took:.0f} s, making the incidents included; the chain: {COUNTERS.snapshot()}\n")
    growth = max(measured[PARTS // 2 :]) - measured[PARTS // 2 - 1]
    return 0 if growth < MOST_GROWTH and COUNTERS.off is None else 1


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 50_000))
