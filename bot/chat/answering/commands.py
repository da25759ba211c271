"""What is done with a message that is for us: answered, or told in one sentence why not."""

from __future__ import annotations

import asyncio
import html
import logging
import re
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace

from telegram import ForceReply, Message, Update
from telegram.constants import ReactionEmoji

from bot.briefing.lines.asked_words import asks_about_corpus
from bot.briefing.unclear import Unclear
from bot.chat.addressing import (
    Question,
    changes_something,
    in_group,
    is_forwarded_command,
    order_in,
    place_of,
    question_in,
    words_replied_to,
)
from bot.chat.answering.exports import DocumentDesk, is_document
from bot.chat.answering.judging import asked_under_thanks
from bot.chat.answering.keyboards import ButtonView
from bot.chat.answering.showing import Screens, Shown
from bot.chat.chats.access import Access
from bot.chat.chats.chat_settings import SettingsDesk
from bot.chat.chats.groups import GroupDesk, turned_away_text
from bot.chat.chats.limits import Admission, RequestLimit, enough
from bot.chat.chats.manners import Context, Manners
from bot.chat.chats.privacy import PrivacyDesk
from bot.chat.chats.spoken import ZONE_ASKED, Spoken
from bot.chat.chats.zones import zone_meant
from bot.chat.delivering.sending import Post
from bot.chat.journal import OF_STATUS, UpdateOutcome, note
from bot.chat.memory import Chats, excerpts_of
from bot.chat.presses import NOT_KEPT
from bot.conversation.choices import choice_requests
from bot.conversation.follow_ups import TakenAs, Wish
from bot.conversation.spoken_of import subject_of
from bot.courtesies import Courtesy, courtesy_in
from bot.dialogue import Export, meant_command, nearest_command, parse, waits_for_words
from bot.errors import StorageError
from bot.languages.saying import marked, say, spoken_language
from bot.services.telling.catching_up import CatchingUp, Prepared
from bot.words.answers import Kind, Request, Status
from bot.words.pasted import LONGEST_PASTED

_LOGGER = logging.getLogger(__name__)
_NOT_OBEYED = marked("I do not follow commands that are passed on to me; please send it yourself.")
_FAILED = marked("Something went wrong on my side, and it is noted; please try again or ask otherwise.")

# In a group, a courtesy to us gets a sign and no words.
_SIGNS = {
    Courtesy.GREETING: ReactionEmoji.HANDSHAKE,
    Courtesy.MORNING: ReactionEmoji.HANDSHAKE,
    Courtesy.WRONG: ReactionEmoji.WRITING_HAND,
}
_ORDERS = frozenset({"schedule", "unschedule", "watch", "watches", "unwatch", "settings"})  # in a channel

ChatCommand = Callable[[Message, str], Awaitable[None]]
"""Does what a command about the chat itself asks: given its message and the words after its name."""


@dataclass(frozen=True, slots=True)
class _ForAdministrators:
    """What is said of a command that only administrators may give, to others and while it takes its time."""

    refusal: str
    while_waiting: str


_FOR_ADMINISTRATORS: Mapping[Kind, _ForAdministrators] = {
    Kind.CURATION: _ForAdministrators(
        marked("Only the bot's administrators may put right who is who."),
        marked("I am going through the whole corpus for that; it may take a minute, then I answer here."),
    ),
    Kind.FEEDS: _ForAdministrators(
        marked("Only the bot's administrators may choose what I read."),
        marked("I am asking the site for it; it may take a minute, then I answer here."),
    ),
}


@dataclass(frozen=True, slots=True)
class _Ready:
    """An answer to `asked`, ready to be sent; `briefed` is noted once the chat has it."""

    asked: Request
    shown: Shown
    briefed: Prepared | None = None


class Desk:
    """Takes the messages that are for us, one method a case."""

    def __init__(
        self,
        screens: Screens,
        documents: DocumentDesk,
        groups: GroupDesk,
        chats: Chats,
        post: Post,
        limit: RequestLimit,
        access: Access,
        manners: Manners,
        commands: Mapping[str, ChatCommand],
        spoken: Spoken,
        privacy: PrivacyDesk,
        settings: SettingsDesk,
        catching_up: CatchingUp | None = None,
    ) -> None:
        """Bring together what answers need.

        `commands` are those about the chat itself, by name; `spoken` is what was just spoken of, `privacy`
        tells what is still to come unasked, `settings` takes a place for its time zone.
        `catching_up` knows what each chat has missed; without it /brief is the newest of everything.
        """
        self._screens = screens
        self._documents = documents
        self._groups = groups
        self._chats = chats
        self._post = post
        self._limit = limit
        self._access = access
        self._manners = manners
        self._commands = commands
        self._spoken = spoken
        self._privacy = privacy
        self._settings = settings
        self._catching_up = catching_up

    def is_stranger(self, message: Message) -> bool:
        """Say whether neither the chat nor whoever writes is among those allowed."""
        return not self._access.admits(message.chat, message.from_user)

    def is_late(self, message: Message) -> bool:
        """Say whether this is a group's message that waited too long to be answered: no command that changes
        something is.
        """
        age = self._manners.now() - message.date
        late = in_group(message.chat) and age.total_seconds() > self._manners.late_after
        return late and not changes_something(message, message.get_bot().bot)

    async def answer(self, update: Update, context: Context) -> None:
        """Answer a command or a question."""
        message = _message_of(update)
        question = question_in(message, context.bot.bot)
        if question is None or not await self._is_answered(message):
            return
        if is_forwarded_command(message, question.text):
            note(UpdateOutcome.REFUSED, kind="forwarded command")
            await self._post.reply(message, say(_NOT_OBEYED))
            return
        text, language = self._with_waiting(message, question.text), spoken_language()
        reading = self._spoken.read(message, text, language, self._screens.library)
        if isinstance(reading, TakenAs):
            await self._go_on(message, reading)
            return
        if reading is not None:
            request: Request | None = Request(Kind.UNCLEAR, reading.written(), language)
        else:
            request = parse(text, language=language, bot_name=context.bot.username)
        if request is not None and request.kind is Kind.CHECK and not request.words:
            request = replace(request, words=words_replied_to(message)[:LONGEST_PASTED].strip())
        if request is None:
            note(
                UpdateOutcome.INVALID if question.by_name else UpdateOutcome.NOT_FOR_US,
                kind="unknown command",
            )
            if question.by_name and (meant := meant_command(question.text)) is not None:
                unclear = Unclear(question.text.split()[0].partition("@")[0], ((meant, meant),))
                await self._answer(message, Request(Kind.UNCLEAR, unclear.written(), language))
            elif question.by_name:
                await self._post.reply(message, _unknown(question))
        else:
            await self._do(message, request)

    def _with_waiting(self, message: Message, text: str) -> str:
        """Return a message as the words of the command before it, where one waits for its words."""
        command = self._spoken.waited_for(message)
        if command is None or text.startswith("/") or courtesy_in(text) is not None:
            return text
        if command == ZONE_ASKED and zone_meant(text) is None:
            return text  # something else is on their mind
        return f"/{command} {text}"

    async def _do(self, message: Message, request: Request, read_as: str | None = None) -> None:
        if request.kind is Kind.CHAT:
            await self._command(message, request)
        elif request.kind in _FOR_ADMINISTRATORS:
            await self._administer(message, request)
        elif request.kind is Kind.COURTESY:
            await self._return_courtesy(message, request)
        else:
            await self._answer(message, request, read_as)

    async def _go_on(self, message: Message, taken: TakenAs) -> None:
        """Do what goes on about what was spoken of before."""
        if taken.wish is Wish.DOCUMENT:
            await self._send_document(message, taken.request, Export(taken.form, False, taken.request))
        elif taken.wish is Wish.ANSWER:
            await self._do(message, taken.request, taken.read_as or None)
        else:
            await self._show_further(message, taken)

    async def _show_further(self, message: Message, taken: TakenAs) -> None:
        """Show the next page of the last answer, or what it quotes, as a message of its own."""
        chat, latest = message.chat.id, self._spoken.latest(message)
        number, view = (latest[2] + 1 if latest else 1), ButtonView.ANSWER
        if taken.wish is Wish.QUOTES:
            number, view = 0, ButtonView.QUOTES
        note(UpdateOutcome.ANSWERED, kind=f"further {view.name.lower()}")
        try:
            record = await self._chats.record(chat)
            shown = await self._screens.further(chat, taken.request, excerpts_of(record), view, number)
        except Exception:
            note(UpdateOutcome.FAILED)
            _LOGGER.exception("Chat %s: the next page failed", chat)
            await self._post.reply(message, say(_FAILED))
            return
        if shown is None:
            told = say("That was all of it: {subject}.", subject=html.escape(taken.read_as, quote=False))
            await self._post.reply(message, told)
            return
        sent = await self._send(message, _Ready(taken.request, shown))
        if sent is not None and view is ButtonView.ANSWER:
            self._spoken.turned(place_of(message), sent.message_id, number)

    async def _return_courtesy(self, message: Message, request: Request) -> None:
        """Answer a greeting or the like: in private with a line where there is something to say."""
        courtesy = Courtesy(request.words)
        note(UpdateOutcome.ANSWERED, kind=courtesy)
        if courtesy is Courtesy.WRONG and await self._note_wrong(message):
            return
        if courtesy is Courtesy.STOP and await self._privacy.tell_what_comes(message):
            return
        if in_group(message.chat) or courtesy in (Courtesy.THANKS, Courtesy.NOD):
            await self._post.react(message, _SIGNS.get(courtesy, ReactionEmoji.THUMBS_UP))
        else:
            await self._answer(message, request)

    async def _note_wrong(self, message: Message) -> bool:
        """Note that somebody finds the last answer wrong; say whether there was one."""
        latest = self._spoken.latest(message)
        if latest is None or latest[1] is None or message.from_user is None:
            return False
        try:
            if not await self._screens.judge_by_key(latest[1], message.from_user.id, useful=False):
                return False
        except StorageError as error:
            _LOGGER.warning("Chat %s: not noted that an answer is wrong: %s", message.chat.id, error)
            return False
        if in_group(message.chat):
            await self._post.react(message, ReactionEmoji.WRITING_HAND)
        else:
            told = say("Noted, thank you: the bot's administrators will see which answer it was.")
            asked = say("What is wrong with it?")
            await self._post.reply(message, f"{told} {asked}", asked_under_thanks(latest[1]))
        return True

    def is_order(self, message: Message) -> bool:
        """Say whether a channel's post is a command that is obeyed there, posted a moment ago."""
        order = order_in(message, message.get_bot().bot)
        request = parse(order) if order is not None else None
        if request is None or request.kind is not Kind.CHAT:
            return False
        age = self._manners.now() - message.date
        return request.words.partition(" ")[0] in _ORDERS and age.total_seconds() <= self._manners.late_after

    async def obey(self, update: Update, context: Context) -> None:
        """Do what a channel's administrators post as a command."""
        message = _message_of(update)
        order = order_in(message, context.bot.bot)
        request = parse(order, language=spoken_language(), bot_name=context.bot.username) if order else None
        if request is not None and await self._is_answered(message):
            await self._command(message, request)

    async def turn_away(self, update: Update, _: Context) -> None:
        """Tell a stranger, once and for all, that this bot is not for them."""
        message = _message_of(update)
        note(UpdateOutcome.REFUSED)
        if await self._chats.turn_away(message.chat.id):
            _LOGGER.info("Chat %s: not among those allowed", message.chat.id)
            await self._post.reply(message, turned_away_text(message.chat.id))

    async def pass_over(self, update: Update, _: Context) -> None:
        """Leave a late message of a group unanswered."""
        note(UpdateOutcome.LATE)
        _LOGGER.info("Chat %s: a message from before I was reachable is left", _message_of(update).chat.id)

    async def ask_for_words(self, update: Update, _: Context) -> None:
        """Say, once a day, what can be read instead of a picture, a voice, a poll or the like."""
        message = _message_of(update)
        if message.location is not None:
            note(UpdateOutcome.ANSWERED, kind="location")
            if await self._is_answered(message):
                await self._settings.place(message)
            return
        note(UpdateOutcome.INVALID, kind="no words")
        if self._spoken.is_first_today(message.chat.id) and await self._is_answered(message):
            await self._post.reply(message, say("I read only text: type a name, a subject or /help."))

    async def _is_answered(self, message: Message) -> bool:
        """Say whether a message is answered: the bot may write there, and its writer did not ask too much."""
        if not await self._groups.may_write(message.chat.id):
            note(UpdateOutcome.REFUSED)
            _LOGGER.info("Chat %s: not answered, for the bot may not write there", message.chat.id)
            return False
        sender = message.sender_chat or message.from_user or message.chat
        admission = await self._limit.admit(sender.id, self._manners.clock())
        if admission is not Admission.ANSWERED:
            note(UpdateOutcome.TOO_MANY)
        if admission is Admission.TOLD:
            await self._post.reply(message, enough(self._limit.most))
        return admission is Admission.ANSWERED

    async def _answer(self, message: Message, request: Request, read_as: str | None = None) -> None:
        async with self._post.typing(message):
            ready = await self._ready(request, message.chat.id, read_as)
        if isinstance(ready, str):
            await self._post.reply(message, ready)
        elif not (in_group(message.chat) and _asks_nothing(ready)):  # a group is not told so
            await self._send(message, ready)

    async def _send(self, message: Message, ready: _Ready) -> Message | None:
        """Send an answer, and remember what it was about; return it, None when it could not be sent."""
        waiting = waits_for_words(ready.asked)
        keyboard = ready.shown.keyboard
        invited = ForceReply(selective=True) if waiting and in_group(message.chat) else keyboard
        sent = await self._post.reply(message, ready.shown.html, invited)
        if sent is None:
            return None
        choices = choice_requests(ready.asked, ready.shown.briefing)
        subject = subject_of(ready.asked, ready.shown.briefing, self._screens.library, choices)
        self._spoken.note(place_of(message), sent.message_id, subject, ready.shown.key)
        if waiting:
            self._spoken.wait(message, waiting, sent.message_id)
        await self._chats.admit(message.chat.id)
        await self._note_briefed(ready)
        return sent

    async def _note_briefed(self, ready: _Ready) -> None:
        if ready.briefed is None or self._catching_up is None:
            return
        try:
            await self._catching_up.told(ready.briefed)
        except StorageError as error:
            chat = ready.briefed.chat
            _LOGGER.warning("Chat %s: not noted what it was briefed on, so it will be again: %s", chat, error)

    async def _administer(self, message: Message, request: Request) -> None:
        """Put right who is who, or choose what is followed, for an administrator of the bot."""
        asking = message.from_user
        if asking is None or not self._access.administers_bot(asking):
            note(UpdateOutcome.REFUSED, kind=request.kind)
            await self._post.reply(message, say(_FOR_ADMINISTRATORS[request.kind].refusal))
        else:
            while_waiting = _FOR_ADMINISTRATORS[request.kind].while_waiting
            telling = asyncio.create_task(self._say_it_takes_a_while(message, while_waiting))
            try:
                await self._answer(message, replace(request, administrator=str(asking.id)))
            finally:
                telling.cancel()
                await asyncio.gather(telling, return_exceptions=True)

    async def _say_it_takes_a_while(self, message: Message, words: str) -> None:
        await asyncio.sleep(self._manners.slow_after)
        await self._post.reply(message, say(words))

    async def _command(self, message: Message, request: Request) -> None:
        """Do what a command about the chat itself asks."""
        name, _, words = request.words.partition(" ")
        note(UpdateOutcome.ANSWERED, kind=name)
        try:
            if name == "export":
                await self._export(message, words)
            elif name in self._commands:
                await self._commands[name](message, words)
            else:
                await self._post.reply(message, say("{command} does not work here.", command=f"/{name}"))
        except StorageError as error:
            note(UpdateOutcome.FAILED)
            _LOGGER.warning("Chat %s: /%s failed: %s", message.chat.id, name, error)
            await self._post.reply(message, say(NOT_KEPT))
        except Exception:
            note(UpdateOutcome.FAILED)
            _LOGGER.exception("Chat %s: /%s failed", message.chat.id, name)
            await self._post.reply(message, say(_FAILED))

    async def _export(self, message: Message, words: str) -> None:
        asked = await self._documents.requested(message, words)
        if asked is None or asked.request is None:
            return
        await self._send_document(message, asked.request, asked)

    async def _send_document(self, message: Message, request: Request, asked: Export) -> None:
        ready = await self._ready(request, message.chat.id)
        if isinstance(ready, str):
            await self._post.reply(message, ready)
        elif not is_document(ready.shown.briefing):
            await self._send(message, ready)  # what was asked otherwise, or who may be meant
        elif await self._documents.send_answer(message, ready.shown.briefing, asked):
            await self._note_briefed(ready)

    async def _ready(self, request: Request, chat: int, read_as: str | None = None) -> _Ready | str:
        """Return an answer, or one sentence why there is none."""
        kind, asked = request.kind, request
        within = self._manners.curate_within if kind in _FOR_ADMINISTRATORS else self._manners.answer_within
        try:
            async with asyncio.timeout(within):
                record = await self._chats.record(chat)
                briefed = None
                if self._catching_up is not None and _asks_what_is_new(request):
                    zone = record.timezone or self._manners.timezone
                    now = self._manners.now()
                    on = request.words if kind is Kind.BRIEF else ""
                    briefed = await self._catching_up.prepare(chat, request.language, zone, now, on)
                    request = briefed.request
                shown = await self._screens.first(chat, request, excerpts_of(record), read_as=read_as)
                note(OF_STATUS[shown.briefing.status], kind=kind)
                return _Ready(asked, shown, briefed)
        except TimeoutError:
            note(UpdateOutcome.TOO_LONG, kind=kind)
            _LOGGER.warning("Chat %s: no answer (%s) in %s s", chat, request.kind, within)
            if kind is Kind.CURATION:
                return say("This took longer than I wait; /corrections tells whether it was made.")
            if kind is Kind.FEEDS:
                return say("This took longer than I wait; /feeds tells whether it was done.")
            return say("This took too long, so I stopped looking; please ask again in a moment.")
        except Exception:
            note(UpdateOutcome.FAILED, kind=kind)
            _LOGGER.exception("Chat %s: the answer (%s) failed", chat, request.kind)
            return say(_FAILED)


def _asks_what_is_new(request: Request) -> bool:
    if request.kind is Kind.QUESTION:
        return asks_about_corpus(request.words) is Kind.BRIEF
    return request.kind is Kind.BRIEF


def _asks_nothing(ready: _Ready) -> bool:
    """Say whether plain words held nothing to look for; a bare mention asks how to ask."""
    plain = ready.asked.kind in (Kind.QUESTION, Kind.UNCLEAR) and bool(ready.asked.words)
    return plain and ready.shown.briefing.status is Status.INVALID


def _unknown(question: Question) -> str:
    typed = re.match(r"\s*/(\w{1,64})", question.text)
    name = f"/{typed[1]}" if typed else question.text[:64]
    nearest = nearest_command(question.text)
    if nearest is None:
        return say("I do not know {command}; /help lists what I understand.", command=_code(name))
    return say(
        "I do not know {command}; did you mean {nearest}, as in <code>{example}</code>?",
        command=_code(name),
        nearest=f"/{nearest.name}",
        example=html.escape(nearest.example, quote=False),
    )


def _code(words: str) -> str:
    """Return words as they were typed: no command that could be tapped."""
    return f"<code>{html.escape(words, quote=False)}</code>"


def _message_of(update: Update) -> Message:
    message = update.effective_message
    assert message is not None, "every handler here is reached through a filter on messages"
    return message
