"""Strong Kleene logic, in a form that generated code computes with integers.

A truth value says which of the two classical values are still possible: bit 1 that it may hold,
bit 2 that it may fail. So `HOLDS` is 1, `FAILS` 2 and `OPEN` (both are possible) 3.

Source:
    Kleene, Introduction to Metamathematics (1952), section 64.
"""

from __future__ import annotations

from functools import reduce
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

HOLDS: Final = 1
FAILS: Final = 2
OPEN: Final = 3

NAMES: Final = {HOLDS: "holds", FAILS: "fails", OPEN: "open"}
NEGATED: Final = (0, FAILS, HOLDS, OPEN)
"""The negation of each truth value, by index."""


def conjunction(parts: Iterable[int]) -> int:
    """Say whether all of them hold.

    Example:
        >>> conjunction([HOLDS, OPEN]) == OPEN
        True
    """
    return reduce(lambda left, right: (left | right) & FAILS | left & right & HOLDS, parts, HOLDS)


def disjunction(parts: Iterable[int]) -> int:
    """Say whether at least one of them holds.

    Example:
        >>> disjunction([FAILS, OPEN]) == OPEN
        True
    """
    return reduce(lambda left, right: (left | right) & HOLDS | left & right & FAILS, parts, FAILS)


def within(possible: int, wanted: int) -> int:
    """Say whether a value lies in `wanted`, given the set of values that are `possible`.

    Both are bit sets over the same values; `possible` is not empty.
    """
    return (HOLDS if possible & wanted else 0) | (FAILS if possible & ~wanted else 0)
