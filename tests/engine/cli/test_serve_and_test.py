"""`serve` as it starts, and `test` where cases fail or lack."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from engine.cli import main, serve

DATA = Path(__file__).parent / "data"
POLICIES = DATA / "policies"


@pytest.mark.parametrize(
    ("host", "own"),
    [
        ("127.0.0.1", True),
        ("127.8.8.8", True),
        ("::1", True),
        ("localhost", True),
        ("0.0.0.0", False),  # noqa: S104
        ("::", False),
        ("192.0.2.1", False),
        ("example.org", False),
    ],
)
def test_only_other_addresses_are_warned_of(
    host: str, *, own: bool, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    started: list[Any] = []
    monkeypatch.setattr(serve, "run", lambda *given, **_: started.append(given[1:]))

    assert main(["serve", "--host", host, "--port", "0", "--rules", str(POLICIES)]) == 0

    assert started == [(host, 0)]
    assert ("asks nobody who they are" in capfd.readouterr().err) != own


def test_an_address_that_cannot_be_had_ends_with_1(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    def refused(*_: Any, **__: Any) -> None:
        raise SystemExit(3)

    monkeypatch.setattr(serve, "run", refused)

    assert main(["serve", "--rules", str(POLICIES)]) == 1
    assert "cannot listen on 127.0.0.1, port 8000" in capfd.readouterr().err


@pytest.fixture
def failing(tmp_path: Path) -> Path:
    """A policy with a case that fails, and one requirement without its undetermined case."""
    shutil.copytree(POLICIES, tmp_path / "policies")
    cases = tmp_path / "policies" / "harbour_trust" / "cases" / "01-lifts.yaml"
    text = cases.read_text("utf-8")
    text = text.replace("HT-1.lift/planned: breached", "HT-1.lift/planned: not_breached")
    cases.write_text(text.replace("      HT-1.lift/belt: undetermined\n", ""), "utf-8")
    return tmp_path / "policies"


@pytest.mark.parametrize(
    ("form", "wanted"),
    [
        ("pretty", ["01-lifts.yaml:2:", "expected not_breached, got breached"]),
        ("junit", ["<failure message=", "<error message="]),
        ("github", ["::error file=", "title=nobody agreed%2C and nothing was urgent"]),
    ],
)
def test_failures_and_gaps_are_told_in_every_form(
    form: str, wanted: list[str], failing: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    assert main(["test", str(failing), "--format", form]) == 2

    printed = capfd.readouterr().out
    assert all(word in printed for word in wanted)


def test_json_tells_cases_and_gaps(failing: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["test", str(failing), "--format", "json"]) == 2

    told = json.loads(capfd.readouterr().out)
    assert told["passed"] is False
    assert [case["outcome"] for case in told["cases"]].count("failed") == 1
    assert told["diagnostics"]


def test_a_policy_without_cases_fails(failing: Path, capfd: pytest.CaptureFixture[str]) -> None:
    shutil.rmtree(failing / "harbour_trust" / "cases")

    assert main(["test", str(failing)]) == 2
    assert "0 cases" in capfd.readouterr().err


def test_mistakes_in_cue_lists_are_told(failing: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (failing / "cues").mkdir()
    (failing / "cues" / "lexicon.yaml").write_text("classes: {boat: {say: [boat]}}\n", "utf-8")

    assert main(["test", str(failing)]) == 3
    assert "did you mean `says`?" in capfd.readouterr().out


@pytest.mark.parametrize("form", ["json", "sarif", "github"])
def test_lint_tells_mistakes_in_every_form(
    form: str, failing: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    clauses = failing / "harbour_trust" / "clauses" / "01-lifts.yaml"
    clauses.write_text(clauses.read_text("utf-8").replace("unbelted", "unbelt"), "utf-8")

    assert main(["lint", str(failing), "--format", form]) == 3
    assert "unknown-fact" in capfd.readouterr().out
