"""Small pieces that every schema is built of."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from engine.facts.people import GRAVITIES, OFFICES, ROLE_GROUPS, ROLES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

Schema = dict[str, Any]

NAME_PATTERN = r"^[A-Za-z0-9][A-Za-z0-9._-]*$"
DAY_PATTERN = r"^\d{4}-\d{2}-\d{2}$"
DURATION_PATTERN = r"^\d{1,6} (minutes?|hours?|days?|weeks?)$"
MONEY_PATTERN = r"^(£\d{1,9}(\.\d{2})?|\d{1,9}(\.\d{2})? GBP)$"
MOMENT_PATTERN = r"^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2})?(Z|[+-]\d{2}:\d{2}))?$"


def told(description: str, part: Schema) -> Schema:
    """Describe a part."""
    return {"description": description, **part}


def ref(name: str) -> Schema:
    """Point to a definition."""
    return {"$ref": f"#/$defs/{name}"}


def enum(words: Iterable[Any]) -> Schema:
    """Allow one of some words."""
    return {"enum": list(words)}


def one_or_list(part: Schema) -> Schema:
    """Allow a single entry, or a list of them."""
    return {"anyOf": [part, {"type": "array", "items": part}]}


def listed(part: Schema) -> Schema:
    """Allow a list."""
    return {"type": "array", "items": part}


def mapping(
    properties: Mapping[str, Schema],
    required: Iterable[str] = (),
    description: str | None = None,
) -> Schema:
    """Allow these keys and no others."""
    made: Schema = {"type": "object"}
    if description is not None:
        made["description"] = description
    made["properties"] = dict(properties)
    needed = list(required)
    if needed:
        made["required"] = needed
    made["additionalProperties"] = False
    return made


def map_of(part: Schema, names: str = NAME_PATTERN) -> Schema:
    """Allow any names that fit a pattern, each with such a value."""
    return {
        "type": "object",
        "patternProperties": {names: part},
        "additionalProperties": False,
    }


def or_null(part: Schema) -> Schema:
    """Allow nothing, too."""
    return {"anyOf": [part, {"type": "null"}]}


def same_kind(key: str, kind: str) -> Schema:
    """Ask whether `key` names this kind of act."""
    return {"required": [key], "properties": {key: {"const": kind}}}


TEXT: Schema = {"type": "string", "minLength": 1}
WORD: Schema = {"type": ["string", "number", "boolean"]}
"""A text that may look like a number or a truth value: it is taken as it was written."""
NAME: Schema = {"type": "string", "pattern": NAME_PATTERN}
NORM: Schema = {"type": "string", "pattern": NAME_PATTERN}
NORMS: Schema = one_or_list(NORM)
YES_NO: Schema = enum([True, False, "yes", "no"])
GRAVITY: Schema = enum(GRAVITIES)
FORCE: Schema = enum(["binding", "advisory"])
DURATION: Schema = {"type": "string", "pattern": DURATION_PATTERN}
DAY: Schema = {"type": "string", "pattern": DAY_PATTERN}
ROLE: Schema = enum([*ROLES, *ROLE_GROUPS])
OFFICE: Schema = enum(OFFICES)
