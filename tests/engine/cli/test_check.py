"""`check` over many files, into files, and when something of ours breaks."""

from __future__ import annotations

import json
import logging
from pathlib import Path
from typing import Any

import pytest

from engine.cli import judging, main

DATA = Path(__file__).parent / "data"


@pytest.fixture(autouse=True)
def _policies(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CLAUSECHECK_RULES", str(DATA / "policies"))


def check(*arguments: object) -> int:
    return main(["check", *map(str, arguments)])


def test_many_files_give_a_line_of_json_each(capfd: pytest.CaptureFixture[str]) -> None:
    code = check(DATA / "incidents", DATA / "broken", "--format", "json", "--fail-on", "breach")

    printed = capfd.readouterr()
    lines = [json.loads(line) for line in printed.out.splitlines()]
    assert code == 1
    assert [Path(line["file"]).name for line in lines] == [
        *sorted(path.name for path in (DATA / "incidents").iterdir()),
        *sorted(path.name for path in (DATA / "broken").iterdir()),
    ]
    assert all(("assessment" in line) != ("problems" in line) for line in lines)
    assert "SECRET" not in printed.out + printed.err


def test_one_line_is_the_answer_for_one_file(capfd: pytest.CaptureFixture[str]) -> None:
    file = DATA / "incidents" / "breach.yaml"
    check(file, "--format", "json")
    alone = json.loads(capfd.readouterr().out)
    check(file, DATA / "incidents" / "open.yaml", "--format", "json")
    first = json.loads(capfd.readouterr().out.splitlines()[0])

    assert first["assessment"] == alone


@pytest.mark.parametrize("form", ["pretty", "json"])
def test_an_answer_in_a_file_is_that_on_the_screen(
    form: str, tmp_path: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    out = tmp_path / "answer"
    out.write_text("older")
    out.chmod(0o640)
    file = DATA / "incidents" / "open.yaml"

    assert check(file, "--format", form) == 0
    printed = capfd.readouterr().out
    assert check(file, "--format", form, "--out", out) == 0

    assert capfd.readouterr().out == ""
    assert out.read_text("utf-8") == printed
    assert out.stat().st_mode & 0o777 == 0o640
    assert list(tmp_path.iterdir()) == [out]


def test_a_folder_is_searched_and_hidden_files_are_left_alone(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    for name in ("b/2.yml", "a.YAML", ".hidden.yaml", ".git/3.yaml", "notes.txt"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("id: x")

    assert check(tmp_path, "--format", "json") == 0

    lines = capfd.readouterr().out.splitlines()
    assert [Path(json.loads(line)["file"]).name for line in lines] == ["a.YAML", "2.yml"]


def test_a_folder_without_incidents_is_told_of(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    assert check(tmp_path) == 1
    assert "no incident in the folder" in capfd.readouterr().err


def test_invalid_policies_are_told_of_and_end_with_3(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    policy = tmp_path / "broken"
    policy.mkdir()
    (policy / "policy.yaml").write_text("policy: [")

    assert check(DATA / "incidents" / "open.yaml", "--rules", tmp_path) == 3
    assert main(["lint", str(tmp_path)]) == 3
    assert main(["test", str(tmp_path)]) == 3
    printed = capfd.readouterr()
    assert "policy.yaml" in printed.err
    assert "the policies cannot be used" in printed.err


def test_a_defect_in_one_file_neither_stops_the_rest_nor_shows_the_incident(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    whole = judging.assess

    def failing(ruleset: Any, incident: Any, *rest: Any) -> Any:
        if incident.id == "lift-open":
            message = f"no luck with {incident}"
            raise ValueError(message)
        return whole(ruleset, incident, *rest)

    monkeypatch.setattr(judging, "assess", failing)

    assert check(DATA / "incidents") == 1
    printed = capfd.readouterr()
    assert "error[internal-error]: judging this incident failed (ValueError)" in printed.err
    assert "no luck" not in printed.err + printed.out
    assert "4 incidents judged; 1 file could not be judged" in printed.err


def test_a_defect_of_ours_shows_its_kind_only(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    def failing(*_: Any, **__: Any) -> Any:
        message = "SECRET"
        raise RuntimeError(message)

    monkeypatch.setattr("engine.cli.check.check_one", failing)

    assert check(DATA / "incidents" / "open.yaml") == 1
    printed = capfd.readouterr()
    assert "failed (RuntimeError)" in printed.err
    assert "SECRET" not in printed.err + printed.out


def test_log_records_come_without_their_traceback(capfd: pytest.CaptureFixture[str]) -> None:
    check(DATA / "incidents" / "silent.yaml")
    log = logging.getLogger("engine.infer")
    log.error("judging failed", exc_info=ValueError("SECRET"))

    printed = capfd.readouterr()
    assert "error: judging failed" in printed.err
    assert "SECRET" not in printed.err


def test_one_of_several_policies_is_linted_without_its_neighbours() -> None:
    assert main(["lint", str(Path(__file__).parents[3] / "rules" / "pct")]) == 0
