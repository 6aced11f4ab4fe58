"""The escalation of a policy in words: what starts a path, and its steps."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from docs.generator.markdown import and_, code, table
from docs.generator.words import in_words
from engine.facts.people import OFFICES
from engine.syntax.condition import ALWAYS
from engine.syntax.typed import (
    OnAll,
    OnAny,
    OnCondition,
    OnEvent,
    OnFinding,
    OnFlag,
    OnHistory,
    OnPath,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from engine.facts.vocabulary import FactSpec, Vocabulary
    from engine.syntax.condition import Condition
    from engine.syntax.typed import Path, Policy, Step, Trigger

GRADES = {"immediately": "immediately", "without_delay": "without delay", "promptly": "promptly"}
FORCES = {"must": "must", "may": "may", "one_of": "may choose"}


def paths_in_words(policy: Policy, vocabulary: Vocabulary) -> Iterator[str]:
    """Give every derivation and every path of a policy."""
    for derivation in policy.derivations:
        norms = code((*derivation.norms, *derivation.cites))
        told = trigger_in_words(derivation.when, vocabulary)
        yield f"`{derivation.flag}` follows from {told}. {norms}\n\n"
    for path in policy.paths:
        yield f"### {path.title} (`{path.name}`)\n\n{_start(policy, path, vocabulary)}\n\n"
        yield _steps(path, vocabulary) + "\n"


def trigger_in_words(trigger: Trigger, vocabulary: Vocabulary) -> str:
    """Give what starts something."""
    match trigger:
        case OnAll(parts):
            return " and ".join(_part(part, vocabulary) for part in parts)
        case OnAny(parts):
            return " or ".join(_part(part, vocabulary) for part in parts)
        case OnEvent(kinds, when):
            told = f"an act told of, {code(kinds)}"
            specs = vocabulary.kinds[kinds[0]].facts
            return told if when == ALWAYS else f"{told}, where {in_words(when, specs)}"
        case OnFinding():
            return _finding(trigger)
        case OnFlag(flag):
            return f"`{flag}`"
        case OnPath(path):
            return f"the path `{path}`"
        case OnHistory():
            grave = f" ({' or '.join(sorted(trigger.gravity))})" if trigger.gravity else ""
            days = f" within {trigger.days} days" if trigger.days is not None else ""
            of = f" of `{trigger.clause}`" if trigger.clause else ""
            findings = "finding" if trigger.at_least == 1 else "findings"
            return f"at least {trigger.at_least} earlier {findings}{of}{grave}{days}"
        case OnCondition(condition):
            return in_words(condition, _all_facts(vocabulary))
        case _:
            assert_never(trigger)


def _part(trigger: Trigger, vocabulary: Vocabulary) -> str:
    told = trigger_in_words(trigger, vocabulary)
    return f"({told})" if isinstance(trigger, OnAll | OnAny) else told


def _finding(trigger: OnFinding) -> str:
    open_too = "a possible breach" if trigger.verdict == "possible" else "a breach"
    clauses = f" of {code(sorted(trigger.clauses))}" if trigger.clauses else ""
    requirement = f" (`{trigger.requirement}`)" if trigger.requirement else ""
    grave = f" that is at least {trigger.at_least}" if trigger.at_least else ""
    return f"{open_too}{clauses}{requirement}{grave}"


def _start(policy: Policy, path: Path, vocabulary: Vocabulary) -> str:
    named = [clause.id for clause in policy.clauses if path.name in clause.escalation]
    starts = [f"a breach of {code(named)}"] if named else []
    starts += [trigger_in_words(path.on, vocabulary)] if path.on else []
    suffices = " A possible breach suffices." if path.on_possible else ""
    return f"Starts on {'; or on '.join(starts)}.{suffices}"


def _steps(path: Path, vocabulary: Vocabulary) -> str:
    return table(
        ("step", "who", "what", "to whom", "when", "force", "norms"),
        [
            (
                f"`{step.name}`",
                _office(step.by),
                _do(step, vocabulary),
                ", ".join(map(_office, step.to)),
                GRADES.get(step.within, "no time stated"),
                "must not" if step.forbidden else FORCES[step.force],
                code((*step.norms, *step.cites)),
            )
            for step in path.steps
        ],
    )


def _do(step: Step, vocabulary: Vocabulary) -> str:
    told = [" ".join(step.do.split()) + "."]
    if step.if_you:
        told.insert(0, f"If you take `{step.if_you}`:")
    if step.when != ALWAYS:
        told.append(f"Where {_when(step.when, vocabulary)}.")
    if step.passed_over:
        told.append(f"In their place: {and_([_office(name) for name in step.passed_over])}.")
    if step.instead_of:
        told.append(f"Instead of {code(step.instead_of)}.")
    if step.forbids:
        told.append(f"Then not: {code(step.forbids)}.")
    return " ".join(told)


def _when(when: Trigger | Condition, vocabulary: Vocabulary) -> str:
    match when:
        case (
            OnAll() | OnAny() | OnEvent() | OnFinding() | OnFlag() | OnPath()
            | OnHistory() | OnCondition()
        ):  # fmt: skip
            return trigger_in_words(when, vocabulary)
        case condition:
            return in_words(condition, _all_facts(vocabulary))


def _all_facts(vocabulary: Vocabulary) -> Mapping[str, FactSpec]:
    return {path: spec for kind in vocabulary.kinds.values() for path, spec in kind.facts.items()}


def _office(name: str) -> str:
    return {"actor": "the person who acted"}.get(name) or OFFICES.get(name, name.replace("_", " "))
