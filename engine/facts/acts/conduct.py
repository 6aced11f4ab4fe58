"""A person's conduct taken as a whole, where an account brings it up beside the single acts."""

from __future__ import annotations

from typing import Literal

from engine.facts.base import Act, YesNo, fact
from engine.facts.shared import Followup


class Conduct(Act, Followup):
    """Somebody's conduct as a whole, as the account brings it up beside the single acts."""

    kind: Literal["conduct"]
    outside_work: YesNo = fact(
        "Did it happen outside working hours, or away from the work?",
        ("it happened outside the work", "it happened at work or in working hours"),
        conduct=False,
    )
    best_interests: YesNo = fact(
        "Was it in the best interests of the service users whom it touched?",
        (
            "it was in the service users' best interests",
            "it was not in the service users' best interests",
        ),
        weigh="what it did for those concerned and to them, what they wanted, and whose needs came"
        " first",
    )
    boundaries_kept: YesNo = fact(
        "Were professional boundaries kept?",
        ("professional boundaries were kept", "professional boundaries were not kept"),
        weigh="whether the person acted as a professional or as a friend, relative or partner,"
        " what was shared, given or done in private, how often, and whether others knew",
    )
    misreadable: YesNo = fact(
        "Could others reasonably misread it?",
        ("others could reasonably misread it", "nobody could reasonably misread it"),
        weigh="how it looked to those who saw it or might hear of it, where and when it happened,"
        " and whether it was explained at the time",
    )
    motives_in_doubt: YesNo = fact(
        "Would it make a reasonable person doubt the person's motives and intentions?",
        (
            "it would make a reasonable person doubt the person's motives",
            "no reasonable person would doubt the person's motives because of it",
        ),
        weigh="what a fair observer who knows all of the circumstances would think it was for",
    )
    professional: YesNo = fact(
        "Was it professional and fitting?",
        ("it was professional and fitting", "it was not professional"),
        weigh="what may be expected of somebody in that role, before whom it happened, and what a"
        " colleague of good judgement would have done",
    )
    harms_reputation: YesNo = fact(
        "Might it harm the good name of the person, or of the organisation or service they stand"
        " for?",
        ("it might harm the good name of the person or the organisation", "it harms no good name"),
        weigh="who learned of it, whether the person could be linked with the organisation, and"
        " what people would think of either",
    )
    honest: YesNo = fact(
        "Was it honest and upright?",
        ("it was honest and upright", "it was not honest or upright"),
        weigh="what the person knew and said, whether others were misled, and whether the person"
        " would have done it in the sight of all",
        settled=[
            {"if": {"false_account": True}, "is": False},
            {"if": {"asked_for_false_account": True}, "is": False},
        ],
    )
    good_faith: YesNo = fact(
        "Did the person act in good faith?",
        ("the person acted in good faith", "the person acted in bad faith"),
        weigh="what the person knew and wanted at the time, and whether they believed it to be"
        " right",
    )
    hint_of_influence: YesNo = fact(
        "Could it make somebody think that the organisation had been swayed improperly?",
        (
            "it could make somebody think that the organisation had been swayed improperly",
            "nobody would think that the organisation had been swayed improperly",
        ),
        weigh="who wanted what from the organisation, what was given or done for whom and when, and"
        " how it would look to somebody who learned of it",
    )
    trust_lost: YesNo = fact(
        "Would it cost the person the trust or respect of the public, or of those they work with?",
        (
            "it would cost trust and respect",
            "it would cost no trust or respect",
        ),
        weigh="whether people would still trust the person to keep others safe, and whether it came"
        " up to a high personal standard",
    )
    suitability_doubted: YesNo = fact(
        "Would it make a reasonable person doubt that the person is suited to work with children"
        " or vulnerable adults, or is a fitting role model?",
        (
            "it would make a reasonable person doubt that the person is suited to the work",
            "no reasonable person would doubt because of it that the person is suited to the work",
        ),
        weigh="what it says about how the person may treat people at risk, and what those who look"
        " up to them would learn from it",
    )
    seeks_relationship: YesNo = fact(
        "Could it be read as seeking a friendship or an improper relationship with a service user?",
        (
            "it could be read as seeking a friendship or an improper relationship",
            "it could not be read as seeking a friendship or an improper relationship",
        ),
        weigh="how a fair observer who knows the facts would read it, whatever was meant; contact"
        " that a manager had approved is not read so",
    )
    openly: YesNo = fact(
        "Did the person act openly, so that others could see and know what was done?",
        ("the person acted openly", "the person did not act openly"),
        weigh="who knew beforehand or at once, whether it could be seen or looked up, and whether"
        " questions were answered",
    )
    concealed: YesNo = fact(
        "Did the person hide it, or part of it, from those in charge?",
        ("the person hid it from those in charge", "the person hid nothing from those in charge"),
    )
    asked_for_secrecy: YesNo = fact(
        "Did the person ask or tell anybody to keep it secret?",
        (
            "the person asked somebody to keep it secret",
            "the person asked nobody to keep it secret",
        ),
    )
    asked_for_false_account: YesNo = fact(
        "Did the person ask or tell anybody to give an untrue account of it?",
        (
            "the person asked somebody for an untrue account of it",
            "the person asked nobody for an untrue account",
        ),
    )
    false_account: YesNo = fact(
        "Did the person themselves give an untrue account of it, or falsify a record?",
        ("the person gave an untrue account of it", "the person's own account was true"),
    )
