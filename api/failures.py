"""How a request that fails is answered: a browser gets a page, a program problem details.

Either says what went wrong and how to go on, and repeats nothing of what was sent.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from starlette.responses import HTMLResponse, Response

from api.page.render import render
from api.problems import (
    BAD_QUERY,
    BY_STATUS,
    REFUSED,
    Kind,
    Refused,
    bad_parameters,
    problem_response,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from fastapi.exceptions import RequestValidationError
    from starlette.exceptions import HTTPException
    from starlette.requests import Request

    from engine.facts.problem import Problem

FOR_PROGRAMS: Final = re.compile(r"/(v1|health|metrics|openapi\.json)(/|$)")
"""Addresses that answer in JSON or plain text, whoever asks."""

_HTML: Final = "text/html"
_JSON: Final = ("application/json", "application/problem+json")
_WEIGHT: Final = re.compile(r"q=(0(?:\.\d{0,3})?|1(?:\.0{0,3})?)")


def answer(
    request: Request,
    kind: Kind,
    errors: Iterable[Problem] = (),
    headers: Mapping[str, str] | None = None,
) -> Response:
    """Answer a request that failed in the form that the caller can read."""
    told = {**(headers or {}), "vary": "Accept"}
    if not wants_page(request):
        return problem_response(kind, errors, told)
    page = render("page/failed.html", kind=kind.name, status=kind.status, title=kind.title)
    return HTMLResponse(page, kind.status, told)


def wants_page(request: Request) -> bool:
    """Say whether the caller would rather have a page than JSON, and the address has pages.

    Whoever takes both alike, as programs do that say nothing or `*/*`, gets JSON.
    """
    if FOR_PROGRAMS.match(request.url.path):
        return False
    accept = ",".join(request.headers.getlist("accept"))
    return weight(accept, _HTML) > max(weight(accept, media_type) for media_type in _JSON)


def weight(accept: str, media_type: str) -> float:
    """Give the weight, 0 to 1, that a caller gives a media type (RFC 9110, section 12.5.1).

    What names the type most closely counts; without a header, every type is as welcome.

    Example:
        >>> weight("text/html, */*;q=0.8", "application/json")
        0.8
    """
    if not accept.strip():
        return 1.0
    ranges = {"*/*": 0, f"{media_type.partition('/')[0]}/*": 1, media_type: 2}
    closest, found = -1, 0.0
    for part in accept.lower().split(","):
        name, *parameters = (piece.strip() for piece in part.split(";"))
        if ranges.get(name, -1) > closest:
            closest = ranges[name]
            weights = [match[1] for match in map(_WEIGHT.fullmatch, parameters) if match]
            found = float(weights[0]) if weights else 1.0
    return found


# --- from exceptions ------------------------------------------------------------------------------


async def on_refused(request: Request, error: Exception) -> Response:
    """Answer a request that one of our own checks refused."""
    assert isinstance(error, Refused)  # noqa: S101  so it is registered
    return answer(request, error.kind, error.errors)


async def on_http_error(request: Request, error: Exception) -> Response:
    """Answer what the framework refuses: no such address, another method."""
    known: HTTPException = error  # type: ignore[assignment]  # so it is registered
    kind = BY_STATUS.get(known.status_code)
    if kind is None:
        kind = Kind(REFUSED.name, known.status_code, REFUSED.title)
    return answer(request, kind, (), known.headers)


async def on_bad_parameters(request: Request, error: Exception) -> Response:
    """Answer a parameter that does not fit, without the value that the framework would repeat."""
    known: RequestValidationError = error  # type: ignore[assignment]  # so it is registered
    return answer(request, BAD_QUERY, bad_parameters(known))
