"""The escalation of a policy: from the written tree to typed derivations, paths and steps."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from engine.facts.people import GRAVITIES, OFFICES
from engine.load.node import Mapping
from engine.resolve.clauses import PolicyNames, read_kinds, read_norms, read_when
from engine.resolve.conditions import Scope, read_condition
from engine.syntax.condition import ALWAYS, Condition
from engine.syntax.typed import (
    GRADES,
    Derivation,
    OnAll,
    OnAny,
    OnCondition,
    OnEvent,
    OnFinding,
    OnFlag,
    OnHistory,
    OnPath,
    Path,
    Step,
    Trigger,
)
from engine.value import minutes

if TYPE_CHECKING:
    from collections.abc import Mapping as MappingOf

    from engine.load.node import Node
    from engine.resolve.reader import Reader

ACTOR = "actor"
STEP_KEYS = (
    "to",
    "passed_over",
    "within",
    "force",
    "when",
    "done_when",
    "norms",
    "cites",
    "if_you",
    "instead_of",
    "forbids",
    "not",
)
MINUTES_A_DAY = 24 * 60


@dataclass(frozen=True)
class EscalationNames:
    """What the escalation files of one policy may name."""

    policy: PolicyNames
    clauses: MappingOf[str, tuple[str, ...]]
    """Clause id to the names of its requirements."""
    kinds_of_path: MappingOf[str, tuple[str, ...]]
    """Path to the kinds of acts of the clauses that name it."""
    flags: frozenset[str]
    paths: frozenset[str]
    steps: frozenset[str]

    def general(self) -> Scope:
        """Give the facts of the whole incident."""
        kinds = self.policy.vocabulary.kinds
        some = next(iter(kinds.values()), None)
        facts = some.facts if some else {}
        whole = {path: spec for path, spec in facts.items() if path.startswith("circumstances.")}
        return Scope(whole, self.policy.parameters, "an incident as a whole")


def names_in(root: Node | None) -> tuple[list[str], list[str], list[str]]:
    """Collect the flags, paths and steps that a file of escalation declares."""
    flags = [_text(item, "flag") for item in _items(root, "derive")]
    paths = [_text(path, "path") for path in _items(root, "paths")]
    steps = [
        _text(step, "step") for path in _items(root, "paths") for step in _items(path, "steps")
    ]
    return flags, paths, steps


def read_escalation(
    reader: Reader, root: Node | None, names: EscalationNames
) -> tuple[list[Derivation], list[Path]]:
    """Read one file of escalation; mistakes are noted."""
    fields = reader.fields(root, [], ["derive", "paths"], "a file of escalation")
    derivations = [
        _derivation(reader, node, names) for node in reader.items(fields.get("derive"), "derive")
    ]
    paths = [_path(reader, node, names) for node in reader.items(fields.get("paths"), "paths")]
    return derivations, paths


def _derivation(reader: Reader, node: Node, names: EscalationNames) -> Derivation:
    fields = reader.fields(node, ["flag", "if"], ["norms", "cites"], "a derivation")
    return Derivation(
        flag=reader.text(fields.get("flag"), "flag"),
        when=_trigger(reader, fields.get("if"), names),
        norms=read_norms(reader, fields.get("norms"), names.policy.norms),
        cites=read_norms(reader, fields.get("cites"), names.policy.norms),
        span=node.span,
    )


def _path(reader: Reader, node: Node, names: EscalationNames) -> Path:
    fields = reader.fields(node, ["path", "title", "steps"], ["starts", "on"], "a path")
    name = reader.text(fields.get("path"), "path")
    on = _trigger(reader, fields["on"], names) if "on" in fields else None
    starts = reader.name(
        fields.get("starts"), ("on_breach", "on_possible"), "start", "unknown-value"
    )
    if on is not None and starts == "on_possible":
        on = _possible(on)
    kinds = (*names.kinds_of_path.get(name, ()), *(event_kinds(on) if on else ()))
    if not kinds and on is None:
        reader.error(
            "never-starts",
            node.span,
            f"nothing starts the path `{name}`",
            "no clause names it, and it has no `on`",
            "a path that never starts tells nobody anything",
            "name it under `escalation` of a clause, or add `on`",
        )
    scope = _scope(names, kinds)
    return Path(
        name=name,
        title=reader.text(fields.get("title"), "title"),
        on_possible=starts == "on_possible",
        on=on,
        steps=tuple(
            _step(reader, item, names, scope) for item in reader.items(fields.get("steps"), "steps")
        ),
        span=node.span,
    )


def _possible(trigger: Trigger) -> Trigger:
    """Let events suffice that may meet their condition."""
    match trigger:
        case OnAll(parts) | OnAny(parts):
            return replace(trigger, parts=tuple(map(_possible, parts)))
        case OnEvent():
            return replace(trigger, possible=True)
        case _:
            return trigger


def _scope(names: EscalationNames, kinds: tuple[str, ...]) -> Scope:
    """Give the facts that a step may ask for: those of any kind of act that starts its path.

    A fact that the act at hand does not have counts as not stated there.
    """
    facts: dict[str, Any] = dict(names.general().facts)
    for kind in kinds:
        facts = {**names.policy.vocabulary.kinds[kind].facts, **facts}
    return Scope(facts, names.policy.parameters, "what starts this path")


def _step(reader: Reader, node: Node, names: EscalationNames, scope: Scope) -> Step:
    fields = reader.fields(node, ["step", "by", "do"], STEP_KEYS, "a step")
    recipients = (*OFFICES, ACTOR, "parent", "service_user", "everyone_concerned", "author")
    within = reader.name(fields.get("within"), GRADES, "grade of urgency", "unknown-value")
    force = reader.name(fields.get("force"), ("must", "may", "one_of"), "force", "unknown-value")
    norms = names.policy.norms
    return Step(
        name=reader.text(fields.get("step"), "step"),
        by=reader.name(fields.get("by"), recipients, "office", "unknown-office"),
        do=reader.text(fields.get("do"), "do"),
        to=reader.names(fields.get("to"), recipients, "office", "unknown-office"),
        passed_over=reader.names(fields.get("passed_over"), recipients, "office", "unknown-office"),
        within=next((grade for grade in GRADES if grade == within), "not_stated"),
        force="may" if force == "may" else "one_of" if force == "one_of" else "must",
        when=_step_when(reader, fields.get("when"), names, scope),
        done_when=read_condition(reader, fields["done_when"], scope, "done_when")
        if "done_when" in fields
        else None,
        norms=read_norms(reader, fields.get("norms"), norms),
        cites=read_norms(reader, fields.get("cites"), norms),
        if_you=reader.name(fields.get("if_you"), names.steps, "step", "unknown-step") or None,
        instead_of=reader.names(fields.get("instead_of"), names.steps, "step", "unknown-step"),
        forbids=reader.names(fields.get("forbids"), names.steps, "step", "unknown-step"),
        forbidden=reader.flag(fields.get("not"), "not"),
        span=node.span,
    )


TRIGGERS = ("event", "finding", "flag", "path", "history")


def _step_when(
    reader: Reader, node: Node | None, names: EscalationNames, scope: Scope
) -> Trigger | Condition:
    """Read the `when` of a step: facts of what started the path, or something derived."""
    if node is None:
        return ALWAYS
    if _mentions_trigger(node):
        return _trigger(reader, node, names)
    return read_condition(reader, node, scope, "when")


def _mentions_trigger(node: Node) -> bool:
    if not isinstance(node, Mapping):
        return False
    for key, value in node.entries:
        if key.text in TRIGGERS:
            return True
        if key.text in ("any", "all") and any(
            _mentions_trigger(item) for item in getattr(value, "items", ())
        ):
            return True
    return False


def _trigger(reader: Reader, node: Node | None, names: EscalationNames) -> Trigger:
    mapping = reader.mapping(node, "what starts it")
    parts: list[Trigger] = []
    for key, value in mapping.entries if mapping else ():
        match key.text:
            case "any" | "all" as word:
                inner = tuple(_trigger(reader, item, names) for item in reader.items(value, word))
                parts.append(OnAny(inner) if word == "any" else OnAll(inner))
            case "event":
                parts.append(_event(reader, value, names))
            case "finding":
                parts.append(_finding(reader, value, names))
            case "flag":
                flag = reader.name(value, names.flags, "flag", "unknown-flag")
                parts.append(OnFlag(flag))
            case "path":
                parts.append(OnPath(reader.name(value, names.paths, "path", "unknown-path")))
            case "history":
                parts.append(_history(reader, value, names))
            case _:
                single = Mapping(((key, value),), key.span)
                condition = read_condition(reader, single, names.general(), "what starts it")
                parts.append(OnCondition(condition))
    return parts[0] if len(parts) == 1 else OnAll(tuple(parts))


def _event(reader: Reader, node: Node, names: EscalationNames) -> Trigger:
    kinds = read_kinds(reader, node, names.policy.vocabulary, "event")
    scope = names.policy.scope(kinds)
    return OnEvent(kinds, read_when(reader, node, scope, "event") if kinds else ALWAYS)


def _finding(reader: Reader, node: Node, names: EscalationNames) -> Trigger:
    fields = reader.fields(node, [], ["clause", "requirement", "gravity", "verdict"], "finding")
    clauses = reader.names(fields.get("clause"), names.clauses, "clause", "unknown-clause")
    requirements = {name for clause in clauses for name in names.clauses[clause]}
    grades = [f"at_least_{grade}" for grade in GRAVITIES]
    gravity = reader.name(fields.get("gravity"), grades, "grade of gravity", "unknown-gravity")
    verdict = reader.name(
        fields.get("verdict"), ("breached", "possible"), "verdict", "unknown-value"
    )
    return OnFinding(
        clauses=frozenset(clauses),
        requirement=reader.name(
            fields.get("requirement"), requirements, "requirement", "unknown-requirement"
        )
        or None,
        at_least=next((g for g in GRAVITIES if f"at_least_{g}" == gravity), None),
        verdict="breached" if verdict == "breached" else "possible" if verdict else None,
    )


def _history(reader: Reader, node: Node, names: EscalationNames) -> Trigger:
    fields = reader.fields(node, ["at_least"], ["clause", "gravity", "within"], "history")
    gravity = reader.names(fields.get("gravity"), GRAVITIES, "grade of gravity", "unknown-gravity")
    within = reader.text(fields.get("within"), "within")
    days = None
    if within:
        try:
            days = minutes(within) // MINUTES_A_DAY
        except ValueError as error:
            reader.error(
                "wrong-value",
                fields["within"].span,
                "`within` has to be a duration",
                "this is none",
                "without its unit a length of time can be misread",
                str(error),
            )
    return OnHistory(
        clause=reader.name(fields.get("clause"), names.clauses, "clause", "unknown-clause") or None,
        gravity=frozenset(gravity) or None,
        days=days,
        at_least=reader.whole(fields.get("at_least"), "at_least") or 1,
    )


def event_kinds(trigger: Trigger) -> tuple[str, ...]:
    """Give the kinds of acts whose telling can start a path."""
    match trigger:
        case OnEvent(kinds, _, _):
            return kinds
        case OnAll(parts) | OnAny(parts):
            return tuple(kind for part in parts for kind in event_kinds(part))
        case _:
            return ()


def _items(node: Node | None, key: str) -> tuple[Node, ...]:
    found = node.get(key) if isinstance(node, Mapping) else None
    return tuple(getattr(found, "items", ()))


def _text(node: Node, key: str) -> str:
    found = node.get(key) if isinstance(node, Mapping) else None
    return str(getattr(found, "text", ""))
