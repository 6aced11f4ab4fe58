"""The engine run on random clauses: from plain data to a ruleset, and to findings."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Union

from pydantic import create_model

from engine.errors import IncidentError
from engine.facts.incident import Circumstances, Incident
from engine.facts.vocabulary import Vocabulary
from engine.infer.assess import judge_incident
from engine.infer.ruleset import Ruleset
from engine.load.node import Mapping, Node, Scalar, Sequence
from engine.resolve.clauses import PolicyNames, read_clauses
from engine.resolve.reader import Reader
from engine.span import Span
from engine.syntax.typed import Dated, Parameter, Policy, Version
from engine.value import minutes, pence
from tests import strategies

if TYPE_CHECKING:
    from engine.infer.finding import Finding

NOWHERE = Span.whole("random")
MODELS = strategies.models()
VOCABULARY = Vocabulary.of(tuple(MODELS.values()), Circumstances)
RandomIncident: type[Incident] = create_model(
    "RandomIncident",
    __base__=Incident,
    acts=(list[Union[tuple(MODELS.values())]], []),  # type: ignore[valid-type]  # noqa: UP007
)
BINDS = frozenset(VOCABULARY.roles)


def node(data: Any) -> Node:
    """Write plain data as a tree, as if it had been read from a file."""
    if isinstance(data, dict):
        return Mapping(tuple((_scalar(key), node(value)) for key, value in data.items()), NOWHERE)
    if isinstance(data, list):
        return Sequence(tuple(node(item) for item in data), NOWHERE)
    return _scalar(data)


def _scalar(value: Any) -> Scalar:
    text = str(value).lower() if isinstance(value, bool) else str(value)
    return Scalar(value, text, quoted=False, span=NOWHERE)


def ruleset(clause: dict[str, Any], parameters: dict[str, dict[str, Any]]) -> Ruleset:
    """Make one random clause, with its parameters, ready to judge."""
    reader = Reader()
    names = PolicyNames(
        VOCABULARY,
        {name: _parameter(name, written) for name, written in parameters.items()},
        frozenset(),
        BINDS,
        {},
        {},
    )
    root = node({"section": "S", "clauses": [{"title": "t", **_plain(clause), "escalation": []}]})
    clauses = read_clauses(reader, root, names)
    assert not reader.diagnostics, "\n".join(map(str, reader.diagnostics))
    policy = Policy(
        id=strategies.POLICY,
        title="t",
        organisation="o",
        document={},
        folder="random",
        binds=BINDS,
        versions=(Version("1", None, None, start_unknown=True),),
        sections=(),
        definitions=(),
        parameters=names.parameters,
        norms={},
        open_points=(),
        prescribed=(),
        clauses=tuple(clauses),
        derivations=(),
        paths=(),
        not_coded=(),
        digest="sha256:0",
        span=NOWHERE,
    )
    return Ruleset.of([policy], VOCABULARY)


def _plain(clause: dict[str, Any]) -> dict[str, Any]:
    """Give a clause the keys that judging does not need but reading asks for."""
    parts = dict(clause)
    parts["requires"] = [{**part, "norms": []} for part in clause["requires"]]
    parts["unless"] = [{"because": "b", **part, "norms": []} for part in clause.get("unless", [])]
    parts["duties"] = {
        name: {**part, "norms": []} for name, part in clause.get("duties", {}).items()
    }
    return parts


def _parameter(name: str, written: dict[str, Any]) -> Parameter:
    value, kind = written["value"], written["type"]
    if value is not None and kind == "money":
        value = pence(value)
    if value is not None and kind == "duration":
        value = minutes(value)
    options = (True, False) if kind == "boolean" else ()
    dated = () if value is None else (Dated(None, None, value),)
    return Parameter(name, kind, "about", "ask", (), options, dated)


def incident(data: dict[str, Any]) -> Incident:
    """Validate a random incident."""
    return RandomIncident.model_validate(data)


def findings(rules: Ruleset, data: dict[str, Any]) -> dict[str, Finding] | None:
    """Judge a random incident; None where its facts contradict one another."""
    try:
        judged = judge_incident(rules, incident(data), rules.chosen(None), full=True)
    except IncidentError as error:
        if any(problem.code != "contradiction" for problem in error.problems):
            raise
        return None
    return {finding.id: finding for finding in judged.findings}
