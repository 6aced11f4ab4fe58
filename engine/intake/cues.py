"""Cue lists: the words by which an account reveals acts and facts, shared by all policies.

A file under `rules/cues/` speaks of one kind of act, or, under the name `shared`, of facts that
many kinds have. Names and values are checked against the vocabulary when the lists are loaded.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final, Literal, cast

from engine.facts.vocabulary import DEED_GROUPS, DEED_VALUES
from engine.intake.keys import Keys
from engine.intake.lexicon import SCOPES, Lexicon, Scope, read_lexicon, read_patterns
from engine.intake.pattern import PatternSet, row
from engine.load.node import Mapping as MappingNode, Scalar
from engine.load.source import open_source, read_bytes
from engine.load.yaml import read_yaml
from engine.resolve.reader import Reader
from engine.span import Span, shown_path

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from engine.diagnostic import Diagnostic
    from engine.facts.vocabulary import FactSpec, KindSpec, Vocabulary
    from engine.intake.pattern import Element, Pattern
    from engine.intake.samples import Sample
    from engine.intake.vectors import Vectors
    from engine.load.node import Node

By = Literal["subject", "object", "reporter", "main", "other"]
BY: Final = ("subject", "speaker", "object", "reporter", "main", "other")
ACTOR: Final = "actor"
"""Beside a fact: its words tell it only of whoever does what they say, or where nobody is named."""
SHARED: Final = "shared"
RAISED: Final = "raised"
READ: Final = "read"
_LIFTED: Final[frozenset[Scope]] = frozenset(SCOPES) - {"training"}
NEAR: Final = 3
"""Sentences from the act within which words tell a fact of it, unless `near` says otherwise."""

EVERYWHERE: Final = 10_000

_READS: Final = {
    "money": "amount",
    "number": "number",
    "duration": "duration",
    "date": "date",
    "instant": "date",
}


@dataclass(frozen=True, slots=True, eq=False)
class Cue:
    """Words that open an act, or that tell a fact; `id` names the list in messages and evidence."""

    id: str
    kind: str | None
    """The kind of act; None for facts that many kinds share."""
    patterns: tuple[Pattern, ...]
    path: str | None = None
    """The fact that the words tell; None where they open an act."""
    value: Any = None
    reads: str | None = None
    """The class of figure whose value is the fact's."""
    sets: tuple[tuple[str, Any], ...] = ()
    """Facts that the words which open an act tell by themselves."""
    needs: tuple[Pattern, ...] = ()
    unless: tuple[Pattern, ...] = ()
    amid: tuple[Pattern, ...] = ()
    """Words of which the account has to hold some, wherever they stand."""
    by: str = "subject"
    near: int = NEAR
    flips: bool = True
    """Whether words denied tell the opposite, for a fact that has one."""
    whatever: frozenset[Scope] = frozenset()
    """The scopes that change nothing of what the words tell."""
    span: Span = field(default_factory=lambda: Span.whole(""))


@dataclass(frozen=True, slots=True)
class Trial:
    """A sentence of the author's own, with the facts that it must and must not give."""

    kind: str | None
    says: str
    gives: tuple[tuple[str, Any], ...]
    nothing: bool
    without: tuple[str, ...]
    span: Span = field(compare=False)


@dataclass(frozen=True)
class Cues:
    """All cue lists, ready to read with."""

    lexicon: Lexicon
    vocabulary: Vocabulary
    cues: tuple[Cue, ...] = ()
    orders: Mapping[str, Mapping[str, tuple[Any, ...]]] = field(default_factory=dict)
    """For a kind, facts whose values follow one another: the last one told counts."""
    keeps: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """For a kind, the scopes that do not silence it."""
    trials: tuple[Trial, ...] = ()
    samples: tuple[Sample, ...] = ()
    vectors: Vectors | None = None
    """A sentence model that likeness is told by too; none by default."""

    @cached_property
    def named(self) -> tuple[tuple[PatternSet, Mapping[Pattern, tuple[str, ...]]], ...]:
        """The patterns of phrases that others name, with those names, each after what it names.

        First phrases that are spelt out (`close-up`), then classes of words, then classes that name
        other classes.
        """
        spelt = {phrase for element in self._elements for phrase in element.spelt}
        phrases = {row(phrase): (" ".join(phrase),) for phrase in sorted(spelt)}
        plain: dict[Pattern, tuple[str, ...]] = {}
        built: dict[Pattern, tuple[str, ...]] = {}
        for word_class in self.lexicon.classes.values():
            for pattern in word_class.patterns:
                into = built if any(element.classes for element in pattern.elements) else plain
                into[pattern] = (*into.get(pattern, ()), word_class.name)
        return tuple((PatternSet(names), names) for names in (phrases, plain, built))

    @cached_property
    def describing(self) -> tuple[PatternSet, Mapping[Pattern, tuple[str, ...]]]:
        """The patterns that tell what somebody is, with the classes that they tell."""
        found: dict[Pattern, tuple[str, ...]] = {}
        for word_class in self.lexicon.classes.values():
            for pattern in word_class.describes:
                found[pattern] = (*found.get(pattern, ()), word_class.name)
        return PatternSet(found), found

    @cached_property
    def openers(self) -> Mapping[Pattern, tuple[Cue, ...]]:
        """The cues that open an act, by their patterns."""
        return _by_pattern(cue for cue in self.cues if cue.path is None)

    @cached_property
    def opening(self) -> PatternSet:
        """The patterns that are looked for in every account, beside those of classes."""
        scopes = (pattern for rule in self.lexicon.scopes for pattern in rule.patterns)
        stops = (pattern for stop in self.lexicon.stops for pattern in stop.patterns)
        return PatternSet([*self.openers, *scopes, *stops])

    @cached_property
    def tellers(self) -> Mapping[str | None, Mapping[Pattern, tuple[Cue, ...]]]:
        """For each kind of act, the cues that tell its facts, by their patterns.

        Under None those of facts that kinds share.
        """
        kinds = {cue.kind for cue in self.cues if cue.path is not None}
        return {
            kind: _by_pattern(c for c in self.cues if c.path is not None and c.kind == kind)
            for kind in kinds
        }

    @cached_property
    def telling(self) -> Mapping[str | None, PatternSet]:
        """The patterns of those cues; they are looked for only once an act of the kind is open."""
        return {kind: PatternSet(tellers) for kind, tellers in self.tellers.items()}

    @cached_property
    def beside(self) -> Mapping[Cue, PatternSet]:
        """What cues need or rule out beside themselves; looked for only where one is found."""
        conditions = {cue: (*cue.needs, *cue.unless, *cue.amid) for cue in self.cues}
        return {cue: PatternSet(patterns) for cue, patterns in conditions.items() if patterns}

    @cached_property
    def keys(self) -> Keys:
        """What words are looked up by."""
        marks = {word for element in self._elements for word in element.words}
        marks.update(word for e in self._elements for phrase in e.spelt for word in phrase)
        return Keys(frozenset(marks), self.lexicon.same)

    @cached_property
    def _elements(self) -> frozenset[Element]:
        """The elements of all patterns that there are."""
        patterns = [*self.opening.patterns]
        for word_class in self.lexicon.classes.values():
            patterns += (*word_class.patterns, *word_class.describes)
        for cue in self.cues:
            patterns += (*cue.patterns, *cue.needs, *cue.unless, *cue.amid)
        return frozenset(element for pattern in patterns for element in pattern.elements)


def read_cues(folder: Path, vocabulary: Vocabulary) -> tuple[Cues, list[Diagnostic]]:
    """Read every cue list of a folder.

    Returns:
        The lists as far as they can be read, and every mistake in them.
    """
    reader = Reader()
    trees: dict[str, Node | None] = {}
    lines: dict[str, list[str]] = {}
    for path in sorted(folder.glob("*.yaml")):
        shown = shown_path(path)
        data, unreadable = read_bytes(path)
        reader.diagnostics += unreadable
        if data is None:
            continue
        trees[path.stem], mistakes = read_yaml(data, shown)
        reader.diagnostics += mistakes
        lines[shown] = open_source(data, shown).lines
    lexicon = read_lexicon(
        reader, trees.pop("lexicon", None), trees.pop("scopes", None), vocabulary
    )
    lists = _Lists(reader, lexicon, vocabulary)
    for name, tree in trees.items():
        lists.read(name, tree)
    found = [_with_line(diagnostic, lines) for diagnostic in reader.diagnostics]
    return lists.cues(), found


def _with_line(diagnostic: Diagnostic, lines: Mapping[str, list[str]]) -> Diagnostic:
    from dataclasses import replace  # noqa: PLC0415

    at = lines.get(diagnostic.span.file, [])
    number = diagnostic.span.line
    if diagnostic.source_line is not None or not 0 < number <= len(at):
        return diagnostic
    return replace(diagnostic, source_line=at[number - 1])


class _Lists:
    """Reads files one by one and gathers what they say."""

    def __init__(self, reader: Reader, lexicon: Lexicon, vocabulary: Vocabulary) -> None:
        self._reader = reader
        self._lexicon = lexicon
        self._classes = lexicon.class_names
        self._vocabulary = vocabulary
        self._cues: list[Cue] = []
        self._orders: dict[str, dict[str, tuple[Any, ...]]] = {}
        self._keeps: dict[str, frozenset[str]] = {}
        self._trials: list[Trial] = []
        self._seen: dict[tuple[object, ...], str] = {}

    def cues(self) -> Cues:
        return Cues(
            self._lexicon,
            self._vocabulary,
            tuple(self._cues),
            self._orders,
            self._keeps,
            tuple(self._trials),
        )

    def read(self, name: str, root: Node | None) -> None:
        """Read one file: one list, or several under `lists`."""
        if isinstance(root, MappingNode) and "lists" in root.keys:
            given = self._reader.fields(root, ("lists",), (), "the file")
            for item in self._reader.items(given.get("lists"), "`lists`"):
                self._list(name, item)
        elif root is not None:
            self._list(name, root)

    def _list(self, name: str, root: Node) -> None:
        reader = self._reader
        given = reader.fields(
            root, ("cues",), ("opens", "facts", "order", "keeps", "try"), "a cue list"
        )
        kinds = (*self._vocabulary.kinds, SHARED)
        word = reader.name(given.get("cues"), kinds, "kind of act", "unknown-act")
        if not word:
            return
        kind = None if word == SHARED else word
        spec = self._vocabulary.kinds.get(word)
        facts = _facts(self._vocabulary, spec)
        if kind is None and "opens" in given:
            reader.error(
                "no-kind",
                given["opens"].span,
                "shared facts open no act",
                "only a list of one kind of act opens any",
                "it would not be known which kind of act the words tell of",
                "move it to the list of its kind",
            )
        for place, item in enumerate(reader.items(given.get("opens"), "`opens`"), 1):
            if kind is not None:
                self._opener(f"{name}/{kind}/opens/{place}", kind, facts, item)
        mapping = reader.mapping(given.get("facts"), "`facts`")
        for key, value in mapping.entries if mapping is not None else ():
            self._fact(f"{name}/{word}", kind, facts, key, value)
        if kind is not None:
            self._order(kind, facts, given.get("order"))
            keeps = reader.names(given.get("keeps"), SCOPES, "scope", "unknown-scope")
            if keeps:
                self._keeps[kind] = frozenset(keeps)
        for item in reader.items(given.get("try"), "`try`"):
            self._trial(kind, facts, item)

    def _opener(self, id_: str, kind: str, facts: Mapping[str, FactSpec], node: Node) -> None:
        reader = self._reader
        if isinstance(node, Scalar):
            self._add(Cue(id_, kind, self._patterns(node), span=node.span))
            return
        given = reader.fields(
            node, ("says",), ("sets", "with", "unless", "amid", "by", "whatever"), "an opening"
        )
        sets = self._values(given.get("sets"), facts, "sets")
        self._add(
            Cue(
                id_,
                kind,
                self._patterns(given.get("says")),
                sets=sets,
                needs=self._patterns(given.get("with")),
                unless=self._patterns(given.get("unless")),
                amid=self._patterns(given.get("amid")),
                by=self._by(given.get("by")),
                whatever=self._whatever(given.get("whatever")),
                span=node.span,
            )
        )

    def _whatever(self, node: Node | None) -> frozenset[Scope]:
        if not isinstance(node, Scalar) or node.text in SCOPES:
            names = self._reader.names(node, SCOPES, "scope", "unknown-scope")
            return frozenset(cast("tuple[Scope, ...]", names))
        return _LIFTED if self._reader.flag(node, "`whatever`") else frozenset()

    def _by(self, node: Node | None) -> str:
        roles = (*self._vocabulary.roles, *self._vocabulary.role_groups)
        return self._reader.name(node, (*BY, *roles), "actor", "unknown-role") or "subject"

    def _fact(
        self,
        id_: str,
        kind: str | None,
        facts: Mapping[str, FactSpec],
        key: Scalar,
        node: Node,
    ) -> None:
        spec = self._spec(key.text, facts, key.span)
        mapping = self._reader.mapping(node, f"the cues of `{key.text}`")
        if spec is None or mapping is None:
            return
        for word, value in mapping.entries:
            known = self._value(word, spec)
            if known is None:
                continue
            items = (value,) if isinstance(value, Scalar) else self._reader.items(value, "cues")
            plain = [item for item in items if isinstance(item, Scalar)]
            name = f"{id_}/{key.text}/{word.text}"
            self._tell(name, kind, spec, known, plain, {})
            for item in items:
                if isinstance(item, MappingNode):
                    given = self._reader.fields(
                        item,
                        ("says",),
                        ("with", "unless", "amid", "near", "flips", "by", "whatever"),
                        "a cue",
                    )
                    says = given.get("says")
                    if says is not None:
                        self._tell(name, kind, spec, known, [says], given)

    def _tell(  # noqa: PLR0913
        self,
        id_: str,
        kind: str | None,
        spec: FactSpec,
        value: Any,  # noqa: ANN401
        says: list[Node] | list[Scalar],
        given: Mapping[str, Node],
    ) -> None:
        patterns = tuple(p for node in says for p in self._patterns(node))
        if not patterns:
            return
        reader = self._reader
        reads = _READS.get(spec.type) if value == READ else None
        if reads is not None:
            for pattern in patterns:
                if not any(reads in element.classes for element in pattern.elements):
                    reader.error(
                        "bad-pattern",
                        says[0].span,
                        f"the pattern `{pattern.source}` reads no value",
                        f"`<{reads}>` is missing",
                        f"`{spec.path}` takes its value from the words of that class",
                        f"write `<{reads}>` where the value stands",
                    )
        self._add(
            Cue(
                id_,
                kind,
                patterns,
                spec.path,
                value,
                reads,
                needs=self._patterns(given.get("with")),
                unless=self._patterns(given.get("unless")),
                amid=self._patterns(given.get("amid")),
                by=reader.name(given.get("by"), (ACTOR,), "actor", "unknown-role"),
                near=self._near(given.get("near"), spec),
                flips=reader.flag(given["flips"], "`flips`") if "flips" in given else True,
                whatever=self._whatever(given.get("whatever")),
                span=says[0].span,
            )
        )

    def _near(self, node: Node | None, spec: FactSpec) -> int:
        if node is None:
            told = spec.path.startswith("told.") or spec.path == "recorded"
            return EVERYWHERE if told else NEAR
        if isinstance(node, Scalar) and node.text == "account":
            return EVERYWHERE
        if isinstance(node, Scalar) and node.text == "sentence":
            return 0
        found = self._reader.whole(node, "`near`")
        return NEAR if found is None else max(0, found)

    def _add(self, cue: Cue) -> None:
        for pattern in cue.patterns:
            same = (
                cue.kind,
                cue.path,
                cue.value,
                pattern.key,
                _keys(cue.needs),
                _keys(cue.unless),
                _keys(cue.amid),
            )
            if same in self._seen:
                self._reader.error(
                    "twice",
                    cue.span,
                    f"the pattern `{pattern.source}` stands twice",
                    f"already in {self._seen[same]}",
                    "the second one adds nothing",
                    "leave one of them out",
                )
            self._seen.setdefault(same, cue.id)
        if cue.patterns:
            self._cues.append(cue)

    def _order(self, kind: str, facts: Mapping[str, FactSpec], node: Node | None) -> None:
        mapping = self._reader.mapping(node, "`order`")
        for key, value in mapping.entries if mapping is not None else ():
            spec = self._spec(key.text, facts, key.span)
            if spec is not None:
                values = self._reader.names(
                    value, (*spec.values, *spec.groups), "value", "unknown-value"
                )
                self._orders.setdefault(kind, {})[spec.path] = values

    def _trial(self, kind: str | None, facts: Mapping[str, FactSpec], node: Node) -> None:
        reader = self._reader
        given = reader.fields(node, ("says",), ("gives", "not"), "a trial")
        says = reader.text(given.get("says"), "`says`")
        gives = given.get("gives")
        nothing = isinstance(gives, Scalar) and gives.text == "nothing"
        values = () if nothing else self._values(gives, facts, "gives")
        without = reader.names(given.get("not"), facts, "fact", "unknown-fact")
        if not nothing and not values and not without and gives is None:
            reader.error(
                "missing-key",
                node.span,
                "the trial proves nothing",
                "neither `gives` nor `not` stands here",
                "a sentence without an expectation passes whatever is read",
                "add `gives: {fact: value}`, `gives: nothing` or `not: [fact]`",
            )
        if says:
            self._trials.append(Trial(kind, says, values, nothing, without, node.span))

    # --- values ---

    def _patterns(self, node: Node | None) -> tuple[Pattern, ...]:
        return read_patterns(self._reader, node, self._classes, "the word patterns")

    def _spec(self, path: str, facts: Mapping[str, FactSpec], span: Span) -> FactSpec | None:
        spec = facts.get(path)
        if spec is None:
            self._reader.unknown(
                "unknown-fact",
                span,
                path,
                facts,
                f"no fact `{path}`",
                "a cue can only tell a fact that this kind of act has",
            )
        return spec

    def _values(
        self, node: Node | None, facts: Mapping[str, FactSpec], what: str
    ) -> tuple[tuple[str, Any], ...]:
        mapping = self._reader.mapping(node, f"`{what}`")
        found = []
        for key, value in mapping.entries if mapping is not None else ():
            spec = self._spec(key.text, facts, key.span)
            if spec is not None:
                known = (
                    self._value(value, spec, given=what == "gives")
                    if isinstance(value, Scalar)
                    else None
                )
                if known is not None:
                    found.append((spec.path, known))
        return tuple(found)

    def _value(self, node: Scalar, spec: FactSpec, *, given: bool = False) -> Any:  # noqa: ANN401
        """Read a value that words give to a fact; None where it is a mistake."""
        allowed: list[Any]
        if node.text == RAISED:
            return RAISED
        if spec.judgement:
            allowed = [RAISED]
        elif spec.type in _READS:
            if given:
                return node.value if node.value is not None else node.text
            allowed = [READ]
        elif spec.type == "boolean":
            if node.value in (True, False) and isinstance(node.value, bool):
                return node.value
            if node.text in ("yes", "no"):
                return node.text == "yes"
            allowed = ["yes", "no"]
        elif spec.type == "deed":
            allowed = [*DEED_VALUES, *DEED_GROUPS]
        else:
            allowed = [*spec.values, *spec.groups]
        if given:
            allowed += ["alleged", "disputed"]
        if node.text in allowed:
            return node.text
        why = (
            "words only raise a judgement; a person makes it"
            if spec.judgement
            else "a value that the fact cannot have would never be read"
        )
        self._reader.unknown(
            "unknown-value",
            node.span,
            node.text,
            [str(word) for word in allowed],
            f"words cannot give `{spec.path}` the value `{node.text}`",
            why,
        )
        return None


def _facts(vocabulary: Vocabulary, kind: KindSpec | None) -> Mapping[str, FactSpec]:
    if kind is not None:
        return kind.facts
    return {path: spec for k in vocabulary.kinds.values() for path, spec in k.facts.items()}


def _by_pattern(cues: Iterable[Cue]) -> Mapping[Pattern, tuple[Cue, ...]]:
    found: dict[Pattern, list[Cue]] = {}
    for cue in cues:
        for pattern in cue.patterns:
            found.setdefault(pattern, []).append(cue)
    return {pattern: tuple(cues) for pattern, cues in found.items()}


def _keys(patterns: Iterable[Pattern]) -> tuple[object, ...]:
    return tuple(pattern.key for pattern in patterns)
