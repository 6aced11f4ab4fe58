"""The service as an ASGI application: `create_app(ruleset)`, so that each test makes its own."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import Response

from api import pages, routes
from api.answers import MOST_BYTES
from api.failures import on_bad_parameters, on_http_error, on_refused
from api.model import Model
from api.openapi import openapi
from api.page import routes as page_routes
from api.problems import Refused
from api.service import Service
from api.shell import Shell
from engine import __version__
from engine.build import build_cues, build_ruleset, with_vectors

if TYPE_CHECKING:
    from fastapi.telemetry import TelemetryConfig

    from engine.infer.ruleset import Ruleset
    from engine.intake.cues import Cues

_log = logging.getLogger(__name__)

NO_TELEMETRY: TelemetryConfig = {
    "tracing": False,
    "metrics": False,
    "logs": False,
    "operation_spans": False,
    "auto_configure": False,
}
"""FastAPI would hold bodies and values of a request for whoever listens in the process."""


def create_app(
    ruleset: Ruleset,
    most_answer_bytes: int = MOST_BYTES,
    cues: Cues | None = None,
    model: Model | None = None,
) -> FastAPI:
    """Make the service.

    Args:
        ruleset: The policies to judge under; they stay as they are while the service runs.
        most_answer_bytes: Memory for answers that equal facts may share; 0 keeps none.
        cues: The lists by which accounts are read; those that came along if None.
        model: A language model of the organisation's own that proposes facts too; none by default.
    """
    if model is not None:
        _log.warning("accounts are also sent to the language model that is set up")
    service = Service(ruleset, most_answer_bytes, cues, model)
    app = FastAPI(
        title="Clausecheck",
        version=__version__,
        docs_url=None,
        redoc_url=None,
        openapi_url=None,
        redirect_slashes=False,
        telemetry=NO_TELEMETRY,
    )
    app.state.service = service
    app.router.routes.append(routes.AtOnce())
    app.include_router(routes.router)
    app.include_router(pages.router)
    app.include_router(page_routes.router)
    app.add_exception_handler(Refused, on_refused)
    app.add_exception_handler(HTTPException, on_http_error)
    app.add_exception_handler(RequestValidationError, on_bad_parameters)
    app.add_middleware(Shell, service=service)
    _serve_openapi(app, service)
    return app


def create_default_app() -> FastAPI:
    """Make the service over the default policies, for `uvicorn --factory`.

    Uvicorn's own log of requests is switched off: it holds addresses as they were sent, with what
    somebody looked for. Ours names routes instead.

    Raises:
        RulesetError: A policy cannot be used.
        VectorError: `CLAUSECHECK_VECTORS` asks for a sentence model that is not installed.
    """
    logging.getLogger("uvicorn.access").disabled = True
    cues = with_vectors(build_cues(), _tell_vectors)
    return create_app(build_ruleset(), cues=cues, model=Model.from_settings())


def _tell_vectors(done: int, of: int) -> None:
    if not done:
        _log.warning("making vectors of %d passages; this takes some minutes, once", of)


def _serve_openapi(app: FastAPI, service: Service) -> None:
    """Serve the document; it is made when first asked for, and kept."""
    made: dict[str, Any] = {}
    written: list[bytes] = []

    def document() -> dict[str, Any]:
        if not made:
            made.update(openapi(app, service))
        return made

    async def answer() -> Response:
        if not written:
            written.append(routes.encoded(document()))
        return Response(written[0], media_type="application/json")

    setattr(app, "openapi", document)  # noqa: B010  a method, so mypy refuses the plain form
    app.add_api_route("/openapi.json", answer, include_in_schema=False)
