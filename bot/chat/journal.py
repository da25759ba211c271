"""One line in the log for every update: its id, its chat, what was asked for, what came of it, and how long.

Never a word of what people write, nor who they are.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from enum import StrEnum

from telegram import Update

from bot.words.answers import Status

_LOGGER = logging.getLogger(__name__)


class UpdateOutcome(StrEnum):
    """What came of an update."""

    ANSWERED = "answered"
    NONE = "none"
    AMBIGUOUS = "ambiguous"
    INVALID = "invalid"
    REFUSED = "refused"
    TOO_MANY = "too many"
    LATE = "too late"
    NOTED = "noted"
    NOT_FOR_US = "not for us"
    JOINED = "joined another"
    UNSENT = "not sent"
    TOO_LONG = "too long"
    FAILED = "failed"
    DROPPED = "dropped"
    CUT_OFF = "cut off"


OF_STATUS = {
    Status.FOUND: UpdateOutcome.ANSWERED,
    Status.PARTIAL: UpdateOutcome.ANSWERED,
    Status.NONE: UpdateOutcome.NONE,
    Status.AMBIGUOUS: UpdateOutcome.AMBIGUOUS,
    Status.INVALID: UpdateOutcome.INVALID,
}


@dataclass
class JournalEntry:
    """What is written of an update; `kind` is the sort of the update until it is known what it asks for."""

    update: int | None
    chat: int | None
    kind: str
    outcome: UpdateOutcome = UpdateOutcome.NOT_FOR_US


_entry: ContextVar[JournalEntry | None] = ContextVar("_entry", default=None)


def current_entry() -> JournalEntry | None:
    """Return what is written of the update being handled, None outside of any."""
    return _entry.get()


def note(
    outcome: UpdateOutcome | None = None, *, kind: str | None = None, entry: JournalEntry | None = None
) -> None:
    """Note what came of the update being handled (or of another's entry), or what it asks for.

    The last word counts.
    """
    entry = entry or _entry.get()
    if entry is None:
        return
    if outcome is not None:
        entry.outcome = outcome
    if kind is not None:
        entry.kind = kind


Count = Callable[[str, str, float], None]
"""Counts an update: its kind, what came of it, and how many seconds that took."""


@contextmanager
def entered(
    update: object, clock: Callable[[], float] = time.monotonic, count: Count | None = None
) -> Iterator[JournalEntry]:
    """Write the line of an update when the body has ended, however it ends, and `count` it."""
    begun = clock()
    entry = _blank(update)
    token = _entry.set(entry)
    try:
        yield entry
    finally:
        _entry.reset(token)
        seconds = clock() - begun
        milliseconds = round(seconds * 1000)
        if count is not None:
            count(entry.kind, entry.outcome.value, seconds)
        _LOGGER.info(
            "Update %s of chat %s (%s): %s in %s ms",
            entry.update,
            entry.chat,
            entry.kind,
            entry.outcome,
            milliseconds,
            extra={
                "fields": {
                    "update": entry.update,
                    "chat": entry.chat,
                    "kind": entry.kind,
                    "outcome": entry.outcome.value,
                    "ms": milliseconds,
                }
            },
        )


def _blank(update: object) -> JournalEntry:
    if not isinstance(update, Update):
        return JournalEntry(None, None, "unknown")
    chat = update.effective_chat
    sort = next((name for name in Update.ALL_TYPES if getattr(update, name, None) is not None), "unknown")
    return JournalEntry(update.update_id, chat.id if chat else None, sort)
