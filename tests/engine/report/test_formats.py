"""Messages and test results in the formats of other tools."""

from __future__ import annotations

import json
from xml.etree import ElementTree as ET

from engine.diagnostic import Diagnostic
from engine.report.diagnostics import counted, diagnostics_json, diagnostics_text
from engine.report.github import annotation, to_github
from engine.report.junit import CaseResult, to_junit
from engine.report.sarif import to_sarif, uri_of
from engine.span import Span

FOUND = [
    Diagnostic(
        "unknown-fact",
        Span("rules/a b.yaml", 9, 14, 32),
        "no fact `lift.manger_agreed`",
        "not among the facts",
        "a clause may ask for declared facts only",
        "write `lift.manager_agreed`, 100%",
        source_line="    - {fact: lift.manger_agreed}",
    ),
    Diagnostic("no-cases", Span.whole("rules"), "no cases", "", "why\x1b", "mend", "warning"),
]


def test_text_is_the_message_of_examples() -> None:
    text = diagnostics_text(FOUND)

    assert text.startswith("rules/a b.yaml:9:14: error[unknown-fact]: no fact `lift.manger_agreed`")
    assert "\n9 |     - {fact: lift.manger_agreed}\n" in text
    assert "\x1b" not in text
    assert diagnostics_text(FOUND, colour=True).count("\x1b[0m") == 2


def test_json_counts_by_severity() -> None:
    told = json.loads(diagnostics_json(FOUND))

    assert (told["errors"], told["warnings"]) == (1, 1)
    assert told["diagnostics"][0]["line"] == 9
    assert told["diagnostics"][1]["line"] is None


def test_sarif_places_each_result() -> None:
    log = json.loads(to_sarif(FOUND))
    run = log["runs"][0]

    assert log["version"] == "2.1.0"
    assert [rule["id"] for rule in run["tool"]["driver"]["rules"]] == ["no-cases", "unknown-fact"]
    first, second = run["results"]
    assert first["level"] == "error"
    assert run["tool"]["driver"]["rules"][first["ruleIndex"]]["id"] == first["ruleId"]
    place = first["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "rules/a%20b.yaml"
    assert place["region"] == {"startLine": 9, "startColumn": 14, "endColumn": 32}
    assert "region" not in second["locations"][0]["physicalLocation"]


def test_uris_hold_only_what_uris_may() -> None:
    assert uri_of("/a/£.yaml") == "file:///a/%C2%A3.yaml"
    assert uri_of("\udcff") == "%FF"


def test_github_annotations_cannot_be_broken_out_of() -> None:
    text = to_github(FOUND)

    assert len(text.splitlines()) == 2
    assert text.startswith("::error file=rules/a b.yaml,line=9,col=14,endColumn=32,title=unknown")
    assert "100%25" in text
    assert annotation("error", "x\n::warning::y", {}).count("\n") == 1


def test_junit_counts_and_escapes() -> None:
    cases = [
        CaseResult("PP", "fine", "a.yaml", 1, seconds=0.5),
        CaseResult("PP", 'a "<b>" & \x1b', "a.yaml", 2, "failed", ("expected <x>\nmore", "again")),
        CaseResult("PH", "stuck", "b.yaml", 3, "error"),
    ]

    root = ET.fromstring(to_junit(cases))  # noqa: S314  our own text

    assert (root.get("tests"), root.get("failures"), root.get("errors")) == ("3", "1", "1")
    assert [suite.get("name") for suite in root] == ["PP", "PH"]
    fine, failed = root[0]
    assert fine.get("time") == "0.500"
    assert failed.get("name") == 'a "<b>" & \ufffd'
    assert failed[0].get("message") == "expected <x>"
    assert failed[0].text == "expected <x>\nmore\nagain"
    assert root[1][0][0].tag == "error"


def test_numbers_come_with_their_word() -> None:
    assert counted(1, "policy", "policies") == "1 policy"
    assert counted(1200, "policy", "policies") == "1,200 policies"
