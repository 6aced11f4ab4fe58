"""Does every policy, clause, path and step have a name of its own?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.diagnostic import Diagnostic

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from engine.facts.vocabulary import Vocabulary
    from engine.span import Span
    from engine.syntax.typed import Policy


def check(policies: Sequence[Policy], vocabulary: Vocabulary) -> list[Diagnostic]:
    """Find names that stand twice, and clauses that are not named after their policy."""
    del vocabulary
    found = _editions(policies)
    for policy in policies:
        found += _twice("clause", ((c.id, c.span) for c in policy.clauses))
        found += _twice("path", ((path.name, path.span) for path in policy.paths))
        for path in policy.paths:
            found += _twice("step", ((step.name, step.span) for step in path.steps))
        for clause in policy.clauses:
            if not clause.id.startswith((f"{policy.id}-", f"{policy.id}.")):
                found.append(
                    Diagnostic(
                        "foreign-name",
                        clause.span,
                        f"the clause `{clause.id}` is not named after its policy `{policy.id}`",
                        f"begin with `{policy.id}-` or `{policy.id}.`",
                        "answers name clauses of many policies, and their names must not collide",
                        f"write `{policy.id}-...`",
                    )
                )
    return found


def _editions(policies: Sequence[Policy]) -> list[Diagnostic]:
    """Find editions of one policy that share a version's name or a day in force."""
    return [
        Diagnostic(
            "editions-overlap",
            policy.span,
            f"the policy `{policy.id}` stands twice for the same time",
            f"also at {other.span}",
            "on every day one edition of a policy has to be in force, not two",
            "give each its own version, and end one on the day before the next starts",
        )
        for place, policy in enumerate(policies)
        for other in policies[:place]
        if other.id == policy.id and _clash(other, policy)
    ]


def _clash(one: Policy, other: Policy) -> bool:
    return any(
        first.version == second.version
        or (
            ((first.start or 0) <= (second.end or _FOR_EVER))
            and ((second.start or 0) <= (first.end or _FOR_EVER))
        )
        for first in one.versions
        for second in other.versions
    )


_FOR_EVER = 10**9


def _twice(what: str, named: Iterable[tuple[str, Span]]) -> list[Diagnostic]:
    first: dict[str, Span] = {}
    found = []
    for name, span in named:
        if name in first:
            found.append(
                Diagnostic(
                    "twice",
                    span,
                    f"the {what} `{name}` stands twice",
                    f"first at {first[name]}",
                    "answers, cases and steps go by name, so two of one name cannot be told apart",
                    "give one of them another name",
                )
            )
        first.setdefault(name, span)
    return found
