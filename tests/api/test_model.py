"""The optional language model: it proposes, and only what the account bears out is taken."""

from __future__ import annotations

import json
import logging
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import TYPE_CHECKING, Any

import pytest
from starlette.testclient import TestClient

from api.app import create_app
from api.model import MOST_TOKENS, Model
from engine.incident import read_incident
from engine.infer.assessment import assess

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.infer.ruleset import Ruleset

ACCOUNT = "Dan drove Chloe (15) home in his own car. Nobody was told. It took them twenty minutes."
GOOD = [
    {"kind": "lift", "fact": "alone", "value": True, "quote": "drove Chloe (15) home"},
    {"kind": "lift", "fact": "emergency", "value": "raised", "quote": "It took them"},
]
BAD = [
    {"kind": "lift", "fact": "drove", "value": True, "quote": "words that nobody wrote"},
    {"kind": "lift", "fact": "impromptu", "value": True, "quote": ""},
    {"kind": "lift", "fact": "justified", "value": False, "quote": "Nobody was told"},
    {"kind": "lift", "fact": "vehicle", "value": "organisation", "quote": "his own car"},
    {"kind": "lift", "fact": "no_such_fact", "value": True, "quote": "Nobody was told"},
    {"kind": "lift", "fact": "own_belt", "value": "certainly", "quote": "Nobody was told"},
    {"kind": "no_such_kind", "fact": "drove", "value": True, "quote": "Nobody was told"},
    {"kind": "lift", "fact": "other_adult", "value": True, "quote": 7},
    "lift",
]


class Stub:
    """An endpoint that answers as it was told to, and keeps what it was sent."""

    def __init__(self) -> None:
        self.content: str = ""
        self.status = 200
        self.sent: list[dict[str, Any]] = []
        stub = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                length = int(self.headers["Content-Length"])
                stub.sent.append(json.loads(self.rfile.read(length)))
                body = json.dumps({"choices": [{"message": {"content": stub.content}}]}).encode()
                self.send_response(stub.status)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: object) -> None:
                pass

        self.server = HTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}/v1"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()


@pytest.fixture
def stub() -> Iterator[Stub]:
    made = Stub()
    yield made
    made.server.shutdown()
    made.server.server_close()


def _read(ruleset: Ruleset, stub: Stub | None) -> Any:
    model = None if stub is None else Model(stub.url, "local", "key", 5.0)
    client = TestClient(create_app(ruleset, model=model))
    return client.post("/v1/intake", json={"text": ACCOUNT, "policy": "PP"}).json()


def test_it_is_off_unless_it_is_set_up() -> None:
    assert Model.from_settings({}) is None
    with pytest.raises(ValueError, match="takes an address"):
        Model.from_settings({"CLAUSECHECK_MODEL_URL": "file:///etc/passwd"})


def test_what_holds_is_added_and_marked(ruleset: Ruleset, stub: Stub) -> None:
    stub.content = json.dumps({"facts": GOOD + BAD})
    plain, read = _read(ruleset, None), _read(ruleset, stub)

    added = [item for item in read["evidence"] if item["cue"] == "model"]
    assert [(item["fact"], item["value"], item["status"]) for item in added] == [
        ("alone", True, "happened"),
        ("emergency", "raised", "raised"),
    ]
    settled = {item["pointer"] for item in added}
    assert [item for item in read["evidence"] if item["cue"] != "model"] == [
        item for item in plain["evidence"] if item["pointer"] not in settled
    ]
    assert all(
        item["value"] == "raised" for item in plain["evidence"] if item["pointer"] in settled
    )
    for item in added:
        for quote in item["quotes"]:
            assert ACCOUNT[quote["start"] : quote["end"]] == quote["quote"]
    assess(ruleset, read_incident(read["incident"]), ["PP"], "off")


def test_it_is_held_to_the_schema_of_an_answer(ruleset: Ruleset, stub: Stub) -> None:
    stub.content = json.dumps({"facts": []})
    _read(ruleset, stub)

    schema = stub.sent[0]["response_format"]["json_schema"]["schema"]
    assert stub.sent[0]["temperature"] == 0
    assert stub.sent[0]["max_tokens"] == MOST_TOKENS
    assert any(
        option["properties"]["fact"]["const"] == "vehicle"
        for option in schema["properties"]["facts"]["items"]["anyOf"]
    )


@pytest.mark.parametrize(
    "content", ["", "no JSON", "[]", "{}", '{"facts": 3}', '{"facts": [null]}', "null"]
)
def test_an_answer_of_no_use_changes_nothing(ruleset: Ruleset, stub: Stub, content: str) -> None:
    stub.content = content

    assert _read(ruleset, stub) == _read(ruleset, None)


def test_a_failure_changes_nothing_and_logs_no_word(
    ruleset: Ruleset, stub: Stub, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    stub.status = 500

    assert _read(ruleset, stub) == _read(ruleset, None)
    assert "Chloe" not in caplog.text
