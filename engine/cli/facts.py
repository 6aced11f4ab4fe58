"""`clausecheck facts`: search the vocabulary, that is kinds of acts, facts, roles and offices."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.cli.exits import DONE
from engine.cli.output import output_to, tell
from engine.diagnostic import quote
from engine.facts.catalogue import VOCABULARY
from engine.facts.people import OFFICES
from engine.facts.vocabulary import CAPACITY, CIRCUMSTANCES
from engine.infer.wording import value_in_words
from engine.report.page import Page
from engine.report.words import office, spoken
from engine.suggest import nearest

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from engine.facts.vocabulary import FactSpec, Vocabulary

EVERYWHERE = "every act"
"""Where facts stand that every kind of act has."""
_ORDER = ("kind", "fact", "role", "office")
_LISTS = ("kinds", "roles", "offices")


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that an incident can say: a kind, a fact of a kind, a role or an office."""

    what: str
    kind: str | None
    name: str
    about: str
    spec: FactSpec | None = None

    @property
    def text(self) -> str:
        """Everything about it that a search looks at."""
        parts = [self.what, self.kind or "", self.name, spoken(self.name), self.about]
        if self.spec is not None:
            parts += [str(value) for value in (*self.spec.values, *self.spec.groups)]
            parts += [*self.spec.words.values(), self.spec.weigh or "", str(self.spec.says)]
        return " ".join(parts).lower()


def facts(words: Sequence[str], *, form: str, out: Path | None) -> int:
    """Write what the vocabulary has for some words; without words the kinds of acts."""
    found = sorted(search(words, VOCABULARY), key=lambda entry: _ORDER.index(entry.what))
    if not found:
        tell(_nothing(words))
    with output_to(out) as output:
        if form == "json":
            told = [_as_json(entry) for entry in found]
            output.write(json.dumps(told, ensure_ascii=False, indent=2) + "\n")
        else:
            page = Page(output.width, colour=output.colour)
            _write(page, found)
            output.write(str(page))
    return DONE


def search(words: Sequence[str], vocabulary: Vocabulary) -> Iterator[Entry]:
    """Give what speaks of all the words; one word that names a kind or a list gives all of it."""
    wanted = [word.lower() for given in words for word in given.split()]
    entries = list(entries_of(vocabulary))
    if not wanted:
        wanted = ["kinds"]
    if len(wanted) == 1 and wanted[0] in _LISTS:
        yield from (entry for entry in entries if entry.what == wanted[0].removesuffix("s"))
    elif len(wanted) == 1 and wanted[0] in vocabulary.kinds:
        yield from (e for e in entries if wanted[0] in (e.kind, e.name) and e.what != "office")
    else:
        yield from (entry for entry in entries if all(word in entry.text for word in wanted))


def entries_of(vocabulary: Vocabulary) -> Iterator[Entry]:
    """Give the whole vocabulary: kinds with their facts, then roles, then offices."""
    everywhere: dict[str, FactSpec] = {}
    for kind in vocabulary.kinds.values():
        yield Entry("kind", None, kind.name, kind.about)
        for path, spec in kind.facts.items():
            if path == CAPACITY or path.startswith(f"{CIRCUMSTANCES}."):
                everywhere[path] = spec
            else:
                yield Entry("fact", kind.name, path, spec.ask, spec)
    for path, spec in everywhere.items():
        yield Entry("fact", EVERYWHERE, path, spec.ask, spec)
    for role, about in vocabulary.roles.items():
        yield Entry("role", None, role, about)
    for group, roles in vocabulary.role_groups.items():
        yield Entry("role", None, group, f"one of {', '.join(roles)}")
    for name, about in OFFICES.items():
        yield Entry("office", None, name, about)


def _write(page: Page, found: Sequence[Entry]) -> None:
    head = ""
    for entry in found:
        now = f"facts of {entry.kind}" if entry.what == "fact" else f"{entry.what}s"
        if now != head:
            page.heading(now)
            head = now
        page.text(entry.name, 2, style="bold")
        page.text(entry.about, 6)
        if entry.spec is not None:
            for line in _details(entry.spec):
                page.hung(line, 6)


def _details(spec: FactSpec) -> Iterator[str]:
    yield f"takes: {_takes(spec)}"
    for group, members in spec.groups.items():
        if spec.type != "deed":
            yield f"or {group}: one of {', '.join(map(str, members))}"
    if spec.weigh:
        yield f"a judgement; weigh: {spec.weigh}"
    if spec.only_if is not None:
        path, values = spec.only_if
        yield f"only if {path} is {' or '.join(sorted(map(_value, values)))}"
    if spec.whom:
        yield f"ask: {office(spec.whom)}"
    for name, inner in spec.item.items():
        yield f"each entry has {name}: {inner.ask} ({_takes(inner)})"


def _takes(spec: FactSpec) -> str:
    match spec.type:
        case "boolean":
            return "yes, no"
        case "choice":
            return ", ".join(_choice(spec, value) for value in spec.values)
        case "deed":
            return "done, late, not_done, not_yet_due, yes, no"
        case "list":
            return "a list of entries, and whether it is complete"
        case _:
            return f"{spec.type} in {spec.unit}" if spec.unit else spec.type


def _choice(spec: FactSpec, value: str) -> str:
    says = value_in_words(spec, value)
    return value if says in (value, spoken(value)) else f"{value} ({says})"


def _value(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)


def _as_json(entry: Entry) -> dict[str, object]:
    told: dict[str, object] = {"what": entry.what, "name": entry.name, "about": entry.about}
    if entry.spec is not None:
        spec = entry.spec
        told |= {
            "kind": entry.kind,
            "type": spec.type,
            "values": list(spec.values),
            "groups": {name: list(members) for name, members in spec.groups.items()},
            "unit": spec.unit,
            "weigh": spec.weigh,
            "whom": spec.whom,
        }
    return told


def _nothing(words: Sequence[str]) -> str:
    names = [entry.name for entry in entries_of(VOCABULARY)]
    close = nearest(" ".join(words), names)
    mend = f"did you mean {quote(close)}?" if close else "try one word, or part of one"
    return f"nothing in the vocabulary speaks of that; {mend}"
