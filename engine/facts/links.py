"""How facts of one act hang together: one that is pointless without another, or settles it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    from engine.facts.vocabulary import FactSpec


class ContradictionError(Exception):
    """The fact at `path` cannot be so together with others that are stated."""

    def __init__(self, path: str) -> None:
        self.path = path
        super().__init__(path)


def settle(specs: Mapping[str, FactSpec], known: dict[str, Any]) -> None:
    """Draw what stated facts say about linked ones, into `known` itself.

    A stated fact that would be pointless tells that it is not; a fact that settles another gives
    it its value.

    Raises:
        ContradictionError: A fact contradicts another.
    """
    derived: set[str] = set()
    for _ in range(len(specs)):
        changed = False
        for path in list(known):
            spec = specs.get(path)
            if spec is None or path in derived:
                continue
            links = [] if spec.only_if is None or _denied(spec, known[path]) else [spec.only_if]
            for rule in spec.settled:
                if not _may_be(spec, known[path], rule.value):
                    rest = frozenset(specs[rule.path].values) - rule.values
                    links.append((rule.path, rest))
            for other, values in links:
                verdict = _narrow(specs[other], known, values)
                if verdict is None:
                    raise ContradictionError(path)
                changed = changed or verdict
        for path, spec in specs.items():
            for rule in spec.settled:
                if path not in known and rule.path in known:
                    leaves = _leaves(specs[rule.path], known[rule.path])
                    if leaves <= rule.values:
                        known[path] = rule.value
                        derived.add(path)
                        changed = True
        if not changed:
            break


def _denied(spec: FactSpec, value: Any) -> bool:  # noqa: ANN401  a fact's value
    """Say whether a fact is stated as a mere "no", which it also is where it is pointless."""
    return spec.type in ("boolean", "deed") and _leaves(spec, value) <= _DENIALS


_DENIALS = frozenset({False, "not_done", "not_yet_due"})


def _leaves(spec: FactSpec, value: Any) -> frozenset[Any]:  # noqa: ANN401  a fact's value
    return value if isinstance(value, frozenset) else frozenset(spec.leaves(value))


def _may_be(spec: FactSpec, value: Any, wanted: Any) -> bool:  # noqa: ANN401  a fact's value
    return spec.type == "list" or wanted in _leaves(spec, value)


def _narrow(spec: FactSpec, known: dict[str, Any], values: frozenset[Any]) -> bool | None:
    """Narrow a fact to `values`; say whether that told anything new, None on a contradiction."""
    before = _leaves(spec, known[spec.path]) if spec.path in known else frozenset(spec.values)
    after = before & values
    if not after:
        return None
    if after == before:
        return False
    known[spec.path] = next(iter(after)) if len(after) == 1 else after
    return True
