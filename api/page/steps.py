"""What has to happen next, in the words of the page; what it is was decided before."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from api.page.findings import norm_view
from api.page.names import anchor, capital
from engine.report.words import joined, office, spoken

if TYPE_CHECKING:
    from collections.abc import Sequence

    from api.page.shown import Shown
    from engine.infer.plan import PlannedStep
    from engine.report.text_questions import Numbers

MOST_CAUSES: Final = 4
WITHIN: Final = {
    "immediately": "Immediately",
    "without_delay": "Without delay",
    "promptly": "Promptly",
    "not_stated": "The code sets no time",
}
FORCES: Final = {"must": "has to", "may": "may", "one_of": "may, as one of several measures"}
STATES: Final = {
    "due": "To do",
    "done": "The facts say it was done",
    "not_known": "Not known whether it was done",
    "depends_on": "Only if it turns out so",
}


class Steps:
    """The merged plan of one assessment in words."""

    def __init__(self, shown: Shown, numbers: Numbers) -> None:
        self._shown = shown
        self._numbers = numbers
        self._steps: Sequence[PlannedStep] = shown.assessment.plan.steps
        self._titles = {
            finding.id: finding.provision.requirement.title for finding in shown.assessment.findings
        }

    def steps(self) -> list[dict[str, Any]]:
        """Give the steps in order, most urgent first."""
        return [
            {**self._step(step), "number": number} for number, step in enumerate(self._steps, 1)
        ]

    def must_not(self) -> list[dict[str, Any]]:
        """Give what must not be done."""
        return [self._step(step) for step in self._shown.assessment.plan.must_not]

    def _step(self, step: PlannedStep) -> dict[str, Any]:
        policy = self._shown.policies[step.policy]
        choice = step.state == "due" and (step.force != "must" or step.if_you)
        causes = [
            {"title": self._titles[cause], "anchor": anchor("finding", cause)}
            if cause in self._titles
            else {"title": self._event(cause), "anchor": ""}
            for cause in step.causes
        ]
        unique = list({cause["title"]: cause for cause in causes}.values())
        return {
            "who": capital(self._who(step)),
            "force": FORCES[step.force],
            "do": step.do,
            "if_you": self._if_you(step),
            "to": joined(map(office, step.to), "and") if step.to else "",
            "passed_over": joined(map(office, step.passed_over), "and") if step.passed_over else "",
            "nobody_named": step.nobody_named,
            "within": WITHIN[step.within],
            "urgent": step.within in ("immediately", "without_delay"),
            "state": step.state,
            "says": "Open now; somebody decides" if choice else STATES[step.state],
            "causes": unique[:MOST_CAUSES],
            "more_causes": max(0, len(unique) - MOST_CAUSES),
            "norms": [norm_view(policy, name) for name in dict.fromkeys(step.norms)],
            "because_not": step.because_not or "",
            "policy": step.policy,
            **self._depends(step),
        }

    def _event(self, cause: str) -> str:
        facts = self._shown.acts.get(cause.rpartition("@")[2])
        return capital(spoken(facts.kind)) if facts else spoken(cause.partition("@")[0])

    def _who(self, step: PlannedStep) -> str:
        if step.by != "actor":
            return office(step.by)
        acts = (self._shown.acts.get(cause.rpartition("@")[2]) for cause in step.causes)
        people = dict.fromkeys(facts.person for facts in acts if facts and facts.person)
        named = [self._shown.names.get(person, person) for person in people]
        return joined(named, "and") if named else office("actor")

    def _if_you(self, step: PlannedStep) -> str:
        if not step.if_you:
            return ""
        for number, other in enumerate(self._steps, 1):
            if other.step == step.if_you and other.policy == step.policy:
                return f"If step {number} is taken:"
        return f"If it is decided so ({spoken(step.if_you)}):"

    def _depends(self, step: PlannedStep) -> dict[str, Any]:
        asked, others = [], []
        for need in step.depends_on if step.state == "depends_on" else ():
            act, _, path = need.partition(":")
            number = self._numbers.of_act(act, path)
            facts = self._shown.acts.get(act)
            if number is not None:
                asked.append(number)
            elif facts is not None and path in facts.specs:
                others.append(facts.specs[path].ask)
            else:
                others.append(spoken(path))
        return {"questions": sorted(set(asked)), "others": list(dict.fromkeys(others))}
