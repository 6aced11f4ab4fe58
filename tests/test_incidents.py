"""Accounts written down as incidents come out as a careful reader labelled them.

By the command line and by REST, which have to give one and the same answer.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from api.app import create_app
from engine.build import build_ruleset
from engine.cli import main
from engine.incident import read_incident
from engine.infer.assessment import assess
from engine.load.node import plain
from engine.load.yaml import read_yaml_file
from engine.report.json import to_json

ROOT = Path(__file__).parent.parent
INCIDENTS = sorted((ROOT / "fixtures" / "incidents").glob("*.yaml"))


def _yaml(path: Path) -> Any:
    node, mistakes = read_yaml_file(path)
    assert node is not None, mistakes
    return plain(node)


LABELS = _yaml(ROOT / "fixtures" / "labels.yaml")


@pytest.fixture(scope="module")
def client() -> TestClient:
    """The service with our policies."""
    return TestClient(create_app(build_ruleset()))


def test_every_incident_is_labelled() -> None:
    """No incident without a label and no label without an incident."""
    assert {path.stem for path in INCIDENTS} == set(LABELS)


def _hits(answer: dict[str, Any], norms: list[str]) -> set[str]:
    """Give the verdicts on any of these norms; `also check` is no finding."""
    clauses = [f for f in answer["findings"] if set(f["norms"]) & set(norms)]
    return {f["verdict"] for f in clauses if f["force"] == "binding"}


@pytest.mark.parametrize("path", INCIDENTS, ids=[path.stem for path in INCIDENTS])
def test_an_account_comes_out_as_labelled(
    path: Path, client: TestClient, capsys: pytest.CaptureFixture[str]
) -> None:
    """Every labelled breach and open point is found, and no breach that nobody labelled."""
    label = LABELS[path.stem]
    body = {"incident": _yaml(path), "policies": [label["policy"]]}

    response = client.post("/v1/assessments", json=body)
    assert response.status_code == 200, response.text
    answer = response.json()
    assert main(["check", str(path), "--policy", label["policy"], "--format", "json"]) == 0
    assert capsys.readouterr().out == response.text

    for norms in label["breaches"]:
        assert "breached" in _hits(answer, norms), f"{norms} is not breached"
    for norms in label["undetermined"]:
        assert "undetermined" in _hits(answer, norms), f"{norms} is not open"
        assert "breached" not in _hits(answer, norms)
    for norms in label["not_breached"]:
        assert "breached" not in _hits(answer, norms), f"{norms} is breached"
    expected = {norm for norms in label["breaches"] for norm in norms} | set(label["acceptable"])
    for finding in answer["findings"]:
        if finding["verdict"] == "breached" and finding["force"] == "binding":
            assert set(finding["norms"]) & expected, f"{finding['id']} is breached"


def test_what_was_judged_before_changes_no_answer() -> None:
    """A ruleset that has judged them all answers byte for byte as a new one does."""
    used = build_ruleset()
    incidents = [read_incident(_yaml(path)) for path in INCIDENTS]
    for incident in incidents:
        assess(used, incident)

    for incident in incidents[::8]:
        new = build_ruleset()
        fresh = to_json(assess(new, incident), new.digest)
        assert to_json(assess(used, incident), used.digest) == fresh


def test_the_role_towards_each_policy_is_shown_where_it_stands() -> None:
    """Under several policies each reason points at the roles towards that policy."""
    ruleset = build_ruleset()
    people = [{"ref": "A", "roles": {"BF": ["parent"], "PH": ["advocate"]}}]
    dog = {"id": "a", "kind": "animal", "by": "A", "species": "dog", "serves_as": "pet",
           "premises": "school_premises"}  # fmt: skip
    taped = {"id": "b", "kind": "recording", "by": "A", "what": "meeting",
             "consent_before": {"host": False}}  # fmt: skip
    answer = assess(ruleset, read_incident({"people": people, "acts": [dog, taped]}), ["BF", "PH"])

    pointers = {
        finding.policy.id: reason.pointer
        for finding in answer.findings
        for reason in finding.because
        if reason.fact == "capacity"
    }
    assert pointers == {"BF": "/people/0/roles/BF", "PH": "/people/0/roles/PH"}
