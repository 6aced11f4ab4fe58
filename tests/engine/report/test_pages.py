"""Pages of assessments and clauses: one as it stands, and all of them for what must always hold.

A page under data/ that is missing is written by `python tests/engine/report/test_pages.py`; read
what it says.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from engine.build import build_ruleset, default_rules, policy_folders
from engine.facts.catalogue import VOCABULARY
from engine.incident import read_incident
from engine.infer.assessment import assess
from engine.load.node import plain
from engine.load.yaml import read_yaml_file
from engine.report.json import NOTE
from engine.report.page import columns_of
from engine.report.text import assessment_page, finding_page, questions_page
from engine.report.text_clause import clause_page
from engine.syntax.typed import Dated
from engine.testing.read import case_files, read_cases
from engine.testing.runner import Bench, policy_in

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.infer.assessment import Assessment
    from engine.infer.ruleset import Ruleset

DATA = Path(__file__).parent / "data"
CLI_DATA = Path(__file__).parents[1] / "cli" / "data"


@cache
def small() -> Ruleset:
    return build_ruleset(CLI_DATA / "policies")


@cache
def ours() -> Ruleset:
    return build_ruleset()


def pages() -> dict[str, str]:
    """Give every page that stands under data/, as it is now."""
    found = {}
    for name in ("breach.yaml", "open.yaml", "routine.yaml"):
        root, _ = read_yaml_file(CLI_DATA / "incidents" / name)
        assert root is not None
        assessment = assess(small(), read_incident(plain(root)))
        found[f"{Path(name).stem}.txt"] = assessment_page(assessment)
    compiled, clause = small().clauses["HT-1.lift"]
    found["clause.txt"] = clause_page(compiled.policy, clause, VOCABULARY)
    return found


def without_digest(page: str) -> str:
    return "\n".join(line for line in page.split("\n") if not line.startswith("decision "))


@pytest.mark.parametrize("name", ["breach.txt", "open.txt", "routine.txt", "clause.txt"])
def test_page(name: str) -> None:
    assert without_digest(pages()[name]) == (DATA / name).read_text("utf-8")


def assessments() -> Iterator[Assessment]:
    """Give the assessment of every case of our policies."""
    bench = Bench(ours())
    for folder in policy_folders(default_rules()):
        names = bench.names(policy_in(ours(), folder).id)
        for path in case_files(folder):
            for case in read_cases(path, names)[0]:
                yield assess(ours(), case.incident, case.policies, "full")


def test_every_page_keeps_to_its_width_and_says_who_decides() -> None:
    count = 0
    for assessment in assessments():
        page = assessment_page(assessment, "full", width=60)
        count += 1
        assert not [line for line in page.split("\n") if columns_of(line) > 60]
        assert NOTE.split(".")[0] in " ".join(page.split())
        assert "\x1b" not in page
        assert "{}" not in page
        for finding in assessment.findings[:3]:
            assert finding.id.split("/")[0] in finding_page(assessment, finding)
        asked = [question.ask for question in assessment.questions]
        text = " ".join(questions_page(assessment).split())
        assert all(" ".join(ask.split()) in text for ask in asked)
    assert count > 100


def test_every_clause_has_its_page() -> None:
    for compiled, clause in ours().clauses.values():
        page = clause_page(compiled.policy, clause, VOCABULARY, width=60)
        assert clause.id in page
        assert "{}" not in page
        assert all(norm in page for r in clause.requires for norm in (*r.norms, *r.cites))
        assert not [line for line in page.split("\n") if columns_of(line) > 60]


@pytest.mark.parametrize(
    ("values", "says"),
    [((), "(not set)"), ((Dated(None, None, 2500),), "(set: £25)")],
)
def test_a_clause_tells_what_the_organisation_has_set(values: tuple[Dated, ...], says: str) -> None:
    compiled, clause = next(
        (compiled, clause)
        for compiled, clause in ours().clauses.values()
        if "significant-gift:" in clause_page(compiled.policy, clause, VOCABULARY)
    )
    parameters = dict(compiled.policy.parameters)
    parameters["significant-gift"] = replace(parameters["significant-gift"], values=values)

    page = clause_page(replace(compiled.policy, parameters=parameters), clause, VOCABULARY)

    found = page[page.index("significant-gift:") :]
    assert says in " ".join(found.split())


if __name__ == "__main__":
    for page_name, text in pages().items():
        if not (DATA / page_name).exists():
            (DATA / page_name).write_text(without_digest(text), "utf-8")
