"""Can every requirement be judged exactly?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.diagnostic import Diagnostic
from engine.infer.compiled import CompiledPolicy
from engine.infer.diagram import MOST_NODES, TooComplexError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from engine.facts.vocabulary import Vocabulary
    from engine.infer.provision import Provision
    from engine.syntax.typed import Policy


def check(policies: Sequence[Policy], vocabulary: Vocabulary) -> list[Diagnostic]:
    """Find requirements whose decision diagram would grow too large."""
    found = []
    for provision in provisions(policies, vocabulary):
        try:
            _ = provision.diagram
        except TooComplexError:
            found.append(
                Diagnostic(
                    "too-complex",
                    provision.requirement.span,
                    f"`{provision.id}` is too complex to be judged exactly",
                    f"its decision diagram needs more than {MOST_NODES} nodes",
                    "a verdict that is only nearly right is none",
                    "split the requirement, or ask for fewer facts in it",
                )
            )
    return found


def provisions(policies: Sequence[Policy], vocabulary: Vocabulary) -> Iterator[Provision]:
    """Give every requirement of every policy, per kind of act, as in force last."""
    for policy in policies:
        compiled = CompiledPolicy([policy], vocabulary)
        for epoch in compiled.between(None, None):
            for kind in vocabulary.kinds:
                if epoch is None:
                    continue
                yield from epoch.rules(kind).provisions
