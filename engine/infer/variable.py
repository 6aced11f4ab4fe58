"""What can vary: a fact, with the finitely many ways that make a difference to a condition.

The values of a fact are grouped into **cells**: two values in one cell meet exactly the same atoms.
What is known of a fact is the set of cells it may lie in, as a bit mask, so that a value, a range,
a group and nothing at all are treated alike.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from engine.infer.diagram import Diagram
from engine.infer.formula import Formula, first_variable, formula, restrict
from engine.syntax.condition import Compare, Condition, Is, Moments, Quantified, atoms
from engine.value import Range

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from engine.facts.vocabulary import FactSpec

LEAST = {"money": 0, "duration": 0, "count": 0, "date": 1}
"""The smallest value of a type that has one."""


@dataclass(frozen=True, slots=True)
class Entries:
    """A list as known: its records, each as pairs of fact and value, and whether that is all."""

    records: tuple[tuple[tuple[str, Any], ...], ...]
    complete: bool


class Variable(ABC):
    """One thing that can turn out in `size` ways; `wanted` gives the cells that meet an atom."""

    paths: tuple[str, ...]
    size: int
    wanted: dict[Condition, int]

    @property
    def full(self) -> int:
        """Every cell: nothing is known."""
        return (1 << self.size) - 1

    @abstractmethod
    def possible(self, known: Mapping[str, Any]) -> int:
        """Give the cells that what is known leaves possible."""

    def values(self, cell: int) -> tuple[Any, ...]:
        """Give examples of values in a cell, where it has any that can be named."""
        del cell
        return ()


class Chosen(Variable):
    """A fact with finitely many values: yes or no, a choice, a deed, a role, a parameter."""

    def __init__(self, spec: FactSpec, tests: Sequence[Is]) -> None:
        self.paths = (spec.path,)
        self.spec = spec
        vectors: dict[tuple[bool, ...], int] = {}
        self.cell_of: dict[Any, int] = {}
        for leaf in spec.values:
            vector = tuple(leaf in test.values for test in tests)
            self.cell_of[leaf] = vectors.setdefault(vector, len(vectors))
        self.size = len(vectors)
        self.wanted = {
            test: sum(1 << cell for vector, cell in vectors.items() if vector[place])
            for place, test in enumerate(tests)
        }
        self._masks: dict[Any, int] = {None: self.full}

    def possible(self, known: Mapping[str, Any]) -> int:
        value = known.get(self.paths[0])
        mask = self._masks.get(value)
        if mask is None:
            leaves = value if isinstance(value, frozenset) else self.spec.leaves(value)
            mask = 0
            for leaf in leaves:
                mask |= 1 << self.cell_of[leaf]
            if not isinstance(value, frozenset):  # of those there could be any number
                self._masks[value] = mask
        return mask

    def values(self, cell: int) -> tuple[Any, ...]:
        return tuple(leaf for leaf, place in self.cell_of.items() if place == cell)


class Numeric(Variable):
    """A number: cells are the stretches between the bounds that atoms name."""

    def __init__(self, path: str, kind: str, tests: Sequence[Compare]) -> None:
        self.paths = (path,)
        whole = kind != "number"
        cuts = {_cut(test, whole=whole) for test in tests}
        least = LEAST.get(kind)
        self.cuts = sorted(cut for cut in cuts if least is None or cut > (least, False))
        self.size = len(self.cuts) + 1
        self.wanted = {}
        for test in tests:
            cut = _cut(test, whole=whole)
            place = bisect_right(self.cuts, cut)
            above = self.full & ~((1 << place) - 1)
            upper = test.op in ("at_least", "more_than")
            self.wanted[test] = above if upper else self.full & ~above

    def possible(self, known: Mapping[str, Any]) -> int:
        value = known.get(self.paths[0])
        if value is None:
            return self.full
        if isinstance(value, Range):
            low = 0 if value.low is None else self._cell(value.low)
            high = self.size - 1 if value.high is None else self._cell(value.high)
            return ((1 << (high - low + 1)) - 1) << low
        return 1 << self._cell(value)

    def _cell(self, value: float) -> int:
        return bisect_right(self.cuts, (value, False))

    def values(self, cell: int) -> tuple[Any, ...]:
        low = self.cuts[cell - 1] if cell else None
        high = self.cuts[cell] if cell < len(self.cuts) else None
        return (low, high)


def _cut(test: Compare, *, whole: bool) -> tuple[float, bool]:
    """Give where a comparison cuts the numbers: at the bound, or just above it."""
    after = test.op in ("more_than", "at_most")
    if after and whole:
        return (test.bound + 1, False)
    return (test.bound, after)


class Pair(Variable):
    """How two moments lie to each other."""

    size = 2

    def __init__(self, test: Moments) -> None:
        self.test = test
        self.paths = (test.first, test.second)
        self.wanted = {test: 0b10}

    def possible(self, known: Mapping[str, Any]) -> int:
        return moments(known.get(self.paths[0]), known.get(self.paths[1]), self.test.minutes)


def moments(first: Any, second: Any, minutes: int | None) -> int:  # noqa: ANN401  moments
    """Say how two moments lie: bit 2 that the test may hold, bit 1 that it may fail."""
    low, high = _ends(second, first)
    if minutes is None:
        may_hold, may_fail = high > 0, low <= 0
    else:
        limit = minutes * 60
        may_hold = high >= 0 and low <= limit
        may_fail = low < 0 or high > limit
    return (0b10 if may_hold else 0) | (0b01 if may_fail else 0)


def _ends(later: Any, earlier: Any) -> tuple[float, float]:  # noqa: ANN401  moments
    """Give the least and the greatest number of seconds from `earlier` to `later`."""
    after, before = _bounds(later), _bounds(earlier)
    return after[0] - before[1], after[1] - before[0]


def _bounds(value: Any) -> tuple[float, float]:  # noqa: ANN401  a moment
    if value is None:
        return (float("-inf"), float("inf"))
    if isinstance(value, Range):
        low = float("-inf") if value.low is None else value.low
        return (low, float("inf") if value.high is None else value.high)
    return (value, value)


class Listed(Variable):
    """A list: cells are the ways in which all its quantified atoms can turn out together."""

    def __init__(self, spec: FactSpec, tests: Sequence[Quantified]) -> None:
        self.paths = (spec.path,)
        self.tests = tests
        self.size = 1 << len(tests)
        self.wanted = {
            test: sum(1 << cell for cell in range(self.size) if cell >> place & 1)
            for place, test in enumerate(tests)
        }
        conditions = [test.condition for test in tests]
        self._variables = variables_of(conditions, spec.item)
        self._diagram = Diagram(
            _Vector(tuple(formula(condition, self._variables) for condition in conditions)),
            [variable.size for variable in self._variables],
        )

    def possible(self, known: Mapping[str, Any]) -> int:
        stated = known.get(self.paths[0]) or Entries((), complete=False)
        every = (1 << len(self.tests)) - 1
        states = {(every, 0)}
        for record in stated.records:
            facts = dict(record)
            vectors = self._vectors([v.possible(facts) for v in self._variables])
            states = {(a & vector, s | vector) for a, s in states for vector in vectors}
        if not stated.complete:
            more = self._vectors([variable.full for variable in self._variables])
            while True:
                grown = states | {(a & vector, s | vector) for a, s in states for vector in more}
                if grown == states:
                    break
                states = grown
        cells = 0
        for each, some in states:
            cell = 0
            for place, test in enumerate(self.tests):
                cell |= ((each if test.each else some) >> place & 1) << place
            cells |= 1 << cell
        return cells

    def _vectors(self, masks: list[int]) -> set[int]:
        return {int(outcome) for outcome in self._diagram.reach(masks)}


@dataclass(frozen=True, slots=True)
class _Vector:
    """Several formulas at once; the outcome is the number whose bits say which of them hold."""

    parts: tuple[Formula, ...]

    def outcome(self) -> int | None:
        if not all(isinstance(part, bool) for part in self.parts):
            return None
        return sum(1 << place for place, part in enumerate(self.parts) if part)

    def first(self) -> int:
        return min(first_variable(part) for part in self.parts if not isinstance(part, bool))

    def restrict(self, variable: int, cell: int) -> _Vector:
        return _Vector(tuple(restrict(part, variable, cell) for part in self.parts))


def variables_of(conditions: Sequence[Condition], specs: Mapping[str, FactSpec]) -> list[Variable]:
    """Give the variables of bound conditions, in the order in which they are first mentioned."""
    groups: dict[tuple[str, ...], list[Condition]] = {}
    for condition in conditions:
        for atom in atoms(condition):
            tests = groups.setdefault(_key(atom), [])
            if atom not in tests:
                tests.append(atom)
    return [_variable(key, tests, specs) for key, tests in groups.items()]


def _key(atom: Condition) -> tuple[str, ...]:
    if isinstance(atom, Moments):
        return (atom.first, atom.second, str(atom.minutes))
    return (atom.path,)  # type: ignore[union-attr]


def _variable(
    key: tuple[str, ...], tests: list[Condition], specs: Mapping[str, FactSpec]
) -> Variable:
    first = tests[0]
    match first:
        case Moments():
            return Pair(first)
        case Is():
            return Chosen(specs[key[0]], [test for test in tests if isinstance(test, Is)])
        case Quantified():
            return Listed(specs[key[0]], [test for test in tests if isinstance(test, Quantified)])
        case _:
            kind = specs[key[0]].type if key[0] in specs else "count"
            return Numeric(key[0], kind, [test for test in tests if isinstance(test, Compare)])
