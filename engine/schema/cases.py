"""Schema of `cases/*.yaml`: acts as in an incident, and what is to come out."""

from __future__ import annotations

from typing import get_args

from engine.infer.outcome import Verdict
from engine.schema.incident import act_items, incident_schema
from engine.schema.parts import (
    NAME,
    NAME_PATTERN,
    OFFICE,
    ROLE,
    TEXT,
    WORD,
    Schema,
    enum,
    listed,
    map_of,
    mapping,
    one_or_list,
    ref,
    told,
)
from engine.testing.case import STATES

VERDICTS: tuple[str, ...] = get_args(Verdict)
SLASHED = r"^[A-Za-z0-9][A-Za-z0-9._-]*/[A-Za-z0-9][A-Za-z0-9._-]*$"


def cases_schema() -> Schema:
    """Make the schema of a file of cases."""
    incident = incident_schema()
    definitions = incident["$defs"]
    for definition in definitions.values():
        if "kind" in definition.get("properties", {}):
            definition["required"] = ["kind"]
    definitions["Earlier"].pop("required", None)
    borrowed = {
        key: incident["properties"][key]
        for key in ("on", "people", "events", "circumstances", "this_report", "history")
    }
    fact: Schema = {"type": "string"}
    expected = mapping(
        {
            "verdict": enum(VERDICTS),
            "because": told("Facts that must be among those that decide.", one_or_list(fact)),
            "needs": told("Facts that must be among those asked for.", one_or_list(fact)),
            "breach_of": told("The ways in which it is broken.", one_or_list(fact)),
            "excused_by": told("The exceptions that excuse.", one_or_list(fact)),
            "act": told("Which act is meant, where there are several.", fact),
        },
        ["verdict"],
    )
    case = mapping(
        {
            "note": told("What the case is about; its name.", TEXT),
            "as": told("The role of the person acting.", ROLE),
            "acts": listed(act_items([])),
            **borrowed,
            "policies": told("Further policies to judge under.", one_or_list(NAME)),
            "parameters": told("Other settings to try; `unset` is one.", map_of(WORD)),
            "expect": told(
                "Requirement to verdict, to a verdict with more, or to a list of these.",
                map_of(one_or_list({"anyOf": [enum(VERDICTS), ref("expected")]}), SLASHED),
            ),
            "others": told("That nothing else comes out as breached.", enum(["none_breached"])),
            "steps": told("Step to its state.", map_of(_step(), NAME_PATTERN)),
        },
        ["note", "acts", "expect"],
    )
    return {
        "title": "A file of cases",
        **mapping({"cases": listed(ref("case"))}, ["cases"]),
        "$defs": {"case": case, "expected": expected, **definitions},
    }


def _step() -> Schema:
    """Make the schema of what is expected of a step: its state, and whom it goes to."""
    state = enum(STATES)
    return {"anyOf": [state, mapping({"state": state, "to": listed(OFFICE)}, ["state"])]}
