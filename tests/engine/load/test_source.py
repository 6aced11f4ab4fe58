"""Opening files: whatever cannot be read is told, never raised."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from engine.load import source
from engine.load.source import MOST_BYTES, read_bytes
from engine.load.yaml import read_yaml_file


def codes(path: str | Path) -> list[str]:
    """Return the codes of the mistakes that a file earns before its text is looked at."""
    data, found = read_bytes(path)
    assert (data is None) == bool(found)
    return [diagnostic.code for diagnostic in found]


def test_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.yaml").write_text("a: 1\na: 2\n", encoding="utf-8")
    root, found = read_yaml_file(tmp_path / "a.yaml")

    assert root is not None
    assert str(found[0].span) == "a.yaml:2:1"


def test_no_file(tmp_path: Path) -> None:
    (tmp_path / "file").touch()

    assert codes(tmp_path / "absent.yaml") == ["missing-file"]
    assert codes(tmp_path / "file" / "below.yaml") == ["missing-file"]
    assert codes(tmp_path / ("x" * 5000)) == ["missing-file"]
    assert codes("zero\0byte") == ["missing-file"]
    assert codes("surrogate\ud800") == ["missing-file"]
    assert read_yaml_file(tmp_path / "absent.yaml")[0] is None


def test_no_ordinary_file(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "circle").symlink_to(tmp_path / "circle")

    assert codes(tmp_path) == ["not-a-file"]
    assert codes(tmp_path / "pipe") == ["not-a-file"]
    assert codes("/dev/zero") == ["not-a-file"]
    assert codes(tmp_path / "circle") == ["unreadable-file"]


@pytest.mark.parametrize("error", [PermissionError(13, "no"), OSError(5, "disk"), OSError("odd")])
def test_a_file_that_does_not_open(
    error: OSError, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise error

    path = tmp_path / "a.yaml"
    path.touch()
    monkeypatch.setattr(Path, "open", refuse)

    assert codes(path) == ["unreadable-file"]


def test_the_size_is_looked_at_before_reading(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "large.yaml"
    with path.open("wb") as stream:
        stream.truncate(MOST_BYTES * 1000)

    assert codes(path) == ["file-too-large"]
    path.write_bytes(b"abc")
    monkeypatch.setattr(source, "MOST_BYTES", 3)
    assert codes(path) == []


def test_a_file_that_grows_while_it_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "growing.yaml"
    path.write_bytes(b"abc")
    seen = path.stat()
    path.write_bytes(b"abcdef")
    monkeypatch.setattr(source, "MOST_BYTES", 5)
    monkeypatch.setattr(Path, "stat", lambda *_: seen)

    assert codes(path) == ["file-too-large"]
