"""Whatever goes wrong, as problem details (RFC 9457) that repeat nothing of what was sent."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any, Final

from starlette.responses import Response

from engine.facts.catalogue import VOCABULARY
from engine.facts.incident import Incident
from engine.facts.problem import Problem
from engine.suggest import nearest

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from fastapi.exceptions import RequestValidationError

    from engine.errors import UnknownPolicyError

MEDIA_TYPE: Final = "application/problem+json"

MOST_ERRORS: Final = 100
"""Most mistakes told at once."""


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of problem: a name that stays, a status, and a title for people."""

    name: str
    status: int
    title: str

    @property
    def uri(self) -> str:
        """Where this kind is explained, on the service itself."""
        return f"/docs#{self.name}"


MALFORMED = Kind("malformed", 400, "The body cannot be read")
MISFIT = Kind("facts-do-not-fit", 422, "The body was read, but does not fit")
BAD_QUERY = Kind("query-does-not-fit", 422, "A parameter of the address does not fit")
UNKNOWN_POLICY = Kind("unknown-policy", 404, "No such policy is loaded")
NOT_FOUND = Kind("not-found", 404, "There is nothing at this address")
NO_METHOD = Kind("method-not-allowed", 405, "This address takes other methods")
TOO_LARGE = Kind("too-large", 413, "The body is too large")
WRONG_TYPE = Kind("wrong-content-type", 415, "The body is of another type than is taken here")
UNFORESEEN = Kind("unforeseen", 500, "The service failed; nothing was decided")
REFUSED = Kind("refused", 400, "The request was refused")

KINDS: Final = (
    MALFORMED,
    MISFIT,
    BAD_QUERY,
    UNKNOWN_POLICY,
    NOT_FOUND,
    NO_METHOD,
    TOO_LARGE,
    WRONG_TYPE,
    UNFORESEEN,
    REFUSED,
)
BY_STATUS: Final = {kind.status: kind for kind in (NO_METHOD, NOT_FOUND, TOO_LARGE, WRONG_TYPE)}


class Refused(Exception):  # noqa: N818  it tells what was done, as in `raise Refused(MISFIT)`
    """A request that gets a problem for an answer."""

    def __init__(self, kind: Kind, errors: Iterable[Problem] = ()) -> None:
        self.kind = kind
        self.errors = tuple(errors)
        super().__init__(kind.name)


def problem_body(kind: Kind, errors: Iterable[Problem] = ()) -> bytes:
    """Write a problem as UTF-8 JSON."""
    fields = {
        "type": kind.uri,
        "title": kind.title,
        "status": kind.status,
        "errors": _told(errors),
    }
    return json.dumps(fields, ensure_ascii=False, separators=(",", ":")).encode()


def problem_response(
    kind: Kind, errors: Iterable[Problem] = (), headers: Mapping[str, str] | None = None
) -> Response:
    """Answer with a problem."""
    body = problem_body(kind, errors)
    return Response(body, kind.status, dict(headers or {}), media_type=MEDIA_TYPE)


def _told(errors: Iterable[Problem]) -> list[dict[str, Any]]:
    """Give the first errors as JSON, each once; line and column only where they are known."""
    told: list[dict[str, Any]] = []
    for error in islice(errors, MOST_ERRORS):
        fields = {name: value for name, value in error.to_dict().items() if value is not None}
        fields["pointer"] = safe_pointer(error.pointer)
        if fields not in told:
            told.append(fields)
    return told


# --- pointers -------------------------------------------------------------------------------------


def _names() -> frozenset[str]:
    """Collect every key of our own that a pointer may go through."""
    schema = Incident.model_json_schema()
    found = {"incident", "policies", "items", "text", "policy", "role", "occurred_on"}
    found |= set(schema["properties"])
    for part in schema["$defs"].values():
        found |= set(part.get("properties", ()))
    return frozenset(found | {step for path in VOCABULARY.paths for step in path.split(".")})


_NAMES: Final = _names()
_KEYED: Final = frozenset({"events"})
REF: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")
"""A reference of the caller's own: to a person, an event, an entry of a batch."""


def safe_pointer(pointer: str) -> str:
    """Cut a JSON pointer before the first key that is neither ours nor a reference.

    A key that nobody knows is input like any other: it may be a name, or a sentence of the account.

    Example:
        >>> safe_pointer("/acts/0/stage")
        '/acts/0/stage'
        >>> safe_pointer("/acts/0/what somebody wrote")
        '/acts/0'
    """
    steps = pointer.split("/")[1:]
    kept: list[str] = []
    for step in steps:
        named = bool(kept) and kept[-1] in _KEYED and REF.fullmatch(step) is not None
        place = step.isascii() and step.isdecimal() and len(step) < 7  # noqa: PLR2004  in a list
        if not (named or place or step in _NAMES):
            break
        kept.append(step)
    return "".join(f"/{step}" for step in kept)


def placed_under(prefix: str, problems: Iterable[Problem]) -> list[Problem]:
    """Give the problems with their pointers counted from further out."""
    return [Problem(prefix + p.pointer, p.code, p.message, p.why, p.mend, p.span) for p in problems]


# --- from exceptions ------------------------------------------------------------------------------


def unknown_policy(error: UnknownPolicyError, pointer: str) -> Problem:
    """Say that a policy is not loaded, or not as pinned."""
    return Problem(
        pointer,
        "unknown-policy",
        "no policy of that name, version or digest is loaded",
        "an answer under another policy than the one asked for would mislead",
        error.mend,
    )


def not_found(what: str, name: str, known: Iterable[str]) -> Refused:
    """Say that nothing of that name is loaded, and what was probably meant."""
    close = nearest(name, known)
    problem = Problem(
        "",
        f"unknown-{what}",
        f"no {what} of that name is loaded",
        "",
        f"did you mean `{close}`?" if close else "the lists under /v1 name everything there is",
    )
    return Refused(UNKNOWN_POLICY if what == "policy" else NOT_FOUND, [problem])


def bad_parameters(error: RequestValidationError) -> list[Problem]:
    """Say which parameters do not fit, without the values, which the framework would repeat."""
    return [_parameter(item["loc"]) for item in error.errors()]


def _parameter(loc: Sequence[Any]) -> Problem:
    where, name = (str(loc[0]), str(loc[1])) if len(loc) > 1 else ("", "")
    known = f"`{name}` of the {where}" if name in _PARAMETERS else "a parameter"
    return Problem(
        "",
        "wrong-parameter",
        f"{known} does not take this value",
        "a value that does not fit could mean anything",
        "see /docs for the values that it takes",
    )


_PARAMETERS: Final = frozenset({"explain", "q", "kind"})
