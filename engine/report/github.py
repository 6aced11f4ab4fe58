"""Messages as annotations that GitHub Actions show beside the lines of a change.

Source:
    GitHub Docs, "Workflow commands for GitHub Actions", setting an error message.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.diagnostic import safe

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from engine.diagnostic import Diagnostic


def to_github(diagnostics: Sequence[Diagnostic]) -> str:
    """Write one annotation for each message."""
    return "".join(_annotation(diagnostic) for diagnostic in diagnostics)


def _annotation(diagnostic: Diagnostic) -> str:
    told = diagnostic.to_dict()
    parts = [told["message"], told["label"], told["why"], told["mend"]]
    text = "\n".join(str(part) for part in parts if part)
    return annotation(
        diagnostic.severity,
        text,
        {
            "file": told["file"],
            "line": told["line"],
            "col": told["column"],
            "endColumn": told["end_column"],
            "title": diagnostic.code,
        },
    )


def annotation(level: str, text: str, properties: Mapping[str, object]) -> str:
    r"""Write one annotation; what would end it early is escaped.

    Example:
        >>> annotation("error", "one\ntwo", {"file": "a,b.yaml", "line": 3, "col": None})
        '::error file=a%2Cb.yaml,line=3::one%0Atwo\n'
    """
    lines = "\n".join(safe(line) for line in text.split("\n"))
    given = ",".join(
        f"{name}={_property(safe(str(value)))}"
        for name, value in properties.items()
        if value is not None
    )
    return f"::{level} {given}::{_data(lines)}\n"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
