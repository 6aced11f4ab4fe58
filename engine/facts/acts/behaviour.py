"""How people behave towards others, and speak to or about them."""

from __future__ import annotations

from typing import Literal

from engine.facts.acts.sexual import SexualReading
from engine.facts.base import Act, Choice, Deed, Model, Record, YesNo, fact
from engine.facts.shared import Place

TRAITS = Literal[
    "race",
    "religion_or_belief",
    "sexual_orientation",
    "disability",
    "sex_or_gender",
    "age",
    "marital_status",
    "economic_or_social_status",
    "other_trait",
    "no_trait",
    "some_trait",
]
TRAIT_WORDS = {
    "race": "race, colour, nationality or origin",
    "religion_or_belief": "religion or belief",
    "sexual_orientation": "sexual orientation",
    "disability": "disability",
    "sex_or_gender": "sex or gender",
    "age": "age",
    "marital_status": "marital status",
    "economic_or_social_status": "economic or social status",
    "other_trait": "another trait",
    "no_trait": "nothing of the kind",
    "some_trait": "a trait such as race, religion, disability or sexual orientation",
}
SOME_TRAIT = [word for word in TRAIT_WORDS if word not in {"no_trait", "some_trait"}]


class Words(Model):
    """What may be asked of any words, spoken, written or published."""

    swore: YesNo = fact(
        "Did the person swear, in speech or in writing?",
        ("the person swore", "the person did not swear"),
        settled=[{"if": {"swore_at_somebody": True}, "is": True}],
    )
    swore_at_somebody: YesNo = fact(
        "Did the person swear at somebody?",
        ("the person swore at somebody", "the person swore at nobody"),
    )
    called_names: YesNo = fact(
        "Did the person call somebody an insulting name, or insult them?",
        ("the person insulted somebody", "the person insulted nobody"),
    )
    ran_down_for: Choice[TRAITS] = fact(
        "Did the words run somebody down for a trait such as race, religion, sexual orientation or"
        " disability, by a slur or otherwise; and for which?",
        "the words ran somebody down for {}",
        words=TRAIT_WORDS,
        groups={
            "some_trait": [word for word in TRAIT_WORDS if word not in {"no_trait", "some_trait"}],
        },
    )
    threatened: YesNo = fact(
        "Did the person threaten somebody: with harm to them, to those close to them or to what"
        " they own? (To announce a complaint or a step at law is no threat.)",
        ("the person threatened somebody", "the person threatened nobody"),
    )
    verbally_abusive: YesNo = fact(
        "Was what the person said, shouted or wrote abuse of somebody in words?",
        ("it was verbal abuse", "it was no verbal abuse"),
        weigh="the words, the tone, at whom they were aimed and how they were taken; firm"
        " disagreement or a raised voice alone need not be abuse",
        settled=[
            {"if": {"swore_at_somebody": True}, "is": True},
            {"if": {"called_names": True}, "is": True},
            {"if": {"ran_down_for": SOME_TRAIT}, "is": True},
        ],
    )
    offensive: YesNo = fact(
        "Were the words rude, derogatory or offensive in another way?",
        ("the words were rude or offensive", "the words were neither rude nor offensive"),
        weigh="what was said, in what tone, before whom, how those meant took it, and whether"
        " somebody uninvolved would find it so; criticism that is unwelcome need not be rude",
        settled=[
            {"if": {"called_names": True}, "is": True},
            {"if": {"ran_down_for": SOME_TRAIT}, "is": True},
        ],
    )
    disrespectful: YesNo = fact(
        "Did the person fail to treat somebody with respect?",
        ("somebody was treated without respect", "people were treated with respect"),
        weigh="how the person spoke to or of others, whether they were listened to, and what was"
        " done before whom; to disagree, even firmly, is not to lack respect",
        settled=[
            {"if": {"called_names": True}, "is": True},
            {"if": {"ran_down_for": SOME_TRAIT}, "is": True},
        ],
    )
    constructive: YesNo = fact(
        "Was it constructive: meant and fit to help the matter forward?",
        ("it was constructive", "it was not constructive"),
        weigh="what was proposed or asked for, whether answers were heard, and what it left"
        " possible afterwards; plain criticism can be constructive",
    )
    harassing: YesNo = fact(
        "Did it harass somebody: unwanted, and repeated or bound to distress?",
        ("it harassed somebody", "it harassed nobody"),
        weigh="how often, over how long, whether the person was asked to stop, and what it did to"
        " whoever was meant",
    )
    upset: YesNo = fact(
        "Was the person upset or angry, about what had happened to their child, say?",
        ("the person was upset or angry", "the person was neither upset nor angry"),
        conduct=False,
    )


class Towards(Record):
    """Towards or about whom it was, one entry for each; somebody left out is not stated."""

    staff: YesNo = fact(
        "Was it towards or about a member of staff?",
        ("it was towards or about staff", "it was not towards or about staff"),
        conduct=False,
    )
    child: YesNo = fact(
        "Was it towards or about a pupil or another child?",
        ("it was towards or about a child", "it was not towards or about a child"),
        conduct=False,
    )
    parent_or_carer: YesNo = fact(
        "Was it towards or about a parent or carer?",
        (
            "it was towards or about a parent or carer",
            "it was not towards or about a parent or carer",
        ),
        conduct=False,
    )
    service_user: YesNo = fact(
        "Was it towards or about a service user?",
        ("it was towards or about a service user", "it was not towards or about a service user"),
        conduct=False,
    )
    somebody_here: YesNo = fact(
        "Was it towards or about somebody who belongs to the school or organisation: its staff, its"
        " pupils or those it serves, their parents or carers?",
        (
            "it was towards or about somebody who belongs to the school or organisation",
            "it was towards or about nobody who belongs to the school or organisation",
        ),
        conduct=False,
        settled=[
            {"if": {"staff": True}, "is": True},
            {"if": {"child": True}, "is": True},
            {"if": {"parent_or_carer": True}, "is": True},
        ],
    )
    advocate: YesNo = fact(
        "Was it towards an advocate, or a friend who speaks for a parent?",
        ("it was towards an advocate", "it was not towards an advocate"),
        conduct=False,
    )


class Hearers(Record):
    """Who was near enough to see or hear it, one entry for each."""

    service_user: YesNo = fact(
        "Was a service user near enough to hear or see it?",
        ("a service user could hear or see it", "no service user could hear or see it"),
        conduct=False,
    )


class Behaviour(Act, Place, Words, SexualReading):
    """How somebody behaved towards others or spoke to or about them, in words or deeds.

    Face to face, by phone or in writing; what is put before a group or the public is a
    `publication`.
    """

    kind: Literal["behaviour"]
    medium: Choice[
        Literal["face_to_face", "phone", "video_call", "letter", "email", "message", "in_writing"]
    ] = fact(
        "How did it reach others: face to face, by phone, in a video call, by letter, by email, or"
        " as a private message (a text, a voice message, a message on social media)?",
        "it was {}",
        words={
            "face_to_face": "face to face",
            "phone": "by phone",
            "video_call": "in a video call",
            "letter": "by letter or note",
            "email": "by email",
            "message": "a text or other private message",
            "in_writing": "a letter, an email or a message",
        },
        groups={"in_writing": ["letter", "email", "message"]},
    )
    in_meeting: YesNo = fact(
        "Did it happen in a meeting?",
        ("it happened in a meeting", "it did not happen in a meeting"),
        conduct=False,
    )
    towards: Towards | None = None
    within_hearing: Hearers | None = None
    shouted_at: Choice[
        Literal[
            "staff",
            "child",
            "parent_or_carer",
            "somebody_else",
            "nobody",
            "somebody",
            "somebody_of_the_school",
        ]
    ] = fact(
        "Did the person shout at somebody, and at whom? (To call out in play, to warn or to cheer"
        " is to shout at nobody.)",
        "the person shouted at {}",
        words={
            "staff": "a member of staff",
            "child": "a pupil or another child",
            "parent_or_carer": "a parent or carer",
            "somebody_else": "somebody else",
            "somebody": "somebody, it is not known who",
            "somebody_of_the_school": "a member of staff, a pupil, a parent or a carer",
        },
        groups={
            "somebody": ["staff", "child", "parent_or_carer", "somebody_else"],
            "somebody_of_the_school": ["staff", "child", "parent_or_carer"],
        },
    )
    physical: Choice[Literal["struck", "closed_in", "hit_objects", "none"]] = fact(
        "Did the person strike, push, grab or throw something at anybody; close in on them (a"
        " finger in the face, blocking the way); or only bang a table, a door or the like?",
        "what the person did with their body: {}",
        words={
            "struck": "they struck, pushed or grabbed somebody, or threw something at them",
            "closed_in": "they closed in on somebody or blocked their way",
            "hit_objects": "they banged a table, a door or the like",
            "none": "nothing of the kind",
        },
    )
    aggressive: YesNo = fact(
        "Did the person act aggressively?",
        ("the person acted aggressively", "the person did not act aggressively"),
        weigh="voice, gestures, how close they came, what they did with things, and how those"
        " present took it",
        settled=[{"if": {"physical": ["struck", "closed_in"]}, "is": True}],
    )
    evasive: YesNo = fact(
        "Did the person dodge the matter instead of saying plainly what they thought or wanted?",
        ("the person dodged the matter", "the person spoke plainly"),
    )
    intimidating: YesNo = fact(
        "Was it intimidating, whether or not it was meant to be?",
        ("it was intimidating", "it was not intimidating"),
        weigh="what was said or done, by whom to whom, where, and whether it made somebody afraid"
        " or would make others afraid",
    )
    meant_to_intimidate: YesNo = fact(
        "Did the person mean to intimidate somebody?",
        ("the person meant to intimidate", "the person did not mean to intimidate"),
        weigh="the words, whether it went on once its effect was plain, and what the person says"
        " of it",
        settled=[{"if": {"intimidating": False}, "is": False}],
    )
    pressed: YesNo = fact(
        "Did the person press or force somebody to do, say or keep quiet about something?",
        (
            "the person pressed somebody to do, say or hide something",
            "the person pressed nobody into anything",
        ),
    )
    undermining: YesNo = fact(
        "Did it undermine somebody: take away their confidence, their say or the trust others have"
        " in them?",
        ("it undermined somebody", "it undermined nobody"),
        weigh="what was said or done, how often, before whom, and what it left them able to decide"
        " or to say",
    )
    deliberately_offensive: YesNo = fact(
        "Was the person offensive on purpose?",
        (
            "the person was offensive on purpose",
            "the person was not offensive on purpose",
        ),
        weigh="the words chosen, whether they were repeated, and whether they could serve any other"
        " end than to offend",
    )
    disruption: Choice[Literal["caused", "announced", "none"]] = fact(
        "Did the person hinder the school or organisation in its work (a lesson, the office, an"
        " entrance), or threaten to?",
        "hindering the work: {}",
        weigh="what could not go on, for how long and for how many; to take up somebody's time is"
        " not yet to disrupt",
        words={
            "caused": "the person hindered it",
            "announced": "the person threatened to hinder it",
            "none": "the person neither hindered it nor threatened to",
        },
    )
    sexual_remark: YesNo = fact(
        "Did the person make a sexual remark?",
        ("the person made a sexual remark", "the person made no sexual remark"),
    )
    improper_language: YesNo = fact(
        "Was the language improper for the setting?",
        ("the language was improper for the setting", "the language was proper for the setting"),
        weigh="the words, the ages and needs of those who heard them, and what is usual there",
    )
    mocked: YesNo = fact(
        "Did the person make fun of somebody, or put the blame on somebody before others?",
        ("the person made fun of somebody or blamed them before others", "nobody was mocked"),
    )
    demeaning: YesNo = fact(
        "Did the remark blame, demean, humiliate or discriminate against somebody, or could it be"
        " taken to?",
        (
            "the remark demeaned somebody, or could be taken to",
            "the remark could not be taken to demean anybody",
        ),
        weigh="the words, of whom they were said, and how somebody who heard them might take them",
        settled=[{"if": {"mocked": True}, "is": True}],
    )
    prompted_others: Choice[Literal["sexual", "demeaning", "nobody"]] = fact(
        "Did the person prompt others to make sexual or demeaning remarks, or cheer them on?",
        "the person prompted {}",
        words={
            "sexual": "others to make sexual remarks",
            "demeaning": "others to make demeaning remarks",
            "nobody": "nobody to make such remarks",
        },
    )
    prejudiced: YesNo = fact(
        "Did the person voice a prejudiced opinion?",
        ("the person voiced a prejudiced opinion", "the person voiced no prejudiced opinion"),
        weigh="whether it judges people beforehand by a group they belong to; to hold or state a"
        " lawful belief is not that by itself",
    )
    at_work: YesNo = fact(
        "Was the person at work at the time, a call or a journey for work included?",
        ("the person was at work", "the person was not at work"),
        conduct=False,
    )
    own_relationships: YesNo = fact(
        "Did the person talk about personal or sexual relationships of their own, in more than a"
        " passing word?",
        (
            "the person talked about their own relationships",
            "the person did not talk about their own relationships",
        ),
    )
    intolerant: YesNo = fact(
        "Did the person show that they would not tolerate a view, belief or difference of somebody"
        " else?",
        ("the person was intolerant", "the person was not intolerant"),
        weigh="what set it off, what was said or done about it, and whether the person or the view"
        " was attacked; to disagree is not to be intolerant",
    )
    discourteous: YesNo = fact(
        "Was the person unfriendly, discourteous or unprofessional in dealing with the matter?",
        (
            "the person was unfriendly, discourteous or unprofessional",
            "the person was friendly, courteous and professional",
        ),
        weigh="tone and manner over the whole exchange, and what was at stake",
    )
    poor_example: YesNo = fact(
        "Was it a poor example to the children?",
        ("it was a poor example to the children", "it was no poor example"),
        weigh="whether children saw or heard of it, and what they learn from it",
    )
    past_appropriate: YesNo = fact(
        "Did the behaviour go past what is appropriate?",
        ("the behaviour went past what is appropriate", "the behaviour stayed within bounds"),
        weigh="what was done, in what setting, before whom, and whether it stopped when asked",
        settled=[{"if": {"physical": "struck"}, "is": True}],
    )
    bad_faith: YesNo = fact(
        "Did the person act in bad faith?",
        ("the person acted in bad faith", "the person acted in good faith"),
        weigh="what the person knew and wanted, and whether others were misled",
    )
    unskilled: YesNo = fact(
        "Did the person act without the skill that the part they took needs?",
        ("the person lacked the skill needed", "the person had the skill needed"),
        weigh="what the part they took asks for, and what went wrong because it was not there",
    )
    fell_short_of_professional: YesNo = fact(
        "Does the organisation believe that the person fell short of the professional conduct that"
        " may reasonably be expected?",
        (
            "the organisation believes that the person fell short of professional conduct",
            "the organisation does not believe that the person fell short of professional conduct",
        ),
        weigh="what may reasonably be expected of somebody in that part, and what was done; belief"
        " is enough, proof is not asked for",
    )
    meeting_stopped: Deed = fact(
        "Was the meeting stopped, and how soon?",
        "stopping the meeting: {}",
        conduct=False,
        only_if={"in_meeting": True},
    )
