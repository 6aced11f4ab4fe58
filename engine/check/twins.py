"""Do two requirements of a policy say the same thing?"""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING, Any

from engine.diagnostic import Diagnostic
from engine.infer.compiled import CompiledPolicy
from engine.infer.diagram import Diagram
from engine.infer.provision import open_provision
from engine.infer.variable import variables_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from engine.facts.vocabulary import Vocabulary
    from engine.infer.provision import Provision
    from engine.syntax.typed import Policy


def check(policies: Sequence[Policy], vocabulary: Vocabulary) -> list[Diagnostic]:
    """Find requirements that turn out alike however the facts turn out.

    Two requirements can only be alike where they hang on the same facts of the same kind of act.
    They are compared over the atoms of both, as canonical decision diagrams.
    """
    found: dict[tuple[str, str], Diagnostic] = {}
    for group in _groups(policies, vocabulary):
        for one, other in combinations(group, 2):
            if one.id != other.id and _same(one, other):
                found[one.id, other.id] = Diagnostic(
                    "says-twice",
                    other.requirement.span,
                    f"`{other.id}` says the same as `{one.id}`",
                    "however the facts turn out, both come out alike",
                    "one thing said twice is found twice, and somebody is told of two breaches",
                    "let one requirement name the norms of both",
                )
    return list(found.values())


def _groups(policies: Sequence[Policy], vocabulary: Vocabulary) -> Iterator[list[Provision]]:
    """Give the requirements of one policy on one kind of act that hang on the same facts."""
    for policy in policies:
        for epoch in CompiledPolicy([policy], vocabulary).between(None, None):
            for kind in vocabulary.kinds if epoch is not None else ():
                alike: dict[frozenset[tuple[str, ...]], list[Provision]] = {}
                for provision in epoch.rules(kind).provisions:  # type: ignore[union-attr]
                    hangs_on = frozenset(variable.paths for variable in provision.variables)
                    alike.setdefault(hangs_on, []).append(provision)
                yield from alike.values()


def _same(one: Provision, other: Provision) -> bool:
    variables = variables_of([*one.conditions, *other.conditions], one.specs)
    sizes = [variable.size for variable in variables]
    first, second = (
        _shape(Diagram(open_provision(provision, variables), sizes)) for provision in (one, other)
    )
    return bool(first == second)


def _shape(diagram: Diagram) -> Any:  # noqa: ANN401  nested tuples of ways
    """Give a diagram as one value: two are equal if and only if all their outcomes are."""
    memo: dict[int, Any] = {}

    def shape(place: int) -> Any:  # noqa: ANN401  as above
        if place < 0:
            return diagram.outcomes[-place - 1].way
        if place not in memo:
            variable, children = diagram.nodes[place]
            inner = tuple(shape(child) for child in children)
            memo[place] = inner[0] if len(set(inner)) == 1 else (variable, inner)
        return memo[place]

    return shape(diagram.root)
