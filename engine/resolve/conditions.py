"""Written conditions to typed ones: every fact, value and unit checked against the vocabulary."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from engine.facts.vocabulary import FactSpec
from engine.load.node import Mapping, Node, Scalar
from engine.resolve.values import read_bound, read_leaves, read_parameter_value
from engine.syntax.condition import (
    ALWAYS,
    AllOf,
    ByParameter,
    Chosen,
    Compare,
    Comparison,
    Condition,
    Count,
    Counted,
    Is,
    Moments,
    Quantified,
    all_of,
    any_of,
    negation,
)
from engine.value import minutes

if TYPE_CHECKING:
    from collections.abc import Mapping as MappingOf

    from engine.resolve.reader import Reader
    from engine.syntax.typed import Parameter

COMPARISONS: tuple[Comparison, ...] = ("more_than", "at_least", "at_most", "less_than")
NUMERIC = ("number", "money", "duration", "date", "instant")
JOINTS = ("any", "all", "not", "count", "parameter")
DEED_TESTS = {
    "done": frozenset({"done", "late", "not_yet_due"}),
    "done_in_time": frozenset({"done", "not_yet_due"}),
}


@dataclass(frozen=True, slots=True)
class Scope:
    """What a condition may speak of: the facts at hand and the policy's parameters.

    `about` says in words whose facts they are, for messages.
    """

    facts: MappingOf[str, FactSpec]
    parameters: MappingOf[str, Parameter]
    about: str
    clauses: frozenset[str] = frozenset()
    in_list: bool = False

    def record(self, path: str) -> dict[str, str]:
        """Give the facts of the record at `path`, by their short names."""
        prefix = f"{path}."
        return {full[len(prefix) :]: full for full in self.facts if full.startswith(prefix)}


def read_condition(reader: Reader, node: Node | None, scope: Scope, what: str) -> Condition:
    """Read a condition; a mistake is noted and stands for "always"."""
    mapping = reader.mapping(node, what)
    if mapping is None:
        return ALWAYS
    if not mapping.entries:
        reader.error(
            "empty-condition",
            mapping.span,
            f"{what} is empty",
            "nothing is asked here",
            "an empty condition holds always, which is rarely meant",
            "name a fact, or leave the key out",
        )
    return all_of([_entry(reader, key, value, scope, "") for key, value in mapping.entries])


def read_must_not(reader: Reader, node: Node | None, scope: Scope) -> Condition:
    """Read what must not be so; several keys need `any:` or `all:`."""
    mapping = reader.mapping(node, "must_not")
    if mapping is not None and len(mapping.entries) > 1:
        reader.error(
            "several-under-must-not",
            mapping.entries[1][0].span,
            "several keys under `must_not`",
            "is this one forbidden by itself, or only together with the others?",
            '"not a and b" reads both ways, and the two differ in who is in breach',
            "write `any: [{...}, {...}]` or `all: [{...}, {...}]`",
        )
    return negation(read_condition(reader, node, scope, "must_not"))


def _entry(reader: Reader, key: Scalar, value: Node, scope: Scope, prefix: str) -> Condition:
    word = key.text
    if not prefix and word in ("any", "all"):
        parts = [read_condition(reader, item, scope, word) for item in reader.items(value, word)]
        return any_of(parts) if word == "any" else all_of(parts)
    if not prefix and word == "not":
        return negation(read_condition(reader, value, scope, "not"))
    if not prefix and word in ("count", "parameter"):
        if scope.in_list:
            reader.error(
                "not-in-a-list",
                key.span,
                f"`{word}` inside a list",
                "this does not speak of the entry",
                "every entry is asked by itself, and this is the same for all of them",
                "move it out of `each` or `some`",
            )
            return ALWAYS
        return _count(reader, value, scope) if word == "count" else _chosen(reader, value, scope)
    return _fact(reader, key, value, scope, prefix + word)


def _fact(reader: Reader, key: Scalar, value: Node, scope: Scope, path: str) -> Condition:
    spec = scope.facts.get(path)
    if spec is not None:
        return _test(reader, value, spec, scope)
    if scope.record(path):
        mapping = reader.mapping(value, f"the record `{path}`")
        if mapping is None:
            return ALWAYS
        parts = [_entry(reader, sub, test, scope, f"{path}.") for sub, test in mapping.entries]
        return all_of(parts)
    known = [*scope.facts, *(() if "." in path else JOINTS)]
    reader.unknown(
        "unknown-fact",
        key.span,
        path,
        known,
        f"no fact `{path}`",
        f"a condition may ask for declared facts only; {scope.about} has none of that name, so it"
        " would stay open for ever",
    )
    return ALWAYS


def _test(reader: Reader, node: Node, spec: FactSpec, scope: Scope) -> Condition:
    if isinstance(node, Mapping):
        return _test_mapping(reader, node, spec, scope)
    if spec.type == "list":
        reader.wrong(node, f"the list `{spec.path}`", "`{each: {...}}` or `{some: {...}}`")
        return ALWAYS
    if spec.type in NUMERIC:
        bound = read_bound(reader, node, spec)
        if bound is None:
            return ALWAYS
        return AllOf((Compare(spec.path, "at_least", bound), Compare(spec.path, "at_most", bound)))
    if spec.type == "deed" and isinstance(node, Scalar) and node.text in DEED_TESTS:
        return Is(spec.path, DEED_TESTS[node.text])
    return _is(reader, [node], spec)


def _is(reader: Reader, nodes: list[Node], spec: FactSpec) -> Condition:
    values = frozenset(leaf for node in nodes for leaf in read_leaves(reader, node, spec))
    return Is(spec.path, values) if values else ALWAYS


def _test_mapping(reader: Reader, node: Mapping, spec: FactSpec, scope: Scope) -> Condition:
    parts: list[Condition] = []
    entries = {key.text: (key, value) for key, value in node.entries}
    for word, (key, value) in entries.items():
        if word in COMPARISONS and spec.type in NUMERIC:
            parts.append(_compare(reader, word, value, entries, spec, scope))
        elif word == "one_of" and spec.type in ("boolean", "choice", "deed"):
            parts.append(_is(reader, list(reader.items(value, "one_of")), spec))
        elif word in ("each", "some") and spec.type == "list":
            about = f"an entry of `{spec.path}`"
            inner = replace(scope, facts=spec.item, about=about, in_list=True)
            condition = read_condition(reader, value, inner, word)
            parts.append(Quantified(spec.path, word == "each", condition))
        elif word in ("before", "within") and spec.type == "instant":
            parts.append(_moments(reader, word, value, entries, spec, scope))
        elif word not in ("while_unset", "of"):
            reader.unknown(
                "unknown-test",
                key.span,
                word,
                _tests_of(spec),
                f"`{spec.path}` cannot be tested by `{word}`",
                f"`{spec.path}` is of type {spec.type}, and only some tests make sense of that",
            )
    return all_of(parts)


def _tests_of(spec: FactSpec) -> tuple[str, ...]:
    if spec.type in NUMERIC:
        extra = ("before", "within") if spec.type == "instant" else ()
        return (*COMPARISONS, *extra)
    return ("each", "some") if spec.type == "list" else ("one_of",)


def _compare(  # noqa: PLR0913  one comparison with all that belongs to it
    reader: Reader,
    word: Comparison | str,
    node: Node,
    entries: dict[str, tuple[Scalar, Node]],
    spec: FactSpec,
    scope: Scope,
) -> Condition:
    op: Comparison = next(known for known in COMPARISONS if known == word)
    if isinstance(node, Mapping):
        fields = reader.fields(node, ["parameter"], [], f"the bound of `{spec.path}`")
        name = reader.name(
            fields.get("parameter"), scope.parameters, "parameter", "unknown-parameter"
        )
        unset = entries.get("while_unset")
        if unset is None:
            reader.error(
                "no-while-unset",
                node.span,
                f"the comparison of `{spec.path}` with a parameter lacks `while_unset`",
                "what decides while the organisation has set no figure?",
                "a parameter may be unset, and no figure is ever invented",
                "add `while_unset: {some_judgement: true}` beside it",
            )
            return ALWAYS
        otherwise = read_condition(reader, unset[1], scope, "while_unset")
        if not name:
            return ALWAYS
        wanted = "number" if spec.type not in ("money", "duration") else spec.type
        if scope.parameters[name].type != wanted:
            reader.error(
                "wrong-unit",
                node.span,
                f"`{spec.path}` and the parameter `{name}` differ in unit",
                f"the parameter is of type {scope.parameters[name].type}",
                "numbers of different units cannot be compared",
                f"declare the parameter as {wanted}",
            )
            return ALWAYS
        return ByParameter(spec.path, op, name, otherwise)
    bound = read_bound(reader, node, spec)
    return ALWAYS if bound is None else Compare(spec.path, op, bound)


def _moments(  # noqa: PLR0913  one comparison with all that belongs to it
    reader: Reader,
    word: str,
    node: Node,
    entries: dict[str, tuple[Scalar, Node]],
    spec: FactSpec,
    scope: Scope,
) -> Condition:
    instants = [path for path, other in scope.facts.items() if other.type == "instant"]
    if word == "before":
        other = reader.name(node, instants, "instant", "unknown-fact")
        return Moments(spec.path, other, None) if other else ALWAYS
    of = entries.get("of")
    if of is None:
        reader.error(
            "missing-key",
            node.span,
            f"`within` of `{spec.path}` lacks `of`",
            "within so long of which moment?",
            "a time limit needs the moment from which it counts",
            "write `{within: 1 day, of: other_moment}`",
        )
        return ALWAYS
    other = reader.name(of[1], instants, "instant", "unknown-fact")
    length = _minutes(reader, node, "within")
    return Moments(other, spec.path, length) if other and length is not None else ALWAYS


def _minutes(reader: Reader, node: Node | None, what: str) -> int | None:
    if node is None:
        return None
    text = reader.text(node, what)
    try:
        return minutes(text) if text else None
    except ValueError as error:
        reader.error(
            "wrong-value",
            node.span,
            f"`{what}` has to be a duration",
            "this is none",
            "without its unit a length of time can be misread",
            str(error),
        )
        return None


def _chosen(reader: Reader, node: Node, scope: Scope) -> Condition:
    mapping = reader.mapping(node, "parameter")
    parts: list[Condition] = []
    for key, value in mapping.entries if mapping else ():
        name = reader.name(key, scope.parameters, "parameter", "unknown-parameter")
        if name:
            parameter = scope.parameters[name]
            wanted = read_parameter_value(reader, value, parameter.type, parameter.options)
            if wanted is not None:
                parts.append(Chosen(name, frozenset([wanted])))
    return all_of(parts)


def _count(reader: Reader, node: Node, scope: Scope) -> Condition:
    fields = reader.fields(
        node,
        ["of"],
        ["where", "same", "within", "total", "while_unset", *COMPARISONS],
        "a count",
    )
    of = reader.name(fields.get("of"), ("acts", "history"), "thing to count", "unknown-test")
    total = fields.get("total")
    counted = _counted(reader, fields, scope, of, total)
    ops = [op for op in COMPARISONS if op in fields]
    if len(ops) != 1:
        at = node.span
        reader.error(
            "wrong-shape",
            at,
            "a count needs exactly one of `at_least`, `more_than`, `at_most`, `less_than`",
            f"{len(ops)} stand here",
            "a count alone says nothing yet",
            "write for instance `at_least: 3`",
        )
        return ALWAYS
    if ops[0] in ("at_most", "less_than") and total is None and of == "acts":
        reader.error(
            "count-needs-total",
            fields[ops[0]].span,
            f"`{ops[0]}` over stated acts without `total`",
            "there may have been more than were stated",
            "the acts that an account states are a lower bound; silence proves no absence",
            "name the fact that states the whole number: `total: how_many`",
        )
    number = _number_spec(counted)
    entries = {key.text: (key, value) for key, value in getattr(node, "entries", ())}
    test = _compare(reader, ops[0], fields[ops[0]], entries, number, scope)
    if isinstance(test, (Compare, ByParameter)):
        return Count(counted, test)
    return ALWAYS


def _number_spec(counted: Counted) -> FactSpec:
    return FactSpec(counted.path, "number", ask="How many times in all?", says="in all {} times")


def _counted(
    reader: Reader, fields: dict[str, Node], scope: Scope, of: str, total: Node | None
) -> Counted:
    numbers = [path for path, spec in scope.facts.items() if spec.type == "number"]
    length = _minutes(reader, fields.get("within"), "within")
    total_path = reader.name(total, numbers, "number", "unknown-fact") if total else ""
    if of == "history":
        where = reader.fields(fields.get("where"), [], ["clause", "gravity"], "where")
        clause = reader.name(where.get("clause"), scope.clauses, "clause", "unknown-clause")
        gravity = reader.names(
            where.get("gravity"),
            ("low", "moderate", "serious", "critical"),
            "gravity",
            "unknown-gravity",
        )
        return Counted(
            "history",
            ALWAYS,
            minutes=length,
            total=total_path or None,
            clause=clause or None,
            gravity=frozenset(gravity) or None,
        )
    condition = (
        read_condition(reader, fields["where"], scope, "where") if "where" in fields else ALWAYS
    )
    same = reader.names(fields.get("same"), scope.facts, "fact", "unknown-fact")
    return Counted("acts", condition, tuple(same), length, total_path or None)
