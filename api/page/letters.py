"""Which characters the letters of a PDF can show, and how the others stand in it.

The letters are those that come with Typst: Libertinus Serif, New Computer Modern, DejaVu Sans Mono.
A character that they have no shape for, or that has none or turns the text around it, stands as its
number, and a symbol with its name, in square brackets: nothing is lost, and nothing is hidden.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import Final

Ranges = tuple[tuple[int, int], ...]

LATIN: Final[Ranges] = (
    (0x20, 0x7E), (0xA0, 0x482), (0x48A, 0x4FF), (0x1E00, 0x1FFF),
    (0x2000, 0x2027), (0x2030, 0x2040), (0x20A0, 0x20BF),
)  # fmt: skip
"""Latin, Greek and Cyrillic letters, with marks above and below, and what stands between words."""

SHOWN: Final[Ranges] = (
    *LATIN,
    (0x531, 0x58F), (0x5D0, 0x5F4), (0x10D0, 0x10FF),  # Armenian, Hebrew, Georgian
    (0x60A, 0x60C), (0x61B, 0x61B), (0x61F, 0x61F), (0x621, 0x63A), (0x640, 0x64A),  # Arabic
    (0x660, 0x66D), (0x674, 0x674), (0x679, 0x67B), (0x67E, 0x680), (0x686, 0x687),
    (0x698, 0x698), (0x6A9, 0x6A9), (0x6AF, 0x6AF), (0x6CC, 0x6CC), (0x6F0, 0x6F9),
    (0x2042, 0x2042), (0x2044, 0x2052), (0x2054, 0x2064), (0x2070, 0x209C),
    (0x2100, 0x211E), (0x2122, 0x2122), (0x2126, 0x2151), (0x2153, 0x2184),
    (0x2190, 0x23FF), (0x2460, 0x262F), (0x2638, 0x268B),  # arrows, mathematics, shapes
    (0x270C, 0x2727), (0x2729, 0x274B), (0x2761, 0x277F), (0x2798, 0x27AF), (0x27B1, 0x27FF),
    (0xFB00, 0xFB04), (0xFE00, 0xFE0F), (0xFFFD, 0xFFFD),
)  # fmt: skip
"""Every character that can be shown. Marks of other scripts than those of `LATIN` are left out: on
letters of another font they have no shape.
"""

LONGEST: Final = 24
"""Letters that stand together without a place to end the line; the narrowest column holds them."""

_NONE: Final = frozenset({"Cc", "Cn", "Co", "Cs"})
_SYMBOLS: Final = frozenset({"Cf", "Sc", "Sk", "Sm", "So"})
_LONG: Final = re.compile(rf"\S{{{LONGEST + 1},}}")
_PLACE: Final = "\u200b"


@cache
def _outside(ranges: Ranges) -> re.Pattern[str]:
    """Match the characters outside of some ranges, line ends and tabs apart, as they follow."""
    letters = "".join(
        re.escape(chr(code))
        for low, high in ranges
        for code in range(low, high + 1)
        if unicodedata.category(chr(code)) not in _NONE
    )
    return re.compile(f"[^\n\t{letters}]+")


class Letters:
    """Some letters, and the writing of texts so that they can show every character.

    Args:
        ranges: What they can show.

    Example:
        >>> Letters(SHOWN).showable("well done 👍 ok")
        'well done [U+1F44D thumbs up sign] ok'
    """

    def __init__(self, ranges: Ranges) -> None:
        self._outside = _outside(ranges)
        self.unshown = 0
        """In how many places of the texts written so far a number stands."""

    def showable(self, text: str) -> str:
        """Write a text, whatever is in it, lone surrogates too, with room to end its lines."""
        text = self._outside.sub(self._numbers, text)
        return _LONG.sub(_with_places, text)

    def _numbers(self, found: re.Match[str]) -> str:
        self.unshown += 1
        return f"[{', '.join(map(_named, found[0]))}]"


def _named(letter: str) -> str:
    number = f"U+{ord(letter):04X}"
    if unicodedata.category(letter) not in _SYMBOLS:
        return number
    return f"{number} {unicodedata.name(letter, '').lower()}".strip()


def _with_places(word: re.Match[str]) -> str:
    """Put places where a line may end into a long word, never before a mark of a letter."""
    made, run = [], 0
    for letter in word[0]:
        if run >= LONGEST and not unicodedata.category(letter).startswith("M"):
            made.append(_PLACE)
            run = 0
        made.append(letter)
        run = 0 if letter in "-/" else run + 1
    return "".join(made)
