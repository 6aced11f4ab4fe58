"""Schema of `clauses/*.yaml`; the kind that `when` names decides which facts are offered."""

from __future__ import annotations

from engine.facts.catalogue import VOCABULARY
from engine.schema.conditions import ANY, Conditions
from engine.schema.parts import (
    FORCE,
    GRAVITY,
    NAME,
    NORMS,
    ROLE,
    TEXT,
    YES_NO,
    Schema,
    enum,
    listed,
    map_of,
    mapping,
    one_or_list,
    ref,
    told,
)


def clauses_schema() -> Schema:
    """Make the schema of a file of clauses."""
    conditions = Conditions()
    conditions.of_kinds()
    for kind in (*VOCABULARY.kinds, ANY):
        conditions.defs |= parts_of(kind)
    return {
        "title": "A file of clauses",
        **mapping(
            {
                "section": told("The section, in the exact words of norms.yaml.", TEXT),
                "clauses": listed(ref("clause")),
            },
            ["section", "clauses"],
        ),
        "$defs": {"clause": _clause(), **conditions.defs},
    }


def parts_of(kind: str) -> dict[str, Schema]:
    """Define what a clause on one kind of act is made of."""
    condition = ref(f"condition.{kind}")
    return {
        f"requirement.{kind}": _requirement(kind, condition),
        f"exception.{kind}": _exception(condition),
        f"duty.{kind}": duty(condition),
        f"no_excuse.{kind}": mapping(
            {
                "fact": told("The fact that changes nothing.", enum(_yes_no_facts(kind))),
                "norms": NORMS,
                "says": TEXT,
            },
            ["fact", "norms", "says"],
        ),
        f"gravity.{kind}": told(
            "One grade, or a list of grades by condition; the first that holds counts.",
            {
                "anyOf": [
                    GRAVITY,
                    listed(mapping({"when": condition, "is": GRAVITY}, ["is"])),
                ]
            },
        ),
    }


def _clause() -> Schema:
    properties: dict[str, Schema] = {
        "clause": told("Its name: the policy and section, a dot, words with hyphens.", NAME),
        "title": TEXT,
        "applies_to": told(
            "Roles or role groups; left out, everybody whom the policy binds.", one_or_list(ROLE)
        ),
        "when": {
            "type": "object",
            "description": "When the provision speaks: the kind of act, and a condition.",
            "required": ["act"],
            "properties": {
                "act": told("The kind of act, or several.", one_or_list(enum(VOCABULARY.kinds)))
            },
        },
        "requires": {"type": "array", "minItems": 1, "description": "Named requirements."},
        "unless": {"type": "array", "description": "Exceptions that the text itself makes."},
        "duties": {"type": "object", "description": "Duties that exceptions lay down, by name."},
        "no_excuse": {"type": "array", "description": "What the text says is no excuse."},
        "reading": told("How the clause reads what the source leaves open.", TEXT),
        "gravity": {},
        "force": FORCE,
        "escalation": told("The paths that a breach of this clause starts.", one_or_list(NAME)),
    }
    return {
        **mapping(properties, ["clause", "title", "when", "requires"]),
        "allOf": [
            *(_then(kind, {"const": kind}) for kind in VOCABULARY.kinds),
            _then(ANY, {"type": "array"}),
        ],
    }


def _then(kind: str, act: Schema) -> Schema:
    return {
        "if": {
            "required": ["when"],
            "properties": {"when": {"required": ["act"], "properties": {"act": act}}},
        },
        "then": {
            "properties": {
                "when": ref(f"when.{kind}"),
                "requires": {"items": ref(f"requirement.{kind}")},
                "unless": {"items": ref(f"exception.{kind}")},
                "duties": map_of(ref(f"duty.{kind}")),
                "no_excuse": {"items": ref(f"no_excuse.{kind}")},
                "gravity": ref(f"gravity.{kind}"),
            }
        },
    }


def _requirement(kind: str, condition: Schema) -> Schema:
    properties: dict[str, Schema] = {
        "name": NAME,
        "title": told("May be left out where a clause has one requirement.", TEXT),
        "norms": told("The norms that are at home here.", NORMS),
        "cites": told("Norms that it draws on and that live elsewhere.", NORMS),
        "when": told("A narrower condition than the clause's own.", condition),
        "must": told("What has to be so.", condition),
        "must_not": {
            "description": "What must not be so; with several keys write `any:` or `all:`.",
            "allOf": [condition, {"maxProperties": 1}],
        },
        "force": FORCE,
        "routine": told("Every such act puts it in question; listed apart.", YES_NO),
        "gravity": ref(f"gravity.{kind}"),
    }
    return {
        **mapping(properties, ["name", "norms"]),
        "oneOf": [{"required": ["must"]}, {"required": ["must_not"]}],
    }


def exception_parts(condition: Schema) -> dict[str, Schema]:
    """Give the keys of an exception, whether of a clause or shared."""
    return {
        "because": told("What the answer says when it excuses.", TEXT),
        "norms": NORMS,
        "cites": NORMS,
        "when": condition,
        "then_must": told("Duties that it lays down, by name.", one_or_list(NAME)),
        "if_missed": told(
            "What a missed duty does: it is broken by itself, or the excuse is lost.",
            enum(["duty_broken", "exception_lost"]),
        ),
    }


def needs_if_missed() -> Schema:
    """Ask for `if_missed` wherever duties are laid down."""
    return {"if": {"required": ["then_must"]}, "then": {"required": ["if_missed"]}}


def _exception(condition: Schema) -> Schema:
    lifts = told("The requirements that it lifts.", one_or_list(NAME))
    own = mapping(
        {"name": NAME, "lifts": lifts, **exception_parts(condition)},
        ["name", "because", "norms", "lifts", "when"],
    )
    shared = mapping(
        {"use": told("A shared exception of policy.yaml.", NAME), "lifts": lifts}, ["use", "lifts"]
    )
    return {
        "if": {"required": ["use"]},
        "then": shared,
        "else": {**own, "allOf": [needs_if_missed()]},
    }


def duty(condition: Schema) -> Schema:
    """Make the schema of a duty."""
    return mapping({"norms": NORMS, "cites": NORMS, "must": condition}, ["norms", "must"])


def _yes_no_facts(kind: str) -> list[str]:
    kinds = VOCABULARY.kinds.values() if kind == ANY else [VOCABULARY.kinds[kind]]
    found = {path: None for k in kinds for path, spec in k.facts.items() if spec.type == "boolean"}
    return list(found)
