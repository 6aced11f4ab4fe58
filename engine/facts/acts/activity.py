"""Activities and trips in the community."""

from __future__ import annotations

from typing import Literal

from engine.facts.base import Act, Choice, YesNo, fact


class CommunityActivity(Act):
    """An activity or a trip outside with service users, by whoever plans or runs it."""

    kind: Literal["community_activity"]
    stage: Choice[Literal["planned", "begun"]] = fact(
        "Is the activity still to come, or has it begun or taken place?",
        "the activity {}",
        words={"planned": "is still to come", "begun": "has begun or taken place"},
    )
    done_before: Choice[Literal["new", "now_and_then", "often"]] = fact(
        "Was the activity new, had it been done now and then before, or was it done often?",
        "the activity was {}",
        conduct=False,
        words={"now_and_then": "done now and then", "often": "done often"},
    )
    risk_assessment: Choice[
        Literal["made_for_it", "old_one_reviewed", "old_one_not_reviewed", "none"]
    ] = fact(
        "Was a risk assessment made for this activity beforehand; was an earlier one of the same"
        " activity gone over again, or only left as it was; or was there none?",
        "{}",
        words={
            "made_for_it": "a risk assessment was made for this activity",
            "old_one_reviewed": "an earlier risk assessment of this activity was gone over again",
            "old_one_not_reviewed": "an earlier risk assessment was left as it was",
            "none": "there was no risk assessment",
        },
    )
    manager_approval: Choice[Literal["given", "refused", "no_answer_yet", "not_asked"]] = fact(
        "Had the manager been asked to approve the activity beforehand, and what was the answer?",
        "the manager's approval: {}",
        whom="manager",
        words={
            "given": "given beforehand",
            "refused": "refused",
            "no_answer_yet": "asked for, but not yet answered",
            "not_asked": "not asked for",
        },
    )
    consents: Choice[Literal["all_in_place", "some_missing", "none_needed"]] = fact(
        "Were the consents that the activity needed in place: from parents or carers, from those"
        " who took part, medical consent?",
        "the consents needed: {}",
        weigh="which consents the risk assessment or the manager called for, and what could happen"
        " without them",
        words={
            "all_in_place": "all in place",
            "some_missing": "some or all missing",
            "none_needed": "none were needed",
        },
    )
    professional: YesNo = fact(
        "Did the person stay professional throughout the activity?",
        (
            "the person stayed professional throughout",
            "the person did not stay professional throughout",
        ),
        weigh="what was done and said, before whom, and whether attention stayed with the work",
    )
