"""From an account to a draft: what holds of every text."""

from __future__ import annotations

import itertools
import json
import logging
import sys
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings, strategies as st

from engine.build import build_cues, build_ruleset
from engine.incident import read_incident
from engine.infer.assessment import assess
from engine.intake.cues import Cues
from engine.intake.read import read_account
from engine.intake.text import read_text
from engine.report.json import to_json
from tests.engine.intake.conftest import RULES

if TYPE_CHECKING:
    from collections.abc import Callable

    from engine.intake.draft import Draft

PIECES = (
    "Dan", "K", "Ben, 15,", "the support worker", "Mum", "my son's advocate", "Mrs Lane", "I", "he",
    "she", "didn't", "never", "no one", "if", "must not", "apparently", "denies", "drove", "gave",
    "home", "in his own car", "a £200 voucher", "a tenner", "fifteen hundred pounds",
    "took a photo",
    "on her own phone", "posted it on Facebook", "told the manager", "wrote it up", "‘yours’",
    "secretly recorded the meeting", "was arrested", "the dog", "(made up)", "scenario", ".", "!",
    "?", ",", ";", "\n", "\n- ", "‘", "’", "'", '"', "“", "”", "—", "é", "İ", "ﬁ", "🙂", "\u0000",
    "x" * 50, "3.20pm", "12/13/2026", "30 February", "£", "£9,99,9", "n't", "'s",
)  # fmt: skip
TEXTS = st.one_of(
    st.text(max_size=300), st.lists(st.sampled_from(PIECES), max_size=60).map(" ".join)
)
MOST_CALLS = 1_500_000
"""For 20,000 characters; the costliest text below takes some 600,000."""
LOADED = build_ruleset(RULES)
LISTS = build_cues(RULES)
ACCOUNT = (
    "DSL log. Dan, our group worker, drove K (15) home in his own car on Thursday. No manager had"
    " agreed it and he hasn't written it up. He gave her a £30 voucher. None of the other young"
    " people got anything. "
)


def _read(text: str, policy: str = "PP", **given: Any) -> Draft:
    return read_account(LOADED, LISTS, text, policy, **given)


@settings(max_examples=300)
@given(TEXTS, st.sampled_from(sorted(LOADED.policies)), st.sampled_from([None, date(2026, 3, 2)]))
def test_any_text_gives_a_draft_that_can_be_assessed(
    text: str, policy: str, day: date | None
) -> None:
    draft = _read(text, policy, occurred_on=day)
    told = json.loads(json.dumps(draft.to_dict()))

    for item in told["evidence"]:
        assert item["quotes"]
    quotes = [quote for item in told["evidence"] for quote in item["quotes"]] + told["unread"]
    for quote in quotes:
        assert text[quote["start"] : quote["end"]] == quote["quote"]
    assess(LOADED, read_incident(told["incident"]), [policy], "off")


@settings(max_examples=100)
@given(TEXTS)
def test_each_piece_of_evidence_points_at_its_value(text: str) -> None:
    draft = _read(text)

    for item in draft.evidence:
        found: Any = draft.incident
        for step in item.pointer.split("/")[1:]:
            found = found[int(step)] if isinstance(found, list) else found[step]
        assert found == item.value


@settings(max_examples=100)
@given(st.text(max_size=400))
def test_tokens_stand_where_they_say(text: str) -> None:
    account = read_text(text)
    tokens = account.tokens

    assert all(0 <= t.start < t.end <= len(text) for t in tokens)
    assert all(one.end <= two.start for one, two in itertools.pairwise(tokens))
    assert [p for low, high in account.sentences for p in range(low, high)] == list(
        range(len(tokens))
    )


def test_the_same_account_gives_the_same_draft() -> None:
    fresh = read_account(build_ruleset(RULES), build_cues(RULES), ACCOUNT, "PP")

    assert fresh.to_dict() == _read(ACCOUNT).to_dict()


def test_what_is_said_is_read_and_nothing_else() -> None:
    draft = _read(ACCOUNT, role="volunteer", occurred_on=date(2026, 3, 6))
    acts = {act["kind"]: act for act in draft.incident["acts"]}

    assert acts["lift"]["vehicle"] == "private"
    assert acts["lift"]["manager_agreed"] is False
    assert acts["lift"]["on"] == "2026-03-05"
    assert acts["lift"].get("emergency", "raised") == "raised"
    assert acts["gift"]["value"] == 3000
    assert acts["gift"]["to_all_equally"] is False
    told = [item.fact for item in draft.evidence if item.status != "raised"]
    assert not any(fact.startswith("consent") for fact in told)
    assert {"ref": acts["gift"]["by"], "roles": ["volunteer"]} in draft.incident["people"]


def test_a_judgement_is_raised_and_never_set() -> None:
    draft = _read("He drove Ben (15) home. It was an emergency.")

    assert draft.incident["acts"][0]["emergency"] == "raised"
    judged = {
        (kind.name, path)
        for kind in LOADED.vocabulary.kinds.values()
        for path, spec in kind.facts.items()
        if spec.judgement
    }
    for cue in LISTS.cues:
        kinds = [cue.kind] if cue.kind else list(LOADED.vocabulary.kinds)
        for path, value in [(cue.path, cue.value), *cue.sets]:
            if any((kind, path) in judged for kind in kinds):
                assert value == "raised"


def test_acts_of_others_are_theirs() -> None:
    draft = _read("Ben, 15, took a photo of another boy. Dan, the support worker, drove Ben home.")
    roles = {person["ref"]: person["roles"] for person in draft.incident["people"]}
    by = {act["kind"]: roles[act["by"]] for act in draft.incident["acts"]}

    assert by.items() >= {"image": ["child"], "lift": ["staff"]}.items()


def test_whoever_writes_about_a_forum_is_one_of_its_people() -> None:
    text = "Denzil passed the case studies to a reporter. I knew of the leak and kept it to myself."
    roles = {
        p["ref"]: p["roles"] for p in read_account(LOADED, LISTS, text, "C4PC").incident["people"]
    }

    assert roles["reporter"] == ["partner"]


def test_what_a_body_owes_is_one_act_whoever_is_named() -> None:
    text = "Gill sent no minutes. Jo sent no newsletter."
    acts = read_account(LOADED, LISTS, text, "PCT").incident["acts"]

    assert [act["kind"] for act in acts].count("information_due") == 1


def test_words_outside_the_order_of_a_list_are_acts_of_their_own() -> None:
    text = (
        "Dawn is on the committee of Fair Funding Now, a campaign. "
        "Dawn's sister runs a firm that wants the contract."
    )
    acts = read_account(LOADED, LISTS, text, "PCT").incident["acts"]

    assert {act["what"] for act in acts if act["kind"] == "interest"} >= {
        "campaign_group",
        "relationship",
    }


def test_what_looks_like_conduct_and_was_not_read_is_said() -> None:
    draft = _read("Dan shouted at the wall for an hour and threw his shoes at it. Tea was at four.")

    assert all("Tea" not in quote.quote for quote in draft.unread)


def test_what_is_suggested_changes_no_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    drafts = [_read(ACCOUNT)]
    monkeypatch.setattr("engine.intake.read.suggest", lambda *_: ())
    drafts.append(_read(ACCOUNT))

    assert [bool(draft.suggestions) for draft in drafts] == [True, False]
    first, second = (
        to_json(assess(LOADED, read_incident(d.incident), ["PP"]), LOADED.digest) for d in drafts
    )
    assert first == second


def test_nothing_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    _read(ACCOUNT)

    assert caplog.records == []


@pytest.mark.parametrize(
    "text",
    [
        "not " * 5000,
        "the manager drove " * 1500,
        "a " * 9000,
        "'" * 20000,
        "(((((" * 4000,
        "x" * 20000,
        "Dan told Ben that " * 1100,
        "he said '" + "I did it " * 2200,
        "£1,1" * 5000,
    ],
    ids=lambda text: text[:12],
)
def test_work_grows_with_the_length_only(text: str) -> None:
    """Twice the text takes about twice the calls; so does the worst that anybody may send."""
    _read(text)  # what is learnt of its words once is no work of either

    half, whole = (_calls(lambda sent=sent: _read(sent)) for sent in (text[: len(text) // 2], text))

    assert whole < max(5_000, 2.5 * half)
    assert whole < MOST_CALLS


def _calls(work: Callable[[], object]) -> int:
    """Count the calls that `work` makes, of Python and of C: its cost on every machine alike."""
    count = itertools.count()
    before = sys.getprofile()
    sys.setprofile(lambda *_: next(count))
    try:
        work()
    finally:
        sys.setprofile(before)
    return next(count) // 2  # each is told of when it begins and when it ends


def test_empty_lists_state_nothing() -> None:
    bare = Cues(LISTS.lexicon, LISTS.vocabulary)

    draft = read_account(LOADED, bare, ACCOUNT, "PP")
    assert {e.status for e in draft.evidence if e.pointer.startswith("/acts/")} <= {"raised"}


def test_a_telling_that_contradicts_waiting_was_late() -> None:
    draft = _read(
        "Anna saw a colleague slap a child. She sat on it for two days, then told the DSL."
    )

    told = [a for a in draft.incident["acts"] if a.get("waited") is True]
    assert {a["told"]["designated_lead"] for a in told} == {"late"}


def test_a_negation_that_a_pattern_names_with_a_hyphen_is_not_turned() -> None:
    draft = _read("Lynn, a care worker, saw D. slap a resident and told no one.")

    assert any(act.get("kept_to_self") is True for act in draft.incident["acts"])


def test_a_pattern_may_name_an_apostrophe_and_s() -> None:
    draft = _read("Wendy's partner is on the sex offenders register.")

    assert "association" in {act["kind"] for act in draft.incident["acts"]}


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("Mrs Beck screamed down the phone that we were effing jokes. I am the teacher.", "parent"),
        ("The dad came in, and said 'fuck off' to the head teacher.", "parent"),
        ("'Fuck off,' the dad shouted at the head teacher.", "parent"),
        ("The dad told the table that the head teacher was a liar.", "parent"),
        ("The head was told to fuck off by Kian's stepdad. He called her a liar.", "parent"),
        ("I was told to fuck off in the playground. I am the teacher.", "parent_carer"),
        ("I asked for the form. Back it came: 'fuck off'. I am the teacher.", "parent_carer"),
        ("Mrs Tate (Y3) asked him to leave, and he told Mrs Tate to fuck off.", "parent_carer"),
    ],
)
def test_words_are_the_speakers(text: str, role: str) -> None:
    incident = _read(text, "BF").incident
    roles = {person["ref"]: person["roles"] for person in incident["people"]}
    said = [act for act in incident["acts"] if {"called_names", "swore"} & act.keys()]

    assert {r for act in said for r in roles[act["by"]]} <= {role, "parent_carer"}
    assert said


@pytest.mark.parametrize(
    ("text", "by"),
    [
        ("I saw Craig (support worker) grab Kyle (16) by the collar.", "person1"),
        ("I grabbed Mia (9) by the arm.", "reporter"),
    ],
)
def test_whoever_was_seen_acted(text: str, by: str) -> None:
    acts = _read(text).incident["acts"]
    assert {act["by"] for act in acts if act["kind"] == "intervention"} == {by}


def test_a_pronoun_goes_on_from_whoever_was_just_named() -> None:
    draft = _read("His nan waited. I rang Collette and she drove Ben (9) home.")

    (lift,) = (act for act in draft.incident["acts"] if act["kind"] == "lift")
    (person,) = (p for p in draft.incident["people"] if p["ref"] == lift["by"])
    assert person["roles"] == ["staff"]  # and not the carer


def test_what_a_thing_did_is_not_the_doing_of_whoever_stands_before_it() -> None:
    text = "Mrs Amoah filmed the gala. I sat behind her, and it went on her Facebook at four."
    draft = _read(text, "BF")

    (post,) = (act for act in draft.incident["acts"] if act["kind"] == "publication")
    assert post["by"] != "reporter"


def test_what_somebodys_daughter_gave_was_received_by_another() -> None:
    draft = _read("Sandra (support worker) says Mr Quigley's daughter gave her a £50 voucher.")
    roles = {person["ref"]: person["roles"] for person in draft.incident["people"]}
    gifts = [act for act in draft.incident["acts"] if act.get("direction") == "received"]

    assert [roles[act["by"]] for act in gifts] == [["staff"]]


def test_what_only_the_actor_can_do_is_not_told_by_what_another_did() -> None:
    told = {}
    for who in ("He has", "I have", "Nobody has"):
        draft = _read(f"Pete gave Amy (16) a £30 voucher. {who} not told anyone.")
        told[who] = next(a for a in draft.incident["acts"] if a["kind"] == "gift").get("declared")

    assert told == {"He has": False, "I have": None, "Nobody has": False}


def test_whoever_watched_kept_quiet() -> None:
    draft = _read("Sean (support worker) saw Craig hit Ben (9) and never told the manager.")
    by = {act["kind"]: act["by"] for act in draft.incident["acts"]}

    assert by["concern"] != by["intervention"]
    (quiet,) = (act for act in draft.incident["acts"] if act.get("kept_to_self"))
    assert quiet["by"] == by["concern"]


@pytest.mark.parametrize("policy", ["BF", "PP"])
def test_nobody_knows_the_role_of_a_stranger(policy: str) -> None:
    draft = read_account(LOADED, LISTS, "A man in a van shouted at my son.", policy)

    assert draft.incident["people"] == [{"ref": draft.incident["acts"][0]["by"]}]


def test_words_may_bring_up_a_fact_that_is_no_judgement_amid_others() -> None:
    draft = _read("Pat, a care worker, saw the bruise. It was not her place to say.")
    other = _read("Pat, a care worker, saw the rota. It was not her place to say.")

    (act,) = (a for a in draft.incident["acts"] if a["kind"] == "concern")
    assert act["waited"] == "raised"
    assert not any(a["kind"] == "concern" and "how" not in a for a in other.incident["acts"])
