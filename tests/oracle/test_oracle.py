"""The oracle itself, pinned by hand to the meanings of the design."""

from __future__ import annotations

import ast
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given

from engine.facts.people import ROLE_GROUPS, ROLES
from tests import strategies
from tests.oracle.judge import NoCompletionError, Oracle, Verdict, judge

YES_OR_NO = {"type": "boolean"}
VOCABULARY: dict[str, Any] = {
    "roles": {"all": list(ROLES), "groups": ROLE_GROUPS, "policy": "T"},
    "circumstances": {"crime": YES_OR_NO},
    "lift": {
        "emergency": YES_OR_NO,
        "at_risk": YES_OR_NO,
        "within_duties": YES_OR_NO,
        "stage": {
            "type": "choice",
            "values": ["offered", "given", "refused"],
            "groups": {"accepted": ["given", "offered"]},
        },
        "recorded": {"type": "deed"},
        "told.manager": {"type": "deed"},
        "value": {"type": "money"},
        "heads": {"type": "number"},
        "delay": {"type": "duration"},
        "day": {"type": "date"},
        "warned": {"type": "boolean", "only_if": {"emergency": True}},
        "calm": {"type": "boolean", "settled": [{"if": {"emergency": True}, "is": False}]},
        "passengers": {"type": "list", "item": {"belted": YES_OR_NO, "adult": YES_OR_NO}},
    },
    "gift": {"value": {"type": "money"}},
}
LIFT: dict[str, Any] = {
    "clause": "T-15.lift",
    "applies_to": ["staff"],
    "when": {"act": "lift", "stage": {"one_of": ["offered", "given"]}},
    "requires": [{"name": "duties", "norms": ["T-1"], "must": {"within_duties": True}}],
    "unless": [
        {
            "name": "emergency",
            "lifts": ["duties"],
            "when": {"emergency": True},
            "then_must": ["record", "tell"],
            "if_missed": "duty_broken",
        },
        {
            "name": "at-risk",
            "lifts": ["duties"],
            "when": {"at_risk": True},
            "then_must": ["tell"],
            "if_missed": "duty_broken",
        },
    ],
    "duties": {
        "record": {"must": {"recorded": "done"}},
        "tell": {"must": {"told": {"manager": "done"}}},
    },
}
NO_EXCUSE: dict[str, Any] = {
    "stage": "given",
    "within_duties": "no",
    "emergency": False,
    "at_risk": "no",
}


def judged(
    clause: dict[str, Any],
    facts: dict[str, Any],
    *,
    roles: Any = ("employee",),
    parameters: dict[str, Any] | None = None,
    **more: Any,
) -> Verdict:
    """Judge one act, `facts`, of somebody with these roles, by the only requirement."""
    act = {"id": "a1", "kind": "lift", "by": "p1"} | facts
    person = {"ref": "p1"} | ({} if roles is None else {"roles": roles})
    incident = {"people": [person], "acts": [act]} | more
    (verdict,) = judge(clause, incident, VOCABULARY, parameters or {}).values()
    return verdict


def on(must: dict[str, Any], facts: dict[str, Any], **more: Any) -> tuple[str, set[str]]:
    """Judge a clause that only requires `must`; give the verdict and what it needs."""
    clause = {
        "clause": "T-1.one",
        "when": {"act": "lift"},
        "requires": [{"name": "one", "must": must}],
    }
    verdict = judged(clause, facts, **more)
    return verdict.verdict, set(verdict.needs)


# --- the table -----------------------------------------------------------------------------------


def test_broken_in_every_completion() -> None:
    verdict = judged(LIFT, NO_EXCUSE)

    assert (verdict.verdict, verdict.breach_of) == ("breached", ("requirement",))
    assert verdict.ways == {"broken"}
    assert not verdict.needs


def test_a_missed_duty_is_broken_by_itself() -> None:
    facts = NO_EXCUSE | {"emergency": True, "recorded": "not_done", "told": {"manager": "done"}}

    verdict = judged(LIFT, facts)

    assert (verdict.verdict, verdict.breach_of) == ("breached", ("record",))


def test_a_breach_can_be_certain_although_its_way_is_open() -> None:
    facts = NO_EXCUSE | {"emergency": None, "recorded": "no", "told": {"manager": "late"}}
    facts["recorded"] = "not_done"

    verdict = judged(LIFT, facts)

    assert (verdict.verdict, verdict.breach_of) == ("breached", ("record", "requirement"))
    assert not verdict.needs


def test_a_lost_exception_leaves_the_requirement_broken() -> None:
    lost = [exception | {"if_missed": "exception_lost"} for exception in LIFT["unless"]]
    facts = NO_EXCUSE | {"emergency": True, "recorded": "not_done"}

    verdict = judged(LIFT | {"unless": lost}, facts)

    assert (verdict.verdict, verdict.breach_of) == ("breached", ("requirement",))


def test_the_exception_whose_duties_are_kept_excuses() -> None:
    facts = NO_EXCUSE | {"emergency": True, "at_risk": True}
    facts |= {"recorded": "not_done", "told": {"manager": "late"}}

    verdict = judged(LIFT, facts)

    assert (verdict.verdict, verdict.excused_by) == ("excused", ("at-risk",))


def test_missed_duties_of_all_exceptions_are_collected() -> None:
    facts = NO_EXCUSE | {"emergency": True, "at_risk": True}
    facts |= {"recorded": "not_done", "told": {"manager": "not_done"}}

    assert judged(LIFT, facts).breach_of == ("record", "tell")


def test_not_breached_says_what_it_may_be() -> None:
    facts = {"within_duties": "unknown", "at_risk": True, "told": {"manager": "done"}}

    verdict = judged(LIFT, facts)

    assert verdict.verdict == "not_breached"
    assert verdict.ways == {"kept", "excused", "not_applicable"}


def test_undetermined_names_what_decides() -> None:
    facts = {"stage": "accepted", "within_duties": False, "at_risk": False, "recorded": "done"}

    verdict = judged(LIFT, facts)

    assert verdict.verdict == "undetermined"
    assert verdict.needs == {"emergency", "told.manager"}


def test_not_applicable_in_all() -> None:
    assert judged(LIFT, {"stage": "refused"}).verdict == "not_applicable"
    assert judged(LIFT, NO_EXCUSE, roles=["parent"]).verdict == "not_applicable"


def test_acts_of_other_kinds_have_no_verdict() -> None:
    incident = {"acts": [{"id": "a1", "kind": "gift"}]}

    assert judge(LIFT, incident, VOCABULARY, {}) == {}


# --- exactness -----------------------------------------------------------------------------------


def test_a_fact_that_occurs_twice_knows_itself() -> None:
    both = {"any": [{"emergency": True}, {"not": {"emergency": True}}]}
    numbers = {"any": [{"value": {"more_than": "£25"}}, {"value": {"at_most": "25.00 GBP"}}]}
    choices = {"any": [{"stage": {"one_of": ["offered", "given"]}}, {"stage": "refused"}]}

    for must in (both, numbers, choices):
        assert on(must, {}) == ("not_breached", set())


@pytest.mark.parametrize("word", ["unknown", "disputed", "alleged", None])
def test_four_ways_of_not_knowing(word: str | None) -> None:
    assert on({"emergency": True}, {"emergency": word}) == ("undetermined", {"emergency"})


@pytest.mark.parametrize(
    ("test", "kept", "broken"),
    [
        ("done", ["done", "late", "not_yet_due", "yes"], ["not_done"]),
        ("done_in_time", ["done", "not_yet_due"], ["late", "not_done"]),
        ("late", ["late"], ["done", "not_done", "not_yet_due", "no"]),
        ("not_done", ["not_done"], ["done", "late", "not_yet_due", "yes"]),
        ("not_yet_due", ["not_yet_due"], ["done", "late", "not_done", "yes"]),
    ],
)
def test_deeds(test: str, kept: list[str], broken: list[str]) -> None:
    for word in kept:
        assert on({"recorded": test}, {"recorded": word})[0] == "not_breached"
    for word in broken:
        assert on({"recorded": test}, {"recorded": word})[0] == "breached"


def test_a_deed_said_to_be_no_may_not_be_due() -> None:
    assert on({"recorded": "done"}, {"recorded": "no"}) == ("undetermined", {"recorded"})


def test_done_inside_one_of_is_refused() -> None:
    with pytest.raises(ValueError, match="one_of"):
        on({"recorded": {"one_of": ["done", "late"]}}, {})


def test_a_group_narrows_a_choice() -> None:
    accepted = {"stage": "accepted"}

    assert on({"stage": {"one_of": ["offered", "given"]}}, accepted)[0] == "not_breached"
    assert on({"stage": "refused"}, accepted)[0] == "breached"
    assert on({"stage": "given"}, accepted) == ("undetermined", {"stage"})


@pytest.mark.parametrize(
    ("test", "stated", "verdict"),
    [
        ({"value": {"more_than": "£25"}}, {"value": 2500}, "breached"),
        ({"value": {"at_least": "£25"}}, {"value": {"at_least": 2500}}, "not_breached"),
        ({"value": {"more_than": "£25"}}, {"value": {"at_least": 2500}}, "undetermined"),
        ({"value": {"at_least": 2501}}, {"value": {"at_most": 2500}}, "breached"),
        ({"value": {"less_than": 0}}, {}, "breached"),
        ({"value": {"more_than": 5, "less_than": 6}}, {}, "breached"),
        ({"heads": {"more_than": 5, "less_than": 6}}, {}, "undetermined"),
        ({"heads": 2.5}, {"heads": 2.5}, "not_breached"),
        ({"delay": {"at_most": "2 hours"}}, {"delay": "120 minutes"}, "not_breached"),
        ({"delay": {"less_than": "1 day"}}, {"delay": 1440}, "breached"),
        ({"day": {"at_most": "2026-03-02"}}, {"day": {"at_most": "2026-03-01"}}, "not_breached"),
        ({"day": "2026-03-02"}, {"day": {"at_least": "2026-03-02"}}, "undetermined"),
    ],
)
def test_numbers(test: dict[str, Any], stated: dict[str, Any], verdict: str) -> None:
    assert on(test, stated)[0] == verdict


# --- linked facts --------------------------------------------------------------------------------


def test_every_test_on_a_pointless_fact_fails() -> None:
    no_emergency = {"emergency": False}

    assert on({"warned": True}, no_emergency)[0] == "breached"
    assert on({"warned": False}, no_emergency)[0] == "breached"
    assert on({"not": {"warned": True}}, no_emergency)[0] == "not_breached"
    assert on({"warned": True}, {}) == ("undetermined", {"warned", "emergency"})


def test_a_stated_fact_is_not_pointless() -> None:
    assert on({"emergency": True}, {"warned": True}) == ("not_breached", set())
    assert on({"emergency": True}, {"warned": "unknown"})[0] == "undetermined"
    assert on({"emergency": True}, {"warned": False})[0] == "undetermined"
    assert on({"warned": True}, {"warned": True, "emergency": False})[0] == "breached"


def test_a_settled_fact_follows() -> None:
    assert on({"calm": False}, {"emergency": True}) == ("not_breached", set())
    assert on({"any": [{"emergency": False}, {"calm": False}]}, {}) == ("not_breached", set())
    assert on({"emergency": False}, {"calm": True}) == ("not_breached", set())
    with pytest.raises(NoCompletionError):
        on({"calm": False}, {"emergency": True, "calm": True})


# --- lists ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("stated", "each", "some"),
    [
        (None, "undetermined", "undetermined"),
        ({"items": [], "complete": "yes"}, "not_breached", "breached"),
        ({"items": [{"belted": True}]}, "undetermined", "not_breached"),
        ({"items": [{"belted": True}], "complete": True}, "not_breached", "not_breached"),
        ({"items": [{"belted": "no"}], "complete": "no"}, "breached", "undetermined"),
        ({"items": [{"belted": "no"}], "complete": "yes"}, "breached", "breached"),
        ({"items": [{}], "complete": "yes"}, "undetermined", "undetermined"),
    ],
)
def test_lists(stated: Any, each: str, some: str) -> None:
    assert on({"passengers": {"each": {"belted": True}}}, {"passengers": stated})[0] == each
    assert on({"passengers": {"some": {"belted": True}}}, {"passengers": stated})[0] == some


def test_what_a_list_needs() -> None:
    must = {"passengers": {"each": {"belted": True}}}
    items: list[dict[str, Any]] = [{"belted": True}, {"adult": True}]

    known = on(must, {"passengers": {"items": items, "complete": "yes"}})
    assert known == ("undetermined", {"passengers.1.belted"})
    assert on(must, {"passengers": {"items": items[:1]}}) == ("undetermined", {"passengers"})


def test_two_further_entries_may_be_needed() -> None:
    adult, child = ({"passengers": {"some": {"adult": word}}} for word in (True, False))
    must_not = {"not": {"all": [adult, child]}}

    assert on(must_not, {})[0] == "undetermined"
    assert on({"any": [{"not": adult}, {"not": child}]}, {})[0] == "undetermined"


# --- roles, parameters, circumstances ------------------------------------------------------------


@pytest.mark.parametrize(
    ("roles", "capacity", "verdict", "needs"),
    [
        (["staff"], None, "breached", set()),
        (["employee", "parent"], None, "undetermined", {"capacity"}),
        (["employee", "parent"], "parent", "not_applicable", set()),
        (["employee", "manager"], None, "breached", set()),
        (["parent_carer"], None, "not_applicable", set()),
        (None, None, "undetermined", {"capacity"}),
        (None, "volunteer", "breached", set()),
        ({"T": ["employee"]}, None, "breached", set()),
        ({"U": ["employee"]}, None, "undetermined", {"capacity"}),
    ],
)
def test_roles(roles: Any, capacity: str | None, verdict: str, needs: set[str]) -> None:
    found = judged(LIFT, NO_EXCUSE | {"capacity": capacity}, roles=roles)

    assert (found.verdict, set(found.needs)) == (verdict, needs)


def test_an_open_question_to_the_organisation() -> None:
    dogs: dict[str, Any] = {"type": "boolean", "value": None}
    either = {"any": [{"parameter": {"dogs": True}}, {"parameter": {"dogs": False}}]}
    asked = {"parameter": {"dogs": True}}

    assert on(asked, {}, parameters={"dogs": dogs}) == ("undetermined", {"parameter.dogs"})
    assert on(either, {}, parameters={"dogs": dogs})[0] == "not_breached"
    assert on(asked, {}, parameters={"dogs": dogs | {"value": False}})[0] == "breached"


def test_a_figure_decides_once_set_and_the_judgement_until_then() -> None:
    must = {"value": {"less_than": {"parameter": "big"}, "while_unset": {"at_risk": False}}}
    facts = {"value": "£30", "at_risk": False}
    big: dict[str, Any] = {"type": "money", "value": None}

    assert on(must, facts, parameters={"big": big})[0] == "not_breached"
    assert on(must, facts, parameters={"big": big | {"value": "£25"}})[0] == "breached"
    assert on(must, {}, parameters={"big": big}) == ("undetermined", {"at_risk"})


def test_circumstances() -> None:
    must = {"circumstances": {"crime": False}}

    assert on(must, {}) == ("undetermined", {"circumstances.crime"})
    assert on(must, {}, circumstances={"crime": "yes"})[0] == "breached"


# --- independence, and the random cases ----------------------------------------------------------


def test_the_oracle_imports_nothing_of_the_engine() -> None:
    for file in Path(__file__).parent.glob("*.py"):
        if file.name == Path(__file__).name:
            continue
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            names = [alias.name for alias in getattr(node, "names", []) if hasattr(alias, "name")]
            for name in [getattr(node, "module", None) or "", *names]:
                assert name.partition(".")[0] not in ("engine", "api")


def test_the_roles_are_roles_of_the_engine() -> None:
    assert set(strategies.ROLES) <= set(ROLES)
    for name, members in strategies.ROLE_GROUPS.items():
        assert set(members) == set(ROLE_GROUPS[name])


def test_learning_never_overturns_and_acts_fit_their_models() -> None:
    models = strategies.models()
    rng = Random(3)  # noqa: S311  no secret hangs on it
    for batch in strategies.pairs(seed=3, n=500):
        oracle = Oracle(batch.clause, strategies.VOCABULARY, batch.parameters)
        for incident, whole in zip(batch.incidents, batch.wholes, strict=True):
            later = strategies.learned(rng, incident, whole)
            for act in (*incident["acts"], *later["acts"], *whole["acts"]):
                models[act["kind"]].model_validate(act)
            after = oracle.judge(later)
            for name, before in oracle.judge(incident).items():
                assert after[name].ways <= before.ways
                assert (before.verdict == "undetermined") == bool(before.needs)


@given(strategies.cases())
def test_hypothesis_can_draw_the_same_cases(case: strategies.Case) -> None:
    found = judge(case.clause, case.incident, strategies.VOCABULARY, case.parameters)

    expected = len(case.clause["requires"])
    assert all(name.startswith("T-1.case/rule-") for name in found)
    assert len(found) <= expected * len(case.incident["acts"])
