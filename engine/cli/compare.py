"""`clausecheck compare`: one incident under many codes, act by act."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.cli.exits import DONE
from engine.cli.judging import judged_or_stop
from engine.cli.output import output_to
from engine.cli.policies import chosen_policies, load_rules
from engine.report.comparison import comparison_json, comparison_page

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path


def compare(
    file: str, *, policies: Sequence[str] | None, rules: Path | None, form: str, out: Path | None
) -> int:
    """Write what each code says of one incident.

    Raises:
        StopError: The incident or the policies cannot be used.
    """
    ruleset = load_rules(rules)
    assessment = judged_or_stop(file, ruleset, chosen_policies(ruleset, policies))
    with output_to(out) as output:
        if form == "json":
            output.write_bytes(comparison_json(assessment))
        else:
            output.write(comparison_page(assessment, width=output.width, colour=output.colour))
    return DONE
