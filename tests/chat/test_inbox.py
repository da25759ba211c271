"""What Telegram has handed over survives the end of the process, and is acted on once."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from dataclasses import dataclass, field

import pytest

from bot.chat.delivering.persistence import Patience
from bot.chat.memory import Memory
from bot.services.taking_in.receiving import Understood
from bot.words.deliveries import SubscriptionKind
from bot.words.inbox import Handed
from storage.database import Database
from storage.kept.inbox import StoredInbox
from tests.chat.conftest import CannedAnswers, RunningBot, StartBot
from tests.chat.office import Office
from tests.telegram_server.chats import Person
from tests.telegram_server.server import TelegramServer

ABRUPT = Patience(pause=0.01, drain=0.01, closing=0.2)


@dataclass
class Receiver:
    files: list[str] = field(default_factory=list)

    async def take_file(self, name: str, data: bytes) -> Understood:
        self.files.append(name)
        return Understood(new=("Fish",))

    async def take_address(self, address: str) -> Understood:
        self.files.append(address)
        return Understood(new=("Fish",))


def rows(database: Database) -> list[tuple[int, int | None, str | None]]:
    """Return what the inbox holds."""
    with closing(sqlite3.connect(database.name)) as connection:
        return connection.execute("SELECT update_id, chat, content FROM inbox ORDER BY update_id").fetchall()


async def handed_over(telegram: TelegramServer, database: Database, *, seconds_ago: int = 0) -> None:
    """Let an earlier process have taken what waits, have confirmed it, and have been killed."""
    handed = []
    while telegram.waiting:
        update = telegram.waiting.popleft()
        update["message"]["date"] -= seconds_ago
        handed.append(Handed(update["update_id"], update["message"]["chat"]["id"], json.dumps(update)))
    await StoredInbox(database).take(handed, telegram.date())


async def emptied(telegram: TelegramServer, database: Database) -> None:
    await telegram.until(
        lambda: not any(chat or content for _, chat, content in rows(database)), "the inbox to be emptied"
    )


async def test_what_was_handed_over_before_a_kill_is_answered_in_order_and_once(
    telegram: TelegramServer, database: Database, start_bot: StartBot, alice: Person
) -> None:
    alice.says("/person Marsh")
    alice.says("/person Lind")
    await handed_over(telegram, database)
    for answered in (3, 4):
        async with start_bot():
            alice.says("/person Reed")
            await telegram.until(lambda many=answered: len(alice.private.replies) == many, "it")  # type: ignore[misc]
    titles = [reply.text.split("\n")[0] for reply in alice.private.replies]
    assert titles == ["Marsh", "Lind", "Reed", "Reed"]
    await emptied(telegram, database)


async def test_an_answer_cut_off_by_the_end_is_given_after_the_next_start(
    telegram: TelegramServer, answers: CannedAnswers, start_bot: StartBot, alice: Person
) -> None:
    gate = answers.hold("Marsh")
    async with start_bot(patience=ABRUPT):
        alice.says("/person Marsh")
        await telegram.until(lambda: bool(answers.asked), "the question")
    assert not telegram.waiting
    gate.set()
    async with start_bot():
        assert (await alice.private.reply()).text.startswith("Marsh")


async def test_what_is_handed_over_twice_is_answered_once(
    telegram: TelegramServer, start_bot: StartBot, alice: Person
) -> None:
    """The process was killed after it had answered, and before that was confirmed to Telegram."""
    alice.says("/person Marsh")
    again = dict(telegram.waiting[0])
    async with start_bot():
        await alice.private.reply()
    telegram.waiting.append(again)
    async with start_bot():
        alice.says("/person Reed")
        assert (await alice.private.reply()).text.startswith("Reed")


async def test_a_question_that_has_grown_old_gets_no_late_answer(
    telegram: TelegramServer, database: Database, start_bot: StartBot, alice: Person
) -> None:
    alice.says("/person Marsh")
    await handed_over(telegram, database, seconds_ago=121)
    alice.says("/person Lind")
    await handed_over(telegram, database, seconds_ago=60)
    # What is passed over leaves the inbox with what is fetched next, if that is nothing at all.
    async with start_bot(patience=Patience(poll=1)):
        assert (await alice.private.reply()).text.startswith("Lind")
        await emptied(telegram, database)


async def test_files_and_links_are_taken_in_however_late(
    telegram: TelegramServer, database: Database, start_bot: StartBot, alice: Person
) -> None:
    receiver = Receiver()
    alice.sends_document("note.txt", b"The fish market opened.")
    alice.says("https://news.example/fish")
    await handed_over(telegram, database, seconds_ago=7200)
    async with start_bot(receiver=receiver, administrators=frozenset({alice.id})):
        for _ in range(2):
            assert "New: 1" in (await alice.private.reply()).text
    assert receiver.files == ["note.txt", "https://news.example/fish"]


@pytest.mark.parametrize("in_group", [False, True])
async def test_a_command_that_changes_something_is_obeyed_however_late(
    telegram: TelegramServer, database: Database, alice: Person, in_group: bool
) -> None:
    office = Office(telegram, database)
    await office.open()
    chat = telegram.group("Desk") if in_group else alice.private
    chat.administrators.add(alice.id)
    alice.says("/watch fish", chat)
    await handed_over(telegram, database)
    office.clock.now = office.clock.now.replace(year=2030)
    async with office.serving(late_after=300):
        assert "fish" in (await chat.reply()).text
    assert len(await office.stored.of_chat(chat.id, SubscriptionKind.WATCH)) == 1


async def test_of_what_a_group_says_to_others_only_a_number_is_kept(
    telegram: TelegramServer, database: Database, start_bot: StartBot, alice: Person, memory: Memory
) -> None:
    group = telegram.group("Delegation", privacy=False)
    seen: list[Handed] = []
    assert memory.inbox is not None
    take = memory.inbox.take

    async def look(handed: list[Handed], now: int) -> None:
        seen.extend(handed)
        await take(handed, now)

    memory.inbox.take = look  # type: ignore[method-assign, assignment]
    async with start_bot():
        alice.says("what I think of the minister", group)
        alice.says("/person Marsh", group)
        await group.reply()
    assert [(one.chat, one.content is None) for one in seen] == [(None, True), (group.id, False)]


async def test_what_is_read_and_not_stored_is_not_written_down_either(
    database: Database, bot: RunningBot, alice: Person, memory: Memory
) -> None:
    seen: list[Handed] = []
    assert memory.inbox is not None
    take = memory.inbox.take

    async def look(handed: list[Handed], now: int) -> None:
        seen.extend(handed)
        await take(handed, now)

    memory.inbox.take = look  # type: ignore[method-assign, assignment]
    for words in ("/check Lind resigns.", "What the envoy said of the harbour. " * 4, "/person Marsh"):
        alice.says(words)
        message = await alice.private.reply()
    await alice.presses(message, "Useful").answered()
    assert [one.content is None for one in seen] == [True, True, False, False]
    assert "opened the talks" not in (seen[-1].content or "")


async def test_what_ends_every_process_is_given_up(database: Database) -> None:
    inbox = StoredInbox(database)
    await inbox.take([Handed(1, 5, "{}")], 0)
    for _ in range(2):
        assert len(await inbox.left(2)) == 1
        await inbox.tried(1)
    assert await inbox.left(2) == []


async def test_rows_are_deleted_after_a_day(database: Database) -> None:
    inbox = StoredInbox(database)
    await inbox.take([Handed(1, 5, "{}"), Handed(2, 5, "{}")], 1000)
    await inbox.take([Handed(2, 5, "{}"), Handed(3, 5, "{}")], 90_000)
    assert await inbox.known([1, 3, 4]) == {1, 3}
    await inbox.forget_old(1000 + 86_401)
    assert [number for number, _, _ in rows(database)] == [3]


@pytest.mark.parametrize("words", ["/watch fish", "/forget", "/settings zone Asia/Almaty", "/merge A = B"])
async def test_a_command_somebody_passes_on_is_not_obeyed(bot: RunningBot, alice: Person, words: str) -> None:
    alice.says(words, forward_origin={"type": "hidden_user", "date": 1, "sender_user_name": "Bob"})
    assert (await alice.private.reply()).text.startswith("I do not follow commands that are passed on")


async def test_a_command_passed_on_into_a_group_is_passed_over(
    bot: RunningBot, telegram: TelegramServer, alice: Person
) -> None:
    group = telegram.group("Delegation")
    alice.says(
        "/person Marsh", group, forward_origin={"type": "hidden_user", "date": 1, "sender_user_name": "Bob"}
    )
    alice.says("/person Reed", group)
    assert (await group.reply()).text.startswith("Reed")


async def test_what_is_not_written_down_yet_is_not_confirmed(
    telegram: TelegramServer, database: Database, start_bot: StartBot, alice: Person, answers: CannedAnswers
) -> None:
    """As while another process holds the database: questions are fetched and answered all the same."""
    gate = answers.hold("Marsh")
    with closing(sqlite3.connect(database.name, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        async with start_bot(patience=ABRUPT):
            alice.says("/person Marsh")
            await telegram.until(lambda: bool(answers.asked), "the question")
            bob = telegram.user("Bob")
            bob.says("/person Lind")
            assert (await bob.private.reply()).text.startswith("Lind")
            assert telegram.waiting
        other.execute("ROLLBACK")
    gate.set()
    async with start_bot():
        assert (await alice.private.reply()).text.startswith("Marsh")
