"""Schema of `escalation/*.yaml`: what is derived, and the paths with their steps."""

from __future__ import annotations

from engine.facts.catalogue import VOCABULARY
from engine.facts.people import GRAVITIES, OFFICES
from engine.schema.conditions import ANY, GENERAL, Conditions, by_kind
from engine.schema.parts import (
    DURATION,
    GRAVITY,
    NAME,
    NORMS,
    TEXT,
    YES_NO,
    Schema,
    enum,
    listed,
    mapping,
    one_or_list,
    or_null,
    ref,
    told,
)
from engine.syntax.typed import GRADES

RECIPIENTS = (*OFFICES, "actor", "parent", "service_user", "everyone_concerned", "author")


def escalation_schema() -> Schema:
    """Make the schema of a file of escalation."""
    conditions = Conditions()
    conditions.of_kinds()
    derivation = mapping(
        {"flag": NAME, "if": ref("trigger"), "norms": NORMS, "cites": NORMS}, ["flag", "if"]
    )
    path = mapping(
        {
            "path": NAME,
            "title": TEXT,
            "starts": told(
                "Whether a possible breach suffices.", enum(["on_breach", "on_possible"])
            ),
            "on": told("What starts it, besides the clauses that name it.", ref("trigger")),
            "steps": listed(ref("step")),
        },
        ["path", "title", "steps"],
    )
    return {
        "title": "A file of escalation",
        **mapping({"derive": listed(derivation), "paths": listed(path)}),
        "$defs": {
            "trigger": _trigger(conditions),
            "event": _event(),
            "step": _step(),
            **conditions.defs,
        },
    }


def _event() -> Schema:
    return {
        "type": "object",
        "description": "An act of this kind is told of, whoever did it.",
        "required": ["act"],
        "properties": {"act": one_or_list(enum(VOCABULARY.kinds))},
        "allOf": [
            *by_kind("act", lambda kind: ref(f"when.{kind}")),
            {
                "if": {"properties": {"act": {"type": "array"}}},
                "then": ref(f"when.{ANY}"),
            },
        ],
    }


def _trigger(conditions: Conditions) -> Schema:
    trigger = ref("trigger")
    whole = dict(conditions.defs[f"condition.{GENERAL}"]["properties"])
    properties: dict[str, Schema] = {
        **whole,
        "any": told("At least one of these.", listed(trigger)),
        "all": told("All of these.", listed(trigger)),
        "event": ref("event"),
        "finding": told(
            "A finding that breaks a clause, or may.",
            mapping(
                {
                    "clause": one_or_list(NAME),
                    "requirement": NAME,
                    "gravity": enum(f"at_least_{grade}" for grade in GRAVITIES),
                    "verdict": enum(["breached", "possible"]),
                }
            ),
        ),
        "flag": told("Something that was derived.", NAME),
        "path": told("Another path that has started.", NAME),
        "history": told(
            "So many earlier findings against the person.",
            mapping(
                {
                    "clause": NAME,
                    "gravity": one_or_list(GRAVITY),
                    "within": DURATION,
                    "at_least": {"type": "integer", "minimum": 1},
                },
                ["at_least"],
            ),
        ),
    }
    return {**mapping(properties), "minProperties": 1}


def _step() -> Schema:
    recipient = enum(RECIPIENTS)
    properties: dict[str, Schema] = {
        "step": NAME,
        "by": told("Who does it: an office, or `actor`, the person who acted.", recipient),
        "do": told("What to do, in words.", TEXT),
        "to": told("To whom: any of these.", one_or_list(recipient)),
        "passed_over": told(
            "Who takes the place of one who is complained of.", one_or_list(recipient)
        ),
        "within": enum(GRADES),
        "force": enum(["must", "may", "one_of"]),
        "when": told(
            "Facts of what started the path; or something derived, as under `on`.",
            {"anyOf": [ref(f"condition.{ANY}"), ref("trigger")]},
        ),
        "done_when": ref(f"condition.{ANY}"),
        "norms": NORMS,
        "cites": NORMS,
        "if_you": told("The step on whose choice this one hangs.", or_null(NAME)),
        "instead_of": told("Steps that this one replaces.", one_or_list(NAME)),
        "forbids": told("Steps that must not be taken once this one is due.", one_or_list(NAME)),
        "not": told("True: this says what must not be done.", YES_NO),
    }
    return mapping(properties, ["step", "by", "do"])
