"""Schemas of `policy.yaml`, `norms.yaml` and `not_coded.yaml`."""

from __future__ import annotations

from engine.resolve.policy import PARAMETER_TYPES, REASONS
from engine.schema.clauses import duty, exception_parts, needs_if_missed
from engine.schema.conditions import ANY, Conditions
from engine.schema.parts import (
    DAY,
    NAME,
    NORM,
    NORMS,
    ROLE,
    TEXT,
    WORD,
    Schema,
    enum,
    listed,
    map_of,
    mapping,
    one_or_list,
    or_null,
    ref,
    told,
)

_START: Schema = told(
    "The first day; `unknown` counts as in force, and is said.", {"anyOf": [DAY, enum(["unknown"])]}
)
_END: Schema = told("The last day; left open while it is in force.", or_null(DAY))


def policy_schema() -> Schema:
    """Make the schema of policy.yaml."""
    conditions = Conditions()
    conditions.of_kinds(apart=False)
    anything = ref(f"condition.{ANY}")
    properties: dict[str, Schema] = {
        "policy": told("Its short name, with which all its clauses begin.", NAME),
        "title": TEXT,
        "organisation": TEXT,
        "document": mapping({key: or_null(WORD) for key in ("adopted", "reviewed", "next_review")}),
        "binds": told("Whom it binds: roles or role groups.", one_or_list(ROLE)),
        "versions": listed(
            mapping({"version": WORD, "from": _START, "to": _END}, ["version", "from"])
        ),
        "sections": told("Every section of norms.yaml, by its exact words.", listed(_section())),
        "definitions": told(
            "Norms that only define, and where they live in the coding.",
            listed(
                mapping(
                    {"norms": NORMS, "lives_in": TEXT, "says": TEXT}, ["norms", "lives_in", "says"]
                )
            ),
        ),
        "parameters": told("Choices that the source leaves open.", map_of(_parameter())),
        "duties": told("Duties that clauses share.", map_of(duty(anything))),
        "exceptions": told(
            "Exceptions that clauses share, by name.",
            map_of(
                {
                    **mapping(exception_parts(anything), ["because", "norms", "when"]),
                    "allOf": [needs_if_missed()],
                }
            ),
        ),
    }
    needed = ["policy", "title", "organisation", "binds", "versions", "sections"]
    return {"title": "policy.yaml", **mapping(properties, needed), "$defs": conditions.defs}


def _section() -> Schema:
    return mapping(
        {
            "section": TEXT,
            "coded": enum(["all", "part", "none"]),
            "norms": told("With `part`: the norms looked at so far.", NORMS),
        },
        ["section", "coded"],
    )


def _parameter() -> Schema:
    properties = {
        "type": enum(PARAMETER_TYPES),
        "about": TEXT,
        "ask": told("The question to the policy's owner.", TEXT),
        "norms": told("The norms that it interprets; they live elsewhere.", NORMS),
        "options": told("Of a choice: the words to choose from.", listed(WORD)),
        "values": told(
            "Unset while empty; else dated.",
            listed(mapping({"from": or_null(DAY), "to": or_null(DAY), "value": WORD}, ["value"])),
        ),
    }
    return {
        **mapping(properties, ["type", "about", "ask"]),
        "if": {"properties": {"type": {"const": "choice"}}},
        "then": {"required": ["options"]},
    }


def norms_schema() -> Schema:
    """Make the schema of norms.yaml; keys beyond those that are cited are free."""
    norm = {
        "type": "object",
        "properties": {
            "id": NORM,
            "section": TEXT,
            "where": told("The place inside the section.", WORD),
            "modality": told("Obligation, ban, permission, definition and so on.", TEXT),
            "gist": told("What it says, in our own words.", TEXT),
        },
        "required": ["id", "section", "gist"],
    }
    return {
        "title": "norms.yaml: the inventory of the source",
        "type": "object",
        "properties": {
            "norms": listed(norm),
            "ambiguities": listed(_open_point()),
            "escalation_paths": listed(_prescribed()),
        },
        "required": ["norms"],
    }


def _open_point() -> Schema:
    return {
        "type": "object",
        "properties": {
            "norms": NORMS,
            "issue": told("What the source leaves open, in our own words.", TEXT),
            "settled_in": told(
                "Clauses, parameters and paths that settle it; or `not_coded`, or `owner`.",
                one_or_list(NAME),
            ),
            "ask": told("With `owner`: the question to the policy's owner.", TEXT),
        },
        "required": ["norms", "issue"],
    }


def _prescribed() -> Schema:
    return {
        "type": "object",
        "properties": {
            "id": NAME,
            "event": told("What starts it, in our own words.", TEXT),
            "coded_in": told("The paths that code it, or `not_coded`.", one_or_list(NAME)),
            "why": told("With `not_coded`: the reason.", TEXT),
        },
        "required": ["id", "event"],
    }


def not_coded_schema() -> Schema:
    """Make the schema of not_coded.yaml."""
    entry = {
        **mapping(
            {
                "norms": NORMS,
                "reason": enum(REASONS),
                "why": TEXT,
                "term": told("With reason `vague`: the term that no judgement can carry.", TEXT),
            },
            ["norms", "reason", "why"],
        ),
        "if": {"properties": {"reason": {"const": "vague"}}, "required": ["reason"]},
        "then": {"required": ["term"]},
    }
    return {
        "title": "not_coded.yaml: norms of coded sections that are left out, and why",
        **mapping({"not_coded": listed(entry)}, ["not_coded"]),
    }
