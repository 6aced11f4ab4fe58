"""Did you mean."""

from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

from engine.suggest import LONGEST, MOST_CANDIDATES, nearest

FACTS = ["manager_agreed", "parent_agreed", "emergency", "recorded", "told.manager", "on", "by"]


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("manger_agreed", "manager_agreed"),
        ("manager-agreed", "manager_agreed"),
        ("managerAgreed", "manager_agreed"),
        ("Manager Agreed", "manager_agreed"),
        ("emergnecy", "emergency"),
        ("emergancy", "emergency"),
        ("record", "recorded"),
        ("told_manager", "told.manager"),
        ("agreed_manager", "manager_agreed"),
        ("no", "on"),
        ("wheelbarrow", None),
        ("", None),
        ("_", None),
        ("x" * 10_000, None),
    ],
)
def test_the_nearest_name(word: str, meant: str | None) -> None:
    assert nearest(word, FACTS) == meant


def test_ties_go_to_the_first() -> None:
    assert nearest("cat", ["bat", "rat"]) == "bat"


def test_nothing_known_nothing_meant() -> None:
    assert nearest("emergency", []) is None


def test_the_rest_of_a_very_long_list_is_left_alone() -> None:
    left = iter(["wheelbarrow"] * MOST_CANDIDATES + ["emergency"] * 3)

    assert nearest("emergency", left) is None
    assert list(left) == ["emergency"] * 2  # one was taken to see that the list goes on


def test_of_a_very_long_name_only_the_beginning_is_compared(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    compared: list[int] = []
    monkeypatch.setattr(
        "engine.suggest._slips", lambda _, name, limit: compared.append(len(name)) or limit
    )

    nearest("a" * LONGEST, ["b" * 10_000] * 3)

    assert compared == [LONGEST] * 3


@given(st.text(), st.lists(st.text()))
def test_what_is_suggested_is_known(word: str, known: list[str]) -> None:
    assert nearest(word, known) in {None, *known}


@given(st.text(alphabet="abcdefgh_", min_size=6, max_size=20).filter(lambda w: w.strip("_")))
def test_a_known_name_is_its_own_nearest(word: str) -> None:
    assert nearest(word, ["zzzzzz", word]) == word
