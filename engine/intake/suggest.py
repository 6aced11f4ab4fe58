"""Clauses worth a look, ranked by the words they share with an account; no verdict hangs on it.

Source:
    BM25: Robertson and Zaragoza, The Probabilistic Relevance Framework (2009), with k1 = 1.2
    and b = 0.75. Some thirty lines suffice for a few hundred short texts, so no library is needed.
"""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from engine.intake.draft import Suggestion
from engine.intake.text import read_text
from engine.intake.words import keys_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from engine.intake.cues import Cues
    from engine.intake.text import Account
    from engine.syntax.typed import Clause, Policy

MOST: Final = 5
K1: Final = 1.2
B: Final = 0.75
MOST_OF_ONE: Final = 3
"""A word said more often than this counts no more."""

_STOP: Final = frozenset(
    [
        "a",
        "an",
        "the",
        "and",
        "or",
        "but",
        "if",
        "of",
        "to",
        "in",
        "on",
        "at",
        "by",
        "for",
        "from",
        "with",
        "without",
        "as",
        "is",
        "was",
        "were",
        "are",
        "be",
        "been",
        "being",
        "am",
        "have",
        "has",
        "had",
        "having",
        "do",
        "does",
        "did",
        "done",
        "it",
        "its",
        "this",
        "that",
        "these",
        "those",
        "he",
        "she",
        "they",
        "i",
        "we",
        "you",
        "him",
        "her",
        "them",
        "us",
        "his",
        "my",
        "our",
        "their",
        "your",
        "who",
        "whom",
        "which",
        "what",
        "when",
        "where",
        "how",
        "why",
        "not",
        "no",
        "so",
        "than",
        "then",
        "there",
        "any",
        "some",
        "all",
        "each",
        "every",
        "one",
        "two",
        "such",
        "only",
        "own",
        "same",
        "other",
        "another",
        "may",
        "might",
        "can",
        "could",
        "would",
        "will",
        "shall",
        "should",
        "must",
        "about",
        "into",
        "over",
        "under",
        "up",
        "down",
        "out",
        "off",
        "again",
        "more",
        "most",
        "very",
        "just",
        "also",
        "person",
        "somebody",
        "anybody",
        "something",
        "anything",
        "whether",
        "said",
        "say",
        "says",
        "told",
        "tell",
        "got",
        "get",
        "go",
        "went",
        "ask",
        "asked",
        "'s",
        "'d",
        "n't",
        "nt",
        "'ll",
        "'ve",
        "'re",
        "'m",
    ]
)


@dataclass(frozen=True, slots=True)
class _Index:
    clauses: tuple[Clause, ...]
    weights: Mapping[str, tuple[tuple[int, float], ...]]
    """For each word, the clauses that have it, by place, each with the weight there."""


MOST_HELD: Final = 32
_indexes: dict[str, tuple[Cues, _Index]] = {}


def suggest(policy: Policy, cues: Cues, account: Account) -> tuple[Suggestion, ...]:
    """Give the clauses of a policy that share most with an account."""
    held = _indexes.get(policy.digest)
    if held is None or held[0] is not cues:
        held = (cues, _index(policy, cues))
        if len(_indexes) >= MOST_HELD:
            _indexes.clear()
        _indexes[policy.digest] = held
    index = held[1]
    words = Counter(token.word for token in account.tokens if token.word not in _STOP)
    asked: Counter[str] = Counter()
    for word, count in words.items():
        asked[_stem(word)] += count
    sums: dict[int, float] = {}
    for word, count in sorted(asked.items()):
        for place, weight in index.weights.get(word, ()):
            sums[place] = sums.get(place, 0.0) + weight * min(count, MOST_OF_ONE)
    scores = [(-round(score, 6), place) for place, score in sums.items()]
    return tuple(
        Suggestion(
            index.clauses[place].id,
            index.clauses[place].title,
            index.clauses[place].section,
            tuple(dict.fromkeys(n for r in index.clauses[place].requires for n in r.norms)),
            round(-score, 3),
        )
        for score, place in sorted(scores)[:MOST]
    )


def _index(policy: Policy, cues: Cues) -> _Index:
    texts = [Counter(_words_of(clause, policy, cues)) for clause in policy.clauses]
    lengths = [sum(text.values()) for text in texts]
    mean = sum(lengths) / len(lengths) if lengths else 1.0
    having = Counter(word for text in texts for word in text)
    weights: dict[str, list[tuple[int, float]]] = {}
    for place, (text, length) in enumerate(zip(texts, lengths, strict=True)):
        norm = K1 * (1 - B + B * length / mean)
        for word, count in text.items():
            rare = math.log(1 + (len(texts) - having[word] + 0.5) / (having[word] + 0.5))
            weight = rare * count * (K1 + 1) / (count + norm)
            weights.setdefault(word, []).append((place, weight))
    return _Index(policy.clauses, {word: tuple(found) for word, found in weights.items()})


def _words_of(clause: Clause, policy: Policy, cues: Cues) -> Iterator[str]:
    texts = [clause.title, clause.title]
    for requirement in clause.requires:
        texts.append(requirement.title)
        texts += [policy.norms[norm].gist for norm in requirement.norms if norm in policy.norms]
    for text in texts:
        yield from _stems(text)
    wanted = set(clause.kinds)
    for cue in cues.cues:
        if cue.kind in wanted:
            for pattern in cue.patterns:
                for element in pattern.elements:
                    yield from (_stem(w) for w in element.words | element.exact if w not in _STOP)


def _stems(text: str) -> Iterator[str]:
    for token in read_text(text).tokens:
        if token.word not in _STOP:
            yield _stem(token.word)


def _stem(word: str) -> str:
    """Give the shortest plain form of a word, so that all its forms meet."""
    return min(keys_of(word), key=lambda key: (len(key), key))
