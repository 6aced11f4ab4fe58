"""Punishing or disciplining a child, and what is done instead."""

from __future__ import annotations

from typing import Literal

from engine.facts.base import Act, Choice, Deed, YesNo, fact
from engine.facts.shared import Place


class ChildDiscipline(Act, Place):
    """How an adult met the behaviour of a child: punished, told off, held back, left it."""

    kind: Literal["child_discipline"]
    whose_child: Choice[Literal["own", "anothers"]] = fact(
        "Whose child was it: the person's own, or somebody else's?",
        "the child was {}",
        conduct=False,
        words={"own": "the person's own", "anothers": "somebody else's"},
    )
    how: Choice[
        Literal[
            "physical_punishment",
            "told_off",
            "other_punishment",
            "spoke_to",
            "averted_danger",
            "left_it",
        ]
    ] = fact(
        "What did the person do: strike or otherwise physically punish the child, tell it off,"
        " punish it in another way, only speak to it, keep it from immediate danger, or leave it?",
        "what the person did: {}",
        words={
            "physical_punishment": "they struck or otherwise physically punished the child",
            "told_off": "they told the child off",
            "other_punishment": "they punished the child in another way",
            "spoke_to": "they spoke to the child about it",
            "averted_danger": "they only kept somebody from immediate danger",
            "left_it": "they did nothing to the child",
        },
    )
    amounts_to_discipline: YesNo = fact(
        "Did speaking to the child amount to disciplining it?",
        ("it amounted to disciplining the child", "it did not amount to disciplining the child"),
        weigh="tone and words, whether it was meant to correct or to find out, and how the child"
        " took it",
        only_if={"how": "spoke_to"},
    )
    told_staff: Deed = fact(
        "Was a member of staff told about what the child had done?",
        "telling a member of staff: {}",
    )
