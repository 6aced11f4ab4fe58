"""Looking after people's safety, and what was left undone."""

from __future__ import annotations

from typing import Literal

from engine.facts.base import Act, Choice, YesNo, fact
from engine.facts.shared import Followup


class Care(Act, Followup):
    """Somebody was looking after people, or could have done something for their safety."""

    kind: Literal["care"]
    whose_safety: Choice[Literal["service_user", "colleague", "self", "other"]] = fact(
        "Whose safety or well-being was it about?",
        "it was about the safety of {}",
        conduct=False,
        words={
            "service_user": "a service user",
            "colleague": "a colleague",
            "self": "the person themselves",
            "other": "somebody else",
        },
    )
    attention: Choice[Literal["on_them", "elsewhere", "left_alone"]] = fact(
        "Was the person's attention on them, was it elsewhere (busy with other things, asleep), or"
        " were they left alone?",
        "the person's attention: {}",
        words={
            "on_them": "it was on those in their care",
            "elsewhere": "it was elsewhere for much of the time",
            "left_alone": "those in their care were left alone",
        },
    )
    risk_known: YesNo = fact(
        "Did the person know of a risk to them: a need for somebody to be with them, an earlier"
        " incident, a warning?",
        ("the person knew of a risk to them", "the person knew of no risk to them"),
        conduct=False,
    )
    acted_on_risk: YesNo = fact(
        "Did the person do anything about that risk?",
        ("the person did something about the risk", "the person did nothing about the risk"),
    )
    steps_left_undone: YesNo = fact(
        "Was something left undone that could reasonably have been done for their safety or"
        " well-being?",
        (
            "something was left undone that could reasonably have been done",
            "what could reasonably be done was done",
        ),
        weigh="what could be foreseen, what was within the person's reach, what colleagues would"
        " have done, and what it would have cost",
    )
