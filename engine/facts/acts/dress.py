"""What somebody wears and how they look at work."""

from __future__ import annotations

from typing import Literal

from engine.facts.base import Act, Choice, YesNo, fact

CUSTOM = "; what is worn as a cultural or religious custom is not that by itself"


class Dress(Act):
    """What somebody wore, or how they looked."""

    kind: Literal["dress"]
    working: YesNo = fact(
        "Was the person working with or for service users at the time, a video call or a journey"
        " included?",
        ("the person was working", "the person was not working"),
        conduct=False,
    )
    slogan: Choice[Literal["political", "other_slogan", "no_slogan"]] = fact(
        "Did the clothing carry a slogan, a badge or a picture with a message, and was it"
        " political?",
        "it carried {}",
        words={
            "political": "a political slogan or message",
            "other_slogan": "some other slogan or message",
            "no_slogan": "no slogan or message",
        },
    )
    slogan_contentious: YesNo = fact(
        "Is what the slogan says contentious?",
        ("the slogan is contentious", "the slogan is not contentious"),
        weigh="whether people commonly quarrel over it, and how those who saw it took it",
        only_if={"slogan": "other_slogan"},
    )
    body_exposed: YesNo = fact(
        "Did the clothing leave underwear or parts of the body on view that are commonly covered?",
        (
            "underwear or parts of the body commonly covered were on view",
            "nothing commonly covered was on view",
        ),
    )
    offensive_or_revealing: YesNo = fact(
        "Would others probably find it offensive, too revealing or sexually provocative?",
        (
            "others would probably find it offensive, too revealing or sexually provocative",
            "others would hardly find it offensive, too revealing or sexually provocative",
        ),
        weigh="what those who saw it said, and the setting and age of the service users" + CUSTOM,
        settled=[{"if": {"body_exposed": True}, "is": True}],
    )
    discriminatory: YesNo = fact(
        "Is what was worn regarded as discriminatory?",
        ("it is regarded as discriminatory", "it is not regarded as discriminatory"),
        weigh="whom it runs down or leaves out, and how they take it" + CUSTOM,
    )
    upset_or_distracted: YesNo = fact(
        "Did it distract anybody, embarrass anybody, or lead to a misunderstanding?",
        (
            "it distracted or embarrassed somebody or was misunderstood",
            "it distracted or embarrassed nobody and was not misunderstood",
        ),
    )
    fits_task: YesNo = fact(
        "Was it decent, safe and right for the task in hand?",
        (
            "it was decent, safe and right for the task",
            "it was not decent, safe or right for the task",
        ),
        weigh="the task, the place and the weather, and what could go wrong: shoes, jewellery,"
        " loose or dirty clothes",
    )
    fits_role: YesNo = fact(
        "Did it suit the person's professional role?",
        ("it suited the professional role", "it did not suit the professional role"),
        weigh="what the role is, whom the person met, and what is usual in it" + CUSTOM,
    )
    good_image: YesNo = fact(
        "Did it give a good and professional picture?",
        (
            "it gave a good and professional picture",
            "it did not give a good and professional picture",
        ),
        weigh="how those who met the person saw it" + CUSTOM,
    )
    professional_standard: Choice[Literal["met", "not_met", "none_applies"]] = fact(
        "Does a standard of a professional body on clothing apply to the person, and was it met?",
        "{}",
        words={
            "met": "a professional standard on clothing applied and was met",
            "not_met": "a professional standard on clothing applied and was not met",
            "none_applies": "no professional standard on clothing applies",
        },
    )
