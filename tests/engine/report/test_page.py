"""Laying out text: widths, long words, wide letters, and nothing that moves the cursor."""

from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

from engine.report.page import Page, columns_of, painted, wrapped


@pytest.mark.parametrize(
    ("text", "room", "lines"),
    [
        ("", 5, [""]),
        ("one two", 7, ["one two"]),
        ("one two", 6, ["one", "two"]),
        ("abcdefgh", 3, ["abc", "def", "gh"]),
        ("a abcdefgh b", 3, ["a", "abc", "def", "gh", "b"]),
        ("日本語", 4, ["日本", "語"]),
        ("e\u0301e\u0301e\u0301", 2, ["e\u0301e\u0301", "e\u0301"]),
    ],
)
def test_wrapping(text: str, room: int, lines: list[str]) -> None:
    assert list(wrapped(text, room)) == lines


@given(st.text(max_size=200), st.integers(2, 60))
def test_no_line_is_too_long_and_no_letter_is_lost(text: str, room: int) -> None:
    lines = list(wrapped(text, room))

    assert all(columns_of(line) <= room for line in lines)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")


@given(st.text(max_size=100))
def test_what_is_written_prints_as_it_looks(text: str) -> None:
    page = Page(50)
    page.title(text)
    page.text(text, 2, "- ")
    page.labelled("label", [text, text])
    page.labelled("label", [text])

    assert all(letter.isprintable() or letter == "\n" for letter in str(page))


def test_gaps_are_never_doubled() -> None:
    page = Page()
    page.gap()
    page.heading("one")
    page.gap()
    page.gap()
    page.heading("two")

    assert str(page) == "one\n\ntwo\n"


def test_colour_wraps_whole_lines_and_nothing_else() -> None:
    page = Page(40, colour=True)
    page.text("word " * 12, 2, style="red")

    assert all(line.startswith("  \x1b[1;31m") for line in str(page).splitlines())
    assert painted("", "red") == ""
    assert painted("x", None) == "x"
    assert not str(Page())
