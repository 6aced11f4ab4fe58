"""Reading YAML: what each scalar means, where each node stands, and that nothing gets through."""

from __future__ import annotations

import pytest
import yaml as pyyaml
from hypothesis import given, strategies as st

from engine.load import yaml as loader
from engine.load.node import Mapping, Node, Scalar, Sequence, plain, span_at
from engine.load.source import MOST_BYTES, MOST_OF_ONE_CODE
from engine.load.yaml import MOST_LEVELS, MOST_NODES, read_yaml
from engine.span import Span


def read(text: str | bytes) -> Node:
    """Read text that has no mistake."""
    root, found = read_yaml(text, "f.yaml")
    assert [str(diagnostic) for diagnostic in found] == []
    assert root is not None
    return root


def codes(text: str | bytes) -> list[str]:
    """Return the codes of the mistakes in a text."""
    return [diagnostic.code for diagnostic in read_yaml(text, "f.yaml")[1]]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("true", True),
        ("false", False),
        ("null", None),
        ("~", None),
        ("0", 0),
        ("-0", 0),
        ("7", 7),
        ("-12", -12),
        ("999999999999999", 999_999_999_999_999),
        ("0.5", 0.5),
        ("-12.50", -12.5),
    ],
)
def test_scalars_that_are_more_than_text(text: str, value: object) -> None:
    node = read(f"key: {text}")

    assert plain(node) == {"key": value}
    assert type(plain(node)["key"]) is type(value)  # type: ignore[index]


@pytest.mark.parametrize(
    "text",
    [
        "no",
        "yes",
        "on",
        "off",
        "y",
        "n",
        "True",
        "TRUE",
        "Null",
        "NULL",
        "012",
        "0o14",
        "0x1f",
        "1_000",
        "1e5",
        "1.5e3",
        "+1",
        ".5",
        "1.",
        "12:30",
        "1:2:3",
        ".inf",
        ".nan",
        "-.inf",
        "2026-03-02",
        "2026-03-02T10:00Z",
        "£25",
        "--",
        "-",
        "<<x",
        "=",
        "00.5",
        "'1'",
        '"true"',
    ],
)
def test_all_other_scalars_are_text(text: str) -> None:
    node = read(f"key: {text if text != '-' else repr(text)}")

    assert plain(node) == {"key": text.strip("'\"")}


def test_quoted_scalars_know_it() -> None:
    node = read("a: 1\nb: '1'\nc: \"1\"\nd: |\n  1\n")

    assert isinstance(node, Mapping)
    assert [value.quoted for _, value in node.entries if isinstance(value, Scalar)] == [
        False,
        True,
        True,
        True,
    ]


def test_an_empty_value_is_null_and_an_empty_text_is_not() -> None:
    assert plain(read("a:\nb: ''\n")) == {"a": None, "b": ""}


def test_keys_are_words_whatever_they_would_mean() -> None:
    node = read("on: 1\n12: 2\ntrue: 3\n")

    assert isinstance(node, Mapping)
    assert node.keys == ("on", "12", "true")
    assert plain(node) == {"on": 1, "12": 2, "true": 3}
    assert node.get("12") == Scalar(2, "2", False, Span("f", 1, 1, 1))  # noqa: FBT003
    assert node.get("absent") is None
    assert node.key("absent") is None


def test_nodes_are_equal_wherever_they_stand() -> None:
    assert read("{a: [1, x]}") == read("a:\n  - 1\n  - x\n")


PLACED = """\
clause: PP-07.gifts
when: {act: gift, stage: {one_of: [offered, given]}}
requires:
  - name: declared
    must: {declared: yes}
reading: >-
  The manager
  decides.
empty:
"""


@pytest.mark.parametrize(
    ("loc", "key", "span"),
    [
        ((), False, (1, 1, 20)),
        (("clause",), False, (1, 9, 20)),
        (("clause",), True, (1, 1, 7)),
        (("when",), False, (2, 7, 53)),
        (("when", "stage", "one_of", 1), False, (2, 45, 50)),
        (("requires",), False, (4, 3, 19)),
        (("requires", 0), False, (4, 5, 19)),
        (("requires", 0, "must", "declared"), False, (5, 22, 25)),
        (("requires", 0, "must", "declared"), True, (5, 12, 20)),
        (("reading",), False, (6, 10, 12)),
        (("empty",), False, (9, 7, 7)),
        (("requires", 7), False, (4, 3, 19)),
        (("requires", "0"), False, (4, 3, 19)),
        (("requires", 0, "absent"), False, (4, 5, 19)),
        (("clause", "absent", 3), False, (1, 9, 20)),
        (("when", "union-member", "act"), False, (2, 13, 17)),
    ],
)
def test_places(loc: tuple[str | int, ...], *, key: bool, span: tuple[int, int, int]) -> None:
    assert span_at(read(PLACED), loc, key=key) == Span("f.yaml", *span)


@pytest.mark.parametrize("line_break", ["\n", "\r\n", "\r"])
def test_every_line_break_counts_lines(line_break: str) -> None:
    node = read(line_break.join(["a: 1", "b: é", "", "c: 😀 # x", "d: 4"]))

    assert [span_at(node, [key], key=True).line for key in "abcd"] == [1, 2, 4, 5]


@pytest.mark.parametrize("text", ["\ufeffa: 1\n", b"\xef\xbb\xbfa: 1\n"])
def test_a_byte_order_mark_is_passed_over(text: str | bytes) -> None:
    assert span_at(read(text), ["a"]) == Span("f.yaml", 1, 4, 5)


@pytest.mark.parametrize("text", [PLACED, "a: [1, {b: c}]", "- x\n-\n- - y\n", "a: &b c\nd: *b\n"])
def test_the_parser_in_python_reads_the_same(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    expected = read_yaml(text, "f")
    monkeypatch.setattr(loader, "_LOADER", pyyaml.BaseLoader)

    assert read_yaml(text, "f") == expected


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("a:\n\tb: 1", "yaml-tab"),
        ("a: [1", "yaml-syntax"),
        ("a: 'it's'", "yaml-syntax"),
        ('a: "\\q"', "yaml-syntax"),
        ('a: "\\ud800"', "bad-character"),
        ('a: "\\U00110000"', "yaml-syntax"),
        ("a:\n - b\n  - c: 1\n - d\ne", "yaml-syntax"),
    ],
)
def test_the_parser_in_python_is_told_too(
    text: str, code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(loader, "_LOADER", pyyaml.BaseLoader)

    assert codes(text) == [code]


def test_a_second_key_leaves_the_first_in_the_tree() -> None:
    root, found = read_yaml("a: 1\nb: 2\n'a': 3\n", "f.yaml")

    assert root is not None
    assert plain(root) == {"a": 1, "b": 2}
    assert [(each.code, each.span.line) for each in found] == [("duplicate-key", 3)]


@pytest.mark.parametrize("text", ["a: *b", "<<: {a: 1}", "[a]: b", "{a: 1}: b", ": b", "? a\n?"])
def test_no_tree_where_the_shape_is_in_doubt(text: str) -> None:
    root, found = read_yaml(text, "f.yaml")

    assert (root is None) == bool(found)


def test_every_mistake_at_once_in_order_of_place() -> None:
    text = "a: &x 1\nb: *x\na: !t 1\nc: 1234567890123456\n<<: d\n[e]: f\n--- \ng"

    assert codes(text) == [
        "anchor",
        "alias",
        "duplicate-key",
        "tag",
        "long-number",
        "merge-key",
        "bad-key",
        "several-documents",
    ]


def test_an_anchor_and_a_tag_on_lists_and_mappings() -> None:
    root, found = read_yaml("a: !x &y\n  b: 1\nc: &z [1]\n", "f.yaml")

    assert [str(each.span) for each in found] == ["f.yaml:1:4", "f.yaml:1:7", "f.yaml:3:4"]
    assert root is not None
    assert plain(root) == {"a": {"b": 1}, "c": [1]}


def test_aliases_as_keys_and_quoted_merge_signs() -> None:
    assert codes("*a : b") == ["alias"]
    assert plain(read("'<<': 1")) == {"<<": 1}


@pytest.mark.parametrize("text", ["", " \n", "# c\n", "---\n", "---\n...\n", b"\xef\xbb\xbf", "\t"])
def test_empty(text: str | bytes) -> None:
    assert codes(text) in (["empty-file"], ["yaml-tab"])


@pytest.mark.parametrize(
    "text", ["''", "null", "~", "x", "[]", "{}", "---\nx\n...\n", "%YAML 1.1\n---\nx"]
)
def test_small_but_not_empty(text: str) -> None:
    read(text)


def test_an_alias_bomb_costs_nothing() -> None:
    bomb = "a: &a [x, x]\n" + "".join(
        f"{chr(98 + i)}: &{chr(98 + i)} [*{chr(97 + i)}, *{chr(97 + i)}]\n" for i in range(20)
    )

    assert set(codes(bomb)) == {"alias", "anchor"}


def test_levels_up_to_the_limit() -> None:
    read("[" * MOST_LEVELS + "]" * MOST_LEVELS)
    assert codes("[" * (MOST_LEVELS + 1) + "]" * (MOST_LEVELS + 1)) == ["too-deep"]
    assert codes("[" * 1_000_000) == ["too-deep"]
    assert codes("- " * 1_000_000) == ["too-deep"]
    assert codes("".join(" " * i + "a:\n" for i in range(1000))) == ["too-deep"]


def test_values_up_to_the_limit() -> None:
    read("- \n" * (MOST_NODES - 1))
    assert codes("- \n" * (MOST_NODES + 1)) == ["too-many-values"]


def test_size_up_to_the_limit() -> None:
    read("a" * MOST_BYTES)
    assert codes("a" * (MOST_BYTES + 1)) == ["file-too-large"]
    assert codes(b"a" * (MOST_BYTES + 1)) == ["file-too-large"]
    assert codes("é" * (MOST_BYTES // 2 + 1)) == ["file-too-large"]


def test_more_of_the_same_is_counted() -> None:
    _, found = read_yaml("- *a\n" * 1000, "f.yaml")

    assert len(found) == MOST_OF_ONE_CODE + 1
    assert found[-1].message == "980 more mistakes of this kind in the file"


@pytest.mark.parametrize(
    "text",
    [
        "a: \x00",
        "a: \x85",
        "a: \u2028",
        "a: \ufeff",
        "a: \ud800",
        "a: \uffff",
        'a: "\\0"',
        'a: "\\N"',
    ],
)
def test_characters_that_have_no_place(text: str) -> None:
    assert codes(text) == ["bad-character"]


def test_a_bad_character_hides_the_syntax_it_breaks() -> None:
    assert codes("a: [1\x00, 2") == ["bad-character"]
    assert codes(b"a: [1\xff, 2") == ["not-utf-8"]


def test_what_is_no_text_at_all() -> None:
    png = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 50

    assert set(codes(png)) == {"not-utf-8", "bad-character"}
    assert codes("a: 1".encode("utf-32")) == ["not-utf-8"]


@given(st.text() | st.binary())
def test_no_text_raises(text: str | bytes) -> None:
    root, found = read_yaml(text, "f.yaml")

    assert root is not None or found
    for diagnostic in found:
        assert str(diagnostic)


SIGNS = [*"ab:?-,:[]{}'\"|>&*!%@`#\\\n\r\t\x00\ufeff\u2028\ud800é😀"]
WORDS = ["&a ", "*a", "!t ", "!!str ", "<<: ", "--- ", "... ", "%YAML", "true", "012", "1.5", "\\x"]
BREAKS = ["\r\n", "\\u00", "|2", ">-", "\n\t", " ", "  ", "\n  ", "\n- ", ": "]
PIECES = st.sampled_from(SIGNS + WORDS + BREAKS)


@given(st.lists(PIECES, max_size=40).map("".join))
def test_no_near_yaml_raises(text: str) -> None:
    root, found = read_yaml(text, "f.yaml")

    assert root is not None or found
    for diagnostic in found:
        assert str(diagnostic)
        assert 0 <= diagnostic.span.line <= text.count("\n") + text.count("\r") + 1
        assert diagnostic.span.line == 0 or diagnostic.span.end_column >= diagnostic.span.column


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**15) + 1, 10**15 - 1) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=20,
)


@given(VALUES.filter(lambda value: value is not None))
def test_what_was_written_is_read(value: object) -> None:
    """Written without aliases and with our own quoting, any value comes back as it was."""
    text = pyyaml.dump(_quoted(value), Dumper=_Dumper, allow_unicode=False)
    root, found = read_yaml(text, "f.yaml")

    if root is not None and not found:
        assert plain(root) == value
    else:
        assert {each.code for each in found} <= {"bad-character", "yaml-syntax"}


class _Text(str):
    """A text that is written in double quotes."""

    __slots__ = ()


class _Dumper(pyyaml.SafeDumper):
    """Writes every text in double quotes, and no aliases."""

    def ignore_aliases(self, data: object) -> bool:
        del data
        return True


_Dumper.add_representer(
    _Text, lambda dumper, data: dumper.represent_scalar("tag:yaml.org,2002:str", str(data), '"')
)


def _quoted(value: object) -> object:
    match value:
        case str():
            return _Text(value)
        case list():
            return [_quoted(item) for item in value]
        case dict():
            return {_Text(key): _quoted(item) for key, item in value.items()}
        case _:
            return value


def test_sequences_are_what_they_hold() -> None:
    node = read("[1, a]")

    assert isinstance(node, Sequence)
    assert plain(node) == [1, "a"]
