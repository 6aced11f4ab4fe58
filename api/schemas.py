"""What is sent to the service, and how it becomes facts.

`read_value` reads the text strictly, as the command line does; `as_request` checks the values once,
by pydantic. Only when they do not fit are they looked at again, to say all that is wrong with them.
Answers are written by `engine.report.json` and described by `engine.schema`.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated, Any, Final, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from api.limits import MOST_ITEMS, MOST_POLICIES
from api.problems import MALFORMED, MISFIT, REF, Refused, placed_under
from engine.errors import IncidentError
from engine.facts.incident import Incident
from engine.facts.problem import Problem
from engine.incident import read_incident
from engine.infer.ruleset import as_of
from engine.load.json import read_json

PolicyName = Annotated[str, StringConstraints(min_length=1, max_length=128)]
Explain = Literal["off", "reasons", "full"]


class AssessmentRequest(BaseModel):
    """An incident, and the policies to judge it under."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    incident: Incident
    policies: (
        Literal["all"] | Annotated[list[PolicyName], Field(min_length=1, max_length=MOST_POLICIES)]
    ) = Field(
        default="all",
        description="Ids, each optionally pinned: to a version (`PH@2022-11`), to a day"
        " (`PH@2026-03-02`), to today (`PH@now`) or to a digest (`PH@sha256:...`); or `all`. The"
        " same policy may stand twice: `PH` and `PH@now` ask for then and now.",
    )

    @property
    def chosen(self) -> list[str] | None:
        """The policies as the engine takes them: None for all."""
        if isinstance(self.policies, str):
            return None
        return as_of(self.policies, datetime.now(UTC).date())


class BatchRequest(BaseModel):
    """Many requests, each under a key of the caller's own."""

    model_config = ConfigDict(extra="forbid")

    items: dict[
        Annotated[str, StringConstraints(pattern=rf"^{REF.pattern}$")], AssessmentRequest
    ] = Field(min_length=1, max_length=MOST_ITEMS)


def read_value(body: bytes) -> object:
    """Read JSON strictly: no key twice, no infinity, no lone surrogate, 40 levels at most.

    Raises:
        Refused: It cannot be read without doubt.
    """
    value, problems = read_json(body, "body")
    if problems:
        raise Refused(MALFORMED, problems)
    return value


def as_request(value: object) -> AssessmentRequest:
    """Make a request of what was read.

    Raises:
        Refused: It does not fit; every mistake is told.
    """
    try:
        return AssessmentRequest.model_validate(value)
    except ValidationError:
        raise Refused(MISFIT, _mistakes(value)) from None


def as_items(value: object) -> dict[str, object]:
    """Give the entries of a batch; what is inside each is looked at later.

    Raises:
        Refused: It is no batch.
    """
    found: Any = value
    if (
        not isinstance(value, dict)
        or set(value) != {"items"}
        or not isinstance(found["items"], dict)
    ):
        raise Refused(MISFIT, [_NO_BATCH])
    items: dict[str, object] = found["items"]
    if not 0 < len(items) <= MOST_ITEMS:
        raise Refused(MISFIT, [_MOST_ITEMS])
    if not all(map(REF.fullmatch, items)):
        raise Refused(MISFIT, [_BAD_KEY])
    return items


_WHY: Final = "a value that does not fit could mean anything"
_NO_OBJECT: Final = Problem(
    "", "wrong-value", "this is no JSON object", _WHY, 'send {"incident": {...}, "policies": [...]}'
)
_UNKNOWN_KEY: Final = Problem(
    "",
    "unknown-key",
    "there is a key here besides `incident` and `policies`",
    "a key that nothing reads would be passed over, and with it what it says",
    "leave it out; an incident's own keys stand inside `incident`",
)
_NO_INCIDENT: Final = Problem(
    "/incident",
    "missing-key",
    "this is required and missing",
    "without it there is nothing to judge",
    "add `incident` with the people and the acts",
)
_POLICIES: Final = Problem(
    "/policies",
    "wrong-value",
    "this is neither `all` nor a list of policies",
    _WHY,
    f"write `all`, or 1 to {MOST_POLICIES} ids as GET /v1/policies lists them",
)
_NO_BATCH: Final = Problem(
    "",
    "wrong-value",
    "this is no batch",
    _WHY,
    'send {"items": {"your-key": {"incident": {...}, "policies": [...]}}}',
)
_MOST_ITEMS: Final = Problem(
    "/items",
    "too-long",
    f"a batch has 1 to {MOST_ITEMS} entries",
    "answering more at once would stall others",
    "send several batches, or one entry a line as application/x-ndjson",
)
_BAD_KEY: Final = Problem(
    "/items",
    "wrong-key",
    "a key of the batch is no plain reference",
    "keys come back in the answer, and names of people must not",
    "use up to 64 letters, digits, `.`, `_` and `-`, and begin with a letter or digit",
)


def _mistakes(value: object) -> list[Problem]:
    """Say what is wrong with a request, part by part."""
    if not isinstance(value, dict):
        return [_NO_OBJECT]
    found: list[Problem] = []
    if set(value) - {"incident", "policies"}:
        found.append(_UNKNOWN_KEY)
    if not _names_policies(value.get("policies", "all")):
        found.append(_POLICIES)
    if "incident" not in value:
        return [*found, _NO_INCIDENT]
    try:
        read_incident(value["incident"])
    except IncidentError as error:
        found += placed_under("/incident", error.problems)
    return found


def _names_policies(value: object) -> bool:
    try:
        AssessmentRequest.model_validate({"incident": {}, "policies": value})
    except ValidationError:
        return False
    return True
