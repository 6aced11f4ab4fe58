"""`clausecheck questions`: what to ask about an incident, in the order that settles most."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from engine.cli.exits import DONE
from engine.cli.judging import judged_or_stop
from engine.cli.output import output_to
from engine.cli.policies import chosen_policies, load_rules
from engine.report.json import to_json
from engine.report.text import questions_page

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path


def questions(
    file: str, *, policies: Sequence[str] | None, rules: Path | None, form: str, out: Path | None
) -> int:
    """Write what to ask about one incident.

    Raises:
        StopError: The incident or the policies cannot be used.
    """
    ruleset = load_rules(rules)
    assessment = judged_or_stop(file, ruleset, chosen_policies(ruleset, policies))
    with output_to(out) as output:
        if form == "json":
            answer = json.loads(to_json(assessment, ruleset.digest))
            told = {key: answer[key] for key in ("decision_id", "questions", "also_check", "note")}
            output.write(json.dumps(told, ensure_ascii=False, indent=2) + "\n")
        else:
            output.write(questions_page(assessment, width=output.width, colour=output.colour))
    return DONE
