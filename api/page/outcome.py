"""The result and the record as pages, and the record as files."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from api.page import result
from api.page.notice import notice
from api.page.paper import document
from api.page.pdf import NoPdfError, to_pdf
from api.page.render import Page

if TYPE_CHECKING:
    from collections.abc import Mapping

    from api.page.forms import Form
    from api.page.state import State
    from api.service import Service


@dataclass(frozen=True, slots=True)
class File:
    """A file to save; its name says nothing about anybody."""

    name: str
    type: str
    body: bytes


def result_page(  # noqa: PLR0913  what a result may have to say
    service: Service,
    state: State,
    errors: Mapping[str, str] | None = None,
    form: Form | None = None,
    *,
    says: str = "",
    before: State | None = None,
    place: str = "",
) -> Page:
    """Show everything that follows from what is stated.

    Args:
        service: The service that judges.
        state: What is known.
        errors: By pointer, what was wrong with an answer.
        form: What was posted, so that nothing typed is lost.
        says: What was just done; empty where nothing was.
        before: What was known before that, to say what it changed.
        place: The id on the page of what was changed.
    """
    context, told = result.view(service, state, errors or {}, form)
    context["notice"] = None
    if says:
        then = result.try_to_judge(service, before) if before is not None else None
        context["notice"] = notice(says, then, result.try_to_judge(service, state), place)
    return Page("page/result.html", context, 422 if errors else 200, told)


def record_page(service: Service, state: State) -> Page:
    """Show the record for paper."""
    context, told = result.view(service, state, {}, None)
    return Page("page/record.html", context | {"document": document(context)}, errors=told)


def record_file(service: Service, state: State) -> File:
    """Give the record as a file that can be loaded again."""
    written = json.dumps(result.record(service, state), ensure_ascii=False, indent=1)
    return File("clausecheck-record.json", "application/json", written.encode())


def record_pdf(service: Service, state: State) -> File | Page:
    """Give the record as a PDF; where there can be none, the result with a word about it."""
    context, _ = result.view(service, state, {}, None)
    try:
        return File("clausecheck-record.pdf", "application/pdf", to_pdf(document(context)))
    except NoPdfError as error:
        page = result_page(service, state)
        text = f"{error}. Print the record or save it as a file instead"
        page.errors.insert(0, {"href": "#keep", "text": text})
        page.status = 503
        return page
