"""How much a caller may send, and the checks that come before anything is read.

The length that a caller declares is only a hint; what counts is what arrives, so a body sent in
chunks is cut off at the same size.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from api.problems import BAD_QUERY, TOO_LARGE, WRONG_TYPE, Refused
from engine.facts.problem import Problem

if TYPE_CHECKING:
    from collections.abc import Iterable

    from starlette.requests import Request

MOST_BODY: Final = 1_000_000
"""Most bytes of one assessment."""

MOST_BATCH: Final = 10_000_000
"""Most bytes of a batch."""

MOST_ITEMS: Final = 1000
"""Most entries of a batch that is sent as one JSON object."""

MOST_LINES: Final = 20_000
"""Most lines of a batch that is sent as lines."""

MOST_VALUES: Final = 100_000
"""Most values in one entry of a batch; so many never fit into the body of one assessment."""

MOST_ANSWER: Final = 50_000_000
"""Bytes after which no further entry of a keyed batch is answered; lines are streamed instead."""

MOST_POLICIES: Final = 50
"""Most policies that one request may name."""

READ_AT_ONCE: Final = 16_000
"""Largest body, in bytes, that is read while others wait; a larger one is read in a thread."""

ACTS_AT_ONCE: Final = 12
"""Most acts that are judged while others wait; more are judged in a thread."""

JSON: Final = "application/json"
NDJSON: Final = "application/x-ndjson"

_ANOTHER: Final = "the body is of a type that is not taken here"
_COMPRESSED: Final = "the body is compressed"


async def read_body(request: Request, most: int) -> bytes:
    """Read the body, however it is sent.

    Raises:
        Refused: It is longer than `most` bytes.
    """
    declared = request.headers.get("content-length", "")
    if declared.isdecimal() and int(declared[:20]) > most:
        raise _too_large(most)
    parts, size = [], 0
    async for part in request.stream():
        size += len(part)
        if size > most:
            raise _too_large(most)
        parts.append(part)
    return b"".join(parts)


def content_type(request: Request, *taken: str) -> str:
    """Say which of the types taken the body is of; forms and plain text never are.

    Raises:
        Refused: It is of none of them, or compressed.
    """
    named = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if named not in taken:
        raise _wrong_type(_ANOTHER, taken)
    if request.headers.get("content-encoding", "identity").strip().lower() != "identity":
        raise _wrong_type(_COMPRESSED, taken)
    return named


def only_parameters(request: Request, known: Iterable[str]) -> None:
    """Refuse a query parameter that nothing reads: it is a slip, and would be passed over.

    Raises:
        Refused: There is one, or one stands twice.
    """
    if not request.scope["query_string"]:
        return
    named = [name for name, _ in request.query_params.multi_items()]
    if len(named) == len(set(named)) and set(named) <= set(known):
        return
    taken = ", ".join(f"`{name}`" for name in known) or "none"
    problem = Problem(
        "",
        "unknown-parameter",
        "a query parameter is not known here, or stands twice",
        "a parameter that nothing reads would be passed over, and with it what was asked",
        f"the parameters taken are: {taken}",
    )
    raise Refused(BAD_QUERY, [problem])


def _too_large(most: int) -> Refused:
    problem = Problem(
        "",
        "body-too-large",
        f"the body has more than {most // 1_000_000} MB",
        "reading it would stall others",
        "send less at a time; many incidents go to /v1/assessments/batch, one a line",
    )
    return Refused(TOO_LARGE, [problem])


def _wrong_type(message: str, taken: Iterable[str]) -> Refused:
    problem = Problem(
        "",
        "wrong-content-type",
        message,
        "forms and plain text can be sent by any page that a browser shows",
        f"send {' or '.join(taken)} in UTF-8, uncompressed",
    )
    return Refused(WRONG_TYPE, [problem])
