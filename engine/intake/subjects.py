"""Whether somebody is whom a verb speaks of: the subject of a clause, as far as words tell."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from engine.intake.words import PAST_FORMS

if TYPE_CHECKING:
    from engine.intake.lexicon import Lexicon
    from engine.intake.pattern import Scan

SUBJECTS: Final = frozenset({"i", "we", "he", "she", "they", "who"})
PREPOSITIONS: Final = frozenset(
    [
        "to",
        "of",
        "with",
        "from",
        "for",
        "at",
        "by",
        "about",
        "on",
        "in",
        "into",
        "towards",
        "behind",
        "beside",
        "near",
        "after",
        "like",
        "than",
        "onto",
    ]
)
DETERMINERS: Final = frozenset(
    ["a", "an", "the", "our", "my", "your", "his", "her", "their", "one", "of", "this", "that"]
)
_BEFORE_ROLES: Final = DETERMINERS - {"of"}
_BEFORE_NAMES: Final = _BEFORE_ROLES - {"that", "this", "one"}
AUXILIARY: Final = frozenset(
    [
        "is",
        "was",
        "are",
        "were",
        "am",
        "be",
        "has",
        "have",
        "had",
        "do",
        "does",
        "did",
        "will",
        "would",
        "can",
        "could",
        "may",
        "might",
        "shall",
        "should",
        "must",
        "'s",
        "'d",
        "'ll",
        "'ve",
        "'re",
        "'m",
        "n't",
        "not",
        "never",
        "always",
        "then",
        "also",
        "just",
        "later",
        "only",
        "still",
        "had",
    ]
)
_SAME_FORMS: Final = frozenset(
    ["put", "hit", "let", "set", "shut", "hurt", "read", "cut", "spread"]
)
_ADVERBS: Final = frozenset(
    [
        "now", "then", "just", "also", "never", "always", "later", "only", "still", "even",
        "both", "all", "has",
    ]
)  # fmt: skip
_THINKS: Final = frozenset(
    ["think", "believe", "guess", "suppose", "reckon", "gather", "understand"]
)
_LEADS: Final = frozenset(
    [
        "and", "but", "that", "when", "if", "while", "because", "then", "so", "says", "said",
        "as",
    ]
)  # fmt: skip
_SEEN: Final = frozenset(["saw", "see", "seen", "heard", "watched", "caught", "noticed", "found"])
_DESCRIBES: Final = frozenset(["with", "for", "in", "from", "at", "of", "on"])


class Subjects:
    """Finds subjects and their verbs in one account."""

    def __init__(self, scan: Scan, lexicon: Lexicon) -> None:
        self._scan = scan
        self._tokens = scan.account.tokens
        self._lexicon = lexicon

    def is_subject(self, start: int, end: int, form: str) -> bool:
        """Say whether somebody mentioned does something: a verb follows, no preposition before."""
        tokens = self._tokens
        if form == "pronoun":
            return tokens[start].word in SUBJECTS and not self._is_aside(start)
        before = start - 1
        passed = _BEFORE_NAMES if form == "name" else _BEFORE_ROLES
        while before >= 0 and not tokens[before + 1].first:
            named = form == "role" and tokens[before].capital and not tokens[before].first
            if not named and tokens[before].word not in passed:
                break
            before -= 1
        opened = before < 0 or tokens[before + 1].first
        if not opened and tokens[before].word in PREPOSITIONS:
            return False
        if not opened and tokens[before].word in _SEEN:
            return True
        place = end
        loose = self._scan.account.gap(end - 1).strip(" .")[:1] if place < len(tokens) else ""
        opens = before < 0 or tokens[before + 1].first or self._scan.account.gap(before).strip()
        joined = before >= 0 and tokens[before].word in _LEADS
        if loose and loose in ",(-" and not opens and not joined:
            return self._described_between(place, loose)
        if place < len(tokens) and tokens[place].word == "'s" and not self.verb_follows(place + 1):
            follows = tokens[place + 1].word if place + 1 < len(tokens) else ""
            return follows.endswith("ing") or follows in {"a", "the", "our", "been", "got", "on"}
        if loose and loose in ",(":
            place = self._past_brackets(place)
        if self.verb_follows(place):
            return True
        doing = place < len(tokens) and tokens[place].word.endswith("ing") and place == end
        if form == "name" and doing and not loose and not tokens[place].first:
            return True
        return bool(opens or joined) and self._described(place)

    def _is_aside(self, start: int) -> bool:
        """Say whether `I` only puts in a thought: `Mrs Yates I think, shouted`."""
        tokens = self._tokens
        return (
            tokens[start].word == "i"
            and start + 2 < len(tokens)
            and tokens[start + 1].word in _THINKS
            and self._scan.account.gap(start + 1).strip()[:1] in {",", ")"}
        )

    def _described(self, place: int) -> bool:
        """Say whether a verb follows what describes somebody: `the woman with red hair drove`."""
        tokens = self._tokens
        if place >= len(tokens) or tokens[place].word not in _DESCRIBES:
            return False
        ahead = range(place + 1, min(place + 7, len(tokens)))
        return any(
            self.verb_follows(p) and not self._scan.account.gap(p - 1).strip()
            for p in ahead
            if tokens[p].sentence == tokens[place].sentence
        )

    def _described_between(self, place: int, loose: str) -> bool:
        """Say whether a verb follows `(4)` or `, who visits us,` in the middle of a sentence."""
        tokens = self._tokens
        past = self._past_brackets(place)
        if loose == "(":
            return past == place + 1 and ")" in self._scan.account.gap(place)
        return loose == "," and past > place and tokens[place].word == "who"

    def _past_brackets(self, place: int) -> int:
        """Pass over what is put in between: `Ben, 15, learning disability, tried`."""
        tokens = self._tokens
        sentence = tokens[place].sentence
        for ahead in range(place, min(place + 9, len(tokens))):
            if tokens[ahead].sentence != sentence:
                break
            gap = self._scan.account.gap(ahead - 1)
            if ahead > place and (")" in gap or "," in gap) and self.verb_follows(ahead):
                return ahead
        return place

    def verb_follows(self, place: int) -> bool:
        tokens = self._tokens
        if place >= len(tokens):
            return False
        word = tokens[place].word
        if word in _ADVERBS and word not in AUXILIARY and place + 1 < len(tokens):
            word = tokens[place + 1].word
        return (
            word in AUXILIARY
            or word in _SAME_FORMS
            or word in PAST_FORMS
            or word in self._lexicon.verbs
            or (word.endswith("ed") and len(word) > 4)  # noqa: PLR2004
        )
