"""The pages of docs/ that are generated from the code and the policies.

`make docs` writes them; a test fails when one is not current.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docs.generator.checks import checks_page
from docs.generator.cli import cli_page
from docs.generator.facts import facts_page
from docs.generator.policies import policy_page
from docs.generator.rest import rest_page
from docs.generator.roles import roles_page
from engine.build import build_ruleset
from engine.schema import NAMES, schema

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parents[2]
"""The top of the checkout."""


def pages() -> Iterator[tuple[Path, str]]:
    """Give every generated page: where it stands, and its text."""
    docs = ROOT / "docs"
    for name in NAMES:
        yield docs / "schemas" / f"{name}.schema.json", _in_lines(schema(name))
    yield docs / "reference" / "facts.md", facts_page()
    yield docs / "reference" / "roles.md", roles_page()
    yield docs / "reference" / "cli.md", cli_page()
    yield docs / "reference" / "checks" / "README.md", checks_page(docs / "reference" / "checks")
    ruleset = build_ruleset(ROOT / "rules")
    yield docs / "reference" / "rest.md", rest_page(ruleset)
    for compiled in ruleset.policies.values():
        policy = compiled.policy
        yield docs / "policies" / f"{policy.id}.md", policy_page(policy, ruleset.vocabulary)


def _in_lines(made: dict[str, Any]) -> str:
    """Write a schema with a line for each definition: small, and a change shows where it is."""

    def told(part: Any) -> str:  # noqa: ANN401  any part of a schema
        return json.dumps(part, ensure_ascii=False, separators=(",", ":"))

    head = [f" {told(key)}:{told(part)}" for key, part in made.items() if key != "$defs"]
    parts = [f"  {told(name)}:{told(part)}" for name, part in made.get("$defs", {}).items()]
    defs = [' "$defs":{\n' + ",\n".join(parts) + "\n }"] if parts else []
    return "{\n" + ",\n".join([*head, *defs]) + "\n}\n"


def write() -> list[Path]:
    """Write every page that is not current; give those that were."""
    written = []
    for path, text in pages():
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
            written.append(path)
    return written
