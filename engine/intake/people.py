"""Who an account is about: names, initials, roles and pronouns, and which of them are one person."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, Literal

from engine.intake.pattern import Hit
from engine.intake.words import PAST_FORMS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from engine.intake.lexicon import Lexicon
    from engine.intake.pattern import Scan
    from engine.intake.text import Token

Form = Literal["name", "role", "pronoun"]

REPORTER: Final = 0
"""Whoever writes: `I`."""

_I: Final = frozenset({"i", "me", "my", "myself", "mine", "we", "us", "our", "ours", "ourselves"})
_HE: Final = {
    "he": "m", "him": "m", "his": "m", "himself": "m",
    "she": "f", "her": "f", "hers": "f", "herself": "f",
    "they": "", "them": "", "their": "", "themselves": "",
}  # fmt: skip
_SUBJECTS: Final = frozenset({"i", "we", "he", "she", "they", "who"})
_TITLES: Final = {"mr": "m", "mrs": "f", "ms": "f", "miss": "f", "mx": "", "dr": "", "sir": "m"}
_PREPOSITIONS: Final = frozenset(
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
_PLACES: Final = frozenset({"in", "at", "near", "from", "into"})
_BE: Final = frozenset({"is", "was", "'s", "'m", "am", "are", "'re"})
_AUXILIARY: Final = frozenset(
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
_DETERMINERS: Final = frozenset(
    ["a", "an", "the", "our", "my", "your", "his", "her", "their", "one", "of", "this", "that"]
)
_GREETINGS: Final = frozenset({"hi", "dear", "hello", "hey", "morning", "to"})
_KIN: Final = frozenset({"son", "daughter", "boy", "girl", "grandson", "granddaughter"})
_ADULT: Final = 18
_LOOK_BACK: Final = 60
_MOST_NAME: Final = 4
_SIGNATURE: Final = 6


@dataclass(slots=True)
class Somebody:
    """One person (or body), as far as the account tells."""

    number: int
    names: set[str] = field(default_factory=set)
    title: str = ""
    classes: set[str] = field(default_factory=set)
    gender: str = ""
    told_at: tuple[int, int] | None = None
    """The tokens that say what the person is."""
    initial: bool = False
    addressee: bool = False


@dataclass(frozen=True, slots=True)
class Mention:
    """Words that mean somebody: the tokens from `start` up to `end`."""

    start: int
    end: int
    who: int
    form: Form
    subject: bool


class People:
    """Everybody whom an account mentions, in order."""

    def __init__(self, scan: Scan, lexicon: Lexicon) -> None:
        self._scan = scan
        self._tokens = scan.account.tokens
        self._lexicon = lexicon
        self.somebody: list[Somebody] = [Somebody(REPORTER)]
        self.mentions: list[Mention] = []
        self._taken: dict[int, tuple[int, int]] = {}
        self._by_name: dict[str, int] = {}
        self._by_role: dict[str, int] = {}
        self._spans: list[tuple[int, int, int, Form]] = []
        self._capitals = _inner_capitals(self._tokens)
        self._read()
        self._note_classes()

    # --- finding ---

    def _read(self) -> None:
        self._names()
        self._roles()
        self._spans.sort()
        self._appositions()
        self._ages()
        self._reporter()
        self._pronouns()
        self.mentions = [
            Mention(start, end, self._same(who), form, self._is_subject(start, end, form))
            for start, end, who, form in sorted(self._spans)
        ]

    def _names(self) -> None:
        place = 0
        while place < len(self._tokens):
            end, title = self._name_at(place)
            if end > place:
                self._add_name(place, end, title)
            place = max(end, place + 1)

    def _name_at(self, place: int) -> tuple[int, str]:
        """Say where a name that begins at a token ends; at the token itself where there is none."""
        tokens = self._tokens
        token = tokens[place]
        if token.word in _TITLES and token.capital and place + 1 < len(tokens):
            following = tokens[place + 1]
            if following.capital and following.sentence == token.sentence:
                return self._rest(place + 1), token.word
            return place, ""
        if not self._may_name(place):
            return place, ""
        if len(token.word) == 1 and not self._is_initial(place):
            return place, ""
        return self._rest(place), ""

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

    def _may_name(self, place: int) -> bool:
        tokens = self._tokens
        token = tokens[place]
        word = token.word
        if not token.capital or not word.isalpha() or word in self._lexicon.not_names:
            return False
        if word in self._lexicon.names:
            return True
        if word in PAST_FORMS or word in self._lexicon.verbs or word.endswith(("ing", "ed", "ly")):
            return not token.first and word not in PAST_FORMS and place > 0
        if place and tokens[place - 1].word in _PLACES and not token.first and len(word) > 1:
            return False
        if token.upper and len(word) > 1:
            return len(word) == 2 and self._verb_follows(place + 1)  # noqa: PLR2004
        if token.first:
            return self._capitals.get(word, 0) > 0 or (
                len(word) > 1 and self._verb_follows(place + 1) and not self._is_known(place)
            )
        return not self._is_known(place)

    def _is_known(self, place: int) -> bool:
        """Say whether a capital word is one that the lexicon knows as something else."""
        return any(place in self._scan.ends.get(name, {}) for name in self._lexicon.classes)

    def _is_initial(self, place: int) -> bool:
        tokens = self._tokens
        token = tokens[place]
        if token.word == "i" and not self._scan.account.gap(place).startswith("."):
            return False
        after = self._scan.account.gap(place)
        if token.word == "a":
            following = tokens[place + 1].word if place + 1 < len(tokens) else ""
            if token.first or (place and tokens[place - 1].first):
                return after[:1] in {",", "."} or following in _AUXILIARY or following in PAST_FORMS
            return True
        return True

    def _verb_follows(self, place: int) -> bool:
        tokens = self._tokens
        if place >= len(tokens):
            return False
        word = tokens[place].word
        return (
            word in _AUXILIARY
            or word in PAST_FORMS
            or word in self._lexicon.verbs
            or (word.endswith("ed") and len(word) > 4)  # noqa: PLR2004
        )

    def _add_name(self, start: int, end: int, title: str) -> None:
        tokens = self._tokens
        first = start + 1 if title else start
        words = [tokens[p].word for p in range(first, end)]
        spelt = self._scan.account.text[tokens[first].start : tokens[end - 1].end]
        letters = all(len(word) == 1 for word in words)
        keys = ["".join(words)] if letters else [w for w in words if len(w) > 1]
        gender = _TITLES.get(title, "") or self._lexicon.names.get(words[0], "")
        who = self._known(keys, title)
        if who is None:
            who = len(self.somebody)
            self.somebody.append(
                Somebody(who, set(keys), title, gender=gender, initial=letters and len(spelt) <= 2)  # noqa: PLR2004
            )
        person = self.somebody[who]
        person.names.update(keys)
        person.gender = person.gender or gender
        person.title = person.title or title
        if title:
            person.initial = False
        for key in keys:
            self._by_name.setdefault(f"{title if title in {'mr', 'mrs'} else ''} {key}", who)
            self._by_name.setdefault(key, who)
        if start and tokens[start - 1].word in _GREETINGS and tokens[start - 1].first:
            person.addressee = True
        self._spans.append((start, end, who, "name"))
        for place in range(start, end):
            self._taken[place] = (start, end)

    def _known(self, keys: list[str], title: str) -> int | None:
        for key in keys:
            who = self._by_name.get(f"{title} {key}") if title else None
            if who is None:
                who = self._by_name.get(key)
                if who is not None and title:
                    other = self.somebody[who].title
                    if other and _TITLES.get(other) != _TITLES.get(title):
                        who = None
            if who is not None:
                return who
        return None

    def _roles(self) -> None:
        """Find phrases such as `the support worker`; the longest at each place."""
        best: dict[int, tuple[int, list[str]]] = {}
        for word_class in self._lexicon.classes.values():
            if not word_class.person:
                continue
            for hit in self._scan.hits(word_class.name):
                end, names = best.get(hit.start, (0, []))
                if hit.end > end:
                    best[hit.start] = (hit.end, [word_class.name])
                elif hit.end == end:
                    names.append(word_class.name)
        reached = 0
        for start in sorted(best):
            end, names = best[start]
            if start < reached or start in self._taken:
                continue
            reached = end
            self._add_role(start, end, names)

    def _add_role(self, start: int, end: int, classes: list[str]) -> None:
        tokens = self._tokens
        key = " ".join(tokens[p].word for p in range(start, end))
        owner = ""
        if start >= 2 and tokens[start - 1].word == "'s":  # noqa: PLR2004
            owner = tokens[start - 2].word
        elif start and tokens[start - 1].word in {"my", "our", "his", "her", "their"}:
            owner = ""
        who = self._by_role.get(f"{owner} {key}") or self._by_role.get(
            f" {key}" if not owner else ""
        )
        if who is None:
            who = len(self.somebody)
            self.somebody.append(Somebody(who, told_at=(start, end)))
            self._by_role[f"{owner} {key}"] = who
        person = self.somebody[who]
        person.classes.update(classes)
        gender = self._lexicon.gendered.get(tokens[end - 1].word, "")
        person.gender = person.gender or gender
        self._spans.append((start, end, who, "role"))
        for place in range(start, end):
            self._taken[place] = (start, end)

    # --- who is one and the same ---

    def _appositions(self) -> None:
        """Join `our group worker, Dan`, `Kev (support)`, `Glenn ... (he's the CEO)`."""
        self._merged: dict[int, int] = {}
        spans = self._spans
        for place in range(len(spans) - 1):
            start, end, one, form = spans[place]
            begin, stop, two, other = spans[place + 1]
            if {form, other} != {"name", "role"}:
                continue
            between = [t.word for t in self._tokens[end:begin]]
            gap = self._scan.account.gap(end - 1)
            if self._tokens[end - 1].sentence != self._tokens[begin].sentence:
                continue
            if form == "role" and not between and self._joins(gap, start, end, stop):
                self._merge(two, one, (start, end))
            elif form == "name" and not between and gap.strip() in {"(", ",", "-", "–"}:
                self._merge(one, two, (begin, stop))
            elif form == "name" and between and all(w in _DETERMINERS for w in between):
                if gap.strip()[:1] in {",", "("} and not self._list_follows(stop):
                    self._merge(one, two, (begin, stop))
            elif form == "name" and between and between[0] in _BE and len(between) < 5:  # noqa: PLR2004
                rest = between[1:]
                if rest and all(w in _DETERMINERS for w in rest) and self._says_kind(begin):
                    self._merge(one, two, (begin, stop))
        for start, end, who, form in spans:  # `X's mum`, `mum of X`: X is a child
            if form != "role" or not {"parent"} & self.somebody[who].classes:
                continue
            owner = self._owner(start, end)
            if owner is not None and not self.somebody[owner].classes:
                self.somebody[owner].classes.add("child")

    def _joins(self, gap: str, start: int, end: int, stop: int) -> bool:
        mark = gap.strip()
        if mark in {"", "("}:
            return True
        if mark != ",":
            return False
        before = self._tokens[start - 1].word if start else ""
        return before in _DETERMINERS and not self._list_follows(stop)

    def _list_follows(self, stop: int) -> bool:
        return stop < len(self._tokens) and self._tokens[stop].word == "and"

    def _says_kind(self, begin: int) -> bool:
        return begin > 0 and self._tokens[begin - 1].word != "of"

    def _owner(self, start: int, end: int) -> int | None:
        tokens = self._tokens
        if start >= 2 and tokens[start - 1].word == "'s":  # noqa: PLR2004
            return self._who_at(start - 2)
        if end + 1 < len(tokens) and tokens[end].word == "of":
            return self._who_at(end + 1)
        return None

    def _who_at(self, place: int) -> int | None:
        for start, end, who, form in self._spans:
            if form == "name" and start <= place < end:
                return self._same(who)
        return None

    def _merge(self, kept: int, gone: int, told_at: tuple[int, int]) -> None:
        kept, gone = self._same(kept), self._same(gone)
        if kept == gone or REPORTER in {kept, gone}:
            return
        one, two = self.somebody[kept], self.somebody[gone]
        if two.names and one.names:
            return
        one.classes |= two.classes
        one.gender = one.gender or two.gender
        one.names |= two.names
        one.told_at = one.told_at or told_at
        self._merged[gone] = kept

    def _same(self, who: int) -> int:
        while who in self._merged:
            who = self._merged[who]
        return who

    def _ages(self) -> None:
        """`Ben, 15` and `J (6)` are children."""
        tokens = self._tokens
        for _, end, who, form in self._spans:
            if form == "pronoun" or end >= len(tokens):
                continue
            word = tokens[end].word
            gap = self._scan.account.gap(end - 1).strip()
            if gap in {",", "(", ""} and word.isascii() and word.isdecimal() and len(word) <= 2:  # noqa: PLR2004
                after = self._scan.account.gap(end)[:1]
                person = self.somebody[self._same(who)]
                if after in {",", ")", "."} and form == "name":
                    if 0 < int(word) < _ADULT:
                        person.classes.add("child")
                        person.told_at = person.told_at or (end, end + 1)
                    person.initial = person.initial and int(word) < _ADULT

    def _reporter(self) -> None:
        """Join whoever signs with `I`; `my son` makes a parent of whoever writes."""
        tokens = self._tokens
        reporter = self.somebody[REPORTER]
        for place in range(len(tokens) - 1):
            if tokens[place].word != "my":
                continue
            following = [t.word for t in tokens[place + 1 : place + 4]]
            if following[0] in _KIN or (following[0] in {"boys", "girls", "kids", "children"}):
                reporter.classes.add("parent")
                reporter.told_at = reporter.told_at or (place, place + 2)
        for start, end, who, form in self._spans:
            if form != "role" or start < 2:  # noqa: PLR2004
                continue
            before = [t.word for t in tokens[max(0, start - 4) : start]]
            for cut in range(len(before)):
                if before[cut] == "i" and before[cut + 1 : cut + 2] and before[cut + 1] in _BE:
                    if all(w in _DETERMINERS for w in before[cut + 2 :]):
                        reporter.classes |= self.somebody[self._same(who)].classes
                        reporter.told_at = reporter.told_at or (start, end)
        self._signature()

    def _signature(self) -> None:
        sentences = self._scan.account.sentences
        if len(sentences) < 2:  # noqa: PLR2004
            return
        low, high = sentences[-1]
        if high - low > _SIGNATURE:
            return
        inside = [s for s in self._spans if low <= s[0] and s[1] <= high]
        if not inside or inside[0][0] != low or self._verb_follows(inside[0][1]):
            return
        reporter = self.somebody[REPORTER]
        for start, end, who, form in inside:
            who = self._same(who)
            if who == REPORTER:
                continue
            person = self.somebody[who]
            if form == "role" and len([s for s in self._spans if self._same(s[2]) == who]) > 1:
                reporter.classes |= person.classes
                continue
            reporter.classes |= person.classes
            reporter.names |= person.names
            reporter.gender = reporter.gender or person.gender
            reporter.told_at = reporter.told_at or ((start, end) if form == "role" else None)
            self._merged[who] = REPORTER

    # --- pronouns ---

    def _pronouns(self) -> None:
        tokens = self._tokens
        spans = list(self._spans)
        at = 0
        before: list[tuple[int, int, bool]] = []
        for place, token in enumerate(tokens):
            while at < len(spans) and spans[at][0] < place:
                start, end, who, form = spans[at]
                before.append((start, self._same(who), self._is_subject(start, end, form)))
                at += 1
            if place in self._taken:
                continue
            word = token.word
            if word in _I and (word != "us" or not token.upper):
                self._spans.append((place, place + 1, REPORTER, "pronoun"))
            elif word in _HE:
                who_found = self._meant(place, _HE[word], before)
                if who_found is not None:
                    self._spans.append((place, place + 1, who_found, "pronoun"))
                    before.append((place, who_found, word in _SUBJECTS))
        self._spans.sort()

    def _meant(self, place: int, gender: str, before: list[tuple[int, int, bool]]) -> int | None:
        """Choose whom a pronoun means: the last person it fits, first of those who acted."""
        object_: int | None = None
        for start, who, subject in reversed(before[-30:]):
            if place - start > _LOOK_BACK:
                break
            person = self.somebody[who]
            if (
                who == REPORTER
                or person.addressee
                or (gender and person.gender and person.gender != gender)
            ):
                continue
            if subject:
                return who
            object_ = who if object_ is None else object_
        return object_

    # --- subjects ---

    def _is_subject(self, start: int, end: int, form: Form) -> bool:
        """Say whether somebody mentioned is the one who does: a verb follows, no preposition before."""
        tokens = self._tokens
        if form == "pronoun":
            return tokens[start].word in _SUBJECTS
        before = start - 1
        while (
            before >= 0
            and tokens[before].word in _DETERMINERS - {"of"}
            and not tokens[before + 1].first
        ):
            before -= 1
        if before >= 0 and not tokens[before + 1].first and tokens[before].word in _PREPOSITIONS:
            return False
        place = end
        if place < len(tokens) and tokens[place].word == "'s" and not self._verb_follows(place + 1):
            follows = tokens[place + 1].word if place + 1 < len(tokens) else ""
            return follows.endswith("ing") or follows in {"a", "the", "our", "been", "got", "on"}
        if (
            place < len(tokens)
            and self._scan.account.gap(end - 1).strip()[:1] in {"(", ","}
            and (before < 0 or tokens[before + 1].first or self._scan.account.gap(before).strip())
        ):
            place = self._past_brackets(place)
        return self._verb_follows(place)

    def _past_brackets(self, place: int) -> int:
        """Pass over what is put in between: `Ben, 15, learning disability, tried`."""
        tokens = self._tokens
        sentence = tokens[place].sentence
        for ahead in range(place, min(place + 9, len(tokens))):
            if tokens[ahead].sentence != sentence:
                break
            gap = self._scan.account.gap(ahead - 1)
            if ahead > place and (")" in gap or "," in gap) and self._verb_follows(ahead):
                return ahead
        return place

    # --- for patterns ---

    def _note_classes(self) -> None:
        """Let a name or pronoun stand for what the person is: `him` for a child."""
        for mention in self.mentions:
            person = self.somebody[mention.who]
            names = {"person", *({"name"} if mention.form == "name" else ())}
            if mention.who == REPORTER:
                names = {"reporter", "person"}
            for name in person.classes:
                names.add(name)
            if person.initial and not person.classes:
                names.add("client")
            for word_class in self._lexicon.classes.values():
                if names & set(word_class.includes):
                    names.add(word_class.name)
            for name in names:
                self._scan.note(name, Hit(mention.start, mention.end))


def _inner_capitals(tokens: Iterable[Token]) -> dict[str, int]:
    """Count the words that stand with a capital elsewhere than at the start of a sentence."""
    found: dict[str, int] = {}
    for token in tokens:
        if token.capital and not token.first:
            found[token.word] = found.get(token.word, 0) + 1
    return found
