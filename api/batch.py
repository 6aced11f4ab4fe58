"""Many incidents in one request: a keyed map, or lines of JSON answered one by one.

The whole body is read before the first line is answered: a caller that sends everything before it
reads anything would else wait for us while we wait for it.
"""

from __future__ import annotations

import logging
from collections.abc import Collection
from itertools import islice
from typing import TYPE_CHECKING, Any, Final

from api.limits import MOST_ANSWER, MOST_BODY, MOST_LINES, MOST_VALUES
from api.problems import MISFIT, REF, TOO_LARGE, UNFORESEEN, Refused, problem_body
from api.schemas import as_items, read_value
from engine.facts.problem import Problem

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator

    from api.schemas import Explain
    from api.service import Service

_log = logging.getLogger("clausecheck.api")

MULTI_STATUS: Final = 207
_OK: Final = 200
_AT_ONCE: Final = 16
"""Most lines answered in one go in a thread, and sent together."""

_SENT_AT_ONCE: Final = 1_000_000
"""Bytes of answers after which a go ends, with fewer lines."""


def answer_items(service: Service, body: bytes, explain: Explain) -> tuple[int, bytes]:
    """Answer a keyed map: status 200 if every entry got an assessment, else 207.

    Raises:
        Refused: The body is no batch; entries that do not fit get a problem each instead.
    """
    parts, status, size = [], _OK, 0
    for key, value in as_items(read_value(body)).items():
        code, part = _entry(service, value, explain) if size <= MOST_ANSWER else _NO_ROOM
        size += len(part)
        status = status if code == _OK else MULTI_STATUS
        parts.append(b'"%b":{%b}' % (key.encode(), part))
    return status, b'{"items":{' + b",".join(parts) + b"}}\n"


def check_lines(body: bytes) -> None:
    """Look at a batch of lines before the first is answered.

    Raises:
        Refused: There are too many.
    """
    if body.count(b"\n") > MOST_LINES:
        raise Refused(TOO_LARGE, [_MANY_LINES])


async def answer_lines(service: Service, body: bytes, explain: Explain) -> AsyncIterator[bytes]:
    """Answer line by line, in the order sent; empty lines are passed over."""
    lines = _numbered(body)
    while part := await service.apart(_some, service, lines, explain):
        yield part


def _numbered(body: bytes) -> Iterator[tuple[int, bytes]]:
    start = 0
    number = 0
    while start < len(body):
        end = body.find(b"\n", start)
        end = len(body) if end < 0 else end
        number += 1
        line = body[start:end].strip()
        start = end + 1
        if line:
            yield number, line


def _some(service: Service, lines: Iterator[tuple[int, bytes]], explain: Explain) -> bytes:
    """Answer the next few lines; nothing when there are no more."""
    found: list[bytes] = []
    for number, line in islice(lines, _AT_ONCE):
        found.append(_line(service, number, line, explain))
        if sum(map(len, found)) > _SENT_AT_ONCE:
            break
    return b"".join(found)


def _line(service: Service, number: int, line: bytes, explain: Explain) -> bytes:
    key = str(number)
    try:
        value = _value(line)
        if isinstance(value, dict) and "key" in value:
            key = _key(value.pop("key"))
        part = _entry(service, value, explain)[1]
    except Refused as refused:
        part = _problem(refused)
    return b'{"key":"%b",%b}\n' % (key.encode(), part)


def _value(line: bytes) -> object:
    if len(line) > MOST_BODY:
        raise Refused(TOO_LARGE, [_LONG_LINE])
    return read_value(line)


def _key(value: Any) -> str:  # noqa: ANN401  anything that was sent
    if not isinstance(value, str) or not REF.fullmatch(value):
        raise Refused(MISFIT, [_BAD_KEY])
    return value


def _entry(service: Service, value: object, explain: Explain) -> tuple[int, bytes]:
    """Answer one entry: its status, and the keys of its answer."""
    if _too_many(value):
        return TOO_LARGE.status, _problem(Refused(TOO_LARGE, [_MANY_VALUES]))
    try:
        answer = service.assess(service.as_request(value), explain)
    except Refused as refused:
        return refused.kind.status, _problem(refused)
    except Exception as error:  # noqa: BLE001  one entry never takes the others with it
        _log.error("an entry of a batch failed: %s", type(error).__name__)
        return UNFORESEEN.status, _problem(Refused(UNFORESEEN))
    return _OK, b'"status":200,"assessment":' + answer.body.rstrip()


def _too_many(value: object) -> bool:
    """Say whether an entry holds more values than are looked at; to tell each would take long."""
    open_, count = [value], 0
    while open_:
        outer = open_.pop()
        inner = outer.values() if isinstance(outer, dict) else outer
        if isinstance(inner, str) or not isinstance(inner, Collection):
            continue
        count += len(inner)
        if count > MOST_VALUES:
            return True
        open_ += [item for item in inner if isinstance(item, (dict, list))]
    return False


def _problem(refused: Refused) -> bytes:
    body = problem_body(refused.kind, refused.errors)
    return b'"status":%d,"problem":%b' % (refused.kind.status, body)


_LONG_LINE: Final = Problem(
    "",
    "body-too-large",
    f"the line has more than {MOST_BODY // 1_000_000} MB",
    "no incident written by people is so large, and reading it would stall others",
    "send the incident in parts",
)
_MANY_LINES: Final = Problem(
    "",
    "too-long",
    f"a batch has at most {MOST_LINES} lines",
    "answering more at once would stall others",
    "send several batches",
)
_MANY_VALUES: Final = Problem(
    "",
    "too-long",
    f"the entry holds more than {MOST_VALUES} values",
    "no incident written by people is so large, and reading it would stall others",
    "send the incident in parts",
)
_NO_ROOM: Final = (
    TOO_LARGE.status,
    _problem(
        Refused(
            TOO_LARGE,
            [
                Problem(
                    "",
                    "answer-too-large",
                    "the answers to the entries before this one fill the whole answer",
                    "a larger one would have to be held in memory at once",
                    "send the rest in another batch, or as application/x-ndjson",
                )
            ],
        )
    ),
)
_BAD_KEY: Final = Problem(
    "/key",
    "wrong-key",
    "the key of the line is no plain reference",
    "keys come back in the answer, and names of people must not",
    "use up to 64 letters, digits, `.`, `_` and `-`, and begin with a letter or digit",
)

__all__ = ["MULTI_STATUS", "answer_items", "answer_lines"]
