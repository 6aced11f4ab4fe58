"""Schema of an incident: that of the pydantic model, cleaned up for people who write by hand."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from engine.facts.catalogue import VOCABULARY
from engine.facts.incident import Incident
from engine.schema.parts import (
    OFFICE,
    ROLE,
    Schema,
    enum,
    listed,
    mapping,
    one_or_list,
    same_kind,
    told,
)

if TYPE_CHECKING:
    from collections.abc import Callable

_NOISE = ("title", "default", "x-fact", "discriminator")
_BETWEEN = "Between_"


def incident_schema() -> Schema:
    """Make the schema of an incident."""
    made = _tidy(Incident.model_json_schema())
    definitions = {_short(name): part for name, part in made.pop("$defs").items()}
    for kind, spec in VOCABULARY.kinds.items():
        _name_roles(definitions[spec.model.__name__])
        definitions[spec.model.__name__]["properties"]["kind"] = {"const": kind}
    made["properties"]["acts"]["items"] = act_items(["id"])
    definitions["Person"]["properties"] |= _person()
    definitions["ThisReport"]["properties"]["to"] = told(
        "Which offices it went to.", listed(OFFICE)
    )
    return {"title": "An incident", **made, "$defs": definitions}


def act_items(required: list[str]) -> Schema:
    """Make the schema of an act, whose `kind` decides which facts it has."""
    about = "; ".join(
        f"{kind}: {spec.about.rstrip('.')}" for kind, spec in VOCABULARY.kinds.items()
    )
    return {
        "type": "object",
        "required": [*required, "kind"],
        "properties": {"kind": told(about, enum(VOCABULARY.kinds))},
        "allOf": [
            {
                "if": same_kind("kind", kind),
                "then": {"$ref": f"#/$defs/{spec.model.__name__}"},
            }
            for kind, spec in VOCABULARY.kinds.items()
        ],
    }


def _name_roles(act: Schema) -> None:
    act["properties"]["capacity"] = told("The role acted in.", ROLE)
    act["properties"]["by"]["description"] = "The `ref` of the person who acted."
    act["properties"]["on"]["description"] = "When: a day, or a moment with its time zone."
    act["properties"]["event"]["description"] = "The event of `events` whose facts it shares."


def _person() -> dict[str, Schema]:
    roles = listed(ROLE)
    held = mapping({"office": OFFICE, "of": {"type": "string"}}, ["office"])
    return {
        "roles": told(
            "What the person is: a list, or a map from policy to such a list.",
            {"anyOf": [roles, {"type": "object", "additionalProperties": roles}, {"type": "null"}]},
        ),
        "holds": told("The offices that the person holds.", one_or_list({"anyOf": [OFFICE, held]})),
    }


def _tidy(node: Any) -> Any:  # noqa: ANN401  any part of a schema
    if isinstance(node, list):
        return [_tidy(item) for item in node]
    if not isinstance(node, dict):
        return node
    made: Schema = {}
    for key, value in node.items():
        if key in ("properties", "$defs"):
            made[key] = {name: _tidy(part) for name, part in value.items()}
        elif key not in _NOISE:
            made[_KEYS.get(key) or key] = _READ.get(key, _tidy)(value)
    told_of = node.get("x-fact")
    if isinstance(told_of, dict):
        made["description"] = _about(told_of)
    return _joined(made) if "anyOf" in made else made


_KEYS = {"ge": "minimum", "le": "maximum"}
_READ: dict[str, Callable[[Any], Any]] = {
    "$ref": lambda name: "#/$defs/" + _short(name.removeprefix("#/$defs/")),
    "description": lambda text: " ".join(text.split("\n\n")[0].split()),
}


def _about(fact: dict[str, Any]) -> str:
    text = str(fact["ask"])
    if fact.get("unit"):
        text += f" In {fact['unit']}."
    if fact.get("weigh"):
        weigh = str(fact["weigh"]).rstrip(".")
        text += f" A judgement; weigh {weigh[:1].lower()}{weigh[1:]}."
    return text


def _joined(part: Schema) -> Schema:
    """Join what an `anyOf` allows as single words into one list of them."""
    words: list[Any] = []
    others: list[Schema] = []
    for option in part.pop("anyOf"):
        inner = option.pop("anyOf", None) if set(option) <= {"anyOf"} else None
        for item in inner if inner is not None else [option]:
            if item == {"type": "boolean"}:
                words += [True, False]
            elif "enum" in item:
                words += item["enum"]
            elif item != {"type": "null"}:
                others.append(item)
    if [other.get("type") for other in others[:2]] == ["integer", "number"]:
        del others[0]
    nothing: list[Any] = [None]
    if not others:
        return {**part, "enum": [*dict.fromkeys(words), *nothing]}
    last = {"enum": [*words, *nothing]} if words else {"type": "null"}
    return {**part, "anyOf": [*others, last]}


def _short(name: str) -> str:
    """Give a readable name to what pydantic names after a long type."""
    if not name.startswith(_BETWEEN):
        return re.sub(r"\W+", "_", name)
    if "Union" in name:
        return "BetweenNumbers"
    return "BetweenAmounts" if "Annotated_int" in name else "BetweenMoments"
