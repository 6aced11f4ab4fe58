"""Each feature of the language, shown by the smallest policy that has it, and its cases."""

from __future__ import annotations

from pathlib import Path

import pytest

from engine.testing.runner import run_rules
from tests.engine.testing import visits

FOLDER = Path(__file__).parents[3] / "fixtures" / "rulesets"
TWO_VERSIONS = FOLDER / "two-versions"
RULESETS = [*sorted(path.parent for path in FOLDER.glob("*/policy.yaml")), TWO_VERSIONS]
OTHER_KINDS = {"list", "moments"}


@pytest.mark.parametrize("folder", RULESETS, ids=lambda folder: folder.name)
def test_a_feature_works_as_its_cases_say(folder: Path) -> None:
    if folder.name in OTHER_KINDS:
        report = run_rules(folder, visits.VOCABULARY, visits.read)
    else:
        report = run_rules(folder)

    assert not report.diagnostics, "\n".join(map(str, report.diagnostics))
    assert all(result.outcome == "passed" for result in report.results), "\n".join(
        str(result) for result in report.results if result.outcome != "passed"
    )


def test_every_feature_has_a_ruleset() -> None:
    assert {folder.name for folder in RULESETS} == {
        "count",
        "dated-values",
        "escalation",
        "exception-duty-broken",
        "exception-lost",
        "list",
        "moments",
        "not-in-force",
        "parameter",
        "two-versions",
    }
