"""Work that needs a risk assessment, risks that show, and what staff are told and taught."""

from __future__ import annotations

from typing import ClassVar, Literal

from engine.facts.base import Act, Choice, Deed, Duration, YesNo, fact
from engine.facts.shared import Followup


class OneToOne(Act):
    """Work alone with one service user, done or planned."""

    kind: Literal["one_to_one"]
    risk_assessed: Deed = fact(
        "Was the risk of this one-to-one work assessed before it began?",
        "assessing the risk of the one-to-one work: {}",
        whom="manager",
    )
    needs_considered: YesNo = fact(
        "Did the person consider this service user's needs and circumstances?",
        (
            "the service user's needs and circumstances were considered",
            "the service user's needs and circumstances were not considered",
        ),
        weigh="what was known of the service user, and what was done differently because of it:"
        " where to meet, when, who else is near",
    )


class RiskAssessment(Act):
    """A risk assessment that was made, and how it is kept up."""

    kind: Literal["risk_assessment"]
    about: Choice[Literal["one_to_one", "activity", "other"]] = fact(
        "Is it about one-to-one work, about an activity or trip, or about something else?",
        "it is about {}",
        conduct=False,
        words={
            "one_to_one": "one-to-one work",
            "activity": "an activity or trip in the community",
            "other": "something else",
        },
    )
    needs_considered: YesNo = fact(
        "Does it take in what each service user needs?",
        ("it takes in each service user's needs", "it leaves out a service user's needs"),
        weigh="what is known of each service user, and what the assessment says of it",
    )
    suitable: YesNo = fact(
        "Is it suitable and sufficient for what was planned?",
        ("it is suitable and sufficient", "it is not suitable or not sufficient"),
        weigh="whether somebody who knows the work finds the real risks in it, or only a form that"
        " would fit anything",
    )
    covers_everybody: YesNo = fact(
        "Does it deal with everybody at risk: employees, service users and others?",
        ("it deals with everybody at risk", "it leaves out somebody at risk"),
    )
    names_measures: YesNo = fact(
        "Does it say what is to be done to keep the risks low?",
        ("it says what keeps the risks low", "it does not say what keeps the risks low"),
    )
    reviewed: YesNo = fact(
        "Has it been reviewed since it was made?",
        ("it has been reviewed", "it has not been reviewed"),
    )
    since_review: Duration = fact(
        "How long ago was it made or last reviewed?", "it was made or last reviewed {} ago"
    )
    reviewed_regularly: YesNo = fact(
        "Is it reviewed regularly?",
        ("it is reviewed regularly", "it is not reviewed regularly"),
        weigh="how long the work has gone on, how often it was looked at again, and what changed"
        " meanwhile",
        only_if={"reviewed": True},
    )
    up_to_date: YesNo = fact(
        "Is it up to date?",
        ("it is up to date", "it is out of date"),
        weigh="what has changed since, and whether the assessment says it",
    )


class RiskNews(Act, Followup):
    """A situation: somebody learns what may mean that a risk assessment has to change."""

    situation: ClassVar[bool] = True
    kind: Literal["risk_news"]
    may_change_assessment: YesNo = fact(
        "May the risk assessment have to change because of it?",
        (
            "the risk assessment may have to change because of it",
            "the risk assessment need not change because of it",
        ),
        weigh="what was learned, about whom, and what the assessment says so far",
    )


class RiskyBehaviour(Act, Followup):
    """A situation: a service user or somebody else behaves so that a risk shows or grows.

    It is told as an act of the member of staff who was there.
    """

    situation: ClassVar[bool] = True
    kind: Literal["risky_behaviour"]
    distressed_or_angry: YesNo = fact(
        "Did a service user become distressed or angry?",
        (
            "a service user became distressed or angry",
            "no service user became distressed or angry",
        ),
        conduct=False,
    )
    risk_grew: YesNo = fact(
        "Did the risk seem to grow?",
        ("the risk seemed to grow", "the risk did not seem to grow"),
        conduct=False,
        whom="the person",
    )
    serious_risk: YesNo = fact(
        "Did the person judge that the behaviour was a serious danger to anybody?",
        (
            "the person judged the behaviour a serious danger",
            "the person did not judge the behaviour a serious danger",
        ),
        conduct=False,
        whom="the person",
    )
    tried_to_calm: YesNo = fact(
        "Did the person try to calm things down?",
        ("the person tried to calm things down", "the person did not try to calm things down"),
    )
    assessment_made: Deed = fact(
        "Was a risk assessment put in place because of it?",
        "putting a risk assessment in place: {}",
    )
    assessment_robust: YesNo = fact(
        "Is that risk assessment robust?",
        ("the risk assessment is robust", "the risk assessment is weak"),
        weigh="whether it names the risks, who is in danger, what is to be done and by whom, and"
        " whether it works in practice",
    )


class StaffBriefing(Act):
    """A situation: staff work with vulnerable service users and depend on what they are told."""

    kind: Literal["staff_briefing"]
    needed: YesNo = fact(
        "Did the member of staff need to know this for the work?",
        ("the member of staff needed to know it", "the member of staff did not need to know it"),
        weigh="what the work with this service user was, and what could go wrong without knowing",
        conduct=False,
    )
    given: YesNo = fact(
        "Was the member of staff told?",
        ("the member of staff was told", "the member of staff was not told"),
    )


class IncidentRecords(Act):
    """A situation: incidents have happened and are to be kept on record."""

    kind: Literal["incident_records"]
    system: YesNo = fact(
        "Is there a system in which incidents are recorded?",
        ("there is a system for recording incidents", "there is no system for recording incidents"),
    )
    easy_access: YesNo = fact(
        "Can managers easily get at the records of incidents and what came of them?",
        (
            "managers can easily get at the records",
            "managers cannot easily get at the records",
        ),
        weigh="where the records are, who has to be asked, how long it takes to find one",
        only_if={"system": True},
    )


class Training(Act):
    """A situation: somebody needs training for the work."""

    situation: ClassVar[bool] = True
    kind: Literal["training"]
    topic: Choice[Literal["grooming", "other"]] = fact(
        "What is the training about?",
        "the training is about {}",
        conduct=False,
        words={
            "grooming": "signs of grooming and the duty to report them",
            "other": "something else",
        },
    )
    taken: Deed = fact("Has the person had the training?", "having the training: {}")
