"""What is loaded, by address: policies, clauses, facts, schemas."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from engine.schema import NAMES, schema

if TYPE_CHECKING:
    from starlette.testclient import TestClient

    from engine.infer.ruleset import Ruleset


def test_every_policy_and_clause_has_its_page(client: TestClient, ruleset: Ruleset) -> None:
    listed = client.get("/v1/policies").json()["policies"]
    assert [line["id"] for line in listed] == list(ruleset.policies)
    clauses = set()
    for line in listed:
        page = client.get(line["href"]).json()
        assert page["digest"] == line["digest"]
        assert len(page["clauses"]) == line["clauses"]
        assert len(page["paths"]) == line["paths"]
        clauses |= {client.get(clause["href"]).json()["id"] for clause in page["clauses"]}
    assert clauses == set(ruleset.clauses)


def test_a_clause_says_what_it_requires_and_rests_on(client: TestClient) -> None:
    page = client.get("/v1/clauses/PH-ADV.recording").json()

    assert page["policy"] == "PH"
    assert page["acts"] == ["recording"]
    assert page["requires"][0]["must"] == "consent_before.host=True"
    assert page["gists"]["PH-ADV-05"]


def test_an_unset_parameter_has_no_values(client: TestClient) -> None:
    parameters = client.get("/v1/policies/PH").json()["parameters"]
    parameter = next(item for item in parameters if item["name"] == "whose-consent")

    assert parameter["options"] == ["school", "everyone_present"]
    assert parameter["values"] == []


def test_facts_by_kind_and_by_words(client: TestClient, ruleset: Ruleset) -> None:
    kinds = ruleset.vocabulary.kinds
    everything = client.get("/v1/facts").json()
    assert [kind["kind"] for kind in everything["kinds"]] == list(kinds)
    assert {fact["path"] for fact in everything["everywhere"]} >= {"capacity"}

    (lift,) = client.get("/v1/facts", params={"kind": "lift"}).json()["kinds"]
    assert len(lift["facts"]) + len(everything["everywhere"]) == len(kinds["lift"].facts)

    found = client.get("/v1/facts", params={"q": "MANAGER agree", "kind": "lift"}).json()["kinds"]
    assert "manager_agreed" in [fact["path"] for fact in found[0]["facts"]]
    assert client.get("/v1/facts", params={"q": "xylophone quagga"}).json()["kinds"] == []


@pytest.mark.parametrize("name", NAMES)
def test_schemas_come_as_the_engine_makes_them(client: TestClient, name: str) -> None:
    response = client.get(f"/v1/schemas/{name}")

    assert response.headers["content-type"] == "application/schema+json"
    assert response.json() == schema(name)
    assert {"name": name, "href": f"/v1/schemas/{name}"} in client.get("/v1/schemas").json()[
        "schemas"
    ]
