"""Which facts to ask for, in the order that settles most and most serious first."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeAlias

from engine.facts.people import GRAVITIES
from engine.facts.shared import Event
from engine.facts.vocabulary import CAPACITY, CIRCUMSTANCES
from engine.infer.bind import PARAMETER
from engine.infer.finding import ASKED_ALREADY, Finding
from engine.infer.wording import value_in_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from engine.facts.vocabulary import FactSpec
    from engine.infer.finding import ActFacts

WEIGHT = {gravity: 4**place for place, gravity in enumerate(GRAVITIES)}
"""What settling a finding is worth: one grade more counts four times as much."""

_Where: TypeAlias = tuple[str, str | None, str | None]
"""Where an answer goes: the JSON pointer, the act and the person."""

EVENT_FACTS = frozenset(Event.model_fields)


@dataclass(slots=True)
class Question:
    """One fact to ask for, and the findings that hang on it."""

    pointer: str
    fact: str
    ask: str
    act: str | None
    person: str | None
    whom: str | None
    weigh: str | None
    unit: str | None
    answers: tuple[tuple[Any, str], ...]
    why_open: str
    findings: list[str] = field(default_factory=list)
    routine: bool = True
    worth: float = 0.0
    order: tuple[str, int] = ("", 0)


def questions_for(findings: Iterable[Finding]) -> tuple[list[Question], list[Question]]:
    """Give the questions worth asking, and apart from them the routine ones.

    A fact that was asked for and that nobody knows, or about which accounts differ, is not asked
    for again.
    """
    found: dict[tuple[str, str], Question] = {}
    for finding in findings:
        if finding.verdict != "undetermined":
            continue
        facts, needs, id_ = finding.facts, finding.needs, finding.id
        worth = 0.0
        if needs and not finding.routine and not finding.advisory:
            worth = WEIGHT[finding.judgement.gravity] / len(needs)
        for number, path in enumerate(needs):
            why = facts.stated.open.get(path, "not_stated")
            if path in finding.known:
                why = "only_partly_known"
            if why in ASKED_ALREADY:
                continue
            place = _place(facts, path, finding)
            question = found.get((place[0], path))
            if question is None:
                question = found[place[0], path] = _question(finding, path, why, place)
                question.order = (facts.act.id, number)
            question.findings.append(id_)
            question.routine = question.routine and finding.routine
            question.worth += worth
    ordered = sorted(found.values(), key=lambda q: (-round(q.worth, 6), q.order, q.pointer, q.fact))
    for question in ordered:
        question.findings = sorted(set(question.findings))
    return [q for q in ordered if not q.routine], [q for q in ordered if q.routine]


def _question(finding: Finding, path: str, why: str, place: _Where) -> Question:
    spec = finding.provision.specs.get(path)
    pointer, act, person = place
    if why == "alleged":
        ask = f"Who saw, heard, did or documented it? {spec.ask if spec else ''}".strip()
    else:
        ask = spec.ask if spec is not None else _ASK.get(path, "How many times in all?")
    return Question(
        pointer=pointer,
        fact=path,
        ask=ask,
        act=act,
        person=person,
        whom=spec.whom if spec else None,
        weigh=spec.weigh if spec else None,
        unit=(spec.unit or _UNIT.get(spec.type)) if spec else None,
        answers=_answers(spec, finding.known.get(path)) if spec else (),
        why_open=why,
    )


_ASK = {"on": "On what day did it happen? A different version of the code may apply."}
_UNIT = {"money": "GBP pence", "duration": "minutes"}


def _place(facts: ActFacts, path: str, finding: Finding) -> _Where:
    """Say where the answer goes: in the act, its event, the person, or outside the incident."""
    if path.startswith(PARAMETER):
        policy = finding.epoch.policy.id if finding.epoch else ""
        return f"/parameters/{policy}/{path.removeprefix(PARAMETER)}", None, None
    if path.startswith(f"{CIRCUMSTANCES}."):
        return f"/{path.replace('.', '/')}", None, None
    if path == CAPACITY:
        return f"{facts.pointer}/capacity", facts.act.id, facts.person
    if path.startswith("#count"):
        return "/history" if ":history:" in path else f"{facts.pointer}", facts.act.id, facts.person
    event = facts.act.event
    if event is not None and path.split(".", maxsplit=1)[0] in EVENT_FACTS:
        if facts.stated.places.get(path, "").startswith(facts.pointer):
            return facts.place(path, finding.policy.id), facts.act.id, facts.person
        return f"/events/{event}/{path.replace('.', '/')}", None, facts.person
    return facts.place(path, finding.policy.id), facts.act.id, facts.person


def _answers(spec: FactSpec, stated: Any) -> tuple[tuple[Any, str], ...]:  # noqa: ANN401
    """Give the possible answers, with how each reads; a stated group leaves only its members."""
    if spec.type == "boolean":
        return ((True, "yes"), (False, "no"))
    values: tuple[Any, ...] = spec.values
    if isinstance(stated, frozenset):
        values = tuple(value for value in values if value in stated)
    elif stated in spec.groups:
        values = tuple(spec.groups[stated])
    words: Mapping[str, str] = spec.words
    return tuple((value, words.get(value) or value_in_words(spec, value)) for value in values)
