"""The pytest plugin, run by pytest inside pytest."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from tests.engine.testing.conftest import FOLDER, lift, write_cases

if TYPE_CHECKING:
    from pathlib import Path

pytest_plugins = ["pytester"]


@pytest.fixture
def rules(pytester: pytest.Pytester) -> Path:
    """Give a policy folder inside the folder that the inner run works in."""
    return shutil.copytree(FOLDER / "exception-duty-broken", pytester.path / "rules" / "lifts")


def test_every_case_is_a_test_and_so_is_that_all_is_proved(
    pytester: pytest.Pytester, rules: Path
) -> None:
    del rules
    result = pytester.runpytest_inprocess("rules", "-v")

    result.assert_outcomes(passed=7)
    result.stdout.fnmatch_lines(
        ["*cases/1.yaml::an emergency, put on record PASSED*", "*policy.yaml::everything is*"]
    )


def test_a_single_file_may_be_named(pytester: pytest.Pytester, rules: Path) -> None:
    result = pytester.runpytest_inprocess(str(rules / "cases" / "1.yaml"))

    result.assert_outcomes(passed=6)


def test_a_failing_case_tells_what_came_out_and_no_traceback(
    pytester: pytest.Pytester, rules: Path
) -> None:
    write_cases(rules, lift("{DB-1.lift/within-duties: not_breached}"))
    result = pytester.runpytest_inprocess("rules/lifts/cases")

    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(["*expected not_breached, got breached*"])
    result.stdout.no_fnmatch_line("*Traceback*")
    result.stdout.no_fnmatch_line("*runner.py*")


def test_what_is_not_proved_fails(pytester: pytest.Pytester, rules: Path) -> None:
    write_cases(rules, lift())
    result = pytester.runpytest_inprocess("rules")

    result.assert_outcomes(passed=1, failed=1)
    result.stdout.fnmatch_lines(["*error[[]unproved[]]: no case in which*"])


def test_a_policy_without_cases_fails(pytester: pytest.Pytester, rules: Path) -> None:
    shutil.rmtree(rules / "cases")
    result = pytester.runpytest_inprocess("rules")

    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(["*error[[]no-cases[]]*"])


def test_a_broken_case_file_is_an_error_with_its_messages(
    pytester: pytest.Pytester, rules: Path
) -> None:
    write_cases(rules, lift("{DB-1.lfit/within-duties: breached}"))
    result = pytester.runpytest_inprocess("rules/lifts/cases")

    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines(["*error[[]unknown-clause[]]: no clause `DB-1.lfit`", "*did you*"])


def test_a_broken_policy_is_an_error_with_its_messages(
    pytester: pytest.Pytester, rules: Path
) -> None:
    (rules / "policy.yaml").write_text("policy: DB\n", encoding="utf-8")
    result = pytester.runpytest_inprocess("rules")

    assert result.ret != 0
    result.stdout.fnmatch_lines(["*error[[]missing-key[]]*"])


def test_other_yaml_is_left_alone(pytester: pytest.Pytester) -> None:
    folder = pytester.mkdir("cases")
    (folder / "one.yaml").write_text("cases: []\n", encoding="utf-8")
    (pytester.path / "policy.yaml").write_text("policy: something else\n", encoding="utf-8")
    result = pytester.runpytest_inprocess()

    result.assert_outcomes()
