"""The beginning: the form for an account, what was typed into it, and a record taken up again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from api.page.fields import BadAnswerError, day
from api.page.outcome import result_page
from api.page.people import role_options
from api.page.reading import read_again
from api.page.render import Page
from api.page.state import MOST_ACCOUNT, State, state_from, state_of, value_from
from api.problems import Refused

if TYPE_CHECKING:
    from collections.abc import Mapping

    from api.page.forms import Form
    from api.service import Service

TOO_LONG: Final = f"The account must have {MOST_ACCOUNT:,} letters or fewer"
CHANGED: Final = (
    "The codes or the service have changed since this record was saved. What follows was judged"
    " anew; the file keeps what was said then."
)
_ORDER: Final = ("account", "policy", "role", "occurred_on")


def start(
    service: Service,
    given: Mapping[str, str] | None = None,
    errors: Mapping[str, str] | None = None,
) -> Page:
    """Show the form for an account, with what was typed so far."""
    policies = {name: loaded.policy for name, loaded in service.ruleset.policies.items()}
    typed = {"account": "", "policy": "", "role": "", "occurred_on": "", "state": ""}
    if len(policies) == 1:
        typed["policy"] = next(iter(policies))
    context = {
        "typed": typed | dict(given or {}),
        "wrong": dict(errors or {}),
        "policies": list(policies.items()),
        "roles": {name: role_options(policy) for name, policy in policies.items()},
    }
    told = [{"href": f"#{name}", "text": text} for name, text in (errors or {}).items()]
    return Page("page/start.html", context, 422 if errors else 200, told)


def typed_before(state: State) -> dict[str, str]:
    """Give the fields of the form as they were, to be changed."""
    return {
        "account": state.account,
        "policy": state.policy,
        "role": f"{state.policy}:{state.role}" if state.role else "",
        "occurred_on": state.occurred_on or "",
        "state": state.as_json(),
    }


def check(service: Service, form: Form) -> Page:
    """Read the account that was sent, and show what follows."""
    given = {name: form.get(name) for name in ("policy", "role", "occurred_on", "state")}
    given["account"] = "".join(
        c for c in form.get("account") if c in "\n\t" or (c >= " " and c != "\x7f")
    )
    policies = service.ruleset.policies
    errors = _mistakes(service, given)
    on = None
    if given["occurred_on"].strip():
        try:
            on = day(given["occurred_on"])
        except BadAnswerError as error:
            errors["occurred_on"] = str(error)
    if errors:
        return start(service, given, {name: errors[name] for name in _ORDER if name in errors})
    before = state_from(given["state"], policies) if given["state"] else None
    state = State(
        account=given["account"],
        policy=given["policy"],
        role=given["role"].partition(":")[2] or None,
        occurred_on=on,
        incident=before.incident if before else {},
        supposed=before.supposed if before and before.policy == given["policy"] else {},
        dropped=before.dropped if before else [],
        confirmed_by=before.confirmed_by if before else "",
    )
    return result_page(service, read_again(service, state))


def _mistakes(service: Service, given: Mapping[str, str]) -> dict[str, str]:
    errors = {}
    if not given["account"].strip():
        errors["account"] = "Paste or write what happened"
    elif len(given["account"]) > MOST_ACCOUNT:
        errors["account"] = TOO_LONG
    if given["policy"] not in service.ruleset.policies:
        errors["policy"] = "Choose the code to check against"
    policy, _, role = given["role"].partition(":")
    if role and not errors.get("policy") and policy != given["policy"]:
        errors["role"] = "Choose a role that stands under the code you chose, or “Not sure”"
    elif role and not service.ruleset.vocabulary.role_leaves(role):
        errors["role"] = "Choose a role from the list, or “Not sure”"
    return errors


def load(service: Service, form: Form) -> Page:
    """Go on from a record that was saved as a file."""
    wrong = "Choose a record that was saved here: a file whose name ends in .json"
    if not form.file:
        return start(service, errors={"file": wrong})
    try:
        value = value_from(form.file)
        inside = value.get("state") if isinstance(value, dict) else None
        state = state_of(inside, service.ruleset.policies)
    except Refused:
        return start(service, errors={"file": "This file cannot be read as a record saved here"})
    same = value.get("ruleset") == service.ruleset.digest
    return result_page(service, state, says="" if same else CHANGED)
