"""`clausecheck test`: run the cases of policies, and say what no case proves."""

from __future__ import annotations

import json
import re
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from engine.build import build_cues, default_rules, own_folder, policy_folders
from engine.cli.exits import DONE, TESTS_FAILED, StopError
from engine.cli.output import Progress, output_to, tell
from engine.cli.policies import code_of
from engine.diagnostic import safe
from engine.errors import RulesetError
from engine.report.diagnostics import counted, diagnostics_text
from engine.report.github import annotation, to_github
from engine.report.junit import CaseResult, to_junit
from engine.report.page import painted
from engine.testing.coverage import gaps
from engine.testing.read import case_files, no_cases, read_cases
from engine.testing.runner import Bench, load, policy_in
from engine.testing.trials import run_trials

if TYPE_CHECKING:
    from pathlib import Path

    from engine.cli.output import Output
    from engine.diagnostic import Diagnostic
    from engine.testing.result import Result


def run_tests(path: Path | None, *, form: str, run: str | None, out: Path | None) -> int:
    """Run the cases of every policy at a path.

    Args:
        path: A policy folder, or a folder of such; the default one if None.
        form: `pretty`, `json`, `junit` or `github`.
        run: Run only the cases whose note this expression finds; what no case proves is then
            not looked for.
        out: Where to write; standard output if None.

    Raises:
        StopError: The expression is none.
    """
    wanted = _pattern(run)
    root = path if path is not None else default_rules()
    ruleset, mistakes = load(root)
    tested = _Tested(diagnostics=mistakes)
    code = code_of(mistakes)
    if ruleset is not None:
        _run_all(Bench(ruleset), root, wanted, tested)
        if wanted is None and own_folder(root, "cues").is_dir():
            code = _try_cues(root, tested)
        if wanted is not None and not tested.results and not tested.diagnostics:
            text = "no case has a note that --run finds"
            raise StopError(text, TESTS_FAILED)
        code = code or (DONE if tested.passed else TESTS_FAILED)
    with output_to(out) as output:
        output.write(_WRITERS[form](tested, output))
    if form == "pretty":
        tell(tested.in_all())
    return code


def _try_cues(root: Path, tested: _Tested) -> int:
    """Try the sentences of cue lists; lists with mistakes cannot be, and earn an exit code."""
    try:
        tried = run_trials(build_cues(root))
    except RulesetError as error:
        tested.diagnostics += error.diagnostics
        return code_of(error.diagnostics)
    tested.sentences = tried.count
    tested.diagnostics += tried.failures
    return DONE


def _pattern(run: str | None) -> re.Pattern[str] | None:
    try:
        return None if run is None else re.compile(run)
    except (re.error, RecursionError, OverflowError):
        text = "--run takes a regular expression, and this is none"
        raise StopError(text) from None


@dataclass(slots=True)
class _Tested:
    """What came of a run: cases in order, each with its policy and how long it took."""

    diagnostics: list[Diagnostic]
    results: list[tuple[str, Result, float]] = field(default_factory=list)
    sentences: int = 0

    @property
    def passed(self) -> bool:
        return not self.diagnostics and not self.failures

    @property
    def failures(self) -> list[Result]:
        return [result for _, result, _ in self.results if result.outcome != "passed"]

    def in_all(self) -> str:
        text = f"{counted(len(self.results), 'case')}, {len(self.failures)} failed"
        if self.sentences:
            text += f"; {counted(self.sentences, 'sentence')} of cue lists tried"
        if self.diagnostics:
            text += f", {counted(len(self.diagnostics), 'mistake')} or gaps besides"
        return text


def _run_all(bench: Bench, root: Path, wanted: re.Pattern[str] | None, tested: _Tested) -> None:
    for folder in policy_folders(root):
        policy = policy_in(bench.ruleset, folder)
        own, mistakes = _run_policy(bench.alone(policy), policy.id, folder, wanted)
        if not own and not mistakes and wanted is None:
            mistakes.append(no_cases(policy.folder))
        if own and not mistakes and wanted is None:
            mistakes += gaps(policy, [result for result, _ in own])
        tested.results += [(policy.id, result, seconds) for result, seconds in own]
        tested.diagnostics += mistakes


def _run_policy(
    bench: Bench, policy: str, folder: Path, wanted: re.Pattern[str] | None
) -> tuple[list[tuple[Result, float]], list[Diagnostic]]:
    results: list[tuple[Result, float]] = []
    mistakes: list[Diagnostic] = []
    files = case_files(folder)
    progress = Progress(len(files))
    for number, path in enumerate(files, 1):
        progress.at(number, str(path))
        cases, found = read_cases(path, bench.names(policy))
        mistakes += found
        for case in cases:
            if wanted is None or wanted.search(case.note):
                start = time.perf_counter()
                result = bench.run(case)
                results.append((result, time.perf_counter() - start))
    progress.clear()
    return results, mistakes


# --- the forms ------------------------------------------------------------------------------------


def _pretty(tested: _Tested, output: Output) -> str:
    texts = [_failure(result, colour=output.colour) for result in tested.failures]
    return "".join(texts) + diagnostics_text(tested.diagnostics, colour=output.colour)


def _failure(result: Result, *, colour: bool) -> str:
    first, *rest = (safe(line) for line in str(result).split("\n"))
    head = painted(first, "red") if colour else first
    return "\n".join([head, *rest]) + "\n\n"


def _json(tested: _Tested, _: Output) -> str:
    told = {
        "passed": tested.passed,
        "cases": [
            {
                "policy": policy,
                "note": result.case.note,
                "file": safe(result.case.span.file),
                "line": result.case.span.line,
                "outcome": result.outcome,
                "messages": list(result.messages),
            }
            for policy, result, _ in tested.results
        ],
        "diagnostics": [diagnostic.to_dict() for diagnostic in tested.diagnostics],
    }
    return json.dumps(told, ensure_ascii=False, indent=2) + "\n"


def _junit(tested: _Tested, _: Output) -> str:
    cases = [
        CaseResult(
            policy,
            result.case.note,
            safe(result.case.span.file),
            result.case.span.line,
            result.outcome,
            result.messages,
            seconds,
        )
        for policy, result, seconds in tested.results
    ]
    return to_junit([*cases, *map(_as_case, tested.diagnostics)])


def _as_case(diagnostic: Diagnostic) -> CaseResult:
    """Give a mistake or a gap as a case that could not be run, so that no build passes over it."""
    span = diagnostic.span
    name = f"{diagnostic.code} at {span}"
    return CaseResult("policies", name, safe(span.file), span.line, "error", (str(diagnostic),))


def _github(tested: _Tested, _: Output) -> str:
    return "".join(map(_annotation, tested.failures)) + to_github(tested.diagnostics)


def _annotation(result: Result) -> str:
    span = result.case.span
    given = {"file": span.file, "line": span.line, "title": result.case.note}
    return annotation("error", "\n".join(result.messages), given)


_WRITERS = {"pretty": _pretty, "json": _json, "junit": _junit, "github": _github}
