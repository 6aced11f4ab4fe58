"""Can every requirement be kept and broken, and can every exception and duty ever matter?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.check.complexity import provisions
from engine.diagnostic import Diagnostic
from engine.infer.outcome import BROKEN, EXCUSED, KEPT, ways_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engine.facts.vocabulary import Vocabulary
    from engine.span import Span
    from engine.syntax.typed import Policy


def check(policies: Sequence[Policy], vocabulary: Vocabulary) -> list[Diagnostic]:
    """Find what can never matter, over every way the facts can turn out."""
    alive: dict[tuple[str, str], bool] = {}
    places: dict[tuple[str, str], tuple[str, Span]] = {}
    for provision in provisions(policies, vocabulary):
        outcomes = provision.diagram.reach([v.full for v in provision.variables])
        ways = ways_of(outcomes)
        names = frozenset[str]().union(*(o.names for o in outcomes))
        for what, ok in (
            ("broken", bool(ways & BROKEN)),
            ("kept", bool(ways & (KEPT | EXCUSED))),
        ):
            key = (provision.id, what)
            alive[key] = alive.get(key, False) or ok
            places[key] = (f"`{provision.id}` can never be {what}", provision.requirement.span)
        for part in provision.exceptions:
            key = (provision.id, f"exception {part.name}")
            alive[key] = alive.get(key, False) or part.name in names
            places[key] = (f"the exception `{part.name}` can never matter", part.span)
            for duty in part.then_must if not part.lost_if_missed else ():
                key = (provision.id, f"duty {duty}")
                alive[key] = alive.get(key, False) or duty in names
                span = provision.clause.duties[duty].span
                places[key] = (f"the duty `{duty}` can never be missed", span)
    return [
        Diagnostic(
            "never-matters",
            places[key][1],
            places[key][0],
            "however the facts turn out",
            "what can never matter was meant otherwise, and its readers rely on it",
            "compare its condition with those of `when`, `must` and the other exceptions",
        )
        for key, ok in alive.items()
        if not ok
    ]
