"""Who the account is about: people with their roles and offices, to be corrected."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from api.page import edit
from api.page.answers import UNNAMED
from api.page.facts import people_view, role_in_words
from api.page.fields import Option
from api.page.names import capital
from api.page.render import Page
from engine.facts.people import OFFICES, ROLE_GROUPS, ROLES

if TYPE_CHECKING:
    from api.page.forms import Form
    from api.page.state import State
    from api.service import Service
    from engine.facts.vocabulary import Vocabulary
    from engine.syntax.typed import Policy


def ordered_roles(policy: Policy) -> list[str]:
    """Give every role: groups that the policy binds, then what it binds, then the rest."""
    return [*_groups(policy), *sorted(ROLES, key=lambda name: name not in policy.binds)]


def role_options(policy: Policy) -> list[Option]:
    """Offer the roles that the policy binds; a value names the policy too."""
    leaves = [name for name in ROLES if name in policy.binds]
    return [
        *(
            Option(f"{policy.id}:{name}", f"{capital(role_in_words(name))}, not sure which")
            for name in _groups(policy)
        ),
        *(Option(f"{policy.id}:{name}", capital(ROLES[name])) for name in leaves),
    ]


def _groups(policy: Policy) -> list[str]:
    return [name for name, roles in ROLE_GROUPS.items() if set(roles) <= policy.binds]


def people(service: Service, state: State) -> Page:
    """Show who the account is about, to be corrected."""
    policy = service.ruleset.policies[state.policy].policy
    context = {
        "state": state,
        "people": people_view(state.incident, state.policy),
        "roles": [Option(name, capital(role_in_words(name))) for name in ordered_roles(policy)],
        "offices": [Option(name, capital(says)) for name, says in OFFICES.items()],
    }
    return Page("page/people.html", context)


def corrected(vocabulary: Vocabulary, state: State, form: Form) -> State:
    """Take roles and offices as the form says; what somebody changed counts as confirmed."""
    tree, by = state.incident, state.confirmed_by or UNNAMED
    for number, person in enumerate(tree.get("people") or []):
        if not form.get(f"person:{number}"):
            continue
        role = form.get(f"role:{number}")
        roles: Any = None
        if role == "+":
            roles = person.get("roles")
        elif vocabulary.role_leaves(role):
            roles = [role]
        tree = edit.put(tree, f"/people/{number}/roles", roles)
        held = [name for name in form.all(f"holds:{number}") if name in OFFICES]
        of = {h["office"]: h for h in person.get("holds") or [] if isinstance(h, dict)}
        holds = [of.get(name, name) for name in held]
        tree = edit.put(tree, f"/people/{number}/holds", holds or None)
        if tree["people"][number] != person:
            tree = edit.confirm(tree, f"/people/{number}/roles", by)
    return state.model_copy(update={"incident": tree})


def with_one_more(state: State) -> State:
    """Add somebody of whom nothing is stated."""
    return state.model_copy(update={"incident": edit.add_person(state.incident, None)[0]})
