"""What was just spoken of in each chat and topic: kept in memory for half an hour, never stored."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from telegram import Message

from bot.briefing.lines.library import Library
from bot.chat.addressing import in_group, place_of
from bot.conversation.follow_ups import Reading, read_on
from bot.conversation.spoken_of import Subject, subject_in
from bot.words.deliveries import Place

KEPT = timedelta(minutes=30)
_WAITED = timedelta(minutes=5)  # for the words of a command that came without them
_SAME_ANSWERED_ONCE = timedelta(days=1)
ZONE_ASKED = "settings"
"""The command that waits for a time zone, and for nothing else, where somebody was asked for theirs."""
_MOST_PLACES = 2000
_MOST_ANSWERS = 50  # of a place, to be replied to
_MOST_SUBJECTS = 3


@dataclass(slots=True)
class _Told:
    """An answer of ours: what it was about, when, its screen if it has buttons, and the page shown of it."""

    subject: Subject
    at: datetime
    screen: str | None
    page: int = 0


@dataclass(slots=True)
class _Waiting:
    """A command that waits for its words: who gave it, in a group under which message of ours, and when."""

    command: str
    person: int
    asked: int | None
    at: datetime


@dataclass(slots=True)
class _Talk:
    """What a place holds: answers by the number of their message, in the order they were given."""

    answers: OrderedDict[int, _Told] = field(default_factory=OrderedDict)
    waiting: _Waiting | None = None


class Spoken:
    """Knows what each place just spoke of; the clock is the caller's."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        self._now = now
        self._talks: OrderedDict[Place, _Talk] = OrderedDict()
        self._once: OrderedDict[int, datetime] = OrderedDict()

    def note(self, place: Place, message: int, subject: Subject | None, screen: str | None = None) -> None:
        """Remember what a message of ours is about; the same message may show something else later.

        No command waits for its words any longer.
        """
        if place in self._talks:
            self._talks[place].waiting = None
        if subject is None:
            return
        answers = self._talk(place).answers
        answers.pop(message, None)
        answers[message] = _Told(subject, self._now(), screen)
        while len(answers) > _MOST_ANSWERS:
            answers.popitem(last=False)

    def turned(self, place: Place, message: int, page: int) -> None:
        """Remember how far an answer has been shown."""
        told = self._talk(place).answers.get(message)
        if told is not None:
            told.page = page

    def latest(self, message: Message) -> tuple[int, str | None, int] | None:
        """Return the message of the answer somebody goes on about, its screen, and the page it shows."""
        found = self._answers(message)
        if not found:
            return None
        number, told = found[0]
        return number, told.screen, told.page

    def read(self, message: Message, text: str, language: str, library: Library) -> Reading | None:
        """Read a message against what was spoken of where it stands.

        In reply to one of our answers it is read against that; where somebody's words are replied to, against
        those.
        """
        recent = [told.subject for _, told in self._answers(message)][:_MOST_SUBJECTS]
        target = message.reply_to_message
        if target is not None and not _is_ours(target) and (words := target.text or target.caption):
            theirs = subject_in(words, library, language)
            recent = [theirs, *recent] if theirs is not None else recent
        elif target is not None and not recent and (words := target.text):
            title = subject_in(words.partition("\n")[0], library, language)  # an answer of long ago
            recent = [title] if title is not None else []
        return read_on(text, language, recent, library)

    def wait(self, message: Message, command: str, asked: int | None) -> None:
        """Let what comes next be the words of a command; in a group only in reply to our message `asked`."""
        if message.from_user is not None:
            waiting = _Waiting(command, message.from_user.id, asked, self._now())
            self._talk(place_of(message)).waiting = waiting

    def waited_for(self, message: Message) -> str | None:
        """Return the command whose words a message is, and wait no longer; None when none waits for it."""
        talk = self._talks.get(place_of(message))
        waiting = talk.waiting if talk is not None else None
        if talk is None or waiting is None:
            return None
        if in_group(message.chat):
            target = message.reply_to_message
            if target is None or target.message_id != waiting.asked:
                return None
        elif message.from_user is None or message.from_user.id != waiting.person:
            return None
        talk.waiting = None
        return waiting.command if self._now() - waiting.at <= _WAITED else None

    def is_first_today(self, chat: int) -> bool:
        """Say whether a chat was not told the same within a day, and note that it is now."""
        last = self._once.get(chat)
        if last is not None and self._now() - last < _SAME_ANSWERED_ONCE:
            return False
        self._once[chat] = self._now()
        self._once.move_to_end(chat)
        while len(self._once) > _MOST_PLACES:
            self._once.popitem(last=False)
        return True

    def forget(self, chat: int) -> None:
        """Forget everything spoken of in a chat and its topics."""
        for place in [place for place in self._talks if place.chat == chat]:
            del self._talks[place]
        self._once.pop(chat, None)

    def _talk(self, place: Place) -> _Talk:
        talk = self._talks.setdefault(place, _Talk())
        self._talks.move_to_end(place)
        while len(self._talks) > _MOST_PLACES:
            self._talks.popitem(last=False)
        return talk

    def _answers(self, message: Message) -> list[tuple[int, _Told]]:
        """Return what was spoken of where a message stands, newest first; what it replies to before all."""
        talk = self._talks.get(place_of(message))
        if talk is None:
            return []
        newest = list(reversed(talk.answers.items()))
        lately = [(number, told) for number, told in newest if self._now() - told.at <= KEPT]
        target = message.reply_to_message
        if target is None or target.forum_topic_created:
            return lately
        replied = [(number, told) for number, told in newest if number == target.message_id]
        if not replied and _is_ours(target):
            return []  # an answer nobody remembers: what others were about is not what is meant
        return [*replied, *(one for one in lately if one[0] != target.message_id)]


def _is_ours(message: Message) -> bool:
    return message.from_user is not None and message.from_user.id == message.get_bot().id
