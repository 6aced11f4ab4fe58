"""Position, knowledge, power or status, and what somebody used it for."""

from __future__ import annotations

from typing import Literal

from engine.facts.base import Act, Choice, YesNo, fact
from engine.facts.shared import Followup


class PositionUsed(Act, Followup):
    """Somebody used what their position gives them: influence, access, standing or membership."""

    kind: Literal["position_used"]
    over: Choice[Literal["service_user", "family", "colleague", "nobody"]] = fact(
        "Over whom was it used?",
        "it was used over {}",
        conduct=False,
        words={
            "service_user": "a service user",
            "family": "a service user's family",
            "colleague": "a colleague",
            "nobody": "nobody in particular",
        },
    )
    purpose: Choice[
        Literal["work", "own_advantage", "gratification", "others_advantage", "private"]
    ] = fact(
        "What was it used for: the work, an advantage of the person's own (money, goods, favours,"
        " private ends), gratification, or an advantage of somebody else?",
        "it was used for {}",
        words={
            "work": "the work, or for those whom the work serves",
            "own_advantage": "an advantage of the person's own",
            "gratification": "the person's gratification",
            "others_advantage": "the advantage of somebody else",
            "private": "something other than the work",
        },
        groups={"private": ["own_advantage", "gratification", "others_advantage"]},
    )
    got_information: YesNo = fact(
        "Did the person use it to get at information?",
        ("the person used it to get at information", "it was not about information"),
    )
    against_service_user: YesNo = fact(
        "Did it work against a service user or their family?",
        (
            "it worked against a service user or the family",
            "it did not work against a service user or the family",
        ),
    )
