"""POST /v1/assessments/batch: each entry answered by itself, as a map or line by line."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from api import batch
from api.limits import MOST_BODY, MOST_LINES, MOST_VALUES

if TYPE_CHECKING:
    from starlette.testclient import TestClient

URL = "/v1/assessments/batch"
LINES = {"content-type": "application/x-ndjson"}


def test_a_map_comes_back_under_its_keys(client: TestClient, requests: dict[str, Any]) -> None:
    response = client.post(URL, json={"items": requests}, params={"explain": "off"})

    assert response.status_code == 200
    items = response.json()["items"]
    assert list(items) == list(requests)
    for key, request in requests.items():
        alone = client.post("/v1/assessments", json=request, params={"explain": "off"})
        assert items[key] == {"status": 200, "assessment": alone.json()}


def test_one_bad_entry_never_stops_the_rest(client: TestClient, requests: dict[str, Any]) -> None:
    items = {
        "misfit": {"incident": {"acts": [{"kind": "nothing"}]}},
        "unknown": {"incident": {}, "policies": ["ZZ"]},
        "number": 1,
        "good": requests["lift-home"],
    }
    response = client.post(URL, json={"items": items})

    assert response.status_code == 207
    found = response.json()["items"]
    assert {key: item["status"] for key, item in found.items()} == {
        "misfit": 422,
        "unknown": 404,
        "number": 422,
        "good": 200,
    }
    assert found["misfit"]["problem"]["errors"][0]["pointer"] == "/incident/acts/0"


@pytest.mark.parametrize(
    "body",
    [
        [],
        {},
        {"items": {}},
        {"items": []},
        {"items": {"a": {}}, "more": 1},
        {"items": {"Ann Other was here": {}}},
        {"items": {f"k{n}": {} for n in range(1001)}},
    ],
    ids=["list", "nothing", "empty", "a list inside", "another key", "a sentence as key", "many"],
)
def test_what_is_no_batch_is_refused_whole(client: TestClient, body: Any) -> None:
    response = client.post(URL, json=body)

    assert response.status_code == 422
    assert "Ann Other" not in response.text


def test_lines_are_answered_in_order(client: TestClient, requests: dict[str, Any]) -> None:
    good = json.dumps(requests["lift-home"])
    keyed = json.dumps({"key": "mine", **requests["dog-at-the-gate"]})
    bad_key = json.dumps({"key": "Ann Other", "incident": {}})
    sent = f"{good}\n\n{keyed}\n{{]\n{bad_key}\n{good}"
    response = client.post(URL, content=sent, headers=LINES)

    assert response.headers["content-type"].startswith("application/x-ndjson")
    answers = [json.loads(line) for line in response.text.splitlines()]
    assert [(a["key"], a["status"]) for a in answers] == [
        ("1", 200),
        ("mine", 200),
        ("4", 400),
        ("5", 422),
        ("6", 200),
    ]
    assert answers[0]["assessment"] == answers[4]["assessment"]
    assert "Ann Other" not in response.text


def test_no_lines_no_answers(client: TestClient) -> None:
    assert client.post(URL, content=b"\n\n", headers=LINES).content == b""


def test_many_lines_are_answered_piece_by_piece(
    client: TestClient, requests: dict[str, Any]
) -> None:
    line = json.dumps(requests["recorded-without-consent"]) + "\n"
    with client.stream("POST", URL, content=line * 100, headers=LINES) as response:
        count = sum(part.count(b"\n") for part in response.iter_raw())
    assert count == 100


def test_long_answers_are_sent_sooner(
    client: TestClient, requests: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(batch, "_SENT_AT_ONCE", 100)
    line = json.dumps(requests["recorded-without-consent"]) + "\n"
    response = client.post(URL, content=line * 20, headers=LINES)

    assert [json.loads(part)["key"] for part in response.text.splitlines()] == [
        str(number) for number in range(1, 21)
    ]


def test_too_many_or_too_long_lines(client: TestClient) -> None:
    many = client.post(URL, content=b"{}\n" * (MOST_LINES + 1), headers=LINES)
    assert many.status_code == 413
    long = client.post(URL, content=b" 1" + b"1" * MOST_BODY + b"\n{}", headers=LINES)
    assert [json.loads(line)["status"] for line in long.text.splitlines()] == [413, 422]


def test_an_entry_of_very_many_values_is_not_looked_at(client: TestClient) -> None:
    items = {"huge": {"incident": {"acts": [1] * MOST_VALUES}}, "empty": {"incident": {}}}
    response = client.post(URL, json={"items": items})

    assert {k: v["status"] for k, v in response.json()["items"].items()} == {
        "huge": 413,
        "empty": 200,
    }


def test_a_full_answer_takes_no_more_entries(
    client: TestClient, requests: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(batch, "MOST_ANSWER", 100)
    items = {"first": requests["lift-home"], "second": requests["lift-home"]}
    response = client.post(URL, json={"items": items})

    assert [item["status"] for item in response.json()["items"].values()] == [200, 413]


def test_an_error_of_ours_spoils_one_entry_only(
    client: TestClient, requests: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_: object) -> object:
        message = "a sentence of the account"
        raise ValueError(message)

    monkeypatch.setattr("api.service.as_request", fail)
    response = client.post(URL, json={"items": {"a": requests["lift-home"]}})

    assert response.json()["items"]["a"]["status"] == 500
    assert "sentence" not in response.text
