"""What OpenAPI says of each route besides its words: bodies, answers, problems, headers."""

from __future__ import annotations

from typing import Any, Final

from starlette.responses import Response

from api.limits import JSON, NDJSON
from api.problems import (
    BAD_QUERY,
    MALFORMED,
    MEDIA_TYPE,
    MISFIT,
    NOT_FOUND,
    TOO_LARGE,
    UNFORESEEN,
    UNKNOWN_POLICY,
    WRONG_TYPE,
    Kind,
)

Documented = dict[str, Any]


_DIGEST: Final = {
    "description": "The digest of all that was loaded; equal digests give equal answers",
    "required": True,
    "schema": {"type": "string", "pattern": "^sha256:[0-9a-f]{64}$"},
}
_DECISION: Final = {
    "description": "A hash of incident, policies, engine and explain; equal ones, equal bytes",
    "required": True,
    "schema": {"type": "string", "pattern": "^[0-9a-f]{32}$"},
}


def component(name: str) -> dict[str, str]:
    """Point to a schema of the OpenAPI document."""
    return {"$ref": f"#/components/schemas/{name}"}


def _answer(about: str, schema: dict[str, Any], media_type: str = JSON) -> dict[str, Any]:
    return {
        "description": about,
        "headers": {"Policy-Digest": _DIGEST},
        "content": {media_type: {"schema": schema}},
    }


def _problems(*kinds: Kind) -> dict[int | str, Any]:
    """Describe the problems of a route, one entry a status; any route may fail."""
    found: dict[int | str, Any] = {}
    for kind in (*kinds, UNFORESEEN):
        entry = found.get(kind.status)
        if entry is None:
            found[kind.status] = _answer(kind.title, component("Problem"), MEDIA_TYPE)
        else:
            entry["description"] += f"; or: {kind.title[0].lower()}{kind.title[1:]}"
    return found


def _route(tag: str, name: str, responses: dict[int | str, Any]) -> Documented:
    return {
        "tags": [tag],
        "operation_id": name,
        "responses": responses,
        "response_class": Response,  # of no type: else an answer of its own is described too
    }


_OBJECT: Final = {"type": "object"}
_BODY_PROBLEMS: Final = (
    MALFORMED, UNKNOWN_POLICY, TOO_LARGE, WRONG_TYPE, MISFIT, BAD_QUERY
)  # fmt: skip

_assessed = _answer("What follows from the stated facts", component("Assessment"))
_assessed["headers"] = {**_assessed["headers"], "Decision-Id": _DECISION}

ASSESS: Final = _route("assess", "assess", {200: _assessed, **_problems(*_BODY_PROBLEMS)})
ASSESS["openapi_extra"] = {
    "requestBody": {
        "required": True,
        "content": {JSON: {"schema": component("AssessmentRequest")}},
    }
}

COMPARE: Final = _route(
    "assess",
    "compare",
    {200: _answer("What each code says", _OBJECT), **_problems(*_BODY_PROBLEMS)},
)
COMPARE["openapi_extra"] = ASSESS["openapi_extra"]
COMPARE_KIND: Final = _route(
    "look up",
    "compare_kind",
    {200: _answer("The clauses of each code", _OBJECT), **_problems(NOT_FOUND, BAD_QUERY)},
)

_every = _answer("Every entry got an assessment", component("BatchAnswer"))
_every["content"][NDJSON] = {"schema": {"type": "string"}}
BATCH: Final = _route(
    "assess",
    "assess_batch",
    {
        200: _every,
        207: _answer("Some entries got a problem instead", component("BatchAnswer")),
        **_problems(MALFORMED, TOO_LARGE, WRONG_TYPE, MISFIT, BAD_QUERY),
    },
)
BATCH["openapi_extra"] = {
    "requestBody": {
        "required": True,
        "content": {
            JSON: {"schema": component("BatchRequest")},
            NDJSON: {"schema": {"type": "string"}},
        },
    }
}

INTAKE: Final = _route(
    "assess",
    "intake",
    {
        200: _answer("A draft incident with its evidence", component("Draft")),
        **_problems(*_BODY_PROBLEMS),
    },
)
INTAKE["openapi_extra"] = {
    "requestBody": {
        "required": True,
        "content": {JSON: {"schema": component("IntakeRequest")}},
    }
}

POLICIES: Final = _route(
    "look up", "list_policies", {200: _answer("The policies", _OBJECT), **_problems(BAD_QUERY)}
)
POLICY: Final = _route(
    "look up",
    "show_policy",
    {200: _answer("The policy", _OBJECT), **_problems(UNKNOWN_POLICY, BAD_QUERY)},
)
CLAUSE: Final = _route(
    "look up",
    "show_clause",
    {200: _answer("The clause", _OBJECT), **_problems(NOT_FOUND, BAD_QUERY)},
)
FACTS: Final = _route(
    "look up",
    "list_facts",
    {200: _answer("Kinds of acts with their facts", _OBJECT), **_problems(NOT_FOUND, BAD_QUERY)},
)
SCHEMAS: Final = _route(
    "look up", "list_schemas", {200: _answer("Their names", _OBJECT), **_problems(BAD_QUERY)}
)
SCHEMA: Final = _route(
    "look up",
    "show_schema",
    {
        200: _answer("The schema", _OBJECT, "application/schema+json"),
        **_problems(NOT_FOUND, BAD_QUERY),
    },
)
LIVE: Final = _route(
    "operate", "live", {200: _answer("The process answers", _OBJECT), **_problems()}
)
READY: Final = _route("operate", "ready", {200: _answer("What is loaded", _OBJECT), **_problems()})
METRICS: Final = _route(
    "operate",
    "metrics",
    {200: _answer("The counts", {"type": "string"}, "text/plain"), **_problems()},
)
