"""Reading forms: fields as a browser sends them, and one uploaded file; all in memory."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final
from urllib.parse import parse_qsl

from api.limits import MOST_BODY, content_type, read_body
from api.problems import MALFORMED, Refused
from engine.facts.problem import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from starlette.requests import Request

URLENCODED: Final = "application/x-www-form-urlencoded"
MULTIPART: Final = "multipart/form-data"
MOST_FIELDS: Final = 3000
_BOUNDARY: Final = re.compile(r'boundary="?([\w\'()+,./:=?-]{1,70})"?')
_NAME: Final = re.compile(r'; *name="([^"]{0,200})"')
_FILE: Final = re.compile(r"; *filename\*?=")


@dataclass(frozen=True, slots=True)
class Form:
    """The fields of a form, and the content of the file it carried."""

    fields: dict[str, list[str]] = field(default_factory=dict)
    file: bytes | None = None

    def get(self, name: str) -> str:
        """Give the first value of a field, line ends as one letter; empty if absent."""
        return self.all(name)[0] if self.fields.get(name) else ""

    def all(self, name: str) -> list[str]:
        """Give every value of a field."""
        return [value.replace("\r\n", "\n") for value in self.fields.get(name, ())]

    def under(self, prefix: str) -> Iterator[tuple[str, str]]:
        """Give the fields whose names begin with a prefix, without it."""
        for name in self.fields:
            if name.startswith(prefix):
                yield name.removeprefix(prefix), self.get(name)


async def read_form(request: Request) -> Form:
    """Read a form that was posted.

    Raises:
        Refused: It is of another type, too large, or cannot be read.
    """
    content_type(request, URLENCODED, MULTIPART)
    body = await read_body(request, MOST_BODY)
    declared = request.headers["content-type"]
    if declared.lower().startswith(MULTIPART):
        return _multipart(body, declared)
    return _urlencoded(body)


def _urlencoded(body: bytes) -> Form:
    try:
        pairs = parse_qsl(
            body.decode("ascii"),
            keep_blank_values=True,
            errors="strict",
            max_num_fields=MOST_FIELDS,
        )
    except ValueError:  # not ASCII, not UTF-8 or too many fields
        raise _malformed() from None
    return Form(_gathered(pairs))


def _multipart(body: bytes, declared: str) -> Form:
    found = _BOUNDARY.search(declared)
    if found is None:
        raise _malformed()
    parts = body.split(b"--" + found[1].encode())[1:-1]
    if not parts or len(parts) > MOST_FIELDS:
        raise _malformed()
    pairs, file = [], None
    for part in parts:
        head, gap, content = part.partition(b"\r\n\r\n")
        header = head.decode("utf-8", "replace")
        name = _NAME.search(header)
        if not gap or name is None:
            raise _malformed()
        content = content.removesuffix(b"\r\n")
        if _FILE.search(header):
            file = content
            continue
        try:
            pairs.append((name[1], content.decode()))
        except UnicodeDecodeError:
            raise _malformed() from None
    return Form(_gathered(pairs), file)


def _gathered(pairs: list[tuple[str, str]]) -> dict[str, list[str]]:
    fields: dict[str, list[str]] = {}
    for name, value in pairs:
        fields.setdefault(name, []).append(value)
    return fields


def _malformed() -> Refused:
    return Refused(
        MALFORMED,
        [Problem("", "form", "the form cannot be read", "it may be cut off", "send it again")],
    )
