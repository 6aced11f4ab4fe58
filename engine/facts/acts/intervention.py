"""Physical intervention: holding, restraining, moving, blocking and shutting in."""

from __future__ import annotations

from typing import Literal

from engine.facts.acts.touch import Bodily
from engine.facts.base import Act, Choice, YesNo, fact
from engine.facts.shared import Followup


class Intervention(Act, Bodily, Followup):
    """Somebody used force on another person, restrained them, or kept them from going."""

    kind: Literal["intervention"]
    form: Choice[
        Literal["held", "pushed_or_pulled", "struck", "moved", "way_blocked", "locked_in", "other"]
    ] = fact(
        "What was done?",
        "what was done: {}",
        words={
            "held": "holding, gripping or restraining",
            "pushed_or_pulled": "pushing, pulling or grabbing",
            "struck": "hitting, slapping or kicking",
            "moved": "carrying, dragging or marching somebody away",
            "way_blocked": "standing in the way or holding a door",
            "locked_in": "locking or shutting somebody in",
            "other": "something else",
        },
    )
    as_punishment: YesNo = fact(
        "Was it done to punish?",
        ("it was done to punish", "it was not done to punish"),
        weigh="what was said at the time, what had gone before, and whether there was any other"
        " reason",
    )
    danger: Choice[Literal["none", "damage_only", "injury", "death"]] = fact(
        "What danger did the person see at that moment? If only things were in danger, answer so.",
        "the danger at that moment: {}",
        conduct=False,
        words={
            "none": "none",
            "damage_only": "damage to things only",
            "injury": "that somebody would be hurt",
            "death": "that somebody would die",
        },
    )
    danger_immediate: YesNo = fact(
        "Was the danger immediate?",
        ("the danger was immediate", "the danger was not immediate"),
        conduct=False,
        only_if={"danger": ["damage_only", "injury", "death"]},
        weigh="what was happening at that moment, and what the person had reason to see",
    )
    seen_as_needed: YesNo = fact(
        "Did the person believe that nothing but this would avert the danger?",
        (
            "the person believed that nothing else would avert the danger",
            "the person did not believe it to be needed",
        ),
        conduct=False,
        whom="the person",
    )
    rarest_case: YesNo = fact(
        "Was it one of those very rare cases in which nothing else is left to do?",
        ("it was one of the very rare cases", "it was no such rare case"),
        conduct=False,
        weigh="whether what the person saw was reasonable to see, how grave the danger was, how"
        " often such means are used there, and what others would have done",
    )
    avoidable: YesNo = fact(
        "Could it have been avoided?",
        ("it could have been avoided", "it could not have been avoided"),
        weigh="whether anybody was in danger, what could be said or done first, who else was"
        " there, whether there was time to step back or send others out",
        settled=[{"if": {"danger": "none"}, "is": True}],
    )
    tried_to_calm: YesNo = fact(
        "Did the person try to calm things down first?",
        (
            "the person tried to calm things down",
            "the person did not try to calm things down",
        ),
    )
    more_force_than_needed: YesNo = fact(
        "Was more force used than was needed?",
        ("more force was used than was needed", "no more force was used than was needed"),
        weigh="the size and strength of each, the hold that was used, pain, injuries and marks,"
        " whether anything gentler would have done",
        settled=[{"if": {"form": "struck"}, "is": True}],
    )
    longer_than_needed: YesNo = fact(
        "Did it go on once it was no longer needed?",
        (
            "it went on once it was no longer needed",
            "it stopped as soon as it was no longer needed",
        ),
        weigh="when the danger was over, what the person did then, how long it lasted in all",
    )
    unlawful: YesNo = fact(
        "Was it against the law, in the view of somebody fit to say so?",
        ("it is held to be against the law", "it is held to be lawful"),
        weigh="what the police, a court, a lawyer or social care say; nobody else guesses",
    )
    liberty_taken: YesNo = fact(
        "Was the service user's liberty taken away?",
        (
            "the service user's liberty was taken away",
            "the service user's liberty was not taken away",
        ),
        weigh="whether they could leave, for how long not, who watched over them, and what an order"
        " or authorisation allows; a door that is bolted or locked on somebody takes it away",
        settled=[{"if": {"form": "locked_in"}, "is": True}],
    )
    parent_consented: YesNo = fact(
        "Had a parent or carer agreed to it?",
        ("a parent or carer had agreed to it", "no parent or carer had agreed to it"),
        conduct=False,
    )
