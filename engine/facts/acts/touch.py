"""Physical contact, and what somebody does when a service user seeks improper contact."""

from __future__ import annotations

from typing import ClassVar, Literal

from engine.facts.acts.sexual import INDECENT, SexualReading
from engine.facts.base import Act, Choice, Deed, Model, Record, YesNo, fact
from engine.facts.shared import Followup


class Bodily(Model):
    """Conduct towards somebody's body, and how it may look."""

    to_whom: Choice[Literal["service_user", "colleague", "other"]] = fact(
        "Towards whom was it done?",
        "it was done towards {}",
        conduct=False,
        words={
            "service_user": "a service user",
            "colleague": "a colleague",
            "other": "somebody else",
        },
    )
    open_to_concern: YesNo = fact(
        "May what the person did be misread, or give rise to concern?",
        (
            "what was done may be misread or give rise to concern",
            "what was done can hardly be misread and gives no rise to concern",
        ),
        weigh="how it looks to those who saw it or hear of it, what the person thought of that,"
        " and what it may lead to, whatever was meant by it",
        conduct=False,
    )


class Fits(Record):
    """Whether the contact suited this service user."""

    age: YesNo = fact(
        "Did the contact suit the service user's age?",
        ("it suited the service user's age", "it did not suit the service user's age"),
        weigh="how old the service user is, and what people of that age get from the adults who"
        " look after them at work",
    )
    development: YesNo = fact(
        "Did the contact suit how far the service user has developed?",
        (
            "it suited the service user's stage of development",
            "it did not suit the service user's stage of development",
        ),
        weigh="what the service user understands of such contact, whatever their age",
    )
    gender: YesNo = fact(
        "Did the contact take account of the service user's gender and the person's?",
        ("it took account of gender", "it took no account of gender"),
        weigh="who touched whom, whether another could have done it, and what had been asked for",
    )
    culture: YesNo = fact(
        "Did the contact take account of the service user's ethnicity, culture, religion and"
        " background?",
        (
            "it took account of culture, religion and background",
            "it took no account of culture, religion or background",
        ),
        weigh="what the service user's culture or faith says about such contact, and whether the"
        " person knew it or could have asked",
    )


class Touch(Act, Bodily, SexualReading, Followup):
    """Somebody touched another person, other than to control or overpower them."""

    kind: Literal["touch"]
    form: Choice[
        Literal[
            "hug",
            "arm_or_hand",
            "on_lap",
            "stroking",
            "kiss",
            "tickling",
            "massage",
            "rough_play",
            "intimate",
            "personal_care",
            "treatment",
            "other",
        ]
    ] = fact(
        "What sort of contact was it? Play fighting, wrestling and other horseplay are rough play.",
        "the contact was {}",
        words={
            "hug": "a hug or cuddle",
            "arm_or_hand": "an arm round somebody, a hand on them, or holding hands",
            "on_lap": "having somebody sit on one's lap or lie against one",
            "stroking": "stroking, or playing with somebody's hair",
            "rough_play": "rough play, such as play fighting or wrestling",
            "intimate": "a touch on an intimate part of the body, other than in care",
            "personal_care": "personal care, such as washing, dressing, toileting or feeding",
            "treatment": "first aid or other treatment",
            "other": "of another sort",
        },
    )
    indecent: YesNo = fact(
        "May the touch be thought indecent?",
        ("the touch may be thought indecent", "nobody could think the touch indecent"),
        weigh=INDECENT,
        settled=[{"if": {"form": "intimate"}, "is": True}],
    )
    purpose: Choice[
        Literal["comfort", "care", "safety", "instruction", "affection", "play", "none", "other"]
    ] = fact(
        "What was the contact for? Comfort means that somebody was distressed.",
        "the contact was for {}",
        words={
            "comfort": "comforting somebody in distress",
            "care": "care or treatment",
            "safety": "keeping somebody safe",
            "instruction": "showing somebody how to do something",
            "affection": "affection, praise or greeting",
            "none": "no reason that anybody can give",
            "other": "something else",
        },
    )
    permission: Choice[
        Literal["given", "refused", "not_asked", "no_way_to_ask", "came_from_them"]
    ] = fact(
        "Was the one touched asked first, and what did they answer? If they started it, or there"
        " was no way to ask, answer so.",
        "asking first: {}",
        words={
            "given": "asked, and they agreed",
            "refused": "they did not agree",
            "not_asked": "not asked",
            "no_way_to_ask": "there was no way to ask",
            "came_from_them": "the contact came from the one touched",
        },
    )
    uneasy: YesNo = fact(
        "Did the one touched show unease: pull away, go stiff, look embarrassed, say no, or say"
        " afterwards that they had not liked it?",
        ("the one touched showed unease", "the one touched showed no unease"),
        conduct=False,
        settled=[{"if": {"permission": "refused"}, "is": True}],
    )
    after_unease: Choice[Literal["stopped", "carried_on", "had_to_go_on"]] = fact(
        "What did the person do once unease had shown? Had to go on means that there was no way"
        " which the one touched would have accepted, as with care that cannot wait.",
        "once unease had shown, the person {}",
        words={
            "stopped": "stopped or found a way that was accepted",
            "carried_on": "carried on, or did it again",
            "had_to_go_on": "had to go on",
        },
        only_if={"uneasy": True},
    )
    met_with_tact: YesNo = fact(
        "Was the unease noticed and met with tact?",
        ("the unease was met with tact", "the unease was overlooked or met without tact"),
        weigh="what could be seen, how soon the person took it up, what was said and done",
        only_if={"uneasy": True},
        settled=[{"if": {"after_unease": "carried_on"}, "is": False}],
    )
    care_plan: Choice[Literal["foresees_it", "rules_it_out", "silent"]] = fact(
        "What does the service user's care plan say of such contact, if there is one?",
        "the care plan {}",
        conduct=False,
        words={
            "foresees_it": "foresees such contact",
            "rules_it_out": "rules such contact out",
            "silent": "says nothing of it, or there is none",
        },
    )
    suits_role: YesNo = fact(
        "Did such contact suit the person's work, this service user's needs and any care plan?",
        (
            "the contact suited the person's work, the needs and any care plan",
            "the contact did not suit the person's work, the needs or the care plan",
        ),
        weigh="what the work is, what is known of the service user, what the care plan says, who"
        " else was there, and whether others in the same work would do it",
        settled=[
            {"if": {"care_plan": "rules_it_out"}, "is": False},
            {"if": {"form": "intimate"}, "is": False},
        ],
    )
    met_need: YesNo = fact(
        "Did the contact answer a need that the service user had at that moment?",
        (
            "the contact answered a need of that moment",
            "the contact answered no need of that moment",
        ),
        weigh="distress, pain, danger, care that was due; whose need it was, the service user's or"
        " the person's",
        settled=[{"if": {"purpose": "none"}, "is": False}],
    )
    longer_than_needed: YesNo = fact(
        "Did it last longer than it had to?",
        ("it lasted longer than it had to", "it was kept short"),
        weigh="how long it lasted or how often it was repeated, and what it was for",
    )
    fits: Fits | None = None
    weighed: YesNo = fact(
        "Did the person think over whether and how to touch?",
        (
            "the person thought over whether and how to touch",
            "the person did not think about it",
        ),
        weigh="what the person says of it and what they took into account, such as what the"
        " service user has been through",
    )
    in_secret: YesNo = fact(
        "Was it done or kept in secret: out of sight on purpose, or with word not to tell?",
        ("it was done or kept in secret", "it was done openly and nobody was told to keep quiet"),
    )
    gratification: YesNo = fact(
        "Did it serve to gratify the person or anybody else?",
        ("it served to gratify somebody", "it gratified nobody"),
        weigh="what was said and done before and after, whether there was any other purpose, and"
        " whether it was sought out again",
    )
    authority_misused: YesNo = fact(
        "Was authority over the one touched misused for it?",
        ("authority was misused for it", "no authority was misused"),
        weigh="whether the one touched could say no, what they had been told or promised, and what"
        " the person decides about them",
    )
    account_given: Choice[Literal["explained", "refused", "could_not", "not_asked"]] = fact(
        "When asked about it, did the person explain it?",
        "asked about it, the person {}",
        words={
            "explained": "explained it",
            "refused": "refused to explain it or resented the question",
            "could_not": "could not explain it",
            "not_asked": "has not been asked",
        },
    )
    able_alone: YesNo = fact(
        "Could the service user have done this for themselves?",
        (
            "the service user could have done it alone",
            "the service user could not have done it alone",
        ),
        conduct=False,
        only_if={"form": "personal_care"},
    )
    colleague_told: Deed = fact(
        "Was a colleague told when and how comfort was given? A manager is a colleague too.",
        "telling a colleague when and how comfort was given: {}",
        only_if={"purpose": "comfort"},
    )
    preferences_known: YesNo = fact(
        "Had the person found out what this service user likes and dislikes about being touched?",
        (
            "the person had found out what the service user likes and dislikes",
            "the person had not found out what the service user likes and dislikes",
        ),
    )
    misreading_foreseen: YesNo = fact(
        "Could it be expected that the service user would misread the contact or not want it?",
        (
            "it was to be expected that the contact would be misread or unwelcome",
            "nothing suggested that the contact would be misread or unwelcome",
        ),
        weigh="how the service user took such contact before, what they have been through, what"
        " was known to the person",
    )
    alternatives_considered: YesNo = fact(
        "Did the person consider another way than touching?",
        ("another way was considered", "no other way was considered"),
        only_if={"misreading_foreseen": True},
    )
    explained: Deed = fact(
        "Was the service user told why the contact was needed and what it would be?",
        "telling the service user why and what: {}",
    )


class ContactSought(Act, Followup):
    """A situation: a service user seeks physical contact that would be improper.

    It is told as an act of whoever it is sought from.
    """

    situation: ClassVar[bool] = True
    kind: Literal["contact_sought"]
    abuse_history: YesNo = fact(
        "Is it known that this service user suffered abuse or neglect before?",
        (
            "the service user is known to have suffered abuse or neglect",
            "nothing is known of earlier abuse or neglect",
        ),
        conduct=False,
    )
    answer: Choice[Literal["deterred_gently", "rebuffed", "went_along", "nothing"]] = fact(
        "What did the person do: deter it gently, rebuff it harshly, go along with it, or nothing?",
        "the person {}",
        words={
            "deterred_gently": "deterred it gently",
            "rebuffed": "rebuffed it harshly",
            "went_along": "went along with it",
            "nothing": "did nothing",
        },
    )
    boundaries_explained: YesNo = fact(
        "Was the service user helped to see why personal boundaries matter?",
        (
            "the service user was helped to see why boundaries matter",
            "the service user was not helped to see why boundaries matter",
        ),
    )
    open_to_concern: YesNo = fact(
        "May the situation give rise to concern?",
        ("the situation may give rise to concern", "the situation gives no rise to concern"),
        weigh="what was sought and from whom, whether it happened before, what it may mean",
        conduct=False,
    )
