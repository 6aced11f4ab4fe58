"""What is sought to settle a concern: a meeting, or mediation."""

from __future__ import annotations

from typing import ClassVar, Literal

from engine.facts.base import Act, Choice, YesNo, fact


class ResolutionSought(Act):
    """Somebody sought a meeting or mediation to settle a concern; by whom it was sought from."""

    situation: ClassVar[bool] = True
    kind: Literal["resolution_sought"]
    concern_about: Choice[Literal["advocate", "parent_or_carer", "staff", "other"]] = fact(
        "Whose conduct was the concern about?",
        "the concern was about {}",
        conduct=False,
        words={
            "advocate": "an advocate's conduct",
            "parent_or_carer": "a parent's or carer's conduct",
            "staff": "the conduct of staff",
            "other": "something else",
        },
    )
    means: Choice[Literal["meeting", "formal_mediation"]] = fact(
        "What was sought: a meeting, or formal mediation?",
        "what was sought was {}",
        conduct=False,
        words={"meeting": "a meeting", "formal_mediation": "formal mediation"},
    )
    mediation_needed: YesNo = fact(
        "Is formal mediation needed to settle it?",
        ("formal mediation is needed", "formal mediation is not needed"),
        weigh="whether a meeting was tried or could be enough, and how far apart the sides are",
        only_if={"means": "formal_mediation"},
    )
    answer: Choice[Literal["agreed", "declined", "none_yet"]] = fact(
        "What did the organisation answer when it was asked to take part?",
        "the organisation's answer: {}",
        words={
            "agreed": "it agreed or took part",
            "declined": "it declined",
            "none_yet": "none so far",
        },
    )
