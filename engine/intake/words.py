"""The forms of a word: what it may be looked up by.

A word has several keys: itself in small letters and British spelling, and the plain forms that it
may be an ending of. Too many keys do no harm, since only words that some pattern uses are ever
looked up, so no dictionary is needed.
"""

from __future__ import annotations

import unicodedata
from typing import Final

_IRREGULAR_TEXT: Final = """
be am is are was were been being 'm 're
have has had having 've
do does did done doing
go goes went gone
say said says
tell told
give gave given
take took taken
get got gotten
make made
know knew known
see saw seen
come came
think thought
find found
leave left
feel felt
put put
bring brought
begin began begun
keep kept
hold held
write wrote written
stand stood
hear heard
let let
mean meant
set set
meet met
run ran
pay paid
sit sat
speak spoke spoken
lie lay lain lied lying
lead led
read read
grow grew grown
lose lost
fall fell fallen
send sent
build built
understand understood
draw drew drawn
break broke broken
spend spent
drive drove driven
ride rode ridden
ring rang rung
buy bought
wear wore worn
choose chose chosen
throw threw thrown
catch caught
bite bit bitten
hit hit hitting
hurt hurt
strike struck
shut shut shutting
steal stole stolen
swear swore sworn
sell sold
show showed shown
sing sang sung
sleep slept
smell smelt
spit spat
split split
spill spilt
stick stuck
sweep swept
swing swung
teach taught
tear tore torn
wake woke woken
win won
wind wound
withdraw withdrew withdrawn
forget forgot forgotten
forgive forgave forgiven
forbid forbade forbidden
drink drank drunk
eat ate eaten
shake shook shaken
bend bent
bind bound
blow blew blown
burn burnt
cling clung
creep crept
cut cut cutting
deal dealt
dig dug
drag drug
fight fought
fling flung
fly flew flown
freeze froze frozen
hide hid hidden
kneel knelt
lay laid
lean leant
learn learnt
lend lent
light lit
overhear overheard
prove proven
quit quit
rise rose risen
seek sought
shoot shot
shrink shrank shrunk
sink sank sunk
slap slapped
sling slung
sneak snuck
spell spelt
spin spun
spread spread
spring sprang sprung
ring rang rung
sting stung
stink stank stunk
upset upset
weep wept
withhold withheld
undo undid undone
undertake undertook undertaken
child children kid
man men
woman women
person people persons
foot feet
wife wives
life lives
knife knives
can could ca
will would wo 'll
may might
shall should
"""
_IRREGULAR: Final[dict[str, str]] = {
    form: line.split()[0] for line in _IRREGULAR_TEXT.strip().split("\n") for form in line.split()
}
PAST_FORMS: Final = frozenset(
    form for form, lemma in _IRREGULAR.items() if form != lemma and form[0] != "'"
)
_SEPARATE: Final = frozenset({"could", "would", "might", "should", "kid", "drug"})
"""Forms that keep their own meaning; they are not looked up by the plain form."""

_LITTLE: Final = frozenset({"an", "as", "at", "in", "no", "not", "on", "or", "the", "to", "us"})
"""Words that have no other forms: `notes` is no `not`, and `used` no `us`."""

_OUR: Final = frozenset(
    {"behavior", "color", "favor", "favorite", "harbor", "honor", "humor", "labor", "neighbor"}
    | {"rumor", "endeavor", "odor", "vapor"}
)
_BRITISH: Final = {
    "program": "programme",
    "license": "licence",
    "practise": "practice",
    "gray": "grey",
    "mom": "mum",
    "mommy": "mummy",
    "jewelry": "jewellery",
    "center": "centre",
    "theater": "theatre",
    "checkbook": "chequebook",
    "pajamas": "pyjamas",
    "tire": "tyre",
    "defense": "defence",
    "offense": "offence",
    "enrollment": "enrolment",
    "counselor": "counsellor",
    "judgment": "judgement",
    "traveling": "travelling",
    "canceled": "cancelled",
    "labeled": "labelled",
}
_NOT_ISE: Final = frozenset({"size", "prize", "seize", "capsize", "sized", "seized", "sizes"})
_SHORTEST_STEM: Final = 3
_VOWELS: Final = frozenset("aeiou")


def folded(word: str) -> str:
    """Return a word in small letters, with one kind of letter and apostrophe for each look.

    Example:
        >>> folded("Café’s")
        "cafe's"
    """
    if word.isascii():
        return word.lower()
    plain = unicodedata.normalize("NFKD", word.replace("’", "'").replace("ʼ", "'")).casefold()
    return "".join(letter for letter in plain if not unicodedata.combining(letter))


def british(word: str) -> str:
    """Return a word in small letters in British spelling.

    Example:
        >>> british("organized"), british("behavior"), british("prize")
        ('organised', 'behaviour', 'prize')
    """
    if word in _BRITISH:
        return _BRITISH[word]
    if "or" in word:
        for ending in ("", "s", "ed", "ing", "al", "ly"):
            stem = word.removesuffix(ending)
            if word.endswith(ending) and stem in _OUR:
                return stem.replace("or", "our", 1) + ending
    if "z" in word and word not in _NOT_ISE:
        for american, ours in (("iz", "is"), ("yz", "ys")):
            for ending in ("e", "es", "ed", "ing", "ation", "ations", "er", "ers"):
                if word.endswith(american + ending) and len(word) > len(ending) + _SHORTEST_STEM:
                    return word[: -len(ending) - 2] + ours + ending
    return word


def keys_of(word: str) -> tuple[str, ...]:
    """Give everything that a word in small letters may be looked up by; itself first.

    Example:
        >>> keys_of("messaged")[:3]
        ('messaged', 'messag', 'message')
        >>> "give" in keys_of("gave"), "stop" in keys_of("stopping"), "party" in keys_of("parties")
        (True, True, True)
    """
    spelt = british(word)
    found = [spelt]
    lemma = _IRREGULAR.get(spelt)
    if lemma is not None and spelt not in _SEPARATE:
        found.append(lemma)
    found += [stem for stem in _stems(spelt) if stem not in _LITTLE]
    return tuple(dict.fromkeys(found))


def _stems(word: str) -> list[str]:
    """Give the plain forms that the ending of a word allows."""
    size = len(word)
    if size < _SHORTEST_STEM:
        return []
    if word.endswith("ies") and size > 4:  # noqa: PLR2004
        return [word[:-3] + "y", word[:-1]]
    if word.endswith("ied") and size > 4:  # noqa: PLR2004
        return [word[:-3] + "y", word[:-1]]
    if word.endswith("es"):
        return [word[:-2], word[:-1]]
    if word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return [word[:-1]]
    if word.endswith("ed"):
        return _undone(word[:-2], word[:-1])
    if word.endswith("ing") and size > 4:  # noqa: PLR2004
        return _undone(word[:-3], word[:-3] + "e")
    return []


def _undone(stem: str, with_e: str) -> list[str]:
    """Give a stem, the stem with its `e`, and the stem with a doubled consonant undone."""
    found = [stem, with_e]
    if len(stem) > _SHORTEST_STEM - 1 and stem[-1] == stem[-2] and stem[-1] not in _VOWELS:
        found.append(stem[:-1])
    return found


class Slips:
    """Words of the patterns, found again where one letter is missing, added or swapped.

    A wrong letter is not forgiven, for too many real words lie one letter apart (massage and
    message); nor is a word of fewer than six letters, and one of six only where two are swapped.
    """

    SHORTEST: Final = 6
    LONGEST: Final = 24

    def __init__(self, words: frozenset[str]) -> None:
        self._words = words
        self._without_one: dict[str, list[str]] = {}
        for word in sorted(words):
            if self.SHORTEST <= len(word) <= self.LONGEST and word.isalpha():
                for shorter in _without_one(word):
                    self._without_one.setdefault(shorter, []).append(word)

    def __contains__(self, word: object) -> bool:
        return word in self._words

    def meant(self, word: str) -> str | None:
        """Return the word of a pattern that this one is a slip of; None for a good word."""
        if not (self.SHORTEST <= len(word) <= self.LONGEST) or word in self._words:
            return None
        without_one = _without_one(word)
        if len(word) > self.SHORTEST:
            for longer in self._without_one.get(word, ()):  # a letter is missing
                if longer[0] == word[0]:
                    return longer
            for shorter in without_one:
                if shorter in self._words and shorter[0] == word[0]:
                    return shorter  # a letter too many
        for shorter in without_one:
            for other in self._without_one.get(shorter, ()):
                if _swapped(word, other):
                    return other
        return None


def _without_one(word: str) -> list[str]:
    return list(dict.fromkeys(word[:place] + word[place + 1 :] for place in range(len(word))))


def _swapped(word: str, other: str) -> bool:
    """Say whether two words of one length differ by two neighbours that changed places."""
    if len(word) != len(other) or word[0] != other[0]:
        return False
    wrong = [place for place in range(len(word)) if word[place] != other[place]]
    return (
        len(wrong) == 2  # noqa: PLR2004
        and wrong[1] == wrong[0] + 1
        and word[wrong[0]] == other[wrong[1]]
        and word[wrong[1]] == other[wrong[0]]
    )
