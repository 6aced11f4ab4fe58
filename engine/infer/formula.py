"""Bound conditions as formulas over numbered variables, simplified as variables become known.

A formula is True, False, `("?", variable, cells)`, `("&", parts)`, `("|", parts)` or `("!", part)`:
plain tuples, so that equal formulas are equal values and can be looked up.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

from engine.syntax.condition import AllOf, AnyOf, Condition, Const, Not

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engine.infer.variable import Variable

Formula: TypeAlias = bool | tuple[Any, ...]


def formula(condition: Condition, variables: Sequence[Variable]) -> Formula:
    """Turn a bound condition into a formula."""
    places: dict[Condition, tuple[int, int, int]] = {}
    for place, variable in enumerate(variables):
        for atom, cells in variable.wanted.items():
            places[atom] = (place, cells, variable.full)
    return _formula(condition, places)


def _formula(condition: Condition, places: dict[Condition, tuple[int, int, int]]) -> Formula:
    match condition:
        case Const(holds):
            return holds
        case AllOf(parts):
            return conjunction([_formula(part, places) for part in parts])
        case AnyOf(parts):
            return disjunction([_formula(part, places) for part in parts])
        case Not(part):
            return negation(_formula(part, places))
        case _:
            variable, cells, full = places[condition]
            if cells == full:
                return True
            return ("?", variable, cells) if cells else False


def conjunction(parts: Sequence[Formula]) -> Formula:
    """Join formulas that all have to hold."""
    rest = tuple(part for part in parts if part is not True)
    if any(part is False for part in rest):
        return False
    if not rest:
        return True
    return rest[0] if len(rest) == 1 else ("&", rest)


def disjunction(parts: Sequence[Formula]) -> Formula:
    """Join formulas of which one has to hold."""
    rest = tuple(part for part in parts if part is not False)
    if any(part is True for part in rest):
        return True
    if not rest:
        return False
    return rest[0] if len(rest) == 1 else ("|", rest)


def negation(part: Formula) -> Formula:
    """Deny a formula."""
    if isinstance(part, bool):
        return not part
    return part[1] if part[0] == "!" else ("!", part)


def restrict(part: Formula, variable: int, cell: int) -> Formula:
    """Simplify a formula, given that a variable lies in a cell."""
    if isinstance(part, bool):
        return part
    match part:
        case ("?", place, cells):
            return bool(cells >> cell & 1) if place == variable else part
        case ("&", parts):
            return conjunction([restrict(inner, variable, cell) for inner in parts])
        case ("|", parts):
            return disjunction([restrict(inner, variable, cell) for inner in parts])
        case _:
            return negation(restrict(part[1], variable, cell))


def first_variable(part: Formula) -> int:
    """Give the lowest variable that a formula mentions; a large number where it mentions none."""
    if isinstance(part, bool):
        return 1 << 30
    match part:
        case ("?", place, _):
            return int(place)
        case ("!", inner):
            return first_variable(inner)
        case _:
            return min(first_variable(inner) for inner in part[1])
