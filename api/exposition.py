"""All counts in the text format that Prometheus reads.

Written by hand: three kinds of lines do not need a package.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from api.metrics import BUCKETS
from engine import __version__
from engine.infer.chain import COUNTERS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from api.metrics import Metrics
    from api.service import Service

MEDIA_TYPE: Final = "text/plain; version=0.0.4; charset=utf-8"


def exposition(service: Service) -> str:
    """Write everything that is counted."""
    return "\n".join([*_requests(service.metrics), *_engine(service)]) + "\n"


def _requests(metrics: Metrics) -> Iterator[str]:
    yield from _head("clausecheck_requests_total", "counter", "Requests answered")
    for (route, method, status), count in sorted(metrics.requests.items()):
        labels = f'route="{route}",method="{method}",status="{status}"'
        yield f"clausecheck_requests_total{{{labels}}} {count}"
    yield from _head("clausecheck_request_seconds", "histogram", "Time to answer, in seconds")
    for route, buckets in sorted(metrics.within.items()):
        total = 0
        for bound, count in zip((*map(str, BUCKETS), "+Inf"), buckets, strict=True):
            total += count
            yield f'clausecheck_request_seconds_bucket{{route="{route}",le="{bound}"}} {total}'
        yield f'clausecheck_request_seconds_sum{{route="{route}"}} {metrics.seconds[route]:.6f}'
        yield f'clausecheck_request_seconds_count{{route="{route}"}} {total}'


def _engine(service: Service) -> Iterator[str]:
    yield from _head("clausecheck_answers_total", "counter", "Assessments, by where they came from")
    yield f'clausecheck_answers_total{{from="judged"}} {service.answers.judged}'
    yield f'clausecheck_answers_total{{from="remembered"}} {service.answers.shared}'
    yield from _head("clausecheck_answers_bytes", "gauge", "Memory taken by remembered answers")
    yield f"clausecheck_answers_bytes {service.answers.size}"
    yield from _head("clausecheck_chain_total", "counter", "What the forward chaining did")
    for name, count in COUNTERS.snapshot().items():
        yield f'clausecheck_chain_total{{what="{name}"}} {count}'
    yield from _head("clausecheck_chain_native", "gauge", "1 while durable-rules derives as well")
    yield f"clausecheck_chain_native {int(service.chain().engine == 'durable-rules')}"
    yield from _head("clausecheck_policies", "gauge", "Policies loaded")
    yield f"clausecheck_policies {len(service.ruleset.policies)}"
    yield from _head("clausecheck_info", "gauge", "What runs")
    labels = f'version="{__version__}",ruleset="{service.ruleset.digest}"'
    yield f"clausecheck_info{{{labels}}} 1"


def _head(name: str, type_: str, about: str) -> Iterator[str]:
    yield f"# HELP {name} {about}"
    yield f"# TYPE {name} {type_}"
