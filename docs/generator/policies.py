"""docs/policies/<id>.md: a policy as coded, for its owner to read and sign off."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from docs.generator.markdown import and_, code, generated, table
from docs.generator.paths import paths_in_words
from docs.generator.words import in_words
from engine.syntax.condition import ALWAYS, Not

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from engine.facts.vocabulary import FactSpec, Vocabulary
    from engine.syntax.typed import (
        Clause,
        ExceptionRule,
        OpenPoint,
        Parameter,
        Policy,
        Prescribed,
        Requirement,
        Section,
        Version,
    )

INTRO = """What Clausecheck makes of this code, for its owner to check and sign off: each clause and
the norms it rests on, how it reads what the source leaves open, what the organisation still has to
choose, and what has not been coded. Gists are in our own words; the source itself is what binds.
"""


def policy_page(policy: Policy, vocabulary: Vocabulary) -> str:
    """Write the page of one policy."""
    parts = [
        generated(policy.folder.rpartition("rules/")[1] + policy.folder.rpartition("rules/")[2]),
        f"# {policy.title} ({policy.id})\n\n{policy.organisation}. ",
        f"Version {and_([_version(v) for v in policy.versions])}.\n\n",
        INTRO,
        "\n## Whom it binds\n\n",
        "".join(f"- {says}\n" for role, says in vocabulary.roles.items() if role in policy.binds),
        "\n## What has been looked at\n\n",
        _sections(policy),
        "\n## What the organisation may choose\n\n",
        _parameters(policy),
        "\n## What the source leaves open, and how it was settled\n\n",
        _open_points(policy),
        "\n## Clauses\n\n",
        *(_clause(policy, clause, vocabulary) for clause in policy.clauses),
        "## What happens next\n\n",
        *paths_in_words(policy, vocabulary),
        "## Paths that the source prescribes\n\n",
        _prescribed(policy),
        "\n## Norms that only define\n\n",
        table(
            ("norms", "where they live", "how they are read"),
            [(code(d.norms), f"`{d.lives_in}`", d.says) for d in policy.definitions],
        )
        or "None.\n",
        "\n## Norms left out, and why\n\n",
        _left_out(policy),
    ]
    return "".join(parts).rstrip() + "\n"


def _open_points(policy: Policy) -> str:
    """List every open point with the places that settle it; a question to the owner is put."""
    words = {"not_coded": "left out, see below", "owner": "**for the owner to say**"}

    def row(point: OpenPoint) -> tuple[str, str, str]:
        places = [words.get(name, f"`{name}`") for name in point.settled_in]
        ask = f": {' '.join(point.ask.split())}" if point.ask else ""
        return (code(point.norms), " ".join(point.issue.split()), ", ".join(places) + ask)

    rows = [row(point) for point in policy.open_points]
    return table(("norms", "what is open", "settled in"), rows) or "Nothing was found open.\n"


def _prescribed(policy: Policy) -> str:
    def row(item: Prescribed) -> tuple[str, str, str]:
        places = ", ".join(f"`{name}`" for name in item.coded_in if name != "not_coded")
        return (f"`{item.id}`", " ".join(item.event.split()), places or " ".join(item.why.split()))

    rows = [row(item) for item in policy.prescribed]
    return table(("path", "when", "coded in"), rows) or "None.\n"


def _version(version: Version) -> str:
    if version.start_unknown:
        return f"{version.version} (since when is not known)"
    since = "" if version.start is None else f" (from {date.fromordinal(version.start):%-d %B %Y})"
    return f"{version.version}{since}"


def _sections(policy: Policy) -> str:
    words = {"all": "all of it", "part": "in part", "none": "not yet"}

    def row(section: Section) -> tuple[str, str, str]:
        norms = [norm for norm in policy.norms.values() if norm.section == section.section]
        seen = {"all": len(norms), "part": len(section.norms), "none": 0}[section.coded]
        return (section.section, words[section.coded], f"{seen} of {len(norms)}")

    return table(("section", "looked at", "norms"), map(row, policy.sections))


def _parameters(policy: Policy) -> str:
    if not policy.parameters:
        return "Nothing is left to choose.\n"
    return table(
        ("choice", "question", "set to", "bears on"),
        [
            (f"`{name}`", f"{p.ask}{_options(p)}", _setting(p), code(p.norms))
            for name, p in policy.parameters.items()
        ],
    )


def _options(parameter: Parameter) -> str:
    return f" One of {code(parameter.options)}." if parameter.type == "choice" else ""


def _setting(parameter: Parameter) -> str:
    return "; ".join(str(dated.value) for dated in parameter.values) or "**not set**"


def _clause(policy: Policy, clause: Clause, vocabulary: Vocabulary) -> str:
    specs = vocabulary.kinds[clause.kinds[0]].facts
    everybody = clause.roles == policy.binds
    whom = (
        "Everybody bound."
        if everybody
        else "On " + and_([says for role, says in vocabulary.roles.items() if role in clause.roles])
    )
    lines = [f"### {clause.id}: {clause.title}\n", f"{clause.section}. {whom.rstrip('.')}.\n"]
    about = and_([vocabulary.kinds[kind].about.rstrip(".") for kind in clause.kinds])
    when = "" if clause.when == ALWAYS else f" Where {in_words(clause.when, specs)}."
    lines.append(f"Speaks when: {about[:1].lower()}{about[1:]}.{when}\n")
    for requirement in clause.requires:
        lines += _requirement(policy, clause, requirement, specs)
    for part in clause.unless:
        lines += _exception(policy, clause, part, specs)
    for item in clause.no_excuse:
        lines.append(f"No excuse: {item.says}. {code(item.norms)}\n")
    if clause.reading:
        lines.append(f"> **How it is read.** {' '.join(clause.reading.split())}\n")
    return "\n".join(lines) + "\n"


def _requirement(
    policy: Policy, clause: Clause, requirement: Requirement, specs: Mapping[str, FactSpec]
) -> Iterator[str]:
    del clause
    marks = ["advisory"] if requirement.force == "advisory" else []
    marks += ["routine"] if requirement.routine else []
    grades = dict.fromkeys(rule.gravity for rule in requirement.gravity)
    marks.append(" or ".join(grades))
    yield f"**{requirement.title}** (`{requirement.name}`; {', '.join(marks)})\n"
    lines = []
    if requirement.when != ALWAYS:
        lines.append(f"- where {in_words(requirement.when, specs)}")
    if isinstance(requirement.must, Not):
        lines.append(f"- broken if {in_words(requirement.must.part, specs)}")
    else:
        lines.append(f"- kept if {in_words(requirement.must, specs)}")
    lines += _norms(policy, requirement.norms, requirement.cites)
    yield "\n".join(lines) + "\n"


def _norms(policy: Policy, norms: Iterable[str], cites: Iterable[str]) -> Iterator[str]:
    for norm in norms:
        yield f"- {norm}: {' '.join(policy.norms[norm].gist.split())}"
    for norm in cites:
        yield f"- cites {norm}: {' '.join(policy.norms[norm].gist.split())}"


def _exception(
    policy: Policy, clause: Clause, part: ExceptionRule, specs: Mapping[str, FactSpec]
) -> Iterator[str]:
    yield f"Exception **{part.because}** (`{part.name}`, from {code(part.lifts)})\n"
    lines = [f"- where {in_words(part.when, specs)}", *_norms(policy, part.norms, part.cites)]
    for name in part.then_must:
        duty = clause.duties[name]
        lines.append(f"- then, `{name}`: {in_words(duty.must, specs)}")
        lines += _norms(policy, duty.norms, duty.cites)
    if part.then_must:
        effect = "the excuse is lost" if part.lost_if_missed else "that duty is broken by itself"
        lines.append(f"- if it is missed, {effect}")
    yield "\n".join(lines) + "\n"


def _left_out(policy: Policy) -> str:
    return (
        table(
            ("norms", "reason", "why"),
            [
                (code(item.norms), item.reason, " ".join(item.why.split()))
                for item in policy.not_coded
            ],
        )
        or "None.\n"
    )
