"""Contact with service users and families: messages, meetings, attachments, dependence."""

from __future__ import annotations

from typing import ClassVar, Literal

from engine.facts.acts.concern import ToldUnlessKept
from engine.facts.acts.sexual import SexualReading
from engine.facts.base import Act, Choice, Deed, Model, YesNo, fact
from engine.facts.shared import Followup, Online


class WithSomebody(Model):
    """With whom somebody was in touch."""

    other_party: Choice[
        Literal["service_user", "parent_or_carer", "family", "former_service_user", "other"]
    ] = fact(
        "With whom: a service user, the parent or carer of one, another relative of one, a former"
        " service user, or somebody else?",
        "it was with {}",
        conduct=False,
        words={
            "service_user": "a service user",
            "parent_or_carer": "a parent or carer of a service user",
            "family": "another relative of a service user",
            "former_service_user": "a former service user",
            "other": "somebody else",
        },
    )


class Contact(Act, WithSomebody, SexualReading, Online, Followup):
    """Communication with somebody by any means, or own details given out to them."""

    kind: Literal["contact"]
    medium: Choice[
        Literal[
            "message",
            "call",
            "email",
            "letter_or_card",
            "social_media",
            "friend_request",
            "gaming",
            "video_call",
            "face_to_face",
        ]
    ] = fact(
        "By what means: a text or chat message, a call, an e-mail, a letter or card, social media,"
        " a friend or follow request, a gaming site, a video call, or face to face?",
        "it was by {}",
        words={
            "message": "text or chat message",
            "call": "phone call",
            "email": "e-mail",
            "letter_or_card": "letter or card",
            "social_media": "social media",
            "friend_request": "friend or follow request",
            "gaming": "a gaming site",
            "video_call": "video call",
            "face_to_face": "talking face to face",
        },
    )
    started_by: Choice[Literal["the_person", "other_party", "both"]] = fact(
        "Who got in touch: the person, the other party, or both with each other?",
        "it was {} who got in touch",
        words={
            "the_person": "the person",
            "other_party": "the other party",
            "both": "now the one, now the other,",
        },
    )
    reply: Choice[Literal["none", "only_refused", "answered", "accepted"]] = fact(
        "If the other party got in touch, how did the person reply: not at all, only by refusing,"
        " by answering, or by accepting the request?",
        "the person's reply: {}",
        only_if={"started_by": ["other_party", "both"]},
        words={
            "only_refused": "nothing but a refusal",
            "answered": "an answer",
            "accepted": "the request was accepted",
        },
    )
    account: Choice[Literal["work", "private"]] = fact(
        "Did it go by the person's work phone or account, or by a private one?",
        "it went by a {} phone or account",
        conduct=False,
    )
    purpose: Choice[Literal["work", "approved_social", "personal"]] = fact(
        "What was it for: the work, a social matter that a manager had approved beforehand, or"
        " something personal or otherwise outside the work? A friend request between private"
        " accounts is outside the work.",
        "what it was for: {}",
        words={
            "work": "the work",
            "approved_social": "a social matter that a manager had approved beforehand",
            "personal": "something personal, or otherwise outside the work",
        },
    )
    senior_manager_agreed: YesNo = fact(
        "Had a senior manager agreed beforehand to personal messages to them?",
        (
            "a senior manager had agreed beforehand",
            "no senior manager had agreed beforehand",
        ),
        whom="senior_manager",
    )
    details_given: Choice[Literal["none", "work_contact", "private_contact", "other_personal"]] = (
        fact(
            "Did the person give details of their own: none, those for work only, private ones such"
            " as a mobile number, e-mail address or online name, or other personal details such as"
            " a home address?",
            "details given out: {}",
            words={
                "work_contact": "contact details for work only",
                "private_contact": "private contact details",
                "other_personal": "personal details of another sort",
            },
        )
    )
    details_found: YesNo = fact(
        "Had the other party found the person's private number, address or account in another way"
        " than from the person?",
        (
            "the other party had found the private details in another way",
            "the person had given the private details out themselves",
        ),
        only_if={"started_by": ["other_party", "both"]},
    )
    asked_for: Choice[Literal["nothing_personal", "needed_for_role", "personal"]] = fact(
        "What did the person ask for: nothing personal, personal information that the role may make"
        " necessary, or other personal information (age, looks, size, address, friends, pictures)?",
        "what the person asked for: {}",
        words={
            "nothing_personal": "nothing personal",
            "needed_for_role": "personal information that the role may make necessary",
            "personal": "personal information that the role does not call for",
        },
    )
    responded_to: Choice[Literal["nothing_personal", "needed_for_role", "personal"]] = fact(
        "Did the person respond to personal information from the other party, and if so, to what"
        " the role may make necessary (a disclosure included), or to something else?",
        "what the person responded to: {}",
        words={
            "nothing_personal": "nothing personal",
            "needed_for_role": "personal information that the role may make necessary",
            "personal": "personal information that is no matter of the role",
        },
    )
    kept_hidden: YesNo = fact(
        "Was the communication hidden, for instance by deleting it, by having it deleted, or by"
        " going to a channel where nobody would see it?",
        ("the communication was hidden", "the communication was not hidden"),
    )
    outside_boundaries: YesNo = fact(
        "Did the communication go outside clear professional boundaries?",
        (
            "the communication went outside professional boundaries",
            "the communication stayed within professional boundaries",
        ),
        weigh="what it was about, its tone, hour and frequency, pet names, kisses and secrets, and"
        " whether the person would have written it with the manager reading along",
        settled=[{"if": {"purpose": "personal"}, "is": True}],
    )
    like_grooming: YesNo = fact(
        "Could a reasonable observer who knows what is reported read it as grooming?",
        ("it could be read as grooming", "it could not be read as grooming"),
        weigh="flattery, secrecy, gifts or promises, singling out, private channels, testing of"
        " limits, the age and needs of the other party; what was meant is not asked",
    )
    told_unacceptable: Deed = fact(
        "Was the other party told, firmly and politely, that getting in touch so is not"
        " acceptable, by the person or by the manager?",
        "telling the other party that this is not acceptable: {}",
    )


class SocialContact(Act, WithSomebody, Followup):
    """Somebody met a service user or family socially: a visit, a coffee, a party, by chance."""

    kind: Literal["social_contact"]
    came_about: Choice[
        Literal["planned", "still_planned", "sought_by_other", "by_chance", "family_or_interests"]
    ] = fact(
        "How did it come about: was it planned or brought about by the person, is it only planned"
        " so far, was it sought by the other party, by chance, or by way of the person's family or"
        " interests outside work?",
        "it came about {}",
        words={
            "planned": "because it was planned or the person brought it about",
            "still_planned": "only as a plan so far",
            "sought_by_other": "because the other party sought it",
            "by_chance": "by chance",
            "family_or_interests": "by way of the person's family or outside interests",
        },
    )
    approval: Choice[
        Literal["approved", "not_answered", "refused", "not_asked", "not_approved"]
    ] = fact(
        "Had a manager approved it beforehand, refused, not answered yet, or not been asked?",
        "the manager's approval: {}",
        whom="manager",
        words={
            "approved": "it had been given beforehand",
            "not_answered": "it had been asked for, and no answer had come",
            "refused": "it had been refused",
            "not_asked": "it had not been asked for",
            "not_approved": "it had not been given",
        },
        groups={"not_approved": ["not_answered", "refused", "not_asked"]},
    )
    regular: YesNo = fact(
        "Did they meet socially regularly?",
        ("they met socially regularly", "they did not meet socially regularly"),
        weigh="how often, how far apart, and whether it had become a habit",
    )
    may_give_concern: YesNo = fact(
        "Could it give rise to concern?",
        ("it could give rise to concern", "it could not give rise to concern"),
        weigh="who was there, where and for how long, what was done, what the other party's needs"
        " are, and how it would look to somebody who learnt of it later; in doubt, it could",
    )
    judged_well: YesNo = fact(
        "Did the person handle it with professional judgement?",
        (
            "the person handled it with professional judgement",
            "the person handled it without professional judgement",
        ),
        weigh="how far they went along with it, what was said of the work and of others, whether it"
        " was kept short and open, and whom they spoke to afterwards",
    )
    may_look_harmful: YesNo = fact(
        "Could it be seen as harmful, or as undue influence on the other party, such as going to a"
        " political protest together?",
        (
            "it could be seen as harmful or as undue influence",
            "it could not be seen as harmful or as undue influence",
        ),
        weigh="what they did together, whose idea it was, and what it may make of the other party"
        " or of the organisation's name",
    )


class Dependence(Act, Followup):
    """A situation: a supported parent or carer leans on somebody for more than the role covers."""

    situation: ClassVar[bool] = True
    kind: Literal["dependence"]
    referral_needed: YesNo = fact(
        "Was a referral to a support agency needed?",
        ("a referral to a support agency was needed", "no referral was needed"),
        conduct=False,
        weigh="what help the parent or carer looks for, what others could give, and what the person"
        " and the manager thought",
    )
    referred: Deed = fact(
        "Was the parent or carer referred to a fitting support agency?",
        "the referral to a support agency: {}",
    )


class InfatuationSign(Act):
    """A situation: somebody noticed or was told that a service user may be attracted to staff."""

    situation: ClassVar[bool] = True
    kind: Literal["infatuation_sign"]
    attracted_to: Choice[Literal["the_person", "colleague"]] = fact(
        "To whom may the service user be attracted: the person, or a colleague?",
        "the service user may be attracted to {}",
        conduct=False,
        words={"the_person": "the person", "colleague": "a colleague"},
    )
    kept_to_self: YesNo = fact(
        "Did the person keep it to themselves, so that nobody in charge was told?",
        ("the person told nobody in charge", "the person told somebody in charge"),
    )
    seemed_to_encourage: YesNo = fact(
        "Did the person's behaviour look as if it invited the attraction?",
        (
            "the person's behaviour looked as if it invited the attraction",
            "the person's behaviour did not look as if it invited the attraction",
        ),
        weigh="attention, messages, gifts, touch and time alone, jokes about it, and whether"
        " anything changed once it was noticed; what was meant is not decisive",
        only_if={"attracted_to": "the_person"},
    )
    care_taken: YesNo = fact(
        "Did the person do all that could be done so that nobody could call their conduct into"
        " question?",
        (
            "the person did all that could be done to stay beyond question",
            "the person did not do all that could be done to stay beyond question",
        ),
        weigh="what a reasonable observer would expect: others present, distance kept, messages"
        " left unanswered, things written down, advice asked for",
        only_if={"attracted_to": "the_person"},
    )
    told: ToldUnlessKept | None = None


class InfatuationPlan(Act):
    """A situation: a possible infatuation was reported to a named link person or a manager."""

    situation: ClassVar[bool] = True
    kind: Literal["infatuation_plan"]
    reported_to: Choice[Literal["named_link_person", "manager"]] = fact(
        "To whom was it reported: the named link person, or a manager? Each is an act of its own.",
        "it was reported to {}",
        conduct=False,
        words={"named_link_person": "the named link person", "manager": "a manager"},
    )
    plan_made: Deed = fact(
        "Was there a plan for how to deal with it, their own or one that somebody else had made?",
        "making a plan: {}",
    )
    weighed_whom_to_speak_to: YesNo = fact(
        "Was it weighed with care whether to speak to the member of staff, the service user and"
        " the parents or carers?",
        (
            "it was weighed with care whom to speak to",
            "it was not weighed with care whom to speak to",
        ),
        weigh="what was considered for each of them, and what reasons were given",
    )
    sensitive: YesNo = fact(
        "Was the plan sensitive to the service user and the member of staff, and did it keep"
        " everybody's dignity?",
        (
            "the plan was sensitive and kept everybody's dignity",
            "the plan was insensitive or hurt somebody's dignity",
        ),
        weigh="what was asked of whom, what was said to whom and before whom, and how they took it",
        only_if={"plan_made": ["done", "late"]},
    )
    everybody_involved: YesNo = fact(
        "Did everybody concerned take part in the plan?",
        ("everybody concerned took part in the plan", "somebody was left out of the plan"),
        only_if={"plan_made": ["done", "late"]},
    )
    leaving_out_explained: YesNo = fact(
        "Was it put on record why somebody was left out?",
        (
            "it was put on record why somebody was left out",
            "it was not put on record why somebody was left out",
        ),
        only_if={"everybody_involved": False},
    )
    robust: YesNo = fact(
        "Was the plan sound?",
        ("the plan was sound", "the plan was not sound"),
        weigh="whether it says who does what by when, covers what may go wrong, and was kept to",
        only_if={"plan_made": ["done", "late"]},
    )
    reviewed: YesNo = fact(
        "Was the plan watched and looked at again at regular intervals?",
        (
            "the plan was watched and looked at again regularly",
            "the plan was not looked at again regularly",
        ),
        only_if={"plan_made": ["done", "late"]},
    )
