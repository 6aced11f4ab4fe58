"""The pytest plugin: runs the cases of a policy folder as tests.

`pytest rules/` collects every `cases/*.yaml` beside a policy.yaml, a test for each case, and with
each policy.yaml one test more: that everything in the policy is proved by some case. The engine is
imported only when there is something to collect.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from engine.diagnostic import Diagnostic
    from engine.testing.case import Case
    from engine.testing.runner import Bench

_BENCHES = pytest.StashKey[dict["Path", "Bench"]]()


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> pytest.Collector | None:
    """Collect case files, and the policies that they prove."""
    if file_path.suffix == ".yaml" and file_path.parent.name == "cases":
        if _is_policy(file_path.parent.parent):
            return CaseFile.from_parent(parent, path=file_path)
    elif file_path.name == "policy.yaml" and _is_policy(file_path.parent):
        return PolicyFile.from_parent(parent, path=file_path)
    return None


def _is_policy(folder: Path) -> bool:
    return (folder / "policy.yaml").is_file() and (folder / "norms.yaml").is_file()


class NotProvedError(Exception):
    """A case failed, or something is not proved; the text says all there is to say."""


class CaseFile(pytest.File):
    """A file of cases."""

    def collect(self) -> Iterator[pytest.Item]:
        """Give one test for each case."""
        from engine.testing.read import read_cases  # noqa: PLC0415  only when needed
        from engine.testing.runner import policy_in  # noqa: PLC0415

        folder = self.path.parent.parent
        bench = bench_for(self.config, folder)
        policy = policy_in(bench.ruleset, folder)
        bench = bench.alone(policy)
        cases, mistakes = read_cases(self.path, bench.names(policy.id))
        if mistakes:
            raise self.CollectError(_told(mistakes))
        for case in cases:
            yield CaseItem.from_parent(self, name=case.note, case=case, bench=bench)


class CaseItem(pytest.Item):
    """One case."""

    def __init__(self, *, case: Case, bench: Bench, name: str, parent: pytest.Collector) -> None:
        super().__init__(name, parent)
        self.case = case
        self.bench = bench

    def runtest(self) -> None:
        """Run the case."""
        result = self.bench.run(self.case)
        if result.outcome != "passed":
            raise NotProvedError(str(result))

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException]) -> str:  # type: ignore[override]
        """Tell what was expected and what came out, without a traceback."""
        return str(excinfo.value)

    def reportinfo(self) -> tuple[Path, int, str]:
        """Say where the case stands."""
        return self.path, self.case.span.line - 1, self.name


class PolicyFile(pytest.File):
    """A policy, for what can only be said of all its cases."""

    def collect(self) -> Iterator[pytest.Item]:
        """Give the test that everything is proved."""
        yield ProvedItem.from_parent(self, name="everything is proved")


class ProvedItem(pytest.Item):
    """The test that every requirement, exception and step has its cases."""

    def runtest(self) -> None:
        """Run all cases of the policy, and look for gaps."""
        from engine.testing.coverage import gaps  # noqa: PLC0415  only when needed
        from engine.testing.runner import policy_in, run_policy  # noqa: PLC0415

        folder = self.path.parent
        bench = bench_for(self.config, folder)
        policy = policy_in(bench.ruleset, folder)
        results, mistakes = run_policy(bench.alone(policy), policy.id, folder)
        mistakes = mistakes or gaps(policy, results)
        if mistakes:
            raise NotProvedError(_told(mistakes))

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException]) -> str:  # type: ignore[override]
        """Tell what is not proved, without a traceback."""
        return str(excinfo.value)

    def reportinfo(self) -> tuple[Path, int, str]:
        """Say which policy it is about."""
        return self.path, 0, self.name


def bench_for(config: pytest.Config, folder: Path) -> Bench:
    """Load the policies that a folder's cases need, once per run.

    Raises:
        pytest.Collector.CollectError: The policy has errors; all of them are told.
    """
    from engine.testing.runner import Bench, load  # noqa: PLC0415  only when needed

    benches = config.stash.setdefault(_BENCHES, {})
    if folder not in benches:
        ruleset, mistakes = load(folder)
        if ruleset is None:
            raise pytest.Collector.CollectError(_told(mistakes))
        benches[folder] = Bench(ruleset)
    return benches[folder]


def _told(mistakes: list[Diagnostic]) -> str:
    return "\n\n".join(map(str, mistakes))
