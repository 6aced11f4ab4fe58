"""What an account is like is brought up, and decides nothing."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings, strategies as st

from engine.build import build_cues, build_ruleset
from engine.incident import read_incident
from engine.infer.assessment import assess
from engine.intake.bring_up import FEWEST, MOST, Openings
from engine.intake.read import read_account
from engine.intake.samples import Sample

if TYPE_CHECKING:
    from engine.infer.ruleset import Ruleset
    from engine.intake.cues import Cues
    from engine.intake.draft import Draft

RULES = build_ruleset()
BARE = build_cues()
DRESS = "PP-06.clothing/not-offensive-or-revealing"
SILENCE = "PP-04.secrecy/no-promise"
TEXT = "The zeppelin had a gaudy cravat and a cutlass."
WORDS = ["zeppelin", "gaudy", "cravat", "cutlass", "pirate", "If", "not", ".", "Dan", "she", "had"]


def taught(cues: Cues, *samples: tuple[str, str]) -> Cues:
    """Give the lexicon and scopes alone, with samples of one requirement each."""
    made = [Sample(id_.partition("-")[0], (id_,), (says,)) for id_, says in samples]
    return replace(cues, cues=(), orders={}, keeps={}, trials=(), samples=tuple(made))


def read(cues: Cues, text: str, policy: str = "PP") -> Draft:
    return read_account(RULES, cues, text, policy)


def acts(draft: Draft) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = draft.incident["acts"]
    return found


@pytest.fixture
def pirates(cues: Cues) -> Cues:
    return taught(cues, (DRESS, "A gaudy cravat, a cutlass and a zeppelin on the waistcoat."))


def test_an_account_like_a_sample_brings_its_requirement_up(pirates: Cues) -> None:
    draft = read(pirates, TEXT)

    (act,) = (act for act in acts(draft) if act["kind"] == "dress")
    assert act["offensive_or_revealing"] == "raised"
    answer = assess(RULES, read_incident(draft.incident), ["PP"])
    assert DRESS in {f.provision.id for f in answer.findings if not f.routine}


def test_the_words_that_did_it_are_the_evidence(pirates: Cues) -> None:
    draft = read(pirates, TEXT)

    quoted = {q.quote for e in draft.evidence if e.cue == f"samples/{DRESS}" for q in e.quotes}
    assert quoted >= {"zeppelin", "gaudy", "cravat", "cutlass"}
    for evidence in draft.evidence:
        for quote in evidence.quotes:
            assert TEXT[quote.start : quote.end] == quote.quote


def test_what_is_brought_up_is_not_suggested_besides(cues: Cues) -> None:
    likes_both = taught(cues, (DRESS, TEXT), (SILENCE, "A gaudy zeppelin."))
    brought_up = {evidence.cue for evidence in read(likes_both, TEXT).evidence}
    suggested = {item.clause for item in read(likes_both, TEXT).suggestions}

    assert f"samples/{DRESS}" in brought_up
    assert f"samples/{SILENCE}" not in brought_up
    assert "PP-06.clothing" not in suggested
    assert "PP-04.secrecy" in suggested


@settings(max_examples=60)
@given(words=st.lists(st.sampled_from(WORDS), max_size=30))
def test_nothing_that_likeness_brings_up_is_breached(words: list[str]) -> None:
    cues = LEARNT.setdefault("cues", taught(BARE, (DRESS, TEXT), (SILENCE, "Pirate, she had.")))
    draft = read(cues, " ".join(words))
    answer = assess(RULES, read_incident(draft.incident), ["PP"])

    assert {finding.verdict for finding in answer.findings} <= {"undetermined", "not_breached"}
    brought_up = {evidence.cue for evidence in draft.evidence}
    assert len(brought_up) <= MOST


def test_few_words_bring_nothing_up(pirates: Cues) -> None:
    assert len(["zeppelin", "gaudy", "cravat"]) == FEWEST
    assert not acts(read(pirates, "Gaudy, the cravat."))


@pytest.mark.parametrize(
    "text",
    [
        f"Draft poster for the staff room, please check the wording. {TEXT}",
        "The policy says that staff must not wear a zeppelin, a gaudy cravat or a cutlass.",
    ],
)
def test_rules_and_exercises_bring_nothing_up(text: str, pirates: Cues) -> None:
    assert not [act for act in acts(read(pirates, text)) if act["kind"] == "dress"]


def test_what_was_read_is_kept(cues: Cues) -> None:
    """A fact that words state is not unsaid by what they are like."""
    text = "Dan gave K (15) a gaudy cravat as a present. None of the others got one."
    plain = replace(cues, samples=())
    like = replace(cues, samples=(Sample("PP", ("PP-07.giving/to-all",), (text,)),))

    before, after = acts(read(plain, text)), acts(read(like, text))
    told = next(act for act in before if act["kind"] == "gift")
    kept = next(act for act in after if act["kind"] == "gift")
    assert told["to_all_equally"] is False
    assert {key: kept[key] for key in told if told[key] != "raised"}.items() <= kept.items()
    assert kept["to_all_equally"] is False


def test_what_a_pupil_did_is_not_added_to(cues: Cues) -> None:
    lists = replace(cues, samples=(Sample("PP", (DRESS,), (TEXT,)),))
    text = f"The child wore a hat. {TEXT} Dan the support worker was there."
    draft = read(lists, text)

    outside = {p["ref"] for p in draft.incident["people"] if p.get("roles") == ["child"]}
    for act in acts(draft):
        if act["by"] in outside:
            assert "offensive_or_revealing" not in act


def test_a_body_acts_where_a_clause_binds_only_one(cues: Cues) -> None:
    by_school = next(
        f"{clause.id}/{clause.requires[0].name}"
        for clause in RULES.policies["BF"].policy.clauses
        if clause.roles == {"principal"} or "parent" not in clause.roles
    )
    draft = read(taught(cues, (by_school, TEXT)), TEXT, "BF")

    assert {tuple(person["roles"]) for person in draft.incident["people"]} & {
        ("school",),
        ("principal",),
        ("school_staff",),
    }


def test_a_policy_without_samples_is_known_by_its_own_words(cues: Cues) -> None:
    draft = read(
        replace(cues, samples=()), "A regular gift, a significant one, from the same family.", "PP"
    )

    brought_up = {evidence.cue for evidence in draft.evidence}
    assert any(cue.startswith("samples/PP-07.accepting/") for cue in brought_up)
    assert "PP-07.open-to-misreading" in {item.clause for item in draft.suggestions}


def test_every_requirement_can_be_brought_up(ruleset: Ruleset, cues: Cues) -> None:
    """Raising what a requirement hangs on leaves it open, for somebody whom its clause binds."""
    missing = []
    for id_, held in ruleset.policies.items():
        openings = Openings(held.policy, cues.vocabulary)
        everything = [(c, r) for c in held.policy.clauses for r in c.requires]
        for number, (clause, requirement) in enumerate(everything):
            opening = openings.of(number)
            act: dict[str, Any] = {"id": "a1", "kind": opening.kind, "by": "p"}
            incident: dict[str, Any] = {"acts": [act]}
            for path in opening.paths:
                steps = path.split(".")
                into = incident if steps[0] == "circumstances" else act
                for step in steps[:-1]:
                    into = into.setdefault(step, {})
                into[steps[-1]] = "raised"
            wanted = f"{clause.id}/{requirement.name}"
            opened = set()
            for role in sorted(clause.roles):
                incident["people"] = [{"ref": "p", "roles": [role]}]
                answer = assess(ruleset, read_incident(incident), [id_])
                opened |= {f.provision.id for f in answer.findings if not f.routine}
            if wanted not in opened:
                missing.append(wanted)
    assert sorted(missing) == sorted(ROUTINE_TILL_STATED)


ROUTINE_TILL_STATED = [
    "C4PC-COI.decisions/no-other-work",
    "C4PC-COI.decisions/no-part-in-decisions",
    "PCT-COI.final/decision-kept",
    "PP-04.abuse-circle/closed-circle",
    "PP-04.passing-on/records",
    "PP-11.asking-first/permission",
    "PP-11.self-care/left-to-do-it",
]
"""What they ask for is also what makes them speak, so only a stated fact puts them in question."""
LEARNT: dict[str, Cues] = {}
