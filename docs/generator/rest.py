"""docs/reference/rest.md: every route, read off the OpenAPI description of the service."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from api.app import create_app
from api.problems import KINDS
from docs.generator.markdown import generated, table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.infer.ruleset import Ruleset

INTRO = """# The REST service

`clausecheck serve` starts it on 127.0.0.1. `/docs` shows these routes with examples, and
`/openapi.json` describes them for machines. How to put it behind a proxy:
[run the service](../how-to/run-the-service.md).

"""
PROBLEMS = """## Problems

Whatever goes wrong is told as problem details (RFC 9457), `application/problem+json`, with `type`,
`title`, `status` and `errors`. Each error names the place as a JSON pointer, a code, what is wrong,
why and how to mend it; a value that was sent is never repeated. The codes are those of
[messages](checks/README.md), and a few more that speak of the request.

Outside `/v1`, whoever would rather have `text/html` than JSON, as a browser says in `Accept`, gets
a page instead; whoever says nothing, or `*/*`, gets problem details everywhere.

"""
METHODS = ("get", "post", "put", "patch", "delete")


def rest_page(ruleset: Ruleset) -> str:
    """Write the page."""
    described = create_app(ruleset).openapi()
    parts = [generated("the service's OpenAPI description"), INTRO]
    parts.append(described["info"]["description"].strip() + "\n\n")
    for path, methods in described["paths"].items():
        for method in METHODS:
            if method in methods:
                parts += _route(method, path, methods[method])
    kinds = [(f"`{kind.name}`", str(kind.status), kind.title) for kind in KINDS]
    parts += [PROBLEMS, table(("type", "status", "meaning"), kinds)]
    return "".join(parts).rstrip() + "\n"


def _route(method: str, path: str, route: dict[str, Any]) -> Iterator[str]:
    yield f"## `{method.upper()} {path}`\n\n{route.get('description', '').strip()}\n\n"
    rows = [
        (
            f"`{parameter['name']}`",
            parameter["in"],
            "needed" if parameter.get("required") else "",
            parameter.get("description", ""),
        )
        for parameter in route.get("parameters", [])
    ]
    listed = table(("parameter", "in", "", "meaning"), rows)
    yield f"{listed}\n" if listed else ""
    yield from _body(route.get("requestBody", {}))
    answers = [
        (f"`{status}`", _types(answer), answer.get("description", ""))
        for status, answer in route["responses"].items()
    ]
    yield table(("status", "type", "meaning"), answers) + "\n"


def _body(body: dict[str, Any]) -> Iterator[str]:
    """Give the first example of each type of body."""
    for kind, content in body.get("content", {}).items():
        for example in list(content.get("examples", {}).values())[:1]:
            value = example["value"]
            shown = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
            summary = example.get("summary", "An example").rstrip(".")
            yield f"{summary}, as `{kind}`:\n\n```json\n{shown.strip()}\n```\n\n"


def _types(answer: dict[str, Any]) -> str:
    return ", ".join(f"`{kind}`" for kind in answer.get("content", {}))
