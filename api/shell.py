"""What stands around every route: headers, counts, and the last net for an error of ours."""

from __future__ import annotations

import logging
import traceback
from time import perf_counter
from typing import TYPE_CHECKING, Final

from starlette.requests import ClientDisconnect, Request

from api.failures import answer
from api.metrics import METHODS
from api.problems import UNFORESEEN

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from api.service import Service

_log = logging.getLogger("clausecheck.api")

NOTHING_FROM_ELSEWHERE: Final = (
    "default-src 'none'; script-src 'self'; connect-src 'self'; style-src 'self'; img-src 'self';"
    " base-uri 'none'; form-action 'self'; frame-ancestors 'none'; trusted-types 'none';"
    " require-trusted-types-for 'script'"
)
_HEADERS: Final = {
    "cache-control": "no-store",
    "content-security-policy": NOTHING_FROM_ELSEWHERE,
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
}
_GONE: Final = 499
"""The status counted when the caller left before the answer."""


class Shell:
    """Middleware around all routes.

    It logs the route, never the address as sent, and of an error where it arose, never what it
    says: both may repeat the account.
    """

    def __init__(self, app: ASGIApp, service: Service) -> None:
        self._app = app
        self._service = service
        headers = {**_HEADERS, "policy-digest": service.ruleset.digest}
        self._headers = [(name.encode(), value.encode()) for name, value in headers.items()]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        start, status = perf_counter(), 0

        async def send_on(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                message["headers"] = [*message.get("headers", ()), *self._headers]
            await send(message)

        try:
            await self._app(scope, receive, send_on)
        except ClientDisconnect:
            status = status or _GONE
        except Exception as error:  # noqa: BLE001  the last net
            _log.error("%s failed: %s", _route(scope), _where(error))
            if not status:
                await answer(Request(scope), UNFORESEEN)(scope, receive, send_on)
        seconds = perf_counter() - start
        route = _route(scope)
        method = scope["method"] if scope["method"] in METHODS else "other"
        self._service.metrics.observe(route, method, status, seconds)
        _log.info("%s %s %d %.1f ms", method, route, status, seconds * 1000)


def _route(scope: Scope) -> str:
    """Name the route as it was declared, or `other`."""
    return getattr(scope.get("route"), "path", None) or "other"


def _where(error: Exception) -> str:
    """Say what kind of error it is and through which functions it went; not what it says."""
    frames = traceback.extract_tb(error.__traceback__)[-8:]
    return f"{type(error).__name__} in " + " > ".join(f"{f.name}:{f.lineno}" for f in frames)
