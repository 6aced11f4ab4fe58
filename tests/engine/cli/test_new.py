"""`clausecheck new policy` writes what lints and tests green, and never touches what is there."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from engine.cli import main

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    "title", ["Staff code", 'Staff\'s "own" code: #1 {draft}', "Ōtautahi code ✓\n- x"]
)
def test_a_new_policy_lints_and_tests_green(title: str, tmp_path: Path) -> None:
    folder = tmp_path / "harbour-trust"

    assert main(["new", "policy", str(folder), "--title", title]) == 0
    assert main(["lint", str(folder)]) == 0
    assert main(["test", str(folder)]) == 0


def test_what_is_there_is_left_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    mine = tmp_path / "policy.yaml"
    mine.write_text("mine")

    assert main(["new", "policy", str(tmp_path)]) == 1
    assert "in use already" in capsys.readouterr().err
    assert mine.read_text() == "mine"
    assert [path.name for path in tmp_path.iterdir()] == ["policy.yaml"]


@pytest.mark.parametrize(("name", "says"), [("x", "capital letters"), ("HT; rm", "capital")])
def test_a_name_that_will_not_do(
    name: str, says: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "new"

    assert main(["new", "policy", str(folder), "--id", name]) == 1
    assert says in capsys.readouterr().err
    assert not folder.exists()


def test_a_file_in_the_way_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")

    assert main(["new", "policy", str(tmp_path / "file" / "under")]) == 1
