"""Acts that nobody tells outright, but that an account is like: questions, and never more.

People tell of conduct in a roundabout way that no pattern foresees. Where an account is like what
is known of a requirement, the act is put down, or completed, with the facts that the requirement
hangs on `raised`: a question for whoever reads.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import fsum
from typing import TYPE_CHECKING, Final

from engine.facts.people import ROLE_GROUPS, ROLES
from engine.intake.acts import Match, ReadAct
from engine.intake.cues import RAISED, Cue
from engine.intake.pattern import Found
from engine.syntax.condition import asked

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from engine.facts.vocabulary import Vocabulary
    from engine.intake.likeness import Like, Likeness
    from engine.syntax.condition import Condition
    from engine.syntax.typed import Policy

MOST: Final = 4
"""Most requirements that one account brings up by likeness."""

COST: Final = 0.02
"""The chance that a question has to have of being to the point, to be worth the asking."""

LOOKED_AT: Final = 25
"""The likest requirements, among which those to bring up are."""

FEWEST: Final = 3
"""Words that an account has to share with a requirement."""

LEAST: Final = 7.0
"""The score that an account has to reach with it; chatter of a sentence or two reaches less."""

SHOWN: Final = 5
"""Words of the account that show why a requirement was brought up."""

DEPARTURE: Final = "departure."

SAMPLES: Final = "samples/"
"""What the name of a cue begins with that no list holds: likeness to samples of a requirement."""


@dataclass(frozen=True, slots=True)
class Opening:
    """What has to be raised of which act, so that a requirement is in question."""

    kind: str
    paths: tuple[str, ...]
    opens: frozenset[int]
    """The requirements that are in question then, this one included."""


class Openings:
    """The opening of each requirement of a policy, by its place there."""

    def __init__(self, policy: Policy, vocabulary: Vocabulary) -> None:
        everything = [(clause, r) for clause in policy.clauses for r in clause.requires]
        kinds = [clause.kinds[0] for clause, _ in everything]
        asks = [
            _paths([r.must, r.when, clause.when], vocabulary.kinds[kind].facts)
            for (clause, r), kind in zip(everything, kinds, strict=True)
        ]
        musts = [
            frozenset(_paths([r.must], vocabulary.kinds[kind].facts))
            for (_, r), kind in zip(everything, kinds, strict=True)
        ]
        self._openings = [
            Opening(
                kind,
                paths,
                frozenset(
                    number
                    for number, (_, r) in enumerate(everything)
                    if kinds[number] == kind
                    and (not r.routine or not musts[number].isdisjoint(paths))
                ),
            )
            for kind, paths in zip(kinds, asks, strict=True)
        ]

    def of(self, number: int) -> Opening:
        """Give the opening of a requirement."""
        return self._openings[number]

    def choose(self, likes: Sequence[Like]) -> list[Like]:
        """Choose the requirements to bring up: each time the one that opens what is likeliest."""
        left = {like.number: like.share - COST for like in likes}
        chosen: list[Like] = []
        while len(chosen) < MOST:
            gains = [
                (fsum(left.get(number, 0.0) for number in self.of(like.number).opens), like)
                for like in likes[:LOOKED_AT]
                if like.score >= LEAST
            ]
            gain, best = max(gains, key=lambda pair: pair[0], default=(0.0, None))
            if best is None or gain <= 0:
                break
            chosen.append(best)
            for number in self.of(best.number).opens:
                left.pop(number, None)
        return chosen


def _paths(conditions: Iterable[Condition], facts: Mapping[str, object]) -> tuple[str, ...]:
    paths = dict.fromkeys(path for condition in conditions for path in asked(condition))
    return tuple(p for p in paths if p in facts and not p.startswith(DEPARTURE))


def bring_up(  # noqa: PLR0913  an account, and what is known of the policy
    words: Mapping[str, int],
    likeness: Likeness,
    openings: Openings,
    likes: Sequence[Like],
    acts: list[ReadAct],
    main: int | None,
    usual: str | None,
    outside: Callable[[int], bool],
) -> tuple[Like, ...]:
    """Add what an account is like: facts of acts that were read, and acts of kinds that were not.

    What somebody did whom the policy does not bind is not added to.

    Args:
        words: The words that count, each with its first place in the account.
        likeness: What is known of the requirements.
        openings: What they hang on.
        likes: How like them the account is, the likest first.
        acts: The acts that were read; they are changed in place.
        main: Whom the account is about.
        usual: The usual role of people under the policy.
        outside: Says of somebody whether the policy does not bind them.

    Returns:
        What was brought up, in the order of the choice.
    """
    brought_up: list[Like] = []
    stems: dict[str, int] = {}
    for word, place in words.items():
        stems.setdefault(likeness.stem(word), place)
    for like in openings.choose(likes):
        places = _shown(stems, likeness, like)
        if len(places) < FEWEST:
            continue
        opening = openings.of(like.number)
        by = _by(like, usual)
        who = main if by == "main" else None
        cue = Cue(f"{SAMPLES}{like.clause.id}/{like.requirement.name}", opening.kind, (), by=by)
        found = [
            Match(cue, Found(place, place + 1, place), "raised", RAISED, who, place)
            for place in places
        ]
        told = [
            act
            for act in acts
            if act.kind == opening.kind
            and (act.who is None or not outside(act.who))
            and (by == "main" or act.openers[0].cue.by == by)
        ]
        act = next((act for act in told if act.who == who), told[0] if told else None)
        if act is None:
            act = ReadAct(opening.kind, who, found)
            acts.append(act)
        for path in opening.paths:
            act.told.setdefault(path, (RAISED, "raised", found))
        brought_up.append(like)
    return tuple(brought_up)


def _by(like: Like, usual: str | None) -> str:
    """Say who acts: whom the account is about, or a role where the clause binds no such people."""
    roles = like.clause.roles
    if usual is None or not roles.isdisjoint(ROLE_GROUPS.get(usual, (usual,))):
        return "main"
    return next((role for role in ROLES if role in roles), "main")


def _shown(stems: Mapping[str, int], likeness: Likeness, like: Like) -> list[int]:
    """Give the places of the words that speak most for a requirement, in the order of the text."""
    weights = ((likeness.weight(stem, like.number), place) for stem, place in stems.items())
    found = sorted((pair for pair in weights if pair[0]), reverse=True)
    return sorted(place for _, place in found[:SHOWN])
