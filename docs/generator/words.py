"""Conditions as sentences that a policy's owner can read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, assert_never

from engine.facts.vocabulary import CAPACITY, DEED_VALUES
from engine.infer.wording import value_in_words
from engine.resolve.conditions import DEED_TESTS
from engine.syntax.condition import (
    AllOf,
    AnyOf,
    ByParameter,
    Chosen,
    Compare,
    Const,
    Count,
    Is,
    Moments,
    Not,
    Quantified,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from engine.facts.vocabulary import FactSpec
    from engine.syntax.condition import Condition

COMPARISONS = {
    "more_than": "more than",
    "at_least": "at least",
    "at_most": "at most",
    "less_than": "less than",
}


def in_words(condition: Condition, specs: Mapping[str, FactSpec]) -> str:
    """Give a condition as a clause of a sentence."""
    match condition:
        case Const(holds):
            return "always" if holds else "never"
        case Is(path, values):
            return _is(path, values, specs)
        case Compare(path, op, bound):
            return _told(path, f"{COMPARISONS[op]} {_value(path, bound, specs)}", specs)
        case ByParameter(path, op, parameter, unset):
            figure = _told(path, f"{COMPARISONS[op]} the figure set as `{parameter}`", specs)
            return f"{figure} (while that is unset: {in_words(unset, specs)})"
        case Chosen(parameter, values):
            return f"the organisation has chosen {_or(values)} for `{parameter}`"
        case Quantified(path, each, inner):
            items = specs[path].item if path in specs else {}
            which = "of every entry" if each else "of at least one entry"
            return f"{which} of `{path}`: {in_words(inner, items)}"
        case Moments(first, second, None):
            return f"`{first}` came before `{second}`"
        case Moments(first, second, minutes):
            return f"`{second}` came within {value_in_words(_minutes(), minutes)} of `{first}`"
        case Count(counted, test):
            return f"counted over {counted.of}: {in_words(test, specs)}"
        case AllOf(parts):
            return _joined("and", parts, specs)
        case AnyOf(parts):
            return _joined("or", parts, specs)
        case Not(Is(path, values)) if path in specs:
            rest = frozenset(specs[path].values) - values
            return _is(path, rest, specs)
        case Not(part):
            return f"it is not so that {in_words(part, specs)}"
        case _:
            assert_never(condition)


def _joined(word: str, parts: tuple[Condition, ...], specs: Mapping[str, FactSpec]) -> str:
    told = [
        f"({in_words(part, specs)})" if isinstance(part, AnyOf | AllOf) else in_words(part, specs)
        for part in parts
    ]
    return f", {word} ".join(told) if len(told) > 2 else f" {word} ".join(told)  # noqa: PLR2004


def _is(path: str, values: frozenset[Any], specs: Mapping[str, FactSpec]) -> str:
    spec = specs.get(path)
    if spec is None:
        return f"`{path}` is {_or(values)}"
    if isinstance(spec.says, tuple):
        says = [spec.says[0]] if True in values else []
        says += [spec.says[1]] if False in values else []
        return " or ".join(says)
    if spec.values == DEED_VALUES:
        return spec.says.replace("{}", _deed(values, spec))
    if path == CAPACITY or len(values) > len(spec.values) // 2 + 1:
        rest = [value for value in spec.values if value not in values]
        if len(rest) < len(values):
            return "it is not so that " + " or ".join(
                spec.says.replace("{}", value_in_words(spec, value)) for value in rest
            )
    words = [value_in_words(spec, value) for value in spec.values if value in values]
    return spec.says.replace("{}", " or ".join(words))


def _deed(values: frozenset[Any], spec: FactSpec) -> str:
    names = {
        DEED_TESTS["done"]: "done, in time or late",
        DEED_TESTS["done_in_time"]: "done in time",
    }
    if values in names:
        return names[values] + " (or not yet due)"
    return " or ".join(spec.words[value] for value in spec.values if value in values)


def _told(path: str, figure: str, specs: Mapping[str, FactSpec]) -> str:
    spec = specs.get(path)
    if spec is None or isinstance(spec.says, tuple):
        return f"the number is {figure}"
    return spec.says.replace("{}", figure)


def _value(path: str, bound: float, specs: Mapping[str, FactSpec]) -> str:
    return value_in_words(specs.get(path), bound)


def _or(values: frozenset[Any]) -> str:
    shown = {True: "yes", False: "no"}
    return " or ".join(sorted(f"`{shown.get(value, value)}`" for value in values))


def _minutes() -> FactSpec:
    from engine.facts.vocabulary import FactSpec  # noqa: PLC0415  a spec just for its unit

    return FactSpec("length", "duration", ask="", says="{}")
