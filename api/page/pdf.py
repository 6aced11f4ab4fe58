"""The record as a PDF: a tagged file for screen readers and for archives, made in memory.

Typst runs in a process of its own for each record. It remembers what it typeset, and a process that
ends forgets; one that takes too long can be ended; and should it fail, nothing else does.
"""

from __future__ import annotations

import json
import logging
import re
import subprocess
import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from api.page.letters import LATIN, SHOWN, Letters

if TYPE_CHECKING:
    from api.page.paper import Document

MOST_LETTERS: Final = 400_000
"""Most letters of a document that is typeset, some 150 pages; a long record has 40,000."""

MOST_SECONDS: Final = 20.0
"""The longest that typesetting may take; a long record takes less than one."""

_TYPESET: Final = [sys.executable, "-P", str(Path(__file__).with_name("typeset.py"))]
_BLANKS: Final = re.compile(r"[ \n\t]+")
_OURS: Final = ("code", "id", "kind")
"""Names and hashes of our own, which stand as they are."""
_UNSHOWN: Final = (
    "This file has no shapes for some characters of the record, in {}. There they stand as their"
    " numbers in square brackets, such as [U+1F44D thumbs up sign]; the record saved as a file has"
    " them as they were written."
)
_log = logging.getLogger(__name__)


class NoPdfError(Exception):
    """A record that cannot be made a PDF; the text says why, in words for the page."""


def to_pdf(document: Document) -> bytes:
    """Typeset a record.

    Args:
        document: What it says; the same document gives the same bytes.

    Raises:
        NoPdfError: It is too long, it took too long, or Typst failed.
    """
    for ranges in (SHOWN, LATIN):
        written = json.dumps(_data(document, Letters(ranges)), ensure_ascii=False)
        if len(written) > MOST_LETTERS:
            message = "The record is too long for a PDF"
            raise NoPdfError(message)
        pdf = _typeset(written, int(document.made.timestamp()))
        if pdf.startswith(b"%PDF"):
            return pdf
    message = "The PDF could not be made"
    raise NoPdfError(message)


def _typeset(written: str, made: int) -> bytes:
    """Run Typst; what it says of a failure may hold words of the account, and is not read."""
    try:
        done = subprocess.run(  # noqa: S603  our own program
            [*_TYPESET, str(made)],
            input=written.encode(),
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=MOST_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        _log.error("a PDF was given up after %g s", MOST_SECONDS)
        message = "The PDF took too long to make"
        raise NoPdfError(message) from None
    except OSError as error:
        _log.error("Typst could not be started: %s", type(error).__name__)
        return b""
    if done.returncode:
        _log.error("Typst ended with status %d", done.returncode)
        return b""
    return done.stdout


def _data(document: Document, letters: Letters) -> dict[str, Any]:
    """Give a document as the template reads it, with a word about what cannot be shown."""
    data: dict[str, Any] = _each(asdict(document), letters)
    del data["made"]
    decision = [term.code for term in document.terms if term.term == "Decision"]
    places = f"{letters.unshown} place{'' if letters.unshown == 1 else 's'}"
    return data | {
        "foot": " ".join([document.title, *decision]),
        "unshown": _UNSHOWN.format(places) if letters.unshown else "",
    }


def _each(value: Any, letters: Letters, key: str = "") -> Any:  # noqa: ANN401  what JSON can say
    if isinstance(value, dict):
        if value.get("kind") == "account":
            return value | {"text": letters.showable(value["text"])}
        return {name: _each(item, letters, name) for name, item in value.items()}
    if isinstance(value, list | tuple):
        return [_each(item, letters) for item in value]
    if isinstance(value, str) and key not in _OURS:
        return letters.showable(_BLANKS.sub(" ", value))
    return value
