"""From a pasted account to a record in a real browser, with and without scripts, at two widths."""

from __future__ import annotations

import json
from contextlib import suppress
from typing import TYPE_CHECKING, Final

import pytest
from playwright.sync_api import Error, expect

from tests.browser.lead import DESK, PHONE, Lead

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.browser.conftest import Open

pytestmark = pytest.mark.xdist_group("browser")  # one worker launches it

HOSTILE: Final = (
    "<img src=x onerror=alert(1)> <script>alert(2)</script> </textarea><b>bold</b> {{ 7*7 }}"
    " javascript:alert(3) \" ' & “so”"
)
ACCOUNT: Final = f"""On Saturday Tom (support worker) took photos of two young people
on his own phone.
He drove K home afterwards. I told the line manager on Monday.
{HOSTILE}
"""
WORD: Final = "his own phone"
ELSEWHERE: Final = "https://www.bbc.co.uk/weather"


_WITHOUT_NUMBERS: Final = """account => {
    const copy = account.cloneNode(true);
    copy.querySelectorAll("sup").forEach(number => number.remove());
    return copy.textContent;
}"""


def words_of(page: Page) -> str:
    """Give the account as the page shows it, without the numbers of facts."""
    words: str = page.locator(".cc-account").evaluate(_WITHOUT_NUMBERS)
    return words


@pytest.fixture(params=[(DESK, True), (PHONE, True), (DESK, False), (PHONE, False)], ids=str)
def lead(visit: Open, request: pytest.FixtureRequest) -> Lead:
    """Somebody at a desk or with a phone, whose browser runs scripts or none."""
    width, scripts = request.param
    return Lead(visit(width, scripts=scripts), scripts=scripts)


def test_the_whole_journey(lead: Lead) -> None:
    begin(lead)
    correct(lead)
    add(lead)
    people(lead)
    keep(lead)


def begin(lead: Lead) -> None:
    """Make a mistake, mend it, and see the result with its words."""
    page = lead.page
    lead.tab.go("/")
    lead.sees("Check an account against a code of conduct")
    assert "Is somebody in danger now?" in page.inner_text("main")
    lead.press("Check the account")
    expect(page.locator(".govuk-error-summary")).to_be_visible()
    assert page.title().startswith("Error: ")
    if lead.scripts:
        expect(page.locator(".govuk-error-summary")).to_be_focused()
    page.get_by_role("link", name="Paste or write what happened").press("Enter")
    expect(page.get_by_label("What was reported")).to_be_focused()
    lead.sees("Check an account against a code of conduct")

    lead.check(ACCOUNT)
    lead.sees("What the account may breach")
    assert HOSTILE in words_of(page)


def correct(lead: Lead) -> None:
    """Go from a finding to the words and the fact, correct it, and answer a question."""
    page = lead.page
    own = page.locator("#may-breach ~ article", has_text="one's own equipment")
    expect(own).to_be_visible()
    own.get_by_role("link", name="own phone").last.press("Enter")
    expect(page.locator("mark:target")).to_contain_text("own")  # other words may begin within
    page.locator(".cc-account sup a[href$='-equipment']").first.press("Enter")
    fact = page.locator(".cc-fact:target")
    expect(fact).to_contain_text("equipment")
    fact.get_by_role("button", name="Change").press("Enter")
    lead.sees("With whose equipment")
    page.locator("input[value=organisation]").check()
    lead.press("Save the answer")
    lead.sees("What the account may breach")
    expect(own).to_have_count(0)
    assert "the account was read as" in page.inner_text("main")

    first = page.locator(".cc-question").first
    asked = first.locator("input").first.get_attribute("name")
    first.get_by_label("Nobody knows").check()
    lead.press("Update the result")
    expect(page.locator(f".cc-question input[name='{asked}']")).to_have_count(0)


def add(lead: Lead) -> None:
    """Add something that happened, one question at a time."""
    page = lead.page
    lead.press("Add something that happened")
    lead.sees("What happened?")
    lead.press("Go on")
    expect(page.locator(".govuk-error-summary")).to_be_visible()
    lead.sees("What happened?")
    page.get_by_label("Gift", exact=True).check()
    lead.press("Go on")
    lead.sees("Who did it?")
    page.locator("[name=by]").first.check()
    lead.press("Go on")
    expect(page.get_by_text("left that matter")).to_be_visible()
    for on in ("Save and go on", "Leave this open"):
        asked = page.locator("[name=asked]").get_attribute("value")
        if on == "Save and go on":
            page.locator(".govuk-radios__input, .govuk-checkboxes__input").last.check()
        lead.press(on)
        expect(page.locator(f"[name=asked][value='{asked}']")).to_have_count(0)
    expect(page.get_by_text("left that matter")).to_be_visible()
    lead.press("Save and show the result")
    lead.sees("What the account may breach")


def people(lead: Lead) -> None:
    """Look at people, roles and earlier findings."""
    lead.press("Change people and roles")
    lead.sees("People and roles")
    lead.press("Save people and roles")
    lead.sees("What the account may breach")
    lead.do("history")
    lead.sees("Earlier findings")
    lead.press("None are known")
    lead.sees("What the account may breach")


def keep(lead: Lead) -> None:
    """Save the record, print it, and load it again."""
    page = lead.page
    page.get_by_label("Who checked the facts?").fill("Sam & <b>Co</b>")
    with page.expect_download() as started:
        lead.press("Save the record as a file")
    saved = started.value.path().read_bytes()
    assert json.loads(saved)["confirmed_by"] == "Sam & <b>Co</b>"
    with page.expect_download() as started:
        lead.press("Save the record as a PDF")
    assert started.value.suggested_filename == "clausecheck-record.pdf"
    assert started.value.path().read_bytes().startswith(b"%PDF")
    lead.press("Show the record for printing")
    lead.sees("Record of a check")
    assert "Sam & <b>Co</b>" in page.inner_text("main")
    assert "Gift" in page.inner_text("main")
    page.emulate_media(media="print")
    expect(page.locator("[data-exit]")).to_be_hidden()
    assert page.pdf().startswith(b"%PDF")
    page.emulate_media(media="screen")

    lead.tab.go("/")
    page.get_by_label("The file that you saved").set_input_files(
        {"name": "r.json", "mimeType": "application/json", "buffer": saved}
    )
    lead.press("Load the record")
    lead.sees("What the account may breach")
    assert HOSTILE in words_of(page)


def test_the_back_button_leads_through_the_steps(visit: Open) -> None:
    lead = Lead(visit(), scripts=True)
    lead.check(ACCOUNT)
    expect(lead.page.locator("#may-breach")).to_be_visible()
    lead.page.locator(".cc-counts a").first.press("Enter")
    lead.page.get_by_role("button", name="Add something that happened").press("Enter")
    expect(lead.page.get_by_role("heading", name="What happened?")).to_be_visible()

    lead.page.go_back()
    expect(lead.page.locator("#may-breach")).to_be_visible()
    lead.page.go_back()
    lead.page.go_back()
    expect(lead.page.get_by_label("What was reported")).to_have_value(ACCOUNT)
    lead.page.go_forward()

    expect(lead.page.locator("#may-breach")).to_be_visible()


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
def test_nothing_of_the_account_is_left_after_exit(visit: Open, *, scripts: bool) -> None:
    lead = Lead(visit(scripts=scripts), scripts=scripts)
    page = lead.page
    page.route(f"{ELSEWHERE}**", lambda route: route.fulfill(body="<h1>Fair</h1>"))
    lead.check(ACCOUNT)
    expect(page.locator("#may-breach")).to_be_visible()
    page.locator("button[value^='ask ']").first.press("Enter")
    expect(page.get_by_role("button", name="Save the answer")).to_be_visible()

    page.get_by_role("button", name="Exit this page").press("Enter")
    page.wait_for_url(ELSEWHERE)

    for _ in range(4):
        with suppress(Error):  # the browser asks before it sends a form again
            page.go_back(timeout=3000)
        assert WORD not in page.content()
        with suppress(Error):
            page.reload(timeout=3000)  # what "send the form again" does
        assert WORD not in page.content()


def test_hostile_words_run_nothing(visit: Open) -> None:
    lead = Lead(visit(), scripts=True)
    heard = []
    lead.page.on("dialog", lambda dialog: (heard.append(dialog.message), dialog.dismiss()))
    lead.check(f"He took photos of a child on his own phone. {HOSTILE}")
    expect(lead.page.locator("#may-breach")).to_be_visible()

    assert lead.page.locator("main img, main script, main b > script").count() == 0
    assert "49" not in lead.page.locator(".cc-account").inner_text()
    assert heard + lead.tab.reports() + lead.tab.complaints == []


@pytest.mark.parametrize("width", [DESK, PHONE])
def test_silence_is_no_clearance(visit: Open, width: int) -> None:
    """An account that nothing was read from: the page says so, and leads on."""
    lead = Lead(visit(width), scripts=True)
    lead.check("The kettle hums.")
    lead.sees("What the account may breach")

    words = lead.page.inner_text("main")
    assert "That says nothing about what happened" in words
    assert "That clears nobody" in words
    lead.page.get_by_role("button", name="Add what happened, one question").press("Enter")
    lead.sees("What happened?")


def test_a_form_that_is_not_taken_says_so(visit: Open) -> None:
    lead = Lead(visit(PHONE), scripts=True)
    lead.tab.go("/")
    lead.page.context.clear_cookies()
    lead.page.get_by_label("What was reported").fill("Something")
    lead.press("Check the account")

    lead.tab.complaints = [c for c in lead.tab.complaints if "403" not in c]
    expect(lead.page.get_by_role("heading", level=1)).to_have_text("This form cannot be taken")
    assert lead.tab.violations() == []
    assert lead.tab.overhang() == 0
