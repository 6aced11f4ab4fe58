"""One file judged: its assessment, or its problems in place."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from engine.cli.exits import StopError
from engine.cli.inputs import Read, read_one
from engine.diagnostic import safe
from engine.errors import IncidentError
from engine.facts.problem import Problem
from engine.infer.assessment import assess
from engine.report.diagnostics import counted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engine.infer.assessment import Assessment, Explain
    from engine.infer.ruleset import Ruleset


@dataclass(frozen=True, slots=True)
class Checked:
    """What came of one file: an assessment, or problems; never both."""

    name: str
    assessment: Assessment | None
    problems: tuple[Problem, ...]


def check_one(
    name: str, ruleset: Ruleset, policies: Sequence[str] | None, explain: Explain
) -> Checked:
    """Read and judge one file; whatever is wrong with it is told, not raised."""
    read = None
    try:
        read = read_one(name)
        if read.incident is None:
            return Checked(read.name, None, read.problems)
        return Checked(read.name, assess(ruleset, read.incident, policies, explain), ())
    except IncidentError as error:
        problems = read.placed(error.problems) if read is not None else error.problems
        return Checked(read.name if read is not None else name, None, problems)
    except StopError:
        raise
    except Exception as error:  # noqa: BLE001  a defect of ours in one file must not stop the rest
        return Checked(read.name if isinstance(read, Read) else name, None, (_defect(error),))


def _defect(error: Exception) -> Problem:
    return Problem(
        "",
        "internal-error",
        f"judging this incident failed ({type(error).__name__})",
        "this is a defect of Clausecheck; nothing follows from it about the incident",
        "report it, without the incident",
    )


def told_problems(checked: Checked) -> str:
    """Write the problems of a file for people; nothing of the incident is in it."""
    texts = []
    for found in checked.problems:
        problem = _without_key(found) if found.code == "unknown-key" else found
        place = "" if problem.span is not None else f"{safe(checked.name)}: "
        lines = [safe(line) for line in str(problem).split("\n")]
        first = lines[0] if problem.pointer or problem.span else lines[0].removeprefix("incident: ")
        texts.append("\n".join([place + first, *lines[1:]]))
    return "\n\n".join(texts) + "\n"


def _without_key(problem: Problem) -> Problem:
    """Leave out a key that is none of ours: somebody may have written the account there."""
    return replace(problem, pointer=problem.pointer.rpartition("/")[0])


def judged_or_stop(
    name: str, ruleset: Ruleset, policies: Sequence[str] | None, explain: Explain = "reasons"
) -> Assessment:
    """Judge one file.

    Raises:
        StopError: It cannot be judged; the text holds all its problems.
    """
    checked = check_one(name, ruleset, policies, explain)
    if checked.assessment is None:
        count = counted(len(checked.problems), "problem")
        text = f"{told_problems(checked)}\n{safe(checked.name)} was not judged: {count}"
        raise StopError(text)
    return checked.assessment
