"""Every state of the pages that the journey does not pass: without fault, at both widths.

A state is reached by taking up a record and pressing buttons, by keyboard. With scripts it is held
against every rule of accessibility; without, it has to be the same page.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import pytest
from playwright.sync_api import expect

from engine.facts.catalogue import VOCABULARY
from engine.load.node import plain
from engine.load.yaml import read_yaml_file
from tests.browser.lead import DESK, PHONE, RESULT, Lead, unfold

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.browser.conftest import Open

    Reach = Callable[[Lead], str]

pytestmark = pytest.mark.xdist_group("browser")  # one worker launches it

FIXTURES: Final = Path(__file__).parents[2] / "fixtures" / "incidents"
EMPLOYEE: Final = {"ref": "A", "roles": ["employee"]}
MISREAD: Final = "Could the situation be misread?"
WEIGH: Final = "/acts/0/misconstruable"
OTHERS: Final = "/parameters/PP/gifts-from-other-givers"


def _incident(name: str) -> Any:
    node, mistakes = read_yaml_file(FIXTURES / f"{name}.yaml")
    assert node is not None, mistakes
    return plain(node)


def _act(kind: str, **facts: Any) -> dict[str, Any]:
    return {"people": [EMPLOYEE], "acts": [{"id": "a1", "kind": kind, "by": "A", **facts}]}


def _all_unknown(kind: str) -> dict[str, Any]:
    """An act of which everything was asked, and nobody knows anything."""
    act: dict[str, Any] = {"id": "a1", "kind": kind, "by": "A"}
    for path in VOCABULARY.kinds[kind].facts:
        *way, last = path.split(".")
        if way != ["circumstances"] and path != "capacity":
            place = act
            for step in way:
                place = place.setdefault(step, {})
            place[last] = "unknown"
    return {"people": [EMPLOYEE], "acts": [act]}


GIFT: Final = _act("gift", direction="received", stage="accepted", other_party="service_user")
ADVICE: Final = _act("secrecy_promise", to="adult_service_user", promised=True)
DUTY: Final = _act(
    "lift", recorded="not_done", passenger="service_user", stage="given",
    within_normal_duties=False, emergency=True, told={"manager": "done"},
)  # fmt: skip
CLASH: Final = _act("concern", kept_to_self=True, told={"manager": "done"})
CHAIR: Final = {
    "people": [{"ref": "A", "roles": ["steering_group_member"], "holds": ["chair"]}],
    "acts": [
        {
            "id": "a1", "kind": "interest", "by": "A", "what": "private_conduct",
            "chair_told": "not_done", "looks_conflicting": True,
        }
    ],
    "history": [{"person": "A", "gravity": "low", "on": "2026-03-02"}],
}  # fmt: skip
FIGURE: Final = {"significant-gift": {"value": 2500, "source": "Trustees, 4 May 2026"}}
LIKE: Final = (
    "Incident log 14/01/2026. Mr B. (parent) swore at the receptionist. There were ash and fumes by"
    " the nursery door, and two Year 2 children saw it."
)
NOBODY_READ: Final = "The kettle hums."


def _result(incident: Any, policy: str = "PP", **known: Any) -> Reach:
    """Take up a record, and fold out all that is folded up."""

    def reach(lead: Lead) -> str:
        lead.take_up(incident, policy, **known)
        folds = lead.page.locator("main details")
        folds.evaluate_all("folds => folds.forEach(fold => fold.open = true)")
        return RESULT

    return reach


def _after(incident: Any, *wishes: str, heading: str, policy: str = "PP", **known: Any) -> Reach:
    """Take up a record, and press buttons one after another."""

    def reach(lead: Lead) -> str:
        lead.take_up(incident, policy, **known)
        for wish in wishes:
            if wish in ("Go on", "Save and go on", "Save the answer", "Add this finding"):
                lead.press(wish)
            else:
                lead.do(wish)
        return heading

    return reach


def _typed(incident: Any, wish: str, values: dict[str, str], press: str, heading: str) -> Reach:
    """Take up a record, ask for a page, type into its fields, and send it."""

    def reach(lead: Lead) -> str:
        lead.take_up(incident)
        lead.do(wish)
        for name, value in values.items():
            field = lead.page.locator(f"input[name='{name}']")
            if field.first.get_attribute("type") in ("radio", "checkbox"):
                lead.page.locator(f"input[name='{name}'][value='{value}']").check()
            else:
                field.fill(value)
        lead.press(press)
        expect(lead.page.locator(".govuk-error-summary")).to_be_visible()
        return heading

    return reach


def _raised(lead: Lead) -> str:
    """An account that brings acts up without telling of them."""
    lead.tab.go("/")
    lead.page.get_by_label("What was reported").fill(LIKE)
    lead.page.get_by_label("Bright Futures Educational Trust").check()
    lead.press("Check the account")
    expect(lead.page.get_by_role("button", name="It did not happen").first).to_be_attached()
    return RESULT


def _left_out(lead: Lead) -> str:
    _raised(lead)
    lead.page.get_by_role("button", name="It did not happen").first.press("Enter")
    expect(lead.page.get_by_text("Left out by a person").first).to_be_visible()
    return RESULT


def _updated(lead: Lead) -> str:
    """The result after an answer, with what it changed."""
    lead.take_up(GIFT)
    unfold(lead.page.locator("input[name='answer:/acts/0/might_be_bribe'][value=yes]"))
    lead.page.locator("input[name='answer:/acts/0/might_be_bribe'][value=yes]").check()
    lead.press("Update the result")
    expect(lead.page.locator("[role=status]")).to_contain_text("may be breached now")
    return RESULT


def _unchanged(lead: Lead) -> str:
    lead.take_up(GIFT)
    lead.press("Update the result")
    expect(lead.page.locator("[role=status]")).to_contain_text("Nothing was changed")
    return RESULT


def _wrong_in_a_fold(lead: Lead) -> str:
    """A mistake in a question that is folded up: the fold is open then."""
    lead.take_up(GIFT, supposed=FIGURE)
    lead.page.locator("input[name='answer:/acts/0/value']").fill("a lot")
    lead.press("Update the result")
    expect(lead.page.locator(".govuk-error-summary")).to_be_visible()
    expect(lead.page.locator("input[name='answer:/acts/0/value']")).to_be_visible()
    return RESULT


def _report_in_the_guide(lead: Lead) -> str:
    """The guide asks about the report before what the report may settle."""
    lead.take_up(GIFT)
    lead.do("add")
    lead.page.get_by_label("Lift", exact=True).check()
    lead.press("Go on")
    lead.page.locator("[name=by]").first.check()
    lead.press("Go on")
    heading = "Who made this report, and to whom?"
    for _ in range(30):
        expect(lead.page.locator("[name=asked]")).to_have_count(1)
        if lead.page.locator("h1").inner_text() == heading:
            break
        asked = lead.page.locator("[name=asked]").get_attribute("value")
        lead.press("Leave this open")
        expect(lead.page.locator(f"[name=asked][value='{asked}']")).to_have_count(0)
    return heading


def _too_long(lead: Lead) -> str:
    lead.tab.go("/")
    lead.page.get_by_label("What was reported").fill("x" * 30_001)
    lead.page.get_by_label("When did it happen?").fill("soon")
    lead.press("Check the account")
    expect(lead.page.get_by_role("link", name="30,000 letters or fewer")).to_be_visible()
    return "Check an account against a code of conduct"


def _no_record(lead: Lead) -> str:
    lead.tab.go("/")
    lead.press("Load the record")
    expect(lead.page.get_by_role("link", name="Choose a record")).to_be_visible()
    return "Check an account against a code of conduct"


def _typed_before(lead: Lead) -> str:
    lead.take_up(GIFT, account=NOBODY_READ)
    lead.do("account")
    expect(lead.page.get_by_label("What was reported")).to_have_value(NOBODY_READ)
    return "Check an account against a code of conduct"


STATES: Final[dict[str, Reach]] = {
    # the result
    "facts that rule each other out": _result(CLASH),
    "a report that is the record": _result(_incident("course-sold-with-the-logo"), "C4PC"),
    "excused, and what is no excuse": _result(_incident("guide-dog-at-parents-evening"), "BF"),
    "steps already taken": _result(_incident("stories-sent-astray"), "C4PC"),
    "what nobody knows": _result(_incident("same-surname-on-the-shortlist"), "C4PC"),
    "acts set aside": _result(_incident("hearing-dog-at-sports-day"), "PCT"),
    "a choice of the organisation": _result(_incident("hearing-dog-at-sports-day"), "BF"),
    "what must not be done": _result(_incident("insult-stops-meeting"), "PH"),
    "against advice": _result(ADVICE),
    "a duty of an exception missed": _result(DUTY),
    "somebody passed over, findings known": _result(CHAIR, "PCT"),
    "acts that are only brought up": _raised,
    "an act left out": _left_out,
    "nothing recognised": _result({"people": [EMPLOYEE]}, account=NOBODY_READ),
    "a choice supposed, a number asked": _result(GIFT, supposed=FIGURE),
    "what an answer changed": _updated,
    "a mistake among the questions": _wrong_in_a_fold,
    "nothing changed": _unchanged,
    # single pages
    "facts to add": _after(GIFT, "facts 0", heading="Which question can you answer?"),
    "no fact left to add": _after(
        _all_unknown("secrecy_promise"), "facts 0", heading="Which question can you answer?"
    ),
    "a judgement": _after(
        _act("gift", misconstruable=True), f"ask {WEIGH}", heading="Could the situation be misread?"
    ),
    "a day and a time, not entered": _after(
        GIFT, "ask /acts/0/on", "Save the answer", heading="When did it happen?"
    ),
    "who did it": _after(GIFT, "ask /acts/0/by", heading="Who did it?"),
    "no answer": _after(
        GIFT, "facts 0", f"ask {WEIGH}", "Save the answer", heading=MISREAD
    ),
    "a choice without a source": _typed(
        GIFT, f"ask {OTHERS}", {f"answer:{OTHERS}": "yes"}, "Save the answer",
        "Do the limits on regular gifts",
    ),
    "a choice that was said": _after(
        GIFT, "ask /parameters/PP/significant-gift",
        heading="From what value on does a gift count as significant?", supposed=FIGURE,
    ),
    "this report": _after(
        {**GIFT, "this_report": {"by": "A", "to": ["manager"], "is_record": "yes"}}, "report",
        heading="Who made this report, and to whom?",
    ),
    "this report, in the guide": _report_in_the_guide,
    "people with offices and several roles": _after(
        {"people": [{"ref": "A", "roles": ["employee", "parent"], "holds": ["manager"]}]},
        "people", "add-person", heading="People and roles",
    ),
    "earlier findings, one wrong": _after(
        CHAIR, "history", "Add this finding", heading="Earlier findings", policy="PCT"
    ),
    "nobody chosen": _after(GIFT, "add", "Go on", heading="What happened?"),
    # the record
    "a full record": _after(
        _incident("stories-sent-astray"), "record", policy="C4PC", heading="Record of a check"
    ),
    "a record with a choice": _after(
        GIFT, "record", heading="Record of a check", supposed=FIGURE
    ),
    "a record of facts that rule each other out": _after(
        CLASH, "record", heading="Record of a check"
    ),
    # the start
    "an account that is too long": _too_long,
    "no record chosen": _no_record,
    "an account to change": _typed_before,
}  # fmt: skip


SCRIPTS_ADD: Final = (
    "nobody chosen",
    "a full record",
    "a record with a choice",
    "a record of facts that rule each other out",
)
"""Where scripts bring a button or a field that would do nothing without them."""


@pytest.mark.parametrize("width", [DESK, PHONE])
@pytest.mark.parametrize("state", STATES)
def test_a_state_has_no_fault(visit: Open, state: str, width: int) -> None:
    lead = Lead(visit(width), scripts=True)

    lead.sees(STATES[state](lead))


@pytest.mark.parametrize("state", STATES)
def test_a_state_is_the_same_without_scripts(visit: Open, state: str) -> None:
    with_, without = (Lead(visit(PHONE, scripts=on), scripts=False) for on in (True, False))

    for lead in (with_, without):
        lead.sees(STATES[state](lead))

    if state not in SCRIPTS_ADD:
        told = [lead.page.locator("main").aria_snapshot() for lead in (with_, without)]
        assert told[0] == told[1]
