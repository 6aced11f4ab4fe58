"""Having an account read, and keeping what people said of it when it is read again."""

from __future__ import annotations

import copy
from datetime import date
from typing import TYPE_CHECKING

from api.page.edit import doers, get, put, remove_act, steps_of, words_of
from api.page.state import Dropped, State, state_of
from engine.intake.read import read_account

if TYPE_CHECKING:
    from api.page.edit import Tree
    from api.service import Service


def read_again(service: Service, state: State) -> State:
    """Read the account; what somebody confirmed, added or took away before stays as they said."""
    on = date.fromisoformat(state.occurred_on) if state.occurred_on else None
    draft = read_account(service.ruleset, service.cues, state.account, state.policy, state.role, on)
    base = state.model_dump(
        include={
            "account", "policy", "role", "occurred_on", "supposed", "dropped", "confirmed_by",
        }
    )  # fmt: skip
    new = state_of(base | draft.to_dict(), [state.policy])
    for number in reversed(range(len(new.incident.get("acts") or []))):
        gone = Dropped(kind=new.incident["acts"][number]["kind"], words=words_of(new, number))
        if gone in state.dropped:
            new = remove_act(new, number).model_copy(update={"dropped": state.dropped})
    if not new.incident.get("people"):
        new.incident = _with_somebody(new)
    new.incident = _with_confirmed(new.incident, state.incident)
    return new


def _with_somebody(state: State) -> Tree:
    """Name the one person whom the report is about, where the account names nobody."""
    roles = {"roles": [state.role]} if state.role else {}
    return {**state.incident, "people": [{"ref": "person1", **roles}]}


def _with_confirmed(new: Tree, before: Tree) -> Tree:
    """Carry over what somebody confirmed: to the act with the same id and kind, else with it."""
    said = before.get("provenance") or {}
    confirmed = [pointer for pointer, entry in said.items() if entry.get("confirmed_by")]
    new = copy.deepcopy(new)
    for name in ("history", "this_report"):
        if before.get(name) is not None:
            new[name] = before[name]
    for pointer in confirmed:
        _carry(new, before, pointer)
    for number, act in enumerate(before.get("acts") or []):
        mine = [pointer for pointer in confirmed if pointer.startswith(f"/acts/{number}/")]
        if mine or act in _added(before):
            place = _place_of(new, act)
            for pointer in mine:
                there = f"/acts/{place}/{pointer.split('/', 3)[3]}"
                _state_as(new, there, get(before, pointer), said[pointer])
    _name_all(new, before)
    return new


def _carry(new: Tree, before: Tree, pointer: str) -> None:
    """Carry over what is confirmed of the whole matter, an event or a person, if still there."""
    first, name, *_ = [*steps_of(pointer), ""]
    entry = before["provenance"][pointer]
    if first == "people":
        ref = get(before, f"/people/{name}/ref")
        refs = [person["ref"] for person in new.get("people") or []]
        if ref in refs:
            new["people"][refs.index(ref)] = before["people"][int(name)]
            new.setdefault("provenance", {})[f"/people/{refs.index(ref)}/roles"] = entry
    elif first in ("circumstances", "this_report") or (
        first == "events" and name in new.get("events", {})
    ):
        _state_as(new, pointer, get(before, pointer), entry)


def _state_as(tree: Tree, pointer: str, value: object, entry: Tree) -> None:
    tree |= put(tree, pointer, value)
    tree.setdefault("provenance", {})[pointer] = entry


def _place_of(new: Tree, act: Tree) -> int:
    """Give the place of an act that was read again; one that was not is put there."""
    acts = new.setdefault("acts", [])
    for place, other in enumerate(acts):
        if (other["id"], other["kind"]) == (act["id"], act["kind"]):
            return place
    taken = {other["id"] for other in acts}
    id_ = act["id"] if act["id"] not in taken else f"{act['id']}-kept"
    acts.append({name: value for name, value in act.items() if name != "event"} | {"id": id_})
    return len(acts) - 1


def _name_all(new: Tree, before: Tree) -> None:
    """Let everybody who is spoken of stand among the people."""
    people = new.setdefault("people", [])
    refs = {person["ref"] for person in people}
    spoken_of = doers(new) | {entry["person"] for entry in new.get("history") or []}
    spoken_of |= {(new.get("this_report") or {}).get("by") or ""}
    people += [
        person
        for person in before.get("people") or []
        if person["ref"] in spoken_of and person["ref"] not in refs
    ]


def _added(tree: Tree) -> list[Tree]:
    return [act for act in tree.get("acts") or [] if act["id"].startswith("added-")]
