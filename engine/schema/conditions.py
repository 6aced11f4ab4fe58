"""Conditions as a schema: for each kind of act its facts, and for each fact the tests it takes."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from engine.facts.catalogue import VOCABULARY
from engine.facts.vocabulary import CIRCUMSTANCES
from engine.schema.parts import (
    DURATION,
    DURATION_PATTERN,
    GRAVITY,
    MOMENT_PATTERN,
    MONEY_PATTERN,
    NAME,
    WORD,
    YES_NO,
    Schema,
    enum,
    listed,
    mapping,
    one_or_list,
    ref,
    same_kind,
    told,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from engine.facts.vocabulary import FactSpec

ANY = "any"
"""The scope of all kinds together, where a file does not say which kind is meant."""

GENERAL = "incident"
"""The scope of the whole incident."""

ENTRY = "entry."
"""Before the name of the scope of one entry of a list; nothing is counted or chosen in there."""

COMPARISONS = ("more_than", "at_least", "at_most", "less_than")
_BOUNDS: dict[str, Schema] = {
    "number": {"type": "number"},
    "money": {"anyOf": [{"type": "integer"}, {"type": "string", "pattern": MONEY_PATTERN}]},
    "duration": {"type": "string", "pattern": DURATION_PATTERN},
    "date": {"type": "string", "pattern": MOMENT_PATTERN},
    "instant": {"type": "string", "pattern": MOMENT_PATTERN},
}
_DEEDS = ("done", "done_in_time", "late", "not_done", "not_yet_due", "yes", "no")
PARAMETER = told(
    "What the organisation has chosen; unset is unknown.",
    {"type": "object", "minProperties": 1, "additionalProperties": WORD},
)


def describe(spec: FactSpec) -> str:
    """Say of a fact what an editor shows beside it."""
    text = spec.ask
    if spec.unit:
        text += f" In {spec.unit}."
    if spec.weigh:
        text += f" A judgement; weigh {spec.weigh.rstrip('.')[:1].lower()}"
        text += f"{spec.weigh.rstrip('.')[1:]}."
    return text


class Conditions:
    """Collects the definitions that conditions need, each written once."""

    def __init__(self) -> None:
        self.defs: dict[str, Schema] = {"parameter": PARAMETER}
        self._by_text: dict[str, str] = {}

    def of_kinds(self, *, apart: bool = True) -> None:
        """Define the conditions on all kinds together, on an incident and on each kind apart."""
        together: dict[str, list[FactSpec]] = {}
        whole: dict[str, list[FactSpec]] = {}
        for kind in VOCABULARY.kinds.values():
            if apart:
                facts = {path: [spec] for path, spec in kind.facts.items()}
                self.scope(kind.name, facts, kind.about)
            for path, spec in kind.facts.items():
                together.setdefault(path, []).append(spec)
                if path.startswith(f"{CIRCUMSTANCES}."):
                    whole[path] = [spec]
        self.scope(ANY, together, "Acts of any kind.")
        self.scope(GENERAL, whole, "The incident as a whole.")

    def scope(self, name: str, facts: Mapping[str, list[FactSpec]], about: str) -> None:
        """Define `condition.<name>` and `when.<name>`, the latter with `act` beside it."""
        condition = ref(f"condition.{name}")
        tests = {path: self._tests(specs, name) for path, specs in facts.items()}
        properties: dict[str, Schema] = {}
        for path, test in tests.items():
            if "." in path:
                _nest(properties, path, test)
        for path, test in tests.items():
            record = properties.get(path)  # a fact of one kind, a record of another
            properties[path] = {"anyOf": [test, record]} if record else test
        properties |= {
            "any": told("At least one of these holds.", listed(condition)),
            "all": told("All of these hold.", listed(condition)),
            "not": told("This does not hold.", condition),
        }
        if not name.startswith(ENTRY):
            properties |= {"count": self._count(name, facts), "parameter": ref("parameter")}
        self.defs[f"condition.{name}"] = {**mapping(properties), "minProperties": 1}
        if name != GENERAL:
            act = enum(VOCABULARY.kinds) if name == ANY else {"const": name}
            wanted = one_or_list(act) if name == ANY else act
            self.defs[f"when.{name}"] = mapping(
                {"act": told(about, wanted), **properties}, ["act"], about
            )

    def _count(self, name: str, facts: Mapping[str, list[FactSpec]]) -> Schema:
        bound = {"anyOf": [{"type": "integer", "minimum": 0}, _by_parameter()]}
        numbers = [path for path, specs in facts.items() if specs[0].type == "number"]
        shared = {
            **dict.fromkeys(COMPARISONS, bound),
            "within": told("The window that ends with this act.", DURATION),
            "while_unset": ref(f"condition.{name}"),
        }
        acts = {
            "of": {"const": "acts"},
            "where": ref(f"condition.{name}"),
            "same": told(
                "Facts in which the acts counted agree with this one.",
                one_or_list(enum(facts)),
            ),
            "total": told("The fact that states the whole number.", enum(numbers or [""])),
            **shared,
        }
        where = mapping({"clause": NAME, "gravity": one_or_list(GRAVITY)})
        history = {"of": {"const": "history"}, "where": where, **shared}
        count = {
            "type": "object",
            "description": "So many acts of this kind, or so many earlier findings.",
            "required": ["of"],
            "properties": {"of": enum(["acts", "history"])},
            "allOf": [
                {"if": same_kind("of", "acts"), "then": mapping(acts)},
                {"if": same_kind("of", "history"), "then": mapping(history)},
            ],
        }
        return self._shared(f"count.{name}", count)

    def _tests(self, specs: list[FactSpec], name: str) -> Schema:
        refs: list[Schema] = []
        for spec in specs:
            test = self._shared(f"{name}.{spec.path}", self._test(spec, name))
            if test not in refs:
                refs.append(test)
        return refs[0] if len(refs) == 1 else {"anyOf": refs}

    def _shared(self, name: str, part: Schema) -> Schema:
        """Define a part, unless an equal one is defined already."""
        text = json.dumps(part, sort_keys=True)
        kept = self._by_text.setdefault(text, name)
        self.defs[kept] = part
        return ref(kept)

    def _test(self, spec: FactSpec, name: str) -> Schema:
        about = describe(spec)
        if spec.type in ("boolean", "choice", "deed"):
            return told(about, _word_test(spec))
        if spec.type == "list":
            inner = f"{ENTRY}{name}.{spec.path}"
            self.scope(inner, {path: [item] for path, item in spec.item.items()}, about)
            del self.defs[f"when.{inner}"]
            entry = ref(f"condition.{inner}")
            return told(about, {**mapping({"each": entry, "some": entry}), "minProperties": 1})
        return told(about, {"anyOf": [_BOUNDS[spec.type], _figure_test(spec, name)]})


def _nest(properties: dict[str, Schema], path: str, test: Schema) -> None:
    """Let `told.manager` also be written as `told: {manager: ...}`, at any depth."""
    head, _, rest = path.partition(".")
    if not rest:
        properties[head] = test
        return
    record = properties.setdefault(head, {**mapping({}), "minProperties": 1})
    _nest(record["properties"], rest, test)
    record["properties"][rest] = test


def _word_test(spec: FactSpec) -> Schema:
    if spec.type == "boolean":
        return {"anyOf": [YES_NO, mapping({"one_of": listed(YES_NO)}, ["one_of"])]}
    words = [*spec.values, *spec.groups]
    alone = list(_DEEDS) if spec.type == "deed" else words
    return {"anyOf": [enum(alone), mapping({"one_of": listed(enum(words))}, ["one_of"])]}


def _figure_test(spec: FactSpec, name: str) -> Schema:
    bound = {"anyOf": [_BOUNDS[spec.type], _by_parameter()]}
    tests: dict[str, Schema] = dict.fromkeys(COMPARISONS, bound)
    tests["while_unset"] = told(
        "What decides while the parameter is unset.", ref(f"condition.{name}")
    )
    if spec.type == "instant":
        tests |= {"before": NAME, "within": DURATION, "of": NAME}
    return {**mapping(tests), "minProperties": 1}


def _by_parameter() -> Schema:
    return mapping({"parameter": NAME}, ["parameter"])


def by_kind(key: str, makes: Any) -> Iterable[Schema]:  # noqa: ANN401  kind -> what then holds
    """For each kind of act, say what holds where `key` names it."""
    for kind in VOCABULARY.kinds:
        yield {"if": same_kind(key, kind), "then": makes(kind)}
