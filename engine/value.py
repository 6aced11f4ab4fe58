"""Values that carry a unit: money in pence, durations in minutes, days and moments as integers.

Inside the engine a number is always a plain int or float; what is known only within bounds is a
`Range`. This page is the one place that turns written values into these.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")
MINUTES = {"minute": 1, "hour": 60, "day": 24 * 60, "week": 7 * 24 * 60}

_MONEY = re.compile(r"^(?:£(\d{1,9})(?:\.(\d{2}))?|(\d{1,9})(?:\.(\d{2}))? GBP)$")
_DURATION = re.compile(r"^(\d{1,6}) (minute|hour|day|week)s?$")


@dataclass(frozen=True, slots=True)
class Range:
    """A number known only within bounds, both of which belong to it; None leaves an end open."""

    low: float | None
    high: float | None


def pence(value: int | str) -> int:
    """Read money as whole pence.

    Args:
        value: Whole pence, or text such as `£25`, `£12.50` or `12.50 GBP`.

    Raises:
        ValueError: The text is no amount of money.

    Example:
        >>> pence("£12.50")
        1250
    """
    if isinstance(value, int):
        return value
    match = _MONEY.match(value)
    if match is None:
        message = "write money as `£25`, `£12.50` or whole pence"
        raise ValueError(message)
    pounds, small, pounds_too, small_too = match.groups()
    return int(pounds or pounds_too) * 100 + int(small or small_too or 0)


def minutes(value: int | str) -> int:
    """Read a duration as whole minutes.

    Args:
        value: Whole minutes, or text such as `90 minutes`, `2 hours` or `3 days` of 24 hours.

    Raises:
        ValueError: The text is no duration.

    Example:
        >>> minutes("2 hours")
        120
    """
    if isinstance(value, int):
        return value
    match = _DURATION.match(value)
    if match is None:
        message = "write a duration as `90 minutes`, `2 hours`, `3 days` or `1 week`"
        raise ValueError(message)
    return int(match.group(1)) * MINUTES[match.group(2)]


def day(value: str) -> int:
    """Read a calendar day as its number, counted from 1 January of the year 1.

    Raises:
        ValueError: The text is no date such as `2026-03-02`.
    """
    return date.fromisoformat(value).toordinal()


def moment(value: str) -> int | Range:
    """Read a moment as seconds since 1970 in UTC; a bare day stands for all of it in London.

    Raises:
        ValueError: The text is neither a day nor an instant with its time zone.
    """
    if len(value) > len("2026-03-02"):
        return int(datetime.fromisoformat(value).timestamp())
    start = date.fromisoformat(value)
    if not date.min < start < date.max:
        return int(datetime.combine(start, time(), UTC).timestamp())
    after = datetime.combine(start + timedelta(days=1), time(), LONDON)
    return Range(
        int(datetime.combine(start, time(), LONDON).timestamp()), int(after.timestamp()) - 1
    )


def day_of(value: str) -> int:
    """Say on which day in London a moment, or a bare day, lies."""
    if len(value) == len("2026-03-02"):
        return day(value)
    instant = datetime.fromisoformat(value)
    try:
        return instant.astimezone(LONDON).toordinal()
    except OverflowError:
        return instant.toordinal()
