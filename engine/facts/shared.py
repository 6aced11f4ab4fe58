"""Facts that many kinds of acts share, stated once here and mixed in where they belong."""

from __future__ import annotations

from typing import Literal

from engine.facts.base import Choice, Deed, Model, Record, When, YesNo, fact

Premises = Choice[
    Literal[
        "school_premises", "other_trust_premises", "workplace", "public_place", "home", "online"
    ]
]


class Told(Record):
    """Who has been told of the matter, one entry per office; an office left out is not stated."""

    manager: Deed = fact(
        "Was the person's line manager told, and when?",
        "telling the line manager: {}",
        whom="manager",
    )
    senior_manager: Deed = fact(
        "Was a senior manager told, and when?", "telling a senior manager: {}"
    )
    named_link_person: Deed = fact(
        "Was the named link person told, and when?", "telling the named link person: {}"
    )
    designated_lead: Deed = fact(
        "Was the designated safeguarding lead told, and when?",
        "telling the designated safeguarding lead: {}",
    )
    director_for_safeguarding: Deed = fact(
        "Was the Director for Safeguarding told, and when?",
        "telling the Director for Safeguarding: {}",
    )
    registered_provider: Deed = fact(
        "Was the registered provider told, and when?", "telling the registered provider: {}"
    )
    hr: Deed = fact("Was Human Resources told, and when?", "telling Human Resources: {}")
    lado: Deed = fact("Was the LADO told, and when?", "telling the LADO: {}")
    police: Deed = fact("Were the police told, and when?", "telling the police: {}")
    social_care: Deed = fact("Was social care told, and when?", "telling social care: {}")
    external_agency: Deed = fact(
        "Was another agency outside the organisation told, and when?",
        "telling another agency outside the organisation: {}",
    )


class Followup(Model):
    """What was done about an act afterwards: put on record, told to whom."""

    recorded: Deed = fact(
        "Was it put on record, and was that done at once, late, or not at all?",
        "putting it on record: {}",
    )
    told: Told | None = None


class Place(Model):
    """Where it happened."""

    premises: Premises = fact(
        "Where did it happen?",
        "it happened at: {}",
        words={
            "school_premises": "the school's premises",
            "other_trust_premises": "other premises of the trust",
            "workplace": "the workplace",
            "public_place": "a public place",
            "home": "somebody's home",
            "online": "online",
        },
    )


class Online(Model):
    """How technology was used: safely, within policies, and without harm to a good name."""

    unsafe_online: YesNo = fact(
        "Was what the person did online unsafe or irresponsible?",
        (
            "what the person did online was unsafe or irresponsible",
            "what the person did online was safe and responsible",
        ),
        weigh="what was done, who could see it, what it exposed others or the person to, and what"
        " staff had been told",
    )
    against_online_policy: YesNo = fact(
        "Was it against a policy or guideline on technology that can be named?",
        (
            "it was against a named policy or guideline on technology",
            "it was against no policy or guideline on technology",
        ),
    )
    disrepute: YesNo = fact(
        "Could such use of technology damage the organisation's good name?",
        (
            "such use of technology could damage the organisation's good name",
            "such use of technology could not damage the organisation's good name",
        ),
        weigh="who got to know or may get to know of it, how it ties back to the organisation, and"
        " what people would make of it",
    )


class Event(Followup, Place):
    """Facts that all acts of one event share, stated once; `on` too, for acts that lack it."""

    on: When = None
