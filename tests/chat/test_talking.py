"""What was just spoken of in a chat, the words after a bare command, courtesies, and what has no words."""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.services.answering.answer import Answers
from bot.words.chats import Fault
from storage.database import Database, open_database
from storage.kept.answers import KeptAnswers
from storage.kept.articles import StoredCorpus
from storage.kept.screens import StoredScreens
from tests.chat.conftest import StartBot
from tests.telegram_server.chats import BotMessage, Person
from tests.telegram_server.server import TelegramServer


@pytest.fixture
async def database(starter_corpus: Path, tmp_path: Path) -> AsyncIterator[Database]:
    path = Path(shutil.copy(starter_corpus, tmp_path / "aide.db"))
    async with open_database(f"sqlite:///{path}") as opened:
        yield opened


@pytest.fixture
async def answers(database: Database) -> Answers:
    return await Answers.open(StoredCorpus(database), KeptAnswers(database, "1"))


async def asked(person: Person, *messages: str) -> BotMessage:
    """Say some messages in private, each after the answer to the one before; return the last answer."""
    answer: BotMessage | None = None
    for message in messages:
        person.says(message)
        answer = await person.private.reply()
    assert answer is not None
    return answer


async def settled(telegram: TelegramServer, person: Person) -> None:
    """Wait until the bot has done everything that comes after the answers it gave."""
    thanks = person.says("thanks")
    await telegram.until(lambda: thanks.id in person.private.reactions, "the turn after")


@pytest.mark.usefixtures("bot")
async def test_a_question_goes_on_about_the_person_just_asked_about(alice: Person) -> None:
    answer = await asked(alice, "/person Tokayev", "when did he resign")
    assert "Read as: when did [Kassym-Jomart Tokayev] resign" in answer.text
    assert "Rosenblum" not in answer.text
    answer = await asked(alice, "and what about Putin?")
    assert answer.text.startswith("When did Vladimir Putin resign")


@pytest.mark.usefixtures("bot")
async def test_a_pronoun_nobody_was_named_for_is_asked_back(alice: Person, telegram: TelegramServer) -> None:
    answer = await asked(alice, "when did she resign")
    assert answer.text.startswith("I cannot tell whom or what “she” is about")
    answer = await asked(alice, "/compare Tokayev | Putin", "what did he say about Ukraine?")
    assert answer.buttons == ["Kassym-Jomart Tokayev", "Vladimir Putin"]
    alice.presses(answer, "Vladimir Putin")
    await telegram.until(lambda: answer.edits > 0, "the answer about whoever was meant")
    assert answer.text.startswith("What did Vladimir Putin say about Ukraine")


@pytest.mark.usefixtures("bot")
async def test_more_shows_what_comes_next_until_all_was_shown(alice: Person) -> None:
    first = await asked(alice, "/said Rosenblum")
    second = await asked(alice, "more")
    third = await asked(alice, "more")
    bodies = [message.text.split("On record")[-1] for message in (first, second, third)]
    assert len(set(bodies)) == 3
    assert (await asked(alice, "/topic whaling", "more")).text.startswith("That was all of it")


@pytest.mark.usefixtures("bot", "unpaced")
async def test_an_answer_is_had_as_a_document_and_in_another_language(alice: Person) -> None:
    document = (await asked(alice, "/person Dubnov", "as markdown")).document
    assert document is not None
    assert "Arkady Dubnov" in document.data.decode()
    assert "Источники" in (await asked(alice, "in Russian")).text
    assert "Sources" in (await asked(alice, "/person Dubnov")).text


@pytest.mark.usefixtures("unpaced")
async def test_what_was_spoken_of_is_forgotten_after_half_an_hour_and_when_asked_to(
    start_bot: StartBot, alice: Person, telegram: TelegramServer
) -> None:
    now = datetime(2025, 3, 3, 9, tzinfo=UTC)
    async with start_bot(now=lambda: now):
        await asked(alice, "/person Tokayev")
        await settled(telegram, alice)
        now += timedelta(minutes=29)
        assert "Read as" in (await asked(alice, "what did he say")).text
        await settled(telegram, alice)
        now += timedelta(minutes=31)
        assert "cannot tell" in (await asked(alice, "what did he say")).text
        question = await asked(alice, "/person Tokayev", "/forget")
        await alice.presses(question, "Delete").answered()
        assert "cannot tell" in (await asked(alice, "what did he say")).text


@pytest.mark.usefixtures("bot", "unpaced")
async def test_a_reply_is_read_against_what_it_replies_to(alice: Person, telegram: TelegramServer) -> None:
    group = telegram.group("Delegation", supergroup=True)
    alice.says("/person Tokayev", group)
    about_tokayev = await group.reply()
    alice.says("/person Putin", group)
    await group.reply()
    alice.says("and on Ukraine?", group, reply_to=about_tokayev)
    assert (await group.reply()).text.startswith("Kassym-Jomart Tokayev on Ukraine")


@pytest.mark.usefixtures("bot", "unpaced")
async def test_a_mention_in_reply_to_somebodys_words_is_read_against_those(
    alice: Person, telegram: TelegramServer
) -> None:
    group = telegram.group("Delegation", privacy=False)
    theirs = telegram.user("Bob").says("I met Ambassador Rosenblum yesterday.", group)
    alice.says("@AideMemoireBot what did he say about sanctions", group, reply_to=theirs)
    assert "[Daniel Rosenblum]" in (await group.reply()).text


@pytest.mark.usefixtures("bot", "unpaced")
async def test_each_topic_of_a_forum_has_its_own_subject(alice: Person, telegram: TelegramServer) -> None:
    forum = telegram.group("Mission", forum=True, supergroup=True, bot_is_admin=True)
    visas, trade = forum.topic("Visas"), forum.topic("Trade")
    alice.says("/person Tokayev", forum, topic=visas)
    await forum.reply()
    alice.says("@AideMemoireBot what did he say?", forum, topic=trade)
    assert "cannot tell" not in (await asked(alice, "hello")).text
    alice.says("@AideMemoireBot what did he say?", forum, topic=visas)
    reply = await forum.reply()
    assert (reply.thread, "[Kassym-Jomart Tokayev]" in reply.text) == (visas.id, True)


# --- the words of a bare command ---------------------------------------------------------------------------


@pytest.mark.usefixtures("bot", "unpaced")
async def test_the_words_of_a_bare_command_may_come_next(alice: Person, telegram: TelegramServer) -> None:
    answer = await asked(alice, "/said")
    assert answer.text.startswith("Who is it about? Write the name.")
    assert answer.buttons == ["Kassym-Jomart Tokayev", "Daniel Rosenblum", "Vladimir Putin"]
    assert (await asked(alice, "Rosenblum on sanctions")).text.startswith("Daniel Rosenblum on sanctions")
    # Once only, not after a courtesy, and another command is that command.
    assert (await asked(alice, "sanctions")).text.startswith("Sanctions")
    answer = await asked(alice, "/quotes", "/person Putin")
    assert answer.text.startswith("Vladimir Putin")


@pytest.mark.usefixtures("bot", "unpaced")
async def test_in_a_group_the_words_of_a_bare_command_come_in_reply(
    alice: Person, telegram: TelegramServer
) -> None:
    group = telegram.group("Delegation")
    alice.says("/person", group)
    question = await group.reply()
    assert question.sent["reply_markup"]["force_reply"]
    alice.says("Putin", group, reply_to=question)
    assert (await group.reply()).text.startswith("Vladimir Putin")


@pytest.mark.usefixtures("bot", "unpaced")
async def test_a_mistyped_command_with_its_words_is_offered_right(
    alice: Person, telegram: TelegramServer
) -> None:
    answer = await asked(alice, "/persn Putin")
    assert answer.text.startswith("I do not know “persn”; did you mean this?")
    assert answer.buttons == ["/person Putin"]
    alice.presses(answer, "/person Putin")
    await telegram.until(lambda: answer.text.startswith("Vladimir Putin"), "the dossier that was meant")


# --- courtesies and what has no words ----------------------------------------------------------------------


@pytest.mark.usefixtures("bot")
async def test_a_greeting_is_returned_with_examples_that_work(
    alice: Person, telegram: TelegramServer
) -> None:
    answer = await asked(alice, "Hello!")
    assert answer.text.startswith("Good day.")
    assert len(answer.buttons) == 3
    alice.presses(answer, "Kassym-Jomart Tokayev")
    await telegram.until(lambda: answer.text.startswith("Kassym-Jomart Tokayev"), "the example's answer")


@pytest.mark.usefixtures("bot")
@pytest.mark.parametrize("words", ["Thanks!", "спасибо", "рахмет", "👍"])
async def test_thanks_get_a_sign_and_no_words(alice: Person, telegram: TelegramServer, words: str) -> None:
    group = telegram.group("Delegation")
    answer = await asked(alice, "/topic whaling")
    thanks = alice.says(words)
    await telegram.until(lambda: thanks.id in alice.private.reactions, "a reaction")
    alice.says("/topic whaling", group)
    answer = await group.reply()
    thanks = alice.says(words, group, reply_to=answer)
    await telegram.until(lambda: thanks.id in group.reactions, "a reaction in the group")
    assert (len(alice.private.replies), len(group.replies)) == (1, 1)


@pytest.mark.usefixtures("bot")
async def test_a_group_hears_nothing_about_words_that_ask_nothing(
    alice: Person, telegram: TelegramServer
) -> None:
    group = telegram.group("Delegation", without_reactions=True)
    alice.says("/topic whaling", group)
    answer = await group.reply()
    for words in ("Good morning", "Hi all!", "of the", "more please", "😀"):
        alice.says(words, group, reply_to=answer)
    await telegram.polled()
    alice.says("/person Putin", group)
    assert (await group.reply()).text.startswith("That was all")
    assert (await group.reply()).text.startswith("Vladimir Putin")


@pytest.mark.usefixtures("bot")
async def test_this_is_wrong_is_noted_for_the_last_answer(alice: Person, database: Database) -> None:
    answer = await asked(alice, "/person Putin", "That's wrong!")
    assert answer.text.startswith("Noted, thank you")
    assert answer.buttons == ["Wrong person", "Wrong speaker", "Wrong date", "Off topic"]
    await alice.presses(answer, "Wrong speaker").answered()
    await alice.server.until(lambda: not answer.buttons, "the question to go")
    assert answer.text == "Noted: wrong speaker. Thank you."
    judged = await StoredScreens(database).judgements()
    assert [request.words for request in judged.wrong] == ["Putin"]
    assert judged.faults == {Fault.SPEAKER: 1}


CONTENT: list[dict[str, Any]] = [
    {"voice": {"file_id": "v", "file_unique_id": "v", "duration": 2}},
    {"poll": {"id": "1", "question": "?", "options": [], "total_voter_count": 0, "is_closed": False,
              "is_anonymous": True, "type": "regular", "allows_multiple_answers": False}},
    {"dice": {"emoji": "🎲", "value": 3}},
    {"contact": {"phone_number": "1", "first_name": "Bob"}},
    {"sticker": {"file_id": "s", "file_unique_id": "s", "type": "regular", "width": 1, "height": 1,
                 "is_animated": False, "is_video": False}},
]  # fmt: skip


async def test_what_has_no_words_is_told_once_a_day_what_can_be_read(
    start_bot: StartBot, alice: Person, telegram: TelegramServer
) -> None:
    now = datetime(2025, 3, 3, 9, tzinfo=UTC)
    group = telegram.group("Delegation", privacy=False)
    async with start_bot(now=lambda: now):
        for content in CONTENT:
            alice.sends(content)
            alice.sends(content, group)
        await alice.private.reply()
        await telegram.polled()
        now += timedelta(hours=25)
        alice.sends(CONTENT[0])
        await alice.private.reply()
    assert len(alice.private.replies) == 2
    assert group.replies == []
