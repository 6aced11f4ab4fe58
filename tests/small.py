"""The smallest policies, written as YAML into a folder, loaded the way real ones are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from engine.build import build_ruleset
from engine.incident import read_incident
from engine.infer.assessment import Assessment, assess

if TYPE_CHECKING:
    from pathlib import Path

    from engine.infer.finding import Finding
    from engine.infer.ruleset import Ruleset

HEAD = """\
policy: T
title: A code
organisation: A trust
binds: [staff]
versions:
  - {version: "1", from: unknown}
sections:
  - {section: One, coded: all}
"""
NORMS = "norms:\n" + "".join(
    f"  - {{id: T-{n}, section: One, where: line {n}, modality: obligation, gist: Thing {n}.}}\n"
    for n in range(1, 9)
)


def ruleset(folder: Path, clauses: str, *, head: str = HEAD, escalation: str = "") -> Ruleset:
    """Write a policy of eight norms and load it; norms that the clauses leave over are not coded.

    Args:
        folder: An empty folder.
        clauses: The list under `clauses`.
        head: policy.yaml.
        escalation: A file of escalation, or nothing.
    """
    (folder / "clauses").mkdir()
    (folder / "escalation").mkdir()
    (folder / "policy.yaml").write_text(head)
    (folder / "norms.yaml").write_text(NORMS)
    (folder / "clauses" / "one.yaml").write_text(f"section: One\nclauses:\n{clauses}")
    if escalation:
        (folder / "escalation" / "one.yaml").write_text(escalation)
    homes = (clauses + escalation + head).split("cites", maxsplit=1)[0]
    rest = [f"T-{n}" for n in range(1, 9) if f"norms: [T-{n}]" not in homes]
    entry = f"  - {{norms: [{', '.join(rest)}], reason: aspiration, why: None is needed.}}"
    (folder / "not_coded.yaml").write_text(f"not_coded:\n{entry}\n" if rest else "not_coded: []\n")
    return build_ruleset(folder)


def answer(rules: Ruleset, *acts: dict[str, Any], **more: Any) -> Assessment:
    """Assess acts of one employee, A; whatever else an incident has may be given by name."""
    people = more.pop("people", [{"ref": "A", "roles": ["employee"]}])
    numbered = [{"id": f"a{place}", "by": "A", **act} for place, act in enumerate(acts, start=1)]
    return assess(rules, read_incident({"people": people, "acts": numbered, **more}))


def only(assessment: Assessment) -> Finding:
    """Give the one finding of an assessment."""
    (finding,) = assessment.findings
    return finding
