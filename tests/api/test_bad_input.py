"""Whatever is sent, the answer is a problem that says where and how to mend, never a failure."""

from __future__ import annotations

import http.client
import json
from typing import TYPE_CHECKING, Any

import pytest

from tests.api.bad_bodies import BAD

if TYPE_CHECKING:
    from collections.abc import Iterator

    from starlette.testclient import TestClient

URL = "/v1/assessments"
JSON = {"content-type": "application/json"}


def check_problem(response: Any, status: int, code: str = "") -> list[dict[str, Any]]:
    """Hold an answer against what every problem promises; give its errors."""
    assert response.status_code == status, response.text[:500]
    assert response.headers["content-type"] == "application/problem+json"
    assert response.headers["cache-control"] == "no-store"
    assert response.headers["policy-digest"].startswith("sha256:")
    body = response.json()
    assert body["status"] == status
    assert body["type"].startswith("/docs#")
    assert body["title"]
    errors: list[dict[str, Any]] = body["errors"]
    assert len(errors) <= 100
    for error in errors:
        assert {"pointer", "code", "message", "why", "mend"} <= set(error)
    if code:
        assert errors[0]["code"] == code
    return errors


@pytest.mark.parametrize(
    ("body", "status", "code"), [row[1:] for row in BAD], ids=[row[0] for row in BAD]
)
def test_a_bad_body_gets_a_problem(client: TestClient, body: bytes, status: int, code: str) -> None:
    assert check_problem(client.post(URL, content=body, headers=JSON), status, code)


def test_a_byte_order_mark_is_passed_over(client: TestClient) -> None:
    response = client.post(URL, content=b'\xef\xbb\xbf{"incident":{}}', headers=JSON)

    assert response.status_code == 200


@pytest.mark.parametrize(
    "type_",
    [
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x",
        "text/plain",
        "text/json",
        "application/x-ndjson",
        "application/jsonx",
        "",
    ],
)
def test_other_types_are_refused(client: TestClient, type_: str) -> None:
    response = client.post(URL, content=b'{"incident":{}}', headers={"content-type": type_})

    check_problem(response, 415, "wrong-content-type")


def test_compressed_bodies_are_refused(client: TestClient) -> None:
    headers = {**JSON, "content-encoding": "gzip"}

    check_problem(client.post(URL, content=b"{}", headers=headers), 415)


@pytest.mark.parametrize(
    "query", ["explain=everything", "explain=", "explain=off&explain=full", "explained=full"]
)
def test_parameters_that_do_not_fit(client: TestClient, query: str) -> None:
    response = client.post(f"{URL}?{query}", content=b'{"incident":{}}', headers=JSON)

    check_problem(response, 422)


@pytest.mark.parametrize(
    ("method", "address", "status"),
    [
        ("GET", "/nowhere", 404),
        ("GET", "/v1/policies/", 404),
        ("GET", "/v1/policies/NOPE", 404),
        ("GET", "/v1/policies/%00%ff", 404),
        ("GET", "/v1/clauses/PH-ADV.recordings", 404),
        ("GET", "/v1/schemas/nothing", 404),
        ("GET", "/v1/facts?kind=nothing", 404),
        ("GET", "/v1/facts?q=" + "x" * 300, 422),
        ("GET", "/v1/policies?q=x", 422),
        ("GET", "/static/../app.py", 404),
        ("GET", "/static/app.py", 404),
        ("GET", URL, 405),
        ("DELETE", "/v1/policies", 405),
        ("PUT", URL, 405),
        ("POST", "/health/live", 405),
        ("BREW", "/", 405),
    ],
)
def test_other_addresses_and_methods(
    client: TestClient, method: str, address: str, status: int
) -> None:
    response = client.request(method, address)

    check_problem(response, status)
    if status == 405:
        assert response.headers["allow"]


def test_near_misses_are_named(client: TestClient) -> None:
    for address, meant in (
        ("/v1/clauses/PH-ADV.recordings", "`PH-ADV.recording`"),
        ("/v1/policies/ph", "`PH`"),
        ("/v1/schemas/incidents", "`incident`"),
        ("/v1/facts?kind=lifts", "`lift`"),
    ):
        assert meant in client.get(address).json()["errors"][0]["mend"]


def test_a_body_in_chunks_without_a_length_is_cut_off(port: int) -> None:
    sent = 0

    def parts() -> Iterator[bytes]:
        nonlocal sent
        for _ in range(30):
            sent += 1
            yield b" " * 100_000

    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    connection.request("POST", URL, body=parts(), headers=JSON, encode_chunked=True)
    answer = connection.getresponse()
    assert answer.status == 413
    assert json.loads(answer.read())["errors"][0]["code"] == "body-too-large"
    connection.close()


def test_a_body_in_chunks_is_read_like_any_other(port: int) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    body = iter([b'{"inci', b'dent":', b"{}}"])
    connection.request("POST", URL, body=body, headers=JSON, encode_chunked=True)
    assert connection.getresponse().status == 200
    connection.close()


def test_a_declared_length_is_believed_at_once(port: int) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    connection.putrequest("POST", URL)
    connection.putheader("content-type", "application/json")
    connection.putheader("content-length", "999999999999999999999999")
    connection.endheaders()
    assert connection.getresponse().status in (400, 413)
    connection.close()


def test_an_error_of_ours_is_a_problem_without_content(
    client: TestClient, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*_: object) -> object:
        message = "a sentence of the account"
        raise ValueError(message)

    monkeypatch.setattr("api.service.as_request", fail)
    response = client.post(URL, content=b"{}", headers=JSON)

    assert check_problem(response, 500) == []
    assert "ValueError in " in caplog.text
    assert "sentence" not in response.text + caplog.text
