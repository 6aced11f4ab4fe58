"""Interests and ties of one's own, how they are dealt with, and decisions taken beside them."""

from __future__ import annotations

from typing import Any, ClassVar, Literal

from engine.facts.base import Act, Choice, Deed, YesNo, fact


def _declares(ask: str, says: str) -> Any:  # noqa: ANN401  as `fact`
    """Ask of one way to declare; what was declared nowhere was not declared this way either."""
    return fact(ask, says, settled=[{"if": {"declared": "not_done"}, "is": "not_done"}])


class Interest(Act):
    """A situation: somebody has an interest, tie or benefit of their own that may touch the work.

    It is told as an act of whoever has the interest; what they did in spite of it (voting,
    scoring, passing something on) is told as an act of its own.
    """

    situation: ClassVar[bool] = True
    kind: Literal["interest"]
    what: Choice[
        Literal[
            "benefit",
            "shared_benefit",
            "pay_or_expenses",
            "business",
            "relationship",
            "campaign_group",
            "other_membership",
            "candidacy",
            "private_conduct",
            "obligation",
            "other",
        ]
    ] = fact(
        "What is it: something gained through the organisation's work (or only a gain that all"
        " share, or only an honorarium, salary or expenses), a business or job, a relationship,"
        " belonging to a campaign group or another body, an office or role that the person seeks,"
        " private conduct, or owing something to somebody?",
        "the interest is {}",
        conduct=False,
        words={
            "benefit": "something gained through the organisation's work",
            "shared_benefit": "a gain that everybody shares, such as a better service",
            "pay_or_expenses": "an honorarium, a salary or expenses, and nothing more",
            "business": "a business, a job or money",
            "relationship": "a relationship with somebody whom the work concerns",
            "campaign_group": "belonging to a campaign group",
            "other_membership": "belonging to another organisation, or a post in one",
            "candidacy": "an office, panel or contract that the person thinks of going for",
            "private_conduct": "how the person behaves in private life",
            "obligation": "owing something to somebody",
            "other": "something else",
        },
    )
    whose: Choice[Literal["own", "close_relative", "friend"]] = fact(
        "Whose is it: the person's own, a close relative's, or a friend's?",
        "the interest is {}",
        conduct=False,
        words={
            "own": "the person's own",
            "close_relative": "a close relative's",
            "friend": "a friend's",
        },
        settled=[
            {
                "if": {
                    "what": [
                        "campaign_group",
                        "other_membership",
                        "candidacy",
                        "private_conduct",
                        "obligation",
                    ],
                },
                "is": "own",
            },
        ],
    )
    touches_work: YesNo = fact(
        "Has it anything to do with the organisation's work, or with what the person does for it?",
        (
            "it has to do with the organisation's work",
            "it has nothing to do with the organisation's work",
        ),
        conduct=False,
        weigh="what the organisation does, decides or pays for, what the person does there, and"
        " whether the two could ever meet",
        settled=[
            {
                "if": {"what": ["benefit", "shared_benefit", "campaign_group", "candidacy"]},
                "is": True,
            },
        ],
    )
    need_seen: YesNo = fact(
        "Had the person realised that it had to be declared?",
        (
            "the person had realised that it had to be declared",
            "the person had not realised that it had to be declared",
        ),
        whom="the person",
    )
    weighed_early: YesNo = fact(
        "Did the person think about a possible conflict as early as they could?",
        (
            "the person thought about a possible conflict as early as possible",
            "the person did not think about a possible conflict as early as possible",
        ),
        weigh="when the matter first came up, what the person knew then, and when they first spoke"
        " or acted on it",
        whom="the person",
    )
    declared: Deed = fact(
        "Was it declared to anybody in charge, and when?",
        "declaring it: {}",
    )
    on_form: Deed = _declares(
        "Does it stand in the person's declaration of interests form?",
        "entering it in the declaration of interests form: {}",
    )
    chair_told: Deed = _declares(
        "Was the Chair told the details of it, and when?",
        "telling the Chair the details: {}",
    )
    minuted: Deed = fact(
        "Do the minutes say that it was disclosed?",
        "putting the disclosure in the minutes: {}",
    )
    taken_as_position: YesNo = fact(
        "Was it put forward, or taken by others, as the organisation's own position?",
        (
            "it was put forward or taken as the organisation's position",
            "it was not taken as the organisation's position",
        ),
    )
    looks_conflicting: YesNo = fact(
        "Could somebody looking on see it as being at odds with the organisation's work?",
        (
            "somebody looking on could see it as at odds with the work",
            "nobody looking on would see it as at odds with the work",
        ),
        conduct=False,
        weigh="what an outsider would learn of it, what the organisation stands for, and what the"
        " person's part in it is",
    )
    sway: Choice[Literal["none", "some", "improper"]] = fact(
        "Might those to whom the person owes something sway how the person does the work, and"
        " improperly?",
        "the sway it may have over the person's work: {}",
        weigh="what is owed and to whom, what they want from the organisation, and what the person"
        " decides or could do for them",
        words={
            "some": "it may sway how the work is done",
            "improper": "it may sway the work improperly",
        },
        only_if={"what": ["benefit", "business", "relationship", "obligation", "other"]},
    )
    resolved: Deed = fact(
        "Has the conflict been settled, for instance by stepping back or ending the tie?",
        "settling the conflict: {}",
    )
    protects: YesNo = fact(
        "Does the way in which it was settled, or left, keep the organisation's standing and aims"
        " safe?",
        (
            "the organisation's standing and aims are safe",
            "the organisation's standing and aims are not safe",
        ),
        weigh="what was done about it and when, what others could think of it, and what is left"
        " open",
    )


class ConflictHandling(Act):
    """A situation: the body that deals with conflicts knows of somebody's possible conflict.

    It is told as an act of that body, or of whoever acts for it.
    """

    situation: ClassVar[bool] = True
    kind: Literal["conflict_handling"]
    discussed: Deed = fact(
        "Did the group talk the possible conflict through, and when?",
        "talking the possible conflict through: {}",
    )
    conflict_agreed: YesNo = fact(
        "Did the group agree that there is a conflict?",
        ("the group agreed that there is a conflict", "the group saw no conflict"),
        conduct=False,
    )
    action_recommended: Deed = fact(
        "Did the group recommend what is to be done about it?",
        "recommending what is to be done: {}",
        only_if={"conflict_agreed": True},
    )


class Decision(Act):
    """Somebody decided something, had a part in deciding it, or kept out; or did other work."""

    kind: Literal["decision"]
    part: Choice[Literal["decided", "joined_in", "other_work", "stayed_out", "took_part"]] = fact(
        "What part did the person have: did they decide, vote or score, join in the talk before a"
        " decision, do other work for the organisation, or stay out of it?",
        "the person's part: {}",
        words={
            "decided": "deciding, voting or scoring",
            "joined_in": "joining in before the decision",
            "other_work": "other work for the organisation",
            "stayed_out": "none, the person stayed out of it",
            "took_part": "deciding or joining in",
        },
        groups={"took_part": ["decided", "joined_in"]},
    )
    conflict: Choice[Literal["open", "open_elsewhere", "resolved", "none"]] = fact(
        "Had the person an interest at the time that conflicted or might conflict: in this very"
        " matter, in some other matter, one that had been settled before, or none?",
        "the conflict at the time was {}",
        conduct=False,
        words={
            "open": "an open one, in this very matter",
            "open_elsewhere": "an open one, in another matter",
            "resolved": "one that had been settled before",
        },
    )
    told_to_stay_out: YesNo = fact(
        "Had it been decided that the person should take no part, because of a conflict?",
        (
            "it had been decided that the person should take no part",
            "nobody had decided that the person should take no part",
        ),
        conduct=False,
    )
    for_gain_of: Choice[
        Literal["self", "family", "friend", "someone_close", "everybody", "somebody_else", "nobody"]
    ] = fact(
        "Was it done so that somebody would gain money or something else of worth, and who: the"
        " person, family, a friend, everybody alike, or somebody else?",
        "it was done for the gain of {}",
        words={
            "self": "the person",
            "family": "the person's family",
            "friend": "a friend",
            "someone_close": "the person, their family or a friend",
            "everybody": "everybody alike, the person and those close to them included",
            "somebody_else": "somebody else",
        },
        groups={"someone_close": ["self", "family", "friend"]},
    )
    grounds: Choice[Literal["aims", "other"]] = fact(
        "Was it decided by what the organisation is for and stands for, or on grounds foreign to"
        " that?",
        "it was decided by {}",
        weigh="the reasons given at the time, what else was on the table, and who wanted what",
        words={
            "aims": "what the organisation is for",
            "other": "grounds foreign to the organisation",
        },
    )
    public_interest: YesNo = fact(
        "Was it done for the public interest and nothing else?",
        (
            "it was done for the public interest alone",
            "it was done for another interest as well, or instead",
        ),
        weigh="who gains by it and who does not, the reasons given, and whose wish it was",
    )
    fair_and_on_merit: YesNo = fact(
        "Was it done fairly, without bias, on merit and on the best evidence there was?",
        (
            "it was done fairly, on merit and on evidence",
            "it was biased, unfair, or not on merit or evidence",
        ),
        weigh="what was known and looked at, whether like cases were treated alike, and whether"
        " anybody was favoured or shut out",
    )
    openness: Choice[Literal["open", "hidden", "confidence"]] = fact(
        "Was it done openly before those whom it concerns, kept hidden from them, or kept back only"
        " so far as a confidence had to be kept?",
        "it was {}",
        words={
            "open": "done openly before those whom it concerns",
            "hidden": "kept hidden from those whom it concerns",
            "confidence": "kept back only so far as a confidence had to be kept",
        },
    )
    reasons_asked: YesNo = fact(
        "Did anybody entitled to it ask for the reasons?",
        ("somebody asked for the reasons", "nobody asked for the reasons"),
        conduct=False,
    )
    reasons_given: Deed = fact(
        "Were reasons given, and when?",
        "giving reasons: {}",
    )
