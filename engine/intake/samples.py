"""Samples: passages as people write them, each with the requirements that it brings up.

A whole account with labels is a sample of every requirement whose norm its labels say is broken or
open; the other labels are for those who measure with it (benchmarks/intake.py).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from engine.load.node import Scalar, Sequence as List
from engine.load.source import read_bytes
from engine.load.yaml import read_yaml
from engine.resolve.reader import Reader
from engine.span import shown_path

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from engine.diagnostic import Diagnostic
    from engine.load.node import Node
    from engine.syntax.typed import Policy

LONGEST: Final = 2_000
"""Characters of one sample; longer ones are about too much."""

BRING_UP: Final = ("breaches", "undetermined")
"""Labels of an account that say what it brings up."""

LABELS: Final = (*BRING_UP, "not_breached", "acceptable")
ACCOUNT: Final = (
    *LABELS,
    "actor_role", "escalation", "outcome", "kinds", "difficulty", "source", "share", "notes",
)  # fmt: skip
"""Keys of an account besides its id, its text and its policy."""

LABEL: Final = ("norm", "quote", "missing", "why", "exception_ids")
"""Keys of a label besides its norms."""


@dataclass(frozen=True, slots=True)
class Sample:
    """Passages that bring up the same requirements of one policy."""

    policy: str
    brings_up: tuple[str, ...]
    """Ids of requirements, or of their norms: `PP-07.accepting/not-regular`, `PP-07-06`."""
    says: tuple[str, ...]


def read_samples(
    folder: Path, policies: Iterable[Policy] = (), *, whole: bool = True
) -> tuple[tuple[Sample, ...], list[Diagnostic]]:
    """Read every file of samples in a folder.

    Args:
        folder: Where they are; there need be no such folder.
        policies: What they speak of. Requirements that none of these has are mistakes; without
            policies, ids are taken as they stand.
        whole: Whether these are all policies; else samples of others are passed over.

    Returns:
        The samples as far as they can be read, and every mistake in them.
    """
    known: dict[str, set[str]] = {}
    for policy in policies:
        known.setdefault(policy.id, set(policy.norms)).update(
            f"{clause.id}/{requirement.name}"
            for clause in policy.clauses
            for requirement in clause.requires
        )
    reader = Reader()
    read = _Samples(reader, known, whole=whole)
    for path in sorted(folder.rglob("*.yaml")):
        shown = shown_path(path)
        data, unreadable = read_bytes(path)
        reader.diagnostics += unreadable
        if data is not None:
            tree, mistakes = read_yaml(data, shown)
            reader.diagnostics += mistakes
            read.file(tree)
    return tuple(read.samples), reader.diagnostics


class _Samples:
    def __init__(self, reader: Reader, known: Mapping[str, set[str]], *, whole: bool) -> None:
        self._reader = reader
        self._whole = whole
        self._known = known
        self._norm_ids = {name for names in known.values() for name in names if "/" not in name}
        self._seen: set[tuple[str, str]] = set()
        self.samples: list[Sample] = []

    def file(self, root: Node | None) -> None:
        """Read a file: samples of one policy, or a list of accounts with labels."""
        if isinstance(root, List):
            for item in root.items:
                self._account(item)
            return
        reader = self._reader
        given = reader.fields(root, ("policy", "samples"), (), "a file of samples")
        policy = self._policy(given.get("policy"))
        for item in reader.items(given.get("samples"), "`samples`") if policy else ():
            entry = reader.fields(item, ("brings_up", "says"), (), "a sample")
            brings_up = self._requirements(policy, entry.get("brings_up"))
            self._add(policy, brings_up, entry.get("says"))

    def _account(self, root: Node) -> None:
        reader = self._reader
        given = reader.fields(root, ("id", "text", "policy"), ACCOUNT, "an account")
        policy = self._policy(given.get("policy"))
        if not policy:
            return
        norms: dict[str, None] = {}
        for kind in LABELS:
            for item in reader.items(given.get(kind), f"`{kind}`"):
                label = reader.fields(item, ("norm_ids",), LABEL, "a label")
                named = self._norms(label.get("norm_ids"))
                norms.update(dict.fromkeys(named if kind in BRING_UP else ()))
        self._add(policy, tuple(norms), given.get("text"))

    def _norms(self, node: Node | None) -> tuple[str, ...]:
        """Read the norms of a label, of any policy: an account may touch several."""
        if not (self._known and self._whole):
            return self._reader.texts(node, "`norm_ids`")
        return self._reader.names(node, self._norm_ids, "norm", "unknown-norm")

    def _add(self, policy: str, brings_up: tuple[str, ...], says: Node | None) -> None:
        passages = self._passages(policy, says)
        if brings_up and passages:
            self.samples.append(Sample(policy, brings_up, passages))

    def _policy(self, node: Node | None) -> str:
        """Read the policy; "" where it is none, or none that is looked at."""
        policy = (
            self._reader.name(node, self._known, "policy", "unknown-policy")
            if self._known and self._whole
            else self._reader.text(node, "the policy")
        )
        return "" if self._known and policy not in self._known else policy

    def _requirements(self, policy: str, node: Node | None) -> tuple[str, ...]:
        if not self._known:
            return self._reader.texts(node, "`brings_up`")
        return self._reader.names(
            node, self._known[policy], f"requirement or norm of {policy}", "unknown-requirement"
        )

    def _passages(self, policy: str, node: Node | None) -> tuple[str, ...]:
        reader = self._reader
        found = []
        for item in self._nodes(node):
            text = reader.text(item, "a passage")
            if len(text) > LONGEST:
                reader.error(
                    "wrong-value",
                    item.span,
                    f"the passage has {len(text):,} characters, {LONGEST:,} at most are read",
                    "too long",
                    "it would bring each of its subjects up for the words of the others",
                    "keep what shows the requirement, and leave out the rest",
                )
            elif (policy, text) in self._seen:
                reader.error(
                    "twice",
                    item.span,
                    "the passage stands twice",
                    "the same as an earlier one",
                    "its words would count double",
                    "leave one of them out, and name all that it brings up at the other",
                )
            elif text:
                self._seen.add((policy, text))
                found.append(text)
        return tuple(found)

    def _nodes(self, node: Node | None) -> Sequence[Node]:
        return (node,) if isinstance(node, Scalar) else self._reader.items(node, "`says`")
