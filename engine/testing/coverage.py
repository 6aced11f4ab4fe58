"""Is everything proved? Each requirement, exception, duty and step needs its cases."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.diagnostic import Diagnostic

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from engine.span import Span
    from engine.syntax.typed import Clause, ExceptionRule, Policy, Requirement
    from engine.testing.result import Result, Shown

WHY = "what no case shows may say something else than its author meant, and nobody would notice"
NOT_BREACHED = ("not_breached", "excused")


def gaps(policy: Policy, results: Sequence[Result]) -> list[Diagnostic]:
    """Find what no case of a policy proves.

    Args:
        policy: The policy.
        results: Of all its cases. What they expect counts, whether it came out or not: a case that
            fails is told of by itself.
    """
    shown = [item for result in results for item in result.shown]
    steps = {
        step.step for result in results for step in result.case.steps if step.state != "absent"
    }
    found = [gap for clause in policy.clauses for gap in _clause(clause, shown)]
    found += _exceptions(policy, shown)
    for path in policy.paths:
        found += [
            _gap(step.span, f"no case in which the step `{step.name}` appears", "`steps: {...}`")
            for step in path.steps
            if step.name not in steps
        ]
    return found


def _clause(clause: Clause, shown: Sequence[Shown]) -> Iterator[Diagnostic]:
    for requirement in clause.requires:
        yield from _requirement(clause, requirement, shown)


def _exceptions(policy: Policy, shown: Sequence[Shown]) -> Iterator[Diagnostic]:
    """Find exceptions that are not proved; a shared one is proved once for all its clauses."""
    users: dict[Span, list[tuple[Clause, ExceptionRule]]] = {}
    for clause in policy.clauses:
        for part in clause.unless:
            users.setdefault(part.span, []).append((clause, part))
    for used in users.values():
        lifted = {f"{clause.id}/{name}" for clause, part in used for name in part.lifts}
        about = [item for item in shown if item.requirement in lifted]
        clause, part = used[0]
        named = f"`{part.name}` of `{clause.id}`" if len(used) == 1 else f"`{part.name}`"
        if not any(part.name in item.excused_by for item in about):
            yield _gap(
                part.span,
                f"no case in which the exception {named} saves",
                f"`{{verdict: excused, excused_by: {part.name}}}`",
            )
        if not any(item.verdict == "breached" for item in about):
            yield _gap(
                part.span,
                f"no case in which the exception {named} does not save",
                "`breached`",
            )
        for duty in () if part.lost_if_missed else part.then_must:
            if not any(duty in item.breach_of for item in about):
                yield _gap(
                    clause.duties[duty].span,
                    f"no case in which the duty `{duty}` of `{clause.id}` is missed",
                    f"`{{verdict: breached, breach_of: [{duty}]}}`",
                )


def _requirement(
    clause: Clause, requirement: Requirement, shown: Sequence[Shown]
) -> Iterator[Diagnostic]:
    name = f"{clause.id}/{requirement.name}"
    verdicts = {item.verdict for item in shown if item.requirement == name}
    sides = {
        "breached": "breached" in verdicts,
        "not breached": bool(verdicts & set(NOT_BREACHED)),
        "undetermined": "undetermined" in verdicts,
    }
    lacking = [side for side, there in sides.items() if not there]
    if lacking:
        listed = " and none ".join(f"in which `{name}` is {side}" for side in lacking)
        yield _gap(requirement.span, f"no case {listed}", f"`{name}: ...` under `expect`")


def _gap(span: Span, message: str, how: str) -> Diagnostic:
    return Diagnostic("unproved", span, message, "not proved", WHY, f"add a case with {how}")
