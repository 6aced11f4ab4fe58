"""A place in a file."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import os


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Where something stands: a file, a line, and the columns from `column` up to `end_column`.

    Lines and columns count from 1, columns in characters; `end_column` is the column after the
    last one. What spans several lines is placed by its first line. Line 0 means the whole file.
    """

    file: str
    line: int
    column: int
    end_column: int

    @classmethod
    def whole(cls, file: str) -> Span:
        """Return the place of a file as a whole: a missing or an empty one has no lines."""
        return cls(file, 0, 0, 0)

    def __str__(self) -> str:
        if self.line == 0:
            return self.file
        return f"{self.file}:{self.line}:{self.column}"


def shown_path(path: str | os.PathLike[str]) -> str:
    """Return `path` as messages show it: below the working directory relative to it, else as given.

    Example:
        >>> shown_path("rules/trust/policy.yaml")
        'rules/trust/policy.yaml'
    """
    given = PurePath(path)
    if given.is_absolute():
        try:
            return given.relative_to(Path.cwd()).as_posix()
        except (OSError, ValueError):
            return given.as_posix()
    return given.as_posix()
