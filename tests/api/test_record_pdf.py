"""The record as a PDF: it says what the print view says, and no text can harm it."""

from __future__ import annotations

import html
import io
import json
import re
import sys
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest
from pypdf import PdfReader

from api.page import pdf
from api.page.letters import LATIN, LONGEST, SHOWN, Letters
from api.page.paper import (
    Account,
    Document,
    FindingLine,
    Heading,
    Item,
    Items,
    Room,
    Row,
    Section,
    Table,
    Term,
    Text,
)

if TYPE_CHECKING:
    from pathlib import Path

    from httpx2 import Response

    from api.page.paper import Block
    from tests.api.walk import Walk

_FOOT = re.compile(r"Recordofacheck\w*Page\d+of\d+$")
MADE = datetime(2026, 3, 2, 14, 30, tzinfo=UTC)
ACCOUNT = (
    "Tom (support worker) took photos of two young people on his own phone. He drove K home. Łódź."
)
MARKUP = '#import "@preview/x:1.0.0": * $x^2$ <script>alert(1)</script> @ref <l> *b* _i_ `r` // c'


def _document(*blocks: Block) -> Document:
    terms = (Term("Facts checked by", "Sam"), Term("Decision", "", "ab" * 16))
    section = Section("a", "What it may breach", (*blocks, Room()))
    return Document("Record of a check", "A person decides.", MADE, terms, (section,))


def _all_over(text: str) -> Document:
    """Put a text wherever a record has room for one."""
    return _document(
        Heading(f"1. {text}"),
        Text(text),
        Text(text, quiet=True),
        FindingLine(text, text, text, ((text, text),)),
        Items((Item(text, text, 3),), numbered=True),
        Items((Item(text),)),
        Table((Row("r", text, text, text),)),
        Account(text),
    )


def _read(body: bytes) -> str:
    """Give the words of a PDF without the feet of its pages, and without blanks.

    Where lines end, blanks come and go.
    """
    pages = PdfReader(io.BytesIO(body)).pages
    return "".join(_FOOT.sub("", _close(page.extract_text())) for page in pages)


def _close(text: str) -> str:
    return re.sub(r"[\s\u200b]+", "", text)


def _save(walk: Walk, **fields: str) -> Response:
    form = {"token": walk.token, "state": json.dumps(walk.state), **fields}
    return walk.client.post("/record.pdf", data=form)


def _judged(walk: Walk, account: str = ACCOUNT) -> None:
    walk.check(account)
    walk.answer(_duties(walk), "no", confirmed_by="Sam, DSL")


def _duties(walk: Walk) -> str:
    acts = walk.state["incident"]["acts"]
    lift = next(n for n, act in enumerate(acts) if act["kind"] == "lift")
    return f"/acts/{lift}/within_normal_duties"


# --- what it says ---------------------------------------------------------------------------------


def test_the_pdf_says_what_the_print_view_says(walk: Walk) -> None:
    """Every text that stands in the print view stands in the PDF, in the same order."""
    _judged(walk)
    words = _read(_save(walk).content)
    walk.do("record")
    main = walk.page[walk.page.index("<h1>") : walk.page.index("</main>")]
    pieces = [html.unescape(piece) for piece in re.findall(r">([^<>]+)<", main)]
    looked_for = [_close(p) for p in pieces if len(_close(p)) > 3 and not _moves(p)]

    assert len(looked_for) > 60
    at = 0
    for piece in looked_for:
        assert piece in words[at:], piece
        at = words.index(piece, at) + len(piece)


def _moves(piece: str) -> bool:
    """Whether a text is the time, which goes on."""
    return re.search(r"\d\d:\d\d", piece) is not None


def test_the_pdf_has_what_a_record_needs(walk: Walk) -> None:
    _judged(walk)
    words = _read(_save(walk).content)
    saved = walk.client.post(
        "/record.json", data={"token": walk.token, "state": json.dumps(walk.state)}
    ).json()
    questions = saved["assessment"]["questions"]
    breached = [f for f in saved["assessment"]["findings"] if f["verdict"] == "breached"]

    assert saved["decision_id"] in words
    assert saved["ruleset"] in words
    assert saved["policy"]["digest"] in words
    assert _close(f"version {saved['policy']['versions'][0]}") in words
    assert _close("Facts checked by: Sam, DSL") in words
    assert _close("Confirmed by Sam, DSL.") in words
    assert _close("“drove K home”") in words
    assert breached
    for finding in breached:
        assert _close(finding["title"]) in words
    assert questions
    for question in questions:
        assert _close(question["ask"]) in words
    assert _close(ACCOUNT) in words


def test_facts_that_rule_each_other_out_have_a_pdf_without_verdicts(walk: Walk) -> None:
    walk.check()
    state = walk.state
    act = {"id": "c", "kind": "concern", "by": state["incident"]["people"][0]["ref"]}
    state["incident"]["acts"].append(act | {"kept_to_self": True, "told": {"manager": "done"}})
    words = _read(_save(walk, state=json.dumps(state)).content)

    assert _close("The facts, and where they come from") in words
    assert _close("What it may breach") not in words


# --- how it is made -------------------------------------------------------------------------------


def test_the_pdf_is_tagged_and_has_a_title_and_a_language() -> None:
    reader = PdfReader(io.BytesIO(pdf.to_pdf(_all_over("plain"))))
    root: Any = reader.trailer["/Root"]

    assert root["/MarkInfo"]["/Marked"].value is True
    assert "/StructTreeRoot" in root
    assert root["/Lang"] == "en-GB"
    assert reader.metadata is not None
    assert reader.metadata.title == "Record of a check"
    assert reader.metadata.author is None
    assert reader.metadata.creation_date == MADE
    about = root["/Metadata"].get_data().decode()
    assert "<pdfuaid:part>1</pdfuaid:part>" in about
    assert "<pdfaid:part>2</pdfaid:part>" in about
    assert root["/ViewerPreferences"]["/DisplayDocTitle"].value is True


def test_pages_are_numbered_and_tables_repeat_their_heads() -> None:
    rows = tuple(Row(f"r{n}", f"Was it number {n}?", "Yes", "“so”") for n in range(150))
    pages = PdfReader(io.BytesIO(pdf.to_pdf(_document(Table(rows))))).pages

    assert len(pages) > 3
    for number, page in enumerate(pages, 1):
        words = _close(page.extract_text())
        assert _close(f"Page {number} of {len(pages)}") in words
        assert "ab" * 16 in words
        if number < len(pages):
            assert _close("Question Fact From") in words


def test_the_same_record_gives_the_same_bytes() -> None:
    document = _all_over("the same, 👍")

    assert pdf.to_pdf(document) == pdf.to_pdf(document)


def test_nothing_is_written_to_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("HOME", "TMPDIR", "XDG_CACHE_HOME", "XDG_DATA_HOME"):
        monkeypatch.setenv(name, str(tmp_path))
    pdf.to_pdf(_all_over("plain"))

    assert list(tmp_path.iterdir()) == []


# --- hostile text ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        (MARKUP, MARKUP),
        ('"); #panic("x") \\u{41} \\ ~ -- --- ... {{ 7*7 }} {% x %} ${x} %s', None),
        ("Zażółć gęślą jaźń, Ŵyn, Ελένη, Наталья", None),
        ("a\x00b\x07\x1b\x7f\r\x85", "a[U+0000]b[U+0007, U+001B, U+007F, U+000D, U+0085]"),
        ("\ud800 and \udfff", "[U+D800] and [U+DFFF]"),
        ("\ufeff \ufffe \ue000", "[U+FEFF zero width no-break space] [U+FFFE] [U+E000]"),
        ("well 👍🏽 ✅", "well [U+1F44D thumbs up sign, U+1F3FD emoji modifier fitzpatrick type-4]"
         " [U+2705 white heavy check mark]"),
        ("你好", "[U+4F60, U+597D]"),
        ("\u202egnp.exe\u202c", "[U+202E right-to-left override]gnp.exe"
         "[U+202C pop directional formatting]"),
        ("a\u2028b\u2029c", "a[U+2028]b[U+2029]c"),
        ("1\u093f a\u20dd \u05d0\u05b0", "1[U+093F] a[U+20DD] א[U+05B0]"),
        ("e" + "\u0301" * 100, None),
    ],
)  # fmt: skip
def test_hostile_text_stands_as_text(text: str, shown: str | None) -> None:
    body = pdf.to_pdf(_all_over(text))
    words = _read(body)

    assert words.count(_close(shown or text)) >= 11
    assert (_close("This file has no shapes for some characters") in words) == (
        shown not in (None, MARKUP)
    )


@pytest.mark.parametrize("text", ["مرحبا بالعالم", "שלום עולם", "A b مريم c"])
def test_text_from_right_to_left_keeps_its_letters(text: str) -> None:
    words = _read(pdf.to_pdf(_all_over(text)))

    assert set(_close(text)) <= set(words)
    assert "U+" not in words


@pytest.mark.parametrize("text", ["x" * 20_000, "zebra " * 3500, "م" * 20_000, "W" * 20_000])
def test_a_long_account_is_whole(text: str) -> None:
    first = text[0]
    plain = _read(pdf.to_pdf(_document(Account("."))))
    words = _read(pdf.to_pdf(_document(Account(text))))

    assert words.count(first) == plain.count(first) + text.count(first)


def test_no_long_word_runs_out_of_the_page() -> None:
    """What lies beyond the edge of the paper is lost."""
    reader = PdfReader(io.BytesIO(pdf.to_pdf(_all_over("W" * 300))))
    width = reader.pages[0].mediabox.width
    ends: list[float] = []

    def look(text: str, _: Any, at: Any, __: Any, size: float) -> None:
        ends.append(at[4] + len(text.strip()) * size * 0.98)

    for page in reader.pages:
        page.extract_text(visitor_text=look)

    assert max(ends) < width


def test_an_account_with_all_of_it_becomes_a_record(walk: Walk) -> None:
    hostile = f"He drove K home. {MARKUP} \u202e 👍 你好 مرحبا {'x' * 3000} e\u0301"
    _judged(walk, hostile)
    response = _save(walk, confirmed_by=MARKUP)
    words = _read(response.content)

    assert response.status_code == 200
    assert _close(f"Facts checked by: {MARKUP[:90]}") in words
    assert words.count(_close(MARKUP)) >= 1
    assert "[U+1F44Dthumbsupsign]" in words


def test_every_letter_that_is_taken_as_shown_has_a_shape() -> None:
    """PDF/UA forbids a character without one, so the file is not written if there is any."""
    letters = Letters(SHOWN)
    codes = [chr(code) for low, high in SHOWN for code in range(low, high + 1)]
    taken = [letter for letter in codes if letters.showable(letter) == letter]
    document = _document(Account("\n".join(taken)))
    written = json.dumps(pdf._data(document, Letters(SHOWN)))

    assert len(taken) > 3500
    assert pdf._typeset(written, 0).startswith(b"%PDF")


def test_letters_that_fail_beside_each_other_stand_as_numbers(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Should the first attempt fail, all but Latin, Greek and Cyrillic letters are spelled out."""
    monkeypatch.setattr(pdf, "SHOWN", ((0, 0x10FFFF),))
    words = _read(pdf.to_pdf(_all_over("你 Ж é")))

    assert _close("[U+4F60] Ж é") in words


def test_long_words_have_places_to_end_a_line() -> None:
    made = Letters(LATIN).showable("x" * 60 + " short " + "e\u0301" * 40)

    assert max(map(len, re.split(r"[\s\u200b]", made))) <= LONGEST + 1
    assert "\u200b\u0301" not in made
    assert made.replace("\u200b", "") == "x" * 60 + " short " + "e\u0301" * 40


# --- how it is handed out -------------------------------------------------------------------------


def test_the_file_says_nothing_about_anybody_by_its_name(walk: Walk) -> None:
    _judged(walk)
    response = _save(walk)

    assert response.headers["content-type"] == "application/pdf"
    assert (
        response.headers["content-disposition"] == 'attachment; filename="clausecheck-record.pdf"'
    )
    assert response.headers["cache-control"] == "no-store"
    assert response.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize("token", [None, "", "x" * 43])
def test_a_form_without_our_token_gets_no_pdf(walk: Walk, token: str | None) -> None:
    walk.check()
    form = {"state": json.dumps(walk.state)} | ({} if token is None else {"token": token})
    response = walk.client.post("/record.pdf", data=form)

    assert response.status_code == 403
    assert not response.content.startswith(b"%PDF")
    assert "own phone" not in response.text


@pytest.mark.parametrize("page", ["update", "record"])
def test_the_pages_offer_it(walk: Walk, page: str) -> None:
    walk.check()
    walk.do(page)

    assert 'formaction="/record.pdf">Save the record as a PDF</button>' in walk.page


def test_answers_typed_beside_the_button_are_in_it(walk: Walk) -> None:
    walk.check(ACCOUNT)
    response = _save(walk, **{f"answer:{_duties(walk)}": "no", "confirmed_by": "Zoë"})

    assert _close("Confirmed by Zoë.") in _read(response.content)


def test_a_bad_answer_is_told_instead(walk: Walk) -> None:
    walk.check(ACCOUNT)
    response = _save(walk, **{f"answer:{_duties(walk)}": "stolen"})

    assert response.status_code == 422
    assert "There is a problem" in response.text


# --- where there can be none ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("broken", "why"),
    [
        ({"_TYPESET": [sys.executable, "-c", "raise SystemExit(3)"]}, "could not be made"),
        ({"_TYPESET": [sys.executable, "-c", "print(1)"]}, "could not be made"),
        ({"_TYPESET": [sys.executable, "-c", "import os; os.abort()"]}, "could not be made"),
        ({"_TYPESET": ["/no/where"]}, "could not be made"),
        ({"MOST_SECONDS": 0.001}, "took too long"),
        ({"MOST_LETTERS": 1000}, "too long for a PDF"),
    ],
)
def test_a_failure_is_told_and_nothing_is_lost(
    walk: Walk, monkeypatch: pytest.MonkeyPatch, broken: dict[str, object], why: str
) -> None:
    _judged(walk)
    before, token = walk.state, walk.token
    for name, value in broken.items():
        monkeypatch.setattr(pdf, name, value)
    response = _save(walk)
    walk.page = response.text

    assert response.status_code == 503
    assert why in walk.text
    assert "Print the record or save it as a file instead" in walk.text
    assert walk.state == before
    assert walk.token == token
    walk.do("record")
    assert "Record of a check" in walk.page


def test_what_typst_says_of_a_failure_is_not_passed_on(
    walk: Walk,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
) -> None:
    """It may repeat the account."""
    caplog.set_level("DEBUG")
    _judged(walk)
    repeat = "import sys; said = sys.stdin.read(); print(said); sys.exit(said)"
    monkeypatch.setattr(pdf, "_TYPESET", [sys.executable, "-c", repeat])
    assert _save(walk).status_code == 503

    assert "Typst ended with status 1" in caplog.text
    told = capfd.readouterr()
    assert "own phone" not in caplog.text + told.out + told.err
