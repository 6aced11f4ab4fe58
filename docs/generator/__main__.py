"""`python -m docs.generator` writes the generated pages."""

from __future__ import annotations

from docs.generator import ROOT, write

if __name__ == "__main__":
    for page in write():
        print(page.relative_to(ROOT).as_posix())  # noqa: T201  says what it wrote
