"""The commands with their options and help; each does its work in the file of its name."""

# No `from __future__ import annotations` here: typer reads the annotations when this is imported.

from enum import StrEnum
from pathlib import Path
from typing import Annotated, Literal

import typer

from engine import __version__
from engine.cli.exits import StopError
from engine.diagnostic import quote

HELP = """\
Check incidents against coded policy clauses, with reason and source for each verdict.

An incident is a YAML or JSON file: who was there, what was done, what is known. Start here:

\b
  clausecheck check incident.yaml          what follows, why, and what to do next
  clausecheck questions incident.yaml      what to ask, most telling first
  clausecheck compare incident.yaml        what each code says of it
  clausecheck facts lift                   what an incident can say of a lift
  clausecheck explain PP-15.seat-belts     what a clause requires, in words
  clausecheck new policy my-rules/ours     begin a code of your own
  clausecheck serve                        the same over HTTP, on this machine only

The machine says what follows from the stated facts; a person decides. Nothing it says is a
clearance.
"""
EPILOG = """\
\b
Exit codes:
  0    done
  1    could not run: arguments, files, or a defect of ours
  2    tests failed
  3    a policy is invalid
  4    undetermined, only with --fail-on undetermined
  5    breach, only with --fail-on breach
  130  interrupted

\b
Every option can come from the environment: CLAUSECHECK_CHECK_FORMAT=json is
`clausecheck check --format json`. CLAUSECHECK_RULES names the policies for all commands.
"""

app = typer.Typer(
    name="clausecheck",
    help=HELP,
    epilog=EPILOG,
    invoke_without_command=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={
        "help_option_names": ["-h", "--help"],
        "max_content_width": 100,
    },
)


def _from(command: str) -> dict[str, str]:
    """Let the options of a command come from the environment as well."""
    return {"auto_envvar_prefix": f"CLAUSECHECK_{command.upper()}"}


class FailOn(StrEnum):
    """What `--fail-on` can wait for."""

    UNDETERMINED = "undetermined"
    BREACH = "breach"


Rules = Annotated[
    Path | None,
    typer.Option(
        "--rules",
        metavar="PATH",
        help="A policy folder, or a folder of such; without it, the policies that came along.",
        show_default=False,
    ),
]
Out = Annotated[
    Path | None,
    typer.Option(
        "--out",
        metavar="FILE",
        help="Write to this file; it appears whole, or not at all.",
        show_default=False,
    ),
]


def _policy_names(incomplete: str) -> list[str]:
    """Complete the id of a policy."""
    from engine.build import default_rules, policy_folders  # noqa: PLC0415  for completion only
    from engine.load.node import Mapping, Scalar  # noqa: PLC0415
    from engine.load.yaml import read_yaml_file  # noqa: PLC0415

    found = ["all"]
    for folder in policy_folders(default_rules()):
        root, _ = read_yaml_file(folder / "policy.yaml")
        name = root.get("policy") if isinstance(root, Mapping) else None
        found += [name.text] if isinstance(name, Scalar) else []
    return [name for name in found if name.startswith(incomplete)]


def _clause_names(incomplete: str) -> list[str]:
    """Complete the name of a clause."""
    from engine.build import default_rules, read_policies  # noqa: PLC0415  for completion only

    policies, _ = read_policies(default_rules())
    names = [clause.id for policy in policies for clause in policy.clauses]
    return [name for name in names if name.startswith(incomplete)]


def _schema_names(incomplete: str) -> list[str]:
    """Complete the name of a schema."""
    from engine.schema import NAMES  # noqa: PLC0415  for completion only

    return [name for name in NAMES if name.startswith(incomplete)]


Policies = Annotated[
    list[str] | None,
    typer.Option(
        "--policy",
        metavar="ID",
        help="Judge under this policy only; give it again for more. Pinned (PP@1, PP@2026-03-02,"
        " PP@now) it judges as of then. "
        "`all`, or nothing, means every policy.",
        autocompletion=_policy_names,
        show_default=False,
    ),
]
PageOrJson = Annotated[
    Literal["pretty", "json"], typer.Option("--format", help="A page to read, or JSON.")
]


@app.callback()
def clausecheck(
    context: typer.Context,
    version: Annotated[bool, typer.Option("--version", help="Say which version this is.")] = False,  # noqa: FBT002
) -> None:
    """Show the help where no command was given."""
    if version:
        typer.echo(f"clausecheck {__version__}")
        raise typer.Exit
    if context.invoked_subcommand is None:
        typer.echo(context.get_help())


@app.command(
    short_help="Judge incidents: what, why, and what to do next.",
    context_settings=_from("check"),
    epilog="\b\nExamples:\n"
    "  clausecheck check incident.yaml\n"
    "  clausecheck check reports/ --policy PP --fail-on breach\n"
    "  clausecheck check incident.json --format json --explain full --out answer.json\n"
    "  generate-incident | clausecheck check -\n"
    "  clausecheck check --text account.txt --policy PP --role volunteer",
)
def check(  # noqa: PLR0913  each an option
    files: Annotated[
        list[str],
        typer.Argument(
            metavar="INCIDENT", help="Files, folders, or `-` for standard input (YAML or JSON)."
        ),
    ],
    policy: Policies = None,
    text: Annotated[  # noqa: FBT002  a flag of the command
        bool,
        typer.Option(
            "--text",
            help="The file is an account in words: read it into facts first, under one --policy.",
        ),
    ] = False,
    role: Annotated[
        str | None,
        typer.Option(
            "--role",
            metavar="ROLE",
            help="With --text: the role of whoever the account is about.",
            show_default=False,
        ),
    ] = None,
    occurred_on: Annotated[
        str | None,
        typer.Option(
            "--occurred-on",
            metavar="DAY",
            help="With --text: the day on which it happened, such as 2026-03-02.",
            show_default=False,
        ),
    ] = None,
    vectors: Annotated[  # noqa: FBT002  a flag of the command
        bool,
        typer.Option(
            "--vectors",
            help="With --text: rank what the account is like by a sentence model too. Needs the "
            "extra `vectors`; the first time takes minutes.",
        ),
    ] = False,
    rules: Rules = None,
    format: PageOrJson = "pretty",  # noqa: A002  typer names option and variable after it
    explain: Annotated[
        Literal["off", "reasons", "full"],
        typer.Option("--explain", help="No reasons, the deciding facts, or every condition."),
    ] = "reasons",
    fail_on: Annotated[
        list[FailOn] | None,
        typer.Option(
            "--fail-on",
            help="End with exit code 4 (undetermined) or 5 (breach) if there is one; give it again "
            "for both. Advice and matters of routine never count.",
            show_default=False,
        ),
    ] = None,
    out: Out = None,
) -> int:
    """Judge incidents: what may breach which clause, why, what to ask, and what to do next.

    With `--text`, one account in words is read into facts first; each is shown with the words that
    support it, and what was not read is said.

    Of several files, or of a folder, each answer says whose it is, one bad file never stops the
    rest, and a summary comes last. JSON is then one line for each file.
    """
    if text:
        from engine.cli.account import check_text  # noqa: PLC0415  imported when it runs

        return check_text(
            files,
            policies=policy,
            role=role,
            occurred_on=occurred_on,
            rules=rules,
            form=format,
            explain=explain,
            fail_on=fail_on or (),
            out=out,
            vectors=vectors,
        )
    if role is not None or occurred_on is not None or vectors:
        text_only = "--role, --occurred-on and --vectors go with --text"
        raise StopError(text_only)
    from engine.cli.check import check as run  # noqa: PLC0415  imported when it runs

    return run(
        files,
        policies=policy,
        rules=rules,
        form=format,
        explain=explain,
        fail_on=fail_on or (),
        out=out,
    )


@app.command(
    short_help="Explain a clause, or one finding on an incident.",
    context_settings=_from("explain"),
    epilog="\b\nExamples:\n"
    "  clausecheck explain PP-15.lift-outside-duties\n"
    "  clausecheck explain PP-15-18\n"
    "  clausecheck explain incident.yaml PP-15.lift-outside-duties/within-duties@a1",
)
def explain(
    target: Annotated[
        str,
        typer.Argument(
            metavar="CLAUSE|INCIDENT",
            help="A clause, a requirement or a norm; or an incident, followed by a finding.",
            autocompletion=_clause_names,
        ),
    ],
    finding: Annotated[
        str | None,
        typer.Argument(
            metavar="FINDING", help="A finding, as `check` names it.", show_default=False
        ),
    ] = None,
    rules: Rules = None,
    format: PageOrJson = "pretty",  # noqa: A002  typer names option and variable after it
    out: Out = None,
) -> int:
    """Say what a clause requires; or why a finding came out as it did, condition by condition."""
    from engine.cli import explain as run  # noqa: PLC0415  imported when it runs

    if finding is not None:
        return run.explain_finding(target, finding, rules=rules, form=format, out=out)
    if format == "json":
        text = (
            "a clause is explained in words only; `--format json` needs an incident and a finding"
        )
        raise StopError(text)
    if Path(target).is_file():
        text = f"{quote(target)} is a file; name one of its findings too, as `check` shows them"
        raise StopError(text)
    return run.explain_clause(target, rules=rules, out=out)


@app.command(
    short_help="List what to ask, most telling first.",
    context_settings=_from("questions"),
    epilog="\b\nExamples:\n"
    "  clausecheck questions incident.yaml\n"
    "  clausecheck questions incident.yaml --policy PP --format json",
)
def questions(
    incident: Annotated[
        str, typer.Argument(metavar="INCIDENT", help="A file, or `-` for standard input.")
    ],
    policy: Policies = None,
    rules: Rules = None,
    format: PageOrJson = "pretty",  # noqa: A002  typer names option and variable after it
    out: Out = None,
) -> int:
    """List what to ask about an incident: what settles most and most serious comes first."""
    from engine.cli.questions import questions as run  # noqa: PLC0415  imported when it runs

    return run(incident, policies=policy, rules=rules, form=format, out=out)


@app.command(
    short_help="Show what each code says of one incident.",
    context_settings=_from("compare"),
    epilog="\b\nExamples:\n"
    "  clausecheck compare incident.yaml\n"
    "  clausecheck compare incident.yaml --policy PP --policy PCT\n"
    "  clausecheck compare incident.yaml --policy PP --policy PP@now --format json",
)
def compare(
    incident: Annotated[
        str, typer.Argument(metavar="INCIDENT", help="A file, or `-` for standard input.")
    ],
    policy: Policies = None,
    rules: Rules = None,
    format: PageOrJson = "pretty",  # noqa: A002  as above
    out: Out = None,
) -> int:
    """Show, act by act, what each code says, which codes do not bind the person, and why."""
    from engine.cli.compare import compare as run  # noqa: PLC0415  imported when it runs

    return run(incident, policies=policy, rules=rules, form=format, out=out)


new = typer.Typer(
    name="new", help="Begin something of your own.", no_args_is_help=True, rich_markup_mode=None
)
app.add_typer(new)


@new.command(
    "policy",
    short_help="Write the folder of a new policy.",
    context_settings=_from("new_policy"),
    epilog="\b\nExamples:\n"
    "  clausecheck new policy my-rules/harbour-trust --title 'Staff code' --organisation Harbour\n"
    "  clausecheck new policy my-rules/harbour-trust --id HT",
)
def new_policy(
    folder: Annotated[
        Path, typer.Argument(metavar="FOLDER", help="Where to write it; must not exist yet.")
    ],
    id: Annotated[  # noqa: A002  typer names option and variable after it
        str | None,
        typer.Option("--id", help="Its short name, with which all its clauses begin."),
    ] = None,
    title: Annotated[str, typer.Option(help="What the code is called.")] = "Code of conduct",
    organisation: Annotated[str, typer.Option(help="Who issued it.")] = "Our organisation",
) -> int:
    """Write a folder with one small clause, its cases and a path; it lints and tests green."""
    from engine.cli.new import new_policy as run  # noqa: PLC0415  imported when it runs

    return run(folder, id_=id, title=title, organisation=organisation)


@app.command(
    short_help="Find every mistake in policies.",
    context_settings=_from("lint"),
    epilog="\b\nExamples:\n"
    "  clausecheck lint\n"
    "  clausecheck lint rules/partnershipprojects\n"
    "  clausecheck lint rules --format sarif --out lint.sarif",
)
def lint(
    path: Annotated[
        Path | None,
        typer.Argument(
            metavar="PATH", help="A policy folder, or a folder of such.", show_default=False
        ),
    ] = None,
    format: Annotated[  # noqa: A002  as above
        Literal["pretty", "json", "sarif", "github"],
        typer.Option("--format", help="Text, JSON, SARIF 2.1.0, or GitHub annotations."),
    ] = "pretty",
    out: Out = None,
) -> int:
    """Find every mistake in policies, all at once: place, reason, and how to mend it."""
    from engine.cli.lint import lint as run  # noqa: PLC0415  imported when it runs

    return run(path, form=format, out=out)


@app.command(
    "test",
    short_help="Run the cases that prove policies.",
    context_settings=_from("test"),
    epilog="\b\nExamples:\n"
    "  clausecheck test\n"
    "  clausecheck test rules/primrose_hill --run recorded\n"
    "  clausecheck test rules --format junit --out results.xml",
)
def run_cases(
    path: Annotated[
        Path | None,
        typer.Argument(
            metavar="PATH", help="A policy folder, or a folder of such.", show_default=False
        ),
    ] = None,
    run: Annotated[
        str | None,
        typer.Option(
            "--run",
            metavar="REGEX",
            help="Run only the cases whose note this finds; gaps are then not looked for.",
            show_default=False,
        ),
    ] = None,
    format: Annotated[  # noqa: A002  as above
        Literal["pretty", "json", "junit", "github"],
        typer.Option("--format", help="Text, JSON, JUnit XML, or GitHub annotations."),
    ] = "pretty",
    out: Out = None,
) -> int:
    """Run the cases that prove policies, and name every clause or step that no case proves."""
    from engine.cli.test import run_tests  # noqa: PLC0415  imported when it runs

    return run_tests(path, form=format, run=run, out=out)


@app.command(
    short_help="Write the JSON Schema of a file.",
    context_settings=_from("schema"),
    epilog="\b\nExamples:\n"
    "  clausecheck schema incident\n"
    "  clausecheck schema clauses --out clauses.schema.json",
)
def schema(
    name: Annotated[
        str,
        typer.Argument(
            metavar="NAME",
            help="incident, assessment, clauses, cases, policy, escalation, norms or not_coded.",
            autocompletion=_schema_names,
        ),
    ],
    out: Out = None,
) -> int:
    """Write the JSON Schema of a file, by which editors complete fact names and values."""
    from engine.cli.schema import write_schema  # noqa: PLC0415  imported when it runs

    return write_schema(name, out=out)


@app.command(
    short_help="Search what an incident can say.",
    context_settings=_from("facts"),
    epilog="\b\nExamples:\n"
    "  clausecheck facts                 every kind of act\n"
    "  clausecheck facts lift            every fact of a lift\n"
    "  clausecheck facts consent parent  whatever speaks of both\n"
    "  clausecheck facts roles           every role; `offices` likewise",
)
def facts(
    words: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="WORDS",
            help="A kind of act, `kinds`, `roles`, `offices`, or words to look for.",
            show_default=False,
        ),
    ] = None,
    format: PageOrJson = "pretty",  # noqa: A002  typer names option and variable after it
    out: Out = None,
) -> int:
    """Search what an incident can say: kinds of acts, facts and their questions, roles, offices."""
    from engine.cli.facts import facts as run  # noqa: PLC0415  imported when it runs

    return run(words or [], form=format, out=out)


@app.command(
    short_help="Serve the REST API on this machine.",
    context_settings=_from("serve"),
    epilog="\b\nExamples:\n"
    "  clausecheck serve\n"
    "  clausecheck serve --port 9000 --rules rules/primrose_hill",
)
def serve(
    host: Annotated[
        str, typer.Option("--host", help="The address to listen on; only this machine by default.")
    ] = "127.0.0.1",
    port: Annotated[
        int, typer.Option("--port", min=0, max=65535, help="0 takes a free one.")
    ] = 8000,
    vectors: Annotated[  # noqa: FBT002  a flag of the command
        bool,
        typer.Option(
            "--vectors",
            help="Rank what accounts are like by a sentence model too, on this machine. Needs the "
            "extra `vectors`; the first start takes minutes.",
        ),
    ] = False,
    rules: Rules = None,
) -> int:
    """Serve the REST API and its pages until interrupted.

    It asks nobody who they are: to let other machines in, put it behind a proxy that authenticates.
    """
    from engine.cli.serve import serve as run  # noqa: PLC0415  imported when it runs

    return run(host=host, port=port, rules=rules, vectors=vectors)
