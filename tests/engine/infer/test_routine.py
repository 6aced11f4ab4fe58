"""What every such act puts in question stays apart until somebody says something about it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from engine.build import build_ruleset
from engine.incident import read_incident
from engine.infer.assess import judge_incident
from engine.syntax.condition import (
    ALWAYS,
    AllOf,
    ByParameter,
    Chosen,
    Compare,
    Count,
    Counted,
    Is,
    Moments,
    Not,
    asked,
)

if TYPE_CHECKING:
    from engine.infer.ruleset import Ruleset


@pytest.fixture(scope="module")
def rules() -> Ruleset:
    return build_ruleset()


def routine(rules: Ruleset, **facts: Any) -> dict[str, bool]:
    """Judge a photograph that an employee took of a service user."""
    act = {"id": "a1", "by": "p", "kind": "image", "shows": "service_user", "taken": True}
    data = {"people": [{"ref": "p", "roles": ["employee"]}], "acts": [act | facts]}
    judged = judge_incident(rules, read_incident(data), rules.chosen(["PP"]))
    return {finding.provision.id: finding.routine for finding in judged.findings}


def test_somebodys_age_does_not_put_the_consents_to_publication_in_question(rules: Ruleset) -> None:
    found = routine(rules, subject="child")

    assert found["PP-17.publishing/all-consents-first"]


def test_a_linked_fact_does_not_put_a_requirement_in_question(rules: Ruleset) -> None:
    assert routine(rules)["PP-17.one-to-one/not-alone"]


def test_what_settles_a_fact_of_the_requirement_does_when_accounts_differ(rules: Ruleset) -> None:
    act = {"id": "a1", "by": "p", "kind": "behaviour", "called_names": "disputed"}
    data = {"people": [{"ref": "p", "roles": ["parent"]}], "acts": [act]}
    judged = judge_incident(rules, read_incident(data), rules.chosen(["BF"]))
    found = {finding.provision.id: finding.routine for finding in judged.findings}

    assert not found["BF-UNACC.language/no-offensive-words"]
    assert found["BF-UNACC.language/no-swearing"]


def test_a_fact_of_the_requirement_does(rules: Ruleset) -> None:
    for told in ({"given": True}, {"given": "alleged"}):
        found = routine(rules, published=True, consent={"manager": told})
        assert not found["PP-17.publishing/manager-consent"]


def concern(rules: Ruleset, **facts: Any) -> dict[str, bool]:
    act = {"id": "a1", "by": "p", "kind": "concern", "about": "colleague", "kept_to_self": True}
    data = {"people": [{"ref": "p", "roles": ["employee"]}], "acts": [act | facts]}
    judged = judge_incident(rules, read_incident(data), rules.chosen(["PP"]))
    return {finding.provision.id: finding.routine for finding in judged.findings}


def test_a_circumstance_that_nobody_mentioned_leaves_a_matter_of_routine_one(
    rules: Ruleset,
) -> None:
    assert concern(rules)["PP-04.abuse-learnt-of/passed-on-at-once"]
    for said in (True, "disputed"):
        assert not concern(rules, abuse=said)["PP-04.abuse-learnt-of/passed-on-at-once"]


def test_every_fact_that_a_condition_asks_for() -> None:
    more = Compare("value", "at_least", 2500)
    counted = Counted("acts", ALWAYS, total="gifts_in_year")
    condition = AllOf(
        (
            Is("stage", frozenset({"given"})),
            Not(ByParameter("value", "at_least", "significant-gift", Is("worth", frozenset()))),
            Chosen("dogs", frozenset({True})),
            Moments("noticed_at", "reported_at", 60),
            Count(counted, Compare(counted.path, "at_least", 3)),
            more,
        )
    )

    assert list(asked(condition)) == [
        "stage",
        "value",
        "worth",
        "noticed_at",
        "reported_at",
        counted.path,
        "gifts_in_year",
        counted.path,
        "value",
    ]
