"""policy.yaml and not_coded.yaml: from written trees to typed ones."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, cast

from engine.load.node import Node, Scalar, Sequence, plain
from engine.resolve.clauses import read_roles
from engine.resolve.values import read_parameter_value
from engine.syntax.typed import (
    Dated,
    Definition,
    NotCoded,
    Parameter,
    Section,
    Version,
)
from engine.value import day

if TYPE_CHECKING:
    from engine.facts.vocabulary import Vocabulary
    from engine.resolve.reader import Reader
    from engine.span import Span
    from engine.syntax.typed import Norm

POLICY_KEYS = ("document", "definitions", "parameters", "duties", "exceptions")
PARAMETER_TYPES = ("boolean", "choice", "number", "money", "duration")
REASONS = ("aspiration", "knowledge", "vague", "restates", "other_policy", "background")


@dataclass(frozen=True)
class Head:
    """What policy.yaml says."""

    id: str
    title: str
    organisation: str
    document: dict[str, Any]
    binds: frozenset[str]
    versions: tuple[Version, ...]
    sections: tuple[Section, ...]
    definitions: tuple[Definition, ...]
    parameters: dict[str, Parameter]
    duties: dict[str, tuple[Scalar, Node]]
    exceptions: dict[str, Node]
    span: Span


def read_head(
    reader: Reader, root: Node | None, norms: dict[str, Norm], vocabulary: Vocabulary
) -> Head | None:
    """Read policy.yaml; None where not even its name can be read."""
    needed = ("policy", "title", "organisation", "binds", "versions", "sections")
    fields = reader.fields(root, needed, POLICY_KEYS, "policy.yaml")
    if root is None or "policy" not in fields:
        return None
    known = frozenset(norms)
    return Head(
        id=reader.text(fields["policy"], "policy"),
        title=reader.text(fields.get("title"), "title"),
        organisation=reader.text(fields.get("organisation"), "organisation"),
        document=cast("dict[str, Any]", plain(fields["document"])) if "document" in fields else {},
        binds=read_roles(reader, fields.get("binds"), vocabulary),
        versions=tuple(
            _version(reader, node) for node in reader.items(fields.get("versions"), "versions")
        ),
        sections=_sections(reader, fields.get("sections"), norms),
        definitions=tuple(
            _definition(reader, node, known)
            for node in reader.items(fields.get("definitions"), "definitions")
        ),
        parameters=_parameters(reader, fields.get("parameters"), known),
        duties={
            key.text: (key, value)
            for key, value in _entries(reader, fields.get("duties"), "duties")
        },
        exceptions={
            key.text: value
            for key, value in _entries(reader, fields.get("exceptions"), "exceptions")
        },
        span=fields["policy"].span,
    )


def read_not_coded(reader: Reader, root: Node | None, known: frozenset[str]) -> list[NotCoded]:
    """Read not_coded.yaml."""
    fields = reader.fields(root, ["not_coded"], [], "not_coded.yaml")
    found = []
    for node in reader.items(fields.get("not_coded"), "not_coded"):
        entry = reader.fields(node, ["norms", "reason", "why"], ["term"], "an entry of not_coded")
        reason = reader.name(entry.get("reason"), REASONS, "reason", "unknown-value")
        if reason == "vague" and "term" not in entry:
            reader.error(
                "vague-without-term",
                node.span,
                "the reason `vague` lacks `term`",
                "which term, and why can no judgement carry it?",
                "a vague norm can usually be coded with a judgement that a person makes",
                "add `term: ...`, or code the norm with a judgement",
            )
        found.append(
            NotCoded(
                reader.names(entry.get("norms"), known, "norm", "unknown-norm"),
                reason,
                reader.text(entry.get("why"), "why"),
                reader.text(entry.get("term"), "term") or None,
            )
        )
    return found


def _entries(reader: Reader, node: Node | None, what: str) -> tuple[tuple[Scalar, Node], ...]:
    mapping = reader.mapping(node, what)
    return mapping.entries if mapping else ()


def _version(reader: Reader, node: Node) -> Version:
    fields = reader.fields(node, ["version", "from"], ["to"], "a version")
    start = fields.get("from")
    unknown = isinstance(start, Scalar) and start.text == "unknown"
    return Version(
        version=reader.text(fields.get("version"), "version"),
        start=None if unknown else _day(reader, start, "from"),
        end=_day(reader, fields.get("to"), "to"),
        start_unknown=unknown,
    )


def _day(reader: Reader, node: Node | None, what: str) -> int | None:
    if node is None:
        return None
    text = reader.text(node, what)
    try:
        return day(text) if text else None
    except ValueError:
        reader.error(
            "wrong-value",
            node.span,
            f"`{what}` takes a day such as `2026-03-02`",
            "this is no day of the calendar",
            "the day decides which version, or which figure, holds for an act",
            "write a day such as `2026-03-02`",
        )
        return None


def _sections(reader: Reader, node: Node | None, norms: dict[str, Norm]) -> tuple[Section, ...]:
    titles = {norm.section: None for norm in norms.values()}
    sections = []
    for item in reader.items(node, "sections"):
        fields = reader.fields(item, ["section", "coded"], ["norms"], "a section")
        title = reader.name(fields.get("section"), titles, "section", "unknown-section")
        coded = reader.name(fields.get("coded"), ("all", "part", "none"), "extent", "unknown-value")
        inside = {norm.id for norm in norms.values() if norm.section == title}
        listed = reader.names(fields.get("norms"), inside, "norm of this section", "unknown-norm")
        extent = cast("Literal['all', 'part', 'none']", coded or "none")
        sections.append(Section(title, extent, listed))
    missing = [title for title in titles if title not in {section.section for section in sections}]
    if node is not None and missing:
        reader.error(
            "missing-section",
            node.span,
            f"the section `{missing[0]}` is not listed"
            + (f", nor are {len(missing) - 1} others" if missing[1:] else ""),
            "every section of the inventory belongs here",
            "answers name the sections that nobody has looked at yet; one left out would pass for"
            " looked at",
            f"add `{{section: {missing[0]}, coded: none}}`",
        )
    return tuple(sections)


def _definition(reader: Reader, node: Node, known: frozenset[str]) -> Definition:
    fields = reader.fields(node, ["norms", "lives_in", "says"], [], "a definition")
    return Definition(
        reader.names(fields.get("norms"), known, "norm", "unknown-norm"),
        reader.text(fields.get("lives_in"), "lives_in"),
        reader.text(fields.get("says"), "says"),
    )


def _parameters(reader: Reader, node: Node | None, known: frozenset[str]) -> dict[str, Parameter]:
    found = {}
    for key, value in _entries(reader, node, "parameters"):
        fields = reader.fields(
            value, ["type", "about", "ask"], ["norms", "options", "values"], "a parameter"
        )
        kind = reader.name(fields.get("type"), PARAMETER_TYPES, "type", "unknown-value")
        options: tuple[Any, ...] = reader.texts(fields.get("options"), "options")
        if kind == "choice" and not options:
            reader.error(
                "missing-key",
                value.span,
                f"the choice `{key.text}` lacks `options`",
                "between what?",
                "a choice is one of a closed set of words",
                "add `options: [one, other]`",
            )
        if kind == "boolean":
            options = (True, False)
        found[key.text] = Parameter(
            name=key.text,
            type=cast("Any", kind or "boolean"),
            about=reader.text(fields.get("about"), "about"),
            ask=reader.text(fields.get("ask"), "ask"),
            norms=reader.names(fields.get("norms"), known, "norm", "unknown-norm"),
            options=options,
            values=_dated(reader, fields.get("values"), kind or "boolean", options),
        )
    return found


def _dated(
    reader: Reader, node: Node | None, kind: str, options: tuple[Any, ...]
) -> tuple[Dated, ...]:
    if not isinstance(node, Sequence):
        return ()
    dated = []
    for item in node.items:
        fields = reader.fields(item, ["value"], ["from", "to"], "a dated value")
        if "value" in fields:
            value = read_parameter_value(reader, fields["value"], kind, options)
            start = _day(reader, fields.get("from"), "from")
            dated.append(Dated(start, _day(reader, fields.get("to"), "to"), value))
    return tuple(dated)
