"""docs/reference/checks/README.md: the list of the hand-written pages beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docs.generator.markdown import generated, table

if TYPE_CHECKING:
    from pathlib import Path

INTRO = """# Messages

Every message names its code, the place, what is wrong, why that matters and how to mend it. The
page of a code says more.

"""


def checks_page(folder: Path) -> str:
    """Write the list."""
    rows = []
    for page in sorted(folder.glob("*.md")):
        if page.name != "README.md":
            says = page.read_text(encoding="utf-8").split("\n\n")[1]
            rows.append((f"[{page.stem}]({page.name})", says))
    return generated("the pages beside it") + INTRO + table(("code", "meaning"), rows)
