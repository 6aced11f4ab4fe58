"""Earlier findings about the same people: none known, not stated, or a list to add to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from api.page.facts import people_in_words
from api.page.fields import BadAnswerError, Option, day
from api.page.render import Page
from engine.facts.people import GRAVITIES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from api.page.forms import Form
    from api.page.state import State
    from api.service import Service


def history(service: Service, state: State, errors: Mapping[str, str] | None = None) -> Page:
    """Show what is known of earlier findings."""
    policy = service.ruleset.policies[state.policy].policy
    names = people_in_words(state.incident, state.policy)
    context = {
        "state": state,
        "known": state.incident.get("history"),
        "names": names,
        "people": [Option(ref, said) for ref, said in names.items()],
        "clauses": [Option(c.id, f"{c.section}: {c.title}") for c in policy.clauses],
        "wrong": dict(errors or {}),
    }
    told = [{"href": f"#{name}", "text": text} for name, text in (errors or {}).items()]
    return Page("page/history.html", context, 422 if told else 200, told)


def with_history(state: State, known: list[dict[str, Any]] | None) -> State:
    """State what is known of earlier findings; None states nothing."""
    tree = {name: value for name, value in state.incident.items() if name != "history"}
    tree |= {} if known is None else {"history": known}
    return state.model_copy(update={"incident": tree})


def add_earlier(service: Service, state: State, form: Form) -> Page:
    """Add an earlier finding, and show the list."""
    entry = {"person": form.get("earlier_person")}
    errors = {}
    if entry["person"] not in people_in_words(state.incident, state.policy):
        errors["earlier_person"] = "Choose whom the earlier finding was about"
    if form.get("earlier_clause") in service.ruleset.clauses:
        entry["clause"] = form.get("earlier_clause")
    if form.get("earlier_gravity") in GRAVITIES:
        entry["gravity"] = form.get("earlier_gravity")
    if form.get("earlier_on").strip():
        try:
            entry["on"] = day(form.get("earlier_on"))
        except BadAnswerError as error:
            errors["earlier_on"] = str(error)
    if errors:
        return history(service, state, errors)
    known = [*(state.incident.get("history") or []), entry]
    return history(service, with_history(state, known))


def remove_earlier(service: Service, state: State, number: int) -> Page:
    """Take an earlier finding away, and show the list."""
    known = list(state.incident.get("history") or [])
    if number < len(known):
        del known[number]
    return history(service, with_history(state, known))
