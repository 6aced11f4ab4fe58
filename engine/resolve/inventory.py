"""norms.yaml: the inventory of a source, and where each of its open points has been settled."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.load.node import Mapping, Node
from engine.syntax.typed import Norm, OpenPoint, Prescribed

if TYPE_CHECKING:
    from engine.resolve.reader import Reader


@dataclass(frozen=True)
class Inventory:
    """What norms.yaml says: every norm, what the source leaves open, and what it prescribes."""

    norms: dict[str, Norm]
    open_points: tuple[OpenPoint, ...]
    prescribed: tuple[Prescribed, ...]


def read_inventory(reader: Reader, root: Node | None) -> Inventory:
    """Read the inventory."""
    mapping = reader.mapping(root, "the inventory")

    def entries(key: str, what: str) -> list[Mapping]:
        found = []
        for node in reader.items(mapping.get(key) if mapping else None, key):
            if isinstance(node, Mapping):
                found.append(node)
            else:
                reader.wrong(node, what, "a mapping of keys and values")
        return found

    return Inventory(
        _norms(reader, entries("norms", "a norm")),
        tuple(_open_point(reader, node) for node in entries("ambiguities", "an open point")),
        tuple(_prescribed(reader, node) for node in entries("escalation_paths", "a path")),
    )


def _open_point(reader: Reader, node: Mapping) -> OpenPoint:
    return OpenPoint(
        norms=reader.texts(node.get("norms"), "norms"),
        issue=reader.text(node.get("issue"), "issue"),
        settled_in=reader.texts(node.get("settled_in"), "settled_in"),
        ask=reader.text(node.get("ask"), "ask"),
        span=node.span,
    )


def _prescribed(reader: Reader, node: Mapping) -> Prescribed:
    steps = [step for step in reader.items(node.get("steps"), "steps") if isinstance(step, Mapping)]
    norms = [norm for step in steps for norm in reader.texts(step.get("norms"), "norms")]
    return Prescribed(
        id=reader.text(node.get("id"), "id"),
        event=reader.text(node.get("event"), "event"),
        norms=tuple(dict.fromkeys(norms)),
        coded_in=reader.texts(node.get("coded_in"), "coded_in"),
        why=reader.text(node.get("why"), "why"),
        span=node.span,
    )


def _norms(reader: Reader, nodes: list[Mapping]) -> dict[str, Norm]:
    norms: dict[str, Norm] = {}
    for node in nodes:
        lacking = [key for key in ("id", "section", "gist") if node.get(key) is None]
        if lacking:
            reader.error(
                "missing-key",
                node.span,
                f"a norm lacks `{lacking[0]}`",
                f"`{lacking[0]}` belongs here",
                "answers cite a norm by its id, section and gist",
                f"add `{lacking[0]}: ...`",
            )
            continue
        texts = {
            key: reader.text(node.get(key), key)
            for key in ("id", "section", "where", "modality", "gist")
        }
        norm = Norm(**texts)
        if norm.id in norms:
            key = node.get("id") or node
            reader.error(
                "twice",
                key.span,
                f"the norm `{norm.id}` stands twice",
                "it already stands above",
                "each norm has one number, and one home in the coding",
                "give it the number that the source gives it",
            )
        norms[norm.id] = norm
    return norms
