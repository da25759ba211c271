"""Links that open a chat with the bot and ask it for something: https://t.me/BOT?start=…

What is asked for stands in the link itself: a letter for its kind, and its words. Telegram lets 64 letters,
digits, "_" and "-" through; what does not fit has no link.
"""

from __future__ import annotations

import re
from base64 import urlsafe_b64decode, urlsafe_b64encode

from bot.words.answers import Kind

_LETTERS = {Kind.PERSON: "p", Kind.TOPIC: "t", Kind.ARTICLE: "a", Kind.QUESTION: "q"}
_KINDS = {letter: kind for kind, letter in _LETTERS.items()}
_PAYLOAD = re.compile(r"([ptaq])_([A-Za-z0-9_-]{1,62})", re.ASCII)
_PLAIN = re.compile(r"[A-Za-z0-9_-]{1,62}", re.ASCII)


def start_link(bot: str, kind: Kind, words: str) -> str | None:
    """Return the link that asks a bot, by its user name, for some words; None where none can."""
    payload = start_payload(kind, words)
    return f"https://t.me/{bot}?start={payload}" if bot and payload else None


def start_payload(kind: Kind, words: str) -> str | None:
    """Return what stands behind "start=" in the link that asks for some words; None where none can."""
    letter = _LETTERS.get(kind)
    if letter is None or not words:
        return None
    payload = words if kind is Kind.ARTICLE else _packed(words)
    return f"{letter}_{payload}" if _PLAIN.fullmatch(payload) else None


def read_start(payload: str) -> tuple[Kind, str] | None:
    """Return what the words after /start ask for; None when no link of ours wrote them."""
    found = _PAYLOAD.fullmatch(payload)
    if found is None:
        return None
    kind = _KINDS[found[1]]
    words = found[2] if kind is Kind.ARTICLE else _unpacked(found[2])
    return (kind, words) if words else None


def _packed(words: str) -> str:
    return urlsafe_b64encode(words.encode(errors="replace")).decode().rstrip("=")


def _unpacked(payload: str) -> str:
    try:
        return urlsafe_b64decode(payload + "=" * (-len(payload) % 4)).decode()
    except ValueError:
        return ""
