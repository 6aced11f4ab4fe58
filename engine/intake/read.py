"""An account in, a draft incident out."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any, Final, Protocol

from engine.facts.people import ROLE_GROUPS, ROLES
from engine.intake.acts import Finder, Match, ReadAct, group
from engine.intake.bring_up import Openings, bring_up
from engine.intake.draft import Draft, Evidence, Quote, in_words
from engine.intake.figures import figures
from engine.intake.likeness import Likeness
from engine.intake.pattern import Hit, Scan
from engine.intake.people import People
from engine.intake.somebody import REPORTER
from engine.intake.suggest import suggest
from engine.intake.text import read_text
from engine.resolve.escalation import event_kinds

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from engine.intake.cues import Cues
    from engine.intake.somebody import Somebody
    from engine.intake.text import Account
    from engine.syntax.typed import Policy

BODIES: Final = frozenset({"organisation", "school", "trust", "principal"})
"""Roles of bodies, and of whoever speaks for one; nobody acts in them unless words say so."""

FELLOWS: Final = frozenset({"staff", "forum_people", "partner"})
"""Usual roles of those whom a policy binds, where whoever writes is mostly one of them too."""

PASSAGE: Final = 1_000
"""Characters of an account that a sentence model is given at once; it reads some 200 words."""

_SAME_PEOPLE: Final = "reporter"
_TOLD_OF_IT: Final = frozenset({"manager", "director", "lead", "named_link_person"})
"""Classes of people whom an account mostly names since they were told."""
_IS: Final = frozenset({"be", "have"})
_WITH_IS: Final = frozenset(
    ["it", "that", "there", "he", "she", "who", "what", "where", "here", "how", "nobody", "this"]
)
"""Words after which `'s` is `is` or `has`; after a name it mostly tells whose something is."""


class _Compiled(Protocol):
    @property
    def policy(self) -> Policy: ...


class Rules(Protocol):
    """The policies, as far as reading an account needs them."""

    @property
    def policies(self) -> Mapping[str, _Compiled]: ...


def read_account(  # noqa: PLR0913  what the page and the service ask with
    ruleset: Rules,
    cues: Cues,
    text: str,
    policy_id: str,
    role: str | None = None,
    occurred_on: date | None = None,
) -> Draft:
    """Read an account into a draft incident, each part with the words that support it.

    Nothing is judged, and nothing that the account leaves unsaid is filled in. Acts of kinds that
    the policy does not speak of are left out.

    Args:
        ruleset: The policies.
        cues: The cue lists.
        text: The account.
        policy_id: The policy under which it will be judged; it tells roles apart.
        role: The role of whoever the account is about, where it is known.
        occurred_on: The day on which it happened, or was reported; relative days count from it.

    Raises:
        KeyError: No such policy is loaded.
        VectorError: A sentence model is switched on and gives no proper vectors.
    """
    policy = ruleset.policies[policy_id].policy
    read = _Read(cues, text, policy.binds, occurred_on)
    likeness, openings, spoken_of = _known(policy, cues)
    read.acts = [act for act in read.acts if act.kind in spoken_of]
    words = read.words()
    likes = likeness.rank(words, () if cues.vectors is None else read.passages())
    main = None if read.main is not None and read.roles.hands(read.main) else read.main
    brought_up = bring_up(
        words, likeness, openings, likes, read.acts, main, read.roles.usual, read.roles.outside
    )
    draft = _Written(read, role, occurred_on)
    incident = draft.incident(read.acts)
    evidence = tuple(draft.evidence)
    return Draft(
        incident,
        evidence,
        _unread(read, evidence),
        suggest(likes, brought_up),
    )


def _spoken_of(policy: Policy) -> frozenset[str]:
    """Give the kinds of acts that a policy has a clause about, or that start one of its paths."""
    kinds = {kind for clause in policy.clauses for kind in clause.kinds}
    for trigger in (*(path.on for path in policy.paths), *(d.when for d in policy.derivations)):
        kinds.update(event_kinds(trigger) if trigger is not None else ())
    return frozenset(kinds)


MOST_HELD: Final = 32
_Known = tuple[Likeness, Openings, frozenset[str]]
_held: dict[str, tuple[Cues, _Known]] = {}


def _known(policy: Policy, cues: Cues) -> _Known:
    """Give what is known of a policy, made when it is first asked for."""
    held = _held.get(policy.digest)
    if held is None or held[0] is not cues:
        known = Likeness(policy, cues), Openings(policy, cues.vocabulary), _spoken_of(policy)
        held = cues, known
        if len(_held) >= MOST_HELD:
            _held.clear()
        _held[policy.digest] = held
    return held[1]


def acts_in(cues: Cues, text: str) -> list[ReadAct]:
    """Read the acts that a text tells of, whatever policy may bind those who act."""
    return _Read(cues, text, frozenset(ROLES), None).acts


class _Read:
    """An account with everything that was found in it."""

    def __init__(
        self,
        cues: Cues,
        text: str,
        binds: frozenset[str],
        today: date | None,
    ) -> None:
        self.cues = cues
        self.account = read_text(text)
        self.scan = scan_of(cues, self.account, today)
        self.people = People(self.scan, cues.lexicon, cues.describing, cues.keys)
        finder = Finder(cues, self.scan, self.people)
        self.scopes = finder.scopes
        openers = finder.openers()
        self.roles = _Roles(binds, cues, self.people)
        self.main = _main(openers, self.roles, self.people)
        self.acts = group(cues, self.scan, openers, finder.facts(openers), self.main)

    def words(self) -> dict[str, int]:
        """Give the words of what happened, each with its first place: no exercise, no rule."""
        found: dict[str, int] = {}
        for number, (low, high) in enumerate(self.account.sentences):
            if not self.scopes.silenced(number):
                for place in range(low, high):
                    found.setdefault(self.account.tokens[place].word, place)
        return found

    def passages(self) -> list[str]:
        """Give the sentences of which `words` gives the words, in pieces for a sentence model."""
        found: list[str] = []
        account = self.account
        for number, (low, high) in enumerate(account.sentences):
            if low == high or self.scopes.silenced(number):
                continue
            end = account.tokens[high].start if high < len(account.tokens) else len(account.text)
            sentence = account.text[account.tokens[low].start : end].strip()
            if found and len(found[-1]) + len(sentence) < PASSAGE:
                found[-1] += f" {sentence}"
            else:
                found.append(sentence)
        return found


def scan_of(cues: Cues, account: Account, today: date | None) -> Scan:
    """Make an account ready for patterns: keys of each word, figures and phrases of classes."""
    known = {word: cues.keys.of(word) for word in {token.word for token in account.tokens}}
    keys = [known[token.word] for token in account.tokens]
    for at, token in enumerate(account.tokens):
        if token.word == "'s" and at and account.tokens[at - 1].word in _WITH_IS:
            keys[at] |= _IS
    scan = Scan(account, keys)
    for name, hit in figures(account.tokens, today):
        scan.note(name, hit)
    for patterns, names in cues.named:
        for pattern, places in patterns.find(scan).items():
            for name in names[pattern]:
                for place in places:
                    scan.note(name, Hit(place.start, place.end))
    for word_class in cues.lexicon.classes.values():
        for other in word_class.includes:
            for hit in scan.hits(other):
                scan.note(word_class.name, Hit(hit.start, hit.end))
    return scan


class _Roles:
    """What role each person of an account has towards the policy, as far as words tell."""

    def __init__(self, binds: frozenset[str], cues: Cues, people: People) -> None:
        self._binds = binds
        self._cues = cues
        self._people = people
        self.usual = usual_role(binds)

    def of(self, who: int) -> tuple[list[str], bool]:
        """Give somebody's roles, and whether the words tell them; none where nothing tells."""
        told: list[str] = []
        for name in sorted(self._people.somebody[who].classes):
            word_class = self._cues.lexicon.classes.get(name)
            if word_class is None or not word_class.roles:
                continue
            told.append(next((r for r in word_class.roles if self._bound(r)), word_class.roles[0]))
        told = list(dict.fromkeys(told))
        bound = [role for role in told if self._bound(role)]
        roles = bound or told
        single = [role for role in roles if role not in ROLE_GROUPS]
        covered = [r for r in roles if r in ROLE_GROUPS and set(ROLE_GROUPS[r]) & set(single)]
        return [role for role in roles if role not in covered], bool(roles)

    def outside(self, who: int) -> bool:
        """Say whether words tell that the policy does not bind somebody."""
        roles, told = self.of(who)
        return told and not any(self._bound(role) for role in roles)

    def hands(self, who: int) -> bool:
        """Say whether somebody only acts for a school, where others are whom accounts are about."""
        roles, told = self.of(who)
        hands = BODIES | {"school_staff"}
        return told and self.usual not in {None, *FELLOWS} and hands.issuperset(roles)

    def _bound(self, role: str) -> bool:
        leaves = ROLE_GROUPS.get(role, (role,))
        return any(leaf in self._binds for leaf in leaves)


def usual_role(binds: frozenset[str]) -> str | None:
    """Give the role that people of this policy usually have: its largest group, or first role.

    Where a school is bound beside others, its staff are no more than its hands.
    """
    whole = [name for name, leaves in ROLE_GROUPS.items() if set(leaves) <= binds]
    if whole:
        return max(whole, key=lambda name: len(ROLE_GROUPS[name]))
    others = binds - BODIES - {"school_staff"}
    return next((role for role in ROLES if role in others), None)


def _main(words: Sequence[Match], roles: _Roles, people: People) -> int | None:
    """Say whom the account is about: whoever does most of what it tells, and is bound."""
    counts = Counter(
        match.who
        for match in words
        if match.cue.path is None
        and match.who is not None
        and match.cue.by in {"subject", "speaker", "object", "other"}
    )
    named = Counter(m.who for m in people.mentions if m.subject)
    able = [who for who in {*counts, *named} if not roles.outside(who)]

    def weight(who: int) -> tuple[bool, float, int, int, int]:
        person = people.somebody[who]
        told = roles.of(who)[1] and person.classes.isdisjoint(_TOLD_OF_IT)
        points = 2 * counts[who] + named[who] / 2 + 2 * told + bool(person.names)
        return not person.many, points, counts[who], named[who], -who

    others = [who for who in able if who != REPORTER]
    chosen = max(others, key=weight, default=None)
    if REPORTER in able and (chosen is None or (counts[REPORTER] and not counts[chosen])):
        return REPORTER
    return chosen


class _Written:
    """Writes the incident, and the evidence beside it."""

    def __init__(self, read: _Read, role: str | None, today: date | None) -> None:
        self._account = read.account
        self._scan = read.scan
        self._cues = read.cues
        self._people = read.people
        self._roles = read.roles
        self._main = read.main
        self._role = role
        self._today = today
        self.evidence: list[Evidence] = []
        self._refs: dict[tuple[int | None, str], str] = {}
        self._persons: list[dict[str, Any]] = []

    def incident(self, acts: Sequence[ReadAct]) -> dict[str, Any]:
        """Give the incident as plain JSON."""
        written = [self._act(place, act) for place, act in enumerate(acts)]
        incident: dict[str, Any] = {}
        if self._today is not None:
            incident["on"] = self._today.isoformat()
        incident["people"] = self._persons
        incident["acts"] = written
        for act in written:
            circumstances = act.pop("circumstances", None)
            if circumstances:
                incident.setdefault("circumstances", {}).update(circumstances)
        return incident

    def _act(self, place: int, act: ReadAct) -> dict[str, Any]:
        pointer = f"/acts/{place}"
        about = self._cues.vocabulary.kinds[act.kind]
        given: dict[str, Any] = {"id": f"a{place + 1}", "kind": act.kind}
        self.evidence.append(
            Evidence(
                f"{pointer}/kind",
                "kind",
                act.kind,
                act.status,
                act.openers[0].cue.id,
                about.about,
                self._quotes(act.openers),
            )
        )
        given["by"] = self._by(act)
        on = self._on(act)
        if on is not None:
            given["on"] = on
        for path, (value, status, found) in act.told.items():
            spec = about.facts[path]
            steps = path.split(".")
            into = given
            for step in steps[:-1]:
                into = into.setdefault(step, {})
            into[steps[-1]] = value
            at = (
                f"/{path.replace('.', '/')}"
                if steps[0] == "circumstances"
                else f"{pointer}/{'/'.join(steps)}"
            )
            self.evidence.append(
                Evidence(
                    at,
                    path,
                    value,
                    status,
                    found[0].cue.id,
                    in_words(spec, value),
                    self._quotes(found),
                )
            )
        return given

    def _by(self, act: ReadAct) -> str:
        """Give the reference of whoever acted, listed among the people when first needed."""
        by = act.openers[0].cue.by
        role = by if by in ROLES or by in ROLE_GROUPS else ""
        who = None if role else act.who
        key = (who, role)
        if key in self._refs:
            return self._refs[key]
        number = sum(1 for ref in self._refs.values() if ref != _SAME_PEOPLE) + 1
        ref = _SAME_PEOPLE if who == REPORTER else role if role in BODIES else f"person{number}"
        self._refs[key] = ref
        place = len(self._persons)
        person: dict[str, Any] = {"ref": ref}
        self._persons.append(person)
        roles, told = self._standing(who, role)
        if roles is not None:
            person["roles"] = roles
        if told and who is not None:
            self._tell_roles(place, who, roles or [])
        return ref

    def _standing(self, who: int | None, role: str) -> tuple[list[str] | None, bool]:
        if role:
            return [role], False
        if who == self._main and self._role is not None:
            return [self._role], False
        roles, told = self._roles.of(who) if who is not None else ([], False)
        if told:
            return roles, True
        if who == REPORTER and who != self._main and self._roles.usual not in FELLOWS:
            return [], False
        if who is not None and self._people.is_stranger(who):
            return None, False
        return ([self._roles.usual] if self._roles.usual else None), False

    def _tell_roles(self, place: int, who: int, roles: list[str]) -> None:
        person: Somebody = self._people.somebody[who]
        if person.told_at is None:
            return
        start, end, words = self._account.quote(*person.told_at)
        self.evidence.append(
            Evidence(
                f"/people/{place}/roles",
                "roles",
                roles,
                "happened",
                "lexicon",
                "the person is " + " and ".join(ROLES.get(r, r.replace("_", " ")) for r in roles),
                (Quote(start, end, words),),
            )
        )

    def _on(self, act: ReadAct) -> str | None:
        """Give the day of an act, where its sentence names one."""
        tokens = self._account.tokens
        for opener in act.openers:
            sentence = tokens[opener.found.head].sentence
            for hit in self._scan.hits("date"):
                if tokens[hit.start].sentence == sentence and isinstance(hit.value, str):
                    return hit.value
        return None

    def _quotes(self, found: Iterable[Match]) -> tuple[Quote, ...]:
        """Give the words of cues; those that lie within others are left out."""
        places = {(min(m.first, m.found.start), m.found.end) for m in found}
        kept: list[tuple[int, int]] = []
        for first, last in sorted(places, key=lambda place: (place[0], -place[1])):
            if not kept or last > kept[-1][1]:
                kept.append((first, last))
        return tuple(Quote(*self._account.quote(first, last)) for first, last in kept)


def _unread(read: _Read, evidence: Sequence[Evidence]) -> tuple[Quote, ...]:
    """Give the sentences that look like conduct and gave no fact."""
    account = read.account
    used = {(quote.start, quote.end) for item in evidence for quote in item.quotes}
    about = {account.tokens[m.start].sentence for m in read.people.mentions}
    about &= {account.tokens[hit.start].sentence for hit in read.scan.hits("conduct")}
    found = []
    for number in sorted(about):
        start, end, words = account.quote(*account.sentences[number])
        if any(start < last and first < end for first, last in used):
            continue
        if not read.scopes.silenced(number):
            found.append(Quote(start, end, words))
    return tuple(found)
