"""What an organisation owes as an employer and provider; its policies, and who signs them."""

from __future__ import annotations

from typing import ClassVar, Literal

from engine.facts.base import Act, Choice, Deed, YesNo, fact


class PolicyDocument(Act):
    """How an organisation, a school or its directors deal with a policy or code of their own."""

    kind: Literal["policy_document"]
    which: Choice[
        Literal["code", "safeguarding", "whistleblowing", "allegations", "behaviour_rules", "other"]
    ] = fact(
        "Which policy is it about?",
        "it is about {}",
        conduct=False,
        words={
            "code": "the code of conduct",
            "safeguarding": "the safeguarding policy",
            "whistleblowing": "the whistleblowing policy",
            "allegations": "the policy on allegations against staff",
            "behaviour_rules": "the rules on how pupils, or staff, are to behave",
            "other": "another policy or procedure",
        },
    )
    exists: YesNo = fact(
        "Is there such a policy at all?",
        ("there is such a policy", "there is no such policy"),
    )
    available: YesNo = fact(
        "Could whoever looked or asked for it get it, for instance from the website?",
        ("it could be had", "it could not be had by whoever looked or asked for it"),
    )
    up_to_date: YesNo = fact(
        "Is it up to date?",
        ("it is up to date", "it is not up to date"),
        settled=[{"if": {"exists": False}, "is": False}],
    )
    handed_out: YesNo = fact(
        "Was it given out to those whom it concerns?",
        ("it was given out to those concerned", "it was not given out to those concerned"),
        settled=[{"if": {"exists": False}, "is": False}],
    )
    in_induction: YesNo = fact(
        "Was it part of the induction of new staff?",
        ("it was part of the induction", "it was not part of the induction"),
    )
    put_into_practice: YesNo = fact(
        "Was it adopted and put into practice?",
        ("it was adopted and put into practice", "it was not adopted or not put into practice"),
        settled=[{"if": {"exists": False}, "is": False}],
    )
    monitored: YesNo = fact(
        "Did anybody watch over whether it is followed?",
        ("somebody watched over whether it is followed", "nobody watched over it"),
    )


class CodeReceived(Act):
    """A situation: somebody whom a code binds has been given it to read and sign."""

    situation: ClassVar[bool] = True
    kind: Literal["code_received"]
    read: YesNo = fact(
        "Did the person read it?",
        ("the person read it", "the person did not read it"),
    )
    unclear: YesNo = fact(
        "Was anything in it unclear to the person?",
        ("something in it was unclear to the person", "nothing in it was unclear to the person"),
        conduct=False,
        whom="the person",
    )
    asked: YesNo = fact(
        "Did the person ask about what was unclear?",
        ("the person asked about it", "the person did not ask about it"),
        only_if={"unclear": True},
    )
    signed: Deed = fact(
        "Was the declaration signed?",
        "signing the declaration: {}",
    )
    handed_in: Deed = fact(
        "Was the signed declaration handed to the person's manager?",
        "handing the signed declaration to the manager: {}",
    )


class Provision(Act):
    """What an organisation does, or leaves undone, for those it serves and for its workers."""

    kind: Literal["provision"]
    serves: Choice[Literal["children", "adults", "both"]] = fact(
        "Whom does the service serve: children or young people, adults who need care and support,"
        " or both?",
        "the service is for {}",
        conduct=False,
        words={
            "children": "children or young people",
            "adults": "adults with care and support needs",
            "both": "children and adults",
        },
    )
    protected: YesNo = fact(
        "Did the organisation protect those it serves, as far as it could, and further their"
        " well-being?",
        (
            "the organisation protected those it serves as far as it could",
            "the organisation did not protect those it serves as it could have",
        ),
        weigh="what the organisation knew, what it had set up or did about it, what others in its"
        " place do, and what came of it",
    )
    choice_respected: YesNo = fact(
        "Were the adults' own choice and control respected?",
        ("the adults' choice and control were respected", "the adults' choice was overridden"),
        weigh="what the adults wanted, whether they were asked, and what less restrictive way there"
        " was",
        only_if={"serves": ["adults", "both"]},
    )
    workers_able: YesNo = fact(
        "Were the workers whom it used able, confident and safe in that work?",
        (
            "the workers were able, confident and safe in the work",
            "the workers were not able, confident or safe in the work",
        ),
        weigh="checks, training, experience and supervision, and how the work went",
    )
    workplace_safe: YesNo = fact(
        "Had the organisation taken measures so that its staff could work in safety?",
        (
            "measures had been taken so that staff could work in safety",
            "measures for the safety of staff were missing",
        ),
        weigh="the dangers of the work that were known or plain, and what was done about them",
    )
    worker_exposed: YesNo = fact(
        "Was a worker put in a situation that left them particularly vulnerable?",
        (
            "a worker was put in a particularly vulnerable situation",
            "no worker was put in a particularly vulnerable situation",
        ),
        weigh="whether the worker was alone, what was known of those they were with, what could be"
        " alleged or done to them, and whether help was at hand",
    )
    activities_assessed: YesNo = fact(
        "Did the organisation see to it that the risks of activities in the community can be"
        " assessed: who does it, how, with what time and form?",
        (
            "the organisation saw to it that activities can be assessed",
            "the organisation left its staff without a way to have activities assessed",
        ),
    )
    channels: YesNo = fact(
        "Were there ways to raise a concern, and did they work?",
        (
            "there were working ways to raise a concern",
            "there was no working way to raise a concern",
        ),
    )
    staff_informed: YesNo = fact(
        "Were the staff told what is expected of them and which policies apply?",
        (
            "the staff were told what is expected and which policies apply",
            "staff were not told what is expected or which policies apply",
        ),
    )
