"""Sentences that authors of cue lists try: what they must give, and what they must not."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from engine.diagnostic import Diagnostic, quote
from engine.intake.read import acts_in
from engine.value import pence

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engine.intake.acts import ReadAct
    from engine.intake.cues import Cues, Trial


@dataclass(frozen=True, slots=True)
class Tried:
    """What came of all sentences: how many there were, and a message for each that failed."""

    count: int
    failures: tuple[Diagnostic, ...]


def run_trials(cues: Cues) -> Tried:
    """Read every sentence that stands under `try` in a cue list."""
    failures = [
        Diagnostic(
            "trial-failed",
            trial.span,
            f"the sentence {quote(trial.says)} is not read as it should be",
            wrong,
            "an account with such words would be read in the same way",
            "change the cues, or the sentence if it expects too much",
        )
        for trial in cues.trials
        for wrong in _wrong(cues, trial)
    ]
    return Tried(len(cues.trials), tuple(failures))


def _wrong(cues: Cues, trial: Trial) -> list[str]:
    acts = [a for a in acts_in(cues, trial.says) if trial.kind in {None, a.kind}]
    if trial.nothing:
        return [f"it opens `{acts[0].kind}`"] if acts else []
    if not acts:
        return [f"it opens no `{trial.kind or 'act'}`"]
    found = []
    missing = [(path, value) for path, value in trial.gives if not _gives(acts, path, value)]
    for path, value in missing:
        read = [act.told[path][0] for act in acts if path in act.told]
        got = f"it gives `{read[0]}`" if read else "it gives nothing"
        found.append(f"`{path}` should be `{_shown(value)}`; {got}")
    found += [
        f"it gives `{path}`, and should not"
        for path in trial.without
        if any(path in act.told for act in acts)
    ]
    return found


def _gives(acts: Sequence[ReadAct], path: str, value: Any) -> bool:  # noqa: ANN401  a fact's value
    return any(path in act.told and act.told[path][0] in {value, _as_pence(value)} for act in acts)


def _as_pence(value: Any) -> Any:  # noqa: ANN401  a fact's value
    try:
        return pence(value) if isinstance(value, str) else value
    except ValueError:
        return value


def _shown(value: Any) -> str:  # noqa: ANN401  a fact's value
    return (
        {True: "yes", False: "no"}.get(value, str(value)) if isinstance(value, bool) else str(value)
    )
