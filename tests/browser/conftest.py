"""The service on a real socket, and a Chromium of the system to look at it with.

Playwright keeps an event loop running in this thread, in which `asyncio.run` of other tests would
fail; so the browser lives no longer than the module that uses it.
"""

from __future__ import annotations

import os
import shutil
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING, Final, NoReturn

import pytest
import uvicorn
from playwright.sync_api import sync_playwright

from api.app import create_app
from engine.build import build_ruleset
from tests.browser.visit import Visit

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser

    Open = Callable[..., Visit]

NAMES: Final = ("chromium", "chromium-browser", "google-chrome")  # as in .ci/browser
FLAGS: Final = (
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
)


@pytest.fixture(scope="module")
def base() -> Iterator[str]:
    """Where the service over all policies of the checkout listens."""
    app = create_app(build_ruleset(Path(__file__).parents[2] / "rules"))
    server = uvicorn.Server(
        uvicorn.Config(app, port=0, log_level="warning", access_log=False, lifespan="off")
    )
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        assert thread.is_alive(), "the service ended before it listened"
        time.sleep(0.01)
    yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    server.should_exit = True
    thread.join(10)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """The browser; without one, its tests are skipped, or fail where one is demanded."""
    program = next(filter(None, map(shutil.which, NAMES)), None)
    if program is None:
        _without(f"none of {', '.join(NAMES)} is on PATH: `make browser` tells what to do")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=program,
            args=FLAGS,
            chromium_sandbox=os.geteuid() != 0,  # it refuses to start with one as root
        )
        yield chromium
        chromium.close()


@pytest.fixture
def visit(browser: Browser, base: str) -> Iterator[Open]:
    """Open a tab with `visit(width, scripts=…)`; its memory is empty and its own."""
    opened = []

    def open_(width: int = 1280, *, scripts: bool = True) -> Visit:
        context = browser.new_context(
            viewport={"width": width, "height": 800}, java_script_enabled=scripts
        )
        opened.append(context)
        return Visit(context.new_page(), base)

    yield open_
    for context in opened:
        context.close()


def _without(reason: str) -> NoReturn:
    if os.environ.get("CI") == "true" or os.environ.get("REQUIRE_BROWSER") == "1":
        pytest.fail(reason, pytrace=False)
    pytest.skip(reason)
