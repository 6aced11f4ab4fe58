"""Broken files and the exact messages they earn.

Each broken file under `fixtures/messages/` is named after the code of its mistake, with what else
tells it apart (`yaml-syntax.quote.yaml`), and stands beside a file that ends in `.txt` and holds
all its messages. To add one, write the broken file, run `python tests/test_messages.py` to have the
missing `.txt` written, and read what it says.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from engine.load.json import read_json
from engine.load.yaml import read_yaml

if TYPE_CHECKING:
    from collections.abc import Callable

FOLDER = Path(__file__).parent.parent / "fixtures" / "messages"


def _of_yaml(path: Path) -> list[str]:
    return [str(diagnostic) for diagnostic in read_yaml(path.read_bytes(), path.name)[1]]


def _of_json(path: Path) -> list[str]:
    return [str(problem) for problem in read_json(path.read_bytes(), path.name)[1]]


READERS: dict[str, Callable[[Path], list[str]]] = {".yaml": _of_yaml, ".json": _of_json}
"""Who reads which kind of file and returns its messages, by suffix; a folder has the suffix ""."""

BROKEN = sorted(path for path in FOLDER.iterdir() if path.suffix in READERS)


def expected(path: Path) -> Path:
    """Return where the messages of a broken file stand."""
    return path.with_name(path.name + ".txt")


def messages(path: Path) -> str:
    """Return the messages that a broken file earns, as its `.txt` holds them."""
    return "\n\n".join(READERS[path.suffix](path)) + "\n"


@pytest.mark.parametrize("path", BROKEN, ids=lambda path: path.name)
def test_a_broken_file_earns_its_messages(path: Path) -> None:
    assert messages(path) == expected(path).read_text(encoding="utf-8")


@pytest.mark.parametrize("path", BROKEN, ids=lambda path: path.name)
def test_a_broken_file_is_named_after_its_mistake(path: Path) -> None:
    code = path.name.split(".")[0]

    assert code == "all-at-once" or f"error[{code}]" in messages(path)


def test_every_message_belongs_to_a_broken_file() -> None:
    assert sorted(FOLDER.glob("*.txt")) == sorted(map(expected, BROKEN))


if __name__ == "__main__":
    for broken in BROKEN:
        if not expected(broken).exists():
            expected(broken).write_text(messages(broken), encoding="utf-8")
