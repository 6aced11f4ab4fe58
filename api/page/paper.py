"""The record of a check as a document: every word of it, in the order in which paper shows it.

The print view and the PDF are two looks of this one document, so that they say the same.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import groupby
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from api.page.names import capital, sentence

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from api.page.state import State

View: TypeAlias = "Mapping[str, Any]"
"""What the templates read of a finding, a step or a fact."""

_COLUMNS: Final = ("Question", "Fact", "From")


@dataclass(frozen=True, slots=True)
class Term:
    """A line at the top: what it is, its words, and after them a name that machines gave."""

    term: str
    text: str
    code: str = ""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading within a section."""

    text: str
    kind: str = field(default="heading", init=False)


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph."""

    text: str
    quiet: bool = False
    kind: str = field(default="text", init=False)


@dataclass(frozen=True, slots=True)
class FindingLine:
    """A finding: its title, its place in the code, what is said of it, and its norms with gists."""

    title: str
    where: str
    says: str
    norms: tuple[tuple[str, str], ...]
    kind: str = field(default="finding", init=False)


@dataclass(frozen=True, slots=True)
class Item:
    """A point of a list; `strong` stands before its text."""

    text: str
    strong: str = ""
    number: int = 0


@dataclass(frozen=True, slots=True)
class Items:
    """A list, numbered as its items are, or with bullets."""

    items: tuple[Item, ...]
    numbered: bool = False
    kind: str = field(default="items", init=False)


@dataclass(frozen=True, slots=True)
class Row:
    """A fact in a table: what was asked, what is stated, and where that comes from."""

    id: str
    ask: str
    value: str
    source: str


@dataclass(frozen=True, slots=True)
class Table:
    """Facts, a row each."""

    rows: tuple[Row, ...]
    columns: tuple[str, str, str] = _COLUMNS
    kind: str = field(default="table", init=False)


@dataclass(frozen=True, slots=True)
class Account:
    """The account as it was pasted, its line ends with it."""

    text: str
    kind: str = field(default="account", init=False)


@dataclass(frozen=True, slots=True)
class Room:
    """Room to write in by hand."""

    kind: str = field(default="room", init=False)


Block: TypeAlias = Heading | Text | FindingLine | Items | Table | Account | Room


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the record under a heading of its own."""

    id: str
    title: str
    blocks: tuple[Block, ...]
    wide: bool = False


@dataclass(frozen=True, slots=True)
class Document:
    """The whole record."""

    title: str
    note: str
    made: datetime
    terms: tuple[Term, ...]
    sections: tuple[Section, ...]


def document(view: View) -> Document:
    """Say the record of a check.

    Args:
        view: What `api.page.result.view` gave.
    """
    return Document(
        title="Record of a check",
        note=view["note"],
        made=view["made"],
        terms=tuple(_terms(view)),
        sections=tuple(_sections(view)),
    )


def _terms(view: View) -> Iterable[Term]:
    policy = view["policy"]
    versions = ", ".join(str(version.version) for version in policy.versions)
    yield Term("Made", view["made"].strftime("%-d %B %Y, %H:%M %Z"))
    code = f"{policy.title}, {policy.organisation} ({policy.id}, version {versions}),"
    yield Term("Code", code, policy.digest)
    yield Term("Facts checked by", view["state"].confirmed_by or "not stated")
    if view["judged"]:
        yield Term("Decision", "", view["decision_id"])
    yield Term("Clausecheck", f"{view['engine']}, all codes", view["ruleset"])


def _sections(view: View) -> Iterable[Section]:
    judged = view["judged"]
    if judged:
        yield Section("may-breach", "What it may breach", tuple(_breached(view)))
        yield Section("open", "What was still open", tuple(_open(view)))
        yield Section("next", "What to do next", tuple(_next(view)))
    facts = tuple(_facts(view))
    yield Section("facts", "The facts, and where they come from", facts, wide=True)
    if judged:
        title = "Looked at and not breached, on what is stated"
        yield Section("not-breached", title, (_kept(view),))
    yield Section("not-looked-at", "What was not looked at", (_not_looked_at(view),))
    state: State = view["state"]
    if state.account:
        yield Section("account", "The account", (Account(state.account),))
    fill_in = Text("To be filled in by a person. Decision, reasons, name, date:")
    yield Section("decided", "What was decided, by whom and why", (fill_in, Room()))


# --- findings -------------------------------------------------------------------------------------


def _breached(view: View) -> Iterable[Block]:
    breached = view["groups"].get("breached", ())
    yield from map(_line, breached)
    if not breached:
        yield Text("On the facts stated, nothing is flagged as breached. That clears nobody.")
    advice = view["groups"].get("against_advice", ())
    if advice:
        yield Heading("Against advice, no breach")
        yield from map(_line, advice)


def _open(view: View) -> Iterable[Block]:
    for about, questions in groupby(view["questions"], key=lambda q: q["about"]):
        if about:
            yield Heading(about)
        asked = (Item(q["ask"], number=q["number"]) for q in questions)
        yield Items(tuple(asked), numbered=True)
    if not view["questions"]:
        yield Text("No question under this code, matters of routine apart.")
    undetermined = view["groups"].get("undetermined", ())
    if undetermined:
        yield Heading("Not settled: it hangs on the answers")
    yield from map(_line, undetermined)


def _line(f: View) -> FindingLine:
    where = f"{f['policy']}, {f['section']}"
    if f["verdict"] in ("breached", "undetermined") and not f["advisory"]:
        where += f"; gravity if so: {f['gravity']}"
    says = [f"{capital(f['person'])}: {f['act'].lower()}."]
    if f["because"]:
        says.append(f"Because: {_reasons(f)}.")
    says += f["notes"]
    numbers = f["hangs_on"]["questions"]
    if numbers:
        word = "question" if len(numbers) == 1 else "questions"
        says.append(f"Hangs on {word} {', '.join(map(str, numbers))} above.")
    says += f["hangs_on"]["others"]
    norms = tuple((norm["id"], norm["gist"]) for norm in f["norms"])
    return FindingLine(f["title"], where, " ".join(says), norms)


def _reasons(f: View) -> str:
    return "; ".join(reason["says"] for reason in f["because"])


def _kept(view: View) -> Items:
    groups = view["groups"]
    kept = [f for name in ("not_breached", "excused", "not_in_force") for f in groups.get(name, ())]
    items = (
        Item(f"{f['title']} ({_ids(f)}){f': {_reasons(f)}' if f['because'] else ''}") for f in kept
    )
    return Items(tuple(items) or (Item("None."),))


def _ids(item: View) -> str:
    return ", ".join(norm["id"] for norm in item["norms"])


# --- steps ----------------------------------------------------------------------------------------


def _next(view: View) -> Iterable[Block]:
    if view["must_not"]:
        yield Heading("What must not be done")
        yield Items(tuple(Item(f"{_does(s)} {_ids(s)}") for s in view["must_not"]))
    if view["steps"]:
        yield Items(tuple(_step(s, f" {s['says']}.") for s in view["steps"]), numbered=True)
    else:
        yield Text("The code prescribes no further step for what is stated.")
    if view["maybe"]:
        yield Heading("Only if it turns out so")
        yield Items(tuple(_step(s) for s in view["maybe"]), numbered=True)
    if view["done"]:
        yield Heading("Already taken, by what is stated")
        yield Items(tuple(Item(f"{_does(s)}{_to(s)}") for s in view["done"]))


def _does(s: View) -> str:
    return f"{s['who']}: {sentence(s['do'])}"


def _to(s: View) -> str:
    return f" To: {s['to']}." if s["to"] else ""


def _step(s: View, state: str = "") -> Item:
    says = f"{s['if_you']} " if s["if_you"] else ""
    says += f"{s['who']} {s['force']}: {sentence(s['do'])}{_to(s)}"
    if s["passed_over"]:
        says += f" Not to {s['passed_over']}, whom the report is about."
    return Item(f"{says}{state} {_ids(s)}", f"{s['within']}.", s["number"])


# --- facts ----------------------------------------------------------------------------------------


def _facts(view: View) -> Iterable[Block]:
    for number, act in enumerate(view["acts"], 1):
        yield Heading(f"{number}. {act['title']}")
        yield Text(f"By {act['by']}; when: {act['on']}", quiet=True)
        if act["facts"]:
            yield Table(tuple(map(_row, act["facts"])))
    if not view["acts"]:
        yield Text("No act is stated.")
    if view["shared"]:
        yield Heading("Of several acts, or of the whole matter")
        yield Table(tuple(map(_row, view["shared"])))
    people = "; ".join(
        ", ".join(filter(None, (person["name"], person["roles"], person["offices"])))
        for person in view["people"]
    )
    history = view["history"]
    known = f"{len(history)} known" if history else "none known"
    earlier = "not stated" if history is None else known
    report = view["report"] or "not stated who made it"
    yield Text(f"People: {people}. Earlier findings: {earlier}. This report: {report}.")
    supposed = tuple(map(_supposed, (choice for choice in view["choices"] if choice["said"])))
    if supposed:
        yield Heading("Supposed for this check: what the code leaves to the organisation")
        yield Items(supposed)


def _supposed(choice: View) -> Item:
    source = f". Source: {choice['source']}" if choice["source"] else ""
    return Item(f"{choice['ask']} {choice['value']}{source} ({choice['norms']})")


def _row(f: View) -> Row:
    source = []
    if f["quotes"]:
        source.append("; ".join(f"“{quote}”" for quote, _ in f["quotes"]))
    if f["changed"]:
        source.append(f"Changed; the account was read as: {f['was']}.")
    if f["confirmed_by"]:
        source.append(f"{'Judged' if f['judgement'] else 'Confirmed'} by {f['confirmed_by']}.")
    elif not f["quotes"]:
        source.append("Not confirmed by anybody.")
    return Row(f["id"], f["ask"], f["value"], " ".join(source))


def _not_looked_at(view: View) -> Items:
    unread = "; ".join(f"“{quote.quote}”" for quote in view["unread"])
    items = [
        f"Sentences of the account that gave no fact: {unread}"
        if unread
        else "Whatever the account says that was not turned into a fact"
    ]
    items += [
        f"{item['title']} by {item['who']}, set aside: {item['why']}"
        for item in view.get("set_aside", ())
    ]
    items += view["granted"]
    routine = "; ".join(f["title"] for f in view.get("groups", {}).get("routine", ()))
    if routine:
        items.append(f"Matters of routine of which nothing is stated: {routine}")
    return Items(tuple(map(Item, items)))
