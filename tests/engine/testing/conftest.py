"""A small policy to break: a copy of one under `fixtures/rulesets`, alone in a folder."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

FOLDER = Path(__file__).parents[3] / "fixtures" / "rulesets"


@pytest.fixture
def policy(tmp_path: Path) -> Path:
    """Give a policy folder with a clause on lifts, its exception, and cases that all pass."""
    return Path(shutil.copytree(FOLDER / "exception-duty-broken", tmp_path / "rules" / "lifts"))


@pytest.fixture
def gifts(tmp_path: Path) -> Path:
    """Give a policy folder with parameters."""
    return Path(shutil.copytree(FOLDER / "parameter", tmp_path / "rules" / "gifts"))


@pytest.fixture
def steps(tmp_path: Path) -> Path:
    """Give a policy folder with paths of escalation."""
    return Path(shutil.copytree(FOLDER / "escalation", tmp_path / "rules" / "steps"))


def write_cases(folder: Path, *cases: str) -> None:
    """Replace the cases of a policy by these."""
    (folder / "cases" / "1.yaml").write_text("\n".join(["cases:", *cases]), encoding="utf-8")


LIFT = "{kind: lift, passenger: service_user, stage: given, within_normal_duties: no%s}"


def lift(
    expect: str = "{DB-1.lift/within-duties: breached}",
    *,
    note: str = "a lift",
    facts: str = ", emergency: no",
    more: str = "",
) -> str:
    """Write a case about a lift; as it stands, it passes."""
    head = f"  - note: {note}\n    as: employee\n    acts: [{LIFT % facts}]\n"
    return f"{head}    expect: {expect}\n" + "".join(f"    {line}\n" for line in more.split("|"))
