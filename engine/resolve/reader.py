"""Reading a written tree: each kind of node with the message that a wrong one earns.

A reader collects every mistake and never raises; what cannot be read comes back as None or empty.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.diagnostic import Diagnostic
from engine.load.node import Mapping, Node, Scalar, Sequence
from engine.suggest import nearest

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from engine.span import Span


class Reader:
    """Collects the mistakes of one policy folder while its parts are read."""

    def __init__(self) -> None:
        self.diagnostics: list[Diagnostic] = []

    def error(  # noqa: PLR0913  a message has these six parts
        self, code: str, span: Span, message: str, label: str, why: str, mend: str
    ) -> None:
        """Note one mistake."""
        self.diagnostics.append(Diagnostic(code, span, message, label, why, mend))

    def fields(
        self, node: Node | None, required: Iterable[str], optional: Iterable[str], what: str
    ) -> dict[str, Node]:
        """Read a mapping whose keys are known; give its values by key.

        Args:
            node: What was written; None is passed over in silence.
            required: Keys that have to be there.
            optional: Keys that may be there.
            what: What the mapping is, for messages: `a clause`.
        """
        mapping = self.mapping(node, what)
        if mapping is None:
            return {}
        required = tuple(required)
        allowed = (*required, *optional)
        found = {}
        for key, value in mapping.entries:
            name = str(key.value) if key.value is not None else key.text
            if name in allowed:
                if not _empty(value):
                    found[name] = value
            else:
                self.unknown(
                    "unknown-key",
                    key.span,
                    name,
                    allowed,
                    f"{what} has no key `{name}`",
                    "a key that nothing reads would be passed over, and with it what it says",
                )
        for name in required:
            if name not in found:
                self.error(
                    "missing-key",
                    mapping.span,
                    f"{what} lacks `{name}`",
                    f"`{name}` belongs here",
                    "what is missing here cannot be guessed",
                    f"add `{name}: ...`",
                )
        return found

    def unknown(  # noqa: PLR0913  a message has these parts
        self,
        code: str,
        span: Span,
        name: str,
        known: Collection[str],
        message: str,
        why: str,
    ) -> None:
        """Note a name that is none of those known, with the nearest one."""
        close = nearest(name, known)
        listed = ", ".join(f"`{word}`" for word in sorted(known)[:12])
        mend = f"did you mean `{close}`?" if close else f"write one of {listed}"
        self.error(code, span, message, "not known here", why, mend)

    def mapping(self, node: Node | None, what: str) -> Mapping | None:
        """Read a mapping of any keys."""
        if node is None or isinstance(node, Mapping):
            return node
        self.wrong(node, what, "a mapping of keys and values")
        return None

    def items(self, node: Node | None, what: str) -> tuple[Node, ...]:
        """Read a list."""
        if node is None or _empty(node):
            return ()
        if isinstance(node, Sequence):
            return node.items
        self.wrong(node, what, "a list, such as `[a, b]`")
        return ()

    def text(self, node: Node | None, what: str) -> str:
        """Read a text; a number or a word such as `no` counts as the text that was written."""
        if node is None:
            return ""
        if isinstance(node, Scalar) and node.text:
            return node.text
        self.wrong(node, what, "a text")
        return ""

    def name(self, node: Node | None, known: Collection[str], what: str, code: str) -> str:
        """Read one of a closed set of words."""
        word = self.text(node, what)
        if node is None or not word or word in known:
            return word
        self.unknown(
            code,
            node.span,
            word,
            known,
            f"no {what} `{word}`",
            f"only a declared {what} means something here",
        )
        return ""

    def texts(self, node: Node | None, what: str) -> tuple[str, ...]:
        """Read a list of texts; a single text counts as a list of one."""
        if isinstance(node, Scalar) and node.value is not None:
            return (self.text(node, what),)
        return tuple(self.text(item, what) for item in self.items(node, what))

    def names(
        self, node: Node | None, known: Collection[str], what: str, code: str
    ) -> tuple[str, ...]:
        """Read a list of words of a closed set; a single word counts as a list of one."""
        nodes = (node,) if isinstance(node, Scalar) else self.items(node, what)
        words = [self.name(item, known, what, code) for item in nodes]
        return tuple(word for word in words if word)

    def flag(self, node: Node | None, what: str) -> bool:
        """Read true or false; left out is false."""
        if node is None:
            return False
        if isinstance(node, Scalar) and isinstance(node.value, bool):
            return node.value
        if isinstance(node, Scalar) and node.value in ("yes", "no"):
            return node.value == "yes"
        self.wrong(node, what, "`true` or `false`")
        return False

    def whole(self, node: Node | None, what: str) -> int | None:
        """Read a whole number."""
        if node is None:
            return None
        if (
            isinstance(node, Scalar)
            and isinstance(node.value, int)
            and not isinstance(node.value, bool)
        ):
            return node.value
        self.wrong(node, what, "a whole number")
        return None

    def wrong(self, node: Node, what: str, wanted: str) -> None:
        """Note that something of another shape was wanted."""
        self.error(
            "wrong-shape",
            node.span,
            f"{what} has to be {wanted}",
            f"this is {shape(node)}",
            "read as anything else, it would mean something that nobody wrote",
            f"write {wanted}",
        )


def shape(node: Node) -> str:
    """Say in words what a node is."""
    match node:
        case Mapping():
            return "a mapping"
        case Sequence():
            return "a list"
        case Scalar(value=None):
            return "empty"
        case Scalar(value=bool()):
            return "true or false"
        case Scalar(value=int() | float()):
            return "a number"
        case _:
            return "a text"


def _empty(node: Node) -> bool:
    return isinstance(node, Scalar) and node.value is None
