"""Verdicts by brute force: try every way in which the open facts could turn out.

Slow and obvious on purpose. It shares no code with the engine and takes plain data; `README.md`
says what it leaves out, and why trying a few values of numbers and lists is enough.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import combinations, product
from math import prod
from typing import TYPE_CHECKING, Any, Literal

from tests.oracle.conditions import Facts, Reader, Uses
from tests.oracle.scope import Scope
from tests.oracle.values import NOT_KNOWN, is_complete, words

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

MOST_COMPLETIONS = 200_000

Outcome = Literal["not_applicable", "kept", "excused", "broken"]


class NoCompletionError(ValueError):
    """The stated facts contradict one another: no completion is left."""


class TooManyError(ValueError):
    """There are more completions than can be tried."""


@dataclass(frozen=True)
class Verdict:
    """The verdict of one requirement on one act.

    Attributes:
        verdict: The word of the table in the design.
        breach_of: Every way in which it can be broken: `requirement`, or the name of a duty. For
            an undetermined verdict these are the ways in which it would be.
        excused_by: The exceptions that excuse it in some completion.
        ways: What can happen: `kept`, `excused`, `not_applicable`, `broken`.
        needs: The facts on which brokenness depends: two completions that differ in that fact
            alone differ in being broken. `capacity` is the role acted in, `parameter.x` a
            question to the organisation, `list.0.fact` a fact of a stated list entry, and `list`
            what further entries there are.
    """

    verdict: str
    breach_of: tuple[str, ...] = ()
    excused_by: tuple[str, ...] = ()
    ways: frozenset[str] = frozenset()
    needs: frozenset[str] = frozenset()


def judge(
    clause: Mapping[str, Any],
    incident: Mapping[str, Any],
    vocabulary: Mapping[str, Any],
    parameters: Mapping[str, Mapping[str, Any]],
) -> dict[str, Verdict]:
    """Judge one clause on one incident.

    Args:
        clause: A clause as the YAML says it.
        incident: An incident as JSON.
        vocabulary: For every kind of act its facts, each with its `type` (`values` and `groups`
            of a choice, `item` of a list, `only_if`, `settled`); under `circumstances` the facts
            of the whole incident; under `roles` the names of `all` roles, the role `groups`, and
            optionally the `policy` to which the clause belongs.
        parameters: Each with its `type` (and `values`) and its `value`, None while unset.

    Returns:
        A verdict for every requirement on every act of the kinds of which the clause speaks,
        under `<clause>/<requirement>@<act>`.
    """
    return Oracle(clause, vocabulary, parameters).judge(incident)


class Oracle:
    """One clause, read once, to judge many incidents."""

    def __init__(
        self,
        clause: Mapping[str, Any],
        vocabulary: Mapping[str, Any],
        parameters: Mapping[str, Mapping[str, Any]],
    ) -> None:
        self.roles = _Roles(clause.get("applies_to"), vocabulary["roles"])
        written = clause["when"]["act"]
        kinds = [written] if isinstance(written, str) else written
        shared = {
            f"circumstances.{path}": spec
            for path, spec in vocabulary.get("circumstances", {}).items()
        }
        self.findings = {
            kind: [
                _Finding(clause, requirement, {**vocabulary[kind], **shared}, parameters)
                for requirement in clause["requires"]
            ]
            for kind in kinds
        }

    def judge(self, incident: Mapping[str, Any]) -> dict[str, Verdict]:
        """Judge every act of the incident; the same act id twice is one act."""
        verdicts = {}
        people = {person["ref"]: person for person in incident.get("people", [])}
        for act in {act["id"]: act for act in incident.get("acts", [])}.values():
            stated = _flat(act)
            stated |= _flat({"circumstances": incident.get("circumstances") or {}})
            bound = self.roles.bound(act, people.get(act.get("by")))
            for finding in self.findings.get(act["kind"], []):
                verdicts[f"{finding.name}@{act['id']}"] = finding.verdict(stated, bound)
        return verdicts


def _flat(written: Mapping[str, Any], prefix: str = "") -> dict[str, Any]:
    """Lay records flat; lists and ranges stay as they are, and are found under their path too."""
    flat = {}
    for key, value in written.items():
        flat[prefix + key] = value
        if isinstance(value, dict):
            flat |= _flat(value, f"{prefix}{key}.")
    return flat


class _Roles:
    """Whom a clause binds."""

    def __init__(self, applies_to: Iterable[str] | None, roles: Mapping[str, Any]) -> None:
        self.all = set(roles["all"])
        self.groups = roles.get("groups", {})
        self.policy = roles.get("policy")
        self.wanted = self.all if applies_to is None else self._members(applies_to)

    def _members(self, names: Iterable[str]) -> set[str]:
        return {role for name in names for role in self.groups.get(name, [name])}

    def bound(self, act: Mapping[str, Any], person: Mapping[str, Any] | None) -> list[bool]:
        """Say whether the clause binds the person on this act; both, where the role is open."""
        roles = person.get("roles") if person else None
        if isinstance(roles, dict):
            roles = roles.get(self.policy)
        capacity = act.get("capacity")
        stated = [capacity] if capacity not in (None, *NOT_KNOWN) else roles
        open_among = self._members(stated) if stated else self.all
        return sorted({role in self.wanted for role in open_among})


@dataclass
class _Exception:
    name: str
    when: Any
    duties: dict[str, Any]
    lost_if_missed: bool


class _Finding:
    """One requirement on acts of one kind."""

    def __init__(
        self,
        clause: Mapping[str, Any],
        requirement: Mapping[str, Any],
        specs: Mapping[str, Mapping[str, Any]],
        parameters: Mapping[str, Mapping[str, Any]],
    ) -> None:
        self.name = f"{clause['clause']}/{requirement['name']}"
        self.parameters = parameters
        self.specs = specs
        self.uses = Uses()
        read = Reader(specs, parameters, self.uses).condition
        self.when = read({key: test for key, test in clause["when"].items() if key != "act"})
        self.narrower = read(requirement.get("when", {}))
        self.kept = _kept(read, requirement)
        duties = clause.get("duties", {})
        self.exceptions = [
            _Exception(
                exception["name"],
                read(exception.get("when", {})),
                {name: _kept(read, duties[name]) for name in exception.get("then_must", [])},
                exception.get("if_missed") == "exception_lost",
            )
            for exception in clause.get("unless", [])
            if requirement["name"] in exception["lifts"]
        ]
        self.scope = Scope(specs, self.uses.cuts)
        self.entries = {
            path: Scope(specs[path]["item"], uses.cuts) for path, uses in self.uses.lists.items()
        }

    def outcome(self, world: Facts) -> tuple[Outcome, list[str]]:
        """Say what happens in one completion, and by which exceptions or ways."""
        if not (world["capacity"] and self.when(world, world) and self.narrower(world, world)):
            return "not_applicable", []
        if self.kept(world, world):
            return "kept", []
        excusing: list[str] = []
        missed: list[str] = []
        for exception in self.exceptions:
            if not exception.when(world, world):
                continue
            here = [name for name, kept in exception.duties.items() if not kept(world, world)]
            if not here:
                excusing.append(exception.name)
            elif not exception.lost_if_missed:
                missed.extend(here)
        if excusing:
            return "excused", excusing
        return "broken", missed or ["requirement"]

    def verdict(self, stated: Mapping[str, Any], bound: list[bool]) -> Verdict:
        """Judge one act over all completions."""
        way = _Completions(self, stated, bound)
        found = _Found()
        for world in way.worlds():
            if world is None:
                found.broken.append(None)
                continue
            outcome, names = self.outcome(world)
            found.broken.append(outcome == "broken")
            found.ways.add(outcome)
            if outcome == "broken":
                found.breach_of.update(names)
            else:
                found.excused_by.update(names)
        return found.verdict(way.axes)


def _kept(read: Any, written: Mapping[str, Any]) -> Any:
    if "must" in written:
        return read(written["must"])
    forbidden = read(written["must_not"])
    return lambda here, world: not forbidden(here, world)


class _Completions:
    """Every way in which the open facts of one act could turn out.

    `axes` has what is open, each with all it may be; a world is one choice from each.
    """

    def __init__(self, finding: _Finding, stated: Mapping[str, Any], bound: list[bool]) -> None:
        self.finding = finding
        self.domains = finding.scope.domains(stated)
        self.told = finding.scope.told(stated, self.domains)
        self.lists = {
            path: _List(path, scope, finding.uses.lists[path], stated.get(path), finding.parameters)
            for path, scope in finding.entries.items()
        }
        axes: dict[str, list[Any]] = {"capacity": bound, **self.domains}
        for name in sorted(finding.uses.parameters):
            axes[f"parameter.{name}"] = _options(finding.parameters[name])
        for one in self.lists.values():
            axes |= one.axes
        self.fixed = {name: values[0] for name, values in axes.items() if len(values) == 1}
        self.axes = {name: values for name, values in axes.items() if len(values) != 1}

    def worlds(self) -> Iterable[Facts | None]:
        """Give every completion, in the order of `product`; None for one that cannot be."""
        if prod(map(len, self.axes.values())) > MOST_COMPLETIONS:
            message = f"more than {MOST_COMPLETIONS} completions"
            raise TooManyError(message)
        names = list(self.axes)
        for choice in product(*self.axes.values()):
            world: Facts = self.fixed | dict(zip(names, choice, strict=True))
            fits = all([one.put(world) for one in self.lists.values()])  # noqa: C419  all are put
            yield world if self.finding.scope.settle(world, self.told) and fits else None


def _options(spec: Mapping[str, Any]) -> list[Any]:
    return sorted({leaf for leaves in words(spec).values() for leaf in leaves}, key=str)


class _List:
    """The stated entries of a list, each with its open facts, and the entries left unsaid."""

    def __init__(
        self, path: str, scope: Scope, uses: Uses, stated: Any, parameters: Mapping[str, Any]
    ) -> None:
        self.path = path
        self.scope = scope
        self.parameters = parameters
        entries = stated.get("items", []) if isinstance(stated, dict) else []
        self.entries: list[tuple[dict[str, str], dict[str, Any]]] = []
        self.axes: dict[str, list[Any]] = {}
        for index, entry in enumerate(entries):
            flat = _flat(entry)
            domains = scope.domains(flat)
            names = {fact: f"{path}.{index}.{fact}" for fact in domains}
            self.entries.append((names, scope.told(flat, domains)))
            self.axes |= {names[fact]: values for fact, values in domains.items()}
        more = [()] if is_complete(stated) else self._further(uses.tests)
        self.axes[path] = more

    def _further(self, tests: int) -> list[Any]:
        """Give every set of further entries, of at most as many as there are tests on the list."""
        domains = self.scope.domains({})
        entries: list[Facts] = []
        for choice in product(*domains.values()):
            entry: Facts = dict(zip(domains, choice, strict=True))
            self.scope.settle(entry, {})
            if entry not in entries:
                entries.append(entry)
        return [some for size in range(tests + 1) for some in combinations(entries, size)]

    def put(self, world: Facts) -> bool:
        """Put the entries together; False where what was told of one contradicts itself."""
        entries = []
        for names, told in self.entries:
            entry = {fact: world[name] for fact, name in names.items()}
            if not self.scope.settle(entry, told):
                return False
            entries.append(entry)
        world[self.path] = [*entries, *world[self.path]]
        return True


@dataclass
class _Found:
    """What came out over all completions; `broken` has None for one that cannot be."""

    broken: list[bool | None] = field(default_factory=list)
    ways: set[str] = field(default_factory=set)
    breach_of: set[str] = field(default_factory=set)
    excused_by: set[str] = field(default_factory=set)

    def verdict(self, axes: Mapping[str, list[Any]]) -> Verdict:
        """Read the verdict off the table of the design."""
        return Verdict(
            self._word(),
            tuple(sorted(self.breach_of)),
            tuple(sorted(self.excused_by)),
            frozenset(self.ways),
            self._needs({name: len(values) for name, values in axes.items()}),
        )

    def _word(self) -> str:
        if not self.ways:
            message = "the stated facts contradict one another"
            raise NoCompletionError(message)
        if "broken" in self.ways:
            return "breached" if self.ways == {"broken"} else "undetermined"
        if len(self.ways) == 1 and "kept" not in self.ways:
            return next(iter(self.ways))
        return "not_breached"

    def _needs(self, sizes: Mapping[str, int]) -> frozenset[str]:
        """Find each fact that alone turns the finding from broken to not broken."""
        if len({*self.broken} - {None}) < 2:
            return frozenset()
        needed = set()
        stride = len(self.broken)
        for name, size in sizes.items():
            block, stride = stride, stride // size
            lines = (
                self.broken[first : first + block : stride]
                for start in range(0, len(self.broken), block)
                for first in range(start, start + stride)
            )
            if any(True in line and False in line for line in lines):
                needed.add(name)
        return frozenset(needed)
