"""How the bot speaks: into the right chat and topic, once, and never louder than a log line when it cannot.

Telegram's limits are kept by the rate limiter (`pacing`). What is decided here is the rest: a message whose
markup Telegram refuses goes out as plain text; a group that became a supergroup is followed; where a topic is
gone, the chat itself is told. A message that Telegram certainly did not take is sent again for a minute. What
may have arrived is sent once more after a while, and never a third time: nobody can ask Telegram. Where the
connection broke after the message went out, silence is worse than an echo in private, and the other way round
in a group: there it is not repeated. Whoever is left without an answer after that is told so in one line.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, replace

from telegram import (
    Bot,
    ForceReply,
    InlineKeyboardMarkup,
    InputFile,
    LinkPreviewOptions,
    Message,
    ReplyParameters,
)
from telegram.constants import ChatAction, ParseMode
from telegram.error import BadRequest, ChatMigrated, Forbidden, NetworkError, RetryAfter, TelegramError

from bot.chat.addressing import in_group
from bot.chat.delivering.wire import certainly_not_taken, lost_on_the_way, seconds_asked
from bot.chat.journal import UpdateOutcome, note
from bot.chat.turns import aside
from bot.languages.saying import marked, say
from bot.views.shortening import clipped
from bot.views.telegram_html import LONGEST_MESSAGE, plain_text

_LOGGER = logging.getLogger(__name__)
NO_PREVIEW = LinkPreviewOptions(is_disabled=True)
_TYPING_LASTS = 4.5  # seconds; Telegram shows the action for five
_UPLOAD_TIMEOUT = 60  # seconds
_NO_RIGHT = ("not enough rights", "no rights to send", "chat_write_forbidden", "administrator rights in the")
_LONGEST_REASON = 160  # characters
_TOPIC_GONE = ("thread not found", "topic_deleted", "topic_id_invalid")
_MOST_DOUBTS = 2  # times something is sent that may have arrived each time
_LONGEST_LIMIT = 900  # seconds Telegram may ask to wait before that line is still worth saying
_MOST_LEFT = 1000  # chats that wait for the line that says an answer failed; more are not told
_SORRY = marked("My answer could not be sent just now, so I let it be: please ask again.")


@dataclass(frozen=True, slots=True)
class Pace:
    """Times in seconds.

    `typing_after` passes before "typing …" shows; `pauses` before a message Telegram did not take is sent
    again, a minute together, and `in_doubt` before one that may have arrived is. The line that says an answer
    failed is tried after each of `afterwards`: most troubles of Telegram's are over by then.
    """

    typing_after: float = 0.3
    pauses: tuple[float, ...] = (0.5, 2.0, 5.0, 10.0, 20.0, 22.5)
    in_doubt: float = 20.0
    afterwards: tuple[float, ...] = (5.0, 30.0, 60.0, 120.0, 300.0)


@dataclass(frozen=True, slots=True)
class File:
    """A document to send: its name and its bytes."""

    name: str
    data: bytes
    protected: bool = False
    """Whether Telegram is asked not to let it be forwarded or saved."""


Keyboard = InlineKeyboardMarkup | ForceReply
"""What may stand under a message: buttons, or the invitation to reply to it."""


@dataclass(frozen=True, slots=True)
class _Letter:
    chat: int
    text: str
    thread: int | None
    reply_to: int | None
    private: bool
    markup: str | None = ParseMode.HTML
    keyboard: Keyboard | None = None
    file: File | None = None
    as_photo: bool = False


Barred = Callable[[int, str], Awaitable[bool]]
"""Told the chat where the bot may not write and why; says whether that is new."""


Moved = Callable[[int, int], Awaitable[None]]
"""Told the old and the new id of a group that became a supergroup."""


async def _always_new(_chat: int, _reason: str) -> bool:
    return True


async def _not_noted(_old: int, _new: int) -> None:
    return None


class Post:
    """Sends answers to the messages that asked for them."""

    def __init__(self, bot: Bot, pace: Pace, barred: Barred = _always_new, moved: Moved = _not_noted) -> None:
        self._bot = bot
        self._pace = pace
        self._barred = barred
        self._moved = moved
        self._left: dict[int, asyncio.Task[None]] = {}

    async def reply(self, asked: Message, html: str, keyboard: Keyboard | None = None) -> Message | None:
        """Answer `asked` with `html`; in a group as a reply to it, also when it was deleted meanwhile.

        Returns:
            The message sent, or None when it could not be; why stands in the log.
        """
        return await self._deliver(_answering(asked, html, keyboard=keyboard))

    async def reply_to(
        self, asked: Message, html: str, keyboard: InlineKeyboardMarkup | None = None
    ) -> Message | None:
        """Answer `asked` as `reply` does, but show in private as well which message it is about."""
        letter = _answering(asked, html, keyboard=keyboard)
        return await self._deliver(replace(letter, reply_to=asked.message_id))

    async def send_file(self, asked: Message, file: File, caption: str) -> Message | None:
        """Answer `asked` with a document and a line of HTML under it, as `reply` does with a text."""
        letter = _answering(asked, caption, file=file)
        return await self._deliver(replace(letter, reply_to=asked.message_id))

    async def send_photo(self, asked: Message, photo: File, caption: str) -> Message | None:
        """Answer `asked` with a picture that is shown at once, as `send_file` does with a document."""
        letter = _answering(asked, caption, file=photo)
        return await self._deliver(replace(letter, reply_to=asked.message_id, as_photo=True))

    async def say(self, chat: int, html: str, *, private: bool = False) -> Message | None:
        """Say something nobody asked for, such as an introduction."""
        return await self._deliver(_Letter(chat, html, thread=None, reply_to=None, private=private))

    async def react(self, message: Message, emoji: str) -> None:
        """Put a reaction under somebody's message; a chat that allows none is left without."""
        async with aside():
            with contextlib.suppress(TelegramError):
                await message.set_reaction(emoji)

    async def edit(self, chat: int, message: int, html: str, keyboard: InlineKeyboardMarkup | None) -> None:
        """Show something else in a message of ours; one that is gone, or shows just that, is left."""
        async with aside():
            await self._edit(chat, message, html, keyboard)

    async def _edit(self, chat: int, message: int, html: str, keyboard: InlineKeyboardMarkup | None) -> None:
        markup: str | None = ParseMode.HTML
        pauses = iter(self._pace.pauses)
        while True:
            try:
                await self._bot.edit_message_text(
                    html,
                    chat,
                    message,
                    parse_mode=markup,
                    link_preview_options=NO_PREVIEW,
                    reply_markup=keyboard,
                )
            except TelegramError as error:
                refused = str(error).lower()
                if "not modified" in refused:
                    return
                if markup is not None and refuses_markup(error):
                    html, markup = _plain(html), None
                    continue
                pause = next(pauses, None) if passes(error) else None
                if pause is not None:
                    await asyncio.sleep(pause)  # nobody knows whether it arrived; twice is as once
                    continue
                if not may_not_write(error) or await self._barred(chat, reason(error)):
                    _LOGGER.warning("Chat %s: a message was not changed: %s", chat, reason(error))
            return

    async def edit_keyboard(self, chat: int, message: int, keyboard: InlineKeyboardMarkup | None) -> None:
        """Put other buttons under a message of ours; when that fails, the old ones stay."""
        try:
            async with aside():
                await self._bot.edit_message_reply_markup(chat, message, reply_markup=keyboard)
        except TelegramError as error:
            if "not modified" not in str(error).lower():
                _LOGGER.warning("Chat %s: buttons were not changed: %s", chat, reason(error))

    async def _deliver(self, letter: _Letter) -> Message | None:
        async with aside():
            letter, sent = await self._delivered(letter, self._pace.pauses)
        if isinstance(sent, Message):
            return sent
        note(UpdateOutcome.UNSENT)
        if _may_be_told(letter, sent):
            self._tell_later(letter, sent)
        return None

    async def _delivered(
        self, letter: _Letter, pauses: tuple[float, ...]
    ) -> tuple[_Letter, Message | TelegramError]:
        """Send a letter with patience; return it as it went out last, and what came of it."""
        left, doubts = list(pauses), 0
        while True:
            try:
                return letter, await self._send(letter)
            except TelegramError as error:
                otherwise = _otherwise(letter, error)
                if otherwise is not None:
                    _LOGGER.warning("Chat %s: %s; sending it otherwise", letter.chat, reason(error))
                    if otherwise.chat != letter.chat:
                        await self._moved(letter.chat, otherwise.chat)
                    letter = otherwise
                    continue
                doubts += not certainly_not_taken(error)
                pause = self._pause_after(letter, error, left, doubts)
                if pause is None:
                    if not may_not_write(error) or await self._barred(letter.chat, reason(error)):
                        _LOGGER.warning("Chat %s: not sent: %s", letter.chat, reason(error))
                    return letter, error
                _LOGGER.warning("Chat %s: %s; sending again", letter.chat, reason(error))
                await asyncio.sleep(pause)

    def _pause_after(
        self, letter: _Letter, error: TelegramError, left: list[float], doubts: int
    ) -> float | None:
        """Return the seconds until a letter is sent again, None when it is not."""
        if not certainly_not_taken(error):
            again = doubts < _MOST_DOUBTS and (letter.private or not lost_on_the_way(error))
            return self._pace.in_doubt if again else None
        return left.pop(0) if left and passes(error) else None

    def _tell_later(self, letter: _Letter, error: TelegramError) -> None:
        """Say in one line that an answer failed, as soon as Telegram takes it; once for all of a chat's."""
        if letter.chat in self._left or len(self._left) >= _MOST_LEFT:
            return
        line = replace(letter, text=say(_SORRY), markup=None, keyboard=None, file=None)
        first, *others = self._pace.afterwards
        if isinstance(error, RetryAfter):
            first = max(first, min(seconds_asked(error), _LONGEST_LIMIT))
        telling = asyncio.create_task(self._tell_of_failure(line, first, tuple(others)))
        self._left[letter.chat] = telling
        telling.add_done_callback(lambda _: self._left.pop(letter.chat, None))

    async def _tell_of_failure(self, line: _Letter, first: float, pauses: tuple[float, ...]) -> None:
        await asyncio.sleep(first)
        with contextlib.suppress(RuntimeError):  # the connections are closed: the program ends
            await self._delivered(line, pauses)

    @contextlib.asynccontextmanager
    async def typing(self, asked: Message, action: ChatAction = ChatAction.TYPING) -> AsyncIterator[None]:
        """Show "typing …" while the body runs, should it take longer than a moment."""
        task = asyncio.create_task(self._type(asked, action))
        try:
            yield
        finally:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)

    async def _type(self, asked: Message, action: ChatAction) -> None:
        thread = asked.message_thread_id if asked.is_topic_message else None
        await asyncio.sleep(self._pace.typing_after)
        with contextlib.suppress(TelegramError):  # the answer itself will tell what is wrong
            while True:
                await self._bot.send_chat_action(asked.chat.id, action, message_thread_id=thread)
                if in_group(asked.chat):
                    return  # counts against the twenty messages a minute
                await asyncio.sleep(_TYPING_LASTS)

    async def _send(self, letter: _Letter) -> Message:
        try:
            return await self._handed_over(letter)
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise NetworkError("the answer is not the message that was sent") from error

    async def _handed_over(self, letter: _Letter) -> Message:
        reply = None
        if letter.reply_to is not None:
            reply = ReplyParameters(letter.reply_to, allow_sending_without_reply=True)
        if letter.file is not None:
            send = self._bot.send_photo if letter.as_photo else self._bot.send_document
            return await send(
                letter.chat,
                InputFile(letter.file.data, filename=letter.file.name),
                caption=letter.text,
                parse_mode=letter.markup,
                message_thread_id=letter.thread,
                reply_parameters=reply,
                protect_content=letter.file.protected,
                write_timeout=_UPLOAD_TIMEOUT,
            )
        return await self._bot.send_message(
            letter.chat,
            letter.text,
            parse_mode=letter.markup,
            link_preview_options=NO_PREVIEW,
            message_thread_id=letter.thread,
            reply_parameters=reply,
            reply_markup=letter.keyboard,
        )


def _answering(
    asked: Message, html: str, *, keyboard: Keyboard | None = None, file: File | None = None
) -> _Letter:
    private = asked.chat.type == asked.chat.PRIVATE
    return _Letter(
        chat=asked.chat.id,
        text=html,
        thread=asked.message_thread_id if asked.is_topic_message else None,
        reply_to=None if private else asked.message_id,
        private=private,
        keyboard=keyboard,
        file=file,
    )


def may_not_write(error: TelegramError) -> bool:
    """Say whether an error means that the bot may not write in a chat until somebody changes that.

    Telegram has one kind of error for most of its refusals, so its words have to be read.
    """
    if isinstance(error, Forbidden):
        return True
    refused = str(error).lower()
    return isinstance(error, BadRequest) and any(words in refused for words in _NO_RIGHT)


def _otherwise(letter: _Letter, error: TelegramError) -> _Letter | None:
    """Return what to send in place of a letter that was refused, None for nothing else."""
    if isinstance(error, ChatMigrated) and error.new_chat_id != letter.chat:
        return replace(letter, chat=error.new_chat_id, thread=None, reply_to=None)
    if not isinstance(error, BadRequest):
        return None
    refused = str(error).lower()
    if topic_is_gone(error) and letter.thread is not None:
        return replace(letter, thread=None)
    about_the_text = refuses_markup(error) or "too long" in refused or "text is empty" in refused
    if about_the_text and letter.markup is not None:
        return replace(letter, text=_plain(letter.text), markup=None)
    return None


def passes(error: TelegramError) -> bool:
    """Say whether what kept a message from Telegram may be over in a moment, and is no limit."""
    return isinstance(error, NetworkError) and not isinstance(error, BadRequest)


def _may_be_told(letter: _Letter, error: TelegramError) -> bool:
    """Say whether a chat whose answer failed is told so: not where that would fail as well, or be an echo."""
    if isinstance(error, RetryAfter):
        return True
    return passes(error) and (letter.private or not lost_on_the_way(error))


def topic_is_gone(error: TelegramError) -> bool:
    """Say whether Telegram refused a message because the topic it was for is not there any more."""
    return isinstance(error, BadRequest) and any(words in str(error).lower() for words in _TOPIC_GONE)


def refuses_markup(error: TelegramError) -> bool:
    """Say whether Telegram refused a message for its markup alone, so that it may go out as plain text."""
    return isinstance(error, BadRequest) and "parse entities" in str(error).lower()


def _plain(html: str) -> str:
    text = plain_text(html)
    while len(text.encode("utf-16-le", "surrogatepass")) // 2 > LONGEST_MESSAGE:
        text = text[: len(text) * 3 // 4].rstrip() + " …"
    return text


def reason(error: BaseException) -> str:
    """Return why something failed as one short line."""
    return clipped(" ".join(str(error).split()), _LONGEST_REASON) or type(error).__name__
