"""The addresses of the service: body to facts, assess, answer."""

import json
from typing import Annotated, Any, Final, cast

from fastapi import APIRouter, Query, Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Match, Route
from starlette.types import Scope

from api import documents
from api.batch import answer_items, answer_lines, check_lines
from api.catalogue import clause_page, facts_page, kind_page, policy_line, policy_page
from api.exposition import MEDIA_TYPE as METRICS_TYPE, exposition
from api.intake import APART_FROM, MOST_BYTES as MOST_INTAKE
from api.limits import (
    ACTS_AT_ONCE,
    JSON,
    MOST_BATCH,
    MOST_BODY,
    NDJSON,
    READ_AT_ONCE,
    content_type,
    only_parameters,
    read_body,
)
from api.problems import not_found
from api.schemas import Explain
from api.service import Service
from engine import __version__
from engine.schema import NAMES, schema

router: Final = APIRouter()

ExplainQuery = Annotated[
    Explain,
    Query(
        description="`off`: no reasons; `reasons`: the facts that decide; `full`: every condition"
        " with its truth, and what does not apply as well"
    ),
]
_POLICY: Final = "policy"
_CLAUSE: Final = "clause"
_KIND: Final = "kind"
_SCHEMA: Final = "schema"
_encoder: Final = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


def encoded(value: Any) -> bytes:  # noqa: ANN401  anything JSON can say
    """Write a value as UTF-8 JSON."""
    return _encoder.encode(value).encode()


def _service(request: Request) -> Service:
    return cast("Service", request.app.state.service)


def _json(value: Any, media_type: str = JSON) -> Response:  # noqa: ANN401  anything JSON can say
    return Response(encoded(value), media_type=media_type)


@router.post("/v1/assessments", **documents.ASSESS)
async def assess(request: Request, explain: ExplainQuery = "reasons") -> Response:
    """Assess one incident.

    Says for every person whom a policy binds which requirements their acts may breach, with the
    facts that decide; what to ask where facts are missing; and what has to happen next. An open
    verdict is an answer like any other, so its status is 200.
    """
    content_type(request, JSON)
    only_parameters(request, ("explain",))
    body = await read_body(request, MOST_BODY)
    service = _service(request)
    if len(body) <= READ_AT_ONCE:
        asked = service.read_request(body)
    else:
        asked = await service.apart(service.read_request, body)
    if len(asked.incident.acts) <= ACTS_AT_ONCE:
        answer = service.assess(asked, explain)
    else:
        answer = await service.apart(service.assess, asked, explain)
    return Response(answer.body, media_type=JSON, headers={"Decision-Id": answer.decision_id})


class AtOnce(Route):
    """`POST /v1/assessments` as nearly all send it: without parameters.

    It goes before FastAPI's own route, which stays for the rest, and spares FastAPI's handling of
    parameters and dependencies: a fifth of the time of an answer that is remembered.
    """

    def __init__(self) -> None:
        super().__init__("/v1/assessments", _assess_at_once, methods=["POST"])

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        """Match the address unless a parameter follows it."""
        if scope["type"] != "http" or scope["method"] != "POST" or scope["query_string"]:
            return Match.NONE, {}
        match, found = super().matches(scope)
        return match, {**found, "route": self}


async def _assess_at_once(request: Request) -> Response:
    return await assess(request)


@router.post("/v1/assessments/batch", **documents.BATCH)
async def assess_batch(request: Request, explain: ExplainQuery = "reasons") -> Response:
    """Assess many incidents.

    As `application/json`, a map from your keys to requests; the answer has the same keys, and is
    207 where some entries got a problem. As `application/x-ndjson`, a request a line, each with an
    optional `key` (else the line's number); answers are streamed, a line each, in the same order.
    """
    sent = content_type(request, JSON, NDJSON)
    only_parameters(request, ("explain",))
    body = await read_body(request, MOST_BATCH)
    service = _service(request)
    if sent == NDJSON:
        check_lines(body)
        return StreamingResponse(answer_lines(service, body, explain), media_type=NDJSON)
    status, answer = await service.apart(answer_items, service, body, explain)
    return Response(answer, status, media_type=JSON)


@router.post("/v1/comparisons", **documents.COMPARE)
async def compare(request: Request) -> Response:
    """Compare what several codes say of one incident, act by act.

    The body is that of an assessment. For every act, each code says whether it binds the person and
    why not, and which of its requirements decide.
    """
    content_type(request, JSON)
    only_parameters(request, ())
    body = await read_body(request, MOST_BODY)
    return Response(
        await _service(request).apart(_comparison, _service(request), body), 200, media_type=JSON
    )


def _comparison(service: Service, body: bytes) -> bytes:
    return service.compare(service.read_request(body))


@router.get("/v1/comparisons/{kind}", **documents.COMPARE_KIND)
async def compare_kind(request: Request, kind: str) -> Response:
    """Compare which clauses of each code speak of one kind of act."""
    only_parameters(request, ())
    ruleset = _service(request).ruleset
    if kind not in ruleset.vocabulary.kinds:
        raise not_found(_KIND, kind, ruleset.vocabulary.kinds)
    return _json(kind_page(ruleset, kind))


@router.post("/v1/intake", **documents.INTAKE)
async def intake(request: Request) -> Response:
    """Read an account in words into a draft incident.

    Each fact of the draft comes with the words it was read from; `incident` can be posted to
    `/v1/assessments` as it is. What words only raise, a person has to judge; what was not read is
    listed, and so are clauses worth a look. The text is neither kept nor logged.
    """
    content_type(request, JSON)
    only_parameters(request, ())
    body = await read_body(request, MOST_INTAKE)
    service = _service(request)
    asked = service.read_intake(body)
    if len(asked.text) < APART_FROM and service.model is None:
        draft = service.intake(asked)
    else:
        draft = await service.apart(service.intake, asked)
    return _json(draft.to_dict())


@router.get("/v1/policies", **documents.POLICIES)
async def policies(request: Request) -> Response:
    """List the policies that are loaded, and what of each nobody has looked at yet."""
    only_parameters(request, ())
    return _json(
        {"policies": [policy_line(p) for p in _service(request).ruleset.policies.values()]}
    )


@router.get("/v1/policies/{policy_id}", **documents.POLICY)
async def policy(request: Request, policy_id: str) -> Response:
    """Show a policy: versions, sections, parameters, clauses, and the paths that may follow."""
    only_parameters(request, ())
    known = _service(request).ruleset.policies
    if policy_id not in known:
        raise not_found(_POLICY, policy_id, known)
    return _json(policy_page(known[policy_id]))


@router.get("/v1/clauses/{clause_id}", **documents.CLAUSE)
async def clause(request: Request, clause_id: str) -> Response:
    """Show a clause: what it requires, what excuses, and the norms it rests on."""
    only_parameters(request, ())
    known = _service(request).ruleset.clauses
    if clause_id not in known:
        raise not_found(_CLAUSE, clause_id, known)
    return _json(clause_page(*known[clause_id]))


@router.get("/v1/facts", **documents.FACTS)
async def facts(
    request: Request,
    q: Annotated[
        str, Query(max_length=200, description="Words to look for; a fact has to match all")
    ] = "",
    kind: Annotated[
        str | None, Query(max_length=64, description="The kind of act to look at")
    ] = None,
) -> Response:
    """List the kinds of acts with their facts, or look for facts by their words."""
    only_parameters(request, ("q", "kind"))
    vocabulary = _service(request).ruleset.vocabulary
    if kind is not None and kind not in vocabulary.kinds:
        raise not_found(_KIND, kind, vocabulary.kinds)
    return _json(facts_page(vocabulary, q, kind))


@router.get("/v1/schemas", **documents.SCHEMAS)
async def schemas(request: Request) -> Response:
    """List the JSON Schemas of the files that people write."""
    only_parameters(request, ())
    return _json({"schemas": [{"name": name, "href": f"/v1/schemas/{name}"} for name in NAMES]})


@router.get("/v1/schemas/{name}", **documents.SCHEMA)
async def one_schema(request: Request, name: str) -> Response:
    """Give a JSON Schema, for editors and for checks."""
    only_parameters(request, ())
    if name not in NAMES:
        raise not_found(_SCHEMA, name, NAMES)
    return _json(schema(name), "application/schema+json")


@router.get("/health/live", **documents.LIVE)
async def live() -> Response:
    """Say that the process answers."""
    return _json({"status": "live"})


@router.get("/health/ready", **documents.READY)
async def ready(request: Request) -> Response:
    """Say what is loaded, and which engine derives what happens next, and why."""
    service = _service(request)
    chain = service.chain()
    return _json(
        {
            "status": "ready",
            "engine": __version__,
            "ruleset": service.ruleset.digest,
            "policies": [
                {"id": p.policy.id, "digest": p.policy.digest, "clauses": len(p.policy.clauses)}
                for p in service.ruleset.policies.values()
            ],
            "chain": {"engine": chain.engine, "why": chain.why},
        }
    )


@router.get("/metrics", **documents.METRICS)
async def metrics(request: Request) -> Response:
    """Give the counts of this process, in the text format of Prometheus."""
    return Response(exposition(_service(request)), media_type=METRICS_TYPE)
