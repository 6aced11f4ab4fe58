"""Alcohol, tobacco, drugs and medicine: taken, held, and what they do."""

from __future__ import annotations

from typing import Literal

from engine.facts.base import Act, Choice, YesNo, fact
from engine.facts.shared import Followup, Place


class Substance(Act, Place, Followup):
    """Somebody drank, smoked, took or had on them a substance, or was under its influence."""

    kind: Literal["substance"]
    timing: Choice[Literal["at_work", "on_call", "before_work", "off_duty"]] = fact(
        "When was it: at work, on call, before work, or off duty?",
        "it was {}",
        words={
            "at_work": "at work",
            "on_call": "on call",
            "before_work": "before work",
            "off_duty": "off duty",
        },
    )
    affected: YesNo = fact(
        "Did the person seem drunk, drugged or otherwise affected by it while at work or on call?",
        (
            "the person seemed affected by it while at work or on call",
            "the person did not seem affected by it at work",
        ),
    )
    drank_alcohol: YesNo = fact(
        "Did the person drink alcohol?",
        ("the person drank alcohol", "the person drank no alcohol"),
    )
    alcohol_allowed: YesNo = fact(
        "Was it at a particular event at which alcohol had been allowed?",
        (
            "it was at an event at which alcohol had been allowed",
            "it was not at an event at which alcohol had been allowed",
        ),
        conduct=False,
        only_if={"drank_alcohol": True},
    )
    smoked: Choice[Literal["tobacco", "vape", "did_not_smoke", "tobacco_or_vape"]] = fact(
        "Did the person smoke, or vape?",
        "smoking: {}",
        words={
            "tobacco": "the person smoked",
            "vape": "the person vaped",
            "did_not_smoke": "the person neither smoked nor vaped",
            "tobacco_or_vape": "the person smoked or vaped, it is not known which",
        },
        groups={"tobacco_or_vape": ["tobacco", "vape"]},
    )
    drug: Choice[
        Literal["illegal", "legal_high", "misused_medicine", "medicine", "none", "drug"]
    ] = fact(
        "Were drugs taken, or had by the person: illegal ones, a legal high, medicine used other"
        " than as meant, or medicine used properly?",
        "drugs taken or had by the person: {}",
        words={
            "illegal": "an illegal drug",
            "legal_high": "a legal high",
            "misused_medicine": "medicine used other than as meant",
            "medicine": "medicine, used properly",
            "drug": "a drug that is no medicine",
        },
        groups={"drug": ["illegal", "legal_high"]},
    )
    may_affect_work: YesNo = fact(
        "Could what was taken affect the person's ability to do their work?",
        (
            "what was taken could affect the person's work",
            "what was taken could not affect the person's work",
        ),
        weigh="what it was and how much, how long before the work, what the label or a doctor says,"
        " what the work demands and how the person seemed",
    )
