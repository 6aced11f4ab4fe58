"""What is counted, and what a count leaves open."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests import small

if TYPE_CHECKING:
    from pathlib import Path

GIFTS = """\
  - clause: T-1.gifts
    title: Not three gifts in a year from one side
    when: {act: gift}
    requires:
      - name: few
        norms: [T-1]
        must_not:
          count:
            {of: acts, where: {stage: accepted}, same: [other_party], within: 365 days,
             total: gifts_in_year, at_least: 3}
"""
HISTORY = """\
  - clause: T-1.again
    title: Not again
    when: {act: gift}
    requires:
      - name: first-time
        norms: [T-1]
        must_not:
          count: {of: history, where: {gravity: [serious, critical]}, within: 100 days, at_least: 2}
"""


def _gift(on: str | None, **facts: Any) -> dict[str, Any]:
    return {"kind": "gift", "stage": "accepted", "other_party": "family", "on": on, **facts}


@pytest.mark.parametrize(
    ("others", "verdict"),
    [
        ([_gift("2026-01-01"), _gift("2026-02-01")], "breached"),
        ([_gift("2026-01-01")], "undetermined"),  # there may have been more
        ([_gift("2026-01-01"), _gift("2025-01-01")], "undetermined"),  # out of the window
        ([_gift("2025-03-01"), _gift("2026-02-01")], "breached"),  # its edge belongs to it
        ([_gift("2025-02-28"), _gift("2026-02-01")], "undetermined"),
        ([_gift("2026-01-01"), _gift("2026-04-01")], "undetermined"),  # after the act
        ([_gift("2026-01-01"), _gift("2026-02-01", other_party="supplier")], "undetermined"),
        ([_gift("2026-01-01"), _gift("2026-02-01", other_party="unknown")], "undetermined"),
        ([_gift("2026-01-01"), _gift("2026-02-01", stage="declined")], "undetermined"),
        ([_gift("2026-01-01"), _gift("2026-02-01", stage="pending")], "undetermined"),
        ([_gift("2026-01-01"), _gift(None)], "undetermined"),
        ([_gift("2026-01-01"), _gift("2026-02-01", by="B")], "undetermined"),
    ],
)
def test_stated_acts_are_a_lower_bound(
    tmp_path: Path, others: list[dict[str, Any]], verdict: str
) -> None:
    """What surely matches counts; what may match leaves the number open."""
    rules = small.ruleset(tmp_path, GIFTS)
    people = [{"ref": "A", "roles": ["employee"]}, {"ref": "B", "roles": ["employee"]}]

    answer = small.answer(rules, _gift("2026-03-01"), *others, people=people)

    first = next(f for f in answer.findings if f.facts.act.id == "a1")
    assert first.verdict == verdict


@pytest.mark.parametrize(
    ("total", "verdict"),
    [(1, "not_breached"), (3, "breached"), ({"at_least": 3}, "breached"),
     ({"at_most": 2}, "not_breached"), ({"at_least": 1, "at_most": 5}, "undetermined")],
)  # fmt: skip
def test_a_stated_total_settles(tmp_path: Path, total: Any, verdict: str) -> None:
    """The number in all, where the account gives it, is the number."""
    rules = small.ruleset(tmp_path, GIFTS)

    finding = small.only(small.answer(rules, _gift("2026-03-01", gifts_in_year=total)))

    assert finding.verdict == verdict


def _earlier(**entry: Any) -> dict[str, Any]:
    return {"person": "A", "on": "2026-02-01", "gravity": "serious", **entry}


@pytest.mark.parametrize(
    ("history", "verdict"),
    [
        (None, "undetermined"),
        ([], "not_breached"),
        ([_earlier()], "not_breached"),
        ([_earlier(), _earlier(gravity="critical")], "breached"),
        ([_earlier(), _earlier(gravity="low")], "not_breached"),
        ([_earlier(), _earlier(gravity=None)], "undetermined"),
        ([_earlier(), _earlier(on=None)], "undetermined"),
        ([_earlier(), _earlier(on="2025-02-01")], "not_breached"),
        ([_earlier(), _earlier(on="2026-03-02")], "not_breached"),
        ([_earlier(), _earlier(person="B")], "not_breached"),
    ],
)
def test_history_counts_what_is_known(tmp_path: Path, history: Any, verdict: str) -> None:
    """Absent is not stated, an empty list is none known, and gaps stay open."""
    rules = small.ruleset(tmp_path, HISTORY)

    finding = small.only(small.answer(rules, _gift("2026-03-01"), history=history))

    assert finding.verdict == verdict
