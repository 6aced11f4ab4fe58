"""No fact exists that nothing reads, and no kind of act of which no policy speaks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.build import build_ruleset
from engine.syntax.condition import asked
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
    from collections.abc import Iterator

    from engine.syntax.condition import Condition
    from engine.syntax.typed import Clause, Policy, Trigger

RULES = build_ruleset()
SHARED = ("capacity", "circumstances.", "departure.", "told.")
"""Facts that many kinds have in common; they are read where they matter."""


def _of_clause(clause: Clause) -> Iterator[str]:
    yield from asked(clause.when)
    for requirement in clause.requires:
        yield from asked(requirement.when)
        yield from asked(requirement.must)
        for rule in requirement.gravity:
            yield from asked(rule.when)
    for part in clause.unless:
        yield from asked(part.when)
    for duty in clause.duties.values():
        yield from asked(duty.must)
    for excuse in clause.no_excuse:
        yield excuse.path


def _of_trigger(trigger: Trigger | Condition | None) -> Iterator[tuple[str | None, str]]:
    """Give what a trigger reads, with the kind of act; None for any kind."""
    match trigger:
        case None:
            return
        case OnEvent(kinds, when, _):
            yield from ((kind, path) for kind in kinds for path in ("", *asked(when)))
        case OnAll(parts) | OnAny(parts):
            for part in parts:
                yield from _of_trigger(part)
        case OnCondition(condition):
            yield from ((None, path) for path in asked(condition))
        case OnFinding() | OnFlag() | OnHistory() | OnPath():
            return
        case _:
            yield from ((None, path) for path in asked(trigger))


def _of_policy(policy: Policy) -> Iterator[tuple[str | None, str]]:
    for clause in policy.clauses:
        yield from ((kind, path) for kind in clause.kinds for path in ("", *_of_clause(clause)))
    for derivation in policy.derivations:
        yield from _of_trigger(derivation.when)
    for path in policy.paths:
        yield from _of_trigger(path.on)
        for step in path.steps:
            yield from _of_trigger(step.when)
            if step.done_when is not None:
                yield from ((None, name) for name in asked(step.done_when))


def test_every_kind_of_act_and_every_fact_is_read() -> None:
    """By a clause, by a path, or by a fact that is read and hangs on it.

    A member of a set counts where another member of it is read, and a fact that several kinds
    share where it is read of one of them: it is declared once.
    """
    read = {item for c in RULES.policies.values() for item in _of_policy(c.policy)}
    shared = {
        (path, spec.facts[path].ask)
        for kind, spec in RULES.vocabulary.kinds.items()
        for path in spec.facts
        if (kind, path) in read
    }
    unread = []
    for kind, spec in RULES.vocabulary.kinds.items():
        if (kind, "") not in read:
            unread.append(kind)
        names = {path for path in spec.facts if {(kind, path), (None, path)} & read}
        for path in list(names):
            fact = spec.facts[path]
            links = [rule.path for rule in fact.settled]
            names |= {*links, *([fact.only_if[0]] if fact.only_if else [])}
        sets = {path.rpartition(".")[0] for path in names} - {""}
        unread += [
            f"{kind}.{path}"
            for path, fact in spec.facts.items()
            if path not in names
            and path.rpartition(".")[0] not in sets
            and (path, fact.ask) not in shared
            and not path.startswith(SHARED)
        ]

    assert unread == []
