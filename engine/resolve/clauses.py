"""One file of clauses: from the written tree to typed clauses."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from engine.facts.people import GRAVITIES, Gravity
from engine.load.node import Mapping, Scalar, Sequence
from engine.resolve.conditions import Scope, read_condition, read_must_not
from engine.syntax.condition import ALWAYS, Condition
from engine.syntax.typed import Clause, Duty, ExceptionRule, GravityRule, NoExcuse, Requirement

if TYPE_CHECKING:
    from collections.abc import Mapping as MappingOf

    from engine.facts.vocabulary import Vocabulary
    from engine.load.node import Node
    from engine.resolve.reader import Reader
    from engine.syntax.typed import Parameter

CLAUSE_KEYS = (
    "applies_to",
    "unless",
    "duties",
    "no_excuse",
    "reading",
    "gravity",
    "force",
    "escalation",
)
REQUIREMENT_KEYS = (
    "title",
    "norms",
    "cites",
    "when",
    "must",
    "must_not",
    "force",
    "routine",
    "gravity",
)


@dataclass(frozen=True)
class PolicyNames:
    """What the files of one policy may name."""

    vocabulary: Vocabulary
    parameters: MappingOf[str, Parameter]
    norms: frozenset[str]
    binds: frozenset[str]
    shared_duties: MappingOf[str, tuple[Scalar, Node]]
    shared_exceptions: MappingOf[str, Node]
    clauses: frozenset[str] = frozenset()

    def scope(self, kinds: tuple[str, ...]) -> Scope:
        """Give the facts that every one of these kinds has."""
        specs = [self.vocabulary.kinds[kind].facts for kind in kinds]
        facts = (
            {path: spec for path, spec in specs[0].items() if all(path in other for other in specs)}
            if specs
            else {}
        )
        named = " and ".join(f"`{kind}`" for kind in kinds) or "this clause"
        return Scope(facts, self.parameters, f"an act of kind {named}", self.clauses)


def names_in(root: Node | None) -> list[str]:
    """Collect the names of the clauses of a file."""
    listed = root.get("clauses") if isinstance(root, Mapping) else None
    named = [
        item.get("clause")
        for item in (listed.items if isinstance(listed, Sequence) else ())
        if isinstance(item, Mapping)
    ]
    return [name.text for name in named if isinstance(name, Scalar)]


def read_clauses(reader: Reader, root: Node | None, names: PolicyNames) -> list[Clause]:
    """Read a file of clauses; mistakes are noted, and a clause without its core is left out."""
    fields = reader.fields(root, ["section", "clauses"], [], "a file of clauses")
    section = reader.text(fields.get("section"), "section")
    read = [
        _clause(reader, node, section, names)
        for node in reader.items(fields.get("clauses"), "clauses")
    ]
    return [clause for clause in read if clause is not None]


def _clause(reader: Reader, node: Node, section: str, names: PolicyNames) -> Clause | None:
    fields = reader.fields(node, ["clause", "title", "when", "requires"], CLAUSE_KEYS, "a clause")
    if "clause" not in fields or "when" not in fields:
        return None
    kinds, when, scope = _when(reader, fields["when"], names)
    if not kinds:
        return None
    gravity = _gravity(reader, fields.get("gravity"), scope)
    force = reader.name(fields.get("force"), ("binding", "advisory"), "force", "unknown-force")
    title = reader.text(fields.get("title"), "title")
    requires = [
        _requirement(reader, item, scope, names, title, gravity, force or "binding")
        for item in reader.items(fields.get("requires"), "requires")
    ]
    _no_twins(reader, requires)
    duties = _duties(reader, fields.get("duties"), scope, names)
    unless = [
        _exception(reader, item, scope, names, duties, [r.name for r in requires])
        for item in reader.items(fields.get("unless"), "unless")
    ]
    roles = read_roles(reader, fields.get("applies_to"), names.vocabulary)
    return Clause(
        id=reader.text(fields["clause"], "clause"),
        title=title,
        section=section,
        kinds=kinds,
        roles=roles or names.binds,
        when=when,
        requires=tuple(requires),
        unless=tuple(unless),
        duties=duties,
        no_excuse=tuple(
            _no_excuse(reader, item, scope, names)
            for item in reader.items(fields.get("no_excuse"), "no_excuse")
        ),
        reading=reader.text(fields.get("reading"), "reading") or None,
        escalation=reader.texts(fields.get("escalation"), "escalation"),
        span=fields["clause"].span,
    )


def read_roles(reader: Reader, node: Node | None, vocabulary: Vocabulary) -> frozenset[str]:
    """Read roles and role groups; give the roles that they stand for."""
    known = [*vocabulary.roles, *vocabulary.role_groups]
    words = reader.names(node, known, "role", "unknown-role")
    return frozenset(leaf for word in words for leaf in vocabulary.role_leaves(word))


def read_norms(reader: Reader, node: Node | None, known: frozenset[str]) -> tuple[str, ...]:
    """Read norm ids, each of which has to stand in the inventory."""
    return reader.names(node, known, "norm", "unknown-norm")


def read_kinds(reader: Reader, node: Node, vocabulary: Vocabulary, what: str) -> tuple[str, ...]:
    """Read the `act` of a `when`: one kind or several."""
    mapping = reader.mapping(node, what)
    act = mapping.get("act") if mapping else None
    if mapping is not None and act is None:
        reader.error(
            "no-kind",
            node.span,
            f"{what} lacks `act`",
            "acts of which kind?",
            "every clause speaks of acts of a kind, and only their facts may be asked for",
            "add `act: gift` or another kind; `clausecheck facts` lists them",
        )
    return reader.names(act, vocabulary.kinds, "kind of act", "unknown-kind")


def read_when(reader: Reader, node: Node, scope: Scope, what: str) -> Condition:
    """Read the condition of a `when` beside its `act`."""
    if not isinstance(node, Mapping):
        return ALWAYS
    rest = replace(node, entries=tuple(entry for entry in node.entries if entry[0].text != "act"))
    return read_condition(reader, rest, scope, what) if rest.entries else ALWAYS


def _when(
    reader: Reader, node: Node, names: PolicyNames
) -> tuple[tuple[str, ...], Condition, Scope]:
    kinds = read_kinds(reader, node, names.vocabulary, "when")
    scope = names.scope(kinds)
    return kinds, read_when(reader, node, scope, "when") if kinds else ALWAYS, scope


def _requirement(  # noqa: PLR0913  what a requirement takes over from its clause
    reader: Reader,
    node: Node,
    scope: Scope,
    names: PolicyNames,
    title: str,
    gravity: tuple[GravityRule, ...],
    force: str,
) -> Requirement:
    fields = reader.fields(node, ["name", "norms"], REQUIREMENT_KEYS, "a requirement")
    written = [key for key in ("must", "must_not") if key in fields]
    if len(written) != 1:
        reader.error(
            "wrong-shape",
            node.span,
            "a requirement needs either `must` or `must_not`",
            f"{len(written)} of them stand here",
            "what is required has to be said once",
            "write `must: {...}` or `must_not: {...}`",
        )
    must: Condition = ALWAYS
    if "must" in fields:
        must = read_condition(reader, fields["must"], scope, "must")
    elif "must_not" in fields:
        must = read_must_not(reader, fields["must_not"], scope)
    own_force = reader.name(fields.get("force"), ("binding", "advisory"), "force", "unknown-force")
    return Requirement(
        name=reader.text(fields.get("name"), "name"),
        title=reader.text(fields.get("title"), "title") or title,
        norms=read_norms(reader, fields.get("norms"), names.norms),
        cites=read_norms(reader, fields.get("cites"), names.norms),
        when=read_condition(reader, fields["when"], scope, "when") if "when" in fields else ALWAYS,
        must=must,
        force="advisory" if (own_force or force) == "advisory" else "binding",
        routine=reader.flag(fields.get("routine"), "routine"),
        gravity=_gravity(reader, fields.get("gravity"), scope) if "gravity" in fields else gravity,
        span=fields["name"].span if "name" in fields else node.span,
    )


def _no_twins(reader: Reader, requires: list[Requirement]) -> None:
    seen: dict[str, Requirement] = {}
    for requirement in requires:
        if requirement.name in seen:
            reader.error(
                "twice",
                requirement.span,
                f"the requirement `{requirement.name}` stands twice in this clause",
                f"first in line {seen[requirement.name].span.line}",
                "answers and cases name a requirement by clause and name",
                "give one of them another name",
            )
        seen[requirement.name] = requirement


def _gravity(reader: Reader, node: Node | None, scope: Scope) -> tuple[GravityRule, ...]:
    if node is None:
        return (GravityRule(ALWAYS, "moderate"),)
    if not isinstance(node, Sequence):
        return (GravityRule(ALWAYS, read_gravity(reader, node)),)
    rules = []
    for item in reader.items(node, "gravity"):
        fields = reader.fields(item, ["is"], ["when"], "a grade of gravity")
        when = read_condition(reader, fields["when"], scope, "when") if "when" in fields else ALWAYS
        rules.append(GravityRule(when, read_gravity(reader, fields.get("is"))))
    return tuple(rules)


def read_gravity(reader: Reader, node: Node | None) -> Gravity:
    """Read one grade of gravity."""
    word = reader.name(node, GRAVITIES, "grade of gravity", "unknown-gravity")
    return next((grade for grade in GRAVITIES if grade == word), "moderate")


def _duties(reader: Reader, node: Node | None, scope: Scope, names: PolicyNames) -> dict[str, Duty]:
    mapping = reader.mapping(node, "duties") if node is not None else None
    written = {key.text: (key, value) for key, value in (mapping.entries if mapping else ())}
    return {name: _duty(reader, key, value, scope, names) for name, (key, value) in written.items()}


def _duty(reader: Reader, key: Scalar, node: Node, scope: Scope, names: PolicyNames) -> Duty:
    fields = reader.fields(node, ["norms", "must"], ["cites"], "a duty")
    return Duty(
        name=key.text,
        norms=read_norms(reader, fields.get("norms"), names.norms),
        cites=read_norms(reader, fields.get("cites"), names.norms),
        must=read_condition(reader, fields["must"], scope, "must") if "must" in fields else ALWAYS,
        span=key.span,
    )


def _exception(  # noqa: PLR0913  what an exception is read against
    reader: Reader,
    node: Node,
    scope: Scope,
    names: PolicyNames,
    duties: dict[str, Duty],
    requirements: list[str],
) -> ExceptionRule:
    optional = ("cites", "then_must", "if_missed")
    use = node.get("use") if isinstance(node, Mapping) else None
    if use is None:
        needed = ("name", "because", "norms", "lifts", "when")
        fields = reader.fields(node, needed, optional, "an exception")
        name, lifted, span = reader.text(fields.get("name"), "name"), fields.get("lifts"), node.span
    else:
        own = reader.fields(node, ["use", "lifts"], [], "the use of a shared exception")
        name = reader.name(use, names.shared_exceptions, "shared exception", "unknown-exception")
        shared = names.shared_exceptions.get(name)
        fields = reader.fields(shared, ["because", "norms", "when"], optional, "a shared exception")
        lifted, span = own.get("lifts"), shared.span if shared else node.span
    for duty in reader.texts(fields.get("then_must"), "then_must"):
        if duty not in duties and duty in names.shared_duties:
            key, body = names.shared_duties[duty]
            duties[duty] = _duty(reader, key, body, scope, names)
    then_must = reader.names(fields.get("then_must"), duties, "duty", "unknown-duty")
    if then_must and "if_missed" not in fields:
        reader.error(
            "no-if-missed",
            fields["then_must"].span,
            f"the exception `{name}` lays down duties but lacks `if_missed`",
            "what if a duty is missed?",
            "a missed duty either breaks that duty alone or takes the excuse away; only the author"
            " can say which",
            "add `if_missed: duty_broken` or `if_missed: exception_lost`",
        )
    ways = ("duty_broken", "exception_lost")
    missed = reader.name(fields.get("if_missed"), ways, "way", "unknown-value")
    return ExceptionRule(
        name=name,
        because=reader.text(fields.get("because"), "because"),
        norms=read_norms(reader, fields.get("norms"), names.norms),
        cites=read_norms(reader, fields.get("cites"), names.norms),
        lifts=reader.names(lifted, requirements, "requirement", "unknown-requirement"),
        when=read_condition(reader, fields["when"], scope, "when") if "when" in fields else ALWAYS,
        then_must=then_must,
        lost_if_missed=missed == "exception_lost",
        span=span,
    )


def _no_excuse(reader: Reader, node: Node, scope: Scope, names: PolicyNames) -> NoExcuse:
    fields = reader.fields(node, ["fact", "norms", "says"], [], "what is no excuse")
    facts = [path for path, spec in scope.facts.items() if spec.type == "boolean"]
    return NoExcuse(
        reader.name(fields.get("fact"), facts, "yes-or-no fact", "unknown-fact"),
        read_norms(reader, fields.get("norms"), names.norms),
        reader.text(fields.get("says"), "says"),
    )
