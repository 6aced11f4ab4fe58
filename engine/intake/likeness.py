"""How like an account is to what is known of each requirement of a policy.

Each requirement is one text: its titles, the gists of its norms, the questions of the facts that it
asks for, the words of their cues, and samples of accounts that bring it up. An account is the more
like it the more of its words it shares, rare ones before common ones.

Source:
    BM25: Robertson and Zaragoza, The Probabilistic Relevance Framework (2009). Some thirty lines
    suffice for a few hundred texts, so no library is needed.
"""

from __future__ import annotations

import math
from collections import Counter
from statistics import fmean
from struct import unpack
from typing import TYPE_CHECKING, Final, NamedTuple

from engine.intake.text import words_in
from engine.intake.words import keys_of
from engine.syntax.condition import asked

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from engine.intake.cues import Cues
    from engine.intake.samples import Sample
    from engine.syntax.typed import Clause, Policy, Requirement

K1: Final = 2.0
B: Final = 0.5
"""The usual constants of BM25; see benchmarks/README.md for how others do."""

TITLE: Final = 2
CUES: Final = 2
"""How often titles and words of a fact's cues count."""

SHARPNESS: Final = 1.8
"""How much likelier a requirement is whose score lies a standard deviation higher: e to this."""


NOTHING: Final = 0.6
"""What each word of an account adds to the score of its being about none of the requirements."""

NEARNESS: Final = 1.5
"""What a standard deviation of nearness by vectors counts, in those of BM25."""

TINY: Final = 1e-6
"""The score of a requirement that shares a word, and is as unlike as can be by vectors."""

BITS: Final = 64
SCALE: Final = 1 << 44
"""Bits of each weight in a number that holds those of a word, and what 1 is written as there.

A sum of up to 2**20 fits; no word weighs more than 20.
"""


class Like(NamedTuple):
    """A requirement, with how like it an account is."""

    number: int
    """Its place among the requirements of the policy."""
    clause: Clause
    requirement: Requirement
    score: float
    share: float
    """The chance that the account is about this one, rather than another or none."""


class Likeness:
    """What is known of the requirements of one policy, ready to compare accounts with."""

    def __init__(self, policy: Policy, cues: Cues) -> None:
        self._lexicon = cues.lexicon
        self._says_nothing = cues.lexicon.plain | cues.lexicon.names.keys()
        self._stems: dict[str, str] = {}
        """The stems of all words of the rules; those of accounts are not kept."""
        self.requirements: tuple[tuple[Clause, Requirement], ...] = tuple(
            (clause, requirement) for clause in policy.clauses for requirement in clause.requires
        )
        self._places: dict[str, list[int]] = {}
        for place, (clause, requirement) in enumerate(self.requirements):
            for name in (f"{clause.id}/{requirement.name}", *requirement.norms):
                self._places.setdefault(name, []).append(place)
        self._weights = _weights(self._texts(policy, cues))
        self._nearness = (
            None
            if cues.vectors is None or not self.requirements
            else cues.vectors.nearness(policy.id, self._passages(policy, cues))
        )

    def rank(self, words: Iterable[str], passages: Sequence[str] = ()) -> tuple[Like, ...]:
        """Give the requirements that share any of these words, the most like first.

        Args:
            words: The words of an account.
            passages: The same account in pieces, for a sentence model if there is one.

        Raises:
            VectorError: The model gives no proper vectors.
        """
        stems = {self.stem(word) for word in set(words)} - {""}
        packed = sum(self._weights.get(stem, 0) for stem in stems)
        if not packed:
            return ()
        size = len(self.requirements)
        sums = [part / SCALE for part in unpack(f"<{size}Q", packed.to_bytes(8 * size, "little"))]
        if self._nearness is not None and passages:
            sums = _with_nearness(sums, self._nearness.of(passages))
        mean, spread = _mean_and_spread(sums)
        chances = [math.exp(SHARPNESS * (score - mean) / spread) for score in sums]
        nothing = math.exp(SHARPNESS * (NOTHING * len(stems) - mean) / spread)
        whole = sum(chances) + nothing
        likes = [
            Like(number, clause, requirement, score, chances[number] / whole)
            for number, ((clause, requirement), score) in enumerate(
                zip(self.requirements, sums, strict=True)
            )
            if score
        ]
        return tuple(sorted(likes, key=lambda like: (-round(like.score, 6), like.number)))

    def weight(self, stem: str, number: int) -> float:
        """Say how much a stem speaks for a requirement."""
        packed = self._weights.get(stem, 0)
        return (packed >> BITS * number & (1 << BITS) - 1) / SCALE

    def stem(self, word: str) -> str:
        """Give the shortest plain form of a word, or the word that it is another one for.

        A word that says nothing has none.
        """
        known = self._stems.get(word)
        if known is None:
            says = word.isalpha() and word not in self._says_nothing
            known = _shortest(word, self._lexicon.same) if says else ""
        return known

    def _texts(self, policy: Policy, cues: Cues) -> list[Counter[str]]:
        of_cues = self._words_of_cues(cues)
        texts = [
            self._text(clause, requirement, policy, cues, of_cues)
            for clause, requirement in self.requirements
        ]
        for sample in cues.samples:
            if sample.policy == policy.id:
                about = [texts[place] for place in self._about(sample)]
                for passage in sample.says if about else ():
                    words = set(self._words(passage))
                    for text in about:
                        text.update(words)
        return texts

    def _passages(self, policy: Policy, cues: Cues) -> list[list[str]]:
        """Give what each requirement says of itself, and the passages that bring it up."""
        texts = [
            [
                ". ".join(
                    [clause.title, requirement.title]
                    + [
                        policy.norms[norm].gist
                        for norm in requirement.norms
                        if norm in policy.norms
                    ]
                )
            ]
            for clause, requirement in self.requirements
        ]
        for sample in cues.samples:
            if sample.policy == policy.id:
                for place in self._about(sample):
                    texts[place] += sample.says
        return texts

    def _about(self, sample: Sample) -> list[int]:
        """Give the places of the requirements that a sample brings up, each once."""
        return sorted({at for name in sample.brings_up for at in self._places.get(name, ())})

    def _text(
        self,
        clause: Clause,
        requirement: Requirement,
        policy: Policy,
        cues: Cues,
        of_cues: Mapping[tuple[str | None, str | None], frozenset[str]],
    ) -> Counter[str]:
        """Gather the words of one requirement, each as often as it counts."""
        found: Counter[str] = Counter()
        for title in (clause.title, requirement.title):
            for word in self._words(title):
                found[word] += TITLE
        for norm in requirement.norms:
            if norm in policy.norms:
                found.update(self._words(policy.norms[norm].gist))
        parts = (clause.when, requirement.when, requirement.must)
        paths = list(dict.fromkeys(path for part in parts for path in asked(part)))
        for kind in clause.kinds:
            found.update(of_cues.get((kind, None), ()))
            facts = cues.vocabulary.kinds[kind].facts
            for path in paths:
                if path in facts:
                    found.update(self._words(facts[path].ask))
                    for word in of_cues.get((kind, path), ()):
                        found[word] += CUES
        return found

    def _words_of_cues(self, cues: Cues) -> Mapping[tuple[str | None, str | None], frozenset[str]]:
        """Give the words of all cues that open an act of a kind, and of those of each fact."""
        found: dict[tuple[str | None, str | None], set[str]] = {}
        for cue in cues.cues:
            words = found.setdefault((cue.kind, cue.path), set())
            for pattern in cue.patterns:
                for element in pattern.elements:
                    words.update(self._learnt(w.removeprefix("=") for w in element.words))
        return {key: frozenset(words) for key, words in found.items()}

    def _words(self, text: str) -> Iterator[str]:
        return self._learnt(words_in(text))

    def _learnt(self, words: Iterable[str]) -> Iterator[str]:
        """Give the stems of words of the rules, and remember them."""
        for word in words:
            stem = self._stems[word] = self.stem(word)
            if stem:
                yield stem


def _with_nearness(scores: Sequence[float], near: Sequence[float]) -> list[float]:
    """Add nearness to scores, both counted in standard deviations; what shares no word has none."""
    _, spread = _mean_and_spread(scores)
    middle, width = _mean_and_spread(near)
    weight = NEARNESS * spread / width
    return [
        score and max(score + weight * (by - middle), TINY)
        for score, by in zip(scores, near, strict=True)
    ]


def _mean_and_spread(values: Sequence[float]) -> tuple[float, float]:
    """Give the mean and the standard deviation; 1 where all are equal."""
    mean = fmean(values)
    return mean, math.dist(values, [mean] * len(values)) / math.sqrt(len(values)) or 1.0


def _shortest(word: str, same: Mapping[str, str]) -> str:
    stem = min(reversed(keys_of(word)), key=len)  # `give` for `gave`, not the word itself
    return same.get(stem, stem)


def _weights(texts: list[Counter[str]]) -> Mapping[str, int]:
    """Give for each word its weights in all texts, side by side in one number.

    To add two such numbers is to add their weights text by text, and takes a fiftieth of the time.
    """
    lengths = [sum(text.values()) for text in texts]
    mean = fmean(lengths) if lengths else 1.0
    having = Counter(word for text in texts for word in text)
    weights: dict[str, int] = {}
    for number, (text, length) in enumerate(zip(texts, lengths, strict=True)):
        norm = K1 * (1 - B + B * length / mean)
        for word, count in text.items():
            rare = math.log(1 + (len(texts) - having[word] + 0.5) / (having[word] + 0.5))
            weight = rare * count * (K1 + 1) / (count + norm)
            weights[word] = weights.get(word, 0) + (round(weight * SCALE) << BITS * number)
    return weights
