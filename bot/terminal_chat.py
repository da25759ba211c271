"""The chat in the terminal: it opens with what the corpus tells of, and remembers what was just spoken of."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import partial

from rich.console import Console
from rich.markup import escape

from bot.briefing.catalogue import invalid
from bot.briefing.companion import examples, known_people, known_subjects
from bot.briefing.lines.library import Library
from bot.briefing.unclear import read_as_said
from bot.console import answer_message, exported
from bot.conversation.choices import choice_requests, message_for
from bot.conversation.follow_ups import TakenAs, Wish, read_on
from bot.conversation.spoken_of import Subject, subject_of
from bot.dialogue import WITHOUT_TELEGRAM, article_command, meant_command, parse, waits_for_words
from bot.exporting import Exporting
from bot.languages.saying import marked, say, say_count, speaking
from bot.line_input import LineInput
from bot.services.answering.answer import Answers
from bot.views import terminal
from bot.views.provenance import corpus_line
from bot.words.answers import Briefing, Kind, Request

_HOW = marked("A number takes that one. /help shows all there is, /quit leaves.")
_LEAVE = frozenset({"/quit", "/exit", "/bye"})
_KEPT = timedelta(minutes=30)
_MOST_SUBJECTS = 3
_NUMBER = re.compile(r"#?([1-9]\d{0,2})")
_LINES_MORE = 8  # lines of an answer shown at each "more"
_TOLD_OF = 3  # people and subjects named at the opening


async def chat(answers: Answers, console: Console, language: str, exporting: Exporting) -> None:
    """Talk with whoever sits at the terminal until they leave (end of input, Ctrl-C or /quit)."""
    with speaking(language):
        talk = TerminalTalk(answers, language, export=partial(_exported, answers, language, exporting))
        lines = LineInput(console, lambda: answers.library)
        console.print(escape(opening(answers.library)), highlight=False)
        talk.offer(examples(answers.library))
        while (line := await lines.next()) is not None:
            if line.lower() in _LEAVE:
                return
            with console.status(say("Looking …")):
                briefing = await talk.answer(line)
            if briefing is not None:
                console.print()
                with speaking(talk.language):
                    console.print(terminal.render(briefing))
                if left := talk.left:
                    console.print(escape(_more(left)), style="dim", highlight=False)


def opening(library: Library) -> str:
    """Return what a newcomer reads first: what the corpus holds and tells of, and examples to try."""
    rows = [f"Aide-Mémoire · {corpus_line(library.corpus)}"]
    told_of = [*known_people(library, _TOLD_OF), *known_subjects(library, _TOLD_OF)]
    if told_of:
        rows.append(say("It tells of {names}. Ask in your own words, for example:", names=", ".join(told_of)))
        rows += [f"  {number}. {example}" for number, example in enumerate(examples(library), 1)]
    else:
        rows.append(say("The corpus is empty."))
    return "\n".join((*rows, say(_HOW)))


async def _exported(answers: Answers, language: str, exporting: Exporting, text: str) -> str | None:
    return await exported(answers, text, language, exporting)


async def _not_exported(_text: str) -> str | None:
    return None


def _more(left: int) -> str:
    return say_count("[{count} more line: type more]", "[{count} more lines: type more]", left)


@dataclass(slots=True)
class _Answer:
    """An answer that was shown: what it was about and when, and what of it was not shown yet."""

    subject: Subject
    at: datetime
    rest: Briefing | None = None


class TerminalTalk:
    """One talk in the terminal: each line is read against those before it."""

    def __init__(
        self,
        answers: Answers,
        language: str,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
        export: Callable[[str], Awaitable[str | None]] = _not_exported,
    ) -> None:
        """Begin a talk; `export` does what `/export` asks and says so, None for any other message."""
        self._export = export
        self._answers = answers
        self._language = language
        self.language = language
        self._now = now
        self._spoken: list[_Answer] = []
        self._offered: tuple[str, ...] = ()
        self._waiting: str | None = None
        self._shown: _Answer | None = None

    @property
    def left(self) -> int:
        """How many lines of the newest answer were not shown yet."""
        rest = self._spoken[0].rest if self._spoken and self._shown is self._spoken[0] else None
        return sum(len(section.items) for section in rest.sections) if rest else 0

    def offer(self, messages: tuple[str, ...]) -> None:
        """Let a number take one of some messages; where there is one alone, an empty line takes it too."""
        self._offered = messages

    async def answer(self, line: str) -> Briefing | None:
        """Answer a line, in `language`; None for an empty one that takes nothing.

        Raises:
            StorageError: the database cannot be read.
        """
        self._shown, self.language = None, self._language
        text = self._with_waiting(self._taken(line))
        if not text:
            return None
        library = self._answers.library
        reading = read_on(text, self._language, self._recent(), library)
        if isinstance(reading, TakenAs):
            return await self._go_on(reading)
        if reading is not None:
            return await self._asked(Request(Kind.UNCLEAR, reading.written(), self._language))
        if (written := await self._export(text)) is not None:
            return self._told(written)
        request = parse(text, language=self._language)
        if request is None:
            return await self._unknown(text)
        self._waiting = waits_for_words(request) if request.kind is not Kind.CHAT else None
        return await self._asked(request)

    def _taken(self, line: str) -> str:
        """Return what a line says: a number takes what was offered under it, an empty line the only offer."""
        offered, self._offered = self._offered, ()
        number = _NUMBER.fullmatch(line.strip())
        if number is not None and int(number[1]) <= len(offered):
            return offered[int(number[1]) - 1]
        return offered[0] if not line.strip() and len(offered) == 1 else line.strip()

    def _with_waiting(self, text: str) -> str:
        command, self._waiting = self._waiting, None
        return text if command is None or not text or text.startswith("/") else f"/{command} {text}"

    def _recent(self) -> list[Subject]:
        lately = [one for one in self._spoken if self._now() - one.at <= _KEPT]
        return [one.subject for one in lately][:_MOST_SUBJECTS]

    async def _go_on(self, taken: TakenAs) -> Briefing:
        latest = self._spoken[0]
        if taken.wish is Wish.MORE:
            if latest.rest is None:
                return self._told(say("That was all of it: {subject}.", subject=taken.read_as))
            shown, latest.rest = terminal.parted(latest.rest, _LINES_MORE)
            self._shown, latest.at = latest, self._now()
            return shown
        if taken.wish is Wish.DOCUMENT:
            written = await self._export(f"/export {taken.form} {message_for(taken.request)}")
            return self._told(written or say("No document can be made of this."))
        self.language = taken.request.language
        with speaking(self.language):
            briefing = await self._asked(taken.request, whole=taken.wish is Wish.QUOTES)
            if taken.wish is Wish.QUOTES:
                return terminal.quoted_in(briefing)
            return read_as_said(briefing, taken.read_as) if taken.read_as else briefing

    async def _asked(self, request: Request, *, whole: bool = False) -> Briefing:
        """Answer a request with its first screen, or `whole`; remember what it was about."""
        if request.kind in (Kind.HELP, Kind.START):
            request = replace(request, words=WITHOUT_TELEGRAM)
        asked = replace(request, administrator="terminal")  # who sits here has the database itself in hand
        briefing, _ = await self._answers.answer_or_cached(asked)
        choices = choice_requests(request, briefing)
        subject = subject_of(request, briefing, self._answers.library, choices)
        first, rest = (briefing, None) if whole else terminal.first_screen(briefing)
        if subject is not None:
            self._shown = _Answer(subject, self._now(), rest)
            self._spoken.insert(0, self._shown)
            del self._spoken[_MOST_SUBJECTS:]
        self.offer(
            tuple(map(message_for, choices))
            or tuple(article_command(source.article) for source in briefing.sources)
        )
        return first

    async def _unknown(self, text: str) -> Briefing:
        meant = meant_command(text)
        if meant is None:
            briefing, _ = await answer_message(self._answers, text, self._language)
            return briefing
        self.offer((meant,))
        return self._told(say("I do not know this command. Press Enter for {command}.", command=meant))

    def _told(self, words: str) -> Briefing:
        return invalid("", Kind.ERROR, words, self._answers.library)
