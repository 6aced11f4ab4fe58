"""Whether a policy binds the person who acted, and in what role they acted towards it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from engine.facts.incident import Incident
    from engine.infer.compiled import CompiledPolicy
    from engine.infer.finding import ActFacts


MOST_STANDINGS = 4000
"""Lists of roles of which it is remembered how they stand to a policy."""


@dataclass(frozen=True, slots=True)
class Standing:
    """The role somebody acted in towards a policy: a role, a set of possible ones, or open."""

    role: Any
    pointer: str
    outside: bool = False
    why: str = ""


def standing_of(incident: Incident, facts: ActFacts, compiled: CompiledPolicy) -> Standing:
    """Say in what role somebody acted towards a policy.

    The capacity counts if it is stated; else the person's roles. With several roles and no
    capacity it stays open which of them it was.
    """
    stated, pointer = _stated(incident, facts, compiled.policy.id)
    if stated is None:
        return Standing(None, pointer)
    found = compiled.standings.get(stated)
    if found is None:
        if len(compiled.standings) >= MOST_STANDINGS:
            compiled.standings.clear()
        found = compiled.standings[stated] = _towards(stated, compiled)
    role, outside, why = found
    return Standing(role, pointer, outside, why)


def _towards(stated: tuple[str, ...], compiled: CompiledPolicy) -> tuple[Any, bool, str]:
    """Give the role that these words leave, whether the policy passes it over, and why."""
    vocabulary, id_ = compiled.vocabulary, compiled.policy.id
    leaves = frozenset(leaf for word in stated for leaf in vocabulary.role_leaves(word))
    if leaves & compiled.binds:
        return _role(stated, leaves), False, ""
    named = " and ".join(vocabulary.roles.get(w, w.replace("_", " ")) for w in stated)
    why = f"{id_} does not bind {named}" if stated else f"{id_} binds no such role"
    return _role(stated, leaves), True, why


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
