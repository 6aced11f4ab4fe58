"""The comparison of the engine with the oracle, pair by pair; used by tests and by a benchmark."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from tests import engine_side
from tests.oracle.judge import NoCompletionError, Oracle, Verdict
from tests.strategies import VOCABULARY, pairs

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.infer.finding import Finding


def compared(seed: int, n: int) -> Iterator[tuple[str, str | None]]:
    """Compare `n` random clause and incident pairs.

    Yields:
        For each finding its verdict by the oracle, and what differs, or None.
    """
    for batch in pairs(seed, n):
        rules = engine_side.ruleset(batch.clause, batch.parameters)
        oracle = Oracle(batch.clause, VOCABULARY, batch.parameters)
        for incident in batch.incidents:
            ours = engine_side.findings(rules, incident)
            try:
                theirs = oracle.judge(incident)
            except NoCompletionError:
                yield "contradiction", None if ours is None else "the engine sees no contradiction"
                continue
            if ours is None:
                yield "contradiction", None
                continue
            yield from _each(ours, theirs, (batch, incident))
            yield from _generated(ours, (batch, incident))


def _each(
    ours: dict[str, Finding], theirs: dict[str, Verdict], pair: Any
) -> Iterator[tuple[str, str | None]]:
    for name, verdict in theirs.items():
        finding = ours.get(name)
        if finding is None:
            same = verdict.verdict == "not_applicable"
            yield verdict.verdict, None if same else f"{name} is missing\n{pair}"
            continue
        difference = _difference(finding, verdict)
        yield verdict.verdict, difference and f"{name}: {difference}\n{pair}"


def _generated(ours: dict[str, Finding], pair: Any) -> Iterator[tuple[str, str | None]]:
    """Compare the generated function, which judges all requirements at once, with the diagrams."""
    for finding in {finding.facts.act.id: finding for finding in ours.values()}.values():
        assert finding.epoch is not None
        rules = finding.epoch.rules(finding.facts.kind)
        together = rules.judge(finding.known)
        apart = [provision.ways(finding.known) for provision in rules.provisions]
        same = together == apart
        yield "acts", None if same else f"generated {together}, diagrams {apart}\n{pair}"


def _difference(finding: Finding, verdict: Verdict) -> str | None:
    if finding.verdict != verdict.verdict:
        return f"engine {finding.verdict}, oracle {verdict.verdict}"
    if frozenset(finding.ways) != verdict.ways:
        return f"engine {finding.ways}, oracle {sorted(verdict.ways)}"
    if sorted(finding.judgement.breach_of) != sorted(verdict.breach_of):
        return f"engine breaks {finding.judgement.breach_of}, oracle {verdict.breach_of}"
    if verdict.verdict == "undetermined":
        needs = {
            name.split(".")[0] if name.startswith("passengers") else name for name in verdict.needs
        }
        if set(finding.needs) != needs:
            return f"engine needs {finding.needs}, oracle {sorted(needs)}"
    if verdict.verdict == "excused" and not set(finding.judgement.excused_by) <= set(
        verdict.excused_by
    ):
        return f"engine excuses by {finding.judgement.excused_by}, oracle {verdict.excused_by}"
    return None


def tally(seed: int, n: int) -> tuple[Counter[str], list[str]]:
    """Compare `n` pairs; count the verdicts and keep the first differences."""
    counts: Counter[str] = Counter()
    differences: list[str] = []
    for verdict, difference in compared(seed, n):
        counts[verdict] += 1
        if difference is not None and len(differences) < 5:
            differences.append(difference)
    return counts, differences
