"""The vocabulary as the engine sees it: every kind of act with its facts, laid flat.

A fact inside a record has a dotted path (`told.manager`). Facts of the whole incident stand in
every kind under `circumstances.`, and the role somebody acted in under `capacity`.
"""

from __future__ import annotations

import typing
from dataclasses import dataclass, field
from functools import cached_property
from types import UnionType
from typing import TYPE_CHECKING, Any, Literal, Union, get_args, get_origin

from engine.facts.base import NOT_KNOWN, Act, Record, Several
from engine.facts.people import ROLE_GROUPS, ROLES

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pydantic import BaseModel
    from pydantic.fields import FieldInfo

FactType = Literal[
    "boolean", "choice", "deed", "number", "money", "duration", "date", "instant", "list"
]
DEED_VALUES = ("done", "late", "not_done", "not_yet_due")
DEED_GROUPS = {"yes": ("done", "late"), "no": ("not_done", "not_yet_due")}
DEED_WORDS = {
    "done": "done in time",
    "late": "done late",
    "not_done": "not done",
    "not_yet_due": "not due yet",
    "yes": "done",
    "no": "not done so far",
}
CAPACITY = "capacity"
CIRCUMSTANCES = "circumstances"
DEPARTURE = "departure"
DECIDED = "departure.decided"
_HEAD = Act.model_fields.keys() - {DEPARTURE}
"""What every act has besides facts."""


@dataclass(frozen=True, slots=True)
class Settled:
    """Where the fact `path` has one of `values`, this fact is `value`."""

    path: str
    values: frozenset[Any]
    value: Any


@dataclass(frozen=True, slots=True)
class FactSpec:
    """One fact: what may stand for it, how it is asked, how it reads."""

    path: str
    type: FactType
    ask: str
    says: tuple[str, str] | str
    values: tuple[Any, ...] = ()
    groups: Mapping[str, tuple[Any, ...]] = field(default_factory=dict)
    unit: str | None = None
    weigh: str | None = None
    conduct: bool = True
    whom: str | None = None
    words: Mapping[str, str] = field(default_factory=dict)
    only_if: tuple[str, frozenset[Any]] | None = None
    settled: tuple[Settled, ...] = ()
    item: Mapping[str, FactSpec] = field(default_factory=dict)
    complained: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def judgement(self) -> bool:
        """Whether a person has to judge it."""
        return self.weigh is not None

    def leaves(self, value: Any) -> tuple[Any, ...]:  # noqa: ANN401  a fact's value
        """Give the values that a stated one leaves possible: itself, or the members of a group."""
        return tuple(self.groups.get(value, (value,)))


@dataclass(frozen=True, slots=True)
class KindSpec:
    """One kind of act with all its facts, in the order of the page that declares it."""

    name: str
    about: str
    facts: Mapping[str, FactSpec]
    model: type[Act]


@dataclass(frozen=True)
class Vocabulary:
    """All kinds of acts."""

    kinds: Mapping[str, KindSpec]
    roles: Mapping[str, str]
    role_groups: Mapping[str, tuple[str, ...]]

    @classmethod
    def of(cls, kinds: Sequence[type[Act]], circumstances: type[BaseModel]) -> Vocabulary:
        """Read the vocabulary off the pydantic models."""
        shared = _facts(circumstances, f"{CIRCUMSTANCES}.")
        capacity = _capacity()
        specs = {}
        for model in kinds:
            name = get_args(model.model_fields["kind"].annotation)[0]
            about = (model.__doc__ or "").strip().split("\n")[0]
            facts = {CAPACITY: capacity, **_facts(model, ""), **shared}
            specs[name] = KindSpec(name, about, facts, model)
        return cls(specs, ROLES, ROLE_GROUPS)

    @cached_property
    def paths(self) -> frozenset[str]:
        """Every fact path of every kind."""
        return frozenset(path for kind in self.kinds.values() for path in kind.facts)

    def role_leaves(self, name: str) -> tuple[str, ...]:
        """Give the roles that a role or role group stands for; empty where it is neither."""
        if name in self.role_groups:
            return self.role_groups[name]
        return (name,) if name in self.roles else ()


def _capacity() -> FactSpec:
    return FactSpec(
        CAPACITY,
        "choice",
        ask="In what role did the person act?",
        says="the person acted as {}",
        values=tuple(ROLES),
        groups=ROLE_GROUPS,
        conduct=False,
        words=ROLES,
    )


def _facts(model: type[BaseModel], prefix: str) -> dict[str, FactSpec]:
    found: dict[str, FactSpec] = {}
    for name, info in model.model_fields.items():
        if issubclass(model, Act) and (name in _HEAD or name == "kind"):
            continue
        record = _record(info.annotation)
        if record is not None:
            found.update(_facts(record, f"{prefix}{name}."))
        else:
            found[prefix + name] = _spec(prefix + name, prefix, info)
    if not prefix:
        return {path: _resolve(spec, found) for path, spec in found.items()}
    return found


def _record(annotation: Any) -> type[Record] | None:  # noqa: ANN401  a typing form
    options = get_args(annotation) if get_origin(annotation) in (Union, UnionType) else [annotation]
    for option in options:
        if isinstance(option, type) and issubclass(option, Record):
            return option
    return None


def _spec(path: str, prefix: str, info: FieldInfo) -> FactSpec:
    extra = info.json_schema_extra
    told: dict[str, Any] = extra.get("x-fact", {}) if isinstance(extra, dict) else {}  # type: ignore[assignment]
    several = _several(info.annotation)
    kind = "list" if several else next(m for m in info.metadata if isinstance(m, str))
    says = told["says"]
    only_if = told.get("only_if")
    return FactSpec(
        path,
        typing.cast("FactType", kind),
        ask=told["ask"],
        says=(says[0], says[1]) if isinstance(says, list) else says,
        values=tuple(v for v in _values(kind, info.annotation) if v not in told.get("groups", {})),
        groups=DEED_GROUPS
        if kind == "deed"
        else {name: tuple(members) for name, members in told.get("groups", {}).items()},
        unit=told.get("unit"),
        weigh=told.get("weigh"),
        conduct=told["conduct"],
        whom=told.get("whom"),
        words=DEED_WORDS if kind == "deed" else told.get("words", {}),
        only_if=None if only_if is None else _link(only_if, prefix),
        settled=tuple(
            Settled(*_link(rule["if"], prefix), rule["is"]) for rule in told.get("settled", [])
        ),
        item=_facts(several, "") if several else {},
        complained={value: tuple(o) for value, o in told.get("complained", {}).items()},
    )


def _link(written: dict[str, Any], prefix: str) -> tuple[str, frozenset[Any]]:
    ((other, wanted),) = written.items()
    values = frozenset(wanted) if isinstance(wanted, list) else frozenset([wanted])
    return (prefix + other, values)


def _resolve(spec: FactSpec, found: Mapping[str, FactSpec]) -> FactSpec:
    """Let a fact in a record name one outside it, where the record has none of that name."""

    def absolute(path: str) -> str:
        return path if path in found else path.rpartition(".")[2]

    changes: dict[str, Any] = {}
    if spec.only_if is not None:
        parent = found[absolute(spec.only_if[0])]
        changes["only_if"] = (parent.path, _leaves_of(parent, spec.only_if[1]))
    if spec.settled:
        changes["settled"] = tuple(
            Settled(
                absolute(rule.path), _leaves_of(found[absolute(rule.path)], rule.values), rule.value
            )
            for rule in spec.settled
        )
    if not changes:
        return spec
    return FactSpec(**{name: getattr(spec, name) for name in spec.__slots__} | changes)


def _leaves_of(spec: FactSpec, values: frozenset[Any]) -> frozenset[Any]:
    leaves = frozenset(leaf for value in values for leaf in spec.leaves(value))
    unknown = leaves - set(spec.values)
    if unknown:
        message = f"`{spec.path}` has no value {sorted(map(str, unknown))}"
        raise ValueError(message)
    return leaves


def _several(annotation: Any) -> type[BaseModel] | None:  # noqa: ANN401  a typing form
    options = get_args(annotation) if get_origin(annotation) in (Union, UnionType) else [annotation]
    for option in options:
        if isinstance(option, type) and issubclass(option, Several):
            item = option.__pydantic_generic_metadata__["args"][0]
            return typing.cast("type[BaseModel]", item)
    return None


def _values(kind: str, annotation: Any) -> tuple[Any, ...]:  # noqa: ANN401  a typing form
    if kind == "boolean":
        return (True, False)
    if kind == "deed":
        return DEED_VALUES
    if kind == "choice":
        return tuple(word for word in _words(annotation) if word not in NOT_KNOWN)
    return ()


def _words(annotation: Any) -> list[str]:  # noqa: ANN401  a typing form
    if get_origin(annotation) is Literal:
        return list(get_args(annotation))
    return [word for option in get_args(annotation) for word in _words(option)]
