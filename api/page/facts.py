"""The facts as the page lists them: by act, each with its words and who confirmed it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from api.page import edit
from api.page.fields import in_words, when
from api.page.names import anchor, capital
from engine.facts.base import NOT_KNOWN
from engine.facts.people import OFFICES, ROLE_GROUPS, ROLES
from engine.report.words import spoken

if TYPE_CHECKING:
    from collections.abc import Iterable

    from api.page.account import Marks
    from api.page.state import State
    from engine.facts.vocabulary import FactSpec, Vocabulary


def role_in_words(name: str) -> str:
    """Say a role; a group by what it stands for."""
    if name in ROLE_GROUPS:
        return {
            "staff": "somebody who works for the organisation",
            "parent_carer": "a parent or carer",
            "companion": "a companion",
        }.get(name, spoken(name))
    return ROLES.get(name, spoken(name))


def called(ref: str) -> str:
    """Say a reference as the page does."""
    if ref == "reporter":
        return "Whoever reported it"
    return re.sub(r"^[Pp]erson[-_]?(\d+)$", r"Person \1", ref)


def _briefly(role: str) -> str:
    return role_in_words(role).partition(",")[0]


def people_in_words(tree: edit.Tree, policy: str) -> dict[str, str]:
    """Say for every reference how the page calls that person: the reference, and the role."""
    found = {}
    for person in tree.get("people") or []:
        roles = person.get("roles") or []
        if isinstance(roles, dict):
            roles = roles.get(policy) or []
        said = " and ".join(_briefly(role) for role in roles) or "role not stated"
        found[person["ref"]] = f"{called(person['ref'])} ({said})"
    return found


def people_view(tree: edit.Tree, policy: str) -> list[dict[str, Any]]:
    """Give the people of the account."""
    doers = edit.doers(tree)
    found = []
    for number, person in enumerate(tree.get("people") or []):
        roles = person.get("roles") or []
        if isinstance(roles, dict):
            roles = roles.get(policy) or []
        holds = [
            held if isinstance(held, str) else held.get("office")
            for held in person.get("holds") or []
        ]
        found.append(
            {
                "number": number,
                "ref": person["ref"],
                "name": called(person["ref"]),
                "role": roles[0] if roles else "",
                "roles": ", ".join(role_in_words(role) for role in roles) or "Role not stated",
                "several": len(roles) > 1,
                "holds": holds,
                "offices": ", ".join(OFFICES.get(name, spoken(name)) for name in holds),
                "acted": person["ref"] in doers,
            }
        )
    return found


def acts_view(state: State, vocabulary: Vocabulary, marks: Marks) -> list[dict[str, Any]]:
    """Give the acts with their facts."""
    tree = state.incident
    names = people_in_words(tree, state.policy)
    found = []
    for number, act in enumerate(tree.get("acts") or []):
        kind = vocabulary.kinds[act["kind"]]
        pointer = f"/acts/{number}"
        by = act.get("by")
        found.append(
            {
                "number": number,
                "pointer": pointer,
                "raised": pointer in marks.raised,
                "id": anchor("act", act["id"]),
                "title": capital(spoken(act["kind"])),
                "about": kind.about.replace("`", ""),
                "by": names.get(by or "", "not stated" if by is None else spoken(by)),
                "on": _when(act, tree),
                "capacity": role_in_words(act["capacity"]) if act.get("capacity") else "",
                "facts": _in_reading_order(
                    _facts(edit.facts_of(kind.facts.values(), act, pointer), state, marks)
                ),
            }
        )
    return found


def _in_reading_order(facts: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Put facts in the order in which the account tells them; those it does not tell come last."""
    return sorted(facts, key=lambda fact: fact["number"] or 10**6)


def shared_view(state: State, vocabulary: Vocabulary, marks: Marks) -> list[dict[str, Any]]:
    """Give the facts that several acts share, and those of the whole matter."""
    every = edit.facts_in(vocabulary, state.incident)
    return list(_facts((item for item in every if not item[0].startswith("/acts/")), state, marks))


def _facts(
    items: Iterable[tuple[str, FactSpec, Any]], state: State, marks: Marks
) -> Iterable[dict[str, Any]]:
    said = state.incident.get("provenance") or {}
    read = {item.pointer: item for item in state.evidence}
    for pointer, spec, value in items:
        if value == "raised" and pointer in marks.alike:
            continue
        entry = said.get(pointer) or {}
        evidence = read.get(pointer)
        changed = evidence is not None and not _same(evidence.value, value)
        yield {
            "pointer": pointer,
            "id": anchor("fact", pointer),
            "ask": spec.ask,
            "value": in_words(spec, value),
            "open": isinstance(value, str) and value in NOT_KNOWN,
            "judgement": spec.judgement,
            "number": marks.of.get(pointer),
            "quotes": marks.quotes.get(pointer, []),
            "confirmed_by": entry.get("confirmed_by") or "",
            "judged_by": entry.get("judged_by") or "",
            "said_by": entry.get("said_by") or "",
            "changed": changed,
            "was": in_words(spec, evidence.value) if evidence is not None and changed else "",
            "editable": spec.type != "list" and not isinstance(value, dict),
        }


def _same(read: Any, value: Any) -> bool:  # noqa: ANN401  values as they travel
    words = {True: "yes", False: "no"}
    if isinstance(read, bool):
        read = words[read]
    if isinstance(value, bool):
        value = words[value]
    return bool(read == value)


def _when(act: edit.Tree, tree: edit.Tree) -> str:
    on = act.get("on")
    event = (tree.get("events") or {}).get(act.get("event") or "") or {}
    on = on or event.get("on") or tree.get("on")
    if on is None:
        return "not stated"
    if isinstance(on, dict):
        ends = [when(on[end]) for end in ("at_least", "at_most") if on.get(end)]
        return " to ".join(ends) or "not stated"
    return spoken(on) if on in NOT_KNOWN else when(on)
