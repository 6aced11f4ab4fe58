"""The whole answer to one incident: findings, questions, and what happens next."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from engine import __version__
from engine.infer.ask import Question, questions_for
from engine.infer.assess import Judged, judge_incident
from engine.infer.plan import Plan, plan_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engine.facts.incident import Incident
    from engine.infer.compiled import CompiledPolicy
    from engine.infer.escalate import Started
    from engine.infer.finding import Finding
    from engine.infer.ruleset import Ruleset

Explain = Literal["off", "reasons", "full"]


@dataclass(frozen=True, slots=True)
class Assessment:
    """Everything that follows from an incident under the chosen policies."""

    decision_id: str
    judged: Judged
    questions: tuple[Question, ...]
    also_check: tuple[Question, ...]
    plan: Plan
    started: tuple[Started, ...]

    @property
    def findings(self) -> tuple[Finding, ...]:
        """All findings, by person, policy and act."""
        return self.judged.findings


def assess(
    ruleset: Ruleset,
    incident: Incident,
    policies: Sequence[str] | None = None,
    explain: Explain = "reasons",
) -> Assessment:
    """Assess an incident.

    Args:
        ruleset: The loaded policies.
        incident: As validated.
        policies: The ids to judge under, each optionally pinned (`PP@1`); all if None.
        explain: With `full`, requirements that do not apply are findings too.

    Raises:
        IncidentError: The incident contradicts itself; every contradiction is told.
        UnknownPolicyError: A policy is not loaded.
    """
    chosen = ruleset.chosen(policies)
    judged = judge_incident(ruleset, incident, chosen, full=explain == "full")
    started: list[Started] = []
    for compiled in chosen:
        for edition in compiled.editions:
            own = [f for f in judged.under(compiled) if f.epoch and f.epoch.policy is edition]
            told = [item for item in judged.told[compiled] if item[2].policy is edition]
            if own or told:
                started += ruleset.plans[edition.digest].derive(incident, own, told)
    questions, also_check = questions_for(judged.findings)
    return Assessment(
        decision_id=decision_id(ruleset, incident, chosen, explain),
        judged=judged,
        questions=tuple(questions),
        also_check=tuple(also_check),
        plan=plan_of(incident, judged.acts, judged.findings, started),
        started=tuple(started),
    )


def decision_id(
    ruleset: Ruleset, incident: Incident, policies: Sequence[CompiledPolicy], explain: Explain
) -> str:
    """Name the decision by what it follows from; provenance is no part of it."""
    canonical = incident.model_dump_json(exclude={"provenance"}, exclude_none=True)
    names = ",".join(f"{p.policy.id}@{p.pin}={p.digest}{p.supposed or ''}" for p in policies)
    whole = f"{__version__}\n{ruleset.digest}\n{names}\n{explain}\n{canonical}"
    return hashlib.sha256(whole.encode()).hexdigest()[:32]
