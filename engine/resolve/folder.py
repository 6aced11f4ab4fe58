"""One policy folder: every file read, every mistake of every file told at once."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import TYPE_CHECKING

from engine.load.source import open_source, read_bytes
from engine.load.yaml import read_yaml
from engine.resolve import clauses as clause_files
from engine.resolve.clauses import PolicyNames, read_clauses
from engine.resolve.escalation import EscalationNames, names_in, read_escalation
from engine.resolve.inventory import read_inventory
from engine.resolve.policy import read_head, read_not_coded
from engine.resolve.reader import Reader
from engine.span import shown_path
from engine.syntax.typed import Clause, Derivation, Path, Policy

if TYPE_CHECKING:
    from pathlib import Path as FilePath

    from engine.diagnostic import Diagnostic
    from engine.facts.vocabulary import Vocabulary
    from engine.load.node import Node


class _Files:
    """The files of a folder as trees, with their lines and their digest."""

    def __init__(self, folder: FilePath, reader: Reader) -> None:
        self.folder = folder
        self.reader = reader
        self.lines: dict[str, list[str]] = {}
        self._hash = hashlib.sha256()

    def tree(self, path: FilePath) -> Node | None:
        """Read one file."""
        shown = shown_path(path)
        data, unreadable = read_bytes(path)
        self.reader.diagnostics += unreadable
        if data is None:
            return None
        name = path.relative_to(self.folder).as_posix()
        self._hash.update(f"{name}\n{len(data)}\n".encode())
        self._hash.update(data)
        root, mistakes = read_yaml(data, shown)
        self.reader.diagnostics += mistakes
        self.lines[shown] = open_source(data, shown).lines
        return root

    def trees(self, folder: str) -> list[Node]:
        """Read every file of a folder, by name."""
        found = sorted((self.folder / folder).glob("*.yaml"))
        return [tree for path in found if (tree := self.tree(path)) is not None]

    @property
    def digest(self) -> str:
        """Name what was read by a hash of it."""
        return f"sha256:{self._hash.hexdigest()}"

    def with_excerpt(self, diagnostic: Diagnostic) -> Diagnostic:
        """Put the line at fault beside a message."""
        lines = self.lines.get(diagnostic.span.file, [])
        number = diagnostic.span.line
        if diagnostic.source_line is not None or not 0 < number <= len(lines):
            return diagnostic
        return replace(diagnostic, source_line=lines[number - 1])


def read_policy(folder: FilePath, vocabulary: Vocabulary) -> tuple[Policy | None, list[Diagnostic]]:
    """Read a policy folder.

    Returns:
        The policy, or None where its head cannot be read, and every mistake found so far. A
        policy with mistakes may be incomplete and is good for further checks only.
    """
    reader = Reader()
    files = _Files(folder, reader)
    inventory = read_inventory(reader, files.tree(folder / "norms.yaml"))
    norms = inventory.norms
    head = read_head(reader, files.tree(folder / "policy.yaml"), norms, vocabulary)
    left_out = folder / "not_coded.yaml"
    not_coded = (
        read_not_coded(reader, files.tree(left_out), frozenset(norms)) if left_out.exists() else []
    )
    if head is None:
        return None, [files.with_excerpt(diagnostic) for diagnostic in reader.diagnostics]
    roots = files.trees("clauses")
    names = PolicyNames(
        vocabulary,
        head.parameters,
        frozenset(norms),
        head.binds,
        head.duties,
        head.exceptions,
        frozenset(name for root in roots for name in clause_files.names_in(root)),
    )
    clauses = [clause for root in roots for clause in read_clauses(reader, root, names)]
    derivations, paths = _escalation(reader, files.trees("escalation"), names, clauses)
    policy = Policy(
        id=head.id,
        title=head.title,
        organisation=head.organisation,
        document=head.document,
        folder=shown_path(folder),
        binds=head.binds,
        versions=head.versions,
        sections=head.sections,
        definitions=head.definitions,
        parameters=head.parameters,
        norms=norms,
        open_points=inventory.open_points,
        prescribed=inventory.prescribed,
        clauses=tuple(clauses),
        derivations=tuple(derivations),
        paths=tuple(paths),
        not_coded=tuple(not_coded),
        digest=files.digest,
        span=head.span,
    )
    return policy, [files.with_excerpt(diagnostic) for diagnostic in reader.diagnostics]


def _escalation(
    reader: Reader, roots: list[Node], names: PolicyNames, clauses: list[Clause]
) -> tuple[list[Derivation], list[Path]]:
    declared = [names_in(root) for root in roots]
    kinds: dict[str, tuple[str, ...]] = {}
    for clause in clauses:
        for path in clause.escalation:
            kinds[path] = (*kinds.get(path, ()), *clause.kinds)
    escalation = EscalationNames(
        names,
        {clause.id: tuple(r.name for r in clause.requires) for clause in clauses},
        kinds,
        frozenset(name for flags, _, _ in declared for name in flags),
        frozenset(name for _, paths, _ in declared for name in paths),
        frozenset(name for _, _, steps in declared for name in steps),
    )
    read = [read_escalation(reader, root, escalation) for root in roots]
    for clause in clauses:
        for name in clause.escalation:
            if name not in escalation.paths:
                reader.unknown(
                    "unknown-path",
                    clause.span,
                    name,
                    escalation.paths,
                    f"no path `{name}`",
                    "a clause that leads nowhere leaves its reader alone with a breach",
                )
    return (
        [derivation for derivations, _ in read for derivation in derivations],
        [path for _, paths in read for path in paths],
    )
