"""What is remembered of chats: what they chose, what they were told, and whether they may be written to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields
from typing import Any

from sqlalchemy import (
    Delete,
    PrimaryKeyConstraint,
    Table,
    UniqueConstraint,
    delete,
    exists,
    insert,
    select,
    update,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.words.chats import ChatRecord, Excerpts
from storage.batches import batches
from storage.database import Database
from storage.kept.answers import key_of
from storage.schema import answers, chats, metadata, screens, subscriptions

_KEYS = 500  # values in one statement
_NOTHING_KNOWN = {
    one.name: one.default for one in fields(ChatRecord) if one.name in chats.c and one.name != "chat"
}


class StoredChats:
    """The chats in the database. Every method raises `StorageError` when it cannot be used."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def record(self, chat: int) -> ChatRecord:
        """Return what is remembered of a chat; of one never seen, nothing."""
        async with self._database.reading() as connection:
            row = (await connection.execute(select(chats).where(chats.c.chat == chat))).one_or_none()
        if row is None:
            return ChatRecord(chat)
        known = dict(row._mapping)
        known["excerpts"] = None if row.excerpts is None else Excerpts(row.excerpts)
        return ChatRecord(**known)

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
        chosen = {
            "timezone": timezone,
            "language": language,
            "excerpts": excerpts,
            "handling": handling,
            "quiet": quiet,
        }
        await self._note(chat, {name: value for name, value in chosen.items() if value is not None})

    async def introduce(self, chat: int) -> bool:
        """Note that the bot introduced itself to a chat; return whether it had not before."""
        return await self._note(chat, {"introduced": True})

    async def turn_away(self, chat: int) -> bool:
        """Note that a stranger was told that the bot is not for them; return whether they had not been."""
        return await self._note(chat, {"turned_away": True})

    async def bar(self, chat: int, reason: str, now: int) -> bool:
        """Note why and since when the bot may not write in a chat; return whether that is new."""
        return await self._note(chat, {"barred": reason, "barred_since": now})

    async def admit(self, chat: int) -> bool:
        """Note that the bot may write in a chat; return whether it might not before."""
        return await self._note(chat, {"barred": None, "barred_since": None})

    async def move(self, old: int, new: int) -> None:
        """Let a chat that became a supergroup keep, under its new id, everything it had under the old one."""
        if old == new:
            return
        async with self._database.writing() as connection:
            for table in _tables_with("chat"):
                for columns in _unique_with_chat(table):
                    await connection.execute(_giving_way(table, columns, old, new))
                await connection.execute(update(table).where(table.c.chat == old).values(chat=new))

    async def forget(self, chat: int) -> None:
        """Delete everything stored of a chat, and of the person it is with when it is a private one."""
        async with self._database.writing() as connection:
            # Answers are kept by what was asked, whoever asked it.
            shown = await connection.execute(
                select(screens.c.kind, screens.c.words).where(screens.c.chat == chat).distinct()
            )
            keys = [key_of(f"{kind}\n{words}") for kind, words in shown]
            for batch in batches(keys, _KEYS):
                await connection.execute(delete(answers).where(answers.c.request.in_(batch)))
            # What they asked for in other chats belongs to those; only who asked is forgotten.
            theirs = subscriptions.c.asked_by == chat
            await connection.execute(update(subscriptions).where(theirs).values(asked_by=None))
            for name in ("chat", "telegram_user"):
                for table in _tables_with(name):
                    await connection.execute(delete(table).where(table.c[name] == chat))
        await self._database.scrub()

    async def _note(self, chat: int, values: Mapping[str, Any]) -> bool:
        """Store values of a chat; return whether one of them is another than before."""
        async with self._database.writing() as connection:
            row = await _row(connection, chat)
            before = _NOTHING_KNOWN if row is None else row
            if all(before[name] == value for name, value in values.items()):
                return False
            if row is None:
                await connection.execute(insert(chats).values({**_NOTHING_KNOWN, **values, "chat": chat}))
            else:
                await connection.execute(update(chats).where(chats.c.chat == chat).values(**values))
        return True


async def _row(connection: AsyncConnection, chat: int) -> Mapping[str, Any] | None:
    row = (await connection.execute(select(chats).where(chats.c.chat == chat))).one_or_none()
    return None if row is None else dict(row._mapping)


def _tables_with(column: str) -> list[Table]:
    return [table for table in reversed(metadata.sorted_tables) if column in table.c]


def _unique_with_chat(table: Table) -> Iterator[Sequence[str]]:
    """Yield the other columns of each set of a table's columns that can have the same values once."""
    for constraint in table.constraints:
        if isinstance(constraint, (PrimaryKeyConstraint, UniqueConstraint)):
            names = [column.name for column in constraint.columns]
            if "chat" in names:
                yield [name for name in names if name != "chat"]


def _giving_way(table: Table, columns: Sequence[str], old: int, new: int) -> Delete:
    """Return what deletes what is known under the new id already, where both cannot be."""
    moving = table.alias()
    same = [moving.c[name] == table.c[name] for name in columns]
    return delete(table).where(table.c.chat == new, exists().where(moving.c.chat == old, *same))
