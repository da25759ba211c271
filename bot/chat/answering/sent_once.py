"""What a button sends into a chat of several people: once, however often and by whomever it is pressed."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Awaitable, Callable

from telegram import Message

from bot.chat.presses import PressOutcome
from bot.languages.saying import say

_AGAIN_AFTER = 600.0  # seconds: until then what was sent is still in sight of whoever presses
_MOST_KEPT = 2000  # documents that are remembered; more are not sent in that time by all chats together


class SentOnce:
    """Knows what was sent lately to which chat."""

    def __init__(self, clock: Callable[[], float]) -> None:
        """Count the time by a clock that never goes back, in seconds."""
        self._clock = clock
        self._sent: OrderedDict[tuple[int, int | None, str], float] = OrderedDict()

    def press(
        self, message: Message, what: str, told: str, send: Callable[[], Awaitable[bool]]
    ) -> PressOutcome:
        """Return what comes of a press that sends something in reply to the message it is under.

        Args:
            message: the message of the button.
            what: what is sent, so that nothing else is called so in a chat.
            told: what is said to whoever presses first.
            send: sends it, and says whether that was done.

        Returns:
            The sending; where others are in the chat and it was sent or is on its way, a notice alone.
        """
        if message.chat.type == message.chat.PRIVATE:
            return PressOutcome(told, send, what)
        key = (message.chat.id, message.message_thread_id, what)
        at = self._sent.get(key)
        if at is not None and self._clock() - at < _AGAIN_AFTER:
            return PressOutcome(say("It was sent here a moment ago."))

        async def send_once() -> None:
            self._keep(key)
            done = False
            try:
                done = await send()
            finally:
                if not done:
                    self._sent.pop(key, None)

        self._keep(key)
        return PressOutcome(told, send_once, what)

    def _keep(self, key: tuple[int, int | None, str]) -> None:
        self._sent[key] = self._clock()
        self._sent.move_to_end(key)
        while len(self._sent) > _MOST_KEPT:
            self._sent.popitem(last=False)
