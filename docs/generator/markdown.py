"""Pieces of Markdown."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


def generated(source: str) -> str:
    """Say at the top of a page where it comes from."""
    return f"<!-- Generated from {source} by `make docs`. Edits here are lost. -->\n\n"


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Give a table, or nothing where it has no rows."""
    lines = ["| " + " | ".join(_cell(cell) for cell in row) + " |" for row in rows]
    if not lines:
        return ""
    top = ["| " + " | ".join(head) + " |", "|" + " --- |" * len(head)]
    return "\n".join([*top, *lines]) + "\n"


def code(words: Iterable[object]) -> str:
    """Give words in backticks, with commas."""
    return ", ".join(f"`{word}`" for word in words)


def and_(words: Sequence[str]) -> str:
    """Join words as in a sentence."""
    return " and ".join([", ".join(words[:-1]), words[-1]] if words[1:] else words)


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")
