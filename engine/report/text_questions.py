"""The questions of an assessment, numbered, as people read them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.report.words import joined, office

if TYPE_CHECKING:
    from collections.abc import Iterable

    from engine.infer.ask import Question
    from engine.infer.assessment import Assessment
    from engine.report.page import Page

_WHY_OPEN = {
    "alleged": "so far somebody said so who did not see it",
    "raised": "the account brings it up, and nobody has judged it yet",
    "only_partly_known": "so far it is known only in part",
}
_OTHER_ANSWERS = "or that nobody knows"


class Numbers:
    """The number under which a page asks each question; routine ones come last."""

    def __init__(self, assessment: Assessment) -> None:
        self._by_finding: dict[tuple[str, str], int] = {}
        self._by_act: dict[tuple[str | None, str], int] = {}
        self.asked = tuple(enumerate(assessment.questions, 1))
        self.routine = tuple(enumerate(assessment.also_check, len(self.asked) + 1))
        for number, question in self.all:
            self._by_act.setdefault((question.act, question.fact), number)
            for finding in question.findings:
                self._by_finding[finding, question.fact] = number

    @property
    def all(self) -> tuple[tuple[int, Question], ...]:
        """Every question with its number."""
        return self.asked + self.routine

    def of_finding(self, finding: str, fact: str) -> int | None:
        """Give the number of the question on which a finding hangs."""
        return self._by_finding.get((finding, fact))

    def of_act(self, act: str, fact: str) -> int | None:
        """Give the number of the question about a fact of an act, or of the whole incident."""
        return self._by_act.get((act, fact)) or self._by_act.get((None, fact))


def questions_in_words(numbers: Iterable[int]) -> str:
    """Name questions by their numbers."""
    found = [str(number) for number in sorted(set(numbers))]
    return f"question{'' if len(found) == 1 else 's'} {joined(found, 'and')}"


def write_questions(
    page: Page, questions: Iterable[tuple[int, Question]], *, brief: bool = False
) -> None:
    """Write numbered questions; unless `brief`, with their possible answers and whom to ask."""
    for number, question in questions:
        bullet = f"{number:>3}. "
        if brief:
            about = f" ({question.act})" if question.act else ""
            page.text(f"{question.ask}{about}", 0, bullet)
            continue
        page.text(question.ask, 0, bullet)
        for line in _details(question):
            page.hung(line, len(bullet))
        page.gap()


def _details(question: Question) -> list[str]:
    about = [f"act {question.act}"] if question.act else []
    about += [f"person {question.person}"] if question.person else []
    lines = [f"about: {', '.join(about)}"] if about else []
    answers = [says for _, says in question.answers]
    if answers:
        lines.append(f"answers: {'; '.join(answers)}; {_OTHER_ANSWERS}")
    elif question.unit:
        lines.append(f"answer in {question.unit}, {_OTHER_ANSWERS}")
    if question.weigh:
        lines.append(f"weigh: {question.weigh}")
    if question.whom:
        lines.append(f"ask: {office(question.whom)}")
    if question.why_open in _WHY_OPEN:
        lines.append(f"note: {_WHY_OPEN[question.why_open]}")
    count = len(question.findings)
    lines.append(f"{count} finding{' hangs' if count == 1 else 's hang'} on it")
    return lines
