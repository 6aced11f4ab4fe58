"""Having an account read, and keeping what people said of it when it is read again."""

from __future__ import annotations

import copy
from datetime import date
from typing import TYPE_CHECKING

from api.page.edit import get, put
from api.page.state import State, state_of
from engine.intake.read import read_account

if TYPE_CHECKING:
    from api.page.edit import Tree
    from api.service import Service


def read_again(service: Service, state: State) -> State:
    """Read the account; what somebody confirmed or added before stays as they said."""
    on = date.fromisoformat(state.occurred_on) if state.occurred_on else None
    draft = read_account(service.ruleset, service.cues, state.account, state.policy, state.role, on)
    base = state.model_dump(include={"account", "policy", "role", "occurred_on", "confirmed_by"})
    new = state_of(base | draft.to_dict(), [state.policy])
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
    if not confirmed and not _added(before):
        return new
    new = copy.deepcopy(new)
    known = {person["ref"] for person in new.get("people") or []}
    for number, act in enumerate(before.get("acts") or []):
        mine = [pointer for pointer in confirmed if pointer.startswith(f"/acts/{number}/")]
        if not mine and act not in _added(before):
            continue
        acts = new.setdefault("acts", [])
        place = next(
            (n for n, a in enumerate(acts) if (a["id"], a["kind"]) == (act["id"], act["kind"])),
            None,
        )
        if place is None:
            place = len(acts)
            taken = {a["id"] for a in acts}
            id_ = act["id"] if act["id"] not in taken else f"{act['id']}-kept"
            kept = {k: v for k, v in act.items() if k != "event"} | {"id": id_}
            acts.append(kept)
            new.setdefault("people", []).extend(
                p for p in before.get("people") or [] if p["ref"] == act.get("by") not in known
            )
            known.add(act.get("by"))
        for pointer in mine:
            there = f"/acts/{place}/{pointer.split('/', 3)[3]}"
            new = put(new, there, get(before, pointer))
            new.setdefault("provenance", {})[there] = said[pointer]
    return new


def _added(tree: Tree) -> list[Tree]:
    return [act for act in tree.get("acts") or [] if act["id"].startswith("added-")]
