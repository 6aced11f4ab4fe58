"""docs/reference/cli.md: every command, read off the command line itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from docs.generator.markdown import generated, table

if TYPE_CHECKING:
    from collections.abc import Iterator

    import click

INTRO = """# The command line

`clausecheck COMMAND --help` says the same on the terminal.

"""


def cli_page() -> str:
    """Write the page."""
    from engine.cli import app  # noqa: PLC0415  a door is opened only where it is needed

    root = typer.main.get_command(app)
    return (
        generated("engine/cli") + INTRO + "\n".join(_commands(root, "clausecheck")).rstrip() + "\n"
    )


def _commands(command: object, name: str) -> Iterator[str]:
    params = getattr(command, "params", [])
    inner = getattr(command, "commands", {})
    if not inner or params:
        yield f"## `{name}`\n\n{_paragraphs(command)}\n"
        yield table(("argument or option", "default", "meaning"), map(_row, params))
    for key in inner:
        yield from _commands(inner[key], f"{name} {key}")


def _paragraphs(command: object) -> str:
    text = str(getattr(command, "help", "") or "").split("\f")[0]
    return "\n\n".join(" ".join(part.split()) for part in text.split("\n\n"))


def _row(param: click.Parameter) -> tuple[str, str, str]:
    is_option = param.param_type_name == "option"
    names = (
        ", ".join([*param.opts, *param.secondary_opts])
        if is_option
        else (param.human_readable_name)
    )
    choices = getattr(param.type, "choices", None)
    kind = "|".join(map(str, choices)) if choices else ""
    shown = f"`{names} {kind}`" if kind else f"`{names}`"
    default = param.default
    if default is None or default in ((), False, "") or callable(default) or param.required:
        told = "needed" if param.required else ""
    else:
        told = f"`{getattr(default, 'value', default)}`"
    return (shown, told, str(getattr(param, "help", "") or ""))
