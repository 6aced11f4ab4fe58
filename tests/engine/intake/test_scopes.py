"""Words around a cue, as data: scopes.yaml."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from engine.intake.read import acts_in

if TYPE_CHECKING:
    from engine.intake.cues import Cues

CASES = yaml.safe_load((Path(__file__).parent / "scopes.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["says"][:60])
def test_scope(cues: Cues, case: dict[str, Any]) -> None:
    acts = [act for act in acts_in(cues, case["says"]) if act.kind == "lift"]
    lifts = [act for act in acts if act.status != "raised"]  # hints only ask

    assert [act.status for act in lifts] == ([] if case["lift"] == "none" else [case["lift"]])
    for path, value in case.get("facts", {}).items():
        assert lifts[0].told[path][0] == value
    for path in case.get("absent", ()):
        assert path not in lifts[0].told
