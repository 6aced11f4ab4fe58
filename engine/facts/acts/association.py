"""Relationships and associations in private life that may matter for safeguarding."""

from __future__ import annotations

from typing import ClassVar, Literal

from engine.facts.base import Act, Choice, Deed, YesNo, fact


class Association(Act):
    """A situation: somebody is close to a person who may matter for safeguarding, and knows it.

    A partner, relative, friend, somebody they live or associate with. It is told as an act of the
    one who works for the organisation, whatever the other person has done, and from when they knew.
    """

    situation: ClassVar[bool] = True
    kind: Literal["association"]
    other_person: Choice[
        Literal[
            "convicted",
            "charged_or_investigated",
            "barred_or_under_order",
            "harmful_at_home",
            "tied_to_service_user",
            "nothing_known",
        ]
    ] = fact(
        "What is known of the other person: a conviction or caution for harming or exploiting"
        " somebody; a charge, an arrest or an inquiry into that; a bar or order that keeps them"
        " from children or adults; violence or abuse at home; a tie to a service user's family; or"
        " nothing of the kind?",
        "the other person {}",
        conduct=False,
        words={
            "convicted": "was convicted of or cautioned for harming or exploiting somebody",
            "charged_or_investigated": (
                "was charged, arrested or investigated for harming or exploiting somebody"
            ),
            "barred_or_under_order": "is barred or under an order that protects others from them",
            "harmful_at_home": "is violent or abusive at home",
            "tied_to_service_user": "belongs to a service user's family or is close to one",
            "nothing_known": "is not known for anything of the kind",
        },
    )
    may_matter: YesNo = fact(
        "May the relationship or association matter for the safeguarding of service users?",
        (
            "the association may matter for safeguarding",
            "the association does not matter for safeguarding",
        ),
        weigh="what is known of the other person, how close the two are, and what the work gives"
        " access to: homes, children, records",
    )
    talked_over: Deed = fact(
        "Did the person talk it over with a manager when they knew of it; only later, for instance"
        " when it was about to come out; or not at all?",
        "talking it over with a manager: {}",
    )


class StaffMatterLearnt(Act):
    """A situation: a manager learnt of such an association, or of what troubles somebody's home."""

    situation: ClassVar[bool] = True
    kind: Literal["staff_matter_learnt"]
    expected_beforehand: YesNo = fact(
        "Had the manager made known, before it came up, that staff are expected to speak of such"
        " matters?",
        (
            "the manager had made known that staff are expected to speak of such matters",
            "the manager had never made known that staff are expected to speak of such matters",
        ),
    )
    support_considered: Deed = fact(
        "Did the manager work out whether the member of staff needs support, and arrange it?",
        "working out what support the member of staff needs: {}",
        whom="manager",
    )
    protection_considered: Deed = fact(
        "Did the manager weigh whether service users need protecting?",
        "weighing whether service users need protecting: {}",
        whom="manager",
    )
