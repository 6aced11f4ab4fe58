"""Questions about policies as a whole, one per file; each answers with every mistake it finds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.check import accounting, complexity, dead, names, settled, twins

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engine.diagnostic import Diagnostic
    from engine.facts.vocabulary import Vocabulary
    from engine.syntax.typed import Policy

CHECKS = (names.check, accounting.check, settled.check, complexity.check, dead.check, twins.check)


def check_policies(policies: Sequence[Policy], vocabulary: Vocabulary) -> list[Diagnostic]:
    """Run every check; the later ones take the earlier ones for granted."""
    found: list[Diagnostic] = []
    for check in CHECKS:
        found += check(policies, vocabulary)
        if found and check is complexity.check:
            break
    return found
