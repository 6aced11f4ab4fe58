"""What is known of an act: its own facts, its event's, the circumstances' and the report's."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from engine.errors import IncidentError
from engine.incident import read_incident
from engine.infer.assessment import assess
from tests import small

if TYPE_CHECKING:
    from pathlib import Path

    from engine.infer.ruleset import Ruleset

LIFTS = """\
  - clause: T-1.lifts
    title: Lifts
    when: {act: lift, stage: given}
    requires:
      - {name: recorded, norms: [T-1], must: {recorded: done}}
      - {name: at-once, norms: [T-2], must: {told: {manager: done_in_time}}}
      - {name: no-crime, norms: [T-3], must_not: {circumstances: {crime_considered: true}}}
"""
LIFT = {"kind": "lift", "stage": "given"}


@pytest.fixture
def rules(tmp_path: Path) -> Ruleset:
    """Three requirements on lifts."""
    return small.ruleset(tmp_path, LIFTS)


def _verdicts(rules: Ruleset, *acts: dict[str, Any], **more: Any) -> dict[str, str]:
    return {f.id.split("/")[1]: f.verdict for f in small.answer(rules, *acts, **more).findings}


def test_acts_of_one_event_share_its_facts(rules: Ruleset) -> None:
    """What the event states holds for its acts, unless an act says otherwise itself."""
    verdicts = _verdicts(
        rules,
        {**LIFT, "event": "e"},
        {**LIFT, "event": "e", "recorded": "not_done"},
        LIFT,
        events={"e": {"recorded": "done"}},
    )

    assert verdicts["recorded@a1"] == "not_breached"
    assert verdicts["recorded@a2"] == "breached"
    assert verdicts["recorded@a3"] == "undetermined"


def test_a_shared_fact_is_asked_for_once(rules: Ruleset) -> None:
    """The question of an event's fact goes to the event, for all its acts together."""
    answer = small.answer(rules, {**LIFT, "event": "e"}, {**LIFT, "event": "e"}, events={"e": {}})

    (question,) = [q for q in answer.questions if q.fact == "recorded"]
    assert question.pointer == "/events/e/recorded"
    assert question.findings == ["T-1.lifts/recorded@a1", "T-1.lifts/recorded@a2"]


def test_circumstances_hold_for_every_act(rules: Ruleset) -> None:
    """A fact of the whole incident is known of each act, and placed where it stood."""
    answer = small.answer(rules, LIFT, circumstances={"crime_considered": True})

    (breach,) = [f for f in answer.findings if f.verdict == "breached"]
    assert breach.because[-1].pointer == "/circumstances/crime_considered"


@pytest.mark.parametrize(
    ("report", "recorded", "told"),
    [
        ({"by": "A", "is_record": "yes"}, "not_breached", "undetermined"),
        ({"by": "A", "is_record": True, "to": ["manager"]}, "not_breached", "undetermined"),
        ({"by": "B", "is_record": "yes", "to": ["manager"]}, "undetermined", "undetermined"),
        ({"by": "A", "is_record": "no"}, "undetermined", "undetermined"),
        ({"is_record": "yes"}, "undetermined", "undetermined"),
    ],
)
def test_the_report_can_be_the_record(
    rules: Ruleset, report: dict[str, Any], recorded: str, told: str
) -> None:
    """A report by the person is a record and a telling; whether in time stays open."""
    verdicts = _verdicts(rules, LIFT, this_report=report)

    assert verdicts["recorded@a1"] == recorded
    assert verdicts["at-once@a1"] == told


def test_what_an_act_states_counts_before_the_report(rules: Ruleset) -> None:
    """A record that was not made is not made good by a report that says so."""
    report = {"by": "A", "is_record": "yes"}

    assert (
        _verdicts(rules, {**LIFT, "recorded": "not_done"}, this_report=report)["recorded@a1"]
        == "breached"
    )


@pytest.mark.parametrize("open_", [None, "unknown", "disputed", "alleged"])
def test_no_way_of_not_knowing_is_a_no(rules: Ruleset, open_: str | None) -> None:
    """For a verdict, not stated, unknown, disputed and alleged are one and the same."""
    assert _verdicts(rules, {**LIFT, "recorded": open_})["recorded@a1"] == "undetermined"


@pytest.mark.parametrize(
    ("incident", "codes"),
    [
        ({"acts": [{"id": "a", "kind": "lift", "by": "X"}]}, ["unknown-person"]),
        ({"acts": [{"id": "a", "kind": "lift", "event": "e"}]}, ["unknown-event"]),
        ({"acts": [{"id": "a", "kind": "lift", "capacity": "employe"}]}, ["unknown-role"]),
        ({"people": [{"ref": "A", "roles": ["stff"]}]}, ["unknown-role"]),
        ({"people": [{"ref": "A"}, {"ref": "A"}]}, ["person-twice"]),
        ({"people": [{"ref": "A", "holds": ["manger"]}]}, ["unknown-office"]),
        ({"people": [{"ref": "A", "holds": [{"office": "x"}]}]}, ["unknown-office"]),
        ({"this_report": {"to": ["designated_led"]}}, ["unknown-office"]),
        (
            {
                "acts": [
                    {"id": "a", "kind": "lift", "stage": "given"},
                    {"id": "a", "kind": "lift", "stage": "offered"},
                ]
            },
            ["act-twice"],
        ),
        (
            {"acts": [{"id": "a", "kind": "animal", "species": "other_animal",
                       "serves_as": "guide_dog"}]},
            ["contradiction"],
        ),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_told(
    rules: Ruleset, incident: dict[str, Any], codes: list[str]
) -> None:
    """References that lead nowhere and facts that rule each other out are all told."""
    with pytest.raises(IncidentError) as caught:
        assess(rules, read_incident({"people": [], **incident}))

    assert [problem.code for problem in caught.value.problems] == codes


def test_a_stated_no_says_nothing_of_what_it_hangs_on(tmp_path: Path) -> None:
    """Whoever says that no covered use was agreed to does not say that consent was given."""
    rules = small.ruleset(
        tmp_path,
        """\
  - clause: T-1.images
    title: Images
    when: {act: image, taken: true}
    requires:
      - {name: agreed, norms: [T-1], must: {consent: {manager: {given: true}}}}
""",
    )
    image = {"kind": "image", "taken": True}

    denied = {**image, "consent": {"manager": {"covers_use": False}}}
    stated = {**image, "consent": {"manager": {"covers_use": True}}}

    assert small.only(small.answer(rules, denied)).verdict == "undetermined"
    assert small.only(small.answer(rules, stated)).verdict == "not_breached"
