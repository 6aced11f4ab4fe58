"""Which questions are asked, of whom, and in what order."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests import small

if TYPE_CHECKING:
    from pathlib import Path

    from engine.infer.ruleset import Ruleset

CLAUSES = """\
  - clause: T-1.lifts
    title: Lifts
    when: {act: lift, stage: given}
    requires:
      - {name: minor, norms: [T-1], gravity: low, must: {recorded: done}}
      - {name: grave, norms: [T-2], gravity: critical, must: {manager_agreed: true}}
      - {name: belts, norms: [T-3], routine: true, must_not: {unbelted: true}}
      - {name: advice, norms: [T-4], force: advisory, must: {planned_ahead: true}}
  - clause: T-5.gifts
    title: Gifts
    when: {act: gift}
    requires:
      - {name: not-taken, norms: [T-5], must_not: {stage: accepted}}
      - {name: chosen, norms: [T-6], must: {parameter: {open-house: true}}}
"""
HEAD = (
    small.HEAD
    + """\
parameters:
  open-house: {type: boolean, about: an open house, ask: Is it an open house?, values: []}
"""
)
LIFT = {"kind": "lift", "stage": "given"}


@pytest.fixture
def rules(tmp_path: Path) -> Ruleset:
    """Lifts of several grades, gifts that hang on a choice."""
    return small.ruleset(tmp_path, CLAUSES, head=HEAD)


def test_the_most_serious_comes_first_and_routine_apart(rules: Ruleset) -> None:
    """What settles the gravest finding is asked first; advice comes after, belts stand apart."""
    answer = small.answer(rules, LIFT)

    assert [q.fact for q in answer.questions] == ["manager_agreed", "recorded", "planned_ahead"]
    assert [q.fact for q in answer.also_check] == ["unbelted"]


def test_what_cannot_matter_is_not_asked(rules: Ruleset) -> None:
    """A lift that was refused raises no question."""
    assert not small.answer(rules, {"kind": "lift", "stage": "refused"}).questions


@pytest.mark.parametrize("open_", ["unknown", "disputed"])
def test_what_nobody_knows_is_not_asked_again(rules: Ruleset, open_: str) -> None:
    """Asked and unknown, or told both ways: asking again brings nothing."""
    answer = small.answer(rules, {**LIFT, "manager_agreed": open_})

    assert "manager_agreed" not in [q.fact for q in answer.questions]


def test_hearsay_asks_for_a_witness(rules: Ruleset) -> None:
    """An alleged fact is asked for as "who saw it"."""
    answer = small.answer(rules, {**LIFT, "manager_agreed": "alleged"})

    (question,) = [q for q in answer.questions if q.fact == "manager_agreed"]
    assert question.ask.startswith("Who saw, heard, did or documented it?")
    assert question.why_open == "alleged"


def test_a_routine_fact_once_stated_is_no_longer_apart(rules: Ruleset) -> None:
    """Something said about the belts puts them in question like anything else."""
    answer = small.answer(rules, {**LIFT, "unbelted": "alleged"})

    assert "unbelted" in [q.fact for q in answer.questions]


def test_a_pending_gift_asks_what_became_of_it(rules: Ruleset) -> None:
    """What is partly known is asked for among what it leaves possible."""
    answer = small.answer(rules, {"kind": "gift", "stage": "pending"})

    (question,) = [q for q in answer.questions if q.fact == "stage"]
    assert [value for value, _ in question.answers] == ["accepted", "declined"]
    assert question.why_open == "only_partly_known"


def test_an_open_choice_is_the_owners_to_make(rules: Ruleset) -> None:
    """A parameter that nobody set is asked of the policy's owner, outside the incident."""
    answer = small.answer(rules, {"kind": "gift", "stage": "declined"})

    (question,) = answer.questions
    assert question.pointer == "/parameters/T/open-house"
    assert question.whom == "the policy's owner"


def test_an_unstated_role_is_asked_for(rules: Ruleset) -> None:
    """Whom the code binds is not taken for granted."""
    answer = small.answer(rules, {**LIFT, "manager_agreed": False}, people=[{"ref": "A"}])

    (finding,) = [f for f in answer.findings if f.id.startswith("T-1.lifts/grave")]
    assert (finding.verdict, finding.needs) == ("undetermined", ("capacity",))


def test_several_roles_leave_open_which_one_it_was(rules: Ruleset) -> None:
    """Somebody who is staff and a parent is asked in which role they acted."""
    people = [{"ref": "A", "roles": ["employee", "parent"]}]

    answer = small.answer(rules, {**LIFT, "manager_agreed": False}, people=people)
    asked = next(q for q in answer.questions if q.fact == "capacity")

    assert [value for value, _ in asked.answers] == ["employee", "parent"]
    stated = small.answer(
        rules, {**LIFT, "manager_agreed": False, "capacity": "parent"}, people=people
    )
    assert not stated.findings
    assert stated.judged.set_aside[0].why == "T does not bind a parent"
