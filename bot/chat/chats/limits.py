"""How much one person may ask in a minute, and one sentence when that is enough."""

from __future__ import annotations

from collections import deque
from enum import Enum, auto

from bot.languages.saying import say_count

_WINDOW = 60.0  # seconds
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


class RequestLimit:
    """Counts what each person asked within the last minute."""

    def __init__(self, most: int) -> None:
        """Admit so many requests of a person a minute."""
        self.most = most
        self._asked: dict[int, deque[float]] = {}
        self._told: set[int] = set()

    def admit(self, person: int, now: float) -> Admission:
        """Count a request of `person` and say what is done with it; the clock of `now` never goes back."""
        asked = self._asked.get(person)
        if asked is None:
            self._make_room(now)
            asked = self._asked.setdefault(person, deque())
        while asked and now - asked[0] >= _WINDOW:
            asked.popleft()
        if len(asked) < self.most:
            asked.append(now)
            self._told.discard(person)
            return Admission.ANSWERED
        if person in self._told:
            return Admission.PASSED_OVER
        self._told.add(person)
        return Admission.TOLD

    def _make_room(self, now: float) -> None:
        if len(self._asked) < _MOST_PEOPLE:
            return
        quiet = [person for person, asked in self._asked.items() if now - asked[-1] >= _WINDOW]
        for person in quiet:
            del self._asked[person]
            self._told.discard(person)
