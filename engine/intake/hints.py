"""Acts that nobody tells outright: words of several groups, close together, bring them up.

People tell of conduct in a roundabout way that no pattern foresees. Where enough of the words that
go with a kind of act stand together, the act is put down with the facts that it hangs on `raised`:
a question for whoever reads, and never more.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from engine.intake.acts import SILENT, Match, ReadAct
from engine.intake.cues import RAISED, Cue

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from engine.intake.cues import Cues, Hint
    from engine.intake.pattern import Found, Pattern, Scan
    from engine.intake.scope import Scopes

MOST_HINTED: Final = 3
"""Most acts of one account that hints bring up; the ones with most words in common come first."""


def bring_up(  # noqa: PLR0913  what the words of an account are
    cues: Cues,
    scan: Scan,
    found: Mapping[Pattern, Sequence[Found]],
    scopes: Scopes,
    acts: list[ReadAct],
    main: int | None,
    outside: Callable[[int], bool],
) -> None:
    """Add what hints bring up: facts of acts that were read, and acts of kinds that were not.

    What somebody did whom the policy does not bind is not what a hint speaks of.
    """
    new: dict[str, list[tuple[Hint, list[Found]]]] = {}
    for hint in cues.hints:
        words = _together(hint, scan, found, scopes)
        if words is None:
            continue
        told = [
            act
            for act in acts
            if act.kind == hint.kind and (act.who is None or not outside(act.who))
        ]
        act = next((act for act in told if act.who == main), told[0] if told else None)
        if act is not None:
            _raise(act, hint, words, main)
        else:
            new.setdefault(hint.kind, []).append((hint, words))
    for hints in new.values():
        hints.sort(key=lambda item: (-len(item[1]), item[1][0].start))
    strongest = sorted(new.values(), key=lambda hints: (-len(hints[0][1]), hints[0][1][0].start))
    for hints in strongest[:MOST_HINTED]:
        act = ReadAct(hints[0][0].kind, main, _matches(*hints[0], main))
        for hint, words in hints:
            _raise(act, hint, words, main)
        acts.append(act)


def _together(
    hint: Hint, scan: Scan, found: Mapping[Pattern, Sequence[Found]], scopes: Scopes
) -> list[Found] | None:
    """Give words of as many groups as the hint asks for, from where most of them stand together."""
    tokens = scan.account.tokens
    if any(found.get(pattern) for pattern in hint.unless):
        return None
    places = sorted(
        (
            (tokens[place.head].sentence, group, place)
            for group, patterns in enumerate(hint.groups)
            for pattern in patterns
            for place in found.get(pattern, ())
            if not scopes.over(scan, pattern, place)[0] & (SILENT | {"negated"})
        ),
        key=lambda item: (item[0], item[2].start, item[1]),
    )
    best: dict[int, Found] = {}
    for sentence, _, _ in places:
        here: dict[int, Found] = {}
        for other, group, place in places:
            if sentence <= other < sentence + hint.within:
                here.setdefault(group, place)
        if len(here) > len(best):
            best = here
    if len(best) < hint.least:
        return None
    return sorted(best.values(), key=lambda place: place.start)


def _matches(hint: Hint, words: Sequence[Found], main: int | None) -> list[Match]:
    cue = Cue(hint.id, hint.kind, (), by="main")
    return [Match(cue, place, "raised", RAISED, main, place.start) for place in words]


def _raise(act: ReadAct, hint: Hint, words: Sequence[Found], main: int | None) -> None:
    for path in hint.raises:
        act.told.setdefault(path, (RAISED, "raised", _matches(hint, words, main)))
