"""What the code leaves to its organisation to choose, supposed for one check, with its source.

A choice is no fact of what happened: the settings of the service stay as they are, and the record
says what was supposed, and on whose word.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from api.page.fields import BadAnswerError, answer
from api.page.names import anchor, capital
from api.page.state import Supposed
from engine.infer.compiled import parameter_spec
from engine.infer.wording import value_in_words
from engine.syntax.condition import ByParameter, asked, parameter_atoms
from engine.value import minutes, pence

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from api.page.state import State
    from engine.facts.vocabulary import FactSpec
    from engine.infer.finding import Finding
    from engine.syntax.typed import Parameter, Policy

PREFIX: Final = "/parameters/"
MOST_SOURCE: Final = 300
"""Most letters of where a choice stands."""
NO_SOURCE: Final = "Say who decided it, or where it stands"
_UNITS: Final = {"money": pence, "duration": minutes}


def pointer_of(policy: Policy, name: str) -> str:
    """Give the pointer under which a choice is asked for."""
    return f"{PREFIX}{policy.id}/{name}"


def named(policy: Policy, pointer: str) -> Parameter | None:
    """Give the choice of the policy that a pointer names, if it names one."""
    return policy.parameters.get(pointer.removeprefix(f"{PREFIX}{policy.id}/"))


def spec_of(policy: Policy, name: str) -> FactSpec:
    """Give a choice as something to be asked for in a form."""
    return parameter_spec(policy, name)


def stated(policy: Policy, state: State, name: str) -> Any:  # noqa: ANN401  as a form states facts
    """Give what is supposed as a form writes it; None where nothing was said."""
    item = state.supposed.get(name)
    if item is None:
        return None
    return item.value if _fits(policy.parameters[name], item.value) else "unknown"


class NoSourceError(BadAnswerError):
    """A choice that nobody vouches for; the text says what to enter."""


def taken(
    policy: Policy, name: str, raw: str, source: str, *, unknown: bool = False
) -> Supposed | None:
    """Read what was answered; None where nothing was.

    Raises:
        NoSourceError: It is not said who decided so.
        BadAnswerError: It is no value of this choice.
    """
    parameter = policy.parameters[name]
    given = answer(spec_of(policy, name), raw, unknown=unknown)
    if given is None:
        return None
    if given == "unknown":
        return Supposed()
    value: Any = given
    if parameter.type == "boolean":
        value = {"yes": True, "no": False}.get(given)
    elif parameter.type in _UNITS:
        value = _UNITS[parameter.type](given)
    if not _fits(parameter, value):
        message = "Choose one of the answers"
        raise BadAnswerError(message)
    if not source.strip():
        raise NoSourceError(NO_SOURCE)
    return Supposed(value=value, source=source.strip()[:MOST_SOURCE])


def _fits(parameter: Parameter, value: Any) -> bool:  # noqa: ANN401  anything a state holds
    if parameter.options:
        return any(type(value) is type(option) and value == option for option in parameter.options)
    return isinstance(value, int | float) and not isinstance(value, bool) and value >= 0


def supposed(policy: Policy, state: State) -> dict[str, Any]:
    """Give what is to be judged by: every choice that was said, and that the code still has."""
    return {
        name: item.value
        for name, item in state.supposed.items()
        if name in policy.parameters and _fits(policy.parameters[name], item.value)
    }


def view(policy: Policy, state: State, findings: Iterable[Finding] = ()) -> list[dict[str, Any]]:
    """List the choices that were said, then those on which these findings may still hang."""
    hung_on = dict.fromkeys(
        atom.parameter
        for finding in findings
        if not finding.routine
        for condition in finding.provision.clause.conditions
        for atom in parameter_atoms(condition)
    )
    names = [*state.supposed, *(name for name in hung_on if name not in state.supposed)]
    return [_row(policy, state, name) for name in names if name in policy.parameters]


def _row(policy: Policy, state: State, name: str) -> dict[str, Any]:
    parameter, item = policy.parameters[name], state.supposed.get(name)
    pointer = pointer_of(policy, name)
    if item is None:
        says = "Set for the whole service" if parameter.values else "Not stated"
    elif _fits(parameter, item.value):
        says = capital(value_in_words(spec_of(policy, name), item.value))
    else:
        says = "Nobody knows"
    return {
        "pointer": pointer,
        "id": anchor("fact", pointer),
        "ask": parameter.ask,
        "value": says,
        "said": item is not None,
        "source": item.source if item is not None else "",
        "norms": ", ".join(parameter.norms),
    }


def figures(findings: Iterable[Finding]) -> Iterator[tuple[str, frozenset[str]]]:
    """Give each figure that nobody set, with the facts that stand in for it while it is unset.

    A figure settles by itself what a person has else to judge; so it is worth asking for only
    while one of these facts is open.
    """
    for finding in findings:
        settings = finding.epoch.settings if finding.epoch is not None else {}
        for condition in finding.provision.clause.conditions:
            for atom in parameter_atoms(condition):
                if isinstance(atom, ByParameter) and settings.get(atom.parameter) is None:
                    yield atom.parameter, frozenset(asked(atom.unset))
