"""What is loaded, as JSON: policies with their clauses and paths, and the facts of an incident."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from engine.facts.people import OFFICES
from engine.facts.vocabulary import CAPACITY, CIRCUMSTANCES, DEPARTURE
from engine.report.json import policy_facts
from engine.syntax.condition import AllOf, AnyOf, Condition, Const, Not, written

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from engine.facts.vocabulary import FactSpec, Vocabulary
    from engine.infer.compiled import CompiledPolicy
    from engine.infer.ruleset import Ruleset
    from engine.syntax.typed import (
        Clause,
        Dated,
        Duty,
        ExceptionRule,
        Path,
        Policy,
        Requirement,
        Step,
    )


def policy_line(compiled: CompiledPolicy) -> dict[str, Any]:
    """Give a policy as the list of policies tells it."""
    policy = compiled.policy
    counts = {"clauses": len(policy.clauses), "paths": len(policy.paths)}
    return policy_facts(compiled) | counts | {"href": f"/v1/policies/{policy.id}"}


def policy_page(compiled: CompiledPolicy) -> dict[str, Any]:
    """Give everything that a policy says of itself."""
    policy = compiled.policy
    return {
        "id": policy.id,
        "title": policy.title,
        "organisation": policy.organisation,
        "digest": compiled.digest,
        "document": dict(policy.document),
        "binds": sorted(policy.binds),
        "versions": [
            {
                "version": v.version,
                "from": _day(v.start),
                "to": _day(v.end),
                "start_unknown": v.start_unknown,
            }
            for v in compiled.versions
        ],
        "sections": [
            {"section": s.section, "coded": s.coded, "norms": list(s.norms)}
            for s in policy.sections
        ],
        "definitions": [
            {"norms": list(d.norms), "lives_in": d.lives_in, "says": d.says}
            for d in policy.definitions
        ],
        "parameters": [_parameter(policy, name) for name in policy.parameters],
        "clauses": [
            {
                "id": clause.id,
                "title": clause.title,
                "section": clause.section,
                "requirements": [r.name for r in clause.requires],
                "href": f"/v1/clauses/{clause.id}",
            }
            for clause in policy.clauses
        ],
        "paths": [_path(path) for path in policy.paths],
        "not_coded": [
            {"norms": list(n.norms), "reason": n.reason, "why": n.why, "term": n.term}
            for n in policy.not_coded
        ],
    }


def kind_page(ruleset: Ruleset, kind: str) -> dict[str, Any]:
    """Say which clauses of each code speak of a kind of act, on whom."""
    return {
        "kind": kind,
        "about": ruleset.vocabulary.kinds[kind].about,
        "policies": [
            {
                "id": name,
                "title": compiled.policy.title,
                "binds": sorted(compiled.binds),
                "clauses": [
                    {
                        "id": clause.id,
                        "title": clause.title,
                        "section": clause.section,
                        "binds": sorted(clause.roles),
                        "requirements": [requirement.title for requirement in clause.requires],
                        "href": f"/v1/clauses/{clause.id}",
                    }
                    for clause in compiled.policy.clauses
                    if kind in clause.kinds
                ],
            }
            for name, compiled in ruleset.policies.items()
        ],
    }


def clause_page(compiled: CompiledPolicy, clause: Clause) -> dict[str, Any]:
    """Give a clause with everything it requires, excuses and sets off."""
    policy = compiled.policy
    page = {
        "id": clause.id,
        "policy": policy.id,
        "title": clause.title,
        "section": clause.section,
        "acts": list(clause.kinds),
        "applies_to": sorted(clause.roles),
        "when": _text(clause.when),
        "requires": [_requirement(requirement) for requirement in clause.requires],
        "unless": [_exception(exception) for exception in clause.unless],
        "duties": [_duty(duty) for duty in clause.duties.values()],
        "no_excuse": [
            {"fact": n.path, "norms": list(n.norms), "says": n.says} for n in clause.no_excuse
        ],
        "reading": clause.reading,
        "escalation": list(clause.escalation),
    }
    named = [norm for part in _norms_of(clause) for norm in part]
    gists = {norm: policy.norms[norm].gist for norm in sorted(set(named)) if norm in policy.norms}
    return page | {"gists": gists}


def facts_page(vocabulary: Vocabulary, words: str = "", kind: str | None = None) -> dict[str, Any]:
    """Give the kinds of acts with their facts; those only that speak of all `words`.

    Args:
        vocabulary: Where to look.
        words: What to look for, in names, questions and values; small and capital letters are one.
        kind: The kind of act to look at; all of them if None.
    """
    wanted = words.lower().split()
    shared = _shared(vocabulary)
    kinds = []
    for spec in vocabulary.kinds.values():
        if kind is not None and spec.name != kind:
            continue
        own = [fact for path, fact in spec.facts.items() if path not in shared]
        facts = _matching(own, wanted, f"{spec.name} {spec.about}")
        if facts or not wanted:
            kinds.append({"kind": spec.name, "about": spec.about, "facts": facts})
    return {
        "kinds": kinds,
        "everywhere": _matching(shared.values(), wanted, ""),
        "roles": dict(vocabulary.roles),
        "role_groups": {name: list(roles) for name, roles in vocabulary.role_groups.items()},
        "offices": dict(OFFICES),
    }


def _shared(vocabulary: Vocabulary) -> Mapping[str, FactSpec]:
    """Give the facts that every kind has: the capacity, a departure, and the circumstances."""
    return {
        path: fact
        for kind in vocabulary.kinds.values()
        for path, fact in kind.facts.items()
        if path == CAPACITY or path.startswith((f"{CIRCUMSTANCES}.", f"{DEPARTURE}."))
    }


def _matching(facts: Iterable[FactSpec], wanted: list[str], about: str) -> list[dict[str, Any]]:
    found = []
    for fact in facts:
        text = f"{about} {fact.path} {fact.ask} {fact.says} {fact.values} {fact.weigh}".lower()
        if all(word in text for word in wanted):
            found.append(_fact(fact))
    return found


def _fact(fact: FactSpec) -> dict[str, Any]:
    only_if = fact.only_if
    return {
        "path": fact.path,
        "type": fact.type,
        "ask": fact.ask,
        "values": list(fact.values),
        "groups": {name: list(values) for name, values in fact.groups.items()},
        "unit": fact.unit,
        "judgement": fact.judgement,
        "weigh": fact.weigh,
        "conduct": fact.conduct,
        "whom": fact.whom,
        "only_if": None if only_if is None else {only_if[0]: sorted(only_if[1], key=str)},
        "item": [_fact(inner) for inner in fact.item.values()],
    }


def _parameter(policy: Policy, name: str) -> dict[str, Any]:
    parameter = policy.parameters[name]
    return {
        "name": name,
        "type": parameter.type,
        "about": parameter.about,
        "ask": parameter.ask,
        "norms": list(parameter.norms),
        "options": list(parameter.options),
        "values": [_dated(value) for value in parameter.values],
    }


def _dated(item: Dated) -> dict[str, Any]:
    return {"from": _day(item.start), "to": _day(item.end), "value": item.value}


def _day(number: int | None) -> str | None:
    return None if number is None else date.fromordinal(number).isoformat()


def _requirement(requirement: Requirement) -> dict[str, Any]:
    return {
        "name": requirement.name,
        "title": requirement.title,
        "norms": list(requirement.norms),
        "cites": list(requirement.cites),
        "when": _text(requirement.when),
        "must": _text(requirement.must),
        "force": requirement.force,
        "routine": requirement.routine,
        "gravity": [{"when": _text(g.when), "is": g.gravity} for g in requirement.gravity],
    }


def _exception(exception: ExceptionRule) -> dict[str, Any]:
    return {
        "name": exception.name,
        "because": exception.because,
        "norms": list(exception.norms),
        "cites": list(exception.cites),
        "lifts": list(exception.lifts),
        "when": _text(exception.when),
        "then_must": list(exception.then_must),
        "if_missed": "exception_lost" if exception.lost_if_missed else "duty_broken",
    }


def _duty(duty: Duty) -> dict[str, Any]:
    return {
        "name": duty.name,
        "norms": list(duty.norms),
        "cites": list(duty.cites),
        "must": _text(duty.must),
    }


def _norms_of(clause: Clause) -> Iterable[tuple[str, ...]]:
    for requirement in clause.requires:
        yield from (requirement.norms, requirement.cites)
    for exception in clause.unless:
        yield from (exception.norms, exception.cites)
    for duty in clause.duties.values():
        yield from (duty.norms, duty.cites)
    for no_excuse in clause.no_excuse:
        yield no_excuse.norms


def _path(path: Path) -> dict[str, Any]:
    return {
        "path": path.name,
        "title": path.title,
        "starts": "on_possible" if path.on_possible else "on_breach",
        "steps": [_step(step) for step in path.steps],
    }


def _step(step: Step) -> dict[str, Any]:
    return {
        "step": step.name,
        "by": step.by,
        "do": step.do,
        "to": list(step.to),
        "within": step.within,
        "force": step.force,
        "if_you": step.if_you,
        "not": step.forbidden,
        "norms": list(step.norms),
        "cites": list(step.cites),
    }


def _text(condition: Condition) -> str | None:
    """Write a condition; one that always holds is left out, inside others too."""
    match condition:
        case Const(holds=True):
            return None
        case AllOf(parts):
            texts = [text for text in map(_text, parts) if text is not None]
            return " and ".join(texts) or None
        case AnyOf(parts):
            return "(" + " or ".join(written(part) for part in parts) + ")"
        case Not() | _:
            return written(condition)
