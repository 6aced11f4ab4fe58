"""Test results as JUnit XML, which build servers read.

Source:
    The schema of the Jenkins xUnit plugin: testsuites, testsuite, testcase, failure, error.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal
from xml.sax.saxutils import escape, quoteattr

if TYPE_CHECKING:
    from collections.abc import Sequence

_NOT_XML: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class CaseResult:
    """One case that was run.

    `problems` are empty where it passed; an outcome of `error` says that it could not be run.
    """

    suite: str
    name: str
    file: str
    line: int
    outcome: Literal["passed", "failed", "error"] = "passed"
    problems: tuple[str, ...] = ()
    seconds: float | None = None


def to_junit(results: Sequence[CaseResult]) -> str:
    """Write test results as JUnit XML, one suite for each policy."""
    suites: dict[str, list[CaseResult]] = {}
    for result in results:
        suites.setdefault(result.suite, []).append(result)
    body = "".join(_suite(name, tested) for name, tested in suites.items())
    head = f'<?xml version="1.0" encoding="UTF-8"?>\n<testsuites {_counts(results)}>\n'
    return f"{head}{body}</testsuites>\n"


def _suite(name: str, tested: Sequence[CaseResult]) -> str:
    body = "".join(map(_case, tested))
    return f"  <testsuite name={_attribute(name)} {_counts(tested)}>\n{body}  </testsuite>\n"


def _case(tested: CaseResult) -> str:
    given = {
        "classname": tested.suite,
        "name": tested.name,
        "file": tested.file,
        "line": str(tested.line),
    }
    if tested.seconds is not None:
        given["time"] = f"{tested.seconds:.3f}"
    attributes = " ".join(f"{key}={_attribute(value)}" for key, value in given.items())
    if tested.outcome == "passed":
        return f"    <testcase {attributes}/>\n"
    tag = "failure" if tested.outcome == "failed" else "error"
    first = tested.problems[0].split("\n")[0] if tested.problems else tested.outcome
    text = escape(_clean("\n".join(tested.problems)))
    return (
        f"    <testcase {attributes}>\n      <{tag} message={_attribute(first)}>{text}</{tag}>\n"
        "    </testcase>\n"
    )


def _counts(tested: Sequence[CaseResult]) -> str:
    failed = sum(one.outcome == "failed" for one in tested)
    errors = sum(one.outcome == "error" for one in tested)
    return f'tests="{len(tested)}" failures="{failed}" errors="{errors}"'


def _attribute(text: str) -> str:
    return quoteattr(_clean(text))


def _clean(text: str) -> str:
    r"""Replace what XML cannot hold, even escaped.

    Example:
        >>> _clean("a\x1bb")
        'a\ufffdb'
    """
    return _NOT_XML.sub("\ufffd", text)
