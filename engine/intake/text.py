"""An account cut into words, clauses and sentences; every offset counts code points of the text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from engine.intake.words import folded

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_TOKEN: Final = re.compile(
    r"[^\W\d_][^\W_]*(?:['’ʼ][^\W_]+)*|£ ?\d+(?:[.,]\d+)*k?|\d+(?:[.,:/]\d+)*[A-Za-z]{0,3}"
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
_BARE_NOT: Final = (
    "dont didnt doesnt wasnt werent isnt arent hasnt havent hadnt cant couldnt wouldnt shouldnt"
    " wont mustnt neednt"
)
_CUT: Final = {word: len(word) - 2 for word in _BARE_NOT.split()} | {
    "cannot": 3,
    "im": 1,
    "ive": 1,
    "hes": 2,
    "shes": 3,
    "theyre": 4,
    "theyve": 4,
    "youre": 3,
}
"""After how many letters contractions without an apostrophe are cut."""
_SUFFIXES: Final = ("n't", "'s", "'d", "'ll", "'ve", "'re", "'m")
_ENDS: Final = frozenset(".!?…")
_BULLETS: Final = frozenset("-*•·–—>")
_SHORT_LINE: Final = 60
LONGEST_SENTENCE: Final = 120
"""Words after which a sentence without end is cut at its next pause."""

LONGEST_QUOTE: Final = 500
"""Characters of a quotation in single marks, at most."""


@dataclass(slots=True)
class Token:
    """One word or figure: `text[start:end]`, in small letters, with its place in the account.

    Nobody changes one; to freeze it would take a third of the time in which an account is read.
    """

    start: int
    end: int
    word: str
    capital: bool
    """Whether it was written with a capital first letter."""
    upper: bool
    """Whether it was written in capitals only."""
    sentence: int
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
        """Give start, end and words of the tokens from `first` up to `last`, brackets closed."""
        start, end = self.tokens[first].start, self.tokens[last - 1].end
        if self.text[end : end + 1] == ")" and "(" in self.text[start:end]:
            end += 1
        return start, end, self.text[start:end]


def read_text(text: str) -> Account:
    """Cut an account into tokens; the time is linear in its length."""
    tokens: list[Token] = []
    starts: list[int] = []
    sentence, quoted, before, line = -1, "", 0, 0
    for start, end, word in _cut(text):
        between, first = text[before:start], False
        if between or not tokens:
            plain = between == " "
            first = not tokens or (not plain and _breaks(between, tokens[-1], text, start, line))
            size = 0 if first else len(tokens) - starts[-1]
            if first or (size >= LONGEST_SENTENCE and _too_long(size, between)):
                sentence += 1
                starts.append(len(tokens))
            if not plain:
                quoted = _quoted(quoted, between, text, before)
                line = start if "\n" in between else line
        letters, capital, upper = text[start:end], False, False
        if letters != word:
            capital, upper = letters[0].isupper(), letters.isupper() and letters.isalpha()
        tokens.append(Token(start, end, word, capital, upper, sentence, quoted != "", first))
        before = end
    bounds = tuple(zip(starts, [*starts[1:], len(tokens)], strict=True)) if starts else ()
    return Account(text, tuple(tokens), bounds)


def quotations(tokens: Sequence[Token]) -> list[tuple[int, int]]:
    """Give for each token where the quotation that it stands in begins and ends.

    Outside of any that is the token itself, and no token.
    """
    found: list[tuple[int, int]] = []
    begins = 0
    for place, token in enumerate(tokens):
        if not token.quoted:
            found.append((place, place))
        elif place + 1 == len(tokens) or not tokens[place + 1].quoted:
            found += [(begins, place + 1)] * (place + 1 - begins)
        if not token.quoted:
            begins = place + 1
    return found


def words_in(text: str) -> Iterator[str]:
    """Give the words of an account as its tokens have them, without anything about their place."""
    return (word for _, _, word in _cut(text))


def _cut(text: str) -> Iterator[tuple[int, int, str]]:
    """Give all words and figures with their places; contractions are two: `did` and `n't`."""
    for found in _TOKEN.finditer(text):
        start, end = found.span()
        letters = found[0]
        small = letters.lower()
        if not small.isascii():
            small = small.replace("’", "'").replace("ʼ", "'")
        cut = _CUT.get(small) or ("'" in small and _suffix_at(small))
        if cut and len(small) == len(letters):  # else a letter has a small form that is longer
            yield start, start + cut, folded(letters[:cut])
            yield start + cut, end, folded(letters[cut:])
        else:
            yield start, end, small if letters.isascii() else folded(letters)


def _suffix_at(word: str) -> int:
    """Say after how many letters a contraction is cut; 0 where the word is none."""
    suffix = next((s for s in _SUFFIXES if word.endswith(s) and word != s), "")
    return len(word) - len(suffix) if suffix else 0


def _too_long(size: int, between: str) -> bool:
    """Say whether a sentence of so many words is cut before its end comes: at a pause, if soon."""
    return size >= LONGEST_SENTENCE and (bool(between.strip()) or size >= 2 * LONGEST_SENTENCE)


def _breaks(between: str, before: Token, text: str, start: int, line: int) -> bool:
    """Say whether a sentence ends in what stands between two tokens."""
    if "\n" in between:
        rest = between[between.index("\n") + 1 :]
        if "\n" in rest or not _BULLETS.isdisjoint(rest.strip()):
            return True
        if _ENDS.isdisjoint(between):
            short = before.end - line < _SHORT_LINE
            return short and not text[start].islower()
    if _ENDS.isdisjoint(between):
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
