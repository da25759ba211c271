"""A burst from many chats, answered in order and within Telegram's limits; and memory over many updates."""

from __future__ import annotations

import asyncio
import re
import time
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import psutil

from tests.chaos.serving import Life, start
from tests.telegram_server.server import TelegramServer

_COST = 1 / 3  # of one core, while thirty messages a second go out
_AT_ONCE = 400  # updates waiting for the bot at a time in the long run
_SAMPLES = 10
_GROWTH = 0.08  # of the memory after the first fifth, from there to the end
_QUESTIONS = ("/person Rosenblum", "/topic sanctions", "/person Tokayev", "/help", "/search trade", "visas")


@dataclass(frozen=True)
class _Burst:
    """What came of a burst: how long the answers took, the processor time they cost, and their order."""

    seconds: float
    rate: float
    cost: float
    in_order: int
    violations: int
    malformed: int


async def answer_a_burst(
    database: Path, log: Path, *, chats: int, each: int, tell: Callable[[str], None]
) -> bool:
    """Let many chats ask at once; say whether each was answered, in order, without breaking a limit."""
    burst = await _burst(Life("", "", database, log), chats, each)
    tell(f"  {chats * each} updates from {chats} chats answered in {burst.seconds:.0f} s")
    tell(f"  chats answered whole and in order: {burst.in_order} of {chats}")
    tell(f"  limits broken: {burst.violations}, malformed: {burst.malformed}")
    tell(f"  {burst.rate:.1f} messages a second took {burst.cost:.0%} of one core (at most {_COST:.0%})")
    floor = await _burst(Life("", "", database, log, echo=True), max(1, chats * 3 // 10), each)
    tell(f"  the library alone, echoing: {floor.rate:.1f} messages a second took {floor.cost:.0%}")
    whole = burst.in_order == chats and burst.cost <= _COST
    return whole and not burst.violations and not burst.malformed


async def _burst(life: Life, chats: int, each: int) -> _Burst:
    total = chats * each
    async with TelegramServer() as telegram:
        people = [telegram.user(f"Person {number}") for number in range(chats)]
        for number in range(each):
            for person in people:
                person.says(f"/topic whaling{number:03}")
        process = start(replace(life, api_url=telegram.url, token=telegram.token))
        begun = time.monotonic()
        measured = psutil.Process(process.pid)
        try:
            await telegram.until(lambda: bool(telegram.sent), "the first answer", 60)
            first, used = time.monotonic(), _seconds(measured)
            await telegram.until(lambda: len(telegram.sent) >= total, "every answer", 60 + total / 10)
            last, used = time.monotonic(), _seconds(measured) - used
        finally:
            process.kill()
            await asyncio.to_thread(process.join)
        order: dict[int, list[int]] = defaultdict(list)
        for message in telegram.sent:
            found = re.search(r"(?i)whaling(\d{3})", message.text)
            order[message.chat.id].append(int(found[1]) if found else -1)
        return _Burst(
            seconds=last - begun,
            rate=total / (last - first),
            cost=used / (last - first),
            in_order=sum(order[person.id] == list(range(each)) for person in people),
            violations=len(telegram.floods.violations),
            malformed=len(telegram.malformed),
        )


async def stay_flat(database: Path, log: Path, *, updates: int, tell: Callable[[str], None]) -> bool:
    """Send many updates and say whether memory stays where it was after the first fifth of them."""
    async with TelegramServer() as telegram:
        people = [telegram.user(f"Person {number}") for number in range(500)]
        group = telegram.group("Talkers", privacy=False)
        process = start(Life(telegram.url, telegram.token, database, log, unlimited=True))
        measured, sizes, begun = psutil.Process(process.pid), [], time.monotonic()
        answered = 0
        try:
            for number in range(updates):
                person = people[number % len(people)]
                if number % 5 == 0:
                    person.says(f"nobody asked the bot anything, {number}", group)
                else:
                    question = _QUESTIONS[number % len(_QUESTIONS)]
                    person.says(question if number % 2 else f"/topic sanctions {number}")
                    answered += 1
                if len(telegram.waiting) >= _AT_ONCE:
                    await telegram.until(lambda: len(telegram.waiting) < _AT_ONCE // 2, "the bot", 120)
                    _forget(telegram)
                if (number + 1) % (updates // _SAMPLES) == 0:
                    await telegram.until(lambda: not telegram.waiting, "the bot", 120)
                    sizes.append(measured.memory_info().rss / 1_000_000)
            await telegram.polled()
        finally:
            process.kill()
            await asyncio.to_thread(process.join)
        tell(f"  {updates} updates in {time.monotonic() - begun:.0f} s, {answered} of them questions")
        tell("  resident memory in MB: " + " ".join(f"{size:.0f}" for size in sizes))
        settled = sizes[_SAMPLES // 5 - 1]
        growth = sizes[-1] / settled - 1
        tell(f"  growth after the first fifth: {growth:.1%} (at most {_GROWTH:.0%})")
        tell(f"  malformed requests: {len(telegram.malformed)}")
        return growth <= _GROWTH and not telegram.malformed


def _seconds(process: psutil.Process) -> float:
    times = process.cpu_times()
    return times.user + times.system


def _forget(telegram: TelegramServer) -> None:
    """Let the server drop what it kept of the past: it is the bot that is measured."""
    telegram.calls.clear()
    telegram.sent.clear()
    for chat in telegram.chats.values():
        chat.replies.clear()
        chat.actions.clear()
        for old in list(chat.messages)[:-10]:
            del chat.messages[old]
