"""Schemas of what accounts are read with: cue lists, their lexicon and scopes, and samples."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from engine.facts.catalogue import VOCABULARY
from engine.facts.vocabulary import DEED_GROUPS, DEED_VALUES
from engine.intake.cues import ACTOR, BY, RAISED, READ, SHARED
from engine.intake.lexicon import REACHES, SCOPES
from engine.intake.samples import ACCOUNT, LABELS
from engine.schema.parts import (
    ROLE,
    TEXT,
    WORD,
    YES_NO,
    Schema,
    enum,
    listed,
    mapping,
    one_or_list,
    ref,
    same_kind,
    told,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from engine.facts.vocabulary import FactSpec

_PATTERNS: Schema = told("Word patterns; any one of them will do.", one_or_list(WORD))
_READ_FROM = ("money", "number", "duration", "date", "instant")


def cues_schema() -> Schema:
    """Make the schema of a file of cue lists."""
    one = ref("list")
    return {
        "anyOf": [one, mapping({"lists": listed(one)}, ["lists"])],
        "$defs": {
            "patterns": _PATTERNS,
            "whatever": told(
                "Scopes that change nothing of what the words tell; `yes` for all but training.",
                {"anyOf": [YES_NO, one_or_list(enum(SCOPES))]},
            ),
            "by": told("Who acted; `subject` where it is left out.", {"anyOf": [enum(BY), ROLE]}),
            "list": _list(),
            "cue": mapping(
                {
                    "says": ref("patterns"),
                    "with": ref("patterns"),
                    "unless": ref("patterns"),
                    "amid": ref("patterns"),
                    "near": {"anyOf": [{"type": "integer"}, enum(["sentence", "account"])]},
                    "flips": YES_NO,
                    "by": told("Whose doing the words have to be.", enum([ACTOR])),
                    "whatever": ref("whatever"),
                },
                ["says"],
            ),
            **{f"facts.{kind}": part for kind, part in _kinds()},
        },
    }


def _list() -> Schema:
    opening = mapping(
        {
            "says": ref("patterns"),
            "sets": {"type": "object"},
            "with": ref("patterns"),
            "unless": ref("patterns"),
            "amid": ref("patterns"),
            "by": ref("by"),
            "whatever": ref("whatever"),
        },
        ["says"],
    )
    trial = mapping(
        {
            "says": told("A sentence of your own.", TEXT),
            "gives": told(
                "The facts it must give; or `nothing`.",
                {"anyOf": [enum(["nothing"]), {"type": "object"}]},
            ),
            "not": told("Facts that it must not give.", one_or_list(TEXT)),
        },
        ["says"],
    )
    made = mapping(
        {
            "cues": told("The kind of act, or `shared`.", enum([*VOCABULARY.kinds, SHARED])),
            "opens": told("Words that tell of such an act.", listed({"anyOf": [WORD, opening]})),
            "facts": {"type": "object"},
            "order": told(
                "Facts whose values follow one another: the last one counts.", {"type": "object"}
            ),
            "keeps": told("Scopes that do not silence such acts.", one_or_list(enum(SCOPES))),
            "try": listed(trial),
        },
        ["cues"],
    )
    made["allOf"] = [
        {
            "if": same_kind("cues", kind),
            "then": {"properties": {"facts": ref(f"facts.{kind}")}},
        }
        for kind in (*VOCABULARY.kinds, SHARED)
    ]
    return made


def _kinds() -> Iterable[tuple[str, Schema]]:
    everything: dict[str, FactSpec] = {}
    for name, kind in VOCABULARY.kinds.items():
        everything |= kind.facts
        yield name, _facts(kind.facts)
    yield SHARED, _facts(everything)


def _facts(facts: Mapping[str, FactSpec]) -> Schema:
    return mapping({path: _values(spec) for path, spec in facts.items()})


def _values(spec: FactSpec) -> Schema:
    words = [RAISED] if spec.judgement else [RAISED, *_stated(spec)]
    cue = {"anyOf": [WORD, listed({"anyOf": [WORD, ref("cue")]})]}
    return told(spec.ask, mapping({str(word): cue for word in words}))


def _stated(spec: FactSpec) -> Sequence[Any]:
    """Give what words can state of a fact."""
    if spec.type in _READ_FROM:
        return [READ]
    if spec.type == "boolean":
        return ["yes", "no", "true", "false"]
    if spec.type == "deed":
        return [*DEED_VALUES, *DEED_GROUPS]
    return [*spec.values, *spec.groups]


def lexicon_schema() -> Schema:
    """Make the schema of lexicon.yaml."""
    gendered = mapping({"f": one_or_list(TEXT), "m": one_or_list(TEXT)})
    word_class = mapping(
        {
            "says": {"anyOf": [WORD, {"type": "array", "items": WORD}]},
            "person": told("Whether these are people.", YES_NO),
            "roles": told(
                "Their roles: the first that the policy binds, or the first of all.",
                one_or_list(ROLE),
            ),
            "describes": told(
                "They begin or end with `<person>` or `<name>`; whoever stands there is one.",
                one_or_list(WORD),
            ),
            "includes": told("Other classes that belong to it.", one_or_list(TEXT)),
        },
        ["says"],
    )
    return mapping(
        {
            "same": told(
                "Other words for a word.",
                {"type": "object", "additionalProperties": one_or_list(WORD)},
            ),
            "classes": told(
                "Phrases that mean one thing.",
                {"type": "object", "additionalProperties": word_class},
            ),
            "not_names": told("Words with a capital that name nobody.", one_or_list(TEXT)),
            "names": told("Given names, by who is `she` and who is `he`.", gendered),
            "people": told("Words for people, by who is `she` and who is `he`.", gendered),
            "verbs": told("Verbs in the present.", one_or_list(TEXT)),
            "plain": told("Words that say nothing of a subject.", one_or_list(TEXT)),
        },
        ["classes"],
    )


def scopes_schema() -> Schema:
    """Make the schema of scopes.yaml."""
    scope = mapping(
        {
            "scope": enum(SCOPES),
            "reach": enum(REACHES),
            "within": told("So many words at most.", {"type": "integer", "minimum": 1}),
            "at": told("Only at the start of a sentence.", enum(["start"])),
            "says": _PATTERNS,
        },
        ["scope", "reach", "says"],
    )
    stop = mapping(
        {
            "says": _PATTERNS,
            "ends": told("What they end; every scope, if left out.", one_or_list(enum(SCOPES))),
        },
        ["says"],
    )
    return mapping(
        {"stops": told("Words that end a reach.", listed(stop)), "scopes": listed(scope)},
        ["scopes"],
    )


def samples_schema() -> Schema:
    """Make the schema of a file of samples."""
    sample = mapping(
        {
            "brings_up": told("Ids of the requirements, or of norms.", one_or_list(TEXT)),
            "says": told("Passages as people write them.", one_or_list(TEXT)),
        },
        ["brings_up", "says"],
    )
    return mapping(
        {"policy": told("The policy's id.", TEXT), "samples": listed(sample)},
        ["policy", "samples"],
    )


def accounts_schema() -> Schema:
    """Make the schema of a file of accounts with labels, each a sample of what it brings up."""
    label = mapping(
        {
            "norm_ids": told("Every norm that states the same thing.", one_or_list(TEXT)),
            "norm": told("The same in words.", TEXT),
            "quote": told("The words of the account that show it.", TEXT),
            "missing": told("What would have to be asked.", TEXT),
            "why": told("Why it is no breach.", TEXT),
            "exception_ids": told("Norms that excuse it.", one_or_list(TEXT)),
        },
        ["norm_ids"],
    )
    about = {
        "breaches": "Definite on what the account tells.",
        "undetermined": "Open on what it tells.",
        "not_breached": "Looks engaged, and is not.",
        "acceptable": "May be flagged or not.",
    }
    return listed(
        mapping(
            {
                "id": told("Its name.", TEXT),
                "text": told("The account.", TEXT),
                "policy": told("The policy's id.", TEXT),
                **{name: told(about[name], listed(label)) for name in LABELS},
                **{name: {} for name in ACCOUNT if name not in LABELS},
            },
            ["id", "text", "policy"],
        )
    )
