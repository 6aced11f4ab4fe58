"""The way from an account to a record: what a button asks for is done, and a page follows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from api.page import adding, asking, edit, outcome, start
from api.page.answers import answered, removed
from api.page.history import add_earlier, history, remove_earlier, with_history
from api.page.people import corrected, people, with_one_more
from api.page.state import state_from

if TYPE_CHECKING:
    from collections.abc import Callable

    from api.page.forms import Form
    from api.page.outcome import File
    from api.page.render import Page
    from api.page.state import State
    from api.service import Service


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
        state = self._state(form)
        do, _, what = form.get("do").partition(" ")
        if do not in ("back", "skip"):
            state, errors = answered(self.vocabulary, state, form)
            asked = form.get("asked")
            if errors and asked:
                return asking.question(self.service, state, asked, errors, form)
            if errors:
                return outcome.result_page(self.service, state, errors, form)
        page = self._single(state, form, do, what)
        return page if page is not None else self._result(state, form, do, what)

    def _single(self, state: State, form: Form, do: str, what: str) -> Page | None:
        """Give the page that stands by itself, where one is asked for."""
        service = self.service
        pages: dict[str, Callable[[], Page]] = {
            "account": lambda: start.start(service, start.typed_before(state)),
            "ask": lambda: asking.question(service, state, what, {}, form),
            "facts": lambda: asking.open_facts(service, state, _number(what)),
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
            "record": lambda: outcome.record_page(service, state),
        }
        return pages[do]() if do in pages else None

    def _result(self, state: State, form: Form, do: str, what: str) -> Page:
        """Change what is asked for, and show what follows; an unknown wish changes nothing."""
        changes: dict[str, Callable[[], State]] = {
            "remove": lambda: removed(self.vocabulary, state, what),
            "remove-act": lambda: edit.remove_act(state, _number(what)),
            "save-people": lambda: self._corrected(state, form),
            "none-known": lambda: with_history(state, []),
            "not-stated": lambda: with_history(state, None),
        }
        changed = changes[do]() if do in changes else state
        return outcome.result_page(self.service, changed)

    def record_file(self, form: Form) -> File:
        """Give the record as a file that can be loaded again."""
        state, _ = answered(self.vocabulary, self._state(form), form)
        return outcome.record_file(self.service, state)

    def record_pdf(self, form: Form) -> File | Page:
        """Give the record as a PDF, or the page that says why there is none."""
        state, errors = answered(self.vocabulary, self._state(form), form)
        if errors:
            return outcome.result_page(self.service, state, errors, form)
        return outcome.record_pdf(self.service, state)

    def _state(self, form: Form) -> State:
        state = state_from(form.get("state"), self.service.ruleset.policies)
        if form.fields.get("confirmed_by"):
            state.confirmed_by = form.get("confirmed_by").strip()[:100]
        return state

    def _corrected(self, state: State, form: Form) -> State:
        return corrected(self.vocabulary, state, form)


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 4 else 10**6  # noqa: PLR2004
