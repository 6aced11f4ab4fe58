"""Every requirement that we ship can be broken and can be kept, by an incident that can be told."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, Phase, find, settings, strategies as st
from hypothesis.errors import NoSuchExample

from engine.build import build_ruleset
from engine.errors import IncidentError
from engine.incident import read_incident
from engine.infer.acts import read_acts
from engine.infer.assess import known_in
from engine.infer.outcome import BROKEN, EXCUSED, KEPT
from engine.infer.roles import standing_of

if TYPE_CHECKING:
    from engine.infer.compiled import CompiledPolicy, Epoch
    from engine.infer.diagram import Diagram
    from engine.infer.provision import Provision

RULES = build_ruleset()
SEARCH = settings(
    database=None,
    derandomize=True,
    max_examples=100,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)


def _leads(diagram: Diagram, ways: int) -> dict[int, bool]:
    """Say of each node, and of each outcome, whether one of these ways can be reached from it."""
    found = {-n - 1: bool(outcome.way & ways) for n, outcome in enumerate(diagram.outcomes)}
    for place, (_, children) in enumerate(diagram.nodes):  # children come before their parents
        found[place] = any(found[child] for child in children)
    return found


@st.composite
def facts_towards(draw: st.DrawFn, provision: Provision, ways: int) -> dict[str, Any] | None:
    """Draw facts that end one of these ways, along the requirement's own diagram."""
    diagram = provision.diagram
    leads = _leads(diagram, ways)
    if not leads[diagram.root]:
        return None
    facts: dict[str, Any] = {}
    place = diagram.root
    while place >= 0:
        variable, children = diagram.nodes[place]
        cells = [cell for cell, child in enumerate(children) if leads[child]]
        cell = draw(st.sampled_from(cells))
        (path,) = provision.variables[variable].paths
        facts[path] = draw(st.sampled_from(provision.variables[variable].values(cell)))
        place = children[cell]
    return facts


def _act(kind: str, facts: dict[str, Any]) -> dict[str, Any]:
    act: dict[str, Any] = {"id": "a", "kind": kind, "by": "A"}
    for path, value in facts.items():
        *records, name = path.split(".")
        inner = act
        for record in records:
            inner = inner.setdefault(record, {})
        inner[name] = value
    return act


def _verdict(
    compiled: CompiledPolicy, epoch: Epoch, kind: str, provision: Provision, facts: dict[str, Any]
) -> str | None:
    """Judge an incident that states these facts; None where they contradict each other."""
    told = {
        path: value for path, value in facts.items() if path in RULES.vocabulary.kinds[kind].facts
    }
    chosen = {path: value for path, value in facts.items() if path not in told}
    role = told.pop("capacity", None) or min(provision.clause.roles)
    whole = {path: told.pop(path) for path in list(told) if path.startswith("circumstances.")}
    incident = read_incident(
        {
            "people": [{"ref": "A", "roles": [role]}],
            "acts": [_act(kind, told)],
            "circumstances": {path.partition(".")[2]: value for path, value in whole.items()},
        }
    )
    try:
        (act,) = read_acts(RULES.vocabulary, incident)
    except IncidentError:
        return None
    standing = standing_of(incident, act, compiled)
    known = known_in(epoch.rules(kind), act, standing, (act,), incident)
    return provision.judge(known | chosen).verdict


def _found(  # noqa: PLR0913  what a requirement is judged by
    compiled: CompiledPolicy,
    epoch: Epoch,
    kind: str,
    provision: Provision,
    ways: int,
    wanted: set[str],
) -> bool:
    def holds(facts: dict[str, Any] | None) -> bool:
        return facts is not None and _verdict(compiled, epoch, kind, provision, facts) in wanted

    try:
        find(facts_towards(provision, ways), holds, settings=SEARCH)
    except NoSuchExample:
        return False
    return True


@pytest.mark.parametrize("policy", RULES.policies)
def test_every_requirement_can_be_broken_and_can_be_kept(policy: str) -> None:
    """Its own condition leads to an incident that breaks it, and to one that does not."""
    compiled = RULES.policies[policy]
    epoch = next(filter(None, compiled.between(None, None)))
    dead: set[str] = set()
    alive: set[str] = set()
    for kind in RULES.vocabulary.kinds:
        for provision in epoch.rules(kind).provisions:
            broken = _found(compiled, epoch, kind, provision, BROKEN, {"breached"})
            kept = _found(
                compiled, epoch, kind, provision, KEPT | EXCUSED, {"not_breached", "excused"}
            )
            (alive if broken and kept else dead).add(provision.id)

    assert dead - alive == set()
