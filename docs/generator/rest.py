"""docs/reference/rest.md: every route, read off the OpenAPI description of the service."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docs.generator.markdown import generated, table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.infer.ruleset import Ruleset

INTRO = """# The REST service

`clausecheck serve` starts it on 127.0.0.1; `/docs` shows this page with examples to try, and
`/openapi.json` is the same for machines. Bodies are JSON in UTF-8. Errors are problem details
(RFC 9457) and never repeat the input. How to put it behind a proxy:
[run the service](../how-to/run-the-service.md).

"""
METHODS = ("get", "post", "put", "patch", "delete")


def rest_page(ruleset: Ruleset) -> str:
    """Write the page."""
    from api.app import create_app  # noqa: PLC0415  a door is opened only where it is needed

    described = create_app(ruleset).openapi()
    parts = [generated("the service's OpenAPI description"), INTRO]
    for path, methods in described["paths"].items():
        for method in METHODS:
            if method in methods:
                parts += _route(method, path, methods[method])
    return "".join(parts).rstrip() + "\n"


def _route(method: str, path: str, route: dict[str, Any]) -> Iterator[str]:
    yield f"## `{method.upper()} {path}`\n\n{route.get('summary', '').rstrip('.')}.\n\n"
    if route.get("description"):
        yield f"{route['description'].strip()}\n\n"
    rows = [
        (f"`{p['name']}`", p["in"], "needed" if p.get("required") else "", p.get("description", ""))
        for p in route.get("parameters", [])
    ]
    listed = table(("parameter", "in", "", "meaning"), rows)
    yield f"{listed}\n" if listed else ""
    answers = [
        (f"`{status}`", ", ".join(f"`{kind}`" for kind in answer.get("content", {})),
         answer.get("description", ""))
        for status, answer in route["responses"].items()
    ]  # fmt: skip
    yield table(("status", "type", "meaning"), answers) + "\n"
