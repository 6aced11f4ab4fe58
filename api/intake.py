"""What `POST /v1/intake` takes: an account in words; and how it becomes a draft incident.

Nothing of the text is kept, logged or repeated in a problem.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Annotated, Final

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from api.problems import MISFIT, TOO_LARGE, Refused
from api.schemas import PolicyName
from engine.facts.people import ROLE_GROUPS, ROLES
from engine.facts.problem import Problem
from engine.suggest import nearest

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST_CHARACTERS: Final = 20_000
"""Most characters of one account."""

MOST_BYTES: Final = 300_000
"""Most bytes of one body: every character may be sent as two escapes."""

APART_FROM: Final = 6_000
"""Characters from which on an account is read in a thread, so that others need not wait."""

_DAY: Final = len("2026-03-02")


class IntakeRequest(BaseModel):
    """An account in words, and the policy under which it will be judged."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    text: Annotated[str, StringConstraints(min_length=1, max_length=MOST_CHARACTERS)] = Field(
        description="The account as somebody wrote it; offsets count its code points"
    )
    policy: PolicyName = Field(description="The id of the policy; it tells roles apart")
    role: str | None = Field(
        default=None,
        max_length=64,
        description="The role of whoever the account is about, where it is known",
    )
    occurred_on: date | None = Field(
        default=None, description="The day on which it happened; `yesterday` counts from it"
    )


def as_intake(value: object) -> IntakeRequest:
    """Make a request of what was read.

    Raises:
        Refused: It is too long, or does not fit; every mistake is told.
    """
    text = value.get("text") if isinstance(value, dict) else None
    if isinstance(text, str) and len(text) > MOST_CHARACTERS:
        raise Refused(TOO_LARGE, [_TOO_LONG])
    problems = list(_mistakes(value))
    if problems:
        raise Refused(MISFIT, problems)
    return IntakeRequest.model_validate(value)


_WHY: Final = "a value that does not fit could mean anything"
_TOO_LONG: Final = Problem(
    "/text",
    "body-too-large",
    f"the account has more than {MOST_CHARACTERS:,} characters",
    "reading it would stall others",
    "send the part that tells what happened",
)
_NO_OBJECT: Final = Problem(
    "", "wrong-value", "this is no JSON object", _WHY, 'send {"text": "...", "policy": "..."}'
)
_PLAYED: Final = (*ROLES, *ROLE_GROUPS)
_FAULTS: Final = {
    "text": ("this is no account in words", "write the account as one text"),
    "policy": ("this is no id of a policy", "write an id as GET /v1/policies lists them"),
    "role": ("this is no role that we know", "write a role as docs/reference/roles.md lists them"),
    "occurred_on": ("this is no day", "write a day such as `2026-03-02`, or leave it out"),
}


def _mistakes(value: object) -> Iterator[Problem]:
    """Say what is wrong with a request, part by part; nothing of it is repeated."""
    if not isinstance(value, dict):
        yield _NO_OBJECT
        return
    if set(value) - set(_FAULTS):
        known = ", ".join(f"`{key}`" for key in _FAULTS)
        close = nearest(min(map(str, set(value) - set(_FAULTS))), _FAULTS)
        yield Problem(
            "",
            "unknown-key",
            "there is a key here that is not known",
            "a key that nothing reads would be passed over, and with it what it says",
            f"did you mean `{close}`?" if close else f"the keys taken are {known}",
        )
    for key, (message, mend) in _FAULTS.items():
        if key not in value:
            if key in {"text", "policy"}:
                yield Problem(
                    f"/{key}",
                    "missing-key",
                    "this is required and missing",
                    "without it there is nothing to read",
                    mend,
                )
        elif not _fits(key, value[key]):
            close = nearest(str(value[key]), _PLAYED) if key == "role" else None
            means = f"did you mean `{close}`?" if close else mend
            yield Problem(f"/{key}", "wrong-value", message, _WHY, means)


def _fits(key: str, value: object) -> bool:
    if key == "role" and value is not None and value not in _PLAYED:
        return False
    if key == "occurred_on" and value is not None and not _is_day(value):
        return False
    try:
        IntakeRequest.model_validate({"text": "-", "policy": "-", key: value})
    except ValidationError:
        return False
    return True


def _is_day(value: object) -> bool:
    return isinstance(value, str) and len(value) == _DAY
