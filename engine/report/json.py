"""An assessment as JSON: the answer of the REST service and of `check --format json`.

What a requirement contributes to every answer is written once, and what follows from equal facts
is written once more; an answer joins such pieces, so that building it costs little beside judging.
Keys stand in a fixed order and nothing depends on hashing: equal input gives equal bytes.
"""

from __future__ import annotations

import json
from json.encoder import encode_basestring
from typing import TYPE_CHECKING, Any, TypeAlias

from engine import __version__
from engine.infer.outcome import BROKEN
from engine.report.trace import trace_of
from engine.truth import NAMES

if TYPE_CHECKING:
    from collections.abc import Iterable

    from engine.infer.ask import Question
    from engine.infer.assess import Assumed, SetAside
    from engine.infer.assessment import Assessment, Explain
    from engine.infer.compiled import CompiledPolicy
    from engine.infer.finding import Finding
    from engine.infer.plan import PlannedStep
    from engine.infer.provision import Judgement, Provision

NOTE = (
    "This says what follows from the stated facts under the clauses coded so far. A person decides;"
    " nothing here is a clearance."
)
MOST_PIECES = 10_000
"""Most pieces of one sort that are remembered, of some two thousand letters each."""

_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
_text = encode_basestring
_Middle: TypeAlias = tuple[str, tuple[tuple[str, str, str], ...], str]
_heads: dict[Provision, str] = {}
_middles: dict[tuple[Provision, Judgement, bool, tuple[str, ...]], _Middle] = {}
_questions: dict[tuple[Any, ...], str] = {}
_steps: dict[tuple[Any, ...], tuple[str, str]] = {}
_named: dict[CompiledPolicy, str] = {}


def to_json(assessment: Assessment, ruleset_digest: str, explain: Explain = "reasons") -> bytes:
    """Write an assessment as UTF-8 JSON.

    Args:
        assessment: What to write.
        ruleset_digest: The digest of everything that was loaded.
        explain: `off` leaves the reasons out, `full` adds the truth of every condition.
    """
    judged = assessment.judged
    parts = [
        (
            f'{{"decision_id":"{assessment.decision_id}","engine":"{__version__}"'
            f',"ruleset":"{ruleset_digest}","explain":"{explain}"'
        ),
        f',"policies":{_policies(assessment)}',
        f',"summary":{_counts(summary(assessment))}',
        ',"findings":[',
        ",".join([_finding(finding, explain) for finding in judged.findings]),
        f'],"not_applicable":{_texts(judged.not_applicable)}',
        f',"questions":[{",".join(map(_question, assessment.questions))}]',
        f',"also_check":[{",".join(map(_question, assessment.also_check))}]',
        f',"plan":{{"steps":[{",".join(map(_step, assessment.plan.steps))}]',
        f',"must_not":[{",".join(map(_step, assessment.plan.must_not))}]}}',
        f',"set_aside":[{",".join(map(_set_aside, judged.set_aside))}]',
        f',"assumed":[{",".join(map(_assumed, judged.assumed))}]',
        f',"note":{_text(NOTE)}}}\n',
    ]
    return "".join(parts).encode("utf-8", "backslashreplace")


def summary(assessment: Assessment) -> dict[str, int]:
    """Count the findings by verdict; advice and routine ones apart."""
    counts = dict.fromkeys(
        (
            "breached",
            "undetermined",
            "excused",
            "not_breached",
            "not_in_force",
            "not_applicable",
            "against_advice",
            "also_check",
        ),
        0,
    )
    for finding in assessment.findings:
        if finding.routine:
            counts["also_check"] += 1
        elif finding.advisory and finding.verdict == "breached":
            counts["against_advice"] += 1
        else:
            counts[finding.verdict] += 1
    counts["not_applicable"] += len(assessment.judged.not_applicable)
    return counts


def _counts(counts: dict[str, int]) -> str:
    return "{" + ",".join([f'"{name}":{count}' for name, count in counts.items()]) + "}"


def _policies(assessment: Assessment) -> str:
    return f"[{','.join(map(_policy, assessment.judged.policies))}]"


def _policy(compiled: CompiledPolicy) -> str:
    return _named.get(compiled) or _kept(_named, compiled, _encode(policy_facts(compiled)))


def policy_facts(compiled: CompiledPolicy) -> dict[str, Any]:
    """Say of a policy what every answer says of it: what it is, and what was not looked at."""
    policy = compiled.policy
    return {
        "id": policy.id,
        "title": policy.title,
        "organisation": policy.organisation,
        "digest": compiled.digest,
        "pinned_to": compiled.pin or None,
        "versions": [
            {"version": v.version, "start_unknown": v.start_unknown} for v in compiled.versions
        ],
        "sections_not_looked_at": [s.section for s in policy.sections if s.coded == "none"],
        "sections_partly_looked_at": [s.section for s in policy.sections if s.coded == "part"],
    }


def _finding(finding: Finding, explain: Explain) -> str:
    provision, judgement, facts = finding.provision, finding.judgement, finding.facts
    head = _heads.get(provision)
    if head is None:
        head = _kept(_heads, provision, _head(finding))
    if finding.extra_needs:
        middle = _middle(finding)
    else:
        excuses = tuple(
            part.path for part in provision.clause.no_excuse if finding.known.get(part.path) is True
        )
        key = (provision, judgement, bool(facts.stated.assumed), excuses)
        middle = _middles.get(key) or _kept(_middles, key, _middle(finding))
    start, reasons, end = middle
    version = finding.epoch.version.version if finding.epoch else None
    text = (
        f'{{"id":{_text(finding.id)},"person":{_text_or_null(facts.person)}'
        f',"act":"{facts.act.id}","version":{_text_or_null(version)}'
        f',"routine":{"true" if finding.routine else "false"}{head}{start}'
    )
    if explain != "off":
        told = ",".join(
            [
                f"{before}{_text(facts.place(path, finding.policy.id))}{after}"
                for before, path, after in reasons
            ]
        )
        text += f',"because":[{told}]{end}'
    if explain == "full":
        text += f',"trace":{_encode(_trace(finding))}'
    return text + "}"


def _kept(pieces: dict[Any, Any], key: Any, piece: Any) -> Any:  # noqa: ANN401  any piece
    if len(pieces) >= MOST_PIECES:
        pieces.clear()
    pieces[key] = piece
    return piece


def _head(finding: Finding) -> str:
    clause, requirement = finding.provision.clause, finding.provision.requirement
    fields = {
        "policy": finding.policy.id,
        "clause": clause.id,
        "requirement": requirement.name,
        "title": requirement.title,
        "section": clause.section,
        "force": requirement.force,
        "reading": clause.reading,
        "escalation": list(clause.escalation),
    }
    return "," + _encode(fields)[1:-1]


def _middle(finding: Finding) -> tuple[str, tuple[tuple[str, str, str], ...], str]:
    judgement, provision = finding.judgement, finding.provision
    norms = finding.norms
    known = finding.policy.norms
    start: dict[str, Any] = {
        "verdict": judgement.verdict,
        "gravity": judgement.gravity,
        "norms": list(norms),
        "gists": {norm: known[norm].gist for norm in norms if norm in known},
        "places": {norm: known[norm].where for norm in norms if norm in known},
        "ways": list(finding.ways),
        "breach_of": list(judgement.breach_of) if judgement.ways & BROKEN else [],
        "excused_by": [
            {"name": part.name, "because": part.because}
            for part in provision.exceptions
            if part.name in judgement.excused_by
        ],
        "needs": list(finding.needs),
    }
    if finding.under:
        start["under"] = [{"version": name, "verdict": says} for name, says in finding.under]
    if judgement.error is not None:
        start["error"] = judgement.error
    reasons = []
    for reason in finding.because:
        before = f'{{"fact":{_encode(reason.fact)},"pointer":'
        after = f',"value":{_encode(reason.value)},"says":{_encode(reason.says)}}}'
        reasons.append((before, reason.fact, after))
    changes = finding.counterfactual
    end = {
        "counterfactual": None
        if changes is None
        else [{"fact": fact, "from": now, "to": then} for fact, now, then in changes],
        "no_excuse": [
            {"fact": part.path, "norms": list(part.norms), "says": part.says}
            for part in provision.clause.no_excuse
            if finding.known.get(part.path) is True
        ],
    }
    return "," + _encode(start)[1:-1], tuple(reasons), "," + _encode(end)[1:-1]


def _trace(finding: Finding) -> list[dict[str, Any]]:
    return [
        {"part": name, "condition": text, "truth": NAMES[truth]}
        for name, text, truth in trace_of(finding)
    ]


def _question(question: Question) -> str:
    same = (question.whom, question.weigh, question.unit, question.answers, question.why_open)
    rest = _questions.get(same) or _kept(_questions, same, _question_itself(question))
    return (
        f'{{"fact":{_text(question.fact)},"pointer":{_text(question.pointer)}'
        f',"ask":{_text(question.ask)},"act":{_text_or_null(question.act)}'
        f',"person":{_text_or_null(question.person)}{rest}'
        f',"findings":{_texts(question.findings)}}}'
    )


def _question_itself(question: Question) -> str:
    fields = {
        "whom": question.whom,
        "weigh": question.weigh,
        "unit": question.unit,
        "answers": [{"value": value, "says": says} for value, says in question.answers],
        "why_open": question.why_open,
    }
    return "," + _encode(fields)[1:-1]


def _step(step: PlannedStep) -> str:
    """Write a step; all but what it follows from is the same in many answers."""
    causes, depends_on = step.causes, step.depends_on
    same = step._replace(causes=(), depends_on=())
    around = _steps.get(same)
    if around is None:
        fields = _encode(same._asdict())
        start, end = fields.split('"causes":[],"depends_on":[]')
        around = _kept(_steps, same, (start, end))
    start, end = around
    return f'{start}"causes":{_texts(causes)},"depends_on":{_texts(depends_on)}{end}'


def _set_aside(item: SetAside) -> str:
    return (
        f'{{"act":{_text(item.act)},"person":{_text_or_null(item.person)}'
        f',"policy":{_text(item.policy)},"why":{_text(item.why)}}}'
    )


def _assumed(item: Assumed) -> str:
    return f'{{"act":{_text(item.act)},"policy":{_text(item.policy)},"what":{_text(item.what)}}}'


def _text_or_null(text: str | None) -> str:
    return "null" if text is None else _text(text)


def _texts(items: Iterable[str]) -> str:
    return f"[{','.join(map(_text, items))}]"
