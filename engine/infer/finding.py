"""What an assessment is made of: findings, and the facts that they rest on."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from engine.facts.vocabulary import CAPACITY
from engine.infer.outcome import BROKEN, EXCUSED, REQUIREMENT, WAYS
from engine.infer.variable import Numeric, Variable
from engine.infer.wording import in_words, shown_value

if TYPE_CHECKING:
    from collections.abc import Mapping

    from engine.facts.base import Act
    from engine.facts.vocabulary import FactSpec
    from engine.infer.compiled import Epoch
    from engine.infer.outcome import Verdict
    from engine.infer.provision import Change, Judgement, Provision
    from engine.infer.read import Stated
    from engine.syntax.typed import Policy

ASKED_ALREADY = ("unknown", "disputed")
"""Why a fact may be open so that asking again brings nothing."""


@dataclass(slots=True)
class ActFacts:
    """One act with everything that is known of it."""

    act: Act
    kind: str
    pointer: str
    person: str | None
    stated: Stated
    days: tuple[int | None, int | None]
    specs: Mapping[str, FactSpec]
    roles_at: dict[str, str] = field(default_factory=dict)
    """Where the role towards each policy stands."""

    def place(self, path: str, policy: str) -> str:
        """Give the JSON pointer of a fact: where it stood, else where it would stand."""
        places = self.roles_at if path == CAPACITY else self.stated.places
        stood = places.get(policy if path == CAPACITY else path)
        if stood is not None:
            return stood
        return f"{self.pointer}/{path.replace('.', '/')}"


@dataclass(frozen=True, slots=True)
class Reason:
    """One stated fact that decides: where it stands, its value, and how it reads."""

    fact: str
    pointer: str
    value: Any
    says: str


@dataclass(frozen=True, slots=True)
class Finding:
    """One requirement on one act, judged."""

    facts: ActFacts
    policy: Policy
    epoch: Epoch | None
    provision: Provision
    judgement: Judgement
    routine: bool
    known: Mapping[str, Any]
    extra_needs: tuple[str, ...] = ()
    under: tuple[tuple[str, Verdict], ...] = ()
    """Where the versions that may have applied differ: what each says, oldest first."""

    @property
    def id(self) -> str:
        """Name the finding: the requirement, at the act, and as what the policy was pinned to."""
        label = self.epoch.label if self.epoch else ""
        return f"{self.provision.id}@{self.facts.act.id}{label}"

    @property
    def verdict(self) -> Verdict:
        """The verdict over every way the open facts could turn out."""
        return self.judgement.verdict

    @property
    def advisory(self) -> bool:
        """Whether the source only recommends."""
        return self.provision.requirement.force == "advisory"

    @property
    def ways(self) -> tuple[str, ...]:
        """The ways that are possible, in words of the language."""
        return tuple(name for way, name in WAYS.items() if self.judgement.ways & way)

    @property
    def norms(self) -> tuple[str, ...]:
        """The norms that are broken, open or excused here; for other verdicts those judged."""
        requirement, clause = self.provision.requirement, self.provision.clause
        judgement = self.judgement
        found: list[str] = []
        if judgement.ways & BROKEN and judgement.breach_of:
            for way in judgement.breach_of:
                if way == REQUIREMENT:
                    found += requirement.norms
                else:
                    found += clause.duties[way].norms
        else:
            found += requirement.norms
        if judgement.ways == EXCUSED:
            for part in self.provision.exceptions:
                if part.name in judgement.excused_by:
                    found += part.norms
        return tuple(dict.fromkeys(found)) or requirement.cites

    @property
    def needs(self) -> tuple[str, ...]:
        """The facts that decide, by path, in the order of the clause."""
        return (*self.extra_needs, *self.judgement.asks)

    @property
    def because(self) -> tuple[Reason, ...]:
        """The fewest stated facts from which the same follows."""
        variables = [self.provision.variables[place] for place in self.judgement.because]
        return tuple(
            self._reason(path, self.known[path])
            for variable in variables
            for path in variable.paths
            if path in self.known and path not in self.facts.stated.assumed
        )

    def _reason(self, path: str, value: Any) -> Reason:  # noqa: ANN401  a fact's value
        spec = self.provision.specs.get(path)
        return Reason(
            path,
            self.facts.place(path, self.policy.id),
            shown_value(spec, value),
            in_words(spec, value),
        )

    @property
    def counterfactual(self) -> tuple[tuple[str, Any, Any], ...] | None:
        """The fewest changes that would turn the verdict: fact, value now, value then."""
        changes = self.judgement.counterfactual
        if changes is None:
            return None
        return tuple(self._change(change) for change in changes)

    def _change(self, change: Change) -> tuple[str, Any, Any]:
        variable = self.provision.variables[change.variable]
        path = variable.paths[0]
        spec = self.provision.specs.get(path)
        now = self.known.get(path)
        return (path, shown_value(spec, now), cell_value(spec, variable, change.cell))


def cell_value(spec: FactSpec | None, variable: Variable, cell: int) -> Any:  # noqa: ANN401
    """Show what it means for a variable to lie in a cell."""
    values = variable.values(cell)
    if isinstance(variable, Numeric):
        low, high = values
        shown: dict[str, Any] = {}
        if low is not None:
            shown["more_than" if low[1] else "at_least"] = low[0]
        if high is not None:
            shown["at_most" if high[1] else "less_than"] = high[0]
        return shown
    if not values:
        return None
    return shown_value(spec, values[0])
