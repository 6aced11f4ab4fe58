"""`clausecheck serve`: the REST service and its pages, until interrupted."""

from __future__ import annotations

import ipaddress
from typing import TYPE_CHECKING

from api.server import run
from engine.cli.exits import DONE, StopError
from engine.cli.output import tell
from engine.cli.policies import load_cues, load_rules
from engine.diagnostic import safe

if TYPE_CHECKING:
    from pathlib import Path

OPEN_TO_OTHERS = """\
warning: {host} can be reached from other machines, and this service asks nobody who they are.
         Put it behind a proxy that authenticates, encrypts and alone can reach it; or leave
         --host out, and it answers to this machine only.
"""


def serve(*, host: str, port: int, rules: Path | None, vectors: bool) -> int:
    """Serve until interrupted; what is sent is never logged.

    Raises:
        StopError: The policies cannot be used, or the service cannot start.
    """
    ruleset = load_rules(rules)
    if not is_loopback(host):
        tell(OPEN_TO_OTHERS.format(host=safe(host)))
    try:
        run(ruleset, host, port, cues=load_cues(rules, vectors=vectors))
    except SystemExit as ended:
        if ended.code:
            text = f"the service cannot listen on {safe(host)}, port {port}"
            raise StopError(text) from None
    return DONE


def is_loopback(host: str) -> bool:
    """Say whether only this machine can reach an address."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
