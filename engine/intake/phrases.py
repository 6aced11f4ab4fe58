"""How far the words reach that mean somebody: `one of the lads`, `Mia (14)`, `Ben, who is 15,`.

A pattern that says `gave <person> a lift` means all of these words by a person, not the last alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from engine.intake.figures import NUMERALS
from engine.intake.subjects import DETERMINERS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from engine.intake.ages import Ages
    from engine.intake.pattern import Scan
    from engine.intake.somebody import Mention

_LEADS_IN: Final = (
    DETERMINERS - {"of", "one"}
    | NUMERALS
    | frozenset(
        [
            "some", "both", "another", "these", "those", "year", "years", "yr", "old", "little",
            "young", "elderly", "older", "younger",
        ]
    )
)  # fmt: skip
_PARTS: Final = NUMERALS | frozenset(
    ["some", "both", "all", "most", "several", "few", "couple", "many", "lots", "any", "each"]
)
_BE: Final = frozenset({"is", "was", "are", "were", "'s"})
_LONGEST_LEAD: Final = 6
_LONGEST_ASIDE: Final = 6
"""Words in brackets after somebody, at most, that patterns pass over."""


class Phrases:
    """Finds how far what means somebody reaches, in one account."""

    def __init__(self, scan: Scan, ages: Ages, described: Mapping[int, int]) -> None:
        """Get ready.

        Args:
            scan: The account.
            ages: Ages told in it.
            described: Where words end that begin at a mention and say what somebody is.
        """
        self._account = scan.account
        self._tokens = scan.account.tokens
        self._ages = ages
        self._described = described

    def wider(self, mention: Mention) -> Iterator[tuple[int, int]]:
        """Give where wider phrases for a mention begin and end; none where it stands alone."""
        starts = {mention.start, self._begins(mention)}
        ends = {mention.end, self._ends(mention)}
        for start in starts:
            for end in ends:
                if (start, end) != (mention.start, mention.end):
                    yield start, end

    def _begins(self, mention: Mention) -> int:
        """Go back over `the`, `a 14 year old` and `one of the` before what somebody is."""
        if mention.form != "role":
            return mention.start
        start = mention.start
        while self._joined(start) and self._leads_in(start - 1):
            start -= 1
            if mention.start - start >= _LONGEST_LEAD:
                break
        part = self._joined(start) and self._tokens[start - 1].word == "of"
        if part and self._joined(start - 1) and self._tokens[start - 2].word in _PARTS:
            start -= 2
        return start

    def _leads_in(self, place: int) -> bool:
        word = self._tokens[place].word
        return word in _LEADS_IN or word.isdecimal()

    def _joined(self, place: int) -> bool:
        """Say whether a token goes on from the one before it."""
        return (
            place > 0
            and not self._tokens[place].first
            and self._account.gap(place - 1) in {" ", "-"}
        )

    def _ends(self, mention: Mention) -> int:
        """Go on over what is put in after somebody, in brackets or between commas."""
        end, account = mention.end, self._account
        described = self._described.get(mention.start, 0)
        if described > end and self._tokens[end].word not in _BE:
            return described
        mark = account.gap(end - 1).strip()
        if mark == "(":
            for place in range(end, min(end + _LONGEST_ASIDE, len(self._tokens))):
                if account.gap(place).lstrip()[:1] == ")":
                    return place + 1
        if mark not in {",", ".,"} or end == len(self._tokens):
            return end
        age = self._ages.after(end)
        told = age is not None and self._tokens[end].word in {"who", self._tokens[age.place].word}
        return age.place + 1 if age is not None and told else end
