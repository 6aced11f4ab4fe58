"""Schema of an assessment, the answer of the service and of `check --format json`.

Written by hand, since the answer is joined from ready-made pieces; a test holds real answers
against it. The sets of words that may grow in a later version are said to be open.
"""

from __future__ import annotations

from engine.facts.people import GRAVITIES
from engine.infer.outcome import WAYS
from engine.infer.plan import FORCES, STATES
from engine.schema.cases import VERDICTS
from engine.schema.parts import Schema, enum, listed, mapping, ref, told
from engine.syntax.typed import GRADES

_TEXT: Schema = {"type": "string"}
_MAYBE: Schema = {"type": ["string", "null"]}
_TEXTS: Schema = listed(_TEXT)
_TEXT_MAP: Schema = {"type": "object", "additionalProperties": {"type": "string"}}
_FLAG: Schema = {"type": "boolean"}
_POINTER: Schema = {"type": "string", "pattern": "^(/.*)?$"}
_DIGEST: Schema = {"type": "string", "pattern": "^sha256:[0-9a-f]{64}$"}
_HELD_BACK = ("because", "counterfactual", "no_excuse", "trace", "error", "under")
"""Keys of a finding that are there only with more `explain`, or only after a failure."""


def assessment_schema() -> Schema:
    """Make the schema of an answer."""
    properties: dict[str, Schema] = {
        "decision_id": told(
            "A hash of the incident without provenance, the ruleset, the policies and the engine.",
            {"type": "string", "pattern": "^[0-9a-f]{32}$"},
        ),
        "engine": told("The version of the engine.", _TEXT),
        "ruleset": told("The digest of everything that was loaded.", _DIGEST),
        "explain": enum(["off", "reasons", "full"]),
        "policies": told("Those judged under, and what was not looked at.", listed(_policy())),
        "summary": told(
            "How many findings of each verdict; more keys may come.",
            {"type": "object", "additionalProperties": {"type": "integer", "minimum": 0}},
        ),
        "findings": listed(ref("finding")),
        "not_applicable": told("Ids of findings whose clause does not speak here.", _TEXTS),
        "questions": told("What to ask, most telling first.", listed(ref("question"))),
        "also_check": told("Routine questions, apart.", listed(ref("question"))),
        "plan": told(
            "What happens next.",
            _all(
                {
                    "steps": told("Most urgent first.", listed(ref("step"))),
                    "must_not": told("What must not be done.", listed(ref("step"))),
                }
            ),
        ),
        "set_aside": told(
            "Acts that a policy does not judge, and why.",
            listed(_all({"act": _TEXT, "person": _MAYBE, "policy": _TEXT, "why": _TEXT})),
        ),
        "assumed": told(
            "What was taken for granted so that an act could be judged.",
            listed(_all({"act": _TEXT, "policy": _TEXT, "what": _TEXT})),
        ),
        "note": _TEXT,
    }
    return {
        "title": "An assessment",
        **_all(properties),
        "$defs": {"finding": _finding(), "question": _question(), "step": _step()},
    }


def _all(properties: dict[str, Schema], held_back: tuple[str, ...] = ()) -> Schema:
    """Require every key; more keys may come with a release, so others are not refused."""
    made = mapping(properties, [key for key in properties if key not in held_back])
    del made["additionalProperties"]
    return made


def _policy() -> Schema:
    version = _all({"version": _TEXT, "start_unknown": _FLAG})
    return _all(
        {
            "id": _TEXT,
            "title": _TEXT,
            "organisation": _TEXT,
            "digest": _DIGEST,
            "pinned_to": told("The version or day that the caller asked for; else null.", _MAYBE),
            "versions": listed(version),
            "sections_not_looked_at": _TEXTS,
            "sections_partly_looked_at": _TEXTS,
        }
    )


def _finding() -> Schema:
    reason = _all({"fact": _TEXT, "pointer": _POINTER, "value": {}, "says": _TEXT})
    properties: dict[str, Schema] = {
        "id": told("clause/requirement@act", _TEXT),
        "person": _MAYBE,
        "act": _TEXT,
        "version": told("The version in force; null where none was.", _MAYBE),
        "routine": _FLAG,
        "policy": _TEXT,
        "clause": _TEXT,
        "requirement": _TEXT,
        "title": _TEXT,
        "section": _TEXT,
        "force": enum(["binding", "advisory"]),
        "reading": _MAYBE,
        "escalation": _TEXTS,
        "verdict": told("This set is closed.", enum(VERDICTS)),
        "gravity": enum(GRAVITIES),
        "norms": told("The norms that are broken, open, excused or judged.", _TEXTS),
        "gists": told("Each of these norms in words.", _TEXT_MAP),
        "places": told("Where in its section each of them stands.", _TEXT_MAP),
        "ways": told("What is possible.", listed(enum(WAYS.values()))),
        "breach_of": told("`requirement`, or the duties that are or may be broken.", _TEXTS),
        "excused_by": listed(_all({"name": _TEXT, "because": _TEXT})),
        "needs": told("The facts that decide, where it is undetermined.", _TEXTS),
        "under": told(
            "Where the versions that may have applied differ: what each says.",
            listed(_all({"version": _TEXT, "verdict": enum(VERDICTS)})),
        ),
        "error": told("Set where judging failed: a defect of ours, never a pass.", _TEXT),
        "because": told("The fewest stated facts from which it follows.", listed(reason)),
        "counterfactual": told(
            "The fewest changes of conduct that would turn it; null where there are none.",
            {"anyOf": [listed(_all({"fact": _TEXT, "from": {}, "to": {}})), {"type": "null"}]},
        ),
        "no_excuse": told(
            "Stated facts that the text says change nothing.",
            listed(_all({"fact": _TEXT, "norms": _TEXTS, "says": _TEXT})),
        ),
        "trace": told(
            "With `explain=full`: every condition with its truth.",
            listed(_all({"part": _TEXT, "condition": _TEXT, "truth": _TEXT})),
        ),
    }
    return _all(properties, _HELD_BACK)


def _question() -> Schema:
    answer = _all({"value": {}, "says": _TEXT})
    return _all(
        {
            "fact": _TEXT,
            "pointer": told("Where the answer goes.", _POINTER),
            "ask": _TEXT,
            "act": _MAYBE,
            "person": _MAYBE,
            "whom": told("Whom to ask, where that is known.", _MAYBE),
            "weigh": told("Of a judgement: what to weigh.", _MAYBE),
            "unit": _MAYBE,
            "answers": listed(answer),
            "why_open": told("not_stated, alleged, raised or only_partly_known; may grow.", _TEXT),
            "findings": told("The findings that hang on it.", _TEXTS),
        }
    )


def _step() -> Schema:
    return _all(
        {
            "policy": _TEXT,
            "paths": _TEXTS,
            "step": _TEXT,
            "by": told("An office, or who acted; more offices may come.", _TEXT),
            "do": _TEXT,
            "to": _TEXTS,
            "passed_over": told("Left out because the report is about them.", _TEXTS),
            "nobody_named": told("Whether nobody is left to turn to.", _FLAG),
            "within": enum(GRADES),
            "force": enum(FORCES),
            "state": enum(STATES),
            "if_you": _MAYBE,
            "norms": _TEXTS,
            "causes": told("Findings and acts that it follows from.", _TEXTS),
            "depends_on": told("act:fact, where a question decides.", _TEXTS),
            "because_not": told("What forbids it.", _MAYBE),
        }
    )
