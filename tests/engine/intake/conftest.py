"""The policies and cue lists of the checkout."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from engine.build import build_cues, build_ruleset

if TYPE_CHECKING:
    from engine.infer.ruleset import Ruleset
    from engine.intake.cues import Cues

RULES = Path(__file__).parents[3] / "rules"


@pytest.fixture(scope="session")
def ruleset() -> Ruleset:
    """Every policy of the checkout."""
    return build_ruleset(RULES)


@pytest.fixture(scope="session")
def cues() -> Cues:
    """Every cue list of the checkout."""
    return build_cues(RULES)
