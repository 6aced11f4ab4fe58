"""Conditions in words."""

from __future__ import annotations

import pytest

from engine.facts.catalogue import VOCABULARY
from engine.report.words import (
    change_in_words,
    condition_in_words,
    joined,
    lines_of,
    office,
    roles_in_words,
)
from engine.syntax.condition import (
    ALWAYS,
    NEVER,
    AllOf,
    AnyOf,
    ByParameter,
    Chosen,
    Compare,
    Condition,
    Count,
    Counted,
    Is,
    Moments,
    Not,
    Quantified,
)

LIFT = VOCABULARY.kinds["lift"].facts
GIFT = VOCABULARY.kinds["gift"].facts
EMERGENCY = Is("emergency", frozenset([True]))
RISK = Is("at_risk_otherwise", frozenset([True]))
STAGE = Is("stage", frozenset(["offered", "given"]))


@pytest.mark.parametrize(
    ("condition", "words"),
    [
        (ALWAYS, "always"),
        (NEVER, "never"),
        (EMERGENCY, "it was an emergency"),
        (Not(EMERGENCY), "it was no emergency"),
        (AllOf((EMERGENCY, RISK)), "it was an emergency; and without the lift"),
        (AnyOf((EMERGENCY, AllOf((RISK, STAGE)))), "it was an emergency; or (without the lift"),
        (Not(AnyOf((EMERGENCY, RISK))), "not so: it was an emergency; or"),
        (Is("recorded", frozenset(["done", "late"])), "putting it on record: done"),
        (
            Is("recorded", frozenset(["done", "late", "not_yet_due"])),
            "putting it on record: done or not due yet",
        ),
        (Is("passenger", frozenset(["colleague"])), "colleague"),
        (Compare("nonsense", "more_than", 3), "nonsense is more than 3"),
        (Compare("#count:acts:1", "at_least", 3), "the count is at least 3"),
        (
            ByParameter("nonsense", "at_least", "figure", EMERGENCY),
            "at least the figure set for `figure` (while no figure is set: it was an emergency)",
        ),
        (Chosen("whose", frozenset(["a_b", "c"])), "has chosen a b or c for `whose`"),
        (Quantified("passengers", each=True, condition=ALWAYS), "each entry under passengers"),
        (Quantified("passengers", each=False, condition=ALWAYS), "at least one entry"),
        (Moments("agreed_at", "offered_at", None), "agreed at came before offered at"),
        (Moments("agreed_at", "offered_at", 60), "within 60 minutes of offered at"),
        (
            Count(
                Counted("acts", EMERGENCY, ("passenger",), 1440 * 7), Compare("#c", "at_least", 3)
            ),
            "at least 3 acts of this kind, with the same passenger, within 7 days, where it was",
        ),
        (
            Count(
                Counted("history", ALWAYS, clause="X-1.y", gravity=frozenset(["low"])),
                ByParameter("#c", "at_least", "often", RISK),
            ),
            "at least the figure set for `often` earlier findings against the person under X-1.y",
        ),
    ],
)
def test_condition(condition: Condition, words: str) -> None:
    assert words in condition_in_words(condition, LIFT)


def test_lines_nest_as_the_condition_does() -> None:
    condition = AllOf((EMERGENCY, AnyOf((RISK, AllOf((STAGE, RISK)))), Not(AllOf((RISK, STAGE)))))

    lines = [(depth, text) for depth, text, _ in lines_of(condition, LIFT)]

    assert [depth for depth, _ in lines] == [0, 0, 1, 1, 2, 2, 0, 1, 1]
    assert lines[1][1] == "at least one of these:"
    assert lines[3][1] == "all of these:"
    assert lines[6][1] == "not all of these together:"
    assert next(lines_of(Not(AnyOf((RISK, STAGE))), LIFT))[1] == "none of these:"


def test_changes_name_values_or_bounds() -> None:
    value = next(spec for spec in GIFT.values() if spec.type == "money")

    assert change_in_words(LIFT["emergency"], "emergency", value=True) == "it was an emergency"
    assert "less than £25" in change_in_words(value, value.path, {"less_than": 2500})
    assert "something else" in change_in_words(None, "a_b", value=True)


def test_people_are_named_by_office_role_or_as_written() -> None:
    assert office("manager") == "the line manager"
    assert office("actor") == "the person who acted"
    assert office("parent") == "a parent"
    assert office("everyone_concerned") == "everyone concerned"
    assert roles_in_words(["parent", "carer", "child"])[0] == "parent carer (a parent, a carer)"
    assert joined([]) == ""
    assert joined(["a", "b", "c"], "and") == "a, b and c"
