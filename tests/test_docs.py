"""The docs: generated pages are current, links lead somewhere, and printed commands do as printed.

Every block of the kind `console` in README.md and docs/ is run in a fresh folder, with `rules/` and
`fixtures/` beside it. A line `...` in an output stands for any lines. A block of YAML or JSON that
follows the words "`name`:" is written to that file first. A server that a block starts is stopped
at the end of the page.
"""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import jsonschema_rs
import pytest

from docs.generator import pages
from engine.load.yaml import plain, read_yaml
from engine.schema import schema

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Self

ROOT = Path(__file__).parents[1]
DOCS = sorted([ROOT / "README.md", *(ROOT / "docs").rglob("*.md")])
PARTS = re.compile(
    r"`(?P<file>[\w./-]+\.(?:yaml|json))`:\n\n```(?:yaml|json)\n(?P<text>.*?)^```$"
    r"|^```console\n(?P<console>.*?)^```$",
    re.MULTILINE | re.DOTALL,
)
LINK = re.compile(r"\[[^\]]*\]\(([^)#\s]+)(#[^)]*)?\)")
WITH_COMMANDS = [page for page in DOCS if "```console\n" in page.read_text(encoding="utf-8")]
BASH = shutil.which("bash") or "/bin/bash"
PORT = "8000"
"""The port that pages print; another one, which is free, takes its place."""


def name_of(path: object) -> str:
    return path.relative_to(ROOT).as_posix() if isinstance(path, Path) else str(path)


def test_generated_pages_are_current() -> None:
    stale = [
        name_of(path)
        for path, text in pages()
        if not path.exists() or path.read_text(encoding="utf-8") != text
    ]

    assert stale == [], "run `make docs`"


def test_nothing_generated_is_left_over() -> None:
    made = {path for path, _ in pages()}
    kept = set((ROOT / "docs" / "policies").iterdir()) | set((ROOT / "docs" / "schemas").iterdir())

    assert kept - made == set()


@pytest.mark.parametrize("page", DOCS, ids=name_of)
def test_links_lead_somewhere(page: Path) -> None:
    text = re.sub(r"```.*?```", "", page.read_text(encoding="utf-8"), flags=re.DOTALL)
    broken = [
        target
        for target, _ in LINK.findall(text)
        if "://" not in target and not (page.parent / target).exists()
    ]

    assert broken == []


@pytest.mark.parametrize("name", ["policy", "clauses", "escalation", "cases", "not_coded"])
def test_samples_of_the_language_fit_their_schema(name: str) -> None:
    page = (ROOT / "docs" / "reference" / "language.md").read_text(encoding="utf-8")
    section = re.split(rf"^## {name}\b", page, flags=re.MULTILINE)[1]
    sample = section.split("```yaml\n")[1].split("```")[0]
    sample = sample.replace("when: {...}", "when: {emergency: true}")
    node, mistakes = read_yaml(sample, "sample.yaml")
    assert node is not None
    assert not mistakes

    validator = jsonschema_rs.Draft202012Validator(schema(name))
    assert [error.message for error in validator.iter_errors(plain(node))] == []


@pytest.mark.parametrize("page", WITH_COMMANDS, ids=name_of)
def test_commands_do_as_printed(page: Path, tmp_path: Path) -> None:
    for folder in ("rules", "fixtures"):
        (tmp_path / folder).symlink_to(ROOT / folder)
    with Shell(tmp_path) as shell:
        for part in PARTS.finditer(page.read_text(encoding="utf-8")):
            if part["file"]:
                target = tmp_path / part["file"]
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_text(part["text"], encoding="utf-8")
            else:
                for command, printed in commands(part["console"]):
                    shell.check(command, printed)


def commands(block: str) -> Iterator[tuple[str, str]]:
    """Give each command of a block with the output printed below it."""
    for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
        command, _, printed = part.partition("\n")
        yield command, printed


class Shell:
    """Runs the commands of one page in one folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.port = _free_port()
        self.servers: list[subprocess.Popen[bytes]] = []
        path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ.get('PATH', '')}"
        self.settings = {**os.environ, "PATH": path, "NO_COLOR": "1", "COLUMNS": "80"}
        for name in ("CLAUSECHECK_RULES", "MAKEFLAGS", "MAKELEVEL"):
            self.settings.pop(name, None)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        for server in self.servers:
            server.terminate()
            server.wait(10)

    def check(self, command: str, printed: str) -> None:
        """Run one command and compare what it prints."""
        if command.startswith("make "):
            shown = self.run(f"make -C {ROOT} --dry-run {command[5:].strip()} || echo FAILED")
            assert "FAILED" not in shown, shown
            return
        program = next(word for word in command.split() if "=" not in word)
        if shutil.which(program, path=self.settings["PATH"]) is None:
            pytest.skip(f"{program} is not installed")
        command = command.replace(PORT, str(self.port))
        if command.startswith("clausecheck serve"):
            self.serve(command)
            return
        shown = self.run(command)
        pattern = _pattern(printed.replace(PORT, str(self.port)))
        assert pattern.fullmatch(shown), f"{command}\nprinted:\n{printed}\nfound:\n{shown}"

    def run(self, command: str) -> str:
        """Run a command to its end; give what it wrote, in order."""
        done = subprocess.run(
            [BASH, "-o", "pipefail", "-c", f"exec 2>&1; {command}"],
            cwd=self.folder,
            env=self.settings,
            stdout=subprocess.PIPE,
            timeout=120,
            check=False,
        )
        shown = done.stdout.decode()
        return shown if shown.endswith("\n") or not shown else f"{shown}\n"

    def serve(self, command: str) -> None:
        """Start a server, and wait until it listens."""
        quiet = subprocess.DEVNULL
        server = subprocess.Popen(
            command.split(), cwd=self.folder, env=self.settings, stdout=quiet, stderr=quiet
        )
        self.servers.append(server)
        for _ in range(900):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", self.port)) == 0:
                    return
            assert server.poll() is None, f"{command} ended"
            time.sleep(0.1)
        pytest.fail(f"{command} does not listen")


def _pattern(printed: str) -> re.Pattern[str]:
    """Let each line `...` stand for any lines; ends of lines and blank last lines do not count."""
    lines = [
        r"(?:.*\n)*?" if line == "..." else re.escape(line) + "[ ]*\n"
        for line in printed.splitlines()
    ]
    return re.compile("".join(lines) + r"\n*")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
