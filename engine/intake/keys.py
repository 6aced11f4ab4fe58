"""What each word of an account is looked up by: the marks that patterns know it under."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.intake.words import Slips, british, keys_of

if TYPE_CHECKING:
    from collections.abc import Mapping


class Keys:
    """The marks of words: their plain forms, what they are a slip of, and `=word` as written."""

    def __init__(self, marks: frozenset[str], same: Mapping[str, str]) -> None:
        """Work out the marks of every word that patterns use.

        Args:
            marks: All that patterns use; a word gets no others.
            same: Words that count as another one.
        """
        self._marks = marks
        self._same = same
        words = frozenset(mark for mark in marks if mark[0] != "=") | same.keys()
        self._slips = Slips(words)
        self._known = {word: self._work_out(word) for word in words}

    def __contains__(self, word: object) -> bool:
        """Say whether patterns use a word."""
        return word in self._known

    def of(self, word: str) -> frozenset[str]:
        """Give the marks of a word in small letters; nothing of one from an account is kept."""
        known = self._known.get(word)
        return self._work_out(word) if known is None else known

    def _work_out(self, word: str) -> frozenset[str]:
        own = list(keys_of("not" if word in {"n't", "nt"} else word))
        slip = self._slips.meant(own[0])
        if slip is not None and not any(key in self._slips for key in own):
            own += [slip, *keys_of(slip)]
        own += [self._same[key] for key in own if key in self._same]
        return self._marks.intersection([*own, f"={british(word)}"])
