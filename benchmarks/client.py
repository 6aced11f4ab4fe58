"""A small HTTP client for load, where wrk is not installed; prints what wrk.lua prints.

Usage: python -m benchmarks.client PORT BODIES SECONDS CONNECTIONS
"""

from __future__ import annotations

import asyncio
import itertools
import json
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

HEAD = (
    "POST /v1/assessments HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
    "Content-Length: {}\r\n\r\n"
)


async def connection(port: int, requests: Iterator[bytes], end: float, times: list[float]) -> int:
    """Send one request after the other until the end; give the number that failed."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    failed = 0
    while time.perf_counter() < end:
        began = time.perf_counter()
        writer.write(next(requests))
        head = await reader.readuntil(b"\r\n\r\n")
        length = head.lower().partition(b"content-length:")[2].partition(b"\r\n")[0]
        await reader.readexactly(int(length))
        times.append(time.perf_counter() - began)
        failed += not head.startswith(b"HTTP/1.1 200")
    writer.close()
    return failed


async def load(port: int, bodies: list[bytes], seconds: float, connections: int) -> None:
    """Load a server on this machine for so long, and print what came of it."""
    requests = itertools.cycle(HEAD.format(len(b)).encode() + b for b in bodies)
    times: list[float] = []
    end = time.perf_counter() + seconds
    work = [connection(port, requests, end, times) for _ in range(connections)]
    failed = sum(await asyncio.gather(*work))
    times.sort()
    told = {"requests": len(times), "seconds": seconds, "failed": failed}
    told["p50"], told["p99"] = (times[int(len(times) * part)] * 1e3 for part in (0.5, 0.99))
    print(json.dumps(told))


if __name__ == "__main__":
    asyncio.run(
        load(
            int(sys.argv[1]),
            Path(sys.argv[2]).read_bytes().splitlines(),
            float(sys.argv[3]),
            int(sys.argv[4]),
        )
    )
