"""docs/reference/facts.md: every kind of act with its facts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docs.generator.markdown import code, generated, table
from engine.facts.catalogue import VOCABULARY
from engine.facts.vocabulary import CAPACITY, CIRCUMSTANCES, DEED_VALUES, DEPARTURE

if TYPE_CHECKING:
    from collections.abc import Iterable

    from engine.facts.vocabulary import FactSpec

SHARED_BY = 3
"""A record that so many kinds have in common is listed once."""

HEAD = ("fact", "takes", "the question, and what belongs to it")
INTRO = """# Facts

What can be said of an incident. An act has one `kind`, and the kind decides which facts it may
state. A fact says what happened, in words that a witness could use; it never says whether a rule
was kept. A fact that is left out is *not stated*, and no fact has a default.

Any fact may also be `unknown` (asked, and nobody knows), `disputed` (accounts differ), `alleged`
(said by somebody who did not see, hear, do or document it) or `raised` (the words of an account
bring a judgement up, and nobody has made it yet). For a verdict these are all the same: not known,
which is never "no".

| type | takes |
| --- | --- |
| yes or no | `yes`, `no`, `true`, `false` |
| choice | one of its words; a word in *italics* stands for several, where it is not known which |
| deed | `done` (in time), `late`, `not_done`, `not_yet_due`; or `yes` (done or late), `no` |
| number | a number, or its bounds `{at_least: 2, at_most: 5}` |
| money | `£25`, `£12.50`, whole pence; or bounds in pence |
| duration | `90 minutes`, `2 hours`, `3 days`; or bounds in minutes |
| date | a day, `2026-03-02`; or bounds |
| instant | a moment with its time zone, `2026-03-02T14:30+00:00`; a bare day stands for all of it |

A **judgement** is a fact on a term that the source leaves open, such as "significant": a person
decides it, and the page says what to weigh. **Only if** names the fact without which this one is
pointless. To search this list: `clausecheck facts WORDS`.

"""


def facts_page() -> str:
    """Write the page."""
    parts = [generated("engine/facts/"), INTRO, "## Every act\n\n", _every_act(), "\n"]
    shared = _shared_records()
    for name, specs in shared.items():
        parts += [f"## The record `{name}`\n\n", _facts(specs), "\n"]
    for kind in VOCABULARY.kinds.values():
        parts += [f"## `{kind.name}`\n\n{kind.about}\n\n"]
        own, common = [], []
        for spec in kind.facts.values():
            record = spec.path.partition(".")[0]
            if record in (CAPACITY, CIRCUMSTANCES, DEPARTURE):
                continue
            if record in shared and spec in shared[record]:
                common.append(record)
            else:
                own.append(spec)
        parts.append(_facts(own))
        if common:
            parts.append(f"\nAlso the record {code(dict.fromkeys(common))}, above.\n")
        parts.append("\n")
    return "".join(parts).rstrip() + "\n"


_DEPARTURE = """
An act may be a decision to depart from the code because a service user's best interests called for
it. Where nothing of the record `departure` is stated, nobody says so: the act is judged as none,
and the answer names that under `assumed`.

"""


def _every_act() -> str:
    kind = next(iter(VOCABULARY.kinds.values()))
    written = table(
        HEAD,
        [
            ("`id`", "a short name", "Names the act in answers; two of one name must be equal."),
            ("`by`", "a `ref` of `people`", "Who did it? Left out or `unknown` where not known."),
            ("`on`", "a day, a moment, bounds", "When? Decides which version of a code applies."),
            (
                "`event`",
                "a name of `events`",
                "In the course of which event? It shares its facts.",
            ),
            *(
                _row(spec, "a role or role group: see [roles](roles.md)")
                for spec in kind.facts.values()
                if spec.path == CAPACITY
            ),
        ],
    )
    departure = [s for s in kind.facts.values() if s.path.startswith(f"{DEPARTURE}.")]
    whole = [s for s in kind.facts.values() if s.path.startswith(f"{CIRCUMSTANCES}.")]
    return (
        f"{written}{_DEPARTURE}{_facts(departure)}\nOf the whole incident, once:\n\n{_facts(whole)}"
    )


def _shared_records() -> dict[str, list[FactSpec]]:
    """Find the records that several kinds have in common, with their facts."""
    found: dict[str, list[FactSpec]] = {}
    counts: dict[tuple[str, str], int] = {}
    for kind in VOCABULARY.kinds.values():
        for spec in kind.facts.values():
            record = spec.path.partition(".")[0]
            if "." not in spec.path or record in (CIRCUMSTANCES, DEPARTURE):
                continue
            key = (spec.path, spec.ask)
            counts[key] = counts.get(key, 0) + 1
            if counts[key] == SHARED_BY:
                found.setdefault(record, []).append(spec)
    return found


def _facts(specs: Iterable[FactSpec]) -> str:
    return table(HEAD, (_row(spec, _takes(spec)) for spec in specs))


def _row(spec: FactSpec, takes: str) -> tuple[str, str, str]:
    return (f"`{spec.path}`", takes, " ".join(_about(spec)))


def _about(spec: FactSpec) -> Iterable[str]:
    yield spec.ask
    if spec.weigh:
        yield f"**Judgement**: weigh {spec.weigh[:1].lower()}{spec.weigh[1:].rstrip('.')}."
    if spec.only_if:
        path, values = spec.only_if
        yield f"Only if `{path}` is {_values(values)}."
    for rule in spec.settled:
        value = _values(frozenset([rule.value]))
        yield f"Settled as {value} where `{rule.path}` is {_values(rule.values)}."
    if spec.whom:
        yield f"Ask: {spec.whom.replace('_', ' ')}."


def _takes(spec: FactSpec) -> str:
    if spec.type == "boolean":
        return "yes or no"
    if spec.type == "choice":
        words = [_word(spec, value) for value in spec.values]
        words += [f"*`{name}`*: {code(members)}" for name, members in spec.groups.items()]
        return "; ".join(words)
    if spec.type == "list":
        inner = "; ".join(f"`{path}`: {item.ask}" for path, item in spec.item.items())
        return f"a list of entries, each with {inner}"
    return f"{spec.type} in {spec.unit}" if spec.unit else spec.type


def _word(spec: FactSpec, value: object) -> str:
    told = spec.words.get(str(value))
    return f"`{value}` ({told})" if told else f"`{value}`"


def _values(values: frozenset[object]) -> str:
    if values <= {True, False}:
        return " or ".join("yes" if value else "no" for value in sorted(values, reverse=True))  # type: ignore[type-var]
    order = [value for value in DEED_VALUES if value in values] or sorted(map(str, values))
    return " or ".join(f"`{value}`" for value in order)
