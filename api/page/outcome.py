"""The result and the record as pages, and the record as a file."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from api.page import result
from api.page.render import Page

if TYPE_CHECKING:
    from collections.abc import Mapping

    from api.page.forms import Form
    from api.page.state import State
    from api.service import Service


def result_page(
    service: Service,
    state: State,
    errors: Mapping[str, str] | None = None,
    form: Form | None = None,
    notice: str = "",
) -> Page:
    """Show everything that follows from what is stated."""
    context, told = result.view(service, state, errors or {}, form)
    status = 422 if errors else 200
    return Page("page/result.html", context | {"notice": notice}, status, told)


def record_page(service: Service, state: State) -> Page:
    """Show the record for paper."""
    context, told = result.view(service, state, {}, None)
    return Page("page/record.html", context, errors=told)


def record_file(service: Service, state: State) -> bytes:
    """Give the record as a file that can be loaded again."""
    return json.dumps(result.record(service, state), ensure_ascii=False, indent=1).encode()
