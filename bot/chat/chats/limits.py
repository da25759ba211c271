"""How much one person may ask in a minute, and one sentence when that is enough."""

from __future__ import annotations

from collections import OrderedDict, deque
from dataclasses import dataclass
from enum import Enum, auto

from bot.languages.saying import say_count

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
