"""A clause as people read it: what it requires, of whom, its exceptions, and what follows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.infer.compiled import parameter_spec
from engine.infer.wording import value_in_words
from engine.report.page import Page
from engine.report.text_findings import write_norms
from engine.report.words import joined, lines_of, office, roles_in_words, spoken
from engine.syntax.condition import ALWAYS, parameter_atoms

if TYPE_CHECKING:
    from collections.abc import Mapping

    from engine.facts.vocabulary import FactSpec, Vocabulary
    from engine.syntax.condition import Condition
    from engine.syntax.typed import Clause, ExceptionRule, Parameter, Path, Policy, Requirement

_IN = 2
_FORCE = {"binding": "binding", "advisory": "advice only, never counted as a breach"}


def clause_page(
    policy: Policy, clause: Clause, vocabulary: Vocabulary, *, width: int = 80, colour: bool = False
) -> str:
    """Write a clause as a page.

    Args:
        policy: The policy that the clause belongs to.
        clause: What to write.
        vocabulary: For the words of facts and roles.
        width: Columns to wrap to.
        colour: Whether the reader is a terminal that shows colours.
    """
    page = Page(width, colour=colour)
    specs = _specs(clause, vocabulary)
    page.title(clause.title)
    page.text(f"clause {clause.id}")
    page.text(f"{policy.title}, {policy.organisation}; {clause.section}")
    page.heading("WHEN IT SPEAKS")
    page.labelled("of", roles_in_words(sorted(clause.roles, key=list(vocabulary.roles).index)), _IN)
    kinds = [f"{spoken(kind)}: {vocabulary.kinds[kind].about}" for kind in clause.kinds]
    page.labelled("acts of the kind", kinds, _IN)
    _write_condition(page, "when", clause.when, specs)
    page.heading("WHAT IT REQUIRES")
    for requirement in clause.requires:
        _write_requirement(page, policy, requirement, specs)
    _write_exceptions(page, policy, clause, specs)
    _write_parameters(page, policy, clause)
    if clause.reading:
        page.heading("HOW IT READS THE CODE")
        page.text(clause.reading, _IN)
    for path in policy.paths:
        if path.name in clause.escalation:
            _write_path(page, policy, path)
    return str(page)


def _specs(clause: Clause, vocabulary: Vocabulary) -> Mapping[str, FactSpec]:
    """Give the facts of every kind that the clause speaks of."""
    return {
        path: spec for kind in clause.kinds for path, spec in vocabulary.kinds[kind].facts.items()
    }


def _write_condition(
    page: Page, label: str, condition: Condition, specs: Mapping[str, FactSpec]
) -> None:
    if condition == ALWAYS:
        return
    page.text(f"{label}:", _IN + 2)
    for depth, text, _ in lines_of(condition, specs):
        page.text(text, _IN + 4 + 2 * depth, "- ")


def _write_requirement(
    page: Page, policy: Policy, requirement: Requirement, specs: Mapping[str, FactSpec]
) -> None:
    page.gap()
    page.text(requirement.title, _IN, style="bold")
    page.text(f"{requirement.name}; {_FORCE[requirement.force]}; {_grades(requirement)}", _IN + 2)
    if requirement.routine:
        page.text("a matter of routine: listed apart while nothing is stated about it", _IN + 2)
    write_norms(page, policy.norms, (*requirement.norms, *requirement.cites), _IN + 2)
    _write_condition(page, "only when", requirement.when, specs)
    _write_condition(page, "what has to hold", requirement.must, specs)


def _grades(requirement: Requirement) -> str:
    grades = dict.fromkeys(rule.gravity for rule in requirement.gravity)
    return f"gravity {joined(grades or ['moderate'])}"


def _write_exceptions(
    page: Page, policy: Policy, clause: Clause, specs: Mapping[str, FactSpec]
) -> None:
    if clause.unless:
        page.heading("EXCEPTIONS")
    for part in clause.unless:
        page.gap()
        page.text(part.because, _IN, style="bold")
        page.text(f"{part.name}; lifts {joined(part.lifts, 'and')}", _IN + 2)
        write_norms(page, policy.norms, (*part.norms, *part.cites), _IN + 2)
        _write_condition(page, "when", part.when, specs)
        _write_duties(page, policy, clause, part, specs)
    if clause.no_excuse:
        page.heading("WHAT IS NO EXCUSE")
        page.items([f"{p.says} ({', '.join(p.norms)})" for p in clause.no_excuse], _IN)


def _write_duties(
    page: Page, policy: Policy, clause: Clause, part: ExceptionRule, specs: Mapping[str, FactSpec]
) -> None:
    for name in part.then_must:
        duty = clause.duties[name]
        _write_condition(page, f"then this is a duty ({spoken(name)})", duty.must, specs)
        write_norms(page, policy.norms, (*duty.norms, *duty.cites), _IN + 6)
    if part.then_must:
        lost = (
            "the exception no longer holds"
            if part.lost_if_missed
            else ("the exception still holds, and the duty is broken by itself")
        )
        page.text(f"if it is not done, {lost}", _IN + 2)


def _write_parameters(page: Page, policy: Policy, clause: Clause) -> None:
    hung_on = [atom for condition in clause.conditions for atom in parameter_atoms(condition)]
    names = dict.fromkeys(atom.parameter for atom in hung_on)
    found = [policy.parameters[name] for name in names if name in policy.parameters]
    if found:
        page.heading("WHAT THE ORGANISATION DECIDES")
        page.items([f"{p.name}: {p.about} ({_setting(policy, p)})" for p in found], _IN)


def _setting(policy: Policy, parameter: Parameter) -> str:
    if not parameter.values:
        return "not set"
    spec = parameter_spec(policy, parameter.name)
    shown = [value_in_words(spec, dated.value) for dated in parameter.values]
    return f"set: {', then '.join(shown)}"


def _write_path(page: Page, policy: Policy, path: Path) -> None:
    page.heading(f"WHAT FOLLOWS A BREACH: {path.title}")
    for step in path.steps:
        page.gap()
        who = f"{office(step.by)} {'must not' if step.forbidden else step.force.replace('_', ' ')}"
        page.text(f"{who}: {step.do}", _IN, "- ")
        if step.to:
            page.text(f"to: {joined(map(office, step.to))}", _IN + 2)
        if step.within != "not_stated":
            page.text(f"when: {spoken(step.within)}", _IN + 2)
        if step.if_you:
            page.text(f"if you: {spoken(step.if_you)}", _IN + 2)
        write_norms(page, policy.norms, (*step.norms, *step.cites), _IN + 2)
