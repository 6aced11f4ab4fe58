"""A page as the browser got it, with all that went wrong on the way."""

from __future__ import annotations

from dataclasses import dataclass, field
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from playwright.sync_api import ConsoleMessage, Page, Response

AXE: Final = files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")
RULES: Final = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")

_GATHER_REPORTS: Final = """
    window.reports = [];
    document.addEventListener("securitypolicyviolation",
        found => window.reports.push(`${found.effectiveDirective} ${found.blockedURI}`));
"""
_FOCUSED: Final = "document.activeElement.id || document.activeElement.innerText"


@dataclass(eq=False)
class Visit:
    """A tab of the browser.

    Args:
        page: The tab, before it went anywhere.
        base: Where the service listens, without a slash at the end.
    """

    page: Page
    base: str
    requested: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.on("request", lambda request: self.requested.append(request.url))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("console", self._hear)
        self.page.add_init_script(_GATHER_REPORTS)

    def _hear(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            self.complaints.append(message.text)

    def go(self, path: str) -> Response:
        """Open a page of the service, and wait until all that it needs is there."""
        response = self.page.goto(self.base + path, wait_until="load")
        assert response is not None
        return response

    def violations(self) -> list[str]:
        """Name the accessibility rules that the page breaks, each with the first place.

        The source is evaluated, since the content security policy of the page admits no script.
        """
        self.page.evaluate(f"{AXE};undefined")
        found: dict[str, Any] = self.page.evaluate(
            "tags => axe.run(document, {runOnly: {type: 'tag', values: tags}})", list(RULES)
        )
        assert found["passes"], "axe looked at nothing"
        return [f"{v['id']}: {v['help']}: {v['nodes'][0]['html']}" for v in found["violations"]]

    def reports(self) -> list[str]:
        """Give what the content security policy refused: directive and address."""
        found: list[str] = self.page.evaluate("window.reports")
        return found

    def strangers(self) -> list[str]:
        """Give the addresses asked for that are not of the service."""
        return [url for url in self.requested if not url.startswith(f"{self.base}/")]

    def overhang(self) -> int:
        """Give the pixels by which the page is wider than the window."""
        wide: int = self.page.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )
        return wide

    def focused(self) -> str:
        """Name what has the keyboard: by its id, else by its words."""
        name: str = self.page.evaluate(_FOCUSED)
        return name
