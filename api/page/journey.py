"""The way from an account to a result: what a form asks for, done, and the page that follows."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from api.page import edit, result
from api.page.facts import people_in_words, people_view, role_in_words
from api.page.fields import BadAnswerError, Option, answer, day, field_for
from api.page.names import capital
from api.page.reading import read_again
from api.page.state import MOST_ACCOUNT, State, state_from, state_of, value_from
from api.problems import Refused
from engine.errors import IncidentError
from engine.facts.people import OFFICES, ROLE_GROUPS, ROLES
from engine.incident import read_incident
from engine.infer.acts import read_acts
from engine.report.words import spoken

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from api.page.forms import Form
    from api.service import Service
    from engine.facts.vocabulary import FactSpec
    from engine.syntax.typed import Policy

NEW: Final = "+"
"""The answer that somebody did it whom the account does not name."""
UNNAMED: Final = "whoever filled in the page"
TOO_LONG: Final = f"The account must have {MOST_ACCOUNT:,} letters or fewer"


@dataclass(slots=True)
class Page:
    """A page to show: its template, what that reads, and the status."""

    template: str
    context: dict[str, Any]
    status: int = 200
    errors: list[dict[str, str]] = field(default_factory=list)


class Journey:
    """Everything that can be asked for on the way, over one service."""

    def __init__(self, service: Service) -> None:
        self.service = service
        self.vocabulary = service.ruleset.vocabulary
        self.policies: Mapping[str, Policy] = {
            name: compiled.policy for name, compiled in service.ruleset.policies.items()
        }

    # --- the beginning ----------------------------------------------------------------------------

    def start(
        self, given: dict[str, str] | None = None, errors: Mapping[str, str] | None = None
    ) -> Page:
        """Show the form for an account, with what was typed so far."""
        typed = {"account": "", "policy": "", "role": "", "occurred_on": "", "state": ""}
        if len(self.policies) == 1:
            typed["policy"] = next(iter(self.policies))
        typed |= given or {}
        context = {
            "typed": typed,
            "wrong": dict(errors or {}),
            "policies": [(name, policy) for name, policy in self.policies.items()],
            "roles": {name: self._roles(policy) for name, policy in self.policies.items()},
        }
        told = [{"href": f"#{name}", "text": text} for name, text in (errors or {}).items()]
        return Page("page/start.html", context, 422 if errors else 200, told)

    def _roles(self, policy: Policy) -> list[Option]:
        groups = [name for name, roles in ROLE_GROUPS.items() if set(roles) <= policy.binds]
        leaves = [name for name in ROLES if name in policy.binds]
        return [
            *(
                Option(f"{policy.id}:{n}", f"{capital(role_in_words(n))}, not sure which")
                for n in groups
            ),
            *(Option(f"{policy.id}:{name}", capital(ROLES[name])) for name in leaves),
        ]

    def check(self, form: Form) -> Page:
        """Read the account that was sent, and show what follows."""
        given = {name: form.get(name) for name in ("policy", "role", "occurred_on", "state")}
        given["account"] = "".join(
            c for c in form.get("account") if c in "\n\t" or (c >= " " and c != "\x7f")
        )
        errors = {}
        if not given["account"].strip():
            errors["account"] = "Paste or write what happened"
        elif len(given["account"]) > MOST_ACCOUNT:
            errors["account"] = TOO_LONG
        if given["policy"] not in self.policies:
            errors["policy"] = "Choose the code to check against"
        on = None
        if given["occurred_on"].strip():
            try:
                on = day(given["occurred_on"])
            except BadAnswerError as error:
                errors["occurred_on"] = str(error)
        policy, _, role = given["role"].partition(":")
        if role and not errors.get("policy") and policy != given["policy"]:
            errors["role"] = "Choose a role that stands under the code you chose, or “Not sure”"
        elif role and not self.vocabulary.role_leaves(role):
            errors["role"] = "Choose a role from the list, or “Not sure”"
        if errors:
            order = ("account", "policy", "role", "occurred_on")
            return self.start(given, {name: errors[name] for name in order if name in errors})
        before = state_from(given["state"], self.policies) if given["state"] else None
        state = State(
            account=given["account"],
            policy=given["policy"],
            role=role or None,
            occurred_on=on,
            incident=before.incident if before else {},
            confirmed_by=before.confirmed_by if before else "",
        )
        return self.result(read_again(self.service, state))

    def load(self, form: Form) -> Page:
        """Go on from a record that was saved as a file."""
        wrong = "Choose a record that was saved here: a file whose name ends in .json"
        if not form.file:
            return self.start(errors={"file": wrong})
        try:
            value = value_from(form.file)
            state = state_of(value.get("state") if isinstance(value, dict) else None, self.policies)
        except Refused:
            return self.start(errors={"file": "This file cannot be read as a record saved here"})
        digest = value.get("ruleset")
        same = digest == self.service.ruleset.digest
        return self.result(state, notice="" if same else "changed")

    # --- the result -------------------------------------------------------------------------------

    def go_on(self, form: Form) -> Page:
        """Do what a button of the result, or of a page that hangs on it, asks for."""
        state = state_from(form.get("state"), self.policies)
        if form.fields.get("confirmed_by"):
            state.confirmed_by = form.get("confirmed_by").strip()[:100]
        do, _, what = form.get("do").partition(" ")
        errors: dict[str, str] = {}
        if do not in ("back", "skip"):
            state, errors = self.answered(state, form)
        if errors:
            asked = form.get("asked")
            if asked:
                return self.question(state, asked, errors, form)
            return self.result(state, errors, form)
        steps: dict[str, Callable[[], Page]] = {
            "account": lambda: self._account(state),
            "ask": lambda: self.question(state, what, {}, form),
            "remove": lambda: self.result(self._removed(state, what)),
            "remove-act": lambda: self.result(edit.remove_act(state, _number(what))),
            "facts": lambda: self._facts(state, _number(what)),
            "add": lambda: self._kinds(state),
            "added-kind": lambda: self._added_kind(state, form),
            "added-by": lambda: self._added_by(state, form),
            "guide": lambda: self.guide(state, what, form),
            "skip": lambda: self.guide(state, what, form, skip=form.get("asked")),
            "people": lambda: self.people(state),
            "add-person": lambda: self.people(
                state.model_copy(
                    update={
                        "incident": edit.add_person(self._people(state, form).incident, None)[0]
                    }
                )
            ),
            "remove-person": lambda: self.people(
                edit.remove_person(self._people(state, form), _number(what))
            ),
            "save-people": lambda: self.result(self._people(state, form)),
            "history": lambda: self.history(state),
            "none-known": lambda: self.result(self._with(state, {"history": []})),
            "not-stated": lambda: self.result(self._with(state, {"history": None})),
            "add-earlier": lambda: self._add_earlier(state, form),
            "remove-earlier": lambda: self._remove_earlier(state, _number(what)),
            "record": lambda: self.record(state),
        }
        return steps.get(do, lambda: self.result(state))()

    def result(
        self,
        state: State,
        errors: Mapping[str, str] | None = None,
        form: Form | None = None,
        notice: str = "",
    ) -> Page:
        """Show everything that follows from what is stated."""
        context, told = result.view(self.service, state, errors or {}, form)
        status = 422 if errors else 200
        return Page("page/result.html", context | {"notice": notice}, status, told)

    def record(self, state: State) -> Page:
        """Show the record for paper."""
        context, told = result.view(self.service, state, {}, None)
        return Page("page/record.html", context, errors=told)

    def record_file(self, form: Form) -> bytes:
        """Give the record as a file that can be loaded again."""
        state = state_from(form.get("state"), self.policies)
        if form.fields.get("confirmed_by"):
            state.confirmed_by = form.get("confirmed_by").strip()[:100]
        state, _ = self.answered(state, form)
        return json.dumps(result.record(self.service, state), ensure_ascii=False, indent=1).encode()

    # --- answers ----------------------------------------------------------------------------------

    def answered(self, state: State, form: Form) -> tuple[State, dict[str, str]]:
        """Take the answers of a form; what cannot be so is left out, and told by its pointer."""
        errors: dict[str, str] = {}
        tree = state.incident
        for pointer, raw in form.under("answer:"):
            spec = edit.spec_at(self.vocabulary, tree, pointer)
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
                    tree = self._stated(tree, pointer, spec, value, state.confirmed_by or UNNAMED)
            except BadAnswerError as error:
                errors[pointer] = str(error)
        return state.model_copy(update={"incident": tree}), errors

    def _stated(
        self,
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
            read_acts(self.vocabulary, read_incident(new))
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

    def _removed(self, state: State, pointer: str) -> State:
        if edit.spec_at(self.vocabulary, state.incident, pointer) is None:
            return state
        tree = edit.put(state.incident, pointer, None)
        return state.model_copy(update={"incident": tree})

    @staticmethod
    def _with(state: State, changes: edit.Tree) -> State:
        tree = {**state.incident, **changes}
        return state.model_copy(
            update={"incident": {key: value for key, value in tree.items() if value is not None}}
        )

    # --- single pages -----------------------------------------------------------------------------

    def _account(self, state: State) -> Page:
        return self.start(
            {
                "account": state.account,
                "policy": state.policy,
                "role": f"{state.policy}:{state.role}" if state.role else "",
                "occurred_on": state.occurred_on or "",
                "state": state.as_json(),
            }
        )

    def question(
        self, state: State, pointer: str, errors: Mapping[str, str], form: Form | None
    ) -> Page:
        """Ask for one fact, with every answer that it may have."""
        spec = edit.spec_at(self.vocabulary, state.incident, pointer)
        if spec is None or spec.type == "list":
            return self.result(state)
        stated = edit.get(state.incident, pointer)
        made = field_for(
            spec, pointer, stated=stated, every=True, answers=self._answers(state, spec)
        )
        made.error = errors.get(pointer, "")
        if form is not None and made.error:
            made.value, made.time = form.get(made.name), form.get(f"time:{pointer}")
        context = {
            "state": state,
            "field": made,
            "pointer": pointer,
            "stated": stated is not None,
            "guide": form.get("guide") if form is not None and made.error else "",
            "skipped": form.get("skipped") if form is not None and made.error else "",
            "about": self._about(state, pointer),
            "progress": "",
        }
        told = [{"href": f"#{made.id}", "text": made.error}] if made.error else []
        return Page("page/question.html", context, 422 if told else 200, told)

    def _answers(self, state: State, spec: FactSpec) -> list[tuple[Any, str]] | None:
        """Narrow the answers that are asked of people and roles to those that make sense."""
        if spec.path == "by":
            known = people_in_words(state.incident, state.policy)
            new = role_in_words(state.role) if state.role else "role not stated"
            return [*known.items(), (NEW, f"Somebody not named so far ({new})")]
        if spec.path == "capacity":
            binds = self.policies[state.policy].binds
            groups = [name for name, roles in ROLE_GROUPS.items() if set(roles) <= binds]
            order = [*groups, *sorted(ROLES, key=lambda name: name not in binds)]
            return [(name, role_in_words(name)) for name in order]
        return None

    def _about(self, state: State, pointer: str) -> str:
        first, number, *_ = [*edit.steps_of(pointer), "", ""]
        if first != "acts":
            return ""
        act = edit.get(state.incident, f"/acts/{number}") or {}
        names = people_in_words(state.incident, state.policy)
        who = names.get(act.get("by", ""), "")
        return f"{capital(spoken(act.get('kind', '')))}{f', {who}' if who else ''}"

    def _facts(self, state: State, number: int) -> Page:
        """Offer every fact of an act that is not stated yet."""
        act = edit.get(state.incident, f"/acts/{number}")
        if act is None:
            return self.result(state)
        kind = self.vocabulary.kinds[act["kind"]]
        open_ = [
            (f"/acts/{number}/{spec.path.replace('.', '/')}", spec.ask)
            for spec in kind.facts.values()
            if spec.type != "list"
            and spec.path != "capacity"
            and not spec.path.startswith("circumstances.")
            and edit.get(act, f"/{spec.path.replace('.', '/')}") is None
        ]
        about = self._about(state, f"/acts/{number}")
        return Page("page/facts.html", {"state": state, "open": open_, "about": about})

    # --- adding an act, one question at a time ----------------------------------------------------

    def _kinds(self, state: State, error: str = "") -> Page:
        policy = self.policies[state.policy]
        spoken_of = {kind for clause in policy.clauses for kind in clause.kinds}
        options = [
            Option(name, capital(spoken(name)), kind.about)
            for name, kind in self.vocabulary.kinds.items()
            if name in spoken_of
        ]
        context = {"state": state, "options": options, "error": error, "policy": policy}
        told = [{"href": "#kind", "text": error}] if error else []
        return Page("page/kinds.html", context, 422 if told else 200, told)

    def _added_kind(self, state: State, form: Form) -> Page:
        kind = form.get("kind")
        if kind not in self.vocabulary.kinds:
            return self._kinds(state, "Choose what kind of act it was")
        return self._who(state, kind)

    def _who(self, state: State, kind: str, error: str = "") -> Page:
        names = people_in_words(state.incident, state.policy)
        context = {
            "state": state,
            "kind": kind,
            "title": capital(spoken(kind)),
            "about": self.vocabulary.kinds[kind].about,
            "people": [Option(ref, said) for ref, said in names.items()],
            "roles": self._roles(self.policies[state.policy]),
            "error": error,
        }
        told = [{"href": "#by", "text": error}] if error else []
        return Page("page/who.html", context, 422 if told else 200, told)

    def _added_by(self, state: State, form: Form) -> Page:
        kind, by = form.get("kind"), form.get("by")
        if kind not in self.vocabulary.kinds:
            return self._kinds(state)
        tree = state.incident
        refs = {person["ref"] for person in tree.get("people") or []}
        if by == NEW:
            role = form.get("new_role").partition(":")[2]
            tree, by = edit.add_person(tree, role if self.vocabulary.role_leaves(role) else None)
        elif by not in refs and by != "unknown":
            return self._who(state, kind, "Choose who did it, or say that nobody knows")
        tree, id_ = edit.add_act(tree, kind, by, None)
        return self.guide(state.model_copy(update={"incident": tree}), id_, None)

    def guide(self, state: State, act: str, form: Form | None, skip: str = "") -> Page:
        """Ask the next question about an act; when none is left, show the result."""
        skipped = set(form.get("skipped").split()) if form is not None else set()
        skipped |= {skip} - {""}
        left = [q for q in result.asked_of(self.service, state, act) if q.pointer not in skipped]
        for question in left:
            spec = edit.spec_at(self.vocabulary, state.incident, question.pointer)
            if spec is None or spec.type == "list":
                continue
            made = field_for(
                spec,
                question.pointer,
                answers=question.answers if spec.type == "choice" and question.answers else None,
                ask=question.ask,
            )
            context = {
                "state": state,
                "field": made,
                "pointer": question.pointer,
                "stated": False,
                "guide": act,
                "skipped": " ".join(sorted(skipped)),
                "about": self._about(state, question.pointer),
                "progress": f"{len(left)} {'question' if len(left) == 1 else 'questions'} left"
                " that matter",
            }
            return Page("page/question.html", context)
        return self.result(state)

    # --- people and history -----------------------------------------------------------------------

    def people(self, state: State) -> Page:
        """Show who the account is about, to be corrected."""
        policy = self.policies[state.policy]
        groups = [name for name, roles in ROLE_GROUPS.items() if set(roles) <= policy.binds]
        order = [*groups, *sorted(ROLES, key=lambda name: name not in policy.binds)]
        context = {
            "state": state,
            "people": people_view(state.incident, state.policy),
            "roles": [Option(name, capital(role_in_words(name))) for name in order],
            "offices": [Option(name, capital(says)) for name, says in OFFICES.items()],
        }
        return Page("page/people.html", context)

    def _people(self, state: State, form: Form) -> State:
        tree = state.incident
        for number, person in enumerate(tree.get("people") or []):
            if not form.get(f"person:{number}"):
                continue
            role = form.get(f"role:{number}")
            roles: Any = None
            if role == "+":
                roles = person.get("roles")
            elif self.vocabulary.role_leaves(role):
                roles = [role]
            tree = edit.put(tree, f"/people/{number}/roles", roles)
            held = [name for name in form.all(f"holds:{number}") if name in OFFICES]
            of = {h["office"]: h for h in person.get("holds") or [] if isinstance(h, dict)}
            holds = [of.get(name, name) for name in held]
            tree = edit.put(tree, f"/people/{number}/holds", holds or None)
        return state.model_copy(update={"incident": tree})

    def history(self, state: State, errors: Mapping[str, str] | None = None) -> Page:
        """Show what is known of earlier findings."""
        policy = self.policies[state.policy]
        context = {
            "state": state,
            "known": state.incident.get("history"),
            "names": people_in_words(state.incident, state.policy),
            "people": [
                Option(ref, said)
                for ref, said in people_in_words(state.incident, state.policy).items()
            ],
            "clauses": [Option(c.id, f"{c.section}: {c.title}") for c in policy.clauses],
            "wrong": dict(errors or {}),
        }
        told = [{"href": f"#{name}", "text": text} for name, text in (errors or {}).items()]
        return Page("page/history.html", context, 422 if told else 200, told)

    def _add_earlier(self, state: State, form: Form) -> Page:
        entry = {"person": form.get("earlier_person")}
        errors = {}
        if entry["person"] not in people_in_words(state.incident, state.policy):
            errors["earlier_person"] = "Choose whom the earlier finding was about"
        if form.get("earlier_clause") in self.service.ruleset.clauses:
            entry["clause"] = form.get("earlier_clause")
        if form.get("earlier_gravity") in ("low", "moderate", "serious", "critical"):
            entry["gravity"] = form.get("earlier_gravity")
        if form.get("earlier_on").strip():
            try:
                entry["on"] = day(form.get("earlier_on"))
            except BadAnswerError as error:
                errors["earlier_on"] = str(error)
        if errors:
            return self.history(state, errors)
        known = [*(state.incident.get("history") or []), entry]
        return self.history(self._with(state, {"history": known}))

    def _remove_earlier(self, state: State, number: int) -> Page:
        known = list(state.incident.get("history") or [])
        if number < len(known):
            del known[number]
        return self.history(self._with(state, {"history": known}))


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 4 else 10**6  # noqa: PLR2004
