"""When a policy, a version and a parameter hold."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests import small

if TYPE_CHECKING:
    from pathlib import Path

GIFTS = """\
  - clause: T-1.gifts
    title: Gifts
    when: {act: gift, stage: accepted}
    requires:
      - name: small
        norms: [T-1]
        must_not:
          value: {at_least: {parameter: limit}, while_unset: {worth: significant}}
"""
LIMIT = """\
parameters:
  limit:
    type: money
    about: the limit
    ask: What is the limit?
    values:
      - {from: 2026-01-01, to: 2026-06-30, value: £20}
      - {from: 2026-07-01, value: £50}
"""
DATED = small.HEAD.replace("from: unknown", "from: 2025-03-01, to: 2026-12-31") + LIMIT
GIFT = {"kind": "gift", "stage": "accepted", "value": "£30"}


@pytest.mark.parametrize(
    ("on", "verdict"),
    [
        ("2025-02-28", "not_in_force"),
        ("2025-03-01", "undetermined"),  # in force, the limit not yet set: a judgement decides
        ("2026-06-30", "breached"),
        ("2026-06-30T23:30+01:00", "breached"),
        ("2026-06-30T23:30+00:00", "not_breached"),  # half past midnight in London
        ("2026-07-01", "not_breached"),
        ("2026-12-31", "not_breached"),
        ("2027-01-01", "not_in_force"),
        ({"at_least": "2026-02-01", "at_most": "2026-03-01"}, "breached"),
        ({"at_least": "2026-06-01", "at_most": "2026-08-01"}, "undetermined"),
    ],
)
def test_the_day_of_the_act_picks(tmp_path: Path, on: Any, verdict: str) -> None:
    """The version and the figure in force on the day of the act decide."""
    rules = small.ruleset(tmp_path, GIFTS, head=DATED)

    assert small.only(small.answer(rules, {**GIFT, "on": on})).verdict == verdict


def test_where_versions_differ_the_day_is_asked_for(tmp_path: Path) -> None:
    """An unknown day leaves open what depends on it, and asks for it."""
    rules = small.ruleset(tmp_path, GIFTS, head=DATED)
    on = {"at_least": "2026-06-01", "at_most": "2026-08-01"}

    answer = small.answer(rules, {**GIFT, "on": on})

    assert small.only(answer).needs == ("on",)
    assert [question.fact for question in answer.questions] == ["on"]


def test_where_versions_agree_the_day_is_not_asked_for(tmp_path: Path) -> None:
    """A gift above every limit is in breach whenever it was taken."""
    rules = small.ruleset(tmp_path, GIFTS, head=DATED)
    on = {"at_least": "2026-06-01", "at_most": "2026-08-01"}

    finding = small.only(small.answer(rules, {**GIFT, "on": on, "value": "£60"}))

    assert (finding.verdict, finding.needs) == ("breached", ())


@pytest.mark.parametrize(
    ("act", "event", "incident", "verdict"),
    [
        ("2026-02-01", "2026-08-01", "2026-08-01", "breached"),
        (None, "2026-02-01", "2026-08-01", "breached"),
        (None, None, "2026-02-01", "breached"),
        (None, None, "2026-08-01", "not_breached"),
    ],
)
def test_the_nearest_date_counts(
    tmp_path: Path, act: str | None, event: str | None, incident: str | None, verdict: str
) -> None:
    """The act's own date counts before its event's, and that before the incident's."""
    rules = small.ruleset(tmp_path, GIFTS, head=DATED)

    answer = small.answer(
        rules, {**GIFT, "on": act, "event": "e"}, events={"e": {"on": event}}, on=incident
    )

    assert small.only(answer).verdict == verdict


def test_an_unknown_start_counts_as_in_force(tmp_path: Path) -> None:
    """A policy whose start nobody knows holds, and says that its start is unknown."""
    rules = small.ruleset(tmp_path, GIFTS, head=small.HEAD + LIMIT)

    finding = small.only(small.answer(rules, {**GIFT, "on": "1999-01-01", "worth": "significant"}))

    assert finding.verdict == "breached"
    assert rules.policies["T"].policy.versions[0].start_unknown
