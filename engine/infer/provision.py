"""One requirement of one clause, made ready to be judged exactly for one kind of act."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from itertools import combinations, product
from typing import TYPE_CHECKING, Any

from engine.facts.people import GRAVITIES, Gravity
from engine.facts.vocabulary import CAPACITY
from engine.infer.diagram import Diagram
from engine.infer.formula import Formula, first_variable, formula, restrict
from engine.infer.outcome import (
    BROKEN,
    REQUIREMENT,
    VERDICTS,
    OpenException,
    OpenRequirement,
    Outcome,
    Verdict,
    open_requirement,
    ways_of,
)
from engine.infer.variable import Variable, variables_of
from engine.syntax.condition import Condition, Is, all_of, asked
from engine.value import Range

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from engine.facts.vocabulary import FactSpec
    from engine.infer.bind import Binder
    from engine.syntax.typed import Clause, ExceptionRule, Requirement

MOST_CHANGES = 3
"""Most facts that a counterfactual changes."""

MOST_REMEMBERED = 2000
"""Most judgements that a requirement remembers."""


@dataclass(frozen=True, slots=True)
class Change:
    """One fact of a counterfactual: what it is now (None: open), and a cell it could be in."""

    variable: int
    cell: int


@dataclass(frozen=True, slots=True, eq=False)
class Judgement:
    """Everything that follows for one requirement from what is known of its facts.

    Numbers are places in the provision's `variables`; `asks` names the facts behind `needs` that
    are not known as closely as can be. Two are equal only if they are one and the
    same: equal facts share one judgement.
    """

    verdict: Verdict
    ways: int
    breach_of: tuple[str, ...]
    excused_by: tuple[str, ...]
    needs: tuple[int, ...]
    because: tuple[int, ...]
    counterfactual: tuple[Change, ...] | None
    gravity: Gravity
    asks: tuple[str, ...] = ()
    error: str | None = None


class Provision:
    """One requirement on one kind of act, with its parameters set as at one time."""

    def __init__(
        self,
        clause: Clause,
        requirement: Requirement,
        binder: Binder,
        settings_specs: Mapping[str, FactSpec],
    ) -> None:
        self.clause = clause
        self.requirement = requirement
        self.specs = settings_specs
        self.exceptions: tuple[ExceptionRule, ...] = tuple(
            part for part in clause.unless if requirement.name in part.lifts
        )
        self.applies: Condition = all_of(
            [
                Is(CAPACITY, clause.roles),
                binder.bind(clause.when),
                binder.bind(requirement.when),
            ]
        )
        self.must: Condition = binder.bind(requirement.must)
        self.excuses: tuple[Condition, ...] = tuple(
            binder.bind(part.when) for part in self.exceptions
        )
        named = {duty: None for part in self.exceptions for duty in part.then_must}
        self.duties: dict[str, Condition] = {
            name: binder.bind(clause.duties[name].must) for name in named
        }
        self._judged: dict[tuple[Any, ...], Judgement] = {}
        self._worked: dict[tuple[int, ...], Judgement] = {}
        self.gravity_rules = tuple(
            (binder.bind(rule.when), rule.gravity) for rule in requirement.gravity
        )

    @cached_property
    def id(self) -> str:
        """Name the requirement by clause and name."""
        return f"{self.clause.id}/{self.requirement.name}"

    @cached_property
    def conditions(self) -> tuple[Condition, ...]:
        """Every condition that decides the verdict, in the order of the clause."""
        return (self.applies, self.must, *self.excuses, *self.duties.values())

    @cached_property
    def variables(self) -> list[Variable]:
        """What can vary, in the order in which the clause mentions it."""
        grave = [condition for condition, _ in self.gravity_rules]
        return variables_of([*self.conditions, *grave], self.specs)

    @cached_property
    def paths(self) -> tuple[str, ...]:
        """The facts on which verdict and gravity hang, each once."""
        return tuple(dict.fromkeys(path for v in self.variables for path in v.paths))

    @cached_property
    def must_paths(self) -> frozenset[str]:
        """The facts that only the requirement itself asks for: to state one puts it in question.

        What the clause asks for before it speaks, what the vocabulary links, and what the person
        could not have chosen (somebody's age) do not.
        """
        spoken = {*asked(self.clause.when), *asked(self.requirement.when)}
        return frozenset(
            path
            for path in asked(self.requirement.must)
            if path not in spoken and path in self.specs and self.specs[path].conduct
        )

    @cached_property
    def settling(self) -> frozenset[str]:
        """The facts that settle those which the requirement asks for.

        To leave one open, because accounts differ say, puts the requirement in question too.
        """
        return frozenset(rule.path for path in self.must_paths for rule in self.specs[path].settled)

    @cached_property
    def circumstances(self) -> frozenset[str]:
        """The circumstances, yes or no and not the person's doing, without which it is silent."""
        spoken = {*asked(self.clause.when), *asked(self.requirement.when)} & self.specs.keys()
        return frozenset(
            path
            for path in spoken
            if self.specs[path].type == "boolean" and not self.specs[path].conduct
        )

    @cached_property
    def diagram(self) -> Diagram:
        """Every way for the requirement to turn out."""
        start = open_provision(self, self.variables)
        return Diagram(start, [variable.size for variable in self.variables])

    @cached_property
    def grades(self) -> Diagram:
        """Every way for the gravity to turn out, as places in `GRAVITIES`."""
        rules = tuple(
            (formula(condition, self.variables), GRAVITIES.index(gravity))
            for condition, gravity in self.gravity_rules
        )
        return Diagram(_OpenGrade(rules), [variable.size for variable in self.variables])

    def masks(self, known: Mapping[str, Any]) -> list[int]:
        """Give what is known, as the cells that each variable may lie in."""
        return [variable.possible(known) for variable in self.variables]

    def ways(self, known: Mapping[str, Any]) -> int:
        """Give the sum of the ways that are possible."""
        return ways_of(self.diagram.reach(self.masks(known)))

    def judge(self, known: Mapping[str, Any]) -> Judgement:
        """Judge exactly, with reasons; what follows from equal facts is worked out once."""
        key = tuple(map(known.get, self.paths))
        judgement = self._judged.get(key)
        if judgement is None:
            if len(self._judged) >= MOST_REMEMBERED:
                self._judged.clear()
            judgement = self._judged[key] = self._judge(known)
        return judgement

    def _judge(self, known: Mapping[str, Any]) -> Judgement:
        """Judge facts that are new; much is the same for all that lie in the same cells."""
        masks = tuple(self.masks(known))
        worked = self._worked.get(masks)
        if worked is None:
            if len(self._worked) >= MOST_REMEMBERED:
                self._worked.clear()
            worked = self._worked[masks] = self._work_out(masks)
        asks = tuple(dict.fromkeys(self._asks(worked.needs, masks, known)))
        return replace(worked, asks=asks)

    def _work_out(self, masks: tuple[int, ...]) -> Judgement:
        outcomes: frozenset[Outcome] = self.diagram.reach(masks)
        ways = ways_of(outcomes)
        verdict = VERDICTS[ways]
        excused = [
            outcome.names for outcome in outcomes if outcome.names and not outcome.way & BROKEN
        ]
        broken = frozenset[str]().union(*(o.names for o in outcomes if o.way == BROKEN))
        common = frozenset.intersection(*excused) if excused else frozenset[str]()
        excusing = common or frozenset[str]().union(*excused)
        needs = self._needs(masks) if verdict == "undetermined" else ()
        return Judgement(
            verdict=verdict,
            ways=ways,
            breach_of=tuple(n for n in (REQUIREMENT, *self.duties) if n in broken),
            excused_by=tuple(part.name for part in self.exceptions if part.name in excusing),
            needs=needs,
            because=self._because(masks),
            counterfactual=self._counterfactual(masks, verdict),
            gravity=GRAVITIES[max(self.grades.reach(masks))],
        )

    def _asks(
        self, needs: Sequence[int], masks: Sequence[int], known: Mapping[str, Any]
    ) -> Iterator[str]:
        """Give the facts that decide and are not known as closely as they can be."""
        for place in needs:
            for path in self.variables[place].paths:
                if path not in known or self._is_open(path, masks, known):
                    yield path

    def _is_open(self, path: str, masks: Sequence[int], known: Mapping[str, Any]) -> bool:
        """Say whether asking again for a fact that is known in part could bring something."""
        for mask, variable in zip(masks, self.variables, strict=True):
            if variable.paths == (path,):
                if mask.bit_count() > 1:
                    return True
            elif path in variable.paths and isinstance(known[path], Range):
                return True
        return False

    def _needs(self, masks: Sequence[int]) -> tuple[int, ...]:
        return tuple(sorted(self.diagram.support(masks, _is_broken)))

    def _because(self, masks: Sequence[int]) -> tuple[int, ...]:
        """Find the fewest stated facts from which the same follows; ties by clause order.

        The same is: the same ways to turn out, and the same missed duty or excuse.
        """
        full = [variable.full for variable in self.variables]
        stated = [place for place, mask in enumerate(masks) if mask != full[place]]

        def told(places: Sequence[int]) -> tuple[int, frozenset[str]]:
            given = list(full)
            for place in places:
                given[place] = masks[place]
            outcomes: frozenset[Outcome] = self.diagram.reach(given)
            return ways_of(outcomes), frozenset.intersection(*(o.names for o in outcomes))

        wanted = told(stated)
        needed = [place for place in stated if told([p for p in stated if p != place]) != wanted]
        rest = [place for place in stated if place not in needed]
        for size in range(len(rest) + 1):
            for extra in combinations(rest, size):
                chosen = sorted([*needed, *extra])
                if told(chosen) == wanted:
                    return tuple(chosen)
        return tuple(stated)

    def _counterfactual(self, masks: Sequence[int], verdict: Verdict) -> tuple[Change, ...] | None:
        """Find the fewest changes of conduct that would turn the verdict.

        Ties go to what is required, then to what excuses, and last to whether the clause speaks
        at all: each in the order of the clause.
        """
        if verdict in ("undetermined", "not_applicable"):
            return None
        wants_breach = verdict != "breached"
        full = [variable.full for variable in self.variables]
        movable = [place for place in self._from_must_on if self._is_conduct(self.variables[place])]
        for size in range(1, MOST_CHANGES + 1):
            for places in combinations(movable, size):
                options = [
                    [c for c in range(self.variables[p].size) if masks[p] != 1 << c] for p in places
                ]
                for cells in product(*options):
                    given = list(masks)
                    for place, cell in zip(places, cells, strict=True):
                        given[place] = 1 << cell & full[place]
                    ways = ways_of(self.diagram.reach(given))
                    if (ways == BROKEN) if wants_breach else not ways & BROKEN:
                        return tuple(map(Change, places, cells))
        return None

    @cached_property
    def _from_must_on(self) -> tuple[int, ...]:
        place = {variable.paths: n for n, variable in enumerate(self.variables)}
        later = [*self.conditions[1:], self.applies]
        ordered = [place[variable.paths] for variable in variables_of(later, self.specs)]
        return tuple(dict.fromkeys(ordered))

    def _is_conduct(self, variable: Variable) -> bool:
        specs = [self.specs.get(path) for path in variable.paths]
        return variable.size > 1 and all(
            spec is not None and spec.conduct and spec.type not in ("date", "instant")
            for spec in specs
        )


def open_provision(provision: Provision, variables: Sequence[Variable]) -> OpenRequirement:
    """Give a requirement as it stands before anything is known, in terms of these variables."""
    made = [formula(condition, variables) for condition in provision.conditions]
    excuses = made[2 : 2 + len(provision.exceptions)]
    return open_requirement(
        made[0],
        made[1],
        [
            OpenException(part.name, holds, part.lost_if_missed, part.then_must)
            for part, holds in zip(provision.exceptions, excuses, strict=True)
        ],
        dict(zip(provision.duties, made[2 + len(provision.exceptions) :], strict=True)),
    )


def _is_broken(outcome: Outcome) -> bool:
    return outcome.way == BROKEN


@dataclass(frozen=True, slots=True)
class _OpenGrade:
    """The grades of gravity as far as they are open: the first that holds counts."""

    rules: tuple[tuple[Formula, int], ...]

    def outcome(self) -> int | None:
        for holds, grade in self.rules:
            if holds is True:
                return grade
            if holds is not False:
                return None
        return GRAVITIES.index("moderate")

    def first(self) -> int:
        return min(first_variable(holds) for holds, _ in self.rules)

    def restrict(self, variable: int, cell: int) -> _OpenGrade:
        left = [(restrict(holds, variable, cell), grade) for holds, grade in self.rules]
        return _OpenGrade(tuple(rule for rule in left if rule[0] is not False))
