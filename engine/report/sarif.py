"""Messages to an author as SARIF 2.1.0, which code hosts and editors show beside the lines.

Source:
    OASIS, Static Analysis Results Interchange Format (SARIF) Version 2.1.0.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from engine import __version__

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engine.diagnostic import Diagnostic

SCHEMA: Final = "https://json.schemastore.org/sarif-2.1.0.json"
_UNRESERVED: Final = frozenset(
    b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/"
)


def to_sarif(diagnostics: Sequence[Diagnostic]) -> str:
    """Write messages as a SARIF log with one run."""
    codes = sorted({diagnostic.code for diagnostic in diagnostics})
    places = {code: place for place, code in enumerate(codes)}
    driver = {
        "name": "Clausecheck",
        "version": __version__,
        "rules": [{"id": code, "helpUri": f"docs/reference/checks/{code}.md"} for code in codes],
    }
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": [_result(diagnostic, places) for diagnostic in diagnostics],
    }
    log = {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(log, ensure_ascii=False, indent=2) + "\n"


def _result(diagnostic: Diagnostic, places: dict[str, int]) -> dict[str, Any]:
    told = diagnostic.to_dict()
    parts = [told["message"], told["label"], told["why"], told["mend"]]
    location: dict[str, Any] = {"artifactLocation": {"uri": uri_of(diagnostic.span.file)}}
    if told["line"] is not None:
        location["region"] = {
            "startLine": told["line"],
            "startColumn": told["column"],
            "endColumn": told["end_column"],
        }
    return {
        "ruleId": diagnostic.code,
        "ruleIndex": places[diagnostic.code],
        "level": diagnostic.severity,
        "message": {"text": "; ".join(str(part) for part in parts if part)},
        "locations": [{"physicalLocation": location}],
    }


def uri_of(path: str) -> str:
    """Write a path as a reference that a URI may hold.

    Example:
        >>> uri_of("rules/a b.yaml")
        'rules/a%20b.yaml'
    """
    data = path.encode("utf-8", "surrogateescape")
    escaped = "".join(chr(byte) if byte in _UNRESERVED else f"%{byte:02X}" for byte in data)
    return f"file://{escaped}" if path.startswith("/") else escaped
