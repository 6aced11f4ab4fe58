"""What to do next, step by step, as people read it; and what must not be done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.report.text_findings import write_norms
from engine.report.text_questions import questions_in_words
from engine.report.words import joined, office, spoken

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from engine.infer.assessment import Assessment
    from engine.infer.finding import ActFacts
    from engine.infer.plan import PlannedStep
    from engine.report.page import Page
    from engine.report.text_questions import Numbers
    from engine.syntax.typed import Norm

MOST_CAUSES = 3
"""Findings and events named for each step, unless all are asked for."""
_WITHIN = {
    "immediately": "immediately",
    "without_delay": "without delay",
    "promptly": "promptly",
    "not_stated": "no time limit stated",
}
_STATES = {
    "due": "to be done",
    "done": "done already",
    "not_known": "not known whether it was done",
    "depends_on": "only if it turns out so",
}
_CHOICE = "open now; somebody decides"
_FORCES = {"must": "has to", "may": "may", "one_of": "may, as one of several measures,"}


def write_plan(
    page: Page, assessment: Assessment, numbers: Numbers, *, all_causes: bool = False
) -> None:
    """Write the steps in order, then what must not be done."""
    plan = assessment.plan
    if not plan.steps and not plan.must_not:
        return
    writer = _Steps(page, assessment, numbers, all_causes=all_causes)
    if plan.steps:
        page.heading("WHAT TO DO NEXT", "blue")
        for number, step in enumerate(plan.steps, 1):
            writer.write(step, f"{number:>3}. ", writer.sentence(step))
    if plan.must_not:
        page.heading("WHAT MUST NOT BE DONE", "red")
        for step in plan.must_not:
            instead = f" (because of: {step.because_not})" if step.because_not else ""
            writer.write(step, "  - ", f"{_first(office(step.by))}: {step.do}{instead}")


class _Steps:
    """Writes steps of one assessment."""

    def __init__(
        self, page: Page, assessment: Assessment, numbers: Numbers, *, all_causes: bool
    ) -> None:
        self._page = page
        self._numbers = numbers
        self._norms: Mapping[str, Mapping[str, Norm]] = {
            compiled.policy.id: compiled.norms for compiled in assessment.judged.policies
        }
        self._acts: Mapping[str, ActFacts] = {
            facts.act.id: facts for facts in assessment.judged.acts
        }
        self._steps: Sequence[PlannedStep] = assessment.plan.steps
        self._told: set[str] = set()
        self._all_causes = all_causes

    def sentence(self, step: PlannedStep) -> str:
        """Say who has to do what."""
        who = self._who(step)
        sentence = f"{who} {_FORCES[step.force]}: {step.do}"
        return f"{self._if_you(step)}, {sentence}" if step.if_you else _first(sentence)

    def write(self, step: PlannedStep, bullet: str, sentence: str) -> None:
        """Write one step with whom it reaches, by when, its state and its norms."""
        page, indent = self._page, len(bullet)
        page.gap()
        page.text(sentence, 0, bullet)
        if step.to:
            page.text(f"to: {joined(map(office, step.to))}", indent)
        if step.passed_over:
            over = joined(map(office, step.passed_over), "and")
            page.text(f"not to {over}, whom the report is about", indent)
        if step.nobody_named:
            page.text("the policy names nobody else to go to; ask its owner", indent)
        page.text(f"when: {_WITHIN[step.within]}", indent)
        if bullet.strip() != "-" or step.state == "depends_on":
            page.hung(f"state: {self._state(step)}", indent)
        if step.causes:
            page.hung(f"follows from: {self._causes(step)}", indent)
        self._write_norms(step, indent)

    def _causes(self, step: PlannedStep) -> str:
        most = len(step.causes) if self._all_causes else MOST_CAUSES
        more = len(step.causes) - most
        shown = ", ".join(step.causes[:most])
        return f"{shown}, and {more} more" if more > 0 else shown

    def _write_norms(self, step: PlannedStep, indent: int) -> None:
        """Write the norms of a step: each gist once, since many steps rest on the same norms."""
        fresh = [norm for norm in step.norms if norm not in self._told]
        write_norms(self._page, self._norms[step.policy], fresh, indent)
        again = [norm for norm in step.norms if norm in self._told]
        if again:
            self._page.hung(f"{'also ' if fresh else ''}{', '.join(again)} (as above)", indent)
        self._told.update(fresh)

    def _who(self, step: PlannedStep) -> str:
        if step.by != "actor":
            return office(step.by)
        acts = (self._acts.get(cause.rpartition("@")[2]) for cause in step.causes)
        people = dict.fromkeys(facts.person for facts in acts if facts and facts.person)
        named = f" ({joined(people, 'and')})" if people else ""
        return office(step.by) + named

    def _if_you(self, step: PlannedStep) -> str:
        for number, other in enumerate(self._steps, 1):
            if other.step == step.if_you and other.policy == step.policy:
                return f"If you take step {number}"
        return f"If you decide so ({spoken(step.if_you or '')})"

    def _state(self, step: PlannedStep) -> str:
        choice = step.state == "due" and (step.force != "must" or step.if_you)
        state = _CHOICE if choice else _STATES[step.state]
        if step.state != "depends_on":
            return state
        asked, others = [], []
        for need in step.depends_on:
            act, _, path = need.partition(":")
            number = self._numbers.of_act(act, path)
            if number is None:
                others.append(self._ask(act, path))
            else:
                asked.append(number)
        known = [questions_in_words(asked)] if asked else []
        hangs = "; ".join([*known, *dict.fromkeys(others)])
        return f"{state}; that hangs on {hangs}" if hangs else state

    def _ask(self, act: str, path: str) -> str:
        facts = self._acts.get(act)
        if facts is None or path not in facts.specs:
            return spoken(path)
        known = facts.stated.open.get(path)
        start = {"unknown": "what nobody knows", "disputed": "what accounts differ on"}.get(
            known or "", "this"
        )
        return f"{start}: {facts.specs[path].ask}"


def _first(text: str) -> str:
    """Begin a text with a capital letter."""
    return text[:1].upper() + text[1:]
