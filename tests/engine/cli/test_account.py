"""`check --text`: an account in words on the command line."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path

import pytest

from engine import build
from engine.cli import main

RULES = str(Path(__file__).parents[3] / "rules")
ACCOUNT = "Zebedee drove Florence (15) home in his own car. No manager had agreed it."


@pytest.fixture(autouse=True)
def _policies(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CLAUSECHECK_RULES", RULES)


@pytest.fixture
def account(tmp_path: Path) -> Path:
    path = tmp_path / "account.txt"
    path.write_text(ACCOUNT, encoding="utf-8")
    return path


def test_what_was_read_is_shown_with_its_words(
    account: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    code = main(["check", "--text", str(account), "--policy", "PP", "--fail-on", "undetermined"])

    printed = capfd.readouterr().out
    assert code == 4
    assert 'they travelled by private vehicle: "in his own car"' in printed
    assert "MUST BE ASKED" in printed


def test_json_holds_draft_and_assessment(account: Path, capfd: pytest.CaptureFixture[str]) -> None:
    code = main(["check", "--text", str(account), "--policy", "PP", "--format", "json"])

    answer = json.loads(capfd.readouterr().out)
    assert code == 0
    assert answer["intake"]["incident"]["acts"][0]["kind"] == "lift"
    assert answer["assessment"]["findings"]


def test_standard_input_is_taken(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(ACCOUNT.encode())))

    assert main(["check", "--text", "-", "--policy", "PP", "--role", "volunteer"]) == 0
    assert "Read from the account" in capfd.readouterr().out


def test_a_sentence_model_that_is_missing_is_told_of(
    account: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "numpy", None)

    assert main(["check", "--text", str(account), "--policy", "PP", "--vectors"]) == 1
    assert "requirements-vectors.lock" in capfd.readouterr().err
    assert main(["serve", "--vectors"]) == 1
    assert main(["check", str(account), "--vectors"]) != 0
    assert "go with --text" in capfd.readouterr().err


class Stub:
    """A sentence model whose vectors are of a length."""

    name = "stub"

    def __init__(self, length: int) -> None:
        self.length = length

    def encode(self, passages: list[str]) -> list[list[float]]:
        return [[float(len(passage)), 1.0][: self.length] for passage in passages]


def test_a_sentence_model_ranks_and_says_that_it_takes_its_time(
    account: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(build, "MiniLM", lambda: Stub(length=2))
    monkeypatch.setenv("CLAUSECHECK_VECTORS", "on")
    monkeypatch.setenv("CLAUSECHECK_VECTORS_CACHE", str(tmp_path / "kept"))
    command = ["check", "--text", str(account), "--policy", "PH"]

    assert main(command) == 0
    assert "making vectors of" in capfd.readouterr().err
    assert [path.name[:3] for path in (tmp_path / "kept").iterdir()] == ["PH-"]
    assert main(command) == 0
    assert "making vectors of" not in capfd.readouterr().err


def test_a_sentence_model_that_gives_nonsense_is_told_of(
    account: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(build, "MiniLM", lambda: Stub(length=0))
    monkeypatch.setenv("CLAUSECHECK_VECTORS_CACHE", str(tmp_path / "kept"))

    assert main(["check", "--text", str(account), "--policy", "PH", "--vectors"]) == 1
    assert "leave --vectors out, and set CLAUSECHECK_VECTORS to off" in capfd.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["--text"], "under one policy"),
        (["--text", "--policy", "PP", "--policy", "BF"], "under one policy"),
        (["--text", "--policy", "XX"], "no policy `XX` is loaded"),
        (["--text", "--policy", "PP", "--role", "voluntere"], "did you mean `volunteer`"),
        (["--text", "--policy", "PP", "--occurred-on", "then"], "takes a day"),
        (["--role", "volunteer"], "go with --text"),
    ],
    ids=lambda item: " ".join(item) if isinstance(item, list) else "",
)
def test_what_cannot_be_read_is_said(
    account: Path, arguments: list[str], says: str, capfd: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", str(account), *arguments]) == 1
    assert says in capfd.readouterr().err


@pytest.mark.parametrize(
    ("data", "says"),
    [(b"\xff\xfe", "UTF-8"), (b"x" * 100_000, "20,000 characters"), (None, "cannot be read")],
    ids=["bytes", "long", "missing"],
)
def test_files_that_are_no_account(
    tmp_path: Path, data: bytes | None, says: str, capfd: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "account.txt"
    if data is not None:
        path.write_bytes(data)

    assert main(["check", "--text", str(path), "--policy", "PP"]) == 1
    assert says in capfd.readouterr().err
