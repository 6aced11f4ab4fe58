"""What the YAML parser says of broken text, said again for the people who wrote it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from yaml.error import MarkedYAMLError

from engine.span import Span

if TYPE_CHECKING:
    from yaml.error import Mark, YAMLError

    from engine.load.source import Source

_READ_ON = "the rest of the file cannot be read before this is mended"


class _Told(NamedTuple):
    """One way in which text is broken: what the parser's words contain, and ours."""

    problem: str
    message: str
    label: str
    mend: str
    at_context: bool = False


_QUOTE_MEND = (
    "close it with the same quotation mark; inside single quotes write an apostrophe twice"
)
_TOLD = (
    _Told(
        "mapping values are not allowed",
        "a second `: ` where a value was begun",
        "this colon would begin another key",
        "put the value in quotes, or put the key on a line of its own",
    ),
    _Told(
        "could not find expected ':'",
        "a line that is neither a key nor part of a text",
        "no `:` follows",
        "write `key: value`, or indent the line as deep as the text that it goes on with",
        at_context=True,
    ),
    _Told(
        "block sequence entries are not allowed",
        "a list begins where none can stand",
        "this `-` follows something else on its line",
        "put the list on lines of its own, or write it as `[a, b]`",
    ),
    _Told(
        "block collection",
        "the indentation does not fit",
        "neither an entry of the list above nor deeper than it",
        "begin the line in the same column as the other `-` of its list",
    ),
    _Told(
        "',' or ']'",
        "a list in `[ ]` is not closed",
        "no `,` or `]` follows where one has to",
        "write `,` between entries and close the list with `]`",
    ),
    _Told(
        "',' or '}'",
        "a mapping in `{ }` is not closed",
        "no `,` or `}` follows where one has to",
        "write `,` between entries and close the mapping with `}`",
    ),
    _Told(
        "<document start>",
        "something stands after the end of the file's content",
        "the content ended above this",
        "remove it, or the closing mark above it",
    ),
    _Told(
        "did not find expected key",
        "the indentation does not fit",
        "neither beside the keys above nor under one of them",
        "begin the line in the same column as the key that it stands beside",
    ),
    _Told(
        "expected <block end>",
        "the indentation does not fit",
        "neither beside what stands above nor under it",
        "begin the line in the same column as what it stands beside",
    ),
    _Told(
        "node content",
        "a value is missing",
        "a value was expected here",
        "write the value, or remove the sign before it",
    ),
    _Told(
        "unexpected end of stream",
        "a text in quotes is never closed",
        "opened here",
        _QUOTE_MEND,
        at_context=True,
    ),
    _Told(
        "unexpected document",
        "a text in quotes is not closed before the next document",
        "opened here",
        _QUOTE_MEND,
        at_context=True,
    ),
    _Told(
        "scape c",  # an unknown escape character; an invalid escape code
        r"a `\` in double quotes that means nothing",
        "no such escape",
        r"write `\\` for the sign itself, or use single quotes",
    ),
    _Told(
        "hexdecimal",
        r"a `\` in double quotes that means nothing",
        "digits are missing here",
        r"write `\\` for the sign itself, or use single quotes",
    ),
)
_KEY_UNDER_TEXT = _Told(
    "mapping values are not allowed",
    "a key where only a text can go on",
    "the line above is a text, and this one goes on with it",
    "begin the line in the column of the key above, or put the whole text in quotes",
)
_OTHER = _Told(
    "",
    "this is not valid YAML",
    "the reader stopped here",
    "write plain `key: value` lines, and put text with unusual signs in quotes",
)


def tell_syntax_error(source: Source, error: YAMLError | ValueError) -> None:
    """Note where and why the text stops being YAML."""
    if not isinstance(error, MarkedYAMLError) or error.problem_mark is None:
        return _tell(source, _OTHER, Span.whole(source.file))
    mark = error.problem_mark
    words = f"{error.context or ''}; {error.problem or ''}"
    line = source.line(mark.line + 1) or ""
    before, sign = line[: mark.column], line[mark.column : mark.column + 1]
    if "tab character" in words or sign == "\t" or "\t" in line[: len(line) - len(line.lstrip())]:
        return _tell_tab(source, line, mark)
    if "cannot start any token" in words:
        return _tell_sign(source, sign, source.at(mark.line + 1, mark.column + 1))
    told = next((told for told in _TOLD if told.problem in words), _OTHER)
    if before[-1:] in {"'", '"'} and sign.strip():
        return _tell_after_quote(source, source.at(mark.line + 1, mark.column + 1))
    if told.problem == _KEY_UNDER_TEXT.problem and ": " not in before:
        told = _KEY_UNDER_TEXT
    context = error.context_mark
    in_brackets = told.problem.startswith("',' or")
    if context and (told.at_context or (in_brackets and context.line != mark.line)):
        mark = context
    return _tell(source, told, source.at(mark.line + 1, mark.column + 1))


def _tell(source: Source, told: _Told, span: Span) -> None:
    source.error("yaml-syntax", span, told.message, told.label, _READ_ON, told.mend)


def _tell_tab(source: Source, line: str, mark: Mark) -> None:
    column = line.find("\t") + 1 or mark.column + 1
    width = len(line) - len(line[column - 1 :].lstrip("\t")) - column + 1
    source.error(
        "yaml-tab",
        source.at(mark.line + 1, column, max(1, width)),
        "a tab in the indentation",
        "lines are indented with spaces only",
        "a tab is as wide as each editor likes, so nobody can say what stands under what",
        "replace the tab with spaces",
    )


def _tell_sign(source: Source, sign: str, span: Span) -> None:
    source.error(
        "yaml-syntax",
        span,
        f"a value begins with `{sign}`" if sign != "`" else "a value begins with a backtick",
        "this sign has a meaning of its own in YAML",
        _READ_ON,
        "put the value in quotes",
    )


def _tell_after_quote(source: Source, span: Span) -> None:
    source.error(
        "yaml-syntax",
        span,
        "a text in quotes ends, and something follows",
        "not part of the text in quotes",
        _READ_ON,
        "put quotes around the whole value; inside single quotes write an apostrophe twice",
    )
