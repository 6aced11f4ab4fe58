"""`clausecheck check`: incidents in, a page or JSON out."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

from engine.cli.exits import BREACH, COULD_NOT_RUN, DONE, UNDETERMINED, StopError
from engine.cli.inputs import STDIN, files_named, several
from engine.cli.judging import check_one, told_problems
from engine.cli.output import Progress, output_to, tell
from engine.cli.policies import chosen_policies, load_rules
from engine.diagnostic import safe
from engine.report.diagnostics import counted
from engine.report.json import summary, to_json
from engine.report.page import painted
from engine.report.text import assessment_page

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from engine.cli.judging import Checked
    from engine.cli.output import Output
    from engine.infer.assessment import Assessment, Explain
    from engine.infer.ruleset import Ruleset

_COLUMNS = {
    "breached": "may breach",
    "undetermined": "to ask",
    "against_advice": "against advice",
    "excused": "excused",
    "also_check": "also check",
}


def check(  # noqa: PLR0913  each an option of the command
    named: Sequence[str],
    *,
    policies: Sequence[str] | None,
    rules: Path | None,
    form: str,
    explain: Explain,
    fail_on: Collection[str],
    out: Path | None,
) -> int:
    """Judge incidents and write the answers.

    Returns:
        The exit code: 1 if any file could not be judged, else what `fail_on` asks for.

    Raises:
        StopError: Nothing could be judged at all.
    """
    many = several(named)
    files = files_named(named)
    _spare(files, out)
    ruleset = load_rules(rules)
    chosen = chosen_policies(ruleset, policies)
    rows: list[_Row] = []
    with output_to(out) as output:
        door = _Door(output, ruleset, form, explain, many=many)
        progress = Progress(len(files))
        for number, name in enumerate(files, 1):
            progress.at(number, name)
            checked = check_one(name, ruleset, chosen, explain)
            progress.clear()
            door.write(checked)
            rows.append(_Row(checked, fail_on))
        if many and form == "pretty":
            output.write(_table(rows, output))
        if many:
            tell(_in_all(rows))
    return max(row.code for row in rows) if all(row.counts for row in rows) else COULD_NOT_RUN


def _spare(files: Sequence[str], out: Path | None) -> None:
    """Refuse to write the answer over an incident."""
    there = [Path(name) for name in files if name != STDIN and Path(name).exists()]
    if out is not None and out.exists() and any(out.samefile(file) for file in there):
        text = "the answer would overwrite an incident; name another file after --out"
        raise StopError(text)


class _Row:
    """What the summary says of one file."""

    def __init__(self, checked: Checked, fail_on: Collection[str]) -> None:
        self.name = checked.name
        self.problems = len(checked.problems)
        self.counts: dict[str, int] | None = None
        self.code = COULD_NOT_RUN
        if checked.assessment is not None:
            self.counts = summary(checked.assessment)
            self.code = code_of(checked.assessment, fail_on)


def code_of(assessment: Assessment, fail_on: Collection[str]) -> int:
    """Give the exit code of one assessment; advice and matters of routine never count."""
    codes = {"breached": ("breach", BREACH), "undetermined": ("undetermined", UNDETERMINED)}
    earned = [DONE]
    for finding in assessment.findings:
        if finding.advisory or finding.routine or finding.verdict not in codes:
            continue
        name, code = codes[finding.verdict]
        if name in fail_on:
            earned.append(code)
    return max(earned)


class _Door:
    """Writes what came of each file, in the form that was asked for."""

    def __init__(
        self, output: Output, ruleset: Ruleset, form: str, explain: Explain, *, many: bool
    ) -> None:
        self._output = output
        self._digest = ruleset.digest
        self._form = form
        self._explain = explain
        self._many = many
        self._first = True

    def write(self, checked: Checked) -> None:
        """Write one answer; problems go to standard error, and into JSON as well."""
        if checked.assessment is None:
            tell(told_problems(checked))
            if self._form == "json":
                self._output.write_bytes(_line(checked, None))
        elif self._form == "json":
            answer = to_json(checked.assessment, self._digest, self._explain)
            self._output.write_bytes(_line(checked, answer) if self._many else answer)
        else:
            self._output.write(self._page(checked, checked.assessment))
        self._first = False

    def _page(self, checked: Checked, assessment: Assessment) -> str:
        width, colour = self._output.width, self._output.colour
        page = assessment_page(assessment, self._explain, width=width, colour=colour)
        if not self._many:
            return page
        file = painted(f"{safe(checked.name)}:", "dim" if colour else None)
        return f"{file}\n{page}\n"


def _line(checked: Checked, answer: bytes | None) -> bytes:
    """Write what came of one file as one line of JSON."""
    file = json.dumps(safe(checked.name), ensure_ascii=False)
    if answer is not None:
        return b'{"file":%b,"assessment":%b}\n' % (file.encode(), answer.rstrip(b"\n"))
    problems = [problem.to_dict() for problem in checked.problems]
    told = json.dumps(problems, ensure_ascii=False, separators=(",", ":"))
    return f'{{"file":{file},"problems":{told}}}\n'.encode("utf-8", "backslashreplace")


def _table(rows: Sequence[_Row], output: Output) -> str:
    """Write the summary of many files as a table; names come last, for they may be long."""
    head = painted("  ".join([*_COLUMNS.values(), "file"]), "bold" if output.colour else None)
    bad = painted("not judged", "red" if output.colour else None)
    gap = " " * (len("  ".join(_COLUMNS.values())) - len("not judged"))
    lines = [head]
    for row in rows:
        cells = f"{bad}{gap}"
        if row.counts is not None:
            counts = [(row.counts[key] or "-", len(title)) for key, title in _COLUMNS.items()]
            cells = "  ".join(f"{count:>{width}}" for count, width in counts)
        lines.append(f"{cells}  {safe(row.name)}")
    return "\n".join(lines) + "\n"


def _in_all(rows: Sequence[_Row]) -> str:
    judged = sum(row.counts is not None for row in rows)
    text = f"{counted(judged, 'incident')} judged"
    bad = len(rows) - judged
    return f"{text}; {counted(bad, 'file')} could not be judged" if bad else text
