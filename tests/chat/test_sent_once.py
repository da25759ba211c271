"""What a button sends is sent once into a group: again after a while, or where it failed."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime

from telegram import Chat, Message

from bot.chat.answering.sent_once import SentOnce
from bot.chat.presses import PressOutcome

GROUP = Message(5, datetime(2025, 1, 6, tzinfo=UTC), Chat(-100, Chat.SUPERGROUP))
ELSEWHERE = Message(5, datetime(2025, 1, 6, tzinfo=UTC), Chat(-200, Chat.SUPERGROUP))


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def sending(done: bool, log: list[bool]) -> Callable[[], Awaitable[bool]]:
    async def send() -> bool:
        log.append(done)
        return done

    return send


async def press(
    once: SentOnce, log: list[bool], *, message: Message = GROUP, done: bool = True
) -> PressOutcome:
    outcome = once.press(message, "PDF of Marsh", "It comes.", sending(done, log))
    if outcome.act is not None:
        await outcome.act()
    return outcome


async def test_it_is_sent_again_when_it_is_long_out_of_sight() -> None:
    clock, log = Clock(), list[bool]()
    once = SentOnce(clock)
    for at, told, sent in (
        (0, "It comes.", 1),
        (599, "It was sent here a moment ago.", 1),
        (601, "It comes.", 2),
    ):
        clock.now = at
        assert ((await press(once, log)).told, len(log)) == (told, sent)


async def test_what_could_not_be_sent_is_tried_at_the_next_press() -> None:
    log = list[bool]()
    once = SentOnce(Clock())
    await press(once, log, done=False)
    await press(once, log)
    await press(once, log)
    assert log == [False, True]


async def test_a_press_while_it_is_on_its_way_sends_nothing() -> None:
    log = list[bool]()
    once = SentOnce(Clock())
    first = once.press(GROUP, "PDF of Marsh", "It comes.", sending(True, log))
    assert (await press(once, log)).act is None
    assert first.act is not None
    await first.act()
    assert log == [True]


async def test_another_chat_gets_its_own() -> None:
    log = list[bool]()
    once = SentOnce(Clock())
    await press(once, log)
    await press(once, log, message=ELSEWHERE)
    assert log == [True, True]
