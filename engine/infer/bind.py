"""From conditions as written to conditions about independent facts.

Two things are taken out of a condition before it is judged: the policy's parameters, which are set
or open at the time of the act, and the links between facts that the vocabulary declares. What is
left speaks of facts that can each turn out any way, whatever the others do.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, assert_never

from engine.syntax.condition import (
    AllOf,
    AnyOf,
    ByParameter,
    Chosen,
    Compare,
    Condition,
    Const,
    Count,
    Counted,
    Is,
    Moments,
    Not,
    Quantified,
    all_of,
    any_of,
    negation,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from engine.facts.vocabulary import FactSpec

PARAMETER = "parameter."
"""Before the name of an open parameter among the facts."""


class Binder:
    """Binds conditions to parameters as set at one time and to the facts of one kind of act."""

    def __init__(self, specs: Mapping[str, FactSpec], settings: Mapping[str, Any]) -> None:
        self.specs = specs
        self.settings = settings
        self.counted: dict[str, Counted] = {}

    def bind(self, condition: Condition) -> Condition:
        """Bind one condition; what it counts is noted in `counted`, by path."""
        match condition:
            case Const():
                return condition
            case Is(path, values):
                return self._linked(path, condition, lambda value: value in values)
            case Compare(path, _, _):
                return self._linked(path, condition, lambda _: False)
            case ByParameter(path, op, parameter, unset):
                bound = self.settings.get(parameter)
                return self.bind(unset if bound is None else Compare(path, op, bound))
            case Chosen(parameter, values):
                chosen = self.settings.get(parameter)
                if chosen is None:
                    return Is(PARAMETER + parameter, values)
                return Const(holds=chosen in values)
            case Quantified(path, each, inner):
                items = Binder(self.specs[path].item, self.settings)
                bound_inner = Quantified(path, each, items.bind(inner))
                return self._linked(path, bound_inner, lambda _: False)
            case Moments(first, second, _):
                return all_of(
                    [
                        self._linked(first, condition, lambda _: False),
                        self._linked(second, condition, lambda _: False),
                    ]
                )
            case Count(counted, test):
                return self._count(counted, test)
            case AllOf(parts):
                return all_of([self.bind(part) for part in parts])
            case AnyOf(parts):
                return any_of([self.bind(part) for part in parts])
            case Not(part):
                return negation(self.bind(part))
            case _:
                assert_never(condition)

    def _count(self, counted: Counted, test: Compare | ByParameter) -> Condition:
        bound = self.bind(test)
        if isinstance(test, ByParameter) and self.settings.get(test.parameter) is None:
            return bound
        self.counted[counted.path] = counted
        return bound

    def _linked(self, path: str, atom: Condition, meets: Any) -> Condition:  # noqa: ANN401
        """Let an atom hold only as far as other facts leave its own fact open."""
        spec = self.specs.get(path)
        if spec is None:
            return atom
        if spec.only_if is not None:
            other, values = spec.only_if
            atom = all_of([self.bind(Is(other, values)), atom])
        for rule in spec.settled:
            settles = self.bind(Is(rule.path, rule.values))
            if meets(rule.value):
                atom = any_of([settles, atom])
            else:
                atom = all_of([negation(settles), atom])
        return atom
