"""How old somebody is, where an account tells it right after a name or pronoun."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from engine.intake.figures import UNITS

if TYPE_CHECKING:
    from engine.intake.pattern import Scan

ADULT: Final = 18
_WORDS_BETWEEN: Final = 4
_BEFORE: Final = frozenset(
    [
        "who", "is", "was", "are", "were", "'s", "aged", "age", "only", "just", "turned", "now",
        "a", "about", "both", "all",
    ]
)  # fmt: skip
_JOINT: Final = frozenset({"both", "all", "are", "were"})
_AFTER: Final = frozenset(["and", "but", "with", "at", "in", "who", "she", "he", "when", "so"])
_MARKS: Final = frozenset([",", ".,", "(", ""])
"""What may stand before an age: `Ben, 15`, `J., 16`, `J (6)`."""

_LEAST_SPELT: Final = 3


class Age(NamedTuple):
    """An age in years, the token that tells it, and whether it is that of several."""

    years: int
    place: int
    joint: bool


class Ages:
    """Finds ages in an account."""

    def __init__(self, scan: Scan) -> None:
        self._account = scan.account

    def after(self, end: int) -> Age | None:
        """Find the age after the words that end before a token: in brackets, after a comma or `is`.

        That of several is told once: `Ben and Jo, both 15,`, or for each: `Ben and Jo (9 and 11)`.
        """
        tokens, place = self._account.tokens, end
        while place < min(end + _WORDS_BETWEEN, len(tokens) - 1) and tokens[place].word in _BEFORE:
            if tokens[place].first:
                return None
            place += 1
        years = _years(tokens[place].word)
        said = place > end
        if not years or not (said or self._account.gap(end - 1).strip() in _MARKS):
            return None
        following = [token.word for token in tokens[place + 1 : place + 3]]
        pair = following[:1] == ["and"] and _years(following[-1]) > 0
        closed = self._account.gap(place)[:1] in {",", ")", ".", ":"} or (pair and not said)
        goes_on = said and following[:1] and following[0] in _AFTER and following != ["and", "a"]
        if not closed and not goes_on:
            return None
        between = {token.word for token in tokens[end:place]}
        return Age(years, place, pair or not between.isdisjoint(_JOINT))

    def in_a_year(self, end: int) -> bool:
        """Say whether a name is followed by a year at school, in brackets or after a comma."""
        following = [token.word for token in self._account.tokens[end : end + 2]]
        return (
            self._account.gap(end - 1).strip() in {",", "("}
            and following[:1] in (["year"], ["yr"])
            and following[-1].isdecimal()
        )


def _years(word: str) -> int:
    """Give an age of two figures, or one spelt out; 0 for any other word."""
    if word.isascii() and word.isdecimal() and len(word) <= 2:  # noqa: PLR2004
        return int(word)
    spelt = UNITS.get(word, 0)
    return spelt if spelt >= _LEAST_SPELT else 0
