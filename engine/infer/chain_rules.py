"""What follows from what: the rules of a chain, and the fixpoint that has the last word.

A rule says that a token follows when a formula holds. Formulas ask whether a token is set or
compare its number with a literal; they join by all and any, and nothing negates. So derivation is
monotone: more facts never take a derived token away, and the order of the rules does not matter.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from operator import eq, ge, gt, le, lt, ne
from typing import TYPE_CHECKING, Literal, TypeAlias, assert_never

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping, Sequence

Op: TypeAlias = Literal["eq", "ne", "lt", "le", "gt", "ge"]

COMPARISONS: dict[Op, Callable[[int, int], bool]] = {
    "eq": eq,
    "ne": ne,
    "lt": lt,
    "le": le,
    "gt": gt,
    "ge": ge,
}

MAX_NUMBER = 2**53 - 1
"""The largest number, either sign, of a fact or a literal: exact wherever it travels."""

MAX_DEPTH = 40
"""How deep groups may nest."""


@dataclass(frozen=True, slots=True)
class Has:
    """Holds when the token is set: known, and at least 1."""

    token: str


@dataclass(frozen=True, slots=True)
class Compare:
    """Holds when the number of the token compares so; never when the token is absent."""

    token: str
    op: Op
    value: int


@dataclass(frozen=True, slots=True)
class All:
    """Holds when every part holds; there is at least one."""

    parts: tuple[Formula, ...]


@dataclass(frozen=True, slots=True)
class Any_:  # noqa: N801 - `Any` means something else in every other module
    """Holds when at least one part holds; there is at least one."""

    parts: tuple[Formula, ...]


Formula: TypeAlias = Has | Compare | All | Any_


@dataclass(frozen=True, slots=True)
class Rule:
    """Token `then` follows when `when` holds."""

    name: str
    when: Formula
    then: str


class ProgramError(ValueError):
    """The rules cannot be chained; `mistakes` holds every reason."""

    def __init__(self, mistakes: Sequence[str]) -> None:
        self.mistakes = tuple(mistakes)
        super().__init__("\n".join(self.mistakes))


class FactsError(ValueError):
    """The facts do not fit the program; `mistakes` names the tokens, never their numbers."""

    def __init__(self, mistakes: Sequence[str]) -> None:
        self.mistakes = tuple(mistakes)
        super().__init__("\n".join(self.mistakes))


@dataclass(frozen=True, slots=True, init=False)
class Program:
    """Rules that were checked together.

    Args:
        rules: The rules. Several may derive the same token, and cycles are harmless.
        inputs: The tokens that facts may carry. None of them may be derived too.

    Raises:
        ProgramError: A name or group is empty, a token is unknown, a number too large, a
            derived token is compared or an input derived; all such mistakes at once.
    """

    rules: tuple[Rule, ...]
    inputs: frozenset[str]
    derived: frozenset[str]

    def __init__(self, rules: Sequence[Rule], inputs: Collection[str]) -> None:
        object.__setattr__(self, "rules", tuple(rules))
        object.__setattr__(self, "inputs", frozenset(inputs))
        object.__setattr__(self, "derived", frozenset(rule.then for rule in rules))
        mistakes = [*_mistakes(self)]
        if mistakes:
            raise ProgramError(mistakes)


def fixpoint(program: Program, facts: Mapping[str, int]) -> frozenset[str]:
    """Derive all that follows from `facts`, layer by layer, until nothing new does.

    A layer asks every rule about what was known when the layer began, so rules of one layer
    cannot see each other and their order cannot matter.

    Raises:
        FactsError: A fact is no input of the program, or no whole number within 53 bits.
    """
    check_facts(program, facts)
    return derive(program, facts)


def derive(program: Program, facts: Mapping[str, int]) -> frozenset[str]:
    """`fixpoint`, for facts that were checked already."""
    known = dict(facts)
    derived: set[str] = set()
    waiting = program.rules
    while new := {rule.then for rule in waiting if holds(rule.when, known)}:
        derived |= new
        known.update(dict.fromkeys(new, 1))
        waiting = tuple(rule for rule in waiting if rule.then not in derived)
    return frozenset(derived)


def holds(formula: Formula, known: Mapping[str, int]) -> bool:
    """Say whether `formula` holds of what is known; an absent token makes its atom false."""
    match formula:
        case Has(token):
            return known.get(token, 0) >= 1
        case Compare(token, op, value):
            return token in known and COMPARISONS[op](known[token], value)
        case All(parts):
            return all(holds(part, known) for part in parts)
        case Any_(parts):
            return any(holds(part, known) for part in parts)
        case _:
            assert_never(formula)


def check_facts(program: Program, facts: Mapping[str, int]) -> None:
    """Refuse facts that the program does not know or that are no whole number within 53 bits."""
    mistakes = []
    for token, value in facts.items():
        if token not in program.inputs:
            mistakes.append(f"`{token}` is no input of these rules")
        elif not _is_number(value):
            mistakes.append(f"`{token}` is not a whole number within 53 bits")
    if mistakes:
        raise FactsError(mistakes)


def _is_number(value: object) -> bool:
    return isinstance(value, int) and -MAX_NUMBER <= value <= MAX_NUMBER


def _is_text(token: object) -> bool:
    return isinstance(token, str) and token != ""


def _is_group(parts: object) -> bool:
    return isinstance(parts, tuple) and parts != ()


def _mistakes(program: Program) -> Iterator[str]:
    if not all(_is_text(token) for token in (*program.inputs, *program.derived)):
        yield "a token is empty or no text"
    for token in sorted(map(str, program.inputs & program.derived)):
        yield f"`{token}` is given and derived; it can be one of them"
    for name, times in Counter(rule.name for rule in program.rules).items():
        if not name:
            yield "a rule has no name"
        elif times > 1:
            yield f"{times} rules are called `{name}`"
    for rule in program.rules:
        for mistake in dict.fromkeys(_of_formula(rule.when, program, depth=0)):
            yield f"rule `{rule.name}`: {mistake}"


def _of_formula(formula: Formula, program: Program, depth: int) -> Iterator[str]:
    if depth > MAX_DEPTH:
        yield f"groups nest deeper than {MAX_DEPTH}"
        return
    match formula:
        case Has(token):
            if token not in program.inputs and token not in program.derived:
                yield f"`{token}` is neither given nor derived"
        case Compare():
            yield from _of_comparison(formula, program)
        case All(parts) | Any_(parts):
            if not _is_group(parts):
                yield "a group is empty or no tuple"
                return
            for part in parts:
                yield from _of_formula(part, program, depth + 1)
        case _:
            yield f"`{type(formula).__name__}` is no formula"


def _of_comparison(comparison: Compare, program: Program) -> Iterator[str]:
    token = comparison.token
    if token in program.derived:
        yield f"`{token}` is derived, so it is set or not; it has no number to compare"
    elif token not in program.inputs:
        yield f"`{token}` is not given"
    if comparison.op not in COMPARISONS:
        yield f"`{comparison.op}` is no comparison"
    if not _is_number(comparison.value) or isinstance(comparison.value, bool):
        yield f"`{token}` is compared with what is no whole number within 53 bits"
