"""Who an account is about: names, initials, roles and pronouns, and who of them is one person."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from engine.intake.ages import ADULT, Ages
from engine.intake.labels import Labels
from engine.intake.lexicon import describes
from engine.intake.names import TITLES, Names
from engine.intake.pattern import Hit
from engine.intake.phrases import Phrases
from engine.intake.pronouns import Before, Pronouns
from engine.intake.somebody import REPORTER, Mention, Somebody
from engine.intake.subjects import DETERMINERS, SUBJECTS, Subjects
from engine.intake.words import keys_of

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Mapping

    from engine.intake.lexicon import Lexicon
    from engine.intake.pattern import Pattern, PatternSet, Scan
    from engine.intake.somebody import Form

_YOUNG: Final = frozenset({"child", "pupil"})
_GUARDIANS: Final = frozenset({"parent", "social_care"})
"""Classes of those who look after a child, or have charge of one."""

_I: Final = frozenset({"i", "me", "my", "myself", "mine", "we", "us", "our", "ours", "ourselves"})
_HE: Final = {
    "he": "m", "him": "m", "his": "m", "himself": "m",
    "she": "f", "her": "f", "hers": "f", "herself": "f",
    "they": "", "them": "", "their": "", "themselves": "",
}  # fmt: skip
_BE: Final = frozenset({"is", "was", "'s", "'m", "am", "are", "'re"})
_GREETINGS: Final = frozenset({"hi", "dear", "hello", "hey", "morning", "to"})
_PARENTS: Final = frozenset(
    {"mum", "dad", "nan", "gran", "grandma", "grandad", "stepdad", "stepmum"}
)
_KIN: Final = frozenset({"son", "daughter", "boy", "girl", "grandson", "granddaughter"})
_DOERS: Final = frozenset({"who", "he", "she", "they", "i", "we"})
_CALLED: Final = frozenset({"called", "named"})
_OURS: Final = frozenset({"ours", "mine", "his", "hers", "theirs"})
_MANY: Final = frozenset(
    [
        "children", "people", "men", "women", "staff", "police", "families", "family", "office",
        "school", "team", "panel", "others", "they", "council", "neighbours", "kids",
    ]
)  # fmt: skip
"""People of whom nobody says `he` or `she`."""

_HEADING: Final = 3
_WRITINGS: Final = frozenset(
    [
        "note", "notes", "letter", "book", "statement", "account", "log", "report", "email",
        "record", "diary", "message",
    ]
)  # fmt: skip
_OPENS: Final = frozenset(["from", "statement", "note", "account"])
_BODIES: Final = frozenset(["forum", "lado", "police", "social_care", "hr"])
"""Classes of bodies rather than people."""

_CLOSINGS: Final = frozenset(
    [
        "yours", "regards", "kind", "best", "thanks", "thank", "cheers", "sincerely", "faithfully",
        "from", "signed", "sent", "my", "phone", "ipad", "iphone", "love", "x", "many", "with",
    ]
)  # fmt: skip
"""Words that may stand beside the name at the end of a letter."""

_SIGNATURE: Final = 6
_OF_ANOTHER: Final = frozenset(
    ["attached", "enclosed", "says", "said", "arrived", "came", "is", "was", "which", "below"]
)
"""Words after which `Mrs Tate's letter` is not what one reads."""


def _introduces(between: list[str]) -> bool:
    """Say whether words lead from what somebody is to a name: `called`, `of ours`."""
    return between[-1] in _CALLED or (between[0] == "of" and between[-1] in _OURS)


def _be_a_child(person: Somebody, start: int, end: int) -> None:
    person.classes.add("child")
    person.told_at = person.told_at or (start, end)


class People:
    """Everybody whom an account mentions, in order."""

    def __init__(
        self,
        scan: Scan,
        lexicon: Lexicon,
        describing: tuple[PatternSet, Mapping[Pattern, tuple[str, ...]]],
        words: Container[str],
    ) -> None:
        """Read the people of an account.

        Args:
            scan: The account, with the phrases of classes.
            lexicon: Names, and which classes are people.
            describing: Patterns that tell what somebody is, with the classes that they tell.
            words: Words that cue lists use; none of them is a name for its capital alone.
        """
        self._scan = scan
        self._subjects = Subjects(scan, lexicon)
        self._told_ages = Ages(scan)
        self._finds = Names(scan, lexicon, words, self._subjects)
        self._tokens = scan.account.tokens
        self._lexicon = lexicon
        self._describing = describing
        self.somebody: list[Somebody] = [Somebody(REPORTER)]
        self.mentions: list[Mention] = []
        self._taken: set[int] = set()
        self._names_at: dict[int, int] = {}
        self._roles_at: dict[int, tuple[int, int]] = {}
        self._by_name: dict[str, int] = {}
        self._by_role: dict[str, int] = {}
        self._meant_at: dict[int, int] = {}
        self._spans: list[tuple[int, int, int, Form]] = []
        self._described: dict[int, int] = {}
        self._read()
        self._note_classes()

    # --- finding ---

    def _read(self) -> None:
        self._names()
        self._roles()
        self._spans.sort()
        self._appositions()
        self._ages()
        self._wards()
        self._reporter()
        spans = ((at, end, self._same(who)) for at, end, who, form in self._spans)
        self._labels = Labels(self._scan, spans)
        self._pronouns()
        self._wards()
        self.mentions = [
            Mention(
                start,
                end,
                self._same(who),
                form,
                start in self._labels.at or self._subjects.is_subject(start, end, form),
            )
            for start, end, who, form in sorted(self._spans)
        ]
        self._descriptions()

    def is_stranger(self, who: int) -> bool:
        """Say whether somebody is only ever `a man`, `some woman`, or goes by no more than that."""
        person = self.somebody[who]
        if person.classes != {"adult"} or person.names:
            return False
        first = next(m for m in self.mentions if m.who == who)
        return first.start > 0 and self._tokens[first.start - 1].word in {"a", "an", "some", "this"}

    def _names(self) -> None:
        reached = 0
        for place, token in enumerate(self._tokens):
            if place >= reached and (token.capital or self._finds.in_small_letters):
                reached, title = self._finds.at(place)
                if reached > place:
                    self._add_name(place, reached, title)

    def _add_name(self, start: int, end: int, title: str) -> None:
        tokens = self._tokens
        first = start + 1 if title else start
        words = [tokens[p].word for p in range(first, end)]
        spelt = self._scan.account.text[tokens[first].start : tokens[end - 1].end]
        letters = all(len(word) == 1 for word in words)
        keys = ["".join(words)] if letters else [w for w in words if len(w) > 1]
        gender = TITLES.get(title, "") or self._lexicon.names.get(words[0], "")
        who = self._known(keys, title, gender)
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
            self._by_name.setdefault(key, who)
        if start and tokens[start - 1].word in _GREETINGS and tokens[start - 1].first:
            person.addressee = True
        self._spans.append((start, end, who, "name"))
        for place in range(start, end):
            self._taken.add(place)
            self._names_at[place] = who

    def _known(self, keys: list[str], title: str, gender: str) -> int | None:
        for key in keys:
            who = self._by_name.get(key)
            if who is None:
                continue
            person = self.somebody[who]
            if gender and person.gender and gender != person.gender:
                continue
            if title and person.title and TITLES.get(title) != TITLES.get(person.title):
                continue
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
            word = self._tokens[start].word
            if (
                start < reached
                or start in self._taken
                or self._is_verb(start)
                or (end == start + 1 and word.endswith(("ing", "ed")))
            ):
                continue
            reached = end
            self._add_role(start, end, names)

    def _is_verb(self, place: int) -> bool:
        """Say whether a word is what somebody does: `who mentors Mia`."""
        before = self._tokens[place - 1] if place else None
        return before is not None and not before.quoted and before.word in _DOERS

    def _add_role(self, start: int, end: int, classes: list[str]) -> None:
        tokens = self._tokens
        key = " ".join(tokens[p].word for p in range(start, end))
        owner = ""
        if start >= 2 and tokens[start - 1].word == "'s":  # noqa: PLR2004
            owner = tokens[start - 2].word
        elif start and tokens[start - 1].word in {"my", "our", "his", "her", "their"}:
            owner = ""
        who = self._by_role.get(f"{owner} {key}")
        if who is None and not owner and key in _PARENTS:
            others = {who for known, who in self._by_role.items() if known.endswith(f" {key}")}
            who = others.pop() if len(others) == 1 else None  # `Mia's mum ... Mum`
        if who is None:
            who = len(self.somebody)
            self.somebody.append(Somebody(who, told_at=(start, end)))
            self._by_role[f"{owner} {key}"] = who
        person = self.somebody[who]
        person.classes.update(classes)
        last = tokens[end - 1].word
        person.many = (
            last in _MANY
            or bool(_BODIES & person.classes)
            or (last.endswith("s") and len(keys_of(last)) > 1)
        )
        gender = self._lexicon.gendered.get(tokens[end - 1].word, "")
        person.gender = person.gender or gender
        self._spans.append((start, end, who, "role"))
        self._taken.update(range(start, end))
        self._roles_at[start] = (end, who)

    # --- who is one and the same ---

    def _appositions(self) -> None:
        """Join `our group worker, Dan`, `Kev (support)`, `Glenn ... (he's the CEO)`."""
        self._merged: dict[int, int] = {}
        meant_nobody: list[tuple[int, int, int, Form]] = []
        spans = self._spans
        for place in range(len(spans) - 1):
            start, end, one, form = spans[place]
            begin, stop, two, other = spans[place + 1]
            if {form, other} != {"name", "role"} or self.somebody[self._same(one)].addressee:
                continue
            between = [t.word for t in self._tokens[end:begin]]
            gap = self._scan.account.gap(end - 1).replace(".", "")
            if self._tokens[end - 1].sentence != self._tokens[begin].sentence:
                continue
            in_brackets = form == "name" and gap.strip() == "("
            if in_brackets and self.somebody[one].title and self.somebody[two].classes & _YOUNG:
                meant_nobody.append(spans[place + 1])  # `Mrs Tate (Year 3)` teaches there
                continue
            if form == "role" and not between and gap.strip() in {",", "(", ":"}:
                self._listed(one, place + 1)
            if form == "role" and (
                self._joins(gap, one, start, stop) if not between else _introduces(between)
            ):
                self._merge(two, one, (start, end))
            elif (form == "name" and not between and self._follows(gap, begin)) or (
                form == "name"
                and between[:1] == ["as"]
                and all(word in DETERMINERS for word in between[1:])
            ):
                self._merge(one, two, (begin, stop))
            elif form == "name" and between and all(w in DETERMINERS for w in between):
                if gap.strip()[:1] in {",", "("} and not self._list_follows(stop):
                    self._merge(one, two, (begin, stop))
            elif form == "name" and between and between[0] in _BE and len(between) < 5:  # noqa: PLR2004
                rest = between[1:]
                if rest and all(w in DETERMINERS for w in rest) and self._says_kind(begin):
                    self._merge(one, two, (begin, stop))
        self._spans = [span for span in spans if span not in meant_nobody]

    def _listed(self, role: int, first: int) -> None:
        """Let each name of a list be what its head says: `the twins, Mia and Ty`."""
        several = self.somebody[self._same(role)]
        start, names = self._spans[first][0], []
        for begin, end, who, form in self._spans[first:] if several.many else ():
            between = [token.word for token in self._tokens[start:begin]]
            if form != "name" or between not in ([], ["and"]):
                break
            names.append(self.somebody[self._same(who)])
            start = end
        if len(names) > 1:  # not `the kids, Dan said, were`
            for person in names:
                person.classes |= several.classes

    def _follows(self, gap: str, begin: int) -> bool:
        """Say whether a role directly after a name is that person's: `Kev (support worker)`."""
        mark = gap.strip()
        return mark in {"(", ",", "-", "\N{EN DASH}"} or (
            not mark and self._tokens[begin].word in {"from", "on"}
        )

    def _joins(self, gap: str, role: int, start: int, stop: int) -> bool:
        mark = gap.strip()
        if mark in {"", "("}:
            return True
        single = "one" in {token.word for token in self._tokens[max(0, start - 3) : start + 1]}
        if mark != "," or (self.somebody[self._same(role)].many and not single):
            return False
        before = {token.word for token in self._tokens[max(0, start - 1) : start + 1]}
        return bool(before & (DETERMINERS | {"'s", "one"})) and not self._list_follows(stop)

    def _list_follows(self, stop: int) -> bool:
        return stop < len(self._tokens) and self._tokens[stop].word == "and"

    def _says_kind(self, begin: int) -> bool:
        return begin > 0 and self._tokens[begin - 1].word != "of"

    def _wards(self) -> None:
        """`X's mum`, `mum of X`, `his social worker` and `His dad` at the start: X is a child."""
        for start, end, who, form in self._spans:
            classes = self.somebody[self._same(who)].classes
            if form != "role" or not classes & _GUARDIANS:
                continue
            owner = self._owner(start, end)
            if (
                owner is None
                and start
                and (self._tokens[start - 1].first or "parent" not in classes)
            ):
                owner = self._meant_at.get(start - 1)
            if owner is None or owner == REPORTER:
                continue
            person = self.somebody[self._same(owner)]
            if not (person.classes or person.title or person.many):
                person.classes.add("child")

    def _owner(self, start: int, end: int) -> int | None:
        tokens = self._tokens
        if start >= 2 and tokens[start - 1].word == "'s":  # noqa: PLR2004
            return self._who_at(start - 2)
        if end + 1 < len(tokens) and tokens[end].word == "of":
            return self._who_at(end + 1)
        return None

    def _who_at(self, place: int) -> int | None:
        who = self._names_at.get(place)
        return None if who is None else self._same(who)

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
        """`Ben, 15`, `J (6)`, `Jo, who is 14,`, `Ali was 9` and `Connor, Year 6,` are children.

        So are both in `Ben and Jo, both 15,` and `Ben and Jo (9 and 11)`.
        """
        for number, (_, end, who, form) in enumerate(self._spans):
            if form != "name" or end >= len(self._tokens):
                continue
            person = self.somebody[self._same(who)]
            if not person.title and self._told_ages.in_a_year(end):
                _be_a_child(person, end, end + 2)
            age = self._told_ages.after(end)
            if age is None:
                continue
            for one in (*(self._named_beside(number) if age.joint else ()), person):
                if 0 < age.years < ADULT:
                    _be_a_child(one, age.place, age.place + 1)
                else:
                    one.initial = False

    def _named_beside(self, number: int) -> Iterator[Somebody]:
        """Give whoever is named in one breath before a name: `Ben, Jo and` before `Al`."""
        start = self._spans[number][0]
        for begin, end, who, form in reversed(self._spans[:number]):
            between = [token.word for token in self._tokens[end:start]]
            listed = between == ["and"] or (not between and self._scan.account.gap(end - 1) == ", ")
            if form != "name" or not listed:
                break
            yield self.somebody[self._same(who)]
            start = begin

    def _descriptions(self) -> None:
        """`Mr Patel, who we support` and `Mia's key worker` tell what a person is."""
        patterns, classes = self._describing
        for mention in self.mentions:
            if mention.who != REPORTER:
                hit = Hit(mention.start, mention.end)
                self._scan.note("person", hit)
                if mention.form == "name":
                    self._scan.note("name", hit)
        starts = {m.start: m.who for m in self.mentions}
        ends = {m.end: m.who for m in self.mentions}
        for pattern, places in patterns.find(self._scan).items():
            first, _ = describes(pattern)
            for start, end, _ in places:
                who = starts.get(start) if first else ends.get(end)
                if first and who is not None:
                    self._described[start] = max(end, self._described.get(start, 0))
                person = None if who is None else self.somebody[who]
                if person is not None and not (person.classes or person.many):
                    person.classes.update(classes[pattern])
                    person.told_at = (start, end)

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
                rest = before[cut + 1 :]
                told = before[cut] == "i" and rest and rest[0] in _BE
                if told and all(word in DETERMINERS for word in rest[1:]):
                    reporter.classes |= self.somebody[self._same(who)].classes
                    reporter.told_at = reporter.told_at or (start, end)
        self._signature()

    def _signature(self) -> None:
        """Join whoever signs, or heads a statement, with whoever writes."""
        sentences = self._scan.account.sentences
        if not sentences:
            return
        low, high = sentences[-1]
        inside = [s for s in self._spans if low <= s[0] and s[1] <= high]
        ends = inside and inside[-1][1] == high and inside[-1][3] != "pronoun"
        short = high - low <= _SIGNATURE and len(sentences) > 1
        named = {place for start, end, _, _ in inside for place in range(start, end)}
        rest = [self._tokens[place] for place in range(low, high) if place not in named]
        if short and ends and all(t.word in _CLOSINGS or t.upper for t in rest):
            for start, end, who, form in inside:
                self._is_reporter(start, end, who, form)
        tokens = self._tokens
        for start, end, who, form in self._spans[:3]:
            before = tokens[start - 1].word if start else ""
            owner = end + 1 < len(tokens) and tokens[end].word == "'s"
            written = owner and tokens[end + 1].word in _WRITINGS
            says = tokens[end + 2].word if end + 2 < len(tokens) else ""
            if (start <= _HEADING and written and says not in _OF_ANOTHER) or (
                before in {"of", "from"}
                and start == 1 + (before == "of")
                and tokens[0].word in _OPENS
            ):
                self._is_reporter(start, end, who, form)
                return

    def _is_reporter(self, start: int, end: int, named: int, form: Form) -> None:
        who = self._same(named)
        if who == REPORTER or form == "pronoun":
            return
        person, reporter = self.somebody[who], self.somebody[REPORTER]
        reporter.classes |= person.classes
        if form == "role" and sum(self._same(s[2]) == who for s in self._spans) > 1:
            return
        reporter.names |= person.names
        reporter.gender = reporter.gender or person.gender
        reporter.told_at = reporter.told_at or ((start, end) if form == "role" else None)
        self._merged[who] = REPORTER

    # --- pronouns ---

    def _pronouns(self) -> None:
        tokens = self._tokens
        spans = list(self._spans)
        at = 0
        before: list[Before] = []
        pronouns = Pronouns(self._scan, self.somebody, self._who_at)
        for place, token in enumerate(tokens):
            word = token.word
            if place in self._taken or (word not in _I and word not in _HE):
                continue
            while at < len(spans) and spans[at][0] < place:
                start, end, who, form = spans[at]
                acts = self._subjects.is_subject(start, end, form)
                before.append(Before(start, self._same(who), acts))
                at += 1
            meant: int | None = None
            if word in _HE:
                meant = pronouns.meant(place, _HE[word], before)
            elif word != "us" or not token.upper:
                plain = self._labels.says.get(place, REPORTER)
                meant = pronouns.speaker(place, before) if token.quoted else plain
            if meant is not None:
                self._meant_at[place] = meant
                self._spans.append((place, place + 1, meant, "pronoun"))
                before.append(Before(place, meant, word in SUBJECTS))
                self._copula(place, meant)
        self._spans.sort()

    def _copula(self, place: int, who: int) -> None:
        """`he's the CEO` tells what somebody is."""
        tokens = self._tokens
        if place + 1 >= len(tokens) or tokens[place + 1].word not in _BE:
            return
        ahead = place + 2
        while ahead < min(len(tokens), place + 6) and tokens[ahead].word in DETERMINERS:
            ahead += 1
        for start in (place + 2, ahead):
            role = self._roles_at.get(start)
            if role is not None and who != REPORTER:
                end, other = role
                self.somebody[who].classes |= self.somebody[self._same(other)].classes
                self.somebody[who].told_at = self.somebody[who].told_at or (start, end)
        age = self._told_ages.after(place + 1)
        if age is not None and who != REPORTER and age.years < ADULT:
            _be_a_child(self.somebody[who], age.place, age.place + 1)

    # --- for patterns ---

    def _note_classes(self) -> None:
        """Let a name or pronoun stand for what the person is: `him` for a child."""
        known: dict[frozenset[str], frozenset[str]] = {}
        phrases = Phrases(self._scan, self._told_ages, self._described)
        for mention in self.mentions:
            person = self.somebody[mention.who]
            names = {"person", *({"name"} if mention.form == "name" else ())}
            if mention.who == REPORTER:
                names = {"reporter", "person"}
            for name in person.classes:
                names.add(name)
            if person.initial and not person.classes:
                names.add("client")
            given = frozenset(names)
            if given not in known:
                known[given] = self._with_including(given)
            for start, end in ((mention.start, mention.end), *phrases.wider(mention)):
                for name in known[given]:
                    self._scan.note(name, Hit(start, end))

    def _with_including(self, names: frozenset[str]) -> frozenset[str]:
        """Give classes, and those that include any of them."""
        found = set(names)
        for word_class in self._lexicon.classes.values():
            if not found.isdisjoint(word_class.includes):
                found.add(word_class.name)
        return frozenset(found)
