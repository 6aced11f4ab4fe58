"""A case: what happened, in the words of an incident, and what has to come out."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    from engine.facts.incident import Incident
    from engine.span import Span

ACTOR = "actor"
"""The reference of the person acting in a case, unless an act names another."""

STATES = ("due", "done", "not_known", "depends_on", "must_not", "absent")
"""How a step may come out; `must_not` is one that must not be taken."""


@dataclass(frozen=True, slots=True)
class Expected:
    """What has to come out for one requirement; an empty tuple asks for nothing.

    `because` and `needs` have to be among the facts that the finding names; `breach_of` has to be
    all of the ways; `excused_by` has to be among the exceptions.
    """

    requirement: str
    verdict: str
    act: str | None
    because: tuple[str, ...]
    needs: tuple[str, ...]
    breach_of: tuple[str, ...]
    excused_by: tuple[str, ...]
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class ExpectedStep:
    """How one step has to come out."""

    step: str
    state: str
    to: tuple[str, ...] | None
    """Exactly whom it has to go to, after those passed over; None asks for nothing."""
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class Case:
    """One case, with its incident already validated."""

    note: str
    policies: tuple[str, ...]
    settings: Mapping[str, Any]
    """Parameters to be set as if the organisation had; None is unset. Of the first policy."""
    incident: Incident
    expect: tuple[Expected, ...]
    none_breached: bool
    steps: tuple[ExpectedStep, ...]
    span: Span = field(compare=False)

    @property
    def policy(self) -> str:
        """The policy that the case belongs to."""
        return self.policies[0]
