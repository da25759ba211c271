"""Kill -9 while deliveries are due and questions asked: none may be lost, no delivery come a third time."""

from __future__ import annotations

import asyncio
import random
import re
import time
from collections import Counter
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

from bot.words.deliveries import DeliveryState, Place, SubscriptionKind
from storage.database import open_database
from storage.kept.deliveries import StoredDeliveries
from storage.kept.subscriptions import StoredSubscriptions
from tests.chaos.serving import Life, start
from tests.telegram_server.server import TelegramServer

_WRITING = 0.15  # share of the kills that fall while messages are written down, before the first is sent
_LONGEST_LIFE = 60.0  # seconds
_ASKING = 40  # people
_QUESTION = re.compile(r"quay(\d+)", re.IGNORECASE)


async def kill_while_delivering(
    database: Path, log: Path, *, kills: int, deliveries: int, seed: int, tell: Callable[[str], None]
) -> bool:
    """Kill the bot so many times while so many briefings are due, and count what arrives.

    Returns:
        Whether every briefing arrived, none more than twice, and at most one was repeated per kill.
    """
    choose = random.Random(seed)
    begun = time.monotonic()
    async with TelegramServer() as telegram:
        chats = []
        for number in range(deliveries):
            person = telegram.user(f"Person {number}")
            person.private.new_message(person, {"text": "/start"})
            chats.append(person.private.id)
        await _schedule(database, chats)
        life = Life(telegram.url, telegram.token, database, log)
        written = round(kills * _WRITING)
        done = 0
        while done < kills:
            process = start(life)
            before = len(telegram.sent)
            if done < written:
                await _sign_of_life(telegram)
                await asyncio.sleep(choose.uniform(0, 0.4))
            elif left := deliveries - len({one.chat.id for one in telegram.sent}):
                await _sent(telegram, before + choose.uniform(0, 2 * left / (kills - done)))
                await asyncio.sleep(choose.uniform(0, 0.02))
            else:
                await asyncio.sleep(choose.uniform(0, 0.3))
            process.kill()
            await asyncio.to_thread(process.join)
            done += 1
        at_kills = len(telegram.sent)
        process = start(life)
        missing = set(chats)

        def complete() -> bool:
            missing.difference_update(one.chat.id for one in telegram.sent)
            return not missing

        try:
            await telegram.until(complete, "the rest", _LONGEST_LIFE)
        except AssertionError as error:
            tell(f"  {error}")
        await _settled(database)
        process.kill()
        await asyncio.to_thread(process.join)
        times = Counter(one.chat.id for one in telegram.sent)
        repeated = sum(count - 1 for count in times.values())
        tell(f"  {kills} kills, {deliveries} briefings due, {time.monotonic() - begun:.0f} s")
        tell(f"  {at_kills} messages had arrived at the last kill")
        tell(f"  lost: {len(missing)}")
        tell(f"  repeated: {repeated} (more than twice: {sum(count > 2 for count in times.values())})")
        tell(f"  malformed requests: {len(telegram.malformed)}")
        return not missing and max(times.values()) <= 2 and repeated <= kills and not telegram.malformed


async def _sign_of_life(telegram: TelegramServer) -> None:
    asked = telegram.times("getMe")
    await telegram.until(lambda: telegram.times("getMe") > asked, "the bot", _LONGEST_LIFE)


async def _sent(telegram: TelegramServer, number: float) -> None:
    await telegram.until(lambda: len(telegram.sent) >= number, "a delivery", _LONGEST_LIFE)


async def _schedule(database: Path, chats: list[int]) -> None:
    async with open_database(f"sqlite:///{database}") as opened:
        subscriptions = StoredSubscriptions(opened)
        for chat in chats:
            await subscriptions.add(
                Place(chat),
                SubscriptionKind.SCHEDULE,
                "",
                seen=0,
                timetable="08:30 0,1,2,3,4,5,6",
                zone="UTC",
                due=int(time.time()) - 60,
            )


async def _settled(database: Path) -> None:
    """Wait until nothing is due or under way any more."""
    async with open_database(f"sqlite:///{database}") as opened:
        outbox = StoredDeliveries(opened)
        for _ in range(300):
            counts = await outbox.counts()
            if not counts[DeliveryState.DUE] and not counts[DeliveryState.SENDING]:
                return
            await asyncio.sleep(0.1)


async def kill_while_answering(
    database: Path, log: Path, *, kills: int, updates: int, seed: int, tell: Callable[[str], None]
) -> bool:
    """Kill the bot so many times while so many questions are asked, and count the answers.

    Returns:
        Whether every question was answered, at most one in each chat twice for a kill, in the order asked.
    """
    choose = random.Random(seed)
    begun = time.monotonic()
    async with TelegramServer() as telegram:
        people = [telegram.user(f"Person {number}") for number in range(min(updates, _ASKING))]
        life = Life(telegram.url, telegram.token, database, log, unlimited=True)
        asked = 0
        for kill in range(kills):
            process = start(life)
            await _sign_of_life(telegram)
            while asked < updates * (kill + 1) // kills:
                people[asked % len(people)].says(f"/topic quay{asked}")
                asked += 1
                await asyncio.sleep(choose.uniform(0, 0.004))
            await asyncio.sleep(choose.uniform(0, 0.1))
            process.kill()
            await asyncio.to_thread(process.join)
        process = start(life)
        missing = set(range(updates))

        def complete() -> bool:
            missing.difference_update(_number(one.text) for one in telegram.sent)
            return not missing

        try:
            await telegram.until(complete, "the rest", _LONGEST_LIFE)
        except AssertionError as error:
            tell(f"  {error}")
        process.kill()
        await asyncio.to_thread(process.join)
        times = Counter(_number(one.text) for one in telegram.sent)
        order = [[_number(one.text) for one in person.private.replies] for person in people]
        late = sum(first > second for numbers in order for first, second in pairwise(numbers))
        repeated = sum(count - 1 for count in times.values())
        tell(f"  {kills} kills, {updates} questions, {time.monotonic() - begun:.0f} s")
        tell(f"  lost: {len(missing)}")
        tell(f"  repeated: {repeated} (more than twice: {sum(count > 2 for count in times.values())})")
        tell(f"  out of order: {late}")
        tell(f"  malformed requests: {len(telegram.malformed)}")
        return not missing and repeated <= kills * len(people) and not late and not telegram.malformed


def _number(text: str) -> int:
    """Return the number of the question a message answers."""
    found = _QUESTION.search(text)
    return int(found[1]) if found else -1
