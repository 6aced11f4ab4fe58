"""Forward chaining: derive tokens from tokens until nothing new follows.

Two engines answer the same question. durable-rules derives; the fixpoint in plain Python derives
too, on every derivation that is not cached, and has the last word. When they differ, or when the
C engine fails, the process goes on without the C engine, says so and counts it.

    program = Program([Rule("r", Has("material-found"), "tell-the-police")], {"material-found"})
    Chainer(program).derive({"material-found": 1})      # frozenset({"tell-the-police"})

Nothing here knows of clauses, incidents or people; logs name tokens and never numbers.
"""

from __future__ import annotations

import logging
import os
from collections import OrderedDict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from engine.infer import durable
from engine.infer.chain_rules import (
    All,
    Any_,
    Compare,
    FactsError,
    Formula,
    Has,
    Program,
    ProgramError,
    Rule,
    check_facts,
    derive,
    fixpoint,
    holds,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = [
    "COUNTERS",
    "All",
    "Any_",
    "Chainer",
    "Compare",
    "Counters",
    "FactsError",
    "Formula",
    "Has",
    "Program",
    "ProgramError",
    "Rule",
    "Status",
    "fixpoint",
    "holds",
]

SETTING = "CLAUSECHECK_CHAIN"
"""The environment variable that turns the C engine off when it is `python`."""

CACHED_ANSWERS = 4096
"""Answers that a chainer remembers; the least recently used one goes first."""

_log = logging.getLogger(__name__)


class Counters:
    """What the chainers of this process did, and whether its C engine was switched off.

    Attributes:
        derivations: Answers that were worked out.
        cached: Answers that were remembered.
        native: Answers that the C engine worked out as well.
        differences: Times the two engines differed.
        native_errors: Times the C engine failed.
        off: Why the C engine was switched off for the process; None while it is not.
    """

    NAMES = ("derivations", "cached", "native", "differences", "native_errors")

    derivations: int
    cached: int
    native: int
    differences: int
    native_errors: int
    off: str | None

    def __init__(self) -> None:
        self._gate = durable.Gate()
        self.reset()

    def reset(self) -> None:
        """Start from nothing, with the C engine switched on; for tests."""
        with self._gate:
            self.derivations = self.cached = self.native = 0
            self.differences = self.native_errors = 0
            self.off = None

    def add(self, name: str) -> None:
        """Count one."""
        with self._gate:
            setattr(self, name, getattr(self, name) + 1)

    def switch_off(self, why: str) -> None:
        """Switch the C engine off for this process; the first reason stays."""
        with self._gate:
            self.off = self.off or why

    def snapshot(self) -> dict[str, int]:
        """All counts at one moment."""
        with self._gate:
            return {name: getattr(self, name) for name in self.NAMES}


COUNTERS = Counters()
"""The counters of this process."""


@dataclass(frozen=True, slots=True)
class Status:
    """The engine in use, and why."""

    engine: Literal["durable-rules", "python"]
    why: str


class Chainer:
    """Derives what follows by one program; safe to share between threads.

    Args:
        program: The rules.
        native: Whether to use the C engine. None: unless the setting CLAUSECHECK_CHAIN is
            `python`. Where it cannot be imported the fixpoint serves alone.
        cached_answers: How many answers to remember; 0 remembers none.
    """

    def __init__(
        self, program: Program, *, native: bool | None = None, cached_answers: int = CACHED_ANSWERS
    ) -> None:
        self.program = program
        self._refused = _refusal(native=native)
        self._native = None if self._refused else durable.Native(program)
        self._most = cached_answers
        self._answers: OrderedDict[frozenset[tuple[str, int]], frozenset[str]] = OrderedDict()
        self._gate = durable.Gate()

    @property
    def status(self) -> Status:
        """The engine in use now, and why."""
        if why := self._refused or COUNTERS.off:
            return Status("python", why)
        return Status("durable-rules", "every answer is compared with that of the fixpoint")

    def derive(self, facts: Mapping[str, int]) -> frozenset[str]:
        """Derive every token that follows from `facts`.

        Raises:
            FactsError: A fact is no input of the program, or no whole number within 53 bits.
        """
        key = frozenset(facts.items())
        with self._gate:
            answer = self._answers.get(key)
            if answer is not None:
                self._answers.move_to_end(key)
        if answer is not None:
            COUNTERS.add("cached")
            return answer
        check_facts(self.program, facts)
        answer = derive(self.program, facts)
        COUNTERS.add("derivations")
        self._compare(facts, answer)
        with self._gate:
            self._answers[key] = answer
            while len(self._answers) > self._most:
                self._answers.popitem(last=False)
        return answer

    def close(self) -> None:
        """Give back the memory of the C engine, as when a policy is replaced."""
        if self._native is not None:
            self._native.close()

    def _compare(self, facts: Mapping[str, int], answer: frozenset[str]) -> None:
        """Have the C engine answer too; on a difference or an error switch it off."""
        if self._native is None or COUNTERS.off:
            return
        try:
            native = self._native.derive(facts)
        except durable.NativeError as error:
            COUNTERS.add("native_errors")
            COUNTERS.switch_off(f"switched off after an error: {error}")
            _log.error("durable-rules failed and is switched off: %s", error)
            return
        COUNTERS.add("native")
        if native != answer:
            COUNTERS.add("differences")
            COUNTERS.switch_off("switched off after an answer that differed")
            _log.error(
                "durable-rules differed and is switched off: missing %s, too many %s",
                sorted(answer - native),
                sorted(native - answer),
            )


def _refusal(*, native: bool | None) -> str | None:
    if native is False:
        return "asked for"
    if native is None and os.environ.get(SETTING) == "python":
        return f"{SETTING} is python"
    return durable.why_not()
