"""The edges of the service: how it is started, callers who leave, what is no request at all."""

from __future__ import annotations

import asyncio
import dataclasses
import json
from typing import TYPE_CHECKING, Any

import pytest
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.testclient import TestClient
from starlette.websockets import WebSocketDisconnect

from api import server
from api.app import create_app
from api.catalogue import policy_page
from api.failures import on_http_error
from engine.infer.compiled import CompiledPolicy
from engine.syntax.typed import Dated

if TYPE_CHECKING:
    from fastapi import FastAPI

    from engine.infer.ruleset import Ruleset


def test_the_service_listens_on_this_machine_only_and_keeps_no_log_of_addresses(
    ruleset: Ruleset, monkeypatch: pytest.MonkeyPatch
) -> None:
    started: dict[str, Any] = {}
    monkeypatch.setattr(server.uvicorn, "run", lambda _, **settings: started.update(settings))
    server.run(ruleset)

    assert started["host"] == "127.0.0.1"
    assert started["access_log"] is False
    assert started["server_header"] is False


def test_a_caller_who_leaves_is_counted(ruleset: Ruleset) -> None:
    app = create_app(ruleset)
    scope = {
        "type": "http",
        "method": "POST",
        "path": "/v1/assessments",
        "query_string": b"",
        "headers": [(b"content-type", b"application/json")],
    }
    sent: list[Any] = []

    async def leave() -> dict[str, str]:
        await asyncio.sleep(0)
        return {"type": "http.disconnect"}

    async def send(message: Any) -> None:
        await asyncio.sleep(0)
        sent.append(message)

    asyncio.run(app(scope, leave, send))
    assert sent == []
    assert app.state.service.metrics.requests["/v1/assessments", "POST", 499] == 1


def test_an_error_midway_breaks_the_answer_off(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> bytes:
        raise ZeroDivisionError

    monkeypatch.setattr("api.batch._some", fail)
    headers = {"content-type": "application/x-ndjson"}
    response = client.post("/v1/assessments/batch", content=b"{}\n", headers=headers)

    assert response.content == b""


def test_the_service_starts_and_ends_and_takes_no_sockets(app: FastAPI) -> None:
    with TestClient(app) as client:
        assert client.get("/health/live").status_code == 200
        with pytest.raises(WebSocketDisconnect), client.websocket_connect("/"):
            pass


def test_any_other_refusal_is_a_problem_too() -> None:
    error = HTTPException(418, "a sentence that somebody sent")
    request = Request({"type": "http", "path": "/", "headers": []})
    response = asyncio.run(on_http_error(request, error))

    assert response.status_code == 418
    assert json.loads(response.body)["type"] == "/docs#refused"
    assert b"sentence" not in bytes(response.body)


def test_a_parameter_that_was_set_shows_its_days(ruleset: Ruleset) -> None:
    policy = ruleset.policies["PH"].policy
    name = "whose-consent"
    parameter = policy.parameters[name]
    dated = dataclasses.replace(parameter, values=(Dated(738000, None, "school"),))
    changed = dataclasses.replace(policy, parameters={name: dated})
    page = policy_page(CompiledPolicy([changed], ruleset.vocabulary))

    assert page["parameters"][0]["values"] == [
        {"from": "2021-07-29", "to": None, "value": "school"}
    ]
