"""The report itself: who made it, to whom, and whether it is the record that a code asks for.

Whoever acted and made the report has told those it went to, and has put it on record by it. What
happened to have been reported is no fact of an act, so it is asked for once, for all of them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from api.page import edit
from api.page.facts import people_in_words
from api.page.fields import Option
from api.page.names import capital, within
from api.page.render import Page
from engine.facts.people import OFFICES
from engine.report.words import joined, office

if TYPE_CHECKING:
    from api.page.forms import Form
    from api.page.state import State
    from api.service import Service

POINTER: Final = "/this_report"
ELSE: Final = "else"
_TOLD: Final = "told."


def may_settle(path: str) -> bool:
    """Say whether the report itself can settle a fact."""
    return path == "recorded" or path.startswith(_TOLD)


def report_page(service: Service, state: State, guide: str = "", skipped: str = "") -> Page:
    """Ask about the report itself.

    Args:
        service: The service that judges.
        state: What is known.
        guide: The act whose questions go on afterwards; empty where the result follows.
        skipped: What the guide was told to leave open so far.
    """
    said = state.incident.get("this_report")
    names = people_in_words(state.incident, state.policy)
    by = (said or {}).get("by") or (ELSE if said is not None else "")
    context = {
        "state": state,
        "people": [Option(ref, name) for ref, name in names.items()],
        "by": by,
        "record": _is_record(said or {}),
        "offices": [
            Option(name, capital(OFFICES[name])) for name in _offices(service, state, said or {})
        ],
        "to": (said or {}).get("to") or [],
        "said": said is not None,
        "guide": guide,
        "skipped": skipped,
    }
    return Page("page/report.html", context)


def _offices(service: Service, state: State, said: dict[str, Any]) -> list[str]:
    """Give the offices that some act here can be told to, and those named already."""
    vocabulary = service.ruleset.vocabulary
    kinds = {act["kind"] for act in state.incident.get("acts") or []}
    paths = {path for kind in kinds for path in vocabulary.kinds[kind].facts}
    told = {path.removeprefix(_TOLD) for path in paths if path.startswith(_TOLD)}
    return [name for name in OFFICES if name in told or name in (said.get("to") or [])]


def with_report(state: State, form: Form, by: str) -> State:
    """Take what the form says of the report; where it says nothing, nothing is stated."""
    refs = {person["ref"] for person in state.incident.get("people") or []}
    who, record = form.get("report_by"), form.get("report_record")
    to = [name for name in form.all("report_to") if name in OFFICES]
    said: dict[str, Any] = {}
    said |= {"by": who} if who in refs else {}
    said |= {"to": to} if to else {}
    said |= {"is_record": record} if record in ("yes", "no") else {}
    if not said and who != ELSE:
        return without_report(state)
    tree = without_report(state).incident | {"this_report": said}
    for name in said:
        tree = edit.confirm(tree, f"{POINTER}/{name}", by)
    return state.model_copy(update={"incident": tree})


def without_report(state: State) -> State:
    """State nothing about the report."""
    tree = {name: value for name, value in state.incident.items() if name != "this_report"}
    if "provenance" in tree:
        kept = {k: v for k, v in tree["provenance"].items() if not k.startswith(f"{POINTER}/")}
        tree["provenance"] = kept
    return state.model_copy(update={"incident": tree})


def in_words(state: State) -> str:
    """Say what is stated of the report; empty where nothing is."""
    said = state.incident.get("this_report")
    if said is None:
        return ""
    names = people_in_words(state.incident, state.policy)
    by = said.get("by")
    told = [f"made by {within(names[by])}" if by in names else "not made by anybody named here"]
    if said.get("to"):
        told.append(f"to {joined(map(office, said['to']), 'and')}")
    told += {
        "yes": ["and it is itself the record"],
        "no": ["and it is not itself the record"],
    }.get(_is_record(said), [])
    return capital(" ".join(told))


def _is_record(said: edit.Tree) -> str:
    record = said.get("is_record")
    return ("yes" if record else "no") if isinstance(record, bool) else record or ""
