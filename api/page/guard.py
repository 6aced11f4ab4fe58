"""Only forms that our own pages showed are taken: the token in the form is the one in the cookie.

The token says nothing about anybody and is gone when the browser closes, or by "Exit this page":
from then on a form that the browser still remembers is refused, and what it holds is not shown.
"""

from __future__ import annotations

import re
import secrets
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

    from api.page.forms import Form

FIELD: Final = "token"
_TOKEN: Final = re.compile(r"[\w-]{43}")
_FROM_HERE: Final = ("same-origin", "none")


def _cookie(request: Request) -> str:
    return "__Host-form" if request.url.scheme == "https" else "form"


def token_of(request: Request) -> str | None:
    """Give the token that the browser holds, if it is one of ours by its shape."""
    token = request.cookies.get(_cookie(request), "")
    return token if _TOKEN.fullmatch(token) else None


def new_token() -> str:
    """Make a token that nobody can guess."""
    return secrets.token_urlsafe(32)


def hand_out(request: Request, response: Response, token: str) -> None:
    """Have the browser hold the token until it closes."""
    https = request.url.scheme == "https"
    response.set_cookie(
        _cookie(request), token, path="/", secure=https, httponly=True, samesite="strict"
    )


def take_back(request: Request, response: Response) -> None:
    """Have the browser forget the token, and all that it keeps of our pages."""
    https = request.url.scheme == "https"
    response.delete_cookie(
        _cookie(request), path="/", secure=https, httponly=True, samesite="strict"
    )
    response.headers["clear-site-data"] = '"cache", "cookies", "storage"'


def from_here(request: Request) -> bool:
    """Say whether the request comes from our own pages, as far as the browser says."""
    return request.headers.get("sec-fetch-site", "none") in _FROM_HERE


def is_ours(request: Request, form: Form) -> bool:
    """Say whether a form is one that we showed to this browser."""
    held = token_of(request)
    return (
        from_here(request)
        and held is not None
        and secrets.compare_digest(held.encode(), form.get(FIELD).encode())
    )
