"""docs/reference/cli.md: the help of every command, as the terminal shows it."""

from __future__ import annotations

from typer.testing import CliRunner

from docs.generator.markdown import generated
from engine.cli.commands import app

INTRO = """# The command line

`clausecheck COMMAND --help` says the same on the terminal. Output comes on standard output,
messages and progress on standard error; colour appears on a terminal only.

"""
WIDTH = 96
"""Columns of the terminal that the page pretends to be."""


def cli_page() -> str:
    """Write the page."""
    names = [c.name or getattr(c.callback, "__name__", "") for c in app.registered_commands]
    parts = [_command([]), *(_command([name]) for name in names)]
    return generated("engine/cli") + INTRO + "\n".join(parts)


def _command(words: list[str]) -> str:
    name = " ".join(["clausecheck", *words])
    found = CliRunner().invoke(
        app, [*words, "--help"], prog_name="clausecheck", terminal_width=WIDTH, color=False
    )
    lines = [line.rstrip() for line in found.stdout.strip().splitlines()]
    return f"## `{name}`\n\n```text\n" + "\n".join(lines) + "\n```\n"
