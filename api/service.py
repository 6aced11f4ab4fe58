"""What all routes share: the policies, the remembered answers, the counts."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache, lru_cache, partial
from typing import TYPE_CHECKING, Any, Final, ParamSpec, TypeVar

from anyio import CapacityLimiter, to_thread

from api.answers import MOST_BYTES, Answers
from api.intake import as_intake
from api.limits import MOST_POLICIES
from api.metrics import Metrics
from api.problems import MISFIT, UNKNOWN_POLICY, Refused, placed_under, unknown_policy
from api.schemas import as_request, read_value
from engine.build import build_cues
from engine.errors import IncidentError, UnknownPolicyError
from engine.infer.assessment import assess, decision_id
from engine.infer.chain import Status
from engine.intake.proposals import kinds_to_ask, with_proposals
from engine.intake.read import read_account, usual_role
from engine.report.comparison import comparison_json
from engine.report.json import to_json

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from api.intake import IntakeRequest
    from api.model import Model
    from api.schemas import AssessmentRequest, Explain
    from engine.facts.problem import Problem
    from engine.infer.compiled import CompiledPolicy
    from engine.infer.ruleset import Ruleset
    from engine.intake.cues import Cues
    from engine.intake.draft import Draft

P = ParamSpec("P")
T = TypeVar("T")

SUPPOSED: Final = 16
"""Sets of policies that are kept ready with parameters as single checks suppose them."""

THREADS: Final = 2
"""Large bodies judged at the same time; the rest wait, and small ones pass them."""


@dataclass(frozen=True, slots=True)
class Answer:
    """An assessment as it is sent, and the name of the decision."""

    decision_id: str
    body: bytes


class Service:
    """One running service; made once, at start, so that the first caller waits for nothing."""

    def __init__(
        self,
        ruleset: Ruleset,
        most_answer_bytes: int = MOST_BYTES,
        cues: Cues | None = None,
        model: Model | None = None,
    ) -> None:
        self.ruleset = ruleset
        self.cues = cues if cues is not None else _default_cues()
        self.model = model
        self.answers = Answers(most_answer_bytes)
        self.metrics = Metrics()
        self._threads = CapacityLimiter(THREADS)
        self._supposing = lru_cache(SUPPOSED)(
            lambda policy, settings: ruleset.supposing(policy, dict(settings))
        )
        _make_ready(ruleset, self.cues)

    def read_request(self, body: bytes) -> AssessmentRequest:
        """Read the body of an assessment.

        Raises:
            Refused: It is no JSON that can be trusted, or does not fit.
        """
        return self.as_request(read_value(body))

    def as_request(self, value: object) -> AssessmentRequest:
        """Make a request for an assessment of what was read.

        Raises:
            Refused: It does not fit; every mistake is told, also which policies are not loaded.
        """
        try:
            return as_request(value)
        except Refused as refused:
            wanted = value.get("policies") if isinstance(value, dict) else None
            named = wanted[:MOST_POLICIES] if isinstance(wanted, list) else []
            not_loaded = self._not_loaded(named)
            raise Refused(refused.kind, [*refused.errors, *not_loaded]) from None

    def read_intake(self, body: bytes) -> IntakeRequest:
        """Read the body that brings an account.

        Raises:
            Refused: It is no JSON that can be trusted, is too long, or does not fit; every mistake
                is told, also that the policy is not loaded.
        """
        value = read_value(body)
        try:
            return as_intake(value)
        except Refused as refused:
            wanted = [value["policy"]] if isinstance(value, dict) and "policy" in value else []
            not_loaded = [replace(p, pointer="/policy") for p in self._not_loaded(wanted)]
            raise Refused(refused.kind, [*refused.errors, *not_loaded]) from None

    def assess(self, request: AssessmentRequest, explain: Explain) -> Answer:
        """Assess an incident, or give the answer that equal facts had before.

        Raises:
            Refused: A policy is not loaded, or the incident contradicts itself.
        """
        chosen = self._chosen(request)
        name = decision_id(self.ruleset, request.incident, chosen, explain)
        body = self.answers.get(name)
        if body is None:
            try:
                found = assess(self.ruleset, request.incident, request.chosen, explain)
            except IncidentError as error:
                problems = placed_under("/incident", error.problems)
                raise Refused(MISFIT, problems) from None
            body = to_json(found, self.ruleset.digest, explain)
            self.answers.keep(name, body)
        return Answer(name, body)

    def intake(self, request: IntakeRequest) -> Draft:
        """Read an account into a draft incident; nothing of it is kept.

        Raises:
            Refused: The policy is not loaded.
        """
        try:
            (chosen,) = self.ruleset.chosen([request.policy])
        except UnknownPolicyError as error:
            raise Refused(UNKNOWN_POLICY, [unknown_policy(error, "/policy")]) from None
        policy = chosen.policy
        draft = read_account(
            self.ruleset, self.cues, request.text, policy.id, request.role, request.occurred_on
        )
        if self.model is None:
            return draft
        vocabulary = self.ruleset.vocabulary
        kinds = kinds_to_ask(draft, policy)
        proposed = self.model.propose(request.text, kinds, vocabulary)
        role = request.role or usual_role(policy.binds)
        return with_proposals(draft, proposed, request.text, kinds, vocabulary, role)

    def compare(self, request: AssessmentRequest) -> bytes:
        """Say what each code says of an incident.

        Raises:
            Refused: A policy is not loaded, or the incident contradicts itself.
        """
        self._chosen(request)
        try:
            return comparison_json(assess(self.ruleset, request.incident, request.chosen))
        except IncidentError as error:
            raise Refused(MISFIT, placed_under("/incident", error.problems)) from None

    def supposing(self, policy: str, settings: Mapping[str, Any]) -> Ruleset:
        """Give the policies as if the organisation behind one of them had chosen so."""
        if not settings:
            return self.ruleset
        return self._supposing(policy, tuple(sorted(settings.items())))

    async def apart(self, work: Callable[P, T], *args: P.args, **_: P.kwargs) -> T:
        """Do what takes long in a thread, so that others need not wait for it."""
        return await to_thread.run_sync(partial(work, *args), limiter=self._threads)

    def chain(self) -> Status:
        """Say which engine derives what follows, and why; the fixpoint, if for any policy."""
        found = [plan.chainer.status for plan in self.ruleset.plans.values() if plan.chainer]
        found.sort(key=lambda status: status.engine != "python")
        return found[0] if found else Status("python", "no policy has anything to derive")

    def _chosen(self, request: AssessmentRequest) -> tuple[CompiledPolicy, ...]:
        try:
            return self.ruleset.chosen(request.chosen)
        except UnknownPolicyError:
            raise Refused(UNKNOWN_POLICY, self._not_loaded(request.chosen or [])) from None

    def _not_loaded(self, wanted: Sequence[object]) -> list[Problem]:
        problems = []
        for place, name in enumerate(wanted):
            if not isinstance(name, str) or not name:
                continue  # told by whoever looks at the shape
            try:
                self.ruleset.chosen([name])
            except UnknownPolicyError as error:
                problems.append(unknown_policy(error, f"/policies/{place}"))
        return problems


@cache
def _default_cues() -> Cues:
    return build_cues()


def _make_ready(ruleset: Ruleset, cues: Cues) -> None:
    """Build what would else be built when it is first asked for."""
    for policy in ruleset.policies:
        read_account(ruleset, cues, "-", policy)
    _ = ruleset.digest, ruleset.clauses, ruleset.plans
    for compiled in ruleset.policies.values():
        for epoch in compiled.between(None, None):
            for kind in ruleset.vocabulary.kinds if epoch is not None else ():
                _ = epoch.rules(kind).judge  # type: ignore[union-attr]
