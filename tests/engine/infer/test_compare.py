"""One incident under several codes: each says how it stands to each act, and why."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from starlette.testclient import TestClient

from api.app import create_app
from engine.build import build_ruleset
from engine.incident import read_incident
from engine.infer.assessment import assess
from engine.infer.compare import compare
from engine.report.comparison import comparison_json, comparison_page

RULES = build_ruleset()
VERSIONS = Path(__file__).parents[3] / "fixtures" / "rulesets" / "two-versions"
DOG = {"id": "dog", "kind": "animal", "by": "A", "species": "dog", "serves_as": "pet",
       "premises": "school_premises"}  # fmt: skip
TAPE = {"id": "tape", "kind": "recording", "by": "A", "what": "meeting",
        "consent_before": {"host": False}}  # fmt: skip


def _incident(*acts: dict[str, Any], roles: Any) -> dict[str, Any]:
    return {"people": [{"ref": "A", "roles": roles}], "acts": list(acts)}


def _standings(incident: dict[str, Any], policies: list[str]) -> dict[str, dict[str, str]]:
    rows = compare(assess(RULES, read_incident(incident), policies).judged)
    return {
        row.act.act.id: {side.policy.policy.id: side.standing for side in row.sides} for row in rows
    }


def test_each_code_says_how_it_stands_to_each_act() -> None:
    """A parent who is also an advocate: one code forbids the dog, the other the recording."""
    incident = _incident(DOG, TAPE, roles={"BF": ["parent"], "PH": ["advocate"], "PP": ["parent"]})

    found = _standings(incident, ["BF", "PH", "PP"])

    assert found["dog"] == {"BF": "breached", "PH": "silent", "PP": "not_bound"}
    assert found["tape"]["PH"] == "breached"
    assert found["tape"]["PP"] == "not_bound"


def test_a_code_that_does_not_bind_says_whom_it_does_not() -> None:
    judged = assess(RULES, read_incident(_incident(DOG, roles=["advocate"])), ["BF"]).judged
    ((side,),) = (row.sides for row in compare(judged))

    assert side.standing == "not_bound"
    assert side.why == "BF does not bind an advocate"


def test_codes_that_do_not_bind_make_no_difference() -> None:
    incident = read_incident(_incident(DOG, roles={"BF": ["parent"], "PP": ["parent"]}))
    (row,) = compare(assess(RULES, incident, ["BF", "PP"]).judged)

    assert not row.differ


def test_then_and_now_stand_side_by_side() -> None:
    rules = build_ruleset(VERSIONS)
    lift = {"id": "lift", "kind": "lift", "by": "A", "stage": "given", "manager_agreed": True,
            "emergency": False, "on": "2020-01-01"}  # fmt: skip
    incident = read_incident(_incident(lift, roles=["employee"]))
    answer = assess(rules, incident, ["HT", "HT@2026"])
    (row,) = compare(answer.judged)

    assert [side.standing for side in row.sides] == ["not_breached", "breached"]
    assert "HT@2026  may be breached" in comparison_page(answer)


def test_the_service_and_the_engine_say_the_same() -> None:
    body = {"incident": _incident(DOG, TAPE, roles=["parent"]), "policies": "all"}
    client = TestClient(create_app(RULES))
    response = client.post("/v1/comparisons", json=body)
    answer = assess(RULES, read_incident(body["incident"]))

    assert response.status_code == 200
    assert response.content == comparison_json(answer)
    for act in json.loads(response.content)["acts"]:
        assert len(act["says"]) == len(RULES.policies)


def test_the_service_refuses_what_it_cannot_compare() -> None:
    client = TestClient(create_app(RULES))

    assert client.post("/v1/comparisons", json={"incident": {"acts": 1}}).status_code == 422
    wanted = {"incident": {}, "policies": ["XX"]}
    assert client.post("/v1/comparisons", json=wanted).status_code == 404
    assert client.get("/v1/comparisons/nothing").status_code == 404


def test_which_clauses_speak_of_a_kind_of_act() -> None:
    page = TestClient(create_app(RULES)).get("/v1/comparisons/animal").json()
    clauses = {
        code["id"]: [clause["id"] for clause in code["clauses"]] for code in page["policies"]
    }

    assert clauses["BF"]
    assert clauses["PP"] == []
