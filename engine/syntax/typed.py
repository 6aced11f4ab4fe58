"""A policy as meant: names bound, units settled, every word checked against the vocabulary."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping

    from engine.facts.people import Gravity
    from engine.span import Span
    from engine.syntax.condition import Condition

Force = Literal["binding", "advisory"]
Grade = Literal["immediately", "without_delay", "promptly", "not_stated"]
GRADES: tuple[Grade, ...] = ("immediately", "without_delay", "promptly", "not_stated")


@dataclass(frozen=True, slots=True)
class Norm:
    """One numbered statement of the source, in our own words."""

    id: str
    section: str
    where: str
    modality: str
    gist: str


@dataclass(frozen=True, slots=True)
class OpenPoint:
    """Something that the source leaves open, and the places that settle it.

    `settled_in` names clauses, parameters and paths, or says `not_coded` or `owner`: then `ask` is
    the question to the policy's owner.
    """

    norms: tuple[str, ...]
    issue: str
    settled_in: tuple[str, ...]
    ask: str
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class Prescribed:
    """What the source says has to happen on an event, and the paths in which that is coded.

    `coded_in` may say `not_coded`; then `why` gives the reason.
    """

    id: str
    event: str
    norms: tuple[str, ...]
    coded_in: tuple[str, ...]
    why: str
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class GravityRule:
    """A grade, where the condition holds; rules are tried in order."""

    when: Condition
    gravity: Gravity


@dataclass(frozen=True, slots=True)
class Duty:
    """What an exception lays down for whoever relies on it."""

    name: str
    norms: tuple[str, ...]
    cites: tuple[str, ...]
    must: Condition
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class ExceptionRule:
    """What the text itself calls an exception."""

    name: str
    because: str
    norms: tuple[str, ...]
    cites: tuple[str, ...]
    lifts: tuple[str, ...]
    when: Condition
    then_must: tuple[str, ...]
    lost_if_missed: bool
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class Requirement:
    """One thing that a clause requires, with its own verdict."""

    name: str
    title: str
    norms: tuple[str, ...]
    cites: tuple[str, ...]
    when: Condition
    must: Condition
    force: Force
    routine: bool
    gravity: tuple[GravityRule, ...]
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class NoExcuse:
    """A fact that the text says is no excuse."""

    path: str
    norms: tuple[str, ...]
    says: str


@dataclass(frozen=True, slots=True)
class Clause:
    """One provision."""

    id: str
    title: str
    section: str
    kinds: tuple[str, ...]
    roles: frozenset[str]
    when: Condition
    requires: tuple[Requirement, ...]
    unless: tuple[ExceptionRule, ...]
    duties: Mapping[str, Duty]
    no_excuse: tuple[NoExcuse, ...]
    reading: str | None
    escalation: tuple[str, ...]
    span: Span = field(compare=False)

    @property
    def conditions(self) -> tuple[Condition, ...]:
        """Every condition, in reading order: when it speaks, what it requires, what excuses."""
        found = [self.when]
        for requirement in self.requires:
            found += [requirement.when, requirement.must]
            found += [rule.when for rule in requirement.gravity]
        found += [part.when for part in self.unless]
        found += [duty.must for duty in self.duties.values()]
        return tuple(found)


@dataclass(frozen=True, slots=True)
class Dated:
    """A value and the days (as numbers) from and to which it holds; None leaves an end open."""

    start: int | None
    end: int | None
    value: Any


@dataclass(frozen=True, slots=True)
class Parameter:
    """A choice that the source leaves to the organisation."""

    name: str
    type: Literal["boolean", "choice", "number", "money", "duration"]
    about: str
    ask: str
    norms: tuple[str, ...]
    options: tuple[Any, ...]
    values: tuple[Dated, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """A section of the source, and how much of it is coded so far."""

    section: str
    coded: Literal["all", "part", "none"]
    norms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Definition:
    """Norms that only define, and where they live in the coding."""

    norms: tuple[str, ...]
    lives_in: str
    says: str


@dataclass(frozen=True, slots=True)
class NotCoded:
    """Norms of coded sections that are left out, and why."""

    norms: tuple[str, ...]
    reason: str
    why: str
    term: str | None


@dataclass(frozen=True, slots=True)
class Version:
    """A version of the policy and the days on which it is in force; None leaves an end open."""

    version: str
    start: int | None
    end: int | None
    start_unknown: bool


# --- escalation ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class OnFinding:
    """A finding of one of these clauses, as grave as that, with that verdict."""

    clauses: frozenset[str]
    requirement: str | None
    at_least: Gravity | None
    verdict: Literal["breached", "possible"] | None


@dataclass(frozen=True, slots=True)
class OnEvent:
    """An act of one of these kinds that meets the condition, whoever did it.

    With `possible`, it is enough that the act may meet it and that something was said of that.
    """

    kinds: tuple[str, ...]
    when: Condition
    possible: bool = False


@dataclass(frozen=True, slots=True)
class OnFlag:
    """Something that was derived."""

    flag: str


@dataclass(frozen=True, slots=True)
class OnPath:
    """Another path that has started."""

    path: str


@dataclass(frozen=True, slots=True)
class OnHistory:
    """So many earlier findings against the person complained of."""

    clause: str | None
    gravity: frozenset[str] | None
    days: int | None
    at_least: int


@dataclass(frozen=True, slots=True)
class OnCondition:
    """A condition on circumstances or parameters."""

    condition: Condition


@dataclass(frozen=True, slots=True)
class OnAll:
    """All of them."""

    parts: tuple[Trigger, ...]


@dataclass(frozen=True, slots=True)
class OnAny:
    """At least one of them."""

    parts: tuple[Trigger, ...]


Trigger = OnFinding | OnEvent | OnFlag | OnPath | OnHistory | OnCondition | OnAll | OnAny


@dataclass(frozen=True, slots=True)
class Derivation:
    """A flag that follows from a trigger."""

    flag: str
    when: Trigger
    norms: tuple[str, ...]
    cites: tuple[str, ...]
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class Step:
    """Who does what for whom, by when, on which norm's word."""

    name: str
    by: str
    do: str
    to: tuple[str, ...]
    passed_over: tuple[str, ...]
    within: Grade
    force: Literal["must", "may", "one_of"]
    when: Trigger | Condition
    done_when: Condition | None
    norms: tuple[str, ...]
    cites: tuple[str, ...]
    if_you: str | None
    instead_of: tuple[str, ...]
    forbids: tuple[str, ...]
    forbidden: bool
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class Path:
    """What follows from a finding or an event, step by step."""

    name: str
    title: str
    on_possible: bool
    on: Trigger | None
    steps: tuple[Step, ...]
    span: Span = field(compare=False)


@dataclass(frozen=True)
class Policy:
    """Everything a policy folder says."""

    id: str
    title: str
    organisation: str
    document: Mapping[str, Any]
    folder: str
    binds: frozenset[str]
    versions: tuple[Version, ...]
    sections: tuple[Section, ...]
    definitions: tuple[Definition, ...]
    parameters: Mapping[str, Parameter]
    norms: Mapping[str, Norm]
    open_points: tuple[OpenPoint, ...]
    prescribed: tuple[Prescribed, ...]
    clauses: tuple[Clause, ...]
    derivations: tuple[Derivation, ...]
    paths: tuple[Path, ...]
    not_coded: tuple[NotCoded, ...]
    digest: str
    span: Span = field(compare=False)
