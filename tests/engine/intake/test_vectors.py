"""A sentence model beside BM25: it moves what is asked and suggested, and no verdict."""

from __future__ import annotations

import hashlib
import logging
import math
import pickle
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from hypothesis import given, settings, strategies as st

from engine.build import build_cues, build_ruleset, with_vectors
from engine.incident import read_incident
from engine.infer.assessment import assess
from engine.intake.likeness import Likeness
from engine.intake.read import PASSAGE, read_account
from engine.intake.samples import Sample
from engine.intake.vectors import MOST, VectorError, Vectors

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from engine.intake.cues import Cues
    from engine.intake.draft import Draft

RULES = build_ruleset()
BARE = replace(build_cues(), samples=())
DRESS = "PP-06.clothing/not-offensive-or-revealing"
SILENCE = "PP-04.secrecy/no-promise"
NOWHERE = Path(__file__) / "nowhere"
"""No folder can be made under a file, so nothing is kept there."""
FIXTURES = Path(__file__).parents[3] / "rules/samples/accounts"
ACCOUNTS = [
    entry["text"]
    for entry in yaml.safe_load((FIXTURES / "ph.yaml").read_text("utf-8"))
    if entry["policy"] == "PH"
][:12]


class Stub:
    """A model of four numbers: by words that it knows, else by chance that hangs on the text."""

    def __init__(self, name: str = "stub", **known: Sequence[float]) -> None:
        self.name = name
        self.known = known
        self.asked: list[str] = []
        self.always: Sequence[float] | None = None
        """What it gives for any passage, whatever that says."""

    def encode(self, passages: Sequence[str]) -> Iterator[Sequence[float]]:
        self.asked += passages
        for passage in passages:
            said = self.always or next(
                (vector for word, vector in self.known.items() if word in passage), None
            )
            chance = hashlib.sha256(f"{self.name}{passage}".encode()).digest()[:4]
            yield said or [number / 128 - 1 for number in chance]


def beside(cues: Cues, stub: Stub, folder: Path = NOWHERE) -> Cues:
    return replace(cues, vectors=Vectors(stub, folder))


def ranked(cues: Cues, *words: str) -> list[str]:
    likes = Likeness(RULES.policies["PP"].policy, cues).rank(words, [" ".join(words)])
    return [f"{like.clause.id}/{like.requirement.name}" for like in likes]


def settled(draft: Draft) -> list[tuple[str, str]]:
    answer = assess(RULES, read_incident(draft.incident), ["PH"])
    return [(f.provision.id, f.verdict) for f in answer.findings if f.verdict in SETTLED]


def stated(draft: Draft) -> list[tuple[str, Any, Any]]:
    return [(e.fact, e.value, e.quotes) for e in draft.evidence if e.status != "raised"]


SETTLED = {"breached", "excused"}
PLAIN = [read_account(RULES, BARE, text, "PH") for text in ACCOUNTS]
STUBS = [Stub(f"stub {number}") for number in range(3)]
LISTS = [beside(BARE, stub) for stub in STUBS]


def test_the_accounts_have_what_could_change() -> None:
    assert {verdict for draft in PLAIN for _, verdict in settled(draft)} >= {"breached"}


@settings(max_examples=40)
@given(
    which=st.integers(0, len(STUBS) - 1),
    account=st.integers(0, len(ACCOUNTS) - 1),
    vector=st.lists(st.floats(), min_size=3, max_size=5)
    | st.lists(st.floats(-9, 9), min_size=4, max_size=4),
)
def test_whatever_vectors_come_no_verdict_changes(
    which: int, account: int, vector: list[float]
) -> None:
    """Only raised facts and suggestions may differ; what is no vector is refused."""
    stub, cues, text = STUBS[which], LISTS[which], ACCOUNTS[account]
    read_account(RULES, cues, "-", "PH")
    stub.always = vector
    try:
        if len(vector) != 4 or not all(abs(number) <= MOST for number in vector):
            with pytest.raises(VectorError, match=stub.name):
                read_account(RULES, cues, text, "PH")
            return
        draft = read_account(RULES, cues, text, "PH")
        assert draft == read_account(RULES, cues, text, "PH")
    finally:
        stub.always = None
    assert settled(draft) == settled(PLAIN[account])
    assert stated(draft) == stated(PLAIN[account])


def test_it_does_change_what_is_asked_and_suggested() -> None:
    drafts = [[read_account(RULES, cues, text, "PH") for text in ACCOUNTS] for cues in LISTS]

    assert any(found != PLAIN for found in drafts)


def test_what_means_the_same_comes_first_though_words_do_not_say_so() -> None:
    """Both requirements have the one word that the account shares; only vectors tell them apart."""
    samples = (
        Sample("PP", (DRESS,), ("A zeppelin in the sky.",)),
        Sample("PP", (SILENCE,), ("A zeppelin at sea.",)),
    )
    taught = replace(BARE, samples=samples)
    high, low = [9.0, 0, 0, 0], [-9.0, 0, 0, 0]

    for near, first in (("sky", DRESS), ("sea", SILENCE)):
        stub = Stub(sky=high, sea=low, zeppelin=high if near == "sky" else low)
        order = ranked(beside(taught, stub), "zeppelin")
        assert set(order) == {DRESS, SILENCE}
        assert order[0] == first


def test_equal_vectors_leave_the_order_as_it_was() -> None:
    stub = Stub()
    stub.always = [1.0, 2.0, 3.0, 4.0]

    assert ranked(beside(BARE, stub), "gift", "lift") == ranked(BARE, "gift", "lift")


def test_what_is_no_account_of_what_happened_is_not_compared() -> None:
    stub = Stub()
    cues = beside(BARE, stub)
    read_account(RULES, cues, "-", "PP")
    stub.asked.clear()
    text = "Draft poster for the staff room, please check the wording. Dan drove her home."
    read_account(RULES, cues, text, "PP")
    assert not stub.asked

    read_account(RULES, cues, "Dan drove her home.", "PP")
    assert stub.asked == ["Dan drove her home."]


def test_a_long_account_is_compared_in_pieces() -> None:
    stub = Stub()
    cues = beside(BARE, stub)
    read_account(RULES, cues, "-", "PP")
    stub.asked.clear()
    text = "Dan drove her home and told nobody. " * 60
    read_account(RULES, cues, text, "PP")

    assert " ".join(stub.asked) == text.strip()
    assert 2 <= len(stub.asked) <= math.ceil(len(text) / PASSAGE) + 1
    assert all(len(piece) <= PASSAGE for piece in stub.asked)


@pytest.mark.parametrize(
    "answers", [[], [[1.0]], [[1.0]] * 3, [[1.0], [1.0, 2.0]], [[], []], [[1.0], [math.nan]]]
)
def test_a_model_that_gives_no_proper_vectors_is_told_of(answers: list[list[float]]) -> None:
    class Broken(Stub):
        def encode(self, passages: Sequence[str]) -> Iterator[Sequence[float]]:
            assert len(passages) == 2
            return iter(answers)

    with pytest.raises(VectorError, match=r"stub gave .*(vectors?|number)"):
        Vectors(Broken(), NOWHERE).nearness("PP", [["one"], ["other"]])


# --------------------------------------------------------------------- what is kept

TEXTS = [["a gift", "a present"], ["a lift"]]


def nearness(stub: Stub, folder: Path, texts: Sequence[Sequence[str]] = TEXTS) -> list[float]:
    return Vectors(stub, folder).nearness("PP", texts).of(["a gift in the car"])


def test_what_took_long_is_kept(tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    first = Stub()
    before = Vectors(first, tmp_path / "kept", lambda *so_far: told.append(so_far))
    made = before.nearness("PP", TEXTS).of(["a gift in the car"])
    again = Stub()

    assert nearness(again, tmp_path / "kept") == made
    assert again.asked == ["a gift in the car"]
    assert told == [(0, 3), (1, 3), (2, 3), (3, 3)]
    assert [path.suffix for path in (tmp_path / "kept").iterdir()] == [".vectors"]


def test_other_samples_or_another_model_are_made_anew(tmp_path: Path) -> None:
    nearness(Stub(), tmp_path)
    for stub, texts in ((Stub("other"), TEXTS), (Stub(), [["a gift"], ["a present", "a lift"]])):
        nearness(stub, tmp_path, texts)
        assert len(stub.asked) == 4


@pytest.mark.parametrize(
    "name", ["head", "middle", "end", "cut", "longer", "empty", "pickle", "nan"]
)
def test_a_damaged_or_foreign_file_is_not_trusted(name: str, tmp_path: Path) -> None:
    made = nearness(Stub(), tmp_path)
    (file,) = tmp_path.iterdir()
    good = file.read_bytes()
    half = len(good) // 2
    nan = good[:-64] + b"\xff" * 32
    file.write_bytes(
        {
            "head": b"C" + good[1:],
            "middle": good[:-40] + bytes([good[-40] ^ 1]) + good[-39:],
            "end": good[:-1] + bytes([good[-1] ^ 1]),
            "cut": good[:half],
            "longer": good + b"1234",
            "empty": b"",
            "pickle": pickle.dumps([[1.0] * 4] * 2),
            "nan": nan + hashlib.sha256(nan).digest(),
        }[name]
    )
    stub = Stub()

    assert nearness(stub, tmp_path) == made
    assert len(stub.asked) == 4
    assert file.read_bytes() == good


def test_a_file_of_other_samples_under_this_name_is_not_trusted(tmp_path: Path) -> None:
    nearness(Stub(), tmp_path / "other", [["a hat"], ["a scarf"]])
    made = nearness(Stub(), tmp_path / "own")
    (other,) = (tmp_path / "other").iterdir()
    (own,) = (tmp_path / "own").iterdir()
    own.write_bytes(other.read_bytes())

    assert nearness(Stub(), tmp_path / "own") == made


def test_where_nothing_can_be_kept_it_works_all_the_same(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "file").write_text("no folder")

    assert nearness(Stub(), tmp_path / "file") == nearness(Stub(), tmp_path)
    assert [record.levelno for record in caplog.records] == [logging.WARNING]
    assert "gift" not in caplog.text


# --------------------------------------------------------------------- the switch


def unheard(*_: int) -> None:
    raise AssertionError


def test_it_is_off_unless_it_is_switched_on() -> None:
    for setting in ({}, {"CLAUSECHECK_VECTORS": "off"}, {"CLAUSECHECK_VECTORS": "0"}):
        assert with_vectors(BARE, unheard, setting) is BARE
    with pytest.raises(VectorError, match="takes `on` or `off`"):
        with_vectors(BARE, unheard, {"CLAUSECHECK_VECTORS": "perhaps"})
