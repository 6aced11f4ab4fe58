"""Verdicts fast: one generated Python function per kind of act, over every clause of that kind.

What is known of a fact is read as a bit mask: the cells that it may lie in (see `variable`). A test
on it may hold, or may fail, where the mask meets the cells that meet the test, or the others; so
one `&` answers either, and `and` and `or` between them stop as soon as the answer is clear. That
is strong Kleene logic, which is exact where each variable is mentioned once. Where one still is
mentioned more often after simplifying, the requirement's decision diagram is followed instead.

Requirements that apply on the same condition are nested under it: a clause that does not apply
costs no more than finding that out, and a fact is read where it is first needed.

Nothing of an author's text gets into the generated source: only numbers of our own making.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeAlias, cast

from engine.infer.outcome import BROKEN, EXCUSED, KEPT, NOT_APPLICABLE
from engine.infer.term import Term, all_of_terms, any_of_terms, given, places_of, plain
from engine.infer.variable import Chosen, Listed, Variable, variables_of
from engine.syntax.condition import (
    AllOf,
    AnyOf,
    Condition,
    Const,
    Not,
    Quantified,
    all_of,
    any_of,
    atoms,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from engine.infer.diagram import Diagram
    from engine.infer.provision import Provision

Judge: TypeAlias = "Callable[[Mapping[str, Any]], list[int]]"

CLAUSES_A_FUNCTION = 500
"""So many requirements go into one function, so that compiling stays linear."""

WRITTEN_NODES = 150
"""Diagrams of so many nodes, written out as a tree, become code; larger ones are walked."""

WRITTEN_VARIABLES = 40
"""The same of a diagram's variables; Python takes a hundred levels of indentation."""

MOST_NESTED = 20
"""Parts of a condition that are nested, for the same reason."""

SHORT = 2
"""Requirements for which a list is faster written than copied."""

MOST_TABLED = 4
"""Cells of a variable for whose masks a table is kept: sixteen entries."""

MOST_VALUES = 500
"""Most values of one fact that are remembered, sets of values included."""

_Cells: TypeAlias = tuple[int, list[int]]
"""A variable of the function, and its cells for each cell of a requirement's variable."""


class _Table:
    """What each value of a fact comes to, in a plain dictionary, which is read fastest."""

    def __init__(self, variable: Chosen, worth: Callable[[int], int]) -> None:
        self.path = variable.spec.path
        self.worth: dict[Any, int] = {}
        self._variable = variable
        self._worth = worth
        for value in (None, *variable.spec.values, *variable.spec.groups):
            self._learn(value)

    def _learn(self, value: Any) -> None:  # noqa: ANN401  a fact's value
        self.worth[value] = self._worth(self._variable.possible({self.path: value}))

    def learn(self, known: Mapping[str, Any]) -> bool:
        """Take in a set of values that was not met before; say whether there was one."""
        value = known.get(self.path)
        if value in self.worth or len(self.worth) >= MOST_VALUES:
            return False
        self._learn(value)
        return True


class _Variables:
    """The variables of one function, and the conditions of its requirements in their terms."""

    def __init__(self, provisions: Sequence[Provision]) -> None:
        self.all: list[Variable] = []
        self.cells: dict[Condition, tuple[int, int]] = {}
        specs = {path: spec for p in provisions for path, spec in p.specs.items()}
        mentioned = dict.fromkeys(
            atom for p in provisions for condition in p.conditions for atom in atoms(condition)
        )
        # a list varies in 2 ** tests ways, so each test on one stands by itself
        plain_ones: list[Condition] = [a for a in mentioned if not isinstance(a, Quantified)]
        groups = [plain_ones]
        groups += ([atom] for atom in mentioned if isinstance(atom, Quantified))
        for tests in groups:
            for variable in variables_of(tests, specs):
                place = len(self.all)
                self.all.append(variable)
                self.cells |= {atom: (place, cells) for atom, cells in variable.wanted.items()}

    def full(self, place: int) -> int:
        """Give every cell of a variable."""
        return self.all[place].full

    def whole(self, place: int) -> int | tuple[str, ...]:
        """Name what varies: the variable, or the list of which it is one test."""
        variable = self.all[place]
        return variable.paths if isinstance(variable, Listed) else place

    def term(self, condition: Condition, *, holds: bool = True) -> Term:
        """Turn a condition, or its denial, into a term."""
        match condition:
            case Const(always):
                return always is holds
            case Not(part):
                return self.term(part, holds=not holds)
            case AllOf(parts) | AnyOf(parts):
                terms = [self.term(part, holds=holds) for part in parts]
                both = isinstance(condition, AllOf) is holds
                return all_of_terms(terms, self.full) if both else any_of_terms(terms, self.full)
            case _:
                place, cells = self.cells[condition]
                full = self.full(place)
                return plain(place, cells if holds else full & ~cells, full)

    def cells_of(self, variable: Variable) -> _Cells | None:
        """Give our variable that stands for one of a requirement, and its cells as ours.

        None where several of ours do, as for a list of which more than one test speaks. One that
        only decides how grave a breach is has no place among ours; no diagram asks for it.
        """
        tests = [(c, *self.cells[t]) for t, c in variable.wanted.items() if t in self.cells]
        places = {place for _, place, _ in tests}
        if len(places) != 1:
            return None if places else (0, [])
        (place,) = places
        found = []
        for cell in range(variable.size):
            ours = self.full(place)
            for theirs, _, wanted in tests:
                ours &= wanted if theirs >> cell & 1 else ~wanted
            found.append(ours)
        return place, found


class _Leaf:
    """A requirement where it applies: what keeps it and what excuses from it, in as few words."""

    def __init__(self, place: int, provision: Provision, variables: _Variables) -> None:
        self.place = place
        self.provision = provision
        applies = variables.term(provision.applies)
        self.applies = (
            applies[1] if isinstance(applies, tuple) and applies[0] == "&" else (applies,)
        )
        must, excuse = provision.must, excuse_of(provision)
        self.must = given(variables.term(must), self.applies, variables.full)
        self.excuse = given(variables.term(excuse), self.applies, variables.full)
        terms = (applies, self.must, self.excuse)
        seen = [variables.whole(place) for term in terms for place in places_of(term)]
        self.read_once = len(seen) == len(set(seen))


@dataclass(slots=True)
class _Branch:
    """Requirements by when they apply: those that nothing more is asked of, and the others."""

    leaves: list[_Leaf] = field(default_factory=list)
    more: dict[Term, _Branch] = field(default_factory=dict)

    @property
    def read_once(self) -> bool:
        """Whether any of the requirements mentions each variable once."""
        inner = any(branch.read_once for branch in self.more.values())
        return inner or any(leaf.read_once for leaf in self.leaves)


class _Writer:
    """Writes the source of one function and keeps the values that it refers to."""

    def __init__(self, variables: _Variables) -> None:
        self.values: dict[str, Any] = {}
        self.tables: list[_Table] = []
        self.lines: list[str] = []
        self._variables = variables

    def line(self, depth: int, text: str) -> None:
        """Write a line."""
        self.lines.append(" " * depth + text)

    def fetch(self, places: Iterable[int], have: set[int], depth: int) -> None:
        """Read variables into local names, unless that was done."""
        for place in places:
            if place not in have:
                have.add(place)
                self.line(depth, f"v{place} = {self._read(place)}")

    def _read(self, place: int) -> str:
        variable = self._variables.all[place]
        if isinstance(variable, Chosen):
            return self._looked_up(f"X{place}", variable, lambda mask: mask)
        self.values[f"Y{place}"] = variable.possible
        return f"Y{place}(f)"

    def _looked_up(self, name: str, variable: Chosen, worth: Callable[[int], int]) -> str:
        if name not in self.values:
            self.tables.append(_Table(variable, worth))
            self.values[name] = self.tables[-1].worth
        self.values[f"P{name}"] = variable.spec.path
        return f"'{name}'[g('P{name}')]"

    def may(self, term: Term, *, hold: bool) -> str:
        """Write whether a term that is open may hold, or may fail."""
        match term:
            case bool():
                return str(term is hold)
            case ("?", place, cells):
                return self._meets(place, cells if hold else self._variables.full(place) & ~cells)
            case _:
                word = " and " if (term[0] == "&") is hold else " or "
                return f"({word.join(self.may(part, hold=hold) for part in term[1])})"

    def _meets(self, place: int, cells: int) -> str:
        """Write whether a variable may lie in some cells; it may lie in at least one cell."""
        others = self._variables.full(place) & ~cells
        return f"v{place} != {others}" if others.bit_count() == 1 else f"v{place} & {cells}"

    def branch(self, node: _Branch, above: list[Term], have: set[int], depth: int) -> None:
        """Write the requirements of a branch, each under the conditions on which it applies."""
        for leaf in node.leaves:
            if leaf.read_once:
                self._leaf(leaf, have, depth)
            else:
                self._walk(leaf, above, have, depth)
        for term, inner in node.more.items():
            self.fetch(places_of(term), have, depth)
            self.line(depth, f"if {self.may(term, hold=True)}:")
            if inner.read_once:
                unsure = self.may(term, hold=False)
                self.line(depth + 1, f"n{depth + 1} = {NOT_APPLICABLE} if {unsure} else n{depth}")
            self.branch(inner, [*above, term], set(have), depth + 1)

    def _leaf(self, leaf: _Leaf, have: set[int], depth: int) -> None:
        place, must, excuse = leaf.place, leaf.must, leaf.excuse
        if isinstance(must, bool):
            kept = f"n{depth} | {KEPT}" if must else f"n{depth}"
        elif must[0] == "?" and excuse is False:
            self.line(depth, f"r[{place}] = n{depth} | {self._kept_or_broken(must, have)}")
            return
        else:
            self.fetch(places_of(must), have, depth)
            kept = f"n{depth} | {KEPT} if {self.may(must, hold=True)} else n{depth}"
        if must is True:
            self.line(depth, f"r[{place}] = {kept}")
        elif excuse is False:
            self.line(depth, f"w = {kept}")
            self.line(depth, f"r[{place}] = w | {BROKEN} if {self.may(must, hold=False)} else w")
        else:
            self.line(depth, f"w = {kept}")
            self.line(depth, f"if {self.may(must, hold=False)}:")
            self.fetch(places_of(excuse), set(have), depth + 1)
            self.line(depth + 1, f"if {self.may(excuse, hold=True)}:")
            self.line(depth + 2, f"w |= {EXCUSED}")
            self.line(depth + 1, f"if {self.may(excuse, hold=False)}:")
            self.line(depth + 2, f"w |= {BROKEN}")
            self.line(depth, f"r[{place}] = w")

    def _kept_or_broken(self, must: tuple[Any, ...], have: set[int]) -> str:
        """Write the ways that one test alone leaves open."""
        _, place, cells = must
        variable = self._variables.all[place]

        if place not in have and isinstance(variable, Chosen):
            return self._looked_up(f"W{place}_{cells}", variable, lambda mask: _ways(mask, cells))
        read = f"v{place}" if place in have else self._read(place)
        if variable.size > MOST_TABLED:
            self.values["W"] = _ways
            return f"W({read}, {cells})"
        masks = range(1 << variable.size)
        self.values[f"T{place}_{cells}"] = tuple(_ways(mask, cells) for mask in masks)
        return f"'T{place}_{cells}'[{read}]"

    def _walk(self, leaf: _Leaf, above: list[Term], have: set[int], depth: int) -> None:
        """Follow the decision diagram of a requirement that mentions a variable more than once."""
        place, diagram = leaf.place, leaf.provision.diagram
        reads = [self._variables.cells_of(variable) for variable in leaf.provision.variables]
        large = len(reads) > WRITTEN_VARIABLES or _tree_size(diagram) > WRITTEN_NODES
        if large or None in reads:
            self.values[f"D{place}"] = leaf.provision.ways
            self.line(depth, f"r[{place}] = D{place}(f)")
            return
        self.line(depth, "w = 0")
        met = {(term[1], term[2]) for term in above if isinstance(term, tuple) and term[0] == "?"}
        steps = _Steps(diagram, cast("list[_Cells]", reads), met)
        self._node(steps, diagram.root, set(have), depth)
        self.line(depth, f"r[{place}] = w")

    def _node(self, steps: _Steps, node: int, have: set[int], depth: int) -> None:
        if node < 0:
            self.line(depth, f"w |= {steps.diagram.outcomes[-node - 1].way}")
            return
        variable, children = steps.diagram.nodes[node]
        place, cells = steps.reads[variable]
        self.fetch([place], have, depth)
        for child in dict.fromkeys(children):
            wanted = 0
            for cell, other in enumerate(children):
                wanted |= cells[cell] if other == child else 0
            if (place, wanted) in steps.met:
                self._node(steps, child, set(have), depth)
            else:
                self.line(depth, f"if {self._meets(place, wanted)}:")
                self._node(steps, child, set(have), depth + 1)

    def _value_of(self, constant: Any) -> Any:  # noqa: ANN401  a constant of the source
        return self.values.get(constant, constant) if isinstance(constant, str) else constant

    def function(self, provisions: Sequence[Provision]) -> Judge:
        """Compile what was written."""
        self.values["E"] = ([NOT_APPLICABLE] * len(provisions)).copy
        size = len(provisions)
        start = f"r = {[NOT_APPLICABLE] * size if size <= SHORT else 'E()'}"
        body = ["g = f.get", start, "n0 = 0", *self.lines, "return r"]
        lines = ["def judge(f):", " try:", *(f"  {line}" for line in body)]
        source = "\n".join([*lines, " except KeyError:", "  return S(f)\n"])
        exec(compile(source, "<clauses>", "exec"), self.values)  # noqa: S102
        judge: Judge = self.values["judge"]
        # a constant is read faster than a global name: those that name a value become it
        code = judge.__code__
        constants = tuple(self._value_of(constant) for constant in code.co_consts)
        judge.__code__ = code.replace(co_consts=constants)
        tables = self.tables

        def slow(known: Mapping[str, Any]) -> list[int]:
            """Judge where a set of values is met for the first time."""
            if any([table.learn(known) for table in tables]):  # noqa: C419  all of them learn
                return judge(known)
            return [provision.ways(known) for provision in provisions]

        self.values["S"] = slow
        return judge


def _ways(mask: int, cells: int) -> int:
    """Give the ways that are open where a test on some cells is all that is required."""
    return (KEPT if mask & cells else 0) | (BROKEN if mask & ~cells else 0)


@dataclass(frozen=True, slots=True)
class _Steps:
    """A diagram, its variables as ours, and the tests that are known to be met."""

    diagram: Diagram
    reads: list[_Cells]
    met: set[tuple[int, int]]


def _tree_size(diagram: Diagram) -> int:
    """Count the nodes of a diagram as a tree, in which shared parts stand repeatedly."""
    sizes: list[int] = []
    for _, children in diagram.nodes:  # children stand before their parents
        sizes.append(1 + sum(sizes[child] for child in set(children) if child >= 0))
    return sizes[diagram.root] if diagram.root >= 0 else 0


def excuse_of(provision: Provision) -> Condition:
    """Say when some exception excuses; exceptions with the same duties share them."""
    groups: dict[tuple[str, ...], list[Condition]] = {}
    for part, holds in zip(provision.exceptions, provision.excuses, strict=True):
        groups.setdefault(tuple(sorted(part.then_must)), []).append(holds)
    return any_of(
        [
            all_of([any_of(holds), *(provision.duties[duty] for duty in duties)])
            for duties, holds in groups.items()
        ]
    )


def generate(provisions: Sequence[Provision]) -> Judge:
    """Make the function that gives the ways left open for each of these requirements.

    Args:
        provisions: Requirements that speak of one kind of act.

    Returns:
        A function from what is known of an act's facts to the ways left open, in order.
    """
    parts = [
        _generate(provisions[start : start + CLAUSES_A_FUNCTION])
        for start in range(0, len(provisions), CLAUSES_A_FUNCTION)
    ]
    if len(parts) == 1:
        return parts[0]

    def judge(known: Mapping[str, Any]) -> list[int]:
        found: list[int] = []
        for part in parts:
            found += part(known)
        return found

    return judge


def _generate(provisions: Sequence[Provision]) -> Judge:
    variables = _Variables(provisions)
    root = _Branch()
    for place, provision in enumerate(provisions):
        leaf = _Leaf(place, provision, variables)
        rest = all_of_terms(list(leaf.applies[MOST_NESTED:]), variables.full)
        node = root
        for term in (*leaf.applies[:MOST_NESTED], rest):
            if term is not True:
                node = node.more.setdefault(term, _Branch())
        node.leaves.append(leaf)
    writer = _Writer(variables)
    writer.branch(root, [], set(), 0)
    return writer.function(provisions)


__all__ = ["Judge", "excuse_of", "generate"]
