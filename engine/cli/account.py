"""`clausecheck check --text`: an account in words in, what was read and what follows out."""

from __future__ import annotations

import json
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final

from engine.build import VECTORS
from engine.cli.check import code_of
from engine.cli.exits import StopError
from engine.cli.inputs import STDIN
from engine.cli.output import output_to
from engine.cli.policies import load_cues, load_rules
from engine.diagnostic import quote, safe
from engine.errors import UnknownPolicyError
from engine.facts.people import ROLE_GROUPS, ROLES
from engine.incident import read_incident
from engine.infer.assessment import assess
from engine.intake.read import read_account
from engine.intake.vectors import VectorError
from engine.report.json import to_json
from engine.report.page import painted
from engine.report.text import assessment_page
from engine.suggest import nearest

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from engine.infer.assessment import Explain
    from engine.intake.draft import Draft, Evidence

MOST_CHARACTERS: Final = 20_000
"""Most characters of one account, as for the service."""

_MOST_BYTES: Final = 4 * MOST_CHARACTERS


def check_text(  # noqa: PLR0913  each an option of the command
    named: Sequence[str],
    *,
    policies: Sequence[str] | None,
    role: str | None,
    occurred_on: str | None,
    rules: Path | None,
    form: str,
    explain: Explain,
    fail_on: Collection[str],
    out: Path | None,
    vectors: bool,
) -> int:
    """Read one account, judge what was read, and write both.

    Returns:
        The exit code that `fail_on` asks for.

    Raises:
        StopError: It cannot be read, or it is not said under which one policy.
    """
    if len(named) != 1 or policies is None or len(policies) != 1:
        text = (
            "--text reads one account, under one policy: clausecheck check --text FILE --policy PP"
        )
        raise StopError(text)
    if role is not None and role not in ROLES and role not in ROLE_GROUPS:
        close = nearest(role, (*ROLES, *ROLE_GROUPS))
        text = f"no role {quote(role)}" + (f"; did you mean `{close}`?" if close else "")
        raise StopError(text)
    day = _day(occurred_on)
    account = _account(named[0])
    ruleset, cues = load_rules(rules), load_cues(rules, vectors=vectors)
    try:
        (chosen,) = ruleset.chosen(policies)
    except UnknownPolicyError as error:
        text = f"no policy {quote(error.wanted)} is loaded; {error.mend}"
        raise StopError(text) from None
    try:
        draft = read_account(ruleset, cues, account, chosen.policy.id, role, day)
    except VectorError as error:
        mend = f"to read without it leave --vectors out, and set {VECTORS} to off"
        text = f"the sentence model cannot be used: {error}; {mend}"
        raise StopError(text) from None
    assessment = assess(ruleset, read_incident(draft.incident), policies, explain)
    with output_to(out) as output:
        if form == "json":
            read = json.dumps(draft.to_dict(), ensure_ascii=False, separators=(",", ":"))
            answer = to_json(assessment, ruleset.digest, explain)
            output.write_bytes(
                b'{"intake":%b,"assessment":%b}\n' % (read.encode(), answer.rstrip())
            )
        else:
            output.write(_page(draft, colour=output.colour))
            page = assessment_page(assessment, explain, width=output.width, colour=output.colour)
            output.write(page)
    return code_of(assessment, fail_on)


def _day(written: str | None) -> date | None:
    try:
        return None if written is None else date.fromisoformat(written)
    except ValueError:
        text = "--occurred-on takes a day such as 2026-03-02"
        raise StopError(text) from None


def _account(name: str) -> str:
    try:
        if name == STDIN:
            data = sys.stdin.buffer.read(_MOST_BYTES + 1)
        else:
            with Path(name).open("rb") as file:
                data = file.read(_MOST_BYTES + 1)
        text = data.decode("utf-8-sig")
    except OSError as error:
        problem = f"the account cannot be read: {error.strerror}"
        raise StopError(problem) from None
    except UnicodeDecodeError:
        problem = "the account is not saved as UTF-8 text"
        raise StopError(problem) from None
    if len(text) > MOST_CHARACTERS or len(data) > _MOST_BYTES:
        problem = f"the account has more than {MOST_CHARACTERS:,} characters"
        raise StopError(problem)
    return text


def _page(draft: Draft, *, colour: bool) -> str:
    """Say what was read, with the words it was read from, and what was not."""

    def head(text: str) -> str:
        return painted(text, "bold") if colour else text

    lines = [head("Read from the account")]
    lines += [_line(item) for item in draft.evidence] or ["  nothing that a cue list knows"]
    if draft.unread:
        lines += ["", head("Not read, and looks like conduct")]
        lines += [f"  {safe(_flat(quote.quote))}" for quote in draft.unread]
    if draft.suggestions:
        lines += ["", head("Other clauses that the account is like; read them yourself")]
        lines += [f"  {item.clause}  {item.title}" for item in draft.suggestions]
    return "\n".join([*lines, "", ""])


def _line(item: Evidence) -> str:
    words = ", ".join(f'"{safe(_flat(quote.quote))}"' for quote in item.quotes)
    status = "" if item.status == "happened" else f" ({item.status})"
    indent = "  " if item.fact in {"kind", "roles"} else "    "
    return f"{indent}{item.says}{status}: {words}"


def _flat(text: str) -> str:
    return " ".join(text.split())
