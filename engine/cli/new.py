"""`clausecheck new policy`: a folder for a code of one's own that lints and tests green."""

from __future__ import annotations

import re
from pathlib import Path
from string import Template
from typing import TYPE_CHECKING

from engine.cli.exits import DONE, StopError
from engine.cli.output import tell
from engine.diagnostic import quote

if TYPE_CHECKING:
    from collections.abc import Iterator

TEMPLATES = Path(__file__).parent.parent / "new_policy"
"""The files of a new policy, with `$id`, `$title` and `$organisation` to be filled in."""

ID = re.compile(r"[A-Z][A-Z0-9]{1,11}")


def new_policy(folder: Path, *, id_: str | None, title: str, organisation: str) -> int:
    """Write the folder of a new policy; nothing that is there already is touched.

    Args:
        folder: Where; it must not exist, or be empty.
        id_: The short name with which all its clauses begin; made of the folder's name if None.
        title: What the code is called.
        organisation: Who issued it.

    Raises:
        StopError: The folder is in use, or the name will not do.
    """
    name = id_ if id_ is not None else _id_of(folder)
    if not ID.fullmatch(name):
        text = (
            f"{quote(name)} will not do as the short name of a policy: take 2 to 12 capital letters"
            " and digits, a letter first; name it with --id HT"
        )
        raise StopError(text)
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        text = f"{folder} is in use already; name a folder that does not exist"
        raise StopError(text)
    words = {"id": name, "title": _in_quotes(title), "organisation": _in_quotes(organisation)}
    written = [(folder / path, Template(text).substitute(words)) for path, text in _templates()]
    try:
        for path, text in written:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
    except OSError as error:
        text = f"{folder} cannot be written: {error.strerror}"
        raise StopError(text) from None
    tell(
        f"{folder} is ready. Next:\n"
        f"  clausecheck lint {folder}     every mistake, told at once\n"
        f"  clausecheck test {folder}     the cases that prove it\n"
        f"  clausecheck serve --rules {folder}\n"
        "Then put your own paragraph in the place of the example: norms.yaml first, clauses next.\n"
    )
    return DONE


def _templates() -> Iterator[tuple[Path, str]]:
    for path in sorted(TEMPLATES.rglob("*.yaml")):
        yield path.relative_to(TEMPLATES), path.read_text(encoding="utf-8")


def _id_of(folder: Path) -> str:
    """Make a short name of a folder's: initials of several words, else the first letters."""
    words = re.findall(r"[A-Za-z0-9]+", folder.name.upper())
    initials = "".join(word[0] for word in words)
    return initials if len(initials) > 1 else "".join(words)[:4]


def _in_quotes(text: str) -> str:
    """Write a text so that YAML takes it as it is."""
    plain = "".join(letter for letter in text if letter.isprintable())
    return "'" + plain.replace("'", "''") + "'"
