"""Who somebody is, as the words of an account tell it."""

from __future__ import annotations

from pathlib import Path

import pytest

from engine.build import build_cues
from engine.intake.people import People
from engine.intake.read import acts_in, scan_of
from engine.intake.somebody import REPORTER
from engine.intake.text import read_text

LISTS = build_cues(Path(__file__).parents[3] / "rules")


def _people(text: str) -> People:
    scan = scan_of(LISTS, read_text(text), None)
    return People(scan, LISTS.lexicon, LISTS.describing, LISTS.keys)


def _classes(text: str, name: str) -> set[str]:
    people = _people(text)
    (person,) = (p for p in people.somebody if name in p.names and p.number != REPORTER)
    return person.classes


@pytest.mark.parametrize(
    ("text", "who", "what"),
    [
        # by their age
        ("Dan drove Jo, who is 14, home.", "jo", "child"),
        ("Jo was 9 and Dan drove Jo home.", "jo", "child"),
        ("Jo, Year 6, was late, so Dan drove Jo home.", "jo", "child"),
        ("Dan drove Mia, thirteen, home.", "mia", "child"),
        ("Dan drove Mia home. She's fourteen.", "mia", "child"),
        ("Dan drove Mia home (she is only 14).", "mia", "child"),
        ("Dan drove K, a 16yo, home.", "k", "child"),
        ("Dan, our youth worker, drove Mia, a Year 10, home.", "mia", "child"),
        # together with others
        ("Dan took Keeley and Ro, both 15, for pizza.", "keeley", "child"),
        ("Dan drove Ali, Bo and Cy, all 14, home.", "ali", "child"),
        ("Dan took Ava and Leo (9 and 11) home.", "ava", "child"),
        ("Dan took the residents (Mo, Jo and Sal) out.", "sal", "client"),
        ("Dan drove the twins, Mia and Ty, 12, home.", "mia", "child"),
        # by what is said of them
        ("Dan texted a client of ours, Mo.", "mo", "client"),
        ("Dan drove a lad from football called Reece home.", "reece", "child"),
        ("Dan drove one of the group, Mia, home.", "mia", "client"),
        ("Dan texted Mr Patel, who we support.", "patel", "client"),
        ("Dan drove Mia, who uses our respite service, home.", "mia", "client"),
        ("Mia is on Dan's caseload. He drove her home.", "mia", "client"),
        ("Mia's key worker Dan drove her home.", "mia", "client"),
        ("Kez, who mentors Mia, drove her home.", "mia", "client"),
        ("Dan drove Mia home.", "mia", ""),
        ("Mia, who supports Dan, drove him home.", "mia", ""),
        ("The kids, Dan said, were fine and he drove home.", "dan", ""),
        # and not by a number that is no age
        ("Dan drove Mr Orme, 81, home.", "orme", ""),
        ("Mia drove home. She was two and a half hours late.", "mia", ""),
        ("Ben and 12 others came.", "ben", ""),
    ],
)
def test_who_somebody_is(text: str, who: str, what: str) -> None:
    assert _classes(text, who) & {"child", "client"} == ({what} if what else set())


def test_a_worker_is_not_whom_they_work_with() -> None:
    assert _classes("Mia's key worker Dan drove her home.", "dan") == {"staff"}
    assert not _classes("Kez, who mentors Mia, drove her home.", "kez")


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("We asked both. K, 16: I called Simone a slag. Simone: I never touched her.", "k"),
        ("Jade: where r u\nMr Kerr: in bed. I called Dan a prick\nJade: lol", "kerr"),
        ("Janine: I am worried about Dan. I called him a prick.", ""),
        ("K, 16: I called Dan a prick.", "k"),
        ("They talked.\nMr Kerr: no\nI called Dan a prick.", ""),
        ("Dad of the Pryce girls called Dan a prick.", "-"),
        ("Note of call from Deepa. Dan was late and Deepa called Dan a prick.", "deepa"),
    ],
)
def test_whose_words_they_are(text: str, who: str) -> None:
    (act,) = (act for act in acts_in(LISTS, text) if act.kind == "behaviour")

    person = _people(text).somebody[act.who or REPORTER]
    if who == "-":
        assert person.classes & {"parent"}
    else:
        assert person.number == REPORTER if not who else who in person.names


@pytest.mark.parametrize(
    ("text", "who"),
    [
        # in quotation marks: whoever speaks, not whoever listens
        ("Graham came by. He says to me and the driver, 'I would move her on.'", "graham"),
        ("Anil told the reporter 'I am here as a dad.'", "anil"),
        ("Duncan said 'Well, yes. No. If I had told you, it was lost.'", "duncan"),
        ("I told Dan 'I am leaving.'", ""),
        # not a forum, nor whoever is named in the same clause
        ("Rohan came. I asked was it the forum's thing and he said so.", "rohan"),
        ("Mr Abara came. Finley had burst a balloon. He's no relation to Finley.", "abara"),
        ("Mr Abara left. Ben drove off. He shut the gate and Ben laughed.", "ben"),
        # who is described in between acts all the same
        ("Deepa rang. On Friday R (4) held out his arm and showed her.", "deepa"),
        ("On Friday R (4) held out an arm. Deepa saw. I saw his mark.", "r"),
        ("Your clerk Iain, who sits here as well, sent Ben a page. He saw.", "iain"),
        ("S has Callum as his mentor. A mentor is a great thing for S. He gave S a tag.", "callum"),
        ("Hallie's mum came. Ms Bell saw her. Mum shouted. Where is her coat?", "bell"),
        ("To the Clerk. Mrs Sokol's letter attached. She asks for a reply.", "sokol"),
        # names
        ("It is all in Priti's writing. She did it.", "priti"),
        ("Ask in Bristol. She did it.", "-"),
        ("Zorvik (12) saw a dog. I called him.", "zorvik"),
        ("I rang Mags, our manager, and she came.", "mags"),
        ("Ninety left. Then he went.", "-"),
        ("We went to the garage with Jo, Abs was kneeling up. I asked him.", "abs"),
    ],
)
def test_whom_a_pronoun_means(text: str, who: str) -> None:
    """The last pronoun of each text."""
    people = _people(text)
    pronouns = [mention for mention in people.mentions if mention.form == "pronoun"]

    if who == "-":
        assert not any(people.somebody[mention.who].names for mention in pronouns)
    elif who:
        assert who in people.somebody[pronouns[-1].who].names
    else:
        assert pronouns[-1].who == REPORTER


@pytest.mark.parametrize(
    "text",
    [
        "Dan gave Mia (14) a lift home.",
        "Dan gave Mia (14, one of ours) a lift home.",
        "Dan gave Mia, 14, a lift home.",
        "Dan gave Mia a lift home.",
    ],
)
def test_what_is_put_in_after_somebody_parts_no_words(text: str) -> None:
    (act,) = (act for act in acts_in(LISTS, text) if act.kind == "lift")
    quotes = [read_text(text).quote(m.first, m.found.end)[2] for m in act.openers]

    assert any(quote.startswith("gave Mia") for quote in quotes)
    assert all(quote.count("(") == quote.count(")") for quote in quotes)


def test_a_parent_called_by_no_more_than_that_is_the_one_known() -> None:
    people = _people("Hallie's mum came in. Mum turned her round. Mum left.")

    assert len({m.who for m in people.mentions if "parent" in people.somebody[m.who].classes}) == 1


def test_two_mothers_are_two() -> None:
    people = _people("Hallie's mum and Ben's mum came in. Mum left.")

    assert len({m.who for m in people.mentions if "parent" in people.somebody[m.who].classes}) == 3


@pytest.mark.parametrize(
    ("text", "swore"),
    [
        ("He said 'It's not doing any fucking harm.'", True),
        ("He did not say fuck once.", False),
        ("The code says parents must not say fuck.", False),
    ],
)
def test_a_negation_changes_nothing_of_a_word_that_was_used(text: str, *, swore: bool) -> None:
    acts = acts_in(LISTS, text)
    assert any("swore" in act.told and act.told["swore"][0] is True for act in acts) == swore


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Mum rang to say a dad 'grabbed' her son (7).", "alleged"),
        ("I looked into the complaint that Jo 'grabbed' a child.", "alleged"),
        ("Jo says she 'grabbed' a child.", "happened"),
        ("I saw that Jo 'grabbed' a child.", "happened"),
        ("Ali (9) says that Jo 'grabbed me'.", "happened"),
    ],
)
def test_what_another_says_in_quotation_marks_is_an_allegation(text: str, status: str) -> None:
    told = {act.told["form"][1] for act in acts_in(LISTS, text) if "form" in act.told}
    assert told == {status}


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("Dan came. Mags, our manager, knew.", "dan"),
        ("The forum met and the forum left. Dan was there.", "dan"),
        ("A woman came. The woman sat down. Dan came.", "dan"),
        ("Dan drove Mia home in his own car. Jo waved.", "dan"),
        ("I was there in the hall.", ""),
    ],
)
def test_whom_an_account_is_about(text: str, who: str) -> None:
    """What nobody is named for is theirs: here a threat that stands alone."""
    told = f"{text} A note: you will be sorry."
    (act,) = (act for act in acts_in(LISTS, told) if act.kind == "behaviour")
    person = _people(told).somebody[act.who or REPORTER]

    assert person.number == REPORTER if not who else who in person.names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("dan drove mia home", {"dan", "mia"}),
        ("miss khan shouted at mia", {"khan", "mia"}),
        ("i miss school and mia", {"mia"}),
        ("i will mark it on the rose bill", set()),
        ("Here dan drove Mia home", {"mia"}),
    ],
)
def test_names_without_capitals_where_there_are_no_capitals(text: str, names: set[str]) -> None:
    found = (person.names for person in _people(text).somebody)

    assert set().union(*found) == names
