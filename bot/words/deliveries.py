"""What chats asked to be told, and what they are owed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from bot.words.answers import Briefing


class Place(NamedTuple):
    """Where messages go: a chat, and the topic of a forum in it (0 for none)."""

    chat: int
    topic: int = 0


class SubscriptionKind(StrEnum):
    """What a chat asked to be told by itself: whatever is new, or a briefing at a time.

    BRIEF is told only when it is asked for; it holds up to where the chat was briefed then.
    """

    WATCH = "watch"
    SCHEDULE = "schedule"
    BRIEF = "brief"


class Narrowing(StrEnum):
    """What a watch leaves out: all but the person's own words, or all but headlines."""

    OWN_WORDS = "own words"
    HEADLINES = "headlines"


@dataclass(frozen=True, slots=True)
class Subscription:
    """A watch or a schedule of a chat; times are seconds since 1970.

    `words` name a person or a topic, empty for everything. `seen` is the number of the last arrival it has
    looked at. `timetable` is that of a schedule as its room writes it, `zone` the time zone `due`, its next
    time, was worked out in; `told` is when it last had a briefing. A watch is quiet until `muted_until`, and
    may be `narrowed`. `asked_by` is the Telegram user who asked for it, where known.
    """

    id: int
    place: Place
    kind: SubscriptionKind
    words: str
    seen: int = 0
    timetable: str | None = None
    zone: str | None = None
    due: int | None = None
    told: int | None = None
    muted_until: int | None = None
    asked_by: int | None = None
    narrowed: Narrowing | None = None

    def is_muted(self, now: datetime) -> bool:
        """Say whether it is quiet at a time; aware."""
        return self.muted_until is not None and self.muted_until > now.timestamp()


class Arrival(NamedTuple):
    """An article the corpus did not have before, by the order in which they came.

    `fingerprint` stands for its words: the same words under another id are no arrival. `digest` is that of
    the document it came in.
    """

    number: int
    article: str
    fingerprint: str
    digest: str


class DeliveryState(StrEnum):
    """How far a delivery is; SENDING means that it may have left, and nobody noted yet whether it arrived."""

    DUE = "due"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"
    GIVEN_UP = "given up"


class Button(NamedTuple):
    """A button under a message: its label and what pressing it sends back, at most 64 bytes."""

    label: str
    data: str


@dataclass(frozen=True, slots=True)
class Delivery:
    """A message written down before it is sent; one a place and window. Times are seconds since 1970.

    `not_before` is when it may be tried (again), `attempts` how often that failed, `doubts` how often nobody
    knows whether it arrived. `answer` is what it shows, where that may be added to later. One that `amends`
    another changes the message of that one, whose id at Telegram is `message`, None where it has none.
    `version` counts how often what it shows was changed.
    """

    id: int
    place: Place
    window: str
    html: str
    buttons: tuple[tuple[Button, ...], ...] = ()
    state: DeliveryState = DeliveryState.DUE
    not_before: int = 0
    attempts: int = 0
    doubts: int = 0
    reason: str | None = None
    answer: Briefing | None = None
    amends: int | None = None
    message: int | None = None
    version: int = 0


@dataclass(frozen=True, slots=True)
class Told:
    """What a delivery changes of a subscription: what it has seen, its next time, and the stories it told.

    Where `seen` is None, it goes on from where it was: only the stories count as told. They were told in
    another `delivery` where that is named, and stay told whatever becomes of this one.
    """

    subscription: int
    seen: int | None
    due: int | None = None
    stories: tuple[str, ...] = ()
    delivery: int | None = None


class Telling(NamedTuple):
    """That a subscription was told a story, and in which delivery, None where nobody knows."""

    subscription: int
    story: str
    delivery: int | None


@dataclass(frozen=True, slots=True)
class Health:
    """How the bot is doing: what it serves, and when it last heard from Telegram (seconds since 1970).

    `barred` are the chats it may not write in, `reasons` the newest for which deliveries did not arrive.
    """

    chats: int
    barred: int
    watches: int
    schedules: int
    deliveries: Mapping[DeliveryState, int]
    reasons: tuple[str, ...] = ()
    heard: int | None = None
