"""Random clauses, incidents and parameters over a small vocabulary of their own.

One generator serves twice: `pairs` draws batches from a seed, fast enough for a million cases, and
`cases` lets Hypothesis draw and shrink them. The vocabulary is data (`VOCABULARY`), for a judge
that knows no engine; `models` builds the pydantic acts from that same data.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from random import Random
from typing import TYPE_CHECKING, Any, Literal

from hypothesis import strategies as st
from pydantic import create_model

from engine.facts.base import (
    Act,
    Choice,
    Date,
    Deed,
    Duration,
    Model,
    Money,
    Number,
    Record,
    Several,
    YesNo,
    fact,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

POLICY = "T"

ROLE_GROUPS: dict[str, list[str]] = {
    "staff": [
        "employee",
        "manager",
        "agency_worker",
        "contractor",
        "director",
        "associate",
        "volunteer",
    ],
    "parent_carer": ["parent", "carer"],
}
ROLES = [
    *ROLE_GROUPS["staff"],
    *("school_staff", "principal", "steering_group_member", "forum_staff", "partner", "advocate"),
    *("friend", *ROLE_GROUPS["parent_carer"], "visitor", "child", "pupil", "service_user"),
    *("former_service_user", "organisation", "school", "trust", "outsider"),
]
"""Roles of the engine, and two of its groups; a test says that they are."""

YES_OR_NO = {"type": "boolean"}
DEED = {"type": "deed"}

VOCABULARY: dict[str, Any] = {
    "roles": {"all": ROLES, "groups": ROLE_GROUPS, "policy": POLICY},
    "circumstances": {"crime_considered": YES_OR_NO},
    "thing": {
        "alpha": YES_OR_NO,
        "bravo": YES_OR_NO,
        "charlie": YES_OR_NO,
        "delta": YES_OR_NO,
        "echo": {"type": "boolean", "only_if": {"alpha": True}},
        "foxtrot": {"type": "boolean", "only_if": {"echo": True}},
        "golf": {
            "type": "boolean",
            "settled": [
                {"if": {"stage": "refused"}, "is": False},
                {"if": {"stage": "offered"}, "is": True},
            ],
        },
        "stage": {
            "type": "choice",
            "values": ["offered", "given", "refused"],
            "groups": {"not_refused": ["offered", "given"]},
        },
        "place": {
            "type": "choice",
            "values": ["home", "office", "street", "park"],
            "groups": {"indoors": ["home", "office"], "outdoors": ["street", "park"]},
        },
        "manner": {
            "type": "choice",
            "values": ["calm", "brisk", "rough"],
            "only_if": {"stage": ["offered", "given"]},
        },
        "mood": {
            "type": "choice",
            "values": ["glad", "even", "cross"],
            "settled": [
                {"if": {"bravo": True}, "is": "even"},
                {"if": {"place": ["street", "park"]}, "is": "even"},
            ],
        },
        "recorded": DEED,
        "told.manager": DEED,
        "told.lead": DEED,
        "value": {"type": "money"},
        "heads": {"type": "number"},
        "delay": {"type": "duration"},
        "day": {"type": "date"},
        "passengers": {
            "type": "list",
            "item": {
                "belted": YES_OR_NO,
                "seat": {"type": "choice", "values": ["front", "back"]},
                "cushion": {"type": "boolean", "only_if": {"seat": "back"}},
            },
        },
    },
    "matter": {
        "alpha": YES_OR_NO,
        "bravo": YES_OR_NO,
        "stage": {"type": "choice", "values": ["offered", "given", "refused"]},
        "recorded": DEED,
        "value": {"type": "money"},
    },
}
"""Every kind of act with its facts; `matter` shares some of those of `thing`."""

PARAMETERS: dict[str, str] = {
    "dogs-too": "boolean",
    "strict-view": "boolean",
    "big-value": "money",
    "many-heads": "number",
    "long-delay": "duration",
}
"""Every parameter and its type."""

_SAMPLES: dict[str, list[Any]] = {
    "money": ["£10", "£25", "£12.50", "40.50 GBP"],
    "number": [2, 3, 5, 2.5],
    "duration": ["90 minutes", "2 hours", "1 day", "121 minutes"],
    "date": ["2026-03-01", "2026-03-02", "2026-03-20"],
}
"""Constants for tests; of neighbours, some leave no whole number between them."""

_AMOUNTS: dict[str, list[int]] = {
    "money": [900, 1000, 1250, 2000, 2500, 4050, 9900],
    "number": [1, 2, 3, 4, 5, 9],
    "duration": [30, 90, 100, 120, 121, 1440, 3000],
    "date": [-1, 0, 1, 5, 18, 19, 25],
}
"""What facts come out as, in the plainest unit; dates count from 1 March 2026."""

_FIGURES = {"value": "big-value", "heads": "many-heads", "delay": "long-delay"}
_NUMERIC = ("money", "number", "duration", "date")
_COMPARISONS = ("more_than", "at_least", "at_most", "less_than")
_NOT_KNOWN = ("unknown", "disputed", "alleged", "raised", None)
_ROLE_CHOICES: list[list[str]] = [
    ["staff"],
    ["staff"],
    ["employee"],
    ["manager", "parent_carer"],
    ["parent", "volunteer", "staff"],
    ["carer", "child"],
]
_SIZES = {"boolean": 2, "deed": 4, "money": 5, "number": 5, "duration": 5, "date": 5, "list": 12}
"""About how many values an open fact of this type has."""


@dataclass(frozen=True)
class Batch:
    """One clause with several incidents, each also told in full.

    `wholes` says of each incident all that was true: whatever is learned of an incident is there.
    `parameters` has a `type` and a `value` for each, None while unset.
    """

    clause: dict[str, Any]
    parameters: dict[str, dict[str, Any]]
    incidents: list[dict[str, Any]]
    wholes: list[dict[str, Any]]


@dataclass(frozen=True)
class Case:
    """One clause on one incident, also told in full."""

    clause: dict[str, Any]
    parameters: dict[str, dict[str, Any]]
    incident: dict[str, Any]
    whole: dict[str, Any]


# --- the pydantic side of the vocabulary ---------------------------------------------------------

_TYPES: dict[str, Any] = {
    "boolean": YesNo,
    "deed": Deed,
    "money": Money,
    "number": Number,
    "duration": Duration,
    "date": Date,
}


def models() -> dict[str, type[Act]]:
    """Build the acts of `VOCABULARY` as pydantic models, by kind."""
    return {
        kind: create_model(
            kind.title(),
            __base__=Act,
            __doc__=f"A {kind}, for tests.",
            **{"kind": (Literal[kind], ...), **_fields(VOCABULARY[kind])},
        )
        for kind in ("thing", "matter")
    }


def _fields(specs: Mapping[str, Any]) -> dict[str, Any]:
    fields: dict[str, Any] = {}
    records: dict[str, dict[str, Any]] = {}
    for path, spec in specs.items():
        record, _, name = path.rpartition(".")
        if record:
            records.setdefault(record, {})[name] = spec
        else:
            fields[name] = (_type(name, spec), _fact(name, spec))
    for record, inner in records.items():
        model = create_model(record.title(), __base__=Record, **_fields(inner))
        fields[record] = (model | None, None)
    return fields


def _type(name: str, spec: Mapping[str, Any]) -> Any:
    if spec["type"] == "choice":
        return Choice[Literal[(*spec["values"], *spec.get("groups", {}))]]  # type: ignore[misc]
    if spec["type"] == "list":
        item = create_model(name.title(), __base__=Model, **_fields(spec["item"]))
        return Several[item] | None  # type: ignore[valid-type]
    return _TYPES[spec["type"]]


def _fact(name: str, spec: Mapping[str, Any]) -> Any:
    says = (f"{name} is so", f"{name} is not so") if spec["type"] == "boolean" else f"{name}: {{}}"
    return fact(
        f"What of {name}?",
        says,
        only_if=spec.get("only_if"),
        settled=spec.get("settled"),
        groups=spec.get("groups"),
    )


# --- clauses -------------------------------------------------------------------------------------


class _Writer:
    """Writes conditions over a few facts, so that they come up again and again."""

    def __init__(
        self, rng: Random, specs: Mapping[str, Any], pool: Sequence[str], *, in_list: bool = False
    ) -> None:
        self.in_list = in_list
        self.rng = rng
        self.specs = specs
        self.pool = pool
        self.used: set[str] = set()
        self.lists_left = 2

    def condition(self, depth: int, most: int = 2) -> dict[str, Any]:
        """Write a condition of one to `most` keys, nested at most `depth` deep."""
        written: dict[str, Any] = {}
        for _ in range(1 if most == 1 or self.rng.random() < 0.65 else most):
            written |= self._key(depth)
        return written

    def _key(self, depth: int) -> dict[str, Any]:
        roll = self.rng.random()
        if depth > 0 and roll < 0.3:
            word = "any" if roll < 0.2 else "all"
            parts = self.rng.choice((1, 2, 2, 2, 3))
            return {word: [self.condition(depth - 1) for _ in range(parts)]}
        if depth > 0 and roll < 0.38:
            return {"not": self.condition(depth - 1)}
        if roll < 0.42 and not self.in_list:
            name = self.rng.choice(("dogs-too", "strict-view"))
            return {"parameter": {name: self.rng.random() < 0.6}}
        return self._atom(self.rng.choice(self.pool))

    def _atom(self, path: str) -> dict[str, Any]:
        if path.startswith("circumstances."):
            return {"circumstances": {path.partition(".")[2]: self.rng.random() < 0.6}}
        spec = self.specs[path]
        if spec["type"] == "list" and not self.lists_left:
            path = "alpha"
            spec = self.specs[path]
        self.used.add(path)
        test = self._test(path, spec)
        record, _, name = path.rpartition(".")
        return {record: {name: test}} if record and self.rng.random() < 0.5 else {path: test}

    def _test(self, path: str, spec: Mapping[str, Any]) -> Any:
        kind = spec["type"]
        if kind == "boolean":
            return self.rng.choice((True, True, False, "yes", "no"))
        if kind == "deed":
            return self._deed()
        if kind == "choice":
            return self._choice(spec)
        if kind == "list":
            self.lists_left -= 1
            facts = self.rng.sample(list(spec["item"]), 2)
            inner = _Writer(self.rng, spec["item"], facts, in_list=True)
            return {self.rng.choice(("each", "some")): inner.condition(1)}
        return self._numeric(path, kind)

    def _deed(self) -> Any:
        if self.rng.random() < 0.1:
            return {"one_of": self.rng.sample(("late", "not_done", "not_yet_due"), 2)}
        return self.rng.choice(("done", "done", "done_in_time", "not_done", "late", "not_yet_due"))

    def _choice(self, spec: Mapping[str, Any]) -> Any:
        if self.rng.random() < 0.4:
            return {"one_of": self.rng.sample(spec["values"], 2)}
        return self.rng.choice(spec["values"])

    def _numeric(self, path: str, kind: str) -> Any:
        roll = self.rng.random()
        word = self.rng.choice(_COMPARISONS)
        samples = _SAMPLES[kind][:2] if roll < 0.5 else _SAMPLES[kind]
        if path in _FIGURES and roll < 0.3:
            otherwise = self.rng.choice(("bravo", "alpha"))
            return {
                word: {"parameter": _FIGURES[path]},
                "while_unset": {otherwise: self.rng.random() < 0.7},
            }
        if roll > 0.93:
            return self.rng.choice(samples)
        if roll > 0.8:
            return {"at_least": samples[0], self.rng.choice(_COMPARISONS[2:]): samples[1]}
        return {word: self.rng.choice(samples)}


def random_clause(rng: Random) -> dict[str, Any]:
    """Draw a clause: one to three requirements, up to three exceptions, shared duties."""
    kinds = ["thing", "matter"] if rng.random() < 0.1 else ["thing"]
    specs = VOCABULARY[kinds[-1]]
    pool = rng.sample(list(specs), min(len(specs), rng.choice((2, 3, 3, 4, 4, 5, 6))))
    if rng.random() < 0.05:
        pool.append("circumstances.crime_considered")
    writer = _Writer(rng, specs, pool)
    clause: dict[str, Any] = {"clause": f"{POLICY}-1.case", "title": "A case", "when": {}}
    if rng.random() < 0.5:
        clause["applies_to"] = rng.choice(_ROLE_CHOICES)
    clause["when"] = {"act": kinds[0] if len(kinds) == 1 else kinds}
    if rng.random() < 0.5:
        clause["when"] |= writer.condition(rng.choice((0, 1, 2)), most=1)
    clause["requires"] = [
        _requirement(rng, writer, number) for number in range(rng.choice((1, 1, 1, 2, 2, 3)))
    ]
    _add_exceptions(rng, writer, clause)
    clause["gravity"] = rng.choice(("low", "moderate", "serious", "critical"))
    return clause


def _requirement(rng: Random, writer: _Writer, number: int) -> dict[str, Any]:
    requirement: dict[str, Any] = {
        "name": f"rule-{number + 1}",
        "norms": [f"{POLICY}-1-{number + 1:02}"],
    }
    if rng.random() < 0.2:
        requirement["when"] = writer.condition(1)
    if rng.random() < 0.35:
        requirement["must_not"] = writer.condition(rng.choice((1, 2, 3)), most=1)
    else:
        requirement["must"] = writer.condition(rng.choice((0, 1, 2, 3)))
    if rng.random() < 0.05:
        requirement["force"] = "advisory"
    if rng.random() < 0.05:
        requirement["routine"] = True
    return requirement


def _add_exceptions(rng: Random, writer: _Writer, clause: dict[str, Any]) -> None:
    names = [requirement["name"] for requirement in clause["requires"]]
    duties = [f"duty-{number + 1}" for number in range(rng.choice((0, 1, 2, 3)))]
    owed: set[str] = set()
    exceptions = []
    for number in range(rng.choice((0, 1, 1, 2, 2, 3))):
        exception: dict[str, Any] = {
            "name": f"excuse-{number + 1}",
            "because": f"Excuse {number + 1} holds",
            "norms": [f"{POLICY}-1-{number + 11:02}"],
            "lifts": rng.sample(names, rng.randint(1, len(names))),
            "when": writer.condition(rng.choice((0, 0, 0, 1, 2)), most=rng.choice((1, 1, 2))),
        }
        if duties and rng.random() < 0.7:
            exception["then_must"] = rng.sample(duties, rng.randint(1, min(2, len(duties))))
            exception["if_missed"] = rng.choice(("duty_broken", "exception_lost"))
            owed |= set(exception["then_must"])
        exceptions.append(exception)
    if exceptions:
        clause["unless"] = exceptions
    if owed:
        clause["duties"] = {
            duty: {"norms": [f"{POLICY}-1-{21 + number:02}"], "must": writer.condition(1)}
            for number, duty in enumerate(sorted(owed))
        }


def random_parameters(rng: Random) -> dict[str, dict[str, Any]]:
    """Draw a setting of every parameter; None is unset."""
    return {
        name: {"type": kind, "value": _setting(rng, kind) if rng.random() < 0.4 else None}
        for name, kind in PARAMETERS.items()
    }


def _setting(rng: Random, kind: str) -> Any:
    return rng.random() < 0.5 if kind == "boolean" else rng.choice(_SAMPLES[kind])


# --- incidents -----------------------------------------------------------------------------------


def facts_of(clause: Mapping[str, Any]) -> list[str]:
    """Name the facts of acts that a clause tests, and those on which they depend."""
    kind = clause["when"]["act"]
    specs = VOCABULARY[kind if isinstance(kind, str) else kind[-1]]
    found: dict[str, None] = {}
    waiting = sorted(_keys(clause) & set(specs))
    while waiting:
        path = waiting.pop()
        found[path] = None
        rules = specs[path].get("settled", [])
        waiting += specs[path].get("only_if", {})
        waiting += [other for rule in rules for other in rule["if"]]
    return sorted(found)


def _keys(written: Any) -> set[str]:
    if isinstance(written, list):
        return {key for part in written for key in _keys(part)}
    if not isinstance(written, dict):
        return set()
    found = set(written) | {key for part in written.values() for key in _keys(part)}
    return found | {f"told.{name}" for name in ("manager", "lead") if name in found}


def random_incident(
    rng: Random, tested: Sequence[str], most: int | None = None
) -> tuple[dict[str, Any], dict[str, Any]]:
    """Draw an incident, as it is stated and as a whole.

    It begins with what was true and leaves some of that unsaid, so that what is stated never
    contradicts itself.

    Args:
        rng: Where chance comes from.
        tested: The facts that matter to the clause at hand.
        most: About the most completions of one act; drawn where not given, mostly small.
    """
    refs = [f"p{number + 1}" for number in range(rng.choice((1, 1, 1, 2, 3)))]
    stated: dict[str, Any] = {"people": [], "acts": []}
    whole: dict[str, Any] = {"people": [], "acts": []}
    for ref in refs:
        said, true = _person(rng, ref)
        stated["people"].append(said)
        whole["people"].append(true)
    for number in range(rng.choice((0, 1, 1, 1, 1, 1, 1, 2, 2, 2, 3, 4))):
        budget = most or rng.choice((1, 1, 2, 4, 4, 8, 8, 16, 16, 16, 32, 64, 128))
        if most is None and rng.random() < 0.004:
            budget = 2000
        said, true = _act(rng, f"a{number + 1}", refs, tested, budget)
        stated["acts"].append(said)
        whole["acts"].append(true)
    if rng.random() < 0.3:
        whole["circumstances"] = {"crime_considered": rng.random() < 0.5}
        if rng.random() < 0.6:
            stated["circumstances"] = dict(whole["circumstances"])
    return stated, whole


def _person(rng: Random, ref: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """Draw somebody of one role, and what is said of it: that, more, a group, or nothing."""
    role = rng.choice(("employee", "employee", "manager", "volunteer", "parent", "child"))
    group = next((name for name, members in ROLE_GROUPS.items() if role in members), role)
    others = rng.sample(["parent", "employee", "outsider", "child"], 2)
    said: Any = rng.choice(
        ([role],) * 6 + ([group], [group], sorted({role, *others}), [others[0], group], None)
    )
    true: dict[str, Any] = {"ref": ref, "roles": [role]}
    if said is None:
        return {"ref": ref}, true
    if rng.random() < 0.1:
        said = {POLICY: said} if rng.random() < 0.7 else {"ELSEWHERE": said}
    return {"ref": ref, "roles": said}, true


def _act(
    rng: Random, name: str, refs: Sequence[str], tested: Sequence[str], budget: int
) -> tuple[dict[str, Any], dict[str, Any]]:
    kind = "matter" if rng.random() < 0.08 else "thing"
    specs = VOCABULARY[kind]
    true = _truth(rng, specs, tested)
    said: dict[str, Any] = {}
    order = list(true)
    rng.shuffle(order)
    for path in order:
        spec = specs[path]
        size = _size(spec)
        if path in tested and size <= budget and rng.random() < 0.75:
            word, left = _blurred(rng, spec, true[path], size)
            budget //= left
            if word is not None or rng.random() < 0.05:
                said[path] = word
        elif true[path] is not None:
            said[path] = _worded(rng, spec, true[path])
    _stray(rng, specs, said)
    head = {"id": name, "kind": kind, "by": rng.choice(refs)}
    if rng.random() < 0.1:
        head["capacity"] = rng.choice(("employee", "parent", "volunteer", "staff"))
    whole = {path: value for path, value in true.items() if value is not None}
    return head | _nested(said), head | _nested({p: _told(specs[p], v) for p, v in whole.items()})


def _truth(rng: Random, specs: Mapping[str, Any], tested: Sequence[str]) -> dict[str, Any]:
    """Draw what was true of the tested facts and a few others; None for pointless ones.

    A fact always comes after those on which it depends.
    """
    true: dict[str, Any] = {}
    for path, spec in specs.items():
        links = spec.get("only_if", {})
        if path not in tested and (rng.random() > 0.1 or any(p not in true for p in links)):
            continue
        if any(other in specs and other not in true for other in _parents(spec)):
            continue
        if links and not _holds(links, true):
            true[path] = None
            continue
        rules = [rule["is"] for rule in spec.get("settled", []) if _holds(rule["if"], true)]
        true[path] = rules[0] if rules else _value(rng, spec)
    return true


def _parents(spec: Mapping[str, Any]) -> list[str]:
    settled = [other for rule in spec.get("settled", []) for other in rule["if"]]
    return [*spec.get("only_if", {}), *settled]


def _holds(links: Mapping[str, Any], true: Mapping[str, Any]) -> bool:
    return all(
        true[other] in (wanted if isinstance(wanted, list) else [wanted])
        for other, wanted in links.items()
    )


def _value(rng: Random, spec: Mapping[str, Any]) -> Any:
    match spec["type"]:
        case "boolean":
            return rng.random() < 0.5
        case "choice":
            return rng.choice(spec["values"])
        case "deed":
            return rng.choice(("done", "done", "late", "not_done", "not_done", "not_yet_due"))
        case "list":
            item = spec["item"]
            return [_truth(rng, item, list(item)) for _ in range(rng.choice((0, 1, 1, 2, 3)))]
        case kind:
            return rng.choice(_AMOUNTS[kind])


def _size(spec: Mapping[str, Any]) -> int:
    return len(spec["values"]) if spec["type"] == "choice" else _SIZES[spec["type"]]


def _told(spec: Mapping[str, Any], true: Any) -> Any:
    """Say what was true in full and in the plainest words."""
    if spec["type"] == "date":
        return _day(true)
    if spec["type"] == "list":
        items = [{name: value for name, value in one.items() if value is not None} for one in true]
        return {"items": items, "complete": "yes"}
    return true


def _worded(rng: Random, spec: Mapping[str, Any], true: Any) -> Any:
    """Say what was true in full, in one of the ways in which that can be written."""
    kind = spec["type"]
    if kind == "boolean" and rng.random() < 0.3:
        return "yes" if true else "no"
    if kind == "money" and rng.random() < 0.5:
        return f"£{true // 100}" if true % 100 == 0 else f"{true // 100}.{true % 100:02} GBP"
    if kind == "duration" and rng.random() < 0.5:
        return f"{true // 60} hours" if true % 60 == 0 else f"{true} minutes"
    return _told(spec, true)


def _blurred(rng: Random, spec: Mapping[str, Any], true: Any, size: int) -> tuple[Any, int]:
    """Say less than was true, and about how many values that leaves open."""
    kind = spec["type"]
    if true is not None and rng.random() < 0.35:
        if kind in _NUMERIC:
            return _range(rng, kind, true), size - 1
        if kind == "list":
            return _some_entries(rng, true)
        group = _group(spec, true)
        if group is not None:
            return group, 2
    if kind == "list":
        return rng.choice((None, {"items": []}, {"items": [], "complete": "unknown"})), size
    return rng.choice(_NOT_KNOWN), size


def _group(spec: Mapping[str, Any], true: Any) -> str | None:
    if spec["type"] == "deed":
        return "yes" if true in ("done", "late") else "no"
    groups = spec.get("groups", {})
    return next((name for name, members in groups.items() if true in members), None)


def _range(rng: Random, kind: str, true: int) -> dict[str, Any]:
    amounts = _AMOUNTS[kind]
    ends = {
        "at_least": rng.choice([amount for amount in amounts if amount <= true]),
        "at_most": rng.choice([amount for amount in amounts if amount >= true]),
    }
    if rng.random() < 0.4:
        del ends[rng.choice(("at_least", "at_most"))]
    return {end: _day(amount) if kind == "date" else amount for end, amount in ends.items()}


def _some_entries(rng: Random, true: list[Any]) -> tuple[Any, int]:
    """Name some of the entries, and of one of them perhaps not everything."""
    complete = rng.random() < 0.5
    entries = true if complete else true[: rng.randint(0, len(true))]
    items = [{name: value for name, value in one.items() if value is not None} for one in entries]
    left = 1 if complete else 12
    for one in items[:2]:
        if rng.random() < 0.5:
            hidden = rng.choice(sorted(one))
            one[hidden] = rng.choice(("unknown", "disputed", "alleged", "raised"))
            left *= 2
    said: dict[str, Any] = {"items": items}
    if complete:
        said["complete"] = rng.choice((True, "yes"))
    elif rng.random() < 0.6:
        said["complete"] = rng.choice((False, "no", "unknown", "disputed"))
    return said, left


def _stray(rng: Random, specs: Mapping[str, Any], said: dict[str, Any]) -> None:
    """Now and then state a fact that a stated one makes pointless."""
    if rng.random() < 0.03 and said.get("alpha") in (False, "no") and "echo" in specs:
        said["echo"] = rng.random() < 0.5


def _day(number: int) -> str:
    return f"2026-03-{number + 1:02}" if number >= 0 else "2026-02-28"


def _nested(flat: Mapping[str, Any]) -> dict[str, Any]:
    nested: dict[str, Any] = {}
    for path, value in flat.items():
        record, _, name = path.rpartition(".")
        if record:
            nested.setdefault(record, {})[name] = value
        else:
            nested[name] = value
    return nested


def learned(rng: Random, incident: Mapping[str, Any], whole: Mapping[str, Any]) -> dict[str, Any]:
    """Give the incident with some of what was left unsaid; never less than before."""
    acts = []
    for said, true in zip(incident["acts"], whole["acts"], strict=True):
        told = dict(said)
        for name, value in true.items():
            if isinstance(value, dict) and "items" not in value:
                told[name] = dict(said.get(name) or {}) | {
                    one: answer for one, answer in value.items() if rng.random() < 0.5
                }
            elif rng.random() < 0.5:
                told[name] = value
        acts.append(told)
    people = [
        true if rng.random() < 0.3 else said
        for said, true in zip(incident["people"], whole["people"], strict=True)
    ]
    found = dict(incident) | {"people": people, "acts": acts}
    if "circumstances" in whole and rng.random() < 0.5:
        found["circumstances"] = whole["circumstances"]
    return found


# --- batches and strategies ----------------------------------------------------------------------


def batches(seed: int, each: int = 25) -> Iterator[Batch]:
    """Draw batches for ever, each of one clause and `each` incidents; same seed, same batches."""
    rng = Random(seed)  # noqa: S311  no secret hangs on it
    while True:
        clause, parameters = random_clause(rng), random_parameters(rng)
        tested = facts_of(clause)
        drawn = [random_incident(rng, tested) for _ in range(each)]
        yield Batch(clause, parameters, [said for said, _ in drawn], [true for _, true in drawn])


def pairs(seed: int, n: int, each: int = 25) -> Iterator[Batch]:
    """Draw so many batches that they hold at least `n` pairs of a clause and an incident."""
    return islice(batches(seed, each), -(-n // each))


def case_from(rng: Random, most: int | None = None) -> Case:
    """Draw one case."""
    clause, parameters = random_clause(rng), random_parameters(rng)
    said, true = random_incident(rng, facts_of(clause), most)
    return Case(clause, parameters, said, true)


def cases(most: int | None = None) -> st.SearchStrategy[Case]:
    """Let Hypothesis draw cases, and shrink them."""
    return st.randoms(use_true_random=False).map(lambda rng: case_from(rng, most))


def clauses() -> st.SearchStrategy[dict[str, Any]]:
    """Let Hypothesis draw clauses."""
    return st.randoms(use_true_random=False).map(random_clause)
