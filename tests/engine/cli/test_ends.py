"""How a run ends when the system, the reader or the keyboard ends it."""

from __future__ import annotations

import errno
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from engine.cli import main, run
from engine.facts.catalogue import VOCABULARY

if TYPE_CHECKING:
    from collections.abc import Iterator

DATA = Path(__file__).parent / "data"


@pytest.mark.parametrize(
    ("error", "code", "said"),
    [
        (BrokenPipeError(), 1, ""),
        (OSError(errno.EPIPE, "broken"), 1, ""),
        (OSError(errno.EIO, "input/output error", "SECRET"), 1, "could not go on: input/output"),
        (KeyboardInterrupt(), 130, "interrupted"),
        (MemoryError(), 1, "failed (MemoryError)"),
        (SystemExit(4), 4, ""),
        (SystemExit(None), 0, ""),
    ],
    ids=repr,
)
def test_every_end_is_a_code_and_at_most_one_line(
    error: BaseException,
    code: int,
    said: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    class Command:
        def main(self, **_: Any) -> None:
            raise error

    monkeypatch.setattr(run, "get_command", lambda _: Command())
    monkeypatch.setattr(os, "dup2", lambda *_: None)

    assert main(["check"]) == code
    printed = capsys.readouterr().err
    assert said in printed
    assert printed.count("\n") == bool(said)
    assert "SECRET" not in printed


def test_a_folder_that_cannot_be_read_is_told_of(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    def walk(folder: str, onerror: Any) -> Iterator[Any]:
        onerror(PermissionError(errno.EACCES, "Permission denied", folder))
        yield from ()

    monkeypatch.setattr(os, "walk", walk)

    assert main(["check", str(tmp_path)]) == 1
    assert "cannot be read: Permission denied" in capfd.readouterr().err


@pytest.mark.parametrize("kind", [*VOCABULARY.kinds])
def test_every_kind_has_its_page_of_facts(kind: str, capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["facts", kind]) == 0

    printed = " ".join(capfd.readouterr().out.split())
    for path, spec in VOCABULARY.kinds[kind].facts.items():
        if path != "capacity" and not path.startswith("circumstances."):
            assert f"{path} {' '.join(spec.ask.split())}"[:30] in printed
