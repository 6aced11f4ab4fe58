"""The way from an account to a record: what a button asks for is done, and a page follows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from api.page import adding, asking, edit, outcome, start
from api.page.answers import UNNAMED, answered, removed
from api.page.history import add_earlier, history, remove_earlier, with_history
from api.page.names import anchor
from api.page.people import corrected, people, with_one_more
from api.page.state import state_from
from api.page.this_report import POINTER, report_page, without_report

if TYPE_CHECKING:
    from collections.abc import Callable

    from api.page.forms import Form
    from api.page.outcome import File
    from api.page.render import Page
    from api.page.state import State
    from api.service import Service


SAVED: Final = "Your answer was taken."
REMOVED: Final = "It was removed."
UNCHANGED: Final = "Nothing was changed."
BLANK: Final = "Choose or enter an answer. If nobody knows, say so"


class Journey:
    """Everything that can be asked for on the way, over one service."""

    def __init__(self, service: Service) -> None:
        self.service = service
        self.vocabulary = service.ruleset.vocabulary

    def start(self) -> Page:
        """Show the form for an account."""
        return start.start(self.service)

    def check(self, form: Form) -> Page:
        """Read the account that was sent, and show what follows."""
        return start.check(self.service, form)

    def load(self, form: Form) -> Page:
        """Go on from a record that was saved as a file."""
        return start.load(self.service, form)

    def go_on(self, form: Form) -> Page:
        """Do what a button of the result, or of a page that hangs on it, asks for."""
        before = state_from(form.get("state"), self.service.ruleset.policies)
        state = _checked_by(before, form)
        do, _, what = form.get("do").partition(" ")
        if do not in ("back", "skip"):
            state, errors = answered(self.service, state, form)
            errors |= _unanswered(form, do)
            asked = form.get("asked")
            if errors and asked:
                return asking.question(self.service, state, asked, errors, form)
            if errors:
                return outcome.result_page(self.service, state, errors, form)
        page = self._single(state, form, do, what)
        return page if page is not None else self._result(before, state, form, do, what)

    def _single(self, state: State, form: Form, do: str, what: str) -> Page | None:
        """Give the page that stands by itself, where one is asked for."""
        service = self.service
        pages: dict[str, Callable[[], Page]] = {
            "account": lambda: start.start(service, start.typed_before(state)),
            "ask": lambda: asking.question(service, state, what, {}, form),
            "facts": lambda: asking.open_facts(service, state, _number(what)),
            "finish": lambda: asking.added(service, state, what),
            "guide": lambda: asking.guide(service, state, what, form),
            "skip": lambda: asking.guide(service, state, what, form, skip=form.get("asked")),
            "add": lambda: adding.kinds(service, state),
            "added-kind": lambda: adding.added_kind(service, state, form),
            "added-by": lambda: adding.added_by(service, state, form),
            "people": lambda: people(service, state),
            "add-person": lambda: people(service, with_one_more(self._corrected(state, form))),
            "remove-person": lambda: people(
                service, edit.remove_person(self._corrected(state, form), _number(what))
            ),
            "history": lambda: history(service, state),
            "add-earlier": lambda: add_earlier(service, state, form),
            "remove-earlier": lambda: remove_earlier(service, state, _number(what)),
            "report": lambda: report_page(service, state),
            "record": lambda: outcome.record_page(service, state),
        }
        return pages[do]() if do in pages else None

    def _result(self, before: State, state: State, form: Form, do: str, what: str) -> Page:
        """Change what is asked for, and show what follows; an unknown wish changes nothing."""
        if do == "back":
            return outcome.result_page(self.service, state)
        changes: dict[str, tuple[str, Callable[[], State]]] = {
            "remove": (REMOVED, lambda: removed(self.service, state, what)),
            "remove-act": (REMOVED, lambda: edit.remove_act(state, _number(what))),
            "save-people": (SAVED, lambda: self._corrected(state, form)),
            "none-known": (SAVED, lambda: with_history(state, [])),
            "not-stated": (SAVED, lambda: with_history(state, None)),
            "no-report": (REMOVED, lambda: without_report(state)),
        }
        says, change = changes.get(do, (SAVED, lambda: state))
        changed = change()
        if changed == before:
            return outcome.result_page(self.service, changed, says=UNCHANGED)
        place = anchor("fact", form.get("asked")) if form.get("asked") else ""
        return outcome.result_page(self.service, changed, says=says, before=before, place=place)

    def record_file(self, form: Form) -> File:
        """Give the record as a file that can be loaded again."""
        state = _checked_by(state_from(form.get("state"), self.service.ruleset.policies), form)
        state, _ = answered(self.service, state, form)
        return outcome.record_file(self.service, state)

    def record_pdf(self, form: Form) -> File | Page:
        """Give the record as a PDF, or the page that says why there is none."""
        state = _checked_by(state_from(form.get("state"), self.service.ruleset.policies), form)
        state, errors = answered(self.service, state, form)
        if errors:
            return outcome.result_page(self.service, state, errors, form)
        return outcome.record_pdf(self.service, state)

    def _corrected(self, state: State, form: Form) -> State:
        return corrected(self.vocabulary, state, form)


def _checked_by(state: State, form: Form) -> State:
    """Note who checks the facts, where the form says: of earlier answers too."""
    named = form.get("confirmed_by").strip()[:100]
    if not named:
        return state
    said = {
        pointer: {part: named if who == UNNAMED else who for part, who in entry.items()}
        for pointer, entry in (state.incident.get("provenance") or {}).items()
    }
    incident = {**state.incident, "provenance": said} if said else state.incident
    return state.model_copy(update={"confirmed_by": named, "incident": incident})


def _unanswered(form: Form, do: str) -> dict[str, str]:
    """Say so where a single question was sent without an answer."""
    asked = form.get("asked")
    sent = any(form.get(f"{part}:{asked}").strip() for part in ("answer", "unknown"))
    if do not in ("update", "guide") or asked in ("", POINTER) or sent:
        return {}
    return {asked: BLANK}


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 4 else 10**6  # noqa: PLR2004
