"""durable-rules behind its guard rails: right, bounded, flat, and never the last word."""

from __future__ import annotations

import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from importlib.metadata import PackageNotFoundError
from math import prod
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from engine.infer import durable
from engine.infer.chain import COUNTERS, All, Any_, Chainer, Compare, Has, Program, Rule, fixpoint
from engine.infer.chain_compile import (
    GUARD,
    MAX_BRANCHES,
    MAX_FIELDS,
    MAX_GROUPS,
    MAX_PATHS,
    MAX_RULES,
    OPERATORS,
    RESERVED,
    SafeNames,
    compile_program,
    fnv1a,
)
from engine.infer.chain_rules import MAX_NUMBER
from engine.infer.durable import Native, NativeError
from tests.engine.infer.random_chains import cases, facts, formula, program, seeded

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from random import Random

    from engine.infer.chain import Formula

native_only = pytest.mark.skipif(durable.why_not() is not None, reason=str(durable.why_not()))

WIDE = Program(
    [
        Rule(
            f"r{r}",
            Any_(tuple(All(tuple(Has(f"{r}.{a}.{n}") for n in range(12))) for a in range(12))),
            f"out-{r}",
        )
        for r in range(5)
    ],
    {f"{r}.{a}.{n}" for r in range(5) for a in range(12) for n in range(12)},
)

CHAIN = Program(
    [Rule("start", Has("t"), "out-0")]
    + [Rule(f"step {n}", Has(f"out-{n}"), f"out-{n + 1}") for n in range(60)],
    {"t", "n"},
)


@pytest.fixture(autouse=True)
def _fresh() -> Iterator[None]:
    COUNTERS.reset()
    yield
    COUNTERS.reset()


@pytest.fixture
def forgetful() -> Iterator[None]:
    """Look for the package anew, during the test and after it."""
    for remembered in (durable.why_not, durable._library, durable._quiet_host):
        remembered.cache_clear()
    yield
    for remembered in (durable.why_not, durable._library, durable._quiet_host):
        remembered.cache_clear()


# ------------------------------------------------------------------- right


@native_only
@pytest.mark.parametrize("seed", range(4))
def test_both_engines_derive_the_same(seed: int) -> None:
    """100,000 derivations: 4 seeds, 125 programs each, 200 facts for each of them."""
    for made, many in cases(seeded(seed), programs=125, each=200):
        native = Native(made)
        for known in many:
            assert native.derive(known) == fixpoint(made, known), (made, known)
        native.close()


def large_program(random: Random) -> Program:
    """Groups of up to 60 parts, nested: far more than any limit of the engine."""
    inputs = [f"in-{number}" for number in range(80)]
    derived = [f"out-{number}" for number in range(40)]

    def large(depth: int) -> Formula:
        if depth == 0:
            return formula(random, inputs, derived, 1)
        size = random.choice((2, 3, 15 if depth > 1 else 60))
        return random.choice((All, Any_))(tuple(large(depth - 1) for _ in range(size)))

    return Program([Rule(t, large(random.randint(0, 2)), t) for t in derived], inputs)


@native_only
def test_large_programs_are_cut_without_changing_them() -> None:
    random = seeded(8)
    for _ in range(6):
        made = large_program(random)
        native = Native(made)
        for _ in range(10):
            known = {token: random.randint(-1, 3) for token in made.inputs if random.random() < 0.7}
            assert native.derive(known) == fixpoint(made, known)
        native.close()


@native_only
@pytest.mark.parametrize(
    ("made", "known"),
    [
        # 65 rules true at once: error 303 in one rule set
        (
            Program([Rule(f"r{n}", Compare("x", "gt", n), f"o{n}") for n in range(65)], {"x"}),
            {"x": 1000},
        ),
        # 600 different tests of one field: the engine would hang
        (
            Program([Rule(f"r{n}", Compare("x", "eq", n), f"o{n}") for n in range(600)], {"x"}),
            {"x": 7},
        ),
        # 14 groups of two in one: error 113, and 16,384 ways to fire
        (
            Program(
                [
                    Rule(
                        "r",
                        All(tuple(Any_((Has(f"a{n}"), Has(f"b{n}"))) for n in range(14))),
                        "out",
                    )
                ],
                {f"{letter}{n}" for letter in "ab" for n in range(14)},
            ),
            {f"{letter}{n}": 1 for letter in "ab" for n in range(14)},
        ),
        # 300 fields: a fact takes 250
        (
            Program(
                [Rule("r", All(tuple(Has(f"a{n}") for n in range(300))), "out")],
                {f"a{n}" for n in range(300)},
            ),
            {f"a{n}": 1 for n in range(300)},
        ),
        (WIDE, dict.fromkeys(WIDE.inputs, 1)),
        # names that the engine could not tell apart, and names that mean something to it
        (Program([Rule("r", Has("costarring"), "out")], {"costarring", "liquid"}), {"liquid": 1}),
        (
            Program(
                [Rule("id", All((Has("$s"), Has("sid"))), '"'), Rule("$and", Has('"'), "é")],
                {"id", "sid", "$s", GUARD},
            ),
            {"id": 1, "sid": 1, "$s": 1, GUARD: 1},
        ),
        # the largest numbers
        (
            Program(
                [
                    Rule("up", Compare("x", "eq", MAX_NUMBER), "up"),
                    Rule("near", Compare("x", "ge", MAX_NUMBER - 1), "near"),
                    Rule("down", Compare("y", "lt", -MAX_NUMBER + 1), "down"),
                ],
                {"x", "y"},
            ),
            {"x": MAX_NUMBER - 1, "y": -MAX_NUMBER},
        ),
        (CHAIN, {"t": 1}),
        (Program([], {"t"}), {"t": 1}),
    ],
)
def test_beyond_the_limits_of_the_engine(made: Program, known: dict[str, int]) -> None:
    assert Native(made).derive(known) == fixpoint(made, known)


# ---------------------------------------------------------- what is compiled


def groups(condition: dict[str, Any]) -> int:
    return sum(1 + sum(map(groups, condition[key])) for key in ("$and", "$or") if key in condition)


def paths(condition: dict[str, Any]) -> int:
    if "$and" in condition:
        return prod(map(paths, condition["$and"]))
    return sum(map(paths, condition["$or"])) if "$or" in condition else 1


def assert_known(condition: dict[str, Any], names: set[str]) -> None:
    """Refuse all but non-empty groups and comparisons of known fields with small numbers."""
    ((key, inner),) = condition.items()
    if key in ("$and", "$or"):
        assert len(inner) > 1
        for part in inner:
            assert_known(part, names)
    else:
        assert key in OPERATORS.values()
        ((name, value),) = inner.items()
        assert name in names
        assert type(value) is int


@pytest.mark.parametrize(
    "made",
    [WIDE, CHAIN]
    + [large_program(seeded(seed)) for seed in range(10)]
    + [program(seeded(seed)) for seed in range(20)],
)
def test_what_is_compiled_stays_inside_every_limit(made: Program) -> None:
    """Counted anew from what the engine is given."""
    compiled = compile_program(made)
    names = {*compiled.names.values(), *(r.sets for rules in compiled.sets for r in rules.rules)}

    assert all(name.isalnum() and name.isascii() for name in names)
    assert len({fnv1a(name) for name in names | {*RESERVED}}) == len(names) + len(RESERVED)
    for rules in compiled.sets:
        written = [rule.written() for rule in rules.rules]
        assert len(written) < MAX_RULES
        assert sum(map(paths, written)) == rules.paths <= MAX_BRANCHES
        assert len(rules.fields) <= MAX_FIELDS
        for rule, condition in zip(rules.rules, written, strict=True):
            guard, not_yet, *asked = condition["$and"]
            assert (guard, not_yet) == ({GUARD: 1}, {"$nex": {rule.sets: 1}})
            assert asked
            assert groups(condition) <= MAX_GROUPS
            assert paths(condition) <= MAX_PATHS
            for part in asked:
                assert_known(part, names)


def test_the_hash_is_that_of_the_engine() -> None:
    """Constants of its source; and two words that it takes for one."""
    assert (fnv1a("id"), fnv1a("sid"), fnv1a("$and")) == (926444256, 3593476751, 3746487396)
    assert fnv1a("costarring") == fnv1a("liquid")


def test_names_that_collide_are_passed_over() -> None:
    def narrow(text: str) -> int:
        return fnv1a(text) % 1024

    names = SafeNames(narrow)
    made = [next(names) for _ in range(500)]

    assert made != [f"t{number}" for number in range(500)]
    assert len({narrow(name) for name in [*made, *RESERVED]}) == 500 + len(
        set(map(narrow, RESERVED))
    )


# ---------------------------------------------------------------- guard rails


@native_only
def test_a_host_starts_no_threads_and_leaves_no_session() -> None:
    before = threading.active_count()
    native = Native(CHAIN)
    for _ in range(2 * len(durable.SESSIONS)):
        native.derive({"t": 1})
    time.sleep(0.3)  # the package's own threads would start after 0.1 s

    assert threading.active_count() == before
    host = native._host
    assert host is not None
    for name in host._sets:
        for sid in durable.SESSIONS:
            with pytest.raises(Exception, match="error code: 309"):  # no such session
                host._host.get_state(name, sid)


@native_only
@pytest.mark.usefixtures("forgetful")
def test_the_deprecated_call_is_replaced() -> None:
    """Python 3.12 warns of it; with warnings as errors every action would fail."""
    library: Any = durable._library()

    assert library._unix_now is time.time
    assert Native(CHAIN).derive({"t": 1}) == fixpoint(CHAIN, {"t": 1})


@native_only
def test_an_endless_loop_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without its guard a rule also matches the engine's own records, again and again."""
    written = durable._Host._written

    def unguarded(host: Any, name: str) -> dict[str, Any]:
        rules = written(host, name)
        rules["r0"]["all"] = [{"m": {"$nex": {"nowhere": 1}}}]
        return rules

    monkeypatch.setattr(durable._Host, "_written", unguarded)
    native = Native(CHAIN)

    with pytest.raises(NativeError, match="more actions than the rules allow"):
        native.derive({"t": 1})
    assert native._host is None  # abandoned

    monkeypatch.undo()
    assert native.derive({"t": 1}) == fixpoint(CHAIN, {"t": 1})


def failing(_: object) -> None:
    raise ZeroDivisionError


def recording_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(durable._Host, "_record", lambda *_: failing)


def asserting_again_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    fact = durable._Derivation.fact

    def second_fails(run: Any, rules: Any) -> dict[str, Any]:
        return {**fact(run, rules), "id": "always the same"}

    monkeypatch.setattr(durable._Derivation, "fact", second_fails)


def building_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(durable, "_quiet_host", lambda: failing)


def matching_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    def crowded(host: Any, _: str) -> dict[str, Any]:
        """65 rules true at once."""
        tests = [{"$and": [{GUARD: 1}, {"$neq": {GUARD: -n}}]} for n in range(65)]
        return {
            f"r{n}": {"all": [{"m": test}], "run": host._record("t0")}
            for n, test in enumerate(tests)
        }

    monkeypatch.setattr(durable._Host, "_written", crowded)


@native_only
@pytest.mark.parametrize(
    ("plant", "told"),
    [
        (recording_fails, "an action failed"),
        (asserting_again_fails, "MessageObservedException"),
        (building_fails, "ZeroDivisionError"),
        (matching_fails, "error 303"),
    ],
)
def test_what_the_engine_swallows_is_noticed(
    plant: Callable[[pytest.MonkeyPatch], None], told: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    plant(monkeypatch)
    native = Native(CHAIN)

    with pytest.raises(NativeError) as raised:
        native.derive({"t": 1, "n": 8642})
    assert str(raised.value) == told
    assert native._host is None

    chainer = Chainer(CHAIN)
    assert chainer.derive({"t": 1, "n": 8642}) == fixpoint(CHAIN, {"t": 1})
    assert COUNTERS.native_errors == 1
    assert chainer.status.engine == "python"


@native_only
def test_a_host_that_failed_is_abandoned(monkeypatch: pytest.MonkeyPatch) -> None:
    native = Native(CHAIN)
    native.derive({"t": 1})
    host: Any = native._host
    monkeypatch.setattr(host._host, "get_state", lambda *_: failing(host))

    with pytest.raises(NativeError):
        native.derive({"t": 1})

    assert native.derive({"t": 1}) == fixpoint(CHAIN, {"t": 1})
    assert native._host is not host


@native_only
def test_the_engine_chains_by_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    """Told once, a rule set derives the whole chain; it is told anew only of others' news."""
    native = Native(CHAIN)
    native.derive({})
    host: Any = native._host
    tell, told = host._host.assert_fact, []

    def counted(name: str, fact: dict[str, Any]) -> None:
        told.append(name)
        tell(name, fact)

    monkeypatch.setattr(host._host, "assert_fact", counted)

    assert native.derive({"t": 1}) == fixpoint(CHAIN, {"t": 1})
    assert told == ["s0", "s1", "s2", "s3"]


@native_only
def test_nothing_is_lost_when_the_catch_all_rule_comes_first(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    written = durable._Host._written

    def first(host: Any, name: str) -> dict[str, Any]:
        rules = written(host, name)
        return {"last": {**rules.pop("last"), "pri": 0}} | {
            rule: {**content, "pri": 1} for rule, content in rules.items()
        }

    monkeypatch.setattr(durable._Host, "_written", first)

    assert Native(CHAIN).derive({"t": 1}) == fixpoint(CHAIN, {"t": 1})


@native_only
def test_a_fault_inside_the_engine_is_a_difference(monkeypatch: pytest.MonkeyPatch) -> None:
    """Here one rule is lost."""
    written = durable._Host._written

    def faulty(host: Any, name: str) -> dict[str, Any]:
        return {k: v for k, v in written(host, name).items() if k != "r5"}

    monkeypatch.setattr(durable._Host, "_written", faulty)
    chainer = Chainer(CHAIN)

    assert chainer.derive({"t": 1}) == fixpoint(CHAIN, {"t": 1})
    assert (COUNTERS.native, COUNTERS.differences) == (1, 1)
    assert chainer.status.engine == "python"


# ------------------------------------------------------- threads, forks, memory


@native_only
def test_eight_threads_lose_and_mix_nothing() -> None:
    random = seeded(3)
    chainers = [Chainer(program(random), cached_answers=20) for _ in range(4)]
    work = [
        (chainer, known, fixpoint(chainer.program, known))
        for chainer, known in (
            (chainer, facts(random, chainer.program))
            for chainer in random.choices(chainers, k=4000)
        )
    ]

    def wrong(share: int) -> int:
        mine = work[share::8]
        return sum(chainer.derive(known) != expected for chainer, known, expected in mine)

    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-5)
    try:
        with ThreadPoolExecutor(8) as threads:
            assert sum(threads.map(wrong, range(8))) == 0
    finally:
        sys.setswitchinterval(interval)
    assert COUNTERS.derivations + COUNTERS.cached == len(work)
    assert COUNTERS.native == COUNTERS.derivations
    assert COUNTERS.off is None


FORKING = """
import os, signal, threading
from engine.infer import durable
from engine.infer.chain import COUNTERS, Chainer, Has, Program, Rule

chainer = Chainer(Program([Rule("r", Has("a"), "b")], {"a"}), cached_answers=0)
assert chainer.derive({"a": 1}) == {"b"}
parents = chainer._native._host
held, release = threading.Event(), threading.Event()

def hold():
    with durable.GATE, COUNTERS._gate, chainer._gate:
        held.set()
        release.wait()

threading.Thread(target=hold).start()
held.wait()
child = os.fork()
if child == 0:
    signal.alarm(20)
    right = chainer.derive({"a": 1}) == {"b"} and COUNTERS.native == 2
    os._exit(0 if right and chainer._native._host is not parents else 1)
release.set()
assert os.waitpid(child, 0)[1] == 0
assert chainer.derive({"a": 1}) == {"b"} and chainer._native._host is parents
"""


@native_only
@pytest.mark.skipif(sys.platform == "win32", reason="forks")
def test_a_forked_child_builds_its_own_and_waits_for_no_lock_of_its_parent() -> None:
    command = [sys.executable, "-W", "ignore", "-c", FORKING]
    done = subprocess.run(
        command, cwd=Path(__file__).parents[3], capture_output=True, timeout=60, check=False
    )

    assert done.returncode == 0, done.stderr.decode()


@native_only
@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_memory_stays_flat() -> None:
    """`python -m benchmarks.soak_chain` does the same for longer."""
    from benchmarks.soak_chain import MOST_GROWTH, soak  # noqa: PLC0415 - reads /proc

    measured = soak(5000)

    assert measured[-1] - measured[0] < MOST_GROWTH
    assert COUNTERS.native == 5000


@native_only
@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_replaced_programs_give_their_memory_back() -> None:
    from benchmarks.soak_chain import MOST_GROWTH, resident  # noqa: PLC0415 - reads /proc

    sizes = []
    for _ in range(400):
        native = Native(CHAIN)
        native.derive({"t": 1})
        native.close()
        sizes.append(resident())

    warm = sizes[200]  # until then the heap finds its size
    assert sizes[-1] - warm < MOST_GROWTH


@native_only
def test_a_closed_chainer_builds_anew() -> None:
    chainer = Chainer(CHAIN, cached_answers=0)
    for _ in range(3):
        assert chainer.derive({"t": 1}) == fixpoint(CHAIN, {"t": 1})
        chainer.close()
        chainer.close()

    assert (COUNTERS.native, COUNTERS.off) == (3, None)


# ---------------------------------------------------------------- without it


@pytest.mark.usefixtures("forgetful")
def test_without_the_package_the_fixpoint_serves(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "durable", None)
    monkeypatch.setattr(durable, "version", lambda _: durable.EXAMINED)

    for native in (None, True):
        chainer = Chainer(CHAIN, native=native)
        assert chainer.derive({"t": 1}) == fixpoint(CHAIN, {"t": 1})
        assert chainer.status.engine == "python"
        assert chainer.status.why.startswith("durable-rules cannot be imported (")
    assert COUNTERS.native == 0


@pytest.mark.usefixtures("forgetful")
def test_without_the_distribution_the_fixpoint_serves(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(name: str) -> str:
        raise PackageNotFoundError(name)

    monkeypatch.setattr(durable, "version", missing)

    assert Chainer(CHAIN).status.why == "durable-rules is not installed"


@native_only
@pytest.mark.usefixtures("forgetful")
def test_another_release_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(durable, "version", lambda _: "2.0.29")

    why = "durable-rules 2.0.29 is not the release that was examined (2.0.28)"
    assert Chainer(CHAIN).status.why == why
