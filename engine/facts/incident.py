"""An incident: one report, with its people, acts, circumstances and history."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StrictBool, StrictInt, StringConstraints

from engine.facts.acts import AnyAct
from engine.facts.base import MAX_ITEMS, DateText, InstantText, Model, YesNo, fact
from engine.facts.people import Gravity, Person, Ref
from engine.facts.shared import Event

MAX_ACTS = 200
"""Most acts of one incident."""


class Circumstances(Model):
    """Facts of the whole incident."""

    crime_considered: YesNo = fact(
        "Does the organisation consider that a crime was committed?",
        ("the organisation considers that a crime was committed", "no crime is considered"),
        conduct=False,
    )


class ThisReport(Model):
    """The report itself: it can be the record, and it can be the telling."""

    by: Ref | None = None
    to: list[str] | None = Field(default=None, max_length=MAX_ITEMS)
    is_record: StrictBool | Literal["yes", "no"] | None = None
    on: InstantText | None = None


class Earlier(Model):
    """An earlier finding against somebody, made by a person."""

    person: Ref
    clause: Annotated[str, StringConstraints(max_length=128)] | None = None
    on: DateText | None = None
    gravity: Gravity | None = None


class Provenance(Model):
    """Where one fact comes from; offsets count characters of the account.

    For a judgement, `judged_by` says who made it.
    """

    said_by: Annotated[str, StringConstraints(max_length=128)] | None = None
    quote: Annotated[str, StringConstraints(max_length=4000)] | None = None
    start: Annotated[StrictInt, Field(ge=0)] | None = None
    end: Annotated[StrictInt, Field(ge=0)] | None = None
    confirmed_by: Annotated[str, StringConstraints(max_length=128)] | None = None
    judged_by: Annotated[str, StringConstraints(max_length=128)] | None = None


class Incident(Model):
    """One report, with facts only: no names, no text of the account.

    `history` left out is *not stated*; an empty list says that none is known. `provenance` lies
    beside the facts, keyed by JSON pointer; it never changes a verdict.
    """

    id: Annotated[str, StringConstraints(max_length=128)] | None = None
    on: InstantText | None = None
    people: list[Person] = Field(default=[], max_length=MAX_ITEMS)
    events: dict[Ref, Event] = Field(default={}, max_length=MAX_ITEMS)
    acts: list[AnyAct] = Field(default=[], max_length=MAX_ACTS)
    circumstances: Circumstances | None = None
    this_report: ThisReport | None = None
    history: list[Earlier] | None = Field(default=None, max_length=MAX_ITEMS)
    provenance: dict[str, Provenance] | None = Field(default=None, max_length=5000)
