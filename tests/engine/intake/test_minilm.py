"""all-MiniLM-L6-v2: as its makers' own code has it, and what is said where it is not there."""

from __future__ import annotations

import sys
from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest

from engine.build import build_cues, with_vectors
from engine.intake import minilm
from engine.intake.minilm import MiniLM
from engine.intake.vectors import VectorError

if TYPE_CHECKING:
    from pathlib import Path

FIRST = {
    "Dan drove Chloe (15) home in his own car.": [
        -0.000635,
        0.057587,
        0.046574,
        -0.029125,
        0.011519,
    ],
    "": [-0.118838, 0.048299, -0.002548, -0.011011, 0.051951],
    "Zoë’s café – “naïve” 東京? £20!": [0.08245, 0.015697, 0.073517, -0.008587, -0.035489],
    "word " * 600: [-0.008124, -0.095586, -0.038673, 0.049662, -0.043794],
}
"""The first numbers that sentence-transformers 6.2.0 gives for a text."""


def test_it_gives_what_sentence_transformers_gives() -> None:
    for package in ("numpy", "safetensors", "tokenizers", minilm.PACKAGE):
        pytest.importorskip(package)
    texts = list(FIRST)
    for text, vector in zip(texts, MiniLM().encode(texts), strict=True):
        assert vector[: len(FIRST[text])] == pytest.approx(FIRST[text], abs=1e-5)
        assert sum(number * number for number in vector) == pytest.approx(1.0, abs=1e-5)


@pytest.mark.parametrize("package", ["numpy", "safetensors.numpy", "tokenizers"])
def test_a_missing_package_is_named_and_how_to_install_it(
    package: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    _pretend(monkeypatch)
    monkeypatch.setitem(sys.modules, package, None)

    with pytest.raises(VectorError, match=rf"needs {package}.*requirements-vectors\.lock"):
        with_vectors(build_cues(), lambda *_: None, {"CLAUSECHECK_VECTORS": "on"})


def test_missing_weights_are_told_of(monkeypatch: pytest.MonkeyPatch) -> None:
    _pretend(monkeypatch)
    monkeypatch.setattr(minilm, "PACKAGE", "no_such_package")

    with pytest.raises(VectorError, match=r"needs no_such_package.*requirements-vectors\.lock"):
        MiniLM()


def test_other_weights_are_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    _pretend(monkeypatch)
    monkeypatch.setattr(minilm, "_folder", lambda: tmp_path)
    (tmp_path / "model.safetensors").write_bytes(b"other numbers")

    with pytest.raises(VectorError, match="other weights"):
        MiniLM()


def _pretend(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the packages seem to be there."""
    for name in ("numpy", "safetensors", "safetensors.numpy", "tokenizers"):
        monkeypatch.setitem(sys.modules, name, SimpleNamespace(load=None, Tokenizer=None))
