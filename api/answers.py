"""Answers that are remembered: what follows from equal facts is equal, and so are its bytes."""

from __future__ import annotations

from collections import OrderedDict
from threading import Lock
from typing import Final

MOST_BYTES: Final = 32_000_000
"""Memory that remembered answers may take, in bytes."""

_ENTRY: Final = 400
"""Roughly what an entry takes besides the answer itself."""


class Answers:
    """The answers used last, within a bound of memory; safe to share between threads.

    Args:
        most: The bound in bytes; 0 remembers nothing.
    """

    def __init__(self, most: int = MOST_BYTES) -> None:
        self._most = most
        self._size = 0
        self._kept: OrderedDict[str, bytes] = OrderedDict()
        self._gate = Lock()
        self.shared = 0
        self.judged = 0

    @property
    def size(self) -> int:
        """The bytes that are taken now."""
        return self._size

    def get(self, key: str) -> bytes | None:
        """Give the answer that is kept under `key`, if one is."""
        with self._gate:
            found = self._kept.get(key)
            if found is None:
                self.judged += 1
                return None
            self.shared += 1
            self._kept.move_to_end(key)
            return found

    def keep(self, key: str, answer: bytes) -> None:
        """Keep an answer; those not used for longest make room for it."""
        size = len(answer) + _ENTRY
        if size > self._most // 8:
            return
        with self._gate:
            if key in self._kept:
                return
            self._kept[key] = answer
            self._size += size
            while self._size > self._most:
                _, gone = self._kept.popitem(last=False)
                self._size -= len(gone) + _ENTRY
