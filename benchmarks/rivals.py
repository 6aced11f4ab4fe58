"""Other engines on the same requirements, two-valued, each in the best form that we found.

A rival is given one group of requirements at a time: those of one policy on the kind of act at
hand. `judge` is what the clock sees; `prepare`, which turns facts into the form that an engine
takes, runs before it. Each answers the places of the requirements that are broken, no more.
"""

from __future__ import annotations

import importlib
import json
from typing import TYPE_CHECKING, Any, Protocol

from benchmarks.two_valued import Expression, Facts, Group, is_true

if TYPE_CHECKING:
    from collections.abc import Callable

Prepared = Any


class Rival(Protocol):
    """One engine with one group of requirements loaded."""

    def prepare(self, facts: Facts) -> Prepared:
        """Turn facts into what the engine takes; not timed."""

    @property
    def judge(self) -> Callable[[Prepared], Any]:
        """Ask the engine; timed."""

    def places(self, answer: Any) -> list[int]:  # noqa: ANN401  whatever it answered with
        """Read the answer; not timed."""


class _Expressions:
    """An engine that evaluates one expression: a list of truth values, one a requirement."""

    def __init__(self, group: Group) -> None:
        self.names = sorted(group.names.values())

    def prepare(self, facts: Facts) -> Prepared:
        return facts

    def places(self, answer: Any) -> list[int]:  # noqa: ANN401  a list of truth values
        return [place for place, broken in enumerate(answer) if broken]


class Zen(_Expressions):
    """zen-engine: one compiled expression for the group; absent facts are null."""

    def __init__(self, group: Group) -> None:
        super().__init__(group)
        zen = importlib.import_module("zen")
        words = {"&": " and ", "|": " or ", "!": "not ", "=": "==", "in": "in"}
        parts = [_written(rule.broken, words) for rule in group.rules]
        self.judge = zen.compile_expression(f"[{', '.join(parts)}]").evaluate

    judge: Callable[[Prepared], Any]


class ZenText(Zen):
    """The same, its facts written as JSON text before the clock starts."""

    def prepare(self, facts: Facts) -> Prepared:
        return json.dumps(facts)


class _Cel(_Expressions):
    """CEL in one expression over variables, of which the absent ones are null.

    The runtime in C++ takes 100,000 letters at most, so very large groups are cut in several.
    """

    LONGEST = 90_000

    def __init__(self, group: Group) -> None:
        super().__init__(group)
        words = {"&": " && ", "|": " || ", "!": "!", "=": "==", "in": "in"}
        texts: list[list[str]] = [[]]
        for rule in group.rules:
            text = _written(rule.broken, words)
            if sum(map(len, texts[-1])) + len(text) > self.LONGEST:
                texts.append([])
            texts[-1].append(text)
        programs = [self.compiled(f"[{', '.join(parts)}]") for parts in texts]
        self.judge = programs[0]
        if len(programs) > 1:
            self.judge = lambda given: [program(given) for program in programs]
        self._cut = len(programs) > 1

    judge: Callable[[Prepared], Any]

    def compiled(self, text: str) -> Callable[[Prepared], Any]:
        """Compile an expression."""
        raise NotImplementedError

    def prepare(self, facts: Facts) -> Prepared:
        return {name: facts.get(name) for name in self.names}

    def truths(self, answer: Any) -> list[bool]:  # noqa: ANN401  what a program answered
        """Read the answer of one program."""
        return list(answer)

    def places(self, answer: Any) -> list[int]:  # noqa: ANN401  what the programs answered
        answers = answer if self._cut else [answer]
        return super().places([truth for one in answers for truth in self.truths(one)])


class CelCpp(_Cel):
    """The CEL runtime in C++ (cel-expr-python), its activation built before the clock starts."""

    def __init__(self, group: Group) -> None:
        cel = importlib.import_module("cel_expr_python.cel")
        names = dict.fromkeys(group.names.values(), cel.Type.DYN)
        self._env = cel.NewEnv(variables=names)
        super().__init__(group)

    def compiled(self, text: str) -> Callable[[Prepared], Any]:
        evaluate: Callable[[Prepared], Any] = self._env.compile(text).eval
        return evaluate

    def prepare(self, facts: Facts) -> Prepared:
        return self._env.Activation(super().prepare(facts))

    def truths(self, answer: Any) -> list[bool]:  # noqa: ANN401  its own value
        return list(answer.plain_value())


class CelRust(_Cel):
    """The CEL runtime in Rust (common-expression-language), its context built before."""

    def compiled(self, text: str) -> Callable[[Prepared], Any]:
        execute: Callable[[Prepared], Any] = importlib.import_module("cel").compile(text).execute
        return execute

    def prepare(self, facts: Facts) -> Prepared:
        return importlib.import_module("cel").Context(variables=super().prepare(facts))


class CelPython(_Cel):
    """The CEL runtime in Python (cel-python), compiled to Python, its facts converted before."""

    def compiled(self, text: str) -> Callable[[Prepared], Any]:
        celpy = importlib.import_module("celpy")
        env = celpy.Environment(runner_class=celpy.CompiledRunner)
        evaluate: Callable[[Prepared], Any] = env.program(env.compile(text)).evaluate
        return evaluate

    def prepare(self, facts: Facts) -> Prepared:
        celpy = importlib.import_module("celpy")
        return {name: celpy.json_to_cel(value) for name, value in super().prepare(facts).items()}


class Cedar:
    """cedarpy: one policy a requirement, parsed once; the reasons of its answer are the matches."""

    def __init__(self, group: Group) -> None:
        cedarpy = importlib.import_module("cedarpy")
        internal = importlib.import_module("cedarpy._internal")
        text = "\n".join(
            f"permit(principal, action, resource) when {{ {_cedar(rule.broken)} }};"
            for rule in group.rules
        )
        self._policies = cedarpy.PolicySet.from_str(text)
        self._entities = internal.Entities.from_json_str("[]", None)
        self._ask = internal.is_authorized_batch

    def prepare(self, facts: Facts) -> Prepared:
        return [
            {
                "principal": 'U::"u"',
                "action": 'A::"a"',
                "resource": 'R::"r"',
                "context": json.dumps(facts),
            }
        ]

    def judge(self, prepared: Prepared) -> Any:  # noqa: ANN401  JSON, left unread
        return self._ask(prepared, self._policies, self._entities, None, False)  # noqa: FBT003  its signature

    def places(self, answer: Any) -> list[int]:  # noqa: ANN401  JSON
        diagnostics = json.loads(answer[0])["diagnostics"]
        if diagnostics.get("errors"):
            raise ValueError(diagnostics)
        return sorted(int(name.removeprefix("policy")) for name in diagnostics["reason"])


class Durable:
    """durable-rules: one rule a requirement, in its narrow safe subset, fifteen a rule set.

    It has no "not": a denied test is one on the other values of the fact, or on its absence. Of a
    rule with more groups than it takes, it is told beforehand, as a fact, whether it holds.
    """

    LARGEST = 15
    MOST_GROUPS = 12

    def __init__(self, group: Group) -> None:
        durable = importlib.import_module("engine.infer.durable")
        self._values = group.values
        self._found: list[int] = []
        self._told: dict[str, Expression] = {}
        definition: dict[str, Any] = {}
        for place, rule in enumerate(group.rules):
            rules = definition.setdefault(f"s{place // self.LARGEST}", {})
            written = self._written(rule.broken)
            if json.dumps(written).count("[") > self.MOST_GROUPS:
                self._told[f"t{place}"] = rule.broken
                written = {f"t{place}": True}
            when = {"$and": [{"g": 1}, written]}
            rules[f"r{place}"] = {"all": [{"m": when}], "run": self._record(place)}
        for rules in definition.values():
            rules["last"] = {"pri": 9999, "all": [{"m": {"g": 1}}], "run": lambda _: None}
        self._sets = list(definition)
        self._host = durable._quiet_host()(definition)  # noqa: SLF001  the guarded form

    def _record(self, place: int) -> Callable[[Any], None]:
        return lambda _: self._found.append(place)

    def prepare(self, facts: Facts) -> Prepared:
        told = {name: is_true(expression, facts) for name, expression in self._told.items()}
        return {**facts, **told, "g": 1, "id": "f", "sid": "a"}

    def judge(self, prepared: Prepared) -> Any:  # noqa: ANN401  places
        self._found = []
        for name in self._sets:
            self._host.assert_fact(name, prepared)
            self._host.delete_state(name, "a")
        return self._found

    def places(self, answer: Any) -> list[int]:  # noqa: ANN401  places
        return sorted(set(answer))  # a rule fires once for every way in which it is satisfied

    def _written(self, expression: Expression, *, holds: bool = True) -> dict[str, Any]:
        match expression:
            case bool():
                return {"g": 1} if expression is holds else {"g": 0}
            case ("is", name, values):
                wanted = values if holds else [v for v in self._values[name] if v not in values]
                tests = [{name: value} for value in wanted]
                return _either(tests if holds else [*tests, {"$nex": {name: 1}}])
            case ("cmp", name, sign, bound):
                if holds:
                    return {_SIGNS[sign]: {name: bound}}
                return _either([{_SIGNS[_OTHER[sign]]: {name: bound}}, {"$nex": {name: 1}}])
            case ("!", part):
                return self._written(part, holds=not holds)
            case _:
                sign, parts = expression
                word = "$and" if (sign == "&") is holds else "$or"
                written = [self._written(part, holds=holds) for part in parts]
                return {word: [inner for part in written for inner in part.get(word, [part])]}


_SIGNS = {">": "$gt", ">=": "$gte", "<=": "$lte", "<": "$lt"}
_OTHER = {">": "<=", ">=": "<", "<=": ">", "<": ">="}


def _either(tests: list[dict[str, Any]]) -> dict[str, Any]:
    return tests[0] if len(tests) == 1 else {"$or": tests}


def _written(expression: Expression, words: dict[str, str]) -> str:
    """Write an expression for an engine in which an absent fact is null."""
    match expression:
        case bool():
            return "true" if expression else "false"
        case ("is", name, (only,)):
            return f"{name} {words['=']} {json.dumps(only)}"
        case ("is", name, values):
            return f"{name} {words['in']} {json.dumps(list(values))}"
        case ("cmp", name, sign, bound):
            return f"({name} != null{words['&']}{name} {sign} {bound})"
        case ("!", part):
            return f"{words['!']}({_written(part, words)})"
        case _:
            sign, parts = expression
            return "(" + words[sign].join(_written(part, words) for part in parts) + ")"


def _cedar(expression: Expression) -> str:
    match expression:
        case bool():
            return "true" if expression else "false"
        case ("is", name, (only,)):
            return f"(context has {name} && context.{name} == {json.dumps(only)})"
        case ("is", name, values):
            return f"(context has {name} && {json.dumps(list(values))}.contains(context.{name}))"
        case ("cmp", name, sign, bound):
            return f"(context has {name} && context.{name} {sign} {bound})"
        case ("!", part):
            return f"!({_cedar(part)})"
        case _:
            sign, parts = expression
            return "(" + {"&": " && ", "|": " || "}[sign].join(map(_cedar, parts)) + ")"


RIVALS: dict[str, Callable[[Group], Rival]] = {
    "zen-engine": Zen,
    "zen-engine, facts as text": ZenText,
    "CEL, C++": CelCpp,
    "CEL, Rust": CelRust,
    "CEL, Python": CelPython,
    "cedarpy": Cedar,
    "durable-rules": Durable,
}

__all__ = ["RIVALS", "Rival"]
