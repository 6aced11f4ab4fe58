"""What the page asks beside facts of acts: the organisation's choices, and the report itself."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.api.walk import Walk

PEOPLE = [{"ref": "A", "roles": ["employee"]}]
FIGURE = "/parameters/PP/significant-gift"
SOURCE = "Minutes of the trustees, 4 May 2026"


def _act(kind: str, **facts: Any) -> dict[str, Any]:
    return {"people": PEOPLE, "acts": [{"id": "a1", "kind": kind, "by": "A", **facts}]}


def _gift(**facts: Any) -> dict[str, Any]:
    known = {"direction": "received", "stage": "accepted", "other_party": "service_user"}
    return _act("gift", **known | facts)


def _say(walk: Walk, pointer: str, value: str, source: str = SOURCE, **more: str) -> int:
    fields = {f"source:{pointer}": source, "asked": pointer, **more}
    return walk.answer(pointer, value, **fields).status_code


# --- choices --------------------------------------------------------------------------------------


def test_a_figure_settles_what_a_person_had_to_judge(walk: Walk) -> None:
    walk.take_up(_gift(value="£30", worth="raised"))
    before = walk.text
    _say(walk, FIGURE, "£25")

    assert walk.state["supposed"] == {"significant-gift": {"value": 2500, "source": SOURCE}}
    assert "may be breached now" in walk.text
    assert "may be breached now" not in before
    assert f"Source: {SOURCE}" in walk.text


def test_a_choice_needs_a_source_and_a_value_that_fits(walk: Walk) -> None:
    walk.take_up(_gift())

    assert _say(walk, FIGURE, "£25", source=" ") == 422
    assert "Say who decided it, or where it stands" in walk.page
    assert 'value="£25"' in walk.page
    assert _say(walk, FIGURE, "a lot") == 422
    assert SOURCE in walk.page
    assert _say(walk, "/parameters/PP/gifts-from-other-givers", "perhaps") == 422
    assert walk.state["supposed"] == {}


def test_nobody_knows_a_choice(walk: Walk) -> None:
    walk.take_up(_gift())
    _say(walk, FIGURE, "", source="", **{f"unknown:{FIGURE}": "yes"})

    assert walk.state["supposed"] == {"significant-gift": {"value": None, "source": ""}}
    assert "Nobody knows" in walk.page
    walk.do(f"remove {FIGURE}")

    assert walk.state["supposed"] == {}


def test_what_was_supposed_stands_in_the_record(walk: Walk) -> None:
    walk.take_up(_gift(value="£30"))
    settled = walk.client.post(
        "/record.json", data={"token": walk.token, "state": json.dumps(walk.state)}
    ).json()
    _say(walk, FIGURE, "£25")
    state = json.dumps(walk.state)
    record = walk.client.post("/record.json", data={"token": walk.token, "state": state}).json()

    (said,) = record["supposed"]
    assert (said["value"], said["source"]) == ("£25", SOURCE)
    assert record["decision_id"] != settled["decision_id"]
    assert record["policy"]["digest"] == settled["policy"]["digest"]
    walk.do("record")
    assert "Supposed for this check" in walk.page
    assert SOURCE in walk.text
    walk.client.cookies.clear()
    walk.page = walk.client.get("/").text
    walk.take_up(
        **{k: v for k, v in record["state"].items() if k in ("incident", "policy")},
        supposed=record["state"]["supposed"],
    )
    assert record["decision_id"] in walk.page


@pytest.mark.parametrize(
    "supposed",
    [
        {"no-such-choice": {"value": True, "source": "x"}},
        {"significant-gift": {"value": "much", "source": "x"}},
        {"significant-gift": {"value": True, "source": "x"}},
        {"significant-gift": {"value": -1, "source": "x"}},
        {"gifts-from-other-givers": {"value": 1, "source": "x"}},
    ],
)
def test_a_choice_that_the_code_does_not_have_changes_nothing(
    walk: Walk, supposed: dict[str, Any]
) -> None:
    walk.take_up(_gift(value="£30"))
    before = walk.hidden("state")
    decision = walk.text.partition("Decision ")[2][:32]
    response = walk.take_up(_gift(value="£30"), supposed=supposed)

    assert response.status_code == 200
    assert walk.text.partition("Decision ")[2][:32] == decision
    assert before != walk.hidden("state")


def test_a_reading_is_asked_for_on_the_result(walk: Walk) -> None:
    incident = _act("animal", species="dog", serves_as="other_assistance_dog")
    incident["acts"][0]["premises"] = "school_premises"
    incident["people"] = [{"ref": "A", "roles": ["parent"]}]
    walk.take_up(incident, "BF")
    name = "/parameters/BF/other-assistance-dogs"

    assert f'value="ask {name}"' in walk.page
    walk.do(f"ask {name}")
    assert "Who decided it, or where does it stand?" in walk.page
    _say(walk, name, "not_admitted")

    assert "may be breached now" in walk.text


# --- the guide ------------------------------------------------------------------------------------


def _walk_through(walk: Walk, act: str) -> list[str]:
    """Leave every question of the guide open, and give their pointers in order."""
    asked: list[str] = []
    while walk.hidden("asked"):
        asked.append(walk.hidden("asked"))
        assert len(asked) == len(set(asked))
        walk.do(f"skip {act}", asked=asked[-1], skipped=walk.hidden("skipped"))
    return asked


def test_the_guide_asks_for_figures_before_judgements_and_for_the_report(walk: Walk) -> None:
    walk.take_up(_gift(other_party="other"))
    walk.do("guide a1")
    asked = _walk_through(walk, "a1")

    assert asked.index(FIGURE) < asked.index("/acts/0/worth")
    assert asked.index("/this_report") < asked.index("/acts/0/recorded")
    assert "/parameters/PP/gifts-from-other-givers" in asked
    assert "What it may breach" in walk.page
    assert "Stated: Gift, by A (an employee)" in walk.text


def test_the_guide_asks_nothing_twice(walk: Walk) -> None:
    walk.take_up(_gift(), supposed={"significant-gift": {"value": None, "source": ""}})
    state = walk.state
    state["incident"]["this_report"] = {}
    walk.send("/result", state=json.dumps(state), do="guide a1")
    asked = _walk_through(walk, "a1")

    assert FIGURE not in asked
    assert "/this_report" not in asked


def test_the_guide_goes_on_after_a_mistake(walk: Walk) -> None:
    walk.take_up(_gift())
    walk.do("guide a1")
    first = walk.hidden("asked")
    response = walk.do("guide a1", asked=first, skipped="", guide="a1")

    assert response.status_code == 422
    assert "Choose or enter an answer" in walk.page
    assert walk.hidden("asked") == first
    assert "Save and go on" in walk.page
    walk.do("skip a1", asked=first, skipped=walk.hidden("skipped"))
    assert walk.hidden("asked") not in ("", first)
    assert "Stated: Gift" in (walk.do("finish a1") and walk.text)


def test_a_single_question_wants_an_answer(walk: Walk) -> None:
    walk.take_up(_gift())
    response = walk.do("update", asked="/acts/0/worth")

    assert response.status_code == 422
    assert "Choose or enter an answer" in walk.page


# --- the report itself ----------------------------------------------------------------------------


def test_the_report_is_the_record_and_the_telling(walk: Walk) -> None:
    walk.take_up(
        _act(
            "lift",
            passenger="service_user",
            stage="given",
            emergency=True,
            within_normal_duties=False,
        )
    )
    assert "/this_report/" not in walk.page
    walk.do("report")
    assert "The line manager" in walk.page
    walk.do(
        "update", report="yes", report_by="A", report_record="yes", report_to="manager",
        confirmed_by="Sam",
    )  # fmt: skip

    said = walk.state["incident"]["this_report"]
    assert said == {"by": "A", "to": ["manager"], "is_record": "yes"}
    assert walk.state["incident"]["provenance"]["/this_report/by"] == {"confirmed_by": "Sam"}
    assert "Made by A (an employee) to the line manager and it is itself the record" in walk.text
    assert "excused, on what is stated" in walk.text
    walk.do("record")
    assert "it is itself the record" in walk.text
    walk.do("no-report")

    assert "this_report" not in walk.state["incident"]
    assert "/this_report/by" not in walk.state["incident"].get("provenance", {})


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"report_by": "else"}, {}),
        ({"report_by": "Z"}, None),
        ({}, None),
        ({"report_record": "unknown"}, None),
        ({"report_to": "king"}, None),
        ({"report_record": "no"}, {"is_record": "no"}),
    ],
)
def test_of_the_report_only_what_can_be_so_is_taken(
    walk: Walk, fields: dict[str, str], said: dict[str, Any] | None
) -> None:
    walk.take_up(_gift())
    walk.do("update", report="yes", **fields)

    assert walk.state["incident"].get("this_report") == said


def test_an_answer_that_another_rules_out_is_told(walk: Walk) -> None:
    """The second is asked no more once the first is taken; that it was not taken is said."""
    walk.take_up(_act("concern"))
    fields = {"answer:/acts/0/kept_to_self": "yes", "answer:/acts/0/told.manager": "done"}
    response = walk.do(
        "update", **{name.replace("told.", "told/"): v for name, v in fields.items()}
    )

    assert response.status_code == 422
    assert "There is a problem" in walk.page
    assert "cannot be so together with “Did the person keep it to themselves" in walk.text


# --- what the result says first -------------------------------------------------------------------


def test_the_result_says_what_an_answer_changed(walk: Walk) -> None:
    walk.take_up(_gift())
    walk.answer("/acts/0/might_be_bribe", "yes")
    assert "No gift that others could take for a bribe</a>: may be breached now" in walk.text
    walk.do("update")
    assert "Nothing was changed." in walk.page
    walk.do("remove /acts/0/might_be_bribe")
    assert "It was removed." in walk.page
    walk.do("remove-act 0")

    assert "no longer in question" in walk.page


def test_who_checked_is_noted_of_earlier_answers_too(walk: Walk) -> None:
    walk.take_up(_gift())
    walk.answer("/acts/0/might_be_bribe", "yes")
    walk.do("record", confirmed_by="Sam, DSL")

    said = walk.state["incident"]["provenance"]["/acts/0/might_be_bribe"]
    assert said == {"confirmed_by": "Sam, DSL", "judged_by": "Sam, DSL"}


def test_a_record_of_other_codes_is_judged_anew(walk: Walk) -> None:
    walk.take_up(_gift())

    assert "have changed since this record was saved" in walk.text


# --- reading the account again --------------------------------------------------------------------


def test_what_a_person_said_outlives_reading_again(walk: Walk) -> None:
    walk.check("Tom (support worker) gave K a lift home in his own car. He gave her a card.")
    kinds = [act["kind"] for act in walk.state["incident"]["acts"]]
    gone = kinds.index("lift")
    walk.do(f"remove-act {gone}")
    refs = [person["ref"] for person in walk.state["incident"]["people"]]
    walk.do("save-people", person__0=refs[0], role__0="manager")
    walk.do("none-known")
    walk.do("update", report="yes", report_by=refs[0])
    walk.check(
        "Tom (support worker) gave K a lift home in his own car. He gave her a card. It rained.",
        state=json.dumps(walk.state),
    )

    after = walk.state["incident"]
    assert "lift" not in [act["kind"] for act in after["acts"]]
    assert after["people"][0]["roles"] == ["manager"]
    assert after["history"] == []
    assert after["this_report"] == {"by": refs[0]}
    assert "Left out by a person: Lift" in walk.text


def test_a_fact_taken_away_is_told(walk: Walk) -> None:
    walk.check()
    walk.do("remove /acts/0/equipment")

    assert "Left out by a person: With whose equipment" in walk.text
    walk.do("record")
    assert "Left out by a person: With whose equipment" in walk.text
