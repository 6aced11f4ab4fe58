"""Every command, as `commands.yaml` tells: what it prints, and how it ends."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest
import yaml

from engine.cli import main

HERE = Path(__file__).parent
DATA = HERE / "data"
COMMANDS: list[dict[str, Any]] = yaml.safe_load((HERE / "commands.yaml").read_text("utf-8"))


NAMES = [f"{number} {' '.join(case['run'])!a}" for number, case in enumerate(COMMANDS)]


@pytest.mark.parametrize("case", COMMANDS, ids=NAMES)
def test_command(
    case: dict[str, Any], monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("CLAUSECHECK_RULES", str(DATA / "policies"))
    monkeypatch.setenv("COLUMNS", "100")
    for key, value in case.get("env", {}).items():
        monkeypatch.setenv(key, value)
    if "stdin" in case:
        stdin = io.TextIOWrapper(io.BytesIO(case["stdin"].encode()))
        monkeypatch.setattr("sys.stdin", stdin)

    code = main([word.replace("{data}", str(DATA)) for word in case["run"]])

    printed = capfd.readouterr()
    assert code == case.get("exit", 0), printed.err
    assert_in_order(case.get("out", []), printed.out)
    assert_in_order(case.get("err", []), printed.err)
    for word in [*case.get("never", []), "Traceback"]:
        assert word not in printed.out + printed.err


def assert_in_order(wanted: list[str], text: str) -> None:
    """Assert that all texts appear, one after the other."""
    place = 0
    for word in wanted:
        found = text.find(word, place)
        assert found >= 0, f"{word!r} is missing after:\n{text[:place][-300:]}\nin:\n{text[place:]}"
        place = found + len(word)
