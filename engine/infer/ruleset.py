"""Everything that was loaded: policies ready to judge, the vocabulary, one digest for all."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any

from engine.errors import UnknownPolicyError
from engine.infer.compiled import CompiledPolicy, Pinned
from engine.infer.escalate import EscalationPlan
from engine.suggest import nearest

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from engine.facts.vocabulary import Vocabulary
    from engine.syntax.typed import Clause, Policy


NOW = "@now"
MOST_PINNED = 64
"""Pinned policies that are kept ready; any caller may pin to any day."""


@dataclass(frozen=True)
class Ruleset:
    """Policies that can be judged under; read only, safe to share between threads."""

    policies: Mapping[str, CompiledPolicy]
    vocabulary: Vocabulary

    @classmethod
    def of(cls, policies: Sequence[Policy], vocabulary: Vocabulary) -> Ruleset:
        """Make checked policies ready to judge."""
        editions: dict[str, list[Policy]] = {}
        for policy in policies:
            editions.setdefault(policy.id, []).append(policy)
        return cls(
            {id_: CompiledPolicy(found, vocabulary) for id_, found in sorted(editions.items())},
            vocabulary,
        )

    def supposing(self, policy: str, settings: Mapping[str, Any]) -> Ruleset:
        """Give the same policies, one of them as if its organisation had set parameters so.

        Digests stay those of what was loaded; the id of a decision tells what was supposed. What
        derives the next steps is shared, since no parameter changes its rules.
        """
        loaded = self.policies[policy]
        supposed = CompiledPolicy(loaded.editions, self.vocabulary, settings)
        made = Ruleset({**self.policies, policy: supposed}, self.vocabulary)
        for digest, plan in made.plans.items():
            plan.chainer = self.plans[digest].chainer
        return made

    @cached_property
    def digest(self) -> str:
        """Name all policies, as loaded, by one hash."""
        joined = "\n".join(f"{name} {p.digest}" for name, p in self.policies.items())
        return f"sha256:{hashlib.sha256(joined.encode()).hexdigest()}"

    @cached_property
    def plans(self) -> Mapping[str, EscalationPlan]:
        """The escalation of every edition of every policy, ready to derive, by its digest."""
        return {
            edition.digest: EscalationPlan(edition, self.vocabulary)
            for compiled in self.policies.values()
            for edition in compiled.editions
        }

    @cached_property
    def clauses(self) -> Mapping[str, tuple[CompiledPolicy, Clause]]:
        """Every clause by its id, with its policy; of several editions, as in the newest."""
        return {
            clause.id: (compiled, clause)
            for compiled in self.policies.values()
            for edition in compiled.editions
            for clause in edition.clauses
        }

    def chosen(self, wanted: Sequence[str] | None) -> tuple[CompiledPolicy, ...]:
        """Give the policies asked for; all of them where nothing was asked.

        A policy may be pinned: `PP@1` to a version, `PP@2026-03-02` to what was in force on that
        day, `PP@sha256:...` to its digest. Pinned to a version or a day, it judges every act so,
        whenever the act was done.

        Raises:
            UnknownPolicyError: One is not loaded, or not as pinned.
        """
        if wanted is None:
            return tuple(self.policies.values())
        return tuple(dict.fromkeys(self._one(name) for name in wanted))

    def _one(self, name: str) -> CompiledPolicy:
        id_, _, pin = name.partition("@")
        found = self.policies.get(id_)
        if found is None:
            close = nearest(id_, self.policies)
            mend = (
                f"did you mean `{close}`?"
                if close
                else f"loaded are {', '.join(f'`{known}`' for known in self.policies)}"
            )
            raise UnknownPolicyError(name, tuple(self.policies), mend)
        if not pin or pin == found.digest:
            return found
        pinned = self._pinned.get(name)
        if pinned is None:
            day = _day_of(pin, found)
            if day is None:
                versions = ", ".join(version.version for version in found.versions)
                mend = f"loaded is {found.digest} with version {versions}"
                raise UnknownPolicyError(name, tuple(self.policies), mend)
            if len(self._pinned) >= MOST_PINNED:
                self._pinned.clear()
            pinned = self._pinned[name] = Pinned(found, pin, day)
        return pinned

    @cached_property
    def _pinned(self) -> dict[str, Pinned]:
        return {}


def as_of(wanted: Sequence[str], today: date) -> list[str]:
    """Put the day in the place of `now`: the engine knows no clock, so a door has to say it."""
    return [
        f"{name.removesuffix(NOW)}@{today.isoformat()}" if name.endswith(NOW) else name
        for name in wanted
    ]


def _day_of(pin: str, compiled: CompiledPolicy) -> int | None:
    """Give a day on which what a pin names was in force; the pin may be that day."""
    for version in reversed(compiled.versions):
        if version.version == pin:
            return version.start or version.end or 1
    for edition in compiled.editions:
        if edition.digest == pin and edition.versions:
            return edition.versions[-1].start or edition.versions[-1].end or 1
    try:
        return date.fromisoformat(pin).toordinal()
    except ValueError:
        return None
