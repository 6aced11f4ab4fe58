"""Many callers at once: each gets their own answer, and nobody waits for somebody else's bulk."""

from __future__ import annotations

import http.client
import json
import threading
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

from starlette.testclient import TestClient

from api.app import create_app
from api.schemas import as_request

if TYPE_CHECKING:
    from engine.infer.ruleset import Ruleset


def _variants(requests: dict[str, Any]) -> list[dict[str, Any]]:
    """Make many different incidents: each example with other people and other facts left out."""
    found = []
    for request in requests.values():
        text = json.dumps(request)
        for number in range(8):
            changed = json.loads(text.replace("-1", f"-{number}"))
            act = changed["incident"]["acts"][0]
            for key in list(act)[3 + number :]:
                del act[key]
            found.append(changed)
    return found


def test_eight_threads_get_what_one_gets(ruleset: Ruleset, requests: dict[str, Any]) -> None:
    sent = _variants(requests)
    alone = create_app(ruleset, most_answer_bytes=0).state.service
    expected = [alone.assess(as_request(request), "reasons").body for request in sent]
    together = create_app(ruleset, most_answer_bytes=60_000).state.service
    start = threading.Barrier(8)

    def ask(number: int) -> list[bool]:
        start.wait()
        places = [(place + 3 * number) % len(sent) for place in range(4 * len(sent))]
        return [
            together.assess(as_request(sent[place]), "reasons").body == expected[place]
            for place in places
        ]

    with ThreadPoolExecutor(8) as pool:
        assert all(right for answers in pool.map(ask, range(8)) for right in answers)


def test_eight_callers_over_http(port: int, requests: dict[str, Any], ruleset: Ruleset) -> None:
    sent = _variants(requests)
    client = TestClient(create_app(ruleset))
    expected = [client.post("/v1/assessments", json=request).content for request in sent]

    def ask(number: int) -> bool:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        right = []
        for step in range(len(sent)):
            place = (step + 5 * number) % len(sent)
            body = json.dumps(sent[place])
            headers = {"content-type": "application/json"}
            connection.request("POST", "/v1/assessments", body=body, headers=headers)
            right.append(connection.getresponse().read() == expected[place])
        connection.close()
        return all(right)

    with ThreadPoolExecutor(8) as pool:
        assert all(pool.map(ask, range(8)))


def test_health_answers_while_a_batch_is_judged(port: int) -> None:
    acts = [{"id": f"a{n}", "kind": "lift", "by": "p"} for n in range(200)]
    incident = {"people": [{"ref": "p", "roles": ["employee"]}], "acts": acts}
    items = {f"k{n}": {"incident": {**incident, "id": str(n)}} for n in range(4)}
    body = json.dumps({"items": items})
    done: list[int] = []

    def ask() -> None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        headers = {"content-type": "application/json"}
        connection.request("POST", "/v1/assessments/batch", body=body, headers=headers)
        answer = connection.getresponse()
        answer.read()
        done.append(answer.status)
        connection.close()

    thread = threading.Thread(target=ask)
    thread.start()
    answered = 0
    while thread.is_alive():
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
        connection.request("GET", "/health/live")
        assert connection.getresponse().status == 200
        connection.close()
        answered += not done
    thread.join()
    assert done == [200]
    assert answered >= 3
