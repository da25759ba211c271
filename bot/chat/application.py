"""Puts the Telegram side together: the library's application, and the one list of its handlers."""

from __future__ import annotations

import logging
import os
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from telegram import Bot, Message, Update
from telegram.ext import (
    Application,
    BaseHandler,
    CallbackQueryHandler,
    ChatMemberHandler,
    ExtBot,
    InlineQueryHandler,
    MessageHandler,
    filters,
)

from bot.chat.addressing import question_in
from bot.chat.answering.callbacks import FAILED, Callbacks
from bot.chat.answering.commands import ChatCommand, Desk
from bot.chat.answering.exports import DocumentDesk
from bot.chat.answering.guests import GuestDesk
from bot.chat.answering.inline import InlineDesk
from bot.chat.answering.judging import PREFIX as FAULT_PREFIX
from bot.chat.answering.judging import FaultDesk
from bot.chat.answering.showing import Answerer, Screens
from bot.chat.chats.access import Access
from bot.chat.chats.chat_language import Languages
from bot.chat.chats.chat_settings import PREFIX, SettingsDesk
from bot.chat.chats.groups import GroupDesk
from bot.chat.chats.limits import RequestLimit
from bot.chat.chats.manners import Context, Manners
from bot.chat.chats.privacy import PREFIX as FORGET_PREFIX
from bot.chat.chats.privacy import PrivacyDesk
from bot.chat.chats.spoken import Spoken
from bot.chat.crew import Crew
from bot.chat.delivering.pacing import ChatRateLimiter, SharedRateLimiter
from bot.chat.delivering.rounds import Errands
from bot.chat.delivering.sending import Post
from bot.chat.delivering.wire import announcing_request, trusted
from bot.chat.journal import UpdateOutcome, note
from bot.chat.memory import Chats, Memory
from bot.chat.presses import PressHandler
from bot.chat.readers.forwarded_news import PREFIX as NEWS_PREFIX
from bot.chat.readers.forwarded_news import NewsDesk, NewsReader, PageReader
from bot.chat.readers.intake import PREFIX as INTAKE_PREFIX
from bot.chat.readers.intake import IntakeDesk, Receiver
from bot.chat.readers.status_report import StatusDesk
from bot.chat.subscribing.alerting import PREFIX as WATCH_PREFIX
from bot.chat.subscribing.alerting import AlertDesk
from bot.chat.subscribing.reading_on import PREFIX as READING_PREFIX
from bot.chat.subscribing.reading_on import ReadingDesk
from bot.chat.subscribing.subscribing import SubscriptionDesk
from bot.chat.subscribing.watch_presses import watch_button
from bot.chat.turns import Turns
from bot.chat.updates import UpdatesRequest
from bot.errors import StorageError
from bot.languages.saying import say, speaking

_LOGGER = logging.getLogger(__name__)

_RECORD_KEEPS = 1.0  # seconds; other processes change it only as a chat passes to them, or moves
ALLOWED_UPDATES = (
    "message",
    "channel_post",
    "callback_query",
    "inline_query",
    "my_chat_member",
    "guest_message",
)
"""The kinds of updates Telegram is asked for: just what a handler below reads."""

Store = dict[Any, Any]
TelegramApplication = Application[ExtBot[int], Context, Store, Store, Store, None]


class _Such(filters.MessageFilter):
    """Messages a function says yes to."""

    __slots__ = ("_says_yes",)

    def __init__(self, says_yes: Callable[[Message], bool]) -> None:
        super().__init__(says_yes.__name__)
        self._says_yes = says_yes

    def filter(self, message: Message) -> bool:
        return self._says_yes(message)


@dataclass(frozen=True, slots=True)
class Desks:
    """Whoever takes updates, each its own sort."""

    desk: Desk
    callbacks: Callbacks
    inline: InlineDesk
    guests: GuestDesk
    groups: GroupDesk
    intake: IntakeDesk
    news: NewsDesk
    languages: Languages
    post: Post


def handlers(desks: Desks) -> list[BaseHandler[Any, Context, Any]]:
    """Return every handler; the first that takes an update is the only one, so the order matters."""
    desk, intake, spoken = desks.desk, desks.intake, desks.languages.spoken
    new = filters.UpdateType.MESSAGE  # never an edited message, never a channel's post
    for_us = new & _Such(_is_for_us)
    ours = ~_Such(desk.is_stranger)
    return [
        CallbackQueryHandler(spoken(desks.callbacks.press)),
        InlineQueryHandler(spoken(desks.inline.query)),
        MessageHandler(filters.UpdateType.GUEST_MESSAGE, spoken(desks.guests.answer)),
        ChatMemberHandler(spoken(desks.groups.membership), ChatMemberHandler.MY_CHAT_MEMBER),
        MessageHandler(new & filters.StatusUpdate.MIGRATE, desks.groups.migration),
        # What waited too long in a group: nothing at all is said to it.
        MessageHandler(for_us & _Such(desk.is_late), desk.pass_over),
        # Then strangers: nobody outside ALLOWED_CHATS gets any further.
        MessageHandler(for_us & _Such(desk.is_stranger), spoken(desk.turn_away)),
        # A document, and a message of nothing but links, is handed in; its caption is no question.
        MessageHandler(new & _Such(intake.is_handed_in) & ours, spoken(intake.take_in)),
        # A text longer than any question, a forwarded one, or a link: news.
        MessageHandler(new & _Such(desks.news.is_news) & ours, spoken(desks.news.tell)),
        # Commands and questions alike: the command table in `bot.dialogue` tells them apart.
        MessageHandler(for_us, spoken(desk.answer)),
        # In a channel, what it is to be told may be chosen; everything else there is passed over in silence.
        MessageHandler(filters.UpdateType.CHANNEL_POST & _Such(desk.is_order) & ours, spoken(desk.obey)),
        # What is left and private holds no words; a stranger's picture gets no answer either.
        MessageHandler(new & _Such(_is_wordless) & ours, spoken(desk.ask_for_words)),
    ]


def build(
    token: str,
    api_url: str,
    answerer: Answerer,
    memory: Memory,
    receiver: Receiver | None,
    manners: Manners,
    turns: Turns,
    errands: Errands | None = None,
    reader: NewsReader | None = None,
    pages: PageReader | None = None,
    crew: Crew | None = None,
) -> TelegramApplication:
    """Return the application, not yet initialised; it fetches nothing itself (see `polling`)."""
    # The library's switch for what it will do anyway; without it each 429 raises a deprecation warning.
    os.environ.setdefault("PTB_TIMEDELTA", "true")
    url = api_url.rstrip("/")
    application = (
        Application.builder()
        .token(token)
        .base_url(f"{url}/bot")
        .base_file_url(f"{url}/file/bot")
        .get_updates_request(UpdatesRequest(httpx_kwargs={"verify": trusted()}))
        .request(announcing_request())
        .rate_limiter(ChatRateLimiter() if crew is None else SharedRateLimiter(crew.paces))
        .concurrent_updates(turns)
        .job_queue(None)
        .updater(None)
        .build()
    )
    desks = _desks(application.bot, answerer, memory, receiver, manners, errands, reader, pages, crew)
    application.add_handlers(handlers(desks))

    async def failed(update: object, context: Context) -> None:
        await _note(update, context)
        if isinstance(update, Update) and isinstance(context.error, StorageError):
            with speaking(await desks.languages.of(update)):
                await _tell_asker(desks.post, update.message)

    application.add_error_handler(failed)
    return application


def _desks(
    bot: Bot,
    answerer: Answerer,
    memory: Memory,
    receiver: Receiver | None,
    manners: Manners,
    errands: Errands | None,
    reader: NewsReader | None,
    pages: PageReader | None,
    crew: Crew | None,
) -> Desks:
    chats = Chats(memory.chats) if crew is None else Chats(memory.chats, _RECORD_KEEPS)
    languages = Languages(chats, manners.language)

    async def barred(chat: int, reason: str) -> bool:
        try:
            return await chats.bar(chat, reason, int(manners.now().timestamp()))
        except StorageError as error:
            _LOGGER.warning("Chat %s: not noted that it cannot be written to: %s", chat, error)
            return True

    async def moved(old: int, new: int) -> None:
        try:
            await chats.move(old, new)
        except StorageError as error:  # Telegram tells it of every message to the old one
            _LOGGER.warning("Chat %s: not noted that it is chat %s now: %s", old, new, error)

    post = Post(bot, manners.pace, barred, moved)
    access = Access(manners.allowed, manners.administrators)
    limit = RequestLimit(manners.requests_a_minute, None if crew is None else crew.requests)
    screens = Screens(
        answerer,
        memory.screens,
        manners.now,
        watchable=errands is not None,
        sendable=lambda: bool(bot.supports_inline_queries),
    )
    documents = DocumentDesk(answerer, post, chats, manners, template=manners.note_template)
    groups = GroupDesk(chats, post, access, manners)
    settings = SettingsDesk(chats, post, manners)
    spoken = Spoken(manners.now)
    privacy = PrivacyDesk(chats, post, spoken, errands.subscriptions if errands is not None else None)
    # What a command about the chat itself does, by its name in `bot.dialogue`.
    commands: dict[str, ChatCommand] = {
        "settings": settings.command,
        "privacy": privacy.tell,
        "forget": privacy.forget,
    }
    # Buttons that are not an answer's, by the word their data begins with.
    reads_links = reader is not None and pages is not None
    intake = IntakeDesk(receiver, answerer, post, limit, access, manners, reads_links=reads_links)
    news = NewsDesk(reader, answerer, receiver, post, limit, access, manners, pages)
    presses: dict[str, PressHandler] = {
        PREFIX: settings.press,
        FORGET_PREFIX: privacy.press,
        NEWS_PREFIX: news.press,
        INTAKE_PREFIX: intake.press,
        FAULT_PREFIX: FaultDesk(screens, chats, post).press,
    }
    watch, catching_up = None, None
    if errands is not None:
        watch = watch_button(errands.subscriptions, languages, post)
        errands.courier.keep_chats_with(chats)
        catching_up = errands.catching_up
        subscribing = SubscriptionDesk(errands.subscriptions, chats, post, languages, manners, spoken)
        commands |= subscribing.commands
        reading = ReadingDesk(
            errands.courier.shown_in, answerer, errands.subscriptions, post, manners, documents
        )
        presses[READING_PREFIX] = reading.press
        presses[WATCH_PREFIX] = AlertDesk(errands.subscriptions, chats, post, manners, reading).press
        if errands.report is not None:
            commands["status"] = StatusDesk(errands.report, post, access).command
    answering = (screens, documents, groups, chats, post, limit, access, manners)
    desk = Desk(*answering, commands, spoken, privacy, settings, catching_up)
    return Desks(
        desk,
        Callbacks(screens, post, chats, languages, limit, access, manners, documents, presses, watch, spoken),
        InlineDesk(answerer, limit, access, manners),
        GuestDesk(answerer, limit, access, manners),
        groups,
        intake,
        news,
        languages,
        post,
    )


def _is_for_us(message: Message) -> bool:
    return question_in(message, message.get_bot().bot) is not None


def _is_wordless(message: Message) -> bool:
    """Say whether this is a private picture, file or voice message without a caption (no album)."""
    private = message.chat.type == message.chat.PRIVATE
    without_words = message.caption is None and message.effective_attachment is not None
    return private and without_words and message.media_group_id is None


async def _tell_asker(post: Post, message: Message | None) -> None:
    """Say that a question was not answered, where one was asked: silence is no answer."""
    if message is not None and _is_for_us(message):
        await post.reply(message, say(FAILED))


async def _note(update: object, context: Context) -> None:
    """Log what went wrong with an update, by its number and not by its words."""
    note(UpdateOutcome.FAILED)
    number = update.update_id if isinstance(update, Update) else "?"
    _LOGGER.error("Update %s could not be handled", number, exc_info=context.error)
