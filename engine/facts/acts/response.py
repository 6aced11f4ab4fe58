"""What an organisation does once somebody has broken its code."""

from __future__ import annotations

from typing import ClassVar, Literal

from engine.facts.base import Act, Choice, Deed, Model, YesNo, fact


class Answer(Model):
    """What any answer to a breach may be asked about."""

    answers_whom: Choice[
        Literal["advocate", "friend", "parent", "carer", "visitor", "member", "partner", "other"]
    ] = fact(
        "Whose conduct does the organisation answer?",
        "it answers the conduct of {}",
        conduct=False,
        words={
            "advocate": "an advocate, or a friend who speaks for a parent",
            "friend": "a friend who only keeps somebody company",
            "parent": "a parent",
            "carer": "a carer",
            "visitor": "a visitor",
            "member": "a member of the forum, its staff or its steering group",
            "partner": "a partner of the coalition",
            "other": "somebody else",
        },
    )
    proportionate: YesNo = fact(
        "Was the answer in proportion to what had happened?",
        ("the answer was in proportion", "the answer was out of proportion"),
        weigh="how grave it was, whether it was the first time, how upset the person was and why,"
        " and what milder answer would have done",
    )
    breach_serious: YesNo = fact(
        "Was the breach a serious one?",
        ("the breach was serious", "the breach was not serious"),
        weigh="what harm was done or risked, and to whom",
    )
    breach_deliberate: YesNo = fact(
        "Was the breach deliberate?",
        ("the breach was deliberate", "the breach was not deliberate"),
        weigh="what the person knew and had been told, what they said of it, and whether it could"
        " have been a slip",
    )
    breaches_persistent: YesNo = fact(
        "Had the person broken the code persistently?",
        ("the person had broken the code persistently", "the breaches were not persistent"),
        weigh="how many there were, over how long, and whether the person had been told",
    )


class BreachResponse(Act, Answer):
    """An organisation has learned that somebody broke its code, and answers it."""

    situation: ClassVar[bool] = True
    kind: Literal["breach_response"]
    gathered_information: Deed = fact(
        "Was information gathered from those involved?",
        "gathering information from those involved: {}",
    )
    spoke_to_person: Deed = fact(
        "Did somebody speak about it with the person concerned?",
        "speaking with the person concerned: {}",
    )
    tried_to_settle: YesNo = fact(
        "Did the organisation try to settle it on good terms?",
        (
            "the organisation tried to settle it on good terms",
            "the organisation did not try to settle it on good terms",
        ),
    )
    every_effort: YesNo = fact(
        "Did the organisation make every effort towards an end that all can accept, before it"
        " turned to any measure?",
        ("every effort was made to agree first", "not every effort was made to agree first"),
        weigh="what was offered and tried, how the person met it, and what came before what",
    )
    settlement: Choice[Literal["reached", "still_open", "not_possible"]] = fact(
        "Has it been settled on good terms, is that still open, or is it not possible?",
        "settling it on good terms: {}",
        conduct=False,
        weigh="what was tried and how the person met it",
        words={
            "reached": "reached",
            "still_open": "still open",
            "not_possible": "not possible",
        },
    )
    crime_risk: YesNo = fact(
        "Does the organisation see a risk that a crime will be committed?",
        ("the organisation sees a risk of crime", "the organisation sees no risk of crime"),
        weigh="what was said and done, and what may follow from it",
    )


class Restriction(Act, Answer):
    """An organisation limits somebody's dealings with it, part in meetings or access."""

    kind: Literal["restriction"]
    limits: Choice[
        Literal[
            "dealings",
            "part_in_meetings",
            "form_of_contact",
            "named_contact",
            "access_to_site",
            "access_to_staff",
            "barred",
        ]
    ] = fact(
        "What is limited?",
        "what is limited: {}",
        words={
            "dealings": "dealings with the person",
            "part_in_meetings": "the person's part in meetings",
            "form_of_contact": "the form of contact",
            "named_contact": "contact to one named member of staff",
            "access_to_site": "access to the site",
            "access_to_staff": "access to staff",
            "barred": "the person is barred from the premises altogether",
        },
    )
    for_the_child: YesNo = fact(
        "Was it limited for the child's sake?",
        ("it was limited for the child's sake", "it was limited for other reasons"),
        weigh="the reasons given at the time, and what the child gains or loses by it",
    )
    parent_signposted_to_sendiass: Deed = fact(
        "Was the parent pointed to SENDIASS for advice?",
        "pointing the parent to SENDIASS: {}",
        whom="school",
    )
