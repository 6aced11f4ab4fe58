"""Running cases: each is assessed like any incident, and compared with what it expects."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from engine.build import policy_folders, read_policies
from engine.facts.catalogue import VOCABULARY
from engine.incident import read_incident
from engine.infer.assessment import assess
from engine.infer.compiled import with_parameters
from engine.infer.ruleset import Ruleset
from engine.span import shown_path
from engine.testing.coverage import gaps
from engine.testing.names import Names, fact_name
from engine.testing.read import case_files, no_cases, read_cases
from engine.testing.result import Result, Shown

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from engine.diagnostic import Diagnostic
    from engine.facts.incident import Incident
    from engine.facts.vocabulary import Vocabulary
    from engine.infer.assessment import Assessment
    from engine.infer.finding import Finding
    from engine.infer.plan import PlannedStep
    from engine.syntax.typed import Policy
    from engine.testing.case import Case, Expected, ExpectedStep


class Bench:
    """Runs cases under a ruleset; what another setting of parameters needs is made once.

    Args:
        ruleset: The policies.
        read: Validates incidents; another one goes with a vocabulary other than ours.
    """

    def __init__(self, ruleset: Ruleset, read: Callable[[Any], Incident] = read_incident) -> None:
        self.ruleset = ruleset
        self.read = read
        self._others: dict[tuple[Any, ...], Ruleset] = {}

    def alone(self, policy: Policy) -> Bench:
        """Give a bench on which no other edition of the policy stands."""
        compiled = self.ruleset.policies[policy.id]
        if len(compiled.editions) == 1:
            return self
        kept = [
            edition
            for other in self.ruleset.policies.values()
            for edition in other.editions
            if other is not compiled or edition is policy
        ]
        return Bench(Ruleset.of(kept, self.ruleset.vocabulary), self.read)

    def names(self, policy: str) -> Names:
        """Give what the cases of a policy may name."""
        return Names(self.ruleset, (policy,), self.read)

    def run(self, case: Case) -> Result:
        """Run one case."""
        try:
            answer = assess(self._ruleset(case), case.incident, case.policies, explain="full")
        except Exception as error:  # noqa: BLE001  whatever it is, this case has no answer
            return Result(case, "error", (f"no answer: {type(error).__name__}: {error}",))
        messages, shown = [], []
        for expected in case.expect:
            findings, wrong = _findings(answer, expected)
            messages += wrong
            for finding in findings:
                messages += _compare(expected, finding)
                shown.append(_shown(expected, finding))
        if case.none_breached:
            messages += _others(answer, case)
        names = self.names(case.policy).under(case.policies)
        for step in case.steps:
            messages += _step(answer, step, names)
        return Result(case, "failed" if messages else "passed", tuple(messages), tuple(shown))

    def _ruleset(self, case: Case) -> Ruleset:
        if not case.settings:
            return self.ruleset
        key = (case.policy, *sorted(case.settings.items(), key=lambda pair: pair[0]))
        found = self._others.get(key)
        if found is None:
            policies = [
                with_parameters(edition, case.settings) if name == case.policy else edition
                for name, compiled in self.ruleset.policies.items()
                for edition in compiled.editions
            ]
            found = self._others[key] = Ruleset.of(policies, self.ruleset.vocabulary)
        return found


# --- comparing ------------------------------------------------------------------------------------


def _findings(answer: Assessment, expected: Expected) -> tuple[list[Finding], list[str]]:
    """Give the findings that an expectation speaks of; none, with a message, where that fails."""
    found = [
        f
        for f in answer.findings
        if f.provision.id == expected.requirement
        and (expected.act is None or f.facts.act.id == expected.act)
    ]
    if not found:
        why = "; ".join(dict.fromkeys(item.why for item in answer.judged.set_aside))
        told = f" ({why})" if why else ""
        return [], [f"{expected.requirement}: expected {expected.verdict}, got no finding{told}"]
    if expected.act is None and expected.verdict != "not_applicable":
        found = [f for f in found if f.verdict != "not_applicable"] or found
    if len({f.verdict for f in found}) > 1:
        got = ", ".join(f"{f.facts.act.id} is {f.verdict}" for f in found)
        wanted = f"{expected.requirement}: expected {expected.verdict}"
        return [], [f"{wanted}, but acts differ: {got}; say which is meant with `act: ...`"]
    return found, []


def _compare(expected: Expected, finding: Finding) -> list[str]:
    where = finding.id
    if finding.verdict != expected.verdict:
        return [f"{where}: expected {expected.verdict}, got {_got(finding)}"]
    judgement = finding.judgement
    rows = (
        ("because", expected.because, [reason.fact for reason in finding.because]),
        ("needs", expected.needs, list(finding.needs)),
        ("excused_by", expected.excused_by, list(judgement.excused_by)),
    )
    messages = []
    for word, wanted, paths in rows:
        got = [fact_name(path) for path in paths]
        lacking = [name for name in wanted if name not in got]
        if lacking:
            messages.append(f"{where}: expected {word} {_listed(wanted)}, got {_listed(got)}")
    if expected.breach_of and set(expected.breach_of) != set(judgement.breach_of):
        messages.append(
            f"{where}: expected breach_of {_listed(expected.breach_of)},"
            f" got {_listed(judgement.breach_of)}"
        )
    if judgement.error is not None:
        messages.append(f"{where}: {judgement.error}")
    return messages


def _got(finding: Finding) -> str:
    """Say what came out, with the facts that explain it."""
    judgement = finding.judgement
    match finding.verdict:
        case "undetermined":
            needs = [fact_name(path) for path in finding.needs]
            more = judgement.error or f"needs {_listed(needs)}"
        case "excused":
            more = f"by {_listed(judgement.excused_by)}"
        case "breached":
            because = [fact_name(reason.fact) for reason in finding.because]
            more = f"of {_listed(judgement.breach_of)}, because {_listed(because)}"
        case _:
            more = f"because {_listed([fact_name(reason.fact) for reason in finding.because])}"
    return f"{finding.verdict} ({more})"


def _listed(names: Iterable[str]) -> str:
    return ", ".join(names) or "nothing"


def _shown(expected: Expected, finding: Finding) -> Shown:
    judgement = finding.judgement
    same = finding.verdict == expected.verdict
    return Shown(
        expected.requirement,
        expected.verdict,
        judgement.excused_by if same and expected.verdict == "excused" else (),
        judgement.breach_of if same and expected.verdict == "breached" else (),
    )


def _others(answer: Assessment, case: Case) -> list[str]:
    named = {expected.requirement for expected in case.expect}
    return [
        f"{finding.id}: expected nothing else to be breached, got {_got(finding)}"
        for finding in answer.findings
        if finding.verdict == "breached"
        and not finding.advisory
        and finding.provision.id not in named
    ]


def _step(answer: Assessment, expected: ExpectedStep, names: Names) -> list[str]:
    due = _planned(answer.plan.steps, expected.step, names)
    barred = _planned(answer.plan.must_not, expected.step, names)
    got: list[str] = [step.state for step in due]
    if barred:
        got += [step.state for step in barred if names.steps[expected.step][2].forbidden]
        got += ["must_not"] * any(step.state != "depends_on" for step in barred)
    if expected.state in (got or ["absent"]):
        return _recipients(expected, [*due, *barred])
    hangs = sorted({fact for step in due + barred for fact in step.depends_on})
    more = f" on {_listed(hangs)}" if "depends_on" in got and hangs else ""
    came = " and ".join(got) or "absent"
    return [f"step {expected.step}: expected {expected.state}, got {came}{more}"]


def _recipients(expected: ExpectedStep, planned: list[PlannedStep]) -> list[str]:
    if expected.to is None or all(set(step.to) == set(expected.to) for step in planned):
        return []
    got = "; ".join(_listed(step.to) for step in planned)
    return [f"step {expected.step}: expected to go to {_listed(expected.to)}, got {got}"]


def _planned(steps: Iterable[PlannedStep], name: str, names: Names) -> list[PlannedStep]:
    """Find a step in the plan, where it may have been joined with an equal one of another path."""
    policy, path, step = names.steps[name]
    return [
        planned
        for planned in steps
        if planned.policy == policy
        and path.name in planned.paths
        and (planned.step == name or (planned.by, planned.do) == (step.by, step.do))
    ]


# --- whole folders --------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Report:
    """What came of all cases under a path."""

    results: tuple[Result, ...]
    diagnostics: tuple[Diagnostic, ...]
    """Mistakes in policies and case files, and what no case proves."""

    @property
    def passed(self) -> bool:
        """Whether there were cases, every one passed, and everything is proved."""
        passed = [result.outcome == "passed" for result in self.results]
        return bool(passed) and all(passed) and not self.diagnostics


def run_rules(
    root: Path,
    vocabulary: Vocabulary | None = None,
    read: Callable[[Any], Incident] = read_incident,
) -> Report:
    """Run the cases of every policy at or under a path.

    Args:
        root: A policy folder, or a folder of such. A single policy is loaded together with those
            beside it, which its cases may name.
        vocabulary: The kinds of acts; ours if None.
        read: Validates the incidents of cases.
    """
    ruleset, mistakes = load(root, vocabulary)
    if ruleset is None:
        return Report((), tuple(mistakes))
    bench = Bench(ruleset, read)
    results: list[Result] = []
    for folder in policy_folders(root):
        policy = policy_in(ruleset, folder)
        own, found = run_policy(bench.alone(policy), policy.id, folder)
        results += own
        mistakes += found or gaps(policy, own)
    return Report(tuple(results), tuple(mistakes))


def run_policy(bench: Bench, policy: str, folder: Path) -> tuple[list[Result], list[Diagnostic]]:
    """Run the cases of one policy; give the results and the mistakes in its case files."""
    results: list[Result] = []
    mistakes: list[Diagnostic] = []
    for path in case_files(folder):
        cases, found = read_cases(path, bench.names(policy))
        mistakes += found
        results += [bench.run(case) for case in cases]
    if not results and not mistakes:
        mistakes.append(no_cases(bench.names(policy).policy.folder))
    return results, mistakes


def load(
    root: Path, vocabulary: Vocabulary | None = None
) -> tuple[Ruleset | None, list[Diagnostic]]:
    """Load what cases under a path need: the policies there, and those beside a single one.

    A mistake in a policy beside is left to that policy's own run.
    """
    kinds = vocabulary or VOCABULARY
    if (root / "policy.yaml").exists():
        policies, mistakes = read_policies(root.resolve().parent, kinds)
        if not mistakes:
            return Ruleset.of(policies, kinds), []
    policies, mistakes = read_policies(root, kinds)
    return (None, mistakes) if mistakes else (Ruleset.of(policies, kinds), [])


def policy_in(ruleset: Ruleset, folder: Path) -> Policy:
    """Give the policy that was read from a folder."""
    wanted = shown_path(folder.resolve())
    return next(
        edition
        for compiled in ruleset.policies.values()
        for edition in compiled.editions
        if shown_path(Path(edition.folder).resolve()) == wanted
    )
