"""Asking Telegram for updates, again and again.

The library's own `Updater` is not used (checked in python-telegram-bot 22.8): its pause after an error, up
to thirty seconds, cannot be interrupted, so it would outlast the five seconds a platform gives after SIGTERM;
its polling task ends unseen when the token is revoked; and a conflict with another poller is reported without
saying when it is over. So the loop that fetches updates is here, and everything else is the library's.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from telegram import Update
from telegram.error import TelegramError

from bot.chat.application import ALLOWED_UPDATES, TelegramApplication
from bot.chat.delivering.persistence import Patience, Persistence
from bot.chat.turns import Turns
from bot.chat.written_down import UpdateKeeper

_LOOK_AGAIN = 0.5  # seconds between two polls while Telegram still holds what is being answered


@dataclass
class Poller:
    """Fetches updates and hands them to the application; `heard` is told whenever Telegram has answered."""

    application: TelegramApplication
    turns: Turns
    inbox: UpdateKeeper
    stop: asyncio.Event
    patience: Patience
    persistence: Persistence
    heard: Callable[[], Awaitable[None]]
    offset: int = 0

    async def prepare(self) -> None:
        """Delete a webhook left behind by another deployment: it would make every poll a conflict."""
        await self.persistence.until_done("deleteWebhook", self._delete_webhook)

    async def run(self) -> None:
        """Poll until told to stop.

        Raises:
            InvalidToken: Telegram does not know the token any more.
            AnotherPoller: another process keeps asking for the same bot's updates.
        """
        while not self.stop.is_set():
            await self.persistence.until_done("getUpdates", self._fetch)
            await self.persistence.unless_stopped(self.turns.room())

    async def finish(self) -> None:
        """Tell Telegram what was taken, so that the next start does not get it again."""
        if self.offset:
            with contextlib.suppress(TelegramError):
                await self.application.bot.get_updates(offset=self._confirmed(), limit=1, timeout=0)

    def _confirmed(self) -> int:
        """Return the number of the first update Telegram is to keep: what is not written down yet, or new."""
        unkept = self.inbox.first_unkept()
        return self.offset if unkept is None else min(unkept, self.offset)

    async def _delete_webhook(self) -> None:
        await self.application.bot.delete_webhook(drop_pending_updates=False)

    async def _fetch(self) -> None:
        unkept = self.inbox.first_unkept()
        updates: tuple[Update, ...] = await self.application.bot.get_updates(
            offset=self._confirmed() or None,
            timeout=0 if unkept else self.patience.poll,
            allowed_updates=ALLOWED_UPDATES,
        )
        for update in await self.inbox.take(updates, self.application.bot):
            await self.application.update_queue.put(update)
        if updates:
            self.offset = updates[-1].update_id + 1
        if self.inbox.first_unkept() is not None:
            await asyncio.sleep(_LOOK_AGAIN)
        await self.heard()
