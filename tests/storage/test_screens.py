"""What buttons lead to: found by a key in its own chat and message, until it is a month old."""

from __future__ import annotations

import asyncio

from sqlalchemy import func, select

from bot.words.answers import Kind, Request
from bot.words.chats import Fault, Judgements, Screen
from storage.database import Database, open_database
from storage.kept.keeping import KEPT_DAYS
from storage.kept.screens import StoredScreens
from storage.schema import screens

ASKED = Request(Kind.SAID, "Marsh on “trade”", "en")
DAY = 86_400


def patient(database: Database) -> StoredScreens:
    """Return screens whose message is noted before they are shown, however slow the machine is."""
    return StoredScreens(database, adopted_within=60)


async def count(database: Database) -> int:
    async with database.reading() as connection:
        return (await connection.execute(select(func.count()).select_from(screens))).scalar_one()


async def test_a_screen_is_found_after_a_restart_with_all_it_was_given(url: str) -> None:
    async with open_database(url) as database:
        opened = await StoredScreens(database).open(7, ASKED, "3", 1000, choices=("Ann Marsh", "Tom Marsh"))
    assert len(opened.key) == 12
    async with open_database(url) as database:
        found = await patient(database).find(opened.key, 7, 55, 2000)
    assert found == Screen(opened.key, 7, ASKED, "3", 55, ("Ann Marsh", "Tom Marsh"))


async def test_a_screen_belongs_to_its_chat_and_to_the_first_message_that_asks(database: Database) -> None:
    kept = patient(database)
    key = (await kept.open(7, ASKED, "1", 1000)).key
    assert await kept.find(key, 8, 55, 1000) is None
    assert await kept.find(key, 7, 55, 1000) is not None
    assert await kept.find(key, 7, 56, 1000) is None
    assert await kept.find("AAAAAAAAAAAA", 7, 55, 1000) is None


async def test_of_many_who_ask_at_once_one_message_gets_a_screen(database: Database) -> None:
    kept = patient(database)
    key = (await kept.open(7, ASKED, "1", 1000)).key
    found = await asyncio.gather(*(kept.find(key, 7, message, 1000) for message in range(10)))
    assert sum(screen is not None for screen in found) == 1
    message = next(screen.message for screen in found if screen is not None)
    assert message is not None
    again = await asyncio.gather(*(kept.find(key, 7, message, 1000) for _ in range(10)))
    assert None not in again


async def test_the_same_request_under_the_same_message_is_the_same_screen(database: Database) -> None:
    kept = patient(database)
    first = await kept.open(7, ASKED, "1", 1000, message=55, parent="root")
    again = await kept.open(7, ASKED, "2", 1001, message=55, choices=("x",), parent="elsewhere")
    assert again.key == first.key
    assert again.parent == "root"
    assert await kept.find(first.key, 7, 55, 1001) == again
    assert (await kept.open(7, ASKED, "1", 1000, message=56)).key != first.key
    assert await count(database) == 2


async def test_screens_age_out_and_are_deleted_by_the_next_one(database: Database) -> None:
    kept = patient(database)
    key = (await kept.open(7, ASKED, "1", 0)).key
    await kept.judge(key, 1, 0, useful=True)
    assert await kept.find(key, 7, 55, KEPT_DAYS * DAY) is not None
    assert await kept.find(key, 7, 55, KEPT_DAYS * DAY + 1) is None
    await kept.open(7, ASKED, "1", KEPT_DAYS * DAY + 1)
    assert await count(database) == 1
    assert await kept.judgements() == Judgements()


async def test_a_screen_shows_what_it_was_renewed_to(database: Database) -> None:
    kept = patient(database)
    screen = await kept.open(7, ASKED, "1", 1000, message=55)
    await kept.renew(screen, "2", ("Ann",))
    found = await kept.find(screen.key, 7, 55, 1000)
    assert found is not None
    assert (found.revision, found.choices) == ("2", ("Ann",))


async def test_words_that_hold_half_a_character_are_kept_without_it(database: Database) -> None:
    kept = patient(database)
    screen = await kept.open(7, Request(Kind.SEARCH, "a\ud83d\x00b"), "1", 1000, choices=("\udc00",))
    found = await kept.find(screen.key, 7, 55, 1000)
    assert found is not None
    assert found.request.words == "a?\x00b"


async def test_an_opinion_is_one_a_person_and_the_last_counts(database: Database) -> None:
    kept = patient(database)
    key = (await kept.open(7, ASKED, "1", 1000)).key
    other = (await kept.open(8, Request(Kind.TOPIC, "ice"), "1", 1000)).key
    await kept.judge(key, 1, 1000, useful=True)
    await kept.judge(key, 1, 1001, useful=False)
    await kept.judge(key, 2, 1002, useful=True)
    await kept.judge(other, 2, 1003, useful=False)
    wrong = (Request(Kind.TOPIC, "ice"), ASKED)
    assert await kept.judgements() == Judgements(1, wrong)
    assert await kept.judge(key, 1, 1004, useful=False, fault=Fault.DATE)
    assert await kept.judgements() == Judgements(1, (ASKED, wrong[0]), {Fault.DATE: 1})
    assert not await kept.judge("x" * 12, 1, 1005, useful=False, fault=Fault.DATE)
