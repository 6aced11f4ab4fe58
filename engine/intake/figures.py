"""Amounts, numbers, spans of time and days, in words and figures."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from engine.intake.pattern import Hit

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from engine.intake.text import Token

CLASSES: Final = ("amount", "number", "time", "duration", "date")
"""Classes that are found by rule, each with a value but `time`."""

UNITS: Final = {
    word: value
    for value, word in enumerate(
        [
            "zero",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen",
        ]
    )
}
_TENS: Final = {
    word: value * 10
    for value, word in enumerate(
        ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], start=2
    )
}
NUMERALS: Final = frozenset(UNITS) | frozenset(_TENS)
_OTHER: Final = {"once": 1, "twice": 2, "couple": 2, "few": 3, "dozen": 12, "single": 1}
_NOTES: Final = {"fiver": 500, "tenner": 1000, "grand": 100_000}
_POUNDS: Final = frozenset({"pound", "pounds", "quid", "gbp", "squid"})
_PENCE: Final = frozenset({"p", "pence", "penny"})
_MINUTES: Final = {
    "minute": 1, "minutes": 1, "min": 1, "mins": 1, "hour": 60, "hours": 60, "hr": 60, "hrs": 60,
    "day": 1440, "days": 1440, "week": 10_080, "weeks": 10_080, "month": 43_200, "months": 43_200,
    "year": 525_600, "years": 525_600,
}  # fmt: skip
_MONTHS: Final = {
    name[:size]: place
    for place, name in enumerate(
        [
            "january",
            "february",
            "march",
            "april",
            "may",
            "june",
            "july",
            "august",
            "september",
            "october",
            "november",
            "december",
        ],
        start=1,
    )
    for size in (3, len(name))
} | {"sept": 9}
_DAYS: Final = {
    name[:size]: place
    for place, name in enumerate(
        ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
    )
    for size in (3, len(name))
} | {"tues": 1, "thur": 3, "thurs": 3}
_BEGINS: Final = frozenset(
    {*UNITS, *_TENS, *_OTHER, *_NOTES, *_MONTHS, *_DAYS, "today", "yesterday"}
)
"""Words, beside digits and the pound sign, that a figure may begin with."""

_MOST_DIGITS: Final = 9
_MOST_DAY: Final = 31
_MOST_HOUR: Final = 24
_LEAST_YEAR, _MOST_YEAR = 1990, 2100


def figures(tokens: Sequence[Token], today: date | None) -> Iterator[tuple[str, Hit]]:
    """Find amounts (in pence), numbers, durations (in minutes), times of day and days.

    Args:
        tokens: Those of the account.
        today: The day that `yesterday` counts from; without one, only full dates have a value.
    """
    words = {token.word for token in tokens}
    begins = {w for w in words if w in _BEGINS or w[:1] == "£" or w[:1].isdecimal()}
    for place in (place for place, token in enumerate(tokens) if token.word in begins):
        value, end = _number(tokens, place)
        if value is not None:
            yield "number", Hit(place, end, value)
            yield from _measured(tokens, place, end, value)
        yield from _money(tokens, place)
        if _is_time(tokens[place].word):
            yield "time", Hit(place, place + 1)
        day = _date(tokens, place, today)
        if day is not None:
            yield "date", day


def _digits(word: str) -> float | None:
    plain = word.replace(",", "")
    whole, _, part = plain.partition(".")
    if not whole.isascii() or not whole.isdecimal() or len(whole) > _MOST_DIGITS:
        return None
    if part and not (part.isascii() and part.isdecimal() and len(part) <= _MOST_DIGITS):
        return None
    return float(plain) if part else int(whole)


def _number(tokens: Sequence[Token], place: int) -> tuple[float | None, int]:
    """Read a number at a place, in figures or in words; give it and where it ends."""
    word = tokens[place].word
    value = _digits(word)
    if value is not None:
        return value, place + 1
    if word in _OTHER:
        return _OTHER[word], place + 1
    total, current, end = 0, 0, place
    while end < len(tokens) and end - place < 8:  # noqa: PLR2004  no longer number is told
        word = tokens[end].word
        if word in UNITS:
            current += UNITS[word]
        elif word in _TENS:
            current += _TENS[word]
        elif word == "hundred" and end > place:
            current *= 100
        elif word == "thousand" and end > place:
            total, current = total + current * 1000, 0
        elif word == "and" and end > place and tokens[end - 1].word in {"hundred", "thousand"}:
            pass
        else:
            break
        end += 1
    return (total + current, end) if end > place else (None, place)


def _measured(
    tokens: Sequence[Token], place: int, end: int, value: float
) -> Iterator[tuple[str, Hit]]:
    if end >= len(tokens):
        return
    unit = tokens[end].word
    if unit in _POUNDS:
        yield "amount", Hit(place, end + 1, round(value * 100))
    elif unit in _PENCE:
        yield "amount", Hit(place, end + 1, round(value))
    elif (unit in _NOTES and unit != "grand") or unit == "grand":
        yield "amount", Hit(place, end + 1, round(value * _NOTES[unit]))
    elif unit in _MINUTES:
        yield "duration", Hit(place, end + 1, round(value * _MINUTES[unit]))


def _money(tokens: Sequence[Token], place: int) -> Iterator[tuple[str, Hit]]:
    word = tokens[place].word
    if word.startswith("£"):
        thousands = word.endswith("k")
        value = _digits(word.removeprefix("£").strip().removesuffix("k"))
        if value is not None:
            yield "amount", Hit(place, place + 1, round(value * (100_000 if thousands else 100)))
    elif word in _NOTES and word != "grand":
        yield "amount", Hit(place, place + 1, _NOTES[word])
    elif word.endswith("p") and (pence := _digits(word[:-1])) is not None:
        yield "amount", Hit(place, place + 1, round(pence))
    for ending, factor in (("mins", 1), ("min", 1), ("hrs", 60), ("hr", 60)):
        if word.endswith(ending) and (number := _digits(word.removesuffix(ending))) is not None:
            yield "duration", Hit(place, place + 1, round(number * factor))
            break


def _is_time(word: str) -> bool:
    if word.endswith(("am", "pm")) and _digits(word[:-2].replace(":", ".")) is not None:
        return True
    hour, mark, minute = word.partition(":") if ":" in word else word.partition(".")
    return (
        bool(mark)
        and hour.isdecimal()
        and minute.isdecimal()
        and len(minute) == 2  # noqa: PLR2004
        and len(hour) <= 2  # noqa: PLR2004
        and int(hour) < _MOST_HOUR
    )


def _date(tokens: Sequence[Token], place: int, today: date | None) -> Hit | None:
    word = tokens[place].word
    after = tokens[place + 1].word if place + 1 < len(tokens) else ""
    third = tokens[place + 2].word if place + 2 < len(tokens) else ""
    if after == "of" and third in _MONTHS:
        after, third, step = third, "", 3
    else:
        step = 2
    day = _day(word)
    if day and after in _MONTHS and (len(after) > 2):  # noqa: PLR2004
        return _full(place, place + step, day, _MONTHS[after], third, today)
    if word in _MONTHS and tokens[place].capital and (day := _day(after)):
        return _full(place, place + 2, day, _MONTHS[word], third, today)
    if "/" in word and (parts := word.split("/")) and all(p.isdecimal() for p in parts):
        if len(parts) in {2, 3} and len(word) <= len("31/12/2026"):
            year = parts[2] if len(parts) > 2 else ""  # noqa: PLR2004
            return _full(place, place + 1, int(parts[0]), int(parts[1]), year, today)
        return None
    if today is None:
        return Hit(place, place + 1) if word in _DAYS and tokens[place].capital else None
    back = {"today": 0, "yesterday": 1}.get(word)
    if back is not None:
        return Hit(place, place + 1, (today - timedelta(days=back)).isoformat())
    if word in _DAYS and tokens[place].capital:
        ago = (today.weekday() - _DAYS[word]) % 7
        return Hit(place, place + 1, (today - timedelta(days=ago)).isoformat())
    return None


def _day(word: str) -> int | None:
    plain = word[:-2] if word.endswith(("st", "nd", "rd", "th")) else word
    if not plain.isascii() or not plain.isdecimal() or len(plain) > 2:  # noqa: PLR2004
        return None
    return int(plain) if 0 < int(plain) <= _MOST_DAY else None


def _full(  # noqa: PLR0913  the parts of a date
    start: int, end: int, day: int, month: int, year_word: str, today: date | None
) -> Hit | None:
    """Give a day; without a year, the last such day before today."""
    year: int | None = None
    if year_word.isascii() and year_word.isdecimal() and len(year_word) in {2, 4}:
        year = int(year_word) + (2000 if len(year_word) == 2 else 0)  # noqa: PLR2004
        if not _LEAST_YEAR <= year <= _MOST_YEAR:
            year = None
    try:
        if year is not None:
            return Hit(start, end, date(year, month, day).isoformat())
        if today is None:
            date(2024, month, day)  # a leap year: any day that there is
            return Hit(start, end)
        found = date(today.year, month, day)
        if found > today:
            found = date(today.year - 1, month, day)
        return Hit(start, end, found.isoformat())
    except ValueError:
        return None
