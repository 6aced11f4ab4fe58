"""Whether a policy binds the person who acted, and in what role they acted towards it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from engine.facts.incident import Incident
    from engine.facts.vocabulary import Vocabulary
    from engine.infer.finding import ActFacts
    from engine.syntax.typed import Policy


@dataclass(frozen=True, slots=True)
class Standing:
    """The role somebody acted in towards a policy: a role, a set of possible ones, or open."""

    role: Any
    pointer: str
    outside: bool = False
    why: str = ""


def standing_of(
    vocabulary: Vocabulary, incident: Incident, facts: ActFacts, policy: Policy
) -> Standing:
    """Say in what role somebody acted towards a policy.

    The capacity counts if it is stated; else the person's roles. With several roles and no
    capacity it stays open which of them it was.
    """
    stated, pointer = _stated(incident, facts, policy.id)
    if stated is None:
        return Standing(None, pointer)
    leaves = frozenset(leaf for word in stated for leaf in vocabulary.role_leaves(word))
    if not leaves & policy.binds:
        named = " and ".join(vocabulary.roles.get(w, w.replace("_", " ")) for w in stated)
        why = f"{policy.id} does not bind {named}" if stated else f"{policy.id} binds no such role"
        return Standing(_role(stated, leaves), pointer, outside=True, why=why)
    return Standing(_role(stated, leaves), pointer)


def _role(stated: tuple[str, ...], leaves: frozenset[str]) -> Any:  # noqa: ANN401  a fact's value
    """Give the one role stated, the set of possible ones, or None where none is."""
    return stated[0] if len(stated) == 1 else leaves or None


def _stated(incident: Incident, facts: ActFacts, policy: str) -> tuple[tuple[str, ...] | None, str]:
    if facts.act.capacity is not None:
        return (facts.act.capacity,), f"{facts.pointer}/capacity"
    for place, person in enumerate(incident.people):
        if person.ref == facts.person:
            pointer = f"/people/{place}/roles"
            if isinstance(person.roles, dict):
                roles = person.roles.get(policy)
                return (tuple(roles) if roles is not None else None), f"{pointer}/{policy}"
            return (tuple(person.roles) if person.roles is not None else None), pointer
    return None, f"{facts.pointer}/by"
