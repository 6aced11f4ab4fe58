"""The name that somebody probably meant."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

LONGEST = 80
"""Longer words are no slip of the pen; nothing is suggested for them."""

MOST_CANDIDATES = 5000
"""Names looked at; the rest of a longer list is left alone."""

_SEPARATORS = re.compile(r"[\s._/-]+")
_CAMEL_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")


def nearest(word: str, known: Iterable[str]) -> str | None:
    """Return the name among `known` that `word` was probably meant to be, or None.

    The same words with other separators or capitals come first, then the name with the fewest
    slips (a letter wrong, missing, added or swapped with the next; at most a third of them), then
    the name that shares most of its words. Ties go to the name that stands first in `known`.

    Example:
        >>> nearest("manger_agreed", ["manager_agreed", "parent_agreed"])
        'manager_agreed'
        >>> nearest("wheelbarrow", ["manager_agreed", "parent_agreed"]) is None
        True
    """
    wanted = _plain(word[: LONGEST + 1])
    if not wanted or len(word) > LONGEST:
        return None
    names = [name for name, _ in zip(known, range(MOST_CANDIDATES), strict=False)]
    best, fewest = None, _allowance(wanted) + 1
    for name in names:
        slips = _slips(wanted, _plain(name[:LONGEST]), fewest)
        if slips < fewest:
            best, fewest = name, slips
    return best if best is not None else _most_shared_words(wanted, names)


def _plain(word: str) -> str:
    """Return `word` in small letters with one kind of separator."""
    return _SEPARATORS.sub("_", _CAMEL_HUMP.sub("_", word.strip())).strip("_").lower()


def _allowance(word: str) -> int:
    """Say how many slips a word of this length may hold; very short words get one."""
    return 1 if len(word) < len("manage") else min(4, len(word) // 3)


def _slips(word: str, name: str, limit: int) -> int:
    """Count the slips that turn `name` into `word`; `limit` where there are at least so many.

    Source:
        Optimal string alignment distance (Damerau 1964, without repeated swaps).
    """
    if abs(len(word) - len(name)) >= limit:
        return limit
    before: list[int] = []
    above = list(range(len(name) + 1))
    for row, letter in enumerate(word, start=1):
        here = [row]
        for column, other in enumerate(name, start=1):
            cost = min(above[column] + 1, here[-1] + 1, above[column - 1] + (letter != other))
            swapped = (
                row > 1 and column > 1 and word[row - 2] == other and letter == name[column - 2]
            )
            here.append(min(cost, before[column - 2] + 1) if swapped else cost)
        if min(here) >= limit:
            return limit
        before, above = above, here
    return min(above[-1], limit)


def _most_shared_words(wanted: str, names: list[str]) -> str | None:
    """Return the name that shares at least half of all words involved, if one does."""
    words = set(wanted.split("_"))
    best, most = None, 0.5
    for name in names:
        others = set(_plain(name[:LONGEST]).split("_"))
        share = len(words & others) / len(words | others)
        if share > most or (best is None and share == most):
            best, most = name, share
    return best
