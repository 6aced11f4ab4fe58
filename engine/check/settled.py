"""Has everything that the source leaves open, or prescribes, been settled somewhere?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.diagnostic import Diagnostic
from engine.suggest import nearest

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from engine.facts.vocabulary import Vocabulary
    from engine.span import Span
    from engine.syntax.typed import Policy

LEFT_OUT = "not_coded"
OWNER = "owner"
WHY = "whoever signs the coding off has to see how each open point of the source was read"


def check(policies: Sequence[Policy], vocabulary: Vocabulary) -> list[Diagnostic]:
    """Find open points and prescribed paths of coded sections that lead nowhere."""
    del vocabulary
    return [diagnostic for policy in policies for diagnostic in _one(policy)]


def _one(policy: Policy) -> Iterator[Diagnostic]:
    whole = {section.section for section in policy.sections if section.coded == "all"}

    def coded(norms: Sequence[str]) -> bool:
        return all(norm in policy.norms and policy.norms[norm].section in whole for norm in norms)

    paths = {path.name for path in policy.paths}
    places = {clause.id for clause in policy.clauses} | paths | policy.parameters.keys()
    for point in policy.open_points:
        if coded(point.norms) and not point.settled_in:
            yield _unsettled(
                point.span,
                "an open point of the source is settled nowhere",
                "name under `settled_in` the clauses, parameters or paths that settle it, or write"
                " `not_coded`, or `owner` with the question under `ask`",
            )
        yield from _unknown(point.settled_in, places | {LEFT_OUT, OWNER}, point.span)
        if OWNER in point.settled_in and not point.ask:
            yield _unsettled(
                point.span, "a question to the policy's owner is not put", "add `ask: ...`"
            )
    for prescribed in policy.prescribed:
        if coded(prescribed.norms) and not prescribed.coded_in:
            yield _unsettled(
                prescribed.span,
                f"the prescribed path `{prescribed.id}` is coded nowhere",
                "name under `coded_in` the paths that code it, or write `not_coded` with `why`",
            )
        yield from _unknown(prescribed.coded_in, paths | {LEFT_OUT}, prescribed.span)
        if LEFT_OUT in prescribed.coded_in and not prescribed.why:
            yield _unsettled(
                prescribed.span,
                f"the prescribed path `{prescribed.id}` is left out without a reason",
                "add `why: ...`",
            )


def _unsettled(span: Span, what: str, mend: str) -> Diagnostic:
    return Diagnostic("unsettled", span, what, "open", WHY, mend)


def _unknown(names: Sequence[str], known: Collection[str], span: Span) -> Iterator[Diagnostic]:
    for name in names:
        if name not in known:
            close = nearest(name, known)
            yield Diagnostic(
                "unsettled",
                span,
                f"`{name}` is no clause, parameter or path of this policy",
                "not known here",
                WHY,
                f"did you mean `{close}`?" if close else "name one that exists",
            )
