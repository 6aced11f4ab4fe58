"""Word patterns, as authors write them in cue lists, and how they are found in an account.

A pattern is a row of elements: words (`drive`), alternatives (`lift|ride`), classes (`<child>`),
each of which may be optional (`her?`), and bounded gaps (`...`, `...8`). All patterns are found
together: each hangs on one element that must be there, its anchor, and on a partner that must be
there too. Where both stand in one sentence, as far apart as they may, the rest of the pattern is
followed as a set of places that never goes back. A pattern adds a constant to the time.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, Final, NamedTuple, TypeVar

from engine.intake.text import read_text
from engine.intake.words import british

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

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


@dataclass(frozen=True, slots=True, eq=False)
class Element:
    """One place in a pattern: one of these words, or a phrase of one of these names, or a gap."""

    words: frozenset[str] = frozenset()
    """Each stands for all forms of a word; `=word` is that form alone."""
    phrases: frozenset[str] = frozenset()
    """Each is `<class>`, or `<two words>` that were written `two-words`."""
    optional: bool = False
    gap: int = 0

    @property
    def needed(self) -> bool:
        """Say whether it has to be there."""
        return not self.gap and not self.optional

    @property
    def marks(self) -> frozenset[str]:
        """Give all that may stand here."""
        return self.words | self.phrases

    @property
    def classes(self) -> frozenset[str]:
        """Give the names of the classes of which a phrase may stand here."""
        return frozenset(phrase[1:-1] for phrase in self.phrases if " " not in phrase)

    @property
    def spelt(self) -> frozenset[tuple[str, ...]]:
        """Give the words of the phrases that are of no class."""
        return frozenset(tuple(p[1:-1].split(" ")) for p in self.phrases if " " in p)

    @property
    def key(self) -> tuple[object, ...]:
        """Tell equal elements however they were written."""
        return self.words, self.phrases, self.optional, self.gap


@dataclass(frozen=True, eq=False)
class Pattern:
    """A row of elements, as written; it is looked up by one of them."""

    source: str
    before: tuple[Element, ...]
    anchor: Element
    after: tuple[Element, ...]

    @property
    def elements(self) -> tuple[Element, ...]:
        """All elements, in their order."""
        return *self.before, self.anchor, *self.after

    @cached_property
    def key(self) -> tuple[object, ...]:
        """Tell equal patterns however they were written."""
        return tuple(element.key for element in self.elements)


class PatternError(ValueError):
    """A pattern that cannot be read; says why and how to mend it."""

    def __init__(self, why: str, mend: str) -> None:
        super().__init__(why)
        self.why = why
        self.mend = mend


def row(words: Sequence[str]) -> Pattern:
    """Make the pattern of words that follow one another."""
    elements = [Element(frozenset([word])) for word in words]
    return _pattern(" ".join(words), elements)


@lru_cache(maxsize=50_000)
def parse(source: str, classes: frozenset[str]) -> Pattern:
    """Read a pattern; the same source gives the same pattern.

    Args:
        source: As written, e.g. `drive <child>|him|her ... home`.
        classes: The names of the classes that there are; one set for all patterns, which are kept.

    Raises:
        PatternError: It cannot be read, or could never match.
    """
    parts = source.split()
    for one, two in pairwise(parts):
        _split(one, two)
    elements = [element for part in parts for element in _elements(part, classes)]
    if not any(element.needed for element in elements):
        msg = "nothing in it has to be there"
        raise PatternError(msg, "write at least one word that must")
    if elements[0].gap or elements[-1].gap:
        msg = "a gap stands at its end"
        raise PatternError(msg, "leave out the gap at the beginning or end")
    if len(elements) > MOST_ELEMENTS:
        msg = "it is too long"
        raise PatternError(msg, f"write at most {MOST_ELEMENTS} elements")
    return _pattern(source, elements)


@lru_cache(maxsize=50_000)
def _elements(part: str, known: frozenset[str]) -> tuple[Element, ...]:
    """Read one part; the same ones stand in many patterns."""
    if part.startswith("..."):
        return (_gap(part),)
    optional = part.endswith("?")
    part = part.removesuffix("?")
    words: set[str] = set()
    phrases: set[str] = set()
    options = part.split("|")
    for option in options:
        if option.startswith("<"):
            if not option.endswith(">") or option[1:-1] not in known:
                msg = f"there is no class `<{option[1:].removesuffix('>')}>`"
                raise PatternError(msg, "take one of those in lexicon.yaml")
            phrases.add(option)
            continue
        literal = "=" if option.startswith("=") else ""
        word = option.removeprefix("=")
        pieces = _pieces(word)
        if not pieces:
            msg = f"`{option}` holds no word"
            raise PatternError(msg, "write words, `<classes>` or `...`")
        if len(pieces) > 1 and len(options) == 1 and not optional:
            return tuple(Element(frozenset([literal + piece])) for piece in pieces)
        if len(pieces) > 1:
            phrases.add(f"<{' '.join(pieces)}>")
        else:
            words.add(literal + pieces[0])
    return (Element(frozenset(words), frozenset(phrases), optional),)


def _split(one: str, two: str) -> None:
    """Refuse alternatives that a space cut in two: `key worker|keyworker`, `no one|nobody`."""
    before, after = one.removesuffix("?").split("|"), two.removesuffix("?").split("|")
    joined = before[-1] + after[0]
    spelt = {other.replace("-", "") for other in (*before[:-1], *after[1:])}
    if joined in spelt or (joined == "noone" and spelt):
        msg = f"`{one} {two}` are two places, since a space ends alternatives"
        raise PatternError(msg, f"write `{before[-1]}-{after[0]}` for both words together")


@lru_cache(maxsize=50_000)
def _pieces(word: str) -> tuple[str, ...]:
    """Give the words that one written with hyphens or an apostrophe has."""
    if word.startswith("'") and word[1:].isalpha():  # `'s` stands alone only in a pattern
        return (word,)
    pieces = (british(token.word) for token in read_text(word).tokens)
    return tuple("not" if piece in {"n't", "nt"} else piece for piece in pieces)


def _gap(part: str) -> Element:
    size = part.removeprefix("...")
    if not size:
        return Element(gap=GAP)
    if not size.isdecimal() or not 0 < int(size) <= MOST_GAP:
        msg = f"`{part}` is no gap"
        raise PatternError(msg, f"write `...`, or `...6` with a number up to {MOST_GAP}")
    return Element(gap=int(size))


def _pattern(source: str, elements: Sequence[Element]) -> Pattern:
    """Make a pattern that is looked up by its rarest element of those that have to be there."""
    needed = [place for place, element in enumerate(elements) if element.needed]
    anchor = min(needed, key=lambda place: _cost(elements[place]))
    return Pattern(
        source, tuple(elements[:anchor]), elements[anchor], tuple(elements[anchor + 1 :])
    )


@lru_cache(maxsize=50_000)
def _cost(element: Element) -> int:
    """Guess how often an element stands in accounts."""
    words = [word.removeprefix("=") for word in element.words]
    common = sum(20 if word in _COMMON else 6 for word in words if word in _OFTEN)
    return common + len(words) + 30 * len(element.classes) + 5 * len(element.spelt)


class Hit(NamedTuple):
    """A phrase of a class: the tokens from `start` up to `end`, and its value where it has one."""

    start: int
    end: int
    value: object = None


@dataclass(slots=True)
class Standing:
    """Where a mark stands in an account; numbers hold a bit for each."""

    places: set[int] = field(default_factory=set)
    """The tokens at which it begins."""
    bits: int = 0
    """The same."""
    sentences: int = 0


@dataclass(slots=True)
class Scan:
    """An account made ready to look for patterns in."""

    account: Account
    keys: list[frozenset[str]]
    """For each token, the marks of its forms, and `=word` as it was written."""
    marks: dict[str, Standing] = field(default_factory=dict)
    """All marks that stand anywhere."""
    ends: dict[int, dict[str, list[int]]] = field(default_factory=dict)
    """For tokens, the phrases that begin there: by mark, the tokens before which they end."""
    starts: dict[int, dict[str, list[int]]] = field(default_factory=dict)
    """For tokens, the phrases that end before them: by mark, where they begin."""
    longest: int = 1
    """The tokens of the longest phrase."""
    values: dict[tuple[str, int, int], object] = field(default_factory=dict)

    def __post_init__(self) -> None:
        alike: dict[frozenset[str], Standing] = {}
        for place, (token, keys) in enumerate(zip(self.account.tokens, self.keys, strict=True)):
            _stand(alike, keys, place, token.sentence)
        for keys, standing in alike.items():
            for key in keys:
                known = self.marks.get(key)
                if known is None:
                    self.marks[key] = Standing(
                        {*standing.places}, standing.bits, standing.sentences
                    )
                else:
                    known.places |= standing.places
                    known.bits |= standing.bits
                    known.sentences |= standing.sentences

    def note(self, name: str, hit: Hit) -> None:
        """Note a phrase of a class."""
        start, end, value = hit
        mark = f"<{name}>"
        ends = self.ends.setdefault(start, {}).setdefault(mark, [])
        if end not in ends:
            ends.append(end)
            self.starts.setdefault(end, {}).setdefault(mark, []).append(start)
            _stand(self.marks, mark, start, self.account.tokens[start].sentence)
            self.longest = max(self.longest, end - start)
        if value is not None:
            self.values[name, start, end] = value

    def hits(self, name: str) -> list[Hit]:
        """Give the phrases of a class, in the order of the text."""
        mark = f"<{name}>"
        places = self.marks[mark].places if mark in self.marks else ()
        return [
            Hit(start, end, self.values.get((name, start, end)))
            for start in sorted(places)
            for end in self.ends[start][mark]
        ]

    def ends_at(self, mark: str, start: int) -> Iterable[int]:
        """Give the tokens before which a mark ends that begins at one."""
        return self.ends[start][mark] if mark[0] == "<" else (start + 1,)


K = TypeVar("K")


def _stand(into: dict[K, Standing], mark: K, place: int, sentence: int) -> None:
    standing = into.get(mark)
    if standing is None:
        standing = into[mark] = Standing()
    standing.places.add(place)
    standing.bits |= 1 << place
    standing.sentences |= 1 << sentence


class Found(NamedTuple):
    """A pattern found: the tokens from `start` up to `end`, and the token it was looked up by."""

    start: int
    end: int
    head: int


class PatternSet:
    """Patterns that are looked for together."""

    def __init__(self, patterns: Iterable[Pattern]) -> None:
        self.patterns = tuple(dict.fromkeys(patterns))
        self._single: dict[str, list[Pattern]] = {}
        """Patterns of one element, by its marks."""
        self._paired: dict[str, dict[str, list[tuple[Pattern, _Apart]]]] = {}
        """The others, by the marks of anchor and partner, with how far apart these begin."""
        for pattern in self.patterns:
            partner, apart = _partner(pattern)
            for mark in pattern.anchor.marks:
                if len(pattern.elements) == 1:
                    self._single.setdefault(mark, []).append(pattern)
                    continue
                paired = self._paired.setdefault(mark, {})
                for beside in (mark,) if partner is None else partner.marks:
                    paired.setdefault(beside, []).append((pattern, apart))

    def find(self, scan: Scan) -> Mapping[Pattern, list[Found]]:
        """Find every pattern in an account; the shortest match at each place."""
        marks = scan.marks
        found: dict[Pattern, dict[tuple[int, int], Found]] = {}
        for mark in self._single.keys() & marks.keys():
            here = {
                (head, end): Found(head, end, head)
                for head in marks[mark].places
                for end in scan.ends_at(mark, head)
            }
            for pattern in self._single[mark]:
                found.setdefault(pattern, {}).update(here)
        for mark in self._paired.keys() & marks.keys():
            anchor, paired = marks[mark], self._paired[mark]
            for beside in paired.keys() & marks.keys():
                partner = marks[beside]
                if anchor.sentences & partner.sentences:
                    for pattern, apart in paired[beside]:
                        heads = anchor.bits & apart.before(partner.bits, scan.longest)
                        for place in _follow(scan, pattern, mark, heads) if heads else ():
                            known = found.setdefault(pattern, {})
                            known[place[:2]] = min(place, known.get(place[:2], place))
        return {pattern: sorted(known.values()) for pattern, known in found.items()}


class _Apart(NamedTuple):
    """How many tokens lie between the beginnings of an anchor and of its partner."""

    least: int
    most: int
    phrases: int
    """How many phrases lie there that may be longer than a token."""
    ahead: bool
    """Whether the partner comes after the anchor."""

    def before(self, partners: int, longest: int) -> int:
        """Give the tokens from which a partner is so far, both as bits of a number.

        Args:
            partners: Where a partner begins.
            longest: The tokens of the longest phrase.
        """
        near = partners >> self.least if self.ahead else partners << self.least
        left = self.most - self.least + self.phrases * (longest - 1)
        step = 1
        while left > 0:
            near |= near >> step if self.ahead else near << step
            left -= step
            step = min(2 * step, left)
        return near


def _partner(pattern: Pattern) -> tuple[Element | None, _Apart]:
    """Choose the element to look for beside the anchor, if another has to be there: a rare one."""
    elements, anchor = pattern.elements, len(pattern.before)
    needed = [p for p, element in enumerate(elements) if element.needed and p != anchor]
    if not needed:
        return None, _Apart(0, 0, 0, ahead=True)
    other = min(needed, key=lambda place: _cost(elements[place]))
    between = elements[min(anchor, other) : max(anchor, other)]
    return elements[other], _Apart(
        sum(element.needed for element in between),
        sum(element.gap or 1 for element in between),
        sum(bool(element.phrases) for element in between),
        ahead=other > anchor,
    )


def _follow(scan: Scan, pattern: Pattern, mark: str, heads: int) -> Iterator[Found]:
    """Follow a pattern from a mark of its anchor, at each of the tokens given as bits."""
    while heads:
        head = heads.bit_length() - 1
        heads ^= 1 << head
        low, high = scan.account.sentences[scan.account.tokens[head].sentence]
        for end in scan.ends_at(mark, head):
            ends = _walk(scan, pattern.after, {end}, high)
            starts = _walk_back(scan, pattern.before, {head}, low) if ends else ()
            if starts:
                yield Found(max(starts), min(ends), head)


def _walk(scan: Scan, elements: Iterable[Element], places: set[int], high: int) -> set[int]:
    """Give the places that some elements lead to."""
    for element in elements:
        if not places:
            break
        if element.gap:
            places = {p for at in places for p in range(at, min(at + element.gap, high) + 1)}
            continue
        passed = set(places) if element.optional else set()
        for at in places:
            if at < high:
                if not element.words.isdisjoint(scan.keys[at]):
                    passed.add(at + 1)
                if element.phrases:
                    for phrase, ends in scan.ends.get(at, {}).items():
                        if phrase in element.phrases:
                            passed.update(end for end in ends if end <= high)
        places = passed
    return places


def _walk_back(scan: Scan, elements: Sequence[Element], places: set[int], low: int) -> set[int]:
    """Give the places from which some elements lead to these."""
    for element in reversed(elements):
        if not places:
            break
        if element.gap:
            places = {p for at in places for p in range(max(at - element.gap, low), at + 1)}
            continue
        passed = set(places) if element.optional else set()
        for at in places:
            if at > low:
                if not element.words.isdisjoint(scan.keys[at - 1]):
                    passed.add(at - 1)
                if element.phrases:
                    for phrase, starts in scan.starts.get(at, {}).items():
                        if phrase in element.phrases:
                            passed.update(start for start in starts if start >= low)
        places = passed
    return places
