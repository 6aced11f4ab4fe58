"""How one requirement can turn out once every fact is known, and the verdict over all such ways."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from engine.infer.formula import Formula, first_variable, restrict

if TYPE_CHECKING:
    from collections.abc import Iterable

NOT_APPLICABLE: Final = 1
KEPT: Final = 2
EXCUSED: Final = 4
BROKEN: Final = 8
WAYS: Final = {
    NOT_APPLICABLE: "not_applicable",
    KEPT: "kept",
    EXCUSED: "excused",
    BROKEN: "broken",
}
REQUIREMENT: Final = "requirement"
"""The way of breaking that is no missed duty but the requirement itself."""

Verdict = Literal[
    "breached", "excused", "not_breached", "undetermined", "not_applicable", "not_in_force"
]


@dataclass(frozen=True, slots=True)
class Outcome:
    """One way to turn out; `names` are the exceptions that excuse, or the ways it is broken."""

    way: int
    names: frozenset[str] = frozenset()


def verdict_of(ways: int) -> Verdict:
    """Give the verdict for a set of ways, as the sum of their numbers.

    Source:
        DESIGN, "What comes out: verdicts": the table of verdicts.
    """
    if ways == BROKEN:
        return "breached"
    if ways & BROKEN:
        return "undetermined"
    if ways == EXCUSED:
        return "excused"
    return "not_applicable" if ways == NOT_APPLICABLE else "not_breached"


VERDICTS: Final = tuple(verdict_of(ways) for ways in range(16))
"""The verdict for each set of ways."""


def ways_of(outcomes: Iterable[Outcome]) -> int:
    """Sum up the ways of outcomes."""
    ways = 0
    for outcome in outcomes:
        ways |= outcome.way
    return ways


@dataclass(frozen=True, slots=True)
class OpenException:
    """An exception as far as it is open, with the duties it lays down."""

    name: str
    holds: Formula
    lost_if_missed: bool
    duties: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OpenRequirement:
    """A requirement as far as it is open."""

    applies: Formula
    must: Formula
    exceptions: tuple[OpenException, ...]
    duties: tuple[tuple[str, Formula], ...]

    def outcome(self) -> Outcome | None:
        """Give the outcome, or None while it is open."""
        if self.applies is False:
            return Outcome(NOT_APPLICABLE)
        if self.applies is not True or not isinstance(self.must, bool):
            return None
        if self.must:
            return Outcome(KEPT)
        if not all(isinstance(part.holds, bool) for part in self.exceptions):
            return None
        if not all(isinstance(kept, bool) for _, kept in self.duties):
            return None
        missed = {name for name, kept in self.duties if not kept}
        excusing = {part.name for part in self.exceptions if not missed & set(part.duties)}
        if excusing:
            return Outcome(EXCUSED, frozenset(excusing))
        broken = {
            duty
            for part in self.exceptions
            if not part.lost_if_missed
            for duty in missed & set(part.duties)
        }
        return Outcome(BROKEN, frozenset(broken or {REQUIREMENT}))

    def first(self) -> int:
        """Give the variable to ask next."""
        parts = [self.applies, self.must]
        parts += [part.holds for part in self.exceptions]
        parts += [kept for _, kept in self.duties]
        return min(first_variable(part) for part in parts)

    def restrict(self, variable: int, cell: int) -> OpenRequirement:
        """Give what is left once a variable is known."""
        return open_requirement(
            restrict(self.applies, variable, cell),
            restrict(self.must, variable, cell),
            [
                OpenException(
                    part.name,
                    restrict(part.holds, variable, cell),
                    part.lost_if_missed,
                    part.duties,
                )
                for part in self.exceptions
            ],
            {name: restrict(kept, variable, cell) for name, kept in self.duties},
        )


def open_requirement(
    applies: Formula,
    must: Formula,
    exceptions: Iterable[OpenException],
    duties: dict[str, Formula],
) -> OpenRequirement:
    """Build an open requirement without the parts that can no longer matter."""
    if applies is False:
        return OpenRequirement(applies=False, must=True, exceptions=(), duties=())
    if must is True:
        return OpenRequirement(applies=applies, must=True, exceptions=(), duties=())
    left = tuple(part for part in exceptions if part.holds is not False)
    named = {duty for part in left for duty in part.duties}
    return OpenRequirement(
        applies, must, left, tuple((name, kept) for name, kept in duties.items() if name in named)
    )
