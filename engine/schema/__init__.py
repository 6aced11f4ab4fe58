"""JSON Schema (2020-12) for everything that is written for Clausecheck, or that it answers.

Any YAML editor that knows JSON Schema completes fact names and values from these. They are made
from the vocabulary and from the closed sets of words of the language, never by hand, apart from the
answer (`assessment`), which a test compares with real answers. Only keywords that draft-07 knows as
well are used for files, since many editors read no later draft.

The loader stays the judge of a file: it knows which norms, parameters, paths and steps a policy
declares, and a schema does not.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from engine.schema.assessment import assessment_schema
from engine.schema.cases import cases_schema
from engine.schema.clauses import clauses_schema
from engine.schema.cues import (
    accounts_schema,
    cues_schema,
    lexicon_schema,
    samples_schema,
    scopes_schema,
)
from engine.schema.escalation import escalation_schema
from engine.schema.incident import incident_schema
from engine.schema.policy import norms_schema, not_coded_schema, policy_schema

if TYPE_CHECKING:
    from collections.abc import Callable

_MAKERS: dict[str, Callable[[], dict[str, Any]]] = {
    "incident": incident_schema,
    "assessment": assessment_schema,
    "clauses": clauses_schema,
    "cases": cases_schema,
    "escalation": escalation_schema,
    "policy": policy_schema,
    "norms": norms_schema,
    "not_coded": not_coded_schema,
    "cues": cues_schema,
    "lexicon": lexicon_schema,
    "scopes": scopes_schema,
    "samples": samples_schema,
    "accounts": accounts_schema,
}

NAMES: tuple[str, ...] = tuple(_MAKERS)
"""Every schema there is."""


def schema(name: str) -> dict[str, Any]:
    """Give one schema by its name, as JSON-ready values.

    Raises:
        KeyError: The name is none of `NAMES`.
    """
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:clausecheck:schema:{name}",
        **_MAKERS[name](),
    }
