"""Gifts, taken and made, and how single people are treated."""

from __future__ import annotations

from typing import Any, Literal

from engine.facts.base import Act, Choice, Deed, Money, Number, YesNo, fact
from engine.facts.shared import Followup, Told


def _declares(whom: str) -> Any:  # noqa: ANN401  as `fact`
    """Ask of a telling that declares a gift; where none was declared, nobody was told."""
    return fact(
        f"Was {whom} told of the gift, and when?",
        f"telling {whom} of the gift: {{}}",
        settled=[{"if": {"declared": False}, "is": "not_done"}],
    )


class ToldOfGift(Told):
    """Who has been told of a gift."""

    manager: Deed = _declares("the line manager")
    senior_manager: Deed = _declares("a senior manager")
    named_link_person: Deed = _declares("the named link person")
    designated_lead: Deed = _declares("the designated safeguarding lead")
    director_for_safeguarding: Deed = _declares("the Director for Safeguarding")
    registered_provider: Deed = _declares("the registered provider")
    hr: Deed = _declares("Human Resources")


class Gift(Act):
    """A gift, favour or hospitality that was offered, taken or given."""

    kind: Literal["gift"]
    direction: Choice[Literal["received", "given"]] = fact(
        "Was the gift one that the person was offered, or one that the person made?",
        "the person is the one who {}",
        conduct=False,
        words={"received": "was offered the gift", "given": "made the gift"},
    )
    stage: Choice[Literal["pending", "accepted", "declined", "given"]] = fact(
        "What became of it: was it accepted, declined, given, or is that still open?",
        "the gift was {}",
        words={"pending": "offered, and nobody has decided yet"},
        groups={"pending": ["accepted", "declined"]},
    )
    other_party: Choice[
        Literal["service_user", "family", "former_service_user", "colleague", "supplier", "other"]
    ] = fact(
        "Who was on the other side: whose gift was it, or who got it?",
        "the other side was {}",
        conduct=False,
        words={
            "service_user": "a service user",
            "family": "a service user's family",
            "former_service_user": "a former service user",
            "colleague": "a colleague",
            "supplier": "somebody who does, or wants to do, business with the organisation",
            "other": "somebody else",
        },
    )
    value: Money = fact("What was the gift worth, in pounds?", "it was worth {}")
    worth: Choice[Literal["trifling", "modest", "significant"]] = fact(
        "Was it worth next to nothing, a significant amount, or something in between?",
        "what it was worth is {}",
        weigh="the price, what such a thing means to whoever gave it and to whoever got it, and"
        " what people around would think of it",
        words={
            "trifling": "insignificant",
            "modest": "neither insignificant nor significant",
        },
    )
    occasional_token: YesNo = fact(
        "Was what the person was offered an occasional small token and nothing more, such as a"
        " card, biscuits, something shared or a thank-you at Christmas?",
        (
            "it was an occasional small token and nothing more",
            "it was more than an occasional small token",
        ),
        weigh="what it was, the occasion, how often such things come, and whether anybody hoped for"
        " something by it; what is regular, dear or could pass for a bribe is no mere token",
        settled=[
            {"if": {"direction": "given"}, "is": False},
            {"if": {"worth": ["modest", "significant"]}, "is": False},
            {"if": {"regular": True}, "is": False},
            {"if": {"might_be_bribe": True}, "is": False},
            {"if": {"expects_preference": True}, "is": False},
            {"if": {"misconstruable": True}, "is": False},
        ],
    )
    gifts_in_year: Number = fact(
        "How many gifts has the person accepted from this giver within the last twelve months,"
        " this one included?",
        "gifts accepted from this giver within twelve months: {}",
        unit="gifts",
    )
    regular: YesNo = fact(
        "Has the person been accepting gifts regularly?",
        ("the person was accepting gifts regularly", "it was not a regular thing"),
        weigh="how many there were, how far apart, from whom, and whether they came to be expected",
    )
    might_be_bribe: YesNo = fact(
        "Might somebody take it for a bribe?",
        ("somebody might take it for a bribe", "nobody would take it for a bribe"),
        weigh="what the person decides about the giver or could do for them, the timing, the value,"
        " and whether it was made openly",
    )
    expects_preference: YesNo = fact(
        "Might it make the giver expect to be preferred to others?",
        (
            "the giver might expect to be preferred because of it",
            "the giver would expect nothing because of it",
        ),
        weigh="what the giver said, what they have asked for before or since, and what the"
        " person could do for them",
    )
    misconstruable: YesNo = fact(
        "Could the situation be misread?",
        ("the situation could be misread", "nobody would misread the situation"),
        weigh="who gave what to whom, when and where, whether others knew of it, and what somebody"
        " who learned of it later might think",
    )
    personal: YesNo = fact(
        "Was it the person's own gift, rather than one in the organisation's name?",
        ("it was the person's own gift", "it was a gift in the organisation's name"),
        only_if={"direction": "given"},
    )
    agreed_practice: YesNo = fact(
        "Did the gift belong to a practice that had been agreed with the organisation beforehand?",
        ("it belonged to a practice agreed beforehand", "it belonged to no agreed practice"),
        only_if={"direction": "given"},
        whom="manager",
    )
    to_all_equally: YesNo = fact(
        "Did every service user of the group or service get the same?",
        ("every service user got the same", "other service users did not get the same"),
        only_if={"direction": "given"},
    )
    declared: YesNo = fact(
        "Was the gift declared to the line manager, or to somebody else in charge?",
        ("the gift was declared", "the gift was not declared"),
    )
    recorded: Deed = fact(
        "Was the gift put on record, and was that done at once, late, or not at all?",
        "putting the gift on record: {}",
    )
    told: ToldOfGift | None = None


class Treatment(Act, Followup):
    """Somebody treats one person differently from others in the same position."""

    kind: Literal["treatment"]
    of_whom: Choice[Literal["service_user", "worker", "other"]] = fact(
        "Who was treated differently?",
        "the person treated differently was {}",
        conduct=False,
        words={
            "service_user": "a service user",
            "worker": "somebody who works for the organisation",
            "other": "somebody else",
        },
    )
    manner: Choice[Literal["favourable", "unfavourable"]] = fact(
        "Was the one treated better than the others, or worse?",
        "the treatment was {} compared with the others",
        words={"favourable": "better", "unfavourable": "worse"},
    )
    because_of: Choice[
        Literal[
            "religion",
            "race",
            "language",
            "culture",
            "gender",
            "sexual_orientation",
            "disability",
            "age",
            "marital_status",
            "economic_or_social_status",
            "raised_concern",
            "other",
        ]
    ] = fact(
        "For what reason was the one treated differently: for what they are, for having raised a"
        " concern, or for another reason?",
        "the reason for the difference was {}",
        words={
            "religion": "religion or belief",
            "race": "race or origin",
            "language": "language",
            "culture": "culture",
            "gender": "gender",
            "sexual_orientation": "sexual orientation",
            "disability": "disability",
            "age": "age",
            "marital_status": "marital status",
            "economic_or_social_status": "economic or social status",
            "raised_concern": "that the person had raised a concern",
            "other": "another reason",
        },
    )
    professional_reason: YesNo = fact(
        "Was there a professional reason for treating this one differently?",
        (
            "there was a professional reason for the difference",
            "there was no professional reason for the difference",
        ),
        weigh="needs, plans and risk assessments that differ, what was agreed with a manager, and"
        " whether another in the same position would be treated so too",
    )
