"""Several processes share the inbox and the limits of one bot: on PostgreSQL, which alone they can share."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator

import pytest

from bot.words.chats import AskedLately
from bot.words.inbox import Handed
from storage.backend import Member
from storage.database import Database, open_database
from storage.postgresql.crew_rows import StoredCrew
from storage.postgresql.shared_limits import StoredPaces, StoredRequests
from tests.lent_databases import LentDatabases
from tests.postgresql_server import PostgresqlServer

NOW = 1_700_000_000
DAY = 86_400


@pytest.fixture
def address(lent_databases: LentDatabases) -> Iterator[str]:
    with lent_databases.lent() as name:
        yield lent_databases.server.url(name)


@pytest.fixture
async def database(address: str) -> AsyncIterator[Database]:
    async with open_database(address) as opened:
        yield opened


@pytest.fixture
def crew(database: Database) -> StoredCrew:
    return StoredCrew(database)


@pytest.fixture
async def ada(crew: StoredCrew) -> AsyncIterator[Member]:
    async with crew.joined() as member:
        assert member is not None
        yield member


@pytest.fixture
async def bo(crew: StoredCrew) -> AsyncIterator[Member]:
    async with crew.joined() as member:
        assert member is not None
        yield member


def asks(number: int, chat: int = 7) -> Handed:
    return Handed(number, chat, f'{{"update_id": {number}}}')


async def test_a_process_is_known_while_its_session_lives(crew: StoredCrew, ada: Member) -> None:
    async with crew.joined() as member:
        assert member is not None
        assert await crew.living() == {ada.number, member.number}
    while await crew.living() != {ada.number}:  # noqa: ASYNC110 - the server ends the session in its time
        await asyncio.sleep(0)


async def test_a_process_hears_what_is_called_out_to_it_and_nothing_else(
    crew: StoredCrew, ada: Member, bo: Member
) -> None:
    await crew.take(asks(1), 7, bo.number, NOW, "first")
    await crew.take(asks(2), 7, ada.number, NOW, None)
    await crew.take(asks(3), 7, bo.number, NOW, "")
    heard = [*await bo.called(10)]
    while len(heard) < 2:
        heard += await bo.called(10)
    assert heard == ["first", ""]
    assert await ada.called(0) == []


async def test_what_is_handed_over_twice_is_new_once(crew: StoredCrew, ada: Member, bo: Member) -> None:
    assert await crew.take(asks(1), 7, ada.number, NOW, None)
    assert not await crew.take(asks(1), 7, bo.number, NOW, "")
    assert await bo.called(0) == []
    assert await crew.of(ada.number, ()) == [asks(1)]
    await crew.done([1])
    assert not await crew.take(asks(1), 7, ada.number, NOW, None)
    assert await crew.of(ada.number, ()) == []


async def test_what_waits_in_a_queue_is_known_until_it_is_done(crew: StoredCrew, ada: Member) -> None:
    for number, queue in ((1, 7), (2, 7), (3, 8), (4, None), (5, 9)):
        await crew.take(asks(number), queue, ada.number, NOW, None)
    assert await crew.waiting([7, 8]) == {7: {1, 2}, 8: {3}}
    await crew.done([1, 3])
    assert await crew.waiting([7, 8]) == {7: {2}}


async def test_what_a_process_leaves_behind_is_taken_up_once(
    crew: StoredCrew, ada: Member, bo: Member
) -> None:
    gone = ada.number + 1
    for number in (3, 1, 2):
        await crew.take(asks(number), 7, gone, NOW, None)
    await crew.take(asks(4), 7, bo.number, NOW, None)
    both = await asyncio.gather(crew.take_up(ada.number, 9), crew.take_up(bo.number, 9))
    assert sorted(one.number for found in both for one in found) == [1, 2, 3]
    assert all(list(found) == sorted(found, key=lambda one: one.number) for found in both)
    assert await crew.take_up(ada.number, 9) == []
    assert [one.number for one in await crew.of(bo.number, ()) if one.number == 4] == [4]


async def test_what_was_tried_often_or_has_no_words_is_not_taken_up(crew: StoredCrew, ada: Member) -> None:
    gone = ada.number + 1
    await crew.take(asks(1), 7, gone, NOW, None)
    await crew.take(Handed(2, None, None), 7, gone, NOW, None)
    for _ in range(3):
        assert await crew.take_up(ada.number, 3) == [asks(1)]
        await crew.renumber(ada.number, gone)
    assert await crew.take_up(ada.number, 3) == []
    assert await crew.waiting([7]) == {}


async def test_a_process_under_another_number_keeps_what_it_acts_on(crew: StoredCrew, ada: Member) -> None:
    await crew.take(asks(1), 7, ada.number, NOW, None)
    await crew.take(Handed(2, None, None), 7, ada.number, NOW, "words")
    await crew.renumber(ada.number, ada.number + 1)
    assert await crew.of(ada.number + 1, ()) == [asks(1)]
    assert await crew.waiting([7]) == {7: {1}}


async def test_what_one_process_alone_left_is_inherited(
    crew: StoredCrew, ada: Member, database: Database
) -> None:
    from storage.kept.inbox import StoredInbox

    await StoredInbox(database).take([asks(1), Handed(2, None, None)], NOW)
    await crew.inherit(ada.number)
    assert await crew.of(ada.number, ()) == [asks(1)]


async def test_many_processes_together_get_no_more_places_than_there_are(address: str) -> None:
    async with open_database(address) as one, open_database(address) as other:
        paces = [StoredPaces(one), StoredPaces(other)]
        waits = await asyncio.gather(*(paces[turn % 2].claim(7, "sent", 4, 100.0) for turn in range(7)))
    now, *later = (sorted(waits)[:4], *sorted(waits)[4:])
    assert now == [0.0] * 4
    assert [round(wait / 100) for wait in later] == [1, 2, 3]
    assert all(wait > 90 * turn for turn, wait in enumerate(later, start=1))


async def test_each_chat_and_kind_has_places_of_its_own(database: Database) -> None:
    paces = StoredPaces(database)
    assert await paces.claim(7, "sent", 1, 100.0) == 0
    assert await paces.claim(7, "edited", 1, 100.0) == 0
    assert await paces.claim(8, "sent", 1, 100.0) == 0
    assert await paces.claim(7, "sent", 1, 100.0) > 0


async def test_a_chat_that_wants_to_rest_is_held_by_all(address: str) -> None:
    async with open_database(address) as one, open_database(address) as other:
        assert await StoredPaces(other).held(-5) == 0
        await StoredPaces(one).hold(-5, 300)
        await StoredPaces(one).hold(-5, 10)
        assert 250 < await StoredPaces(other).held(-5) <= 300
        assert await StoredPaces(other).held(5) == 0


async def test_requests_are_counted_together(address: str) -> None:
    def count(before: AskedLately, now: float) -> AskedLately:
        return AskedLately((*before.times, now), told=len(before.times) > 5)

    async with open_database(address) as one, open_database(address) as other:
        stores = [StoredRequests(one), StoredRequests(other)]
        await asyncio.gather(*(stores[turn % 2].change(7, count) for turn in range(8)))
        seen: list[AskedLately] = []

        def look(before: AskedLately, now: float) -> AskedLately:
            seen.append(before)
            assert before.times[-1] <= now
            return before

        await stores[0].change(7, look)
    assert len(seen[0].times) == 8
    assert list(seen[0].times) == sorted(seen[0].times)
    assert seen[0].told


async def test_limits_that_count_no_more_are_forgotten(
    database: Database, address: str, postgresql: PostgresqlServer
) -> None:
    paces, requests = StoredPaces(database), StoredRequests(database)
    await paces.claim(7, "sent", 1, 1.0)
    await paces.claim(8, "sent", 1, -2.0 * DAY)
    await requests.change(7, lambda _, now: AskedLately((now,)))
    await requests.change(8, lambda _, now: AskedLately((now - DAY,)))
    await requests.change(9, lambda _, __: AskedLately())
    await paces.forget_old(0)
    await requests.forget_old(0)
    name = address.rpartition("/")[2]
    assert postgresql.rows("SELECT chat FROM paces", name) == [(7,)]
    assert postgresql.rows("SELECT telegram_user FROM requests", name) == [(7,)]
