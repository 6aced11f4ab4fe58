"""What people owe each other in a body they belong to: words, work, rules and representation."""

from __future__ import annotations

from typing import ClassVar, Literal

from engine.facts.base import Act, Choice, Deed, YesNo, fact


class Statement(Act):
    """Somebody told others that something is so: in a report, a meeting, a message or a form."""

    kind: Literal["statement"]
    to_whom: Choice[Literal["colleagues", "members", "partners", "public"]] = fact(
        "To whom was it said: to colleagues, to the members, to partner bodies, or to the public?",
        "it was said to {}",
        words={
            "colleagues": "colleagues",
            "members": "the members",
            "partners": "partner bodies",
            "public": "the public",
        },
    )
    accurate: YesNo = fact(
        "Was what was said true?",
        ("what was said was true", "what was said was not true"),
    )
    knew_untrue: YesNo = fact(
        "Did the person know that it was not true?",
        ("the person knew that it was not true", "the person did not know that it was not true"),
        only_if={"accurate": False},
        whom="the person",
    )
    clear: YesNo = fact(
        "Was it clear enough to be understood?",
        ("it was clear", "it was unclear"),
        weigh="the words, to whom they were said, what was left out, and how they were taken",
    )
    serves_the_forum: YesNo = fact(
        "Was it fitting, and did it help the organisation to run safely and smoothly?",
        (
            "it was fitting and helped the organisation to run safely and smoothly",
            "it was unfitting, or harmed the safe and smooth running of the organisation",
        ),
        weigh="what was said and how, in whose hearing, and what it led to",
    )


class Representation(Act):
    """Somebody spoke for the members: to decision-makers, on a panel, in a report or a reply."""

    kind: Literal["representation"]
    own_experience: Choice[Literal["only_source", "beside_others", "not_used"]] = fact(
        "Did it rest on the person's own experience or views alone, on these beside others, or not"
        " on these?",
        "the person's own experience or views: {}",
        words={
            "only_source": "it rested on these alone",
            "beside_others": "it rested on these beside other sources",
            "not_used": "it did not rest on these",
        },
    )
    listened_widely: YesNo = fact(
        "Had the person listened to people of varied opinions and experience for it?",
        (
            "people of varied opinions and experience had been heard",
            "people of varied opinions and experience had not been heard",
        ),
        weigh="who was asked, how, and who was left out",
        settled=[{"if": {"own_experience": "only_source"}, "is": False}],
    )
    spans_range: YesNo = fact(
        "Did it span varied disabilities, educational needs, cultures, backgrounds and places?",
        (
            "it spanned varied disabilities, needs, cultures, backgrounds and places",
            "it was confined to too narrow a range",
        ),
        weigh="whose situation it spoke of, whose it passed over, and what the matter called for",
    )
    balanced: YesNo = fact(
        "Did it put a balanced case, and could others see that?",
        ("it put a balanced case and was seen to", "it was one-sided, or looked so"),
        weigh="which sides it gave, what it left out, and how it read to somebody from outside",
    )
    on_aims: YesNo = fact(
        "Was it about what the organisation is for?",
        ("it was about what the organisation is for", "it was about something else"),
        weigh="the organisation's purpose and aims, and what was asked for",
    )
    fair_to_members: YesNo = fact(
        "Did it represent the members fairly?",
        ("it represented the members fairly", "it did not represent the members fairly"),
        weigh="what members had said, and what was made of it",
    )


class InformationDue(Act):
    """A situation: information was due from somebody to members, to a parent or to the public.

    Minutes, a newsletter, dates, why something was cancelled, answers. It is told as an act of
    whoever was to give it.
    """

    situation: ClassVar[bool] = True
    kind: Literal["information_due"]
    for_whom: Choice[Literal["members", "public", "parent"]] = fact(
        "To whom was it due: to the members, to the public, or to a parent (or an advocate whom"
        " they appointed)?",
        "it was due to {}",
        conduct=False,
        words={
            "members": "the members",
            "public": "the public",
            "parent": "a parent, or an advocate whom they appointed",
        },
    )
    given: Deed = fact("Was it given, and when?", "giving it: {}")
    clear: YesNo = fact(
        "Was what was given clear?",
        ("what was given was clear", "what was given was unclear"),
        weigh="the words, what was left out, and how those who got it understood it",
    )
    explained: Deed = fact(
        "Where it was not given, was it explained why?",
        "explaining why not: {}",
    )
    held_back_because: Choice[
        Literal["clear_and_lawful", "confidence", "not_clear", "not_lawful", "no_reason"]
    ] = fact(
        "If it was held back, for what reason: a clear and lawful one, to keep a confidence, one"
        " that is not clear or not lawful, or none?",
        "it was held back for {}",
        weigh="the reason given and when, and what the law says about such information",
        words={
            "clear_and_lawful": "a reason that is clear and lawful",
            "confidence": "the sake of a confidence",
            "not_clear": "a reason that is not clear",
            "not_lawful": "a reason that is not lawful",
            "no_reason": "no reason",
        },
    )


class Commitment(Act):
    """A situation: somebody had taken something on: a task, a duty, coming to a meeting."""

    situation: ClassVar[bool] = True
    kind: Literal["commitment"]
    kept: Deed = fact("Was it done as taken on?", "doing what was taken on: {}")
    warned: YesNo = fact(
        "Did the person let the others know that it could not be done, in time for them?",
        (
            "the person let the others know in time",
            "the person did not let the others know in time",
        ),
    )


class Workload(Act):
    """A situation: tasks of leading or running things are spread over people, or fall on few.

    It is told as an act of whoever spreads the tasks, or holds on to them.
    """

    situation: ClassVar[bool] = True
    kind: Literal["workload"]
    too_much: YesNo = fact(
        "Was it too much for somebody: did they say so, or could it be seen?",
        ("it was too much for somebody", "it was too much for nobody"),
    )
    shared: YesNo = fact(
        "Were the tasks shared out?",
        ("the tasks were shared out", "the tasks were not shared out"),
    )
    by_strengths: YesNo = fact(
        "Was it looked at what each person does well when tasks were given out?",
        (
            "tasks were given out by what each person does well",
            "tasks were given out without regard to what each person does well",
        ),
        weigh="what the tasks ask for, what people can do and had offered, and who got what",
    )


class AgreedRules(Act):
    """A situation: ground rules of a meeting, or a way of working, are to be used and kept."""

    situation: ClassVar[bool] = True
    kind: Literal["agreed_rules"]
    which: Choice[Literal["ground_rules", "way_of_working"]] = fact(
        "Is it about the ground rules of a meeting, or about a way of working?",
        "it is about {}",
        conduct=False,
        words={
            "ground_rules": "the ground rules of a meeting",
            "way_of_working": "a way of working",
        },
    )
    ran_meeting: YesNo = fact(
        "Did the person run the meeting?",
        ("the person ran the meeting", "the person did not run the meeting"),
        conduct=False,
        only_if={"which": "ground_rules"},
    )
    in_use: YesNo = fact(
        "Were there such rules: had they been agreed, and were they used?",
        ("there were such rules", "there were no such rules"),
    )
    accepted: YesNo = fact(
        "Did the person accept them?",
        ("the person accepted the rules", "the person did not accept the rules"),
    )
    kept: YesNo = fact(
        "Did the person keep to them?",
        ("the person kept to the rules", "the person did not keep to the rules"),
    )


class Scrutiny(Act):
    """A situation: somebody is asked to answer for what was decided, done or spent."""

    situation: ClassVar[bool] = True
    kind: Literal["scrutiny"]
    called_for: YesNo = fact(
        "Was the scrutiny fitting and called for?",
        ("the scrutiny was called for", "the scrutiny was not called for"),
        conduct=False,
        weigh="who asked, by what right, about what, and how much was asked",
    )
    accepted: YesNo = fact(
        "Did the person submit to it: answer, show the papers, let it be looked into?",
        ("the person submitted to it", "the person refused it or held it up"),
    )
