"""Findings, questions and steps in the words of the page; what they are was decided before."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from api.page.fields import Field, field_for
from api.page.names import anchor, capital
from engine.infer.outcome import REQUIREMENT
from engine.report.words import change_in_words, joined, office, spoken

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from api.page.account import Marks
    from engine.infer.ask import Question
    from engine.infer.assessment import Assessment
    from engine.infer.finding import ActFacts, Finding, Reason
    from engine.infer.plan import PlannedStep
    from engine.report.text_questions import Numbers
    from engine.syntax.typed import Policy

MOST_CAUSES: Final = 4
_WAYS: Final = {
    "kept": "kept",
    "excused": "excused",
    "broken": "breached",
    "not_applicable": "a matter this clause does not speak of",
}
WITHIN: Final = {
    "immediately": "Immediately",
    "without_delay": "Without delay",
    "promptly": "Promptly",
    "not_stated": "The code sets no time",
}
FORCES: Final = {"must": "has to", "may": "may", "one_of": "may, as one of several measures,"}
STATES: Final = {
    "due": "To do",
    "done": "The facts say it was done",
    "not_known": "Not known whether it was done",
    "depends_on": "Only if it turns out so",
}
GRAVITY: Final = {
    "low": "low",
    "moderate": "moderate",
    "serious": "serious",
    "critical": "critical",
}


@dataclass(frozen=True, slots=True)
class Shown:
    """Everything that the words of a page are made of."""

    assessment: Assessment
    marks: Marks
    names: Mapping[str, str]
    """How each person is called on the page, by reference."""
    rows: Collection[str]
    """The ids of the facts that the page lists; others follow from these."""

    @property
    def policies(self) -> Mapping[str, Policy]:
        """The policies judged under."""
        return {p.policy.id: p.policy for p in self.assessment.judged.policies}

    @property
    def acts(self) -> Mapping[str, ActFacts]:
        """The acts by their ids."""
        return {facts.act.id: facts for facts in self.assessment.judged.acts}


# --- findings -------------------------------------------------------------------------------------


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
        "norms": [_norm(finding.policy, name) for name in finding.norms],
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


def _norm(policy: Policy, name: str) -> dict[str, str]:
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


# --- questions ------------------------------------------------------------------------------------


def question_view(number: int, question: Question, shown: Shown, *, stated: Any) -> dict[str, Any]:  # noqa: ANN401
    """Say one question, with the field that takes its answer where the page has one."""
    facts = shown.acts.get(question.act or "")
    spec = _spec(question, shown)
    made: Field | None = None
    if spec is not None and spec.type != "list":
        made = field_for(
            spec,
            question.pointer,
            answers=question.answers if spec.type == "choice" else None,
            stated=stated if question.why_open == "raised" else None,
            ask=question.ask,
        )
    quotes = shown.marks.quotes.get(question.pointer, [])
    return {
        "number": number,
        "id": f"question-{number}",
        "pointer": question.pointer,
        "ask": question.ask,
        "field": made,
        "about": _about(question, shown, facts),
        "why": _ALIKE if question.pointer in shown.marks.alike else _WHY.get(question.why_open, ""),
        "quotes": quotes[:3],
        "findings": [_titled(name, shown) for name in question.findings],
        "organisation": question.pointer.startswith("/parameters/"),
        "history": question.pointer == "/history",
        "list": spec is not None and spec.type == "list",
    }


_ALIKE: Final = "Accounts like this one raise this; the words themselves do not say."
_WHY: Final = {
    "alleged": "So far this was said only by somebody who did not see it.",
    "only_partly_known": "So far this is known only in part.",
    "raised": "The account raises this; a person has to judge it.",
}


def _spec(question: Question, shown: Shown) -> Any:  # noqa: ANN401  a FactSpec or None
    if question.pointer.startswith("/parameters/"):
        return None
    named = shown.acts.get(question.act or "")
    kinds = [named] if named is not None else list(shown.acts.values())
    return next((f.specs[question.fact] for f in kinds if question.fact in f.specs), None)


def _about(question: Question, shown: Shown, facts: ActFacts | None) -> str:
    if question.pointer.startswith("/parameters/"):
        return "A choice that the organisation has to make once, for all cases"
    if facts is None:
        return ""
    who = shown.names.get(facts.person or "", "")
    return f"{capital(spoken(facts.kind))}{f', {who}' if who else ''}"


def _titled(name: str, shown: Shown) -> dict[str, str]:
    for finding in shown.assessment.findings:
        if finding.id == name:
            return {"title": finding.provision.requirement.title, "anchor": anchor("finding", name)}
    return {"title": name, "anchor": anchor("finding", name)}


# --- what happens next ----------------------------------------------------------------------------


class Steps:
    """The merged plan of one assessment in words."""

    def __init__(self, shown: Shown, numbers: Numbers) -> None:
        self._shown = shown
        self._numbers = numbers
        self._steps: Sequence[PlannedStep] = shown.assessment.plan.steps
        self._titles = {
            finding.id: finding.provision.requirement.title for finding in shown.assessment.findings
        }

    def steps(self) -> list[dict[str, Any]]:
        """Give the steps in order, most urgent first."""
        return [
            {**self._step(step), "number": number} for number, step in enumerate(self._steps, 1)
        ]

    def must_not(self) -> list[dict[str, Any]]:
        """Give what must not be done."""
        return [self._step(step) for step in self._shown.assessment.plan.must_not]

    def _step(self, step: PlannedStep) -> dict[str, Any]:
        policy = self._shown.policies[step.policy]
        choice = step.state == "due" and (step.force != "must" or step.if_you)
        causes = [
            {"title": self._titles[cause], "anchor": anchor("finding", cause)}
            if cause in self._titles
            else {"title": self._event(cause), "anchor": ""}
            for cause in step.causes
        ]
        unique = list({cause["title"]: cause for cause in causes}.values())
        return {
            "who": capital(self._who(step)),
            "force": FORCES[step.force],
            "do": step.do,
            "if_you": self._if_you(step),
            "to": joined(map(office, step.to), "and") if step.to else "",
            "passed_over": joined(map(office, step.passed_over), "and") if step.passed_over else "",
            "nobody_named": step.nobody_named,
            "within": WITHIN[step.within],
            "urgent": step.within in ("immediately", "without_delay"),
            "state": step.state,
            "says": "Open now; somebody decides" if choice else STATES[step.state],
            "causes": unique[:MOST_CAUSES],
            "more_causes": max(0, len(unique) - MOST_CAUSES),
            "norms": [_norm(policy, name) for name in dict.fromkeys(step.norms)],
            "because_not": step.because_not or "",
            "policy": step.policy,
            **self._depends(step),
        }

    def _event(self, cause: str) -> str:
        facts = self._shown.acts.get(cause.rpartition("@")[2])
        return capital(spoken(facts.kind)) if facts else spoken(cause.partition("@")[0])

    def _who(self, step: PlannedStep) -> str:
        if step.by != "actor":
            return office(step.by)
        acts = (self._shown.acts.get(cause.rpartition("@")[2]) for cause in step.causes)
        people = dict.fromkeys(facts.person for facts in acts if facts and facts.person)
        named = [self._shown.names.get(person, person) for person in people]
        return joined(named, "and") if named else office("actor")

    def _if_you(self, step: PlannedStep) -> str:
        if not step.if_you:
            return ""
        for number, other in enumerate(self._steps, 1):
            if other.step == step.if_you and other.policy == step.policy:
                return f"If step {number} is taken:"
        return f"If it is decided so ({spoken(step.if_you)}):"

    def _depends(self, step: PlannedStep) -> dict[str, Any]:
        asked, others = [], []
        for need in step.depends_on if step.state == "depends_on" else ():
            act, _, path = need.partition(":")
            number = self._numbers.of_act(act, path)
            facts = self._shown.acts.get(act)
            if number is not None:
                asked.append(number)
            elif facts is not None and path in facts.specs:
                others.append(facts.specs[path].ask)
            else:
                others.append(spoken(path))
        return {"questions": sorted(set(asked)), "others": list(dict.fromkeys(others))}
