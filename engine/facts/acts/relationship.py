"""Personal relationships with those whom the work serves."""

from __future__ import annotations

from typing import Literal

from engine.facts.acts.contact import WithSomebody
from engine.facts.base import Act, YesNo, fact
from engine.facts.shared import Followup


class Relationship(Act, WithSomebody, Followup):
    """Somebody began, kept up or pursued a personal relationship with somebody met at work.

    Single messages, visits and acts of a sexual kind are told as acts of their own.
    """

    kind: Literal["relationship"]
    sexual: YesNo = fact(
        "Is it a sexual or romantic relationship? No details are needed.",
        ("the relationship is sexual or romantic", "the relationship is not sexual or romantic"),
    )
    may_become_sexual: YesNo = fact(
        "May it become a sexual relationship?",
        ("the relationship may become sexual", "nothing suggests that it may become sexual"),
        weigh="what the two say and do, attention, gifts, secrecy and time alone, and what a"
        " reasonable observer would expect to come of it",
        settled=[{"if": {"sexual": True}, "is": False}],
    )
