"""Every message has its page, every page its message, and the examples earn what they say."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from engine.build import policy_folders, read_policies
from engine.errors import IncidentError
from engine.facts.catalogue import VOCABULARY
from engine.incident import read_incident
from engine.infer.acts import read_acts
from engine.infer.ruleset import Ruleset
from engine.load.json import read_json
from engine.load.yaml import plain, read_yaml
from engine.testing.names import Names
from engine.testing.read import case_files, read_cases

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

ROOT = Path(__file__).parents[1]
PAGES = ROOT / "docs" / "reference" / "checks"
CODE = re.compile(r"[a-z]+(-[a-z0-9]+)+")
SINGLE_WORDS = {"alias", "anchor", "contradiction", "tag", "twice", "unproved", "unsettled"}
"""Codes of one word, which a search for words with hyphens does not find."""

NO_CODES = {
    "constrained-float",
    "constrained-int",
    "constrained-str",
    "durable-rules",
    "e-mail",
    "one-to-one",
    "function-after",
    "utf-8",
    "utf-8-sig",
    "x-fact",
}
"""Words with hyphens in the engine that are no codes."""

EXAMPLE = re.compile(r"^```(?:yaml|json) (bad|good) (\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)

# The policy into which the examples are put: a key of an example takes the place of its own.
NORMS = """\
norms:
  - {id: EX-01, section: 1. Lifts, gist: A manager agrees beforehand.}
  - {id: EX-04, section: 1. Lifts, gist: Somebody is told.}
  - {id: EX-02, section: 2. Gifts, gist: An emergency.}
  - {id: EX-03, section: 2. Gifts, gist: It is put on record.}
  - {id: EX-05, section: 2. Gifts, gist: Something vague.}
  - {id: EX-06, section: 2. Gifts, gist: Something that nobody has coded.}
"""
POLICY = {
    "policy": "EX",
    "title": "An example",
    "organisation": "Nobody",
    "binds": "[staff]",
    "versions": '[{version: "1", from: unknown}]',
    "sections": (
        "[{section: 1. Lifts, coded: all},"
        " {section: 2. Gifts, coded: part, norms: [EX-02, EX-03, EX-05]}]"
    ),
    "parameters": (
        "{volunteers: {type: boolean, about: Volunteers, ask: Are they?},"
        " significant-gift: {type: money, about: A value, ask: Which?}}"
    ),
    "exceptions": ("{best-interests: {because: It was best, norms: [], when: {emergency: true}}}"),
}
CLAUSE = {
    "clause": "EX-1.lift",
    "title": "Lifts",
    "when": "{act: lift, stage: given}",
    "requires": "[{name: agreed, norms: [EX-01], must: {manager_agreed: true}}]",
    "escalation": "[tell-somebody]",
}
ESCALATION = """\
paths:
  - path: tell-somebody
    title: Tell somebody
    steps:
      - {step: tell, by: actor, do: Tell somebody, norms: [EX-04]}
"""
CASE = {
    "note": "nobody had agreed",
    "as": "employee",
    "acts": "[{kind: lift, stage: given, manager_agreed: no}]",
    "expect": "{EX-1.lift/agreed: breached}",
}


def codes_in_the_code() -> set[str]:
    """Collect every code of the engine: words with hyphens that stand alone in its texts."""
    found = set(SINGLE_WORDS)
    for room in ("check", "facts", "infer", "intake", "load", "resolve", "testing"):
        for path in (ROOT / "engine" / room).rglob("*.py"):
            found |= set(_words(path))
    for name in ("build.py", "incident.py", "errors.py"):
        found |= set(_words(ROOT / "engine" / name))
    return found - NO_CODES


def _words(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        word = node.value if isinstance(node, ast.Constant) else None
        if isinstance(word, str) and CODE.fullmatch(word):
            yield word


def page_codes() -> set[str]:
    return {page.stem for page in PAGES.glob("*.md")} - {"README"}


def test_every_code_has_a_page() -> None:
    assert codes_in_the_code() - page_codes() - {"unknown-policy"} == set()


def test_every_page_has_a_code() -> None:
    assert page_codes() - codes_in_the_code() == set()


@pytest.mark.parametrize("code", sorted(page_codes()))
def test_a_page_says_what_it_is_about(code: str) -> None:
    text = (PAGES / f"{code}.md").read_text(encoding="utf-8")

    assert text.startswith(f"# `{code}`\n\n")
    assert len(text.split("\n\n")) > 2, "a page says what the message means, and why"


def examples() -> Iterator[tuple[str, str, str, str]]:
    for code in sorted(page_codes()):
        text = (PAGES / f"{code}.md").read_text(encoding="utf-8")
        for which, kind, body in EXAMPLE.findall(text):
            yield code, which, kind, body


@pytest.mark.parametrize(("code", "which", "kind", "body"), list(examples()))
def test_an_example_earns_its_message(
    code: str, which: str, kind: str, body: str, tmp_path: Path
) -> None:
    earned = set(_earned(kind, body, tmp_path))

    assert (code in earned) == (which == "bad"), earned


def _earned(kind: str, body: str, folder: Path) -> Iterable[str]:
    if kind == "yaml":
        return [d.code for d in read_yaml(body, "example.yaml")[1]]
    if kind == "json":
        return [problem.code for problem in read_json(body.encode(), "example.json")[1]]
    if kind == "incident":
        return _of_incident(body)
    return _of_policy(kind, body, folder)


def _of_incident(body: str) -> list[str]:
    node, mistakes = read_yaml(body, "incident.yaml")
    assert node is not None
    assert not mistakes
    try:
        read_acts(VOCABULARY, read_incident(plain(node)))
    except IncidentError as error:
        return [problem.code for problem in error.problems]
    return []


def _of_policy(kind: str, body: str, folder: Path) -> list[str]:
    for room in ("clauses", "escalation", "cases"):
        (folder / room).mkdir()
    case = _put_in(CASE, body if kind == "case" else "")
    files = {
        "norms.yaml": NORMS + (body if kind == "norms" else ""),
        "policy.yaml": "\n".join(_put_in(POLICY, body if kind == "policy" else "")),
        "clauses/1.yaml": "section: 1. Lifts\nclauses:\n"
        + _item(_put_in(CLAUSE, body if kind == "clause" else "")),
        "escalation/1.yaml": body if kind == "escalation" else ESCALATION,
        "cases/1.yaml": body if kind == "cases" else f"cases:\n{_item(case)}",
        "not_coded.yaml": body
        if kind == "not_coded"
        else "not_coded: [{norms: [EX-02, EX-03, EX-05], reason: background, why: An example.}]",
    }
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    policies, found = read_policies(folder)
    codes = [diagnostic.code for diagnostic in found]
    if kind in ("case", "cases"):
        assert not found, found
        names = Names(Ruleset.of(policies, VOCABULARY), ("EX",))
        codes = [d.code for file in case_files(folder) for d in read_cases(file, names)[1]]
    return codes


def _put_in(base: dict[str, str], body: str) -> list[str]:
    """Give the lines of a mapping, with the keys of an example in the place of its own."""
    blocks = {key: f"{key}: {value}" for key, value in base.items()}
    for block in re.split(r"^(?=\w)", body, flags=re.MULTILINE):
        if block.strip():
            blocks[block.partition(":")[0]] = block.rstrip()
    return [line for block in blocks.values() for line in block.splitlines()]


def _item(lines: list[str]) -> str:
    first, *rest = lines
    return "\n".join([f"  - {first}", *(f"    {line}" for line in rest)]) + "\n"


def test_the_policy_of_the_examples_is_sound(tmp_path: Path) -> None:
    assert list(_of_policy("clause", "", tmp_path)) == []
    assert policy_folders(tmp_path) == [tmp_path]
