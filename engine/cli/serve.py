"""`clausecheck serve`: the REST service and its pages, until interrupted."""

from __future__ import annotations

import ipaddress
from typing import TYPE_CHECKING

import uvicorn

from api.app import create_app
from engine.cli.exits import COULD_NOT_RUN, DONE, StopError
from engine.cli.output import tell
from engine.cli.policies import load_rules
from engine.diagnostic import safe

if TYPE_CHECKING:
    from pathlib import Path

OPEN_TO_OTHERS = """\
warning: {host} can be reached from other machines, and this service asks nobody who they are.
         Put it behind a proxy that authenticates, encrypts and is the only one to reach it;
         or leave --host out, and it answers to this machine only.
"""


def serve(*, host: str, port: int, rules: Path | None) -> int:
    """Serve until interrupted.

    The log names method, path and answer of each request; bodies are never logged.

    Raises:
        StopError: The policies cannot be used, or the service cannot start.
    """
    app = create_app(load_rules(rules))
    if not is_loopback(host):
        tell(OPEN_TO_OTHERS.format(host=safe(host)))
    try:
        uvicorn.run(app, host=host, port=port, server_header=False)
    except SystemExit as ended:
        if ended.code:
            text = f"the service could not listen on port {port}"
            raise StopError(text, COULD_NOT_RUN) from None
    return DONE


def is_loopback(host: str) -> bool:
    """Say whether only this machine can reach an address."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
