"""Clauses worth a look, since an account is like them; nothing else hangs on what is suggested."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from engine.intake.draft import Suggestion

if TYPE_CHECKING:
    from collections.abc import Iterable

    from engine.intake.likeness import Like

MOST: Final = 5


def suggest(likes: Iterable[Like], besides: Iterable[Like]) -> tuple[Suggestion, ...]:
    """Give the clauses that an account is most like, besides those that it brings up already.

    Each counts by its likest requirement.
    """
    asked = {like.clause.id for like in besides}
    best: dict[str, Like] = {}
    for like in likes:
        if like.clause.id not in asked:
            best.setdefault(like.clause.id, like)
        if len(best) == MOST:
            break
    return tuple(_suggestion(like) for like in best.values())


def _suggestion(like: Like) -> Suggestion:
    clause = like.clause
    norms = tuple(dict.fromkeys(norm for r in clause.requires for norm in r.norms))
    return Suggestion(clause.id, clause.title, clause.section, norms, round(like.score, 3))
