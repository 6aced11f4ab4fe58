"""Whom `he`, `her` and a quoted `I` mean: who fits, acted, is named, and stands near."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from engine.intake.somebody import REPORTER
from engine.intake.subjects import AUXILIARY, PREPOSITIONS, SUBJECTS
from engine.intake.text import quotations

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from engine.intake.pattern import Scan
    from engine.intake.somebody import Somebody

_LOOK_BACK: Final = 90
"""Words looked back over, at most."""

_FAR_BACK: Final = 40
"""Mentions looked back at, at most."""

_SPEAKS: Final = frozenset(
    ["said", "say", "told", "asked", "replied", "wrote", "answered", "texted"]
)
_NEXT_CLAUSE: Final = frozenset(
    [
        "and", "but", "that", "when", "because", "who", "if", "as", "while", "so", "or", "until",
        "till",
    ]
)  # fmt: skip
_AFTER_HER: Final = frozenset(
    [
        "home", "up", "down", "off", "out", "back", "a", "the", "that", "and", "but", "when",
        "because", "so",
    ]
)  # fmt: skip
"""Words after which somebody new begins to act."""

_NOBODY: Final = frozenset(["no", "any", "every", "each", "another", "other"])
_HIS: Final = frozenset(["his", "their"])
_OBJECTS: Final = frozenset(["him", "her", "them"])


class Before(NamedTuple):
    """Somebody mentioned before a pronoun."""

    start: int
    who: int
    subject: bool


class Pronouns:
    """Finds whom the pronouns of one account mean."""

    def __init__(
        self, scan: Scan, somebody: Sequence[Somebody], named_at: Callable[[int], int | None]
    ) -> None:
        """Get ready.

        Args:
            scan: The account.
            somebody: Everybody in it; who takes a pronoun is given its gender.
            named_at: Gives whose name stands at a token, if one does.
        """
        self._scan = scan
        self._tokens = scan.account.tokens
        self._somebody = somebody
        self._named_at = named_at
        self._quotations = quotations(scan.account.tokens)

    def speaker(self, place: int, before: list[Before]) -> int:
        """Say who says `I` within quotation marks: whoever speaks in the sentence before them.

        That is who acts last there, as in `He says to me and Jo, 'I`, else who is named last.
        """
        tokens = self._tokens
        opened_in = tokens[self._quotations[place][0]].sentence
        named: tuple[int, int] | None = None
        for start, who, subject in reversed(before[-_FAR_BACK:]):
            sentence = tokens[start].sentence
            if opened_in - sentence > 1 or (named and sentence != named[0]):
                break
            if tokens[start].quoted or self._somebody[who].many:
                continue
            if who == REPORTER:
                if subject and tokens[start + 1].word in _SPEAKS:
                    return REPORTER
                continue
            if subject:
                return who
            named = named or (sentence, who)
        return named[1] if named else REPORTER

    def meant(self, place: int, gender: str, before: list[Before]) -> int | None:
        """Choose whom a pronoun means: who fits, acted, is named, and stands near."""
        tokens = self._tokens
        word = tokens[place].word
        acts = word in SUBJECTS
        nobody = {
            REPORTER,
            self._not_itself(place, before),
            self._named_after(place) if acts else None,
        }
        best: tuple[float, int] | None = None
        for start, who, subject in reversed(before[-_FAR_BACK:]):
            if place - start > _LOOK_BACK:
                break
            person = self._somebody[who]
            if (
                who in nobody
                or person.addressee
                or (gender and (person.many or (person.gender and person.gender != gender)))
            ):
                continue
            score = 3.0 * subject + 3.0 * bool(gender and person.gender) + 1.0 * bool(person.names)
            score -= not (subject or person.names or person.gender)
            child = "child" in person.classes and not (person.gender and person.names)
            score -= 2.0 * (acts and child)
            score -= 3.0 * (start > 0 and tokens[start - 1].word in _NOBODY)
            score -= 2.0 * (start + 1 < place and tokens[start + 1].word == "'s")  # `Kian's dad`
            score -= 6.0 * self._is_denied(start)  # `it was Dad, not the advocate. He ...`
            score -= 2.5 * (person.initial and word not in _OBJECTS)
            score -= 3.0 * (tokens[start].quoted and not tokens[place].quoted)
            score += 6.0 * (acts and self._joins_on(start, place))
            score -= (place - start) / 12
            if best is None or score > best[0]:
                best = (score, who)
        if best is None:
            return None
        person = self._somebody[best[1]]
        person.gender = person.gender or gender
        return best[1]

    def _named_after(self, place: int) -> int | None:
        """Give whom a clause names that a pronoun begins: in `he saw Ben` he is not Ben."""
        tokens = self._tokens
        for ahead in range(place + 1, len(tokens)):
            apart = tokens[ahead].quoted != tokens[place].quoted
            if apart or self._scan.account.gap(ahead - 1).strip() or tokens[ahead].first:
                break
            if tokens[ahead].word in SUBJECTS or tokens[ahead].word in _NEXT_CLAUSE:
                break
            if (who := self._named_at(ahead)) is not None:
                return who
        return None

    def _joins_on(self, start: int, place: int) -> bool:
        """Say whether a pronoun goes on from somebody just named: `I rang Jo and she`."""
        tokens = self._tokens
        joined = place - start in {2, 3} and tokens[place - 1].word in {"and", "but"}
        return joined and all(tokens[p].capital for p in range(start, place - 1))

    def _is_denied(self, start: int) -> bool:
        """Say whether somebody is only said not to have been it: `not the advocate`."""
        before = [token.word for token in self._tokens[max(0, start - 2) : start]]
        return before[-1:] == ["not"] or (before[:1] == ["not"] and before[1] in {"the", "a", "an"})

    def _not_itself(self, place: int, before: list[Before]) -> int | None:
        """Give whom an object cannot mean: whoever does something to it."""
        tokens = self._tokens
        word = tokens[place].word
        if tokens[place].quoted and word not in _HIS:
            for start, who, subject in reversed(before[-12:]):
                if subject and not tokens[start].quoted:
                    return who
        if word not in _OBJECTS:
            return None
        following = tokens[place + 1] if place + 1 < len(tokens) else None
        if word == "her" and following is not None and not following.first:
            loose = following.word in PREPOSITIONS or following.word in AUXILIARY
            if (
                not loose
                and not self._scan.account.gap(place).strip()
                and following.word not in _AFTER_HER
            ):
                return None
        for start, who, subject in reversed(before[-12:]):
            if tokens[start].sentence != tokens[place].sentence:
                return None
            if subject:
                return who
        return None
