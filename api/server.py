"""Running the service with uvicorn."""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING, Final

import uvicorn

from api.app import create_app
from api.model import Model

if TYPE_CHECKING:
    from engine.infer.ruleset import Ruleset
    from engine.intake.cues import Cues

LOOPBACK: Final = "127.0.0.1"


def run(
    ruleset: Ruleset,
    host: str = LOOPBACK,
    port: int = 8000,
    log_level: str = "info",
    cues: Cues | None = None,
) -> None:
    """Serve until interrupted.

    Nothing is asked of callers, so the service listens on this machine alone unless told otherwise;
    whoever offers it to others puts a proxy in front that identifies them. Uvicorn's own log of
    requests stays off, since it holds addresses as they were sent.
    """
    app = create_app(ruleset, cues=cues, model=Model.from_settings())
    gc.collect()
    gc.freeze()  # the policies stay; looking through them again would stall a request for 0.2 s
    uvicorn.run(
        app,
        host=host,
        port=port,
        log_level=log_level,
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=5,
    )
