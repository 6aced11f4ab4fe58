"""The policies to read: their clauses, what those ask, how they read the code, and what follows."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from api.page.diagram import Diagram, drawn
from api.page.fields import in_words
from api.page.names import anchor, capital
from api.page.steps import FORCES, WITHIN
from engine.infer.compiled import parameter_spec
from engine.infer.wording import value_in_words
from engine.report.words import joined, lines_of, office, roles_in_words, spoken
from engine.syntax.condition import ALWAYS, Not, atoms
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
from engine.testing.read import case_files, read_cases
from engine.testing.runner import Bench

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from engine.facts.vocabulary import FactSpec, Vocabulary
    from engine.infer.compiled import CompiledPolicy
    from engine.infer.ruleset import Ruleset
    from engine.syntax.condition import Condition
    from engine.syntax.typed import Clause, Parameter, Path as Way, Policy, Step, Trigger
    from engine.testing.case import Case

Line = tuple[int, str]


class Library:
    """The policies of one service, with the cases that prove their clauses."""

    def __init__(self, ruleset: Ruleset) -> None:
        self._ruleset = ruleset
        self._cases: dict[str, list[Case]] = {}

    def shelf(self) -> list[dict[str, Any]]:
        """Give every policy in a line."""
        return [self._line(compiled) for compiled in self._ruleset.policies.values()]

    def _line(self, compiled: CompiledPolicy) -> dict[str, Any]:
        policy = compiled.policy
        left = [s.section for s in policy.sections if s.coded == "none"]
        order = list(self._ruleset.vocabulary.roles)
        return {
            "id": policy.id,
            "title": policy.title,
            "organisation": policy.organisation,
            "clauses": len(policy.clauses),
            "norms": len(policy.norms),
            "binds": roles_in_words(sorted(policy.binds, key=order.index)),
            "not_looked_at": left,
        }

    def policy(self, name: str) -> dict[str, Any]:
        """Give all that the page of a policy shows."""
        policy = self._ruleset.policies[name].policy
        sections = []
        for section in policy.sections:
            clauses = [c for c in policy.clauses if c.section == section.section]
            sections.append(
                {
                    "section": section.section,
                    "coded": section.coded,
                    "clauses": [{"id": c.id, "title": c.title} for c in clauses],
                }
            )
        return {
            **self._line(self._ruleset.policies[name]),
            "digest": policy.digest,
            "versions": [
                {
                    "version": v.version,
                    "since": "since when is not known"
                    if v.start_unknown
                    else _span(v.start, v.end),
                }
                for v in policy.versions
            ],
            "sections": sections,
            "parameters": [_parameter(policy, p) for p in policy.parameters.values()],
            "paths": [self._path(policy, path) for path in policy.paths],
            "not_coded": [
                {
                    "norms": [_norm(policy, norm) for norm in item.norms],
                    "reason": spoken(item.reason),
                    "why": item.why,
                }
                for item in policy.not_coded
            ],
        }

    def clause(self, policy_name: str, name: str) -> dict[str, Any]:
        """Give all that the page of a clause shows."""
        compiled = self._ruleset.policies[policy_name]
        policy, vocabulary = compiled.policy, self._ruleset.vocabulary
        clause = next(c for c in policy.clauses if c.id == name)
        specs = _specs(clause, vocabulary)
        order = list(vocabulary.roles)
        return {
            "id": clause.id,
            "title": clause.title,
            "section": clause.section,
            "policy": self._line(compiled),
            "binds": roles_in_words(sorted(clause.roles, key=order.index)),
            "kinds": [
                {
                    "name": capital(spoken(kind)),
                    "about": vocabulary.kinds[kind].about.replace("`", ""),
                }
                for kind in clause.kinds
            ],
            "when": _lines(policy, clause.when, specs),
            "requires": [
                {
                    "name": r.name,
                    "title": r.title,
                    "norms": [_norm(policy, norm) for norm in (*r.norms, *r.cites)],
                    "when": _lines(policy, r.when, specs),
                    "broken": isinstance(r.must, Not),
                    "must": _lines(
                        policy, r.must.part if isinstance(r.must, Not) else r.must, specs
                    ),
                    "advisory": r.force == "advisory",
                    "routine": r.routine,
                    "gravity": joined(dict.fromkeys(rule.gravity for rule in r.gravity)),
                }
                for r in clause.requires
            ],
            "unless": [
                {
                    "because": part.because,
                    "lifts": joined([self._title(clause, r) for r in part.lifts], "and"),
                    "norms": [_norm(policy, norm) for norm in (*part.norms, *part.cites)],
                    "when": _lines(policy, part.when, specs),
                    "duties": [
                        {
                            "name": capital(spoken(duty)),
                            "must": _lines(policy, clause.duties[duty].must, specs),
                            "norms": [
                                _norm(policy, norm)
                                for norm in (*clause.duties[duty].norms, *clause.duties[duty].cites)
                            ],
                        }
                        for duty in part.then_must
                    ],
                    "lost": part.lost_if_missed,
                }
                for part in clause.unless
            ],
            "no_excuse": [f"{n.says} ({', '.join(n.norms)})" for n in clause.no_excuse],
            "reading": clause.reading,
            "questions": _questions(clause, specs),
            "paths": [
                self._path(policy, path) for path in policy.paths if path.name in clause.escalation
            ],
            "cases": list(self._of(policy_name, clause)),
        }

    @staticmethod
    def _title(clause: Clause, requirement: str) -> str:
        return next((r.title for r in clause.requires if r.name == requirement), requirement)

    # --- cases ------------------------------------------------------------------------------------

    def cases(self, name: str) -> list[Case]:
        """Give every case of a policy; they are read when first asked for."""
        if name not in self._cases:
            policy = self._ruleset.policies[name].policy
            names = Bench(self._ruleset).names(name)
            found: list[Case] = []
            for path in case_files(Path(policy.folder)):
                found += read_cases(path, names)[0]
            self._cases[name] = found
        return self._cases[name]

    def _of(self, name: str, clause: Clause) -> Iterable[dict[str, Any]]:
        vocabulary = self._ruleset.vocabulary
        for case in self.cases(name):
            expected = [e for e in case.expect if e.requirement.rpartition("/")[0] == clause.id]
            if not expected:
                continue
            yield {
                "note": capital(case.note),
                "facts": list(_facts(case, vocabulary)),
                "expect": [
                    {
                        "title": self._title(clause, e.requirement.rpartition("/")[2]),
                        "verdict": e.verdict,
                        "says": VERDICTS[e.verdict],
                    }
                    for e in expected
                ],
            }

    # --- paths ------------------------------------------------------------------------------------

    def _path(self, policy: Policy, path: Way) -> dict[str, Any]:
        vocabulary = self._ruleset.vocabulary
        starts = _starts(path, policy, vocabulary)
        steps = [_step(step, policy, vocabulary) for step in path.steps]
        numbers = {step.name: number for number, step in enumerate(path.steps, 1)}
        for shown, step in zip(steps, path.steps, strict=True):
            after = numbers.get(step.if_you or "")
            shown["if_you"] = f"if step {after} is taken" if after else spoken(step.if_you or "")
        return {
            "name": path.name,
            "id": anchor("path", path.name),
            "title": path.title,
            "starts": starts,
            "steps": steps,
            "svg": drawn(Diagram(path.title, starts, steps)),
        }


VERDICTS = {
    "breached": "may breach",
    "not_breached": "not breached",
    "excused": "excused",
    "undetermined": "not settled",
    "not_applicable": "does not apply",
    "not_in_force": "not in force",
}


def _specs(clause: Clause, vocabulary: Vocabulary) -> Mapping[str, FactSpec]:
    return {
        path: spec for kind in clause.kinds for path, spec in vocabulary.kinds[kind].facts.items()
    }


def _inside(must: Condition) -> Condition:
    """Give what breaks a requirement, where that is how it was written."""
    return must.part if isinstance(must, Not) else must


def _lines(policy: Policy, condition: Condition, specs: Mapping[str, FactSpec]) -> list[Line]:
    if condition == ALWAYS:
        return []
    return [
        (min(depth, 3), capital(_choices_named(policy, text)))
        for depth, text, _ in lines_of(condition, specs)
    ]


def _choices_named(policy: Policy, text: str) -> str:
    """Say what a choice is about in place of its name."""
    for name, parameter in policy.parameters.items():
        text = text.replace(f"`{name}`", f"“{parameter.about}”")
    return text


def _norm(policy: Policy, name: str) -> dict[str, str]:
    norm = policy.norms.get(name)
    return {"id": name, "gist": norm.gist if norm else "", "where": norm.where if norm else ""}


def _questions(clause: Clause, specs: Mapping[str, FactSpec]) -> list[dict[str, str]]:
    """Give what the clause asks for, in the order of the vocabulary."""
    named: set[str] = set()
    conditions = [clause.when]
    for requirement in clause.requires:
        conditions += [requirement.when, requirement.must]
    conditions += [part.when for part in clause.unless]
    conditions += [duty.must for duty in clause.duties.values()]
    for condition in conditions:
        named |= {path for atom in atoms(condition) if (path := getattr(atom, "path", None))}
    return [
        {"ask": spec.ask, "weigh": spec.weigh or ""}
        for path, spec in specs.items()
        if path in named and path != "capacity"
    ]


def _parameter(policy: Policy, parameter: Parameter) -> dict[str, Any]:
    spec = parameter_spec(policy, parameter.name)
    return {
        "ask": parameter.ask,
        "about": parameter.about,
        "set": "; ".join(value_in_words(spec, dated.value) for dated in parameter.values),
        "norms": ", ".join(parameter.norms),
    }


def _span(start: int | None, end: int | None) -> str:
    told = [] if start is None else [f"from {date.fromordinal(start):%-d %B %Y}"]
    told += [] if end is None else [f"to {date.fromordinal(end):%-d %B %Y}"]
    return " ".join(told) or "without a date"


def _facts(case: Case, vocabulary: Vocabulary) -> Iterable[str]:
    for number, act in enumerate(case.incident.acts):
        kind = vocabulary.kinds[str(act.kind)]
        tree = act.model_dump(mode="json", exclude_none=True, exclude_unset=True)
        told = [
            f"{spec.ask} {in_words(spec, value)}."
            for spec, value in _stated(kind.facts.values(), tree)
        ]
        start = capital(spoken(str(act.kind)))
        yield f"{start}{f' {number + 1}' if len(case.incident.acts) > 1 else ''}: {' '.join(told)}"


def _stated(specs: Iterable[FactSpec], tree: dict[str, Any]) -> Iterable[tuple[FactSpec, Any]]:
    for spec in specs:
        value: Any = tree
        for step in spec.path.split("."):
            value = value.get(step) if isinstance(value, dict) else None
        if value is not None and spec.path != "capacity":
            yield spec, value


# --- triggers and steps ---------------------------------------------------------------------------


def _starts(path: Way, policy: Policy, vocabulary: Vocabulary) -> str:
    if path.on is None:
        start = "A clause that names this path may be breached"
    else:
        start = capital(_trigger(path.on, policy, vocabulary))
    return f"{start}, or may be so" if path.on_possible else start


def _trigger(trigger: Trigger, policy: Policy, vocabulary: Vocabulary) -> str:
    match trigger:
        case OnFinding(clauses, _, at_least, verdict):
            titles = [c.title for c in policy.clauses if c.id in clauses]
            shown = joined([f"“{title}”" for title in titles[:3]])
            rest = len(titles) - 3
            more = f", or {'one other' if rest == 1 else f'{rest} others'}" if rest > 0 else ""
            grade = f", {at_least} or worse" if at_least else ""
            if not titles:
                return f"a breach of the code{grade}"
            how = "may be" if verdict == "possible" else "is"
            return f"{shown}{more} {how} breached{grade}"
        case OnEvent(kinds, when):
            of_kinds = {p: s for kind in kinds for p, s in vocabulary.kinds[kind].facts.items()}
            named = joined([spoken(kind) for kind in kinds])
            lines = [text for _, text in _lines(policy, when, of_kinds)]
            where = f" ({'; '.join(lines)})" if lines else ""
            return f"{named}{where}"
        case OnFlag(flag):
            return spoken(flag)
        case OnPath(name):
            title = next((p.title for p in policy.paths if p.name == name), spoken(name))
            return f"“{title}” has started"
        case OnHistory(_, gravity, days, at_least):
            grade = f", {joined(sorted(gravity))}" if gravity else ""
            window = f" within {days} days" if days else ""
            return f"at least {at_least} earlier findings{grade}{window}"
        case OnCondition(condition):
            specs = next(iter(vocabulary.kinds.values())).facts
            return "; ".join(text for _, text in _lines(policy, condition, specs)) or "always"
        case OnAll(parts):
            return joined([_trigger(part, policy, vocabulary) for part in parts], "and")
        case OnAny(parts):
            return joined([_trigger(part, policy, vocabulary) for part in parts], "or")


def _step(step: Step, policy: Policy, vocabulary: Vocabulary) -> dict[str, Any]:
    del vocabulary
    return {
        "who": capital(office(step.by)),
        "force": "must not" if step.forbidden else FORCES[step.force],
        "forbidden": step.forbidden,
        "do": step.do,
        "to": joined(map(office, step.to), "and") if step.to else "",
        "within": "" if step.within == "not_stated" else WITHIN[step.within],
        "may": step.force != "must",
        "norms": [_norm(policy, norm) for norm in (*step.norms, *step.cites)],
        "if_you": "",
    }
