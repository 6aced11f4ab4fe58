"""How facts read: a value as it travels, and as a sentence."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

from engine.infer.variable import Entries
from engine.value import Range

if TYPE_CHECKING:
    from engine.facts.vocabulary import FactSpec

PENCE = 100


def shown_value(spec: FactSpec | None, value: Any) -> Any:  # noqa: ANN401  a fact's value
    """Give a value in the form in which an incident states it."""
    kind = spec.type if spec else "number"
    if isinstance(value, Range):
        ends = {"at_least": value.low, "at_most": value.high}
        return {key: shown_value(spec, end) for key, end in ends.items() if end is not None}
    if isinstance(value, frozenset):
        order = spec.values if spec else ()
        return {"one_of": [leaf for leaf in order if leaf in value]}
    if isinstance(value, Entries):
        return {"items": [dict(record) for record in value.records], "complete": value.complete}
    if value is None:
        return None
    if kind == "date":
        return date.fromordinal(int(value)).isoformat()
    if kind == "instant":
        return datetime.fromtimestamp(value, UTC).isoformat(timespec="seconds")
    return value


def in_words(spec: FactSpec | None, value: Any) -> str:  # noqa: ANN401  a fact's value
    """Give a stated fact as a short sentence."""
    if spec is None:
        return f"so far {value_in_words(None, value)} in all"
    if isinstance(spec.says, tuple):
        return spec.says[0] if value is True else spec.says[1]
    return spec.says.replace("{}", value_in_words(spec, value))


def value_in_words(spec: FactSpec | None, value: Any) -> str:  # noqa: ANN401  a fact's value
    """Give a value alone in words, with its unit."""
    kind = spec.type if spec else "number"
    if isinstance(value, Range):
        return _range_in_words(spec, value)
    if isinstance(value, frozenset):
        order = spec.values if spec else ()
        return " or ".join(value_in_words(spec, leaf) for leaf in order if leaf in value)
    if isinstance(value, Entries):
        count = len(value.records)
        return f"{count} {'entry' if count == 1 else 'entries'}"
    if kind == "boolean":
        return "yes" if value else "no"
    if kind == "money":
        return f"£{value // PENCE}" if value % PENCE == 0 else f"£{value / PENCE:.2f}"
    if kind == "duration":
        return _duration(int(value))
    if kind == "date":
        return f"{date.fromordinal(int(value)):%-d %B %Y}"
    if kind == "instant":
        return f"{datetime.fromtimestamp(value, UTC):%-d %B %Y %H:%M} UTC"
    if spec is not None and kind in ("choice", "deed"):
        return spec.words.get(value, str(value).replace("_", " "))
    unit = f" {spec.unit}" if spec and spec.unit else ""
    return f"{value}{unit}"


def _range_in_words(spec: FactSpec | None, value: Range) -> str:
    ends = [None if end is None else value_in_words(spec, end) for end in (value.low, value.high)]
    if ends[0] is None:
        return "any number" if ends[1] is None else f"at most {ends[1]}"
    return f"at least {ends[0]}" if ends[1] is None else f"between {ends[0]} and {ends[1]}"


def _duration(minutes: int) -> str:
    for name, length in (("week", 10080), ("day", 1440), ("hour", 60)):
        if minutes and minutes % length == 0:
            count = minutes // length
            return f"{count} {name}{'' if count == 1 else 's'}"
    return f"{minutes} minute{'' if minutes == 1 else 's'}"
