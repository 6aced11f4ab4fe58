"""The pages for people: what runs, and how to call it. No scripts, nothing from elsewhere."""

import json
from pathlib import Path
from typing import Any, Final

from fastapi import APIRouter, Request
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.responses import HTMLResponse, Response

from api.catalogue import policy_line
from api.limits import only_parameters
from api.problems import KINDS, not_found
from engine import __version__
from engine.schema import NAMES

router: Final = APIRouter(include_in_schema=False)

_HERE: Final = Path(__file__).parent
_pages: Final = Environment(
    loader=FileSystemLoader(_HERE / "templates"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
_pages.filters["shown"] = json.JSONEncoder(indent=2, ensure_ascii=False).encode
_FILE: Final = "file"
_TYPES: Final = {".css": "text/css", ".svg": "image/svg+xml"}
_FILES: Final = {
    path.name: (path.read_bytes(), _TYPES[path.suffix])
    for path in (_HERE / "static").iterdir()
    if path.suffix in _TYPES
}


@router.get("/")
async def start(request: Request) -> HTMLResponse:
    """Show what runs, and lead on."""
    only_parameters(request, ())
    service = request.app.state.service
    policies = []
    for compiled in service.ruleset.policies.values():
        sections = compiled.policy.sections
        coded = {how: [s.section for s in sections if s.coded == how] for how in _CODED}
        policies.append({**policy_line(compiled), "coded": coded})
    return _page(
        "start.html",
        policies=policies,
        chain=service.chain(),
        digest=service.ruleset.digest,
        schemas=NAMES,
    )


_CODED: Final = ("all", "part", "none")


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
    return _page("docs.html", document=document, routes=routes, kinds=KINDS)


@router.get("/static/{name}")
async def static(name: str) -> Response:
    """Give a file that the pages use."""
    if name not in _FILES:
        raise not_found(_FILE, name, _FILES)
    content, media_type = _FILES[name]
    return Response(content, media_type=media_type)


def _page(name: str, **context: Any) -> HTMLResponse:  # noqa: ANN401  what the template reads
    return HTMLResponse(_pages.get_template(name).render(version=__version__, **context))
