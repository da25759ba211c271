"""How much one person may ask in a minute, and one sentence when that is enough."""

from __future__ import annotations

import logging
from collections import OrderedDict, deque
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import Enum, auto
from typing import Protocol

from bot.errors import StorageError
from bot.languages.saying import say_count
from bot.words.chats import AskedLately

_LOGGER = logging.getLogger(__name__)

_WINDOW = 60.0  # seconds
_TYPING = 20.0  # seconds between two queries of words that are still being typed
_MOST_TYPED = 12  # queries of one row of typing: a name takes about so many letters
_MOST_PEOPLE = 5000  # from here on, those who have been quiet for a minute are forgotten


def enough(most: int) -> str:
    """Return the sentence somebody who asks more than so many times a minute is told, once."""
    return say_count(
        "That is enough for a moment: I answer {count} request a minute from one person.",
        "That is enough for a moment: I answer {count} requests a minute from one person.",
        most,
    )


class Admission(Enum):
    """Whether a request is answered, told that it is enough, or passed over because that was said."""

    ANSWERED = auto()
    TOLD = auto()
    PASSED_OVER = auto()


class RequestCounts(Protocol):
    """Where several processes keep together what each person asked; raises `StorageError`."""

    async def change(self, person: int, rule: Callable[[AskedLately, float], AskedLately]) -> None:
        """Let a rule make, of what somebody asked and the time in seconds, what they have asked now."""

    async def forget_old(self, now: int) -> None:
        """Delete what counts no more."""


@dataclass(slots=True)
class _Asking:
    """What one person asked within the last minute, and whether they were told that it is enough."""

    times: deque[float] = field(default_factory=deque)
    told: bool = False

    def admit(self, most: int, now: float) -> Admission:
        while self.times and now - self.times[0] >= _WINDOW:
            self.times.popleft()
        if len(self.times) < most:
            self.times.append(now)
            self.told = False
            return Admission.ANSWERED
        if self.told:
            return Admission.PASSED_OVER
        self.told = True
        return Admission.TOLD


class RequestLimit:
    """Counts what each person asked within the last minute, with the other processes that answer, if any."""

    def __init__(self, most: int, counts: RequestCounts | None = None) -> None:
        """Admit so many requests of a person a minute; `counts` is shared with other processes."""
        self.most = most
        self._counts = counts
        self._asked: dict[int, _Asking] = {}

    async def admit(self, person: int, now: float) -> Admission:
        """Count a request of `person` and say what is done with it; the clock of `now` never goes back."""
        if self._counts is not None:
            try:
                return await self._admit_together(self._counts, person)
            except StorageError as error:
                _LOGGER.warning("Requests are counted by each process for itself: %s", error)
        asked = self._asked.get(person)
        if asked is None:
            self._make_room(now)
            asked = self._asked.setdefault(person, _Asking())
        return asked.admit(self.most, now)

    async def _admit_together(self, counts: RequestCounts, person: int) -> Admission:
        found = Admission.ANSWERED

        def count(before: AskedLately, now: float) -> AskedLately:
            nonlocal found
            asking = _Asking(deque(before.times), before.told)
            found = asking.admit(self.most, now)
            return AskedLately(tuple(asking.times), asking.told)

        await counts.change(person, count)
        return found

    def _make_room(self, now: float) -> None:
        if len(self._asked) < _MOST_PEOPLE:
            return
        quiet = [person for person, asked in self._asked.items() if now - asked.times[-1] >= _WINDOW]
        for person in quiet:
            del self._asked[person]


@dataclass(slots=True)
class _Typed:
    words: str
    at: float
    queries: int = 1


class Typing:
    """Knows which queries are one request: Telegram sends what is typed inline letter by letter."""

    def __init__(self) -> None:
        self._last: OrderedDict[int, _Typed] = OrderedDict()

    def goes_on(self, person: int, words: str, now: float) -> bool:
        """Say whether a query only goes on typing, or takes back, what the last one of `person` had."""
        last = self._last.pop(person, None)
        longer, shorter = sorted((words, last.words if last else ""), key=len, reverse=True)
        same = (
            last is not None
            and last.queries < _MOST_TYPED
            and now - last.at < _TYPING
            and longer.startswith(shorter)
        )
        self._last[person] = _Typed(words, now, last.queries + 1 if same and last else 1)
        while len(self._last) > _MOST_PEOPLE:
            self._last.popitem(last=False)
        return same
