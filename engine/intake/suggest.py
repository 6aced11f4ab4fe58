"""Clauses worth a look, ranked by the words they share with an account; no verdict hangs on it.

Each requirement is one short text: its titles, the gists of its norms, the questions of the facts
that it asks for, and the words of their cues. A clause ranks by its best requirement.

Source:
    BM25: Robertson and Zaragoza, The Probabilistic Relevance Framework (2009). Some thirty lines
    suffice for a few hundred short texts, so no library is needed.
"""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from engine.intake.draft import Suggestion
from engine.intake.text import read_text
from engine.intake.words import keys_of
from engine.syntax.condition import asked

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from engine.intake.cues import Cues
    from engine.intake.text import Account
    from engine.syntax.typed import Clause, Policy, Requirement

MOST: Final = 5
K1: Final = 2.0
B: Final = 1.0
"""Long texts hold many words of cues, so length counts in full."""

TITLE: Final = 2
CUES: Final = 2
"""How often titles and words of a fact's cues count."""


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
    texts: tuple[int, ...]
    """For each text, the place of its clause."""

    weights: Mapping[str, tuple[tuple[int, float], ...]]
    """For each word, the texts that have it, each with the weight there."""


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
    words = {token.word for token in account.tokens} - _STOP
    sums: dict[int, float] = {}
    for word in sorted({_stem(word, cues) for word in words}):
        for text, weight in index.weights.get(word, ()):
            sums[text] = sums.get(text, 0.0) + weight
    best: dict[int, float] = {}
    for text, score in sums.items():
        place = index.texts[text]
        best[place] = max(best.get(place, 0.0), score)
    ranked = sorted((-round(score, 6), place) for place, score in best.items())[:MOST]
    return tuple(_suggestion(index.clauses[place], -score) for score, place in ranked)


def _suggestion(clause: Clause, score: float) -> Suggestion:
    norms = tuple(dict.fromkeys(norm for r in clause.requires for norm in r.norms))
    return Suggestion(clause.id, clause.title, clause.section, norms, round(score, 3))


def _index(policy: Policy, cues: Cues) -> _Index:
    of_cues = _words_of_cues(cues)
    texts: list[Counter[str]] = []
    places: list[int] = []
    for place, clause in enumerate(policy.clauses):
        for requirement in clause.requires:
            texts.append(_text(clause, requirement, policy, cues, of_cues))
            places.append(place)
    lengths = [sum(text.values()) for text in texts]
    mean = sum(lengths) / len(lengths) if lengths else 1.0
    having = Counter(word for text in texts for word in text)
    weights: dict[str, list[tuple[int, float]]] = {}
    for number, (text, length) in enumerate(zip(texts, lengths, strict=True)):
        norm = K1 * (1 - B + B * length / mean)
        for word, count in text.items():
            rare = math.log(1 + (len(texts) - having[word] + 0.5) / (having[word] + 0.5))
            weight = rare * count * (K1 + 1) / (count + norm)
            weights.setdefault(word, []).append((number, weight))
    return _Index(
        policy.clauses, tuple(places), {word: tuple(found) for word, found in weights.items()}
    )


def _text(
    clause: Clause,
    requirement: Requirement,
    policy: Policy,
    cues: Cues,
    of_cues: Mapping[tuple[str | None, str | None], frozenset[str]],
) -> Counter[str]:
    """Gather the words of one requirement, each as often as it counts."""
    found: Counter[str] = Counter()
    for title in (clause.title, requirement.title):
        for word in _stems(title, cues):
            found[word] += TITLE
    for norm in requirement.norms:
        if norm in policy.norms:
            found.update(_stems(policy.norms[norm].gist, cues))
    parts = (clause.when, requirement.when, requirement.must)
    paths = list(dict.fromkeys(path for part in parts for path in asked(part)))
    for kind in clause.kinds:
        found.update(of_cues.get((kind, None), ()))
        facts = cues.vocabulary.kinds[kind].facts
        for path in paths:
            if path in facts:
                found.update(_stems(facts[path].ask, cues))
                for word in of_cues.get((kind, path), ()):
                    found[word] += CUES
    return found


def _words_of_cues(cues: Cues) -> Mapping[tuple[str | None, str | None], frozenset[str]]:
    """Give the words of all cues of a kind that open an act, and of cues and hints of each fact."""
    found: dict[tuple[str | None, str | None], set[str]] = {}
    lists = [(cue.kind, cue.path, cue.patterns) for cue in cues.cues]
    for hint in cues.hints:
        patterns = tuple(pattern for group in hint.groups for pattern in group)
        lists += [(hint.kind, path, patterns) for path in hint.raises]
    for kind, path, patterns in lists:
        words = found.setdefault((kind, path), set())
        for pattern in patterns:
            for element in pattern.elements:
                words |= {_stem(w, cues) for w in element.words | element.exact if w not in _STOP}
    return {key: frozenset(words) for key, words in found.items()}


def _stems(text: str, cues: Cues) -> Iterator[str]:
    for token in read_text(text).tokens:
        if token.word not in _STOP:
            yield _stem(token.word, cues)


def _stem(word: str, cues: Cues) -> str:
    """Give the shortest plain form of a word, or the word that it is another one for."""
    stem = min(keys_of(word), key=lambda key: (len(key), key))
    return cues.lexicon.same.get(stem, stem)
