"""How a fact is asked for in a form, and how the answer becomes a value."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, tzinfo
from typing import TYPE_CHECKING, Any, Final, NoReturn
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from engine.facts.base import NOT_KNOWN
from engine.infer.wording import value_in_words
from engine.report.words import office, spoken

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from engine.facts.vocabulary import FactSpec

NOT_STATED: Final = ""
"""The answer that takes a fact away: nothing is stated about it."""

_STILL_OPEN: Final = {
    "unknown": "Nobody knows",
    "disputed": "Accounts differ",
    "alleged": "Said only by somebody who did not see it",
}
_FEW: Final = ("unknown",)
_DAY_FIRST: Final = re.compile(r"(\d{1,2})[./ -](\d{1,2})[./ -](\d{4})")
_TIME: Final = re.compile(r"(\d{1,2})[:.](\d{2})")
_ROW: Final = 120
"""Letters of all answers that stand side by side, the buttons among them."""
_HOW: Final = {
    "number": ("Enter a number", "a whole or decimal number"),
    "money": ("Enter an amount in pounds, such as £25 or £12.50", "an amount such as £25"),
    "duration": ("Enter a time such as 20 minutes or 2 hours", "such as 20 minutes or 2 hours"),
    "date": ("Enter a day, such as 2 March 2026", "a day"),
    "instant": ("Enter a day, such as 2 March 2026", "a day, and the time if it is known"),
}  # fmt: skip
TEXT: Final = frozenset({"number", "money", "duration"})
DAYS: Final = frozenset({"date", "instant"})
MONTHS: Final = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september",
    "october", "november", "december",
)  # fmt: skip


def london() -> tzinfo:
    """Give the time of this country; UTC on a machine that knows no zones."""
    try:
        return ZoneInfo("Europe/London")
    except ZoneInfoNotFoundError:
        return UTC


class BadAnswerError(ValueError):
    """An answer that cannot be a value of its fact; the text says what to enter."""


@dataclass(frozen=True, slots=True)
class Option:
    """One answer to choose."""

    value: str
    label: str
    hint: str = ""


@dataclass(slots=True)
class Field:
    """One question of a form."""

    name: str
    ask: str
    kind: str
    options: tuple[Option, ...] = ()
    value: str = ""
    time: str = ""
    unknown: bool = False
    unit: str = ""
    hints: tuple[str, ...] = ()
    error: str = ""
    more: Mapping[str, Any] = field(default_factory=dict)

    @property
    def short(self) -> bool:
        """Whether the answers fit side by side."""
        return sum(len(option.label) + 6 for option in self.options) < _ROW

    @property
    def id(self) -> str:
        """Give a name that may stand as an id in a page."""
        return re.sub(r"[^\w-]+", "-", self.name).strip("-")


def field_for(  # noqa: PLR0913  how a question may be put
    spec: FactSpec,
    pointer: str,
    *,
    answers: Iterable[tuple[Any, str]] | None = None,
    stated: Any = None,  # noqa: ANN401  a fact's value
    ask: str = "",
    every: bool = False,
) -> Field:
    """Make the question for a fact.

    Args:
        spec: The fact.
        pointer: Where its value stands.
        answers: The values that are still possible, with how they read; all if None.
        stated: What is stated now.
        ask: The question, where it is not the fact's own.
        every: Also offer that accounts differ, that it is hearsay, and not to state it.
    """
    hints = [f"To weigh: {spec.weigh}."] if spec.weigh else []
    hints += [f"Whom to ask: {office(spec.whom)}."] if spec.whom else []
    made = Field(f"answer:{pointer}", ask or spec.ask, "radios", hints=tuple(hints))
    if spec.type in TEXT or spec.type in DAYS:
        made.kind = "text" if spec.type in TEXT else spec.type
        made.hints = (
            *made.hints,
            f"Give {_HOW[spec.type][1]}{f', in {spec.unit}' if spec.unit else ''}.",
        )
        made.unknown = stated in NOT_KNOWN if isinstance(stated, str) else False
        if not made.unknown:
            made.value, made.time = _written(spec, stated)
        return made
    given = list(answers) if answers is not None else _values(spec)
    made.options = tuple(Option(_posted(value), _label(spec, value, says)) for value, says in given)
    still_open = _STILL_OPEN if every else {word: _STILL_OPEN[word] for word in _FEW}
    made.options += tuple(Option(word, label) for word, label in still_open.items())
    if every:
        made.options += (Option("-", "Leave it open: nothing is stated about this"),)
    made.value = "" if stated is None or stated == "raised" else _posted(stated)
    return made


def _values(spec: FactSpec) -> list[tuple[Any, str]]:
    values: list[Any] = list(spec.values)
    if spec.type == "deed":
        values = ["done", "late", "yes", "not_done", "not_yet_due"]
    elif spec.type == "choice":
        values += list(spec.groups)
    return [(value, "") for value in values]


_DEEDS: Final = {
    "done": "Yes, in time",
    "late": "Yes, but late",
    "yes": "Yes, but it is not clear when",
    "not_done": "No",
    "not_yet_due": "Not yet, and it is not due yet",
    "no": "No, or not so far",
}


def _label(spec: FactSpec, value: Any, says: str) -> str:  # noqa: ANN401  a fact's value
    if spec.type == "boolean":
        return "Yes" if value is True else "No"
    if spec.type == "deed":
        return _DEEDS.get(str(value), str(value))
    text = says or spec.words.get(value) or value_in_words(spec, value)
    return text[:1].upper() + text[1:]


def _posted(value: Any) -> str:  # noqa: ANN401  a fact's value
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)


def _written(spec: FactSpec, stated: Any) -> tuple[str, str]:  # noqa: ANN401  a fact's value
    if stated is None or isinstance(stated, dict):
        return "", ""
    if spec.type == "money" and isinstance(stated, int):
        return f"£{stated / 100:.2f}", ""
    if spec.type == "duration" and isinstance(stated, int):
        return f"{stated} minutes", ""
    if spec.type == "instant" and "T" in str(stated):
        day, _, time = str(stated).partition("T")
        return day, time[:5]
    return str(stated), ""


# --- answers --------------------------------------------------------------------------------------


def answer(spec: FactSpec, raw: str, *, time: str = "", unknown: bool = False) -> Any:  # noqa: ANN401
    """Turn an answer into the value that an incident states; None where nothing was answered.

    Raises:
        BadAnswerError: It is no value of this fact.
    """
    raw = raw.strip()
    if unknown:
        return "unknown"
    if not raw:
        return None
    if raw in NOT_KNOWN:
        return raw
    match spec.type:
        case "number":
            return _number(raw)
        case "money":
            return _money(raw)
        case "duration":
            return _duration(raw)
        case "date":
            return day(raw)
        case "instant":
            return moment(raw, time)
        case _:
            return raw


def _bad(kind: str) -> NoReturn:
    raise BadAnswerError(_HOW[kind][0]) from None


def _number(raw: str) -> int | float:
    plain = raw.replace(",", "")
    if re.fullmatch(r"-?\d{1,9}", plain):
        return int(plain)
    if re.fullmatch(r"-?\d{1,9}\.\d{1,6}", plain):
        return float(plain)
    _bad("number")


def _money(raw: str) -> str:
    plain = raw.lower().replace(",", "").replace(" ", "").removeprefix("£").removesuffix("gbp")
    if not re.fullmatch(r"\d{1,7}(\.\d{2})?", plain):
        _bad("money")
    return f"£{plain}"


def _duration(raw: str) -> str:
    found = re.fullmatch(r"(\d{1,6})\s*(min|minute|hour|hr|h|day|week)?s?\.?", raw.lower())
    if found is None:
        _bad("duration")
    unit = {"min": "minute", "hr": "hour", "h": "hour", None: "minute"}.get(found[2], found[2])
    return f"{int(found[1])} {unit}{'' if int(found[1]) == 1 else 's'}"


def day(raw: str) -> str:
    """Read a day as people write it: 2026-03-02, 2/3/2026, 2 March 2026.

    Raises:
        BadAnswerError: It is no day.
    """
    raw = " ".join(raw.lower().replace(",", " ").split())
    try:
        if re.fullmatch(r"\d{4}-\d{2}-\d{2}", raw):
            return date.fromisoformat(raw).isoformat()
        if found := _DAY_FIRST.fullmatch(raw):
            return date(int(found[3]), int(found[2]), int(found[1])).isoformat()
        if found := re.fullmatch(r"(\d{1,2})(?:st|nd|rd|th)? ([a-z]{3,9}) (\d{4})", raw):
            month = next(n for n, name in enumerate(MONTHS, 1) if name.startswith(found[2]))
            return date(int(found[3]), month, int(found[1])).isoformat()
    except (ValueError, StopIteration):
        _bad("date")
    _bad("date")


def moment(raw: str, time: str) -> str:
    """Read a day and, where it is known, the time of that day in this country.

    Raises:
        BadAnswerError: It is none.
    """
    on = day(raw)
    if not time.strip():
        return on
    found = _TIME.fullmatch(time.strip())
    if found is None or int(found[1]) > 23 or int(found[2]) > 59:  # noqa: PLR2004  a clock
        message = "Enter a time such as 14:30, or leave it empty"
        raise BadAnswerError(message)
    at = datetime.fromisoformat(f"{on}T{int(found[1]):02}:{found[2]}:00")
    return at.replace(tzinfo=london()).isoformat(timespec="minutes")


def in_words(spec: FactSpec, value: Any) -> str:  # noqa: ANN401  a fact's value, as it travels
    """Say a stated value in a few words."""
    if isinstance(value, dict) and set(value) <= {"items", "complete"}:
        count = len(value.get("items") or [])
        return f"{count} {'entry' if count == 1 else 'entries'}"
    if isinstance(value, dict):
        ends = [
            f"{spoken(name)} {in_words(spec, end)}"
            for name, end in value.items()
            if end is not None
        ]
        return " and ".join(ends)
    if isinstance(value, str) and value in NOT_KNOWN:
        return {**_STILL_OPEN, "raised": "Somebody has to judge this"}[value]
    if spec.type == "boolean":
        return "Yes" if value in (True, "yes") else "No"
    if spec.type == "deed":
        return _DEEDS.get(_posted(value), _posted(value))
    if spec.type in DAYS:
        return when(str(value))
    if spec.type == "choice":
        text = spec.words.get(value) or spoken(str(value))
        return text[:1].upper() + text[1:]
    written = _written(spec, value)[0]
    return f"{written} {spec.unit}" if spec.unit and spec.type == "number" else written


def when(text: str) -> str:
    """Say a day or a moment as people do."""
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        return text
    return f"{at:%-d %B %Y}" if len(text) == len("2026-03-02") else f"{at:%-d %B %Y, %H:%M}"
