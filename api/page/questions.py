"""Questions in the words of the page, those about one act together."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from api.page import choices
from api.page.edit import get
from api.page.fields import field_for
from api.page.names import anchor, capital, within
from engine.report.words import spoken

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from api.page.shown import Shown
    from api.page.state import State
    from engine.facts.vocabulary import FactSpec
    from engine.infer.ask import Question

AT_ONCE: Final = 6
"""Questions that are shown before the rest, which is folded up."""

_ALIKE: Final = "The words do not say this; accounts like this one bring it up."
_WHY: Final = {
    "alleged": "So far this was said only by somebody who did not see it.",
    "only_partly_known": "So far this is known only in part.",
    "raised": "The account brings this up; a person has to judge it.",
}
_ABOUT: Final = {
    "events": "What several acts have in common",
    "circumstances": "The matter as a whole",
    "parameters": "For the organisation to decide",
    "history": "Earlier findings",
}


def by_act(questions: Iterable[Question]) -> tuple[Question, ...]:
    """Put questions about one act together, the acts in the order of their first question."""
    groups: dict[str, list[Question]] = {}
    for question in questions:
        groups.setdefault(_group(question), []).append(question)
    return tuple(question for group in groups.values() for question in group)


def _group(question: Question) -> str:
    return f"act {question.act}" if question.act else question.pointer.split("/")[1]


def grouped(
    questions: Iterable[tuple[int, Question]], shown: Shown, state: State, at_once: int = AT_ONCE
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Say questions act by act: the groups to show at once, and those to fold up."""
    groups: dict[str, list[tuple[int, Question]]] = {}
    for number, question in questions:
        groups.setdefault(_group(question), []).append((number, question))
    shown_first: list[dict[str, Any]] = []
    folded: list[dict[str, Any]] = []
    count = 0
    for pairs in groups.values():
        (shown_first if count < at_once else folded).append(_group_view(pairs, shown, state))
        count += len(pairs)
    return shown_first, folded


def _group_view(
    pairs: Sequence[tuple[int, Question]], shown: Shown, state: State
) -> dict[str, Any]:
    """Say the questions about one act; what they have in common is said once."""
    first = pairs[0][1]
    settled = [tuple(question.findings) for _, question in pairs]
    together = len(set(settled)) == 1
    facts = shown.acts.get(first.act or "")
    raised = facts is not None and facts.pointer in shown.marks.raised
    about = _ABOUT.get(first.pointer.split("/")[1], "")
    if facts is not None:
        about = capital(spoken(facts.kind))
        who = shown.names.get(facts.person or "", "")
        about += f", by {within(who)}" if who else ""
    return {
        "about": about,
        "anchor": anchor("act", first.act) if first.act else "",
        "number": int(facts.pointer.rpartition("/")[2]) if facts is not None else None,
        "raised": raised,
        "quotes": shown.marks.quotes.get(f"{facts.pointer}/kind", []) if facts and raised else [],
        "settles": [_titled(name, shown) for name in first.findings] if together else [],
        "questions": [
            _view(number, question, shown, state, alone=not together, raised=raised)
            | {"about": about}
            for number, question in pairs
        ],
    }


def _view(  # noqa: PLR0913  what a question is made of
    number: int, question: Question, shown: Shown, state: State, *, alone: bool, raised: bool
) -> dict[str, Any]:
    """Say one question, with the field that takes its answer where the page has one."""
    spec = _spec(question, shown)
    stated = get(state.incident, question.pointer)
    made = None
    if spec is not None and spec.type != "list":
        made = field_for(
            spec,
            question.pointer,
            answers=question.answers if spec.type == "choice" else None,
            stated=stated if question.why_open == "raised" else None,
            ask=question.ask,
        )
    alike = question.pointer in shown.marks.alike
    why = _ALIKE if alike and not raised else "" if alike else _WHY.get(question.why_open, "")
    return {
        "number": number,
        "id": f"question-{number}",
        "pointer": question.pointer,
        "ask": question.ask,
        "field": made,
        "why": why,
        "quotes": shown.marks.quotes.get(question.pointer, [])[:3],
        "findings": [_titled(name, shown) for name in question.findings] if alone else [],
        "said": _said(question, state),
        "kind": _kind(question),
    }


def _kind(question: Question) -> str:
    """Say how a question without a field is answered."""
    if question.pointer.startswith(choices.PREFIX):
        return "choice"
    if question.pointer == "/history":
        return "history"
    return "count" if question.fact.startswith("#count") else ""


def _said(question: Question, state: State) -> str:
    """Say what was answered to a choice that is open all the same: that nobody knows."""
    name = question.pointer.rpartition("/")[2]
    choice = question.pointer.startswith(choices.PREFIX) and name in state.supposed
    return "Nobody knows" if choice else ""


def _spec(question: Question, shown: Shown) -> FactSpec | None:
    if question.pointer.startswith(choices.PREFIX):
        return None
    named = shown.acts.get(question.act or "")
    kinds = [named] if named is not None else list(shown.acts.values())
    return next((f.specs[question.fact] for f in kinds if question.fact in f.specs), None)


def _titled(name: str, shown: Shown) -> Mapping[str, str]:
    title = next(
        (f.provision.requirement.title for f in shown.assessment.findings if f.id == name), name
    )
    return {"title": title, "anchor": anchor("finding", name)}
