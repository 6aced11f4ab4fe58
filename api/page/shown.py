"""What the words of a result are made of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from api.page.account import Marks
    from engine.infer.assessment import Assessment
    from engine.infer.finding import ActFacts
    from engine.syntax.typed import Policy


@dataclass(frozen=True, slots=True)
class Shown:
    """Everything that the words of a page are made of."""

    assessment: Assessment
    marks: Marks
    names: Mapping[str, str]
    """How each person is called on the page, by reference."""
    rows: Collection[str]
    """The ids of the facts that the page lists; others follow from these."""

    @property
    def policies(self) -> Mapping[str, Policy]:
        """The policies judged under."""
        return {p.policy.id: p.policy for p in self.assessment.judged.policies}

    @property
    def acts(self) -> Mapping[str, ActFacts]:
        """The acts by their ids."""
        return {facts.act.id: facts for facts in self.assessment.judged.acts}
