"""What the buttons under messages lead to: kept for a month, found again by a short key.

A button makes its answer anew from the words of the request, so these are kept exactly as long as buttons
work.
"""

from __future__ import annotations

import asyncio
import json
import secrets
from collections.abc import Sequence

from sqlalchemy import ColumnElement, Select, delete, func, insert, or_, select, update

from bot.errors import StorageError
from bot.words.answers import Kind, Request
from bot.words.chats import Fault, Judgements, Screen
from storage.database import Database
from storage.kept.keeping import oldest_kept, storable
from storage.schema import opinions, screens

_KEY_BYTES = 9  # twelve characters; nobody guesses one of 2**72
_ADOPTED_WITHIN = 0.25  # seconds somebody who presses a button waits for another process to let go


class StoredScreens:
    """The screens in the database. Every method raises `StorageError` when it cannot be used.

    Times are in seconds since 1970; a screen older than `KEPT_DAYS` (`storage.kept.keeping`) is gone.

    Args:
        database: where they are kept.
        adopted_within: seconds `find` waits until it is noted to which message a screen belongs.
    """

    def __init__(self, database: Database, adopted_within: float = _ADOPTED_WITHIN) -> None:
        self._database = database
        self._adopted_within = adopted_within

    def new_key(self) -> str:
        """Return a key no screen has, which nobody guesses."""
        return secrets.token_urlsafe(_KEY_BYTES)

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
        """Return the screen of a request under a message, the same again for the same request there.

        A new one has the key given, if any.
        """
        request = Request(request.kind, storable(request.words), storable(request.language))
        choices = tuple(storable(choice) for choice in choices)
        async with self._database.writing() as connection:
            await connection.execute(delete(screens).where(_is_old(now)))
            if message is not None:
                row = (await connection.execute(_under(chat, message, request))).one_or_none()
                if row is not None:
                    shown = {"revision": revision, "choices": json.dumps(choices), "made": now}
                    await connection.execute(update(screens).where(screens.c.key == row.key).values(**shown))
                    return Screen(row.key, chat, request, revision, message, choices, row.parent)
            screen = Screen(key or self.new_key(), chat, request, revision, message, choices, parent)
            await connection.execute(insert(screens).values(**_row(screen, now)))
        return screen

    async def find(self, key: str, chat: int, message: int, now: int) -> Screen | None:
        """Return the screen with this key if it belongs to this message, None when there is none (any more).

        One whose message was not known yet belongs to the first that asks in its chat, also where that cannot
        be noted, or not at once.
        """
        mine = [screens.c.key == key, screens.c.chat == chat, screens.c.made >= oldest_kept(now)]
        of_message = or_(screens.c.message == message, screens.c.message.is_(None))
        async with self._database.reading() as connection:
            row = (await connection.execute(select(screens).where(*mine, of_message))).one_or_none()
        if row is None:
            return None
        if row.message is None and not await self._adopted(key, message):
            return None
        request = Request(Kind(row.kind), row.words, row.language)
        choices = tuple(json.loads(row.choices))
        return Screen(row.key, row.chat, request, row.revision, message, choices, row.parent)

    async def renew(self, screen: Screen, revision: str, choices: Sequence[str]) -> None:
        """Note that a screen shows another revision of the corpus now, and what its buttons ask for."""
        values = {"revision": revision, "choices": json.dumps([storable(choice) for choice in choices])}
        async with self._database.writing() as connection:
            await connection.execute(update(screens).where(screens.c.key == screen.key).values(**values))

    async def judge(
        self, key: str, person: int, now: int, *, useful: bool, fault: Fault | None = None
    ) -> bool:
        """Store what somebody thinks of a screen, in place of what they thought before.

        Returns whether there is such a screen.
        """
        values = {"screen": key, "telegram_user": person, "useful": useful, "given": now}
        values["fault"] = fault.value if fault is not None else None
        async with self._database.writing() as connection:
            there = select(screens.c.key).where(screens.c.key == key)
            if (await connection.execute(there)).first() is None:
                return False
            await connection.execute(
                delete(opinions).where(opinions.c.screen == key, opinions.c.telegram_user == person)
            )
            await connection.execute(insert(opinions).values(**values))
        return True

    async def forget_old(self, now: int) -> None:
        """Delete what is too old, and what was thought of it."""
        async with self._database.writing() as connection:
            await connection.execute(delete(screens).where(_is_old(now)))

    async def judgements(self) -> Judgements:
        """Return what was thought of answers."""
        useful = select(func.count()).select_from(opinions).where(_is(useful=True))
        wrong = (
            select(screens.c.kind, screens.c.words, screens.c.language, func.max(opinions.c.given))
            .join(opinions)
            .where(_is(useful=False))
            .group_by(screens.c.kind, screens.c.words, screens.c.language)
            .order_by(func.max(opinions.c.given).desc())
        )
        why = (
            select(opinions.c.fault, func.count())
            .where(opinions.c.fault.is_not(None))
            .group_by(opinions.c.fault)
        )
        async with self._database.reading() as connection:
            found = (await connection.execute(useful)).scalar_one()
            rows = (await connection.execute(wrong)).all()
            faults = {row.fault: row[1] for row in await connection.execute(why)}
        return Judgements(
            found,
            tuple(Request(Kind(row.kind), row.words, row.language) for row in rows),
            {fault: faults[fault.value] for fault in Fault if fault.value in faults},
        )

    async def _adopted(self, key: str, message: int) -> bool:
        adopting = asyncio.create_task(self._adopt(key, message))
        await asyncio.wait({adopting}, timeout=self._adopted_within)
        if not adopting.done():
            adopting.add_done_callback(lambda task: task.cancelled() or task.exception())
            return True
        try:
            return adopting.result()
        except StorageError:
            return True

    async def _adopt(self, key: str, message: int) -> bool:
        unknown = screens.c.message.is_(None)
        async with self._database.writing() as connection:
            adopted = await connection.execute(
                update(screens).where(screens.c.key == key, unknown).values(message=message)
            )
            if adopted.rowcount:
                return True
            ours = select(screens.c.key).where(screens.c.key == key, screens.c.message == message)
            return (await connection.execute(ours)).one_or_none() is not None


def _is_old(now: int) -> ColumnElement[bool]:
    return screens.c.made < oldest_kept(now)


def _is(*, useful: bool) -> ColumnElement[bool]:
    return opinions.c.useful.is_(useful)


def _under(chat: int, message: int, request: Request) -> Select[str, str | None]:
    same = (
        screens.c.chat == chat,
        screens.c.message == message,
        screens.c.kind == request.kind,
        screens.c.words == request.words,
        screens.c.language == request.language,
    )
    return select(screens.c.key, screens.c.parent).where(*same).limit(1)


def _row(screen: Screen, now: int) -> dict[str, object]:
    return {
        "key": screen.key,
        "chat": screen.chat,
        "message": screen.message,
        "kind": screen.request.kind.value,
        "words": screen.request.words,
        "language": screen.request.language,
        "revision": screen.revision,
        "choices": json.dumps(screen.choices),
        "parent": screen.parent,
        "made": now,
    }
