"""What happens when a button is pressed, whoever pressed it and however long ago it was sent.

Every press is answered, for Telegram's clients show it as pending until then; the message changes after that.
Presses do not wait for the chat's turn: of many presses on one message only the newest is shown, and one chat
is edited by one press at a time, so that a chat that may hardly be written to holds up no other.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Protocol

from telegram import CallbackQuery, MaybeInaccessibleMessage, Message, Update
from telegram.error import TelegramError

from bot.chat.addressing import place_of
from bot.chat.answering.judging import asked_under_answer
from bot.chat.answering.keyboards import ButtonView, Pressed, pressed_data, read_data, with_sign
from bot.chat.answering.pages import watch_words
from bot.chat.answering.sent_once import SentOnce
from bot.chat.answering.showing import Screens
from bot.chat.chats.access import Access
from bot.chat.chats.chat_language import Languages
from bot.chat.chats.limits import Admission, RequestLimit, enough
from bot.chat.chats.manners import Context, Manners
from bot.chat.chats.spoken import Spoken
from bot.chat.delivering.sending import Post, passes, reason
from bot.chat.journal import JournalEntry, current_entry, note
from bot.chat.journal import UpdateOutcome as Happened
from bot.chat.memory import Chats, excerpts_of
from bot.chat.presses import NOT_KEPT, Act, PressHandler, PressOutcome
from bot.chat.turns import aside
from bot.conversation.choices import choice_requests, message_for
from bot.conversation.spoken_of import subject_of
from bot.errors import StorageError
from bot.languages.saying import marked, say, speaking, spoken_language
from bot.words.chats import Screen
from bot.words.deliveries import Place

_LOGGER = logging.getLogger(__name__)
GONE = marked("This button is too old, or not of this message: please ask again.")
FAILED = marked("Something went wrong on my side, and it is noted; please try again.")
TOO_LONG = marked("This takes too long just now; please try again in a moment.")
_LONGEST_PASSING = 60  # characters; a longer sentence needs a box that stays until it is read
_MOST_AGAIN = 4  # times a press is answered again, seventeen seconds together: Telegram forgets it then
THANKS = {
    ButtonView.USEFUL: marked("Thank you, noted."),
    ButtonView.WRONG: marked("Noted, thank you. What is wrong with it?"),
}


class Exporter(Protocol):
    """Whoever sends an answer as a document."""

    once: SentOnce

    async def send(self, asked: Message, screen: Screen, form: str = "pdf") -> bool:
        """Send the answer of a screen as a PDF or in another form, in reply; say whether that was done."""

    async def send_picture(self, asked: Message, screen: Screen) -> bool:
        """Send the dated lines of a screen's answer as a picture, in reply; say whether that was done."""


@dataclass(frozen=True, slots=True)
class _Wish:
    order: int
    query: CallbackQuery
    outcome: PressOutcome
    language: str
    entry: JournalEntry | None = field(default_factory=current_entry)


class Callbacks:
    """Takes every press; those of answers itself, others by the word their data begins with."""

    def __init__(
        self,
        screens: Screens,
        post: Post,
        chats: Chats,
        languages: Languages,
        limit: RequestLimit,
        access: Access,
        manners: Manners,
        exporter: Exporter,
        others: Mapping[str, PressHandler],
        watch: PressHandler | None = None,
        spoken: Spoken | None = None,
    ) -> None:
        """Bring together what presses need.

        Args:
            screens: makes what a message shows.
            post: changes messages.
            chats: what chats chose.
            languages: which language an answer is shown in.
            limit: counts what each person asks.
            access: who may.
            manners: clock and patience.
            exporter: sends documents.
            others: handlers of buttons that are not an answer's, by the word before the first colon.
            watch: takes a press of Watch, with the words to be watched in place of its data.
            spoken: remembers what is spoken of, which a button may change.
        """
        self._screens = screens
        self._post = post
        self._chats = chats
        self._languages = languages
        self._limit = limit
        self._access = access
        self._manners = manners
        self._exporter = exporter
        self._others = others
        self._watch = watch
        self._spoken = spoken
        self._wishes: dict[int, dict[tuple[int, str], _Wish]] = {}

    async def press(self, update: Update, _: Context) -> None:
        """Answer a press, then do what it asks for."""
        query = update.callback_query
        assert query is not None
        note(Happened.ANSWERED, kind="press")
        outcome = await self._outcome(query)
        wish = _Wish(update.update_id, query, outcome, spoken_language())
        if query.message is None or (outcome.act is None and outcome.prepare is None):
            await self._tell(wish, outcome.told)
            return
        if outcome.prepare is None:
            await self._tell(wish, outcome.told)
        await self._wish(query.message.chat.id, (query.message.message_id, outcome.what), wish)

    async def _outcome(self, query: CallbackQuery) -> PressOutcome:
        chat = query.message.chat if query.message else None
        if not self._access.admits(chat, query.from_user):
            note(Happened.REFUSED)
            return PressOutcome()
        admission = await self._limit.admit(query.from_user.id, self._manners.clock())
        if admission is not Admission.ANSWERED:
            note(Happened.TOO_MANY)
            return PressOutcome(enough(self._limit.most) if admission is Admission.TOLD else None)
        name = (query.data or "").partition(":")[0]
        handler = self._others.get(name, self._of_answer)
        if name in self._others:
            note(kind=f"press {name}")
        try:
            async with asyncio.timeout(self._manners.answer_within):
                return await handler(query, query.data or "")
        except Exception as error:  # noqa: BLE001 - logged there, and told
            return PressOutcome(_failed(query, error, current_entry()))

    async def _of_answer(self, query: CallbackQuery, data: str) -> PressOutcome:
        pressed, message = read_data(data), query.message
        if pressed is None or message is None:
            note(Happened.INVALID)
            return PressOutcome(say(GONE))
        note(kind=f"press {pressed.view.name.lower()}")
        screen = await self._screens.find(pressed, message.chat.id, message.message_id)
        if screen is None:
            note(Happened.NONE)
            return PressOutcome(say(GONE))
        screen = await self._languages.of_screen(screen)
        if pressed.view in THANKS:
            useful = pressed.view is ButtonView.USEFUL
            await self._screens.judge(screen, query.from_user.id, useful=useful)
            show = self._after_opinion(message, pressed)
            return PressOutcome(say(THANKS[pressed.view]), show, "buttons")
        if pressed.view is ButtonView.WATCH:
            words = watch_words(screen.request, (await self._screens.answer(screen))[0])
            if self._watch is None or words is None:
                return PressOutcome(say(GONE))
            return await self._watch(query, words)
        if pressed.view in {ButtonView.PDF, ButtonView.PICTURE, ButtonView.CALENDAR}:
            if not isinstance(message, Message) or not message.is_accessible:
                return PressOutcome(say(GONE))
            once = self._exporter.once
            of_answer = message_for(screen.request) + screen.request.language
            if pressed.view is ButtonView.PICTURE:
                send = partial(self._exporter.send_picture, message, screen)
                return once.press(message, f"picture {of_answer}", say("The picture is on its way."), send)
            if pressed.view is ButtonView.CALENDAR:
                send = partial(self._exporter.send, message, screen, "ics")
                return once.press(message, f"calendar {of_answer}", say("The calendar is on its way."), send)
            send = partial(self._exporter.send, message, screen)
            return once.press(message, f"PDF {of_answer}", say("The document is on its way."), send)
        return PressOutcome(prepare=partial(self._turn, screen, pressed, place_of(message)))

    def _after_opinion(self, message: MaybeInaccessibleMessage, pressed: Pressed) -> Act | None:
        """Return what puts the buttons under an answer that was judged: what is wrong, or that it is noted.

        In a group the others have not judged it.
        """
        keyboard = message.reply_markup if isinstance(message, Message) else None
        if keyboard is None:
            return None
        if pressed.view is ButtonView.WRONG:
            keyboard = asked_under_answer(pressed.key)
        elif message.chat.type == message.chat.PRIVATE:
            keyboard = with_sign(keyboard, pressed_data(pressed))
        else:
            return None
        return partial(self._post.edit_keyboard, message.chat.id, message.message_id, keyboard)

    async def _turn(self, screen: Screen, pressed: Pressed, place: Place) -> Act:
        record = await self._chats.record(screen.chat)
        with speaking(screen.request.language):
            shown = await self._screens.turned(screen, pressed, excerpts_of(record))
        message = screen.message
        assert message is not None, "a screen that was found has its message"
        if self._spoken is not None:
            choices = choice_requests(shown.request, shown.briefing)
            subject = subject_of(shown.request, shown.briefing, self._screens.library, choices)
            self._spoken.note(place, message, subject, shown.key)
            if pressed.view is ButtonView.ANSWER:
                self._spoken.turned(place, message, pressed.number)
        return partial(self._post.edit, screen.chat, message, shown.html, shown.keyboard)

    async def _wish(self, chat: int, what: tuple[int, str], wish: _Wish) -> None:
        """Fulfil the newest wish of each sort for each message of a chat, one after the other."""
        busy = chat in self._wishes
        wishes = self._wishes.setdefault(chat, {})
        before = wishes.get(what)
        if before is not None:
            wish, passed_over = (wish, before) if wish.order > before.order else (before, wish)
            wishes[what] = wish
            if passed_over.outcome.prepare is not None:
                await self._tell(passed_over, None)
        else:
            wishes[what] = wish
        if busy:
            note(Happened.JOINED)
            return  # whoever is at it will do this one too
        try:
            while wishes:
                wish = wishes.pop(next(iter(wishes)))
                with speaking(wish.language):  # it may be somebody else's than the one under way
                    await self._fulfil(wish)
        finally:
            del self._wishes[chat]

    async def _fulfil(self, wish: _Wish) -> None:
        act = wish.outcome.act
        if wish.outcome.prepare is not None:
            told = None
            try:
                async with asyncio.timeout(self._manners.answer_within):
                    act = await wish.outcome.prepare()
            except Exception as error:  # noqa: BLE001 - logged there, and told
                told = _failed(wish.query, error, wish.entry)
            await self._tell(wish, told)
        if act is not None:
            try:
                await act()
            except Exception as error:  # noqa: BLE001 - logged there; the press was answered
                _failed(wish.query, error, wish.entry)

    async def _tell(self, wish: _Wish, told: str | None) -> None:
        """Answer a press, with one sentence or nothing; where Telegram was not there, again."""
        pauses = iter(self._manners.pace.pauses[:_MOST_AGAIN])
        async with aside():
            while True:
                try:
                    await wish.query.answer(told, show_alert=len(told or "") > _LONGEST_PASSING)
                except TelegramError as error:
                    pause = next(pauses, None) if passes(error) else None
                    if pause is not None:
                        await asyncio.sleep(pause)
                        continue
                    # Most often too old: it waited while the bot was down. What it asks for is done anyway.
                    _LOGGER.info("A press was not answered: %s", reason(error))
                return


def _failed(query: CallbackQuery, error: Exception, entry: JournalEntry | None) -> str:
    """Log why a press failed and return what is said of it."""
    if isinstance(error, TimeoutError):
        note(Happened.TOO_LONG, entry=entry)
        _LOGGER.warning("Chat %s: a press took too long", _chat_id(query))
        return say(TOO_LONG)
    note(Happened.FAILED, entry=entry)
    if isinstance(error, StorageError):
        _LOGGER.warning("Chat %s: a press failed: %s", _chat_id(query), error)
        return say(NOT_KEPT)
    _LOGGER.error("Chat %s: a press failed", _chat_id(query), exc_info=error)
    return say(FAILED)


def _chat_id(query: CallbackQuery) -> int | None:
    return query.message.chat.id if query.message else None
