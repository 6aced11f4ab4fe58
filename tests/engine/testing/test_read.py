"""Broken case files and the messages that they earn."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from engine.testing.read import read_cases
from engine.testing.runner import Bench, load, run_rules
from tests.engine.testing.conftest import lift, write_cases

if TYPE_CHECKING:
    from pathlib import Path

    from engine.diagnostic import Diagnostic
    from engine.testing.case import Case

REQUIREMENT = "DB-1.lift/within-duties"


def read(folder: Path, policy: str = "DB") -> tuple[list[Case], list[Diagnostic]]:
    ruleset, mistakes = load(folder)
    assert ruleset is not None, mistakes
    return read_cases(folder / "cases" / "1.yaml", Bench(ruleset).names(policy))


def only(folder: Path, *cases: str) -> Diagnostic:
    """Write cases that have one mistake between them, and give it."""
    write_cases(folder, *cases)
    _, mistakes = read(folder)
    assert len(mistakes) == 1, "\n".join(map(str, mistakes))
    return mistakes[0]


@pytest.mark.parametrize(
    ("case", "code", "message", "mend"),
    [
        (
            lift("{DB-1.lfit/within-duties: breached}"),
            "unknown-clause",
            "no clause `DB-1.lfit`",
            "did you mean `DB-1.lift/within-duties`?",
        ),
        (
            lift("{DB-1.lift/within-dutys: breached}"),
            "unknown-requirement",
            "the clause `DB-1.lift` has no requirement `within-dutys`",
            "did you mean `DB-1.lift/within-duties`?",
        ),
        (
            lift(f"{{{REQUIREMENT}: breeched}}"),
            "unknown-value",
            "no verdict `breeched`",
            "did you mean `breached`?",
        ),
        (
            lift(f"{{{REQUIREMENT}: {{verdict: breached, because_of: [emergency]}}}}"),
            "unknown-key",
            "what is expected of a requirement has no key `because_of`",
            "did you mean `because`?",
        ),
        (
            lift(f"{{{REQUIREMENT}: {{because: [emergency]}}}}"),
            "missing-key",
            "what is expected of a requirement lacks `verdict`",
            "add `verdict: ...`",
        ),
        (
            lift(f"{{{REQUIREMENT}: {{verdict: breached, because: [emergancy]}}}}"),
            "unknown-fact",
            "no fact `emergancy`",
            "did you mean `emergency`?",
        ),
        (
            lift(f"{{{REQUIREMENT}: {{verdict: breached, needs: [told.manages]}}}}"),
            "unknown-fact",
            "no fact `told.manages`",
            "did you mean `told.manager`?",
        ),
        (
            lift(f"{{{REQUIREMENT}: {{verdict: breached, breach_of: [record]}}}}"),
            "unknown-duty",
            "no duty `record`",
            "did you mean `record-it`?",
        ),
        (
            lift(f"{{{REQUIREMENT}: {{verdict: excused, excused_by: emergencies}}}}"),
            "unknown-exception",
            "no exception `emergencies`",
            "did you mean `emergency`?",
        ),
        (
            lift(f"{{{REQUIREMENT}: {{verdict: breached, act: a2}}}}"),
            "unknown-act",
            "no act `a2`",
            "did you mean `a1`?",
        ),
        (
            lift(more="steps: {record-the-lift: due}"),
            "unknown-step",
            "no step `record-the-lift`",
            "",
        ),
        (
            lift(more="others: none_breeched"),
            "unknown-value",
            "no word for the others `none_breeched`",
            "did you mean `none_breached`?",
        ),
        (
            lift(more="expects: {}"),
            "unknown-key",
            "a case has no key `expects`",
            "did you mean `expect`?",
        ),
        (
            lift(more="parameters: {threshold: 3}"),
            "unknown-parameter",
            "no parameter `threshold`",
            "",
        ),
        (
            lift(more="policies: [DC]"),
            "unknown-policy",
            "no policy `DC`",
            "did you mean `DB`?",
        ),
        (
            lift().replace("as: employee", "as: employe"),
            "unknown-role",
            "no role `employe`",
            "did you mean `employee`?",
        ),
        (
            lift(facts=", emergancy: no"),
            "unknown-key",
            "an act of kind `lift` has no such fact",
            "did you mean `emergency`?",
        ),
        (
            lift(facts=", emergency: perhaps"),
            "wrong-value",
            "`emergency` does not take this value",
            "write `true`, `false`, `yes`, `no`, or `unknown`, `disputed`, `alleged`",
        ),
        (
            lift().replace("kind: lift", "kind: ride"),
            "unknown-kind",
            "this is no kind of act that we know",
            "",
        ),
        (
            lift(facts=", by: somebody"),
            "unknown-person",
            "this reference is not among `people`",
            "add the person to `people`, or leave `by` out",
        ),
        (
            (
                "  - note: a dog\n    as: employee\n    acts: [{kind: animal}]\n"
                f"    expect: {{{REQUIREMENT}: breached}}\n"
            ),
            "no-such-act",
            f"`{REQUIREMENT}` judges acts of kind `lift`, and this case has none",
            "add such an act, or expect something else",
        ),
    ],
)
def test_a_slip_is_told_with_what_was_meant(
    policy: Path, case: str, code: str, message: str, mend: str
) -> None:
    mistake = only(policy, case)

    assert (mistake.code, mistake.message) == (code, message)
    assert mend in mistake.mend
    assert mistake.span.line > 1
    assert mistake.source_line is not None


def test_all_mistakes_are_told_at_once_in_the_order_of_the_file(policy: Path) -> None:
    write_cases(
        policy,
        lift("{DB-1.lift/other: breached}", note="one"),
        lift(note="two"),
        lift(f"{{{REQUIREMENT}: broken}}", note="three", facts=", emergancy: no"),
    )
    cases, mistakes = read(policy)

    assert [case.note for case in cases] == ["two"]
    codes = [mistake.code for mistake in mistakes]
    assert codes == ["unknown-requirement", "unknown-key", "unknown-value"]


def test_two_cases_with_one_note(policy: Path) -> None:
    mistake = only(policy, lift(), lift())

    assert mistake.code == "twice"
    assert "line" in mistake.label


def test_a_step_takes_a_state_and_offices(steps: Path) -> None:
    write_cases(
        steps,
        "  - note: states",
        "    as: employee",
        "    acts: [{kind: concern}]",
        "    expect: {}",
        "    steps:",
        "      tell-the-lead: overdue",
        "      tell-the-police: {state: due, to: [polite]}",
    )
    _, mistakes = read(steps, "ES")

    assert [mistake.code for mistake in mistakes] == ["unknown-state", "unknown-office"]


def test_a_file_that_is_no_yaml(policy: Path) -> None:
    write_cases(policy, "  - {note: a")
    cases, mistakes = read(policy)

    assert not cases
    assert [mistake.code for mistake in mistakes] == ["yaml-syntax"]


def test_a_file_that_cannot_be_read(policy: Path) -> None:
    (policy / "cases" / "1.yaml").unlink()
    cases, mistakes = read(policy)

    assert not cases
    assert len(mistakes) == 1


@pytest.mark.parametrize("text", ["cases: []\n", "cases:\n"])
def test_a_file_without_a_case_is_a_mistake(policy: Path, text: str) -> None:
    (policy / "cases" / "1.yaml").write_text(text, encoding="utf-8")

    assert not run_rules(policy).passed
    assert read(policy)[1]


def test_what_a_case_leaves_out_is_filled_in(policy: Path) -> None:
    write_cases(
        policy,
        lift(
            more="history: [{clause: DB-1.lift, gravity: low}]|people: [{ref: actor, holds: [hr]}]"
        ),
    )
    cases, mistakes = read(policy)

    assert not mistakes
    incident = cases[0].incident
    assert incident.acts[0].id == "a1"
    assert incident.acts[0].by == incident.people[0].ref == "actor"
    assert incident.people[0].roles == ["employee"]
    assert incident.history is not None
    assert incident.history[0].person == "actor"
