"""The command line `clausecheck`: one file for what each command does, `commands` for its options.

A door translates; it never decides. What a command needs is imported when it runs, so that help
and completion come at once.
"""

from __future__ import annotations

from engine.cli.run import main

__all__ = ["main"]
