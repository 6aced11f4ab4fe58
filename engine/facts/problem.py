"""One mistake in an incident.

Values of an incident may be personal, so no text of a problem repeats any: it names only fields
and allowed values of our own vocabulary, and the place.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from engine.span import Span


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with an incident, where, why that matters, and how to mend it.

    `pointer` is the JSON pointer of the place, "" for the whole; `span` is its place in the file,
    where the incident came from one.
    """

    pointer: str
    code: str
    message: str
    why: str
    mend: str
    span: Span | None = None

    @property
    def place(self) -> str:
        """Name the place: file, line and column where known, and the pointer."""
        parts = [str(self.span) if self.span is not None else "", self.pointer]
        return " ".join(part for part in parts if part) or "incident"

    @property
    def order(self) -> tuple[int, int, str, str, str]:
        """Return the key to sort by: the place in the file, then the pointer."""
        line, column = (self.span.line, self.span.column) if self.span is not None else (0, 0)
        return (line, column, self.pointer, self.code, self.message)

    def __lt__(self, other: Problem) -> bool:
        return self.order < other.order

    def __str__(self) -> str:
        lines = [f"{self.place}: error[{self.code}]: {self.message}"]
        lines += [f"why:  {self.why}"] if self.why else []
        lines += [f"mend: {self.mend}"] if self.mend else []
        return "\n".join(lines)

    def to_dict(self) -> dict[str, str | int | None]:
        """Return the problem as JSON-ready values; line and column only where they are known."""
        placed = self.span is not None and self.span.line > 0
        return {
            "pointer": self.pointer,
            "code": self.code,
            "message": self.message,
            "why": self.why,
            "mend": self.mend,
            "line": self.span.line if self.span is not None and placed else None,
            "column": self.span.column if self.span is not None and placed else None,
        }
