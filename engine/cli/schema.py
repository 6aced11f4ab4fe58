"""`clausecheck schema`: the JSON Schema of a file, for editors and other tools."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from engine.cli.exits import DONE, StopError
from engine.cli.output import output_to
from engine.diagnostic import quote
from engine.schema import NAMES, schema
from engine.suggest import nearest

if TYPE_CHECKING:
    from pathlib import Path


def write_schema(name: str, *, out: Path | None) -> int:
    """Write one schema.

    Raises:
        StopError: There is no schema of that name.
    """
    if name not in NAMES:
        close = nearest(name, NAMES)
        mend = f"did you mean {quote(close)}?" if close else f"there are {', '.join(NAMES)}"
        text = f"no schema {quote(name)}; {mend}"
        raise StopError(text)
    with output_to(out) as output:
        output.write(json.dumps(schema(name), ensure_ascii=False, indent=2) + "\n")
    return DONE
