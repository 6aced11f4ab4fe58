"""From arguments to an exit code: whatever goes wrong on the way becomes one message."""

from __future__ import annotations

import errno
import logging
import os
import sys
from contextlib import suppress
from typing import TYPE_CHECKING, cast

import typer
from typer.main import get_command

from engine.cli.commands import app
from engine.cli.exits import COULD_NOT_RUN, DONE, INTERRUPTED, StopError
from engine.cli.output import tell
from engine.diagnostic import safe

if TYPE_CHECKING:
    from collections.abc import Sequence

NAME = "clausecheck"

# typer carries a click of its own; this is what its errors about arguments have in common
_ARGUMENT_ERROR: type[Exception] = next(
    base for base in typer.BadParameter.__mro__ if base.__name__ == "ClickException"
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command.

    Args:
        arguments: What stands after `clausecheck`; that of the process if None.

    Returns:
        The exit code.
    """
    _prepare()
    try:
        code = _run(arguments)
        if sys.stdout is not None:
            sys.stdout.flush()
    except StopError as stop:
        tell(stop.text)
        return stop.code
    except BrokenPipeError:
        return _hang_up()
    except (KeyboardInterrupt, typer.Abort):
        tell("interrupted")
        return INTERRUPTED
    except OSError as error:
        if error.errno == errno.EPIPE:
            return _hang_up()
        tell(f"{NAME} could not go on: {error.strerror or 'the system refused'}")
        return _hang_up()
    except Exception as error:  # noqa: BLE001  the last resort; its text may quote an incident
        tell(f"{NAME} failed ({type(error).__name__}); this is a defect, please report it")
        return COULD_NOT_RUN
    return code


def _run(arguments: Sequence[str] | None) -> int:
    command = get_command(app)
    given = None if arguments is None else list(arguments)
    try:
        code = command.main(args=given, prog_name=NAME, standalone_mode=False)
    except _ARGUMENT_ERROR as error:
        _tell_usage(error)
        return COULD_NOT_RUN
    except SystemExit as ended:  # typer's own ways out: a broken pipe, completion
        return ended.code if isinstance(ended.code, int) else DONE
    return code if isinstance(code, int) else DONE


def _tell_usage(error: BaseException) -> None:
    """Say what is wrong with the arguments, and where help is."""
    context = getattr(error, "ctx", None)
    path = context.command_path if context is not None else NAME
    message = cast("str", getattr(error, "format_message", lambda: "")())
    lines = [safe(line) for line in message.splitlines()] or ["the arguments cannot be used"]
    tell("\n".join([f"{path}: {lines[0]}", *lines[1:], f"try: {path} --help"]))


def _prepare() -> None:
    """Let no character and no log record break the output."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            with suppress(OSError, ValueError):
                reconfigure(errors="backslashreplace")
    log = logging.getLogger("engine")
    if not log.handlers:
        handler = _Told()
        handler.setFormatter(_Brief())
        log.addHandler(handler)


class _Told(logging.Handler):
    """Tells records where messages go now, for the stream may change while we run."""

    def emit(self, record: logging.LogRecord) -> None:
        tell(self.format(record))


class _Brief(logging.Formatter):
    """Leaves tracebacks out: their values could be those of an incident."""

    def format(self, record: logging.LogRecord) -> str:
        return safe(f"{record.levelname.lower()}: {record.getMessage()}")


def _hang_up() -> int:
    """Stop writing where nothing can be written, so that Python's exit does not try again."""
    with suppress(OSError, ValueError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)
    return COULD_NOT_RUN
