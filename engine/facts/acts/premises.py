"""Being on premises, with or without children, and driving there."""

from __future__ import annotations

from typing import ClassVar, Literal

from engine.facts.base import Act, YesNo, fact
from engine.facts.shared import Place


class Presence(Act, Place):
    """Somebody was on a site, alone or with children in their charge."""

    kind: Literal["presence"]
    permission: YesNo = fact(
        "Had the person permission to be there: asked in, let in, or as people such as they"
        " usually may at that time (parents at drop-off and pick-up, say)?",
        ("the person had permission to be there", "the person had no permission to be there"),
        settled=[{"if": {"told_to_stay_away": True}, "is": False}],
    )
    told_to_stay_away: YesNo = fact(
        "Had the person been told to leave, or not to come onto the site?",
        (
            "the person had been told to leave or not to come",
            "nobody had told the person to leave or not to come",
        ),
        conduct=False,
    )
    child_in_charge: YesNo = fact(
        "Was a child in the person's charge with them?",
        ("a child in the person's charge was with them", "no child in their charge was with them"),
    )
    child_unsafe: YesNo = fact(
        "Did that child behave unsafely or discourteously?",
        (
            "the child behaved unsafely or discourteously",
            "the child behaved safely and courteously",
        ),
        weigh="what would be expected of such a child in the classroom, and what might have come"
        " of it",
        only_if={"child_in_charge": True},
    )
    adult_stepped_in: YesNo = fact(
        "Did the person step in?",
        ("the person stepped in", "the person did nothing about it"),
        only_if={"child_in_charge": True},
    )


class StandIn(Act):
    """Somebody collected a pupil, or came on site, on behalf of a parent or carer.

    It is told as an act of the parent or carer who sent them.
    """

    situation: ClassVar[bool] = True
    kind: Literal["stand_in"]
    told_of_code: YesNo = fact(
        "Had the parent or carer told whom they sent about the code of conduct?",
        (
            "whoever was sent had been told about the code",
            "whoever was sent had not been told about the code",
        ),
    )


class SiteDriving(Act, Place):
    """Somebody drove on or near a site."""

    kind: Literal["site_driving"]
    too_fast: YesNo = fact(
        "Did the person drive too fast for the place?",
        ("the person drove too fast for the place", "the person did not drive too fast"),
    )
    near_miss: YesNo = fact(
        "Was anybody or anything hit or nearly hit, or did anybody have to jump aside?",
        (
            "somebody or something was hit or nearly hit, or had to get out of the way",
            "nobody had to get out of the way and nothing was hit",
        ),
    )
    unsafe: YesNo = fact(
        "Was the driving unsafe?",
        ("the driving was unsafe", "the driving was safe"),
        weigh="speed, reversing, a phone in the hand, where the vehicle was left, who was on foot"
        " nearby and what they had to do",
        settled=[{"if": {"near_miss": True}, "is": True}, {"if": {"too_fast": True}, "is": True}],
    )
