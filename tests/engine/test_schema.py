"""The schemas: current, valid, and at one with the loader, the vocabulary and real answers."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import jsonschema_rs
import pytest

from engine.build import build_ruleset
from engine.errors import IncidentError
from engine.facts.catalogue import VOCABULARY
from engine.facts.vocabulary import CAPACITY, CIRCUMSTANCES, FactSpec
from engine.incident import read_incident
from engine.infer.assessment import assess
from engine.load.yaml import plain, read_yaml, read_yaml_file
from engine.report.json import to_json
from engine.schema import NAMES, schema
from engine.schema.conditions import Conditions
from engine.testing.names import Names
from engine.testing.read import case_files, read_cases

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.facts.incident import Incident
    from engine.infer.assessment import Explain
    from engine.infer.ruleset import Ruleset

ROOT = Path(__file__).parents[2]
FILES = {
    "clauses": "*/clauses/*.yaml",
    "cases": "*/cases/*.yaml",
    "escalation": "*/escalation/*.yaml",
    "policy": "*/policy.yaml",
    "norms": "*/norms.yaml",
    "not_coded": "*/not_coded.yaml",
    "cues": "cues/*.yaml",
    "lexicon": "cues/lexicon.yaml",
    "scopes": "cues/scopes.yaml",
    "samples": "samples/*/*.yaml",
    "accounts": "samples/accounts/*.yaml",
}
WRITTEN = [
    (name, path)
    for name, glob in FILES.items()
    for path in (ROOT / "rules").glob(glob)
    if (name != "cues" or path.stem not in {"lexicon", "scopes"})
    and (name != "samples" or path.parent.name != "accounts")
]
VALIDATORS = {name: jsonschema_rs.Draft202012Validator(schema(name)) for name in NAMES}
ADDRESS = "# yaml-language-server: $schema="


def faults(name: str, data: object) -> list[str]:
    return [
        f"/{'/'.join(map(str, error.instance_path))}: {error.message[:200]}"
        for error in VALIDATORS[name].iter_errors(data)
    ]


@pytest.fixture(scope="module")
def ruleset() -> Ruleset:
    return build_ruleset(ROOT / "rules")


@pytest.mark.parametrize("name", NAMES)
def test_each_schema_is_a_schema(name: str) -> None:
    jsonschema_rs.meta.validate(schema(name))


@pytest.mark.parametrize("name", NAMES)
def test_each_schema_is_the_same_every_time(name: str) -> None:
    assert json.dumps(schema(name)) == json.dumps(schema(name))


@pytest.mark.parametrize(("name", "path"), WRITTEN, ids=lambda item: str(item)[-60:])
def test_every_file_of_a_policy_fits_its_schema(name: str, path: Path) -> None:
    node, _ = read_yaml_file(path)
    assert node is not None

    assert faults(name, plain(node)) == []


@pytest.mark.parametrize(("name", "path"), WRITTEN, ids=lambda item: str(item)[-60:])
def test_every_file_of_a_policy_names_its_schema(name: str, path: Path) -> None:
    first = path.read_text(encoding="utf-8").splitlines()[0]

    assert first.startswith(ADDRESS)
    named = (path.parent / first.removeprefix(ADDRESS)).resolve()
    assert named == ROOT / "docs" / "schemas" / f"{name}.schema.json"


@pytest.mark.parametrize("path", sorted((ROOT / "fixtures" / "incidents").glob("*.yaml")))
def test_every_incident_fits_the_schema(path: Path) -> None:
    node, _ = read_yaml_file(path)
    assert node is not None

    assert faults("incident", plain(node)) == []


EXAMPLES: dict[str, list[object]] = {
    "boolean": [True, "no"],
    "deed": ["done", "late", "not_done", "not_yet_due", "yes", "no", True],
    "number": [3, {"at_least": 2}],
    "money": [2500, "£25", "£12.50", {"at_most": 900}],
    "duration": [90, "2 hours", {"at_least": 10, "at_most": 20}],
    "date": ["2026-03-02", {"at_least": "2026-03-02"}],
    "instant": ["2026-03-02T14:30+00:00", "2026-03-02"],
    "list": [{"items": [], "complete": "yes"}],
}
WRONG: list[object] = ["no such word", 10**12, [1], {"of": 1}, "2026-02-30T99:00", -1.5]


def facts() -> Iterator[tuple[str, FactSpec]]:
    for kind in VOCABULARY.kinds.values():
        for spec in kind.facts.values():
            if spec.path != CAPACITY and not spec.path.startswith(f"{CIRCUMSTANCES}."):
                yield kind.name, spec


def stated(kind: str, spec: FactSpec, value: object) -> dict[str, object]:
    for part in reversed(spec.path.split(".")):
        value = {part: value}
    assert isinstance(value, dict)
    return {"acts": [{"kind": kind, "id": "a1", **value}]}


def accepted(data: object) -> bool:
    try:
        read_incident(data)
    except IncidentError:
        return False
    return True


def test_schema_and_reader_agree_on_every_fact_and_value() -> None:
    differ = []
    for kind, spec in facts():
        good = EXAMPLES.get(spec.type, [*spec.values, *spec.groups])
        for value in [*good, None, "unknown", "disputed", "alleged", *WRONG]:
            data = stated(kind, spec, value)
            if accepted(data) != (not faults("incident", data)):
                differ.append((kind, spec.path, value))
            if value in good and not accepted(data):
                differ.append((kind, spec.path, value))

    assert differ == []


def closed(part: object) -> object:
    """Refuse keys that the schema of answers does not name; to readers it leaves them open."""
    if isinstance(part, list):
        return [closed(item) for item in part]
    if not isinstance(part, dict):
        return part
    made = {key: closed(value) for key, value in part.items()}
    if isinstance(part.get("properties"), dict) and part.get("type") == "object":
        made["additionalProperties"] = False
    return made


def incidents(ruleset: Ruleset) -> Iterator[Incident]:
    for compiled in ruleset.policies.values():
        names = Names(ruleset, (compiled.policy.id,))
        for file in case_files(ROOT / "rules" / Path(compiled.policy.folder).name):
            yield from (case.incident for case in read_cases(file, names)[0][::3])
    for path in sorted((ROOT / "fixtures" / "incidents").glob("*.yaml")):
        node, _ = read_yaml_file(path)
        assert node is not None
        yield read_incident(plain(node))


@pytest.mark.parametrize("explain", ["off", "reasons", "full"])
def test_real_answers_fit_the_schema_of_answers(ruleset: Ruleset, explain: Explain) -> None:
    validator = jsonschema_rs.Draft202012Validator(closed(schema("assessment")))
    number = 0
    for incident in incidents(ruleset):
        number += 1
        answer = json.loads(
            to_json(assess(ruleset, incident, None, explain), ruleset.digest, explain)
        )
        found = [
            f"{list(error.instance_path)}: {error.message[:200]}"
            for error in validator.iter_errors(answer)
        ]
        assert found == []

    assert number > 50


CLAUSE = """
section: A section
clauses:
  - clause: XX-1.lift
    title: A lift
    when: {act: lift, stage: given}
    requires:
      - {name: one, norms: [XX-1], must: {emergency: yes}}
"""


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("emergency: yes", "emergncy: yes"),
        ("emergency: yes", "emergency: perhaps"),
        ("stage: given", "stage: give"),
        ("stage: given", "species: dog"),
        ("act: lift", "act: lifts"),
        ("must:", "must_be:"),
        ("must: {emergency: yes}", "must_not: {emergency: yes, impromptu: yes}"),
        ("must: {emergency: yes}", "must: {}"),
        ("must: {emergency: yes}", "must: {told.manger: done}"),
        ("must: {emergency: yes}", "must: {told: {manager: finished}}"),
        ("title: A lift", "gravity: grave"),
    ],
)
def test_a_slip_in_a_clause_is_seen(right: str, wrong: str) -> None:
    def read(text: str) -> object:
        node, mistakes = read_yaml(text, "clause.yaml")
        assert node is not None
        assert not mistakes
        return plain(node)

    assert faults("clauses", read(CLAUSE)) == []
    assert right in CLAUSE
    assert faults("clauses", read(CLAUSE.replace(right, wrong)))


def toy(condition: object) -> bool:
    """Say whether a condition fits, on facts of the types that no kind of act has so far."""
    conditions = Conditions()
    belted = FactSpec("belted", "boolean", ask="Belted?", says=("belted", "not belted"))
    facts = [
        FactSpec("riders", "list", ask="Who?", says="{}", item={"belted": belted}),
        FactSpec("seen_at", "instant", ask="When?", says="{}"),
        FactSpec("told_at", "instant", ask="When?", says="{}"),
    ]
    conditions.scope("toy", {spec.path: [spec] for spec in facts}, "A toy.")
    whole = {"$ref": "#/$defs/condition.toy", "$defs": conditions.defs}
    return jsonschema_rs.Draft202012Validator(whole).is_valid(condition)


@pytest.mark.parametrize(
    "condition",
    [
        {"riders": {"each": {"belted": True}}},
        {"riders": {"some": {"not": {"belted": "yes"}}}},
        {"seen_at": {"before": "told_at"}},
        {"told_at": {"within": "1 day", "of": "seen_at"}},
        {"seen_at": {"at_least": "2026-03-02"}},
    ],
)
def test_lists_and_moments_can_be_asked_for(condition: object) -> None:
    assert toy(condition)


@pytest.mark.parametrize(
    "condition",
    [
        {"riders": True},
        {"riders": {"each": {"belted": "perhaps"}}},
        {"riders": {"each": {"parameter": {"a": True}}}},
        {"riders": {"each": {"seen_at": "2026-03-02"}}},
        {"told_at": {"within": "soon", "of": "seen_at"}},
    ],
)
def test_slips_in_lists_and_moments_are_seen(condition: object) -> None:
    assert not toy(condition)


def test_an_unknown_name_is_refused() -> None:
    with pytest.raises(KeyError):
        schema("no-such-schema")
