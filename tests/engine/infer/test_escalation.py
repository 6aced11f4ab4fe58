"""What happens next: which steps follow, from what, and in which state."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests import small

if TYPE_CHECKING:
    from pathlib import Path

    from engine.infer.assessment import Assessment
    from engine.infer.ruleset import Ruleset

CLAUSES = """\
  - clause: T-1.lifts
    title: Lifts
    when: {act: lift, stage: given}
    requires:
      - {name: agreed, norms: [T-1], gravity: serious, must: {manager_agreed: true}}
      - {name: belts, norms: [T-2], routine: true, must_not: {unbelted: true}}
      - {name: advice, norms: [T-3], force: advisory, must: {planned_ahead: true}}
    escalation: [answer, suspicion]
"""
ESCALATION = """\
derive:
  - flag: again
    if: {history: {gravity: [serious], within: 365 days, at_least: 1}}
  - flag: crime
    if: {circumstances: {crime_considered: true}}
  - flag: grave
    if: {all: [{finding: {gravity: at_least_serious}}, {any: [{flag: again}, {flag: crime}]}]}
paths:
  - path: answer
    title: Answer a breach
    steps:
      - {step: talk, by: manager, do: Talk to the person, to: actor, within: promptly}
      - {step: record, by: actor, do: Write it down, norms: [T-4], done_when: {recorded: done}}
      - {step: letter, by: organisation, do: Send a letter, to: actor, force: may}
      - {step: help, by: organisation, do: Offer help, to: actor, if_you: letter}
  - path: suspicion
    title: A child may be at risk
    starts: on_possible
    on: {event: {act: concern, welfare: true}}
    steps:
      - step: lead
        by: actor
        do: Tell a safeguarding lead
        to: [designated_lead, director_for_safeguarding]
        passed_over: [lado]
        within: immediately
      - {step: no-viewing, by: everyone_concerned, do: Look at the pictures, not: true}
  - path: grave-case
    title: A grave case
    on: {flag: grave}
    steps:
      - step: outside
        by: organisation
        do: Hand it over
        to: police
        within: without_delay
        instead_of: [letter]
        forbids: [talk]
  - path: after
    title: After the grave case
    on: {path: grave-case}
    steps:
      - {step: review, by: organisation, do: Review what happened}
"""
BREACH = {"kind": "lift", "stage": "given", "manager_agreed": False, "on": "2026-03-01"}
OPEN = {"kind": "lift", "stage": "given"}


@pytest.fixture
def rules(tmp_path: Path) -> Ruleset:
    """One clause on lifts with four paths."""
    return small.ruleset(tmp_path, CLAUSES, escalation=ESCALATION)


def _states(answer: Assessment) -> dict[str, str]:
    return {step.step: step.state for step in answer.plan.steps}


def test_a_breach_makes_its_steps_due(rules: Ruleset) -> None:
    """What the path prescribes is due, most urgent first."""
    answer = small.answer(rules, BREACH)

    order = ["lead", "talk", "record", "letter", "help", "outside", "review"]
    assert list(_states(answer)) == order
    assert _states(answer)["talk"] == "due"


def test_a_possible_breach_hangs_on_its_questions(rules: Ruleset) -> None:
    """Steps on a breach depend on the open facts; steps on suspicion are due."""
    answer = small.answer(rules, OPEN)
    states = _states(answer)

    assert states["talk"] == "depends_on"
    assert states["lead"] == "due"
    talk = next(step for step in answer.plan.steps if step.step == "talk")
    assert talk.depends_on == ("a1:manager_agreed",)


def test_routine_and_advice_start_nothing(rules: Ruleset) -> None:
    """A lift that was agreed, with nothing said of belts, calls for no step."""
    assert not small.answer(
        rules, {**OPEN, "manager_agreed": True, "planned_ahead": False}
    ).plan.steps


@pytest.mark.parametrize(
    ("recorded", "state"),
    [(None, "not_known"), ("unknown", "not_known"), ("done", "done"), ("late", "done"),
     ("not_done", "due")],
)  # fmt: skip
def test_what_was_done_is_done(rules: Ruleset, recorded: str | None, state: str) -> None:
    """A step is done, due, or nobody knows, as the facts say."""
    assert _states(small.answer(rules, {**BREACH, "recorded": recorded}))["record"] == state


def test_an_event_starts_a_path_without_any_breach(rules: Ruleset) -> None:
    """A concern told of starts the path, whoever told it, bound by the policy or not."""
    people = [{"ref": "P", "roles": ["parent"]}]
    answer = small.answer(rules, {"kind": "concern", "by": "P", "welfare": True}, people=people)

    assert _states(answer) == {"lead": "due"}
    assert answer.plan.steps[0].causes == ("a1",)
    assert [step.step for step in answer.plan.must_not] == ["no-viewing"]


def _holding(*offices: Any) -> list[dict[str, Any]]:
    return [{"ref": "A", "roles": ["employee"], "holds": list(offices)}]


@pytest.mark.parametrize(
    ("holds", "to", "passed_over", "nobody"),
    [
        ([], ("designated_lead", "director_for_safeguarding"), (), False),
        (["designated_lead"], ("director_for_safeguarding",), ("designated_lead",), False),
        (
            ["designated_lead", "director_for_safeguarding"],
            ("lado",),
            ("designated_lead", "director_for_safeguarding"),
            False,
        ),
        (
            ["designated_lead", "director_for_safeguarding", "lado"],
            (),
            ("designated_lead", "director_for_safeguarding"),
            True,
        ),
        ([{"office": "designated_lead", "of": "Z"}],
         ("designated_lead", "director_for_safeguarding"), (), False),
    ],
)  # fmt: skip
def test_whoever_it_is_about_is_passed_over(
    rules: Ruleset,
    holds: list[Any],
    to: tuple[str, ...],
    passed_over: tuple[str, ...],
    nobody: bool,
) -> None:
    """No report goes to the person it is about; where nobody is left, the answer says so."""
    answer = small.answer(rules, BREACH, people=_holding(*holds))
    lead = next(step for step in answer.plan.steps if step.step == "lead")

    assert (lead.to, lead.passed_over, lead.nobody_named) == (to, passed_over, nobody)


def test_a_concern_about_the_lead_passes_the_lead_over(rules: Ruleset) -> None:
    """A concern that names the office it is about bars its holder, whoever that is."""
    answer = small.answer(rules, {"kind": "concern", "welfare": True, "about": "designated_lead"})

    assert answer.plan.steps[0].to == ("director_for_safeguarding",)


def test_who_only_owes_a_record_is_not_passed_over(rules: Ruleset) -> None:
    """A lead who holds a concern is not thereby one whom the report is about."""
    answer = small.answer(
        rules, {"kind": "concern", "welfare": True}, people=_holding("designated_lead")
    )

    assert "designated_lead" in answer.plan.steps[0].to


def _history(*gravities: str) -> list[dict[str, str]]:
    return [{"person": "A", "on": "2026-01-01", "gravity": gravity} for gravity in gravities]


def test_flags_chain_into_paths(rules: Ruleset) -> None:
    """Gravity and history make a grave case; its path starts another."""
    answer = small.answer(rules, BREACH, history=_history("serious"))
    states = _states(answer)

    assert states["outside"] == "due"
    assert states["review"] == "due"


def test_a_step_replaces_and_forbids_others(rules: Ruleset) -> None:
    """Handing it over takes the place of the letter, and nobody talks to the person."""
    answer = small.answer(rules, BREACH, history=_history("serious"))

    assert not {"letter", "talk"} & set(_states(answer))
    (talk,) = [step for step in answer.plan.must_not if step.step == "talk"]
    assert talk.because_not == "Hand it over"


@pytest.mark.parametrize(
    ("history", "crime", "state"),
    [
        (None, None, "depends_on"),
        ([], None, "depends_on"),
        ([], False, None),
        ([], True, "due"),
        (_history("low"), False, None),
    ],
)
def test_what_is_not_stated_leaves_a_flag_open(
    rules: Ruleset, history: Any, crime: bool | None, state: str | None
) -> None:
    """A flag that unstated history or circumstances may set makes its steps hang on them."""
    answer = small.answer(rules, BREACH, history=history, circumstances={"crime_considered": crime})

    assert _states(answer).get("outside") == state
    assert "letter" in _states(answer) or state == "due"


def test_causes_are_named_through_the_chain(rules: Ruleset) -> None:
    """A step names the findings from which it follows, however far."""
    answer = small.answer(rules, BREACH, history=_history("serious"))
    review = next(step for step in answer.plan.steps if step.step == "review")

    assert review.causes == ("T-1.lifts/agreed@a1",)


def test_equal_steps_of_two_acts_are_one(rules: Ruleset) -> None:
    """Two breaches call for one talk, caused by both."""
    answer = small.answer(rules, BREACH, BREACH)
    talks = [step for step in answer.plan.steps if step.step == "talk"]

    assert len(talks) == 1
    assert len(talks[0].causes) == 2
