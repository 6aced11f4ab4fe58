"""From an incident as validated to facts as judged: plain values by path, with where they stood."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel

from engine.facts.base import NOT_KNOWN, Between, Several
from engine.facts.links import ContradictionError, settle
from engine.infer.variable import Entries
from engine.value import Range, day, minutes, moment, pence

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from engine.facts.vocabulary import FactSpec

_YES_NO = {True: True, False: False, "yes": True, "no": False}
_DEED = {True: "yes", False: "no"}
_READERS: dict[str, Callable[[Any], Any]] = {
    "number": lambda value: value,
    "money": pence,
    "duration": minutes,
    "date": day,
    "instant": moment,
}


@dataclass(slots=True)
class Stated:
    """What is stated of one act: values, the reason why a fact is open, and the place of each."""

    known: dict[str, Any] = field(default_factory=dict)
    open: dict[str, str] = field(default_factory=dict)
    places: dict[str, str] = field(default_factory=dict)
    assumed: set[str] = field(default_factory=set)
    """What nobody said and is taken for granted; the answer names it."""


def read_facts(
    model: BaseModel, specs: Mapping[str, FactSpec], pointer: str, into: Stated, prefix: str = ""
) -> None:
    """Read the facts that a model states, unless `into` has them already.

    Args:
        model: An act, an event or the circumstances.
        specs: The facts that count; others are passed over.
        pointer: The JSON pointer of the model in the incident.
        into: Where values, open facts and pointers are noted.
        prefix: The path of the record that the model is, with a dot.
    """
    values = model.__dict__
    for name in model.model_fields_set:
        value = values[name]
        if value is None:
            continue
        path = prefix + name
        spec = specs.get(path)
        if spec is None:
            if isinstance(value, BaseModel):
                read_facts(value, specs, f"{pointer}/{name}", into, f"{path}.")
            continue
        path = spec.path  # the one object that all share: looking it up compares no letters
        if path in into.places:
            continue
        into.places[path] = f"{pointer}/{name}"
        if value.__class__ is str and value in NOT_KNOWN:
            into.open[path] = value
        else:
            into.known[path] = read_value(spec, value)


def read_value(spec: FactSpec, value: Any) -> Any:  # noqa: ANN401  a fact's value
    """Turn a validated value into the form in which it is judged."""
    kind = spec.type
    if kind == "boolean":
        return _YES_NO[value]
    if kind == "choice":
        return value
    if kind == "deed":
        return _DEED.get(value, value) if value.__class__ is bool else value
    if isinstance(value, Several):
        return _entries(spec, value)
    reader = _READERS[kind]
    if isinstance(value, Between):
        return _range(reader, value)
    return reader(value)


def _range(reader: Callable[[Any], Any], value: Between[Any]) -> Range:
    ends = []
    for end, take in ((value.at_least, "low"), (value.at_most, "high")):
        read = None if end is None else reader(end)
        ends.append(getattr(read, take) if isinstance(read, Range) else read)
    return Range(ends[0], ends[1])


def _entries(spec: FactSpec, value: Several[Any]) -> Entries:
    records = []
    for item in value.items:
        stated = Stated()
        read_facts(item, spec.item, "", stated)
        try:
            settle(spec.item, stated.known)
        except ContradictionError:
            raise ContradictionError(spec.path) from None
        records.append(tuple(sorted(stated.known.items(), key=lambda pair: pair[0])))
    return Entries(tuple(records), complete=value.complete in (True, "yes"))
