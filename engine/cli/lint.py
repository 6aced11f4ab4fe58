"""`clausecheck lint`: every mistake in the policies at a path, all at once."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from engine.build import default_rules, own_folder, read_policies
from engine.cli.exits import DONE
from engine.cli.output import output_to, shows_colour, tell
from engine.cli.policies import code_of
from engine.diagnostic import in_order
from engine.facts.catalogue import VOCABULARY
from engine.intake.cues import read_cues
from engine.intake.samples import read_samples
from engine.report.diagnostics import count_of, counted, diagnostics_json, diagnostics_text
from engine.report.github import to_github
from engine.report.sarif import to_sarif

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from engine.diagnostic import Diagnostic
    from engine.syntax.typed import Policy


def lint(path: Path | None, *, form: str, out: Path | None) -> int:
    """Read the policies at a path and write what is wrong with them."""
    root = path if path is not None else default_rules()
    policies, found = read_policies(root)
    if policies:
        whole = not (root / "policy.yaml").exists()
        found = [
            *found,
            *read_cues(own_folder(root, "cues"), VOCABULARY)[1],
            *read_samples(own_folder(root, "samples"), policies, whole=whole)[1],
        ]
    found = in_order(found)
    with output_to(out) as output:
        match form:
            case "json":
                output.write(diagnostics_json(found))
            case "sarif":
                output.write(to_sarif(found))
            case "github":
                output.write(to_github(found))
            case _:
                output.write(diagnostics_text(found, colour=output.colour))
    if form == "pretty" or shows_colour(sys.stderr):
        tell(_in_all(policies, found))
    return code_of(found) if found else DONE


def _in_all(policies: Sequence[Policy], found: Sequence[Diagnostic]) -> str:
    clauses = sum(len(policy.clauses) for policy in policies)
    read = f"{counted(len(policies), 'policy', 'policies')}, {counted(clauses, 'clause')}"
    errors, warnings = count_of(found, "error"), count_of(found, "warning")
    told = [counted(errors, "error")] if errors else []
    told += [counted(warnings, "warning")] if warnings else []
    return f"{read}: {', '.join(told) or 'no mistakes'}"
