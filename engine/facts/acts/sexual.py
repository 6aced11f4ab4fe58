"""Conduct of a sexual kind, and how other conduct may be read.

The questions here ask only what is already known. Nobody is asked to look at anything, to describe
it closely or to hand anything over.
"""

from __future__ import annotations

from typing import Literal

from engine.facts.base import Act, Choice, Model, YesNo, fact
from engine.facts.shared import Followup

INDECENT = (
    "what a reasonable observer who knows the reported facts might think; what was meant by it does"
    " not matter, and nobody looks closer in order to decide"
)


class SexualReading(Model):
    """Whether touch, words or messages may be taken as sexual or indecent."""

    indecent: YesNo = fact(
        "May it be thought indecent?",
        ("it may be thought indecent", "nobody could think it indecent"),
        weigh=INDECENT,
    )
    flirted: YesNo = fact(
        "Did the person flirt, say or show that they find the other attractive, or speak of love?",
        (
            "the person flirted, or showed that they find the other attractive",
            "the person did not flirt",
        ),
    )
    sexually_suggestive: YesNo = fact(
        "May it be read as sexually suggestive or provocative, or give rise to speculation of that"
        " kind?",
        (
            "it may be read as sexually suggestive or give rise to such speculation",
            "nobody could read anything sexual into it",
        ),
        weigh="compliments on looks, endearments, hearts and kisses, the hour and the channel, and"
        " how a reasonable observer might take it, whatever was meant",
        settled=[{"if": {"flirted": True}, "is": True}],
    )


class SexualConduct(Act, Followup):
    """Conduct of a sexual kind with somebody or towards them, so far as it is known or feared.

    What was said or written is told as `behaviour` or `contact`.
    """

    kind: Literal["sexual_conduct"]
    with_whom: Choice[Literal["service_user", "former_service_user", "colleague", "other"]] = fact(
        "With whom, or towards whom?",
        "it was with or towards {}",
        conduct=False,
        words={
            "service_user": "a service user",
            "former_service_user": "a former service user",
            "colleague": "a colleague",
            "other": "somebody else",
        },
    )
    what: Choice[
        Literal["contact", "without_contact", "other_behaviour", "earlier_relationship", "activity"]
    ] = fact(
        "Of what kind was it, as far as is known? No details are needed.",
        "it was {}",
        words={
            "contact": "physical contact of a sexual kind, a sexual relationship included",
            "without_contact": "sexual activity without contact: having somebody take part or"
            " watch, or making such material",
            "other_behaviour": "other sexual behaviour, such as an advance",
            "earlier_relationship": "a relationship between adults older than the service",
            "activity": "sexual activity, with or without contact",
        },
        groups={"activity": ["contact", "without_contact"]},
    )
    under_18: YesNo = fact(
        "Was the other person under 18?",
        ("the other person was under 18", "the other person was an adult"),
        conduct=False,
    )
