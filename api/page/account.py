"""The account cut into pieces: words that gave facts, sentences that gave none, and the rest."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from api.page.names import anchor
from engine.intake.bring_up import SAMPLES

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from api.page.state import Evidence, State


class Ref(NamedTuple):
    """Where words of the account lead: the number of a fact."""

    number: int
    fact: str


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words of the account.

    `marked` words gave a fact; those that are only `like` what was asked about gave none. `begins`
    are the places that facts link to; `ends` the facts whose words end here.
    """

    text: str
    marked: bool
    like: bool
    unread: bool
    begins: tuple[str, ...]
    ends: tuple[Ref, ...]


class Marks:
    """The numbers of facts, in the order in which the account tells them, and their places.

    Facts of one act that the same words gave share a number, which leads to the first of them.
    """

    def __init__(self, state: State) -> None:
        self._account = state.account
        self._unread = [(quote.start, quote.end) for quote in state.unread]
        self.alike = {
            item.pointer
            for item in state.evidence
            if (item.cue or "").startswith(SAMPLES) and not item.pointer.endswith("/kind")
        }
        """What no words tell, but accounts like this one raise; it is asked, and marks no words."""
        self.raised = _raised(state)
        """The pointers of acts that no words tell, and that nobody has said anything of since."""
        told = [item for item in state.evidence if item.quotes and item.pointer not in self.alike]
        told.sort(key=lambda item: min(quote.start for quote in item.quotes))
        self.of: dict[str, int] = {}
        self.quotes: dict[str, list[tuple[str, str]]] = {}
        """By pointer: each quote with the id of its place in the account."""
        self._spans: list[tuple[int, int, int, str]] = []
        """Start, end, number of the fact (0 where the words gave none), and place."""
        self._facts: dict[int, str] = {}
        first: dict[tuple[object, ...], str] = {}
        for item in told:
            if item.pointer.removesuffix("/kind") in self.raised:
                self._bring_up(item)
                continue
            act = item.pointer.split("/")[1:3]
            same = (*act, *((quote.start, quote.end) for quote in item.quotes))
            pointer = first.setdefault(same, item.pointer)
            if pointer != item.pointer:
                self.of[item.pointer] = self.of[pointer]
                self.quotes[item.pointer] = self.quotes[pointer]
                continue
            number = self.of.setdefault(item.pointer, len(self._facts) + 1)
            places = self.quotes.setdefault(item.pointer, [])
            self._facts[number] = anchor("fact", item.pointer)
            for quote in item.quotes:
                place = f"words-{number}-{len(places) + 1}"
                places.append((quote.quote, place))
                self._spans.append((quote.start, quote.end, number, place))

    def _bring_up(self, item: Evidence) -> None:
        """Note the words by which an account is like others; they have no number."""
        places = self.quotes.setdefault(item.pointer, [])
        for quote in item.quotes:
            place = f"{anchor('like', item.pointer)}-{len(places) + 1}"
            places.append((quote.quote, place))
            self._spans.append((quote.start, quote.end, 0, place))

    def pieces(self) -> Sequence[Piece]:
        """Give the account, piece by piece; joined, they are the account."""
        return list(self._cut())

    def _cut(self) -> Iterable[Piece]:
        edges = {0, len(self._account)}
        for start, end, *_ in self._spans:
            edges |= {start, end}
        for start, end in self._unread:
            edges |= {start, end}
        ordered = sorted(edges)
        for start, end in pairwise(ordered):
            covering = [span for span in self._spans if span[0] <= start and end <= span[1]]
            yield Piece(
                text=self._account[start:end],
                marked=any(span[2] for span in covering),
                like=bool(covering),
                unread=any(low <= start and end <= high for low, high in self._unread),
                begins=tuple(span[3] for span in covering if span[0] == start),
                ends=tuple(
                    Ref(span[2], self._facts[span[2]])
                    for span in covering
                    if span[1] == end and span[2]
                ),
            )


def _raised(state: State) -> frozenset[str]:
    said = state.incident.get("provenance") or {}
    return frozenset(
        act
        for item in state.evidence
        if item.pointer.endswith("/kind") and item.status == "raised"
        for act in [item.pointer.removesuffix("/kind")]
        if not any(
            entry.get("confirmed_by") and pointer.startswith(f"{act}/")
            for pointer, entry in said.items()
        )
    )
