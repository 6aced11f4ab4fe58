"""Whose words follow a name and a colon: `K, 16: I called her that`, and each line of a chat."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from engine.intake.pattern import Scan


class Labels:
    """The labels of one account, and how far each reaches: to the next one, or the end of its line.

    A name that heads the whole account is none: `Dan: I am worried about him`.
    """

    def __init__(self, scan: Scan, named: Iterable[tuple[int, int, int]]) -> None:
        """Find the labels.

        Args:
            scan: The account.
            named: Names and roles: the tokens from one up to another, and whom they mean.
        """
        self._account = scan.account
        found: list[tuple[int, int, int]] = []
        heading = True
        for start, end, who in named:
            colon = self._colon(end) if self._account.tokens[start].first else None
            if colon is not None:
                found.append((start, colon, who))
                heading = heading and colon == end and self._account.tokens[start].sentence == 0
        if len(found) == 1 and heading:
            found.clear()
        self.at = {start: who for start, _, who in found}
        """Whom each label means, by the token at which it begins."""
        self.says: dict[int, int] = {}
        """Whose words they are, for every token that a label reaches."""
        for _, colon, who in found:
            self._reach(colon, who)

    def _reach(self, colon: int, who: int) -> None:
        for place in range(colon, len(self._account.tokens)):
            line_ends = place > colon and "\n" in self._account.gap(place - 1)
            if line_ends or place in self.at:
                break
            self.says[place] = who

    def _colon(self, end: int) -> int | None:
        """Give the token after a colon that follows a name, maybe with an age between."""
        tokens = self._account.tokens
        for place in range(end, min(end + 2, len(tokens))):
            if self._account.gap(place - 1).lstrip(" )").startswith(":"):
                return place
            if not tokens[place].word.isdecimal():
                return None
        return None
