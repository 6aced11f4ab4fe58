"""The addresses of the pages: a form in, a page out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, cast

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from api.limits import only_parameters
from api.page.forms import read_form
from api.page.guard import from_here, hand_out, is_ours, new_token, take_back, token_of
from api.page.journey import Journey
from api.page.outcome import File
from api.page.policies import Library
from api.page.render import Page, render
from api.problems import Refused, not_found

if TYPE_CHECKING:
    from collections.abc import Callable

    from api.page.forms import Form
    from api.service import Service

router: Final = APIRouter(include_in_schema=False)

LEAVE_TO: Final = "https://www.bbc.co.uk/weather"
"""Where "Exit this page" leads: somewhere that looks like anybody's screen."""

_POLICY: Final = "policy"
_CLAUSE: Final = "clause"


def _journey(request: Request) -> Journey:
    service = cast("Service", request.app.state.service)
    made = getattr(request.app.state, "journey", None)
    if made is None:
        made = request.app.state.journey = Journey(service)
    return cast("Journey", made)


def answer(request: Request, page: Page, **context: Any) -> HTMLResponse:  # noqa: ANN401
    """Send a page, and a token with it, so that its form will be taken."""
    token = token_of(request) or new_token()
    html = render(page.template, page.errors, token=token, **page.context, **context)
    response = HTMLResponse(html, page.status)
    hand_out(request, response, token)
    return response


@router.get("/")
async def start(request: Request) -> Response:
    """Show where to begin."""
    only_parameters(request, ())
    return answer(request, _journey(request).start(), here="start")


async def _posted(request: Request, work: Callable[[Journey, Form], Page | File]) -> Response:
    """Take a form of ours, do what it asks for apart from other requests, and answer."""
    if not from_here(request):
        return _refused(request, "elsewhere")
    form = await read_form(request)
    if not is_ours(request, form):
        return _refused(request, "left")
    journey = _journey(request)

    def whole() -> Response:
        made = work(journey, form)
        if isinstance(made, File):
            headers = {"content-disposition": f'attachment; filename="{made.name}"'}
            return Response(made.body, media_type=made.type, headers=headers)
        return answer(request, made, here="start")

    try:
        return await journey.service.apart(whole)
    except Refused as refused:
        return _refused(request, "unreadable", refused.kind.status)


def _refused(request: Request, why: str, status: int = 403) -> Response:
    """Refuse a form, and show nothing of what it held."""
    return answer(request, Page("page/refused.html", {"why": why}, status), here="start")


@router.post("/check")
async def check(request: Request) -> Response:
    """Read an account, and show what follows."""
    return await _posted(request, Journey.check)


@router.post("/result")
async def result(request: Request) -> Response:
    """Take answers and corrections, and show what follows, or the page that was asked for."""
    return await _posted(request, Journey.go_on)


@router.post("/load")
async def load(request: Request) -> Response:
    """Go on from a saved record."""
    return await _posted(request, Journey.load)


@router.post("/record.json")
async def record_file(request: Request) -> Response:
    """Give the record as a file that can be loaded again."""
    return await _posted(request, Journey.record_file)


@router.post("/record.pdf")
async def record_pdf(request: Request) -> Response:
    """Give the record as a PDF."""
    return await _posted(request, Journey.record_pdf)


@router.get("/check")
@router.get("/result")
@router.get("/load")
@router.get("/record.json")
@router.get("/record.pdf")
async def begin_again(request: Request) -> Response:
    """Lead to the start: an address alone holds nothing of an account."""
    del request
    return RedirectResponse("/", 303)


@router.get("/exit")
async def leave(request: Request) -> Response:
    """Leave: the browser forgets what it held of our pages, and goes elsewhere."""
    response = RedirectResponse(LEAVE_TO, 303)
    if from_here(request):
        take_back(request, response)
    return response


# --- the policies to read -------------------------------------------------------------------------


def _library(request: Request) -> Library:
    state = request.app.state
    if getattr(state, "library", None) is None:
        state.library = Library(state.service.ruleset)
    return cast("Library", state.library)


@router.get("/policies")
async def policies(request: Request) -> Response:
    """List the policies."""
    only_parameters(request, ())
    shelf = _library(request).shelf()
    return HTMLResponse(render("page/policies.html", here="policies", policies=shelf))


@router.get("/policies/{policy_id}")
async def policy(request: Request, policy_id: str) -> Response:
    """Show a policy with its clauses and paths."""
    only_parameters(request, ())
    service = request.app.state.service
    if policy_id not in service.ruleset.policies:
        raise not_found(_POLICY, policy_id, service.ruleset.policies)
    page = await service.apart(_library(request).policy, policy_id)
    return HTMLResponse(render("page/policy.html", here="policies", p=page))


@router.get("/policies/{policy_id}/clauses/{clause_id}")
async def clause(request: Request, policy_id: str, clause_id: str) -> Response:
    """Show a clause with its cases."""
    only_parameters(request, ())
    service = request.app.state.service
    known = service.ruleset.clauses.get(clause_id)
    if known is None or known[0].policy.id != policy_id:
        raise not_found(_CLAUSE, clause_id, service.ruleset.clauses)
    page = await service.apart(_library(request).clause, policy_id, clause_id)
    return HTMLResponse(render("page/clause.html", here="policies", c=page))
