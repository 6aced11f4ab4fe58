"""The facts of one act, or of one list entry: which bear on a finding, and how they are linked."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING, Any

from tests.oracle.values import POINTLESS, Value, is_denied, is_stated, possible, words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tests.oracle.values import Specs

Links = list[tuple[str, frozenset[Any]]]
"""Other facts, each with the values it has to have; all of them must."""


class Scope:
    """The facts that bear on a finding.

    Args:
        specs: Every fact there is here.
        cuts: The facts that the finding's conditions test, with their constants.
    """

    def __init__(self, specs: Specs, cuts: Mapping[str, set[Value]]) -> None:
        self.specs = specs
        self.only_if = {path: _links(specs, spec.get("only_if")) for path, spec in specs.items()}
        self.settled = {
            path: [
                (_links(specs, rule["if"]), words(spec)[rule["is"]][0])
                for rule in spec.get("settled", [])
            ]
            for path, spec in specs.items()
        }
        self.above = {path: self._above(path) for path in specs}
        self.tested = set(cuts) | {other for path in cuts for other in self.above[path]}
        self.cuts = {path: set(cuts.get(path, ())) for path in specs}
        self.in_order = sorted(specs, key=lambda path: len(self.above[path]))
        self.linked = [path for path in self.in_order if self.above[path]]

    def _above(self, path: str) -> set[str]:
        """Give the facts on which this one depends, however far up."""
        rules = [self.only_if[path], *(links for links, _ in self.settled[path])]
        parents = {other for links in rules for other, _ in links}
        return parents | {far for other in parents for far in self._above(other)}

    def bearing(self, stated: Mapping[str, Any]) -> list[str]:
        """Give the facts that bear on the finding, those first on which others depend.

        These are the tested ones, those on which they depend, and stated ones that depend on any
        of these: what is stated narrows what it depends on.
        """
        chosen = set(self.tested)
        while True:
            more = {
                path
                for path in self.linked
                if path not in chosen
                and self.above[path] & chosen
                and is_stated(self.specs[path], stated.get(path))
            }
            if not more:
                return [path for path in self.in_order if path in chosen]
            chosen |= more | {far for path in more for far in self.above[path]}

    def domains(self, stated: Mapping[str, Any]) -> dict[str, list[Value]]:
        """Give every value that each bearing fact may have."""
        return {
            path: possible(self.specs[path], stated.get(path), self.cuts[path])
            for path in self.bearing(stated)
        }

    def told(
        self, stated: Mapping[str, Any], domains: Mapping[str, list[Value]]
    ) -> dict[str, list[Value]]:
        """Give the linked facts that are stated, each with what it may be.

        Whoever states a fact says that it is not pointless; unless the rest leaves no way in
        which it is not: then the fact is pointless all the same. A mere "no" says nothing of it.
        """
        return {
            path: domains[path]
            for path in self.linked
            if path in domains
            and is_stated(self.specs[path], stated.get(path))
            and not is_denied(self.specs[path], stated.get(path))
            and self._can_matter(path, domains)
        }

    def _can_matter(self, path: str, domains: Mapping[str, list[Value]]) -> bool:
        if not self.only_if[path]:
            return True
        names = [other for other in domains if other in self.above[path] or other == path]
        for combination in product(*(domains[name] for name in names)):
            facts = dict(zip(names, combination, strict=True))
            self.settle(facts, {})
            if facts[path] != POINTLESS:
                return True
        return False

    def settle(self, facts: dict[str, Any], told: Mapping[str, list[Value]]) -> bool:
        """Put pointless and settled facts right; False where that contradicts what was told."""
        for path in self.linked:
            if path not in facts:
                continue
            if not _hold(self.only_if[path], facts):
                if path in told:
                    return False
                facts[path] = POINTLESS
                continue
            value = next((is_ for links, is_ in self.settled[path] if _hold(links, facts)), None)
            if value is None:
                continue
            if path in told and value not in told[path]:
                return False
            facts[path] = value
        return True


def _links(specs: Specs, written: Mapping[str, Any] | None) -> Links:
    links = []
    for other, wanted in (written or {}).items():
        listed = wanted if isinstance(wanted, list) else [wanted]
        values = {leaf for word in listed for leaf in words(specs[other])[word]}
        links.append((other, frozenset(values)))
    return links


def _hold(links: Links, facts: Mapping[str, Any]) -> bool:
    return all(facts[other] in values for other, values in links)
