"""Two editions of one policy: the day of the act picks, and a caller may pin one or the other."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from engine.build import build_ruleset, read_policies
from engine.errors import UnknownPolicyError
from engine.incident import read_incident
from engine.infer.assessment import assess
from engine.infer.ruleset import as_of
from engine.report.json import to_json

FOLDER = Path(__file__).parents[3] / "fixtures" / "rulesets" / "two-versions"
RULES = build_ruleset(FOLDER)
ALLOWED = "HT-1.lift/allowed@a"


def _answer(policies: list[str] | None = None, **facts: Any) -> dict[str, Any]:
    act = {"id": "a", "kind": "lift", "by": "A", "stage": "given", "manager_agreed": True, **facts}
    people = [{"ref": "A", "roles": ["employee"]}]
    incident = read_incident({"people": people, "acts": [act]})
    answer: dict[str, Any] = json.loads(to_json(assess(RULES, incident, policies), RULES.digest))
    return answer


def _verdicts(answer: dict[str, Any]) -> dict[str, tuple[str, str]]:
    return {f["id"]: (f["verdict"], f["version"]) for f in answer["findings"]}


@pytest.mark.parametrize(
    ("day", "verdict", "version"),
    [("2026-02-28", "not_breached", "2019"), ("2026-03-01", "breached", "2026")],
)
def test_the_day_of_the_act_picks(day: str, verdict: str, version: str) -> None:
    """An agreement of a manager was enough until the last day of February."""
    found = _verdicts(_answer(on=day, emergency=False))

    assert found[ALLOWED] == (verdict, version)


def test_an_unknown_day_gives_what_both_say_and_asks_for_it() -> None:
    answer = _answer(emergency=False)
    (finding,) = [f for f in answer["findings"] if f["id"] == ALLOWED]

    assert finding["verdict"] == "undetermined"
    assert finding["needs"] == ["on"]
    assert finding["under"] == [
        {"version": "2019", "verdict": "not_breached"},
        {"version": "2026", "verdict": "breached"},
    ]
    assert any(question["fact"] == "on" for question in answer["questions"])


def test_an_unknown_day_does_not_matter_where_both_agree() -> None:
    found = _verdicts(_answer(manager_agreed=False, emergency=False))

    assert found[ALLOWED][0] == "breached"


def test_then_and_now_in_one_call() -> None:
    """The same policy twice: as of the act, and as of a day; ids and the head tell them apart."""
    answer = _answer(["HT", "HT@2026-11-30"], on="2020-01-01", emergency=False)

    assert _verdicts(answer)[ALLOWED] == ("not_breached", "2019")
    assert _verdicts(answer)[f"{ALLOWED}@2026-11-30"] == ("breached", "2026")
    assert [p["pinned_to"] for p in answer["policies"]] == [None, "2026-11-30"]
    assert answer["decision_id"] != _answer(["HT"], on="2020-01-01")["decision_id"]


def test_a_pinned_version_judges_whenever_the_act_was_done() -> None:
    answer = _answer(["HT@2019"], on="2026-11-01")

    assert _verdicts(answer) == {f"{ALLOWED}@2019": ("not_breached", "2019")}


def test_a_day_before_any_version_is_not_in_force() -> None:
    answer = _answer(["HT@2001-01-01"])

    assert {f["verdict"] for f in answer["findings"]} == {"not_in_force"}


def test_a_pin_that_names_nothing_is_refused() -> None:
    with pytest.raises(UnknownPolicyError, match="2019, 2026"):
        _answer(["HT@2018"])


def test_now_is_what_the_door_says_it_is() -> None:
    assert as_of(["HT", "HT@now"], date(2026, 3, 1)) == ["HT", "HT@2026-03-01"]


def test_two_editions_for_one_day_are_a_mistake(tmp_path: Path) -> None:
    """Where they overlap nobody could say which of them holds."""
    for name in ("2019", "2026"):
        for file in (FOLDER / name).rglob("*.yaml"):
            copy = tmp_path / name / file.relative_to(FOLDER / name)
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy.write_text(file.read_text().replace("2026-02-28", "2026-03-01"))

    _, mistakes = read_policies(tmp_path)

    assert [mistake.code for mistake in mistakes] == ["editions-overlap"]
