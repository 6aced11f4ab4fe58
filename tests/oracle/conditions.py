"""A condition of the clause language as a Python function of one completion."""

from __future__ import annotations

import operator
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeAlias

from tests.oracle.values import BOUNDS, NUMERIC, admitted, amount

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from tests.oracle.values import Spec, Specs, Value

Facts: TypeAlias = dict[str, Any]
Test: TypeAlias = "Callable[[Facts, Facts], bool]"
"""Takes the facts at hand (those of the act, or of one list entry) and all facts of the act."""

COMPARISONS: dict[str, Callable[[Any, Any], bool]] = {
    "more_than": operator.gt,
    "at_least": operator.ge,
    "at_most": operator.le,
    "less_than": operator.lt,
}


@dataclass
class Uses:
    """What the conditions of one finding ask for.

    `cuts` has every fact that is tested, with the constants it is compared with; `parameters`
    the open questions to the organisation; `lists` what is asked of list entries, and `tests`
    how many `each` and `some` ask it.
    """

    cuts: dict[str, set[Value]] = field(default_factory=lambda: defaultdict(set))
    parameters: set[str] = field(default_factory=set)
    lists: dict[str, Uses] = field(default_factory=dict)
    tests: int = 0


@dataclass(frozen=True)
class Reader:
    """Reads conditions over some facts, and notes in `uses` what they ask for."""

    specs: Specs
    parameters: Mapping[str, Mapping[str, Any]]
    uses: Uses

    def condition(self, written: Mapping[str, Any], prefix: str = "") -> Test:
        """Read a condition; all its keys have to hold."""
        return _all([self._key(key, value, prefix) for key, value in written.items()])

    def _key(self, key: str, value: Any, prefix: str) -> Test:
        if key in ("any", "all"):
            parts = [self.condition(part, prefix) for part in value]
            return _any(parts) if key == "any" else _all(parts)
        if key == "not":
            part = self.condition(value, prefix)
            return lambda here, world: not part(here, world)
        if key == "parameter":
            return _all([self._chosen(name, wanted) for name, wanted in value.items()])
        path = prefix + key
        if path in self.specs:
            return self._fact(path, self.specs[path], value, prefix)
        if not any(known.startswith(f"{path}.") for known in self.specs):
            message = f"no fact `{path}`"
            raise ValueError(message)
        return self.condition(value, f"{path}.")

    def _chosen(self, name: str, wanted: Any) -> Test:
        spec = self.parameters[name]
        chosen = frozenset(admitted(spec, wanted))
        if spec["value"] is not None:
            answer = admitted(spec, spec["value"])[0] in chosen
            return lambda _here, _world: answer
        self.uses.parameters.add(name)
        return lambda _here, world: world[f"parameter.{name}"] in chosen

    def _fact(self, path: str, spec: Spec, value: Any, prefix: str) -> Test:
        if spec["type"] == "list":
            return _all([self._quantified(path, word, part) for word, part in value.items()])
        if spec["type"] in NUMERIC:
            bounds = value if isinstance(value, dict) else dict.fromkeys(BOUNDS, value)
            return self._compared(path, spec["type"], bounds, prefix)
        wanted = value["one_of"] if isinstance(value, dict) else [value]
        if isinstance(value, dict) and spec["type"] == "deed" and "done" in wanted:
            message = "the language does not say what `done` means inside `one_of`"
            raise ValueError(message)
        chosen = frozenset(leaf for word in wanted for leaf in admitted(spec, word))
        self.uses.cuts[path].update(())
        return lambda here, _world: here[path] in chosen

    def _quantified(self, path: str, word: str, part: Mapping[str, Any]) -> Test:
        entry = self.uses.lists.setdefault(path, Uses(parameters=self.uses.parameters))
        entry.tests += 1
        self.uses.cuts[path].update(())
        test = Reader(self.specs[path]["item"], self.parameters, entry).condition(part)
        quantify = {"each": all, "some": any}[word]

        def quantified(here: Facts, world: Facts) -> bool:
            entries = here[path]
            return isinstance(entries, list) and quantify(test(one, world) for one in entries)

        return quantified

    def _compared(self, path: str, kind: str, bounds: Mapping[str, Any], prefix: str) -> Test:
        limits = []
        for word, written in bounds.items():
            if word == "while_unset":
                continue
            limit = written
            if isinstance(written, dict):
                limit = self.parameters[written["parameter"]]["value"]
                if limit is None:
                    return self.condition(bounds["while_unset"], prefix)
            limits.append((COMPARISONS[word], amount(kind, limit)))
        self.uses.cuts[path].update(limit for _, limit in limits)

        def compared(here: Facts, _world: Facts) -> bool:
            number = here[path]
            if isinstance(number, str):  # pointless
                return False
            return all(compare(number, limit) for compare, limit in limits)

        return compared


def _all(parts: list[Test]) -> Test:
    if len(parts) == 1:
        return parts[0]
    return lambda here, world: all(part(here, world) for part in parts)


def _any(parts: list[Test]) -> Test:
    return lambda here, world: any(part(here, world) for part in parts)
