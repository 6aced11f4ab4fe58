"""All verdicts for one incident: ours, exact over unknowns, beside others that are two-valued.

Inside the clock: for each act of an incident and each policy that binds the person, one call that
judges every requirement on that kind of act. Facts are read before, for all; what an engine wants
converted or written as text, is converted or written before too. Ours gives the set of ways in
which each requirement may turn out; the others say which requirements are broken, with every fact
that is not stated taken as false. Before anything is timed, every engine's answers are compared
with those of a reference, for all incidents.

Usage: python -m benchmarks.verdicts [rounds, 30 if left out]
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, TypeAlias

from benchmarks.incidents import incidents
from benchmarks.measure import machine, middle, spread, table
from benchmarks.rivals import RIVALS
from benchmarks.two_valued import (
    Group,
    broken,
    generated_broken,
    generated_verdicts,
    tasks_of,
    way,
)
from engine.build import build_ruleset
from engine.facts.catalogue import VOCABULARY
from engine.incident import read_incident
from engine.infer.acts import read_acts
from engine.infer.ruleset import Ruleset

if TYPE_CHECKING:
    from benchmarks.two_valued import Task
    from engine.facts.incident import Incident
    from engine.infer.finding import ActFacts
    from engine.syntax.typed import Policy

Calls: TypeAlias = list[list[tuple[Callable[[Any], Any], Any]]]
"""For each incident the calls that judge it: a function, and what it is given."""

Read: TypeAlias = "list[tuple[Incident, tuple[ActFacts, ...]]]"
OURS, PYTHON = "ours, three-valued and exact", "generated Python, two-valued"
SIZES = (1500, 15_000)
FEWER = 200
"""Incidents with which the multiplied clauses are measured."""

SLOW = ("CEL, Python", "durable-rules", "cedarpy")
"""Measured in fewer rounds, and not with multiplied clauses: far behind with the loaded ones."""

FEW_ROUNDS = 5


def main(rounds: int) -> None:
    """Measure, and print the tables."""
    ruleset = build_ruleset()
    read = [(i, read_acts(VOCABULARY, i)) for i in map(read_incident, incidents(ruleset))]
    print(f"## Verdicts\n\n{machine()}; {_size(ruleset)}; {len(read)} distinct incidents\n")
    first = _first_times(read)
    found, loads = _measured(ruleset, read, rounds, tuple(RIVALS))
    ours = middle(found[OURS])
    rows = [
        (name, spread(times), f"{middle(times) / ours:.2f}", loads[name])
        for name, times in sorted(found.items(), key=lambda item: middle(item[1]))
    ]
    table(("engine", "µs an incident", "of ours", "load, ms"), rows)
    print(f"Ours when each incident is judged for the first time: {first:.2f} µs an incident.\n")
    _multiplied(ruleset, read[:FEWER], max(rounds // 6, 3))


def _size(ruleset: Ruleset) -> str:
    policies = [compiled.policy for compiled in ruleset.policies.values()]
    requirements = sum(len(c.requires) for policy in policies for c in policy.clauses)
    return f"{len(ruleset.clauses)} clauses with {requirements} requirements"


def _first_times(read: Read) -> float:
    """Judge each incident once, on functions that were just made."""
    tasks, _ = tasks_of(build_ruleset(), read)
    calls = [[(task.group.kind_rules.judge, task.known) for task in of] for of in tasks]
    return _once(calls)


def _measured(
    ruleset: Ruleset, read: Read, rounds: int, rivals: Sequence[str]
) -> tuple[dict[str, list[float]], dict[str, str]]:
    """Give the times of each engine, measured in turn, round by round; and its time to load."""
    tasks, groups = tasks_of(ruleset, read)
    calls: dict[str, Calls] = {}
    loads: dict[str, str] = {}
    for name, made in _engines(tasks, groups, rivals).items():
        began = time.perf_counter()
        calls[name] = made()
        loads[name] = f"{(time.perf_counter() - began) * 1e3:.0f}"
    found: dict[str, list[float]] = {name: [] for name in calls}
    for number in range(rounds):
        for name, work in calls.items():
            if name in SLOW and number >= FEW_ROUNDS:
                continue
            _once(work)  # whoever was measured before has the machine's caches
            found[name].append(_once(work))
    return found, loads


def _once(calls: Calls) -> float:
    """Judge every incident once; give the microseconds that one took."""
    began = time.perf_counter()
    for of_one in calls:
        for judge, given in of_one:
            judge(given)
    return (time.perf_counter() - began) * 1e6 / len(calls)


def _engines(
    tasks: list[list[Task]], groups: list[Group], rivals: Sequence[str]
) -> dict[str, Callable[[], Calls]]:
    """Give for each engine a function that loads it, checks it, and gives its calls."""

    def ours() -> Calls:
        calls: Calls = [[(t.group.kind_rules.judge, t.known) for t in of] for of in tasks]
        for of in tasks:
            for task in of:
                _check_ours(task)
        return calls

    def python() -> Calls:
        judges = {id(group): generated_broken(group) for group in groups}
        for of in tasks:
            for t in of:
                assert sorted(judges[id(t.group)](t.facts)) == broken(t.group, t.facts)
        return [[(judges[id(t.group)], t.facts) for t in of] for of in tasks]

    def python_verdicts() -> Calls:
        judges = {id(group): generated_verdicts(group) for group in groups}
        for of in tasks:
            for t in of:
                wanted = [way(rule, t.facts) for rule in t.group.rules]
                assert judges[id(t.group)](t.facts) == wanted
        return [[(judges[id(t.group)], t.facts) for t in of] for of in tasks]

    def rival(name: str) -> Callable[[], Calls]:
        def made() -> Calls:
            engines = {id(group): RIVALS[name](group) for group in groups}
            calls: Calls = []
            for of in tasks:
                mine = []
                for t in of:
                    engine = engines[id(t.group)]
                    prepared = engine.prepare(t.facts)
                    answer = engine.places(engine.judge(prepared))
                    assert answer == broken(t.group, t.facts), name
                    mine.append((engine.judge, prepared))
                calls.append(mine)
            return calls

        return made

    return {
        OURS: ours,
        f"{PYTHON}, broken or not": python,
        f"{PYTHON}, each verdict": python_verdicts,
        **{name: rival(name) for name in rivals},
    }


def _check_ours(task: Task) -> None:
    """Compare with the exact way of judging, over every way the open facts could turn out."""
    provisions = task.group.kind_rules.provisions
    ways = task.group.kind_rules.judge(task.known)
    assert ways == [provision.ways(task.known) for provision in provisions]


# ------------------------------------------------------------------------- many times the clauses


def _multiplied(ruleset: Ruleset, read: Read, rounds: int) -> None:
    """Measure with renamed copies of the clauses, on the same kinds of acts and on other ones."""
    rivals = [name for name in RIVALS if name not in SLOW]
    loaded = len(ruleset.clauses)
    print(f"### Multiplied clauses\n\n{len(read)} incidents; µs an incident, medians\n")
    sizes: dict[str, list[str]] = {}
    for size in (loaded, *SIZES):
        more = _copied(ruleset, size)
        found, _ = _measured(more, read, rounds, rivals)
        for name, times in found.items():
            sizes.setdefault(name, []).append(f"{middle(times):.4g}")
        elsewhere = _copied(ruleset, size, elsewhere=True)
        found, _ = _measured(elsewhere, read, rounds, ())
        sizes.setdefault("ours, copies about other kinds of acts", []).append(
            f"{middle(found[OURS]):.4g}"
        )
    rows = [(name, *times) for name, times in sizes.items()]
    table(("engine", *(f"{size:,} clauses" for size in (loaded, *SIZES))), rows)


def _copied(ruleset: Ruleset, size: int, *, elsewhere: bool = False) -> Ruleset:
    """Give a ruleset of so many clauses: each of ours, and renamed copies of it.

    Args:
        ruleset: What was loaded.
        size: How many clauses there are to be.
        elsewhere: The copies speak of other kinds of acts, with the same facts.
    """
    times = max(round(size / len(ruleset.clauses)), 1)
    kinds = dict(VOCABULARY.kinds)
    for kind, spec in VOCABULARY.kinds.items():
        kinds |= {f"{kind}~{n}": replace(spec, name=f"{kind}~{n}") for n in range(1, times)}

    def copies(policy: Policy) -> Policy:
        clauses = [
            replace(
                clause,
                id=f"{clause.id}~{n}" if n else clause.id,
                kinds=tuple(f"{kind}~{n}" for kind in clause.kinds)
                if elsewhere and n
                else clause.kinds,
            )
            for n in range(times)
            for clause in policy.clauses
        ]
        return replace(policy, clauses=tuple(clauses))

    policies = [copies(compiled.policy) for compiled in ruleset.policies.values()]
    return Ruleset.of(policies, replace(VOCABULARY, kinds=kinds) if elsewhere else VOCABULARY)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 30)
