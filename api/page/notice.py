"""What the result says first: what was just done, and what that changed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from api.page.names import anchor
from engine.facts.people import GRAVITIES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from engine.infer.assessment import Assessment
    from engine.infer.finding import Finding

MOST: Final = 6
"""Most changes that are named; the rest are counted."""

_NOW: Final = {
    "breached": "may be breached now",
    "against_advice": "against advice now",
    "undetermined": "open now",
    "excused": "excused, on what is stated",
    "not_breached": "not breached, on what is stated",
    "not_in_force": "no version of the code was in force",
}
_GONE: Final = "no longer in question"


@dataclass(frozen=True, slots=True)
class Change:
    """One requirement of which something else follows than before."""

    title: str
    anchor: str
    """Where it stands on the page; empty where it stands there no more."""
    now: str


@dataclass(frozen=True, slots=True)
class Notice:
    """What was done, what it changed, and where to go on."""

    says: str
    changes: tuple[Change, ...] = ()
    more: int = 0
    """Changes that are not named."""
    compared: bool = False
    """Whether `changes` are all there were; else nothing was compared."""
    place: str = ""
    """The id of what was changed or added, on the page."""


def notice(
    says: str, before: Assessment | None, after: Assessment | None, place: str = ""
) -> Notice:
    """Say what was done, and what follows otherwise than before.

    Args:
        says: What was done.
        before: What followed before; None where that is not to be compared, or nothing did.
        after: What follows now; None where facts contradict each other.
        place: The id on the page of what was changed or added.
    """
    if before is None or after is None:
        return Notice(says, place=place)
    found = _changes(_settled(before), _settled(after))
    return Notice(says, tuple(found[:MOST]), max(0, len(found) - MOST), compared=True, place=place)


def _settled(assessment: Assessment) -> dict[str, tuple[str, Finding]]:
    """Give by its id how each finding stands on the page; matters of routine do not count."""
    found: dict[str, tuple[str, Finding]] = {}
    for finding in assessment.findings:
        if finding.routine and finding.verdict == "undetermined":
            continue
        advice = finding.advisory and finding.verdict == "breached"
        found[finding.id] = ("against_advice" if advice else finding.verdict, finding)
    return found


def _changes(
    before: Mapping[str, tuple[str, Finding]], after: Mapping[str, tuple[str, Finding]]
) -> list[Change]:
    found = [
        (finding, how)
        for id_, (how, finding) in after.items()
        if how in _NOW and (id_ not in before or before[id_][0] != how)
    ]
    found.sort(key=lambda pair: (list(_NOW).index(pair[1]), -_gravity(pair[0])))
    gone = [finding for id_, (_, finding) in before.items() if id_ not in after]
    return [
        *(_change(finding, anchor("finding", finding.id), _NOW[how]) for finding, how in found),
        *(_change(finding, "", _GONE) for finding in gone),
    ]


def _gravity(finding: Finding) -> int:
    return GRAVITIES.index(finding.judgement.gravity)


def _change(finding: Finding, place: str, now: str) -> Change:
    return Change(finding.provision.requirement.title, place, now)
