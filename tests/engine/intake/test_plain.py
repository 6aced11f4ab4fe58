"""Plain sentences are read, and are read alike however somebody in them is called."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from engine.build import build_cues
from engine.intake.read import acts_in

LISTS = build_cues(Path(__file__).parents[3] / "rules")
PLAIN = [
    (kind, sentence)
    for kind, sentences in yaml.safe_load(
        (Path(__file__).parent / "plain.yaml").read_text("utf-8")
    ).items()
    for sentence in sentences
]
WHOM = (
    "Mia (14)", "Mia (14, one of ours)", "Mia, 14,", "K (15)", "a 14-year-old", "two of the lads",
    "one of the young people", "a young person we support", "a 14 year old girl", "J., 16,",
    "one of our residents", "Ben, who is 15,", "her key child", "a client", "Mr Patel, a client,",
    "Mr Patel, who we support,",
)  # fmt: skip
WHO = (
    "Dan", "Dan, our support worker,", "Dan (support worker)", "The support worker", "Mrs Lane",
    "Our group worker Dan", "A colleague", "One of the volunteers", "I",
)  # fmt: skip
SENTENCES = {
    "lift": ("{} gave {} a lift home.", "{} drove {} home.", "{} dropped {} off at home."),
    "gift": (
        "{} gave {} a £30 voucher.", "{} bought {} a pair of trainers.",
        "{} accepted a bottle of whisky from {}.", "{} lent {} £20.",
    ),
    "image": ("{} took a photo of {}.", "{} filmed {} at the club."),
    "contact": ("{} texted {} at midnight.", "{} added {} on Instagram."),
    "touch": ("{} hugged {}.", "{} put an arm round {}."),
    "behaviour": ("{} shouted at {}.", "{} swore at {}.", "{} slapped {}."),
    "intervention": ("{} grabbed {} by the arm.", "{} held {} down on the floor."),
    "social_contact": ("{} went to the cinema with {}.", "{} had {} round for tea."),
    "one_to_one": ("{} was alone with {} in the office with the door shut.",),
    "sexual_conduct": ("{} had sex with {}.",),
}  # fmt: skip


def _told(text: str) -> dict[str, str]:
    """Give the kinds of acts that a text tells of, each with what it comes to."""
    return {act.kind: act.status for act in acts_in(LISTS, text)}


@pytest.mark.parametrize(("kind", "sentence"), PLAIN, ids=lambda part: str(part)[:60])
def test_a_plain_sentence_is_read(kind: str, sentence: str) -> None:
    assert _told(sentence).get(kind) == "happened"


@pytest.mark.parametrize("kind", SENTENCES)
def test_it_does_not_matter_how_somebody_is_called(kind: str) -> None:
    pairs = [("Dan", whom) for whom in WHOM] + [(who, "Mia (14)") for who in WHO]
    texts = [
        sentence.format(who, whom).replace(",.", ".")
        for sentence in SENTENCES[kind]
        for who, whom in pairs
    ]

    assert [text for text in texts if _told(text).get(kind) != "happened"] == []
