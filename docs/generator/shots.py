"""docs/images: the real pages, as Chromium shows them; `make shots` takes the pictures anew."""

from __future__ import annotations

import os
import shutil
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING, Final

import uvicorn
from playwright.sync_api import sync_playwright

from api.app import create_app
from engine.build import build_ruleset

if TYPE_CHECKING:
    from playwright.sync_api import Page

IMAGES: Final = Path(__file__).parents[1] / "images"
ACCOUNT: Final = """From: J., play team
At the gathering on Saturday R. (support worker) took photos of two of the young people on his own \
phone and put one on Facebook the same evening. Afterwards he drove K. home, just the two of them; \
he says the bus did not come. He told me on Monday, and I told the line manager the same day.
One of the mums shouted at him by the gate. Somebody should look at the rota as well.
"""
WIDE: Final = {"width": 1060, "height": 900}
NARROW: Final = {"width": 360, "height": 740}


def _taken(page: Page, name: str, start: str | None = None, height: int | None = None) -> None:
    """Take a picture of the window, from a place of the page on."""
    if start is not None:
        page.locator(start).first.evaluate(
            "place => window.scrollTo(0, place.getBoundingClientRect().top + scrollY - 12)"
        )
    size = page.viewport_size or WIDE
    clip = {"x": 0, "y": 0, "width": size["width"], "height": height or size["height"]}
    page.screenshot(path=IMAGES / f"{name}.png", clip=clip)


def _check(page: Page, base: str) -> None:
    page.goto(base)
    page.fill("#account", ACCOUNT)
    page.check("[name=policy][value=PP]")
    page.select_option("#role", "PP:employee")


def _shoot(page: Page, base: str) -> None:
    _check(page, base)
    _taken(page, "start")
    page.press("text=Check the account", "Enter")
    page.wait_for_selector("#may-breach")
    page.evaluate("document.activeElement.blur()")
    _taken(page, "result")
    _taken(page, "account", "#facts")
    _taken(page, "next", "#next")
    page.goto(f"{base}/policies/PP/clauses/PP-15.lift-outside-duties")
    _taken(page, "clause", ".cc-path")
    page.set_viewport_size(NARROW)
    _check(page, base)
    page.press("text=Check the account", "Enter")
    page.wait_for_selector("#may-breach")
    page.evaluate("document.activeElement.blur()")
    _taken(page, "phone", "#may-breach")


def main() -> None:
    """Take all pictures."""
    config = uvicorn.Config(
        create_app(build_ruleset()), port=0, log_level="warning", lifespan="off"
    )
    server = uvicorn.Server(config)
    threading.Thread(target=server.run, daemon=True).start()
    while not server.started:
        time.sleep(0.05)
    base = f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    IMAGES.mkdir(exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), chromium_sandbox=os.geteuid() != 0
        )
        _shoot(browser.new_page(viewport=WIDE), base)
        browser.close()
    server.should_exit = True


if __name__ == "__main__":
    main()
