"""How the bot behaves towards those who write to it."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from telegram.ext import CallbackContext, ExtBot

from bot.chat.delivering.sending import Pace

Context = CallbackContext[ExtBot[None], dict[Any, Any], dict[Any, Any], dict[Any, Any]]
"""What handlers are given beside the update: none of the library's own stores are used."""


@dataclass(frozen=True, slots=True)
class Manners:
    """Who is answered, and within what time; times in seconds.

    `allowed` are the user and chat ids that get answers, empty for everyone; `administrators` the user ids
    that may manage the bot; `requests_a_minute` is how much one person may ask. `language` and `timezone` are
    for chats that chose none. `late_after` is the age from which a message of a group is passed over: after
    downtime a private question is still answered, but a group does not want last hour's answers all at once.
    `answer_within` bounds one answer; `curate_within` bounds putting right who is who, for which a large
    corpus is gone through once, and after `slow_after` of it the chat is told that it takes a while.
    `clock` gives seconds that never go back. `note_template` is the office's own Word template for notes.
    """

    allowed: frozenset[int] = frozenset()
    administrators: frozenset[int] = frozenset()
    language: str = "en"
    timezone: str = "UTC"
    requests_a_minute: int = 20
    late_after: float = 300
    answer_within: float = 60
    curate_within: float = 300
    slow_after: float = 5
    note_template: bytes | None = None
    pace: Pace = field(default_factory=Pace)
    now: Callable[[], datetime] = lambda: datetime.now(UTC)
    clock: Callable[[], float] = time.monotonic
