"""From what a page says to HTML; text of an account is text, whatever it looks like."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from api.page.fields import when
from api.page.names import anchor, capital, counted, sentence, within
from engine import __version__
from engine.report.words import spoken

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(slots=True)
class Page:
    """A page to show: its template, what that reads, the status, and what is wrong on it."""

    template: str
    context: dict[str, Any]
    status: int = 200
    errors: list[dict[str, str]] = field(default_factory=list)


_API: Final = Path(__file__).parents[1]
_TYPES: Final = {
    ".css": "text/css",
    ".svg": "image/svg+xml",
    ".js": "text/javascript",
    ".txt": "text/plain",
}
FILES: Final = {
    path.name: (path.read_bytes(), _TYPES[path.suffix])
    for path in (_API / "static").iterdir()
    if path.suffix in _TYPES
}
"""The files that pages use, with their types."""

_templates: Final = Environment(
    loader=FileSystemLoader(_API / "templates"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
_templates.filters |= {
    "shown": json.JSONEncoder(indent=2, ensure_ascii=False).encode,
    "capital": capital,
    "sentence": sentence,
    "within": within,
    "spoken": spoken,
    "day": when,
}
_templates.globals |= {"anchor": anchor, "counted": counted}


def render(template: str, errors: Sequence[dict[str, str]] = (), **context: Any) -> str:  # noqa: ANN401
    """Write a page.

    Args:
        template: Its file.
        errors: The lines of the error summary: what is wrong, and where it is mended.
        context: What the template reads.
    """
    return _templates.get_template(template).render(version=__version__, errors=errors, **context)
