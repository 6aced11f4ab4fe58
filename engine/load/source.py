"""The text of a file: read within bounds, decoded, cut into lines, its odd characters told."""

from __future__ import annotations

import errno
import re
import stat
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from engine.diagnostic import Diagnostic, in_order
from engine.span import Span, shown_path

if TYPE_CHECKING:
    import os

MOST_BYTES = 10_000_000
"""Largest input that is read, in bytes: 10 MB."""

MOST_OF_ONE_CODE = 20
"""Mistakes of one code told per file; the rest are counted."""

_LINE_BREAK = re.compile(r"\r\n|\r|\n")
_STRANGE = re.compile(
    "[^\t\n\r\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
)
_BYTE = re.compile("[\udc80-\udcff]")
_STAND_IN = "\ufffd"
_WIDE_MARKS = (b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff")


class Source:
    """One file's text, its lines, and the mistakes found in it so far."""

    def __init__(self, file: str, text: str = "") -> None:
        self.file = file
        self.text = text
        self.lines = _LINE_BREAK.split(text)
        self._found: list[Diagnostic] = []
        self._told: dict[str, int] = {}

    def at(self, line: int, column: int, width: int = 1) -> Span:
        """Return the place of `width` characters, cut at the end of the line."""
        line = max(1, min(line, len(self.lines)))
        end = max(column + 1, min(column + width, len(self.lines[line - 1]) + 1))
        return Span(self.file, line, column, end)

    def at_offset(self, offset: int, width: int = 1) -> Span:
        """Return the place of the characters from `offset`, counted from 0."""
        lines = _LINE_BREAK.split(self.text[:offset])
        return self.at(len(lines), len(lines[-1]) + 1, width)

    def line(self, number: int) -> str | None:
        """Return a line by its number, or None."""
        return self.lines[number - 1] if 0 < number <= len(self.lines) else None

    def error(  # noqa: PLR0913  a message has these six parts
        self, code: str, span: Span, message: str, label: str, why: str, mend: str
    ) -> None:
        """Note one mistake; past the first few of a kind, only count it."""
        self._told[code] = self._told.get(code, 0) + 1
        if self._told[code] <= MOST_OF_ONE_CODE:
            line = self.line(span.line)
            self._found.append(Diagnostic(code, span, message, label, why, mend, source_line=line))

    def count(self, code: str, more: int) -> None:
        """Count mistakes of a kind that is told already, without telling each."""
        if more > 0:
            self._told[code] = self._told.get(code, 0) + more

    def diagnostics(self) -> list[Diagnostic]:
        """Return what was found, by place; then how much more of each kind there is."""
        more = [
            Diagnostic(
                code,
                Span.whole(self.file),
                f"{count - MOST_OF_ONE_CODE:,} more mistakes of this kind in the file",
                "",
                f"only the first {MOST_OF_ONE_CODE} of a kind are shown",
                "mend those shown first, then look again",
            )
            for code, count in self._told.items()
            if count > MOST_OF_ONE_CODE
        ]
        return [*in_order(self._found), *more]

    @property
    def clean(self) -> bool:
        """Say whether nothing was found yet."""
        return not self._told

    @property
    def binary(self) -> bool:
        """Say whether so much of it is no text that reading on would tell nothing."""
        return self._told.get("bad-character", 0) > MOST_OF_ONE_CODE


def read_bytes(path: str | os.PathLike[str]) -> tuple[bytes | None, list[Diagnostic]]:
    """Read a file of at most 10 MB; what is missing, no file or too large is told, not raised."""
    source = Source(shown_path(path))
    try:
        data = _bounded(Path(path), source)
    except (OSError, ValueError) as error:
        number = error.errno if isinstance(error, OSError) else errno.ENOENT
        _unreadable(source, number)
        data = None
    return data, source.diagnostics()


def _bounded(path: Path, source: Source) -> bytes | None:
    """Read a file if it is one, and not too large; the size is looked at first."""
    found = path.stat()
    if stat.S_ISDIR(found.st_mode):
        _unreadable(source, errno.EISDIR)
        return None
    if not stat.S_ISREG(found.st_mode):
        _unreadable(source, errno.ENODEV)
        return None
    if found.st_size > MOST_BYTES:
        too_large(source)
        return None
    with path.open("rb") as stream:
        data = stream.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        too_large(source)
        return None
    return data


_UNREADABLE = {
    errno.ENOENT: ("missing-file", "there is no such file", "check the name"),
    errno.ENOTDIR: ("missing-file", "there is no such file", "check the name"),
    errno.ENAMETOOLONG: ("missing-file", "no file has so long a name", "check the name"),
    errno.EISDIR: ("not-a-file", "this is a folder", "name a file in it"),
    errno.ENODEV: ("not-a-file", "this is no ordinary file", "name a file that holds the text"),
    errno.EACCES: (
        "unreadable-file",
        "permission to read the file is missing",
        "have the permission set, or run as a user who may read it",
    ),
    errno.EPERM: (
        "unreadable-file",
        "permission to read the file is missing",
        "have the permission set, or run as a user who may read it",
    ),
    errno.ELOOP: (
        "unreadable-file",
        "the links lead in a circle",
        "let the link name the file itself",
    ),
}


def _unreadable(source: Source, number: int | None) -> None:
    code, message, mend = _UNREADABLE.get(
        number or 0,
        ("unreadable-file", "the file cannot be read", "check the disk, the network and the name"),
    )
    why = "nothing is judged on a file that was not read whole"
    source.error(code, Span.whole(source.file), message, "", why, mend)


def too_large(source: Source) -> None:
    """Note that the input is larger than is ever read."""
    source.error(
        "file-too-large",
        Span.whole(source.file),
        f"more than {MOST_BYTES // 1_000_000} MB of text",
        "",
        "no policy or incident written by people is so large, and reading it would stall others",
        "check that this is the right file, or split it",
    )


def open_source(text: str | bytes, file: str) -> Source:
    """Decode `text` and note every character that cannot be part of it.

    A byte-order mark at the start is dropped. Each bad character is replaced by a stand-in, so
    that places stay right and the rest of the text can still be looked at.
    """
    source = Source(file)
    if isinstance(text, str):
        size = len(text) if text.isascii() else len(text.encode("utf-8", "surrogatepass"))
    else:
        size = len(text)
    if size > MOST_BYTES:
        too_large(source)
        return source
    if isinstance(text, bytes):
        return _decoded(text, source)
    return _checked(text.removeprefix("\ufeff"), file)


def _decoded(data: bytes, source: Source) -> Source:
    """Decode UTF-8; other encodings are told by their marks where they have one."""
    if data.startswith(_WIDE_MARKS):
        _not_utf8(source, Span.whole(source.file), "the file is saved as UTF-16 or UTF-32", "")
        return source
    data = data.removeprefix(b"\xef\xbb\xbf")
    try:
        return _checked(data.decode("utf-8"), source.file)
    except UnicodeDecodeError:
        pass
    escaped = data.decode("utf-8", "surrogateescape")
    source = Source(source.file, escaped)
    text, count = _BYTE.subn(_STAND_IN, escaped)
    first = next(_BYTE.finditer(escaped))
    many = "" if count == 1 else f"; {count:,} such bytes in the file"
    label = f"the byte {ord(first.group()) - 0xDC00:#04x} means nothing here{many}"
    _not_utf8(source, source.at_offset(first.start()), "the file is not saved as UTF-8", label)
    _tell_strange(source, text)
    return source


def _not_utf8(source: Source, span: Span, message: str, label: str) -> None:
    source.error(
        "not-utf-8",
        span,
        message,
        label,
        "in another encoding letters such as é and signs such as £ would be misread",
        "save the file as UTF-8",
    )


def _checked(text: str, file: str) -> Source:
    source = Source(file, text)
    _tell_strange(source, text)
    return source


def _tell_strange(source: Source, text: str) -> None:
    """Note each character that has no place in a text, and let a stand-in take its place."""
    cleaned, count = _STRANGE.subn(_STAND_IN, text)
    for found in islice(_STRANGE.finditer(text), MOST_OF_ONE_CODE if count else 0):
        strange(source, found.group(), source.at_offset(found.start()))
    source.count("bad-character", count - MOST_OF_ONE_CODE)
    source.text = cleaned


def strange(source: Source, letter: str, span: Span) -> None:
    """Note a character that has no place in a text."""
    source.error(
        "bad-character",
        span,
        f"the character {name_of(letter)} has no place in a text",
        "it cannot be seen, but stands here",
        "what cannot be seen cannot be checked by those who read the file",
        "delete it; text from elsewhere is best pasted as plain text",
    )


def name_of(letter: str) -> str:
    """Name a character by its number, as in the Unicode tables."""
    return f"U+{ord(letter):04X}"
