"""Derive with durable-rules for long, and see that answers stay right and memory flat.

Usage: python -m benchmarks.soak_chain [derivations, 50000 if left out]
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

from engine.infer.chain import COUNTERS, Chainer
from tests.engine.infer.random_chains import facts, program, seeded

MEBIBYTE = 2**20
PAGE = 4096
MOST_GROWTH = 4 * MEBIBYTE


def resident() -> int:
    """The resident memory of this process in bytes; Linux only."""
    return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1]) * PAGE


def soak(derivations: int, seed: int = 1) -> list[int]:
    """Derive so often with ten programs in turn; return the resident memory on the way.

    The first tenth warms up and is not measured.
    """
    random = seeded(seed)
    chainers = [Chainer(program(random), native=True, cached_answers=0) for _ in range(10)]
    measured = []
    for number in range(1, derivations + 1):
        chainer = chainers[number % len(chainers)]
        chainer.derive(facts(random, chainer.program))
        if number % (derivations // 10) == 0:
            measured.append(resident())
    for chainer in chainers:
        chainer.close()
    return measured


def main() -> int:
    """Soak, print, and fail on a difference, an error or growth."""
    derivations = int(sys.argv[1]) if len(sys.argv) > 1 else 50_000
    began = time.perf_counter()
    measured = soak(derivations)
    took = time.perf_counter() - began
    print(f"{derivations} derivations in {took:.1f} s; resident MiB on the way:")
    print(*(f"{size / MEBIBYTE:.1f}" for size in measured))
    print(COUNTERS.snapshot())
    well = COUNTERS.native == derivations and COUNTERS.off is None
    return 0 if well and measured[-1] - measured[0] < MOST_GROWTH else 1


if __name__ == "__main__":
    sys.exit(main())
