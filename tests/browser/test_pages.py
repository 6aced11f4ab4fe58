"""The pages in a real browser: for all senses, by keyboard, on a phone, and from nowhere else."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

import pytest
from playwright.sync_api import expect

from api.shell import NOTHING_FROM_ELSEWHERE

if TYPE_CHECKING:
    from tests.browser.conftest import Open

pytestmark = pytest.mark.xdist_group("browser")  # one worker launches it

PAGES: Final = {
    "/": "Check an account",
    "/about": "About",
    "/docs": "How to call it",
    "/policies": "Codes of conduct",
}
LIBRARY: Final = (
    *(f"/policies/{name}" for name in ("BF", "C4PC", "PCT", "PH", "PP")),
    "/policies/PP/clauses/PP-04.secrecy-for-adults",  # advice; no path
    "/policies/PP/clauses/PP-09.dependence",  # routine; an exception that a missed duty ends
    "/policies/PH/clauses/PH-SCHOOL.website",  # no reading of its own
    "/policies/BF/clauses/BF-UNACC.dogs",  # what is no excuse
    "/policies/PP/clauses/PP-15.lift-outside-duties",  # duties that are broken by themselves
)
_TOKEN: Final = re.compile(r'name="token" value="[^"]+"')
DESK: Final = 1280
PHONE: Final = 320
"""CSS pixels; the width at which WCAG 2.2, criterion 1.4.10, allows no scrolling in two ways."""

FAULTY: Final = """<!DOCTYPE html>
<html>
<head><meta charset="utf-8"><title></title></head>
<body>
  <h1>One</h1>
  <h1>Two</h1>
  <img src="https://elsewhere.example/one.png">
  <form><input type="text"><button></button></form>
  <p id="faint" style="color: #bbb; background: #fff; width: 900px">Hardly to be read</p>
  <script>document.title = "run"</script>
</body>
</html>
"""


def title(path: str) -> str:
    return f"{PAGES[path]} \N{EN DASH} Clausecheck"


@pytest.mark.parametrize("width", [DESK, PHONE])
@pytest.mark.parametrize("path", PAGES)
def test_page_has_no_fault(visit: Open, path: str, width: int) -> None:
    """Nothing bars a reader, nothing is fetched from elsewhere, and nothing is complained of."""
    tab = visit(width)

    response = tab.go(path)

    assert response.status == 200
    assert tab.page.title() == title(path)
    assert tab.page.locator("h1").count() == 1
    assert tab.overhang() == 0
    assert tab.violations() == []
    assert tab.strangers() == []
    assert tab.complaints + tab.reports() == []


def test_faults_are_found(visit: Open) -> None:
    """The control: of a page with planted faults every one is told, so silence means something."""
    tab = visit(PHONE)
    headers = {"content-security-policy": NOTHING_FROM_ELSEWHERE}
    tab.page.route(
        "**/faulty",
        lambda route: route.fulfill(body=FAULTY, content_type="text/html", headers=headers),
    )

    tab.go("/faulty")
    refused = tab.reports()
    # The policy refuses inline styles too; set from outside, they are there to be judged.
    style = "color: #bbb; background: #fff; width: 900px"
    tab.page.evaluate("style => document.getElementById('faint').style.cssText = style", style)
    found = {violation.partition(":")[0] for violation in tab.violations()}

    planted = {"button-name", "color-contrast", "document-title", "html-has-lang", "image-alt"}
    assert found >= planted | {"label", "landmark-one-main"}
    assert tab.overhang() > 500
    assert sorted(report.split()[0] for report in refused) == [
        "img-src",
        "script-src-elem",
        "style-src-attr",
    ]
    assert len(tab.complaints) >= len(refused)
    assert tab.page.locator("h1").count() == 2


def test_requests_for_elsewhere_are_seen_and_answered_by_nobody(visit: Open) -> None:
    """The control of the other kind: without a policy the address is asked for, in vain."""
    tab = visit()
    tab.page.route("**/faulty", lambda route: route.fulfill(body=FAULTY, content_type="text/html"))

    tab.go("/faulty")

    assert tab.strangers() == ["https://elsewhere.example/one.png"]
    assert "ERR_NAME_NOT_RESOLVED" in "".join(tab.complaints)


@pytest.mark.parametrize("path", PAGES)
def test_keyboard_can_skip_to_the_content(visit: Open, path: str) -> None:
    tab = visit()
    tab.go(path)

    tab.page.keyboard.press("Tab")

    assert tab.focused() == "Skip to the content"
    expect(tab.page.locator(".govuk-skip-link")).to_be_in_viewport(ratio=1)

    tab.page.keyboard.press("Enter")

    assert tab.focused() == "main"


@pytest.mark.parametrize("path", PAGES)
def test_page_is_the_same_without_scripts(visit: Open, path: str) -> None:
    with_, without = visit(), visit(scripts=False)

    for tab in (with_, without):
        tab.go(path)

    contents = [_TOKEN.sub("", tab.page.content()) for tab in (without, with_)]
    assert contents[0] == contents[1]
    assert (
        without.page.locator("body").aria_snapshot() == with_.page.locator("body").aria_snapshot()
    )


def test_links_lead_on_and_the_back_button_back(visit: Open) -> None:
    tab = visit()
    tab.go("/")

    tab.page.get_by_role("navigation").get_by_role("link", name="About").press("Enter")
    tab.page.wait_for_url("**/about")
    tab.page.get_by_role("link", name=PAGES["/docs"]).press("Enter")
    tab.page.wait_for_url("**/docs")
    tab.page.locator("main a[href^='#']").first.press("Enter")
    tab.page.wait_for_url("**/docs#*")
    tab.page.go_back()

    assert tab.page.url == f"{tab.base}/docs"

    tab.page.go_back()

    assert tab.page.url == f"{tab.base}/about"
    assert tab.page.title() == title("/about")
    assert tab.complaints == []


def test_links_are_answered_and_no_page_is_left_out(visit: Open) -> None:
    """Whatever the pages link to exists; what of it is a page stands in `PAGES`."""
    tab = visit()
    links = set()
    for path in PAGES:
        tab.go(path)
        hrefs = tab.page.locator("a").evaluate_all("links => links.map(a => a.href)")
        links |= {href.partition("#")[0].removeprefix(tab.base) for href in hrefs}

    shown = set()
    for link in sorted(links - {"/exit"}):
        response = tab.page.request.get(tab.base + link)
        assert response.status == 200, link
        if response.headers["content-type"].startswith("text/html"):
            shown.add(link)

    assert {link for link in shown if not link.startswith("/policies/")} == set(PAGES)


@pytest.mark.parametrize("width", [DESK, PHONE])
@pytest.mark.parametrize("path", LIBRARY)
def test_policies_and_clauses_have_no_fault(visit: Open, path: str, width: int) -> None:
    """Every policy with its drawings, and clauses that between them have every part there is."""
    tab = visit(width)
    tab.go(path)
    folds = tab.page.locator("main details")
    folds.evaluate_all("folds => folds.slice(0, 3).forEach(fold => fold.open = true)")

    assert tab.page.locator("h1").count() == 1
    assert tab.overhang() == 0
    assert tab.violations() == []
    assert tab.strangers() == []
    assert tab.complaints + tab.reports() == []


def test_paths_are_drawn_and_cases_fold_out(visit: Open) -> None:
    tab = visit()
    tab.go(LIBRARY[-1])

    assert tab.page.locator("svg[role=img]").count() > 0
    tab.page.locator("details summary").first.press("Enter")
    expect(tab.page.get_by_text("What has to come out").first).to_be_visible()


@pytest.mark.parametrize("width", [DESK, PHONE])
@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/nowhere", 404),
        ("/policies/XX", 404),
        ("/policies/PP/clauses/PP-99.none", 404),
        ("/about?what=this", 422),
    ],
)
def test_a_page_that_is_not_there_leads_on(visit: Open, path: str, status: int, width: int) -> None:
    tab = visit(width)

    response = tab.go(path)

    assert response.status == status
    assert tab.page.locator("h1").count() == 1
    assert tab.overhang() == 0
    assert tab.violations() == []
    assert tab.strangers() == []
    assert len(tab.complaints) == 1  # the browser's own, about the status
    tab.page.get_by_role("link", name="Read the codes of conduct").press("Enter")
    expect(tab.page.get_by_role("heading", level=1)).to_have_text("Codes of conduct")
