"""One question on a page of its own: a fact or a choice, to change or to add; or an act's guide."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from api.page import choices, edit, result
from api.page.answers import NEW
from api.page.facts import people_in_words, role_in_words
from api.page.fields import Field, field_for
from api.page.names import anchor, capital, counted, within
from api.page.outcome import result_page
from api.page.people import ordered_roles
from api.page.render import Page
from api.page.this_report import POINTER, may_settle, report_page
from engine.report.words import spoken

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from api.page.forms import Form
    from api.page.state import State
    from api.service import Service
    from engine.facts.vocabulary import FactSpec
    from engine.infer.ask import Question
    from engine.infer.assessment import Assessment


def question(
    service: Service, state: State, pointer: str, errors: Mapping[str, str], form: Form | None
) -> Page:
    """Ask for one fact or choice, with every answer that it may have."""
    policy = service.ruleset.policies[state.policy].policy
    choice = choices.named(policy, pointer)
    if choice is not None:
        spec = choices.spec_of(policy, choice.name)
        stated = choices.stated(policy, state, choice.name)
        made = field_for(spec, pointer, stated=stated)
    else:
        found = edit.spec_at(service.ruleset.vocabulary, state.incident, pointer)
        if found is None or found.type == "list":
            return result_page(service, state)
        stated = edit.get(state.incident, pointer)
        answers = _answers(service, state, found)
        made = field_for(found, pointer, stated=stated, every=True, answers=answers)
    made.error = errors.get(pointer, "")
    wrong = bool(errors)
    if form is not None and wrong:
        made.value, made.time = form.get(made.name), form.get(f"time:{pointer}")
    page = _page(
        state,
        made,
        pointer,
        guide=form.get("guide") if form is not None and wrong else "",
        skipped=form.get("skipped") if form is not None and wrong else "",
    )
    page.context["stated"] = stated is not None
    if choice is not None:
        said = state.supposed.get(choice.name)
        typed = form.get(f"source:{pointer}") if form is not None and wrong else ""
        page.context["source"] = typed or (said.source if said is not None else "")
        page.context["source_error"] = errors.get(f"source:{pointer}", "")
        if page.context["source_error"]:
            page.errors.append({"href": "#source", "text": page.context["source_error"]})
    page.status = 422 if page.errors else 200
    return page


def _page(state: State, made: Field, pointer: str, *, guide: str = "", skipped: str = "") -> Page:
    context = {
        "state": state,
        "field": made,
        "pointer": pointer,
        "choice": pointer.startswith(choices.PREFIX),
        "source": "",
        "source_error": "",
        "stated": False,
        "guide": guide,
        "skipped": skipped,
        "about": about(state, pointer),
        "progress": "",
    }
    told = [{"href": f"#{made.id}", "text": made.error}] if made.error else []
    return Page("page/question.html", context, errors=told)


def _answers(service: Service, state: State, spec: FactSpec) -> list[tuple[Any, str]] | None:
    """Narrow the answers that are asked of people and roles to those that make sense."""
    if spec.path == "by":
        known = people_in_words(state.incident, state.policy)
        new = role_in_words(state.role) if state.role else "role not stated"
        return [*known.items(), (NEW, f"Somebody not named so far ({new})")]
    if spec.path == "capacity":
        policy = service.ruleset.policies[state.policy].policy
        return [(name, role_in_words(name)) for name in ordered_roles(policy)]
    return None


def about(state: State, pointer: str) -> str:
    """Say what a pointer leads into: an act, and whose; several acts; or the whole matter."""
    first, number, *_ = [*edit.steps_of(pointer), "", ""]
    if first != "acts":
        return {
            "events": "What several acts have in common",
            "circumstances": "The matter as a whole",
            "parameters": "For the organisation to decide",
        }.get(first, "")
    act = edit.get(state.incident, f"/acts/{number}") or {}
    names = people_in_words(state.incident, state.policy)
    who = names.get(act.get("by", ""), "")
    title = capital(spoken(act.get("kind", "")))
    return f"{title}, by {within(who)}" if who else title


def open_facts(service: Service, state: State, number: int) -> Page:
    """Offer every fact of an act that is not stated yet: first what the code asks for."""
    act = edit.get(state.incident, f"/acts/{number}")
    if act is None:
        return result_page(service, state)
    compiled = service.ruleset.policies[state.policy]
    asked = {
        path
        for epoch in compiled.between(None, None)
        if epoch is not None
        for provision in epoch.rules(act["kind"]).provisions
        for path in provision.paths
    }
    left = [
        spec
        for spec in service.ruleset.vocabulary.kinds[act["kind"]].facts.values()
        if spec.type != "list"
        and spec.path != "capacity"
        and not spec.path.startswith("circumstances.")
        and edit.get(act, f"/{spec.path.replace('.', '/')}") is None
    ]
    offered = [(f"/acts/{number}/{spec.path.replace('.', '/')}", spec) for spec in left]
    context = {
        "state": state,
        "asked": [(pointer, spec.ask) for pointer, spec in offered if spec.path in asked],
        "others": [(pointer, spec.ask) for pointer, spec in offered if spec.path not in asked],
        "about": about(state, f"/acts/{number}"),
    }
    return Page("page/facts.html", context)


# --- the guide ------------------------------------------------------------------------------------


def guide(
    service: Service, state: State, act: str, form: Form | None = None, skip: str = ""
) -> Page:
    """Ask the next question about an act; when none is left, show the result."""
    skipped = set(form.get("skipped").split()) if form is not None else set()
    skipped |= {skip, POINTER if form is not None and form.get("report") else ""} - {""}
    kept = " ".join(sorted(skipped))
    assessment = result.try_to_judge(service, state)
    left = _left(service, state, act, skipped, assessment) if assessment is not None else []
    if not left:
        return added(service, state, act)
    asked, made = left[0]
    if made is None:
        return report_page(service, state, act, kept)
    page = _page(state, made, asked, guide=act, skipped=kept)
    page.context["progress"] = f"{counted(len(left), 'question')} left that matter"
    return page


def added(service: Service, state: State, act: str) -> Page:
    """Show the result, once enough was asked about an act."""
    acts = state.incident.get("acts") or []
    number = next((n for n, one in enumerate(acts) if one["id"] == act), None)
    if number is None:
        return result_page(service, state)
    says = f"Stated: {about(state, f'/acts/{number}')}."
    return result_page(service, state, says=says, place=anchor("act", act))


def _left(
    service: Service, state: State, act: str, skipped: set[str], assessment: Assessment
) -> list[tuple[str, Field | None]]:
    """Give what is left to ask about an act: pointers with their fields, the report's with None.

    Before a fact that the report itself may settle, the report is asked about; before a judgement
    that a figure of the organisation would settle, the figure.
    """
    policy = service.ruleset.policies[state.policy].policy
    found: dict[str, Field | None] = {}
    figures = _figures(assessment, act)
    reported = state.incident.get("this_report") is not None or not _by(state, act)
    for one in _about_act(assessment, act):
        if may_settle(one.fact) and not reported:
            found.setdefault(POINTER, None)
        for name in figures.get(one.fact, ()):
            pointer = choices.pointer_of(policy, name)
            if name not in state.supposed:
                found.setdefault(pointer, field_for(choices.spec_of(policy, name), pointer))
        made = _field(service, state, one)
        if made is not None:
            found.setdefault(one.pointer, made)
    return [(pointer, made) for pointer, made in found.items() if pointer not in skipped]


def _about_act(assessment: Assessment, act: str) -> Iterator[Question]:
    """Give the questions on which findings about an act hang, wherever their answers go."""
    own = {finding.id for finding in assessment.findings if finding.facts.act.id == act}
    for one in (*assessment.questions, *assessment.also_check):
        if one.act == act or (one.act is None and not own.isdisjoint(one.findings)):
            yield one


def _figures(assessment: Assessment, act: str) -> dict[str, Sequence[str]]:
    """Give by open fact the figures that would settle what else hangs on it."""
    open_ = [
        finding
        for finding in assessment.findings
        if finding.facts.act.id == act and finding.verdict == "undetermined"
    ]
    found: dict[str, list[str]] = {}
    for name, facts in choices.figures(open_):
        for fact in facts:
            found.setdefault(fact, []).append(name)
    return {fact: list(dict.fromkeys(names)) for fact, names in found.items()}


def _by(state: State, act: str) -> str:
    acts = state.incident.get("acts") or []
    by = next((one.get("by") for one in acts if one["id"] == act), None)
    return by if by in people_in_words(state.incident, state.policy) else ""


def _field(service: Service, state: State, one: Question) -> Field | None:
    policy = service.ruleset.policies[state.policy].policy
    choice = choices.named(policy, one.pointer)
    if choice is not None:
        if choice.name in state.supposed:
            return None
        return field_for(choices.spec_of(policy, choice.name), one.pointer)
    spec = edit.spec_at(service.ruleset.vocabulary, state.incident, one.pointer)
    if spec is None or spec.type == "list":
        return None
    answers = one.answers if spec.type == "choice" and one.answers else None
    return field_for(spec, one.pointer, answers=answers, ask=one.ask)
