"""A comparison of codes as JSON and as a page of text."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from engine.infer.compare import Row, Side, compare
from engine.report.json import NOTE, policy_facts
from engine.report.page import Page
from engine.report.words import spoken

if TYPE_CHECKING:
    from engine.infer.assessment import Assessment
    from engine.infer.compiled import CompiledPolicy

WORDS = {
    "not_bound": "does not bind this person",
    "silent": "says nothing",
    "elsewhere": "says nothing of this case",
    "breached": "may be breached",
    "undetermined": "stays open",
    "excused": "excused",
    "not_breached": "not breached",
    "not_in_force": "not in force then",
}


def comparison_json(assessment: Assessment) -> bytes:
    """Write the comparison as UTF-8 JSON."""
    rows = compare(assessment.judged)
    told = {
        "decision_id": assessment.decision_id,
        "policies": [policy_facts(compiled) for compiled in assessment.judged.policies],
        "acts": [_row(row) for row in rows],
        "note": NOTE,
    }
    text = json.dumps(told, ensure_ascii=False, separators=(",", ":"))
    return (text + "\n").encode("utf-8", "backslashreplace")


def _row(row: Row) -> dict[str, Any]:
    return {
        "act": row.act.act.id,
        "kind": row.act.kind,
        "person": row.act.person,
        "differ": row.differ,
        "says": [_side(side) for side in row.sides],
    }


def _side(side: Side) -> dict[str, Any]:
    return {
        "policy": side.policy.policy.id,
        "pinned_to": side.policy.pin or None,
        "standing": side.standing,
        "why": side.why,
        "findings": [
            {
                "id": finding.id,
                "title": finding.provision.requirement.title,
                "section": finding.provision.clause.section,
                "norms": list(finding.norms),
                "because": [reason.says for reason in finding.because],
                "needs": list(finding.needs),
            }
            for finding in side.findings
        ],
    }


def comparison_page(assessment: Assessment, *, width: int = 80, colour: bool = False) -> str:
    """Write the comparison for people: an act at a time, a code a line."""
    page = Page(width, colour=colour)
    page.title("What each code says")
    for compiled in assessment.judged.policies:
        page.text(f"{compiled.policy.title}, {compiled.policy.organisation}", 2, _name(compiled))
    for row in compare(assessment.judged):
        person = f", person {row.act.person}" if row.act.person else ""
        page.heading(f"Act {row.act.act.id}: {spoken(row.act.kind)}{person}")
        page.text("the codes differ" if row.differ else "the codes do not differ", 2, style="dim")
        for side in row.sides:
            page.text(f"{WORDS[side.standing]}: {side.why}", 2, _name(side.policy))
            for finding in side.findings:
                reasons = "; ".join(reason.says for reason in finding.because)
                norms = ", ".join(finding.norms)
                page.text(f"{norms}: {reasons}" if reasons else norms, 6, "- ")
    page.gap()
    page.text(NOTE)
    page.text(f"decision {assessment.decision_id}", style="dim")
    return str(page)


def _name(compiled: CompiledPolicy) -> str:
    pin = f"@{compiled.pin}" if compiled.pin else ""
    return f"{compiled.policy.id}{pin}  "
