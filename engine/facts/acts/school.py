"""What a school owes to parents and to those who come with them or speak for them."""

from __future__ import annotations

from typing import ClassVar, Literal

from engine.facts.base import Act, Choice, Deed, YesNo, fact


class Companion(Act):
    """A parent chose somebody to come along or to speak for them, and a school met that.

    It is told as an act of the school.
    """

    situation: ClassVar[bool] = True
    kind: Literal["companion"]
    who: Choice[Literal["advocate", "speaking_friend", "friend"]] = fact(
        "Whom did the parent choose: an advocate, a friend who speaks for them, or a friend to keep"
        " them company?",
        "the parent chose {}",
        conduct=False,
        words={
            "advocate": "an advocate",
            "speaking_friend": "a friend who speaks for them",
            "friend": "a friend to keep them company",
        },
    )
    turned_away: YesNo = fact(
        "Did the school refuse to have them at a meeting, or turn them away?",
        ("the school turned them away", "the school had them at the meeting"),
    )
    refused_to_deal: YesNo = fact(
        "Did the school refuse to deal with them outside meetings, or leave what they wrote or"
        " asked unanswered?",
        ("the school refused to deal with them", "the school dealt with them"),
    )
    reason: Choice[Literal["limited_after_breach", "not_possible", "other_reason", "no_reason"]] = (
        fact(
            "What reason did the school give: that it had limited this advocate after a breach,"
            " that it was not possible, another, or none?",
            "the reason that the school gave was {}",
            words={
                "limited_after_breach": "that it had limited this advocate after a breach",
                "not_possible": "that it was not possible",
                "other_reason": "another one",
                "no_reason": "none",
            },
        )
    )
    was_possible: YesNo = fact(
        "Would it have been possible all the same?",
        ("it would have been possible", "it was not possible"),
        weigh="room, time and notice, who else was to attend, and what could have been changed",
        only_if={"reason": "not_possible"},
    )
    constructive: YesNo = fact(
        "Did the school work with them constructively and willingly?",
        (
            "the school worked with them constructively",
            "the school did not work with them constructively",
        ),
        weigh="how what they said was met, whether they were given what they needed, and what the"
        " school did of its own accord",
        settled=[{"if": {"refused_to_deal": True}, "is": False}],
    )
    code_given_to_parent: Deed = fact(
        "Was the parent given a copy of the code?",
        "giving the parent a copy of the code: {}",
    )
    code_given_to_companion: Deed = fact(
        "Was whoever was chosen given a copy of the code?",
        "giving them a copy of the code: {}",
    )


class MeetingHeld(Act):
    """A meeting that a school or other organisation held, and the note of it."""

    kind: Literal["meeting_held"]
    note_taken: YesNo = fact(
        "Was a note of the meeting taken?",
        ("a note of the meeting was taken", "no note of the meeting was taken"),
    )
    discussion_noted: YesNo = fact(
        "Does the note say what was discussed?",
        ("the note says what was discussed", "the note does not say what was discussed"),
        settled=[{"if": {"note_taken": False}, "is": False}],
    )
    decisions_noted: YesNo = fact(
        "Does the note say what was decided?",
        ("the note says what was decided", "the note does not say what was decided"),
        settled=[{"if": {"note_taken": False}, "is": False}],
    )
    note_clear: YesNo = fact(
        "Is the note clear?",
        ("the note is clear", "the note is not clear"),
        weigh="whether somebody who was absent could tell from it who is to do what",
        settled=[{"if": {"note_taken": False}, "is": False}],
    )
