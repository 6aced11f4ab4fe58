"""What happens next: the paths of a policy, derived from findings and events by forward chaining.

Triggers become tokens. A token is set *surely* when the stated facts carry it, and *possibly* when
they may. The chain runs twice, over the sure tokens and over the possible ones: what follows from
the sure ones is due, what follows only from the possible ones hangs on a question.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from engine.facts.people import GRAVITIES
from engine.infer.bind import Binder
from engine.infer.chain import All, Any_, Chainer, Compare, Formula, Has, Program, Rule
from engine.infer.count import count_history
from engine.infer.yesno import Question
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
    Path,
    Step,
    Trigger,
)
from engine.truth import FAILS, HOLDS, OPEN
from engine.value import Range

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from engine.facts.incident import Incident
    from engine.facts.vocabulary import Vocabulary
    from engine.infer.compiled import Epoch
    from engine.infer.finding import ActFacts, Finding
    from engine.syntax.condition import Condition
    from engine.syntax.typed import Policy

MANY = 1_000_000
"""Stands for "any number" where history is not stated."""

MINUTES_A_DAY = 24 * 60


class Cause(NamedTuple):
    """What started a step: a finding, or an act told of; and whether that is sure."""

    finding: Finding | None
    act: ActFacts
    sure: bool

    @property
    def id(self) -> str:
        """Name the cause."""
        return self.finding.id if self.finding else self.act.act.id


class Started(NamedTuple):
    """A step that follows, and what it follows from."""

    policy: str
    path: Path
    step: Step
    state: str
    causes: tuple[Cause, ...]
    needs: tuple[tuple[ActFacts, str], ...]


class EscalationPlan:
    """The escalation of one policy: its rules as a program, and its conditions as questions."""

    def __init__(self, policy: Policy, vocabulary: Vocabulary) -> None:
        self.policy = policy
        self._leaves: dict[str, Trigger] = {}
        self._questions: dict[tuple[str, int, Epoch], Question] = {}
        kinds = vocabulary.kinds.values()
        self._elsewhere = {path: spec for kind in kinds for path, spec in kind.facts.items()}
        rules = [
            Rule(f"flag {d.flag}", self._formula(d.when), f"flag:{d.flag}")
            for d in self.policy.derivations
        ]
        self._inputs: set[str] = set()
        for path in self.policy.paths:
            rules += self._path_rules(path)
        self._inputs |= set(self._leaves)
        self._program = Program(rules, self._inputs) if rules else None
        self.chainer = Chainer(self._program) if self._program else None
        self._steps = [
            (path, step, f"step:{path.name}/{step.name}")
            for path in self.policy.paths
            for step in path.steps
        ]
        self.paths = {path.name: path for path in self.policy.paths}
        self.sources = {
            path.name: self._sources_of(path, frozenset()) for path in self.policy.paths
        }
        self._always = [
            token
            for token, trigger in self._leaves.items()
            if not isinstance(trigger, OnEvent | OnFinding)
        ]
        self._by_finding: dict[str, Trigger] = {}
        self._by_kind: dict[str, dict[str, Trigger]] = {}
        for token, trigger in self._leaves.items():
            if isinstance(trigger, OnFinding):
                self._by_finding[token] = trigger
            elif isinstance(trigger, OnEvent):
                for kind in trigger.kinds:
                    self._by_kind.setdefault(kind, {})[token] = trigger
        self.whens = [
            (path, step, f"when:{path.name}/{step.name}")
            for path in self.policy.paths
            for step in path.steps
            if f"when:{path.name}/{step.name}" in self._inputs
        ]

    def _path_rules(self, path: Path) -> list[Rule]:
        clause_token = f"clause:{path.name}"
        self._inputs.add(clause_token)
        starts: list[Formula] = [Has(clause_token)]
        if path.on is not None:
            starts.append(self._formula(path.on))
        rules = [Rule(f"path {path.name}", Any_(tuple(starts)), f"path:{path.name}")]
        for step in path.steps:
            parts: list[Formula] = [Has(f"path:{path.name}")]
            if _is_trigger(step.when):
                parts.append(self._formula(step.when))  # type: ignore[arg-type]
            elif step.when != ALWAYS:
                token = f"when:{path.name}/{step.name}"
                self._inputs.add(token)
                parts.append(Has(token))
            name = f"step:{path.name}/{step.name}"
            rules.append(Rule(f"step {path.name}/{step.name}", All(tuple(parts)), name))
        return rules

    def _formula(self, trigger: Trigger) -> Formula:
        match trigger:
            case OnAll(parts):
                return All(tuple(self._formula(part) for part in parts))
            case OnAny(parts):
                return Any_(tuple(self._formula(part) for part in parts))
            case OnFlag(flag):
                return Has(f"flag:{flag}")
            case OnPath(path):
                return Has(f"path:{path}")
            case OnHistory():
                return Compare(self._leaf(trigger), "ge", trigger.at_least)
            case _:
                return Has(self._leaf(trigger))

    def _leaf(self, trigger: Trigger) -> str:
        for token, known in self._leaves.items():
            if known == trigger:
                return token
        token = f"leaf:{len(self._leaves)}"
        self._leaves[token] = trigger
        return token

    def derive(
        self,
        incident: Incident,
        findings: Sequence[Finding],
        acts: Sequence[tuple[ActFacts, Mapping[str, Any], Epoch]],
    ) -> list[Started]:
        """Derive the steps that follow, in the order of the policy's paths.

        Args:
            incident: For its history and circumstances.
            findings: Those under this policy.
            acts: Every act told of, whoever did it, with what is known of it and the policy as
                then in force.
        """
        if self.chainer is None:
            return []
        run = _Run(self, incident, findings, acts)
        sure_tokens, open_tokens = run.tokens(self._leaves_for(run))
        if not any(open_tokens.values()):  # rules only add: from nothing, nothing follows
            return []
        possible = self.chainer.derive(open_tokens)
        sure = possible if sure_tokens == open_tokens else self.chainer.derive(sure_tokens)
        return [
            run.started(path, step, sure=token in sure)
            for path, step, token in self._steps
            if token in possible
        ]

    def _leaves_for(self, run: _Run) -> list[tuple[str, Trigger]]:
        """Give the triggers that findings and kinds of acts like these can meet."""
        found = {token: self._leaves[token] for token in self._always}
        for kind in run.kinds:
            found |= self._by_kind.get(kind, {})
        if run.findings:
            found |= self._by_finding
        return list(found.items())

    def _sources_of(self, path: Path, seen: frozenset[str]) -> set[str]:
        """Give the tokens that can be a cause of a path, directly or through what it rests on."""
        found = {f"clause:{path.name}"}
        if path.on is not None and path.name not in seen:
            found |= self._sources(path.on, seen | {path.name})
        return found

    def _sources(self, trigger: Trigger, seen: frozenset[str]) -> set[str]:
        match trigger:
            case OnAll(parts) | OnAny(parts):
                return set[str]().union(*(self._sources(part, seen) for part in parts))
            case OnFlag(flag):
                on = [d.when for d in self.policy.derivations if d.flag == flag]
                if f"flag:{flag}" in seen:
                    return set()
                within = seen | {f"flag:{flag}"}
                return set[str]().union(*(self._sources(when, within) for when in on))
            case OnPath(name):
                return self._sources_of(self.paths[name], seen)
            case _:
                return {self._leaf(trigger)}

    def question(self, condition: Condition, kind: str, epoch: Epoch) -> Question:
        """Give a condition on one kind of act as a question that can be answered."""
        key = (kind, id(condition), epoch)
        found = self._questions.get(key)
        if found is None:
            specs = {**self._elsewhere, **epoch.specs(kind)}
            bound = Binder(specs, epoch.settings).bind(condition)
            found = self._questions[key] = Question(bound, specs)
        return found


def _is_trigger(when: Trigger | Condition) -> bool:
    return isinstance(
        when, OnAll | OnAny | OnFinding | OnEvent | OnFlag | OnPath | OnHistory | OnCondition
    )


class _Run:
    """One derivation: which triggers hold, and what caused which path."""

    def __init__(
        self,
        plan: EscalationPlan,
        incident: Incident,
        findings: Sequence[Finding],
        acts: Sequence[tuple[ActFacts, Mapping[str, Any], Epoch]],
    ) -> None:
        self.plan = plan
        self.incident = incident
        self.findings = [
            f
            for f in findings
            if f.verdict in ("breached", "undetermined") and not f.routine and not f.advisory
        ]
        self.in_question = {id(f.facts) for f in self.findings}
        self.acts = acts
        self.known = {id(facts): (known, epoch) for facts, known, epoch in acts}
        self.kinds = {facts.kind for facts, _, _ in acts}
        self._causes: dict[str, tuple[Cause, ...]] = {}
        self._on: dict[int, tuple[int, tuple[Cause, ...]]] = {}
        self._clauses: dict[str, list[Cause]] = {}
        for f in self.findings:
            for name in f.provision.clause.escalation:
                if name in plan.paths:
                    sure = f.verdict == "breached" or plan.paths[name].on_possible
                    self._clauses.setdefault(name, []).append(Cause(f, f.facts, sure))

    def tokens(
        self, leaves: Iterable[tuple[str, Trigger]]
    ) -> tuple[dict[str, int], dict[str, int]]:
        """Give the tokens that are sure, and those that are possible."""
        sure: dict[str, int] = {}
        possible: dict[str, int] = {}
        for token, trigger in leaves:
            if isinstance(trigger, OnHistory):
                low, high = self._history(trigger)
                sure[token], possible[token] = low, high
                continue
            truth, _ = self._leaf(trigger)
            if truth == HOLDS:
                sure[token] = 1
            if truth & HOLDS:
                possible[token] = 1
        for name, causes in self._clauses.items():
            possible[f"clause:{name}"] = 1
            if any(cause.sure for cause in causes):
                sure[f"clause:{name}"] = 1
        for path, step, token in self.plan.whens:
            if self.plan.sources[path.name].isdisjoint(possible):
                continue
            truth = self._step_when(path, step)
            if truth == HOLDS:
                sure[token] = 1
            if truth & HOLDS:
                possible[token] = 1
        return sure, possible

    def _leaf(self, trigger: Trigger) -> tuple[int, tuple[Cause, ...]]:
        """Say whether a trigger holds, fails or is open, and what makes it so."""
        key = id(trigger)
        found = self._on.get(key)
        if found is None:
            found = self._on[key] = self._leaf_now(trigger)
        return found

    def _leaf_now(self, trigger: Trigger) -> tuple[int, tuple[Cause, ...]]:
        match trigger:
            case OnFinding():
                causes = tuple(self._finding(trigger))
            case OnEvent():
                causes = tuple(self._events(trigger))
            case OnCondition(condition):
                return self._whole(condition), ()
            case _:
                return FAILS, ()
        if any(cause.sure for cause in causes):
            return HOLDS, causes
        return (OPEN if causes else FAILS), causes

    def _finding(self, trigger: OnFinding) -> list[Cause]:
        found = []
        for f in self.findings:
            if trigger.clauses and f.provision.clause.id not in trigger.clauses:
                continue
            if trigger.requirement and f.provision.requirement.name != trigger.requirement:
                continue
            if trigger.at_least and GRAVITIES.index(f.judgement.gravity) < GRAVITIES.index(
                trigger.at_least
            ):
                continue
            sure = f.verdict == "breached" or trigger.verdict == "possible"
            found.append(Cause(f, f.facts, sure))
        return found

    def _events(self, trigger: OnEvent) -> list[Cause]:
        """Find the acts that meet a trigger, or may.

        Where a trigger takes what is possible, it is sure as soon as somebody brought up what it
        hangs on. Else an act may meet it only if there is ground to ask: that was brought up, or
        the act is in question already.
        """
        found = []
        for facts, known, epoch in self.acts:
            if facts.kind not in trigger.kinds:
                continue
            question = self.plan.question(trigger.when, facts.kind, epoch)
            truth = question.truth(known)
            if truth == HOLDS:
                found.append(Cause(None, facts, sure=True))
            elif truth & HOLDS:
                brought_up = not facts.stated.open.keys().isdisjoint(question.needs(known))
                if brought_up or trigger.possible or id(facts) in self.in_question:
                    found.append(Cause(None, facts, sure=brought_up and trigger.possible))
        return found

    def _whole(self, condition: Condition) -> int:
        """Judge a condition on circumstances or parameters; no act is needed for it."""
        for facts, known, epoch in self.acts:
            return self.plan.question(condition, facts.kind, epoch).truth(known)
        return FAILS

    def _history(self, trigger: OnHistory) -> tuple[int, int]:
        """Give the least and the greatest number of earlier findings against anybody found."""
        low = high = 0
        minutes = None if trigger.days is None else trigger.days * MINUTES_A_DAY
        for f in self.findings:
            count = count_history(
                self.incident,
                f.facts.person,
                trigger.clause,
                trigger.gravity,
                minutes,
                f.facts.days,
            )
            if isinstance(count, Range):
                low = max(low, int(count.low or 0))
                high = max(high, MANY if count.high is None else int(count.high))
            else:
                low, high = max(low, count), max(high, count)
        return low, high

    def causes_of(self, path: Path) -> tuple[Cause, ...]:
        """Give everything that started a path, directly or through what was derived."""
        found = self._causes.get(path.name)
        if found is None:
            self._causes[path.name] = ()
            every = [
                *self._clauses.get(path.name, ()),
                *(self._through(path.on) if path.on else ()),
            ]
            unique = {(cause.id, cause.sure): cause for cause in every}
            found = self._causes[path.name] = tuple(unique.values())
        return found

    def _through(self, trigger: Trigger) -> tuple[Cause, ...]:
        match trigger:
            case OnAll(parts) | OnAny(parts):
                return tuple(cause for part in parts for cause in self._through(part))
            case OnFlag(flag):
                derivations = [d for d in self.plan.policy.derivations if d.flag == flag]
                return tuple(cause for d in derivations for cause in self._through(d.when))
            case OnPath(name):
                paths = [path for path in self.plan.policy.paths if path.name == name]
                return tuple(cause for path in paths for cause in self.causes_of(path))
            case OnHistory() | OnCondition():
                return ()
            case _:
                return self._leaf(trigger)[1]

    def _events_of(self, trigger: Trigger | None) -> Iterator[OnEvent]:
        match trigger:
            case OnEvent():
                yield trigger
            case OnAll(parts) | OnAny(parts):
                for part in parts:
                    yield from self._events_of(part)
            case OnPath(name):
                yield from self._events_of(self.plan.paths[name].on)
            case _:
                return

    def _step_when(self, path: Path, step: Step) -> int:
        truths = [
            self._about(step.when, cause.act)  # type: ignore[arg-type]
            for cause in self.causes_of(path)
        ]
        if HOLDS in truths:
            return HOLDS
        return OPEN if OPEN in truths else FAILS

    def _about(self, condition: Condition, facts: ActFacts) -> int:
        known, epoch = self.known[id(facts)]
        return self.plan.question(condition, facts.kind, epoch).truth(known)

    def started(self, path: Path, step: Step, *, sure: bool) -> Started:
        """Give a step that follows, with its state."""
        causes = self.causes_of(path)
        state = self._state(step, causes) if sure else "depends_on"
        needs = () if sure else self._needs(path, step, causes)
        return Started(self.plan.policy.id, path, step, state, causes, needs)

    def _state(self, step: Step, causes: tuple[Cause, ...]) -> str:
        if step.done_when is None:
            return "due"
        truths = [self._about(step.done_when, cause.act) for cause in causes if cause.sure]
        if HOLDS in truths:
            return "done"
        return "not_known" if OPEN in truths or not truths else "due"

    def _needs(
        self, path: Path, step: Step, causes: tuple[Cause, ...]
    ) -> tuple[tuple[ActFacts, str], ...]:
        found: dict[tuple[int, str], tuple[ActFacts, str]] = {}

        def note(facts: ActFacts, paths: Sequence[str]) -> None:
            for name in paths:
                found[id(facts), name] = (facts, name)

        for cause in causes:
            if cause.finding is not None and cause.finding.verdict == "undetermined":
                note(cause.act, cause.finding.needs)
            for event in self._events_of(path.on) if cause.finding is None else ():
                if cause.act.kind in event.kinds:
                    known, epoch = self.known[id(cause.act)]
                    question = self.plan.question(event.when, cause.act.kind, epoch)
                    note(cause.act, question.needs(known))
            if not _is_trigger(step.when) and step.when != ALWAYS:
                known, epoch = self.known[id(cause.act)]
                question = self.plan.question(step.when, cause.act.kind, epoch)  # type: ignore[arg-type]
                note(cause.act, question.needs(known))
        for condition in _conditions(step.when, self.plan):
            for facts, known, epoch in self.acts[:1]:
                note(facts, self.plan.question(condition, facts.kind, epoch).needs(known))
        return tuple(found.values())


def _conditions(when: Trigger | Condition, plan: EscalationPlan) -> list[Condition]:
    """Give the conditions on circumstances that a trigger names, also through flags."""
    match when:
        case OnAll(parts) | OnAny(parts):
            return [condition for part in parts for condition in _conditions(part, plan)]
        case OnFlag(flag):
            return [
                condition
                for d in plan.policy.derivations
                if d.flag == flag
                for condition in _conditions(d.when, plan)
            ]
        case OnCondition(condition):
            return [condition]
        case _:
            return []
