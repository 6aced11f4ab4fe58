"""Ids within a page, and the small words that pages are made of."""

from __future__ import annotations


def anchor(kind: str, name: str) -> str:
    """Give an id for something that a link leads to."""
    plain = "".join(c if c.isalnum() or c in "-_" else "-" for c in name)
    return f"{kind}-{plain.strip('-')}"


def capital(text: str) -> str:
    """Begin a text with a capital letter."""
    return text[:1].upper() + text[1:]


def sentence(text: str) -> str:
    """Make a sentence of a text: a capital at its head, and a stop at its end."""
    text = capital(text.strip())
    return text if text.endswith((".", "?", "!")) else f"{text}."


def counted(number: int, one: str, many: str = "") -> str:
    """Count things: `1 question`, `2 questions`."""
    return f"{number} {one if number == 1 else many or one + 's'}"


def within(name: str) -> str:
    """Say what somebody is called within a sentence: `whoever reported it`, but `Person 1`, `K`."""
    if name.startswith(("Whoever", "Somebody")):
        return name[:1].lower() + name[1:]
    return name
