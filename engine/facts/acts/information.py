"""Information: passed on or used, kept safe, promised to be kept, asked for, let slip."""

from __future__ import annotations

from typing import ClassVar, Literal

from engine.facts.base import Act, Choice, Deed, YesNo, fact
from engine.facts.shared import Followup

OUTSIDERS = ["press", "own_family_or_friends", "service_user", "bystanders", "public"]
"""Recipients who have no task that could make them need what somebody learnt at work."""


class Disclosure(Act, Followup):
    """Confidential or personal information that somebody passed on, used, or refused to give."""

    kind: Literal["disclosure"]
    done: Choice[Literal["passed_on", "used", "withheld"]] = fact(
        "What did the person do with the information: pass it on (tell, show, send, leave to be"
        " read), use it without passing it on, or refuse to give it?",
        "the information was {}",
        words={"passed_on": "passed on", "used": "used without passing it on"},
    )
    about: Choice[
        Literal[
            "service_user", "family", "client", "member", "staff", "organisation", "nobody_known"
        ]
    ] = fact(
        "What was it about? If somebody could work out whom it concerned, it is about that person"
        " even without a name.",
        "it was about {}",
        words={
            "service_user": "a service user",
            "family": "the family of a service user",
            "client": "somebody whom the person speaks for",
            "member": "a member of the group",
            "staff": "somebody who works for the organisation",
            "organisation": "the organisation's own business or papers",
            "nobody_known": "nobody who could be recognised",
        },
    )
    recipient: Choice[
        Literal[
            "safeguarding_lead",
            "statutory_agency",
            "manager_not_designated",
            "manager",
            "colleague",
            "other_professional",
            "school",
            "client",
            "person_concerned",
            "service_user",
            "steering_group",
            "member",
            "other_organisation",
            "own_family_or_friends",
            "press",
            "bystanders",
            "public",
            "other",
        ]
    ] = fact(
        "Who got it, or was to get it? Several recipients are told as several acts.",
        "the recipient was {}",
        only_if={"done": ["passed_on", "withheld"]},
        words={
            "safeguarding_lead": "somebody with designated safeguarding responsibilities",
            "statutory_agency": "a statutory service such as social care, the LADO or the police",
            "manager_not_designated": "a manager without such responsibilities",
            "manager": "a manager",
            "colleague": "somebody else who works for the organisation",
            "other_professional": "a professional from another service",
            "school": "the school",
            "client": "the person whom they speak for",
            "person_concerned": "the person whom it was about",
            "service_user": "a service user, or a family, whom it was not about",
            "steering_group": "a member of the steering group",
            "member": "another member of the forum or group",
            "other_organisation": "another organisation or group",
            "own_family_or_friends": "the person's own family or friends",
            "press": "a reporter",
            "bystanders": "people within earshot or sight",
            "public": "the public, or anybody online",
            "other": "somebody else",
        },
        groups={"manager": ["safeguarding_lead", "manager_not_designated"]},
    )
    purpose: Choice[Literal["work", "law", "protection", "other_work", "own_ends", "slip"]] = fact(
        "What was it done for: the work of the organisation that the information came from, because"
        " the law required it, to protect somebody, the work of another organisation, ends of the"
        " person's own (gossip and gain included), or by a slip?",
        "it was done {}",
        words={
            "work": "for the work of the organisation that the information came from",
            "law": "because the law required it",
            "protection": "to protect somebody from harm",
            "other_work": "for the work of another organisation",
            "own_ends": "for ends of the person's own, such as gain, gossip or a quarrel",
            "slip": "by a slip",
        },
        settled=[
            {"if": {"casual": True}, "is": "own_ends"},
            {"if": {"for_advantage": True}, "is": "own_ends"},
        ],
    )
    channel: Choice[
        Literal[
            "conversation",
            "phone_call",
            "message",
            "email",
            "paper",
            "meeting",
            "staff_chat_group",
            "work_chat",
            "casework_system",
            "social_media",
        ]
    ] = fact(
        "How was it passed on: in conversation, by phone, in a message, by e-mail, on paper, in a"
        " meeting, in a chat or social media group of staff, in a chat that the organisation"
        " provides for work, in the case-work system, or on social media?",
        "it went by {}",
        only_if={"done": "passed_on"},
        words={
            "phone_call": "phone",
            "email": "e-mail",
            "staff_chat_group": "a chat or social media group of staff",
            "work_chat": "a chat that the organisation provides for work",
            "casework_system": "the case-work system",
            "social_media": "social media",
        },
    )
    confidential: YesNo = fact(
        "Was the information confidential?",
        ("the information was confidential", "the information was not confidential"),
        conduct=False,
        weigh="whether it was marked or said to be so, what was agreed when it was given, how"
        " private it is, and whether anybody could have known it anyway",
    )
    special_category: YesNo = fact(
        "Did it tell of anybody's health, disability, origin, religion or beliefs, politics, sex"
        " life or orientation?",
        (
            "it told of health, origin, belief or another especially protected matter",
            "it told of no especially protected matter",
        ),
        conduct=False,
    )
    record: YesNo = fact(
        "Was it a record or part of one, such as a file, a care plan, a report or notes?",
        ("it was a record or part of one", "it was no record"),
        conduct=False,
        settled=[{"if": {"channel": ["conversation", "phone_call"]}, "is": False}],
    )
    discussion: YesNo = fact(
        "Did it give away what was said in a discussion?",
        ("it gave away what was said in a discussion", "it gave away no discussion"),
        conduct=False,
    )
    harm_feared: YesNo = fact(
        "Was it about abuse, neglect or other harm to a child or an adult at risk that somebody"
        " alleged, suspected or feared?",
        (
            "it was about harm that was alleged, suspected or feared",
            "it was not about any harm that was alleged, suspected or feared",
        ),
        conduct=False,
    )
    casual: YesNo = fact(
        "Did it come up in casual talk, such as gossip, chat, or something told in passing?",
        ("it came up in casual talk", "it was not casual talk"),
        only_if={"done": "passed_on"},
        settled=[{"if": {"channel": "casework_system"}, "is": False}],
    )
    needed_to_know: YesNo = fact(
        "Did whoever got it need to know it for a task of their own?",
        ("whoever got it needed to know it", "whoever got it did not need to know it"),
        weigh="what their task is towards the person concerned, how much of it they needed, and who"
        " had asked for it and why",
        only_if={"done": "passed_on"},
        settled=[
            {"if": {"recipient": OUTSIDERS}, "is": False},
            {
                "if": {
                    "recipient": ["safeguarding_lead", "manager_not_designated", "person_concerned"]
                },
                "is": True,
            },
        ],
    )
    law_allows: YesNo = fact(
        "Did the law allow the information to be shared so?",
        ("the law allowed it to be shared", "the law did not allow it to be shared"),
        weigh="consent, a duty or power to share, the purpose for which it was collected, and how"
        " much was shared; in doubt, whoever looks after data protection",
        settled=[{"if": {"required_by_law": True}, "is": True}],
    )
    required_by_law: YesNo = fact(
        "Did the law require it, for instance by a court order?",
        ("the law required it", "the law did not require it"),
        conduct=False,
        settled=[
            {"if": {"purpose": "law"}, "is": True},
            {"if": {"purpose": ["other_work", "own_ends", "slip"]}, "is": False},
        ],
    )
    in_their_interest: YesNo = fact(
        "Was it in the interest of the person concerned?",
        (
            "it was in the interest of the person concerned",
            "it was not in the interest of the person concerned",
        ),
        weigh="what it was meant to do for the person, what they wanted, and what it led to",
    )
    identity_needed: YesNo = fact(
        "Did the purpose make it necessary to say who it was about?",
        (
            "the purpose made it necessary to say who it was about",
            "the purpose could have been met without saying who it was about",
        ),
        weigh="what was to be reached, and whether a description without name or details that give"
        " somebody away would have done",
    )
    for_advantage: YesNo = fact(
        "Was it used to gain something for the person or for somebody else, such as money, custom,"
        " a favour or a better position?",
        ("it was used to gain something", "nobody was to gain anything by it"),
    )
    used_against: YesNo = fact(
        "Was it used to frighten, humiliate or embarrass the person concerned?",
        (
            "it was used to frighten, humiliate or embarrass the person concerned",
            "it was not used to frighten, humiliate or embarrass anybody",
        ),
        weigh="the words, the tone and the setting, who else was there, and how the person took it;"
        " what was meant by it is not decisive",
    )
    discreet: YesNo = fact(
        "Was it handled with discretion?",
        ("it was handled with discretion", "it was handled without discretion"),
        weigh="who could hear or see it, how much was said, and whether somebody who had no"
        " business with it learnt of it",
        settled=[{"if": {"recipient": OUTSIDERS}, "is": False}],
    )
    proper_purpose: YesNo = fact(
        "Was it for a proper purpose of the work for the organisation that the information came"
        " from?",
        (
            "it was for a proper purpose of the work for the organisation",
            "it was not for a proper purpose of the work for the organisation",
        ),
        weigh="what the information had been handed out for, what it was then used for, who knew"
        " and agreed, and whether somebody was to be protected by it",
        settled=[
            {"if": {"purpose": ["other_work", "own_ends", "slip"]}, "is": False},
        ],
    )
    safeguarding_route: YesNo = fact(
        "Was it passed on in the way that the organisation's safeguarding procedures lay down?",
        (
            "it went the way that the safeguarding procedures lay down",
            "it did not go the way that the safeguarding procedures lay down",
        ),
        only_if={"done": "passed_on"},
        settled=[
            {"if": {"recipient": [*OUTSIDERS, "member", "service_user"]}, "is": False},
            {"if": {"purpose": ["other_work", "own_ends", "slip"]}, "is": False},
        ],
    )


class RecordsSecurity(Act, Followup):
    """How somebody kept a device, a file or an account that held information."""

    kind: Literal["records_security"]
    form: Choice[Literal["device", "account_or_system", "paper"]] = fact(
        "What held the information: a device such as a laptop or phone, an account or computer"
        " system, or paper?",
        "what held the information was {}",
        conduct=False,
        words={"device": "a device", "account_or_system": "an account or computer system"},
    )
    held: Choice[Literal["special_category", "personal", "other_confidential", "nothing"]] = fact(
        "What was in it: details of health, origin or belief, other personal details, other"
        " confidential matters, or nothing of the sort?",
        "it held {}",
        conduct=False,
        words={
            "special_category": "details of somebody's health, origin, belief or the like",
            "personal": "personal details",
            "other_confidential": "confidential matters, but no personal details",
            "nothing": "neither personal details nor confidential matters",
        },
    )
    lapse: Choice[
        Literal[
            "left_behind",
            "left_open",
            "sent_astray",
            "stolen",
            "private_device",
            "private_account",
            "kept_at_home",
            "none",
        ]
    ] = fact(
        "What happened to it: was it left behind or lost, left open or unlocked for others to see,"
        " was it sent to the wrong person, stolen, kept on a"
        " private device or at home, or nothing of the sort?",
        "what happened: {}",
        words={
            "left_behind": "it was left behind or lost",
            "left_open": "it was left open or unlocked for others to see",
            "sent_astray": "it was sent to the wrong person",
            "stolen": "it was stolen",
            "private_device": "it was kept on a private device",
            "private_account": "it was sent to or kept in a private account",
            "kept_at_home": "it was kept at home",
        },
    )
    kept_secure: YesNo = fact(
        "Was it kept secure?",
        ("it was kept secure", "it was not kept secure"),
        weigh="locks, passwords and encryption, who could get at it and for how long, what it held,"
        " and what was done at once when something went wrong",
        settled=[{"if": {"lapse": ["left_behind", "left_open"]}, "is": False}],
    )


class SecrecyPromise(Act):
    """Somebody asked for, or was given, a promise to keep secret what was said."""

    kind: Literal["secrecy_promise"]
    to: Choice[Literal["child", "parent_or_carer", "adult_service_user", "other"]] = fact(
        "To whom: a child, a parent or carer, an adult service user, or somebody else?",
        "it was {} who was to be promised secrecy",
        conduct=False,
        words={
            "child": "a child",
            "parent_or_carer": "a parent or carer",
            "adult_service_user": "an adult service user",
            "other": "somebody else",
        },
    )
    promised: YesNo = fact(
        "Did the person promise not to tell?",
        ("the person promised not to tell", "the person did not promise to keep it secret"),
    )


class Enquiry(Act):
    """A situation: somebody asks for information, or the person is unsure whether to share it."""

    situation: ClassVar[bool] = True
    kind: Literal["enquiry"]
    source: Choice[
        Literal["press", "legal", "safeguarding_request", "service_user", "other", "nobody"]
    ] = fact(
        "Who asked: the press, a solicitor, court or police in a legal matter, a statutory service"
        " in a safeguarding matter, a service user who wanted to know what may be shared, somebody"
        " else, or nobody?",
        "who asked: {}",
        conduct=False,
        words={
            "press": "the press or another of the media",
            "legal": "a solicitor, a court, the police or somebody else in a legal matter",
            "safeguarding_request": "a statutory service in a safeguarding matter",
            "service_user": "a service user who wanted to know what may be shared",
            "other": "somebody else",
        },
    )
    answered: YesNo = fact(
        "Did the person give any answer to it themselves?",
        ("the person answered it themselves", "the person did not answer it themselves"),
        only_if={"source": ["press", "legal", "safeguarding_request"]},
    )
    passed_to_directors: Deed = fact(
        "Was the enquiry passed on to the Directors?",
        "passing the enquiry on to the Directors: {}",
        only_if={"source": ["press", "legal", "safeguarding_request"]},
    )
    advice: Choice[Literal["clear", "unclear", "none"]] = fact(
        "Was the service user told plainly what data protection asks of those who share?",
        "advice on data protection: {}",
        words={
            "clear": "given in plain words",
            "unclear": "given, but not clearly",
            "none": "none was given",
        },
        only_if={"source": "service_user"},
    )
    doubt: YesNo = fact(
        "Was the person unsure whether to share the information or to keep it?",
        (
            "the person was unsure whether to share the information",
            "the person was in no doubt about sharing",
        ),
        conduct=False,
        whom="the person",
    )
    lead_asked: Deed = fact(
        "Was the designated safeguarding lead asked for advice on it?",
        "asking the designated safeguarding lead: {}",
    )


class LeakKnown(Act):
    """A situation: somebody knows that confidentiality was broken, by themselves or by others."""

    situation: ClassVar[bool] = True
    kind: Literal["leak_known"]
    programme_manager_told: Deed = fact(
        "Was the Programme Manager told of it, and how soon?",
        "telling the Programme Manager: {}",
    )
