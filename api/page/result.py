"""The one page with everything that follows from an account, and the record of it."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from api.page import choices, edit, this_report
from api.page.account import Marks
from api.page.facts import acts_view, people_in_words, people_view, shared_view
from api.page.fields import in_words, london
from api.page.findings import finding_view
from api.page.names import anchor, capital
from api.page.questions import by_act, grouped
from api.page.shown import Shown
from api.page.steps import Steps
from engine import __version__
from engine.errors import IncidentError
from engine.facts.people import GRAVITIES
from engine.infer.assessment import Assessment, assess
from engine.report.json import NOTE, to_json
from engine.report.text_questions import Numbers
from engine.report.words import joined, spoken

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from api.page.forms import Form
    from api.page.state import State, Suggestion
    from api.service import Service
    from engine.facts.vocabulary import Vocabulary
    from engine.syntax.typed import Policy

Told = list[dict[str, str]]


def judge(service: Service, state: State) -> Assessment:
    """Have the engine judge what is stated, with the code's choices as they are supposed.

    Raises:
        IncidentError: The facts contradict each other.
    """
    policy = service.ruleset.policies[state.policy].policy
    ruleset = service.supposing(state.policy, choices.supposed(policy, state))
    return assess(ruleset, state.read(), [state.policy])


def try_to_judge(service: Service, state: State) -> Assessment | None:
    """Have the engine judge; None where the facts contradict each other."""
    try:
        return judge(service, state)
    except IncidentError:
        return None


def view(
    service: Service, state: State, errors: Mapping[str, str], form: Form | None
) -> tuple[dict[str, Any], Told]:
    """Say everything that the page shows.

    Args:
        service: The service that judges.
        state: What is known.
        errors: By pointer, what was wrong with an answer.
        form: What was posted, so that nothing typed is lost.

    Returns:
        What the template reads, and the lines of the error summary.
    """
    marks = Marks(state)
    vocabulary = service.ruleset.vocabulary
    policy = service.ruleset.policies[state.policy].policy
    context: dict[str, Any] = {
        "state": state,
        "policy": policy,
        "marks": marks,
        "pieces": marks.pieces(),
        "people": people_view(state.incident, state.policy),
        "acts": acts_view(state, vocabulary, marks),
        "shared": shared_view(state, vocabulary, marks),
        "history": state.incident.get("history"),
        "names": people_in_words(state.incident, state.policy),
        "unread": state.unread,
        "suggestions": [s for s in state.suggestions if s.clause in service.ruleset.clauses],
        "granted": [*_left_out(state, vocabulary), *_coded_how(policy)],
        "note": NOTE,
        "engine": __version__,
        "ruleset": service.ruleset.digest,
        "made": datetime.now(london()),
        "report": this_report.in_words(state),
        "choices": choices.view(policy, state),
        "judged": False,
    }
    told: Told = []
    try:
        assessment = judge(service, state)
    except IncidentError as error:
        for problem in error.problems[:10]:
            spec = edit.spec_at(vocabulary, state.incident, problem.pointer)
            row = anchor("fact", problem.pointer)
            told.append(
                {
                    "href": f"#{row if row in _rows(context) else 'facts'}",
                    "text": "Two facts rule each other out. Correct one of them: "
                    + (spec.ask if spec else "see what the account says"),
                }
            )
        return context, told
    context["choices"] = choices.view(policy, state, assessment.findings)
    shown = Shown(assessment, marks, context["names"], _rows(context))
    context |= _judged(shown, state, errors, form, context["suggestions"])
    context["granted"] = [*context["granted"], *_assumed(assessment, state)]
    shown_at = {q["pointer"]: q for q in context["questions"] + context["routine_questions"]}
    for pointer, message in errors.items():
        question, spec = shown_at.get(pointer), edit.spec_at(vocabulary, state.incident, pointer)
        if question is not None and question["field"] is not None:
            text = f"{question['number']}. {message}"
            told.append({"href": f"#{question['field'].id}", "text": text})
        else:  # another answer has made it pointless to ask
            told.append({"href": "#facts", "text": f"{spec.ask if spec else ''} {message}".strip()})
    return context, told


def _rows(context: Mapping[str, Any]) -> frozenset[str]:
    """Give the id of every fact that the page lists."""
    found = {fact["id"] for act in context["acts"] for fact in act["facts"]}
    found |= {fact["id"] for fact in context["shared"]}
    for act in context["acts"]:
        found |= {anchor("fact", f"{act['pointer']}/{name}") for name in ("kind", "by", "on")}
    found |= {choice["id"] for choice in context["choices"]}
    for person in context["people"]:
        found.add(anchor("fact", f"/people/{person['number']}/roles"))
    return frozenset(found)


def _judged(
    shown: Shown,
    state: State,
    errors: Mapping[str, str],
    form: Form | None,
    suggestions: list[Suggestion],
) -> dict[str, Any]:
    assessment = replace(
        shown.assessment,
        questions=by_act(shown.assessment.questions, shown),
        also_check=by_act(shown.assessment.also_check, shown),
    )
    numbers = Numbers(assessment)
    groups: dict[str, list[dict[str, Any]]] = {}
    for finding in assessment.findings:
        name: str = finding.verdict
        if finding.routine:
            name = "routine"
        elif finding.advisory and name == "breached":
            name = "against_advice"
        groups.setdefault(name, []).append(finding_view(finding, shown, numbers))
    for found in groups.values():
        found.sort(key=lambda f: -GRAVITIES.index(f["gravity"]))

    asked = grouped(numbers.asked, shown, state)
    routine = grouped(numbers.routine, shown, state)
    for question in asked.every + routine.every:
        _as_typed(question, errors, form)
    steps = Steps(shown, numbers)
    planned, must_not = steps.steps(), steps.must_not()
    return {
        "judged": True,
        "decision_id": assessment.decision_id,
        "groups": groups,
        "people_judged": len({f.facts.person for f in assessment.findings}) > 1,
        "questions": asked.every,
        "asked": asked,
        "routine_questions": routine.every,
        "routine_groups": routine.at_once + routine.folded + routine.brought_up,
        "steps": [step for step in planned if step["state"] in ("due", "not_known")],
        "maybe": [step for step in planned if step["state"] == "depends_on"],
        "done": [step for step in planned if step["state"] == "done"],
        "must_not": must_not,
        "suggestions": [
            s
            for s in suggestions
            if s.clause not in {f.provision.clause.id for f in assessment.findings}
        ],
        "set_aside": [
            {
                "act": anchor("act", item.act),
                "title": _title(state, item.act),
                "who": shown.names.get(item.person or "", "somebody not named"),
                "why": item.why,
            }
            for item in assessment.judged.set_aside
        ],
    }


def _coded_how(policy: Policy) -> list[str]:
    """Say which sections of a code are not coded, or in part."""
    said = {"none": "Sections of the code not coded yet", "part": "Sections coded in part"}
    named = {how: [s.section for s in policy.sections if s.coded == how] for how in said}
    return [f"{said[how]}: {'; '.join(found)}" for how, found in named.items() if found]


def _as_typed(question: dict[str, Any], errors: Mapping[str, str], form: Form | None) -> None:
    """Let a question that was answered wrongly say so, with what was typed."""
    field, pointer = question["field"], question["pointer"]
    if field is not None and form is not None and pointer in errors:
        field.error = errors[pointer]
        field.value = form.get(field.name)
        field.time = form.get(f"time:{pointer}")


def _left_out(state: State, vocabulary: Vocabulary) -> Iterator[str]:
    """Say what was read from the account and taken away by a person since."""
    for gone in state.dropped:
        words = ", ".join(f"“{word}”" for word in gone.words[:3])
        yield f"Left out by a person: {capital(spoken(gone.kind))} (brought up by {words})"
    for item in state.evidence:
        spec = edit.spec_at(vocabulary, state.incident, item.pointer)
        if spec is not None and edit.get(state.incident, item.pointer) is None:
            words = ", ".join(f"“{quote.quote}”" for quote in item.quotes[:3])
            value = in_words(spec, item.value)
            yield f"Left out by a person: {spec.ask} {value} (read from {words})"


def _assumed(assessment: Assessment, state: State) -> list[str]:
    """Say what was assumed where nothing is stated, once for all acts of which it was."""
    titles: dict[str, list[str]] = {}
    for item in assessment.judged.assumed:
        what = item.what.partition("; if it was")[0]
        titles.setdefault(what, []).append(_title(state, item.act).lower())
    return [
        f"{capital(joined(dict.fromkeys(named), 'and'))}: {what}" for what, named in titles.items()
    ]


def _title(state: State, act: str) -> str:
    kinds = (a["kind"] for a in state.incident.get("acts") or [] if a["id"] == act)
    return next((spoken(kind).capitalize() for kind in kinds), "An act")


def record(service: Service, state: State) -> dict[str, Any]:
    """Give the record as it is saved: what is known, what follows, from which version, and when."""
    try:
        assessment = judge(service, state)
        answer: Any = json.loads(to_json(assessment, service.ruleset.digest))
        name: str | None = assessment.decision_id
    except IncidentError:
        answer, name = None, None
    policy = service.ruleset.policies[state.policy].policy
    return {
        "record": "clausecheck",
        "engine": __version__,
        "ruleset": service.ruleset.digest,
        "decision_id": name,
        "made_at": datetime.now(london()).isoformat(timespec="seconds"),
        "policy": {
            "id": policy.id,
            "title": policy.title,
            "digest": policy.digest,
            "versions": [version.version for version in policy.versions],
        },
        "confirmed_by": state.confirmed_by,
        "supposed": [
            {"question": row["ask"], "value": row["value"], "source": row["source"]}
            for row in choices.view(policy, state)
        ],
        "note": NOTE,
        "state": state.model_dump(mode="json"),
        "assessment": answer,
    }
