"""The OpenAPI document: its examples are run, and every answer fits what it says."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import jsonschema_rs
import pytest

from api.app import create_app
from api.openapi import openapi
from engine.infer.ruleset import Ruleset

if TYPE_CHECKING:
    from fastapi import FastAPI
    from starlette.testclient import TestClient


@pytest.fixture(scope="module")
def document(app: FastAPI) -> dict[str, Any]:
    """The document as it is served."""
    return app.openapi()


def _fits(document: dict[str, Any], name: str, value: Any) -> None:
    whole = {"$ref": f"#/components/schemas/{name}", "components": document["components"]}
    jsonschema_rs.Draft202012Validator(whole).validate(value)


def test_the_document_is_served_as_it_is(client: TestClient, document: dict[str, Any]) -> None:
    assert client.get("/openapi.json").json() == document


def test_the_examples_are_run(client: TestClient, document: dict[str, Any]) -> None:
    route = document["paths"]["/v1/assessments"]["post"]
    asked = route["requestBody"]["content"]["application/json"]["examples"]
    answered = route["responses"]["200"]["content"]["application/json"]["examples"]
    assert set(asked) == set(answered)
    assert len(asked) == 3
    for name, example in asked.items():
        _fits(document, "AssessmentRequest", example["value"])
        response = client.post("/v1/assessments", json=example["value"])
        assert response.json() == answered[name]["value"]
        _fits(document, "Assessment", response.json())


def test_the_examples_of_a_batch_are_run(client: TestClient, document: dict[str, Any]) -> None:
    route = document["paths"]["/v1/assessments/batch"]["post"]
    content = route["requestBody"]["content"]
    keyed = content["application/json"]["examples"]["keyed"]["value"]
    answer = route["responses"]["200"]["content"]["application/json"]["examples"]["keyed"]["value"]
    _fits(document, "BatchRequest", keyed)
    assert client.post("/v1/assessments/batch", json=keyed).json() == answer
    _fits(document, "BatchAnswer", answer)
    lines = content["application/x-ndjson"]["examples"]["lines"]["value"]
    headers = {"content-type": "application/x-ndjson"}
    streamed = client.post("/v1/assessments/batch", content=lines, headers=headers)
    assert len(streamed.text.splitlines()) == len(keyed["items"])


def test_the_problem_shown_fits(document: dict[str, Any]) -> None:
    responses = document["paths"]["/v1/assessments"]["post"]["responses"]
    examples = responses["422"]["content"]["application/problem+json"]["examples"]
    (shown,) = examples.values()
    _fits(document, "Problem", shown["value"])
    assert shown["value"]["errors"]


def test_every_address_says_how_it_may_fail(document: dict[str, Any]) -> None:
    for methods in document["paths"].values():
        for route in methods.values():
            assert route["description"]
            assert "500" in route["responses"]
            for status, response in route["responses"].items():
                if int(status) >= 400:
                    assert set(response["content"]) == {"application/problem+json"}


def test_nothing_of_the_framework_is_left(document: dict[str, Any]) -> None:
    assert "HTTPValidationError" not in document["components"]["schemas"]
    assert "x-fact" not in str(document["components"])


def test_other_policies_have_other_examples(ruleset: Ruleset) -> None:
    without = Ruleset({}, ruleset.vocabulary)
    app = create_app(without)
    paths = openapi(app, app.state.service)["paths"]

    body = paths["/v1/assessments"]["post"]["requestBody"]["content"]["application/json"]
    assert body["examples"] == {}
