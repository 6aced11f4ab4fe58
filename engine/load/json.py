"""JSON bytes to Python values, with places for what is refused.

The common case is one pass of the standard reader with small hooks. Only when a hook saw something
odd, or the text is broken, is the text walked again to say where.
"""

from __future__ import annotations

import json
import math
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from engine.facts.problem import Problem
from engine.load.source import MOST_BYTES, MOST_OF_ONE_CODE
from engine.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST_LEVELS: Final = 40
"""Deepest nesting of lists and objects."""

MOST_DIGITS: Final = 15
"""Most digits of a whole number: so many survive every reader of JSON unchanged."""

_SURROGATE_OR_NUL: Final = re.compile(r"\\u(?:[dD][89a-fA-F]|0000)")
_BAD_LETTER: Final = re.compile("[\x00\ud800-\udfff]")
_TOKEN: Final = re.compile(
    r'"[^"\\]*(?:\\.[^"\\]*)*"|[{}\[\],:]|-?(?:Infinity|[0-9][-+.0-9eE]*)|[A-Za-z]+', re.DOTALL
)

_WHY: Final = "an incident is judged only when every part of it was read without doubt"


def read_json(data: bytes, file: str) -> tuple[object, list[Problem]]:
    """Read JSON into Python values.

    Refused are keys that stand twice, NaN and infinity, numbers of more than 15 digits, zero
    characters and lone surrogates, more than 40 levels, more than 10 MB, and all but UTF-8.

    Args:
        data: The text in UTF-8; a byte-order mark is passed over.
        file: The name that places carry.

    Returns:
        The value and the problems; with any problem the value is None. No problem repeats
        anything that the text says.
    """
    if len(data) > MOST_BYTES:
        return None, [_too_large(file)]
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return None, [_not_utf8(data, error.start, file)]
    if not text.strip(" \t\r\n"):
        return None, [_empty(file)]
    return _parsed(text, file)


def _parsed(text: str, file: str) -> tuple[object, list[Problem]]:
    watch = _Watch()
    try:
        value = watch.load(text)
    except json.JSONDecodeError as error:
        return None, [_broken(error, file)]
    except RecursionError:
        return None, [_deep(_first_too_deep(text, file))]
    if watch.odd or _SURROGATE_OR_NUL.search(text) or _too_deep(text, value):
        problems = _walk(text, file)
        if problems:
            return None, problems
    return value, []


@dataclass(slots=True)
class _Watch:
    """Hooks for the standard reader; they only note that something is odd."""

    odd: bool = False

    def load(self, text: str) -> object:
        """Read the text, noting what is odd in it."""
        value: object = json.loads(
            text,
            object_pairs_hook=self._object,
            parse_constant=self._constant,
            parse_int=self._int,
            parse_float=self._float,
        )
        return value

    def _object(self, pairs: list[tuple[str, object]]) -> dict[str, object]:
        found = dict(pairs)
        self.odd = self.odd or len(found) != len(pairs)
        return found

    def _constant(self, _: str) -> None:
        self.odd = True

    def _int(self, digits: str) -> int:
        if _long(digits):
            self.odd = True
            return 0
        return int(digits)

    def _float(self, digits: str) -> float:
        number = float(digits)
        self.odd = self.odd or not math.isfinite(number)
        return number


def _long(number: str) -> bool:
    return len(number) > MOST_DIGITS and len(number.lstrip("-")) > MOST_DIGITS


def _too_deep(text: str, value: object) -> bool:
    """Say whether lists and objects nest deeper than allowed."""
    if text.count("{") + text.count("[") <= MOST_LEVELS:
        return False
    level: list[object] = [value]
    for _ in range(MOST_LEVELS):
        level = [
            inner
            for outer in level
            if isinstance(outer, (dict, list))
            for inner in (outer.values() if isinstance(outer, dict) else outer)
            if isinstance(inner, (dict, list))
        ]
        if not level:
            return False
    return True


# --- saying where ---------------------------------------------------------------------------------


@dataclass(slots=True)
class _Level:
    """An open list or object of the text; an object with its keys so far and their places."""

    is_object: bool
    keys: dict[str, _Place] = field(default_factory=dict)
    at_key: bool = True


def _walk(text: str, file: str) -> list[Problem]:
    """Go through JSON that the standard reader took and tell what is refused, the first 20."""
    problems: list[Problem] = []
    for problem in _refused(text, file):
        problems.append(problem)
        if len(problems) == MOST_OF_ONE_CODE:
            break
    return problems


def _first_too_deep(text: str, file: str) -> Span:
    """Find the bracket that opens one level too many, though what follows is unread."""
    depth = 0
    for found in _TOKEN.finditer(text):
        depth += {"{": 1, "[": 1, "}": -1, "]": -1}.get(found.group(), 0)
        if depth > MOST_LEVELS:
            return _Place(text, file, found.start(), found.end()).span
    return Span.whole(file)


def _refused(text: str, file: str) -> Iterator[Problem]:
    levels: list[_Level] = []
    for found in _TOKEN.finditer(text):
        word = found.group()
        place = _Place(text, file, found.start(), found.end())
        match word[0]:
            case "{" | "[":
                levels.append(_Level(word == "{"))
                if len(levels) > MOST_LEVELS:
                    yield _deep(place.span)
                    return
            case "}" | "]":
                levels.pop()
            case "," | ":":
                levels[-1].at_key = word == ","
            case '"':
                yield from _string(word, levels[-1] if levels else None, place)
            case _:
                yield from _number(word, place)


@dataclass(frozen=True, slots=True)
class _Place:
    """A place in a text by offsets; line and column are counted only when they are told."""

    text: str
    file: str
    start: int
    end: int

    @property
    def span(self) -> Span:
        """Return the place by line and column."""
        line = self.text.count("\n", 0, self.start) + 1
        column = self.start - self.text.rfind("\n", 0, self.start)
        return Span(self.file, line, column, column + self.end - self.start)


def _string(word: str, level: _Level | None, place: _Place) -> Iterator[Problem]:
    meant: str = json.loads(word, strict=False)
    if _BAD_LETTER.search(meant):
        yield Problem(
            "",
            "bad-character",
            "a text with a zero character or a lone surrogate",
            "such a text cannot be stored or shown, and others would read it differently",
            "send the text as it was typed, in UTF-8",
            place.span,
        )
    if level is None or not level.is_object or not level.at_key:
        return
    first = level.keys.get(meant)
    if first is None:
        level.keys[meant] = place
    else:
        yield Problem(
            "",
            "duplicate-key",
            "a key stands twice in one object",
            "only one of the two could count, and nothing says which",
            f"keep one of them; the first is in line {first.span.line}, column {first.span.column}",
            place.span,
        )


def _number(word: str, place: _Place) -> Iterator[Problem]:
    if word in {"true", "false", "null"}:
        return
    if word.lstrip("-").isdigit():
        if _long(word):
            yield Problem(
                "",
                "long-number",
                f"a number of more than {MOST_DIGITS} digits",
                "a longer number would be rounded in silence by many readers",
                "check the figure; write it as a text if it is a reference",
                place.span,
            )
    elif not math.isfinite(float(word)):
        yield Problem(
            "",
            "not-finite",
            "a number that is infinite or none at all",
            "no fact has such a value, and JSON knows none",
            "give the figure, or `unknown`",
            place.span,
        )


# --- the whole text -------------------------------------------------------------------------------

_EXPECTED: Final = (
    ("Expecting ',' delimiter", "a `,` or a closing bracket is missing"),
    ("Expecting ':' delimiter", "a `:` is missing after a key"),
    ("Expecting property name", "a key in double quotes was expected"),
    ("Expecting value", "a value was expected"),
    ("Illegal trailing comma", "a `,` stands before a closing bracket"),
    ("Unterminated string", "a text is never closed"),
    ("Invalid control character", "a line break or another control character inside a text"),
    ("Invalid \\", "a `\\` that means nothing"),
    ("Extra data", "something follows after the end"),
)


def _broken(error: json.JSONDecodeError, file: str) -> Problem:
    told = next((ours for theirs, ours in _EXPECTED if theirs in error.msg), "this is not JSON")
    span = Span(file, error.lineno, error.colno, error.colno + 1)
    return Problem("", "json-syntax", told, _WHY, "write valid JSON", span)


def _deep(span: Span) -> Problem:
    return Problem(
        "",
        "too-deep",
        f"more than {MOST_LEVELS} levels of lists and objects",
        "no incident nests so deep, and reading it would stall others",
        "write it flatter",
        span,
    )


def _too_large(file: str) -> Problem:
    return Problem(
        "",
        "file-too-large",
        f"more than {MOST_BYTES // 1_000_000} MB of text",
        "no incident written by people is so large, and reading it would stall others",
        "send one incident at a time",
        Span.whole(file),
    )


def _not_utf8(data: bytes, start: int, file: str) -> Problem:
    line = data.count(b"\n", 0, start) + 1
    before = data[data.rfind(b"\n", 0, start) + 1 : start].decode("utf-8-sig", "replace")
    return Problem(
        "",
        "not-utf-8",
        "the text is not in UTF-8",
        "in another encoding letters would be misread",
        "send it in UTF-8",
        Span(file, line, len(before) + 1, len(before) + 2),
    )


def _empty(file: str) -> Problem:
    return Problem(
        "",
        "empty-file",
        "there is nothing to read",
        "an empty text says nothing about an incident",
        "send the incident as a JSON object",
        Span.whole(file),
    )
