"""The policies that we ship: every case passes, and everything in them is proved."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from engine.build import default_rules, policy_folders
from engine.testing.runner import run_rules

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize("folder", policy_folders(default_rules()), ids=lambda path: path.name)
def test_a_policy_does_what_its_cases_say(folder: Path) -> None:
    report = run_rules(folder)
    failed = [str(result) for result in report.results if result.outcome != "passed"]

    assert not failed, "\n".join(failed)
    assert not report.diagnostics, "\n".join(map(str, report.diagnostics))
    assert report.passed
