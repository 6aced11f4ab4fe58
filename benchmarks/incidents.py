"""Incidents to measure with: invented, seeded, as much told and as much left open as in life.

Usage: python -m benchmarks.incidents [how many, 1000 if left out] > incidents.ndjson
"""

from __future__ import annotations

import json
import sys
from random import Random
from typing import TYPE_CHECKING, Any

from engine.errors import IncidentError
from engine.facts.catalogue import VOCABULARY
from engine.facts.shared import Event
from engine.facts.vocabulary import CAPACITY, CIRCUMSTANCES
from engine.incident import read_incident
from engine.infer.acts import read_acts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.facts.vocabulary import FactSpec
    from engine.infer.ruleset import Ruleset

ENOUGH = 1000
FEWEST_FACTS, MOST_FACTS = 8, 14
NOT_KNOWN = (("unknown", 0.05), ("disputed", 0.03), ("alleged", 0.04))
PARTLY_KNOWN = 0.06
"""How often a choice is told as a group, a number as a range."""

ACTORS = {
    "PP": ("employee", "volunteer", "contractor", "manager", "associate"),
    "PH": ("school_staff", "advocate", "speaking_friend", "principal"),
    "BF": ("parent", "carer", "visitor"),
    "PCT": ("steering_group_member", "forum_staff", "forum_member"),
    "C4PC": ("partner",),
}
ORGANISATIONS = {"PP": "organisation", "PH": "school", "BF": "trust", "PCT": "forum"}
"""Who acts, where a policy's clauses on a kind of act bind no person but an organisation."""

OFFICES = ("manager", "designated_lead", "hr", "principal")


def incidents(ruleset: Ruleset, count: int = ENOUGH, seed: int = 1) -> list[dict[str, Any]]:
    """Make so many incidents, no two alike, of kinds of which the ruleset speaks.

    Each has one to three acts; of each act 8 to 14 facts are told (fewer where its kind has fewer),
    those more often that decide whether a clause speaks of it at all. Of the facts told, one in
    eight is unknown, disputed or alleged, and one in sixteen known in part; all others stay open.
    """
    maker = _Maker(ruleset, Random(seed))
    return list(maker.made(count))


class _Maker:
    """Makes incidents of the kinds that a ruleset knows."""

    def __init__(self, ruleset: Ruleset, random: Random) -> None:
        self._random = random
        self._weights: dict[str, dict[str, float]] = {}
        self._roles: dict[str, list[str]] = {}
        for compiled in ruleset.policies.values():
            for clause in compiled.policy.clauses:
                for kind in clause.kinds:
                    roles = self._roles.setdefault(kind, [])
                    roles += [role for role in _actors(compiled.policy.id) if role in clause.roles]
        for kind in self._roles:
            facts = VOCABULARY.kinds[kind].facts
            self._weights[kind] = {
                path: 1.0
                for path, spec in facts.items()
                if path != CAPACITY and not path.startswith(f"{CIRCUMSTANCES}.") and spec.ask
            }
            for compiled in ruleset.policies.values():
                for clause in compiled.policy.clauses:
                    if kind in clause.kinds:
                        self._stress(kind, clause.when)
        self._kinds = sorted(kind for kind, roles in self._roles.items() if roles)

    def _stress(self, kind: str, when: Any) -> None:  # noqa: ANN401  a condition
        """Tell those facts more often on which it hangs whether a clause speaks of an act."""
        path = getattr(when, "path", None)
        if isinstance(path, str) and path in self._weights[kind]:
            self._weights[kind][path] = 4.0
        for part in getattr(when, "parts", ()):
            self._stress(kind, part)

    def made(self, count: int) -> Iterator[dict[str, Any]]:
        """Make so many, all distinct, that can be read and do not contradict themselves."""
        seen: set[str] = set()
        while len(seen) < count:
            made = self._incident(len(seen))
            content = json.dumps({**made, "id": ""})
            if content in seen or not _is_sound(made):
                continue
            seen.add(content)
            yield made

    def _incident(self, number: int) -> dict[str, Any]:
        random = self._random
        acts = [self._act(place) for place in range(random.choice((1, 1, 2, 2, 3)))]
        people = [
            {"ref": act["by"], "roles": [random.choice(sorted(set(self._roles[act["kind"]])))]}
            for act in acts
            if act["by"] != "unknown"
        ]
        made: dict[str, Any] = {"id": f"bench-{number}", "on": self._day(), "people": people}
        made["people"].append({"ref": "reporter", "holds": random.sample(OFFICES, 1)})
        if random.random() < 0.3:
            made["events"] = {"e1": self._event()}
            for act in acts:
                if random.random() < 0.7:
                    act["event"] = "e1"
        made["acts"] = acts
        if random.random() < 0.2:
            made["circumstances"] = {"crime_considered": random.choice(("yes", "no", "unknown"))}
        if random.random() < 0.5:
            told = random.sample(OFFICES[:3], 1)
            made["this_report"] = {"by": acts[0]["by"], "to": told, "is_record": "yes"}
            if acts[0]["by"] == "unknown":
                made["this_report"]["by"] = "reporter"
        if random.random() < 0.3:
            made["history"] = [
                {"person": people[0]["ref"], "on": self._day(), "gravity": "low"}
                for _ in range(random.randrange(3) if people else 0)
            ]
        return made

    def _act(self, place: int) -> dict[str, Any]:
        random = self._random
        kind = random.choice(self._kinds)
        act: dict[str, Any] = {"kind": kind, "id": f"a{place + 1}", "by": f"p{place + 1}"}
        if random.random() < 0.04:
            act["by"] = "unknown"
        if random.random() < 0.8:
            act["on"] = self._day()
        facts, weights = VOCABULARY.kinds[kind].facts, self._weights[kind]
        for path in _drawn(random, weights, random.randint(FEWEST_FACTS, MOST_FACTS)):
            _put(act, path, self._value(facts[path]))
        return act

    def _event(self) -> dict[str, Any]:
        event: dict[str, Any] = {}
        specs = next(iter(VOCABULARY.kinds[k].facts for k in self._kinds if k == "lift"))
        shared = [path for path in specs if path.split(".")[0] in Event.model_fields]
        for path in self._random.sample(shared, 2):
            _put(event, path, self._value(specs[path]))
        return event

    def _day(self) -> str:
        return f"2026-{self._random.randint(1, 9):02}-{self._random.randint(1, 28):02}"

    def _value(self, spec: FactSpec) -> Any:  # noqa: ANN401  a fact's value
        random = self._random
        drawn = random.random()
        for word, share in NOT_KNOWN:
            drawn -= share
            if drawn < 0:
                return word
        if spec.type == "list":
            return {"items": [self._record(spec) for _ in range(random.randint(1, 3))]}
        if spec.type in ("boolean", "choice", "deed"):
            if spec.groups and random.random() < PARTLY_KNOWN:
                return random.choice(sorted(spec.groups))
            return random.choice(spec.values)
        return self._figure(spec)

    def _record(self, spec: FactSpec) -> dict[str, Any]:
        record: dict[str, Any] = {}
        for path, item in spec.item.items():
            if self._random.random() < 0.7:
                _put(record, path, self._value(item))
        return record

    def _figure(self, spec: FactSpec) -> Any:  # noqa: ANN401  a number, or its bounds
        random = self._random

        def one() -> Any:  # noqa: ANN401  a number or a moment
            if spec.type in ("date", "instant"):
                return self._day()
            return random.randint(1, 50) * (100 if spec.type == "money" else 1)

        if random.random() < PARTLY_KNOWN:
            return dict(zip(("at_least", "at_most"), sorted((one(), one())), strict=True))
        return one()


def _actors(policy: str) -> list[str]:
    return [*ACTORS.get(policy, ()), ORGANISATIONS.get(policy, "organisation")]


def _drawn(random: Random, weights: dict[str, float], count: int) -> list[str]:
    """Draw so many facts without repeats, by weight, in the order of the vocabulary."""
    keyed = sorted(weights, key=lambda path: random.random() ** (1 / weights[path]), reverse=True)
    chosen = set(keyed[:count])
    return [path for path in weights if path in chosen]


def _put(into: dict[str, Any], path: str, value: Any) -> None:  # noqa: ANN401  a fact's value
    *records, name = path.split(".")
    for record in records:
        into = into.setdefault(record, {})
    into[name] = value


def _is_sound(data: dict[str, Any]) -> bool:
    try:
        read_acts(VOCABULARY, read_incident(data))
    except IncidentError:
        return False
    return True


def main() -> int:
    """Print incidents, one a line."""
    from engine.build import build_ruleset  # noqa: PLC0415  only needed here

    count = int(sys.argv[1]) if len(sys.argv) > 1 else ENOUGH
    for incident in incidents(build_ruleset(), count):
        print(json.dumps(incident))
    return 0


if __name__ == "__main__":
    sys.exit(main())
