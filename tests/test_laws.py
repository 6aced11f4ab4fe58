"""What holds of every clause, all facts and every act."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings, strategies as st

from engine.infer.assessment import assess
from engine.infer.outcome import BROKEN, KEPT, ways_of
from engine.report.json import to_json
from tests import engine_side
from tests.laws import tally
from tests.strategies import Case, cases, learned

if TYPE_CHECKING:
    import random

    from engine.infer.finding import Finding

NO_BREACH = {"excused", "not_breached", "not_applicable"}


@pytest.mark.parametrize("seed", [11, 22, 33, 44])
def test_engine_agrees_with_the_oracle(seed: int) -> None:
    """Over 100,000 random pairs: verdict, ways, breaches, needs and excuses."""
    counts, differences = tally(seed, 25_000)

    assert not differences, differences[0]
    rare = {verdict: counts[verdict] for verdict in ("breached", "excused", "undetermined")}
    assert min(rare.values()) > 500, rare


def _findings(case: Case, incident: dict[str, Any] | None = None) -> dict[str, Finding] | None:
    rules = engine_side.ruleset(case.clause, case.parameters)
    return engine_side.findings(rules, case.incident if incident is None else incident)


def _verdicts(found: dict[str, Finding] | None) -> dict[str, Any] | None:
    if found is None:
        return None
    return {
        name: (f.verdict, f.ways, f.judgement.breach_of, f.judgement.excused_by, set(f.needs))
        for name, f in found.items()
    }


@given(cases(), st.randoms(use_true_random=False))
def test_learning_never_overturns_a_settled_verdict(case: Case, rng: random.Random) -> None:
    """Breached stays breached and no breach stays no breach, whatever is learned."""
    before = _findings(case)
    after = _findings(case, learned(rng, case.incident, case.whole))
    if before is None or after is None:
        return
    for name, finding in after.items():
        if name not in before:
            continue
        was = before[name].verdict
        if was == "breached":
            assert finding.verdict == "breached"
        elif was in NO_BREACH:
            assert finding.verdict in NO_BREACH
        assert set(finding.ways) <= set(before[name].ways)


@given(cases(), st.randoms(use_true_random=False))
def test_order_changes_nothing(case: Case, rng: random.Random) -> None:
    """The order of acts, people, facts, requirements and exceptions changes no verdict."""
    incident = {**case.incident}
    for key in ("acts", "people"):
        if key in incident:
            incident[key] = rng.sample(incident[key], len(incident[key]))
    incident["acts"] = [
        dict(rng.sample(list(act.items()), len(act))) for act in incident.get("acts", [])
    ]
    clause = {**case.clause}
    for key in ("requires", "unless"):
        if key in clause:
            clause[key] = rng.sample(clause[key], len(clause[key]))
    shuffled = Case(clause, case.parameters, incident, case.whole)

    before, after = _verdicts(_findings(case)), _verdicts(_findings(shuffled))

    assert _unordered(before) == _unordered(after)


def _unordered(verdicts: dict[str, Any] | None) -> Any:
    if verdicts is None:
        return None
    return {
        name: tuple(set(part) if isinstance(part, tuple) else part for part in parts)
        for name, parts in verdicts.items()
    }


@given(cases())
def test_the_same_act_twice_is_one_act(case: Case) -> None:
    """Repeating every act repeats nothing in the answer."""
    acts = case.incident.get("acts", [])
    twice = {**case.incident, "acts": [*acts, *acts]}

    assert _verdicts(_findings(case, twice)) == _verdicts(_findings(case))


@given(cases())
def test_equal_input_gives_equal_bytes(case: Case) -> None:
    """Two rulesets made apart write the same answer, byte for byte."""
    if _findings(case) is None:
        return
    written = []
    for _ in range(2):
        rules = engine_side.ruleset(case.clause, case.parameters)
        answer = assess(rules, engine_side.incident(case.incident))
        written.append(to_json(answer, rules.digest))

    assert written[0] == written[1]


@given(cases())
def test_because_suffices_and_is_smallest(case: Case) -> None:
    """The reasons alone lead to the same ways, by the same duty or excuse; no fewer facts do."""
    for finding in (_findings(case) or {}).values():
        provision = finding.provision
        full = [variable.full for variable in provision.variables]
        masks = provision.masks(finding.known)

        def told(places: Any, full: Any = full, masks: Any = masks, p: Any = provision) -> Any:
            given_now = [masks[n] if n in places else full[n] for n in range(len(full))]
            outcomes = p.diagram.reach(given_now)
            return ways_of(outcomes), frozenset.intersection(*(o.names for o in outcomes))

        reasons = finding.judgement.because
        stated = [n for n, mask in enumerate(masks) if mask != full[n]]

        assert told(reasons)[0] == finding.judgement.ways
        assert told(reasons) == told(stated)
        for fewer in combinations(stated, max(0, len(reasons) - 1)):
            assert len(reasons) == 0 or told(fewer) != told(stated)


@settings(max_examples=60)
@given(cases())
def test_counterfactual_turns_the_verdict(case: Case) -> None:
    """What would have to change really turns a breach, or makes one; and it is conduct."""
    for finding in (_findings(case) or {}).values():
        changes = finding.judgement.counterfactual
        if changes is None:
            continue
        provision = finding.provision
        masks = provision.masks(finding.known)
        for change in changes:
            masks[change.variable] = 1 << change.cell
            paths = provision.variables[change.variable].paths
            assert all(provision.specs[path].conduct for path in paths)
        ways = ways_of(provision.diagram.reach(masks))
        if finding.verdict == "breached":
            assert not ways & BROKEN
        else:
            assert ways == BROKEN


@given(cases())
def test_an_error_while_judging_is_never_a_pass(case: Case) -> None:
    """Where judging fails, the verdict is undetermined and names the error."""
    rules = engine_side.ruleset(case.clause, case.parameters)
    (compiled,) = rules.chosen(None)
    epoch = compiled.at(700_000)
    assert epoch is not None
    for kind in rules.vocabulary.kinds:
        for provision in epoch.rules(kind).provisions:
            provision.judge = _fails  # type: ignore[method-assign]
    found = engine_side.findings(rules, case.incident)
    for finding in (found or {}).values():
        assert finding.verdict == "undetermined"
        assert finding.judgement.error
        assert finding.judgement.ways == BROKEN | KEPT


def _fails(known: Any) -> Any:
    del known
    message = "planted"
    raise RuntimeError(message)
