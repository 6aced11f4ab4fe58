"""Hints bring an act up where enough of their words stand together, and decide nothing."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest

from engine.build import build_ruleset
from engine.facts.catalogue import VOCABULARY
from engine.incident import read_incident
from engine.infer.assessment import assess
from engine.intake.cues import Cues, read_cues
from engine.intake.read import read_account

ROOT = Path(__file__).parents[3]
RULES = build_ruleset()
HINT = """
cues: dress
hints:
  - words: [[waistcoat, cravat], [flamboyant, gaudy], [pirate]]
    least: 2
    within: 2
    unless: [fancy dress]
    raises: [working, offensive_or_revealing, fits_role]
"""


def _cues(folder: Path, text: str = HINT) -> Cues:
    for name in ("lexicon.yaml", "scopes.yaml"):
        shutil.copy(ROOT / "rules" / "cues" / name, folder / name)
    (folder / "dress.yaml").write_text(text)
    cues, mistakes = read_cues(folder, VOCABULARY)
    assert not mistakes, "\n".join(map(str, mistakes))
    return cues


def _acts(cues: Cues, text: str) -> list[dict[str, Any]]:
    acts: list[dict[str, Any]] = read_account(RULES, cues, text, "PP").incident["acts"]
    return acts


@pytest.mark.parametrize(
    ("text", "brought_up"),
    [
        ("The support worker had a gaudy waistcoat.", True),
        ("The waistcoat again. It was rather gaudy, she said.", True),
        ("The waistcoat again. Tea came. We talked. It was gaudy.", False),
        ("The support worker had a waistcoat.", False),
        ("Waistcoat and cravat, both of them.", False),
        ("If he had worn a gaudy waistcoat I would have said so.", False),
        ("It was the fancy dress day, gaudy waistcoats all round.", False),
    ],
)
def test_words_of_enough_groups_close_together(text: str, brought_up: bool, tmp_path: Path) -> None:
    acts = _acts(_cues(tmp_path), text)

    assert bool(acts) == brought_up
    for act in acts:
        assert act["kind"] == "dress"
        assert act["offensive_or_revealing"] == act["fits_role"] == "raised"


def test_a_hint_makes_nothing_breached(tmp_path: Path) -> None:
    """Whatever words stand there, all that comes of hints is open, and asked for."""
    draft = read_account(RULES, _cues(tmp_path), "A gaudy waistcoat, like a pirate.", "PP")
    answer = assess(RULES, read_incident(draft.incident), ["PP"])

    assert {finding.verdict for finding in answer.findings} == {"undetermined"}
    assert {question.fact for question in answer.questions} >= {"offensive_or_revealing"}
    text = "A gaudy waistcoat, like a pirate."
    for evidence in draft.evidence:
        for quote in evidence.quotes:
            assert text[quote.start : quote.end] == quote.quote


def test_more_groups_than_there_are_is_a_mistake(tmp_path: Path) -> None:
    (tmp_path / "dress.yaml").write_text(HINT.replace("least: 2", "least: 4"))
    _, mistakes = read_cues(tmp_path, VOCABULARY)

    assert "wrong-value" in {mistake.code for mistake in mistakes}


MORE = """
  - words: [[parrot, cutlass]]
    raises: [fits_task]
"""


def test_all_hints_of_a_kind_speak_of_one_act(tmp_path: Path) -> None:
    text = "The support worker had a gaudy waistcoat and a parrot."
    (act,) = _acts(_cues(tmp_path, HINT + MORE), text)

    assert act["fits_role"] == act["fits_task"] == "raised"


def test_a_hint_does_not_speak_of_what_a_child_did(tmp_path: Path) -> None:
    told = HINT + "\nopens:\n  - wear ...3 hat\n"
    text = "The child wore a hat. The support worker had a gaudy waistcoat."
    acts = _acts(_cues(tmp_path, told), text)

    assert ["fits_role" in act for act in acts] == [False, True]


def test_a_hint_may_speak_of_what_a_body_did(tmp_path: Path) -> None:
    hint = (
        "cues: restriction\nhints:\n  - words: [[zeppelin]]\n    raises: [limits]\n    by: school\n"
    )
    cues = _cues(tmp_path, hint)
    incident = read_account(RULES, cues, "She saw the zeppelin.", "BF").incident

    assert [person["roles"] for person in incident["people"]] == [["school"]]
    assert incident["acts"][0]["limits"] == "raised"


def test_a_hint_of_what_the_policy_does_not_speak_of_is_passed_over(tmp_path: Path) -> None:
    text = "The support worker had a gaudy waistcoat."

    assert not read_account(RULES, _cues(tmp_path), text, "PCT").incident["acts"]
