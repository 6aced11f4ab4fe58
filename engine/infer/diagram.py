"""Decision diagrams: every way the facts can turn out, without writing each of them down.

A diagram asks one variable after another, in a fixed order, and ends in an outcome. Equal parts
are shared and a variable that makes no difference is not asked, so a diagram is canonical: it
mentions a variable if and only if the outcome can hang on it.

Source:
    R. E. Bryant, Graph-based algorithms for Boolean function manipulation (1986); here with
    variables of several values.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any, Protocol, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Sequence

MOST_NODES = 20_000
"""Nodes of one diagram; a clause that needs more is refused by a check."""


MOST_REMEMBERED = 1000
"""Most sets of outcomes that a diagram remembers."""


class Open(Protocol):
    """Something undecided that variables decide, one after the other."""

    def outcome(self) -> Hashable | None:
        """Give the outcome, or None while it is open."""

    def first(self) -> int:
        """Give the variable to ask next."""

    def restrict(self, variable: int, cell: int) -> Open:
        """Give what is left once a variable is known."""


class TooComplexError(Exception):
    """A diagram would grow beyond `MOST_NODES`."""


Node: TypeAlias = tuple[int, tuple[int, ...]]


class Diagram:
    """The decision diagram of something open; nodes are numbers, outcomes negative ones."""

    def __init__(self, start: Open, sizes: Sequence[int]) -> None:
        self.nodes: list[Node] = []
        self.outcomes: list[Any] = []
        self._sizes = sizes
        self._by_node: dict[Node, int] = {}
        self._by_outcome: dict[Any, int] = {}
        self.root = self._build(start, {})
        self._reached: dict[int, frozenset[Any]] = {}

    def _build(self, state: Open, seen: dict[Open, int]) -> int:
        known = seen.get(state)
        if known is not None:
            return known
        outcome = state.outcome()
        if outcome is not None:
            place = self._leaf(outcome)
        else:
            variable = state.first()
            place = self._node(
                variable,
                tuple(
                    self._build(state.restrict(variable, cell), seen)
                    for cell in range(self._sizes[variable])
                ),
            )
        seen[state] = place
        return place

    def _leaf(self, outcome: Any) -> int:  # noqa: ANN401  whatever the caller decides between
        place = self._by_outcome.get(outcome)
        if place is None:
            self.outcomes.append(outcome)
            place = self._by_outcome[outcome] = -len(self.outcomes)
        return place

    def _node(self, variable: int, children: tuple[int, ...]) -> int:
        if all(child == children[0] for child in children):
            return children[0]
        node = (variable, children)
        place = self._by_node.get(node)
        if place is None:
            if len(self.nodes) >= MOST_NODES:
                raise TooComplexError
            place = self._by_node[node] = len(self.nodes)
            self.nodes.append(node)
        return place

    def reach(self, masks: Sequence[int]) -> frozenset[Any]:
        """Give every outcome that is possible, given the cells each variable may lie in."""
        nodes = self._branches
        found = 0
        seen = 0
        stack = [self.root]
        while stack:
            place = stack.pop()
            if place < 0:
                found |= 1 << ~place
            elif not seen >> place & 1:
                seen |= 1 << place
                variable, branches = nodes[place]
                mask = masks[variable]
                for cells, child in branches:
                    if mask & cells:
                        stack.append(child)
        outcomes = self._reached.get(found)
        if outcomes is None:
            if len(self._reached) >= MOST_REMEMBERED:
                self._reached.clear()
            outcomes = frozenset(o for n, o in enumerate(self.outcomes) if found >> n & 1)
            self._reached[found] = outcomes
        return outcomes

    @cached_property
    def _branches(self) -> list[tuple[int, list[tuple[int, int]]]]:
        """Every node as the cells of its variable that lead to each of its children."""
        found = []
        for variable, children in self.nodes:
            cells: dict[int, int] = {}
            for cell, child in enumerate(children):
                cells[child] = cells.get(child, 0) | 1 << cell
            found.append((variable, [(mask, child) for child, mask in cells.items()]))
        return found

    def support(self, masks: Sequence[int], label: Callable[[Any], Hashable]) -> frozenset[int]:
        """Give the variables on which the label of the outcome really hangs.

        A variable counts if and only if two ways for the facts to turn out that differ in it
        alone, and agree with `masks`, end in outcomes with different labels.
        """
        leaves: dict[Hashable, int] = {}
        nodes: dict[tuple[int, tuple[tuple[int, int], ...]], int] = {}
        memo: dict[int, int] = {}

        def reduce(place: int) -> int:
            if place < 0:
                return leaves.setdefault(label(self.outcomes[-place - 1]), -len(leaves) - 1)
            if place not in memo:
                variable, children = self.nodes[place]
                kept = tuple(
                    (cell, reduce(child))
                    for cell, child in enumerate(children)
                    if masks[variable] >> cell & 1
                )
                if all(child == kept[0][1] for _, child in kept):
                    memo[place] = kept[0][1]
                else:
                    memo[place] = nodes.setdefault((variable, kept), len(nodes))
            return memo[place]

        top = reduce(self.root)
        by_place = {place: node for node, place in nodes.items()}
        found: set[int] = set()
        seen: set[int] = set()
        stack = [top]
        while stack:
            place = stack.pop()
            if place >= 0 and place not in seen:
                seen.add(place)
                variable, kept = by_place[place]
                found.add(variable)
                stack += [child for _, child in kept]
        return frozenset(found)
