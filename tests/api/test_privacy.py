"""No sentence of an account comes back or stays behind: not in answers to errors, not in logs."""

from __future__ import annotations

import http.client
import json
import logging
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fastapi import FastAPI
    from starlette.testclient import TestClient

CANARY = "Zebedee told Florence that the roundabout hurt"
WORD = "Zebedee"
JSON = {"content-type": "application/json"}
LINES = {"content-type": "application/x-ndjson"}


def _bodies() -> Iterator[bytes]:
    """Put the sentence wherever a body has room for it, and break the body in several ways."""
    act = {"id": "a", "kind": "lift"}
    incidents: list[Any] = [
        CANARY,
        {"id": CANARY * 5},
        {CANARY: 1},
        {WORD: 1},
        {"on": CANARY},
        {"people": CANARY},
        {"people": [{"ref": CANARY}]},
        {"people": [{"ref": "p", "roles": [CANARY]}]},
        {"people": [{"ref": "p", "roles": {WORD: [WORD]}}]},
        {"people": [{"ref": "p", "holds": [CANARY, {"office": CANARY, CANARY: 1}]}]},
        {"events": {CANARY: {}}},
        {"events": {"e": {CANARY: CANARY, "recorded": CANARY}}},
        {"acts": [{"id": CANARY, "kind": CANARY}]},
        {"acts": [{**act, CANARY: CANARY}]},
        {"acts": [{**act, WORD: WORD}]},
        {"acts": [{**act, "stage": CANARY}]},
        {"acts": [{**act, "told": {CANARY: CANARY, "manager": CANARY}}]},
        {"acts": [{**act, "by": CANARY, "capacity": CANARY, "event": CANARY, "on": CANARY}]},
        {"acts": [{**act, "by": WORD}]},
        {"circumstances": {CANARY: CANARY, "crime_considered": CANARY}},
        {"this_report": {"by": CANARY, "to": [CANARY], "is_record": CANARY}},
        {"history": [{"person": CANARY, "clause": CANARY, "gravity": CANARY}]},
        {"provenance": {CANARY: {"quote": CANARY, "said_by": CANARY, CANARY: CANARY}}},
    ]
    for incident in incidents:
        yield json.dumps({"incident": incident}).encode()
    yield json.dumps({"incident": {}, "policies": [CANARY, WORD, f"PH@{CANARY}"]}).encode()
    yield json.dumps({"incident": {}, CANARY: CANARY}).encode()
    yield json.dumps(CANARY).encode()
    yield CANARY.encode()
    yield f'{{"incident":{{"{CANARY}":1,"{CANARY}":2}}}}'.encode()
    yield f'{{"incident":{{"id":"{CANARY}\\ud800"}}}}'.encode()
    yield f'{{"incident":{{"id":"{CANARY}'.encode()
    yield (f'"{CANARY}",' * 30_000).encode()


BODIES = list(_bodies())


@pytest.fixture
def everything_logged(caplog: pytest.LogCaptureFixture) -> pytest.LogCaptureFixture:
    """Hold on to every line that any part of the service logs."""
    caplog.set_level(logging.DEBUG)
    return caplog


@pytest.mark.parametrize("body", BODIES)
def test_no_error_repeats_what_was_sent(
    client: TestClient,
    body: bytes,
    everything_logged: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
) -> None:
    items = b'{"items":{"k":%b}}' % body
    answers = [
        client.post("/v1/assessments", content=body, headers=JSON),
        client.post("/v1/assessments?explain=full", content=body, headers=JSON),
        client.post("/v1/assessments", content=body, headers={"content-type": CANARY}),
        client.post("/v1/assessments", content=body, headers=LINES),
        client.post("/v1/assessments/batch", content=body, headers=JSON),
        client.post("/v1/assessments/batch", content=items, headers=JSON),
        client.post("/v1/assessments/batch", content=body, headers=LINES),
        client.post("/health/ready", content=body, headers=JSON),
        client.post("/nowhere", content=body, headers=JSON),
    ]
    out, err = capfd.readouterr()
    seen = "".join(a.text + str(a.headers) for a in answers) + out + err
    seen += "".join(r.getMessage() for r in everything_logged.records if _ours(r))
    assert WORD not in seen


def _ours(record: logging.LogRecord) -> bool:
    """Leave out what the test's own client logs."""
    return not record.name.startswith(("httpx", "httpcore"))


def _addresses(app: FastAPI) -> list[tuple[str, str]]:
    """Give every route with the sentence in its path and in its parameters."""
    said = quote(CANARY)
    found = [("GET", f"/{said}")]
    for path, methods in app.openapi()["paths"].items():
        filled = path.replace("{", "").replace("}", "")
        for name in ("policy_id", "clause_id", "name"):
            filled = filled.replace(name, said)
        for method in methods:
            found += [(method.upper(), filled)]
            found += [
                (method.upper(), f"{filled}?{key}={said}") for key in ("explain", "kind", "q")
            ]
            found += [(method.upper(), f"{filled}?{said}={said}")]
            found += [(WORD.upper(), filled)]
    return found


def test_no_address_is_repeated(
    client: TestClient,
    app: FastAPI,
    everything_logged: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
) -> None:
    answers = [client.request(method, path) for method, path in _addresses(app)]
    answers.append(client.get("/metrics"))

    out, err = capfd.readouterr()
    seen = "".join(a.text + str(a.headers) for a in answers) + out + err
    seen += "".join(r.getMessage() for r in everything_logged.records if _ours(r))
    assert WORD not in seen
    assert WORD.upper() not in seen


def test_the_running_server_logs_none_of_it(
    port: int, everything_logged: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    for body in BODIES:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
        connection.request("POST", f"/v1/assessments?x={quote(CANARY)}", body=body, headers=JSON)
        answer = connection.getresponse()
        assert WORD not in answer.read().decode()
        connection.close()
    out, err = capfd.readouterr()
    logged = "".join(record.getMessage() for record in everything_logged.records)
    assert WORD not in out + err + logged


def test_the_sentence_would_be_found(
    client: TestClient, everything_logged: pytest.LogCaptureFixture
) -> None:
    """The control: references come back in an answer, and routes are logged."""
    people = [{"ref": WORD, "roles": ["employee"]}]
    incident = {"people": people, "acts": [{"id": "a", "kind": "lift", "by": WORD}]}
    response = client.post("/v1/assessments", json={"incident": incident})

    assert WORD in response.text
    assert any("/v1/assessments 200" in r.getMessage() for r in everything_logged.records)
