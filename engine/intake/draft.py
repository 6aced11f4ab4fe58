"""What comes of an account: a draft incident, and the words that support each part of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from engine.facts.base import NOT_KNOWN
from engine.facts.vocabulary import DEED_WORDS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from engine.facts.vocabulary import FactSpec

Status = Literal["happened", "alleged", "denied", "disputed", "raised"]


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of the account: `text[start:end] == quote`, in code points."""

    start: int
    end: int
    quote: str

    def to_dict(self) -> dict[str, Any]:
        """Return JSON-ready values."""
        return {"start": self.start, "end": self.end, "quote": self.quote}


@dataclass(frozen=True, slots=True)
class Evidence:
    """One part of the incident with the words it was read from.

    `pointer` is a JSON pointer into the incident; `fact` is the path of the fact, or `kind`,
    `by`, `roles` and `on`, which are no facts; `cue` names the list of cues.
    """

    pointer: str
    fact: str
    value: Any
    status: Status
    cue: str
    says: str
    quotes: tuple[Quote, ...]

    def to_dict(self) -> dict[str, Any]:
        """Return JSON-ready values."""
        return {
            "pointer": self.pointer,
            "fact": self.fact,
            "value": self.value,
            "status": self.status,
            "cue": self.cue,
            "says": self.says,
            "quotes": [quote.to_dict() for quote in self.quotes],
        }


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A clause worth a look, for the words it shares with the account."""

    clause: str
    title: str
    section: str
    norms: tuple[str, ...]
    score: float

    def to_dict(self) -> dict[str, Any]:
        """Return JSON-ready values."""
        return {
            "clause": self.clause,
            "title": self.title,
            "section": self.section,
            "norms": list(self.norms),
            "score": self.score,
        }


@dataclass(frozen=True, slots=True)
class Draft:
    """What an account says, as far as it could be read; nothing in it has been judged."""

    incident: Mapping[str, Any]
    evidence: tuple[Evidence, ...]
    unread: tuple[Quote, ...]
    suggestions: tuple[Suggestion, ...]

    def to_dict(self) -> dict[str, Any]:
        """Return JSON-ready values; `incident` can be assessed as it is."""
        return {
            "incident": self.incident,
            "evidence": [item.to_dict() for item in self.evidence],
            "unread": [quote.to_dict() for quote in self.unread],
            "suggestions": [item.to_dict() for item in self.suggestions],
        }


def in_words(spec: FactSpec, value: Any) -> str:  # noqa: ANN401  a fact's value
    """Tell a fact in words; one that is not known by its question."""
    if value in NOT_KNOWN:
        return spec.ask
    if isinstance(spec.says, tuple):
        return spec.says[0 if value is True else 1]
    return spec.says.format(_value(spec, value))


def _value(spec: FactSpec, value: Any) -> str:  # noqa: ANN401  a fact's value
    if spec.type == "deed":
        return DEED_WORDS.get(value, str(value))
    if spec.type == "money":
        pounds, pence = divmod(int(value), 100)
        return f"£{pounds:,}.{pence:02d}" if pence else f"£{pounds:,}"
    if spec.type == "choice":
        return spec.words.get(value, str(value).replace("_", " "))
    return str(value)
