"""Changing an incident at a place named by a JSON pointer; what is handed in stays as it is."""

from __future__ import annotations

import copy
import re
from typing import TYPE_CHECKING, Any, Final

from api.page.state import MOST_LETTERS, MOST_WORDS, Dropped
from engine.facts.vocabulary import CAPACITY, CIRCUMSTANCES, FactSpec

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from api.page.state import State
    from engine.facts.vocabulary import Vocabulary

Tree = dict[str, Any]
_ACT: Final = re.compile(r"/acts/(\d{1,3})(?=/|$)")
_PERSON: Final = re.compile(r"/people/(\d{1,3})(?=/|$)")
OWN: Final = frozenset({"id", "kind", "by", "capacity", "on", "event"})
"""What an act says of itself besides facts."""


def steps_of(pointer: str) -> list[str]:
    """Split a pointer; the names in an incident hold neither `/` nor `~`."""
    return pointer.split("/")[1:]


def get(tree: Any, pointer: str) -> Any:  # noqa: ANN401  anything JSON can say
    """Give what stands at a pointer; None where nothing does."""
    for step in steps_of(pointer):
        if isinstance(tree, dict):
            tree = tree.get(step)
        elif isinstance(tree, list) and step.isdecimal() and int(step) < len(tree):
            tree = tree[int(step)]
        else:
            return None
    return tree


def put(tree: Tree, pointer: str, value: Any) -> Tree:  # noqa: ANN401  as above
    """Let a value stand at a pointer; None takes away what stood there.

    Raises:
        KeyError: There is no such place.
    """
    new = copy.deepcopy(tree)
    *way, last = steps_of(pointer)
    place: Any = new
    for step in way:
        if isinstance(place, list):
            if not (step.isdecimal() and int(step) < len(place)):
                raise KeyError(pointer)
            place = place[int(step)]
        elif isinstance(place, dict):
            if place.get(step) is None:
                if value is None:
                    return new
                place[step] = {}
            place = place[step]
        else:
            raise KeyError(pointer)
    if not isinstance(place, dict):
        raise KeyError(pointer)
    if value is None:
        place.pop(last, None)
        (new.get("provenance") or {}).pop(pointer, None)
    else:
        place[last] = value
    return new


def confirm(tree: Tree, pointer: str, by: str, *, judgement: bool = False) -> Tree:
    """Note who said that a fact is so."""
    new = {**tree, "provenance": {**(tree.get("provenance") or {})}}
    entry = {**new["provenance"].get(pointer, {}), "confirmed_by": by}
    if judgement:
        entry["judged_by"] = by
    new["provenance"][pointer] = entry
    return new


_ON: Final = FactSpec(
    "on", "instant", ask="When did it happen?", says="it happened on {}", conduct=False
)


def spec_at(vocabulary: Vocabulary, tree: Tree, pointer: str) -> FactSpec | None:
    """Give the fact that a pointer names; None where it names none.

    When and by whom something was done, and in what role, are asked for like facts.
    """
    first, *rest = steps_of(pointer) or [""]
    if first == CIRCUMSTANCES:
        path = ".".join([CIRCUMSTANCES, *rest])
        return next((k.facts[path] for k in vocabulary.kinds.values() if path in k.facts), None)
    if first not in ("acts", "events") or len(rest) < 2:  # noqa: PLR2004  whose, and which fact
        return None
    path = ".".join(rest[1:])
    if first == "acts" and path in OWN:
        return _own(vocabulary, tree, pointer, path)
    for act in tree.get("acts") or []:
        mine = (
            act is get(tree, f"/acts/{rest[0]}") if first == "acts" else act.get("event") == rest[0]
        )
        kind = vocabulary.kinds.get(act.get("kind", ""))
        if mine and kind is not None and path in kind.facts and path != CAPACITY:
            return kind.facts[path]
    return None


def _own(vocabulary: Vocabulary, tree: Tree, pointer: str, path: str) -> FactSpec | None:
    act = get(tree, pointer.rpartition("/")[0])
    if not isinstance(act, dict):
        return None
    if path == CAPACITY:
        return vocabulary.kinds[act["kind"]].facts[CAPACITY]
    if path == "by":
        refs = tuple(person["ref"] for person in tree.get("people") or [])
        return FactSpec("by", "choice", ask="Who did it?", says="{} did it", values=refs)
    return _ON if path == "on" else None


def facts_in(vocabulary: Vocabulary, tree: Tree) -> Iterator[tuple[str, FactSpec, Any]]:
    """Give every fact that is stated, with its pointer, act by act."""
    for number, act in enumerate(tree.get("acts") or []):
        kind = vocabulary.kinds[act["kind"]]
        yield from facts_of(kind.facts.values(), act, f"/acts/{number}")
    for name, event in (tree.get("events") or {}).items():
        for path, value in _leaves(event, ""):
            pointer = f"/events/{name}/{path.replace('.', '/')}"
            spec = spec_at(vocabulary, tree, pointer)
            if spec is not None:
                yield pointer, spec, value
    for path, value in _leaves(tree.get(CIRCUMSTANCES) or {}, ""):
        spec = spec_at(vocabulary, tree, f"/{CIRCUMSTANCES}/{path}")
        if spec is not None:
            yield f"/{CIRCUMSTANCES}/{path}", spec, value


def facts_of(
    specs: Iterable[FactSpec], record: Tree, pointer: str
) -> Iterator[tuple[str, FactSpec, Any]]:
    """Give the facts that one act states, in the order of the vocabulary."""
    for spec in specs:
        place = f"/{spec.path.replace('.', '/')}"
        value = get(record, place)
        if value is not None and spec.path != CAPACITY:
            yield pointer + place, spec, value


def _leaves(record: Tree, prefix: str) -> Iterator[tuple[str, Any]]:
    for name, value in record.items():
        if isinstance(value, dict) and not set(value) <= {
            "at_least",
            "at_most",
            "items",
            "complete",
        }:
            yield from _leaves(value, f"{prefix}{name}.")
        elif value is not None:
            yield prefix + name, value


# --- acts and people ------------------------------------------------------------------------------


def add_act(tree: Tree, kind: str, by: str | None, on: str | None) -> tuple[Tree, str]:
    """Add an act, and give its id."""
    new = copy.deepcopy(tree)
    acts = new.setdefault("acts", [])
    taken = {act["id"] for act in acts}
    number = next(n for n in range(1, len(taken) + 2) if f"added-{n}" not in taken)
    act = {"id": f"added-{number}", "kind": kind}
    act |= {"by": by} if by else {}
    act |= {"on": on} if on else {}
    acts.append(act)
    return new, act["id"]


def add_person(tree: Tree, role: str | None) -> tuple[Tree, str]:
    """Add somebody, and give the reference."""
    new = copy.deepcopy(tree)
    people = new.setdefault("people", [])
    taken = {person["ref"] for person in people}
    ref = next(f"person{n}" for n in range(1, len(taken) + 2) if f"person{n}" not in taken)
    people.append({"ref": ref, **({"roles": [role]} if role else {})})
    return new, ref


def remove_act(state: State, number: int) -> State:
    """Take an act away, with all that was read or confirmed of it, and remember that."""
    new = copy.deepcopy(state.incident)
    acts = new.get("acts") or []
    if number >= len(acts):
        return state
    gone = Dropped(kind=acts.pop(number)["kind"], words=words_of(state, number))
    kept = _renumbered(state, new, _ACT, "/acts/", number)
    return kept.model_copy(
        update={"dropped": [*state.dropped, gone] if gone.words else state.dropped}
    )


def words_of(state: State, number: int) -> list[str]:
    """Give the first words by which an act was recognised; none of one that somebody added."""
    pointer = f"/acts/{number}/kind"
    quotes = [q.quote for item in state.evidence if item.pointer == pointer for q in item.quotes]
    return [quote[:MOST_LETTERS] for quote in quotes[:MOST_WORDS]]


def remove_person(state: State, number: int) -> State:
    """Take somebody away who did nothing; what names them elsewhere is taken away too."""
    new = copy.deepcopy(state.incident)
    people = new.get("people") or []
    if number >= len(people) or people[number]["ref"] in doers(new):
        return state
    ref = people.pop(number)["ref"]
    for person in people:
        person["holds"] = [
            held
            for held in person.get("holds") or []
            if not isinstance(held, dict) or held.get("of") != ref
        ]
    if isinstance(new.get("history"), list):
        new["history"] = [entry for entry in new["history"] if entry.get("person") != ref]
    if (new.get("this_report") or {}).get("by") == ref:
        del new["this_report"]["by"]
    return _renumbered(state, new, _PERSON, "/people/", number)


def doers(tree: Tree) -> set[str]:
    """Give the references of those who did something."""
    return {act["by"] for act in tree.get("acts") or [] if act.get("by")}


def _renumbered(state: State, tree: Tree, shape: re.Pattern[str], prefix: str, gone: int) -> State:
    """Let every pointer follow what it points to; those to what is gone go too."""

    def moved(pointer: str) -> str | None:
        found = shape.match(pointer)
        if found is None or int(found[1]) < gone:
            return pointer
        if int(found[1]) == gone:
            return None
        return f"{prefix}{int(found[1]) - 1}{pointer[found.end() :]}"

    kept = {moved(pointer): entry for pointer, entry in (tree.get("provenance") or {}).items()}
    kept.pop(None, None)
    if "provenance" in tree:
        tree["provenance"] = kept
    evidence = []
    for item in state.evidence:
        pointer = moved(item.pointer)
        if pointer is not None:
            evidence.append(item.model_copy(update={"pointer": pointer}))
    return state.model_copy(update={"incident": tree, "evidence": evidence})
