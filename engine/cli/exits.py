"""How a command ends: the exit codes, and the exception that ends one with a message."""

from __future__ import annotations

from typing import Final

DONE: Final = 0
COULD_NOT_RUN: Final = 1
"""Wrong arguments, a file that cannot be read or used, or a defect of ours."""
TESTS_FAILED: Final = 2
POLICY_INVALID: Final = 3
UNDETERMINED: Final = 4
"""Only with `--fail-on undetermined`; advice and matters of routine never count."""
BREACH: Final = 5
"""Only with `--fail-on breach`; advice never counts."""
INTERRUPTED: Final = 130


class StopError(Exception):
    """The command cannot go on; `text` says why, to be shown as it stands.

    A text names what was asked for and never repeats anything from an incident.
    """

    def __init__(self, text: str, code: int = COULD_NOT_RUN) -> None:
        self.text = text
        self.code = code
        super().__init__(text)
