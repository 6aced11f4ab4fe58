"""Words, patterns and figures."""

from __future__ import annotations

import doctest
from dataclasses import replace
from datetime import date

import pytest

from engine.build import build_cues
from engine.intake import words
from engine.intake.cues import Cue
from engine.intake.figures import figures
from engine.intake.pattern import Pattern, PatternError, PatternSet, parse
from engine.intake.read import scan_of
from engine.intake.text import read_text
from engine.intake.words import Slips, keys_of
from tests.engine.intake.conftest import RULES

CUES = build_cues(RULES)


def test_examples_hold() -> None:
    assert doctest.testmod(words).failed == 0


@pytest.mark.parametrize(
    ("form", "plain"),
    [
        ("drove", "drive"), ("driving", "drive"), ("stopped", "stop"), ("parties", "party"),
        ("children", "child"), ("photographs", "photograph"), ("texted", "text"), ("rang", "ring"),
        ("organized", "organise"), ("behaviors", "behaviour"), ("accepts", "accept"),
    ],
)  # fmt: skip
def test_forms_meet(form: str, plain: str) -> None:
    assert plain in keys_of(form)


@pytest.mark.parametrize("word", ["notes", "noted", "used", "thing"])
def test_no_ending_makes_a_little_word(word: str) -> None:
    assert not {"not", "us", "the"} & set(keys_of(word))


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("photgraph", "photograph"), ("recieve", "receive"), ("safegaurding", "safeguarding"),
        ("accommpany", None), ("massage", None), ("bother", None), ("message", None), ("frm", None),
    ],
)  # fmt: skip
def test_slips(written: str, meant: str | None) -> None:
    known = frozenset({"photograph", "receive", "safeguarding", "message", "brother"})
    assert Slips(known).meant(written) == meant


def _amounts(text: str) -> list[object]:
    found = figures(read_text(text).tokens, date(2026, 3, 6))
    return [hit.value for name, hit in found if name == "amount"]


@pytest.mark.parametrize(
    ("text", "pence"),
    [
        ("a £200 voucher", 20000), ("worth £1.50", 150), ("£2k", 200_000), ("90 quid", 9000),
        ("fifteen hundred pounds", 150_000), ("thirty quid", 3000), ("a tenner", 1000),
        ("a fiver", 500), ("about 60p", 60), ("twenty-five pounds", 2500), ("£1,250", 125_000),
        ("two hundred and fifty pounds", 25_000),
    ],
)  # fmt: skip
def test_amounts(text: str, pence: int) -> None:
    assert pence in _amounts(text)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("on 4 March", "2026-03-04"), ("on 9 Dec", "2025-12-09"), ("3/2", "2026-02-03"),
        ("yesterday", "2026-03-05"), ("on Thursday", "2026-03-05"), ("12 May 2024", "2024-05-12"),
        ("May 12th", "2025-05-12"), ("the 3rd of June", "2025-06-03"),
    ],
)  # fmt: skip
def test_days(text: str, day: str) -> None:
    found = figures(read_text(text).tokens, date(2026, 3, 6))
    assert day in [hit.value for name, hit in found if name == "date"]


@pytest.mark.parametrize("text", ["30 February 2026", "31/31/2026", "99/99", "0 May"])
def test_no_days(text: str) -> None:
    found = figures(read_text(text).tokens, date(2026, 3, 6))
    assert [hit for name, hit in found if name == "date"] == []


def _finds(source: str, text: str) -> list[str]:
    pattern: Pattern = parse(source, CUES.lexicon.class_names)
    cues = replace(CUES, cues=(Cue("tried", None, (pattern,)),))
    account = read_text(text)
    found = PatternSet([pattern]).find(scan_of(cues, account, None)).get(pattern, [])
    return [account.quote(hit.start, hit.end)[2] for hit in found]


@pytest.mark.parametrize(
    ("source", "text", "found"),
    [
        ("drive home", "He drove home.", ["drove home"]),
        ("drive ...2 home", "He drove her straight home.", ["drove her straight home"]),
        ("drive ...1 home", "He drove her straight home.", []),
        ("drive|walk very? home", "They walked home.", ["walked home"]),
        ("=pub", "the pubs", []),
        ("=pub", "the pub", ["pub"]),
        ("close-up|photo", "two close-ups", ["close-ups"]),
        ("not tell", "He didn't tell.", ["n't tell"]),
        ("give ...3 <amount>", "gave her a tenner", ["gave her a tenner"]),
        ("drive home", "He drove. Home is nice.", []),
        ("photo", "a pic", ["pic"]),
    ],
)
def test_patterns(source: str, text: str, found: list[str]) -> None:
    assert _finds(source, text) == found


@pytest.mark.parametrize(
    "source",
    [
        "...",
        "drive ...",
        "... home",
        "very?",
        "<nothing>",
        "drive ...99 home",
        "---",
        "a " * 30,
        "key worker|keyworker",
        "no one|nobody knew",
        "nobody|no one",
    ],
)
def test_patterns_that_cannot_be(source: str) -> None:
    with pytest.raises(PatternError):
        parse(source, frozenset(["child"]))
