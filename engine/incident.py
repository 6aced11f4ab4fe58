"""Reading an incident: from Python data to a validated one, or to all its problems."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from engine.errors import IncidentError
from engine.facts.catalogue import VOCABULARY
from engine.facts.incident import Incident
from engine.facts.problem import Problem
from engine.suggest import nearest

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engine.facts.vocabulary import FactSpec

MOST_PROBLEMS = 100
"""Most problems told of one incident."""


def read_incident(data: Any) -> Incident:  # noqa: ANN401  anything that was sent
    """Validate an incident from Python data.

    Raises:
        IncidentError: With every problem; none of them repeats a value of the incident.
    """
    try:
        return Incident.model_validate(data)
    except ValidationError as error:
        raise IncidentError(problems_of(error)) from None
    except RecursionError:
        raise IncidentError([_too_deep()]) from None


def problems_of(error: ValidationError, prefix: str = "") -> list[Problem]:
    """Turn what pydantic found into our problems: one for each place, without the input."""
    found: dict[str, Problem] = {}
    for item in error.errors(include_input=False, include_url=False, include_context=True):
        loc = tuple(item["loc"])
        kind, path, pointer = _place(loc)
        pointer = prefix + pointer
        if pointer not in found and len(found) < MOST_PROBLEMS:
            found[pointer] = _problem(item["type"], kind, path, pointer, loc, item.get("ctx") or {})
    return list(found.values())


def _place(loc: Sequence[str | int]) -> tuple[str | None, str, str]:
    """Give the kind of act, the fact's path and the JSON pointer of a pydantic location."""
    kind: str | None = None
    path: list[str] = []
    steps: list[str] = []
    previous: str | int | None = None
    for step in loc:
        text = str(step)
        of_an_act = isinstance(previous, int) and len(steps) == 2 and steps[0] == "acts"  # noqa: PLR2004
        if of_an_act and kind is None and text in VOCABULARY.kinds:
            kind = text
            previous = step
            continue
        if isinstance(step, str) and not _is_key(text):
            continue
        steps.append(text)
        if kind is not None:
            path.append(text)
        previous = step
    pointer = "".join(f"/{step.replace('~', '~0').replace('/', '~1')}" for step in steps)
    return kind, ".".join(path), pointer


def _is_key(text: str) -> bool:
    """Say whether a step of a location is a key, and not a member of a union."""
    return not any(mark in text for mark in "[(") and text not in _UNION_STEPS


_UNION_STEPS = frozenset(
    {
        "bool", "str", "int", "float", "none", "constrained-str", "constrained-int",
        "constrained-float", "Office", "function-after", "Event", "nullable",
    }
)  # fmt: skip


def _problem(  # noqa: PLR0913  all that is known of one mistake
    code: str,
    kind: str | None,
    path: str,
    pointer: str,
    loc: Sequence[str | int],
    context: dict[str, Any],
) -> Problem:
    spec = VOCABULARY.kinds[kind].facts.get(path) if kind else None
    if code == "extra_forbidden":
        return _unknown_key(kind, path, pointer, loc)
    if code in ("union_tag_invalid", "union_tag_not_found"):
        close = nearest(str(context.get("tag", "")), VOCABULARY.kinds)
        return Problem(
            pointer,
            "unknown-kind",
            "this is no kind of act that we know",
            "the kind says which facts an act has and which clauses speak of it",
            f"did you mean `{close}`?"
            if close
            else f"write one of {_listed(VOCABULARY.kinds)} as `kind`",
        )
    if spec is not None:
        return Problem(
            pointer,
            "wrong-value",
            f"`{path}` does not take this value",
            "a value that does not fit could mean anything",
            f"write {_takes(spec)}",
        )
    return Problem(pointer, *_general(code, context))


def _general(code: str, context: dict[str, Any]) -> tuple[str, str, str, str]:
    if code == "missing":
        return (
            "missing-key",
            "this is required and missing",
            "without it the rest cannot be read",
            "add it",
        )
    if code in ("too_long", "string_too_long"):
        most = context.get("max_length", "")
        return (
            "too-long",
            "this is longer than is taken",
            "one report never needs so much, and reading it would stall others",
            f"keep to {most}" if most else "shorten it",
        )
    return (
        "wrong-value",
        "this does not fit here",
        "a value that does not fit could mean anything",
        "compare it with the schema of an incident: `clausecheck schema incident`",
    )


def _unknown_key(kind: str | None, path: str, pointer: str, loc: Sequence[str | int]) -> Problem:
    if kind is not None:
        parent = path.rpartition(".")[0]
        prefix = f"{parent}." if parent else ""
        known = [
            full[len(prefix) :].split(".")[0]
            for full in VOCABULARY.kinds[kind].facts
            if full.startswith(prefix)
        ]
        close = nearest(str(loc[-1]), set(known) | {"id", "by", "capacity", "on", "event"})
        what = f"an act of kind `{kind}` has no such fact"
    else:
        close = nearest(str(loc[-1]), Incident.model_fields)
        what = "there is no such key here"
    return Problem(
        pointer,
        "unknown-key",
        what,
        "a key that nothing reads would be passed over, and with it what it says",
        f"did you mean `{close}`?" if close else "`clausecheck schema incident` lists the keys",
    )


def _takes(spec: FactSpec) -> str:
    rest = ", or `unknown`, `disputed`, `alleged`, `raised`"
    examples = {
        "boolean": "`true`, `false`, `yes`, `no`",
        "deed": "`done`, `late`, `not_done`, `not_yet_due`, `yes`, `no`",
        "choice": f"one of {_listed([*spec.values, *spec.groups])}",
        "money": "whole pence or `£25`",
        "number": "a number",
        "duration": "whole minutes or `2 hours`",
        "date": "a day such as `2026-03-02`",
        "instant": "a moment such as `2026-03-02T14:30+00:00`",
        "list": "`{items: [...], complete: yes}`",
    }
    return examples[spec.type] + rest


def _listed(words: Any) -> str:  # noqa: ANN401  any words
    return ", ".join(f"`{word}`" for word in words)


def _too_deep() -> Problem:
    return Problem(
        "", "too-deep", "this is nested too deeply", "no incident needs it", "flatten it"
    )
