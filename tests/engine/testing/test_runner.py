"""Running cases: what passes, what fails and with which words, what is an error."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING, Any

import pytest

from engine.testing import runner
from engine.testing.runner import Report, run_rules
from tests.engine.testing.conftest import FOLDER, lift, write_cases

if TYPE_CHECKING:
    from pathlib import Path

    from engine.testing.result import Result

REQUIREMENT = "DB-1.lift/within-duties"


def run(folder: Path, *cases: str) -> Result:
    """Run the first of these cases."""
    write_cases(folder, *cases)
    return run_rules(folder).results[0]


def test_the_policy_to_break_passes_whole(policy: Path) -> None:
    report = run_rules(policy)

    assert report.passed
    assert len(report.results) == 6
    assert run_rules(policy.parent).passed


@pytest.mark.parametrize(
    ("case", "message"),
    [
        (
            lift(f"{{{REQUIREMENT}: not_breached}}"),
            (
                "DB-1.lift/within-duties@a1: expected not_breached, got breached (of requirement,"
                " because capacity, passenger, stage, within_normal_duties, emergency)"
            ),
        ),
        (
            lift(facts=""),
            (
                "DB-1.lift/within-duties@a1: expected breached, got undetermined (needs emergency,"
                " recorded)"
            ),
        ),
        (
            lift(facts=", emergency: yes, recorded: done"),
            "DB-1.lift/within-duties@a1: expected breached, got excused (by emergency)",
        ),
        (
            lift().replace("normal_duties: no", "normal_duties: yes"),
            (
                "DB-1.lift/within-duties@a1: expected breached, got not_breached (because capacity,"
                " passenger, stage, within_normal_duties)"
            ),
        ),
        (
            lift(f"{{{REQUIREMENT}: {{verdict: breached, because: [recorded]}}}}"),
            (
                "DB-1.lift/within-duties@a1: expected because recorded, got capacity, passenger,"
                " stage, within_normal_duties, emergency"
            ),
        ),
        (
            lift(f"{{{REQUIREMENT}: {{verdict: breached, needs: [recorded]}}}}"),
            "DB-1.lift/within-duties@a1: expected needs recorded, got nothing",
        ),
        (
            lift(f"{{{REQUIREMENT}: {{verdict: breached, breach_of: [record-it]}}}}"),
            "DB-1.lift/within-duties@a1: expected breach_of record-it, got requirement",
        ),
        (
            lift("{}", more="others: none_breached"),
            (
                "DB-1.lift/within-duties@a1: expected nothing else to be breached, got breached (of"
                " requirement, because capacity, passenger, stage, within_normal_duties, emergency)"
            ),
        ),
        (
            lift().replace("as: employee", "as: parent"),
            (
                "DB-1.lift/within-duties: expected breached, got no finding (DB does not bind a"
                " parent)"
            ),
        ),
    ],
)
def test_a_case_that_fails_says_what_was_expected_and_what_came_out(
    policy: Path, case: str, message: str
) -> None:
    result = run(policy, case)

    assert result.outcome == "failed"
    assert result.messages == (message,)
    assert "1.yaml:2:5: failed: a lift" in str(result)


def test_acts_that_differ_have_to_be_named(policy: Path) -> None:
    two = lift().replace("acts: [", "acts: [{kind: lift, passenger: service_user, stage: given}, ")

    assert run(policy, two).messages == (
        (
            "DB-1.lift/within-duties: expected breached, but acts differ: a1 is undetermined, a2 is"
            " breached; say which is meant with `act: ...`"
        ),
    )
    named = two.replace(": breached}", ": {verdict: breached, act: a2}}")
    assert run(policy, named).outcome == "passed"


@pytest.mark.parametrize(
    ("steps", "message"),
    [
        ("tell-the-lead: due", "step tell-the-lead: expected due, got not_known"),
        ("tell-the-lado: due", "step tell-the-lado: expected due, got absent"),
        ("speak-to-the-person: must_not", "step speak-to-the-person: expected must_not, got due"),
        (
            "tell-the-police: due",
            (
                "step tell-the-police: expected due, got depends_on on"
                " a1:circumstances.crime_considered"
            ),
        ),
        (
            "tell-the-lead: {state: not_known, to: [lado]}",
            "step tell-the-lead: expected to go to lado, got designated_lead",
        ),
    ],
)
def test_a_step_that_comes_out_otherwise(steps: Path, message: str, request: Any) -> None:
    folder: Path = request.getfixturevalue("steps_folder")
    result = run(
        folder,
        "  - note: a concern",
        "    as: employee",
        "    acts: [{kind: concern, how: own_worry, kept_to_self: no}]",
        "    expect: {}",
        f"    steps: {{{steps}}}",
    )

    assert result.messages == (message,)


@pytest.fixture
def steps_folder(tmp_path: Path) -> Path:
    return shutil.copytree(FOLDER / "escalation", tmp_path / "rules" / "steps")


def test_a_parameter_of_one_case_is_none_of_the_next(gifts: Path) -> None:
    gift = "{kind: gift, direction: received, stage: accepted, other_party: service_user"
    write_cases(
        gifts,
        *(
            f"  - {{note: {note}, as: employee, parameters: {{significant-gift: {value}}},"
            f" acts: [{gift}, value: £30}}], expect: {{PA-1.value/not-significant: {verdict}}}}}"
            for note, value, verdict in (
                ("low", "£25", "breached"),
                ("unset", "unset", "undetermined"),
                ("high", "£50", "not_breached"),
            )
        ),
    )

    assert [result.outcome for result in run_rules(gifts).results] == ["passed"] * 3


def test_a_case_runs_under_other_policies_only_if_it_says_so(policy: Path) -> None:
    shutil.copytree(FOLDER / "exception-lost", policy.parent / "lost")
    other = f"{{{REQUIREMENT}: breached, EL-1.lift/within-duties: breached}}"
    write_cases(policy, lift(other, more="policies: [EL]", note="both"), lift(note="own"))
    report = run_rules(policy)

    assert [result.outcome for result in report.results] == ["passed", "passed"]
    assert [result.case.policies for result in report.results] == [("DB", "EL"), ("DB",)]


def test_no_case_at_all_is_a_failure(policy: Path) -> None:
    shutil.rmtree(policy / "cases")
    report = run_rules(policy)

    assert not report.passed
    assert [mistake.code for mistake in report.diagnostics] == ["no-cases"]


def test_no_policy_at_all_is_a_failure(tmp_path: Path) -> None:
    report = run_rules(tmp_path)

    assert not report.passed
    assert [mistake.code for mistake in report.diagnostics] == ["no-policy"]


def test_a_broken_policy_is_told_instead_of_run(policy: Path) -> None:
    (policy / "policy.yaml").write_text("policy: DB\n", encoding="utf-8")
    report = run_rules(policy)

    assert not report.results
    assert {mistake.code for mistake in report.diagnostics} >= {"missing-key"}


def test_a_broken_policy_beside_is_left_to_its_own_run(policy: Path) -> None:
    broken = shutil.copytree(FOLDER / "exception-lost", policy.parent / "lost")
    (broken / "policy.yaml").write_text("policy: EL\n", encoding="utf-8")

    assert run_rules(policy).passed
    assert not run_rules(policy.parent).passed


def test_what_cannot_be_assessed_is_an_error(policy: Path, monkeypatch: Any) -> None:
    def fails(*_: Any, **__: Any) -> None:
        message = "out of order"
        raise RuntimeError(message)

    monkeypatch.setattr(runner, "assess", fails)
    report = run_rules(policy)

    assert {result.outcome for result in report.results} == {"error"}
    assert report.results[0].messages == ("no answer: RuntimeError: out of order",)


def test_a_report_of_nothing_has_not_passed_by_itself() -> None:
    assert not Report((), ()).passed
