"""Conditions in their simplest words: which variable may lie in which cells, joined by all and any.

A term is True, False, `("?", variable, cells)`, `("&", parts)` or `("|", parts)`; nothing negates,
since the denial of a test is a test on the other cells. Joining terms simplifies them: tests on one
variable become one, and what a part says need not be said again inside the others.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

Term: TypeAlias = bool | tuple[Any, ...]
Full: TypeAlias = "Callable[[int], int]"
"""A function that gives every cell of a variable."""


def plain(variable: int, cells: int, full: int) -> Term:
    """Test whether a variable lies in some cells."""
    return ("?", variable, cells) if cells not in (0, full) else cells == full


def all_of_terms(parts: Sequence[Term], full: Full) -> Term:
    """Join terms that all have to hold."""
    return _joined("&", parts, full)


def any_of_terms(parts: Sequence[Term], full: Full) -> Term:
    """Join terms of which one has to hold."""
    return _joined("|", parts, full)


def given(term: Term, granted: Sequence[Term], full: Full) -> Term:
    """Simplify a term where the tests among `granted` are known to be met."""
    cells = {part[1]: part[2] for part in granted if isinstance(part, tuple) and part[0] == "?"}
    return _given(term, cells, full) if cells else term


def places_of(term: Term) -> Iterator[int]:
    """Give every mention of a variable, as often as it occurs."""
    match term:
        case ("?", place, _):
            yield place
        case (_, parts):
            for part in parts:
                yield from places_of(part)
        case _:
            return


def _joined(sign: str, parts: Sequence[Term], full: Full) -> Term:
    """Join by "all" or by "any": `neutral` adds nothing, its opposite decides by itself."""
    neutral = sign == "&"
    flat: list[Term] = []
    for part in parts:
        flat += part[1] if isinstance(part, tuple) and part[0] == sign else [part]
    tests: dict[int, int] = {}
    order: dict[Term, None] = {}
    for part in flat:
        if part is (not neutral):
            return part
        if isinstance(part, tuple) and part[0] == "?":
            _, place, cells = part
            before = tests.get(place, full(place) if neutral else 0)
            tests[place] = before & cells if neutral else before | cells
            order["?", place] = None
        elif part is not neutral:
            order[part] = None
    # under "all", the other parts may take a test as met; under "any", as not met
    taken = {p: c if neutral else full(p) & ~c for p, c in tests.items()}
    kept: list[Term] = []
    changed = False
    for part in order:
        if isinstance(part, tuple) and part[0] == "?":
            kept.append(plain(part[1], tests[part[1]], full(part[1])))
        else:
            kept.append(_given(part, taken, full) if all(taken.values()) else part)
            changed = changed or kept[-1] != part
    if changed or any(isinstance(part, bool) for part in kept):
        return _joined(sign, kept, full)
    if not kept:
        return neutral
    return kept[0] if len(kept) == 1 else (sign, tuple(kept))


def _given(term: Term, granted: dict[int, int], full: Full) -> Term:
    match term:
        case ("?", place, cells) if place in granted:
            if not granted[place] & cells:
                return False
            return True if not granted[place] & ~cells else term
        case ("&" | "|" as sign, parts):
            return _joined(sign, [_given(part, granted, full) for part in parts], full)
        case _:
            return term
