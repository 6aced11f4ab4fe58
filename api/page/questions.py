"""Questions in the words of the page, those about one act together."""

from __future__ import annotations

from dataclasses import dataclass
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


@dataclass(frozen=True, slots=True)
class Asked:
    """The questions of a result, act by act."""

    at_once: list[dict[str, Any]]
    """About what the account tells: the first of them."""
    folded: list[dict[str, Any]]
    """The rest of these."""
    brought_up: list[dict[str, Any]]
    """About acts that no words tell, an act each."""

    @property
    def every(self) -> list[dict[str, Any]]:
        """Give every question, without its group."""
        groups = self.at_once + self.folded + self.brought_up
        return [question for group in groups for question in group["questions"]]


def by_act(questions: Iterable[Question], shown: Shown) -> tuple[Question, ...]:
    """Put questions about one act together, the acts in the order of their first question.

    Acts that the account only brings up come last: whether they happened is to be asked first.
    """
    groups: dict[str, list[Question]] = {}
    for question in questions:
        groups.setdefault(_group(question), []).append(question)
    ordered = sorted(groups.values(), key=lambda group: _raised(group[0], shown))
    return tuple(question for group in ordered for question in group)


def _group(question: Question) -> str:
    return f"act {question.act}" if question.act else question.pointer.split("/")[1]


def _raised(question: Question, shown: Shown) -> bool:
    """Say whether a question is about nothing but acts that the account only brings up."""
    if question.act is not None:
        acts = [shown.acts[question.act]]
    else:
        acts = [f.facts for f in shown.assessment.findings if f.id in question.findings]
    return all(facts.pointer in shown.marks.raised for facts in acts)


def grouped(questions: Iterable[tuple[int, Question]], shown: Shown, state: State) -> Asked:
    """Say questions act by act; they are taken in the order of `by_act`."""
    groups: dict[str, list[tuple[int, Question]]] = {}
    for number, question in questions:
        groups.setdefault(_group(question), []).append((number, question))
    asked, count = Asked([], [], []), 0
    for pairs in groups.values():
        view = _group_view(pairs, shown, state)
        if view["raised"]:
            asked.brought_up.append(view)
            continue
        (asked.at_once if count < AT_ONCE else asked.folded).append(view)
        count += len(pairs)
    return asked


def _group_view(
    pairs: Sequence[tuple[int, Question]], shown: Shown, state: State
) -> dict[str, Any]:
    """Say the questions about one act; what they have in common is said once."""
    first = pairs[0][1]
    settled = [tuple(question.findings) for _, question in pairs]
    together = len(set(settled)) == 1
    facts, raised = shown.acts.get(first.act or ""), _raised(first, shown)
    about = _ABOUT.get(first.pointer.split("/")[1], "")
    if facts is not None:
        about = capital(spoken(facts.kind))
        who = shown.names.get(facts.person or "", "")
        about += f", by {within(who)}" if who else ""
    questions = [
        _view(number, question, shown, state, alone=not together) | {"about": about}
        for number, question in pairs
    ]
    return {
        "about": about,
        "anchor": anchor("act", first.act) if first.act else "",
        "number": int(facts.pointer.rpartition("/")[2]) if facts is not None else None,
        "raised": raised,
        "quotes": shown.marks.quotes.get(f"{facts.pointer}/kind", []) if facts and raised else [],
        "settles": [_titled(name, shown) for name in first.findings] if together else [],
        "alike": not raised and any(question["alike"] for question in questions),
        "questions": questions,
    }


def _view(
    number: int, question: Question, shown: Shown, state: State, *, alone: bool
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
    return {
        "number": number,
        "id": f"question-{number}",
        "pointer": question.pointer,
        "ask": question.ask,
        "field": made,
        "why": "" if alike else _WHY.get(question.why_open, ""),
        "alike": alike,
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
