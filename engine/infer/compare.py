"""One incident under many codes, act by act: what each of them says, and why they differ."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from engine.infer.assess import Judged
    from engine.infer.compiled import CompiledPolicy
    from engine.infer.finding import ActFacts, Finding

Standing = Literal[
    "not_bound",
    "silent",
    "elsewhere",
    "breached",
    "undetermined",
    "excused",
    "not_breached",
    "not_in_force",
]
"""How a code stands to an act; the first four are in the order of `_WORST`, worst first.

`not_bound`: it does not bind the person. `silent`: no clause of it speaks of such acts.
`elsewhere`: its clauses on such acts speak of other cases than this one.
"""

_WORST: tuple[Standing, ...] = (
    "breached",
    "undetermined",
    "excused",
    "not_breached",
    "not_in_force",
)


@dataclass(frozen=True, slots=True)
class Side:
    """What one code says of one act."""

    policy: CompiledPolicy
    standing: Standing
    why: str
    findings: tuple[Finding, ...]
    """What decides: those with the verdict that `standing` names."""


@dataclass(frozen=True, slots=True)
class Row:
    """One act, and what each code says of it."""

    act: ActFacts
    sides: tuple[Side, ...]

    @property
    def differ(self) -> bool:
        """Whether the codes that bind the person say different things."""
        return len({side.standing for side in self.sides if side.standing != "not_bound"}) > 1


def compare(judged: Judged) -> tuple[Row, ...]:
    """Put side by side what each chosen code says of each act.

    Matters of routine and mere advice decide nothing here.
    """
    aside = {(item.act, item.policy): item.why for item in judged.set_aside}
    found: dict[tuple[str, str, str], list[Finding]] = {}
    for finding in judged.findings:
        label = finding.epoch.label if finding.epoch else ""
        key = (finding.facts.act.id, finding.policy.id, label)
        found.setdefault(key, []).append(finding)
    return tuple(
        Row(
            facts,
            tuple(
                _side(
                    compiled,
                    facts,
                    aside.get((facts.act.id, compiled.policy.id)),
                    found.get((facts.act.id, compiled.policy.id, _label(compiled)), []),
                )
                for compiled in judged.policies
            ),
        )
        for facts in sorted(judged.acts, key=lambda facts: facts.act.id)
    )


def _label(compiled: CompiledPolicy) -> str:
    return f"@{compiled.pin}" if compiled.pin else ""


def _side(
    compiled: CompiledPolicy, facts: ActFacts, aside: str | None, findings: list[Finding]
) -> Side:
    if aside is not None:
        return Side(compiled, "not_bound", aside, ())
    counted = [finding for finding in findings if not finding.routine and not finding.advisory]
    for verdict in _WORST:
        deciding = tuple(finding for finding in counted if finding.verdict == verdict)
        if deciding:
            titles = "; ".join(finding.provision.requirement.title for finding in deciding)
            return Side(compiled, verdict, titles, deciding)
    kind = facts.kind.replace("_", " ")
    if any(facts.kind in clause.kinds for e in compiled.editions for clause in e.clauses):
        why = f"its clauses on an act of the kind {kind} speak of other cases"
        if any(finding.routine for finding in findings):
            why = "nothing was stated about what it asks; see what to check besides"
        return Side(compiled, "elsewhere", why, ())
    return Side(compiled, "silent", f"no clause of it speaks of an act of the kind {kind}", ())
