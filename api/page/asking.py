"""One question on a page of its own: a fact to change or to add, and the guide through an act."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from api.page import edit, result
from api.page.answers import NEW
from api.page.facts import people_in_words, role_in_words
from api.page.fields import field_for
from api.page.names import capital
from api.page.outcome import result_page
from api.page.people import ordered_roles
from api.page.render import Page
from engine.report.words import spoken

if TYPE_CHECKING:
    from collections.abc import Mapping

    from api.page.forms import Form
    from api.page.state import State
    from api.service import Service
    from engine.facts.vocabulary import FactSpec


def question(
    service: Service, state: State, pointer: str, errors: Mapping[str, str], form: Form | None
) -> Page:
    """Ask for one fact, with every answer that it may have."""
    spec = edit.spec_at(service.ruleset.vocabulary, state.incident, pointer)
    if spec is None or spec.type == "list":
        return result_page(service, state)
    stated = edit.get(state.incident, pointer)
    answers = _answers(service, state, spec)
    made = field_for(spec, pointer, stated=stated, every=True, answers=answers)
    made.error = errors.get(pointer, "")
    if form is not None and made.error:
        made.value, made.time = form.get(made.name), form.get(f"time:{pointer}")
    context = {
        "state": state,
        "field": made,
        "pointer": pointer,
        "stated": stated is not None,
        "guide": form.get("guide") if form is not None and made.error else "",
        "skipped": form.get("skipped") if form is not None and made.error else "",
        "about": about(state, pointer),
        "progress": "",
    }
    told = [{"href": f"#{made.id}", "text": made.error}] if made.error else []
    return Page("page/question.html", context, 422 if told else 200, told)


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
    """Say what act a pointer leads into, and whose."""
    first, number, *_ = [*edit.steps_of(pointer), "", ""]
    if first != "acts":
        return ""
    act = edit.get(state.incident, f"/acts/{number}") or {}
    names = people_in_words(state.incident, state.policy)
    who = names.get(act.get("by", ""), "")
    return f"{capital(spoken(act.get('kind', '')))}{f', {who}' if who else ''}"


def open_facts(service: Service, state: State, number: int) -> Page:
    """Offer every fact of an act that is not stated yet."""
    act = edit.get(state.incident, f"/acts/{number}")
    if act is None:
        return result_page(service, state)
    kind = service.ruleset.vocabulary.kinds[act["kind"]]
    left = [
        (f"/acts/{number}/{spec.path.replace('.', '/')}", spec.ask)
        for spec in kind.facts.values()
        if spec.type != "list"
        and spec.path != "capacity"
        and not spec.path.startswith("circumstances.")
        and edit.get(act, f"/{spec.path.replace('.', '/')}") is None
    ]
    context = {"state": state, "open": left, "about": about(state, f"/acts/{number}")}
    return Page("page/facts.html", context)


def guide(
    service: Service, state: State, act: str, form: Form | None = None, skip: str = ""
) -> Page:
    """Ask the next question about an act; when none is left, show the result."""
    skipped = set(form.get("skipped").split()) if form is not None else set()
    skipped |= {skip} - {""}
    left = [q for q in result.asked_of(service, state, act) if q.pointer not in skipped]
    for asked in left:
        spec = edit.spec_at(service.ruleset.vocabulary, state.incident, asked.pointer)
        if spec is None or spec.type == "list":
            continue
        answers = asked.answers if spec.type == "choice" and asked.answers else None
        context = {
            "state": state,
            "field": field_for(spec, asked.pointer, answers=answers, ask=asked.ask),
            "pointer": asked.pointer,
            "stated": False,
            "guide": act,
            "skipped": " ".join(sorted(skipped)),
            "about": about(state, asked.pointer),
            "progress": f"{len(left)} {'question' if len(left) == 1 else 'questions'} left"
            " that matter",
        }
        return Page("page/question.html", context)
    return result_page(service, state)
