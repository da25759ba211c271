"""What every table that keeps people's words holds to: for how long, and in which characters."""

from __future__ import annotations

KEPT_DAYS = 31
"""Requests and deliveries are kept a month, whatever month it is: so long the buttons under answers work."""
_DAY = 86_400  # seconds


def oldest_kept(now: int) -> int:
    """Return the second (since 1970) before which what was stored is deleted."""
    return now - KEPT_DAYS * _DAY


def storable(words: str) -> str:
    """Return words as a database takes them: a message may hold half a character, which is no text."""
    return words.encode(errors="replace").decode()
