"""Concerns: about others, about one's own conduct, and criminal matters of one's own."""

from __future__ import annotations

from typing import Any, ClassVar, Literal

from engine.facts.base import Act, Choice, Deed, YesNo, fact
from engine.facts.shared import Told

ABOUT = {
    "manager": "the line manager of the person who holds the concern",
    "designated_lead": "the designated safeguarding lead",
    "director_for_safeguarding": "the Director for Safeguarding",
    "both_leads": "the designated safeguarding lead and the Director for Safeguarding",
    "colleague": "another member of staff",
    "volunteer": "a volunteer",
    "works_elsewhere": "somebody employed elsewhere who works with the service users",
    "nobody_at_work": "nobody who works with the service users",
    "somebody_at_work": "somebody who works with the service users",
}


TELLABLE = [
    "manager",
    "senior_manager",
    "registered_provider",
    "designated_lead",
    "director_for_safeguarding",
    "lado",
    "police",
    "social_care",
    "external_agency",
]
"""Those who are in charge, and agencies, by their place under `told`."""


def _tells(whom: str) -> Any:  # noqa: ANN401  as `fact`
    """Ask of a telling that cannot be where the matter was kept quiet."""
    return fact(
        f"Was {whom} told of it, and when?",
        f"telling {whom}: {{}}",
        settled=[{"if": {"kept_to_self": True}, "is": "not_done"}],
    )


class ToldManagementUnlessKept(Told):
    """Who has been told of a matter that may have been kept from management."""

    manager: Deed = _tells("the person's line manager")
    senior_manager: Deed = _tells("a senior manager")
    registered_provider: Deed = _tells("the registered provider")
    hr: Deed = _tells("Human Resources")


class ToldUnlessKept(ToldManagementUnlessKept):
    """Who has been told of a matter that the person may have kept to themselves altogether."""

    named_link_person: Deed = _tells("the named link person")
    designated_lead: Deed = _tells("the designated safeguarding lead")
    director_for_safeguarding: Deed = _tells("the Director for Safeguarding")
    lado: Deed = _tells("the LADO")
    police: Deed = _tells("the police")
    social_care: Deed = _tells("social care")
    external_agency: Deed = _tells("another agency outside the organisation")


class Concern(Act):
    """A situation: somebody saw, was told of, or worries about something that gives concern.

    It is told as an act of whoever holds the concern, and only where the account says that they
    did; who did what worries them is told as an act of its own.
    """

    situation: ClassVar[bool] = True
    kind: Literal["concern"]
    how: Choice[Literal["allegation", "witnessed", "own_worry"]] = fact(
        "How did it come to the person: did somebody allege or disclose it to them, did they see"
        " or hear it happen, or do they worry for another reason?",
        "it came to the person by {}",
        conduct=False,
        words={
            "allegation": "an allegation or disclosure made to them",
            "witnessed": "seeing or hearing it happen",
            "own_worry": "a worry of their own",
        },
    )
    about: Choice[
        Literal[
            "manager",
            "designated_lead",
            "director_for_safeguarding",
            "both_leads",
            "colleague",
            "volunteer",
            "works_elsewhere",
            "nobody_at_work",
            "somebody_at_work",
        ]
    ] = fact(
        "Whose conduct is it about? If nobody who works with the service users is in question,"
        " answer so.",
        "it is about {}",
        conduct=False,
        words=ABOUT,
        groups={
            "somebody_at_work": [word for word in ABOUT if not word.endswith("_at_work")],
        },
        complained={
            "manager": ["manager"],
            "designated_lead": ["designated_lead"],
            "director_for_safeguarding": ["director_for_safeguarding"],
            "both_leads": ["designated_lead", "director_for_safeguarding"],
        },
    )
    welfare: YesNo = fact(
        "Is the person worried about somebody's welfare?",
        (
            "the person is worried about somebody's welfare",
            "nobody's welfare worries the person",
        ),
        conduct=False,
        whom="the person",
    )
    unprotected: YesNo = fact(
        "Does the person believe that service users are not being protected?",
        (
            "the person believes that service users are not being protected",
            "the person does not believe that service users go unprotected",
        ),
        conduct=False,
        whom="the person",
    )
    welfare_at_risk: YesNo = fact(
        "May the welfare of service users be at risk if nobody is told?",
        (
            "the welfare of service users may be at risk if nobody is told",
            "the welfare of service users is not at risk",
        ),
        weigh="what is feared or known, who is within reach of it, and whether it may happen again",
    )
    abuse: YesNo = fact(
        "Did it say or suggest that somebody was being abused or neglected?",
        ("it suggested abuse or neglect", "it suggested neither abuse nor neglect"),
        conduct=False,
    )
    told_by: Choice[Literal["child", "parent_or_carer", "adult_service_user", "other"]] = fact(
        "Who told the person of it, if anybody did: a child, a parent or carer, an adult service"
        " user, or somebody else?",
        "it was told by {}",
        conduct=False,
        words={
            "child": "a child",
            "parent_or_carer": "a parent or carer",
            "adult_service_user": "an adult service user",
            "other": "somebody else",
        },
    )
    reassured: YesNo = fact(
        "Was whoever told of it reassured that it would be handled with care?",
        (
            "whoever told of it was reassured that it would be handled with care",
            "whoever told of it was not reassured",
        ),
    )
    procedures_followed: YesNo = fact(
        "Did the person act as the safeguarding policy and its procedures lay down?",
        (
            "the person acted as the safeguarding policy lays down",
            "the person did not act as the safeguarding policy lays down",
        ),
    )
    lead_known: YesNo = fact(
        "Did the person know who their designated safeguarding lead is?",
        (
            "the person knew who the designated safeguarding lead is",
            "the person did not know who the designated safeguarding lead is",
        ),
        whom="the person",
    )
    challenged: YesNo = fact(
        "Did the person speak up against what they saw or heard?",
        (
            "the person spoke up against what they saw or heard",
            "the person did not speak up against what they saw or heard",
        ),
        only_if={"how": "witnessed"},
    )
    possible_grooming: YesNo = fact(
        "May somebody be grooming a service user, child or adult?",
        ("somebody may be grooming a service user", "nothing points to grooming"),
        conduct=False,
        weigh="secrets, presents, favours, private messages or meetings, lifts, being alone"
        " together, a close or romantic relationship; that it is possible is enough",
    )
    open_to_misreading: YesNo = fact(
        "May what somebody did be misread?",
        ("what was done may be misread", "what was done can hardly be misread"),
        conduct=False,
        weigh="how it looks to those who saw it or hear of it, whatever was meant by it",
    )
    lado_called_for: YesNo = fact(
        "Does the matter call for the LADO's advice?",
        ("the matter calls for the LADO's advice", "the matter does not call for the LADO"),
        conduct=False,
        weigh="whether a child may have been harmed or put at risk by somebody who works with"
        " children, and what the policy on allegations against staff says",
    )
    kept_to_self: YesNo = fact(
        "Did the person keep it to themselves, so that neither management, nor a safeguarding lead,"
        " nor an agency outside was told?",
        (
            "the person told nobody in charge and no agency",
            "the person told somebody in charge or an agency",
        ),
    )
    waited: YesNo = fact(
        "Did the person wait before telling anybody, so that neither management, nor a safeguarding"
        " lead, nor an agency outside was told at once?",
        (
            "the person waited before telling anybody in charge or an agency",
            "the person did not wait before telling somebody in charge or an agency",
        ),
        settled=[
            {"if": {"kept_to_self": True}, "is": True},
            *({"if": {f"told.{whom}": "done"}, "is": False} for whom in TELLABLE),
        ],
    )
    recorded: Deed = fact(
        "Was it put on record, and was that done at once, late, or not at all?",
        "putting it on record: {}",
    )
    told: ToldUnlessKept | None = None


class ManagerResponse(Act):
    """A situation: somebody reported a matter, and a manager responded to it or did not.

    It is told as an act of whoever made the report; `told` says whom they turned to then.
    """

    situation: ClassVar[bool] = True
    kind: Literal["manager_response"]
    reported: Choice[Literal["allegation_against_staff", "other"]] = fact(
        "What had been reported: an allegation against staff or a volunteer, or something else?",
        "what had been reported was {}",
        conduct=False,
        words={
            "allegation_against_staff": "an allegation against staff or a volunteer",
            "other": "something else",
        },
    )
    worrying: YesNo = fact(
        "Does the way in which the manager responded worry the person who reported?",
        (
            "the manager's response worries the person who reported",
            "the manager's response does not worry the person who reported",
        ),
        conduct=False,
        whom="the person",
    )
    told: Told | None = None


class OwnAction(Act):
    """A situation: somebody has acted in a way that may give rise to concern, and may know it.

    It is told beside the act itself, where the account says whether the person spoke of it.
    """

    kind: Literal["own_action"]
    open_to_concern: YesNo = fact(
        "May what the person did give rise to concern?",
        (
            "what the person did may give rise to concern",
            "what the person did gives no rise to concern",
        ),
        weigh="how it looks to those who saw it or hear of it, and what it may lead to, whatever"
        " was meant by it",
    )
    told: Told | None = None


class OwnDifficulty(Act):
    """A situation: somebody has a difficulty or problem of their own."""

    situation: ClassVar[bool] = True
    kind: Literal["own_difficulty"]
    may_affect_service_users: YesNo = fact(
        "May it affect how the person relates to service users or behaves towards them?",
        (
            "it may affect how the person relates to service users",
            "it does not affect how the person relates to service users",
        ),
        weigh="what the difficulty is, how it has shown at work, and what the work demands",
    )
    may_affect_duties: YesNo = fact(
        "May it affect how well the person can do what they have taken on?",
        (
            "it may affect how well the person does what they have taken on",
            "it does not affect what the person has taken on",
        ),
        weigh="what has been taken on, what the difficulty takes away, and how it has shown so far",
    )
    colleagues_told: Deed = fact(
        "Were those with whom the person shares the work told of it, and when?",
        "telling those who share the work: {}",
    )
    told_untruth: YesNo = fact(
        "Did the person tell those who share the work something untrue about it?",
        (
            "the person told those who share the work something untrue about it",
            "the person told those who share the work nothing untrue about it",
        ),
    )
    support_sought: Deed = fact(
        "Did the person ask for support, and when?",
        "asking for support: {}",
    )
    told: Told | None = None


class CriminalMatter(Act):
    """A situation: a criminal matter against the person themselves has come about."""

    kind: Literal["criminal_matter"]
    matter: Choice[Literal["conviction", "caution", "relevant_order", "charge", "arrest"]] = fact(
        "What is it: a conviction, a caution, an order, a charge, or an arrest?",
        "the matter is {}",
        conduct=False,
        words={
            "conviction": "a conviction",
            "caution": "a caution",
            "relevant_order": "an order that bears on working with people",
            "charge": "a charge",
            "arrest": "an arrest",
        },
    )
    after_role_began: YesNo = fact(
        "Did it come after the person took up the role?",
        ("it came after the person took up the role", "it came before the person took up the role"),
        conduct=False,
    )
    dbs_checked_role: YesNo = fact(
        "Is the person's role one that is checked with the Disclosure and Barring Service?",
        ("the role is subject to disclosure checks", "the role is not subject to such checks"),
        conduct=False,
        whom="hr",
    )
    may_affect_work: YesNo = fact(
        "May the offence affect the person's work?",
        ("the offence may affect the work", "the offence does not affect the work"),
        weigh="what the offence says about safety with people, driving, money or trust, and what"
        " the role involves; in doubt, it may",
    )
    kept_to_self: YesNo = fact(
        "Did the person keep it to themselves, so that neither management nor Human Resources was"
        " told?",
        (
            "the person told neither management nor Human Resources",
            "the person told management or Human Resources",
        ),
    )
    told: ToldManagementUnlessKept | None = None
