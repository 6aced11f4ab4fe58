"""A single condition as something open, decided by its diagram: it holds, or it fails."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from engine.infer.diagram import Diagram
from engine.infer.formula import Formula, first_variable, formula, restrict
from engine.infer.variable import Variable, variables_of
from engine.truth import FAILS, HOLDS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from engine.facts.vocabulary import FactSpec
    from engine.syntax.condition import Condition


MOST_REMEMBERED = 500
"""Most answers that a question remembers."""


@dataclass(frozen=True, slots=True)
class OpenQuestion:
    """A formula as far as it is open."""

    part: Formula

    def outcome(self) -> bool | None:
        """Give whether it holds, or None while it is open."""
        return self.part if isinstance(self.part, bool) else None

    def first(self) -> int:
        """Give the variable to ask next."""
        return first_variable(self.part)

    def restrict(self, variable: int, cell: int) -> OpenQuestion:
        """Give what is left once a variable is known."""
        return OpenQuestion(restrict(self.part, variable, cell))


class Question:
    """A bound condition, answered exactly from what is known."""

    def __init__(self, condition: Condition, specs: Mapping[str, FactSpec]) -> None:
        self.variables: list[Variable] = variables_of([condition], specs)
        self._paths = tuple(dict.fromkeys(path for v in self.variables for path in v.paths))
        self._truths: dict[tuple[Any, ...], int] = {}
        self._needs: dict[tuple[Any, ...], tuple[str, ...]] = {}
        part = formula(condition, self.variables)
        self.diagram = Diagram(OpenQuestion(part), [v.size for v in self.variables])

    def truth(self, known: Mapping[str, Any]) -> int:
        """Say whether the condition holds, fails or is open; equal facts are asked about once."""
        key = tuple(map(known.get, self._paths))
        truth = self._truths.get(key)
        if truth is None:
            if len(self._truths) >= MOST_REMEMBERED:
                self._truths.clear()
            found = self.diagram.reach([v.possible(known) for v in self.variables])
            truth = (HOLDS if True in found else 0) | (FAILS if False in found else 0)
            self._truths[key] = truth
        return truth

    def needs(self, known: Mapping[str, Any]) -> tuple[str, ...]:
        """Give the facts on which the answer hangs; equal facts are asked about once."""
        key = tuple(map(known.get, self._paths))
        needs = self._needs.get(key)
        if needs is None:
            if len(self._needs) >= MOST_REMEMBERED:
                self._needs.clear()
            support = self.diagram.support([v.possible(known) for v in self.variables], bool)
            paths = (path for place in sorted(support) for path in self.variables[place].paths)
            needs = self._needs[key] = tuple(paths)
        return needs
