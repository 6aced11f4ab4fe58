"""What an account only brings up is asked apart from what it tells, and can be left out at once."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tests.api.walk import Walk

TOLD = "/acts/0"
BROUGHT_UP = "/acts/1"


def _incident() -> dict[str, Any]:
    gift = {"id": "a1", "kind": "gift", "by": "A", "direction": "received", "stage": "accepted"}
    return {
        "people": [{"ref": "A", "roles": ["employee"]}],
        "acts": [
            gift | {"other_party": "service_user"},
            {"id": "a2", "kind": "contact", "by": "A", "like_grooming": "raised"},
        ],
    }


def _evidence() -> list[dict[str, Any]]:
    quote = {"start": 6, "end": 11, "quote": "boots"}
    of = {"fact": "kind", "says": "", "quotes": [quote]}
    return [
        of | {"pointer": f"{TOLD}/kind", "value": "gift", "status": "happened", "cue": "gifts"},
        of
        | {"pointer": f"{BROUGHT_UP}/kind", "value": "contact", "status": "raised"}
        | {"cue": "samples/PP-10"},
    ]


def _brought_up(walk: Walk) -> None:
    walk.take_up(_incident(), account="Brown boots.", evidence=_evidence())


def test_it_is_asked_last_and_apart(walk: Walk) -> None:
    _brought_up(walk)
    told, _, asked = walk.text.partition("Did this happen, too?")

    assert asked
    assert 'name="answer:/acts/0/worth"' in told
    assert 'name="answer:/acts/1/' not in told
    assert 'name="answer:/acts/1/' in asked
    numbers = [int(n) for n in re.findall(r'id="question-(\d+)"', walk.page)]
    assert numbers == sorted(numbers)


def test_its_words_are_no_facts(walk: Walk) -> None:
    _brought_up(walk)

    assert "Not said outright" in walk.text
    assert walk.page.count('<mark id="words-1-1"') == 1
    assert 'id="like-acts-1-kind-1"' in walk.page


def test_an_answer_says_that_it_happened(walk: Walk) -> None:
    _brought_up(walk)
    walk.answer("/acts/1/like_grooming", "yes")

    assert "Did this happen, too?" not in walk.text
    assert "Not said outright" not in walk.text


def test_it_is_left_out_with_one_button(walk: Walk) -> None:
    _brought_up(walk)
    walk.do("remove-act 1")

    assert [act["kind"] for act in walk.state["incident"]["acts"]] == ["gift"]
    assert walk.state["dropped"] == [{"kind": "contact", "words": ["boots"]}]
    assert "Left out by a person: Contact (brought up by “boots”)" in walk.text


def test_the_facts_that_the_code_asks_for_come_first(walk: Walk) -> None:
    _brought_up(walk)
    walk.do("facts 0")
    asked, _, others = walk.page.partition("<details")

    assert 'value="ask /acts/0/worth"' in asked
    assert "this code does not ask" in others
    for pointer in re.findall(r'value="ask ([^"]+)"', others):
        assert f'value="ask {pointer}"' not in asked
