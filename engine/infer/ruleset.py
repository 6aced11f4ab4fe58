"""Everything that was loaded: policies ready to judge, the vocabulary, one digest for all."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from engine.errors import UnknownPolicyError
from engine.infer.compiled import CompiledPolicy
from engine.infer.escalate import EscalationPlan
from engine.suggest import nearest

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from engine.facts.vocabulary import Vocabulary
    from engine.syntax.typed import Clause, Policy


@dataclass(frozen=True)
class Ruleset:
    """Policies that can be judged under; read only, safe to share between threads."""

    policies: Mapping[str, CompiledPolicy]
    vocabulary: Vocabulary

    @classmethod
    def of(cls, policies: Sequence[Policy], vocabulary: Vocabulary) -> Ruleset:
        """Make checked policies ready to judge."""
        ready = {policy.id: CompiledPolicy(policy, vocabulary) for policy in policies}
        return cls(dict(sorted(ready.items())), vocabulary)

    @cached_property
    def digest(self) -> str:
        """Name all policies, as loaded, by one hash."""
        joined = "\n".join(f"{name} {p.policy.digest}" for name, p in self.policies.items())
        return f"sha256:{hashlib.sha256(joined.encode()).hexdigest()}"

    @cached_property
    def plans(self) -> Mapping[str, EscalationPlan]:
        """The escalation of each policy, ready to derive."""
        return {name: EscalationPlan(compiled) for name, compiled in self.policies.items()}

    @cached_property
    def clauses(self) -> Mapping[str, tuple[CompiledPolicy, Clause]]:
        """Every clause by its id, with its policy."""
        return {
            clause.id: (compiled, clause)
            for compiled in self.policies.values()
            for clause in compiled.policy.clauses
        }

    def chosen(self, wanted: Sequence[str] | None) -> tuple[CompiledPolicy, ...]:
        """Give the policies asked for; all of them where nothing was asked.

        A policy may be pinned, `PP@1` to a version or `PP@sha256:...` to its digest.

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
        versions = {version.version for version in found.policy.versions}
        if pin and pin not in versions and pin != found.policy.digest:
            mend = f"loaded is {found.policy.digest} with version {', '.join(sorted(versions))}"
            raise UnknownPolicyError(name, tuple(self.policies), mend)
        return found
