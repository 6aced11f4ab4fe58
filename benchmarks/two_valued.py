"""The loaded clauses as others would do them: two-valued, where a fact not stated is false.

Every engine that is compared gets the same expressions, already bound to the kind of act, with
parameters that nobody set folded away, and facts under short plain names. Whatever helps it and
can be done once, or before the clock starts, is done so.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

from engine.infer.assess import known_in
from engine.infer.bind import PARAMETER
from engine.infer.formula import conjunction, disjunction, negation
from engine.infer.generate import excuse_of
from engine.infer.outcome import BROKEN, EXCUSED, KEPT, NOT_APPLICABLE
from engine.infer.roles import standing_of
from engine.infer.variable import Entries, variables_of
from engine.syntax.condition import AllOf, AnyOf, Compare, Condition, Const, Is, Not
from engine.value import Range

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from engine.facts.incident import Incident
    from engine.facts.vocabulary import FactSpec
    from engine.infer.compiled import KindRules
    from engine.infer.finding import ActFacts
    from engine.infer.ruleset import Ruleset

Expression: TypeAlias = bool | tuple[Any, ...]
"""`("is", name, values)`, `("cmp", name, sign, bound)`, `("&", parts)`, `("|", parts)`,
`("!", part)`, True or False."""

Facts: TypeAlias = dict[str, Any]
Judge: TypeAlias = "Callable[[Facts], list[int]]"
Leaf: TypeAlias = "Callable[[int, Rule], list[tuple[Expression, str]]]"

OPERATORS = {"more_than": ">", "at_least": ">=", "at_most": "<=", "less_than": "<"}


@dataclass(frozen=True)
class Rule:
    """One requirement: when it applies, what keeps it, what excuses from it."""

    id: str
    applies: Expression
    must: Expression
    excuse: Expression

    @property
    def broken(self) -> Expression:
        """When it is broken: the least that an engine has to answer."""
        return conjunction([self.applies, negation(self.must), negation(self.excuse)])


class Group:
    """The requirements of one policy on one kind of act, and how its facts are named."""

    def __init__(self, rules: KindRules, specs: Mapping[str, FactSpec]) -> None:
        self.kind_rules = rules
        self.specs = specs
        self.names: dict[str, str] = {}
        self.values: dict[str, tuple[Any, ...]] = {}
        self._put_before: dict[str, Condition] = {}
        self.rules = [
            Rule(
                provision.id,
                self._written(provision.applies),
                self._written(provision.must),
                self._written(excuse_of(provision)),
            )
            for provision in rules.provisions
        ]

    def _written(self, condition: Condition) -> Expression:
        match condition:
            case Const(holds):
                return holds
            case AllOf(parts):
                return conjunction([self._written(part) for part in parts])
            case AnyOf(parts):
                return disjunction([self._written(part) for part in parts])
            case Not(part):
                return negation(self._written(part))
            case Is(path, values):
                if path.startswith(PARAMETER):
                    return False
                spec = self.specs[path]
                groups = [word for word, leaves in spec.groups.items() if set(leaves) <= values]
                name = self._name(path)
                self.values[name] = (*spec.values, *spec.groups)
                order = [v for v in self.values[name] if v in values or v in groups]
                return ("is", name, tuple(order))
            case Compare(path, op, bound):
                return ("cmp", self._name(path), OPERATORS[op], bound)
            case _:  # what few of them can say, is put before them as a fact, outside the clock
                name = self._name(str(condition))
                self.values[name] = (True, False)
                self._put_before[name] = condition
                return ("is", name, (True,))

    def _name(self, path: str) -> str:
        return self.names.setdefault(path, f"f{len(self.names)}")

    def facts(self, known: Mapping[str, Any]) -> Facts:
        """Give what an engine is told: what is known for certain, under the short names."""
        found: Facts = {}
        for path, name in self.names.items():
            value = known.get(path)
            if name in self._put_before:
                found[name] = self._holds(self._put_before[name], known)
            elif isinstance(value, Range):
                if value.low is not None:
                    found[name] = value.low
            elif value is not None and not isinstance(value, frozenset | Entries):
                found[name] = value
        return found

    def _holds(self, condition: Condition, known: Mapping[str, Any]) -> bool:
        (variable,) = variables_of([condition], self.specs)
        return not variable.possible(known) & ~variable.wanted[condition]


@dataclass(frozen=True)
class Task:
    """One act to be judged under one policy: for us, and for the others."""

    group: Group
    known: Mapping[str, Any]
    facts: Facts


def tasks_of(
    ruleset: Ruleset, incidents: Sequence[tuple[Incident, Sequence[ActFacts]]]
) -> tuple[list[list[Task]], list[Group]]:
    """Give for each incident what has to be judged, and all groups of requirements met."""
    groups: dict[int, Group] = {}
    found: list[list[Task]] = []
    for incident, acts in incidents:
        tasks = []
        for compiled in ruleset.policies.values():
            for act in acts:
                standing = standing_of(incident, act, compiled)
                epochs = [epoch for epoch in compiled.between(*act.days) if epoch is not None]
                if standing.outside or not epochs:
                    continue
                rules = epochs[0].rules(act.kind)
                if not rules.provisions:
                    continue
                group = groups.setdefault(id(rules), Group(rules, epochs[0].specs(act.kind)))
                known = known_in(rules, act, standing, acts, incident)
                tasks.append(Task(group, known, group.facts(known)))
        found.append(tasks)
    return found, list(groups.values())


def is_true(expression: Expression, facts: Facts) -> bool:
    """The reference: walk the expression; a fact that is absent makes its atom false."""
    match expression:
        case bool():
            return expression
        case ("is", name, values):
            return name in facts and any(facts[name] is v or facts[name] == v for v in values)
        case ("cmp", name, sign, bound):
            value = facts.get(name)
            return value is not None and bool(_COMPARE[sign](value, bound))
        case ("&", parts):
            return all(is_true(part, facts) for part in parts)
        case ("|", parts):
            return any(is_true(part, facts) for part in parts)
        case _:
            return not is_true(expression[1], facts)


_COMPARE: dict[str, Callable[[Any, Any], bool]] = {
    ">": lambda a, b: a > b,
    ">=": lambda a, b: a >= b,
    "<=": lambda a, b: a <= b,
    "<": lambda a, b: a < b,
}


def broken(group: Group, facts: Facts) -> list[int]:
    """The reference answer: the places of the requirements that are broken."""
    return [place for place, rule in enumerate(group.rules) if is_true(rule.broken, facts)]


def way(rule: Rule, facts: Facts) -> int:
    """The reference answer with all four verdicts that a two-valued engine can give."""
    if not is_true(rule.applies, facts):
        return NOT_APPLICABLE
    if is_true(rule.must, facts):
        return KEPT
    return EXCUSED if is_true(rule.excuse, facts) else BROKEN


# ------------------------------------------------------------------- generated, two-valued Python


class _Branch:
    """Requirements by what they apply on: those for which all of it was asked, and the others."""

    def __init__(self) -> None:
        self.leaves: list[tuple[int, Rule]] = []
        self.more: dict[Expression, _Branch] = {}


def generated_broken(group: Group) -> Judge:
    """Write one function that gives the broken requirements, as tight as Python allows."""

    def leaf(place: int, rule: Rule) -> list[tuple[Expression, str]]:
        return [(conjunction([negation(rule.must), negation(rule.excuse)]), f"r.append({place})")]

    return _function(group, "r = []", leaf)


def generated_verdicts(group: Group) -> Judge:
    """Write one function that gives the verdict of each requirement."""

    def leaf(place: int, rule: Rule) -> list[tuple[Expression, str]]:
        lost = f"{EXCUSED} if {_python(rule.excuse)} else {BROKEN}"
        if rule.excuse is False:
            lost = str(BROKEN)
        return [(rule.must, f"r[{place}] = {KEPT}"), (True, f"r[{place}] = {lost}")]

    return _function(group, f"r = [{NOT_APPLICABLE}] * {len(group.rules)}", leaf)


def _function(group: Group, start: str, leaf: Leaf) -> Judge:
    """Nest requirements under what they apply on, and read a fact where it is first needed."""
    root = _Branch()
    for place, rule in enumerate(group.rules):
        node = root
        parts = (
            rule.applies[1]
            if isinstance(rule.applies, tuple) and rule.applies[0] == "&"
            else [rule.applies]
        )
        for part in parts:
            node = node.more.setdefault(part, _Branch())
        node.leaves.append((place, rule))
    lines = ["def judge(f):", "    g = f.get", f"    {start}"]
    _branch(root, leaf, set(), "    ", lines)
    scope: dict[str, Any] = {}
    exec(compile("\n".join([*lines, "    return r\n"]), "<two-valued>", "exec"), scope)  # noqa: S102
    judge: Judge = scope["judge"]
    return judge


def _branch(node: _Branch, leaf: Leaf, have: set[str], indent: str, lines: list[str]) -> None:
    def fetch(*expressions: Expression) -> None:
        for name in sorted({n for e in expressions for n in _names(e)} - have):
            have.add(name)
            lines.append(f"{indent}{name} = g({name!r})")

    for place, rule in node.leaves:
        first, *others = leaf(place, rule)
        fetch(first[0], *([rule.excuse] if others else []))
        lines.append(f"{indent}if {_python(first[0])}:")
        lines.append(f"{indent}    {first[1]}")
        for _, action in others:
            lines.append(f"{indent}else:")
            lines.append(f"{indent}    {action}")
    for condition, inner in node.more.items():
        fetch(condition)
        lines.append(f"{indent}if {_python(condition)}:")
        _branch(inner, leaf, set(have), indent + "    ", lines)


def _names(expression: Expression) -> list[str]:
    match expression:
        case bool():
            return []
        case ("is" | "cmp", name, *_):
            return [name]
        case ("&" | "|", parts):
            return [name for part in parts for name in _names(part)]
        case _:
            return _names(expression[1])


def _python(expression: Expression) -> str:
    match expression:
        case bool():
            return str(expression)
        case ("is", name, (bool() as only,)):
            return f"{name} is {only}"
        case ("is", name, (only,)):
            return f"{name} == {only!r}"
        case ("is", name, values):
            return f"{name} in {set(values)!r}" if values else "False"
        case ("cmp", name, sign, bound):
            return f"({name} is not None and {name} {sign} {bound!r})"
        case ("&", parts):
            return "(" + " and ".join(map(_python, parts)) + ")"
        case ("|", parts):
            return "(" + " or ".join(map(_python, parts)) + ")"
        case ("!", ("is", name, (bool() as only,))):
            return f"{name} is not {only}"
        case ("!", ("is", name, values)) if len(values) > 1:
            return f"{name} not in {set(values)!r}"
        case _:
            return f"not ({_python(expression[1])})"
