"""What is put before the public or a group: posts, comments, remarks, statements."""

from __future__ import annotations

from typing import Literal

from engine.facts.acts.behaviour import Words
from engine.facts.base import Act, Choice, Deed, Record, YesNo, fact
from engine.facts.shared import Online

WHERE = {
    "social_network": "a social network",
    "messaging_group": "a messaging group",
    "forum_or_blog": "an internet forum, a blog or a review page",
    "press_or_broadcast": "the press, radio or television",
    "print": "a leaflet, a poster or a petition on paper",
    "public_speech": "a public speech or remark",
    "somewhere_else": "somewhere else",
    "social_media": "social media",
}


class About(Record):
    """Whom or what it is about, one entry for each; somebody left out is not stated.

    Somebody whom no reader could recognise is not meant.
    """

    organisation: YesNo = fact(
        "Could readers tell that it is about the school, trust or other organisation?",
        ("it is about the organisation", "it is not about the organisation"),
    )
    staff: YesNo = fact(
        "Could readers tell that it is about a member of its staff?",
        ("it is about a member of staff", "it is not about a member of staff"),
    )
    child: YesNo = fact(
        "Could readers tell that it is about a particular pupil or other child?",
        ("it is about a child", "it is not about a child"),
    )
    parent_or_carer: YesNo = fact(
        "Could readers tell that it is about a particular parent or carer?",
        ("it is about a parent or carer", "it is not about a parent or carer"),
    )
    somebody_here: YesNo = fact(
        "Could readers tell that it is about the organisation, or about somebody who belongs to it:"
        " its staff, its pupils or those it serves, their parents or carers?",
        (
            "it is about the organisation or somebody who belongs to it",
            "it is about neither the organisation nor anybody who belongs to it",
        ),
        settled=[
            {"if": {"organisation": True}, "is": True},
            {"if": {"staff": True}, "is": True},
            {"if": {"child": True}, "is": True},
            {"if": {"parent_or_carer": True}, "is": True},
        ],
    )
    service_user: YesNo = fact(
        "Could readers tell that it is about a particular service user?",
        ("it is about a service user", "it is not about a service user"),
    )


class Publication(Act, Words, Online):
    """Something put before the public or a group: a post, comment, public remark or statement.

    A message to one person is `behaviour`; a picture of somebody is an `image`.
    """

    kind: Literal["publication"]
    where: Choice[
        Literal[
            "social_network",
            "messaging_group",
            "forum_or_blog",
            "press_or_broadcast",
            "print",
            "public_speech",
            "somewhere_else",
            "social_media",
        ]
    ] = fact(
        "Where was it put: on a social network, in a messaging group, on a forum or blog, in the"
        " press, on paper, or said in public?",
        "it was put before others by way of {}",
        words=WHERE,
        groups={"social_media": ["social_network", "messaging_group", "forum_or_blog"]},
    )
    about: About | None = None
    defamatory: YesNo = fact(
        "Was it defamatory?",
        ("it was defamatory", "it was not defamatory"),
        weigh="whether it says of somebody, as a fact, what would lower them in the eyes of others,"
        " and what shows that it is true",
    )
    singles_out: YesNo = fact(
        "Did it target a particular person?",
        ("it targeted a particular person", "it targeted nobody in particular"),
        weigh="whether somebody is named or plain to readers, whether others are called to act"
        " against them, and how often; to mention somebody is not to target them",
        settled=[{"if": {"harassing": True}, "is": True}],
    )
    complains: YesNo = fact(
        "Did it make a complaint or air a concern?",
        ("it made a complaint or aired a concern", "it made no complaint and aired no concern"),
    )
    alleges: YesNo = fact(
        "Did it allege that somebody had done wrong?",
        ("it alleged that somebody had done wrong", "it alleged no wrong"),
    )
    harmful: YesNo = fact(
        "Did it do harm to people or make the matter harder to mend?",
        ("it did harm", "it did no harm"),
        weigh="who read it, what followed, and whether it was sober and true",
    )
    raised_through_channels: YesNo = fact(
        "Was the concern raised through the organisation's own channels, such as its staff or its"
        " complaints procedure?",
        (
            "the concern was raised through the proper channels",
            "the concern was not raised through the proper channels",
        ),
        only_if={"complains": True},
    )
    responsible: YesNo = fact(
        "Was it a responsible use of social media?",
        ("it was a responsible use of social media", "it was not a responsible use of it"),
        weigh="what was said to whom, whether it was checked, and what it could set off",
    )
    inappropriate: YesNo = fact(
        "Was it inappropriate in another way than abuse, offence, defamation, threats or"
        " targeting?",
        ("it was inappropriate in another way", "it was not inappropriate in another way"),
        weigh="what else is wrong with it in such a place, and who could see it",
    )
    against_media_policy: YesNo = fact(
        "Was it against the organisation's own policy on social media?",
        (
            "it was against the organisation's policy on social media",
            "it was within the organisation's policy on social media",
        ),
    )
    as_organisations: YesNo = fact(
        "Was it put out in the organisation's name, on its page, or as if it were its own view?",
        (
            "it was put out in the organisation's name, on its page, or as its view",
            "it was put out as the person's own",
        ),
    )
    taken_down: Deed = fact(
        "Did the author take it down, at once, later, or not at all?",
        "taking it down: {}",
    )
