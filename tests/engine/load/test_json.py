"""Reading JSON: what is refused and where, without a word of what the text says."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, strategies as st

from engine.facts.problem import Problem
from engine.load.json import MOST_LEVELS, read_json
from engine.load.source import MOST_BYTES, MOST_OF_ONE_CODE
from engine.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterable


def found(data: bytes) -> str:
    """Return the one code of all problems, and their places."""
    value, problems = read_json(data, "f")
    assert value is None or not problems
    (code,) = {problem.code for problem in problems}
    places = ", ".join(problem.place.removeprefix("f").removeprefix(":") for problem in problems)
    return f"{code} {places}".strip()


@pytest.mark.parametrize(
    ("data", "value"),
    [
        (b"{}", {}),
        (b"\xef\xbb\xbf[1]", [1]),
        (b"null", None),
        (b'"\\ud83d\\ude00 \\u00e9"', "😀 é"),
        (
            b"[-0, 0.5, 1E5, 999999999999999, -999999999999999]",
            [0, 0.5, 1e5, 10**15 - 1, 1 - 10**15],
        ),
        (b'{"a": {"b": 1}, "b": {"b": 2}}', {"a": {"b": 1}, "b": {"b": 2}}),
        (b"[" * MOST_LEVELS + b"]" * MOST_LEVELS, None),
        (b"[" + b"{}," * 100 + b"[[]]]", [*[{}] * 100, [[]]]),
    ],
)
def test_what_is_read(data: bytes, value: object) -> None:
    read, problems = read_json(data, "f")

    assert problems == []
    assert value is None or read == value


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b'{"a": 1,\n "a": 2, "b": {"c": 1, "\\u0063": 2}}', "duplicate-key 2:2, 2:24"),
        (b'[{"a": "a", "b": "a"}, {"a": ["a", "a"], "a": 1}]', "duplicate-key 1:42"),
        (b"[NaN, Infinity,\n-Infinity, 1e999]", "not-finite 1:2, 1:7, 2:1, 2:12"),
        (b"[1234567890123456, true, -1234567890123456]", "long-number 1:2, 1:26"),
        (b"9" * 5000, "long-number 1:1"),
        (b'"\\ud800"', "bad-character 1:1"),
        (b'{"\\uDFFF": "\\u0000"}', "bad-character 1:2, 1:12"),
        (b"[" * 41 + b"]" * 41, "too-deep 1:41"),
        (b"[" * 5_000_000, "too-deep 1:41"),
        (b'["]",' + b'{"a":' * 100_000, "too-deep 1:201"),
        (b'{"caf\xc3\xa9": "\xe9"}', "not-utf-8 1:11"),
        (b'{\n"\xff"}', "not-utf-8 2:2"),
        (b'{"a" 1}', "json-syntax 1:6"),
        (b'{"a": "x', "json-syntax 1:7"),
        (b'["\x00"]', "json-syntax 1:3"),
        (b"[1] 2", "json-syntax 1:5"),
        (b"-", "json-syntax 1:1"),
        (b"", "empty-file"),
        (b" \n", "empty-file"),
        (b" " * (MOST_BYTES + 1), "file-too-large"),
    ],
)
def test_what_is_refused(data: bytes, expected: str) -> None:
    assert found(data) == expected


def test_only_the_first_are_told() -> None:
    assert len(read_json(b"[" + b"NaN," * 1000 + b"1]", "f")[1]) == MOST_OF_ONE_CODE


def test_a_reader_already_deep_in_calls_still_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    def too_deep(*_: object, **__: object) -> None:
        raise RecursionError

    monkeypatch.setattr(json, "loads", too_deep)

    assert found(b"[1]") == "too-deep"


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=20,
)


@given(JSON)
def test_what_was_written_is_read_or_refused(value: object) -> None:
    read, problems = read_json(json.dumps(value).encode(), "f")

    assert problems or read == value
    allowed = {"long-number", "not-finite", "bad-character"}
    assert {problem.code for problem in problems} <= allowed


PIECES = ["{", "}", "[", "]", ",", ":", '"', '"a"', "\\", "1", "-", "NaN", "1e999", "\\ud800", " "]


@given(st.binary() | st.lists(st.sampled_from(PIECES)).map("".join).map(str.encode))
def test_no_bytes_raise(data: bytes) -> None:
    for problem in read_json(data, "f")[1]:
        assert str(problem)


@pytest.mark.parametrize(
    "data",
    [
        b'{"secret-a": 1, "secret-a": 2}',
        b'["secret-a" 1]',
        b'{"secret-a": NaN}',
        b'{"secret-a": secret-a}',
    ],
)
def test_no_problem_repeats_what_the_text_says(data: bytes) -> None:
    assert_silent(read_json(data, "f")[1])


def assert_silent(problems: Iterable[Problem]) -> None:
    """Check that there is a problem, and that none repeats the text."""
    told = [f"{problem} {problem.to_dict()}" for problem in problems]
    assert told
    assert not any("secret" in each for each in told)


def test_a_problem_in_words_and_as_values() -> None:
    problem = Problem("/acts/0/stage", "unknown-value", "no such stage", "why", "mend")
    placed = Problem("/acts/0", "code", "message", "", "", Span("f", 2, 3, 4))

    assert (
        str(problem) == "/acts/0/stage: error[unknown-value]: no such stage\nwhy:  why\nmend: mend"
    )
    assert str(placed) == "f:2:3 /acts/0: error[code]: message"
    assert str(Problem("", "code", "message", "", "")) == "incident: error[code]: message"
    assert problem.to_dict()["line"] is None
    assert placed.to_dict()["line"] == 2
    assert sorted([placed, problem]) == [problem, placed]
