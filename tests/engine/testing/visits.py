"""A kind of act with lists and moments, which none of ours has so far, and incidents with it."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import Field, ValidationError

from engine.errors import IncidentError
from engine.facts.acts import KINDS
from engine.facts.base import Act, Instant, Model, Several, YesNo, fact
from engine.facts.incident import Circumstances, Incident
from engine.facts.vocabulary import Vocabulary
from engine.incident import problems_of


class Visitor(Model):
    """One visitor."""

    signed_in: YesNo = fact("Did the visitor sign in?", ("signed in", "did not sign in"))
    unaccompanied: YesNo = fact(
        "Did the visitor go about alone?", ("went about alone", "did not go about alone")
    )


class Visit(Act):
    """Somebody received visitors."""

    kind: Literal["visit"]
    visitors: Several[Visitor] | None = fact("Who came?", "there came {}")
    announced_at: Instant = fact("When was it announced?", "announced {}")
    began_at: Instant = fact("When did it begin?", "begun {}")
    noticed_at: Instant = fact("When was the worry noticed?", "noticed {}")
    reported_at: Instant = fact("When was the worry reported?", "reported {}")


class Visits(Incident):
    """An incident in which visits may be told."""

    acts: list[Visit] = Field(default=[])  # type: ignore[assignment]


VOCABULARY = Vocabulary.of((*KINDS, Visit), Circumstances)  # type: ignore[arg-type]


def read(data: Any) -> Incident:
    """Validate such an incident."""
    try:
        return Visits.model_validate(data)
    except ValidationError as error:
        raise IncidentError(problems_of(error)) from None
