"""The one page with everything that follows from an account, and the record of it."""

from __future__ import annotations

import json
from datetime import datetime
from typing import TYPE_CHECKING, Any

from api.page import edit
from api.page.account import Marks
from api.page.facts import acts_view, people_in_words, people_view, shared_view
from api.page.fields import london
from api.page.findings import Shown, Steps, finding_view, question_view
from api.page.names import anchor
from engine import __version__
from engine.errors import IncidentError
from engine.infer.assessment import Assessment, assess
from engine.report.json import NOTE, to_json
from engine.report.text_questions import Numbers
from engine.report.words import spoken

if TYPE_CHECKING:
    from collections.abc import Mapping

    from api.page.forms import Form
    from api.page.state import State, Suggestion
    from api.service import Service
    from engine.infer.ask import Question
    from engine.syntax.typed import Policy

Told = list[dict[str, str]]


def judge(service: Service, state: State) -> Assessment:
    """Have the engine judge what is stated.

    Raises:
        IncidentError: The facts contradict each other.
    """
    return assess(service.ruleset, state.read(), [state.policy])


def asked_of(service: Service, state: State, act: str) -> list[Question]:
    """Give the questions about one act that matter: what settles most first, routine last."""
    try:
        judged = judge(service, state)
    except IncidentError:
        return []
    return [q for q in (*judged.questions, *judged.also_check) if q.act == act]


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
        "granted": _coded_how(policy),
        "note": NOTE,
        "engine": __version__,
        "ruleset": service.ruleset.digest,
        "made": datetime.now(london()),
        "judged": False,
    }
    told: Told = []
    try:
        assessment = judge(service, state)
    except IncidentError as error:
        for problem in error.problems[:10]:
            spec = edit.spec_at(vocabulary, state.incident, problem.pointer)
            what = spec.ask if spec else "What the account says"
            told.append(
                {
                    "href": f"#{anchor('fact', problem.pointer)}",
                    "text": f"Two facts rule each other out; correct one of them: {what}",
                }
            )
        return context, told
    shown = Shown(assessment, marks, context["names"], _rows(context))
    context |= _judged(shown, state, errors, form, context["suggestions"])
    context["granted"] = [*_taken_for_granted(state, assessment), *context["granted"]]
    for question in (*context["questions"], *context["routine_questions"]):
        made = question["field"]
        if made is not None and made.error:
            told.append({"href": f"#{made.id}", "text": f"{question['number']}. {made.error}"})
    return context, told


def _rows(context: Mapping[str, Any]) -> frozenset[str]:
    """Give the id of every fact that the page lists."""
    found = {fact["id"] for act in context["acts"] for fact in act["facts"]}
    found |= {fact["id"] for fact in context["shared"]}
    for act in context["acts"]:
        found |= {anchor("fact", f"{act['pointer']}/{name}") for name in ("kind", "by", "on")}
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
    assessment = shown.assessment
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
        found.sort(key=lambda f: -_GRAVEST.index(f["gravity"]))

    def asked(pairs: Any) -> list[dict[str, Any]]:  # noqa: ANN401  numbered questions
        made = []
        for number, question in pairs:
            stated = edit.get(state.incident, question.pointer)
            one = question_view(number, question, shown, stated=stated)
            field = one["field"]
            if field is not None and form is not None and question.pointer in errors:
                field.error = errors[question.pointer]
                field.value = form.get(field.name)
                field.time = form.get(f"time:{question.pointer}")
            made.append(one)
        return made

    steps = Steps(shown, numbers)
    planned, must_not = steps.steps(), steps.must_not()
    return {
        "judged": True,
        "decision_id": assessment.decision_id,
        "groups": groups,
        "people_judged": len({f.facts.person for f in assessment.findings}) > 1,
        "questions": asked(numbers.asked),
        "routine_questions": asked(numbers.routine),
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


def _taken_for_granted(state: State, assessment: Assessment) -> list[str]:
    """Say what was assumed of an act where nothing is stated."""
    return [
        f"{_title(state, item.act)}: {item.what.partition('; if it was')[0]}"
        for item in assessment.judged.assumed
    ]


def _coded_how(policy: Policy) -> list[str]:
    """Say which sections of a code are not coded, or in part."""
    said = {"none": "Sections of the code not coded yet", "part": "Sections coded in part"}
    named = {how: [s.section for s in policy.sections if s.coded == how] for how in said}
    return [f"{said[how]}: {'; '.join(found)}" for how, found in named.items() if found]


_GRAVEST = ("low", "moderate", "serious", "critical")


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
        "note": NOTE,
        "state": state.model_dump(mode="json"),
        "assessment": answer,
    }
