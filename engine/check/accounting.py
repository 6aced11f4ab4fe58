"""Does every norm of the coded sections have exactly one home?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.diagnostic import Diagnostic

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from engine.facts.vocabulary import Vocabulary
    from engine.span import Span
    from engine.syntax.typed import Policy

WHY = "a norm without a home is never judged, and one with two would be judged twice"


def check(policies: Sequence[Policy], vocabulary: Vocabulary) -> list[Diagnostic]:
    """Find norms of coded sections that are at home nowhere, or in two places."""
    del vocabulary
    return [diagnostic for policy in policies for diagnostic in _one(policy)]


def homes(policy: Policy) -> Iterator[tuple[str, str, Span]]:
    """Give every home of a norm: the norm, the place in words, and where it is written."""
    seen: set[tuple[str, Span]] = set()
    for clause in policy.clauses:
        parts: list[tuple[str, tuple[str, ...], Span]] = [
            (f"the requirement `{clause.id}/{r.name}`", r.norms, r.span) for r in clause.requires
        ]
        parts += [(f"the exception `{e.name}`", e.norms, e.span) for e in clause.unless]
        parts += [(f"the duty `{d.name}`", d.norms, d.span) for d in clause.duties.values()]
        for place, norms, span in parts:
            for norm in norms:
                if (norm, span) not in seen:
                    seen.add((norm, span))
                    yield norm, place, span
    for path in policy.paths:
        for step in path.steps:
            for norm in step.norms:
                yield norm, f"the step `{step.name}`", step.span
    for derivation in policy.derivations:
        for norm in derivation.norms:
            yield norm, f"the flag `{derivation.flag}`", derivation.span
    for definition in policy.definitions:
        for norm in definition.norms:
            yield norm, "the definitions", policy.span
    for left_out in policy.not_coded:
        for norm in left_out.norms:
            yield norm, "not_coded.yaml", policy.span


def _one(policy: Policy) -> Iterator[Diagnostic]:
    found: dict[str, list[tuple[str, Span]]] = {}
    for norm, place, span in homes(policy):
        found.setdefault(norm, []).append((place, span))
    for norm, places in found.items():
        if len(places) > 1:
            named = " and ".join(place for place, _ in places)
            yield Diagnostic(
                "two-homes",
                places[1][1],
                f"the norm `{norm}` has {len(places)} homes",
                named,
                WHY,
                f"keep one of them, and name `{norm}` under `cites` elsewhere",
            )
    for section in policy.sections:
        inside = [norm.id for norm in policy.norms.values() if norm.section == section.section]
        wanted = inside if section.coded == "all" else section.norms
        lacking = [norm for norm in wanted if norm not in found]
        if lacking:
            yield Diagnostic(
                "no-home",
                policy.span,
                f"{len(lacking)} of the norms of `{section.section}` have no home: "
                + ", ".join(f"`{norm}`" for norm in lacking[:8]),
                "the section is said to be coded",
                WHY,
                "code them, or list them in not_coded.yaml with the reason",
            )
        stray = [norm for norm in inside if norm in found and norm not in wanted]
        if stray:
            yield Diagnostic(
                "unlisted-norm",
                policy.span,
                f"`{section.section}` has coded norms that are not listed: "
                + ", ".join(f"`{norm}`" for norm in stray[:8]),
                f"the section is said to be coded: {section.coded}",
                "answers tell which norms nobody has looked at yet, and must tell the truth",
                "add them to `norms` of the section",
            )
