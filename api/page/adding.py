"""Adding something that happened: what kind of act it was, who did it, then its questions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from api.page import edit
from api.page.answers import NEW
from api.page.asking import guide
from api.page.facts import people_in_words
from api.page.fields import Option
from api.page.names import capital
from api.page.people import role_options
from api.page.render import Page
from engine.report.words import spoken

if TYPE_CHECKING:
    from api.page.forms import Form
    from api.page.state import State
    from api.service import Service


def kinds(service: Service, state: State, error: str = "") -> Page:
    """Ask what kind of act it was: first those that clauses like the account speak of."""
    policy = service.ruleset.policies[state.policy].policy
    spoken_of = {kind for clause in policy.clauses for kind in clause.kinds}
    near = {item.clause for item in state.suggestions}
    first = {kind for clause in policy.clauses if clause.id in near for kind in clause.kinds}
    every = service.ruleset.vocabulary.kinds
    options = [
        Option(name, capital(spoken(name)), every[name].about.replace("`", ""))
        for name in sorted(every, key=lambda name: name not in first)
        if name in spoken_of
    ]
    context = {"state": state, "options": options, "error": error, "policy": policy}
    told = [{"href": "#kind", "text": error}] if error else []
    return Page("page/kinds.html", context, 422 if told else 200, told)


def added_kind(service: Service, state: State, form: Form) -> Page:
    """Take the kind, and ask who did it."""
    kind = form.get("kind")
    if kind not in service.ruleset.vocabulary.kinds:
        return kinds(service, state, "Choose what kind of act it was")
    return _who(service, state, kind)


def _who(service: Service, state: State, kind: str, error: str = "") -> Page:
    names = people_in_words(state.incident, state.policy)
    context = {
        "state": state,
        "kind": kind,
        "title": capital(spoken(kind)),
        "about": service.ruleset.vocabulary.kinds[kind].about,
        "people": [Option(ref, said) for ref, said in names.items()],
        "roles": role_options(service.ruleset.policies[state.policy].policy),
        "error": error,
    }
    told = [{"href": "#by", "text": error}] if error else []
    return Page("page/who.html", context, 422 if told else 200, told)


def added_by(service: Service, state: State, form: Form) -> Page:
    """Take who did it, add the act, and ask its first question."""
    vocabulary = service.ruleset.vocabulary
    kind, by = form.get("kind"), form.get("by")
    if kind not in vocabulary.kinds:
        return kinds(service, state)
    tree = state.incident
    refs = {person["ref"] for person in tree.get("people") or []}
    if by == NEW:
        role = form.get("new_role").partition(":")[2]
        tree, by = edit.add_person(tree, role if vocabulary.role_leaves(role) else None)
    elif by not in refs and by != "unknown":
        return _who(service, state, kind, "Choose who did it, or say that nobody knows")
    tree, id_ = edit.add_act(tree, kind, by, None)
    return guide(service, state.model_copy(update={"incident": tree}), id_)
