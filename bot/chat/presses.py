"""What comes of a pressed button."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from telegram import CallbackQuery

from bot.languages.saying import marked

NEWS = "t"
"""What the data of a button under a text that somebody had read begins with."""

LONGEST_TOLD = 200
"""Characters of the sentence Telegram shows to whoever pressed (Bot API, answerCallbackQuery)."""

NOT_KEPT = marked("I can store nothing just now, so nothing was changed; what can be read I still answer.")
"""What is told where the database cannot be written."""

Act = Callable[[], Awaitable[object]]


@dataclass(frozen=True, slots=True)
class PressOutcome:
    """One sentence for whoever pressed, if any, and what is done after it was said.

    With `prepare`, the act is worked out first, and should that fail, that is what is told. Of several acts
    of the same sort (`what`) for one message, only the newest is worked out and done.
    """

    told: str | None = None
    act: Act | None = None
    what: str = "shown"
    prepare: Callable[[], Awaitable[Act]] | None = None


PressHandler = Callable[[CallbackQuery, str], Awaitable[PressOutcome]]
"""Takes a press and its data, and says what comes of it."""
