"""What Telegram hands over, as it is written down."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Handed:
    """An update: its number, its chat if it has one, and all of it as JSON; None for what is not for us."""

    number: int
    chat: int | None
    content: str | None
