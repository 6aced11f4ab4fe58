"""A path drawn as SVG: where it starts, then step below step, narrow enough for a phone.

No font is measured: lines are broken by counting letters, with room to spare.
"""

from __future__ import annotations

import textwrap
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Any, Final

from api.page.names import anchor

if TYPE_CHECKING:
    from collections.abc import Sequence

WIDTH: Final = 380
_LETTERS: Final = 44
_LINE: Final = 20
_PAD: Final = 12
_GAP: Final = 28
_INDENT: Final = 26
_LOOKS: Final = {
    "start": ("#eef4f4", "#48585a", "6 4"),
    "must": ("#ffffff", "#14565b", ""),
    "may": ("#ffffff", "#14565b", "4 4"),
    "never": ("#fbeceb", "#a8231c", ""),
}


@dataclass(frozen=True, slots=True)
class Diagram:
    """What is drawn; the page says the same in words beside it."""

    title: str
    starts: str
    steps: Sequence[dict[str, Any]]


def drawn(diagram: Diagram) -> str:
    """Draw a path, as markup: every text in it is escaped."""
    parts: list[str] = []
    height = _box(
        parts, 1, 0, "start", "Starts when", textwrap.shorten(diagram.starts, 150, placeholder=" …")
    )
    for number, step in enumerate(diagram.steps, 1):
        indent = _INDENT if step["if_you"] else 0
        look = "never" if step["forbidden"] else "may" if step["may"] else "must"
        top = height + _GAP
        _arrow(parts, height, top, indent, hangs=bool(step["if_you"]))
        head = f"{number}. {step['who']} {step['force']}"
        body = step["do"] + (f". To: {step['to']}" if step["to"] else "")
        height = _box(parts, top, indent, look, head, body, step["within"])
    name = anchor("drawing", diagram.title)
    count = len(diagram.steps)
    about = (
        f"{count} {'step' if count == 1 else 'steps'}, one below the other; the list says so too."
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height + 2}"'
        f' width="{WIDTH}" height="{height + 2}" role="img" aria-labelledby="{name}-t {name}-d">'
        f'<title id="{name}-t">{escape(diagram.title)}</title><desc id="{name}-d">{about}</desc>'
        f"{''.join(parts)}</svg>"
    )


def _box(  # noqa: PLR0913  what a box is made of
    parts: list[str], top: int, indent: int, look: str, head: str, body: str, note: str = ""
) -> int:
    """Draw a box with a head and wrapped text, and give its lower edge."""
    letters = _LETTERS - indent // 8
    heads = textwrap.wrap(head, letters - 2)
    lines = textwrap.wrap(" ".join(body.split()), letters)
    notes = [note] if note else []
    height = _LINE * (len(heads) + len(lines) + len(notes)) + 2 * _PAD - 4
    fill, stroke, dashes = _LOOKS[look]
    dashed = f' stroke-dasharray="{dashes}"' if dashes else ""
    parts.append(
        f'<rect x="{1 + indent}" y="{top}" width="{WIDTH - 2 - indent}" height="{height}" rx="6"'
        f' fill="{fill}" stroke="{stroke}" stroke-width="2"{dashed}/>'
    )
    y = top + _PAD + 12
    for text, weight, colour in (
        *((text, "700", "#1d2b2d") for text in heads),
        *((text, "400", "#1d2b2d") for text in lines),
        *((text, "700", "#a8231c") for text in notes),
    ):
        parts.append(
            f'<text x="{1 + indent + _PAD}" y="{y}" font-size="15" font-weight="{weight}"'
            f' font-family="sans-serif" fill="{colour}">{escape(text)}</text>'
        )
        y += _LINE
    return top + height


def _arrow(parts: list[str], start: int, end: int, indent: int, *, hangs: bool) -> None:
    x = 30 + indent
    dashes = ' stroke-dasharray="4 4"' if hangs else ""
    parts.append(
        f'<path d="M{x} {start}V{end - 8}" stroke="#48585a" stroke-width="2" fill="none"{dashes}/>'
        f'<path d="M{x - 6} {end - 9}h12l-6 8z" fill="#48585a"/>'
    )
