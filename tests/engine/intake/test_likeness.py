"""Likeness: rare words before common ones, and shares of one whole."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings, strategies as st

from engine.build import build_cues, build_ruleset
from engine.intake.likeness import Likeness
from engine.intake.samples import Sample

if TYPE_CHECKING:
    from collections.abc import Sequence

PP = build_ruleset().policies["PP"].policy
CUES = replace(build_cues(), samples=())
DRESS = "PP-06.clothing/not-offensive-or-revealing"
PLAIN = Likeness(PP, CUES)


def first(likeness: Likeness, *words: str) -> str:
    like = likeness.rank(words)[0]
    return f"{like.clause.id}/{like.requirement.name}"


def test_a_sample_draws_accounts_with_its_words() -> None:
    learnt = Likeness(PP, replace(CUES, samples=(Sample("PP", (DRESS,), ("A zeppelin.",)),)))

    assert not PLAIN.rank(["zeppelin"])
    assert first(learnt, "zeppelins") == DRESS


def test_samples_of_other_policies_and_requirements_count_nothing() -> None:
    others = (Sample("BF", (DRESS,), ("Zeppelin.",)), Sample("PP", ("PP-99.x/y",), ("Zeppelin.",)))

    assert not Likeness(PP, replace(CUES, samples=others)).rank(["zeppelin"])


def test_a_rare_word_counts_for_more_than_a_common_one() -> None:
    samples = (
        Sample("PP", (DRESS,), ("A zeppelin.",)),
        Sample("PP", ("PP-04.secrecy/no-promise",), ("A child.",)),
    )
    learnt = Likeness(PP, replace(CUES, samples=samples))

    assert first(learnt, "zeppelin", "child") == DRESS


def test_plain_words_say_nothing() -> None:
    assert not PLAIN.rank(["the", "and", "she"])


def test_a_word_counts_once_however_often_it_stands() -> None:
    once, often = PLAIN.rank(["gift", "secret"]), PLAIN.rank(["gift", "secret"] * 40)

    assert once == often


@settings(max_examples=50)
@given(st.lists(st.text(max_size=12) | st.sampled_from(["gift", "lift", "photo", "drunk"])))
def test_shares_are_parts_of_a_whole_and_best_comes_first(words: Sequence[str]) -> None:
    likes = PLAIN.rank(words)

    assert sum(like.share for like in likes) <= 1 + 1e-9
    assert [like.score for like in likes] == sorted((like.score for like in likes), reverse=True)
    assert likes == PLAIN.rank(list(reversed(words)))


@pytest.mark.parametrize(("word", "stem"), [("gifts", "gift"), ("gave", "give"), ("the", "")])
def test_stems(word: str, stem: str) -> None:
    assert PLAIN.stem(word) == stem
