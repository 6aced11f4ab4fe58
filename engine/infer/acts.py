"""The acts of an incident with all that is known of each: own facts, the event's, the report's."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from engine.errors import IncidentError
from engine.facts.base import NOT_KNOWN, Between
from engine.facts.links import ContradictionError, settle
from engine.facts.people import OFFICES, Office
from engine.facts.problem import Problem
from engine.facts.vocabulary import CIRCUMSTANCES, DECIDED
from engine.infer.finding import ActFacts
from engine.infer.read import Stated, read_facts
from engine.suggest import nearest
from engine.value import day_of

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from engine.facts.base import Act, When
    from engine.facts.incident import Incident
    from engine.facts.vocabulary import FactSpec, Vocabulary


def read_acts(vocabulary: Vocabulary, incident: Incident) -> tuple[ActFacts, ...]:
    """Read every act once, with what its event, the circumstances and the report itself say.

    Raises:
        IncidentError: With every contradiction and every reference that leads nowhere.
    """
    problems: list[Problem] = [*_roles(vocabulary, incident), *_offices(incident)]
    found: dict[str, ActFacts] = {}
    refs = {person.ref for person in incident.people}
    for place, act in enumerate(incident.acts):
        earlier = found.get(act.id)
        if earlier is not None:
            if earlier.act != act:
                problems.append(_twice(place))
            continue
        problems += _references(incident, act, place, refs, vocabulary)
        try:
            found[act.id] = _read(vocabulary, incident, act, place)
        except ContradictionError as error:
            specs = vocabulary.kinds[act.__dict__["kind"]].facts
            problems.append(_contradiction(specs[error.path], place))
    if problems:
        raise IncidentError(problems)
    return tuple(found.values())


def _read(vocabulary: Vocabulary, incident: Incident, act: Act, place: int) -> ActFacts:
    kind = act.__dict__["kind"]
    specs = vocabulary.kinds[kind].facts
    pointer = f"/acts/{place}"
    stated = Stated()
    read_facts(act, specs, pointer, stated)
    if act.event is not None and act.event in incident.events:
        read_facts(incident.events[act.event], specs, f"/events/{act.event}", stated)
    if incident.circumstances is not None:
        read_facts(incident.circumstances, specs, f"/{CIRCUMSTANCES}", stated, f"{CIRCUMSTANCES}.")
    person = None if act.by in NOT_KNOWN else act.by
    _report(incident, person, specs, stated)
    if act.departure is None and DECIDED in specs:
        stated.known[DECIDED] = False
        stated.assumed.add(DECIDED)
    settle(specs, stated.known)
    return ActFacts(act, kind, pointer, person, stated, _days(act, incident), specs)


def _report(
    incident: Incident, person: str | None, specs: Mapping[str, FactSpec], stated: Stated
) -> None:
    """Let the report itself be the record and the telling, where the person made it."""
    report = incident.this_report
    if report is None or person is None or report.by != person:
        return
    if report.is_record in ("yes", True):
        _deed("recorded", "/this_report/is_record", specs, stated)
    for place, office in enumerate(report.to or ()):
        _deed(f"told.{office}", f"/this_report/to/{place}", specs, stated)


def _deed(path: str, pointer: str, specs: Mapping[str, FactSpec], stated: Stated) -> None:
    if path in specs and path not in stated.places:
        stated.known[path] = "yes"
        stated.places[path] = pointer


def _days(act: Act, incident: Incident) -> tuple[int | None, int | None]:
    """Give the first and the last day on which the act may have been done."""
    event = incident.events.get(act.event) if act.event else None
    dates: tuple[When, ...] = (act.on, event.on if event else None, incident.on)
    on = next((when for when in dates if when is not None), None)
    if on is None or on in NOT_KNOWN:
        return (None, None)
    if isinstance(on, Between):
        return tuple(None if end is None else day_of(end) for end in (on.at_least, on.at_most))  # type: ignore[return-value]
    return (day_of(on), day_of(on))


def _references(
    incident: Incident, act: Act, place: int, refs: set[str], vocabulary: Vocabulary
) -> list[Problem]:
    problems = []
    if act.by is not None and act.by not in NOT_KNOWN and act.by not in refs:
        problems.append(
            Problem(
                f"/acts/{place}/by",
                "unknown-person",
                "this reference is not among `people`",
                "without the person's role nobody can say which code binds them",
                "add the person to `people`, or leave `by` out",
            )
        )
    if act.event is not None and act.event not in incident.events:
        problems.append(
            Problem(
                f"/acts/{place}/event",
                "unknown-event",
                "this event is not among `events`",
                "the facts that it shares would be lost",
                "add it to `events`, or leave `event` out",
            )
        )
    if act.capacity is not None and not vocabulary.role_leaves(act.capacity):
        problems.append(_unknown_role(f"/acts/{place}/capacity", act.capacity, vocabulary))
    return problems


def _roles(vocabulary: Vocabulary, incident: Incident) -> list[Problem]:
    problems = []
    seen: set[str] = set()
    for place, person in enumerate(incident.people):
        if person.ref in seen:
            problems.append(
                Problem(
                    f"/people/{place}/ref",
                    "person-twice",
                    "this reference stands twice in `people`",
                    "which of the two acted could not be told",
                    "join the two entries, or give one another reference",
                )
            )
        seen.add(person.ref)
        roles: Any = person.roles
        lists = roles if isinstance(roles, dict) else {"": roles or []}
        for policy, words in lists.items():
            for number, word in enumerate(words):
                if not vocabulary.role_leaves(word):
                    inside = f"/{policy}" if policy else ""
                    pointer = f"/people/{place}/roles{inside}/{number}"
                    problems.append(_unknown_role(pointer, word, vocabulary))
    return problems


def _offices(incident: Incident) -> list[Problem]:
    """Find offices that nobody knows, in what people hold and in whom the report went to."""
    named = [
        (f"/people/{place}/holds/{number}", item.office if isinstance(item, Office) else item)
        for place, person in enumerate(incident.people)
        for number, item in enumerate(person.holds or ())
    ]
    report = incident.this_report
    told = report.to if report is not None and report.to is not None else []
    named += [(f"/this_report/to/{number}", word) for number, word in enumerate(told)]
    return [
        Problem(
            pointer,
            "unknown-office",
            "this is no office that we know",
            "whom a step may go to, and who has been told, hangs on the office",
            _instead(word, OFFICES),
        )
        for pointer, word in named
        if word not in OFFICES
    ]


def _instead(word: str, known: Collection[str]) -> str:
    close = nearest(word, known)
    return f"did you mean `{close}`?" if close else f"write one of {', '.join(sorted(known))}"


def _unknown_role(pointer: str, word: str, vocabulary: Vocabulary) -> Problem:
    return Problem(
        pointer,
        "unknown-role",
        "this is no role that we know",
        "which code binds a person hangs on the role",
        _instead(word, [*vocabulary.roles, *vocabulary.role_groups]),
    )


def _twice(place: int) -> Problem:
    return Problem(
        f"/acts/{place}/id",
        "act-twice",
        "another act has the same `id` and says something else",
        "the same act twice is one act, so the two must agree",
        "give each act its own `id`",
    )


def _contradiction(spec: FactSpec, place: int) -> Problem:
    others = {rule.path for rule in spec.settled}
    if spec.only_if is not None:
        others.add(spec.only_if[0])
    named = ", ".join(f"`{other}`" for other in sorted(others)) or "other facts of its entries"
    return Problem(
        f"/acts/{place}/{spec.path.replace('.', '/')}",
        "contradiction",
        f"`{spec.path}` cannot be so together with what is stated of {named}",
        "facts that rule each other out would let anything follow",
        "correct one of them, or mark it `disputed`",
    )
