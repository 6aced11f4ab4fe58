"""What a case may name: the clauses, steps and facts of the policies that it runs under."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

from engine.incident import read_incident
from engine.infer.bind import PARAMETER

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from engine.facts.incident import Incident
    from engine.facts.vocabulary import Vocabulary
    from engine.infer.ruleset import Ruleset
    from engine.syntax.typed import Clause, Path, Policy, Requirement, Step

COUNTED = {"acts": "count", "history": "history"}
"""How cases name a number that is counted."""


@dataclass(frozen=True)
class Names:
    """Everything that the cases of one policy may name."""

    ruleset: Ruleset
    policies: tuple[str, ...]
    read: Callable[[Any], Incident] = read_incident
    """Validates the incident of a case."""

    @property
    def vocabulary(self) -> Vocabulary:
        """The kinds of acts."""
        return self.ruleset.vocabulary

    @property
    def policy(self) -> Policy:
        """The policy whose cases these are."""
        return self.ruleset.policies[self.policies[0]].policy

    def under(self, policies: tuple[str, ...]) -> Names:
        """Give the names of a case that runs under other policies too."""
        return replace(self, policies=policies)

    @cached_property
    def requirements(self) -> Mapping[str, tuple[Clause, Requirement]]:
        """Every requirement, as `clause/requirement`."""
        return {
            f"{clause.id}/{requirement.name}": (clause, requirement)
            for name in self.policies
            for clause in self.ruleset.policies[name].policy.clauses
            for requirement in clause.requires
        }

    @cached_property
    def steps(self) -> Mapping[str, tuple[str, Path, Step]]:
        """Every step by its name, with its policy and path."""
        return {
            step.name: (name, path, step)
            for name in self.policies
            for path in self.ruleset.policies[name].policy.paths
            for step in path.steps
        }

    def facts(self, clause: Clause) -> tuple[str, ...]:
        """Give what a finding of a clause may rest on: facts, parameters, counts, the date."""
        facts = [fact for kind in clause.kinds for fact in self.vocabulary.kinds[kind].facts]
        parameters = [
            name
            for policy in self.policies
            for name in self.ruleset.policies[policy].policy.parameters
        ]
        return tuple(dict.fromkeys([*facts, *parameters, *COUNTED.values(), "on"]))


def fact_name(path: str) -> str:
    """Give the name by which a case speaks of what a finding rests on.

    Example:
        >>> fact_name("parameter.significant-gift")
        'significant-gift'
    """
    if path.startswith("#count:"):
        return COUNTED[path.split(":")[1]]
    return path.removeprefix(PARAMETER)
