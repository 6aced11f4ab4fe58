"""Why, in full: every condition of a finding in reading order, with its truth."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.infer.yesno import Question
from engine.syntax.condition import AllOf, AnyOf, Condition, Const, Not, written

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from typing import Any

    from engine.infer.finding import Finding


def trace_of(finding: Finding) -> Iterator[tuple[str, str, int]]:
    """Give each condition and its parts: what it belongs to, as text, its truth."""
    provision = finding.provision
    parts: list[tuple[str, Condition]] = [("when", provision.applies), ("must", provision.must)]
    parts += [
        (f"exception {part.name}", condition)
        for part, condition in zip(provision.exceptions, provision.excuses, strict=True)
    ]
    parts += [(f"duty {name}", condition) for name, condition in provision.duties.items()]
    for name, condition in parts:
        yield from _walk(name, condition, finding, finding.known)


def _walk(
    name: str, condition: Condition, finding: Finding, known: Mapping[str, Any]
) -> Iterator[tuple[str, str, int]]:
    if isinstance(condition, Const):
        return
    yield name, written(condition), Question(condition, finding.provision.specs).truth(known)
    match condition:
        case AllOf(parts) | AnyOf(parts):
            for part in parts:
                yield from _walk(name, part, finding, known)
        case Not(part):
            yield from _walk(name, part, finding, known)
        case _:
            return
