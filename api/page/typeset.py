"""Typeset a record: a document as JSON in, a tagged PDF out, all in memory.

This runs as a process of its own, by its path: see `api.page.pdf`. It imports nothing of ours.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final, cast

from typst import Compiler, Fonts

if TYPE_CHECKING:
    from typst import PDFStandard

TEMPLATE: Final = Path(__file__).parents[1] / "templates" / "page" / "record.typ"
STANDARDS: Final[list[PDFStandard]] = ["a-2a", "ua-1"]
"""Kept for long (PDF/A-2a) and readable by ear (PDF/UA-1); what breaks either is not written."""


def typeset(document: str, made: int) -> bytes:
    """Typeset a document.

    Args:
        document: `api.page.paper.Document` as JSON; its words are data, and never read as markup.
        made: When, in seconds since 1970; the same document at the same time gives the same bytes.

    Raises:
        TypstError: It cannot be typeset, or a character in it cannot be shown.
    """
    compiler = Compiler(
        input=TEMPLATE.read_bytes(),
        font_paths=Fonts(include_system_fonts=False),
        ignore_system_fonts=True,
        sys_inputs={"document": document},
    )
    pdf = compiler.compile(format="pdf", pdf_standards=STANDARDS, timestamp=made)
    return cast("bytes", pdf)  # one file, since it is a PDF


if __name__ == "__main__":
    sys.stdout.buffer.write(typeset(sys.stdin.buffer.read().decode(), int(sys.argv[1])))
