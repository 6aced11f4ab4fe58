"""An assessment as a page that a safeguarding lead reads, on a terminal or on paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.report.json import NOTE, summary
from engine.report.page import Page
from engine.report.text_findings import INDENT, write_finding
from engine.report.text_plan import write_plan
from engine.report.text_questions import Numbers, questions_in_words, write_questions

if TYPE_CHECKING:
    from collections.abc import Callable

    from engine.infer.assessment import Assessment, Explain
    from engine.infer.compiled import CompiledPolicy
    from engine.infer.finding import Finding
    from engine.report.page import Style

_GROUPS: tuple[tuple[str, Style, Callable[[Finding], bool]], ...] = (
    ("MAY BREACH", "red", lambda f: f.verdict == "breached" and not f.advisory),
    ("AGAINST ADVICE", "yellow", lambda f: f.verdict == "breached" and f.advisory),
    ("MUST BE ASKED", "yellow", lambda f: f.verdict == "undetermined"),
    ("EXCUSED", "green", lambda f: f.verdict == "excused"),
    ("LOOKED AT AND NOT BREACHED", "green", lambda f: f.verdict == "not_breached"),
    ("NOT IN FORCE AT THE TIME", "bold", lambda f: f.verdict == "not_in_force"),
    ("DOES NOT SPEAK OF THIS", "dim", lambda f: f.verdict == "not_applicable"),
)
"""The groups of findings in the order of the page; routine ones stand apart."""


_SHORT = {
    "breached": "may breach",
    "against_advice": "against advice",
    "undetermined": "must be asked",
    "excused": "excused",
    "not_breached": "looked at and not breached",
    "not_in_force": "not in force",
    "also_check": "also check",
}


def assessment_page(
    assessment: Assessment, explain: Explain = "reasons", *, width: int = 80, colour: bool = False
) -> str:
    """Write an assessment as a page.

    Args:
        assessment: What to write.
        explain: `off` leaves the reasons out, `full` adds the truth of every condition.
        width: Columns to wrap to.
        colour: Whether the reader is a terminal that shows colours.
    """
    page = Page(width, colour=colour)
    numbers = Numbers(assessment)
    _write_head(page, assessment)
    shown = [finding for finding in assessment.findings if not finding.routine]
    for name, style, belongs in _GROUPS:
        group = [finding for finding in shown if belongs(finding)]
        if group:
            page.heading(f"{name}: {len(group)}", style)
        for finding in group:
            write_finding(page, finding, numbers, explain)
    if not assessment.findings:
        page.heading("NOTHING TO JUDGE")
        page.text("No clause coded so far speaks of what is stated. That is no clearance.", INDENT)
    _write_asked(page, numbers)
    write_plan(page, assessment, numbers, all_causes=explain == "full")
    _write_routine(page, assessment, numbers, brief=explain != "full")
    _write_not_looked_at(page, assessment)
    page.gap()
    page.text(NOTE, style="bold")
    page.text(f"decision {assessment.decision_id}", style="dim")
    return str(page)


def questions_page(assessment: Assessment, *, width: int = 80, colour: bool = False) -> str:
    """Write what to ask, in order, as a page."""
    page = Page(width, colour=colour)
    page.title(_name(assessment))
    if not assessment.questions and not assessment.also_check:
        page.gap()
        page.text("There is nothing left to ask under the clauses coded so far.")
        page.text("That is no clearance; a person decides.")
    numbers = Numbers(assessment)
    _write_asked(page, numbers)
    _write_routine(page, assessment, numbers)
    return str(page).rstrip("\n") + "\n"


def finding_page(
    assessment: Assessment, finding: Finding, *, width: int = 80, colour: bool = False
) -> str:
    """Write one finding with the truth of every condition."""
    page = Page(width, colour=colour)
    page.title(_name(assessment))
    group = next(name for name, _, belongs in _GROUPS if belongs(finding))
    page.heading("ALSO CHECK" if finding.routine else group)
    numbers = Numbers(assessment)
    write_finding(page, finding, numbers, "full")
    reading = finding.provision.clause.reading
    if reading:
        page.gap()
        page.hung(f"how the clause reads the code: {reading}", INDENT)
    asked = [item for item in numbers.all if finding.id in item[1].findings]
    if asked:
        page.heading("WHAT TO ASK", "blue")
        page.gap()
        write_questions(page, asked)
    page.gap()
    page.text(NOTE, style="bold")
    return str(page)


def _name(assessment: Assessment) -> str:
    name = assessment.judged.incident.id
    return f"Incident {name}" if name else "Incident (without an id)"


def _write_head(page: Page, assessment: Assessment) -> None:
    page.title(_name(assessment))
    page.text("judged under:")
    for compiled in assessment.judged.policies:
        policy = compiled.policy
        about = f"{policy.title}, {policy.organisation}; {_versions(compiled)}"
        page.text(about, INDENT, f"{policy.id}  ")
    page.labelled("in short", [in_short(assessment)])


def in_short(assessment: Assessment) -> str:
    """Say in one line how many findings of each kind there are."""
    counts = summary(assessment)
    told = [f"{says} {counts[key]}" for key, says in _SHORT.items() if counts[key]]
    return ", ".join(told) or "nothing was judged"


def _versions(compiled: CompiledPolicy) -> str:
    told = []
    for version in compiled.versions:
        unknown = ", start unknown and taken as in force" if version.start_unknown else ""
        told.append(f"version {version.version}{unknown}")
    return "; ".join(told) + (f"; as of {compiled.pin}" if compiled.pin else "")


def _write_asked(page: Page, numbers: Numbers) -> None:
    if numbers.asked:
        page.heading("WHAT TO ASK", "blue")
        page.gap()
        write_questions(page, numbers.asked)


def _write_routine(
    page: Page, assessment: Assessment, numbers: Numbers, *, brief: bool = False
) -> None:
    """Write what every such act puts in question, and nobody spoke of."""
    routine = [finding for finding in assessment.findings if finding.routine]
    if routine or numbers.routine:
        page.heading("ALSO CHECK")
        page.text("Matters of routine; nothing was stated about them.", INDENT)
    for finding in routine:
        asked = (numbers.of_finding(finding.id, path) for path in finding.needs)
        known = [number for number in asked if number is not None]
        hangs = f": {questions_in_words(known)}" if known else ""
        title = finding.provision.requirement.title
        page.text(f"{title} ({finding.id}){hangs}", INDENT, "- ")
    if numbers.routine:
        page.gap()
        write_questions(page, numbers.routine, brief=brief)


def _write_not_looked_at(page: Page, assessment: Assessment) -> None:
    judged = assessment.judged
    page.heading("NOT LOOKED AT")
    for compiled in judged.policies:
        policy = compiled.policy
        for coded, says in (("none", "sections not coded yet"), ("part", "sections coded in part")):
            sections = [item.section for item in policy.sections if item.coded == coded]
            if sections:
                page.labelled(f"{policy.id}, {says}", sections, INDENT)
    for item in judged.set_aside:
        person = f" by person {item.person}" if item.person else ""
        page.text(f"act {item.act}{person}, set aside: {item.why}", INDENT)
    for assumed in judged.assumed:
        page.text(f"act {assumed.act} under {assumed.policy}: {assumed.what}", INDENT)
    page.text("sentences of the account that were not turned into facts", INDENT)
