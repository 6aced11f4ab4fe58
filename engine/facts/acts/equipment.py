"""Equipment, accounts and passwords in somebody's charge."""

from __future__ import annotations

from typing import Literal

from engine.facts.base import Act, Choice, fact


class EquipmentUse(Act):
    """Equipment, a login or a password in somebody's charge, and who could get at it."""

    kind: Literal["equipment_use"]
    password_given: Choice[
        Literal["to_nobody", "to_technical_support", "to_somebody", "left_to_be_seen"]
    ] = fact(
        "Did the person tell anybody the password, let anybody use the login, or leave it where it"
        " could be read?",
        "the password or login was {}",
        words={
            "to_nobody": "known to nobody else",
            "to_technical_support": "given to the organisation's technical support at its request",
            "to_somebody": "given to or used by somebody else",
            "left_to_be_seen": "left where others could read it",
        },
    )
    equipment: Choice[Literal["organisation", "personal_with_work_data", "personal"]] = fact(
        "What equipment was it: the organisation's, private equipment that holds work data, or"
        " private equipment that holds none?",
        "the equipment was {}",
        conduct=False,
        words={
            "organisation": "the organisation's",
            "personal_with_work_data": "private and held work data",
            "personal": "private and held no work data",
        },
    )
    opened_to: Choice[
        Literal[
            "nobody",
            "authorised_person",
            "family_or_friend",
            "service_user",
            "colleague",
            "outsider",
            "unauthorised_person",
        ]
    ] = fact(
        "Who got at the equipment, or could? If they were allowed to use it, answer so.",
        "those who could get at it: {}",
        words={
            "nobody": "nobody else",
            "authorised_person": "somebody allowed to use it",
            "family_or_friend": "family or a friend of the person",
            "service_user": "a service user not allowed to use it",
            "colleague": "a colleague not allowed to use it",
            "outsider": "somebody from outside",
            "unauthorised_person": "somebody not allowed to use it",
        },
        groups={
            "unauthorised_person": ["family_or_friend", "service_user", "colleague", "outsider"]
        },
    )
    how: Choice[Literal["handed_over", "left_open", "in_spite_of_care"]] = fact(
        "Did the person hand it over, leave it open or unlocked, or did the other get round a"
        " lock or take it by force or theft?",
        "the equipment was {}",
        words={
            "handed_over": "handed over",
            "left_open": "left open, unlocked or lying about",
            "in_spite_of_care": "got at by breaking a lock or by theft",
        },
    )
