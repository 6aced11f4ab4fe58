"""Health, metrics, headers; telemetry is off; remembered answers stay within their bound."""

from __future__ import annotations

import re
import sys
from typing import TYPE_CHECKING, Any

import pytest
from starlette.testclient import TestClient

from api.answers import Answers
from api.app import NO_TELEMETRY, create_app, create_default_app
from api.problems import safe_pointer
from engine import __version__
from engine.infer.chain import COUNTERS
from engine.intake.vectors import VectorError

if TYPE_CHECKING:
    from fastapi import FastAPI

    from engine.infer.ruleset import Ruleset

LINE = re.compile(r'# (HELP|TYPE) \w+ .+|\w+(\{\w+="[^"]*"(,\w+="[^"]*")*\})? [\d.]+')


def test_alive_and_ready(client: TestClient, ruleset: Ruleset) -> None:
    assert client.get("/health/live").json() == {"status": "live"}
    ready = client.get("/health/ready").json()
    assert ready["status"] == "ready"
    assert ready["engine"] == __version__
    assert ready["ruleset"] == ruleset.digest
    assert [policy["id"] for policy in ready["policies"]] == list(ruleset.policies)
    assert ready["chain"]["engine"] in ("durable-rules", "python")
    assert ready["chain"]["why"]


def test_an_engine_that_was_switched_off_is_told(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(COUNTERS, "off", "switched off after an answer that differed")

    assert client.get("/health/ready").json()["chain"]["engine"] == "python"
    assert "clausecheck_chain_native 0" in client.get("/metrics").text


def test_metrics_count_by_route_and_status(fresh: TestClient, ruleset: Ruleset) -> None:
    fresh.get("/v1/policies/PH")
    fresh.get("/v1/policies/NOPE")
    fresh.request("BREW", "/nowhere/at/all")
    response = fresh.get("/metrics")

    assert response.headers["content-type"].startswith("text/plain; version=0.0.4")
    for line in response.text.splitlines():
        assert re.fullmatch(
            r'# (HELP|TYPE) \w+ .+|\w+(\{\w+="[^"]*"(,\w+="[^"]*")*\})? [\d.]+', line
        )
    for count in (
        'requests_total{route="/v1/policies/{policy_id}",method="GET",status="200"} 1',
        'requests_total{route="/v1/policies/{policy_id}",method="GET",status="404"} 1',
        'requests_total{route="other",method="other",status="404"} 1',
        'request_seconds_bucket{route="/v1/policies/{policy_id}",le="+Inf"} 2',
        'request_seconds_count{route="/v1/policies/{policy_id}"} 2',
        'chain_total{what="differences"} 0',
        f"policies {len(ruleset.policies)}",
    ):
        assert f"clausecheck_{count}" in response.text


def test_every_answer_is_kept_from_caches_and_frames(client: TestClient) -> None:
    for address in ("/", "/docs", "/openapi.json", "/v1/facts", "/metrics", "/nowhere"):
        headers = client.get(address).headers
        assert headers["cache-control"] == "no-store"
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "no-referrer"
        assert "default-src 'none'" in headers["content-security-policy"]
        assert "frame-ancestors 'none'" in headers["content-security-policy"]
        assert "unsafe" not in headers["content-security-policy"]
        assert "access-control-allow-origin" not in headers


def test_telemetry_is_off(app: FastAPI) -> None:
    kept: dict[str, Any] = app._telemetry  # type: ignore[assignment]
    for setting in NO_TELEMETRY:
        assert kept[setting] is False
    assert {name for name, value in kept.items() if value is True} == set()
    assert not app._native_telemetry.enabled()


def test_the_default_service_loads_the_default_policies(ruleset: Ruleset) -> None:
    client = TestClient(create_default_app())

    assert client.get("/health/ready").json()["ruleset"] == ruleset.digest


def test_the_default_service_wants_the_sentence_model_that_it_is_told_to_use(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("CLAUSECHECK_VECTORS", "on")
    monkeypatch.setitem(sys.modules, "numpy", None)

    with pytest.raises(VectorError, match=r"requirements-vectors\.lock"):
        create_default_app()


def test_a_service_may_remember_nothing(ruleset: Ruleset, requests: dict[str, Any]) -> None:
    client = TestClient(create_app(ruleset, most_answer_bytes=0))
    for _ in range(2):
        assert client.post("/v1/assessments", json=requests["lift-home"]).status_code == 200
    assert 'answers_total{from="remembered"} 0' in client.get("/metrics").text


def test_remembered_answers_make_room() -> None:
    answers = Answers(100_000)
    for number in range(1000):
        answers.keep(str(number), b"x" * 1000)
        answers.get("0")
    assert answers.size <= 100_000
    assert answers.get("0") is not None
    assert answers.get("999") is not None
    assert answers.get("500") is None
    answers.keep("0", b"other")
    assert answers.get("0") == b"x" * 1000
    answers.keep("huge", b"x" * 90_000)
    assert answers.get("huge") is None


def test_pointers_end_before_what_is_not_ours() -> None:
    assert safe_pointer("") == ""
    assert safe_pointer("/incident/acts/3/told/manager") == "/incident/acts/3/told/manager"
    assert safe_pointer("/incident/events/trip-1/recorded") == "/incident/events/trip-1/recorded"
    assert safe_pointer("/incident/events/what Ann did") == "/incident/events"
    assert safe_pointer("/incident/acts/0/Ann") == "/incident/acts/0"
    assert safe_pointer("/incident/acts/99999999999") == "/incident/acts"
