"""From a program to the narrow subset of durable-rules that was proven safe by experiment.

Tokens become short names whose 32-bit hashes differ, because the engine knows fields by hash only.
Large formulas are cut into small ones through helper tokens, and the rules are spread over
several rule sets, so that no limit of the engine can be met whatever the facts are. Nothing here
imports the engine; the result is plain data.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import count
from math import prod
from typing import TYPE_CHECKING, Any, TypeAlias, assert_never

from engine.infer.chain_rules import All, Any_, Compare, Formula, Has

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from engine.infer.chain_rules import Program

Json: TypeAlias = dict[str, Any]

GUARD = "g"
"""The field that every fact of ours carries and the engine's own records lack."""

MAX_RULES = 20
"""Rules in a rule set, with the one that catches all."""

MAX_BRANCHES = 60
"""Branches of a rule set that can be open at once; at 64 the engine gives up (error 303)."""

MAX_PATHS = 16
"""Ways in which one rule can be satisfied: it fires once for each that is true."""

MAX_GROUPS = 14
"""Groups in a rule, the outer one included."""

MAX_PARTS = 12
"""Parts of one group."""

MAX_FIELDS = 200
"""Fields of one fact; the engine takes 250."""

RESERVED = (
    *("id", "sid", "exception", "all", "any", "pri", "count", "cap", "dist", "name", GUARD),
    *("$s", "$i", "$m", "$l", "$r", "$and", "$or", "$ex", "$nex", "$mt", "$imt", "$iall", "$iany"),
    *("$lt", "$lte", "$gt", "$gte", "$eq", "$neq", "$add", "$sub", "$mul", "$div", "$forward"),
)
"""Names that mean something to the engine."""

OPERATORS = {"eq": "$eq", "ne": "$neq", "lt": "$lt", "le": "$lte", "gt": "$gt", "ge": "$gte"}


def fnv1a(text: str) -> int:
    """Hash `text` as the engine does: 32-bit FNV-1a."""
    value = 0x811C9DC5
    for byte in text.encode("ascii"):
        value = (value ^ byte) * 0x01000193 & 0xFFFFFFFF
    return value


class SafeNames:
    """Names t0, t1, ... of which no two, and none with a reserved one, share a hash."""

    def __init__(self, hasher: Callable[[str], int] = fnv1a) -> None:
        self._hasher = hasher
        self._taken = {hasher(word) for word in RESERVED}
        self._candidates = (f"t{number}" for number in count())

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        for name in self._candidates:
            hashed = self._hasher(name)
            if hashed not in self._taken:
                self._taken.add(hashed)
                return name
        raise StopIteration


@dataclass(frozen=True, slots=True)
class Small:
    """A condition in the engine's grammar: all of `parts` hold. With it, what it costs."""

    parts: tuple[Json, ...]
    reads: frozenset[str]
    paths: int = 1
    groups: int = 0

    def written(self) -> Json:
        """The condition as one object."""
        return {"$and": [*self.parts]} if len(self.parts) > 1 else self.parts[0]


@dataclass(frozen=True, slots=True)
class SmallRule:
    """A condition, and the field that is set when it holds."""

    when: Small
    sets: str

    def written(self) -> Json:
        """The whole condition: a fact of ours, not derived yet, and what the rule asks."""
        return {"$and": [{GUARD: 1}, {"$nex": {self.sets: 1}}, *self.when.parts]}


@dataclass(frozen=True, slots=True)
class RuleSet:
    """Rules that are matched together; within the limits of the engine by construction."""

    name: str
    rules: tuple[SmallRule, ...]
    reads: frozenset[str]
    fields: frozenset[str]
    paths: int


@dataclass(frozen=True, slots=True)
class Compiled:
    """A program for the engine: its rule sets, and the name of the field for each token."""

    sets: tuple[RuleSet, ...]
    names: dict[str, str]
    derived: dict[str, str]
    """The token for each field that the program, and not only a helper, derives."""


def compile_program(program: Program, hasher: Callable[[str], int] = fnv1a) -> Compiled:
    """Cut `program` into rule sets that the engine can be trusted with."""
    fresh = SafeNames(hasher)
    names = {token: next(fresh) for token in sorted(program.inputs | program.derived)}
    cutter = _Cutter(names, fresh)
    for rule in program.rules:
        small = cutter.cut(rule.when)
        cutter.rules.append(SmallRule(small, names[rule.then]))
    derived = {names[token]: token for token in program.derived}
    return Compiled(tuple(_spread(cutter.rules)), names, derived)


class _Cutter:
    """Cuts formulas to size; a part that is too large becomes a helper token with its own rule."""

    def __init__(self, names: dict[str, str], fresh: Iterator[str]) -> None:
        self.rules: list[SmallRule] = []
        self._names = names
        self._fresh = fresh
        self._helpers: dict[Formula, str] = {}

    def cut(self, formula: Formula) -> Small:
        match formula:
            case Has(token):
                return _atom("$gte", self._names[token], 1)
            case Compare(token, op, value):
                return _atom(OPERATORS[op], self._names[token], value)
            case All() | Any_():
                return self._group(formula)
            case _:
                assert_never(formula)

    def _group(self, formula: All | Any_) -> Small:
        kind = type(formula)
        parts = [*dict.fromkeys(_flat(formula.parts, kind))]
        if len(parts) == 1:
            return self.cut(parts[0])
        if len(parts) > MAX_PARTS:
            size = max(MAX_PARTS, -(-len(parts) // MAX_PARTS))
            parts = [kind(tuple(parts[at : at + size])) for at in range(0, len(parts), size)]
            smalls = [self._helper(part, self.cut(part)) for part in parts]
        else:
            smalls = [self.cut(part) for part in parts]
        whole = _join(kind, smalls)
        while whole.paths > MAX_PATHS or whole.groups >= MAX_GROUPS:
            at = max(range(len(parts)), key=lambda at: (smalls[at].paths, smalls[at].groups))
            smalls[at] = self._helper(parts[at], smalls[at])
            whole = _join(kind, smalls)
        return whole

    def _helper(self, formula: Formula, small: Small) -> Small:
        if small.groups == 0:
            return small
        if formula not in self._helpers:
            self._helpers[formula] = next(self._fresh)
            self.rules.append(SmallRule(small, self._helpers[formula]))
        return _atom("$gte", self._helpers[formula], 1)


def _atom(operator: str, name: str, value: int) -> Small:
    return Small(({operator: {name: value}},), frozenset({name}))


def _flat(parts: Iterable[Formula], kind: type[All | Any_]) -> Iterator[Formula]:
    for part in parts:
        if isinstance(part, kind):
            yield from _flat(part.parts, kind)
        else:
            yield part


def _join(kind: type[All | Any_], smalls: Sequence[Small]) -> Small:
    reads = frozenset[str]().union(*(small.reads for small in smalls))
    groups = 1 + sum(small.groups for small in smalls)
    if kind is All:
        parts = tuple(part for small in smalls for part in small.parts)
        return Small(parts, reads, prod(small.paths for small in smalls), groups)
    either: Json = {"$or": [small.written() for small in smalls]}
    return Small((either,), reads, sum(small.paths for small in smalls), groups)


def _spread(rules: Iterable[SmallRule]) -> Iterator[RuleSet]:
    """Fill one rule set after the other.

    The engine keeps open branches on a stack of 64. Each entry begins at least one way to satisfy
    a rule, and no two begin the same one, so the number of ways bounds the stack.
    """
    numbers = count()
    taken: list[SmallRule] = []
    for rule in rules:
        if taken and not _fits([*taken, rule]):
            yield _rule_set(f"s{next(numbers)}", taken)
            taken = []
        taken.append(rule)
    if taken:
        yield _rule_set(f"s{next(numbers)}", taken)


def _rule_set(name: str, rules: Sequence[SmallRule]) -> RuleSet:
    reads = frozenset[str]().union(*(rule.when.reads for rule in rules))
    fields = reads | {rule.sets for rule in rules}
    return RuleSet(name, tuple(rules), reads, fields, sum(rule.when.paths for rule in rules))


def _fits(rules: Sequence[SmallRule]) -> bool:
    together = _rule_set("", rules)
    return (
        len(rules) < MAX_RULES
        and together.paths <= MAX_BRANCHES
        and len(together.fields) <= MAX_FIELDS
    )
