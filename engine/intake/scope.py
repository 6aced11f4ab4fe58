"""What the words around a cue make of it, in the manner of ConText.

Source:
    Harkema, Dowling, Thornblade, Chapman: ConText (Journal of Biomedical Informatics 42, 2009):
    triggers with a direction and a reach, ended by other words.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from engine.intake.lexicon import SCOPES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from engine.intake.lexicon import Lexicon, Scope, ScopeRule
    from engine.intake.pattern import Found, Pattern, Scan

SENTENCE: Final = 8
"""Words over which a rule or an exercise has to reach to silence its sentence."""

_SUBJECTS: Final = frozenset({"i", "he", "she", "we", "they", "it"})

_NONE: Final = frozenset({"no", "nor", "never", "nobody", "none", "nothing", "not"})

SHOWN: Final = frozenset({"negated", "denied", "hearsay"})
"""Scopes whose words are part of the evidence."""

_OR: Final = frozenset({"or", "nor"})
_LISTED: Final = 8
"""Words within which a list of what was not done has its `or`."""

_ARTICLES: Final = frozenset({"a", "an"})

OPENING: Final = 40
"""Words at the beginning of an account in which a heading says that all of it is an exercise."""


@dataclass(frozen=True, slots=True)
class Reaching:
    """A trigger, the tokens `first` up to `last`, and the tokens that it reaches."""

    scope: Scope
    first: int
    last: int
    low: int
    high: int


class Scopes:
    """The scopes of one account."""

    def __init__(
        self, scan: Scan, lexicon: Lexicon, found: Mapping[Pattern, Sequence[Found]]
    ) -> None:
        self._by_sentence: dict[int, list[Reaching]] = {}
        self._all: list[Reaching] = []
        tokens = scan.account.tokens
        stops = _stops(scan, lexicon, found)
        seen: set[tuple[Scope, int, str]] = set()
        for rule in lexicon.scopes:
            for pattern in rule.patterns:
                for hit in found.get(pattern, ()):
                    if rule.at_start and not tokens[hit.start].first:
                        continue
                    reaching = _reaching(scan, rule, hit, stops[rule.scope])
                    if reaching is None:
                        continue
                    mark = (rule.scope, hit.end if rule.reach == "after" else hit.start, rule.reach)
                    if mark in seen:
                        continue
                    seen.add(mark)
                    self._note(scan, reaching)
        self._questions(scan)

    def _note(self, scan: Scan, reaching: Reaching) -> None:
        tokens = scan.account.tokens
        if reaching.low == 0 and reaching.high == len(tokens) and reaching.scope == "training":
            self._all.append(reaching)
        else:
            sentence = tokens[reaching.first].sentence
            self._by_sentence.setdefault(sentence, []).append(reaching)

    def _questions(self, scan: Scan) -> None:
        """A question tells nothing, unless somebody is quoted as having asked it."""
        account = scan.account
        for number, (low, high) in enumerate(account.sentences):
            last = high - 1
            if "?" in account.gap(last)[:2] and not account.tokens[last].quoted:
                reaching = Reaching("hypothetical", low, low, low, high)
                self._by_sentence.setdefault(number, []).append(reaching)

    def silenced(self, sentence: int) -> bool:
        """Say whether a sentence is part of an exercise, a draft or a rule."""
        here = self._by_sentence.get(sentence, ())
        return bool(self._all) or any(
            reaching.scope in {"training", "norm"} and reaching.high - reaching.low > SENTENCE
            for reaching in here
        )

    def over(self, scan: Scan, pattern: Pattern, place: Found) -> tuple[frozenset[Scope], int]:
        """Give the scopes over words found, and the token where the first that counts begins.

        A trigger that the pattern itself names says nothing more, nor does any other negation then;
        one that stands in a gap of it does. Two negations cancel out.
        """
        found: list[Scope] = []
        first = place.start
        negations: set[tuple[int, int]] = set()
        itself = False
        sentence = scan.account.tokens[place.head].sentence
        for reaching in (*self._by_sentence.get(sentence, ()), *self._all):
            inside = place.start < reaching.last <= place.end
            if inside and (reaching.scope not in SHOWN or _named(scan, pattern, reaching)):
                itself = itself or reaching.scope == "negated"
                if reaching.low != reaching.first:
                    continue
            elif not inside and not _reaches(reaching, place):
                continue
            if reaching.scope == "negated":
                negations.add((reaching.first, reaching.last))
            else:
                found.append(reaching.scope)
            if reaching.scope in SHOWN:
                first = min(first, reaching.first)
        if not itself and len(_apart(negations)) % 2:
            found.append("negated")
        return frozenset(found), first


def _reaches(reaching: Reaching, place: Found) -> bool:
    """Say whether a trigger reaches words: their beginning from before, their end from after."""
    if reaching.last <= reaching.low:  # it works on what follows
        return reaching.low <= place.start < reaching.high
    return reaching.low < place.end <= reaching.high


def _stops(
    scan: Scan, lexicon: Lexicon, found: Mapping[Pattern, Sequence[Found]]
) -> Mapping[Scope, list[int]]:
    """Give for each scope the tokens before which its reach ends, in order."""
    account = scan.account
    apart: set[int] = set()
    if ";" in account.text:
        apart = {p + 1 for p in range(len(account.tokens) - 1) if ";" in account.gap(p)}
    ends = {scope: set(apart) for scope in SCOPES}
    ends["negated"].update(_clauses(scan))
    for rule in lexicon.stops:
        places = {hit.start for pattern in rule.patterns for hit in found.get(pattern, ())}
        for scope in rule.ends:
            ends[scope] |= places
    return {scope: sorted(places) for scope, places in ends.items()}


def _clauses(scan: Scan) -> Iterable[int]:
    """Give the places where something begins anew: `it never got done and she`, `no X, no Y`."""
    tokens = scan.account.tokens
    for place, token in enumerate(tokens[:-1]):
        if token.word in {"and", "or"}:
            following = tokens[place + 1].word
            if place and (following in _SUBJECTS or following in _NONE):
                yield place
        elif token.word in _NONE and place and "," in scan.account.gap(place - 1):
            yield place


def _anew(scan: Scan, low: int, end: int, high: int) -> int:
    """Say where a comma ends a negation: `did not ask, just took it`, but not `no A, B or C`."""
    commas = [p for p in range(low, end) if "," in scan.account.gap(p - 1)]
    if commas[:1] == [low]:  # `not, as far as I know, driven`
        commas = commas[2:]
    words = {token.word for token in scan.account.tokens[low : min(high, end + _LISTED)]}
    return commas[0] if commas and words.isdisjoint(_OR) else end


def _named(scan: Scan, pattern: Pattern, reaching: Reaching) -> bool:
    """Say whether a pattern names a negation itself, be it by its last word: `there is no`."""
    return any(
        not element.words.isdisjoint(scan.keys[at])
        or any(name == "not" or name.startswith("not_") for name in element.classes)
        or any(not scan.keys[at].isdisjoint(phrase) for phrase in element.spelt)
        for element in pattern.elements
        for at in {reaching.first, reaching.last - 1}
    )


def _apart(places: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Leave out triggers that lie within others: `no one` holds `no`, and negates once."""
    kept: list[tuple[int, int]] = []
    for first, last in sorted(places):
        if kept and first < kept[-1][1]:
            kept[-1] = (kept[-1][0], max(last, kept[-1][1]))
        else:
            kept.append((first, last))
    return kept


def _reaching(scan: Scan, rule: ScopeRule, hit: Found, stops: Sequence[int]) -> Reaching | None:
    tokens = scan.account.tokens
    low, high = scan.account.sentences[tokens[hit.start].sentence]
    match rule.reach:
        case "after":
            end = min(high, hit.end + rule.within)
            end = min([end, *(stop for stop in stops if hit.end <= stop < end)])
            if hit.end < end and tokens[hit.end].word in _ARTICLES:  # `not a session day, he ...`
                commas = (p + 1 for p in range(hit.end, end) if "," in scan.account.gap(p))
                end = next(commas, end)
            elif rule.scope == "negated":
                end = _anew(scan, hit.end, end, high)
            return Reaching(rule.scope, hit.start, hit.end, hit.end, end)
        case "before":
            start = max(low, hit.start - rule.within)
            start = max([start, *(stop for stop in stops if start <= stop < hit.start)])
            return Reaching(rule.scope, hit.start, hit.end, start, hit.start)
        case "sentence":
            return Reaching(rule.scope, hit.start, hit.end, low, high)
        case "opening" | "account":
            if rule.reach == "opening" and hit.start >= OPENING:
                return None
            return Reaching(rule.scope, hit.start, hit.end, 0, len(tokens))
