"""durable-rules behind its guard rails; no other module may import it.

The package is a rule engine in C whose last release is of 2020. Inside a narrow subset it was
right in every case tried; outside it, it answers wrongly, hangs or kills the process. What keeps
us inside: `chain_rules` checks rules and facts, `chain_compile` keeps every limit, and here

- the host starts no threads, is built where it is used (after a fork, again), and one lock for
  the whole process stands around every call;
- a derivation has a session of its own from a small pool, asserts facts and never events, and
  collects into a set, because a rule fires once for every way in which it is satisfied;
- a rule that catches everything fires last, since a session in which nothing fired cannot be
  deleted safely;
- actions only record and assert again; what they raise would be swallowed, so it is kept, and the
  `exception` of the state is read as well; a derivation may take only so many actions;
- after an error of the engine nothing of the host is touched again.

Reasons and measurements: docs/decisions/0007-forward-chaining-on-durable-rules.md.
"""

from __future__ import annotations

import os
import re
import time
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from itertools import cycle
from threading import Lock
from typing import TYPE_CHECKING, Any, Protocol, TypeAlias

from engine.infer.chain_compile import GUARD, Compiled, RuleSet, compile_program

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from engine.infer.chain_rules import Program

EXAMINED = "2.0.28"
"""The only release whose faults are known; any other is left alone."""

SESSIONS = ("a", "b", "c", "d")
"""The pool of session names."""

LAST = 9999
"""The priority of the rule that catches everything."""


class NativeError(Exception):
    """The engine failed; the text holds error numbers and kinds, no facts."""


class Gate:
    """A lock that a forked child finds open, whoever held it in the parent."""

    def __init__(self) -> None:
        self._lock = Lock()
        if hasattr(os, "register_at_fork"):
            os.register_at_fork(after_in_child=self._renew)

    def __enter__(self) -> None:
        self._lock.acquire()

    def __exit__(self, *_: object) -> None:
        self._lock.release()

    def _renew(self) -> None:
        self._lock = Lock()


GATE = Gate()
"""Stands around every call of the engine, for all programs together."""


@cache
def why_not() -> str | None:
    """Say why the engine cannot be used here; None when it can."""
    try:
        found = version("durable_rules")
        _library()
    except PackageNotFoundError:
        return "durable-rules is not installed"
    except Exception as error:  # noqa: BLE001 - an engine that cannot be imported is no engine
        return f"durable-rules cannot be imported ({type(error).__name__})"
    if found != EXAMINED:
        return f"durable-rules {found} is not the release that was examined ({EXAMINED})"
    return None


@cache
def _library() -> Any:  # noqa: ANN401 - it has no types
    """The package, with the one call replaced that Python 3.12 deprecates."""
    from durable import engine as library  # noqa: PLC0415 - it may be absent

    vars(library).update(_unix_now=time.time)  # it only measures how long an action takes
    return library


@cache
def _quiet_host() -> type[Any]:
    """The package's host without its two background threads, which crash it."""
    return type("QuietHost", (_library().Host,), {"_run": lambda _: None})


class _Session(Protocol):
    sid: str
    stop: object


class _Context(Protocol):
    """What the engine hands to an action."""

    s: _Session

    def assert_fact(self, fact: dict[str, Any], /) -> None: ...


_Action: TypeAlias = "Callable[[_Context], None]"


class Native:
    """A program on the engine, built in the process that first derives with it."""

    def __init__(self, program: Program) -> None:
        self._compiled = compile_program(program)
        self._host: _Host | None = None
        self._pid = 0

    def derive(self, facts: Mapping[str, int]) -> frozenset[str]:
        """Derive what follows from `facts`, which were checked against the program.

        Raises:
            NativeError: The engine failed or went on without end. Its host is abandoned.
        """
        with GATE:
            host, self._host = self._here(), None
            try:
                derived = host.derive({self._compiled.names[t]: int(v) for t, v in facts.items()})
            except NativeError:
                raise
            except Exception as error:  # noqa: BLE001 - whatever it was, the host is suspect
                raise NativeError(_told(error)) from None
            self._host = host
        return frozenset(self._compiled.derived[name] for name in derived)

    def close(self) -> None:
        """Give back the engine's memory; the next derivation builds anew."""
        with GATE:
            host, self._host = self._host, None
            if host is not None and self._pid == os.getpid():
                host.close()

    def _here(self) -> _Host:
        if self._host is None or self._pid != os.getpid():
            self._pid = os.getpid()
            try:
                return _Host(self._compiled)
            except Exception as error:  # noqa: BLE001 - the fixpoint will answer
                raise NativeError(_told(error)) from None
        return self._host


class _Derivation:
    """One derivation under way: what is known, what the actions recorded, how much it took."""

    def __init__(self, sid: str, known: dict[str, int], most_actions: int) -> None:
        self.sid = sid
        self.known = known
        self.recorded: set[str] = set()
        self.asserted: dict[str, int] = {}
        self.errors: list[str] = []
        self._actions_left = most_actions
        self._facts = 0

    def learn(self) -> None:
        """Merge what the actions recorded into what is known."""
        self.known.update(dict.fromkeys(self.recorded - self.known.keys(), 1))

    def news(self, rules: RuleSet) -> bool:
        """Whether more is known of what `rules` read than they were told; nothing is no news."""
        return len(rules.reads & self.known.keys()) > self.asserted.get(rules.name, 0)

    def fact(self, rules: RuleSet) -> dict[str, Any]:
        """The working fact for `rules`: all that they read or set, as far as it is known."""
        self._facts += 1
        self.asserted[rules.name] = len(rules.reads & self.known.keys())
        known = {name: self.known[name] for name in rules.fields & self.known.keys()}
        return {GUARD: 1, **known, "id": f"f{self._facts}", "sid": self.sid}

    def step(self, context: _Context) -> None:
        """Count an action; past the cap, stop the engine's loop."""
        self._actions_left -= 1
        if self._actions_left < 0:
            self.errors.append("more actions than the rules allow")
            context.s.stop = object()  # cannot be written as JSON: the one way to end the loop


class _Host:
    """The host for one compiled program in one process."""

    def __init__(self, compiled: Compiled) -> None:
        self._sets = {rules.name: rules for rules in compiled.sets}
        self._derived = compiled.derived.keys()
        flags = {rule.sets for rules in compiled.sets for rule in rules.rules}
        ways = sum(rules.paths + 1 for rules in compiled.sets)
        self._most_actions = (len(flags) + len(compiled.sets) + 1) * ways
        self._sids = cycle(SESSIONS)
        self._now: dict[str, _Derivation] = {}
        self._host = _quiet_host()({name: self._written(name) for name in self._sets})

    def derive(self, facts: dict[str, int]) -> frozenset[str]:
        """Go from rule set to rule set until none has news; then delete the sessions."""
        run = _Derivation(next(self._sids), facts, self._most_actions)
        self._now = {run.sid: run}
        while told := [rules for rules in self._sets.values() if run.news(rules)]:
            for rules in told:
                self._tell(run, rules)
        self._now = {}
        for name in run.asserted:
            self._host.delete_state(name, run.sid)
        return frozenset(run.known.keys() & self._derived)

    def close(self) -> None:
        """Delete the rule sets, all of whose sessions are deleted already."""
        for name in self._sets:
            _library().durable_rules_engine.delete_ruleset(self._host.get_ruleset(name)._handle)  # noqa: SLF001 - no other way

    def _tell(self, run: _Derivation, rules: RuleSet) -> None:
        """Tell `rules` what is known, and learn what they derive from it."""
        try:
            self._host.assert_fact(rules.name, run.fact(rules))
            state = self._host.get_state(rules.name, run.sid)
        except Exception as error:  # noqa: BLE001 - whatever it was, the host is suspect
            raise NativeError(*run.errors[:1] or [_told(error)]) from None
        if run.errors or state.get("exception"):
            raise NativeError(*run.errors[:1] or ["an action failed"])
        run.learn()

    def _written(self, name: str) -> dict[str, Any]:
        rules = self._sets[name]
        written: dict[str, Any] = {
            f"r{number}": {"all": [{"m": rule.written()}], "run": self._record(rule.sets)}
            for number, rule in enumerate(rules.rules)
        }
        catch_all = {"pri": LAST, "all": [{"m": {GUARD: 1}}], "run": self._again(rules)}
        return {**written, "last": catch_all}

    def _record(self, name: str) -> _Action:
        def run(context: _Context) -> None:
            now = self._now[context.s.sid]
            now.step(context)
            now.recorded.add(name)

        return run

    def _again(self, rules: RuleSet) -> _Action:
        """The action of the catch-all rule: tell the rules what they have just derived."""

        def run(context: _Context) -> None:
            now = self._now[context.s.sid]
            now.step(context)
            now.learn()
            if now.news(rules):
                try:
                    context.assert_fact(now.fact(rules))
                except Exception as error:
                    now.errors.append(_told(error))
                    raise

        return run


def _told(error: Exception) -> str:
    """An error without what the engine quotes: its kind, and its number if it has one."""
    number = re.search(r"error code: (\d+)", str(error))
    return f"{type(error).__name__} {number[1]}" if number else type(error).__name__
