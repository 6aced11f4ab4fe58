"""Acts that nobody tells outright: words of several groups, close together, bring them up.

People tell of conduct in a roundabout way that no pattern foresees. Where enough of the words that
go with a kind of act stand together, the act is put down with the facts that it hangs on `raised`:
a question for whoever reads, and never more.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from engine.intake.acts import SILENT, Match, ReadAct
from engine.intake.cues import RAISED, Cue

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from engine.intake.cues import Cues, Hint
    from engine.intake.pattern import Found, Pattern, Scan
    from engine.intake.scope import Scopes

MOST_HINTED: Final = 2
"""Most acts of one account, read ones included, up to which hints bring up further ones."""

WEAK: Final = 1.0
"""What the words of a hint have to weigh where fewer of its groups stand there than it asks for."""


def bring_up(  # noqa: PLR0913  what the words of an account are
    cues: Cues,
    scan: Scan,
    found: Mapping[Pattern, Sequence[Found]],
    scopes: Scopes,
    acts: list[ReadAct],
    main: int | None,
    outside: Callable[[int], bool],
    speaks_of: Callable[[Hint], bool],
) -> None:
    """Add what hints bring up: facts of acts that were read, and acts of kinds that were not.

    What somebody did whom the policy does not bind is not what a hint speaks of, and neither are
    hints of which it does not speak. Hints of which
    enough groups stand together come first; where little was read, those with the weightiest words
    follow.
    """
    read = [act for act in acts if act.who is None or not outside(act.who)]
    strong: dict[tuple[str, str], list[_Words]] = {}
    weak: dict[tuple[str, str], list[_Words]] = {}
    for hint in cues.hints:
        if not speaks_of(hint):
            continue
        words = _together(cues, hint, scan, found, scopes)
        if words is None:
            continue
        told = [act for act in read if act.kind == hint.kind]
        act = next((act for act in told if _is_by(act, hint, main)), told[0] if told else None)
        if act is not None:
            if words.enough:
                _raise(act, words, main)
        else:
            (strong if words.enough else weak).setdefault((hint.kind, hint.by), []).append(words)
    room = MOST_HINTED - len(strong)
    for words_of in (strong, weak):
        ordered = sorted(words_of.values(), key=lambda kind: min(w.order for w in kind))
        for kind in ordered[: MOST_HINTED if words_of is strong else max(0, room - len(read))]:
            if words_of is weak and (kind[0].hint.kind, kind[0].hint.by) in strong:
                continue
            kind.sort(key=lambda words: words.order)
            who = main if kind[0].hint.by == "main" else None
            act = ReadAct(kind[0].hint.kind, who, _matches(kind[0], main))
            for words in kind if words_of is strong else kind[:1]:
                _raise(act, words, main)
            acts.append(act)


@dataclass(frozen=True, slots=True)
class _Words:
    """The words of a hint where most of them stand together."""

    hint: Hint
    places: tuple[Found, ...]
    weight: float

    @property
    def enough(self) -> bool:
        """Whether the hint asks for no more groups."""
        return len(self.places) >= self.hint.least

    @property
    def order(self) -> tuple[float, int, str]:
        """Weightiest first; ties by the place in the account."""
        return (-round(self.weight, 6), self.places[0].start, self.hint.id)


def _together(
    cues: Cues,
    hint: Hint,
    scan: Scan,
    found: Mapping[Pattern, Sequence[Found]],
    scopes: Scopes,
) -> _Words | None:
    """Give words of a hint from where most of its groups stand together."""
    tokens = scan.account.tokens
    if any(found.get(pattern) for pattern in hint.unless):
        return None
    places = sorted(
        (
            (tokens[place.head].sentence, group, place, cues.weights[pattern])
            for group, patterns in enumerate(hint.groups)
            for pattern in patterns
            for place in found.get(pattern, ())
            if not scopes.over(scan, pattern, place)[0] & (SILENT | {"negated"})
        ),
        key=lambda item: (item[0], item[2].start, item[1]),
    )
    best: dict[int, tuple[Found, float]] = {}
    for sentence in dict.fromkeys(place[0] for place in places):
        here: dict[int, tuple[Found, float]] = {}
        for other, group, place, weight in places:
            if sentence <= other < sentence + hint.within and weight > here.get(group, (0, 0.0))[1]:
                here[group] = (place, weight)
        if _total(here) > _total(best):
            best = here
    weight = _total(best) / len(hint.groups) ** 0.5
    if not best or (len(best) < hint.least and weight < WEAK):
        return None
    chosen = sorted((place for place, _ in best.values()), key=lambda place: place.start)
    return _Words(hint, tuple(chosen), weight)


def _is_by(act: ReadAct, hint: Hint, main: int | None) -> bool:
    """Say whether an act that was read is by whom the hint speaks of."""
    return act.who == main if hint.by == "main" else act.openers[0].cue.by == hint.by


def _total(groups: Mapping[int, tuple[Found, float]]) -> float:
    return sum(weight for _, weight in groups.values())


def _matches(words: _Words, main: int | None) -> list[Match]:
    cue = Cue(words.hint.id, words.hint.kind, (), by=words.hint.by)
    who = main if words.hint.by == "main" else None
    return [Match(cue, place, "raised", RAISED, who, place.start) for place in words.places]


def _raise(act: ReadAct, words: _Words, main: int | None) -> None:
    for path in words.hint.raises:
        act.told.setdefault(path, (RAISED, "raised", _matches(words, main)))
