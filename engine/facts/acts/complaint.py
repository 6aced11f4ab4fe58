"""How a concern or complaint is raised, and how an organisation deals with it."""

from __future__ import annotations

from typing import ClassVar, Literal

from engine.facts.base import Act, Choice, YesNo, fact


class Complaint(Act):
    """Somebody raised a concern or a complaint with a school or other organisation."""

    kind: Literal["complaint"]
    sent_by: Choice[Literal["by_name", "anonymous", "collective"]] = fact(
        "Did it come from one person by name, without a name, or from a group?",
        "it came {}",
        words={
            "by_name": "from one person by name",
            "anonymous": "without a name",
            "collective": "from a group",
        },
    )
    right_person: YesNo = fact(
        "Was it taken to the member of staff suited to help with it?",
        (
            "it was taken to the member of staff suited to help",
            "it was not taken to the member of staff suited to help",
        ),
        weigh="what the matter was, who deals with such matters there, and what the person could"
        " know of that",
    )
    head_demanded: Choice[Literal["demanded", "asked", "neither"]] = fact(
        "Did the person demand to speak to the head or Principal, ask politely, or neither?",
        "speaking to the head or Principal was {}",
        words={"asked": "asked for politely", "neither": "neither demanded nor asked for"},
    )
    personal: YesNo = fact(
        "Was the complaint aimed at the person rather than at the matter?",
        ("the complaint was aimed at the person", "the complaint was about the matter"),
        weigh="whether it speaks of what was done or of what somebody is; a complaint about what"
        " one member of staff did is about the matter",
    )
    about_own_child: YesNo = fact(
        "Did it concern the person's own child?",
        ("it concerned the person's own child", "it did not concern the person's own child"),
        conduct=False,
    )
    checked_with_school: YesNo = fact(
        "Did the person first ask the school what had happened, before acting on the child's"
        " account?",
        (
            "the person first asked the school what had happened",
            "the person acted on the child's account without asking the school",
        ),
    )
    constructive: YesNo = fact(
        "Did the person look for a constructive way out?",
        (
            "the person looked for a constructive way out",
            "the person did not look for a constructive way out",
        ),
        weigh="what was asked for, whether answers were heard, and what the person offered; to be"
        " firm is not to be unconstructive",
    )
    handled_badly: YesNo = fact(
        "Does the person feel that staff did not handle it as they should?",
        (
            "the person feels that it was not handled as it should be",
            "the person is content with how it was handled",
        ),
        conduct=False,
        whom="the person",
    )


class ConcernHandling(Act):
    """How an organisation dealt with a concern, complaint or difficulty that was put to it."""

    situation: ClassVar[bool] = True
    kind: Literal["concern_handling"]
    ignored: YesNo = fact(
        "Was it left without any answer?",
        ("it was left without any answer", "it was answered"),
    )
    courteous: YesNo = fact(
        "Was it dealt with in a friendly, courteous and professional way?",
        (
            "it was dealt with courteously and professionally",
            "it was not dealt with courteously and professionally",
        ),
        weigh="tone, care and time taken, and what was at stake",
    )
    tried_in_good_faith: YesNo = fact(
        "Did the organisation try to settle it honestly, with integrity and respect, and by talking"
        " it through?",
        (
            "the organisation tried honestly to settle it",
            "the organisation did not try honestly to settle it",
        ),
        weigh="what was said and done, whether it was true, and whether people were kept informed",
        settled=[{"if": {"ignored": True}, "is": False}],
    )
