"""What follows from what, and who has the last word."""

from __future__ import annotations

import logging
import time
from collections import OrderedDict
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, strategies as st

from engine.infer import durable
from engine.infer.chain import (
    COUNTERS,
    All,
    Any_,
    Chainer,
    Compare,
    Counters,
    FactsError,
    Has,
    Program,
    ProgramError,
    Rule,
    fixpoint,
    holds,
)
from engine.infer.chain_rules import COMPARISONS, MAX_DEPTH, MAX_NUMBER
from tests.engine.infer.random_chains import facts, program

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from random import Random

    from engine.infer.chain import Formula, Status

CONCERN = Program(
    [
        Rule("heard", Any_((Has("disclosed"), Has("found"))), "concern"),
        Rule("tell", Has("concern"), "tell-the-lead"),
        Rule("again", All((Has("concern"), Compare("earlier", "ge", 2))), "pattern"),
        Rule("council", All((Has("pattern"), Has("tell-the-lead"))), "tell-the-council"),
    ],
    {"disclosed", "found", "earlier"},
)

randoms = st.randoms(use_true_random=False)


@pytest.fixture(autouse=True)
def _fresh() -> Iterator[None]:
    COUNTERS.reset()
    durable.why_not.cache_clear()
    yield
    COUNTERS.reset()
    durable.why_not.cache_clear()


class Planted:
    """Stands in for the C engine: answers, or fails, as told."""

    def __init__(self, answer: frozenset[str] | durable.NativeError) -> None:
        self.answer = answer
        self.asked = 0

    def derive(self, _: Mapping[str, int]) -> frozenset[str]:
        """Answer, and count that."""
        self.asked += 1
        if isinstance(self.answer, durable.NativeError):
            raise self.answer
        return self.answer


def planted(
    monkeypatch: pytest.MonkeyPatch, answer: frozenset[str] | durable.NativeError
) -> Planted:
    engine = Planted(answer)
    monkeypatch.setattr(durable, "why_not", lambda: None)
    monkeypatch.setattr(durable, "Native", lambda _: engine)
    return engine


@pytest.mark.parametrize(
    ("known", "expected"),
    [
        ({}, set()),
        ({"earlier": 5}, set()),
        ({"found": 0}, set()),
        ({"found": 1}, {"concern", "tell-the-lead"}),
        ({"disclosed": 1, "earlier": 1}, {"concern", "tell-the-lead"}),
        (
            {"disclosed": 1, "earlier": 2},
            {"concern", "tell-the-lead", "pattern", "tell-the-council"},
        ),
    ],
)
def test_what_follows(known: dict[str, int], expected: set[str]) -> None:
    assert fixpoint(CONCERN, known) == expected
    assert Chainer(CONCERN).derive(known) == expected
    assert Chainer(CONCERN, native=False).derive(known) == expected


@pytest.mark.parametrize(
    ("op", "below", "same", "above"),
    [
        ("eq", False, True, False),
        ("ne", True, False, True),
        ("lt", True, False, False),
        ("le", True, True, False),
        ("gt", False, False, True),
        ("ge", False, True, True),
    ],
)
def test_comparisons(op: str, below: bool, same: bool, above: bool) -> None:
    compare = Compare("n", op, 3)  # type: ignore[arg-type]

    assert [holds(compare, {"n": n}) for n in (2, 3, 4)] == [below, same, above]


@pytest.mark.parametrize("op", COMPARISONS)
@pytest.mark.parametrize("native", [True, False])
def test_comparing_what_is_absent_is_false(op: str, native: bool) -> None:
    """`ne` too: silence is no other number."""
    rule = Rule("r", Any_(tuple(Compare("n", op, value) for value in (-1, 0, 1))), "out")  # type: ignore[arg-type]
    chainer = Chainer(Program([rule, Rule("s", Has("m"), "other")], {"n", "m"}), native=native)

    assert chainer.derive({"m": 1}) == {"other"}
    assert COUNTERS.differences == 0


def test_every_mistake_of_a_program_is_told_at_once() -> None:
    deep: Formula = Has("in")
    for _ in range(MAX_DEPTH + 1):
        deep = All((deep,))
    with pytest.raises(ProgramError) as raised:
        Program(
            [
                Rule("unknown", Has("nowhere"), "out"),
                Rule("empty", All(()), "out"),
                Rule("empty-too", Any_(()), "out"),
                Rule("deep", deep, "out"),
                Rule("compares", Compare("out", "ge", 1), "out"),
                Rule("compares-unknown", Compare("nowhere", "ge", 1), "out"),
                Rule("no-op", Compare("in", "is", 1), "out"),  # type: ignore[arg-type]
                Rule("large", Compare("in", "eq", MAX_NUMBER + 1), "out"),
                Rule("odd", "in", "out"),  # type: ignore[arg-type]
                Rule("odd", Has("in"), "in"),
                Rule("", Has("in"), ""),
            ],
            {"in"},
        )

    assert set(raised.value.mistakes) == {
        "a token is empty or no text",
        "`in` is given and derived; it can be one of them",
        "2 rules are called `odd`",
        "a rule has no name",
        "rule `unknown`: `nowhere` is neither given nor derived",
        "rule `compares-unknown`: `nowhere` is not given",
        "rule `empty`: a group is empty or no tuple",
        "rule `empty-too`: a group is empty or no tuple",
        f"rule `deep`: groups nest deeper than {MAX_DEPTH}",
        "rule `compares`: `out` is derived, so it is set or not; it has no number to compare",
        "rule `no-op`: `is` is no comparison",
        "rule `large`: `in` is compared with what is no whole number within 53 bits",
        "rule `odd`: `str` is no formula",
        # the last rule but one derives `in`, so comparing it is a mistake as well
        "rule `no-op`: `in` is derived, so it is set or not; it has no number to compare",
        "rule `large`: `in` is derived, so it is set or not; it has no number to compare",
    }


@pytest.mark.parametrize("value", [1.5, "1", None, MAX_NUMBER + 1, -MAX_NUMBER - 1])
def test_facts_are_refused_without_telling_their_numbers(value: object) -> None:
    known: dict[str, int] = {"disclosed": 1, "earlier": value, "elsewhere": 77}  # type: ignore[dict-item]
    for derive in (Chainer(CONCERN).derive, lambda known: fixpoint(CONCERN, known)):
        with pytest.raises(FactsError) as raised:
            derive(known)

        assert raised.value.mistakes == (
            "`earlier` is not a whole number within 53 bits",
            "`elsewhere` is no input of these rules",
        )


@given(randoms)
def test_more_facts_never_take_anything_away(random: Random) -> None:
    rules = program(random)
    some = facts(random, rules)

    assert fixpoint(rules, some) <= fixpoint(rules, facts(random, rules) | some)


@given(randoms)
def test_the_order_of_rules_does_not_matter(random: Random) -> None:
    rules = program(random)
    known = facts(random, rules)
    mixed = Program(random.sample(rules.rules, len(rules.rules)), rules.inputs)

    assert fixpoint(rules, known) == fixpoint(mixed, known)


@given(randoms)
def test_nothing_is_left_to_derive_and_all_that_was_derived_has_its_ground(random: Random) -> None:
    rules = program(random)
    known = facts(random, rules)
    derived = fixpoint(rules, known)
    after = known | dict.fromkeys(derived, 1)

    assert {rule.then for rule in rules.rules if holds(rule.when, after)} == derived
    while derived & known.keys() != derived:  # one token after the other, each on earlier ground
        known[next(r.then for r in rules.rules if r.then not in known and holds(r.when, known))] = 1


@given(randoms)
def test_deriving_again_derives_the_same(random: Random) -> None:
    """Even from what was derived, given as facts."""
    rules = program(random)
    known = facts(random, rules)
    derived = fixpoint(rules, known)
    given_too = [Rule(f"given {token}", Has(f"given {token}"), token) for token in rules.derived]
    again = Program([*rules.rules, *given_too], rules.inputs | {r.name for r in given_too})

    assert fixpoint(rules, known) == derived
    assert fixpoint(again, known | {f"given {token}": 1 for token in derived}) == derived


def test_answers_are_remembered_up_to_a_bound() -> None:
    chainer = Chainer(CONCERN, cached_answers=2)
    for earlier in (1, 2, 1, 3, 1, 2):  # 2 is used least recently when 3 comes
        chainer.derive({"earlier": earlier})

    assert (COUNTERS.derivations, COUNTERS.cached) == (4, 2)


def test_a_remembered_answer_is_that_of_its_own_facts() -> None:
    chainer = Chainer(CONCERN)

    for _ in range(2):
        assert chainer.derive({"found": 1}) == {"concern", "tell-the-lead"}
        assert chainer.derive({"found": 0}) == frozenset()
        assert chainer.derive({"disclosed": 0}) == frozenset()
    assert COUNTERS.snapshot()["cached"] == 3


class SlowCounters(Counters):
    """Leaves other threads time between reading a count and writing it."""

    def __getattribute__(self, name: str) -> object:
        value: object = super().__getattribute__(name)
        if name == "cached":
            time.sleep(1e-4)
        return value


class SlowAnswers(OrderedDict[Any, Any]):
    """Leaves other threads time between finding an answer and using it."""

    def get(self, key: object, default: object = None) -> object:
        """Find, then wait."""
        value = super().get(key, default)
        time.sleep(1e-4)
        return value


def test_threads_lose_no_count() -> None:
    counters = SlowCounters()
    with ThreadPoolExecutor(8) as threads:
        [*threads.map(counters.add, ["cached"] * 400)]

    assert counters.snapshot()["cached"] == 400


def test_threads_share_what_is_remembered() -> None:
    chainer = Chainer(CONCERN, native=False, cached_answers=1)
    chainer._answers = SlowAnswers()
    with ThreadPoolExecutor(8) as threads:
        answers = threads.map(chainer.derive, [{"found": n % 2} for n in range(400)])

        assert [*map(len, answers)] == [0, 2] * 200


def engine_and_why(status: Status) -> tuple[str, str]:
    return status.engine, status.why


def test_the_setting_turns_the_engine_off(monkeypatch: pytest.MonkeyPatch) -> None:
    engine = planted(monkeypatch, frozenset())
    assert Chainer(CONCERN).status.engine == "durable-rules"

    monkeypatch.setenv("CLAUSECHECK_CHAIN", "python")
    chainer = Chainer(CONCERN)

    assert chainer.derive({"found": 1}) == {"concern", "tell-the-lead"}
    assert engine_and_why(chainer.status) == ("python", "CLAUSECHECK_CHAIN is python")
    assert (engine.asked, COUNTERS.native) == (0, 0)
    assert Chainer(CONCERN, native=True).status.engine == "durable-rules"
    assert engine_and_why(Chainer(CONCERN, native=False).status) == ("python", "asked for")


def test_an_answer_that_differs_loses_and_switches_the_engine_off(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    engine = planted(monkeypatch, frozenset({"concern", "pattern"}))
    chainer, other = Chainer(CONCERN), Chainer(CONCERN)

    with caplog.at_level(logging.ERROR):
        assert chainer.derive({"found": 1, "earlier": -8642}) == {"concern", "tell-the-lead"}
        assert chainer.derive({"disclosed": 1}) == {"concern", "tell-the-lead"}

    assert engine.asked == 1
    assert COUNTERS.snapshot() == {
        "derivations": 2, "cached": 0, "native": 1, "differences": 1, "native_errors": 0,
    }  # fmt: skip
    off = ("python", "switched off after an answer that differed")
    assert engine_and_why(chainer.status) == engine_and_why(other.status) == off
    (told,) = caplog.messages
    assert told.startswith("durable-rules differed and is switched off: ")
    assert told.endswith(": missing ['tell-the-lead'], too many ['pattern']")


def test_an_error_of_the_engine_switches_it_off(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    engine = planted(monkeypatch, durable.NativeError("Exception 303"))
    chainer = Chainer(CONCERN)

    with caplog.at_level(logging.ERROR):
        assert chainer.derive({"found": 1}) == {"concern", "tell-the-lead"}
        assert chainer.derive({"disclosed": 1}) == {"concern", "tell-the-lead"}

    assert (engine.asked, COUNTERS.native, COUNTERS.native_errors) == (1, 0, 1)
    why = "switched off after an error: Exception 303"
    assert engine_and_why(chainer.status) == ("python", why)
    assert caplog.messages == ["durable-rules failed and is switched off: Exception 303"]
