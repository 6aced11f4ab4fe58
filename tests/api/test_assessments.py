"""POST /v1/assessments: the answer of the engine, byte for byte, with its name in a header."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from engine.errors import IncidentError
from engine.incident import read_incident
from engine.infer.assessment import assess
from engine.report.json import to_json

if TYPE_CHECKING:
    from starlette.testclient import TestClient

    from engine.infer.ruleset import Ruleset

URL = "/v1/assessments"
ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("explain", ["off", "reasons", "full"])
def test_the_answer_is_that_of_the_engine(
    client: TestClient, ruleset: Ruleset, requests: dict[str, Any], explain: Any
) -> None:
    for request in requests.values():
        response = client.post(URL, params={"explain": explain}, json=request)

        found = assess(ruleset, read_incident(request["incident"]), request["policies"], explain)
        assert response.status_code == 200
        assert response.content == to_json(found, ruleset.digest, explain)
        assert response.headers["decision-id"] == found.decision_id
        assert response.headers["policy-digest"] == ruleset.digest
        assert response.headers["cache-control"] == "no-store"
        assert response.headers["content-type"] == "application/json"


def test_an_open_verdict_is_an_answer_like_any_other(
    client: TestClient, requests: dict[str, Any]
) -> None:
    response = client.post(URL, json=requests["dog-at-the-gate"])

    assert response.status_code == 200
    assert response.json()["summary"]["undetermined"] == 1
    assert response.json()["questions"]


def test_all_policies_judge_unless_some_are_named(
    client: TestClient, requests: dict[str, Any]
) -> None:
    incident = requests["lift-home"]["incident"]
    left_out = client.post(URL, json={"incident": incident})
    all_ = client.post(URL, json={"incident": incident, "policies": "all"})

    assert left_out.content == all_.content
    assert [p["id"] for p in all_.json()["policies"]] == ["BF", "C4PC", "PCT", "PH", "PP"]


def test_a_policy_may_be_pinned(
    client: TestClient, ruleset: Ruleset, requests: dict[str, Any]
) -> None:
    incident = requests["recorded-without-consent"]["incident"]
    policy = ruleset.policies["PH"].policy
    for pin in (policy.versions[0].version, policy.digest):
        response = client.post(URL, json={"incident": incident, "policies": [f"PH@{pin}"]})
        assert response.status_code == 200
    response = client.post(URL, json={"incident": incident, "policies": ["PH", "PH@1066"]})
    assert response.status_code == 404
    assert response.json()["errors"][0]["pointer"] == "/policies/1"


def test_every_policy_that_is_not_loaded_is_told_with_what_was_meant(client: TestClient) -> None:
    response = client.post(URL, json={"incident": {}, "policies": ["PPP", "PH", "bf"]})

    assert response.status_code == 404
    told = {error["pointer"]: error["mend"] for error in response.json()["errors"]}
    assert told == {
        "/policies/0": "did you mean `PP`?",
        "/policies/2": "did you mean `BF`?",
    }


def test_what_is_not_loaded_is_told_together_with_what_does_not_fit(client: TestClient) -> None:
    response = client.post(URL, json={"incident": {"acts": 3}, "policies": ["PH", "PQ"]})

    assert response.status_code == 422
    pointers = [error["pointer"] for error in response.json()["errors"]]
    assert pointers == ["/incident/acts", "/policies/1"]


def test_contradictions_do_not_fit(client: TestClient) -> None:
    lift = {"id": "a", "kind": "lift", "by": "nobody-listed"}
    response = client.post(URL, json={"incident": {"acts": [lift]}})

    assert response.status_code == 422
    (error,) = response.json()["errors"]
    assert error["code"] == "unknown-person"
    assert error["pointer"] == "/incident/acts/0/by"


def test_mistakes_are_those_that_the_engine_tells(client: TestClient) -> None:
    incident = {
        "people": [{"ref": "p", "roles": "employee"}],
        "acts": [{"id": "a", "kind": "lift", "emergency": "perhaps"}, {"id": "b", "kind": "lfit"}],
    }
    response = client.post(URL, json={"incident": incident, "polices": []})

    with pytest.raises(IncidentError) as caught:
        read_incident(incident)
    expected = [("", "unknown-key")]
    expected += [(f"/incident{p.pointer}", p.code) for p in caught.value.problems]
    assert response.status_code == 422
    assert [(e["pointer"], e["code"]) for e in response.json()["errors"]] == expected


def test_equal_facts_share_an_answer_and_its_bytes(
    fresh: TestClient, requests: dict[str, Any]
) -> None:
    request = requests["lift-home"]
    first = fresh.post(URL, json=request)
    second = fresh.post(URL, content=json.dumps(request, indent=3), headers=_JSON)
    other = fresh.post(URL, json=request, params={"explain": "off"})

    assert first.content == second.content != other.content
    counts = fresh.get("/metrics").text
    assert 'clausecheck_answers_total{from="judged"} 2' in counts
    assert 'clausecheck_answers_total{from="remembered"} 1' in counts


_JSON = {"content-type": "application/json; charset=utf-8"}


def test_a_long_incident_is_judged_apart_and_comes_out_the_same(
    client: TestClient, ruleset: Ruleset
) -> None:
    acts = [{"id": f"a{n}", "kind": "recording", "by": "p", "what": "meeting"} for n in range(60)]
    incident = {"people": [{"ref": "p", "roles": ["advocate"]}], "acts": acts}
    for provenance in (None, {"/acts/0/what": {"quote": "x" * 3999}}):
        request = {"incident": {**incident, "provenance": provenance}, "policies": ["PH"]}
        response = client.post(URL, content=json.dumps(request, indent=40), headers=_JSON)

        found = assess(ruleset, read_incident(incident), ["PH"])
        assert response.content == to_json(found, ruleset.digest)


_OTHER_PROCESS = """
import hashlib, json, sys
from pathlib import Path
from starlette.testclient import TestClient
from api.app import create_app
from engine.build import build_ruleset

client = TestClient(create_app(build_ruleset(Path("rules"))))
digest = hashlib.sha256(client.get("/openapi.json").content)
for request in json.load(sys.stdin).values():
    for explain in ("off", "reasons", "full"):
        digest.update(client.post(f"/v1/assessments?explain={explain}", json=request).content)
for address in ("/v1/policies/PP", "/v1/clauses/PH-ADV.recording", "/v1/facts"):
    digest.update(client.get(address).content)
print(digest.hexdigest())
"""


def test_other_processes_answer_with_the_same_bytes(requests: dict[str, Any]) -> None:
    found = set()
    for seed in ("1", "2"):
        done = subprocess.run(
            [sys.executable, "-c", _OTHER_PROCESS],
            input=json.dumps(requests),
            env={**os.environ, "PYTHONHASHSEED": seed},
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=True,
        )
        found.add(done.stdout)
    assert len(found) == 1
    assert len(found.pop().strip()) == len(hashlib.sha256().hexdigest())
