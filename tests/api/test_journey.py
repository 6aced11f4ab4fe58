"""From a pasted account to a record: what a form does, and what it may not do."""

from __future__ import annotations

import html
import json
import re
from typing import TYPE_CHECKING

import pytest

from api.page.state import MOST_ACCOUNT
from engine.facts.catalogue import VOCABULARY
from tests.api.walk import ACCOUNT

if TYPE_CHECKING:
    from tests.api.walk import Walk


def _act(walk: Walk, kind: str) -> int:
    acts = walk.state["incident"]["acts"]
    return next(n for n, act in enumerate(acts) if act["kind"] == kind)


def test_an_account_is_read_and_judged(walk: Walk) -> None:
    response = walk.check()

    assert response.status_code == 200
    assert "What it may breach" in walk.page
    assert "No image of a service user with one's own equipment" in walk.text
    assert "own phone" in walk.text
    assert "may be breached" in walk.page
    assert "<script>alert" not in walk.page
    assert "&lt;script&gt;alert(1)" in walk.page


def test_a_long_account_that_repeats_itself_is_read_and_goes_on(walk: Walk) -> None:
    whole = "\n\n".join([ACCOUNT] * (MOST_ACCOUNT // (len(ACCOUNT) + 2)))

    assert walk.check(whole).status_code == 200
    assert max(len(item["quotes"]) for item in walk.state["evidence"]) > 50
    assert walk.answer(f"/acts/{_act(walk, 'lift')}/stage", "given").status_code == 200


def test_what_was_typed_stays_when_something_is_missing(walk: Walk) -> None:
    response = walk.check(policy="", role="PH:advocate", occurred_on="soon")

    assert response.status_code == 422
    assert "<title>Error: " in walk.page
    assert "Choose the code to check against" in walk.page
    assert "Enter a day, such as 2 March 2026" in walk.page
    assert html.escape(ACCOUNT, quote=False).split("\n", maxsplit=1)[0] in walk.page
    assert 'value="soon"' in walk.page
    assert '<option value="PH:advocate" selected>' in walk.page


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"account": " \n"}, "Paste or write what happened"),
        ({"account": "x" * 30_001}, "30,000 letters or fewer"),
        ({"role": "PH:advocate"}, "under the code you chose"),
        ({"role": "PP:king"}, "Choose a role from the list"),
        ({"policy": "XX"}, "Choose the code"),
    ],
)
def test_each_mistake_is_told(walk: Walk, fields: dict[str, str], message: str) -> None:
    assert walk.check(**fields).status_code == 422
    assert message in walk.page


def test_an_answer_settles_a_finding(walk: Walk) -> None:
    walk.check()
    lift = _act(walk, "lift")
    before = walk.page.count("Not settled</span>")

    walk.answer(f"/acts/{lift}/within_normal_duties", "yes", confirmed_by="Sam, DSL")

    state = walk.state
    assert state["incident"]["acts"][lift]["within_normal_duties"] == "yes"
    said = state["incident"]["provenance"][f"/acts/{lift}/within_normal_duties"]
    assert said == {"confirmed_by": "Sam, DSL"}
    assert walk.page.count("Not settled</span>") != before
    assert "Confirmed by Sam, DSL" in walk.page


def test_nobody_knows_is_an_answer(walk: Walk) -> None:
    walk.check()
    lift = _act(walk, "lift")

    walk.answer(f"/acts/{lift}/within_normal_duties", "unknown")

    assert walk.state["incident"]["acts"][lift]["within_normal_duties"] == "unknown"
    assert "Nobody knows" in walk.page


def test_a_fact_is_corrected_and_removed(walk: Walk) -> None:
    walk.check()
    image = _act(walk, "image")
    pointer = f"/acts/{image}/equipment"

    walk.do(f"ask {pointer}")
    assert "With whose equipment" in walk.text
    assert 'value="personal" checked' in walk.page
    walk.answer(pointer, "organisation")
    assert walk.state["incident"]["acts"][image]["equipment"] == "organisation"
    assert "Changed; the account was read as" in walk.page
    walk.do(f"remove {pointer}")

    assert "equipment" not in walk.state["incident"]["acts"][image]


def test_a_bad_answer_is_told_and_stays(walk: Walk) -> None:
    walk.check()
    image = _act(walk, "image")

    response = walk.answer(f"/acts/{image}/equipment", "stolen")

    assert response.status_code == 422
    assert walk.state["incident"]["acts"][image]["equipment"] == "personal"


def test_an_act_is_added_question_by_question(walk: Walk) -> None:
    walk.check()
    count = len(walk.state["incident"]["acts"])

    walk.do("add")
    assert "What happened?" in walk.page
    assert walk.do("added-kind").status_code == 422
    walk.do("added-kind", kind="gift")
    assert "Who did it?" in walk.page
    assert walk.do("added-by", kind="gift").status_code == 422
    walk.do("added-by", kind="gift", by="+", new_role="PP:volunteer")
    assert "Save and go on" in walk.page
    added = walk.state["incident"]["acts"][-1]
    assert (added["kind"], len(walk.state["incident"]["acts"])) == ("gift", count + 1)
    people = {p["ref"]: p.get("roles") for p in walk.state["incident"]["people"]}
    assert people[added["by"]] == ["volunteer"]
    asked = set()
    while "Save and go on" in walk.page:
        found = re.search(r'name="asked" value="([^"]+)"', walk.page)
        skipped = re.search(r'name="skipped" value="([^"]*)"', walk.page)
        assert found is not None
        assert skipped is not None
        assert found[1] not in asked
        asked.add(found[1])
        if len(asked) % 2:
            walk.do(f"skip {added['id']}", asked=found[1], skipped=skipped[1])
        else:
            walk.answer(
                found[1],
                "unknown",
                f"guide {added['id']}",
                asked=found[1],
                skipped=skipped[1],
                **{f"unknown:{found[1]}": "yes"},
            )
    assert len(asked) > 3
    assert "What it may breach" in walk.page
    walk.do(f"remove-act {count}")

    assert len(walk.state["incident"]["acts"]) == count


def test_an_act_is_given_to_somebody_not_named(walk: Walk) -> None:
    walk.check()
    count = len(walk.state["incident"]["people"])
    walk.do("ask /acts/0/by")
    assert "Somebody not named so far (an employee" in walk.text
    walk.answer("/acts/0/by", "+")

    new = walk.state["incident"]["people"][count]
    assert walk.state["incident"]["acts"][0]["by"] == new["ref"]
    assert new["roles"] == ["employee"]


def test_removing_an_act_keeps_the_words_of_the_others(walk: Walk) -> None:
    walk.check()
    image, lift = _act(walk, "image"), _act(walk, "lift")
    assert image < lift
    walk.answer(f"/acts/{lift}/within_normal_duties", "no")
    walk.do(f"remove-act {image}")

    moved = lift - 1
    pointers = {item["pointer"] for item in walk.state["evidence"]}
    assert f"/acts/{moved}/stage" in pointers
    assert list(walk.state["incident"]["provenance"]) == [f"/acts/{moved}/within_normal_duties"]


def test_people_and_history_are_corrected(walk: Walk) -> None:
    walk.check()
    refs = [person["ref"] for person in walk.state["incident"]["people"]]

    walk.do("people")
    walk.do("add-person", person__0=refs[0], role__0="manager", holds__0="manager")
    walk.do("save-people", person__0=refs[0], role__0="manager", holds__0="manager")
    person = walk.state["incident"]["people"][0]
    assert (person["roles"], person["holds"]) == (["manager"], ["manager"])
    walk.do("people")
    walk.do(f"remove-person {len(refs)}")
    assert len(walk.state["incident"]["people"]) == len(refs)
    walk.do("history")
    assert walk.do("add-earlier").status_code == 422
    walk.do("add-earlier", earlier_person=refs[0], earlier_gravity="low", earlier_on="2 March 2026")
    assert walk.state["incident"]["history"] == [
        {"person": refs[0], "gravity": "low", "on": "2026-03-02"}
    ]
    walk.do("remove-earlier 0")
    assert walk.state["incident"]["history"] == []
    walk.do("not-stated")
    assert "history" not in walk.state["incident"]
    walk.do("none-known")

    assert walk.state["incident"]["history"] == []


def test_the_account_is_changed_and_answers_stay(walk: Walk) -> None:
    walk.check()
    lift = _act(walk, "lift")
    walk.answer(f"/acts/{lift}/within_normal_duties", "no")
    walk.do("account")
    assert html.escape(ACCOUNT, quote=False).split("\n", maxsplit=1)[0] in walk.page
    state = json.dumps(walk.state)
    walk.check(ACCOUNT + "It was raining.", state=state)

    assert walk.state["incident"]["acts"][_act(walk, "lift")]["within_normal_duties"] == "no"
    assert "It was raining." in walk.page


def test_a_record_is_saved_and_loaded_again(walk: Walk) -> None:
    walk.check()
    lift = _act(walk, "lift")
    walk.answer(f"/acts/{lift}/within_normal_duties", "no", confirmed_by="Sam")
    before = walk.state

    saved = walk.client.post(
        "/record.json", data={"token": walk.token, "state": json.dumps(before)}
    )
    record = saved.json()
    assert saved.headers["content-disposition"].startswith("attachment")
    assert record["decision_id"] == record["assessment"]["decision_id"]
    assert record["policy"]["versions"]
    assert record["made_at"]
    loaded = walk.client.post(
        "/load", data={"token": walk.token}, files={"file": ("r.json", saved.content)}
    )
    walk.page = loaded.text

    assert walk.state == before
    assert record["decision_id"] in walk.page


@pytest.mark.parametrize(
    "content",
    [b"", b"no json", b"[1]", b"{}", b'{"state": {"policy": "PP", "incident": {"x": 1}}}'],
)
def test_what_is_no_record_is_told(walk: Walk, content: bytes) -> None:
    response = walk.client.post(
        "/load", data={"token": walk.token}, files={"file": ("r.json", content)}
    )

    assert response.status_code == 422
    assert "There is a problem" in response.text


def test_the_paper_says_all_that_matters(walk: Walk) -> None:
    walk.check()
    walk.do("record", confirmed_by="Sam, DSL")

    for said in ("Record of a check", "Decision", "Sam, DSL", "sha256:", "What was not looked at"):
        assert said in walk.page
    assert "nothing here is a clearance" in walk.page


# --- what is refused ------------------------------------------------------------------------------


def _form(walk: Walk) -> dict[str, str]:
    return {"token": walk.token, "account": ACCOUNT, "policy": "PP", "role": "", "state": ""}


@pytest.mark.parametrize("token", [None, "", "x" * 43])
def test_a_form_without_our_token_is_refused(walk: Walk, token: str | None) -> None:
    form = {name: value for name, value in _form(walk).items() if name != "token"}
    response = walk.client.post("/check", data=form if token is None else form | {"token": token})

    assert response.status_code == 403
    assert "own phone" not in response.text


def test_an_empty_token_does_not_match_an_empty_cookie(walk: Walk) -> None:
    form = _form(walk) | {"token": ""}
    walk.client.cookies.clear()

    for cookie in ("form=", 'form=""'):
        response = walk.client.post("/check", data=form, headers={"cookie": cookie})
        assert response.status_code == 403


@pytest.mark.parametrize("address", ["/check", "/result", "/load", "/record.json", "/record.pdf"])
@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_forms_from_other_sites_are_refused(walk: Walk, address: str, site: str) -> None:
    response = walk.client.post(address, data=_form(walk), headers={"sec-fetch-site": site})

    assert response.status_code == 403
    assert "own phone" not in response.text


def test_json_and_plain_text_are_no_forms(walk: Walk) -> None:
    for kind in ("application/json", "text/plain"):
        response = walk.client.post("/check", content=b"{}", headers={"content-type": kind})
        assert response.status_code == 415


@pytest.mark.parametrize(
    "state",
    [
        "",
        "{",
        "null",
        '{"policy": "XX"}',
        '{"policy": "PP", "incident": {"acts": 1}}',
        '{"policy": "PP", "policy": "PP"}',
        '{"policy": "PP", "evidence": [{"pointer": 1}]}',
        '{"policy": "PP", "account": ' + json.dumps("x" * 40_000) + "}",
    ],
)
def test_a_state_that_is_none_is_refused(walk: Walk, state: str) -> None:
    response = walk.send("/result", state=state, do="update")

    assert response.status_code == 400
    assert "This form cannot be taken" in response.text


def test_quotes_that_are_not_in_the_account_are_dropped(walk: Walk) -> None:
    walk.check()
    state = walk.state
    state["evidence"][0]["quotes"] = [{"start": 0, "end": 5, "quote": "Wrong"}]
    walk.send("/result", state=json.dumps(state), do="update")

    assert walk.state["evidence"][0]["quotes"] == []


@pytest.mark.parametrize(
    "do",
    [
        "ask /acts/99/x", "ask ", "remove /acts", "remove /policy", "remove-act 99",
        "remove-act -1", "facts x", "guide nobody", "remove-person 77", "nonsense",
        "ask /people/0", "remove-act 1e9", "ask /events/x/recorded", "ask /acts/0/id",
        "ask /acts/0/kind/x",
    ],
)  # fmt: skip
def test_strange_wishes_do_nothing(walk: Walk, do: str) -> None:
    walk.check()
    before = walk.state
    response = walk.do(do)

    assert response.status_code == 200
    assert walk.state == before


@pytest.mark.parametrize(
    "body",
    [b"token=%ff%fe", b"\xff\xfe", b"&".join([b"a=1"] * 3001)],
)
def test_a_form_that_cannot_be_read_is_a_problem(walk: Walk, body: bytes) -> None:
    headers = {"content-type": "application/x-www-form-urlencoded"}
    response = walk.client.post("/check", content=body, headers=headers)

    assert response.status_code in (400, 403)


@pytest.mark.parametrize(
    "body",
    [b"", b"--x--", b"--x\r\n\r\n--x--", b'--x\r\nA: b; name="a"\r\n\r\n\xff\r\n--x--', b"--y\r\n"],
)
def test_a_broken_upload_is_a_problem(walk: Walk, body: bytes) -> None:
    for kind in ("multipart/form-data; boundary=x", "multipart/form-data"):
        response = walk.client.post("/load", content=body, headers={"content-type": kind})
        assert response.status_code in (400, 403)


def test_leaving_takes_the_token_back(walk: Walk) -> None:
    walk.check()
    response = walk.client.get("/exit", follow_redirects=False)

    assert response.status_code == 303
    assert '"cache"' in response.headers["clear-site-data"]
    assert (
        "clear-site-data"
        not in walk.client.get(
            "/exit", follow_redirects=False, headers={"sec-fetch-site": "cross-site"}
        ).headers
    )
    assert walk.client.cookies.get("form") is None
    again = walk.send("/result", state=json.dumps(walk.state), do="update")
    assert again.status_code == 403
    assert "own phone" not in again.text


def test_addresses_hold_nothing(walk: Walk) -> None:
    for address in ("/check", "/result", "/load", "/record.json", "/record.pdf"):
        response = walk.client.get(address, follow_redirects=False)
        assert (response.status_code, response.headers["location"]) == (303, "/")
    assert walk.client.get("/?account=x").status_code == 422


def test_no_word_of_an_account_is_logged(walk: Walk, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("DEBUG")
    walk.check()
    walk.answer("/acts/0/equipment", "Zebedee")
    walk.do("record")
    walk.send("/result", state='{"account": "Zebedee"', do="Zebedee")
    walk.client.post("/check", data={"account": "Zebedee"})

    assert "Zebedee" not in caplog.text
    assert "own phone" not in caplog.text


def test_an_error_of_ours_shows_nothing_of_the_account(
    walk: Walk, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*_: object) -> None:
        message = ACCOUNT
        raise RuntimeError(message)

    monkeypatch.setattr("api.page.start.read_again", fail)
    response = walk.check()

    assert response.status_code == 500
    assert "own phone" not in response.text + caplog.text


@pytest.mark.parametrize("said", ["has breached", "guilty", "cleared of", "innocent", "offender"])
def test_no_page_passes_judgement(walk: Walk, said: str) -> None:
    walk.check()
    result = walk.text
    walk.do("record")

    assert said not in (result + walk.text).lower()
    assert "A person decides" in walk.text


def test_facts_that_rule_each_other_out_are_told(walk: Walk) -> None:
    """The page still shows every fact, so that one of them can be corrected."""
    walk.check()
    state = walk.state
    act = {"id": "c", "kind": "concern", "by": state["incident"]["people"][0]["ref"]}
    act |= {"kept_to_self": True, "told": {"manager": "done"}}
    state["incident"]["acts"].append(act)
    walk.send("/result", state=json.dumps(state), do="update")

    assert "Two facts rule each other out" in walk.text
    assert "Was the person's line manager told of it" in walk.text


@pytest.mark.parametrize(
    ("given", "value"),
    [("£25", "£25"), ("25.50", "£25.50"), ("1,000 GBP", "£1000"), ("lots", None), ("£1.5", None)],
)
def test_amounts_are_taken_as_people_write_them(walk: Walk, given: str, value: str | None) -> None:
    walk.check()
    walk.do("added-by", kind="gift", by=walk.state["incident"]["people"][0]["ref"])
    number = len(walk.state["incident"]["acts"]) - 1
    pointer = next(
        f"/acts/{number}/{path}"
        for path, spec in VOCABULARY.kinds["gift"].facts.items()
        if spec.type == "money"
    )
    response = walk.answer(pointer, given, asked=pointer)

    stated = walk.state["incident"]["acts"][number].get(pointer.rpartition("/")[2])
    assert stated == value
    assert response.status_code == (200 if value else 422)


@pytest.mark.parametrize(
    ("given", "time", "value"),
    [
        ("2026-03-02", "", "2026-03-02"),
        ("2/3/2026", "14:30", "2026-03-02T14:30+00:00"),
        ("2nd July 2026", "9.05", "2026-07-02T09:05+01:00"),
        ("31 June 2026", "", None),
        ("2 March 2026", "25:00", None),
        ("soon", "", None),
    ],
)
def test_days_are_taken_as_people_write_them(
    walk: Walk, given: str, time: str, value: str | None
) -> None:
    walk.check()
    walk.answer("/acts/0/on", given, **{"time:/acts/0/on": time, "asked": "/acts/0/on"})

    assert walk.state["incident"]["acts"][0].get("on") == value
