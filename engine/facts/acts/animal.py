"""Animals brought onto a site."""

from __future__ import annotations

from typing import Literal

from engine.facts.base import Act, Choice, YesNo, fact
from engine.facts.shared import Place


class Animal(Act, Place):
    """An animal was brought onto a site."""

    kind: Literal["animal"]
    species: Choice[Literal["dog", "other_animal"]] = fact(
        "What animal was it?",
        "the animal was {}",
        words={"dog": "a dog", "other_animal": "no dog but another animal"},
    )
    serves_as: Choice[
        Literal["guide_dog", "other_assistance_dog", "pet", "other_purpose", "not_a_guide_dog"]
    ] = fact(
        "What was the dog there as: a guide dog, another assistance dog (a hearing dog, say, or one"
        " still in training), a pet, or for some other purpose?",
        "the dog was there as {}",
        words={
            "guide_dog": "a guide dog",
            "other_assistance_dog": "an assistance dog other than a guide dog, or one in training",
            "pet": "a pet",
            "other_purpose": "something else (a working dog, say, or for a show or a visit)",
            "not_a_guide_dog": "something other than a guide dog",
        },
        groups={"not_a_guide_dog": ["other_assistance_dog", "pet", "other_purpose"]},
        only_if={"species": "dog"},
        whom="the person",
    )
    agreed_beforehand: YesNo = fact(
        "Had the head or principal agreed beforehand that the animal may come?",
        (
            "the head or principal had agreed beforehand that it may come",
            "the head or principal had not agreed beforehand",
        ),
        whom="principal",
    )
    kept_under_control: YesNo = fact(
        "Was the animal on a lead, carried or otherwise held under control all the time?",
        ("the animal was kept under control", "the animal was not kept under control"),
    )
