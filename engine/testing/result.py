"""What came of a case."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from engine.testing.case import Case

Outcome = Literal["passed", "failed", "error"]


@dataclass(frozen=True, slots=True)
class Shown:
    """One expectation with what came out, for the check that everything is proved."""

    requirement: str
    verdict: str
    excused_by: tuple[str, ...]
    breach_of: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Result:
    """What came of one case: passed, failed (another answer came out) or error (none did)."""

    case: Case
    outcome: Outcome
    messages: tuple[str, ...] = ()
    shown: tuple[Shown, ...] = ()

    def __str__(self) -> str:
        head = f"{self.case.span}: {self.outcome}: {self.case.note}"
        return "\n".join([head, *(f"  {message}" for message in self.messages)])
