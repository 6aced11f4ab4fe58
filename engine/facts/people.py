"""Roles and offices: who somebody is towards a policy, and which office of escalation they hold."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from engine.facts.base import MAX_ITEMS, Model

Ref = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$")]

ROLES: dict[str, str] = {
    "employee": "an employee, permanent or temporary",
    "manager": "a manager",
    "agency_worker": "an agency worker on assignment",
    "contractor": "a contractor or consultant",
    "director": "a director",
    "associate": "an associate",
    "volunteer": "a volunteer",
    "school_staff": "a member of a school's staff",
    "principal": "a principal or headteacher",
    "steering_group_member": "a member of the steering group",
    "forum_staff": "a member of the forum's staff",
    "forum_member": "a parent or carer who belongs to the forum",
    "partner": "a partner of the coalition",
    "advocate": "an advocate",
    "speaking_friend": "a friend who speaks for a parent",
    "friend": "a friend who only keeps somebody company",
    "parent": "a parent",
    "carer": "a carer",
    "visitor": "a visitor",
    "child": "a child",
    "pupil": "a pupil",
    "service_user": "a service user",
    "former_service_user": "a former service user",
    "organisation": "the organisation",
    "school": "the school",
    "trust": "the trust",
    "forum": "the forum, or its steering group as a body",
    "outsider": "somebody from outside",
}
"""Every role, and how it reads."""

ROLE_GROUPS: dict[str, tuple[str, ...]] = {
    "staff": (
        "employee",
        "manager",
        "agency_worker",
        "contractor",
        "director",
        "associate",
        "volunteer",
    ),
    "parent_carer": ("parent", "carer"),
    "companion": ("advocate", "speaking_friend", "friend"),
    "forum_people": ("steering_group_member", "forum_staff", "forum_member"),
}
"""A group says that somebody is one of these, without saying which."""

OFFICES: dict[str, str] = {
    "manager": "the line manager",
    "senior_manager": "a senior manager",
    "named_link_person": "the named link person",
    "designated_lead": "the designated safeguarding lead",
    "director_for_safeguarding": "the Director for Safeguarding",
    "registered_provider": "the registered provider",
    "hr": "Human Resources",
    "lado": "the LADO",
    "police": "the police",
    "social_care": "social care",
    "external_agency": "an agency outside the organisation",
    "statutory_agency": "a statutory agency",
    "professional_body": "the professional body",
    "dbs": "the Disclosure and Barring Service",
    "support_agency": "a support agency",
    "directors": "the Directors",
    "organisation": "the organisation",
    "school": "the school",
    "trust": "the trust",
    "principal": "the Principal",
    "senior_staff": "a senior member of staff",
    "sendiass": "SENDIASS",
    "legal_adviser": "a legal adviser",
    "authorities": "the appropriate authorities",
    "chair": "the Chair",
    "programme_manager": "the Programme Manager",
    "steering_group": "the Steering Group",
    "forum": "the forum",
    "coalition": "the coalition",
    "members": "the members",
}
"""Every office that a step may name, and how it reads."""


class Office(Model):
    """An office that somebody holds; `of` says towards whom, e.g. whose line manager."""

    office: str
    of: Ref | None = None


class Person(Model):
    """Somebody the account is about, by an opaque reference and never by name.

    `roles` says what the person is: a list towards every policy, or a map from policy to roles.
    Left out, the role is not stated, and nothing is taken for granted.
    """

    ref: Ref
    roles: list[str] | dict[str, list[str]] | None = Field(default=None, max_length=MAX_ITEMS)
    holds: list[str | Office] | None = Field(default=None, max_length=MAX_ITEMS)


Gravity = Literal["low", "moderate", "serious", "critical"]
GRAVITIES: tuple[Gravity, ...] = ("low", "moderate", "serious", "critical")
