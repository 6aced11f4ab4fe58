"""One finding as people read it: what, who, which sentence of the code, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.infer.outcome import REQUIREMENT
from engine.infer.yesno import Question
from engine.report.text_questions import questions_in_words
from engine.report.words import change_in_words, joined, lines_of, spoken
from engine.syntax.condition import Const
from engine.truth import NAMES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from engine.infer.assessment import Explain
    from engine.infer.finding import Finding
    from engine.report.page import Page
    from engine.report.text_questions import Numbers
    from engine.syntax.typed import Norm

INDENT = 2
_INNER = 4
_WAYS = {
    "kept": "kept",
    "excused": "excused",
    "broken": "broken",
    "not_applicable": "not speaking of this at all",
}


def write_finding(page: Page, finding: Finding, numbers: Numbers, explain: Explain) -> None:
    """Write one finding."""
    requirement, clause = finding.provision.requirement, finding.provision.clause
    page.gap()
    page.text(requirement.title, INDENT, style="bold")
    page.text(_who(finding), _INNER)
    policy = finding.epoch.policy if finding.epoch else None
    where = f"{policy.id}, {clause.section}" if policy else clause.section
    page.text(where if finding.judgement.ways == 0 else f"{where} ({_grade(finding)})", _INNER)
    if policy is not None:
        write_norms(page, policy.norms, finding.norms, _INNER + 2)
    _write_verdict(page, finding, numbers)
    if explain != "off":
        _write_reasons(page, finding)
    if explain == "full":
        write_trace(page, finding)
    page.text(f"finding {finding.id}", _INNER, style="dim")


def write_norms(page: Page, known: Mapping[str, Norm], norms: Sequence[str], indent: int) -> None:
    """Write norms with their gists."""
    for name in norms:
        norm = known.get(name)
        page.text(norm.gist if norm else "", indent, f"{name}  ")


def _who(finding: Finding) -> str:
    facts = finding.facts
    person = f"person {facts.person}" if facts.person else "somebody not named so far"
    when = f" on {facts.act.on}" if isinstance(facts.act.on, str) else ""
    return f"{person}, act {facts.act.id}: {spoken(facts.kind)}{when}"


def _grade(finding: Finding) -> str:
    if finding.advisory:
        return "advice only"
    if finding.verdict in ("breached", "undetermined"):
        return f"gravity {finding.judgement.gravity}"
    return "binding"


def _write_verdict(page: Page, finding: Finding, numbers: Numbers) -> None:
    """Write what the verdict rests on besides facts: exceptions, duties, open questions."""
    judgement, clause = finding.judgement, finding.provision.clause
    named = [part for part in finding.provision.exceptions if part.name in judgement.excused_by]
    label = "excused" if finding.verdict == "excused" else "excused, should this be so"
    page.labelled(label, [part.because for part in named], _INNER)
    duties = [name for name in judgement.breach_of if name != REQUIREMENT]
    if finding.verdict == "breached" and duties and REQUIREMENT not in judgement.breach_of:
        told = [f"{spoken(name)} ({', '.join(clause.duties[name].norms)})" for name in duties]
        what = "this was not done" if len(duties) == 1 else "not all of this was done"
        page.labelled(f"an exception speaks for it, but {what}", told, _INNER)
    if judgement.error is not None:
        page.text(
            f"this could not be judged: {judgement.error}; that is a defect of Clausecheck",
            _INNER,
        )
    if finding.verdict == "not_breached":
        page.text(f"it is {joined(_WAYS[way] for way in finding.ways)}", _INNER)
    if finding.verdict == "undetermined":
        page.text(f"may turn out {joined(_WAYS[way] for way in finding.ways)}", _INNER)
        page.labelled("hangs on", _open(finding, numbers), _INNER)
    told = [f"version {name}: {spoken(says)}" for name, says in finding.under]
    page.labelled("by version", told, _INNER)


def _open(finding: Finding, numbers: Numbers) -> list[str]:
    """Name what decides: by the number of its question, or what can no longer be asked."""
    asked, lines = [], []
    for path in finding.needs:
        number = numbers.of_finding(finding.id, path)
        if number is not None:
            asked.append(number)
            continue
        spec = finding.provision.specs.get(path)
        why = finding.facts.stated.open.get(path)
        start = "accounts differ" if why == "disputed" else "nobody knows"
        lines.append(f"{start}: {spec.ask if spec else spoken(path)}")
    return ([questions_in_words(asked)] if asked else []) + lines


def _write_reasons(page: Page, finding: Finding) -> None:
    page.labelled("because", [reason.says for reason in finding.because], _INNER)
    excuses = [
        f"{part.says} ({', '.join(part.norms)})"
        for part in finding.provision.clause.no_excuse
        if finding.known.get(part.path) is True
    ]
    page.labelled("no excuse", excuses, _INNER)
    changes = finding.counterfactual
    if changes:
        specs = finding.provision.specs
        told = [change_in_words(specs.get(fact), fact, then) for fact, _, then in changes]
        page.hung(f"would be otherwise if: {joined(told, 'and')}", _INNER)


def write_trace(page: Page, finding: Finding) -> None:
    """Write every condition of a finding in reading order, with its truth."""
    page.text("every condition:", _INNER)
    for name, depth, text, truth in _trace(finding):
        if depth < 0:
            page.text(f"{name}:", _INNER + 2)
        else:
            page.text(text, _INNER + 4 + 2 * depth, f"{truth:<5}  ")


def _trace(finding: Finding) -> Iterator[tuple[str, int, str, str]]:
    provision = finding.provision
    parts = [("it speaks of this", provision.applies), ("what has to hold", provision.must)]
    parts += [
        (f"exception: {part.because}", condition)
        for part, condition in zip(provision.exceptions, provision.excuses, strict=True)
    ]
    parts += [(f"duty: {spoken(name)}", must) for name, must in provision.duties.items()]
    for name, condition in parts:
        if isinstance(condition, Const):
            continue
        yield name, -1, "", ""
        for depth, text, part in lines_of(condition, provision.specs):
            truth = Question(part, provision.specs).truth(finding.known)
            yield name, depth, text, NAMES[truth]
