"""Counting: stated acts as a lower bound, earlier findings within a window."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from engine.infer.yesno import Question
from engine.syntax.condition import ALWAYS
from engine.truth import HOLDS
from engine.value import Range, day

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from engine.facts.incident import Incident
    from engine.infer.finding import ActFacts
    from engine.syntax.condition import Counted

MINUTES_A_DAY = 24 * 60


def counted_values(
    counted: Mapping[str, Counted],
    facts: ActFacts,
    acts: Sequence[ActFacts],
    incident: Incident,
) -> dict[str, Any]:
    """Give what is known of each number that is counted for an act."""
    return {
        path: _acts(what, facts, acts) if what.of == "acts" else _history(what, facts, incident)
        for path, what in counted.items()
    }


def _acts(what: Counted, facts: ActFacts, acts: Sequence[ActFacts]) -> Any:  # noqa: ANN401
    """Count the acts that surely match; there may have been more, unless the total is stated."""
    total = facts.stated.known.get(what.total) if what.total else None
    least = sum(1 for other in acts if other is facts or _matches(what, facts, other))
    if isinstance(total, Range):
        low = least if total.low is None else max(least, total.low)
        return Range(low, total.high)
    if total is not None:
        return max(total, least)
    return Range(least, None)


def _matches(what: Counted, facts: ActFacts, other: ActFacts) -> bool:
    if other.kind != facts.kind or other.person is None or other.person != facts.person:
        return False
    mine, theirs = facts.stated.known, other.stated.known
    for path in what.same:
        if path not in mine or mine[path] != theirs.get(path):
            return False
    if what.minutes is not None and not _in_window(facts, other, what.minutes):
        return False
    return what.where == ALWAYS or Question(what.where, other.specs).truth(theirs) == HOLDS


def _in_window(facts: ActFacts, other: ActFacts, minutes: int) -> bool:
    (low, high), (other_low, other_high) = facts.days, other.days
    if low is None or high is None or other_low is None or other_high is None:
        return False
    days = minutes // MINUTES_A_DAY
    return high - other_low <= days and other_high <= low


def _history(what: Counted, facts: ActFacts, incident: Incident) -> Any:  # noqa: ANN401
    """Count earlier findings against the person; history that is not stated leaves it open."""
    return count_history(
        incident, facts.person, what.clause, what.gravity, what.minutes, facts.days
    )


def count_history(  # noqa: PLR0913  what a count of history may ask for
    incident: Incident,
    person: str | None,
    clause: str | None,
    gravity: frozenset[str] | None,
    minutes: int | None,
    days: tuple[int | None, int | None],
) -> int | Range:
    """Count earlier findings; an entry whose date or gravity is missing may or may not count."""
    if incident.history is None or person is None:
        return Range(0, None)
    least = most = 0
    for entry in incident.history:
        if entry.person != person:
            continue
        fits = [
            True if clause is None else None if entry.clause is None else entry.clause == clause,
            True
            if gravity is None
            else None
            if entry.gravity is None
            else entry.gravity in gravity,
            True if minutes is None else _recent(entry.on, days, minutes),
        ]
        if False in fits:
            continue
        most += 1
        least += None not in fits
    return least if least == most else Range(least, most)


def _recent(on: str | None, days: tuple[int | None, int | None], minutes: int) -> bool | None:
    low, high = days
    if on is None or low is None or high is None:
        return None
    then, length = day(on), minutes // MINUTES_A_DAY
    if high - then <= length and then <= low:
        return True
    return False if low - then > length or then > high else None
