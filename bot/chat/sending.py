"""How the bot speaks: into the right chat and topic, once, and never louder than a log line when it cannot.

Telegram's limits are kept by the library's rate limiter, which also waits and tries again on a 429. What is
decided here is the rest: a message whose markup Telegram refuses goes out as plain text; a group that became
a supergroup is followed; a message that Telegram certainly did not take is sent again. When the connection
broke after the message went out, nobody knows whether it arrived: in private it is sent again, since silence
is worse than an echo there; in a group it is not.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, replace

import httpx
from telegram import (
    Bot,
    InlineKeyboardMarkup,
    InputFile,
    LinkPreviewOptions,
    Message,
    ReplyParameters,
)
from telegram.constants import ChatAction, ParseMode
from telegram.error import BadRequest, ChatMigrated, Forbidden, NetworkError, RetryAfter, TelegramError

from bot.chat.addressing import in_group
from bot.chat.journal import Outcome, note
from bot.views.shortening import clipped
from bot.views.telegram_html import LONGEST_MESSAGE, plain_text

_LOGGER = logging.getLogger(__name__)
NO_PREVIEW = LinkPreviewOptions(is_disabled=True)
_TYPING_LASTS = 4.5  # seconds; Telegram shows the action for five
_UPLOAD_TIMEOUT = 60  # seconds
_NO_RIGHT = ("not enough rights", "no rights to send", "chat_write_forbidden", "administrator rights in the")
_LONGEST_REASON = 160  # characters
_NEVER_SENT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout)


@dataclass(frozen=True, slots=True)
class Pace:
    """Times in seconds: before "typing …" shows, and the pauses before a failed message is sent again."""

    typing_after: float = 0.3
    pauses: tuple[float, ...] = (0.5, 2.0)


@dataclass(frozen=True, slots=True)
class File:
    """A document to send: its name and its bytes."""

    name: str
    data: bytes
    protected: bool = False
    """Whether Telegram is asked not to let it be forwarded or saved."""


@dataclass(frozen=True, slots=True)
class _Letter:
    chat: int
    text: str
    thread: int | None
    reply_to: int | None
    private: bool
    markup: str | None = ParseMode.HTML
    keyboard: InlineKeyboardMarkup | None = None
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

    async def reply(
        self, asked: Message, html: str, keyboard: InlineKeyboardMarkup | None = None
    ) -> Message | None:
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

    async def edit(self, chat: int, message: int, html: str, keyboard: InlineKeyboardMarkup | None) -> None:
        """Show something else in a message of ours; one that is gone, or shows just that, is left."""
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
                lost = isinstance(error, NetworkError) and not isinstance(error, BadRequest)
                pause = next(pauses, None) if lost else None
                if pause is not None:
                    await asyncio.sleep(pause)  # nobody knows whether it arrived; twice is as once
                    continue
                if not may_not_write(error) or await self._barred(chat, reason(error)):
                    _LOGGER.warning("Chat %s: a message was not changed: %s", chat, reason(error))
            return

    async def edit_keyboard(self, chat: int, message: int, keyboard: InlineKeyboardMarkup | None) -> None:
        """Put other buttons under a message of ours; when that fails, the old ones stay."""
        try:
            await self._bot.edit_message_reply_markup(chat, message, reply_markup=keyboard)
        except TelegramError as error:
            if "not modified" not in str(error).lower():
                _LOGGER.warning("Chat %s: buttons were not changed: %s", chat, reason(error))

    async def _deliver(self, letter: _Letter) -> Message | None:
        pauses = iter(self._pace.pauses)
        while True:
            try:
                return await self._send(letter)
            except TelegramError as error:
                again = _again(letter, error)
                if again == letter:
                    pause = next(pauses, None)
                    if pause is not None:
                        _LOGGER.warning("Chat %s: %s; sending again", letter.chat, reason(error))
                        await asyncio.sleep(pause)
                        continue
                    again = None
                if again is None:
                    note(Outcome.UNSENT)
                    if not may_not_write(error) or await self._barred(letter.chat, reason(error)):
                        _LOGGER.warning("Chat %s: not sent: %s", letter.chat, reason(error))
                    return None
                _LOGGER.warning("Chat %s: %s; sending it otherwise", letter.chat, reason(error))
                if again.chat != letter.chat:
                    await self._moved(letter.chat, again.chat)
                letter = again

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
    asked: Message, html: str, *, keyboard: InlineKeyboardMarkup | None = None, file: File | None = None
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


def _again(letter: _Letter, error: TelegramError) -> _Letter | None:
    """Return what to send after `error`: the same, something else, or nothing."""
    if isinstance(error, ChatMigrated) and error.new_chat_id != letter.chat:
        return replace(letter, chat=error.new_chat_id, thread=None, reply_to=None)
    if isinstance(error, BadRequest):
        refused = str(error).lower()
        about_the_text = refuses_markup(error) or "too long" in refused or "text is empty" in refused
        if about_the_text and letter.markup is not None:
            return replace(letter, text=_plain(letter.text), markup=None)
        return None
    if isinstance(error, Forbidden | RetryAfter) or not isinstance(error, NetworkError):
        return None
    return letter if certainly_not_taken(error) or letter.private else None


def refuses_markup(error: TelegramError) -> bool:
    """Say whether Telegram refused a message for its markup alone, so that it may go out as plain text."""
    return isinstance(error, BadRequest) and "parse entities" in str(error).lower()


def certainly_not_taken(error: NetworkError) -> bool:
    """Say whether an error of the network means that Telegram never had the message."""
    cause = error.__cause__
    return isinstance(cause, _NEVER_SENT) or not isinstance(cause, httpx.HTTPError)


def seconds_asked(error: RetryAfter) -> float:
    """Return how long Telegram asks to wait, in seconds."""
    asked = error.retry_after
    return float(asked) if isinstance(asked, int) else asked.total_seconds()


def _plain(html: str) -> str:
    text = plain_text(html)
    while len(text.encode("utf-16-le", "surrogatepass")) // 2 > LONGEST_MESSAGE:
        text = text[: len(text) * 3 // 4].rstrip() + " …"
    return text


def reason(error: BaseException) -> str:
    """Return why something failed as one short line."""
    return clipped(" ".join(str(error).split()), _LONGEST_REASON) or type(error).__name__
