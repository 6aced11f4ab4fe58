"""The policies that a command judges by, or the messages why there are none."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from engine.build import build_cues, build_ruleset, with_vectors
from engine.cli.exits import COULD_NOT_RUN, POLICY_INVALID, StopError
from engine.cli.output import Progress, shows_colour, tell
from engine.diagnostic import quote
from engine.errors import RulesetError, UnknownPolicyError
from engine.infer.ruleset import as_of
from engine.intake.vectors import VectorError
from engine.report.diagnostics import count_of, counted, diagnostics_text

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from engine.diagnostic import Diagnostic
    from engine.infer.ruleset import Ruleset
    from engine.intake.cues import Cues

ALL = "all"
_NOT_FOUND = frozenset({"no-policy"})


def load_rules(path: Path | None) -> Ruleset:
    """Load the policies at a path, or the default ones.

    Raises:
        StopError: There are none, or they have mistakes; each of them was told.
    """
    try:
        return build_ruleset(path)
    except RulesetError as error:
        tell(diagnostics_text(error.diagnostics, colour=shows_colour(sys.stderr)))
        raise StopError(_refusal(error.diagnostics), code_of(error.diagnostics)) from None


def load_cues(path: Path | None, *, vectors: bool = False) -> Cues:
    """Load the cue lists beside the policies at a path, or the default ones.

    Args:
        path: The policies.
        vectors: Whether a sentence model ranks too, whatever the environment says.

    Raises:
        StopError: They have mistakes, and each of them was told; or there is no such model.
    """
    try:
        return with_vectors(build_cues(path), _tell_vectors, wanted=vectors)
    except VectorError as error:
        raise StopError(str(error)) from None
    except RulesetError as error:
        tell(diagnostics_text(error.diagnostics, colour=shows_colour(sys.stderr)))
        raise StopError(_refusal(error.diagnostics), code_of(error.diagnostics)) from None


def _tell_vectors(done: int, of: int) -> None:
    """Say how far the making of vectors has come, and beforehand that it takes its time."""
    progress = Progress(of)
    if not done:
        tell(f"making vectors of {of:,} passages; this takes some minutes, once\n")
    elif done < of:
        progress.at(done, "passages")
    else:
        progress.clear()


def code_of(diagnostics: Sequence[Diagnostic]) -> int:
    """Give the exit code that mistakes in policies earn: there are none, or they are invalid."""
    if not count_of(diagnostics, "error"):
        return 0
    missing = all(diagnostic.code in _NOT_FOUND for diagnostic in diagnostics)
    return COULD_NOT_RUN if missing else POLICY_INVALID


def _refusal(diagnostics: Sequence[Diagnostic]) -> str:
    return f"the policies cannot be used: {counted(count_of(diagnostics, 'error'), 'error')}"


def chosen_policies(ruleset: Ruleset, wanted: Sequence[str] | None) -> list[str] | None:
    """Give the policies to judge under; None for all of them.

    Raises:
        StopError: One of them is not loaded.
    """
    if not wanted or ALL in wanted:
        return None
    wanted = as_of(wanted, datetime.now(UTC).date())  # noqa: TID251  a door knows the day
    try:
        ruleset.chosen(wanted)
    except UnknownPolicyError as error:
        text = f"no policy {quote(error.wanted)} is loaded; {error.mend}"
        raise StopError(text) from None
    return list(wanted)
