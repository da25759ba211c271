"""The chat in the terminal: its opening, follow-ups, numbers, and what a line may go on as."""

from __future__ import annotations

import io
import shutil
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from rich.console import Console

from bot import terminal_chat
from bot.exporting import Exporting
from bot.line_input import completions
from bot.services.answering.answer import Answers
from bot.terminal_chat import TerminalTalk, opening
from bot.views import terminal
from bot.words.answers import Kind, Status
from storage.database import open_database
from storage.kept.answers import KeptAnswers
from storage.kept.articles import StoredCorpus
from tests.makers import make_library

NOW = datetime(2025, 3, 3, 9, tzinfo=UTC)


@pytest.fixture
async def answers(starter_corpus: Path, tmp_path: Path) -> AsyncIterator[Answers]:
    path = Path(shutil.copy(starter_corpus, tmp_path / "aide.db"))
    async with open_database(f"sqlite:///{path}") as opened:
        yield await Answers.open(StoredCorpus(opened), KeptAnswers(opened, "1"))


@pytest.fixture
def talk(answers: Answers) -> TerminalTalk:
    return TerminalTalk(answers, "en", lambda: NOW)


async def told(talk: TerminalTalk, *lines: str) -> str:
    """Return the last of the answers to some lines, as the terminal prints it."""
    answer = None
    for line in lines:
        answer = await talk.answer(line)
    return terminal.as_text(answer) if answer is not None else ""


async def test_it_opens_with_what_the_corpus_tells_of_and_examples(answers: Answers) -> None:
    shown = opening(answers.library)
    assert shown.startswith("Aide-Mémoire · 10 articles · 3 outlets")
    assert "It tells of Kassym-Jomart Tokayev" in shown
    assert "  1. Kassym-Jomart Tokayev\n" in shown
    assert len(shown.splitlines()) <= 7
    assert "/watch" not in shown


def test_an_empty_corpus_opens_without_examples() -> None:
    assert "The corpus is empty." in opening(make_library()[0])


async def test_a_line_is_read_against_those_before_it(talk: TerminalTalk) -> None:
    shown = await told(talk, "/person Tokayev", "when did he resign")
    assert "Read as: when did [Kassym-Jomart Tokayev] resign" in shown
    assert (await told(talk, "а Путин?")).startswith("When did Vladimir Putin resign")
    assert "Понято так: [Vladimir Putin]" in await told(talk, "по-русски")
    assert talk.language == "ru"


async def test_what_was_spoken_of_half_an_hour_ago_is_asked_back(answers: Answers) -> None:
    now = NOW
    talk = TerminalTalk(answers, "en", lambda: now)
    await talk.answer("/person Tokayev")
    now += timedelta(minutes=31)
    assert (await told(talk, "when did he resign")).startswith("I cannot tell whom or what “he” is about")


async def test_an_answer_is_one_screen_and_more_shows_the_rest(talk: TerminalTalk) -> None:
    shown = await told(talk, "/person Tokayev")
    assert "Said about them" not in shown
    left = [talk.left]
    while talk.left:
        shown += await told(talk, "more")
        left.append(talk.left)
    assert left == sorted(left, reverse=True)
    assert "Said about them" in shown
    assert (await told(talk, "more")).startswith("That was all of it: [Kassym-Jomart Tokayev].")


async def test_a_number_takes_the_candidate_the_example_or_the_source(talk: TerminalTalk) -> None:
    assert (await told(talk, "/person Donald", "2")).startswith("Donald Lu")
    assert (await told(talk, "hello", "1")).startswith("Kassym-Jomart Tokayev")
    answer = await talk.answer("when does the resignation take effect")
    assert answer is not None
    opened = await talk.answer("1")
    assert opened is not None
    assert (opened.kind, opened.title) == (Kind.ARTICLE, answer.sources[0].title)


async def test_a_mistyped_command_is_done_by_enter(talk: TerminalTalk) -> None:
    assert "Press Enter for /person Tokaev." in await told(talk, "/persn Tokaev")
    assert (await told(talk, "")).startswith("Kassym-Jomart Tokayev")
    assert await talk.answer("") is None
    assert "forget" not in await told(talk, "/forgte")


async def test_the_words_of_a_bare_command_may_come_next(talk: TerminalTalk) -> None:
    assert "Who is it about?" in await told(talk, "/said")
    assert (await told(talk, "Rosenblum on sanctions")).startswith("Daniel Rosenblum on sanctions")


async def test_help_lists_what_works_here_and_a_chats_commands_say_where_they_do(talk: TerminalTalk) -> None:
    shown = await told(talk, "/help")
    assert "/person NAME" in shown
    for command in ("/watch", "/schedule", "/settings", "/forget"):
        assert command not in shown
    answer = await talk.answer("/watch sanctions")
    assert answer is not None
    assert answer.status is Status.INVALID
    assert "Telegram" in (answer.message or "")


async def test_a_whole_chat_runs_on_plain_input(answers: Answers, monkeypatch: pytest.MonkeyPatch) -> None:
    typed = iter(["1", "quotes", "", "/quit", "never read"])
    shown = io.StringIO()
    console = Console(file=shown, width=100)
    monkeypatch.setattr(console, "input", lambda _: next(typed))
    await terminal_chat.chat(answers, console, "en", Exporting())
    assert "Kassym-Jomart Tokayev" in shown.getvalue()
    assert "Read as: /quotes [Kassym-Jomart Tokayev]" in shown.getvalue()
    assert next(typed) == "never read"


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("/per", "/person "),
        ("/person Tok", "/person Kassym-Jomart Tokayev"),
        ("/said ros", "/said Daniel Rosenblum"),
        ("/topic cen", "/topic Central Asia"),
        ("jom", "Kassym-Jomart Tokayev"),
        ("/watch", None),
        ("", None),
        ("zzz", None),
    ],
)
async def test_a_line_is_completed_with_commands_names_and_subjects(
    answers: Answers, typed: str, first: str | None
) -> None:
    offered = completions(typed, answers.library)
    assert (offered[0] if offered else None) == first
