"""The merged plan: what to do next, most urgent first, no step twice; and what must not be done."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from engine.facts.people import OFFICES, Office
from engine.syntax.typed import GRADES

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from engine.facts.incident import Incident
    from engine.infer.escalate import Started
    from engine.infer.finding import ActFacts, Finding

FORCES = ("must", "one_of", "may")
STATES = ("due", "not_known", "depends_on", "done")


class PlannedStep(NamedTuple):
    """One step of the merged plan."""

    policy: str
    paths: tuple[str, ...]
    step: str
    by: str
    do: str
    to: tuple[str, ...]
    passed_over: tuple[str, ...]
    nobody_named: bool
    within: str
    force: str
    state: str
    if_you: str | None
    norms: tuple[str, ...]
    causes: tuple[str, ...]
    depends_on: tuple[str, ...]
    because_not: str | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """What to do, and what not to do."""

    steps: tuple[PlannedStep, ...]
    must_not: tuple[PlannedStep, ...]


def plan_of(
    incident: Incident,
    acts: Sequence[ActFacts],
    findings: Sequence[Finding],
    started: Sequence[Started],
) -> Plan:
    """Merge the steps that follow; replace, forbid and pass over as the policies say."""
    accused = {finding.facts.person for finding in findings if _is_complaint(finding)} - {None}
    barred = _barred_offices(incident, accused) | _complained_of(acts)
    gone, forbidden = _replaced(started), _forbidden(started)
    steps: dict[tuple[object, ...], PlannedStep] = {}
    nots: dict[tuple[object, ...], PlannedStep] = {}
    for one in started:
        name = (one.policy, one.step.name)
        if name in gone:
            continue
        planned = _planned(one, barred, forbidden.get(name))
        target = nots if one.step.forbidden or name in forbidden else steps
        key = (planned.policy, planned.by, planned.do, planned.to, planned.if_you)
        target[key] = _merged(target[key], planned) if key in target else planned
    ordered = _choices_first(sorted(steps.values(), key=_urgency))
    return Plan(tuple(ordered), tuple(nots.values()))


def _choices_first(steps: Sequence[PlannedStep]) -> list[PlannedStep]:
    """Put what hangs on a choice right behind the choice."""
    ordered = [step for step in steps if step.if_you is None]
    for step in steps:
        if step.if_you is not None:
            before = [
                place
                for place, other in enumerate(ordered)
                if other.policy == step.policy and step.if_you in (other.step, other.if_you)
            ]
            ordered.insert(before[-1] + 1 if before else len(ordered), step)
    return ordered


def _is_complaint(finding: Finding) -> bool:
    """Say whether a finding makes its person one whom the report is about.

    A breach does; a possible one does where it is conduct, and not merely a duty that somebody
    else's conduct laid on the person.
    """
    if finding.routine or finding.advisory:
        return False
    if finding.verdict == "undetermined":
        return not type(finding.facts.act).situation
    return finding.verdict == "breached"


def _complained_of(acts: Sequence[ActFacts]) -> frozenset[str]:
    """Give the offices whose holders the acts themselves say the report is about."""
    return frozenset(
        office
        for facts in acts
        for path, value in facts.stated.known.items()
        if isinstance(value, str) and path in facts.specs
        for office in facts.specs[path].complained.get(value, ())
    )


def _urgency(step: PlannedStep) -> tuple[int, int, int]:
    grade = GRADES.index(step.within)
    return (1 if step.state == "depends_on" else 0, grade, FORCES.index(step.force))


def _planned(one: Started, barred: frozenset[str], because_not: str | None) -> PlannedStep:
    step = one.step
    to = step.to
    over: tuple[str, ...] = ()
    if not barred.isdisjoint(to):
        over = tuple(office for office in to if office in barred)
        to = tuple(office for office in to if office not in barred)
        instead = tuple(o for o in step.passed_over if o not in barred and o not in to)
        to = to or instead
    return PlannedStep(
        policy=one.policy,
        paths=(one.path.name,),
        step=step.name,
        by=step.by,
        do=step.do,
        to=to,
        passed_over=over,
        nobody_named=bool(over) and not to,
        within=step.within,
        force=step.force,
        state=one.state,
        if_you=step.if_you,
        norms=(*step.norms, *step.cites),
        causes=tuple(sorted({cause.id for cause in one.causes})),
        depends_on=tuple(sorted({f"{facts.act.id}:{path}" for facts, path in one.needs})),
        because_not=because_not,
    )


def _merged(first: PlannedStep, second: PlannedStep) -> PlannedStep:
    """Join two steps that are one and the same act: the stricter counts."""
    both = (first, second)
    return PlannedStep(
        policy=first.policy,
        paths=tuple(dict.fromkeys((*first.paths, *second.paths))),
        step=first.step,
        by=first.by,
        do=first.do,
        to=first.to,
        passed_over=first.passed_over,
        nobody_named=first.nobody_named,
        within=min((s.within for s in both), key=GRADES.index),
        force=min((s.force for s in both), key=FORCES.index),
        state=_state(first.state, second.state),
        if_you=first.if_you,
        norms=tuple(dict.fromkeys((*first.norms, *second.norms))),
        causes=tuple(sorted({*first.causes, *second.causes})),
        depends_on=tuple(sorted({*first.depends_on, *second.depends_on}))
        if first.state == second.state == "depends_on"
        else (),
        because_not=first.because_not or second.because_not,
    )


def _state(first: str, second: str) -> str:
    if "done" in (first, second):
        return "done"
    return min((first, second), key=STATES.index)


def _barred_offices(incident: Incident, accused: Iterable[str | None]) -> frozenset[str]:
    """Give the offices that are held by somebody the report is about."""
    refs = set(accused)
    held = set()
    for person in incident.people:
        if person.ref not in refs:
            continue
        for item in person.holds or ():
            office = item.office if isinstance(item, Office) else item
            if isinstance(item, Office) and item.of is not None and item.of not in refs:
                continue
            held.add(office)
    return frozenset(held & set(OFFICES))


def _replaced(started: Sequence[Started]) -> set[tuple[str, str]]:
    return {
        (one.policy, name)
        for one in started
        if one.state != "depends_on"
        for name in one.step.instead_of
    }


def _forbidden(started: Sequence[Started]) -> dict[tuple[str, str], str]:
    return {
        (one.policy, name): one.step.do
        for one in started
        if one.state != "depends_on"
        for name in one.step.forbids
    }
