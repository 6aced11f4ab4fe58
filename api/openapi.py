"""The OpenAPI document: what the framework gathers, our schemas, and examples that are run.

The answers shown are worked out from the requests shown, by the policies that are loaded, when the
document is first asked for; so they cannot go stale.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from fastapi.openapi.utils import get_openapi
from pydantic.json_schema import models_json_schema

from api.batch import answer_items
from api.intake import IntakeRequest
from api.limits import JSON, NDJSON
from api.problems import MEDIA_TYPE, Refused, problem_body
from api.schemas import AssessmentRequest, BatchRequest
from engine.schema import schema

if TYPE_CHECKING:
    from collections.abc import Mapping

    from fastapi import FastAPI

    from api.service import Service

ABOUT: Final = """\
Screens an incident against coded policies, clause by clause, and says what follows from the stated
facts. `breached` reads "may breach": a person decides, and nothing here is a clearance.

**Which words may grow.** Kinds of acts, types of facts, error codes, offices, and keys of answers
may be added by a release; take what you do not know as you would an unknown remark. Verdicts, ways,
states, forces, grades of urgency and gravities are complete.

**Nothing is stored.** Facts are held in memory only, and neither logged nor echoed in an error.

**Who may call.** There are no keys yet, so the service listens on the machine itself. To offer it
to others, put a proxy in front that identifies callers and encrypts the way.
"""
_EXAMPLES: Final = Path(__file__).parent / "examples"
ACCOUNT: Final = (
    "Dan drove Chloe (15) home in his own car after the group. No manager had agreed it, and he"
    " hasn't written it up. She says the last bus had gone."
)
_NOISE: Final = ("title", "x-fact")


def openapi(app: FastAPI, service: Service) -> dict[str, Any]:
    """Make the document."""
    made = get_openapi(
        title=app.title, version=app.version, description=ABOUT, routes=app.routes, tags=_TAGS
    )
    made.setdefault("components", {})["schemas"] = _schemas()
    _add_examples(made["paths"], service)
    return made


_TAGS: Final = [
    {"name": "assess", "description": "Incidents in, assessments out"},
    {"name": "look up", "description": "What is loaded, and what may be stated"},
    {"name": "operate", "description": "For those who run the service"},
]


def examples(service: Service) -> dict[str, dict[str, Any]]:
    """Give the requests that show what the service does, by name, as far as policies are loaded."""
    found = {}
    for path in sorted(_EXAMPLES.glob("*.json")):
        example = json.loads(path.read_text(encoding="utf-8"))
        if example.pop("policy") in service.ruleset.policies:
            found[path.stem] = example
    return found


def _add_examples(paths: Mapping[str, Any], service: Service) -> None:
    known = examples(service)
    asked: dict[str, Any] = {}
    answered: dict[str, Any] = {}
    refused: dict[str, Any] = {}
    for name, example in known.items():
        asked[name] = {"summary": example["summary"], "value": example["request"]}
        answered[name] = {"summary": example["summary"], "value": _answer(service, example)}
    for name, example in _mistakes(known).items():
        refused[name] = {"summary": example["summary"], "value": _problem(service, example)}
    one, many = paths["/v1/assessments"]["post"], paths["/v1/assessments/batch"]["post"]
    one["requestBody"]["content"][JSON]["examples"] = asked
    one["responses"]["200"]["content"][JSON]["examples"] = answered
    one["responses"]["422"]["content"][MEDIA_TYPE]["examples"] = refused
    _add_account(paths["/v1/intake"]["post"], service)
    items = {name: example["request"] for name, example in known.items()}
    if not items:
        return
    _, body = answer_items(service, _bytes({"items": items}), "reasons")
    lines = "".join(json.dumps({"key": key, **item}) + "\n" for key, item in items.items())
    content = many["requestBody"]["content"]
    content[JSON]["examples"] = {"keyed": {"value": {"items": items}}}
    content[NDJSON]["examples"] = {"lines": {"value": lines}}
    many["responses"]["200"]["content"][JSON]["examples"] = {"keyed": {"value": json.loads(body)}}


def _add_account(route: Any, service: Service) -> None:  # noqa: ANN401  part of the document
    """Show an account and what is read of it, under the first policy that is loaded."""
    for policy in service.ruleset.policies:
        request = {"text": ACCOUNT, "policy": policy}
        draft = service.intake(service.read_intake(_bytes(request))).to_dict()
        route["requestBody"]["content"][JSON]["examples"] = {"lift": {"value": request}}
        route["responses"]["200"]["content"][JSON]["examples"] = {"lift": {"value": draft}}
        return


def _mistakes(known: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """Make requests that do not fit out of one that does."""
    for example in known.values():
        request = json.loads(json.dumps(example["request"]))
        request["incident"]["acts"][0]["by"] = "somebody-else"
        return {"unknown-person": {"summary": "Nobody said who acted", "request": request}}
    return {}


def _answer(service: Service, example: Mapping[str, Any]) -> Any:  # noqa: ANN401  parsed JSON
    return json.loads(
        service.assess(service.read_request(_bytes(example["request"])), "reasons").body
    )


def _problem(service: Service, example: Mapping[str, Any]) -> Any:  # noqa: ANN401  parsed JSON
    try:
        return _answer(service, example)
    except Refused as refused:
        return json.loads(problem_body(refused.kind, refused.errors))


def _bytes(value: object) -> bytes:
    return json.dumps(value).encode()


# --- schemas --------------------------------------------------------------------------------------


def _schemas() -> dict[str, Any]:
    _, asked = models_json_schema(
        [
            (AssessmentRequest, "validation"),
            (BatchRequest, "validation"),
            (IntakeRequest, "validation"),
        ],
        ref_template="#/components/schemas/{model}",
    )
    assessment = schema("assessment")
    assessment.pop("$schema")
    assessment.pop("$id")
    parts = assessment.pop("$defs")
    answers = {"Assessment": assessment, **{_part(name): part for name, part in parts.items()}}
    found = {**_tidy(asked["$defs"]), **_moved(answers), **_OURS}
    return dict(sorted(found.items()))


def _part(name: str) -> str:
    return f"Assessment.{name}"


def _moved(node: Any) -> Any:  # noqa: ANN401  any part of a schema
    """Let references of an answer find its parts here, and let its keys grow, as we promise."""
    if isinstance(node, list):
        return [_moved(item) for item in node]
    if not isinstance(node, dict):
        return node
    moved = {
        key: _moved(value)
        for key, value in node.items()
        if (key, value) != ("additionalProperties", False)
    }
    target = node.get("$ref")
    if isinstance(target, str):
        moved["$ref"] = "#/components/schemas/" + _part(target.removeprefix("#/$defs/"))
    return moved


def _tidy(node: Any, *, names: bool = True) -> Any:  # noqa: ANN401  any part of a schema
    """Leave out what only editors and the engine read; `names` while keys are names of things."""
    if isinstance(node, list):
        return [_tidy(item, names=False) for item in node]
    if not isinstance(node, dict):
        return node
    return {
        key: _tidy(value, names=not names and key in ("properties", "$defs"))
        for key, value in node.items()
        if names or key not in _NOISE
    }


_STRING: Final = {"type": "string"}
_COUNT: Final = {"type": "integer", "minimum": 1}
_OURS: Final[dict[str, Any]] = {
    "Problem": {
        "description": "What went wrong (RFC 9457). Nothing of what was sent is repeated.",
        "type": "object",
        "required": ["type", "title", "status", "errors"],
        "properties": {
            "type": {"type": "string", "description": "The kind of problem, explained in /docs"},
            "title": _STRING,
            "status": {"type": "integer"},
            "errors": {"type": "array", "items": {"$ref": "#/components/schemas/Problem.error"}},
        },
    },
    "Problem.error": {
        "description": "One mistake: where, what, why it matters, how to mend it.",
        "type": "object",
        "required": ["pointer", "code", "message", "why", "mend"],
        "properties": {
            "pointer": {
                "type": "string",
                "description": "The place, as a JSON pointer; it ends before a key that nobody"
                " knows, since that may be a name",
            },
            "code": _STRING,
            "message": _STRING,
            "why": _STRING,
            "mend": _STRING,
            "line": {**_COUNT, "description": "For a body that cannot be read"},
            "column": _COUNT,
        },
    },
    "Draft": {
        "description": "A draft incident; nothing in it was judged, and a person confirms it.",
        "type": "object",
        "required": ["incident", "evidence", "unread", "suggestions"],
        "properties": {
            "incident": {"$ref": "#/components/schemas/Incident"},
            "evidence": {
                "type": "array",
                "description": "Each part of the incident with the words it was read from",
                "items": {"$ref": "#/components/schemas/Draft.evidence"},
            },
            "unread": {
                "type": "array",
                "description": "Sentences that look like conduct and gave no fact",
                "items": {"$ref": "#/components/schemas/Draft.quote"},
            },
            "suggestions": {
                "type": "array",
                "description": "At most five clauses besides those that the account brings up:"
                " first those that it is most like, by samples and own words; no verdict hangs on"
                " them",
                "items": {"$ref": "#/components/schemas/Draft.suggestion"},
            },
        },
    },
    "Draft.evidence": {
        "type": "object",
        "required": ["pointer", "fact", "value", "status", "cue", "says", "quotes"],
        "properties": {
            "pointer": {"type": "string", "description": "A JSON pointer into `incident`"},
            "fact": {"type": "string", "description": "The fact; or `kind`, `roles`"},
            "value": {"description": "As it stands in the incident"},
            "status": {
                "type": "string",
                "enum": ["happened", "alleged", "denied", "disputed", "raised"],
                "description": "`raised`: the words raise a judgement, which a person makes",
            },
            "cue": {"type": "string", "description": "The list of cues, under rules/cues"},
            "says": {"type": "string", "description": "The fact in words; or its question"},
            "quotes": {"type": "array", "items": {"$ref": "#/components/schemas/Draft.quote"}},
        },
    },
    "Draft.quote": {
        "description": "Words of the account: code points `start` up to `end`.",
        "type": "object",
        "required": ["start", "end", "quote"],
        "properties": {
            "start": {"type": "integer", "minimum": 0},
            "end": {"type": "integer", "minimum": 1},
            "quote": _STRING,
        },
    },
    "Draft.suggestion": {
        "type": "object",
        "required": ["clause", "title", "section", "norms", "score"],
        "properties": {
            "clause": _STRING,
            "title": _STRING,
            "section": _STRING,
            "norms": {"type": "array", "items": _STRING},
            "score": {"type": "number"},
        },
    },
    "BatchAnswer": {
        "description": "The answers under the keys sent; pointers count from the entry's request.",
        "type": "object",
        "required": ["items"],
        "properties": {
            "items": {
                "type": "object",
                "additionalProperties": {
                    "type": "object",
                    "required": ["status"],
                    "properties": {
                        "status": {"type": "integer"},
                        "assessment": {"$ref": "#/components/schemas/Assessment"},
                        "problem": {"$ref": "#/components/schemas/Problem"},
                    },
                },
            }
        },
    },
}
