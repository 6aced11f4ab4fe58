"""Names: which capital letters of an account stand for somebody."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from engine.intake.figures import NUMERALS
from engine.intake.subjects import AUXILIARY
from engine.intake.words import PAST_FORMS

if TYPE_CHECKING:
    from collections.abc import Container, Iterable

    from engine.intake.lexicon import Lexicon
    from engine.intake.pattern import Scan
    from engine.intake.subjects import Subjects
    from engine.intake.text import Token

TITLES: Final = {"mr": "m", "mrs": "f", "ms": "f", "miss": "f", "mx": "", "dr": "", "sir": "m"}
_PLACES: Final = frozenset({"in", "at", "near", "from", "into"})
_SENT: Final = frozenset(
    [
        "call", "note", "email", "letter", "message", "text", "voicemail", "statement", "report",
        "account", "card", "word", "gift", "present", "heard", "borrowed", "took", "bought",
    ]
)  # fmt: skip
"""What comes from somebody rather than from a place."""
_MONTH_NAMES: Final = frozenset(["jan", "april", "may", "june", "august"])
_SITES: Final = frozenset(
    [
        "lane", "road", "street", "house", "school", "avenue", "close", "hall", "court", "centre",
        "primary", "academy", "park", "drive", "way", "college", "church", "hospital", "hotel",
        "island", "station", "surgery",
    ]
)  # fmt: skip
_NO_A: Final = frozenset(["level", "levels", "e", "star", "and", "road"])
_NO_NAMES: Final = ("ing", "ed", "ly", "tion", "ment", "ness")
_OUR: Final = frozenset({"our", "my", "your", "his", "her", "their", "the"})
_MOST_NAME: Final = 4


class Names:
    """Finds the names of one account."""

    def __init__(
        self, scan: Scan, lexicon: Lexicon, words: Container[str], subjects: Subjects
    ) -> None:
        """Get ready to find names.

        Args:
            scan: The account, with the phrases of classes.
            lexicon: Given names, and words that are none.
            words: Words that cue lists use; none of them is a name for its capital alone.
            subjects: Tells where a verb follows.
        """
        self._scan = scan
        self._tokens = scan.account.tokens
        self._lexicon = lexicon
        self._words = words
        self._subjects = subjects
        self._capitals = _inner_capitals(self._tokens)
        self.in_small_letters = not any(t.capital and t.word != "i" for t in self._tokens)
        """Whether somebody writes without any capitals, names included."""

    def at(self, place: int) -> tuple[int, str]:
        """Say where a name that begins at a token ends; at the token itself where there is none."""
        tokens = self._tokens
        token = tokens[place]
        if self.in_small_letters:
            if self._is_titled(place):
                return place + 2, token.word
            return place + self._is_given_name(place), ""
        if token.word in TITLES and token.capital and place + 1 < len(tokens):
            following = tokens[place + 1]
            if following.capital and following.sentence == token.sentence:
                return self._rest(place + 1), token.word
            return place, ""
        if not self._may_name(place):
            return place, ""
        end = self._rest(place)
        before = tokens[place - 1].word if place and not token.first else ""
        if before == "st" or tokens[end - 1].word in _SITES:
            return place, ""
        return end, ""

    def _rest(self, place: int) -> int:
        """Go on over the capitals that follow directly: `Dan R.`, `H Lindqvist`."""
        tokens = self._tokens
        end = place + 1
        while end < len(tokens) and end - place < _MOST_NAME:
            token = tokens[end]
            between = self._scan.account.gap(end - 1)
            joined = between in {" ", "-", ". ", "."} and (
                between[:1] != "." or len(tokens[end - 1].word) == 1
            )
            if (
                not joined
                or token.first
                or not token.capital
                or token.word in self._lexicon.not_names
            ):
                break
            if tokens[end].word == "'s":
                break
            end += 1
        return end

    def _is_titled(self, place: int) -> bool:
        """Say whether a title begins a name in small letters: `mr khan`, but not `miss school`."""
        tokens = self._tokens
        if tokens[place].word not in TITLES or place + 1 == len(tokens):
            return False
        named = tokens[place + 1].word.isalpha() and not tokens[place + 1].first
        verb = tokens[place].word != "miss" or self._subjects.verb_follows(place + 2)
        return named and verb and tokens[place + 1].word not in self._lexicon.not_names

    def _is_given_name(self, place: int) -> bool:
        """Say whether a word is a given name and, as far as cue lists know, nothing else."""
        word = self._tokens[place].word
        return (
            word in self._lexicon.names
            and word not in self._words
            and word not in self._lexicon.not_names
            and word not in self._lexicon.verbs
        )

    def _may_name(self, place: int) -> bool:
        tokens = self._tokens
        token = tokens[place]
        word = token.word
        if not token.capital or not word.isalpha():
            return False
        if len(word) == 1:
            return token.upper and self._is_initial(place)
        if word in self._lexicon.names:
            return not self._by_a_number(place)
        if self._is_presented(place):
            return True
        if (
            word in self._lexicon.not_names
            or word.removesuffix("s") in self._lexicon.not_names
            or word in self._words
            or word in NUMERALS
        ):
            return False
        if token.upper and not token.first:
            return len(word) == 2 and self._subjects.verb_follows(place + 1)  # noqa: PLR2004
        if token.upper:
            return len(word) == 2 and self._capitals.get(word, 0) > 0  # noqa: PLR2004
        if word in PAST_FORMS or word in self._lexicon.verbs or word.endswith(_NO_NAMES):
            return False
        if self._in_a_place(place):
            return place > 1 and tokens[place - 2].word in _SENT and not self._is_known(place)
        if token.first:
            verb = not word.endswith("s") and self._subjects.verb_follows(place + 1)
            named = verb or self._who_follows(place) or self._age_follows(place)
            return self._capitals.get(word, 0) > 0 or (named and not self._is_known(place))
        return not self._is_known(place)

    def _in_a_place(self, place: int) -> bool:
        """Say whether `in` or `at` leads to a capital, which is a place then, but for `in Jo's`."""
        tokens = self._tokens
        return (
            place > 0
            and not tokens[place].first
            and tokens[place - 1].word in _PLACES
            and not self._scan.account.gap(place - 1).strip()
            and [token.word for token in tokens[place + 1 : place + 2]] != ["'s"]
        )

    def _is_presented(self, place: int) -> bool:
        """Say whether what somebody is follows: `I rang Mags, our manager`."""
        tokens = self._tokens
        comma = self._scan.account.gap(place).strip() == ","
        following = [token.word for token in tokens[place + 1 : place + 2]]
        marks = self._scan.ends.get(place + 2, ())
        return (
            comma
            and not tokens[place].first
            and bool(_OUR.intersection(following[:1]))
            and any(self._lexicon.is_person(mark[1:-1]) for mark in marks)
        )

    def _age_follows(self, place: int) -> bool:
        """Say whether `(12` follows, as after a name."""
        following = [token.word for token in self._tokens[place + 1 : place + 2]]
        return bool(following) and (
            self._scan.account.gap(place).strip() == "(" and following[0].isdigit()
        )

    def _who_follows(self, place: int) -> bool:
        """Say whether `, who` follows, as after a name."""
        following = [token.word for token in self._tokens[place + 1 : place + 2]]
        return following == ["who"] and "," in self._scan.account.gap(place)

    def _by_a_number(self, place: int) -> bool:
        """Say whether `Jan`, `May` or `June` is a month: a number stands beside it."""
        tokens = self._tokens
        beside = [tokens[p].word for p in (place - 1, place + 1) if 0 <= p < len(tokens)]
        return tokens[place].word in _MONTH_NAMES and any(w[:1].isdigit() for w in beside)

    def _is_known(self, place: int) -> bool:
        """Say whether a capital word is one that the lexicon knows as something else."""
        return any(mark[1:-1] in self._lexicon.classes for mark in self._scan.ends.get(place, ()))

    def _is_initial(self, place: int) -> bool:
        """Say whether a single capital stands for somebody: `K`, `M.`, but not `T-shirt`."""
        tokens = self._tokens
        token = tokens[place]
        after = self._scan.account.gap(place)
        before = self._scan.account.gap(place - 1) if place else ""
        if after[:1] in {"-", "&", "/"} or before[-1:] in {"-", "&", "/"} or token.word == "i":
            return False
        following = tokens[place + 1].word if place + 1 < len(tokens) else ""
        if token.word == "a":
            opens = token.first or tokens[place - 1].first
            verb = following in AUXILIARY or following in PAST_FORMS
            return (after[:1] in {",", "."} or verb) if opens else following not in _NO_A
        if token.first:
            stop = after[:1] in {".", ",", "("} or after[:2] == " ("
            return stop or following == "'s" or self._subjects.verb_follows(place + 1)
        return True


def _inner_capitals(tokens: Iterable[Token]) -> dict[str, int]:
    """Count the words that stand with a capital elsewhere than at the start of a sentence."""
    found: dict[str, int] = {}
    for token in tokens:
        if token.capital and not token.first:
            found[token.word] = found.get(token.word, 0) + 1
    return found
