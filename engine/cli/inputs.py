"""From what was named on the command line to incidents, each with all its problems in place."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from engine.cli.exits import StopError
from engine.diagnostic import quote
from engine.errors import IncidentError
from engine.facts.problem import Problem
from engine.incident import read_incident
from engine.load.json import read_json
from engine.load.node import plain, span_at
from engine.load.source import MOST_BYTES, read_bytes
from engine.load.yaml import read_yaml
from engine.span import Span, shown_path

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from engine.diagnostic import Diagnostic
    from engine.facts.incident import Incident
    from engine.load.node import Node

STDIN: Final = "-"
STDIN_NAME: Final = "standard input"
SUFFIXES: Final = frozenset({".json", ".yaml", ".yml"})
"""How the files of a folder end that are taken for incidents."""


@dataclass(frozen=True, slots=True)
class Read:
    """An incident as read from one file, or its problems; never both."""

    name: str
    incident: Incident | None
    problems: tuple[Problem, ...]
    data: bytes = b""
    root: Node | None = None

    def placed(self, problems: Iterable[Problem]) -> tuple[Problem, ...]:
        """Give problems with their places in the file."""
        root = self.root
        if root is None and self.data:  # JSON: read once more, for the places of its values
            text = self.data.removeprefix(b"\xef\xbb\xbf").replace(b"\t", b" ")
            root, _ = read_yaml(text, self.name)
        if root is None:
            return tuple(problems)
        return tuple(sorted(_placed(problem, root) for problem in problems))


def files_named(named: Sequence[str]) -> list[str]:
    """Give every file that was named, by itself or as part of a folder, each once, in order.

    Raises:
        StopError: A folder cannot be read, or holds nothing that could be an incident.
    """
    found: dict[str, None] = {}
    for name in named:
        if name != STDIN and Path(name).is_dir():
            found.update(dict.fromkeys(_in_folder(name)))
        else:
            found[name] = None
    return list(found)


def several(named: Sequence[str]) -> bool:
    """Say whether several files were named, so that each answer has to say whose it is."""
    return len(named) > 1 or any(name != STDIN and Path(name).is_dir() for name in named)


def _in_folder(folder: str) -> list[str]:
    """Give the files at and below a folder that could be incidents; hidden ones are left alone."""
    failed: list[OSError] = []
    found: list[str] = []
    for place, folders, files in os.walk(folder, onerror=failed.append):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        found += [
            str(Path(place, name))
            for name in sorted(files)
            if Path(name).suffix.lower() in SUFFIXES and not name.startswith(".")
        ]
    if failed:
        where = quote(shown_path(failed[0].filename or folder))
        text = f"the folder {where} cannot be read: {failed[0].strerror}"
        raise StopError(text)
    if not found:
        where = quote(shown_path(folder))
        text = f"no incident in the folder {where}: no file there ends in .yaml, .yml or .json"
        raise StopError(text)
    return found


def read_one(name: str) -> Read:
    """Read one incident; whatever is wrong with it is told, not raised."""
    if name == STDIN:
        shown = STDIN_NAME
        if sys.stdin is None:
            text = "standard input is closed; name a file instead of `-`"
            raise StopError(text)
        data: bytes | None = sys.stdin.buffer.read(MOST_BYTES + 1)
        found: list[Diagnostic] = []
    else:
        shown = shown_path(name)
        data, found = read_bytes(name)
    if data is None:
        return Read(shown, None, _hushed(found))
    read = _parsed(name, shown, data)
    return read if isinstance(read, Read) else _validated(shown, data, *read)


def _validated(shown: str, data: bytes, value: object, root: Node | None) -> Read:
    try:
        return Read(shown, read_incident(value), (), data, root)
    except IncidentError as error:
        read = Read(shown, None, (), data, root)
        return replace(read, problems=read.placed(error.problems))


def _parsed(name: str, shown: str, data: bytes) -> Read | tuple[object, Node | None]:
    """Read JSON or YAML: by the name's ending, and where that says nothing, by how it begins."""
    suffix = Path(name).suffix.lower() if name != STDIN else ""
    looks_json = data.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in (b"{", b"[")
    problems: list[Problem] = []
    if suffix == ".json" or (suffix not in SUFFIXES and looks_json):
        value, problems = read_json(data, shown)
        if not problems:
            return value, None
        if suffix == ".json" or any(problem.code != "json-syntax" for problem in problems):
            return Read(shown, None, tuple(problems))
    root, found = read_yaml(data, shown)
    if found or root is None:
        return Read(shown, None, tuple(problems) or _hushed(found))
    return plain(root), root


_HUSHED: Final = {
    "alias": "a text that begins with `*` is an alias",
    "anchor": "a text that begins with `&` is an anchor",
    "duplicate-key": "a key stands twice",
    "tag": "a text that begins with `!` is a tag",
}
"""Messages that would repeat words of the file, and what is said of an incident instead."""


def _hushed(found: Iterable[Diagnostic]) -> tuple[Problem, ...]:
    """Turn mistakes in a file into problems that show nothing of it."""
    return tuple(
        Problem("", d.code, _HUSHED.get(d.code, d.message), d.why, d.mend, d.span) for d in found
    )


def _placed(problem: Problem, root: Node) -> Problem:
    if problem.span is not None:
        return problem
    steps = [step.replace("~1", "/").replace("~0", "~") for step in problem.pointer.split("/")[1:]]
    path = [int(step) if step.isdecimal() and step.isascii() else step for step in steps]
    key = problem.code == "unknown-key"
    span = span_at(root, path, key=key) if path else Span(root.span.file, 1, 1, 2)
    return replace(problem, span=span)
