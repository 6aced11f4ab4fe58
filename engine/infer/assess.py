"""Judge an incident: every bound person's acts, under every chosen policy, in force at the time."""

from __future__ import annotations

import logging
import traceback
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

from engine.facts.vocabulary import CAPACITY, DECIDED
from engine.infer.acts import read_acts
from engine.infer.count import counted_values
from engine.infer.finding import ActFacts, Finding
from engine.infer.outcome import BROKEN, KEPT, NOT_APPLICABLE, VERDICTS
from engine.infer.provision import Judgement
from engine.infer.roles import Standing, standing_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from engine.facts.incident import Incident
    from engine.infer.compiled import CompiledPolicy, Epoch, KindRules
    from engine.infer.provision import Provision
    from engine.infer.ruleset import Ruleset

_log = logging.getLogger(__name__)

Told: TypeAlias = "tuple[ActFacts, Mapping[str, Any], Epoch]"
"""An act, whoever did it, with what is known of it and the policy as in force at the time."""

WHEN_UNDATED = "its day is not stated; it was judged as done while the policy was in force"
NO_DEPARTURE = (
    "nobody says that it was a decision to depart from the code in a service user's best interests;"
    " if it was, state `departure`"
)
NOT_IN_FORCE = Judgement("not_in_force", 0, (), (), (), (), None, "low")


@dataclass(frozen=True, slots=True)
class SetAside:
    """An act that a policy does not judge, and why."""

    act: str
    person: str | None
    policy: str
    why: str


@dataclass(frozen=True, slots=True)
class Assumed:
    """Something that was taken for granted so that an act could be judged, and is said."""

    act: str
    policy: str
    what: str


@dataclass(frozen=True, slots=True)
class Judged:
    """All findings on an incident, and the acts that were set aside."""

    incident: Incident
    acts: tuple[ActFacts, ...]
    policies: tuple[CompiledPolicy, ...]
    findings: tuple[Finding, ...]
    not_applicable: tuple[str, ...]
    set_aside: tuple[SetAside, ...]
    assumed: tuple[Assumed, ...]
    told: Mapping[CompiledPolicy, Sequence[Told]]

    def under(self, compiled: CompiledPolicy) -> list[Finding]:
        """Give the findings under one of the policies, as it was chosen."""
        label = f"@{compiled.pin}" if compiled.pin else ""
        return [
            f
            for f in self.findings
            if f.epoch is not None
            and f.epoch.policy.id == compiled.policy.id
            and f.epoch.label == label
        ]


def judge_incident(
    ruleset: Ruleset, incident: Incident, policies: Sequence[CompiledPolicy], *, full: bool = False
) -> Judged:
    """Judge an incident under some policies.

    Args:
        ruleset: The policies with their vocabulary.
        incident: As validated; nothing in it is defaulted.
        policies: Those to judge under.
        full: Also give the findings that do not apply, with their reasons.

    Raises:
        IncidentError: The incident contradicts itself or names people that it does not list.
    """
    acts = read_acts(ruleset.vocabulary, incident)
    findings: list[Finding] = []
    aside: list[SetAside] = []
    silent: list[str] = []
    assumed: list[Assumed] = []
    told: dict[CompiledPolicy, list[Told]] = {}
    for compiled in policies:
        at_hand = told[compiled] = []
        for facts in acts:
            standing = standing_of(incident, facts, compiled)
            facts.roles_at[compiled.policy.id] = standing.pointer
            epochs = compiled.between(*facts.days)
            first = next(filter(None, epochs), None)
            known: dict[str, Any] = {}
            if first is not None:
                known = known_in(first.rules(facts.kind), facts, standing, acts, incident)
                at_hand.append((facts, known, first))
            if standing.outside:
                aside.append(SetAside(facts.act.id, facts.person, compiled.policy.id, standing.why))
                continue
            if facts.days == (None, None) and compiled.cuts:
                assumed.append(Assumed(facts.act.id, compiled.policy.id, WHEN_UNDATED))
            if first is not None and len(epochs) == 1:
                findings += _in_epoch(first, facts, known, None if full else silent)
                continue
            for finding in _on_act(compiled, epochs, facts, standing, acts, incident):
                if finding.verdict == "not_applicable" and not full:
                    silent.append(finding.id)
                else:
                    findings.append(finding)
    assumed += _no_departure(findings)
    findings.sort(key=lambda f: (f.facts.person or "~", f.policy.id, f.facts.act.id))
    return Judged(
        incident,
        acts,
        tuple(policies),
        tuple(findings),
        tuple(sorted(silent)),
        tuple(sorted(aside, key=lambda item: (item.act, item.policy))),
        tuple(sorted(assumed, key=lambda item: (item.act, item.policy, item.what))),
        told,
    )


def _no_departure(findings: Sequence[Finding]) -> set[Assumed]:
    """Say of which acts it was taken for granted that they were no decision to depart."""
    return {
        Assumed(finding.facts.act.id, finding.policy.id, NO_DEPARTURE)
        for finding in findings
        if DECIDED in finding.facts.stated.assumed
        and finding.judgement.ways & BROKEN
        and any(DECIDED in variable.paths for variable in finding.provision.variables)
    }


def _on_act(  # noqa: PLR0913  all that one act is judged by
    compiled: CompiledPolicy,
    epochs: Sequence[Epoch | None],
    facts: ActFacts,
    standing: Standing,
    acts: Sequence[ActFacts],
    incident: Incident,
) -> Iterator[Finding]:
    if not any(epochs):
        latest = compiled.at(compiled.versions[-1].start or 1) if compiled.versions else None
        for provision in latest.rules(facts.kind).provisions if latest else ():
            yield Finding(
                facts, compiled.policy, None, provision, NOT_IN_FORCE, routine=False, known={}
            )
        return
    yield from _over_epochs(epochs, facts, standing, acts, incident)


def _over_epochs(
    times: Sequence[Epoch | None],
    facts: ActFacts,
    standing: Standing,
    acts: Sequence[ActFacts],
    incident: Incident,
) -> Iterator[Finding]:
    """Judge under every version that may have applied; where they differ, the date is asked for.

    A stretch of days that reaches out of force may have been free of the policy; an act without
    any date is taken to have been done while it was in force.
    """
    epochs = [epoch for epoch in times if epoch is not None]
    may_be_free = len(epochs) < len(times) and facts.days != (None, None)
    by_id: dict[str, list[Finding]] = {}
    for epoch in epochs:
        known = known_in(epoch.rules(facts.kind), facts, standing, acts, incident)
        for finding in _in_epoch(epoch, facts, known, None):
            by_id.setdefault(finding.id, []).append(finding)
    for found in by_id.values():
        ways = 0
        for finding in found:
            ways |= finding.judgement.ways
        if len(found) < len(epochs) or may_be_free:
            ways |= NOT_APPLICABLE
        same = all(f.judgement.ways == ways for f in found) and len(found) == len(epochs)
        first = found[0]
        if same:
            yield first
            continue
        judgement = Judgement(
            VERDICTS[ways],
            ways,
            first.judgement.breach_of,
            first.judgement.excused_by,
            first.judgement.needs,
            first.judgement.because,
            None,
            first.judgement.gravity,
            first.judgement.asks,
        )
        yield Finding(
            facts,
            first.policy,
            first.epoch,
            first.provision,
            judgement,
            first.routine,
            first.known,
            ("on",),
            tuple((f.epoch.version.version, f.verdict) for f in reversed(found) if f.epoch),
        )


def _in_epoch(
    epoch: Epoch, facts: ActFacts, known: dict[str, Any], silent: list[str] | None
) -> Iterator[Finding]:
    """Judge one act under the policy as at one time.

    What does not apply is only named, in `silent`; without such a list it is a finding too.
    """
    rules = epoch.rules(facts.kind)
    for provision, ways in zip(rules.provisions, _all_ways(rules, known), strict=True):
        if silent is not None and ways == NOT_APPLICABLE:
            silent.append(f"{provision.id}@{facts.act.id}{epoch.label}")
            continue
        judgement = _judge(provision, known)
        if ways is not None and judgement.ways != ways:
            judgement = _failed("two ways of judging differ")
        routine = (
            judgement.verdict == "undetermined"
            and provision.requirement.routine
            and (
                not _brought_up(provision, facts, known)
                or _not_brought_up(provision, ways, facts, known)
            )
        )
        yield Finding(facts, epoch.policy, epoch, provision, judgement, routine, known)


def _brought_up(provision: Provision, facts: ActFacts, known: dict[str, Any]) -> bool:
    """Say whether something was said of what a requirement asks for, or of what settles that."""
    return any(
        path in known or path in facts.stated.open for path in provision.must_paths
    ) or not provision.settling.isdisjoint(facts.stated.open)


def _not_brought_up(
    provision: Provision, ways: int | None, facts: ActFacts, known: dict[str, Any]
) -> bool:
    """Say whether a circumstance that alone makes the clause speak is one that nobody mentioned.

    Silence of whom or what an act was about leaves a gap worth asking for; that abuse, or an
    emergency, was not mentioned is no sign that there was any.
    """
    return bool((ways or NOT_APPLICABLE) & NOT_APPLICABLE) and any(
        path not in known and path not in facts.stated.open for path in provision.circumstances
    )


def known_in(
    rules: KindRules,
    facts: ActFacts,
    standing: Standing,
    acts: Sequence[ActFacts],
    incident: Incident,
) -> dict[str, Any]:
    """Give all that is known of an act towards one policy: facts, role and counts."""
    known = dict(facts.stated.known)
    if standing.role is not None:
        known[CAPACITY] = standing.role
    if rules.counted:
        known.update(counted_values(rules.counted, facts, acts, incident))
    return known


def _all_ways(rules: KindRules, known: dict[str, Any]) -> Sequence[int | None]:
    try:
        return rules.judge(known)
    except Exception as error:  # noqa: BLE001  an error while judging is ours, and never a pass
        _log.error("judging together failed (%s)", _defect(error))
        return [None] * len(rules.provisions)


def _judge(provision: Provision, known: dict[str, Any]) -> Judgement:
    try:
        return provision.judge(known)
    except Exception as error:  # noqa: BLE001  as above
        _log.error("judging %s failed (%s)", provision.id, _defect(error))
        return _failed("judging it failed")


def _defect(error: Exception) -> str:
    """Say what went wrong and where in our code; the text of an error may hold facts."""
    last = traceback.extract_tb(error.__traceback__)[-1]
    return f"{type(error).__name__} in {last.name}, line {last.lineno}"


def _failed(why: str) -> Judgement:
    return Judgement("undetermined", BROKEN | KEPT, (), (), (), (), None, "critical", error=why)
