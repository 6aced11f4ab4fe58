"""A page of plain text: headings, paragraphs and lists, wrapped to a width, safe to print.

Everything that is written passes `safe`, so that nothing in an incident can move the cursor,
change a colour or pass for markup.
"""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, Final, Literal

from engine.diagnostic import safe

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

Style = Literal["bold", "dim", "red", "yellow", "green", "blue"]

NARROWEST: Final = 40
WIDEST: Final = 100
_LEAST_ROOM: Final = 16
_CODES: Final[dict[Style, str]] = {
    "bold": "1",
    "dim": "2",
    "red": "1;31",
    "yellow": "1;33",
    "green": "1;32",
    "blue": "1;34",
}


class Page:
    """Text in the making; `str(page)` is the whole of it.

    Args:
        width: Columns of the reader's terminal; kept between 40 and 100.
        colour: Whether to write colours; for terminals only.
    """

    def __init__(self, width: int = 80, *, colour: bool = False) -> None:
        self.width = max(NARROWEST, min(width, WIDEST))
        self.colour = colour
        self._lines: list[str] = []

    def __str__(self) -> str:
        return "\n".join(self._lines) + "\n" if self._lines else ""

    def title(self, text: str) -> None:
        """Write the title of the page, underlined."""
        self.text(text, style="bold")
        self._lines.append("=" * min(self.width, columns_of(safe(text))))

    def heading(self, text: str, style: Style = "bold") -> None:
        """Begin a group, after an empty line."""
        self.gap()
        self.text(text, style=style)

    def gap(self) -> None:
        """Leave one line empty; never two, and none at the top."""
        if self._lines and self._lines[-1]:
            self._lines.append("")

    def text(
        self, text: str, indent: int = 0, bullet: str = "", style: Style | None = None
    ) -> None:
        """Write a paragraph; what follows its first line stands under the first word."""
        first = " " * indent + safe(bullet)
        room = max(_LEAST_ROOM, self.width - columns_of(first))
        for number, line in enumerate(wrapped(safe(text), room)):
            start = first if number == 0 else " " * columns_of(first)
            self._lines.append(f"{start}{painted(line, style if self.colour else None)}".rstrip())

    def hung(self, text: str, indent: int) -> None:
        """Write a paragraph whose further lines are indented by two more."""
        lines = wrapped(safe(text), max(_LEAST_ROOM, self.width - indent - 2))
        for number, line in enumerate(lines):
            self._lines.append(" " * (indent + 2 * (number > 0)) + line)

    def items(self, texts: Iterable[str], indent: int = 0, bullet: str = "- ") -> None:
        """Write a list."""
        for text in texts:
            self.text(text, indent, bullet)

    def labelled(self, label: str, texts: Iterable[str], indent: int = 0) -> None:
        """Write a label, and what stands under it: on its line if it is one, else as a list."""
        found = list(texts)
        if len(found) == 1:
            self.hung(f"{label}: {found[0]}", indent)
        elif found:
            self.text(f"{label}:", indent)
            self.items(found, indent + 2)


def painted(text: str, style: Style | None) -> str:
    """Return `text` in a colour or weight."""
    return text if style is None or not text else f"\x1b[{_CODES[style]}m{text}\x1b[0m"


def columns_of(text: str) -> int:
    """Say how many columns of a terminal a text takes."""
    return len(text) if text.isascii() else sum(map(_columns, text))


def wrapped(text: str, room: int) -> Iterator[str]:
    """Cut a text into lines of at most `room` columns, between words where that is possible."""
    line = ""
    for word in text.split(" "):
        joined = f"{line} {word}" if line else word
        if columns_of(joined) <= room:
            line = joined
            continue
        if line:
            yield line
        *full, line = _pieces(word, room)
        yield from full
    yield line


def _pieces(word: str, room: int) -> list[str]:
    """Cut a word that is longer than a line."""
    pieces, piece, width = [], "", 0
    for letter in word:
        wide = _columns(letter)
        if piece and width + wide > room:
            pieces.append(piece)
            piece, width = "", 0
        piece += letter
        width += wide
    return [*pieces, piece]


def _columns(letter: str) -> int:
    if unicodedata.combining(letter):
        return 0
    return 2 if unicodedata.east_asian_width(letter) in {"W", "F"} else 1
