"""What a page knows: the account, what was read from it, and what people made of that since.

It travels in the form as JSON and is checked like any input whenever it comes back.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Annotated, Any, Final, NoReturn

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from api.problems import MALFORMED, Refused
from engine.errors import IncidentError
from engine.facts.base import DateText
from engine.facts.problem import Problem
from engine.incident import read_incident
from engine.load.json import read_json

if TYPE_CHECKING:
    from engine.facts.incident import Incident

MOST_ACCOUNT: Final = 30_000
"""Most letters of an account."""

MOST_PARTS: Final = 5_000
"""Most facts, or quotes of one fact, or sentences not read: more than such an account can give."""

MOST_WORDS: Final = 20
MOST_LETTERS: Final = 200
"""Most quotes, and most letters of each, by which an act that was taken away is known again."""

_Short = Annotated[str, StringConstraints(max_length=128)]
_Long = Annotated[str, StringConstraints(max_length=2000)]
_Place = Annotated[int, Field(ge=0, le=MOST_ACCOUNT, strict=True)]


class _Part(BaseModel):
    model_config = ConfigDict(extra="ignore")


class Quote(_Part):
    """Words of the account: `account[start:end] == quote`."""

    start: _Place
    end: _Place
    quote: Annotated[str, StringConstraints(max_length=MOST_ACCOUNT)]


class Evidence(_Part):
    """A fact that was read from the account, with the words that say so."""

    pointer: Annotated[str, StringConstraints(max_length=300)]
    fact: _Short
    value: Any = None
    status: _Short | None = None
    cue: _Short | None = None
    says: _Long | None = None
    quotes: Annotated[list[Quote], Field(max_length=MOST_PARTS)] = []


class Suggestion(_Part):
    """A clause worth looking at, though no fact was found for it."""

    clause: _Short
    title: _Long
    section: _Short
    norms: Annotated[list[_Short], Field(max_length=100)] = []


class Supposed(_Part):
    """What the organisation chose, as somebody said for this check: where the code leaves a choice.

    `value` is as a parameter holds it, money in pence and durations in minutes; None where nobody
    knows. `source` says who decided it, or where it stands.
    """

    value: bool | int | float | _Short | None = None
    source: _Long = ""


class Dropped(_Part):
    """An act that somebody took away: reading the account again does not bring it back."""

    kind: _Short
    words: Annotated[
        list[Annotated[str, StringConstraints(max_length=MOST_LETTERS)]],
        Field(max_length=MOST_WORDS),
    ] = []


class State(_Part):
    """All that a page knows."""

    account: Annotated[str, StringConstraints(max_length=MOST_ACCOUNT)] = ""
    policy: _Short
    role: _Short | None = None
    occurred_on: DateText | None = None
    incident: dict[str, Any] = {}
    evidence: Annotated[list[Evidence], Field(max_length=MOST_PARTS)] = []
    unread: Annotated[list[Quote], Field(max_length=MOST_PARTS)] = []
    suggestions: Annotated[list[Suggestion], Field(max_length=20)] = []
    supposed: Annotated[dict[_Short, Supposed], Field(max_length=200)] = {}
    """By parameter of the code."""
    dropped: Annotated[list[Dropped], Field(max_length=200)] = []
    confirmed_by: _Short = ""

    def as_json(self) -> str:
        """Write it as it travels."""
        return json.dumps(self.model_dump(mode="json"), ensure_ascii=False, separators=(",", ":"))

    def read(self) -> Incident:
        """Give the incident, validated.

        Raises:
            IncidentError: It is none.
        """
        return read_incident(self.incident)

    def checked(self, policies: Any) -> State:  # noqa: ANN401  names of what is loaded
        """Drop quotes that are not in the account; refuse a policy or an incident that is none.

        Raises:
            Refused: It is not what a page of ours sends.
        """
        if self.policy not in policies:
            not_ours("the policy it names is not loaded")
        try:
            self.read()
        except IncidentError:
            not_ours("its facts do not fit the facts known here")

        def there(quote: Quote) -> bool:
            return self.account[quote.start : quote.end] == quote.quote != ""

        for item in self.evidence:
            item.quotes = [quote for quote in item.quotes if there(quote)]
        self.unread = [quote for quote in self.unread if there(quote)]
        return self


def state_from(text: str, policies: Any) -> State:  # noqa: ANN401  names of what is loaded
    """Read what a form carried.

    Raises:
        Refused: It is not what a page of ours sends.
    """
    return state_of(value_from(text.encode("utf-8", "surrogatepass")), policies)


def value_from(data: bytes) -> Any:  # noqa: ANN401  anything JSON can say
    """Read JSON strictly.

    Raises:
        Refused: It is none.
    """
    value, problems = read_json(data, "form")
    if problems:
        not_ours("it is no JSON that can be read without doubt")
    return value


def state_of(value: Any, policies: Any) -> State:  # noqa: ANN401  as above
    """Check what was read.

    Raises:
        Refused: It is not what a page of ours sends.
    """
    try:
        state = State.model_validate(value)
    except ValidationError:
        not_ours("parts of it are missing or of another kind")
    return state.checked(policies)


def not_ours(why: str) -> NoReturn:
    """Refuse what no page of ours sends.

    Raises:
        Refused: Always.
    """
    problem = Problem("", "state", why, "", "start again, or load the file")
    raise Refused(MALFORMED, [problem]) from None
