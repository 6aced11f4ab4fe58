"""Verdicts fast: one generated Python function per kind of act, over every clause of that kind.

The function computes in strong Kleene logic, which is exact for a requirement whose formula
mentions each variable once. Where it leaves several ways open and a variable is mentioned more
than once, the requirement's decision diagram decides. Atoms that several requirements share are
evaluated once, and a clause that does not apply costs no more than finding that out.

Nothing of an author's text gets into the generated source: only numbers of our own making.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any, TypeAlias

from engine.infer.outcome import BROKEN, EXCUSED, KEPT, NOT_APPLICABLE
from engine.infer.variable import Entries, Listed, Variable, moments
from engine.syntax.condition import (
    AllOf,
    AnyOf,
    Compare,
    Condition,
    Const,
    Is,
    Moments,
    Not,
    Quantified,
    all_of,
    any_of,
    atoms,
)
from engine.truth import FAILS, HOLDS, NEGATED, OPEN
from engine.value import Range

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from engine.facts.vocabulary import FactSpec
    from engine.infer.provision import Provision

Judge: TypeAlias = "Callable[[Mapping[str, Any]], list[int]]"

CLAUSES_A_FUNCTION = 150
"""So many requirements go into one function, so that compiling stays linear."""

OPERATORS = {"more_than": ">", "at_least": ">=", "at_most": "<=", "less_than": "<"}


def _possible_ways() -> list[int]:
    """Tabulate the ways left open, by the truth of: applies, must, some exception excuses."""
    table = [0] * 64
    for applies in (HOLDS, FAILS, OPEN):
        for must in (HOLDS, FAILS, OPEN):
            for excuse in (HOLDS, FAILS, OPEN):
                ways = NOT_APPLICABLE if applies & FAILS else 0
                if applies & HOLDS:
                    ways |= KEPT if must & HOLDS else 0
                    if must & FAILS:
                        ways |= (EXCUSED if excuse & HOLDS else 0) | (
                            BROKEN if excuse & FAILS else 0
                        )
                table[applies << 4 | must << 2 | excuse] = ways
    return table


WAYS_LEFT = _possible_ways()
MANY = [ways.bit_count() > 1 for ways in range(16)]


class _Truths(dict[Any, int]):
    """The truth of one `Is` atom by the value of its fact; groups are worked out when met."""

    def __init__(self, test: Is, spec: FactSpec) -> None:
        super().__init__({leaf: HOLDS if leaf in test.values else FAILS for leaf in spec.values})
        self[None] = OPEN
        self._test = test
        self._spec = spec

    def __missing__(self, value: Any) -> int:  # noqa: ANN401  a fact's value
        leaves = value if isinstance(value, frozenset) else frozenset(self._spec.leaves(value))
        truth = (HOLDS if leaves & self._test.values else 0) | (
            FAILS if leaves - self._test.values else 0
        )
        self[value] = truth
        return truth


def _range_truth(op: str, value: Any, bound: float) -> int:  # noqa: ANN401  a number or range
    """Compare a number known only within bounds."""
    if value.__class__ is not Range:
        low = high = value
    else:
        low = float("-inf") if value.low is None else value.low
        high = float("inf") if value.high is None else value.high
    ends = {
        "more_than": (low > bound, high > bound),
        "at_least": (low >= bound, high >= bound),
        "at_most": (low <= bound, high <= bound),
        "less_than": (low < bound, high < bound),
    }[op]
    return (HOLDS if any(ends) else 0) | (0 if all(ends) else FAILS)


class _Writer:
    """Writes the source of one function and keeps the values that it refers to."""

    def __init__(self, provisions: Sequence[Provision]) -> None:
        self.values: dict[str, Any] = {"NEGATED": NEGATED, "WAYS": WAYS_LEFT, "MANY": MANY}
        self.lines: list[str] = []
        self._specs = {path: spec for p in provisions for path, spec in p.specs.items()}
        self._lists = {
            (test, provision.id): variable
            for provision in provisions
            for variable in provision.variables
            if isinstance(variable, Listed)
            for test in variable.tests
        }
        self._fixed = {
            atom: HOLDS if cells else FAILS
            for provision in provisions
            for variable in provision.variables
            for atom, cells in variable.wanted.items()
            if cells in (0, variable.full)
        }
        self._names: dict[Condition, str] = {}
        self._fetched: dict[str, str] = {}
        self._counts = Counter(
            atom for p in provisions for condition in p.conditions for atom in set(atoms(condition))
        )

    def bind(self, value: Any) -> str:  # noqa: ANN401  anything the source refers to
        """Give a value a name in the function."""
        name = f"K{len(self.values)}"
        self.values[name] = value
        return name

    def fetch(self, path: str) -> str:
        """Read a fact into a local name, once, at the top."""
        if path not in self._fetched:
            self._fetched[path] = f"v{len(self._fetched)}"
        return self._fetched[path]

    def atom(self, test: Condition) -> str:
        """Write the truth of an atom; one that is shared is computed once, at the top."""
        if test in self._fixed:
            return str(self._fixed[test])
        known = self._names.get(test)
        if known is not None:
            return known
        source = self._atom(test)
        if self._counts[test] > 1:
            name = f"a{len(self._names)}"
            self._names[test] = name
            self.lines.append(f"{name} = {source}")
            return name
        return f"({source})"

    def _atom(self, test: Condition) -> str:
        match test:
            case Is(path, _):
                table = self.bind(_Truths(test, self._specs[path]))
                return f"{table}[{self.fetch(path)}]"
            case Compare(path, op, bound):
                value, limit = self.fetch(path), self.bind(bound)
                ranged = self.bind(_range_truth)
                exact = f"{HOLDS} if {value} {OPERATORS[op]} {limit} else {FAILS}"
                return (
                    f"{OPEN} if {value} is None else ({exact}) if {value}.__class__ is not Range"
                    f" else {ranged}({op!r}, {value}, {limit})"
                )
            case Moments(first, second, minutes):
                call = self.bind(moments)
                swap = self.bind((0, FAILS, HOLDS, OPEN))
                return f"{swap}[{call}({self.fetch(first)}, {self.fetch(second)}, {minutes!r})]"
            case Quantified(path, _, _):
                variable = Listed(self._specs[path], [test])
                return f"{self.bind(_list_truth(variable))}({self.fetch(path)})"
            case _:
                message = f"no atom: {test}"
                raise TypeError(message)

    def truth(self, condition: Condition) -> str:
        """Write the truth of a condition."""
        match condition:
            case Const(holds):
                return str(HOLDS if holds else FAILS)
            case Not(part):
                return f"NEGATED[{self.truth(part)}]"
            case AllOf(parts):
                written = [self.truth(part) for part in parts]
                return f"(({'|'.join(written)}) & {FAILS} | {'&'.join(written)} & {HOLDS})"
            case AnyOf(parts):
                written = [self.truth(part) for part in parts]
                return f"(({'|'.join(written)}) & {HOLDS} | {'&'.join(written)} & {FAILS})"
            case _:
                return self.atom(condition)


def _list_truth(variable: Listed) -> Callable[[Any], int]:
    turn = (0, FAILS, HOLDS, OPEN)

    def truth(value: Entries | None) -> int:
        return turn[variable.possible({variable.paths[0]: value} if value is not None else {})]

    return truth


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


def is_read_once(provision: Provision) -> bool:
    """Say whether the formula mentions every variable once, so that Kleene's logic is exact."""
    whole = [provision.applies, provision.must, excuse_of(provision)]
    place = {atom: n for n, v in enumerate(provision.variables) for atom in v.wanted}
    seen = [place[atom] for condition in whole for atom in atoms(condition)]
    return len(seen) == len(set(seen))


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
        return [ways for part in parts for ways in part(known)]

    return judge


def _generate(provisions: Sequence[Provision]) -> Judge:
    writer = _Writer(provisions)
    writer.values["Range"] = Range
    body: list[str] = []
    for place, provision in enumerate(provisions):
        applies = writer.truth(provision.applies)
        exact = None if is_read_once(provision) else writer.bind(provision.ways)
        must, excuse = writer.truth(provision.must), writer.truth(excuse_of(provision))
        body += [f"w = {applies}", f"if w != {FAILS}:"]
        if excuse == str(FAILS):
            body.append(f"    w = WAYS[w << 4 | ({must}) << 2 | {FAILS}]")
        else:
            body.append(f"    m = {must}")
            body.append(f"    w = WAYS[w << 4 | m << 2 | ({FAILS} if m == {HOLDS} else {excuse})]")
        if exact is None:
            body.append(f"    r[{place}] = w")
        else:
            body.append(f"    r[{place}] = {exact}(f) if MANY[w] else w")
    empty = writer.bind([NOT_APPLICABLE] * len(provisions))
    fetches = [f"{name} = g({writer.bind(path)})" for path, name in writer._fetched.items()]  # noqa: SLF001
    head = ["g = f.get", f"r = {empty}[:]", *fetches, *writer.lines]
    lines = "\n".join(f"    {line}" for line in [*head, *body, "return r"])
    scope: dict[str, Any] = dict(writer.values)
    exec(compile(f"def judge(f):\n{lines}\n", "<clauses>", "exec"), scope)  # noqa: S102
    judge: Judge = scope["judge"]
    return judge


__all__ = ["Judge", "Variable", "excuse_of", "generate", "is_read_once"]
