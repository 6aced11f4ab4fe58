"""Conditions as meant: atoms about facts, joined by all, any and not.

Every node is a frozen value; two conditions are equal wherever they were written.
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, TypeAlias, assert_never

if TYPE_CHECKING:
    from collections.abc import Iterator

Comparison = Literal["more_than", "at_least", "at_most", "less_than"]


@dataclass(frozen=True, slots=True)
class Const:
    """Always, or never."""

    holds: bool


@dataclass(frozen=True, slots=True)
class Is:
    """The fact has one of these values (leaves only: groups are resolved)."""

    path: str
    values: frozenset[Any]


@dataclass(frozen=True, slots=True)
class Compare:
    """The number behind the fact compares so with the bound, in the unit of the fact's type."""

    path: str
    op: Comparison
    bound: float


@dataclass(frozen=True, slots=True)
class ByParameter:
    """A comparison against a parameter; while that is unset, another condition decides."""

    path: str
    op: Comparison
    parameter: str
    unset: Condition


@dataclass(frozen=True, slots=True)
class Chosen:
    """The organisation has set the parameter to one of these; unset leaves the question open."""

    parameter: str
    values: frozenset[Any]


@dataclass(frozen=True, slots=True)
class Quantified:
    """Each, or some, record of a list meets a condition about the record's own facts."""

    path: str
    each: bool
    condition: Condition


@dataclass(frozen=True, slots=True)
class Moments:
    """`first` lies before `second` (minutes None), or at most so many minutes after it."""

    first: str
    second: str
    minutes: int | None


@dataclass(frozen=True, slots=True)
class Counted:
    """What is counted: acts of this kind by the same person, or earlier findings against them."""

    of: Literal["acts", "history"]
    where: Condition
    same: tuple[str, ...] = ()
    minutes: int | None = None
    total: str | None = None
    clause: str | None = None
    gravity: frozenset[str] | None = None

    @property
    def path(self) -> str:
        """A name for the number counted, among the facts of an act."""
        return f"#count:{self.of}:{zlib.crc32(self.text.encode()):08x}"

    @property
    def text(self) -> str:
        """What is counted, the same text in every process."""
        gravity = ",".join(sorted(self.gravity or ()))
        return (
            f"{self.of} {written(self.where)} {self.same} {self.minutes} {self.total}"
            f" {self.clause} {gravity}"
        )


@dataclass(frozen=True, slots=True)
class Count:
    """So many were counted."""

    counted: Counted
    test: Compare | ByParameter


@dataclass(frozen=True, slots=True)
class AllOf:
    """Holds when every part holds."""

    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    """Holds when at least one part holds."""

    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Not:
    """Holds when the part fails."""

    part: Condition


Condition: TypeAlias = (
    Const | Is | Compare | ByParameter | Chosen | Quantified | Moments | Count | AllOf | AnyOf | Not
)

ALWAYS = Const(holds=True)
NEVER = Const(holds=False)


def all_of(parts: list[Condition]) -> Condition:
    """Join conditions that all have to hold, without needless nesting."""
    flat: list[Condition] = []
    for part in parts:
        if part == NEVER:
            return NEVER
        if isinstance(part, AllOf):
            flat += part.parts
        elif part != ALWAYS:
            flat.append(part)
    if not flat:
        return ALWAYS
    return flat[0] if len(flat) == 1 else AllOf(tuple(flat))


def any_of(parts: list[Condition]) -> Condition:
    """Join conditions of which one has to hold, without needless nesting."""
    flat: list[Condition] = []
    for part in parts:
        if part == ALWAYS:
            return ALWAYS
        if isinstance(part, AnyOf):
            flat += part.parts
        elif part != NEVER:
            flat.append(part)
    if not flat:
        return NEVER
    return flat[0] if len(flat) == 1 else AnyOf(tuple(flat))


def negation(part: Condition) -> Condition:
    """Deny a condition."""
    match part:
        case Const(holds):
            return NEVER if holds else ALWAYS
        case Not(inner):
            return inner
        case _:
            return Not(part)


def atoms(condition: Condition) -> Iterator[Condition]:
    """Give every atom, in reading order, as often as it occurs."""
    match condition:
        case AllOf(parts) | AnyOf(parts):
            for part in parts:
                yield from atoms(part)
        case Not(part):
            yield from atoms(part)
        case Const():
            return
        case _:
            yield condition


def asked(condition: Condition) -> Iterator[str]:
    """Give the path of every fact that a condition asks for, as often as it does."""
    for atom in atoms(condition):
        match atom:
            case ByParameter(path, _, _, unset):
                yield path
                yield from asked(unset)
            case Is() | Compare() | Quantified():
                yield atom.path
            case Moments(first, second, _):
                yield from (first, second)
            case Count(counted, test):
                yield from (counted.path, *([counted.total] if counted.total else []))
                yield from asked(test)
            case _:
                continue


def parameter_atoms(condition: Condition) -> Iterator[Chosen | ByParameter]:
    """Give every atom that hangs on a parameter, in reading order, those within others too."""
    for atom in atoms(condition):
        match atom:
            case Chosen():
                yield atom
            case ByParameter(_, _, _, unset):
                yield atom
                yield from parameter_atoms(unset)
            case Count(counted, test):
                yield from parameter_atoms(counted.where)
                yield from parameter_atoms(test)
            case Quantified(_, _, inner):
                yield from parameter_atoms(inner)
            case _:
                continue


def written(condition: Condition) -> str:
    """Write a condition as text, the same in every process."""
    match condition:
        case Const(holds):
            return str(holds).lower()
        case Is(path, values):
            return f"{path}={'|'.join(sorted(map(str, values)))}"
        case Compare(path, op, bound):
            return f"{path} {op} {bound}"
        case ByParameter(path, op, parameter, unset):
            return f"{path} {op} ${parameter} or {written(unset)}"
        case Chosen(parameter, values):
            return f"${parameter}={'|'.join(sorted(map(str, values)))}"
        case Quantified(path, each, inner):
            return f"{'each' if each else 'some'} {path} {written(inner)}"
        case Moments(first, second, minutes):
            return f"{first} {'before' if minutes is None else f'within {minutes} of'} {second}"
        case Count(counted, test):
            return f"count {counted.text} {written(test)}"
        case AllOf(parts):
            return "(" + " and ".join(map(written, parts)) + ")"
        case AnyOf(parts):
            return "(" + " or ".join(map(written, parts)) + ")"
        case Not(part):
            return f"not {written(part)}"
        case _:
            assert_never(condition)
