"""Taking the answers of a form into the incident."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from api.page import edit
from api.page.fields import BadAnswerError, answer
from engine.errors import IncidentError
from engine.incident import read_incident
from engine.infer.acts import read_acts

if TYPE_CHECKING:
    from api.page.forms import Form
    from api.page.state import State
    from engine.facts.vocabulary import FactSpec, Vocabulary

NEW: Final = "+"
"""The answer that somebody did it whom the account does not name."""
UNNAMED: Final = "whoever filled in the page"


def answered(vocabulary: Vocabulary, state: State, form: Form) -> tuple[State, dict[str, str]]:
    """Take the answers of a form; what cannot be so is left out, and told by its pointer."""
    errors: dict[str, str] = {}
    tree = state.incident
    for pointer, raw in form.under("answer:"):
        spec = edit.spec_at(vocabulary, tree, pointer)
        if spec is None or spec.type == "list":
            continue
        try:
            value = answer(
                spec,
                raw,
                time=form.get(f"time:{pointer}"),
                unknown=bool(form.get(f"unknown:{pointer}")),
            )
            if value == NEW and spec.path == "by":
                tree, value = edit.add_person(tree, state.role)
            if value is not None:
                by = state.confirmed_by or UNNAMED
                tree = _stated(vocabulary, tree, pointer, spec, value, by)
        except BadAnswerError as error:
            errors[pointer] = str(error)
    return state.model_copy(update={"incident": tree}), errors


def _stated(  # noqa: PLR0913  what a fact is stated with
    vocabulary: Vocabulary,
    tree: edit.Tree,
    pointer: str,
    spec: FactSpec,
    value: Any,  # noqa: ANN401  a fact's value
    by: str,
) -> edit.Tree:
    """Let a fact be stated.

    Raises:
        BadAnswerError: It cannot be so.
    """
    if value == "-":
        return edit.put(tree, pointer, None)
    if value == edit.get(tree, pointer):
        return edit.confirm(tree, pointer, by, judgement=spec.judgement)
    try:
        new = edit.put(tree, pointer, value)
        read_acts(vocabulary, read_incident(new))
    except (KeyError, IncidentError) as error:
        problem = error.problems[0] if isinstance(error, IncidentError) else None
        if problem is not None and problem.code == "contradiction":
            message = (
                "This cannot be so together with another fact that is stated. Correct one of"
                " them, or say that accounts differ"
            )
        else:
            message = "Choose one of the answers"
        raise BadAnswerError(message) from None
    return edit.confirm(new, pointer, by, judgement=spec.judgement)


def removed(vocabulary: Vocabulary, state: State, pointer: str) -> State:
    """Take a fact away: nothing is stated about it then."""
    if edit.spec_at(vocabulary, state.incident, pointer) is None:
        return state
    tree = edit.put(state.incident, pointer, None)
    return state.model_copy(update={"incident": tree})
