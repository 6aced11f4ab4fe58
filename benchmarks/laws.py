"""A million random clause and incident pairs, judged by the engine and by the oracle.

.venv/bin/python -m benchmarks.laws            a million pairs, on every core
.venv/bin/python -m benchmarks.laws 50000 7    so many pairs, from that seed
"""

from __future__ import annotations

import sys
import time
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from os import cpu_count

from tests.laws import tally

CHUNK = 10_000


def main() -> int:
    """Compare; say how many findings of each verdict were alike, and what differed."""
    pairs = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    first = int(sys.argv[2]) if len(sys.argv) > 2 else 1
    chunks = [
        (first + place, min(CHUNK, pairs - start))
        for place, start in enumerate(range(0, pairs, CHUNK))
    ]
    counts: Counter[str] = Counter()
    differences: list[str] = []
    started = time.perf_counter()
    with ProcessPoolExecutor(cpu_count()) as pool:
        done = 0
        for (_, size), (found, differing) in zip(
            chunks, pool.map(tally, *zip(*chunks, strict=True)), strict=True
        ):
            counts += found
            differences += differing
            done += size
            print(f"\r{done:,} of {pairs:,} pairs", end="", file=sys.stderr, flush=True)
    seconds = time.perf_counter() - started
    print(f"\r{pairs:,} pairs in {seconds:.0f} s, {len(differences)} differences")
    for verdict, count in counts.most_common():
        print(f"  {verdict:15} {count:>10,}")
    for difference in differences[:3]:
        print(difference)
    return 1 if differences else 0


if __name__ == "__main__":
    sys.exit(main())
