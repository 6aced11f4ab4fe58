"""One message to an author: where, what, why, and how to mend it."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterable

    from engine.span import Span

Severity: TypeAlias = Literal["error", "warning"]

EXCERPT_WIDTH = 100
"""Columns of a source line that an excerpt shows, cut around the place."""

LONGEST_WORD = 60
"""Characters of an author's word that a message repeats."""

LONGEST_TEXT = 400
"""Characters of one part of a message that are shown."""

_CUT = "..."


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """A mistake in a file, told in the form that every message has.

    Texts are in lower case without a full stop, and the author's own words stand in backticks
    (see `quote`). Diagnostics sort by file, line and column.
    """

    code: str
    span: Span
    message: str
    label: str
    why: str
    mend: str
    severity: Severity = "error"
    source_line: str | None = None

    @property
    def more(self) -> str:
        """Name the page that says more about this kind of mistake."""
        return f"docs/reference/checks/{self.code}.md"

    @property
    def order(self) -> tuple[str, int, int, str, str]:
        """Return the key to sort by."""
        return (self.span.file, self.span.line, self.span.column, self.code, self.message)

    def __lt__(self, other: Diagnostic) -> bool:
        return self.order < other.order

    def __str__(self) -> str:
        lines = [f"{safe(str(self.span))}: {self.severity}[{self.code}]: {_shown(self.message)}"]
        lines += self._excerpt()
        lines += [f"why:  {_shown(self.why)}"] if self.why else []
        lines += [f"mend: {_shown(self.mend)}"] if self.mend else []
        lines.append(f"more: {self.more}")
        return "\n".join(lines)

    def _excerpt(self) -> list[str]:
        """Return the source line with carets under the place; without a line, only the label."""
        number = str(self.span.line)
        gutter = " " * len(number)
        label = _shown(self.label)
        if self.source_line is None or self.span.line == 0:
            return [f"{gutter} = {label}"] if label else []
        text, start, width = _window(
            self.source_line, self.span.column - 1, self.span.end_column - 1
        )
        carets = f"{' ' * start}{'^' * width} {label}".rstrip()
        return [f"{gutter} |", f"{number} | {text}".rstrip(), f"{gutter} | {carets}"]

    def to_dict(self) -> dict[str, str | int | None]:
        """Return the message as JSON-ready values; a whole file has no line and no columns."""
        placed = self.span.line > 0
        return {
            "code": self.code,
            "severity": self.severity,
            "file": safe(self.span.file),
            "line": self.span.line if placed else None,
            "column": self.span.column if placed else None,
            "end_column": self.span.end_column if placed else None,
            "message": _shown(self.message),
            "label": _shown(self.label),
            "why": _shown(self.why),
            "mend": _shown(self.mend),
            "more": self.more,
        }


def in_order(diagnostics: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Return the diagnostics by file, line and column, each once."""
    return sorted(dict.fromkeys(diagnostics))


def quote(word: str) -> str:
    """Return an author's word in backticks, cut if it is long and safe to print.

    Example:
        >>> quote("manger_agreed")
        '`manger_agreed`'
    """
    return f"`{safe(_cut(word, LONGEST_WORD)).replace('`', chr(0x27))}`"


def safe(text: str) -> str:
    r"""Return `text` with everything that prints as nothing, or as something else, escaped.

    Example:
        >>> safe("a\tb\x1b[31m")
        'a\\tb\\x1b[31m'
    """
    if text.isprintable():
        return text
    return "".join(_visible(letter) for letter in text)


def _shown(text: str) -> str:
    """Return one part of a message, safe to print and of bounded length."""
    return safe(_cut(text, LONGEST_TEXT))


def _cut(text: str, length: int) -> str:
    return text if len(text) <= length else text[: length - len(_CUT)] + _CUT


def _visible(letter: str) -> str:
    if "\udc80" <= letter <= "\udcff":  # a byte that could not be decoded
        return f"\\x{ord(letter) - 0xDC00:02x}"
    return letter if letter.isprintable() else letter.encode("unicode_escape").decode("ascii")


def _columns(letter: str) -> int:
    """Say how many columns of a terminal a visible character takes."""
    if unicodedata.combining(letter):
        return 0
    return 2 if unicodedata.east_asian_width(letter) in {"W", "F"} else 1


def _window(line: str, start: int, end: int) -> tuple[str, int, int]:
    """Cut and escape `line` around `start:end`; return it with the place in columns, and its width.

    The place is kept in sight: a long line loses its beginning, its end or both.
    """
    start = max(0, min(start, len(line)))
    first = max(0, start - EXCERPT_WIDTH // 2) if len(line) > EXCERPT_WIDTH else 0
    last = min(len(line), first + EXCERPT_WIDTH)
    end = min(max(end, start), last)
    head = (_CUT if first else "") + safe(line[first:start])
    marked = safe(line[start:end])
    tail = safe(line[end:last]) + (_CUT if last < len(line) else "")
    width = sum(map(_columns, marked))
    return head + marked + tail, sum(map(_columns, head)), max(1, width)
