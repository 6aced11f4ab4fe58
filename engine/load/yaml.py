"""YAML text to a tree of nodes with places, with every mistake told at once.

The files are plain data, so much of YAML is refused: anchors, aliases, tags, merge keys, keys that
are no words, several documents. Nothing is ever expanded, so no file can grow while it is read.
Only `true`, `false`, `null`, `~`, plain integers and plain decimals are anything but text.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, cast

import yaml
from yaml import events
from yaml.error import YAMLError

from engine.diagnostic import quote
from engine.load.node import Mapping, Node, Scalar, Sequence, Value, plain, span_at
from engine.load.source import Source, open_source, read_bytes, strange
from engine.load.yaml_syntax import tell_syntax_error
from engine.span import Span, shown_path

if TYPE_CHECKING:
    import os
    from collections.abc import Iterator

    from yaml.error import Mark

    from engine.diagnostic import Diagnostic

__all__ = [
    "Mapping",
    "Node",
    "Scalar",
    "Sequence",
    "Value",
    "plain",
    "read_yaml",
    "read_yaml_file",
    "span_at",
]

MOST_LEVELS: Final = 40
"""Deepest nesting of lists and mappings."""

MOST_NODES: Final = 500_000
"""Most values, lists, mappings and keys of one file."""

MOST_DIGITS: Final = 15
"""Most digits of a number: so many survive every reader of JSON unchanged."""

_LOADER: Final = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_WORDS: Final[dict[str, Value]] = {
    "true": True,
    "false": False,
    "null": None,
    "~": None,
    "": None,
}
_NUMBER: Final = re.compile(r"-?(?:0|[1-9][0-9]*)(\.[0-9]+)?")
_STRANGE_VALUE: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_SIGNED: Final = re.compile(r"[^\s,\[\]{}]+")


def read_yaml_file(path: str | os.PathLike[str]) -> tuple[Node | None, list[Diagnostic]]:
    """Read a YAML file; see `read_yaml`. What cannot be opened is told as a diagnostic as well."""
    data, found = read_bytes(path)
    if data is None:
        return None, found
    return read_yaml(data, shown_path(path))


def read_yaml(text: str | bytes, file: str) -> tuple[Node | None, list[Diagnostic]]:
    """Read YAML text into a tree.

    Args:
        text: The text, or its bytes in UTF-8.
        file: The name that places carry.

    Returns:
        The tree and the mistakes. With any mistake the file must not be used; a tree comes along
        nevertheless where the mistake left its shape in no doubt, so that others can be found.
    """
    source = open_source(text, file)
    if source.binary or (not source.text and not source.clean):
        return None, source.diagnostics()
    sound = source.clean
    builder = _Builder(source)
    try:
        root = builder.build(yaml.parse(source.text, Loader=_LOADER))
    except (YAMLError, ValueError) as error:  # ValueError: the parser in Python, beyond Unicode
        root = None
        if sound:  # a stand-in for a bad character may break the syntax by itself
            tell_syntax_error(source, error)
    return root, source.diagnostics()


def _start(event: events.Event) -> Mark:
    return cast("Mark", event.start_mark)


def _end(event: events.Event) -> Mark:
    return cast("Mark", event.end_mark)


class _Open:
    """A list or mapping whose end has not come yet."""

    __slots__ = ("entries", "is_mapping", "items", "key", "keys", "start")

    def __init__(self, start: Mark, *, is_mapping: bool) -> None:
        self.start = start
        self.is_mapping = is_mapping
        self.items: list[Node] = []
        self.entries: list[tuple[Scalar, Node]] = []
        self.key: Scalar | None = None
        self.keys: dict[str, Scalar] = {}


class _Builder:
    """Puts the parser's events together to a tree, and notes what is refused on the way."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._lines = source.lines
        self._file = source.file
        self._stack: list[_Open] = []
        self._root: Node | None = None
        self._nodes = 0
        self._documents = 0
        self._sound = True
        self._stopped = False

    def build(self, stream: Iterator[events.Event]) -> Node | None:
        """Return the tree, or None where its shape is in doubt."""
        for event in stream:
            self._take(event)
            if self._stopped:
                return None
        root = self._root
        if self._documents == 0 or (isinstance(root, Scalar) and not (root.text or root.quoted)):
            if self._source.clean:
                self._tell_empty()
            return None
        return root if self._sound else None

    def _take(self, event: events.Event) -> None:
        match event:
            case events.ScalarEvent():
                self._add(self._scalar(event))
            case events.MappingStartEvent():
                self._open(event, is_mapping=True)
            case events.SequenceStartEvent():
                self._open(event, is_mapping=False)
            case events.CollectionEndEvent():
                self._close(event)
            case events.AliasEvent():
                self._alias(event)
            case events.DocumentStartEvent():
                self._document(event)
            case _:
                pass

    # what is put together

    def _open(self, event: events.CollectionStartEvent, *, is_mapping: bool) -> None:
        self._look_at_properties(event)
        self._stack.append(_Open(_start(event), is_mapping=is_mapping))
        if len(self._stack) > MOST_LEVELS:
            self._refuse(
                "too-deep",
                self._span(_start(event), _end(event)),
                f"more than {MOST_LEVELS} levels of lists and mappings",
                "one level too many begins here",
                "nothing that people write nests so deep, and no reader could follow it",
                "write it flatter",
            )
            self._stopped = True

    def _close(self, event: events.Event) -> None:
        done = self._stack.pop()
        span = self._span(done.start, _end(event))
        if done.is_mapping:
            self._add(Mapping(tuple(done.entries), span))
        else:
            self._add(Sequence(tuple(done.items), span))

    def _add(self, node: Node) -> None:
        """Put a finished node where it belongs."""
        self._nodes += 1
        if self._nodes > MOST_NODES:
            return self._tell_too_many(node)
        if not self._stack:
            self._root = node
            return None
        parent = self._stack[-1]
        if not parent.is_mapping:
            parent.items.append(node)
        elif parent.key is None:
            parent.key = self._key(node, parent.keys)
        else:
            if parent.keys.setdefault(parent.key.text, parent.key) is parent.key:
                parent.entries.append((parent.key, node))
            parent.key = None
        return None

    def _scalar(self, event: events.ScalarEvent) -> Scalar:
        self._look_at_properties(event)
        text = event.value
        span = self._span(_start(event), _end(event))
        if event.style:
            if event.style == '"' and (odd := _STRANGE_VALUE.search(text)):
                strange(self._source, odd.group(), span)
            return Scalar(text, text, True, span)  # noqa: FBT003  the field says `quoted`
        return Scalar(self._meaning(text, span), text, False, span)  # noqa: FBT003

    def _meaning(self, text: str, span: Span) -> Value:
        """Say what a plain scalar means: a word of ours, a number, else the text itself."""
        if text in _WORDS:
            return _WORDS[text]
        number = _NUMBER.fullmatch(text)
        if number is None:
            return text
        digits = sum(sign.isdigit() for sign in text)
        if digits > MOST_DIGITS:
            self._source.error(
                "long-number",
                span,
                f"a number of {digits:,} digits",
                f"at most {MOST_DIGITS} digits are kept exactly",
                "a longer number would be rounded in silence",
                "check the figure; put it in quotes if it is a reference and not a number",
            )
            return text
        return float(text) if number.group(1) else int(text)

    # what is refused

    def _key(self, node: Node, keys: dict[str, Scalar]) -> Scalar:
        """Look at a key: an unusable one leaves the tree in doubt, a second one does not."""
        if not isinstance(node, Scalar) or not (node.text or node.quoted):
            self._refuse(
                "bad-key",
                node.span,
                "a key that is no word",
                "the key is missing" if isinstance(node, Scalar) else "a list or a mapping",
                "only words name something that a file can say",
                "write `word: value`; put text that begins with `{` or `[` in quotes",
            )
            return Scalar(None, "", False, node.span)  # noqa: FBT003
        if node.text == "<<" and not node.quoted:
            self._refuse(
                "merge-key",
                node.span,
                "`<<` is a merge key",
                "merge keys are not used here",
                "what a mapping says has to stand in it, for those who read it",
                "write the merged keys out",
            )
        elif node.text in keys:
            first = keys[node.text].span
            self._source.error(
                "duplicate-key",
                node.span,
                f"the key {quote(node.text)} stands twice",
                f"already in line {first.line}, column {first.column}",
                "only one of the two could count, and nothing says which",
                "keep one of them, or put what both say under one key",
            )
        return node

    def _look_at_properties(self, event: events.NodeEvent) -> None:
        """Note an anchor or a tag; the value itself is read as if it were not there."""
        if event.anchor is not None:
            name, span = self._sign("&", _start(event))
            self._source.error(
                "anchor",
                span,
                f"{quote(name)} is an anchor",
                "anchors are not used here",
                "with anchors and aliases a short file can unfold into an endless one",
                "remove it and write the value out where it is needed; quote it if it is text",
            )
        tag: str | None = getattr(event, "tag", None)
        if tag is not None:
            name, span = self._sign("!", _start(event))
            self._source.error(
                "tag",
                span,
                f"{quote(name)} is a tag",
                "tags are not used here",
                "the type of a fact says what a value is; the file cannot choose",
                "remove it; quote it if it is text",
            )

    def _alias(self, event: events.AliasEvent) -> None:
        name, span = self._sign("*", _start(event))
        self._refuse(
            "alias",
            span,
            f"{quote(name)} is an alias",
            "aliases are not used here",
            "with anchors and aliases a short file can unfold into an endless one",
            "write out what it stands for; quote it if it is text",
        )
        self._add(Scalar(None, name, True, span))  # noqa: FBT003

    def _document(self, event: events.DocumentStartEvent) -> None:
        self._documents += 1
        if self._documents > 1:
            self._refuse(
                "several-documents",
                self._source.at(_start(event).line + 1, _start(event).column + 1, len("---")),
                "a second document in one file",
                "the first one ends here",
                "what stands after this line would be passed over in silence",
                "remove the line, or put what follows in a file of its own",
            )
            self._stopped = True

    def _tell_too_many(self, node: Node) -> None:
        self._refuse(
            "too-many-values",
            node.span,
            f"more than {MOST_NODES:,} values in one file",
            "one value too many",
            "nothing that people write holds so many, and reading them would stall others",
            "check that this is the right file, or split it",
        )
        self._stopped = True

    def _tell_empty(self) -> None:
        self._source.error(
            "empty-file",
            Span.whole(self._file),
            "the file is empty",
            "",
            "an empty file says nothing; most often it was not saved",
            "write its content, or remove the file",
        )

    def _refuse(  # noqa: PLR0913  a message has these six parts
        self, code: str, span: Span, message: str, label: str, why: str, mend: str
    ) -> None:
        """Note a mistake that leaves the shape of the tree in doubt."""
        self._sound = False
        self._source.error(code, span, message, label, why, mend)

    # where it stands

    def _span(self, start: Mark, end: Mark) -> Span:
        """Return the place from `start` to `end`, or to the end of the first line."""
        line, column = start.line, start.column
        if end.line == line:
            last = end.column
        else:
            last = len(self._lines[line].rstrip()) if line < len(self._lines) else column
        return Span(self._file, line + 1, column + 1, max(last, column) + 1)

    def _sign(self, sign: str, start: Mark) -> tuple[str, Span]:
        """Find an anchor, alias or tag as it was written, from the start of its node on."""
        line = self._lines[start.line]
        column = max(line.find(sign, start.column), start.column)
        found = _SIGNED.match(line, column)
        name = found.group() if found else sign
        return name, self._source.at(start.line + 1, column + 1, len(name))
