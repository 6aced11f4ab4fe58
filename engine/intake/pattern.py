"""Word patterns, as authors write them in cue lists, and how they are found in an account.

A pattern is a row of elements: words (`drive`), alternatives (`lift|ride`), classes (`<child>`),
each of which may be optional (`her?`), and bounded gaps (`...`, `...8`). All patterns are found
together: each hangs on one element that must be there, and only where that element stands is the
rest of the pattern followed, as a set of places that never goes back. The time is linear in the
text; a pattern adds a constant.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from engine.intake.text import read_text
from engine.intake.words import british

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from engine.intake.text import Account

GAP: Final = 4
"""Words that `...` passes over at most."""

MOST_GAP: Final = 12
MOST_ELEMENTS: Final = 16

_COMMON: Final = frozenset(
    [
        "a",
        "an",
        "the",
        "to",
        "of",
        "in",
        "on",
        "at",
        "by",
        "for",
        "from",
        "with",
        "and",
        "or",
        "but",
        "not",
        "no",
        "be",
        "have",
        "do",
        "it",
        "this",
        "that",
        "he",
        "she",
        "they",
        "i",
        "we",
        "you",
        "him",
        "her",
        "them",
        "me",
        "us",
        "his",
        "my",
        "our",
        "their",
        "your",
        "own",
        "'s",
        "'d",
        "out",
        "up",
        "off",
        "down",
        "over",
        "get",
        "go",
        "take",
        "give",
        "make",
        "put",
        "say",
        "tell",
        "ask",
        "one",
        "all",
        "any",
        "some",
        "if",
        "as",
        "so",
        "then",
        "when",
        "who",
        "what",
        "was",
    ]
)


_FREQUENT: Final = frozenset(
    [
        "told", "know", "said", "had", "come", "see", "saw", "did", "would", "could", "can",
        "will", "been", "went", "came", "gave", "got", "took", "left", "back", "about", "only",
        "nobody", "nothing", "never", "leave", "ring", "call", "mum", "dad", "work", "keep",
        "send", "group", "sign", "word", "home", "my", "me", "myself", "day", "time", "manager",
        "phone", "message", "meeting", "write", "want", "like", "three", "just", "two", "there",
        "they", "because", "think", "again", "look", "hand", "minute", "week", "year", "child",
        "lad", "lead", "staff", "parent", "person", "people", "photo", "sit", "meet", "hear",
        "stop", "open", "show", "late", "first", "last", "every", "any", "other", "before",
        "after", "until", "when", "while", "over", "round", "through", "school", "house", "room",
        "name", "made", "now", "today", "without",
    ]
)  # fmt: skip
"""Words that stand in many accounts; a pattern is better looked up by another."""

_OFTEN: Final = _COMMON | _FREQUENT


@dataclass(frozen=True, slots=True)
class Element:
    """One place in a pattern: one of these words, or a phrase of one of these classes, or a gap."""

    words: frozenset[str] = frozenset()
    exact: frozenset[str] = frozenset()
    classes: frozenset[str] = frozenset()
    phrases: frozenset[tuple[str, ...]] = frozenset()
    """Alternatives of several words, written with hyphens: `close-up`."""
    optional: bool = False
    gap: int = 0

    @property
    def marks(self) -> frozenset[str]:
        """Give marks of which a sentence has one, if the element may stand in it."""
        return frozenset(
            [
                *self.words,
                *(f"={word}" for word in self.exact),
                *(f"<{name}>" for name in self.classes),
                *(phrase[0] for phrase in self.phrases),
            ]
        )


@dataclass(frozen=True, slots=True)
class Pattern:
    """A row of elements, as written, and the one it is looked up by."""

    source: str
    elements: tuple[Element, ...]
    anchor: int

    def __hash__(self) -> int:
        return hash(self.source)

    @property
    def key(self) -> tuple[object, ...]:
        """Tell equal patterns however they were written."""
        return self.elements


class PatternError(ValueError):
    """A pattern that cannot be read; says why and how to mend it."""

    def __init__(self, why: str, mend: str) -> None:
        super().__init__(why)
        self.why = why
        self.mend = mend


def parse(source: str, classes: Iterable[str]) -> Pattern:
    """Read a pattern.

    Args:
        source: As written, e.g. `drive <child>|him|her ... home`.
        classes: The names of the classes that there are.

    Raises:
        PatternError: It cannot be read, or could never match.
    """
    known = frozenset(classes)
    elements: list[Element] = []
    for part in source.split():
        elements += _elements(part, known)
    if not any(not element.gap and not element.optional for element in elements):
        msg = "nothing in it has to be there"
        raise PatternError(msg, "write at least one word that must")
    if elements[0].gap or elements[-1].gap:
        msg = "a gap stands at its end"
        raise PatternError(msg, "leave out the gap at the beginning or end")
    if len(elements) > MOST_ELEMENTS:
        msg = "it is too long"
        raise PatternError(msg, f"write at most {MOST_ELEMENTS} elements")
    return Pattern(source, tuple(elements), _anchor(elements))


@lru_cache(maxsize=50_000)
def _elements(part: str, known: frozenset[str]) -> tuple[Element, ...]:
    """Read one part; the same ones stand in many patterns."""
    if part.startswith("..."):
        return (_gap(part),)
    optional = part.endswith("?")
    part = part.removesuffix("?")
    words: set[str] = set()
    exact: set[str] = set()
    classes: set[str] = set()
    phrases: set[tuple[str, ...]] = set()
    options = part.split("|")
    for option in options:
        if option.startswith("<"):
            name = option.removeprefix("<").removesuffix(">")
            if not option.endswith(">") or name not in known:
                msg = f"there is no class `<{name}>`"
                raise PatternError(msg, "take one of those in lexicon.yaml")
            classes.add(name)
            continue
        literal = option.startswith("=")
        word = option.removeprefix("=")
        ending = word.startswith("'") and word[1:].isalpha()  # `'s` stands alone only in a pattern
        pieces = (
            (word,) if ending else tuple(british(token.word) for token in read_text(word).tokens)
        )
        if not pieces:
            msg = f"`{option}` holds no word"
            raise PatternError(msg, "write words, `<classes>` or `...`")
        if len(pieces) > 1 and len(options) == 1 and not optional:
            return tuple(_word(piece, literal=literal) for piece in pieces)
        if len(pieces) > 1:
            phrases.add(tuple(_negated(piece) for piece in pieces))
            continue
        (exact if literal else words).add(_negated(pieces[0]))
    return (
        Element(
            frozenset(words), frozenset(exact), frozenset(classes), frozenset(phrases), optional
        ),
    )


def _word(piece: str, *, literal: bool) -> Element:
    word = frozenset([_negated(piece)])
    return Element(exact=word) if literal else Element(words=word)


def _negated(piece: str) -> str:
    return "not" if piece in {"n't", "nt"} else piece


def _gap(part: str) -> Element:
    size = part.removeprefix("...")
    if not size:
        return Element(gap=GAP)
    if not size.isdecimal() or not 0 < int(size) <= MOST_GAP:
        msg = f"`{part}` is no gap"
        raise PatternError(msg, f"write `...`, or `...6` with a number up to {MOST_GAP}")
    return Element(gap=int(size))


def _anchor(elements: Sequence[Element]) -> int:
    """Choose the element to look a pattern up by: needed, and as rare as possible."""

    def cost(place: int) -> tuple[int, int]:
        element = elements[place]
        words = element.words | element.exact
        common = sum(20 if word in _COMMON else 6 for word in words if word in _OFTEN)
        return (common + len(words) + 30 * len(element.classes) + 5 * len(element.phrases), place)

    needed = [p for p, e in enumerate(elements) if not e.gap and not e.optional]
    return min(needed, key=cost)


@dataclass(frozen=True, slots=True)
class Hit:
    """A phrase of a class: the tokens from `start` up to `end`, and its value where it has one."""

    start: int
    end: int
    value: object = None


@dataclass(slots=True)
class Scan:
    """An account made ready to look for patterns in."""

    account: Account
    keys: list[frozenset[str]]
    literal: list[str]
    ends: dict[str, dict[int, list[int]]] = field(default_factory=dict)
    starts: dict[str, dict[int, list[int]]] = field(default_factory=dict)
    values: dict[tuple[str, int, int], object] = field(default_factory=dict)
    _words: dict[str, list[int]] = field(default_factory=dict)
    _exact: dict[str, list[int]] = field(default_factory=dict)
    _marks: list[set[str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        for place, keys in enumerate(self.keys):
            for key in keys:
                self._words.setdefault(key, []).append(place)
            self._exact.setdefault(self.literal[place], []).append(place)

    @property
    def words(self) -> Mapping[str, list[int]]:
        """Where each word stands, by all its keys."""
        return self._words

    @property
    def exact(self) -> Mapping[str, list[int]]:
        """Where each word stands, as it was written."""
        return self._exact

    @property
    def marks(self) -> Sequence[set[str]]:
        """Give what may be looked for in each sentence: keys, exact words, classes of phrases."""
        if not self._marks:
            self._marks = _marks(self)
        return self._marks

    def note(self, name: str, hit: Hit) -> None:
        """Note a phrase of a class."""
        ends = self.ends.setdefault(name, {}).setdefault(hit.start, [])
        if hit.end not in ends:
            ends.append(hit.end)
            self._marks = []
            self.starts.setdefault(name, {}).setdefault(hit.end, []).append(hit.start)
        if hit.value is not None:
            self.values[name, hit.start, hit.end] = hit.value

    def hits(self, name: str) -> list[Hit]:
        """Give the phrases of a class, in the order of the text."""
        found = self.ends.get(name, {})
        return [
            Hit(start, end, self.values.get((name, start, end)))
            for start in sorted(found)
            for end in found[start]
        ]


@dataclass(frozen=True, slots=True)
class Found:
    """A pattern found: the tokens from `start` up to `end`, and the token it was looked up by."""

    start: int
    end: int
    head: int


class PatternSet:
    """Patterns, each with something that is given back for every place where it is found."""

    def __init__(self, patterns: Iterable[Pattern]) -> None:
        self.patterns = tuple(dict.fromkeys(patterns))
        self._by_word: dict[str, list[int]] = {}
        self._by_exact: dict[str, list[int]] = {}
        self._by_class: dict[str, list[int]] = {}
        self._by_phrase: dict[str, list[tuple[int, tuple[str, ...]]]] = {}
        self._needs = [
            sorted(
                (
                    element.marks
                    for place, element in enumerate(pattern.elements)
                    if place != pattern.anchor and not element.gap and not element.optional
                ),
                key=lambda marks: sum(9 if m in _OFTEN else 1 for m in marks),  # rare ones first
            )
            for pattern in self.patterns
        ]
        for place, pattern in enumerate(self.patterns):
            anchor = pattern.elements[pattern.anchor]
            for words, index in (
                (anchor.words, self._by_word),
                (anchor.exact, self._by_exact),
                (anchor.classes, self._by_class),
            ):
                for word in words:
                    index.setdefault(word, []).append(place)
            for phrase in sorted(anchor.phrases):
                self._by_phrase.setdefault(phrase[0], []).append((place, phrase))

    def find(self, scan: Scan) -> Mapping[Pattern, list[Found]]:
        """Find every pattern in an account; the shortest match at each place."""
        found: dict[int, dict[tuple[int, int], Found]] = {}
        marks, tokens = scan.marks, scan.account.tokens
        for index, standing in ((self._by_word, scan.words), (self._by_exact, scan.exact)):
            for word in index.keys() & standing.keys():
                for head in standing[word]:
                    here = marks[tokens[head].sentence]
                    for place in index[word]:
                        if self._may(place, here):
                            self._follow(scan, place, head, head + 1, found)
        for word in self._by_phrase.keys() & scan.words.keys():
            for head in scan.words[word]:
                here = marks[tokens[head].sentence]
                for place, phrase in self._by_phrase[word]:
                    if self._may(place, here) and _says(scan, phrase, head):
                        self._follow(scan, place, head, head + len(phrase), found)
        for name, places_of in self._by_class.items():
            for hit in scan.hits(name):
                here = marks[tokens[hit.start].sentence]
                for place in places_of:
                    if self._may(place, here):
                        self._follow(scan, place, hit.start, hit.end, found)
        return {
            self.patterns[place]: sorted(hits.values(), key=lambda f: (f.start, f.end))
            for place, hits in found.items()
        }

    def _may(self, place: int, marks: set[str]) -> bool:
        """Say whether a sentence holds everything that a pattern needs, wherever it stands."""
        for needed in self._needs[place]:  # noqa: SIM110  twice as fast, and run most of all
            if needed.isdisjoint(marks):
                return False
        return True

    def _follow(
        self,
        scan: Scan,
        place: int,
        start: int,
        end: int,
        found: dict[int, dict[tuple[int, int], Found]],
    ) -> None:
        pattern = self.patterns[place]
        low, high = scan.account.sentences[scan.account.tokens[start].sentence]
        ends = {end}
        for element in pattern.elements[pattern.anchor + 1 :]:
            ends = _forward(scan, element, ends, high)
            if not ends:
                return
        starts = {start}
        for element in reversed(pattern.elements[: pattern.anchor]):
            starts = _backward(scan, element, starts, low)
            if not starts:
                return
        first, last = max(starts), min(ends)
        found.setdefault(place, {}).setdefault((first, last), Found(first, last, start))


def _marks(scan: Scan) -> list[set[str]]:
    """Give what may be looked for in each sentence: keys, exact words and classes of phrases."""
    marks: list[set[str]] = [set() for _ in scan.account.sentences]
    tokens = scan.account.tokens
    for place, token in enumerate(tokens):
        here = marks[token.sentence]
        here |= scan.keys[place]
        here.add(f"={scan.literal[place]}")
    for name, starts in scan.ends.items():
        for start in starts:
            marks[tokens[start].sentence].add(f"<{name}>")
    return marks


def _forward(scan: Scan, element: Element, places: set[int], high: int) -> set[int]:
    if element.gap:
        return {p for place in places for p in range(place, min(place + element.gap, high) + 1)}
    after = set(places) if element.optional else set()
    for place in places:
        if place < high and _is(scan, element, place):
            after.add(place + 1)
        for phrase in element.phrases:
            if place + len(phrase) <= high and _says(scan, phrase, place):
                after.add(place + len(phrase))
        for name in element.classes:
            after.update(e for e in scan.ends.get(name, {}).get(place, ()) if e <= high)
    return after


def _backward(scan: Scan, element: Element, places: set[int], low: int) -> set[int]:
    if element.gap:
        return {p for place in places for p in range(max(place - element.gap, low), place + 1)}
    before = set(places) if element.optional else set()
    for place in places:
        if place > low and _is(scan, element, place - 1):
            before.add(place - 1)
        for phrase in element.phrases:
            if place - len(phrase) >= low and _says(scan, phrase, place - len(phrase)):
                before.add(place - len(phrase))
        for name in element.classes:
            before.update(s for s in scan.starts.get(name, {}).get(place, ()) if s >= low)
    return before


def _is(scan: Scan, element: Element, place: int) -> bool:
    return not element.words.isdisjoint(scan.keys[place]) or scan.literal[place] in element.exact


def _says(scan: Scan, phrase: tuple[str, ...], place: int) -> bool:
    """Say whether a phrase stands at a place."""
    return place + len(phrase) <= len(scan.keys) and all(
        word in scan.keys[place + step] for step, word in enumerate(phrase)
    )
