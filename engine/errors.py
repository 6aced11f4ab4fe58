"""Every exception of the engine.

ClausecheckError
├── RulesetError     a policy folder cannot be used; holds all its diagnostics
├── IncidentError    an incident does not fit the vocabulary; holds all its problems
└── UnknownPolicyError   a policy was asked for that is not loaded
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engine.diagnostic import Diagnostic
    from engine.facts.problem import Problem


class ClausecheckError(Exception):
    """Anything that went wrong and that its reader can mend."""


class RulesetError(ClausecheckError):
    """A policy folder has errors; `diagnostics` holds every one of them."""

    def __init__(self, diagnostics: Sequence[Diagnostic]) -> None:
        self.diagnostics = tuple(diagnostics)
        super().__init__("\n".join(str(diagnostic) for diagnostic in self.diagnostics))


class IncidentError(ClausecheckError):
    """An incident does not fit; `problems` holds every one, and none quotes the incident."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))


class UnknownPolicyError(ClausecheckError):
    """A policy was asked for that is not loaded; `known` names those that are."""

    def __init__(self, wanted: str, known: Sequence[str], mend: str) -> None:
        self.wanted = wanted
        self.known = tuple(known)
        self.mend = mend
        super().__init__(f"no policy of that name is loaded; {mend}")
