"""Facts as plain Python: what a stated value leaves possible, and what a test admits."""

from __future__ import annotations

import re
from datetime import date
from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

Value: TypeAlias = bool | int | Fraction | str
Spec: TypeAlias = "Mapping[str, Any]"
Specs: TypeAlias = "Mapping[str, Spec]"

POINTLESS: Final = "(pointless)"
"""Stands for a fact that another fact makes pointless; no test admits it."""

NOT_KNOWN = ("unknown", "disputed", "alleged", "raised")
NUMERIC = ("number", "money", "duration", "date")
BOUNDS = ("at_least", "at_most")
DEEDS = ("done", "late", "not_done", "not_yet_due")
DEED_GROUPS = {"yes": ("done", "late"), "no": ("not_done", "not_yet_due")}
DEED_TESTS = {"done": ("done", "late", "not_yet_due"), "done_in_time": ("done", "not_yet_due")}
YES_NO = {True: True, False: False, "yes": True, "no": False}
MINUTES = {"minute": 1, "hour": 60, "day": 1440, "week": 10080}


def words(spec: Spec) -> dict[Any, tuple[Value, ...]]:
    """Give every word that may stand for a fact, and the values it leaves possible."""
    if spec["type"] == "boolean":
        return {word: (value,) for word, value in YES_NO.items()}
    if spec["type"] == "deed":
        yes_no = {True: DEED_GROUPS["yes"], False: DEED_GROUPS["no"]}
        return {**{deed: (deed,) for deed in DEEDS}, **DEED_GROUPS, **yes_no}
    groups = {name: tuple(members) for name, members in spec.get("groups", {}).items()}
    return {**{value: (value,) for value in spec["values"]}, **groups}


def admitted(spec: Spec, word: Any) -> tuple[Value, ...]:
    """Give the values for which the test `fact: word` holds."""
    if spec["type"] == "deed" and word in DEED_TESTS:
        return DEED_TESTS[word]
    return words(spec)[word]


def amount(kind: str, written: Any) -> int | Fraction:
    """Read a number: money in pence, durations in minutes, dates as counted days."""
    if kind == "date":
        return date.fromisoformat(written).toordinal()
    if isinstance(written, str) and kind == "money":
        pounds = Fraction(re.sub("£| GBP", "", written))
        return int(pounds * 100)
    if isinstance(written, str) and kind == "duration":
        number, unit = written.split()
        return int(number) * MINUTES[unit.rstrip("s")]
    return _plain(Fraction(str(written)))


def is_stated(spec: Spec, stated: Any) -> bool:
    """Say whether anything is known of the fact, be it only a group or a bound."""
    if stated is None or stated in NOT_KNOWN:
        return False
    if spec["type"] == "list":
        return bool(stated.get("items")) or is_complete(stated)
    if isinstance(stated, dict):
        return any(stated.get(end) is not None for end in BOUNDS)
    return True


def is_denied(spec: Spec, stated: Any) -> bool:
    """Say whether the fact is stated as a mere "no", which it also is where it is pointless."""
    if spec["type"] == "boolean":
        return stated in (False, "no")
    if spec["type"] == "deed":
        return stated is False or stated in ("no", "not_done", "not_yet_due")
    return False


def is_complete(stated: Any) -> bool:
    """Say whether a list is known to name all there were."""
    return isinstance(stated, dict) and stated.get("complete") in (True, "yes")


def possible(spec: Spec, stated: Any, cuts: Collection[Value]) -> list[Value]:
    """Give every value that the fact may have; of numbers, one for each region between `cuts`.

    A list has one stand-in here; what its entries may be is worked out with the completions.
    """
    kind = spec["type"]
    if kind == "list":
        return ["(a list)"]
    known = is_stated(spec, stated)
    if kind not in NUMERIC:
        every = {value for leaves in words(spec).values() for value in leaves}
        return sorted(words(spec)[stated] if known else every, key=str)
    if known and not isinstance(stated, dict):
        return [amount(kind, stated)]
    low, high = (_end(kind, stated, end) if known else None for end in BOUNDS)
    return _regions([cut for cut in cuts if not isinstance(cut, str)], low, high, kind)


def _end(kind: str, stated: Mapping[str, Any], end: str) -> int | Fraction | None:
    return None if stated.get(end) is None else amount(kind, stated[end])


def _regions(
    cuts: list[bool | int | Fraction],
    low: int | Fraction | None,
    high: int | Fraction | None,
    kind: str,
) -> list[Value]:
    """Pick every cut and bound, and a number below, between and above them."""
    points = sorted({Fraction(point) for point in (*cuts, low, high) if point is not None})
    if not points:
        return [1]
    between = [_middle(a, b, kind) for a, b in pairwise(points)]
    picked = [points[0] - 1, *points, *between, points[-1] + 1]
    return [
        _plain(number)
        for number in sorted(picked)
        if (low is None or number >= low)
        and (high is None or number <= high)
        and (kind not in ("money", "duration") or number >= 0)
    ]


def _middle(a: Fraction, b: Fraction, kind: str) -> Fraction:
    """Pick a number between two; pence, minutes and days are whole, so there may be none."""
    if kind == "number":
        return (a + b) / 2
    return a + 1 if b - a > 1 else a


def _plain(number: Fraction) -> int | Fraction:
    return number.numerator if number.denominator == 1 else number
