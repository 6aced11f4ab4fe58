"""One person of an account, and the words that mean somebody."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final, Literal

Form = Literal["name", "role", "pronoun"]

REPORTER: Final = 0
"""Whoever writes: `I`."""


@dataclass(slots=True)
class Somebody:
    """One person (or body), as far as the account tells."""

    number: int
    names: set[str] = field(default_factory=set)
    title: str = ""
    classes: set[str] = field(default_factory=set)
    gender: str = ""
    told_at: tuple[int, int] | None = None
    """The tokens that say what the person is."""
    initial: bool = False
    many: bool = False
    """Whether these are several, or a body: nobody says `he` of them."""
    addressee: bool = False


@dataclass(frozen=True, slots=True)
class Mention:
    """Words that mean somebody: the tokens from `start` up to `end`."""

    start: int
    end: int
    who: int
    form: Form
    subject: bool
