"""Every mistake in a policy earns its message, at its place."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from engine.build import read_policies
from engine.errors import RulesetError
from tests import small

if TYPE_CHECKING:
    from pathlib import Path

CLAUSE = """\
  - clause: T-1.lifts
    title: Lifts
    when: {{act: lift{when}}}
    requires:
      - name: one
        norms: [T-1]
        {must}
{more}"""
PARAMETERS = (
    small.HEAD
    + """\
parameters:
  limit: {type: money, about: a limit, ask: What is the limit?, values: []}
  often: {type: number, about: how often, ask: How often?, values: []}
  choice: {type: choice, options: [left, right], about: a choice, ask: Which?, values: []}
"""
)


def _codes(folder: Path, clauses: str, head: str = PARAMETERS, escalation: str = "") -> list[str]:
    with pytest.raises(RulesetError) as caught:
        small.ruleset(folder, clauses, head=head, escalation=escalation)
    assert all(d.source_line is not None or d.span.line == 0 for d in caught.value.diagnostics)
    return [d.code for d in caught.value.diagnostics]


@pytest.mark.parametrize(
    ("must", "code"),
    [
        ("must: {manager_agred: true}", "unknown-fact"),
        ("must: {told: {manger: done}}", "unknown-fact"),
        ("must: {told: done}", "wrong-shape"),
        ("must: {}", "empty-condition"),
        ("must: [a]", "wrong-shape"),
        ("must: {manager_agreed: maybe}", "wrong-value"),
        ("must: {manager_agreed: 1}", "wrong-value"),
        ("must: {stage: gven}", "unknown-value"),
        ("must: {stage: {one_off: [given]}}", "unknown-test"),
        ("must: {stage: {one_of: given}}", "wrong-shape"),
        ("must: {stage: [given]}", "wrong-shape"),
        ("must: {stage: {at_least: 3}}", "unknown-test"),
        ("must: {manager_agreed: {before: emergency}}", "unknown-test"),
        ("must: {any: {emergency: true}}", "wrong-shape"),
        ("must: {parameter: {chioce: left}}", "unknown-parameter"),
        ("must: {parameter: {choice: up}}", "unknown-value"),
        ("must: {parameter: {limit: much}}", "wrong-value"),
        ("must: {count: {of: acts, at_least: few}}", "wrong-value"),
        ("must: {count: {of: acts}}", "wrong-shape"),
        ("must: {count: {of: acts, at_least: 2, at_most: 3}}", "wrong-shape"),
        ("must: {count: {of: acts, at_most: 2}}", "count-needs-total"),
        ("must: {count: {of: lives, at_least: 2}}", "unknown-test"),
        ("must: {count: {of: acts, same: [stge], at_least: 2}}", "unknown-fact"),
        ("must: {count: {of: acts, within: a while, at_least: 2}}", "wrong-value"),
        ("must: {count: {of: history, where: {clause: T-9}, at_least: 2}}", "unknown-clause"),
        ("must: {count: {of: history, where: {gravity: bad}, at_least: 2}}", "unknown-gravity"),
        ("must: {count: {of: history, at_least: {parameter: often}}}", "no-while-unset"),
        ("must_not: {emergency: true, impromptu: true}", "several-under-must-not"),
        ("must_not: {emergency: true}\n        must: {emergency: false}", "wrong-shape"),
        ("title: nothing is required", "wrong-shape"),
        ("must: {emergency: true}\n        force: stern", "unknown-force"),
        ("must: {emergency: true}\n        routine: often", "wrong-shape"),
        ("must: {emergency: true}\n        gravity: bad", "unknown-gravity"),
        ("must: {emergency: true}\n        gravity: [{when: {emergency: true}}]", "missing-key"),
        ("must: {emergency: true}\n        cites: [T-99]", "unknown-norm"),
        ("must: {emergency: true}\n        mst: {}", "unknown-key"),
        ("must: {any: [{emergency: true}, {not: {emergency: true}}]}", "never-matters"),
    ],
)
def test_a_requirement(tmp_path: Path, must: str, code: str) -> None:
    """What is wrong with a requirement is told by its code."""
    assert code in _codes(tmp_path, CLAUSE.format(when="", must=must, more=""))


GIFT = """\
  - clause: T-1.gifts
    title: Gifts
    when: {{act: gift}}
    requires: [{{name: one, norms: [T-1], must: {{{must}}}}}]
"""


@pytest.mark.parametrize(
    ("must", "code"),
    [
        ("value: 25", "wrong-value"),
        ("value: {more_than: 25}", "wrong-value"),
        ("value: {more_than: lots}", "wrong-value"),
        ("value: {more_than: [£1]}", "wrong-value"),
        ("value: {more_than: {parameter: limit}}", "no-while-unset"),
        (
            "value: {more_than: {parameter: often}, while_unset: {worth: significant}}",
            "wrong-unit",
        ),
        (
            "value: {more_than: {parameter: limt}, while_unset: {worth: significant}}",
            "unknown-parameter",
        ),
        ("gifts_in_year: {at_least: many}", "wrong-value"),
        ("worth: {}", "no-such"),
    ],
)
def test_a_figure(tmp_path: Path, must: str, code: str) -> None:
    """Figures need their unit, and a parameter needs what decides while it is unset."""
    if code == "no-such":
        small.ruleset(tmp_path, GIFT.format(must="worth: {one_of: [trifling]}"), head=PARAMETERS)
    else:
        assert code in _codes(tmp_path, GIFT.format(must=must))


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ("    unless: [{name: e, because: b, norms: [T-2], lifts: [two], when: {impromptu: true}}]"
         "\n",
         "unknown-requirement"),
        ("    unless: [{name: e, because: b, norms: [T-2], lifts: [one]}]\n", "missing-key"),
        ("    unless: [{use: nothing, lifts: [one]}]\n", "unknown-exception"),
        ("    unless: [{name: e, because: b, norms: [T-2], lifts: [one], when: {emergency: true},"
         " then_must: [d]}]\n", "unknown-duty"),
        ("    unless: [{name: e, because: b, norms: [T-2], lifts: [one], when: {emergency: true},"
         " then_must: [d]}]\n    duties: {d: {norms: [T-3], must: {recorded: done}}}\n",
         "no-if-missed"),
        ("    unless: [{name: e, because: b, norms: [T-2], lifts: [one], when:"
         " {stage: given, manager_agreed: true}}]\n", "never-matters"),
        ("    no_excuse: [{fact: stage, norms: [T-2], says: s}]\n", "unknown-fact"),
        ("    applies_to: [stuff]\n", "unknown-role"),
        ("    escalation: [nowhere]\n", "unknown-path"),
        ("    gravity: {a: b}\n", "wrong-shape"),
        ("    reading: []\n", "wrong-shape"),
    ],
)  # fmt: skip
def test_a_clause(tmp_path: Path, more: str, code: str) -> None:
    """What is wrong beside the requirements is told too."""
    clause = CLAUSE.format(when=", stage: given", must="must: {manager_agreed: true}", more=more)

    assert code in _codes(tmp_path, clause)


@pytest.mark.parametrize(
    ("clauses", "code"),
    [
        ("  - {clause: T-1.a, title: a, when: {stage: given}, requires: []}\n", "no-kind"),
        ("  - {clause: T-1.a, title: a, when: {act: lft}, requires: []}\n", "unknown-kind"),
        ("  - {title: a, when: {act: lift}, requires: []}\n", "missing-key"),
        ("  - just a text\n", "wrong-shape"),
        (CLAUSE.format(when="", must="must: {emergency: true}", more="") * 2, "twice"),
        (
            CLAUSE.format(when="", must="must: {emergency: true}", more="").replace("T-1.l", "U.l"),
            "foreign-name",
        ),
        (
            CLAUSE.format(when="", must="must: {emergency: true}", more="")
            + "      - {name: one, norms: [T-2], must: {recorded: done}}\n",
            "twice",
        ),
        (
            CLAUSE.format(when="", must="must: {emergency: true}", more="")
            + "      - {name: two, norms: [T-1], must: {recorded: done}}\n",
            "two-homes",
        ),
    ],
)
def test_a_file_of_clauses(tmp_path: Path, clauses: str, code: str) -> None:
    """Names that stand twice, norms with two homes, clauses without a kind."""
    assert code in _codes(tmp_path, clauses)


FINE = CLAUSE.format(when="", must="must: {emergency: true}", more="")


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (("binds: [staff]", "binds: [stuff]"), "unknown-role"),
        (("from: unknown", "from: 2026-13-01"), "wrong-value"),
        (("from: unknown", "from: []"), "wrong-shape"),
        (("section: One, coded: all", "section: Two, coded: all"), "unknown-section"),
        (("section: One, coded: all", "section: Two, coded: all"), "missing-section"),
        (("coded: all", "coded: most"), "unknown-value"),
        (("coded: all", "coded: part, norms: [T-2]"), "unlisted-norm"),
        (("options: [left, right], ", ""), "missing-key"),
        (("type: money", "type: gold"), "unknown-value"),
        (("about: a limit, ask", "ask"), "missing-key"),
        (("What is the limit?, values: []", "What?, values: [{value: lots}]"), "wrong-value"),
        (("title: A code\n", ""), "missing-key"),
        (("title: A code\n", "title: A code\ntitel: x\n"), "unknown-key"),
        (
            (
                "versions:",
                "definitions: [{norms: [T-77], lives_in: a, says: b}]\nversions:",
            ),
            "unknown-norm",
        ),
    ],
)
def test_the_head_of_a_policy(tmp_path: Path, change: tuple[str, str], code: str) -> None:
    """What policy.yaml gets wrong is told."""
    assert code in _codes(tmp_path, FINE, PARAMETERS.replace(*change))


@pytest.mark.parametrize(
    ("escalation", "code"),
    [
        ("paths: [{path: p, title: t, steps: []}]", "never-starts"),
        ("paths: [{path: p, title: t, on: {flag: f}, steps: []}]", "unknown-flag"),
        ("paths: [{path: p, title: t, on: {path: q}, steps: []}]", "unknown-path"),
        ("paths: [{path: p, title: t, on: {event: {act: lft}}, steps: []}]", "unknown-kind"),
        ("paths: [{path: p, title: t, on: {event: {act: lift, stge: given}}, steps: []}]",
         "unknown-fact"),
        ("paths: [{path: p, title: t, on: {finding: {clause: T-9.x}}, steps: []}]",
         "unknown-clause"),
        ("paths: [{path: p, title: t, on: {finding: {gravity: serious}}, steps: []}]",
         "unknown-gravity"),
        ("paths: [{path: p, title: t, on: {history: {at_least: x}}, steps: []}]", "wrong-shape"),
        ("paths: [{path: p, title: t, on: {history: {at_least: 1, within: ages}}, steps: []}]",
         "wrong-value"),
        ("paths: [{path: p, title: t, on: {weather: bad}, steps: []}]", "unknown-fact"),
        ("paths: [{path: p, title: t, on: {event: {act: lift}}, steps:"
         " [{step: s, by: boss, do: Go}]}]", "unknown-office"),
        ("paths: [{path: p, title: t, on: {event: {act: lift}}, steps:"
         " [{step: s, by: actor, do: Go, if_you: t}]}]", "unknown-step"),
        ("paths: [{path: p, title: t, on: {event: {act: lift}}, steps:"
         " [{step: s, by: actor, do: Go, within: soon}]}]", "unknown-value"),
        ("paths: [{path: p, title: t, on: {event: {act: lift}}, steps:"
         " [{step: s, by: actor, do: Go, done_when: {stge: given}}]}]", "unknown-fact"),
        ("paths: [{path: p, title: t, on: {event: {act: lift}}, steps:"
         " [{step: s, by: actor, do: Go}, {step: s, by: actor, do: Go}]}]", "twice"),
        ("derive: [{flag: f}]", "missing-key"),
    ],
)  # fmt: skip
def test_escalation(tmp_path: Path, escalation: str, code: str) -> None:
    """What a file of escalation gets wrong is told."""
    assert code in _codes(tmp_path, FINE, escalation=f"{escalation}\n")


@pytest.mark.parametrize(
    ("norms", "code"),
    [
        ("norms:\n  - {id: T-1, section: One}\n", "missing-key"),
        ("norms:\n  - T-1\n", "wrong-shape"),
        ("norms:\n" + "  - {id: T-1, section: One, gist: g}\n" * 2, "twice"),
        ("norms: no\n", "wrong-shape"),
    ],
)
def test_the_inventory(
    tmp_path: Path, norms: str, code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What the inventory gets wrong is told."""
    monkeypatch.setattr(small, "NORMS", norms)

    assert code in _codes(tmp_path, FINE)


def test_two_policies_of_one_name(tmp_path: Path) -> None:
    """Two folders that claim one id cannot both be meant."""
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        small.ruleset(tmp_path / name, FINE, head=PARAMETERS)

    _, mistakes = read_policies(tmp_path)
    assert "editions-overlap" in [mistake.code for mistake in mistakes]


def test_all_mistakes_of_all_files_come_at_once(tmp_path: Path) -> None:
    """A mistake in one file hides none in another."""
    codes = _codes(
        tmp_path,
        CLAUSE.format(when="", must="must: {manager_agred: true}", more="    gravity: bad\n"),
        PARAMETERS.replace("binds: [staff]", "binds: [stuff]"),
        "derive: [{flag: f}]\n",
    )

    assert {"unknown-fact", "unknown-gravity", "unknown-role", "missing-key"} <= set(codes)
