"""Where answers go: standard output or a file, in colour only on a terminal."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from engine.cli.exits import StopError
from engine.diagnostic import quote, safe
from engine.report.page import NARROWEST, WIDEST

if TYPE_CHECKING:
    from collections.abc import Iterator

PLAIN_WIDTH = 80


class Output:
    """What a command writes to; text and bytes go to the same place, in order."""

    def __init__(self, stream: IO[bytes] | None) -> None:
        self._stream = stream
        self.colour = stream is None and shows_colour(sys.stdout)
        self.width = _width() if stream is None else PLAIN_WIDTH

    def write(self, text: str) -> None:
        """Write text; what the terminal cannot show is escaped."""
        if self._stream is not None:
            self._stream.write(text.encode("utf-8", "backslashreplace"))
        else:
            sys.stdout.write(text)
            sys.stdout.flush()

    def write_bytes(self, data: bytes) -> None:
        """Write an answer that must not change by one byte."""
        if self._stream is not None:
            self._stream.write(data)
            return
        buffer = getattr(sys.stdout, "buffer", None)
        if buffer is None:
            self.write(data.decode())
        else:
            sys.stdout.flush()
            buffer.write(data)
            buffer.flush()


@contextmanager
def output_to(path: Path | None) -> Iterator[Output]:
    """Open where answers go; a file appears whole at the end, or not at all.

    Raises:
        StopError: The file cannot be written.
    """
    if path is None:
        if sys.stdout is None:
            text = "standard output is closed; name a file with --out"
            raise StopError(text)
        yield Output(None)
        return
    draft = None
    try:
        with tempfile.NamedTemporaryFile(
            dir=path.parent, prefix=f".{path.name[:50]}.", delete=False
        ) as stream:
            draft = Path(stream.name)
            yield Output(stream)
        draft.chmod(_mode(path))
        draft.replace(path)
    except OSError as error:
        if error.filename is None:
            raise
        why = error.strerror or "it cannot be opened"
        text = f"{quote(str(path))} cannot be written: {why}"
        raise StopError(text) from None
    finally:
        if draft is not None:
            with suppress(OSError):
                draft.unlink()


def _mode(path: Path) -> int:
    """Give the permissions of the file that is replaced, else those of any new file."""
    try:
        return path.stat().st_mode & 0o777
    except OSError:
        mask = os.umask(0)
        os.umask(mask)
        return 0o666 & ~mask


def tell(text: str) -> None:
    """Write a message about the run, beside the answers, to standard error."""
    with suppress(OSError, ValueError):
        sys.stderr.write(text if text.endswith("\n") else f"{text}\n")
        sys.stderr.flush()


def shows_colour(stream: Any) -> bool:  # noqa: ANN401  sys.stdout may be anything, or missing
    """Say whether a stream is a terminal whose reader wants colours.

    Source:
        no-color.org: NO_COLOR, when present and not empty, turns colour off.
    """
    if os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":
        return False
    return is_terminal(stream)


def is_terminal(stream: Any) -> bool:  # noqa: ANN401  as above
    """Say whether a stream is a terminal."""
    try:
        return stream is not None and bool(stream.isatty())
    except ValueError:  # closed
        return False


def _width() -> int:
    """Give the columns of the terminal; COLUMNS counts also where there is none."""
    return max(NARROWEST, min(WIDEST, shutil.get_terminal_size((PLAIN_WIDTH, 24)).columns))


class Progress:
    """One line on standard error that says how far a long run has come; only on a terminal."""

    def __init__(self, total: int) -> None:
        self._total = total
        self._shown = total > 1 and is_terminal(sys.stderr)

    def at(self, number: int, name: str) -> None:
        """Say what is being done now."""
        if self._shown:
            self._put(f"\r\x1b[K{number:,} of {self._total:,}  {safe(name)[-60:]}")

    def clear(self) -> None:
        """Take the line away, before something else is written."""
        if self._shown:
            self._put("\r\x1b[K")

    def _put(self, text: str) -> None:
        with suppress(OSError, ValueError):
            sys.stderr.write(text)
            sys.stderr.flush()
