"""What work with service users is done with: plans, resources, films, talk; and views pressed."""

from __future__ import annotations

from typing import Literal

from engine.facts.base import Act, Choice, YesNo, fact
from engine.facts.shared import Told


class Resource(Act):
    """A film, picture, text, game or other material used with service users, or chosen for it."""

    kind: Literal["resource"]
    stage: Choice[Literal["planned", "used"]] = fact(
        "Is the material still to be used, or has it been shown or used?",
        "the material {}",
        words={"planned": "is still to be used", "used": "was shown or used"},
    )
    rated_above_age: YesNo = fact(
        "Was it rated for an age above that of somebody to whom it was shown?",
        (
            "it was rated for an age above that of somebody who was shown it",
            "it was not rated for an age above that of those who were shown it",
        ),
    )
    suitable: YesNo = fact(
        "Was it suitable for those to whom it was shown?",
        ("it was suitable for those who were shown it", "it was unsuitable for those shown it"),
        weigh="age, understanding and history of those who were shown it, and how they took it",
        settled=[{"if": {"rated_above_age": True}, "is": False}],
    )
    unsure: YesNo = fact(
        "Did the person doubt beforehand whether it was suitable?",
        (
            "the person doubted beforehand whether it was suitable",
            "the person did not doubt that it was suitable",
        ),
        conduct=False,
        whom="the person",
    )
    manager_approval: Choice[Literal["given", "refused", "no_answer_yet", "not_asked"]] = fact(
        "Had the manager been asked beforehand to approve it, and what was the answer?",
        "the manager's approval: {}",
        whom="manager",
        words={
            "given": "given beforehand",
            "refused": "refused",
            "no_answer_yet": "asked for, but not yet answered",
            "not_asked": "not asked for",
        },
    )
    could_be_misread: YesNo = fact(
        "Could it be taken in a wrong way, and would more care in choosing it have shown that?",
        (
            "it could be taken in a wrong way, as more care would have shown",
            "it left a careful chooser no room for being taken in a wrong way",
        ),
        weigh="how a reasonable observer who knows the work would take it",
    )
    serves_outcome: YesNo = fact(
        "Can the person say which aim of the work it served?",
        (
            "the person can say which aim of the work it served",
            "it served no aim of the work that the person can name",
        ),
        whom="the person",
    )
    good_reason: YesNo = fact(
        "Can the person give a good reason for using it?",
        (
            "the person can give a good reason for using it",
            "the person can give no good reason for using it",
        ),
        weigh="whether the reason belongs to the work and needs this material",
        whom="the person",
    )


class WorkSession(Act):
    """Work done with service users: a session, a group, a programme."""

    kind: Literal["work_session"]
    plan: Choice[Literal["clear", "unclear", "none"]] = fact(
        "Was there a clear plan of what was to be done, written or not?",
        "{}",
        words={
            "clear": "there was a clear plan of the work",
            "unclear": "there was a plan of the work, but no clear one",
            "none": "there was no plan of the work",
        },
    )
    overstepped: YesNo = fact(
        "In getting service users to express themselves, did the person cross a personal or"
        " professional boundary?",
        (
            "the person crossed a boundary in getting service users to express themselves",
            "the person crossed no boundary in getting service users to express themselves",
        ),
        weigh="what service users were asked to reveal or do, whether they could decline, and what"
        " the person told of themselves",
    )


class Discussion(Act):
    """Talk with service users, or while they are there, on a sensitive subject."""

    kind: Literal["discussion"]
    subject: Choice[Literal["sexual", "political", "other_sensitive", "not_sensitive"]] = fact(
        "What was the talk about?",
        "the talk was about {}",
        words={
            "sexual": "sexual matters",
            "political": "politics",
            "other_sensitive": "some other sensitive matter",
            "not_sensitive": "nothing sensitive",
        },
    )
    came_up: Choice[Literal["unplanned", "planned_work", "raised_by_person"]] = fact(
        "How did it come up: unplanned, out of the work or a service user's question; as part of"
        " the planned work; or because the person raised it?",
        "it came up {}",
        words={
            "unplanned": "unplanned, out of the work or a service user's question",
            "planned_work": "as part of the planned work",
            "raised_by_person": "because the person raised it",
        },
    )
    agreed_content: YesNo = fact(
        "Did the talk belong to a curriculum that had been agreed, or to the person's recognised"
        " job?",
        (
            "the talk belonged to an agreed curriculum or to the person's recognised job",
            "the talk belonged to no agreed curriculum and not to the person's job",
        ),
        whom="manager",
        only_if={"came_up": "planned_work"},
    )
    asked_by_service_user: YesNo = fact(
        "Did a service user ask the person a question about it?",
        ("a service user asked about it", "no service user asked about it"),
        conduct=False,
    )
    answered_with_care: YesNo = fact(
        "Did the person weigh the answer with care?",
        (
            "the person weighed the answer with care",
            "the person did not weigh the answer with care",
        ),
        weigh="how short and fitting the answer was, and whether the person prolonged the talk or"
        " told of themselves",
        only_if={"asked_by_service_user": True},
    )
    improper: YesNo = fact(
        "Was the talk improper?",
        ("the talk was improper", "the talk was not improper"),
        weigh="what was said, before whom, and what it had to do with the work",
    )
    may_offend_or_harm: YesNo = fact(
        "Could the talk offend or harm anybody?",
        ("the talk could offend or harm somebody", "the talk could offend or harm nobody"),
        weigh="who heard it or may hear of it, and how they took it",
    )
    part: Choice[Literal["joined_in", "egged_on", "stopped_it", "took_no_part"]] = fact(
        "What did the person do: join in, egg others on, stop or turn it, or take no part?",
        "the person {}",
        words={
            "joined_in": "joined in",
            "egged_on": "egged others on",
            "stopped_it": "stopped or turned it",
            "took_no_part": "took no part",
        },
    )
    told: Told | None = None


class Influence(Act):
    """Somebody brought views, values or beliefs of their own to bear on others.

    A prejudiced or demeaning remark is told as `behaviour`.
    """

    kind: Literal["influence"]
    in_service_delivery: YesNo = fact(
        "Was it in the course of work with or for service users?",
        (
            "it was in the course of work with or for service users",
            "it was outside any work with or for service users",
        ),
        conduct=False,
    )
    pressed_on: Choice[Literal["service_user", "somebody_else", "nobody"]] = fact(
        "Did the person try to bring a service user, or somebody else, round to what they"
        " themselves value or believe, or force it on them? What was an agreed aim of the work is"
        " not meant.",
        "the person tried to bring {} round to what they themselves believe",
        words={
            "service_user": "a service user",
            "somebody_else": "somebody other than service users",
            "nobody": "nobody",
        },
    )
    undermines_values: YesNo = fact(
        "Did what the person said or did undermine fundamental British values?",
        (
            "it undermined fundamental British values",
            "it did not undermine fundamental British values",
        ),
        weigh="democracy, the rule of law, individual liberty, respect and tolerance as government"
        " guidance describes them; criticism and lawful belief do not undermine them",
    )
