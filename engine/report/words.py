"""Conditions, changes and offices in words that people use."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, assert_never

from engine.facts.people import OFFICES, ROLE_GROUPS, ROLES
from engine.infer.wording import in_words, value_in_words
from engine.syntax.condition import (
    AllOf,
    AnyOf,
    ByParameter,
    Chosen,
    Compare,
    Condition,
    Const,
    Count,
    Is,
    Moments,
    Not,
    Quantified,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from engine.facts.vocabulary import FactSpec

_COMPARED = {
    "more_than": "more than",
    "at_least": "at least",
    "at_most": "at most",
    "less_than": "less than",
}


def spoken(word: str) -> str:
    """Return a name of ours as words."""
    return word.replace("_", " ").replace("-", " ")


def office(name: str) -> str:
    """Name who acts or is told: an office, a role, else the word itself."""
    if name == "actor":
        return "the person who acted"
    return OFFICES.get(name) or ROLES.get(name) or spoken(name)


def roles_in_words(roles: Iterable[str]) -> list[str]:
    """Name roles; where all of a group are among them, the group."""
    left = dict.fromkeys(roles)
    named = []
    for group, members in ROLE_GROUPS.items():
        if set(members) <= left.keys():
            named.append(f"{spoken(group)} ({', '.join(ROLES[role] for role in members)})")
            left = {role: None for role in left if role not in members}
    return [*named, *(ROLES.get(role, spoken(role)) for role in left)]


def joined(words: Iterable[str], word: str = "or") -> str:
    """Join words as in a sentence: `a, b or c`."""
    *most, last = list(words) or [""]
    return f"{', '.join(most)} {word} {last}" if most else last


def change_in_words(spec: FactSpec | None, path: str, value: Any) -> str:  # noqa: ANN401
    """Say a changed fact as a sentence; `value` is a value, or bounds of a number."""
    if value is None or spec is None:
        return f"something else were so about: {spoken(path)}"
    if isinstance(value, dict):
        ends = [f"{_COMPARED[key]} {value_in_words(spec, end)}" for key, end in value.items()]
        return _said(spec, joined(ends, "and"))
    return in_words(spec, value)


def lines_of(
    condition: Condition, specs: Mapping[str, FactSpec], depth: int = 0
) -> Iterator[tuple[int, str, Condition]]:
    """Give a condition line by line: how deep, in words, and the part that the line says."""
    match condition:
        case AllOf(parts):
            if depth:
                yield depth, "all of these:", condition
            for part in parts:
                yield from lines_of(part, specs, depth + bool(depth))
        case AnyOf(parts):
            yield depth, "at least one of these:", condition
            for part in parts:
                yield from lines_of(part, specs, depth + 1)
        case Not(AllOf(parts)):
            yield depth, "not all of these together:", condition
            for part in parts:
                yield from lines_of(part, specs, depth + 1)
        case Not(AnyOf(parts)):
            yield depth, "none of these:", condition
            for part in parts:
                yield from lines_of(part, specs, depth + 1)
        case _:
            yield depth, condition_in_words(condition, specs), condition


def condition_in_words(condition: Condition, specs: Mapping[str, FactSpec]) -> str:
    """Say a condition in one line."""
    match condition:
        case Const(holds):
            return "always" if holds else "never"
        case Is(path, values):
            return _is(specs.get(path), path, values)
        case Compare(path, op, bound):
            spec = specs.get(path)
            return _said(spec, f"{_COMPARED[op]} {value_in_words(spec, bound)}", path)
        case ByParameter(path, op, parameter, unset):
            text = _said(specs.get(path), f"{_COMPARED[op]} the figure set for `{parameter}`", path)
            return f"{text} (while no figure is set: {condition_in_words(unset, specs)})"
        case Chosen(parameter, values):
            return f"the organisation has chosen {_values(None, values)} for `{parameter}`"
        case Quantified(path, each, inner):
            spec = specs.get(path)
            item = spec.item if spec is not None else {}
            which = "each entry" if each else "at least one entry"
            return f"{which} under {spoken(path)}: {condition_in_words(inner, item)}"
        case Moments(first, second, minutes):
            if minutes is None:
                return f"{spoken(first)} came before {spoken(second)}"
            return f"{spoken(first)} came within {minutes} minutes of {spoken(second)}"
        case Count():
            return _count(condition, specs)
        case AllOf(parts):
            return "; and ".join(_nested(part, specs) for part in parts)
        case AnyOf(parts):
            return "; or ".join(_nested(part, specs) for part in parts)
        case Not(part):
            return _not(part, specs)
        case _:
            assert_never(condition)


def _nested(condition: Condition, specs: Mapping[str, FactSpec]) -> str:
    text = condition_in_words(condition, specs)
    return f"({text})" if isinstance(condition, AllOf | AnyOf) else text


def _not(part: Condition, specs: Mapping[str, FactSpec]) -> str:
    if isinstance(part, Is):
        spec = specs.get(part.path)
        if spec is not None and set(spec.values) > part.values:
            return _is(spec, part.path, frozenset(spec.values) - part.values)
    return f"not so: {condition_in_words(part, specs)}"


def _is(spec: FactSpec | None, path: str, values: frozenset[Any]) -> str:
    if spec is not None and len(values) == 1 and spec.type == "boolean":
        return in_words(spec, next(iter(values)))
    if spec is not None and spec.type == "choice" and len(values) > 1:
        rest = frozenset(spec.values) - values
        if len(rest) == 1:
            return _said(spec, f"anything but {_values(spec, rest)}", path)
    return _said(spec, _values(spec, values), path)


def _values(spec: FactSpec | None, values: Iterable[Any]) -> str:
    """Name values in the order of the vocabulary; a group where all its members are among them."""
    found = set(values)
    if spec is None:
        return joined(spoken(str(value)) for value in sorted(found, key=str))
    named = []
    for group, members in spec.groups.items():
        if found >= set(members):
            named.append(spec.words.get(group, spoken(group)))
            found -= set(members)
    return joined([*named, *(value_in_words(spec, v) for v in spec.values if v in found)])


def _said(spec: FactSpec | None, value: str, path: str = "") -> str:
    if spec is None:
        return f"{'the count' if path.startswith('#') else spoken(path)} is {value}"
    if isinstance(spec.says, tuple):
        return f"{spoken(spec.path)}: {value}"
    return spec.says.replace("{}", value)


def _count(condition: Count, specs: Mapping[str, FactSpec]) -> str:
    counted, test = condition.counted, condition.test
    what = "acts of this kind" if counted.of == "acts" else "earlier findings against the person"
    bound = (
        f"the figure set for `{test.parameter}`"
        if isinstance(test, ByParameter)
        else (f"{test.bound:g}")
    )
    text = f"{_COMPARED[test.op]} {bound} {what}"
    if counted.clause:
        text += f" under {counted.clause}"
    if counted.gravity:
        text += f", {joined(sorted(counted.gravity))}"
    if counted.same:
        text += f", with the same {joined(map(spoken, counted.same), 'and')}"
    if counted.minutes:
        text += f", within {counted.minutes // 1440} days"
    if counted.where != Const(holds=True):
        text += f", where {condition_in_words(counted.where, specs)}"
    if isinstance(test, ByParameter):
        text += f" (while no figure is set: {condition_in_words(test.unset, specs)})"
    return text
