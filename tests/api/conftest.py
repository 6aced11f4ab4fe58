"""The service over the policies of the checkout, in process and on a real socket."""

from __future__ import annotations

import json
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import uvicorn
from starlette.testclient import TestClient

from api.app import create_app
from engine.build import build_ruleset
from tests.api.walk import Walk

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fastapi import FastAPI

    from engine.infer.ruleset import Ruleset

EXAMPLES = Path(__file__).parents[2] / "api" / "examples"


@pytest.fixture(scope="session")
def ruleset() -> Ruleset:
    """Every policy of the checkout."""
    return build_ruleset(Path(__file__).parents[2] / "rules")


@pytest.fixture(scope="session")
def app(ruleset: Ruleset) -> FastAPI:
    """One service for all tests that leave nothing behind in it."""
    return create_app(ruleset)


@pytest.fixture
def client(app: FastAPI) -> TestClient:
    """A caller of the service."""
    return TestClient(app, raise_server_exceptions=False)


@pytest.fixture
def walk(client: TestClient) -> Walk:
    """Somebody at the start of the pages."""
    client.cookies.clear()
    return Walk(client)


@pytest.fixture
def fresh(ruleset: Ruleset) -> TestClient:
    """A caller of a service that remembers nothing yet."""
    return TestClient(create_app(ruleset), raise_server_exceptions=False)


@pytest.fixture(scope="session")
def requests() -> dict[str, Any]:
    """The requests shown in OpenAPI, by name."""
    found = {}
    for path in sorted(EXAMPLES.glob("*.json")):
        found[path.stem] = json.loads(path.read_text(encoding="utf-8"))["request"]
    return found


@pytest.fixture(scope="session")
def port(app: FastAPI) -> Iterator[int]:
    """The port of the service on a real socket of this machine."""
    server = uvicorn.Server(
        uvicorn.Config(app, port=0, log_level="warning", access_log=False, lifespan="off")
    )
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    yield server.servers[0].sockets[0].getsockname()[1]
    server.should_exit = True
    thread.join(10)
