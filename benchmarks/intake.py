"""How much of a labelled account comes through: from its words to findings, as the service does it.

Usage: python -m benchmarks.intake FILE ... [--show] [--only ID ...] [--vectors]

A file holds a list of accounts: `id`, `text`, `policy` (`PP`, `PP+PCT`) and the labels
`breaches`, `undetermined`, `not_breached` and `acceptable`, each with `norm_ids`: norms that state
the same thing, so that a hit on one of them is a hit.

`--vectors` ranks with the sentence model of the extra `vectors` too (`make vectors` installs it).
`--show` lists per account what was missed and which findings were surplus.
"""

from __future__ import annotations

import argparse
import gc
import json
import statistics
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from engine.build import build_cues, build_ruleset, with_vectors
from engine.incident import read_incident
from engine.infer.assessment import assess
from engine.intake.read import read_account
from engine.report.json import to_json
from engine.syntax.condition import asked


@dataclass
class Labels:
    """What an account's labels say: groups of norms."""

    breaches: list[set[str]]
    undetermined: list[set[str]]
    not_breached: list[set[str]]
    acceptable: set[str]
    quotes: list[str]

    @classmethod
    def of(cls, entry: dict[str, Any]) -> Labels:
        """Read the labels of one account."""

        def groups(key: str) -> list[set[str]]:
            return [set(item["norm_ids"]) for item in entry.get(key) or []]

        return cls(
            groups("breaches"),
            groups("undetermined"),
            groups("not_breached"),
            set().union(*groups("acceptable"), set()),
            [item.get("quote", "") for item in entry.get("breaches") or []],
        )


@dataclass
class Came:
    """What came of one account."""

    entry: dict[str, Any]
    labels: Labels
    findings: list[dict[str, Any]]
    suggested: set[str]
    draft: dict[str, Any]
    seconds: float
    questions: int
    plain: set[str]
    """Norms of requirements that hang on no judgement."""

    def norms(self, *verdicts: str, routine: bool = False) -> list[set[str]]:
        """Give the norms of each finding with one of these verdicts."""
        return [
            set(f["norms"])
            for f in self.findings
            if f["verdict"] in verdicts and (routine or not f["routine"])
        ]

    @property
    def surplus(self) -> list[dict[str, Any]]:
        """Flagged findings that no label names."""
        named = set().union(
            *self.labels.breaches, *self.labels.undetermined, self.labels.acceptable
        )
        return [
            f
            for f in self.findings
            if f["verdict"] in {"breached", "undetermined"}
            and not f["routine"]
            and not named & set(f["norms"])
        ]


@dataclass
class Sums:
    """Counts over all accounts."""

    hits: dict[str, int] = field(default_factory=dict)
    of: dict[str, int] = field(default_factory=dict)

    def count(self, name: str, hits: int, of: int) -> None:
        """Add to a share."""
        self.hits[name] = self.hits.get(name, 0) + hits
        self.of[name] = self.of.get(name, 0) + of

    def share(self, name: str) -> str:
        """Write a share."""
        hits, of = self.hits.get(name, 0), self.of.get(name, 0)
        return f"{hits}/{of} ({100 * hits / of:.0f}%)" if of else "none"


def main() -> None:
    """Measure, and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", metavar="FILE", nargs="+", type=Path)
    parser.add_argument("--show", action="store_true")
    parser.add_argument("--only", nargs="*", default=[])
    parser.add_argument("--vectors", action="store_true")
    given = parser.parse_args()
    start = time.perf_counter()
    ruleset = build_ruleset()
    cues = with_vectors(build_cues(), _tell, wanted=given.vectors)
    for policy in ruleset.policies:
        read_account(ruleset, cues, "-", policy)
    ready = time.perf_counter() - start
    entries = [
        entry for file in given.files for entry in yaml.safe_load(file.read_text(encoding="utf-8"))
    ]
    plain = {name: _plain(ruleset, name) for name in ruleset.policies}
    came = []
    for entry in entries:
        wanted = [name.strip() for name in str(entry["policy"]).replace("+", ",").split(",")]
        if given.only and entry["id"] not in given.only:
            continue
        if any(name not in ruleset.policies for name in wanted):
            print(f"{entry['id']}: {entry['policy']} is not loaded", file=sys.stderr)
            continue
        came.append(_run(ruleset, cues, plain, entry, wanted))
    if given.show:
        for one in came:
            _show(one)
    _report(came)
    print(f"| ready after | {ready:.1f} s |")
    times = _seconds(ruleset, cues, _long(came))
    if times:
        p99 = times[int(0.99 * len(times))]
        print(
            f"| reading {LONG:,} characters | median {1000 * statistics.median(times):.1f} ms,"
            f" 99th percentile {1000 * p99:.1f} ms |"
        )


def _tell(done: int, of: int) -> None:
    if done % 500 == 0 or done == of:
        print(f"vectors: {done:,} of {of:,} passages", file=sys.stderr, flush=True)


def _run(
    ruleset: Any,  # noqa: ANN401
    cues: Any,  # noqa: ANN401
    plain: dict[str, frozenset[str]],
    entry: dict[str, Any],
    wanted: list[str],
) -> Came:
    start = time.perf_counter()
    draft = read_account(ruleset, cues, entry["text"], wanted[0])
    seconds = time.perf_counter() - start
    incident = read_incident(json.loads(json.dumps(draft.incident)))
    found = json.loads(to_json(assess(ruleset, incident, wanted, "off"), ruleset.digest, "off"))
    suggested = {norm for item in draft.suggestions for norm in item.norms}
    return Came(
        entry,
        Labels.of(entry),
        found["findings"],
        suggested,
        draft.to_dict(),
        seconds,
        len(found["questions"]),
        set().union(*(plain[policy] for policy in wanted)),
    )


def _plain(ruleset: Any, name: str) -> frozenset[str]:  # noqa: ANN401
    """Give the norms that a policy has a requirement for which hangs on no judgement."""
    policy = ruleset.policies[name].policy
    kinds = ruleset.vocabulary.kinds
    return frozenset(
        norm
        for clause in policy.clauses
        for requirement in clause.requires
        for norm in requirement.norms
        if not any(
            path in kinds[kind].facts and kinds[kind].facts[path].judgement
            for kind in clause.kinds
            for part in (requirement.must, requirement.when, clause.when)
            for path in asked(part)
        )
    )


LONG = 4_000
"""Characters of a long account."""


def _long(came: list[Came]) -> list[str]:
    """Make long accounts of short ones."""
    whole = "\n\n".join(one.entry["text"] for one in came)
    return [whole[at : at + LONG] for at in range(0, len(whole) - LONG, LONG)]


def _seconds(ruleset: Any, cues: Any, texts: list[str]) -> list[float]:  # noqa: ANN401
    """Read each text five times under the longest code, with frozen policies as in the service."""
    gc.collect()
    gc.freeze()
    found = []
    for text in texts * 5:
        start = time.perf_counter()
        read_account(ruleset, cues, text, "PP")
        found.append(time.perf_counter() - start)
    return sorted(found)


def _hit(group: set[str], found: list[set[str]]) -> bool:
    return any(group & norms for norms in found)


def _report(came: list[Came]) -> None:
    sums = Sums()
    surplus, questions = [], []
    for one in came:
        labels = one.labels
        breached, open_ = one.norms("breached"), one.norms("undetermined")
        flagged = breached + open_
        anything = one.norms("breached", "undetermined", "not_breached", "excused", routine=True)
        sums.count("flagged", sum(_hit(g, flagged) for g in labels.breaches), len(labels.breaches))
        sums.count("stated", sum(_hit(g, breached) for g in labels.breaches), len(labels.breaches))
        plain = [group for group in labels.breaches if group & one.plain]
        sums.count("plain", sum(_hit(group, breached) for group in plain), len(plain))
        sums.count(
            "open", sum(_hit(g, flagged) for g in labels.undetermined), len(labels.undetermined)
        )
        good = set().union(*labels.breaches, labels.acceptable)
        sums.count("precision", sum(bool(norms & good) for norms in breached), len(breached))
        wrong = sum(_hit(g, breached) for g in labels.not_breached)
        sums.count("wrong", wrong, len(labels.not_breached))
        reached = [*anything, one.suggested]
        sums.count("reached", sum(_hit(g, reached) for g in labels.breaches), len(labels.breaches))
        surplus.append(len(one.surplus))
        questions.append(one.questions)
    times = sorted(one.seconds for one in came)
    beyond = f"median {statistics.median(surplus):g}, mean {statistics.mean(surplus):.1f}"
    rows = [
        ("labelled breaches flagged (may breach, or asked)", sums.share("flagged")),
        ("labelled breaches stated as breached", sums.share("stated")),
        ("the same, of those that hang on no judgement", sums.share("plain")),
        (
            "findings called breached that a label or an acceptable norm names",
            sums.share("precision"),
        ),
        ("labelled non-breaches wrongly called breached", sums.share("wrong")),
        ("labelled open points asked for", sums.share("open")),
        (
            "flagged findings beyond labels, per account",
            f"{beyond}, most {max(surplus)}",
        ),
        ("questions per account", f"median {statistics.median(questions):g}"),
        ("labelled breaches among facts or five suggestions", sums.share("reached")),
        (
            "reading one account",
            f"median {1000 * statistics.median(times):.1f} ms, most {1000 * times[-1]:.1f} ms",
        ),
    ]
    print(f"{len(came)} accounts\n")
    for name, value in rows:
        print(f"| {name} | {value} |")


def _show(one: Came) -> None:
    labels = one.labels
    breached, open_ = one.norms("breached"), one.norms("undetermined")
    lines = []
    for group, quote in zip(labels.breaches, labels.quotes, strict=True):
        if not _hit(group, breached + open_):
            where = "suggested" if group & one.suggested else "nowhere"
            lines.append(f"  missed {sorted(group)} ({where}): {quote}")
        elif not _hit(group, breached):
            lines.append(f"  only asked {sorted(group)}: {quote}")
    lines += [
        f"  not asked {sorted(group)}"
        for group in labels.undetermined
        if not _hit(group, breached + open_)
    ]
    lines += [f"  WRONG {sorted(group)}" for group in labels.not_breached if _hit(group, breached)]
    lines += [
        f"  surplus {f['verdict']} {f['id']} {f['norms']} needs {f.get('needs')}"
        for f in one.surplus
    ]
    lines += [f"  unread: {item['quote']}" for item in one.draft["unread"]]
    acts = [
        f"  act {act['kind']} by {act['by']}: "
        + ", ".join(f"{k}={v}" for k, v in act.items() if k not in {"id", "kind", "by"})
        for act in one.draft["incident"]["acts"]
    ]
    people = ", ".join(f"{p['ref']} {p.get('roles')}" for p in one.draft["incident"]["people"])
    print("\n".join([f"## {one.entry['id']} {one.entry['policy']} [{people}]", *acts, *lines, ""]))


if __name__ == "__main__":
    main()
