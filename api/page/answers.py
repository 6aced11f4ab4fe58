"""Taking the answers of a form: into the incident, and into what is supposed of the code."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from api.page import choices, edit
from api.page.fields import BadAnswerError, answer, in_words
from api.page.this_report import with_report
from engine.errors import IncidentError
from engine.incident import read_incident
from engine.infer.acts import read_acts
from engine.report.words import joined

if TYPE_CHECKING:
    from api.page.forms import Form
    from api.page.state import State
    from api.service import Service
    from engine.facts.vocabulary import FactSpec, Vocabulary

NEW: Final = "+"
"""The answer that somebody did it whom the account does not name."""
UNNAMED: Final = "whoever filled in the page"


def answered(service: Service, state: State, form: Form) -> tuple[State, dict[str, str]]:
    """Take the answers of a form; what cannot be so is left out, and told by its pointer.

    That a choice lacks its source is told under `source:` and the pointer.
    """
    vocabulary = service.ruleset.vocabulary
    policy = service.ruleset.policies[state.policy].policy
    by = state.confirmed_by or UNNAMED
    errors: dict[str, str] = {}
    tree, supposed = state.incident, dict(state.supposed)
    for pointer, raw in form.under("answer:"):
        unknown = bool(form.get(f"unknown:{pointer}"))
        choice = choices.named(policy, pointer)
        spec = edit.spec_at(vocabulary, tree, pointer)
        try:
            if choice is not None:
                source = form.get(f"source:{pointer}")
                said = choices.taken(policy, choice.name, raw, source, unknown=unknown)
                supposed |= {choice.name: said} if said is not None else {}
            elif spec is not None and spec.type != "list":
                value = answer(spec, raw, time=form.get(f"time:{pointer}"), unknown=unknown)
                if value == NEW and spec.path == "by":
                    tree, value = edit.add_person(tree, state.role)
                if value is not None:
                    tree = _stated(vocabulary, tree, pointer, spec, value, by)
        except choices.NoSourceError as error:
            errors[f"source:{pointer}"] = str(error)
        except BadAnswerError as error:
            errors[pointer] = str(error)
    changed = state.model_copy(update={"incident": tree, "supposed": supposed})
    return with_report(changed, form, by) if form.get("report") else changed, errors


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
            other = _ruled_out_by(vocabulary, tree, pointer) or "another fact that is stated"
            message = (
                f"This cannot be so together with {other}. Correct one of them, or say that"
                " accounts differ"
            )
        else:
            message = "Choose one of the answers"
        raise BadAnswerError(message) from None
    return edit.confirm(new, pointer, by, judgement=spec.judgement)


def _ruled_out_by(vocabulary: Vocabulary, tree: edit.Tree, pointer: str) -> str:
    """Say which stated facts of the same act bear on a fact; empty where none does directly."""
    act_pointer = "/".join(pointer.split("/")[:3])
    act = edit.get(tree, act_pointer)
    kind = vocabulary.kinds.get(act.get("kind", "")) if isinstance(act, dict) else None
    path = pointer.removeprefix(f"{act_pointer}/").replace("/", ".")
    if kind is None or path not in kind.facts:
        return ""
    mine = _hangs_on(kind.facts[path])
    told = [
        f"“{spec.ask}” {in_words(spec, value)}"
        for place, spec, value in edit.facts_of(kind.facts.values(), act, act_pointer)
        if place != pointer and (spec.path in mine or path in _hangs_on(spec))
    ]
    return joined(told, "and") if told else ""


def _hangs_on(spec: FactSpec) -> set[str]:
    """Give the facts that settle one, or without which it is pointless."""
    return {rule.path for rule in spec.settled} | ({spec.only_if[0]} if spec.only_if else set())


def removed(service: Service, state: State, pointer: str) -> State:
    """Take a fact or a choice away: nothing is stated about it then."""
    choice = choices.named(service.ruleset.policies[state.policy].policy, pointer)
    if choice is not None:
        left = {name: said for name, said in state.supposed.items() if name != choice.name}
        return state.model_copy(update={"supposed": left})
    if edit.spec_at(service.ruleset.vocabulary, state.incident, pointer) is None:
        return state
    tree = edit.put(state.incident, pointer, None)
    return state.model_copy(update={"incident": tree})
