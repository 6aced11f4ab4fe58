"""Messages to authors: their form, and that nothing an author writes can break it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, strategies as st

from engine.diagnostic import LONGEST_WORD, Diagnostic, in_order, quote, safe
from engine.span import Span, shown_path

SPAN = Span("rules/harbour-trust/clauses/lifts.1.yaml", 9, 14, 32)
LINE = "    - {fact: lift.manger_agreed, is: true}"


def diagnostic(span: Span = SPAN, line: str | None = LINE, word: str = "lift.x") -> Diagnostic:
    return Diagnostic(
        "unknown-fact",
        span,
        f"no fact {quote(word)}",
        "not among the facts of an incident",
        "a clause may ask for declared facts only; any other would be undetermined for ever",
        "write `lift.manager_agreed`",
        source_line=line,
    )


def test_the_form() -> None:
    assert str(diagnostic(word="lift.manger_agreed")) == (
        "rules/harbour-trust/clauses/lifts.1.yaml:9:14: error[unknown-fact]: "
        "no fact `lift.manger_agreed`\n"
        "  |\n"
        "9 |     - {fact: lift.manger_agreed, is: true}\n"
        "  |              ^^^^^^^^^^^^^^^^^^ not among the facts of an incident\n"
        "why:  a clause may ask for declared facts only; any other would be undetermined for ever\n"
        "mend: write `lift.manager_agreed`\n"
        "more: docs/reference/checks/unknown-fact.md"
    )


def test_without_the_line_the_label_remains() -> None:
    assert "\n  = not among the facts of an incident\n" in str(diagnostic(line=None))


def test_of_a_whole_file() -> None:
    told = diagnostic(Span.whole("rules/policy.yaml"), line=None)

    assert str(told).startswith("rules/policy.yaml: error[unknown-fact]: ")
    assert told.to_dict()["line"] is None


def test_empty_parts_are_left_out() -> None:
    told = Diagnostic("code", Span.whole("f"), "message", "", "", "", severity="warning")

    assert str(told) == "f: warning[code]: message\nmore: docs/reference/checks/code.md"


def test_the_gutter_is_as_wide_as_the_number() -> None:
    lines = str(diagnostic(Span("f", 1234, 5, 6))).splitlines()

    assert lines[1] == "     |"
    assert lines[2].startswith("1234 | ")


def test_a_long_line_is_cut_around_the_place() -> None:
    line = "a" * 5000 + "HERE" + "b" * 5000
    shown = str(diagnostic(Span("f", 1, 5001, 5005), line)).splitlines()

    assert len(shown[2]) < 120
    start = shown[3].index("^")
    assert shown[2][start : start + 4] == "HERE"
    assert shown[2].startswith("1 | ...a")
    assert shown[2].endswith("b...")


@pytest.mark.parametrize(
    ("line", "span", "under"),
    [
        ("\ta: \x1b[31mred", Span("f", 1, 2, 3), "a"),
        ("a: \ud800 here", Span("f", 1, 6, 10), "here"),
        ("caf\udce9 here", Span("f", 1, 6, 10), "here"),
    ],
)
def test_carets_stand_under_their_word_after_escapes(line: str, span: Span, under: str) -> None:
    shown = str(diagnostic(span, line)).splitlines()
    start = shown[3].index("^")

    assert shown[2][start : start + len(under)] == under


def test_carets_count_the_columns_of_wide_letters() -> None:
    shown = str(diagnostic(Span("f", 1, 3, 4), "日本x")).splitlines()

    assert shown[3].index("^") == len("1 | ") + 4
    assert str(diagnostic(Span("f", 1, 3, 4), "e\u0301x")).splitlines()[3].index("^") == 5


def test_a_byte_that_is_no_utf8_is_shown_as_a_byte() -> None:
    assert safe("caf\udce9") == r"caf\xe9"


def test_the_order_is_by_place_and_each_comes_once() -> None:
    later = diagnostic(Span("f", 10, 1, 2))
    earlier = diagnostic(Span("f", 9, 5, 6))
    other_file = diagnostic(Span("e", 99, 1, 2))

    assert in_order([later, earlier, other_file, later]) == [other_file, earlier, later]


@pytest.mark.parametrize("word", ["", "`", "a" * 1000, "x\ny", "\x00\ud800\u202e"])
def test_a_quoted_word_is_short_and_on_one_line(word: str) -> None:
    quoted = quote(word)

    assert quoted.isprintable()
    assert quoted.count("`") == 2
    assert len(quoted) <= LONGEST_WORD * 10


@given(st.text(), st.text(), st.integers(0, 300), st.integers(0, 300))
def test_whatever_an_author_writes_the_message_prints(
    line: str, word: str, column: int, width: int
) -> None:
    told = diagnostic(Span("f", 3, column + 1, column + 1 + width), line, word)

    assert all(row.isprintable() for row in str(told).split("\n"))
    assert len(str(told).split("\n")) == 7
    json.dumps(told.to_dict(), ensure_ascii=False).encode()


def test_paths_are_shown_from_the_working_directory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)

    assert shown_path(tmp_path / "rules" / "policy.yaml") == "rules/policy.yaml"
    assert shown_path("rules/policy.yaml") == "rules/policy.yaml"
    assert shown_path(Path("/elsewhere/policy.yaml")) == "/elsewhere/policy.yaml"


def test_paths_are_shown_when_the_working_directory_is_gone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    gone.rmdir()

    assert shown_path("/elsewhere/policy.yaml") == "/elsewhere/policy.yaml"
