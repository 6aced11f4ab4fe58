"""Decisions that no guidance makes for somebody, and mishaps that have to be talked over."""

from __future__ import annotations

from typing import ClassVar, Literal

from engine.facts.base import Act, Choice, Deed, YesNo, fact
from engine.facts.shared import Followup


class ProfessionalJudgement(Act, Followup):
    """Somebody had to decide for themselves what to do, or meant to, and others may disagree."""

    kind: Literal["professional_judgement"]
    guidance: YesNo = fact(
        "Does any guidance, such as a code, a policy or an instruction, say what to do?",
        ("there is guidance on what to do", "no guidance says what to do"),
        conduct=False,
    )
    for_best_interests: YesNo = fact(
        "Was it decided for the welfare and best interests of the service users concerned?",
        (
            "it was decided for the service users' welfare and best interests",
            "it was not decided for the service users' welfare and best interests",
        ),
        weigh="what was known at the time, whose interests came first, and what those concerned"
        " wanted and needed",
    )
    weighed: YesNo = fact(
        "Did the person weigh whether it was called for, in proportion, safe and fair to all?",
        (
            "the person weighed whether it was called for, in proportion, safe and fair",
            "the person did not weigh whether it was called for, in proportion, safe and fair",
        ),
    )
    disagreed: YesNo = fact(
        "Did anybody disagree with it?",
        ("somebody disagreed with it", "nobody disagreed with it"),
        conduct=False,
    )
    disagreement_recorded: Deed = fact(
        "Was the disagreement put on record?",
        "putting the disagreement on record: {}",
        only_if={"disagreed": True},
    )
    referral_needed: YesNo = fact(
        "Does the disagreement have to go to somebody outside the organisation?",
        (
            "the disagreement has to go to somebody outside",
            "the disagreement need not go to anybody outside",
        ),
        weigh="what is at stake for the service user, whether those inside could settle it, and"
        " whether an agency or the local authority has a part in the matter",
        conduct=False,
        only_if={"disagreed": True},
    )
    referred: Deed = fact(
        "Was it referred to another agency, the local authority or a regulator?",
        "referring it outside: {}",
        only_if={"disagreed": True},
    )


class Mishap(Act, Followup):
    """A situation: a misunderstanding, an accident or a threat came about, and somebody was there.

    It is told as an act of whoever has to speak of it: the member of staff concerned.
    """

    situation: ClassVar[bool] = True
    kind: Literal["mishap"]
    what: Choice[Literal["misunderstanding", "accident", "threat", "other"]] = fact(
        "What was it: a misunderstanding, an accident, a threat, or something else?",
        "what happened was {}",
        conduct=False,
        words={
            "misunderstanding": "a misunderstanding",
            "accident": "an accident",
            "threat": "a threat",
            "other": "something else",
        },
    )
