"""The words that all cue lists share: classes of phrases, other words for a word, names, scopes."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, Literal, cast

from engine.intake.figures import CLASSES as FIGURES
from engine.intake.pattern import Pattern, PatternError, parse

if TYPE_CHECKING:
    from collections.abc import Mapping

    from engine.facts.vocabulary import Vocabulary
    from engine.load.node import Node
    from engine.resolve.reader import Reader

Scope = Literal[
    "negated", "hypothetical", "norm", "denied", "hearsay", "past", "future", "training"
]
SCOPES: Final[tuple[Scope, ...]] = (
    "negated", "hypothetical", "norm", "denied", "hearsay", "past", "future", "training",
)  # fmt: skip
Reach = Literal["after", "before", "sentence", "opening", "account"]
REACHES: Final[tuple[Reach, ...]] = ("after", "before", "sentence", "opening", "account")
BUILT_IN: Final = (*FIGURES, "person", "name", "reporter")
"""Classes that are found by rule."""

_WHO: Final = frozenset({"person", "name"})
FARTHEST: Final = 40
"""Most words that a scope may reach over."""


@dataclass(frozen=True, slots=True)
class WordClass:
    """Phrases that mean one thing; of people, also the roles that they name."""

    name: str
    patterns: tuple[Pattern, ...]
    includes: tuple[str, ...] = ()
    person: bool = False
    roles: tuple[str, ...] = ()
    describes: tuple[Pattern, ...] = ()
    """They begin or end with `<person>` or `<name>`: whoever stands there is one."""


@dataclass(frozen=True, slots=True)
class ScopeRule:
    """Words that change what the words around them tell."""

    scope: Scope
    reach: Reach
    within: int
    at_start: bool
    patterns: tuple[Pattern, ...]


@dataclass(frozen=True, slots=True)
class StopRule:
    """Words that end the reach of others."""

    ends: frozenset[Scope]
    patterns: tuple[Pattern, ...]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Everything that cue lists share."""

    classes: Mapping[str, WordClass] = field(default_factory=dict)
    same: Mapping[str, str] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)
    gendered: Mapping[str, str] = field(default_factory=dict)
    not_names: frozenset[str] = frozenset()
    verbs: frozenset[str] = frozenset()
    plain: frozenset[str] = frozenset()
    scopes: tuple[ScopeRule, ...] = ()
    stops: tuple[StopRule, ...] = ()

    @property
    def class_names(self) -> frozenset[str]:
        """Every class that a pattern may name."""
        return frozenset((*self.classes, *BUILT_IN))

    def is_person(self, name: str) -> bool:
        """Say whether a class is one of people."""
        return name in self.classes and self.classes[name].person


def read_lexicon(
    reader: Reader, words: Node | None, scopes: Node | None, vocabulary: Vocabulary
) -> Lexicon:
    """Read lexicon.yaml and scopes.yaml; mistakes are noted in `reader`."""
    what = "the lexicon"
    fields = reader.fields(
        words, ("classes",), ("same", "not_names", "names", "people", "verbs", "plain"), what
    )
    classes = _classes(reader, fields.get("classes"), vocabulary)
    names = frozenset((*classes, *BUILT_IN))
    rules, stops = _scopes(reader, scopes, names)
    return Lexicon(
        classes,
        _same(reader, fields.get("same")),
        _by_gender(reader, fields.get("names"), "given names"),
        _by_gender(reader, fields.get("people"), "people"),
        frozenset(_words(reader, fields.get("not_names"), "words that are no names")),
        frozenset(_words(reader, fields.get("verbs"), "verbs")),
        frozenset(_words(reader, fields.get("plain"), "words that say nothing")),
        rules,
        stops,
    )


def _classes(reader: Reader, node: Node | None, vocabulary: Vocabulary) -> dict[str, WordClass]:
    mapping = reader.mapping(node, "the classes")
    if mapping is None:
        return {}
    known = (*mapping.keys, *BUILT_IN)
    names = frozenset(known)
    roles = (*vocabulary.roles, *vocabulary.role_groups)
    found = {}
    for key, value in mapping.entries:
        what = f"the class `{key.text}`"
        given = reader.fields(value, ("says",), ("person", "roles", "includes", "describes"), what)
        found[key.text] = WordClass(
            key.text,
            read_patterns(reader, given.get("says"), names, what),
            reader.names(given.get("includes"), known, "class", "unknown-class"),
            reader.flag(given.get("person"), "`person`"),
            reader.names(given.get("roles"), roles, "role", "unknown-role"),
            _describing(reader, given.get("describes"), names),
        )
    return found


def _describing(reader: Reader, node: Node | None, classes: frozenset[str]) -> tuple[Pattern, ...]:
    patterns = read_patterns(reader, node, classes, "`describes`")
    for pattern in patterns:
        if node is not None and not any(describes(pattern)):
            reader.error(
                "bad-pattern",
                node.span,
                f"the pattern `{pattern.source}` describes nobody",
                "it neither begins nor ends with `<person>` or `<name>`",
                "whoever stands at its beginning or end is said to be of the class",
                "write `<person>` there",
            )
    return patterns


def describes(pattern: Pattern) -> tuple[bool, bool]:
    """Say whether a pattern begins, and whether it ends, with whom it describes."""
    first, last = (not _WHO.isdisjoint(pattern.elements[at].classes) for at in (0, -1))
    return first, last


def read_patterns(
    reader: Reader, node: Node | None, classes: frozenset[str], what: str
) -> tuple[Pattern, ...]:
    """Read a list of patterns; one that cannot be read, or stands twice, is noted."""
    if node is None:
        return ()
    found: dict[tuple[object, ...], Pattern] = {}
    from engine.load.node import Scalar  # noqa: PLC0415  kept beside its use

    for item in (node,) if isinstance(node, Scalar) else reader.items(node, what):
        source = reader.text(item, "a word pattern")
        if not source:
            continue
        try:
            pattern = parse(source, classes)
        except PatternError as error:
            reader.error(
                "bad-pattern",
                item.span,
                f"the pattern `{source}` cannot be used",
                error.why,
                "a pattern that can never be found reads nothing",
                error.mend,
            )
            continue
        if pattern.key in found:
            reader.error(
                "twice",
                item.span,
                f"the pattern `{source}` stands twice",
                f"the same as `{found[pattern.key].source}`",
                "the second one adds nothing",
                "leave one of them out",
            )
        found.setdefault(pattern.key, pattern)
    return tuple(found.values())


def _same(reader: Reader, node: Node | None) -> dict[str, str]:
    mapping = reader.mapping(node, "other words for a word")
    if mapping is None:
        return {}
    return {
        word: key.text
        for key, value in mapping.entries
        for word in reader.texts(value, f"other words for `{key.text}`")
    }


def _words(reader: Reader, node: Node | None, what: str) -> list[str]:
    return [word for text in reader.texts(node, what) for word in text.split()] if node else []


def _by_gender(reader: Reader, node: Node | None, what: str) -> dict[str, str]:
    given = reader.fields(node, (), ("f", "m"), what)
    return {word: gender for gender in given for word in _words(reader, given[gender], what)}


def _scopes(
    reader: Reader, node: Node | None, classes: frozenset[str]
) -> tuple[tuple[ScopeRule, ...], tuple[StopRule, ...]]:
    given = reader.fields(node, ("scopes",), ("stops",), "the scopes")
    rules = []
    for item in reader.items(given.get("scopes"), "the scopes"):
        what = "a scope"
        entry = reader.fields(item, ("scope", "reach", "says"), ("within", "at"), what)
        scope = reader.name(entry.get("scope"), SCOPES, "scope", "unknown-scope")
        reach = reader.name(entry.get("reach"), REACHES, "reach", "unknown-scope")
        start = reader.name(entry.get("at"), ("start",), "place", "unknown-scope")
        within = reader.whole(entry.get("within"), "`within`") or FARTHEST
        patterns = read_patterns(reader, entry.get("says"), classes, what)
        if scope and reach:
            rules.append(
                ScopeRule(
                    cast("Scope", scope),
                    cast("Reach", reach),
                    min(within, FARTHEST),
                    start == "start",
                    patterns,
                )
            )
    stops = []
    for item in reader.items(given.get("stops"), "the stops"):
        entry = reader.fields(item, ("says",), ("ends",), "a stop")
        ends = reader.names(entry.get("ends"), SCOPES, "scope", "unknown-scope") or SCOPES
        patterns = read_patterns(reader, entry.get("says"), classes, "a stop")
        stops.append(StopRule(frozenset(cast("tuple[Scope, ...]", ends)), patterns))
    return tuple(rules), tuple(stops)
