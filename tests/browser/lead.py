"""Somebody who goes through the pages by keyboard, and looks for faults on each."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from playwright.sync_api import expect

if TYPE_CHECKING:
    from playwright.sync_api import Locator

    from tests.browser.visit import Visit

DESK: Final = 1280
PHONE: Final = 320
RESULT: Final = "What the account may breach"
UNPROCESSABLE: Final = "422"

expect.set_options(timeout=30_000)  # a busy machine draws pages slowly


def unfold(place: Locator) -> None:
    """Open every fold that a place lies in."""
    folds = place.locator("xpath=ancestor::details[not(@open)]/summary")
    for number in range(folds.count()):
        folds.nth(number).press("Enter")


class Lead:
    """A safeguarding lead who goes through the pages by keyboard."""

    def __init__(self, tab: Visit, *, scripts: bool) -> None:
        self.tab, self.page, self.scripts = tab, tab.page, scripts
        self.looked: set[str] = set()
        self.page.set_default_timeout(30_000)

    def press(self, name: str) -> None:
        """Press a button that a keyboard can reach."""
        button = self.page.get_by_role("button", name=name, exact=True).last
        button.focus()
        button.press("Enter")

    def sees(self, heading: str) -> None:
        """Wait for a page, and look for faults on it, once for each of its states."""
        expect(self.page.get_by_role("heading", level=1, name=heading)).to_be_visible()
        assert self.page.locator("h1").count() == 1
        state = f"{self.page.title()} {self.page.locator('.govuk-error-summary').count()}"
        if self.scripts and state not in self.looked:
            self.looked.add(state)
            assert self.tab.violations() == []
        if self.scripts:
            assert self.tab.overhang() == 0
            assert self.tab.reports() == []
        assert self.tab.strangers() == []
        assert [c for c in self.tab.complaints if UNPROCESSABLE not in c] == []

    def check(self, account: str) -> None:
        """Paste an account and have it checked."""
        self.tab.go("/")
        self.page.get_by_label("What was reported").fill(account)
        self.page.get_by_label("PartnershipProjects", exact=True).check()
        self.page.get_by_label("What is the person").select_option("PP:employee")
        self.press("Check the account")

    def take_up(self, incident: dict[str, Any], policy: str = "PP", **known: Any) -> None:
        """Load a record with these facts, as if it had been saved."""
        state = {"policy": policy, "incident": incident, **known}
        self.tab.go("/")
        self.page.get_by_label("The file that you saved").set_input_files(
            {
                "name": "record.json",
                "mimeType": "application/json",
                "buffer": json.dumps({"state": state}).encode(),
            }
        )
        self.press("Load the record")
        expect(self.page.get_by_role("heading", level=1)).to_have_text(RESULT)

    def do(self, value: str) -> None:
        """Press the button that asks for this, wherever it stands."""
        button = self.page.locator(f"button[value='{value}']:not([aria-hidden])").first
        unfold(button)
        button.focus()
        button.press("Enter")
