"""The check that every requirement, exception, duty and step is proved by a case."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.testing.runner import run_rules
from tests.engine.testing.conftest import lift, write_cases

if TYPE_CHECKING:
    from pathlib import Path

REQUIREMENT = "DB-1.lift/within-duties"
SAVED = lift(f"{{{REQUIREMENT}: excused}}", note="saved", facts=", emergency: yes, recorded: done")
MISSED = lift(note="missed", facts=", emergency: yes, recorded: not_done")
OPEN = lift(f"{{{REQUIREMENT}: undetermined}}", note="open", facts="")


def gaps(folder: Path, *cases: str) -> list[str]:
    write_cases(folder, *cases)
    report = run_rules(folder)
    assert {mistake.code for mistake in report.diagnostics} <= {"unproved"}
    return [mistake.message for mistake in report.diagnostics]


def test_everything_proved(policy: Path) -> None:
    assert not gaps(policy, SAVED, MISSED, OPEN)


def test_a_requirement_needs_all_three_sides(policy: Path) -> None:
    assert gaps(policy, SAVED, MISSED) == [f"no case in which `{REQUIREMENT}` is undetermined"]
    assert gaps(policy, OPEN)[0] == (
        f"no case in which `{REQUIREMENT}` is breached and none in which `{REQUIREMENT}` is not"
        " breached"
    )


def test_not_applicable_is_not_the_other_side(policy: Path) -> None:
    elsewhere = lift(f"{{{REQUIREMENT}: not_applicable}}", note="else").replace(
        "stage: given", "stage: refused"
    )

    found = gaps(policy, MISSED, OPEN, elsewhere)
    assert f"no case in which `{REQUIREMENT}` is not breached" in found


def test_an_exception_needs_a_case_that_it_saves(policy: Path) -> None:
    kept = lift(f"{{{REQUIREMENT}: not_breached}}", note="kept").replace(
        "normal_duties: no", "normal_duties: yes"
    )

    assert gaps(policy, kept, MISSED, OPEN) == [
        "no case in which the exception `emergency` of `DB-1.lift` saves"
    ]


def test_an_exception_needs_a_case_that_it_does_not_save(policy: Path) -> None:
    assert "no case in which the exception `emergency` of `DB-1.lift` does not save" in gaps(
        policy, SAVED, OPEN
    )


def test_a_duty_has_to_be_missed_once(policy: Path) -> None:
    plain = lift(note="plain", facts=", emergency: no, recorded: done")

    assert gaps(policy, SAVED, plain, OPEN) == [
        "no case in which the duty `record-it` of `DB-1.lift` is missed"
    ]


def test_every_step_has_to_appear(steps: Path) -> None:
    text = (steps / "cases" / "1.yaml").read_text(encoding="utf-8")
    (steps / "cases" / "1.yaml").write_text(
        text.replace("      note-the-help: due\n", ""), encoding="utf-8"
    )

    assert [mistake.message for mistake in run_rules(steps).diagnostics] == [
        "no case in which the step `note-the-help` appears"
    ]
