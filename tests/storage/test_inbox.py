"""What was handed in is kept until it is taken in, and no longer than it can be."""

from __future__ import annotations

from storage.database import Database
from storage.inbox import StoredInbox


async def test_an_update_is_kept_once_until_it_is_done(database: Database) -> None:
    inbox = StoredInbox(database)
    assert await inbox.keep(8, "eight")
    assert await inbox.keep(7, "seven")
    assert not await inbox.keep(8, "eight")
    assert await inbox.waiting() == ["seven", "eight"]
    await inbox.done(8)
    assert await inbox.waiting() == ["seven"]


async def test_what_ends_the_program_each_time_is_dropped(database: Database) -> None:
    inbox = StoredInbox(database)
    await inbox.keep(7, "seven")
    assert [list(await inbox.waiting()) for _ in range(4)] == [["seven"]] * 3 + [[]]
