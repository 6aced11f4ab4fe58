"""What a fact is: its type, how it is asked, and how it is told in words.

An act is a pydantic model; each of its fields is a fact. A fact that is left out (or null) is
*not stated*. Any fact may also say why it is not known: `unknown` (asked, and nobody knows),
`disputed` (accounts differ), `alleged` (said by somebody who did not see it) or `raised` (the words
of an account bring it up, and nobody has judged it yet). For a verdict all five are the same:
unknown is never "no".
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any, ClassVar, Generic, Literal, TypeAlias, TypeVar

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    StrictBool,
    StrictFloat,
    StrictInt,
    StringConstraints,
)

T = TypeVar("T")

NotKnown: TypeAlias = Literal["unknown", "disputed", "alleged", "raised"]
NOT_KNOWN = ("unknown", "disputed", "alleged", "raised")

MAX_ITEMS = 200
"""Most entries of any list in an incident."""


class Model(BaseModel):
    """Strict: an unknown key is refused, nothing changes once read."""

    model_config = ConfigDict(extra="forbid", frozen=True, ser_json_inf_nan="constants")


class Record(Model):
    """A group of facts inside an act: `told.manager` is the fact `manager` of the record `told`."""


def _is_date(text: str) -> str:
    date.fromisoformat(text)
    return text


def _is_instant(text: str) -> str:
    if len(text) == len("2026-03-02"):
        return _is_date(text)
    if datetime.fromisoformat(text).tzinfo is None:
        message = "an instant needs its time zone"
        raise ValueError(message)
    return text


DateText = Annotated[
    str, StringConstraints(pattern=r"^\d{4}-\d{2}-\d{2}$"), AfterValidator(_is_date)
]
InstantText = Annotated[
    str,
    StringConstraints(
        pattern=r"^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2})?(Z|[+-]\d{2}:\d{2}))?$", max_length=30
    ),
    AfterValidator(_is_instant),
]
MoneyText = Annotated[
    str, StringConstraints(pattern=r"^(£\d{1,9}(\.\d{2})?|\d{1,9}(\.\d{2})? GBP)$")
]
DurationText = Annotated[
    str, StringConstraints(pattern=r"^\d{1,6} (minutes?|hours?|days?|weeks?)$")
]


class Between(Model, Generic[T]):
    """A value known only within bounds; both ends belong to it, either may be left open."""

    at_least: T | None = None
    at_most: T | None = None


class Several(Model, Generic[T]):
    """A list of records, and whether these are all there were."""

    items: list[T] = Field(default=[], max_length=MAX_ITEMS)
    complete: StrictBool | Literal["yes", "no"] | NotKnown | None = None


_Count = Annotated[StrictInt, Field(ge=0, le=10**9)]
_Figure = Annotated[StrictInt | StrictFloat, Field(ge=-(10**9), le=10**9, allow_inf_nan=False)]

YesNo: TypeAlias = Annotated[StrictBool | Literal["yes", "no"] | NotKnown | None, "boolean"]
"""Yes or no; JSON true and false, or the words."""

Choice: TypeAlias = Annotated[T | NotKnown | None, "choice"]
"""One of a few words: `Choice[Literal["offered", "given"]]`."""

Deed: TypeAlias = Annotated[
    Literal["done", "late", "not_done", "not_yet_due", "yes", "no"] | StrictBool | NotKnown | None,
    "deed",
]
"""Whether something was done: `done` (in time), `late`, `not_done`, `not_yet_due`.

`yes` says that it was done, in time or late; `no` that it was not, due or not yet.
"""

Number: TypeAlias = Annotated[_Figure | Between[_Figure] | NotKnown | None, "number"]
"""A number in the unit that the fact names; or its bounds."""

Money: TypeAlias = Annotated[_Count | MoneyText | Between[_Count] | NotKnown | None, "money"]
"""Pounds sterling: whole pence, or words such as `£25` or `12.50 GBP`."""

Duration: TypeAlias = Annotated[
    _Count | DurationText | Between[_Count] | NotKnown | None, "duration"
]
"""Whole minutes, or words such as `90 minutes`, `2 hours`, `3 days`."""

Date: TypeAlias = Annotated[DateText | Between[DateText] | NotKnown | None, "date"]
"""A calendar day, `2026-03-02`; or its bounds."""

Instant: TypeAlias = Annotated[InstantText | Between[InstantText] | NotKnown | None, "instant"]
"""A moment with its time zone, `2026-03-02T14:30+00:00`; or a day, which stands for all of it."""


def fact(  # noqa: PLR0913  a fact has this much to say of itself; all but the first two are rare
    ask: str,
    says: tuple[str, str] | str,
    *,
    unit: str | None = None,
    weigh: str | None = None,
    conduct: bool = True,
    only_if: dict[str, str | bool | list[str]] | None = None,
    settled: list[dict[str, Any]] | None = None,
    whom: str | None = None,
    words: dict[str, str] | None = None,
    groups: dict[str, list[str]] | None = None,
    complained: dict[str, list[str]] | None = None,
) -> Any:  # noqa: ANN401  pydantic's Field is typed this way too
    """Declare one fact.

    Args:
        ask: The question that asks for it, in words that a witness could answer.
        says: How it reads once known. For yes-or-no facts a pair (`yes`, `no`); for all
            others one sentence with `{}` where the value goes.
        unit: The unit of a number, e.g. `people`.
        weigh: What to weigh. Makes the fact a *judgement*: a person decides it, on a term
            that the source leaves open.
        conduct: Whether the person could have acted otherwise; false for ages, roles, dates
            and circumstances. `counterfactual` changes conduct only.
        only_if: `{other fact: value or list of values}`: without that, this fact is pointless.
        settled: Each `{if: {other fact: value}, is: value}`: the other fact settles this one.
        whom: Whom to ask, where that is known: an office, or `the person`.
        words: How single values of a choice read where the bare word would not do.
        groups: Names for partial knowledge of a choice: `{group: [values it may be]}`; each
            is one of the words of the choice.
        complained: Offices whose holders the report is about, by value: no step is addressed
            to them.
    """
    told = {
        "ask": ask,
        "says": list(says) if isinstance(says, tuple) else says,
        "unit": unit,
        "weigh": weigh,
        "conduct": conduct,
        "only_if": only_if,
        "settled": settled,
        "whom": whom,
        "words": words,
        "groups": groups,
        "complained": complained,
    }
    kept: dict[str, Any] = {key: value for key, value in told.items() if value is not None}
    return Field(default=None, description=ask, json_schema_extra={"x-fact": kept})


When: TypeAlias = InstantText | Between[InstantText] | NotKnown | None
"""When something was done: a day, an instant with its time zone, or bounds of either."""


class Departure(Record):
    """A decision, told as such, to depart from a code in somebody's best interests."""

    decided: YesNo = fact(
        "Was it decided at the time to depart from the code, because a service user's best"
        " interests called for it?",
        (
            "it was a decision taken in a service user's best interests",
            "nobody says that it was a decision taken in a service user's best interests",
        ),
        conduct=False,
        whom="the person",
    )
    called_for: YesNo = fact(
        "Did the service user's best interests call for it?",
        (
            "the service user's best interests called for it",
            "the service user's best interests did not call for it",
        ),
        weigh="what would have happened otherwise, whether something within the code would have"
        " served, and whether it was in proportion, safe and fair to others",
        only_if={"decided": True},
    )
    recorded: Deed = fact(
        "Was the decision put on record, and when?",
        "putting the decision on record: {}",
        only_if={"decided": True},
    )
    manager_told: Deed = fact(
        "Was a manager told of the decision, and when?",
        "telling a manager of the decision: {}",
        only_if={"decided": True},
    )


class Act(Model):
    """What every act has: who did it, in what role, when, and in the course of which event.

    `situation` marks kinds that lay a duty on somebody without being conduct of theirs. Where
    `departure` is left out, nobody says that the act was a decision of that kind.
    """

    situation: ClassVar[bool] = False
    id: Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$")]
    by: Annotated[str, StringConstraints(min_length=1, max_length=64)] | NotKnown | None = None
    capacity: Annotated[str, StringConstraints(max_length=64)] | None = None
    on: When = None
    event: Annotated[str, StringConstraints(max_length=64)] | None = None
    departure: Departure | None = None
