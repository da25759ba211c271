"""A database that cannot be written keeps back no answer that only reads."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager

import pytest

from bot.chat.presses import NOT_KEPT
from bot.errors import StorageError
from storage.database import Database
from tests.chat.office import MANAGER, Office
from tests.telegram_server.chats import Person

pytestmark = pytest.mark.usefixtures("unpaced")
FULL = "The disk that holds the database aide.db is full: nothing was changed."


@contextmanager
def full_disk(database: Database) -> Iterator[None]:
    """Let nothing be written while the body runs."""
    with pytest.MonkeyPatch.context() as patched:

        def refuse(_: object, **__: object) -> None:
            raise StorageError(FULL)

        patched.setattr(type(database), "writing", refuse)
        yield


async def test_with_a_full_disk_what_only_reads_is_answered_and_administrators_are_told_once(
    office: Office, alice: Person
) -> None:
    manager = office.telegram.user("Manager")
    manager.id = MANAGER
    chat = manager.private
    manager.says("/help")
    await chat.reply()
    with full_disk(office.database):
        for words in ("/help", "/topic fish", "/person Nobody", "fish market"):
            alice.says(words)
            reply = await alice.private.reply()
            assert "went wrong" not in reply.text
            assert not reply.buttons
        told = await chat.reply()
    assert told.text == (
        f"{FULL} Until that is over I answer what can be read, and may be unable to keep anything."
    )
    alice.says("/topic market")
    assert (await alice.private.reply()).buttons
    assert len(chat.replies) == 2


async def test_a_command_that_stores_something_says_that_it_cannot(office: Office, alice: Person) -> None:
    alice.says("/topic fish")
    message = await alice.private.reply()
    with full_disk(office.database):
        for words in ("/watch oil", "/settings Asia/Almaty", "/schedule 08:30"):
            alice.says(words)
            assert (await alice.private.reply()).text == NOT_KEPT
        assert (await alice.presses(message, "Useful").answered())["text"] == NOT_KEPT
        alice.says("/brief")
        assert "fish market" in (await alice.private.reply()).text


async def test_buttons_of_before_turn_pages_with_a_full_disk(office: Office, alice: Person) -> None:
    alice.says("/topic fish")
    message = await alice.private.reply()
    with full_disk(office.database):
        assert "text" not in await alice.presses(message, "Sources").answered()


async def test_another_process_that_writes_delays_no_answer_that_only_reads(
    office: Office, alice: Person
) -> None:
    """The buttons of an answer given meanwhile work once the other process has ended."""
    with closing(sqlite3.connect(office.database.name, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        alice.says("/topic fish")
        message = await alice.private.reply()
        assert message.buttons
        other.execute("ROLLBACK")
    await stored(office, 1)
    await alice.presses(message, "Sources").answered()
    await office.telegram.until(lambda: "001" in message.text, "the sources")


async def stored(office: Office, screens: int) -> None:
    """Wait until so many screens are stored."""
    with closing(sqlite3.connect(office.database.name)) as looking:
        waiting = "SELECT count(*) FROM screens"
        while looking.execute(waiting).fetchone()[0] < screens:  # noqa: ASYNC110 - the database calls nobody
            await asyncio.sleep(0.01)
