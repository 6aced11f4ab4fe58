"""Schemathesis against the service: generated calls, good and bad, find nothing wrong.

Three of its checks are bent, each for a reason. `positive_data_acceptance` also takes 400, 404 and
422: facts that fit the schema may still contradict each other, name a policy that is not loaded, or
hold a number that is too long. `negative_data_rejection` takes 413 too, for an account that is too
long, and is left out for a batch, whose bad entries
get a problem each inside an answer of 207.
"""

from __future__ import annotations

from pathlib import Path

import schemathesis
from hypothesis import HealthCheck, settings
from schemathesis.checks import CHECKS
from schemathesis.config import SchemathesisConfig

from api.app import create_app
from engine.build import build_ruleset


@schemathesis.serializer("application/x-ndjson")
def _lines(_: schemathesis.SerializationContext, value: object) -> bytes:
    """Send lines as they were generated."""
    return str(value).encode("utf-8", "replace")


REFUSED = [400, 404, 405, 406, 409, 413, 415, 422]
CONFIG = SchemathesisConfig.from_dict(
    {
        "checks": {
            "positive_data_acceptance": {"expected-statuses": ["2xx", 400, 404, 422]},
            "negative_data_rejection": {"expected-statuses": REFUSED},
            "unsupported_method": {"enabled": True},
        },
        "generation": {"allow-x00": False},
        "operations": [
            # every value of every fact once more, inside a map or as it was: long, and nothing new
            {"include-path": path, "phases": {"coverage": {"enabled": False}}}
            for path in ("/v1/assessments/batch", "/v1/comparisons")
        ],
    }
)
_APP = create_app(build_ruleset(Path(__file__).parents[2] / "rules"))
_SCHEMA = schemathesis.openapi.from_asgi("/openapi.json", _APP, config=CONFIG)
_REJECTION = [check for check in CHECKS.get_all() if check.__name__ == "negative_data_rejection"]


@_SCHEMA.parametrize()
@settings(max_examples=25, derandomize=True, suppress_health_check=list(HealthCheck))
def test_generated_calls(case: schemathesis.Case) -> None:
    """Every answer is documented, fits its schema, and is never a failure."""
    batch = case.path == "/v1/assessments/batch"
    case.call_and_validate(excluded_checks=_REJECTION if batch else [])
