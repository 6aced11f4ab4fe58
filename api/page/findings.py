"""Findings in the words of the page; what they are was decided before."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from api.page.names import anchor, capital
from engine.infer.outcome import REQUIREMENT
from engine.report.words import change_in_words, joined, spoken

if TYPE_CHECKING:
    from collections.abc import Iterable

    from api.page.shown import Shown
    from engine.infer.finding import Finding, Reason
    from engine.report.text_questions import Numbers
    from engine.syntax.typed import Policy

_WAYS: Final = {
    "kept": "kept",
    "excused": "excused",
    "broken": "breached",
    "not_applicable": "a matter this clause does not speak of",
}


def finding_view(finding: Finding, shown: Shown, numbers: Numbers) -> dict[str, Any]:
    """Say one finding."""
    requirement, clause = finding.provision.requirement, finding.provision.clause
    facts, judgement = finding.facts, finding.judgement
    return {
        "id": anchor("finding", finding.id),
        "name": finding.id,
        "title": requirement.title,
        "clause_title": clause.title,
        "clause": clause.id,
        "policy": finding.policy.id,
        "section": clause.section,
        "person": shown.names.get(facts.person or "", "somebody not named so far"),
        "act": capital(spoken(facts.kind)),
        "act_anchor": anchor("act", facts.act.id),
        "gravity": judgement.gravity,
        "advisory": finding.advisory,
        "verdict": finding.verdict,
        "norms": [norm_view(finding.policy, name) for name in finding.norms],
        "because": [_reason(reason, shown) for reason in finding.because],
        "notes": list(_notes(finding)),
        "no_excuse": [
            f"{part.says} ({', '.join(part.norms)})"
            for part in clause.no_excuse
            if finding.known.get(part.path) is True
        ],
        "hangs_on": _hangs_on(finding, numbers),
        "otherwise": _otherwise(finding),
        "reading": clause.reading,
    }


def norm_view(policy: Policy, name: str) -> dict[str, str]:
    """Say what a norm is: its id, its gist, and where it stands."""
    norm = policy.norms.get(name)
    return {"id": name, "gist": norm.gist if norm else "", "where": norm.where if norm else ""}


def _reason(reason: Reason, shown: Shown) -> dict[str, Any]:
    marks, row = shown.marks, anchor("fact", reason.pointer)
    return {
        "says": capital(reason.says),
        "number": marks.of.get(reason.pointer),
        "anchor": row if row in shown.rows else "",
        "quotes": marks.quotes.get(reason.pointer, [])[:2],
    }


def _notes(finding: Finding) -> Iterable[str]:
    judgement, clause = finding.judgement, finding.provision.clause
    named = [p.because for p in finding.provision.exceptions if p.name in judgement.excused_by]
    if named and finding.verdict == "excused":
        yield f"Excused: {joined(named, 'and')}."
    elif named and finding.verdict == "undetermined":
        yield f"It would be excused, should this be so: {joined(named)}."
    duties = [name for name in judgement.breach_of if name != REQUIREMENT]
    if finding.verdict == "breached" and duties and REQUIREMENT not in judgement.breach_of:
        told = [f"{spoken(name)} ({', '.join(clause.duties[name].norms)})" for name in duties]
        yield f"An exception speaks for it, but this was not done: {joined(told, 'and')}."
    if judgement.error is not None:
        yield f"This could not be judged: {judgement.error}. That is a defect of Clausecheck."
    ways = joined(_WAYS[way] for way in finding.ways)
    if finding.verdict == "not_breached":
        yield f"On the stated facts it is {ways}."
    elif finding.verdict == "undetermined":
        yield f"It may turn out to be {ways}."
    elif finding.verdict == "not_in_force":
        yield "No version of the code was in force on that day."


def _hangs_on(finding: Finding, numbers: Numbers) -> dict[str, list[Any]]:
    asked, others = [], []
    if finding.verdict == "undetermined":
        for path in finding.needs:
            number = numbers.of_finding(finding.id, path)
            if number is not None:
                asked.append(number)
                continue
            spec = finding.provision.specs.get(path)
            differ = finding.facts.stated.open.get(path) == "disputed"
            start = "Accounts differ" if differ else "Nobody knows"
            others.append(f"{start}: {spec.ask if spec else spoken(path)}")
    return {"questions": sorted(set(asked)), "others": others}


def _otherwise(finding: Finding) -> str:
    changes = finding.counterfactual
    if not changes:
        return ""
    specs = finding.provision.specs
    return joined([change_in_words(specs.get(f), f, then) for f, _, then in changes], "and")
