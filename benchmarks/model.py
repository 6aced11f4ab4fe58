"""A small language model beside the rules: what it proposes, and what is left of that.

Usage: python -m benchmarks.model [FILE ...] [--most 8] [--kinds 1] [--seconds 600]

Starts the model of `benchmarks/model_server.py` (`make model` installs it), reads labelled accounts
with and without it, and ends with an error if the model changed what the rules have read, or if a
fact came through whose words do not stand in the account.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

from api.model import Model
from engine.build import build_cues, build_ruleset
from engine.incident import read_incident
from engine.intake.cues import RAISED
from engine.intake.proposals import CUE, kinds_to_ask, with_proposals
from engine.intake.read import read_account, usual_role

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.intake.draft import Draft

HERE = Path(__file__).parent
PYTHON = HERE.parent / ".venv-model/bin/python"
ACCOUNTS = HERE.parent / "rules/samples/accounts/pp-1.yaml"


def main() -> None:
    """Ask, compare and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", metavar="FILE", nargs="*", type=Path, default=[ACCOUNTS])
    parser.add_argument("--most", type=int, default=8, help="accounts to read")
    parser.add_argument("--kinds", type=int, default=1, help="kinds of acts to ask it about")
    parser.add_argument("--seconds", type=float, default=600, help="to wait for an answer")
    given = parser.parse_args()
    entries = [entry for f in given.files for entry in yaml.safe_load(f.read_text("utf-8"))]
    ruleset, cues = build_ruleset(), build_cues()
    wrong = 0
    print("| account | kinds asked about | seconds | proposed | kept | wrong |")
    print("| --- | --- | --- | --- | --- | --- |")
    with _served() as address:
        model = Model(f"{address}/v1", "local", None, given.seconds)
        for entry in entries[: given.most]:
            policy = ruleset.policies[str(entry["policy"]).partition("+")[0].strip()].policy
            draft = read_account(ruleset, cues, entry["text"], policy.id)
            kinds = kinds_to_ask(draft, policy)[: given.kinds]
            start = time.perf_counter()
            answer: Any = model.propose(entry["text"], kinds, cues.vocabulary)
            seconds = time.perf_counter() - start
            role = usual_role(policy.binds)
            after = with_proposals(draft, answer, entry["text"], kinds, cues.vocabulary, role)
            proposed = "no JSON" if answer is None else len(answer["facts"])
            kept = [item for item in after.evidence if item.cue == CUE and item.fact != "kind"]
            faults = _faults(draft, after, entry["text"])
            wrong += len(faults)
            print(
                f"| {entry['id']} | {len(kinds)} | {seconds:.0f} | {proposed} | {len(kept)}"
                f" | {'; '.join(faults)} |",
                flush=True,
            )
    if wrong:
        sys.exit(f"model: {wrong} faults, see above")


def _faults(before: Draft, after: Draft, text: str) -> list[str]:
    """Say where proposals changed what the rules have read, or quote what is not there."""
    read_incident(json.loads(json.dumps(after.incident)))
    now = {item.pointer: item for item in after.evidence}
    changed = [
        f"{item.pointer} was {item.value}"
        for item in before.evidence
        if item.value != RAISED and now.get(item.pointer) != item
    ]
    unfounded = [
        f"{item.pointer} quotes what is not there"
        for item in after.evidence
        for quote in item.quotes
        if text[quote.start : quote.end] != quote.quote
    ]
    return changed + unfounded


@contextmanager
def _served() -> Iterator[str]:
    """Run the model, and give its address."""
    if not PYTHON.exists():
        sys.exit("model: it is not installed; `make model` does that")
    command = [str(PYTHON), str(HERE / "model_server.py")]
    with subprocess.Popen(  # noqa: S603  our own file
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as server:
        try:
            lines = server.stdout or ()
            address = next((line.strip() for line in lines if line.startswith("http")), None)
            if address is None:
                sys.exit("model: the server ended before it answered")
            yield address
        finally:
            server.kill()


if __name__ == "__main__":
    main()
