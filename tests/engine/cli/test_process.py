"""What only a process shows: pipes that break, interruption, output files, completion."""

from __future__ import annotations

import json
import os
import pty
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import pytest

DATA = Path(__file__).parent / "data"
ROOT = Path(__file__).parents[3]
MAIN = "import sys; from engine.cli import main; sys.exit(main())"
PROGRAM = [sys.executable, "-c", MAIN]

# a shell lets what it runs in the background ignore interruptions, and so do its children
_LISTEN = "import signal; signal.signal(signal.SIGINT, signal.default_int_handler); "
LISTENING = [sys.executable, "-c", _LISTEN + MAIN]


def environment(**more: str) -> dict[str, str]:
    kept = {key: value for key, value in os.environ.items() if key != "NO_COLOR"}
    return kept | {"CLAUSECHECK_RULES": str(DATA / "policies"), "TERM": "xterm"} | more


def run(*arguments: str, **more: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [*PROGRAM, *arguments], capture_output=True, cwd=ROOT, env=environment(**more), check=False
    )


def test_the_answer_is_that_of_the_service_and_the_same_in_every_process() -> None:
    incident = str(DATA / "incidents" / "breach.yaml")

    answers = [
        run("check", incident, "--format", "json", PYTHONHASHSEED=seed).stdout for seed in "12"
    ]

    assert answers[0] == answers[1]
    assert json.loads(answers[0])["summary"]["breached"] == 1


def test_a_reader_that_leaves_early_sees_no_traceback() -> None:
    with subprocess.Popen(
        [*PROGRAM, "check", *[str(DATA / "incidents")]],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=ROOT,
        env=environment(),
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        told = process.stderr.read()
        code = process.wait()

    assert code == 1
    assert b"Traceback" not in told
    assert b"Exception" not in told


def test_interrupted_it_leaves_no_file_behind(tmp_path: Path) -> None:
    with subprocess.Popen(
        [*LISTENING, "check", "-", "--out", str(tmp_path / "answer.txt")],
        stdin=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=ROOT,
        env=environment(),
    ) as process:
        wait_for_a_file_in(tmp_path)
        process.send_signal(signal.SIGINT)
        code = process.wait(timeout=60)
        assert process.stderr is not None
        told = process.stderr.read()

    assert code == 130
    assert b"Traceback" not in told
    assert list(tmp_path.iterdir()) == []


def wait_for_a_file_in(folder: Path) -> None:
    for _ in range(200):
        if any(folder.iterdir()):
            return
        time.sleep(0.05)
    pytest.fail("nothing was begun")


@pytest.mark.parametrize(
    ("descriptor", "file", "said"),
    [(0, "-", b"standard input is closed"), (1, "open.yaml", b"standard output is closed")],
)
def test_closed_streams_are_told_of(descriptor: int, file: str, said: bytes) -> None:
    named = file if file == "-" else str(DATA / "incidents" / file)
    shell = f'exec "$@" {descriptor}{"<" if descriptor == 0 else ">"}&-'
    done = subprocess.run(
        ["/bin/sh", "-c", shell, "sh", *PROGRAM, "check", named],
        stderr=subprocess.PIPE,
        cwd=ROOT,
        env=environment(),
        check=False,
    )

    assert done.returncode == 1
    assert said in done.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_a_full_disk_is_told_of() -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [*PROGRAM, "check", str(DATA / "incidents" / "open.yaml")],
            stdout=full,
            stderr=subprocess.PIPE,
            cwd=ROOT,
            env=environment(),
            check=False,
        )

    assert done.returncode == 1
    assert b"could not go on" in done.stderr
    assert b"Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("settings", "coloured"), [({}, True), ({"NO_COLOR": "1"}, False), ({"TERM": "dumb"}, False)]
)
def test_colour_is_for_terminals_whose_reader_wants_it(
    settings: dict[str, str], *, coloured: bool
) -> None:
    printed = on_a_terminal("check", str(DATA / "incidents" / "breach.yaml"), **settings)

    assert (b"\x1b[1;31mMAY BREACH" in printed) == coloured
    assert b"MAY BREACH" in printed


def test_progress_is_for_terminals() -> None:
    printed = on_a_terminal("check", str(DATA / "incidents"))

    assert b"1 of 5" in printed
    assert b" of 5" not in run("check", str(DATA / "incidents")).stderr


def on_a_terminal(*arguments: str, **settings: str) -> bytes:
    ours, theirs = pty.openpty()
    with subprocess.Popen(
        [*PROGRAM, *arguments],
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        cwd=ROOT,
        env=environment(**settings),
    ):
        os.close(theirs)
        printed = b""
        with suppress(OSError):  # Linux says so when the other end is closed
            while piece := os.read(ours, 65536):
                printed += piece
    os.close(ours)
    return printed


@pytest.mark.parametrize(
    ("words", "place", "wanted"),
    [
        ("clausecheck explain HT-1", "2", "HT-1.lift"),
        ("clausecheck check --policy H", "3", "HT"),
        ("clausecheck schema inc", "2", "incident"),
        ("clausecheck check --fo", "2", "--format"),
    ],
)
def test_shells_complete(words: str, place: str, wanted: str) -> None:
    done = run(_CLAUSECHECK_COMPLETE="complete_bash", COMP_WORDS=words, COMP_CWORD=place)

    assert wanted in done.stdout.decode().split()


def test_help_comes_without_loading_the_engine() -> None:
    code = (
        "import sys; from engine.cli import main; main(['--help']);"
        "late = ('engine.facts', 'engine.infer', 'fastapi', 'rich');"
        "print([name for name in late if name in sys.modules])"
    )

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, cwd=ROOT, check=True)

    assert done.stdout.decode().splitlines()[-1] == "[]"
