"""`POST /v1/intake`: an account in words to a draft incident, and nothing of it anywhere else."""

from __future__ import annotations

import json
import logging
from typing import TYPE_CHECKING, Any

import pytest

from api.intake import MOST_BYTES, MOST_CHARACTERS

if TYPE_CHECKING:
    from starlette.testclient import TestClient

ACCOUNT = "Zebedee drove Florence (15) home in his own car. No manager had agreed it."
WORD = "Zebedee"


def post(client: TestClient, body: Any) -> Any:
    return client.post("/v1/intake", json=body)


def test_the_draft_can_be_assessed_as_it_is(client: TestClient) -> None:
    answer = post(client, {"text": ACCOUNT, "policy": "PP"})
    draft = answer.json()

    assert answer.status_code == 200
    assert set(draft) == {"incident", "evidence", "unread", "suggestions"}
    assert draft["incident"]["acts"][0]["kind"] == "lift"
    assert len(draft["suggestions"]) == 5
    for item in draft["evidence"]:
        for quote in item["quotes"]:
            assert ACCOUNT[quote["start"] : quote["end"]] == quote["quote"]
    assessed = client.post(
        "/v1/assessments", json={"incident": draft["incident"], "policies": ["PP"]}
    )
    assert assessed.status_code == 200
    assert WORD not in assessed.text


def test_equal_accounts_get_equal_bytes(client: TestClient, fresh: TestClient) -> None:
    body = {"text": ACCOUNT, "policy": "PP", "role": "volunteer", "occurred_on": "2026-03-02"}

    assert post(client, body).content == post(fresh, body).content


def test_role_and_day_are_taken(client: TestClient) -> None:
    body = {"text": ACCOUNT, "policy": "PP", "role": "volunteer", "occurred_on": "2026-03-02"}
    incident = post(client, body).json()["incident"]

    assert incident["on"] == "2026-03-02"
    assert incident["people"][0]["roles"] == ["volunteer"]


@pytest.mark.parametrize(
    ("body", "status", "pointers"),
    [
        ([], 422, [""]),
        ({}, 422, ["/text", "/policy"]),
        ({"text": "", "policy": "PP"}, 422, ["/text"]),
        ({"text": 3, "policy": []}, 422, ["/text", "/policy"]),
        ({"text": ACCOUNT, "policy": "PP", WORD: 1}, 422, [""]),
        ({"text": ACCOUNT, "policy": WORD}, 404, ["/policy"]),
        ({"text": "", "policy": WORD}, 422, ["/text", "/policy"]),
        ({"text": ACCOUNT, "policy": "PP", "role": WORD}, 422, ["/role"]),
        ({"text": ACCOUNT, "policy": "PP", "role": [WORD]}, 422, ["/role"]),
        ({"text": ACCOUNT, "policy": "PP", "occurred_on": WORD}, 422, ["/occurred_on"]),
        ({"text": ACCOUNT, "policy": "PP", "occurred_on": 20260302}, 422, ["/occurred_on"]),
        ({"text": ACCOUNT, "policy": "PP", "occurred_on": "2026-02-30"}, 422, ["/occurred_on"]),
        ({"text": WORD * MOST_CHARACTERS, "policy": "PP"}, 413, ["/text"]),
        ({"text": "x" * MOST_BYTES, "policy": "PP"}, 413, [""]),
    ],
    ids=[f"{n}" for n in range(14)],
)
def test_what_does_not_fit_is_refused_and_not_repeated(
    client: TestClient, body: Any, status: int, pointers: list[str]
) -> None:
    answer = post(client, body)

    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    assert [error["pointer"] for error in answer.json()["errors"]] == pointers
    assert WORD not in answer.text


@pytest.mark.parametrize(
    ("slip", "mend"),
    [({"role": "volunter"}, "`volunteer`"), ({"occured_on": "2026-03-02"}, "`occurred_on`")],
)
def test_what_was_probably_meant_is_said(
    client: TestClient, slip: dict[str, str], mend: str
) -> None:
    (error,) = post(client, {"text": ACCOUNT, "policy": "PP", **slip}).json()["errors"]

    assert mend in error["mend"]


def test_what_is_not_json_is_refused(client: TestClient) -> None:
    sent = client.post("/v1/intake", content=WORD, headers={"content-type": "application/json"})
    plain = client.post("/v1/intake", content=WORD, headers={"content-type": "text/plain"})

    assert (sent.status_code, plain.status_code) == (400, 415)
    assert WORD not in sent.text + plain.text


def test_the_longest_account_is_read(client: TestClient) -> None:
    text = (ACCOUNT + " ") * (MOST_CHARACTERS // (len(ACCOUNT) + 1))

    assert post(client, {"text": text, "policy": "PP"}).status_code == 200


def test_no_word_of_an_account_is_logged(
    client: TestClient, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    post(client, {"text": ACCOUNT, "policy": "PP"})
    post(client, {"text": ACCOUNT, "policy": WORD})

    assert WORD not in json.dumps([record.getMessage() for record in caplog.records])
    assert WORD not in client.get("/metrics").text
