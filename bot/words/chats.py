"""What is kept of chats."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from bot.words.answers import Request


class Excerpts(StrEnum):
    """How much of an answer a chat is shown at once."""

    SHORT = "short"
    MEDIUM = "medium"
    LONG = "long"


class Fault(StrEnum):
    """What somebody finds wrong with an answer."""

    PERSON = "person"
    SPEAKER = "speaker"
    DATE = "date"
    OFF_TOPIC = "off topic"


@dataclass(frozen=True, slots=True)
class Judgements:
    """What was thought of answers: how many were found useful, the requests of those found wrong, and why."""

    useful: int = 0
    wrong: tuple[Request, ...] = ()
    faults: Mapping[Fault, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ChatRecord:
    """What is remembered of a chat; None where it chose nothing and the default holds.

    `introduced` and `turned_away` say what it was told already. `barred` is why the bot may not write there,
    None while it may, and `barred_since` when that was found out, in seconds since 1970. `handling` is the
    mark printed on its documents, "" or None for none. In its `quiet` hours, "22:00-07:00" in its time zone,
    alerts come without a sound; "" or None for none.
    """

    chat: int
    timezone: str | None = None
    language: str | None = None
    excerpts: Excerpts | None = None
    introduced: bool = False
    turned_away: bool = False
    barred: str | None = None
    barred_since: int | None = None
    handling: str | None = None
    quiet: str | None = None


@dataclass(frozen=True, slots=True)
class Screen:
    """What the buttons under a message lead to: the request it answered, and from which corpus revision.

    `message` is None until one of its buttons is pressed. `choices` are the words its numbered buttons ask
    for; `parent` is the key of the screen that "Back" returns to, if any.
    """

    key: str
    chat: int
    request: Request
    revision: str
    message: int | None = None
    choices: tuple[str, ...] = ()
    parent: str | None = None


@dataclass(frozen=True, slots=True)
class AskedLately:
    """When somebody asked, in seconds, oldest first; and whether they were told that it is enough."""

    times: tuple[float, ...] = ()
    told: bool = False
