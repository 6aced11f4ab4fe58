"""How people behave in and around meetings, and what is sought to settle a concern."""

from __future__ import annotations

from typing import ClassVar, Literal

from engine.facts.base import Act, Choice, Deed, YesNo, fact


class Behaviour(Act):
    """How somebody behaved towards others, in a meeting or elsewhere."""

    kind: Literal["behaviour"]
    in_meeting: YesNo = fact(
        "Did it happen in a meeting?",
        ("it happened in a meeting", "it did not happen in a meeting"),
        conduct=False,
    )
    verbally_abusive: YesNo = fact(
        "Was what the person said or shouted verbal abuse?",
        ("it was verbal abuse", "it was no verbal abuse"),
        weigh="the words, the tone, at whom they were aimed and how they were taken; firm"
        " disagreement or a raised voice alone need not be abuse",
    )
    past_appropriate: YesNo = fact(
        "Did the behaviour go past what is appropriate?",
        ("the behaviour went past what is appropriate", "the behaviour stayed within bounds"),
        weigh="what was done, in what setting, before whom, and whether it stopped when asked",
    )
    bad_faith: YesNo = fact(
        "Did the person act in bad faith?",
        ("the person acted in bad faith", "the person acted in good faith"),
        weigh="what the person knew and wanted, and whether others were misled",
    )
    unskilled: YesNo = fact(
        "Did the person act without the skill that the part they took needs?",
        ("the person lacked the skill needed", "the person had the skill needed"),
        weigh="what the part they took asks for, and what went wrong because it was not there",
    )
    fell_short_of_professional: YesNo = fact(
        "Does the organisation believe that the person fell short of the professional conduct that"
        " may reasonably be expected?",
        (
            "the organisation believes that the person fell short of professional conduct",
            "the organisation does not believe that the person fell short of professional conduct",
        ),
        weigh="what may reasonably be expected of somebody in that part, and what was done; belief"
        " is enough, proof is not asked for",
    )
    meeting_stopped: Deed = fact(
        "Was the meeting stopped, and how soon?",
        "stopping the meeting: {}",
        conduct=False,
        only_if={"in_meeting": True},
    )


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
