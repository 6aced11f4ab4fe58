"""A policy made ready to judge: its requirements per kind of act, for each time that differs."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

from engine.facts.vocabulary import FactSpec, Vocabulary
from engine.infer.bind import PARAMETER, Binder
from engine.infer.generate import Judge, generate
from engine.infer.provision import Provision
from engine.syntax.typed import Dated

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from engine.syntax.condition import Counted
    from engine.syntax.typed import Norm, Policy, Version


MOST_STRETCHES = 4000
"""Stretches of days for which the epochs are remembered."""


@dataclass(frozen=True)
class KindRules:
    """Every requirement that speaks of one kind of act."""

    provisions: tuple[Provision, ...]
    counted: Mapping[str, Counted]

    @cached_property
    def judge(self) -> Judge:
        """The generated function over all of them."""
        return generate(self.provisions)


class Epoch:
    """A policy at a time: its version, its parameters as then set, its requirements by kind."""

    def __init__(
        self,
        policy: Policy,
        version: Version,
        settings: Mapping[str, Any],
        vocabulary: Vocabulary,
        label: str = "",
    ) -> None:
        self.policy = policy
        self.version = version
        self.settings = settings
        self.label = label
        """What ids of findings end with where the policy was pinned."""
        self._vocabulary = vocabulary
        self._kinds: dict[str, KindRules] = {}
        self._open = {
            PARAMETER + name: parameter_spec(policy, name)
            for name, value in settings.items()
            if value is None and policy.parameters[name].options
        }

    def specs(self, kind: str) -> dict[str, FactSpec]:
        """Give the facts of a kind, and the open parameters beside them."""
        return {**self._vocabulary.kinds[kind].facts, **self._open}

    def rules(self, kind: str) -> KindRules:
        """Give the requirements that speak of one kind of act."""
        found = self._kinds.get(kind)
        if found is None:
            specs = self.specs(kind)
            binder = Binder(specs, self.settings)
            provisions = tuple(
                Provision(clause, requirement, binder, specs)
                for clause in self.policy.clauses
                if kind in clause.kinds
                for requirement in clause.requires
            )
            found = self._kinds[kind] = KindRules(provisions, binder.counted)
        return found


def parameter_spec(policy: Policy, name: str) -> FactSpec:
    """Give a parameter as a fact that only the policy's owner can settle."""
    parameter = policy.parameters[name]
    return FactSpec(
        PARAMETER + name,
        parameter.type,
        ask=parameter.ask,
        says=(f"yes: {parameter.about}", f"no: {parameter.about}")
        if parameter.type == "boolean"
        else parameter.about + ": {}",
        values=parameter.options,
        conduct=False,
        whom="the policy's owner",
    )


def with_parameters(policy: Policy, settings: Mapping[str, Any]) -> Policy:
    """Give a policy with some parameters set, for ever; None unsets one.

    What it has no parameter for is passed over: of several editions not every one may have it.
    """
    parameters = dict(policy.parameters)
    for name in parameters.keys() & settings.keys():
        value = settings[name]
        values = () if value is None else (Dated(None, None, value),)
        parameters[name] = replace(parameters[name], values=values)
    return replace(policy, parameters=parameters)


class CompiledPolicy:
    """A policy with its epochs; each is made when it is first needed.

    A policy may come in several editions, a folder each, that hold at different times.

    Args:
        editions: As loaded.
        vocabulary: Every kind of act.
        supposed: Parameters that are taken to be so, whatever the editions say.
    """

    def __init__(
        self,
        editions: Sequence[Policy],
        vocabulary: Vocabulary,
        supposed: Mapping[str, Any] | None = None,
    ) -> None:
        self.supposed = dict(sorted((supposed or {}).items()))
        if supposed:
            editions = [with_parameters(edition, supposed) for edition in editions]
        self.editions = tuple(sorted(editions, key=_since))
        self.policy = self.editions[-1]
        """The newest edition: what the policy is called, and who issued it."""
        self.vocabulary = vocabulary
        self.pin = ""
        self._epochs: dict[tuple[int, str, tuple[Any, ...]], Epoch] = {}
        self.standings: dict[tuple[str, ...], tuple[Any, bool, str]] = {}
        self._between: dict[tuple[int | None, int | None], tuple[Epoch | None, ...]] = {}

    @cached_property
    def digest(self) -> str:
        """Name the policy as loaded, all editions of it, by one hash."""
        if len(self.editions) == 1:
            return self.policy.digest
        joined = "\n".join(edition.digest for edition in self.editions)
        return f"sha256:{hashlib.sha256(joined.encode()).hexdigest()}"

    @cached_property
    def binds(self) -> frozenset[str]:
        """Every role that some edition binds."""
        return frozenset(role for edition in self.editions for role in edition.binds)

    @cached_property
    def versions(self) -> tuple[Version, ...]:
        """Every version of every edition, oldest first."""
        return tuple(version for edition in self.editions for version in edition.versions)

    @cached_property
    def norms(self) -> Mapping[str, Norm]:
        """Every norm; of one that several editions have, the newest."""
        return {name: norm for edition in self.editions for name, norm in edition.norms.items()}

    @cached_property
    def cuts(self) -> tuple[int, ...]:
        """The days from which something differs: a version, or the value of a parameter."""
        days: set[int] = set()
        dated: list[Version | Dated] = [*self.versions]
        for edition in self.editions:
            for parameter in edition.parameters.values():
                dated += parameter.values
        for item in dated:
            days |= {day for day in (item.start, item.end and item.end + 1) if day}
        return tuple(sorted(days))

    def at(self, day: int) -> Epoch | None:
        """Give the policy as in force on a day; None where no version was."""
        for edition in reversed(self.editions):
            for version in reversed(edition.versions):
                if _holds(version, day):
                    return self._epoch(edition, version, day)
        return None

    def _epoch(self, edition: Policy, version: Version, day: int) -> Epoch:
        settings = {
            name: next((d.value for d in reversed(p.values) if _holds(d, day)), None)
            for name, p in edition.parameters.items()
        }
        key = (self.editions.index(edition), version.version, tuple(settings.values()))
        epoch = self._epochs.get(key)
        if epoch is None:
            label = f"@{self.pin}" if self.pin else ""
            epoch = self._epochs[key] = Epoch(edition, version, settings, self.vocabulary, label)
        return epoch

    def between(self, low: int | None, high: int | None) -> tuple[Epoch | None, ...]:
        """Give every epoch of a stretch of days, each once, latest first."""
        found = self._between.get((low, high))
        if found is None:
            if len(self._between) >= MOST_STRETCHES:
                self._between.clear()
            found = self._between[low, high] = tuple(self._epochs_of(low, high))
        return found

    def _epochs_of(self, low: int | None, high: int | None) -> list[Epoch | None]:
        start = low if low is not None else (self.cuts[0] - 1 if self.cuts else 1)
        inside = [cut for cut in self.cuts if cut > start and (high is None or cut <= high)]
        found: list[Epoch | None] = []
        for day in reversed([max(start, 1), *inside]):
            epoch = self.at(day)
            if epoch not in found:
                found.append(epoch)
        return found


class Pinned(CompiledPolicy):
    """A policy as it is or was on one day, whenever an act was done."""

    def __init__(self, compiled: CompiledPolicy, pin: str, day: int) -> None:
        super().__init__(compiled.editions, compiled.vocabulary)
        self.pin = pin
        self._as_of = self.at(day)
        if self._as_of is not None:
            self.policy = self._as_of.policy

    @cached_property
    def cuts(self) -> tuple[int, ...]:
        """Nothing differs from day to day."""
        return ()

    def between(self, low: int | None, high: int | None) -> tuple[Epoch | None, ...]:
        """Give the one epoch, whatever the days."""
        del low, high
        return (self._as_of,)


def _since(policy: Policy) -> int:
    """Say from when an edition holds; one whose start is not known comes first."""
    return min((version.start or 0 for version in policy.versions), default=0)


def _holds(item: Version | Dated, day: int) -> bool:
    return (item.start is None or item.start <= day) and (item.end is None or day <= item.end)
