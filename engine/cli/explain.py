"""`clausecheck explain`: a clause in words, or one finding on an incident with its full trace."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from engine.cli.exits import DONE, StopError
from engine.cli.judging import judged_or_stop
from engine.cli.output import output_to
from engine.cli.policies import load_rules
from engine.diagnostic import quote
from engine.report.json import to_json
from engine.report.text import finding_page
from engine.report.text_clause import clause_page
from engine.suggest import nearest

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from engine.infer.ruleset import Ruleset
    from engine.syntax.typed import Clause, Duty, ExceptionRule, Requirement


def explain_clause(name: str, *, rules: Path | None, out: Path | None) -> int:
    """Write what a clause says; a requirement or a norm leads to its clause.

    Raises:
        StopError: Nothing of that name is loaded.
    """
    ruleset = load_rules(rules)
    wanted = clause_named(ruleset, name)
    compiled, clause = ruleset.clauses[wanted]
    with output_to(out) as output:
        page = clause_page(
            compiled.policy, clause, ruleset.vocabulary, width=output.width, colour=output.colour
        )
        output.write(page)
    return DONE


def clause_named(ruleset: Ruleset, name: str) -> str:
    """Find the clause that a name means: its own, one of its requirements, or one of its norms.

    Raises:
        StopError: Nothing of that name is loaded.
    """
    clause = name.partition("@")[0].partition("/")[0]
    if clause in ruleset.clauses:
        return clause
    found = [id_ for id_, (_, c) in ruleset.clauses.items() if name in _norms(c)]
    if found:
        return found[0]
    mend = _did_you_mean(clause, ruleset.clauses) or f"{len(ruleset.clauses)} clauses are loaded"
    for compiled in ruleset.policies.values():
        norm = compiled.policy.norms.get(name)
        if norm is not None:
            text = f"norm {quote(name)} stands in no clause ({norm.section}): {norm.gist}"
            raise StopError(text)
    text = f"no clause {quote(name)} is loaded; {mend}"
    raise StopError(text)


def _norms(clause: Clause) -> Iterator[str]:
    parts: list[Requirement | ExceptionRule | Duty] = [*clause.requires, *clause.unless]
    for part in [*parts, *clause.duties.values()]:
        yield from part.norms
        yield from part.cites


def explain_finding(
    file: str, name: str, *, rules: Path | None, form: str, out: Path | None
) -> int:
    """Write one finding on an incident with the truth of every condition.

    Raises:
        StopError: The incident cannot be judged, or there is no such finding.
    """
    ruleset = load_rules(rules)
    assessment = judged_or_stop(file, ruleset, None, "full")
    found = [f for f in assessment.findings if name in (f.id, f.provision.id)]
    if len(found) != 1:
        ids = [f.id for f in assessment.findings]
        mend = _did_you_mean(name, ids) or "`clausecheck check` shows the findings"
        if found:
            mend = f"several acts have one: {', '.join(f.id for f in found)}"
        text = f"no single finding {quote(name)} on this incident; {mend}"
        raise StopError(text)
    with output_to(out) as output:
        if form == "json":
            answer = json.loads(to_json(assessment, ruleset.digest, "full"))
            told = next(item for item in answer["findings"] if item["id"] == found[0].id)
            output.write(json.dumps(told, ensure_ascii=False, indent=2) + "\n")
        else:
            width, colour = output.width, output.colour
            output.write(finding_page(assessment, found[0], width=width, colour=colour))
    return DONE


def _did_you_mean(word: str, known: Iterable[str]) -> str:
    close = nearest(word, known)
    return f"did you mean {quote(close)}?" if close else ""
