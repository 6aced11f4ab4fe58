"""An account cut into words, clauses and sentences; every offset counts code points of the text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from engine.intake.words import folded

if TYPE_CHECKING:
    from collections.abc import Iterator

_TOKEN: Final = re.compile(
    r"£ ?\d+(?:[.,]\d+)*k?|\d+(?:[.,:/]\d+)*[A-Za-z]{0,3}|[^\W_]+(?:['’ʼ][^\W_]+)*"
)
"""Each alternative begins with another kind of character, so there is nothing to go back over."""

_ABBREVIATIONS: Final = frozenset(
    [
        "mr",
        "mrs",
        "ms",
        "dr",
        "st",
        "no",
        "approx",
        "eg",
        "ie",
        "vs",
        "re",
        "dept",
        "rd",
        "ref",
        "e",
        "g",
        "i",
        "etc",
        "c",
        "prof",
        "rev",
        "tel",
        "min",
        "hrs",
        "incl",
        "jan",
        "feb",
        "mar",
        "apr",
        "aug",
        "sept",
        "oct",
        "nov",
        "dec",
        "sgt",
        "ltd",
    ]
)
_STARTERS: Final = frozenset(
    [
        "he",
        "she",
        "they",
        "it",
        "the",
        "i",
        "we",
        "then",
        "on",
        "in",
        "at",
        "when",
        "no",
        "not",
        "this",
        "that",
        "there",
        "but",
        "and",
        "so",
        "my",
        "his",
        "her",
        "our",
        "after",
        "before",
    ]
)
_BARE_NOT: Final = frozenset(
    [
        "dont",
        "didnt",
        "doesnt",
        "wasnt",
        "werent",
        "isnt",
        "arent",
        "hasnt",
        "havent",
        "hadnt",
        "cant",
        "couldnt",
        "wouldnt",
        "shouldnt",
        "wont",
        "mustnt",
        "neednt",
    ]
)
_BARE_PRONOUN: Final = {
    "im": 1,
    "ive": 1,
    "hes": 2,
    "shes": 3,
    "theyre": 4,
    "theyve": 4,
    "youre": 3,
}
_SUFFIXES: Final = ("'s", "'d", "'ll", "'ve", "'re", "'m")
_ENDS: Final = frozenset(".!?…")
_PAUSES: Final = frozenset(",;:()[]–—/")
_BULLETS: Final = frozenset("-*•·–—>")
_SHORT_LINE: Final = 60
LONGEST_SENTENCE: Final = 120
"""Words after which a sentence without end is cut at its next pause."""

LONGEST_QUOTE: Final = 500
"""Characters of a quotation in single marks, at most."""

_JOINS: Final = frozenset(
    [
        "but",
        "and",
        "because",
        "cos",
        "so",
        "then",
        "while",
        "who",
        "which",
        "although",
        "though",
        "until",
        "when",
        "after",
        "before",
        "or",
        "whereas",
        "however",
        "except",
    ]
)


@dataclass(frozen=True, slots=True)
class Token:
    """One word or figure: `text[start:end]`, in small letters, with its place in the account."""

    start: int
    end: int
    word: str
    capital: bool
    """Whether it was written with a capital first letter."""
    upper: bool
    """Whether it was written in capitals only."""
    sentence: int
    clause: int
    quoted: bool
    first: bool
    """Whether it begins its sentence."""


@dataclass(frozen=True, slots=True)
class Account:
    """The text with its tokens, and the token range of each sentence."""

    text: str
    tokens: tuple[Token, ...]
    sentences: tuple[tuple[int, int], ...]

    def gap(self, place: int) -> str:
        """Give what stands between the token at `place` and the one after it."""
        tokens = self.tokens
        end = tokens[place + 1].start if place + 1 < len(tokens) else len(self.text)
        return self.text[tokens[place].end : end]

    def quote(self, first: int, last: int) -> tuple[int, int, str]:
        """Give start, end and words of the tokens from `first` up to `last`."""
        start, end = self.tokens[first].start, self.tokens[last - 1].end
        return start, end, self.text[start:end]


def read_text(text: str) -> Account:
    """Cut an account into tokens; the time is linear in its length."""
    tokens: list[Token] = []
    starts: list[int] = []
    sentence, clause, quoted, before, line = -1, 0, "", 0, 0
    for start, end, last in _cut(text):
        word = folded(text[start:end])
        first = False
        if before != start or not tokens:
            between = text[before:start]
            if not tokens or _breaks(between, tokens[-1], text, start, line):
                sentence += 1
                clause += 1
                first = True
                starts.append(len(tokens))
            elif len(tokens) - starts[-1] >= LONGEST_SENTENCE and (
                between.strip() or len(tokens) - starts[-1] >= 2 * LONGEST_SENTENCE
            ):
                sentence += 1
                clause += 1
                starts.append(len(tokens))
            elif any(mark in _PAUSES for mark in between) or " - " in between or "--" in between:
                clause += 1
            quoted = _quoted(quoted, between, text, before)
            if "\n" in between:
                line = start
        if word in _JOINS and not first:
            clause += 1
        letters = text[start:end]
        tokens.append(
            Token(
                start,
                end,
                word,
                letters[:1].isupper(),
                letters.isupper() and letters.isalpha(),
                sentence,
                clause,
                bool(quoted),
                first,
            )
        )
        before = last if last is not None else end
    bounds = tuple(zip(starts, [*starts[1:], len(tokens)], strict=True)) if starts else ()
    return Account(text, tuple(tokens), bounds)


def words_in(text: str) -> Iterator[str]:
    """Give the words of an account as its tokens have them, without anything about their place."""
    return (folded(text[start:end]) for start, end, _ in _cut(text))


def _cut(text: str) -> Iterator[tuple[int, int, int | None]]:
    """Give the places of all words and figures; contractions are two: `did` and `n't`."""
    for found in _TOKEN.finditer(text):
        start, end = found.span()
        word = found.group().replace("’", "'").replace("ʼ", "'").lower()
        if len(word) != end - start:  # a letter whose small form is longer
            yield start, end, None
            continue
        cut = _cut_at(word)
        if cut:
            yield start, start + cut, None
            yield start + cut, end, None
        else:
            yield start, end, None


def _cut_at(word: str) -> int:
    """Say after how many letters a contraction is cut; 0 where the word is none."""
    if word.endswith("n't"):
        return len(word) - 3
    if word in _BARE_NOT:
        return len(word) - 2
    if word == "cannot":
        return 3
    if "'" in word:
        for suffix in _SUFFIXES:
            if word.endswith(suffix) and len(word) > len(suffix):
                return len(word) - len(suffix)
    return _BARE_PRONOUN.get(word, 0)


def _breaks(between: str, before: Token, text: str, start: int, line: int) -> bool:
    """Say whether a sentence ends in what stands between two tokens."""
    if "\n" in between:
        rest = between[between.index("\n") + 1 :]
        if "\n" in rest or any(mark in _BULLETS for mark in rest.strip()):
            return True
        if not any(mark in _ENDS for mark in between):
            short = before.end - line < _SHORT_LINE
            return short and not text[start].islower()
    if not any(mark in _ENDS for mark in between):
        return False
    if "!" in between or "?" in between or "\n" in between:
        return True
    if not between.startswith("."):
        return True
    after = _TOKEN.match(text, start)
    following = after.group().lower() if after else ""
    if len(before.word) == 1 and before.capital and before.word.isalpha():
        return following in _STARTERS and text[start].isupper()
    if before.word in _ABBREVIATIONS and before.word != "no":
        return before.word == "etc" and text[start].isupper()
    return len(between) > 1  # else it is a point within a name or an address


def _quoted(open_mark: str, between: str, text: str, start: int) -> str:
    """Follow quotation marks through what stands between two tokens.

    A single mark opens a quotation only where one that closes it follows soon.
    """
    for place, mark in enumerate(between):
        at = start + place
        if mark in '"“”':
            open_mark = "" if open_mark == '"' else '"'
        elif mark in "'‘’":
            if open_mark == "'":
                open_mark = ""
            elif not open_mark and text[at + 1 : at + 2].strip() and _closes(text, at):
                open_mark = "'"
        elif mark == "\n" and "\n\n" in between:
            open_mark = ""
    return open_mark


def _closes(text: str, at: int) -> bool:
    """Say whether a single quotation mark is closed soon, and stands before a word."""
    if at and text[at - 1].isalnum():
        return False
    for place in range(at + 2, min(at + LONGEST_QUOTE, len(text))):
        if text[place] in "'’" and not text[place + 1 : place + 2].isalnum():
            return True
    return False
