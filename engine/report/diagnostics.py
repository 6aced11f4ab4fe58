"""Messages to an author: as text for people, or as JSON for tools."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from engine.report.page import painted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engine.diagnostic import Diagnostic
    from engine.report.page import Style


def diagnostics_text(diagnostics: Sequence[Diagnostic], *, colour: bool = False) -> str:
    """Write messages one under the other, an empty line between them."""
    return "".join(f"{_one(diagnostic, colour=colour)}\n\n" for diagnostic in diagnostics)


def _one(diagnostic: Diagnostic, *, colour: bool) -> str:
    first, *rest = str(diagnostic).split("\n")
    style: Style = "red" if diagnostic.severity == "error" else "yellow"
    return "\n".join([painted(first, style) if colour else first, *rest])


def diagnostics_json(diagnostics: Sequence[Diagnostic]) -> str:
    """Write messages as one JSON object: `diagnostics`, and how many there are of each severity."""
    told = {
        "diagnostics": [diagnostic.to_dict() for diagnostic in diagnostics],
        "errors": count_of(diagnostics, "error"),
        "warnings": count_of(diagnostics, "warning"),
    }
    return json.dumps(told, ensure_ascii=False, indent=2) + "\n"


def count_of(diagnostics: Sequence[Diagnostic], severity: str) -> int:
    """Count the messages of one severity."""
    return sum(diagnostic.severity == severity for diagnostic in diagnostics)


def counted(number: int, word: str, words: str | None = None) -> str:
    """Say a number with its word: `1 error`, `2 errors`.

    Example:
        >>> counted(2, "error")
        '2 errors'
    """
    return f"{number:,} {word if number == 1 else words or f'{word}s'}"
