"""Values that stand beside a fact or a parameter, read by its type."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from engine.load.node import Node, Scalar
from engine.value import Range, day, minutes, moment, pence

if TYPE_CHECKING:
    from engine.facts.vocabulary import FactSpec
    from engine.resolve.reader import Reader

WORDS = {True: True, False: False, "yes": True, "no": False}
EXAMPLES = {
    "money": "an amount such as `£25` or `£12.50`",
    "duration": "a length of time such as `90 minutes`, `2 hours` or `3 days`",
    "date": "a day such as `2026-03-02`",
    "instant": "a moment such as `2026-03-02T14:30+00:00`",
    "number": "a number",
    "boolean": "`true` or `false`",
    "choice": "a word",
}


def read_bound(reader: Reader, node: Node, spec: FactSpec) -> float | None:
    """Read the number that a fact is compared with, in the unit of the fact."""
    value = _number(node, spec.type)
    if value is None:
        _wrong(reader, node, f"`{spec.path}`", spec.type)
    return value


def _number(node: Node, kind: str) -> float | None:
    if not isinstance(node, Scalar) or isinstance(node.value, bool) or node.value is None:
        return None
    try:
        match kind, node.value:
            case "money", str() as value:
                return pence(value)
            case "duration", str() as value:
                return minutes(value)
            case "date", str() as value:
                return day(value)
            case "instant", str() as value:
                read = moment(value)
                return read.low if isinstance(read, Range) else read
            case "number", int() | float() as value:
                return value
            case _:
                return None
    except ValueError:
        return None


def read_leaves(reader: Reader, node: Node, spec: FactSpec) -> tuple[Any, ...]:
    """Read a value of a yes-or-no fact, a choice or a deed; a group gives all its members."""
    if not isinstance(node, Scalar):
        reader.wrong(node, f"the value of `{spec.path}`", "a single word")
        return ()
    if spec.type == "boolean":
        if isinstance(node.value, bool | str) and node.value in WORDS:
            return (WORDS[node.value],)
        _wrong(reader, node, f"`{spec.path}`", "boolean")
        return ()
    word = node.text
    if word in spec.values:
        return (word,)
    if word in spec.groups:
        return tuple(spec.groups[word])
    reader.unknown(
        "unknown-value",
        node.span,
        word,
        [*spec.values, *spec.groups],
        f"`{spec.path}` has no value `{word}`",
        "a test against a value that the fact cannot have would never hold",
    )
    return ()


def read_parameter_value(reader: Reader, node: Node, kind: str, options: tuple[Any, ...]) -> Any:  # noqa: ANN401  a parameter's value
    """Read a value of a parameter by its type; a mistake is noted and gives None."""
    value: Any = None
    if kind == "boolean" and isinstance(node, Scalar):
        value = WORDS.get(node.value) if isinstance(node.value, (bool, str)) else None
    elif kind == "choice" and isinstance(node, Scalar):
        if node.text in options:
            return node.text
        reader.unknown(
            "unknown-value",
            node.span,
            node.text,
            [str(option) for option in options],
            f"the parameter has no option `{node.text}`",
            "only a declared option means something",
        )
        return None
    else:
        value = _number(node, kind)
    if value is None:
        _wrong(reader, node, "the parameter", kind)
    return value


def _wrong(reader: Reader, node: Node, what: str, kind: str) -> None:
    reader.error(
        "wrong-value",
        node.span,
        f"{what} takes {EXAMPLES[kind]}",
        "this is something else",
        "a value of another type would never compare as meant",
        f"write {EXAMPLES[kind]}",
    )
