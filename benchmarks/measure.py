"""What all measurements share: the machine in a line, medians with their spread, tables."""

from __future__ import annotations

import os
import platform
import statistics
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

PAGE = 4096
MEBIBYTE = 2**20


def machine() -> str:
    """Say where this was measured; the load tells who else was at work."""
    load = os.getloadavg()[0] if hasattr(os, "getloadavg") else 0.0
    python = f"{platform.python_implementation()} {platform.python_version()}"
    return f"{python}, {platform.machine()}, {os.cpu_count()} cores, load {load:.1f}"


def resident() -> float:
    """Give the resident memory of this process in MiB; Linux only."""
    return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1]) * PAGE / MEBIBYTE


def middle(times: Sequence[float]) -> float:
    """Give the median."""
    return statistics.median(times)


def spread(times: Sequence[float]) -> str:
    """Give the median and, in brackets, the quarters around it."""
    if len(times) < 4:
        return f"{middle(times):.4g} ({min(times):.4g} to {max(times):.4g})"
    low, half, high = statistics.quantiles(times, n=4)
    return f"{half:.4g} ({low:.4g} to {high:.4g})"


def table(head: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    """Print a table as Markdown."""
    print("| " + " | ".join(head) + " |")
    print("| " + " | ".join("---" for _ in head) + " |")
    for row in rows:
        print("| " + " | ".join(map(str, row)) + " |")
    print()
    sys.stdout.flush()
