"""From words found to acts: who did what, which words belong to which act, and what they say."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from engine.facts.base import NOT_KNOWN
from engine.facts.links import ContradictionError, settle
from engine.facts.vocabulary import DEED_VALUES
from engine.intake.cues import ACTOR, BY, RAISED
from engine.intake.scope import Scopes
from engine.intake.somebody import REPORTER
from engine.intake.text import quotations
from engine.intake.words import PAST_FORMS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from engine.facts.vocabulary import FactSpec
    from engine.intake.cues import Cue, Cues
    from engine.intake.draft import Status
    from engine.intake.lexicon import Scope
    from engine.intake.pattern import Found, Pattern, Scan
    from engine.intake.people import People
    from engine.intake.somebody import Mention

SILENT: Final = frozenset({"hypothetical", "norm", "training", "future", "past"})
"""Scopes under which nothing has happened, as far as the words go."""

_BE: Final = frozenset({"was", "were", "been", "being", "is", "are", "be", "got", "get", "gets"})
_BETWEEN: Final = frozenset({"n't", "not", "also", "then", "just", "never", "later", "all", "both"})
_OPPOSITE: Final = {
    True: False,
    False: True,
    "done": "not_done",
    "late": "not_done",
    "yes": "no",
    "not_done": "done",
    "no": "yes",
}
_LATE: Final = frozenset({"done", "not_done"})
_ARTICLES: Final = frozenset({"the", "a", "an", "our", "my", "their", "his", "her"})
_AGENT: Final = 7
_JOINS: Final = frozenset({"and", "then", "but"})
SPEAKS: Final = "speaks"
_CLAIMS: Final = frozenset({"complaint", "statement", "allegation", "accusation", "card", "claim"})
_NEAR_QUOTE: Final = 3
_WAS: Final = frozenset({"was", "were", "is", "are", "'s", "been", "had", "has", "have", "just"})
_FIRST_PERSON: Final = frozenset({"i", "me", "my", "we", "us", "our"})
"""The class of verbs by which somebody says or writes something."""
_SEES: Final = frozenset(
    ["saw", "seen", "watched", "heard", "noticed", "caught", "witnessed", "spotted", "found"]
)
_TURNS: Final = frozenset({"and", "but", "so", "because", "though", "although"})
_THINGS: Final = frozenset({"the", "a", "an", "this", "it"})
_STOPS_SEEING: Final = frozenset({"and", "then", "so", "but", "when", "who", "that", "after"})
MOST_ACTS: Final = 100
"""Most acts read from one account; an incident may hold more."""


class Match(NamedTuple):
    """Words of one cue, with what the words around them make of it."""

    cue: Cue
    found: Found
    status: Status
    value: Any
    who: int | None
    first: int
    """The first token of the evidence: of the words, or of a `not` before them."""


@dataclass(slots=True)
class ReadAct:
    """One act, with the words that opened it and those that tell its facts."""

    kind: str
    who: int | None
    openers: list[Match]
    facts: dict[str, list[Match]] = field(default_factory=dict)
    told: dict[str, tuple[Any, Status, list[Match]]] = field(default_factory=dict)
    """What it comes to: for each fact its value, its status and the words."""

    @property
    def status(self) -> Status:
        """Say whether anybody vouches for the act at all."""
        states = {match.status for match in self.openers}
        for state in ("happened", "alleged"):
            if state in states:
                return "happened" if state == "happened" else "alleged"
        return "raised" if states == {"raised"} else "disputed"


class Actors:
    """Who did what a cue tells."""

    def __init__(self, scan: Scan, people: People) -> None:
        self._scan = scan
        self._by_sentence: dict[int, list[Mention]] = {}
        self._spoken = {hit.start for hit in scan.hits(SPEAKS)}
        self._quotations = quotations(scan.account.tokens)
        self._people = {p for m in people.mentions for p in range(m.start, m.end)}
        for mention in people.mentions:
            sentence = scan.account.tokens[mention.start].sentence
            self._by_sentence.setdefault(sentence, []).append(mention)
        self._first_person = any(m.who == REPORTER and m.subject for m in people.mentions)

    def of(self, cue: Cue, found: Found) -> int | None:
        """Say who acted; None where the words around do not tell."""
        tokens = self._scan.account.tokens
        verb = self._verb(found)
        sentence = tokens[verb].sentence
        near = self._by_sentence.get(sentence, [])
        if cue.by == "reporter":
            return REPORTER
        if cue.by == "speaker" and verb not in self._spoken:
            told = self._told(found)
            if told is not None and self._passive(told):  # `she was told to ... by him`
                return self._agent(told, found.head + _AGENT, near)
            spoke = self._speaker(found, told, near)
            if spoke is not None or tokens[found.start].quoted:
                return spoke
        if cue.by == "object":
            return next((m.who for m in near if m.start >= verb and m.who != REPORTER), None)
        agent = self._agent(found.start, found.head + _AGENT, near)
        if agent is not None:
            return agent
        subject = self._subject(verb, near)
        if cue.by == "other":
            others = {subject, REPORTER}
            return next((m.who for m in near if m.start >= verb and m.who not in others), None)
        if self._passive(verb):
            return None
        if subject is not None:
            return subject
        low, _ = self._scan.account.sentences[sentence]
        begins = tokens[low].word in PAST_FORMS or tokens[low].word.endswith("ed")
        return REPORTER if self._first_person and verb == low and begins else None

    def claimed(self, found: Found) -> bool:
        """Say whether words are another's for what somebody did: `Mum says a dad 'grabbed' him`.

        Whoever was there says `me` or `my`; and speech begins after a comma, colon or capital.
        """
        account = self._scan.account
        begins, ends = self._quotations[found.head]
        opened = account.tokens[begins]
        if not opened.quoted or opened.first or opened.capital:
            return False
        near = self._by_sentence.get(opened.sentence, [])
        did = next((m for m in near if begins - _NEAR_QUOTE <= m.end <= begins), None)
        first = any(token.word in _FIRST_PERSON for token in account.tokens[begins:ends])
        if did is None or first or not {",", ":"}.isdisjoint(account.gap(begins - 1)):
            return False
        between = {token.word for token in account.tokens[did.end : begins]}
        done = opened.word in PAST_FORMS or opened.word.endswith(("ed", "ing"))
        if not between <= _WAS or not (between or done):
            return False
        start = found._replace(start=did.start, end=did.start, head=did.start)
        told = self._told(start)
        if told is None:
            low, _ = account.sentences[opened.sentence]
            before = {token.word for token in account.tokens[low : did.start]}
            return not before.isdisjoint(_CLAIMS)
        return self._speaker(start, told, near) not in {REPORTER, did.who}

    def _changes(self, low: int, high: int) -> bool:
        """Say whether a thing takes over as what is told of: `I sat behind her, and it went on`."""
        tokens = self._scan.account.tokens
        return any(
            tokens[place].word in _TURNS
            and tokens[place + 1].word in _THINGS
            and self._people.isdisjoint(range(place + 1, min(place + 5, high)))
            for place in range(low, high - 2)
        )

    def _subject(self, verb: int, near: Sequence[Mention]) -> int | None:
        """Give whoever does what a verb says: in `I saw Craig push him` it is Craig."""
        tokens = self._scan.account.tokens
        for mention in reversed(near):
            if mention.start > verb or not (mention.subject or self._is_seen(mention)):
                continue
            if self._changes(mention.end, verb):
                return None
            between = {t.word for t in tokens[mention.end : verb]}
            if self._is_seen(mention) and between & _STOPS_SEEING:
                continue  # `I saw Craig push him and told nobody`: told by whoever saw
            return mention.who
        return None

    def _is_seen(self, mention: Mention) -> bool:
        """Say whether somebody is whom another saw."""
        tokens = self._scan.account.tokens
        sees = mention.start - 1
        while sees > 0 and tokens[sees].word in _ARTICLES:
            sees -= 1
        return sees >= 0 and tokens[sees].word in _SEES

    def _told(self, found: Found) -> int | None:
        """Give the place of the nearest verb of speaking before the words found."""
        low, _ = self._scan.account.sentences[self._scan.account.tokens[found.start].sentence]
        before = range(found.start - 1, low - 1, -1)
        return next((p for p in before if p in self._spoken and p not in self._people), None)

    def _speaker(self, found: Found, told: int | None, near: Sequence[Mention]) -> int | None:
        """Give whoever said the words found: the subject of the verb of speaking."""
        tokens = self._scan.account.tokens
        low, high = self._scan.account.sentences[tokens[found.start].sentence]
        if told is not None:
            subjects = [m for m in near if m.subject and m.end <= told]
            if told > low and tokens[told - 1].word in _JOINS:
                begins = tokens[low].word in PAST_FORMS or tokens[low].word.endswith("ed")
                first = REPORTER if begins and self._first_person else None
                return next((m.who for m in subjects if m.start < low + 2), first) or (
                    subjects[0].who if subjects and first is None else first
                )
            return subjects[-1].who if subjects else None
        end = found.end
        if end < high and tokens[end].quoted:
            end = min(high, self._quotations[end][1])
        after = next((m for m in near if end <= m.start <= end + 2), None)
        if after is not None and any(p in self._spoken for p in range(end, min(end + 5, high))):
            return after.who
        return None

    def _verb(self, found: Found) -> int:
        """Give the first word found that means nobody: what somebody did."""
        for place in range(found.start, found.end):
            if place not in self._people and self._scan.account.tokens[place].word != "'s":
                return place
        return found.start

    def _agent(self, start: int, end: int, near: Sequence[Mention]) -> int | None:
        """Give whom a `by` between two places names: `posted by Glenn`."""
        tokens = self._scan.account.tokens
        for number, mention in enumerate(near):
            by = mention.start - 1
            while by > 0 and tokens[by].word in _ARTICLES:
                by -= 1
            if start <= by <= end and tokens[by].word == "by":
                return self._owned(near[number:])
        return None

    def _owned(self, near: Sequence[Mention]) -> int:
        """Give whom a mention leads to: in `Kian's stepdad` and `his worker` the second."""
        tokens = self._scan.account.tokens
        owner = near[0]
        for mention in near[1:]:
            between = [token.word for token in tokens[owner.end : mention.start]]
            belongs = between == ["'s"] or (not between and tokens[owner.start].word in _ARTICLES)
            if not belongs:
                break
            owner = mention
        return owner.who

    def _passive(self, verb: int) -> bool:
        tokens = self._scan.account.tokens
        place = verb - 1
        while place >= 0 and tokens[place].word in _BETWEEN and not tokens[place + 1].first:
            place -= 1
        done = tokens[verb].word.endswith(("ed", "en", "wn", "nt", "id", "ld", "ught", "t"))
        return place >= 0 and not tokens[place + 1].first and tokens[place].word in _BE and done


class Finder:
    """Finds words in one account: first those that open acts, then those that tell their facts."""

    def __init__(self, cues: Cues, scan: Scan, people: People) -> None:
        self._cues = cues
        self._scan = scan
        self._opening = cues.opening.find(scan)
        self._beside: dict[Cue, Mapping[Pattern, Sequence[Found]]] = {}
        self.scopes = Scopes(scan, cues.lexicon, self._opening)
        self._actors = Actors(scan, people)

    def openers(self) -> list[Match]:
        """Give the words that open acts, in the order of the text."""
        return self._matches(self._cues.openers, self._opening)

    def facts(self, openers: Sequence[Match]) -> list[Match]:
        """Give the words that may tell facts of acts that are open, in the order of the text."""
        kinds = sorted({match.cue.kind for match in openers if match.cue.kind is not None})
        result: list[Match] = []
        for kind in (*kinds, None) if kinds else ():
            patterns = self._cues.telling.get(kind)
            if patterns is not None:
                result += self._matches(self._cues.tellers[kind], patterns.find(self._scan))
        return _in_order(result)

    def _matches(
        self,
        wanted: Mapping[Pattern, tuple[Cue, ...]],
        found: Mapping[Pattern, Sequence[Found]],
    ) -> list[Match]:
        """Give the cues that the account holds and that their surroundings do not silence."""
        scan, result = self._scan, []
        for pattern, places in found.items():
            for cue in wanted.get(pattern, ()):
                for place in places:
                    if not self._fits(cue, place):
                        continue
                    match = _weighed(
                        cue, pattern, place, self._cues, scan, self.scopes, self._actors
                    )
                    if match is not None:
                        result.append(match)
        return _in_order(result)

    def _fits(self, cue: Cue, place: Found) -> bool:
        """Say whether the sentence has what a cue needs besides, and nothing that rules it out."""
        patterns = self._cues.beside.get(cue)
        if patterns is None:
            return True
        if cue not in self._beside:
            self._beside[cue] = patterns.find(self._scan)
        found, tokens = self._beside[cue], self._scan.account.tokens
        sentence = tokens[place.head].sentence

        def stands(patterns: Iterable[Pattern]) -> bool:
            return any(
                tokens[hit.start].sentence == sentence
                for pattern in patterns
                for hit in found.get(pattern, ())
            )

        amid = not cue.amid or any(pattern in found for pattern in cue.amid)
        return amid and not (cue.needs and not stands(cue.needs)) and not stands(cue.unless)


def _in_order(found: list[Match]) -> list[Match]:
    return sorted(found, key=lambda match: (match.found.start, match.found.end, match.cue.id))


def _weighed(  # noqa: PLR0913
    cue: Cue,
    pattern: Pattern,
    place: Found,
    cues: Cues,
    scan: Scan,
    scopes: Scopes,
    actors: Actors,
) -> Match | None:
    over: frozenset[Scope]
    over, first = scopes.over(scan, pattern, place)
    kept = cues.keeps.get(cue.kind or "", frozenset())
    if over & SILENT - kept - cue.whatever:
        return None
    value = cue.value if cue.reads is None else _figure(scan, cue.reads, place)
    if cue.reads is not None and value is None:
        return None
    negated = "negated" in over - cue.whatever
    status: Status = "happened"
    if "denied" in over:
        status = "denied"
    elif "hearsay" in over or (cue.by != "speaker" and actors.claimed(place)):
        status = "alleged"
    if value == RAISED:
        return (
            None if negated and not cue.flips else Match(cue, place, "raised", RAISED, None, first)
        )
    if negated and status != "denied":
        if cue.path is None or not cue.flips or value not in _OPPOSITE:
            return None
        value = _OPPOSITE[value]
    return Match(cue, place, status, value, actors.of(cue, place), first)


def _figure(scan: Scan, name: str, place: Found) -> Any:  # noqa: ANN401  a fact's value
    """Give the value of the first figure of a class within words found."""
    for start in range(place.start, place.end):
        for end in scan.ends.get(start, {}).get(f"<{name}>", ()):
            value = scan.values.get((name, start, end))
            if end <= place.end and value is not None:
                return value
    return None


def group(
    cues: Cues,
    scan: Scan,
    openers: Sequence[Match],
    facts: Sequence[Match],
    main: int | None,
) -> list[ReadAct]:
    """Group words into acts: one kind by one person is one act, unless the words contradict.

    Args:
        cues: The lists that the words come from.
        scan: The account.
        openers: Words that open acts, in the order of the text.
        facts: Words that may tell facts of them, in the order of the text.
        main: Whom the account is about; what nobody is named for is theirs.
    """
    acts: list[ReadAct] = []
    for match in openers:
        if match.cue.kind is not None:
            who = main if match.who is None or match.cue.by == "main" else match.who
            if match.who is None and match.cue.by == "speaker" and main == REPORTER:
                who = None  # words that somebody said, not necessarily whoever writes
            who = None if _role(match) not in {"", "reporter"} else who
            act = next((a for a in acts if _joins(a, match, who, cues)), None)
            if act is not None:
                act.openers.append(match)
            elif len(acts) < MOST_ACTS:
                acts.append(ReadAct(match.cue.kind, who, [match]))
    places = _Places(scan, acts, cues)
    for match in facts:
        for act in places.nearest(match):
            act.facts.setdefault(match.cue.path or "", []).append(match)
    for act in acts:
        _settle(act, cues)
    return acts


def _joins(act: ReadAct, match: Match, who: int | None, cues: Cues) -> bool:
    """Say whether words tell of an act that others have opened already."""
    if act.kind != match.cue.kind or act.who != who or _role_of(act) != _role(match):
        return False
    ordered = cues.orders.get(act.kind, {})
    told = (fact for opener in act.openers for fact in opener.cue.sets)
    said = {path: value for path, value in told if value != RAISED}
    return all(
        value == RAISED
        or said.get(path, value) == value
        or {said[path], value} <= set(ordered.get(path, ()))  # one grows into the other
        for path, value in match.cue.sets
    )


def _role(match: Match) -> str:
    return match.cue.by if match.cue.by not in BY else ""


def _role_of(act: ReadAct) -> str:
    return _role(act.openers[0])


class _Places:
    """Where acts were opened, to find the nearest one to some words."""

    def __init__(self, scan: Scan, acts: Sequence[ReadAct], cues: Cues) -> None:
        self._tokens = scan.account.tokens
        self._facts = {name: kind.facts for name, kind in cues.vocabulary.kinds.items()}
        self._by_kind: dict[str, list[tuple[ReadAct, list[int]]]] = {}
        for act in acts:
            heads = sorted(opener.found.head for opener in act.openers)
            self._by_kind.setdefault(act.kind, []).append((act, heads))

    def nearest(self, match: Match) -> Iterator[ReadAct]:
        """Give the acts that words tell a fact of: of each kind that has it, the nearest."""
        head = match.found.head
        sentence = self._tokens[head].sentence
        for kind in self._by_kind if match.cue.kind is None else (match.cue.kind,):
            acts = self._by_kind.get(kind, ())
            if match.cue.path not in self._facts[kind]:
                continue
            best: tuple[tuple[int, bool, int], ReadAct] | None = None
            for act, heads in acts:
                other = match.who is not None and match.who != act.who
                if other and match.cue.by == ACTOR and act.who is not None:
                    continue
                at = bisect_left(heads, head)
                for opened in heads[max(0, at - 1) : at + 1]:
                    apart = abs(self._tokens[opened].sentence - sentence)
                    order = (apart, other, abs(opened - head))
                    if apart <= match.cue.near and (best is None or order < best[0]):
                        best = (order, act)
            if best is not None:
                yield best[1]


def _settle(act: ReadAct, cues: Cues) -> None:
    """Weigh what the words say of each fact, and let linked facts agree."""
    specs = cues.vocabulary.kinds[act.kind].facts
    ordered = cues.orders.get(act.kind, {})
    said: dict[str, list[Match]] = {path: list(found) for path, found in act.facts.items()}
    own: dict[str, list[tuple[Any, Match]]] = {}
    for opener in act.openers:
        for path, value in opener.cue.sets:
            own.setdefault(path, []).append((value, opener))
    for path in (p for p in specs if p in said or p in own):
        pairs = [(match.value, match) for match in said.get(path, ())]
        if not any(match.status == "happened" for _, match in pairs) or path in ordered:
            pairs = [*own.get(path, ()), *pairs]
        value, status = _weigh(pairs, ordered.get(path), specs[path])
        if act.status != "happened" and status == "happened":
            value, status = act.status, act.status
        act.told[path] = (value, status, [match for _, match in pairs])
    _agree(act, specs)


def _weigh(
    pairs: Sequence[tuple[Any, Match]], order: Sequence[Any] | None, spec: FactSpec
) -> tuple[Any, Status]:
    """Say what several words about one fact come to."""
    if spec.judgement:
        return RAISED, "raised"
    sure = [value for value, match in pairs if match.status == "happened" and value != RAISED]
    if sure:
        values = list(dict.fromkeys(sure))
        if len(values) == 1:
            return values[0], "happened"
        if order is not None:
            return max(values, key=lambda v: order.index(v) if v in order else -1), "happened"
        if spec.type == "deed" and set(values) <= set(DEED_VALUES):
            return (
                "late" if {"done", "not_done"} <= set(values) or "late" in values else values[0]
            ), "happened"
        if spec.type == "boolean":
            return "disputed", "disputed"
        return values[0], "happened"
    if any(match.status == "alleged" for _, match in pairs):
        return "alleged", "alleged"
    if any(value == RAISED for value, _ in pairs):
        return RAISED, "raised"
    return "disputed", "denied"


def _agree(act: ReadAct, specs: Mapping[str, FactSpec]) -> None:
    """Call disputed what contradicts other facts, so that the incident can be judged."""
    sure = {path: value for path, (value, _, _) in act.told.items() if value not in NOT_KNOWN}
    while True:
        try:
            settle(specs, dict(sure))
        except ContradictionError as error:
            late = _late_instead(sure, specs)
            if late is not None:
                sure[late] = "late"
                act.told[late] = ("late", *act.told[late][1:])
                continue
            path = error.path if error.path in sure else next(iter(sure))
            del sure[path]
            act.told[path] = ("disputed", "disputed", act.told[path][2])
        else:
            return


def _late_instead(sure: Mapping[str, Any], specs: Mapping[str, FactSpec]) -> str | None:
    """Give a deed that fits the rest once it was done late: mere words of doing tell no time."""
    for path, value in sure.items():
        if value == "done" and specs[path].type == "deed":
            try:
                settle(specs, {**sure, path: "late"})
            except ContradictionError:
                continue
            return path
    return None
