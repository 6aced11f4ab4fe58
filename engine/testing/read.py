"""Case files: from the written tree to typed cases, with every mistake at once."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, get_args

from engine.diagnostic import Diagnostic, in_order
from engine.errors import IncidentError
from engine.facts.people import OFFICES
from engine.infer.acts import read_acts
from engine.infer.outcome import REQUIREMENT, Verdict
from engine.load.node import Mapping, Node, Scalar, Sequence, plain, span_at
from engine.load.source import read_bytes
from engine.load.yaml import read_yaml
from engine.resolve.reader import Reader
from engine.resolve.values import read_parameter_value
from engine.span import Span, shown_path
from engine.testing.case import ACTOR, STATES, Case, Expected, ExpectedStep

if TYPE_CHECKING:
    from pathlib import Path

    from engine.facts.incident import Incident
    from engine.facts.problem import Problem
    from engine.testing.names import Names

INCIDENT_KEYS = ("on", "acts", "people", "events", "circumstances", "this_report", "history")
"""Keys of a case that mean what they mean in an incident."""

CASE_KEYS = ("as", *INCIDENT_KEYS, "policies", "parameters", "others", "steps")
EXPECTED_KEYS = ("act", "because", "needs", "breach_of", "excused_by")
VERDICTS: tuple[str, ...] = get_args(Verdict)


def case_files(folder: Path) -> list[Path]:
    """Give the case files of a policy folder, by name."""
    return sorted((folder / "cases").glob("*.yaml"))


def read_cases(path: Path, names: Names) -> tuple[list[Case], list[Diagnostic]]:
    """Read a file of cases.

    Args:
        path: The file.
        names: What its cases may name; the first policy is the one they belong to.

    Returns:
        The cases without a mistake of their own, and all mistakes of the file.
    """
    shown = shown_path(path)
    data, unreadable = read_bytes(path)
    if data is None:
        return [], unreadable
    root, mistakes = read_yaml(data, shown)
    reader = Reader()
    cases = [] if root is None else _File(reader, names).cases(root)
    if root is not None and not mistakes and not reader.diagnostics and not cases:
        reader.diagnostics.append(no_cases(shown))
    lines = data.decode(errors="replace").splitlines()
    return cases, in_order([*mistakes, *(_with_line(d, lines) for d in reader.diagnostics)])


def no_cases(file: str) -> Diagnostic:
    """Tell that a file or a folder proves nothing."""
    return Diagnostic(
        "no-cases",
        Span.whole(file),
        "no case found",
        "nothing is proved here",
        "a run without cases would pass whatever the clauses say",
        "write a case under `cases/`, or name the folder that has some",
    )


def _with_line(diagnostic: Diagnostic, lines: list[str]) -> Diagnostic:
    number = diagnostic.span.line
    if diagnostic.source_line is not None or not 0 < number <= len(lines):
        return diagnostic
    return replace(diagnostic, source_line=lines[number - 1])


class _File:
    """Reads the cases of one file."""

    def __init__(self, reader: Reader, names: Names) -> None:
        self.reader = reader
        self.names = names
        self.notes: dict[str, Span] = {}

    def cases(self, root: Node) -> list[Case]:
        """Read every case; one with a mistake is left out."""
        fields = self.reader.fields(root, ["cases"], [], "a file of cases")
        found = []
        for node in self.reader.items(fields.get("cases"), "cases"):
            before = len(self.reader.diagnostics)
            case = self._case(node)
            if case is not None and len(self.reader.diagnostics) == before:
                found.append(case)
        return found

    def _case(self, node: Node) -> Case | None:
        fields = self.reader.fields(node, ["note", "acts", "expect"], CASE_KEYS, "a case")
        self._note(fields.get("note"))
        names = self._policies(fields.get("policies"))
        incident = self._incident(node, fields)
        settings = self._settings(fields.get("parameters"))
        kinds = {act.id: str(act.kind) for act in incident.acts} if incident else {}
        expect = self._expect(fields.get("expect"), names, kinds)
        others = self.reader.name(
            fields.get("others"), ("none_breached",), "word for the others", "unknown-value"
        )
        steps = self._steps(fields.get("steps"), names)
        if incident is None:
            return None
        return Case(
            note=self.reader.text(fields.get("note"), "note"),
            policies=names.policies,
            settings=settings,
            incident=incident,
            expect=tuple(expect),
            none_breached=bool(others),
            steps=tuple(steps),
            span=node.span,
        )

    def _note(self, node: Node | None) -> None:
        note = self.reader.text(node, "note")
        if node is None or not note:
            return
        if note in self.notes:
            self.reader.error(
                "twice",
                node.span,
                "another case of this file has the same note",
                f"first in line {self.notes[note].line}",
                "runs name a case by its note",
                "say what is special about this one",
            )
        self.notes.setdefault(note, node.span)

    def _policies(self, node: Node | None) -> Names:
        if node is None:
            return self.names
        loaded = self.names.ruleset.policies
        wanted = self.reader.names(node, loaded, "policy", "unknown-policy")
        return self.names.under(tuple(dict.fromkeys([self.names.policy.id, *wanted])))

    def _settings(self, node: Node | None) -> dict[str, Any]:
        mapping = self.reader.mapping(node, "parameters")
        settings = {}
        for key, value in mapping.entries if mapping else ():
            parameters = self.names.policy.parameters
            name = self.reader.name(key, parameters, "parameter", "unknown-parameter")
            if not name:
                continue
            parameter = parameters[name]
            unset = isinstance(value, Scalar) and value.text in ("unset", "null", "~", "")
            settings[name] = (
                None
                if unset
                else read_parameter_value(self.reader, value, parameter.type, parameter.options)
            )
        return settings

    # --- the incident

    def _incident(self, node: Node, fields: dict[str, Node]) -> Incident | None:
        role = self._role(fields.get("as"))
        data = {key: plain(fields[key]) for key in INCIDENT_KEYS if key in fields}
        _fill_in(data, role)
        try:
            incident = self.names.read(data)
            read_acts(self.names.vocabulary, incident)
        except IncidentError as error:
            for problem in error.problems:
                self._problem(node, problem)
            return None
        return incident

    def _role(self, node: Node | None) -> str | None:
        vocabulary = self.names.vocabulary
        known = [*vocabulary.roles, *vocabulary.role_groups]
        return self.reader.name(node, known, "role", "unknown-role") or None

    def _problem(self, node: Node, problem: Problem) -> None:
        steps: list[str | int] = [
            int(step) if step.isdigit() else step.replace("~1", "/").replace("~0", "~")
            for step in problem.pointer.split("/")[1:]
        ]
        span = span_at(node, steps, key=problem.code in ("unknown-key", "wrong-value"))
        self.reader.error(
            problem.code, span, problem.message, "in this incident", problem.why, problem.mend
        )

    # --- what is expected

    def _expect(self, node: Node | None, names: Names, kinds: dict[str, str]) -> list[Expected]:
        mapping = self.reader.mapping(node, "expect")
        found = []
        for key, value in mapping.entries if mapping else ():
            if not self._is_requirement(key, names):
                continue
            clause, _ = names.requirements[key.text]
            if kinds and not set(kinds.values()) & set(clause.kinds):
                self._no_such_act(key, clause.kinds)
                continue
            several = value.items if isinstance(value, Sequence) else (value,)
            found += [self._expected(key, item, names, kinds) for item in several]
        return found

    def _is_requirement(self, key: Scalar, names: Names) -> bool:
        if key.text in names.requirements:
            return True
        clause, _, wanted = key.text.partition("/")
        inside = [name for name in names.requirements if name.startswith(f"{clause}/")]
        why = "an expectation that names nothing is never put to the test"
        if inside:
            message = f"the clause `{clause}` has no requirement `{wanted}`"
            code = "unknown-requirement"
        else:
            message, code = f"no clause `{clause}`", "unknown-clause"
        known = inside or list(names.requirements)
        self.reader.unknown(code, key.span, key.text, known, message, why)
        return False

    def _no_such_act(self, key: Scalar, kinds: tuple[str, ...]) -> None:
        named = " or ".join(f"`{kind}`" for kind in kinds)
        self.reader.error(
            "no-such-act",
            key.span,
            f"`{key.text}` judges acts of kind {named}, and this case has none",
            "nothing can come out here",
            "an expectation that no act can meet is a slip of the pen",
            "add such an act, or expect something else",
        )

    def _expected(self, key: Scalar, node: Node, names: Names, kinds: dict[str, str]) -> Expected:
        clause, requirement = names.requirements[key.text]
        fields: dict[str, Node] = {"verdict": node}
        if isinstance(node, Mapping):
            what = "what is expected of a requirement"
            fields = self.reader.fields(node, ["verdict"], EXPECTED_KEYS, what)
        reader, facts = self.reader, names.facts(clause)
        exceptions = [part.name for part in clause.unless if requirement.name in part.lifts]
        ways = (REQUIREMENT, *clause.duties)
        return Expected(
            requirement=key.text,
            verdict=reader.name(fields.get("verdict"), VERDICTS, "verdict", "unknown-value"),
            act=reader.name(fields.get("act"), kinds, "act", "unknown-act") or None,
            because=reader.names(fields.get("because"), facts, "fact", "unknown-fact"),
            needs=reader.names(fields.get("needs"), facts, "fact", "unknown-fact"),
            breach_of=reader.names(fields.get("breach_of"), ways, "duty", "unknown-duty"),
            excused_by=reader.names(
                fields.get("excused_by"), exceptions, "exception", "unknown-exception"
            ),
            span=key.span,
        )

    def _steps(self, node: Node | None, names: Names) -> list[ExpectedStep]:
        mapping = self.reader.mapping(node, "steps")
        found = []
        for key, value in mapping.entries if mapping else ():
            step = self.reader.name(key, names.steps, "step", "unknown-step")
            fields: dict[str, Node] = {"state": value}
            if isinstance(value, Mapping):
                what = "what is expected of a step"
                fields = self.reader.fields(value, ["state"], ["to"], what)
            state = self.reader.name(
                fields.get("state"), STATES, "state of a step", "unknown-state"
            )
            to = None
            if "to" in fields:
                known = (*OFFICES, *names.steps[step][2].to) if step else OFFICES
                to = self.reader.names(fields["to"], known, "office", "unknown-office")
            if step and state:
                found.append(ExpectedStep(step, state, to, key.span))
        return found


def _fill_in(data: dict[str, Any], role: str | None) -> None:
    """Add what a case leaves out for brevity: who acted, and the ids of the acts."""
    acts = data.get("acts")
    for number, act in enumerate(acts if isinstance(acts, list) else [], 1):
        if isinstance(act, dict):
            act.setdefault("id", f"a{number}")
            if role is not None:
                act.setdefault("by", ACTOR)
    history = data.get("history")
    for entry in history if isinstance(history, list) else []:
        if isinstance(entry, dict) and role is not None:
            entry.setdefault("person", ACTOR)
    people = data.setdefault("people", [])
    if role is None or not isinstance(people, list):
        return
    actor = next((p for p in people if isinstance(p, dict) and p.get("ref") == ACTOR), None)
    if actor is None:
        actor = {"ref": ACTOR}
        people.append(actor)
    actor.setdefault("roles", [role])
