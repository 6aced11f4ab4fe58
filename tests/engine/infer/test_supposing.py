"""Parameters supposed for one check: judged by, named in the id of the decision, and not kept."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from engine.build import build_ruleset
from engine.incident import read_incident
from engine.infer.assessment import Assessment, assess

if TYPE_CHECKING:
    from engine.infer.ruleset import Ruleset

FOLDER = Path(__file__).parents[3] / "fixtures" / "rulesets" / "parameter"
RULES = build_ruleset(FOLDER)


def _assess(ruleset: Ruleset, party: str, **facts: Any) -> Assessment:
    act = {"id": "a", "kind": "gift", "by": "A", "direction": "received", "stage": "accepted"}
    people = [{"ref": "A", "roles": ["employee"]}]
    acts = [act | {"other_party": party} | facts]
    return assess(ruleset, read_incident({"people": people, "acts": acts}))


@pytest.mark.parametrize(
    ("pence", "verdict"), [(None, "undetermined"), (2000, "breached"), (2001, "not_breached")]
)
def test_a_figure_decides_where_it_is_supposed(pence: int | None, verdict: str) -> None:
    supposing = RULES.supposing("PA", {"significant-gift": pence})
    (finding,) = _assess(supposing, "service_user", value="£20", worth="raised").findings

    assert finding.verdict == verdict


def test_a_reading_decides_where_it_is_supposed() -> None:
    open_ = _assess(RULES, "colleague", worth="significant")
    assert [q.pointer for q in open_.questions] == ["/parameters/PA/from-colleagues"]
    for chosen, verdict in ((True, "breached"), (False, "not_breached")):
        supposing = RULES.supposing("PA", {"from-colleagues": chosen})
        answer = _assess(supposing, "colleague", worth="significant")

        assert [finding.verdict for finding in answer.findings] == [verdict]
        assert answer.questions == ()


def test_the_decision_says_what_was_supposed_and_the_digests_what_was_loaded() -> None:
    choices: list[dict[str, Any]] = [{}, {"significant-gift": 2000}, {"significant-gift": 2001}]
    rulesets = [RULES.supposing("PA", chosen) for chosen in choices]
    answers = [_assess(ruleset, "colleague") for ruleset in rulesets]

    assert len({answer.decision_id for answer in answers}) == len(choices)
    assert answers[0].decision_id == _assess(RULES, "colleague").decision_id
    assert {ruleset.digest for ruleset in rulesets} == {RULES.digest}
    assert {r.policies["PA"].digest for r in rulesets} == {RULES.policies["PA"].digest}


def test_the_order_of_what_is_supposed_changes_nothing() -> None:
    one = RULES.supposing("PA", {"significant-gift": 2000, "from-colleagues": True})
    other = RULES.supposing("PA", {"from-colleagues": True, "significant-gift": 2000})

    assert _assess(one, "colleague").decision_id == _assess(other, "colleague").decision_id


def test_what_is_loaded_stays_as_it_was() -> None:
    before = _assess(RULES, "service_user", value="£20", worth="raised")
    RULES.supposing("PA", {"significant-gift": 1})
    after = _assess(RULES, "service_user", value="£20", worth="raised")

    assert [f.verdict for f in before.findings] == [f.verdict for f in after.findings]
    assert before.decision_id == after.decision_id


def test_a_choice_that_the_policy_does_not_have_is_passed_over() -> None:
    answer = _assess(RULES.supposing("PA", {"no-such-choice": True}), "service_user", value="£20")

    assert [finding.verdict for finding in answer.findings] == ["undetermined"]


def test_what_derives_the_steps_is_shared() -> None:
    """Each has an engine in C of its own, of which a process had better not make many."""
    rules = build_ruleset(FOLDER.parent / "escalation")
    supposing = rules.supposing(next(iter(rules.policies)), {"any": True})

    chainers = [plan.chainer for plan in supposing.plans.values()]
    assert chainers == [plan.chainer for plan in rules.plans.values()]
    assert None not in chainers
