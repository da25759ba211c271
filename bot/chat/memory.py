"""What the Telegram side keeps between messages, and who keeps it."""

from __future__ import annotations

import math
import time
from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from bot.chat.written_down import InboxStore
from bot.words.answers import Request
from bot.words.chats import ChatRecord, Excerpts, Fault, Screen

_AT_HAND = 2000  # chats whose record is kept in memory


class ChatStore(Protocol):
    """Where chats are stored. Every method raises `StorageError` when the database cannot be used."""

    async def record(self, chat: int) -> ChatRecord:
        """Return what is remembered of a chat."""

    async def choose(
        self,
        chat: int,
        *,
        timezone: str | None = None,
        language: str | None = None,
        excerpts: Excerpts | None = None,
        handling: str | None = None,
        quiet: str | None = None,
    ) -> None:
        """Store what a chat chose."""

    async def introduce(self, chat: int) -> bool:
        """Note that the bot introduced itself; return whether it had not before."""

    async def turn_away(self, chat: int) -> bool:
        """Note that a stranger was told so; return whether they had not been."""

    async def bar(self, chat: int, reason: str, now: int) -> bool:
        """Note that the bot may not write in a chat; return whether that is new."""

    async def admit(self, chat: int) -> bool:
        """Note that it may; return whether that is new."""

    async def move(self, old: int, new: int) -> None:
        """Give everything of a chat its new id."""

    async def forget(self, chat: int) -> None:
        """Delete everything of a chat."""


class ScreenStore(Protocol):
    """Where screens are stored. Every method raises `StorageError` when the database cannot be used."""

    def new_key(self) -> str:
        """Return a key no screen has, which nobody guesses."""

    async def open(
        self,
        chat: int,
        request: Request,
        revision: str,
        now: int,
        *,
        message: int | None = None,
        choices: Sequence[str] = (),
        parent: str | None = None,
        key: str | None = None,
    ) -> Screen:
        """Return the screen of a request under a message; a new one has the key given, if any."""

    async def find(self, key: str, chat: int, message: int, now: int) -> Screen | None:
        """Return the screen with this key if it belongs to this message."""

    async def renew(self, screen: Screen, revision: str, choices: Sequence[str]) -> None:
        """Note what a screen shows now."""

    async def judge(
        self, key: str, person: int, now: int, *, useful: bool, fault: Fault | None = None
    ) -> bool:
        """Store what somebody thinks of a screen; return whether there is such a one."""

    async def forget_old(self, now: int) -> None:
        """Delete what is too old."""


def excerpts_of(record: ChatRecord) -> Excerpts:
    """Return how much of an answer a chat is shown at once: less in a group, unless it chose otherwise."""
    return record.excerpts or (Excerpts.MEDIUM if record.chat > 0 else Excerpts.SHORT)


@dataclass(frozen=True, slots=True)
class Memory:
    """All of them; without an inbox, what was not acted on is lost when the program ends."""

    chats: ChatStore
    screens: ScreenStore
    inbox: InboxStore | None = None


class Chats:
    """The chats' records, at hand for every message: for ever where this process alone changes them."""

    def __init__(
        self,
        store: ChatStore,
        keeps_for: float = math.inf,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Take what stores chats, and for how many seconds of the clock a record is what the store has."""
        self._store = store
        self._keeps_for = keeps_for
        self._clock = clock
        self._records: OrderedDict[int, tuple[ChatRecord, float]] = OrderedDict()
        self._changes = 0

    async def record(self, chat: int) -> ChatRecord:
        """Return what is remembered of a chat."""
        known, read = self._records.get(chat, (None, 0.0))
        if known is None or self._clock() - read >= self._keeps_for:
            changes, read = self._changes, self._clock()
            known = await self._store.record(chat)
            if changes == self._changes:  # else it may be what was there before the change
                self._records[chat] = known, read
            while len(self._records) > _AT_HAND:
                self._records.popitem(last=False)
        return known

    def _changed(self, *chats: int) -> None:
        self._changes += 1
        for chat in chats:
            self._records.pop(chat, None)

    async def choose(
        self,
        chat: int,
        *,
        timezone: str | None = None,
        language: str | None = None,
        excerpts: Excerpts | None = None,
        handling: str | None = None,
        quiet: str | None = None,
    ) -> None:
        """Store what a chat chose; what is None stays as it is."""
        await self._store.choose(
            chat, timezone=timezone, language=language, excerpts=excerpts, handling=handling, quiet=quiet
        )
        self._changed(chat)

    async def introduce(self, chat: int) -> bool:
        """Note that the bot introduced itself to a chat; return whether it had not before."""
        new = await self._store.introduce(chat)
        self._changed(chat)
        return new

    async def turn_away(self, chat: int) -> bool:
        """Note that a stranger was told that the bot is not for them; return whether they had not been."""
        if (await self.record(chat)).turned_away:
            return False
        new = await self._store.turn_away(chat)
        self._changed(chat)
        return new

    async def bar(self, chat: int, reason: str, now: int) -> bool:
        """Note why and since when the bot may not write in a chat; return whether that is new."""
        before = (await self._store.record(chat)).barred
        await self._store.bar(chat, reason, now)
        self._changed(chat)
        return before is None

    async def admit(self, chat: int) -> None:
        """Note that the bot may write in a chat."""
        if (await self.record(chat)).barred is not None:
            await self._store.admit(chat)
            self._changed(chat)

    async def move(self, old: int, new: int) -> None:
        """Let a chat that became a supergroup keep everything under its new id."""
        await self._store.move(old, new)
        self._changed(old, new)

    async def forget(self, chat: int) -> None:
        """Delete everything stored of a chat."""
        await self._store.forget(chat)
        self._changed(chat)
