"""Verdicts fast: one generated Python function per kind of act, over every clause of that kind.

What is known of a fact is read as a bit mask: the cells that it may lie in (see `variable`). A test
on it may hold, or may fail, where the mask meets the cells that meet the test, or the others; so
one `&` answers either, and `and` and `or` between them stop as soon as the answer is clear. That
is strong Kleene logic, which is exact for a requirement whose formula mentions each variable once.
Where one is mentioned more often, the requirement's decision diagram is followed instead.

Requirements that apply on the same condition are nested under it: a clause that does not apply
costs no more than finding that out, and a fact is read where it is first needed.

Nothing of an author's text gets into the generated source: only numbers of our own making.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeAlias, cast

from engine.infer.outcome import BROKEN, EXCUSED, KEPT, NOT_APPLICABLE
from engine.infer.variable import Chosen, Variable, variables_of
from engine.syntax.condition import (
    AllOf,
    AnyOf,
    Condition,
    Const,
    Is,
    Not,
    Quantified,
    all_of,
    any_of,
    atoms,
    negation,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from engine.infer.diagram import Diagram
    from engine.infer.provision import Provision

Judge: TypeAlias = "Callable[[Mapping[str, Any]], list[int]]"

CLAUSES_A_FUNCTION = 150
"""So many requirements go into one function, so that compiling stays linear."""

WRITTEN_NODES = 60
"""Diagrams of so many nodes, written out as a tree, become code; larger ones are walked."""

MOST_NESTED = 20
"""Parts of a condition that are nested; Python takes a hundred levels of indentation."""

ALWAYS, NEVER = "True", "False"

_Cells: TypeAlias = tuple[int, list[int]]
"""A variable of the function, and its cells for each cell of a requirement's variable."""


class _Masks(dict[Any, int]):
    """The cells that each value of a fact may lie in; sets of values are worked out when met."""

    def __init__(self, variable: Chosen) -> None:
        spec = variable.spec
        single = [None, *spec.values, *spec.groups]
        super().__init__({value: variable.possible({spec.path: value}) for value in single})
        self._path = spec.path
        self._variable = variable

    def __missing__(self, value: Any) -> int:  # noqa: ANN401  a fact's value
        return self._variable.possible({self._path: value})


class _Leaf:
    """A requirement where it applies: what keeps it and what excuses from it, in as few words."""

    def __init__(self, place: int, provision: Provision) -> None:
        granted = _granted(provision)
        self.place = place
        self.provision = provision
        self.must = _given(provision.must, granted)
        self.excuse = _given(excuse_of(provision), granted)
        of = {atom: n for n, v in enumerate(provision.variables) for atom in v.wanted}
        whole = (provision.applies, self.must, self.excuse)
        seen = [of[atom] for condition in whole for atom in atoms(condition)]
        self.read_once = len(seen) == len(set(seen))


@dataclass(slots=True)
class _Branch:
    """Requirements by when they apply: those that nothing more is asked of, and the others."""

    leaves: list[_Leaf] = field(default_factory=list)
    more: dict[Condition, _Branch] = field(default_factory=dict)


class _Writer:
    """Writes the source of one function and keeps the values that it refers to."""

    def __init__(self, provisions: Sequence[Provision]) -> None:
        self.values: dict[str, Any] = {}
        self.lines: list[str] = []
        self._variables: list[Variable] = []
        self._cells: dict[Condition, tuple[int, int]] = {}
        specs = {path: spec for p in provisions for path, spec in p.specs.items()}
        mentioned = dict.fromkeys(
            atom for p in provisions for condition in p.conditions for atom in atoms(condition)
        )
        # a list varies in 2 ** tests ways, so each test on one stands by itself
        plain: list[Condition] = [atom for atom in mentioned if not isinstance(atom, Quantified)]
        groups = [plain]
        groups += ([atom] for atom in mentioned if isinstance(atom, Quantified))
        for tests in groups:
            for variable in variables_of(tests, specs):
                self._add(variable)

    def _add(self, variable: Variable) -> None:
        place = len(self._variables)
        self._variables.append(variable)
        self._cells |= {atom: (place, cells) for atom, cells in variable.wanted.items()}
        self.values[f"P{place}"] = variable.paths[0]
        self.values[f"X{place}"] = (
            _Masks(variable) if isinstance(variable, Chosen) else variable.possible
        )

    def read(self, place: int) -> str:
        """Write how a variable is read: the cells that it may lie in."""
        if isinstance(self._variables[place], Chosen):
            return f"X{place}[g(P{place})]"
        return f"X{place}(f)"

    def fetch(self, places: Iterator[int] | Sequence[int], have: set[int], depth: int) -> None:
        """Read variables into local names, unless that was done."""
        for place in places:
            if place not in have:
                have.add(place)
                self.line(depth, f"v{place} = {self.read(place)}")

    def line(self, depth: int, text: str) -> None:
        """Write a line."""
        self.lines.append("    " * depth + text)

    def used(self, *conditions: Condition) -> list[int]:
        """Give the variables that conditions mention and that can make a difference."""
        found = (self._cells[atom] for condition in conditions for atom in atoms(condition))
        return list(dict.fromkeys(p for p, cells in found if cells not in (0, self._full(p))))

    def _full(self, place: int) -> int:
        return self._variables[place].full

    # ------------------------------------------------------------------ conditions

    def may(self, condition: Condition, *, hold: bool) -> str:
        """Write whether a condition may hold, or may fail."""
        match condition:
            case Const(holds):
                return ALWAYS if holds is hold else NEVER
            case Not(part):
                return self.may(part, hold=not hold)
            case AllOf(parts):
                written = [self.may(part, hold=hold) for part in parts]
                return _all(written) if hold else _any(written)
            case AnyOf(parts):
                written = [self.may(part, hold=hold) for part in parts]
                return _any(written) if hold else _all(written)
            case _:
                place, cells = self._cells[condition]
                return self._meets(place, cells if hold else self._full(place) & ~cells)

    def _meets(self, place: int, cells: int) -> str:
        if cells == self._full(place):
            return ALWAYS
        return f"v{place} & {cells}" if cells else NEVER

    # ---------------------------------------------------------------- requirements

    def branch(self, node: _Branch, above: list[Condition], have: set[int], depth: int) -> None:
        """Write the requirements of a branch, each under the conditions on which it applies."""
        if any(leaf.read_once for leaf in node.leaves):
            unsure = self.may(all_of(above), hold=False)
            start = {ALWAYS: str(NOT_APPLICABLE), NEVER: "0"}.get(
                unsure, f"{NOT_APPLICABLE} if {unsure} else 0"
            )
            self.line(depth, f"n = {start}")
        for leaf in node.leaves:
            if leaf.read_once:
                self._leaf(leaf, have, depth)
            else:
                self._walk(leaf.place, leaf.provision, have, depth)
        for condition, inner in node.more.items():
            self.fetch(self.used(condition), have, depth)
            self.line(depth, f"if {self.may(condition, hold=True)}:")
            self.branch(inner, [*above, condition], set(have), depth + 1)

    def _leaf(self, leaf: _Leaf, have: set[int], depth: int) -> None:
        place, must, excuse = leaf.place, leaf.must, leaf.excuse
        self.fetch(self.used(must), have, depth)
        kept, missed = self.may(must, hold=True), self.may(must, hold=False)
        kept = {ALWAYS: f"n | {KEPT}", NEVER: "n"}.get(kept, f"n | {KEPT} if {kept} else n")
        if missed == NEVER:
            self.line(depth, f"r[{place}] = {kept}")
            return
        excused, lost = self.may(excuse, hold=True), self.may(excuse, hold=False)
        if excused == NEVER:
            self.line(depth, f"w = {kept}")
            self.line(depth, f"r[{place}] = w | {BROKEN} if {missed} else w")
            return
        self.line(depth, f"w = {kept}")
        self.line(depth, f"if {missed}:")
        self.fetch(self.used(excuse), set(have), depth + 1)
        self.line(depth + 1, f"if {excused}:")
        self.line(depth + 2, f"w |= {EXCUSED}")
        self.line(depth + 1, f"if {lost}:")
        self.line(depth + 2, f"w |= {BROKEN}")
        self.line(depth, f"r[{place}] = w")

    def _walk(self, place: int, provision: Provision, have: set[int], depth: int) -> None:
        """Follow the decision diagram of a requirement that mentions a variable more than once."""
        reads = [self._cells_of(variable) for variable in provision.variables]
        if None in reads or _tree_size(provision.diagram) > WRITTEN_NODES:
            self.values[f"D{place}"] = provision.ways
            self.line(depth, f"r[{place}] = D{place}(f)")
            return
        self.line(depth, "w = 0")
        self._node(provision.diagram, provision.diagram.root, reads, set(have), depth)
        self.line(depth, f"r[{place}] = w")

    def _node(
        self, diagram: Diagram, node: int, reads: list[_Cells | None], have: set[int], depth: int
    ) -> None:
        if node < 0:
            self.line(depth, f"w |= {diagram.outcomes[-node - 1].way}")
            return
        variable, children = diagram.nodes[node]
        place, cells = cast("_Cells", reads[variable])
        self.fetch([place], have, depth)
        for child in dict.fromkeys(children):
            wanted = 0
            for cell, other in enumerate(children):
                wanted |= cells[cell] if other == child else 0
            self.line(depth, f"if v{place} & {wanted}:")
            self._node(diagram, child, reads, set(have), depth + 1)

    def _cells_of(self, variable: Variable) -> _Cells | None:
        """Give our variable that stands for one of a requirement, and its cells as ours.

        None where several of ours do, as for a list of which more than one test speaks; a
        variable that only decides how grave a breach is has no place among ours and no cells.
        """
        tests = [(c, *self._cells[t]) for t, c in variable.wanted.items() if t in self._cells]
        places = {place for _, place, _ in tests}
        if len(places) != 1:
            return None if places else (0, [])
        (place,) = places
        found = []
        for cell in range(variable.size):
            ours = self._full(place)
            for theirs, _, wanted in tests:
                ours &= wanted if theirs >> cell & 1 else ~wanted
            found.append(ours)
        return place, found

    def function(self, size: int) -> Judge:
        """Compile what was written."""
        self.values["E"] = [NOT_APPLICABLE] * size
        source = "\n".join(["def judge(f):", "    g = f.get", "    r = E[:]", *self.lines])
        exec(compile(f"{source}\n    return r\n", "<clauses>", "exec"), self.values)  # noqa: S102
        judge: Judge = self.values["judge"]
        return judge


def _all(written: list[str]) -> str:
    """Join what has to be true together; parts that always are fall away."""
    if NEVER in written:
        return NEVER
    parts = [part for part in written if part != ALWAYS]
    return _joined(" and ", parts) if parts else ALWAYS


def _any(written: list[str]) -> str:
    """Join what suffices by itself; parts that never are true fall away."""
    if ALWAYS in written:
        return ALWAYS
    parts = [part for part in written if part != NEVER]
    return _joined(" or ", parts) if parts else NEVER


def _joined(word: str, parts: list[str]) -> str:
    return parts[0] if len(parts) == 1 else f"({word.join(parts)})"


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


def _parts(condition: Condition) -> tuple[Condition, ...]:
    return condition.parts if isinstance(condition, AllOf) else (condition,)


def _granted(provision: Provision) -> dict[str, frozenset[Any]]:
    """Give the values that facts are left where the requirement applies, as far as it is plain."""
    left: dict[str, frozenset[Any]] = {}
    for part in _parts(provision.applies):
        match part:
            case Is(path, values):
                left[path] = left.get(path, values) & values
            case Not(Is(path, values)):
                every = frozenset(provision.specs[path].values)
                left[path] = left.get(path, every) - values
    return left


def _given(condition: Condition, granted: Mapping[str, frozenset[Any]]) -> Condition:
    """Simplify a condition by what is granted."""
    match condition:
        case Is(path, values) if path in granted:
            if granted[path] <= values:
                return Const(holds=True)
            return condition if granted[path] & values else Const(holds=False)
        case AllOf(parts):
            return all_of([_given(part, granted) for part in parts])
        case AnyOf(parts):
            return any_of([_given(part, granted) for part in parts])
        case Not(part):
            return negation(_given(part, granted))
        case _:
            return condition


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
    root = _Branch()
    for place, provision in enumerate(provisions):
        node = root
        parts = _parts(provision.applies)
        for condition in (*parts[:MOST_NESTED], all_of([*parts[MOST_NESTED:]])):
            if condition != Const(holds=True):
                node = node.more.setdefault(condition, _Branch())
        node.leaves.append(_Leaf(place, provision))
    writer = _Writer(provisions)
    writer.branch(root, [], set(), 1)
    return writer.function(len(provisions))


__all__ = ["Judge", "excuse_of", "generate"]
