"""The pages about the service: what runs, and how to call it; and the files that pages use."""

from typing import Final

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse, Response

from api.catalogue import policy_line
from api.limits import only_parameters
from api.page.render import FILES, render
from api.problems import KINDS, not_found
from engine.schema import NAMES

router: Final = APIRouter(include_in_schema=False)

_FILE: Final = "file"
_CODED: Final = ("all", "part", "none")


@router.get("/about")
async def about(request: Request) -> HTMLResponse:
    """Show what runs, and lead on."""
    only_parameters(request, ())
    service = request.app.state.service
    policies = []
    for compiled in service.ruleset.policies.values():
        sections = compiled.policy.sections
        coded = {how: [s.section for s in sections if s.coded == how] for how in _CODED}
        policies.append({**policy_line(compiled), "coded": coded})
    page = render(
        "about.html",
        policies=policies,
        chain=service.chain(),
        digest=service.ruleset.digest,
        schemas=NAMES,
    )
    return HTMLResponse(page)


@router.get("/docs")
async def docs(request: Request) -> HTMLResponse:
    """Show every route with an example, and every kind of problem."""
    only_parameters(request, ())
    document = request.app.openapi()
    routes = [
        {"path": path, "method": method.upper(), **operation}
        for path, methods in document["paths"].items()
        for method, operation in methods.items()
    ]
    return HTMLResponse(render("docs.html", document=document, routes=routes, kinds=KINDS))


@router.get("/static/{name}")
async def static(name: str) -> Response:
    """Give a file that the pages use."""
    if name not in FILES:
        raise not_found(_FILE, name, FILES)
    content, media_type = FILES[name]
    return Response(content, media_type=media_type)
