"""The tree that a YAML file is read into: every node knows what was written, and where."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias, assert_never

if TYPE_CHECKING:
    from collections.abc import Iterable

    from engine.span import Span

Value: TypeAlias = bool | int | float | str | None


@dataclass(frozen=True, slots=True)
class Scalar:
    """A single value: what it means, as it was written, and whether it stood in quotes."""

    value: Value
    text: str
    quoted: bool
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class Sequence:
    """A list."""

    items: tuple[Node, ...]
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class Mapping:
    """Keys with their values, in the order of the file; no key stands twice."""

    entries: tuple[tuple[Scalar, Node], ...]
    span: Span = field(compare=False)
    _places: dict[str, int] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        places = {key.text: place for place, (key, _) in enumerate(self.entries)}
        object.__setattr__(self, "_places", places)

    @property
    def keys(self) -> tuple[str, ...]:
        """Return the keys as written."""
        return tuple(self._places)

    def get(self, key: str) -> Node | None:
        """Return the value of `key`, or None."""
        place = self._places.get(key)
        return None if place is None else self.entries[place][1]

    def key(self, key: str) -> Scalar | None:
        """Return the key itself, for its place, or None."""
        place = self._places.get(key)
        return None if place is None else self.entries[place][0]


Node: TypeAlias = Scalar | Sequence | Mapping


def plain(node: Node) -> object:
    """Return the Python value of a node: dict, list, or what the scalar means."""
    match node:
        case Scalar(value):
            return value
        case Sequence(items):
            return [plain(item) for item in items]
        case Mapping(entries):
            return {key.text: plain(value) for key, value in entries}
        case _:
            assert_never(node)


def span_at(node: Node, loc: Iterable[str | int], *, key: bool = False) -> Span:
    """Return the place that a path leads to, or that of the nearest node above it.

    Steps that lead nowhere are passed over: a path of pydantic also names the member of a union.

    Args:
        node: Where the path starts.
        loc: Keys and indexes.
        key: Return the place of the last key on the path instead of its value's.
    """
    span = node.span
    for step in loc:
        match node:
            case Mapping(entries) if (place := node._places.get(str(step))) is not None:  # noqa: SLF001
                name, node = entries[place]
                span = name.span if key else node.span
            case Sequence(items) if isinstance(step, int) and 0 <= step < len(items):
                node = items[step]
                span = node.span
            case _:
                continue
    return span
