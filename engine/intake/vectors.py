"""How near an account is to the samples of each requirement, by vectors of a sentence model.

An extra, off by default. It tells likeness where words differ, beside BM25 and never alone: it
only changes the order of what is suggested and what is asked, see `likeness`.

Each requirement is the mean of the vectors of its own words and of its samples. A model takes
minutes for thousands of samples, so the means of a policy are kept in a file. It holds numbers
only; one that is damaged, or of other samples or another model, is made anew.
"""

from __future__ import annotations

import hashlib
import logging
import math
import sys
import tempfile
from array import array
from contextlib import suppress
from dataclasses import dataclass
from operator import mul
from pathlib import Path
from typing import TYPE_CHECKING, Final, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

MOST: Final = 1e6
"""The largest number that a vector may hold; those of models are below 10."""

_HEAD: Final = b"clausecheck vectors 1\n"
_log = logging.getLogger(__name__)


class VectorError(ValueError):
    """There is no such model, or it gave no proper vectors; the text says how to mend it."""


class Encoder(Protocol):
    """A sentence model."""

    @property
    def name(self) -> str:
        """Name the model and its weights; other weights have another name."""
        ...

    def encode(self, passages: Sequence[str]) -> Iterable[Sequence[float]]:
        """Give a vector for each of these passages, in their order."""
        ...


def _unheard(done: int, of: int) -> None:
    """Tell nobody how far it has come."""


@dataclass(frozen=True, slots=True)
class Vectors:
    """A sentence model, and where that is kept for which it takes long."""

    encoder: Encoder
    folder: Path
    told: Callable[[int, int], None] = _unheard
    """Hears how many passages of a policy are done, and of how many."""

    def nearness(self, policy: str, texts: Sequence[Sequence[str]]) -> Nearness:
        """Make ready to compare accounts with the texts of each requirement of a policy.

        Raises:
            VectorError: The model gives no proper vectors.
        """
        digest = _digest(self.encoder.name, texts)
        file = self.folder / f"{policy}-{digest.hex()[:16]}.vectors"
        means = _kept(file, digest, len(texts))
        if means is None:
            means = self._means(texts)
            _keep(file, digest, means)
        return Nearness(self.encoder, means)

    def _means(self, texts: Sequence[Sequence[str]]) -> list[array[float]]:
        passages = list(dict.fromkeys(passage for own in texts for passage in own))
        vectors: dict[str, Sequence[float]] = {}
        self.told(0, len(passages))
        for passage, vector in zip(passages, _vectors(self.encoder, passages), strict=True):
            vectors[passage] = vector
            self.told(len(vectors), len(passages))
        return [_mean([vectors[passage] for passage in own]) for own in texts]


class Nearness:
    """The requirements of a policy as vectors."""

    def __init__(self, encoder: Encoder, means: Sequence[Sequence[float]]) -> None:
        self._encoder = encoder
        self._middle = _mean(means)
        self._means = [_from(self._middle, mean) for mean in means]

    def of(self, passages: Sequence[str]) -> list[float]:
        """Say of each requirement how near the nearest of these passages is, from -1 to 1.

        It is the cosine as seen from the middle of all requirements, since what they have in
        common tells none from another.

        Raises:
            VectorError: The model gives no proper vectors.
        """
        vectors = list(_vectors(self._encoder, passages, len(self._middle)))
        seen = [_from(self._middle, vector) for vector in vectors]
        return [
            round(max((sum(map(mul, one, mean)) for one in seen), default=0.0), 4)
            for mean in self._means
        ]


def _vectors(
    encoder: Encoder, passages: Sequence[str], length: int | None = None
) -> Iterator[Sequence[float]]:
    """Give the vectors of passages, each looked at before it is used."""
    count = 0
    for count, vector in enumerate(encoder.encode(passages), 1):
        if count > len(passages):
            break
        length = len(vector) if length is None else length
        if len(vector) != length or not length:
            message = f"{encoder.name} gave a vector of {len(vector)} numbers, not {length}"
            raise VectorError(message)
        if not all(abs(number) <= MOST for number in vector):  # NaN is not either
            message = (
                f"{encoder.name} gave a vector that holds no number, or one beyond {MOST:,.0f}"
            )
            raise VectorError(message)
        yield vector
    if count != len(passages):
        message = f"{encoder.name} gave {count} vectors for {len(passages)} passages"
        raise VectorError(message)


def _mean(vectors: Sequence[Sequence[float]]) -> array[float]:
    """Give the mean in single precision, so that it is the same when read from a file."""
    return array("f", (sum(numbers) / len(vectors) for numbers in zip(*vectors, strict=True)))


def _from(middle: Sequence[float], vector: Sequence[float]) -> array[float]:
    """Give the direction in which a vector lies from the middle; zeros if it lies there."""
    apart = [number - other for number, other in zip(vector, middle, strict=True)]
    length = math.hypot(*apart)
    return array("d", (number / length if length else 0.0 for number in apart))


def _digest(name: str, texts: Sequence[Sequence[str]]) -> bytes:
    found = hashlib.sha256(name.encode())
    for own in texts:
        found.update(b"\0\0")
        for passage in own:
            found.update(b"\0")
            found.update(hashlib.sha256(passage.encode("utf-8", "surrogatepass")).digest())
    return found.digest()


def _kept(file: Path, digest: bytes, count: int) -> list[array[float]] | None:
    """Read the means that are kept, if they are whole and of these texts and this model."""
    try:
        data = file.read_bytes()
    except OSError:
        return None
    start = len(_HEAD) + len(digest)
    numbers = array("f")
    body = data[start : -len(digest)]
    if (
        data[:start] != _HEAD + digest
        or hashlib.sha256(data[: -len(digest)]).digest() != data[-len(digest) :]
        or not body
        or len(body) % (count * numbers.itemsize)
    ):
        return None
    numbers.frombytes(body)
    if sys.byteorder == "big":
        numbers.byteswap()
    if not all(abs(number) <= MOST for number in numbers):
        return None
    length = len(numbers) // count
    return [numbers[at : at + length] for at in range(0, len(numbers), length)]


def _keep(file: Path, digest: bytes, means: Sequence[array[float]]) -> None:
    """Write means whole or not at all; where they cannot be kept, they are made anew next time."""
    numbers = array("f", (number for mean in means for number in mean))
    if sys.byteorder == "big":
        numbers.byteswap()
    data = _HEAD + digest + numbers.tobytes()
    written: Path | None = None
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=file.parent, delete=False) as into:
            written = Path(into.name)
            into.write(data + hashlib.sha256(data).digest())
        written.replace(file)
    except OSError as error:
        _log.warning("vectors cannot be kept in %s (%s)", file.parent, error.strerror)
        if written is not None:
            with suppress(OSError):
                written.unlink(missing_ok=True)
