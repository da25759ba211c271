"""The bot mentioned in a chat it is no member of: one message in answer, over real HTTP with real answers."""

from __future__ import annotations

import pytest

from bot.chat.answering.guests import ELSEWHERE, HOW
from bot.chat.application import ALLOWED_UPDATES
from tests.chat.test_inline import BORDER, HARVEST, MadeAnswers
from tests.makers import make_library
from tests.telegram_server.chats import Chat, Person
from tests.telegram_server.facts import JSON
from tests.telegram_server.markup import parsed_html
from tests.telegram_server.server import Fault, TelegramServer


@pytest.fixture
def answers() -> MadeAnswers:
    return MadeAnswers(*make_library(BORDER, HARVEST))


@pytest.fixture
def elsewhere(telegram: TelegramServer) -> Chat:
    """Return a group the bot is no member of."""
    return telegram.group("Press corps", supergroup=True)


pytestmark = pytest.mark.usefixtures("bot")


def words(result: JSON) -> str:
    return parsed_html(result["input_message_content"]["message_text"])[0]


async def test_a_guest_question_is_answered_with_one_screen(alice: Person, elsewhere: Chat) -> None:
    answer = await alice.asks_guest("@AideMemoireBot who is Marsh", elsewhere).answered()
    assert answer["type"] == "article"
    assert answer["title"] == "Ann Marsh"
    assert "We want <trade> & peace" in words(answer)
    assert "2 articles" in words(answer)
    assert "reply_markup" not in answer
    assert answer["input_message_content"]["link_preview_options"] == {"is_disabled": True}


async def test_guest_questions_are_asked_for() -> None:
    assert "guest_message" in ALLOWED_UPDATES


async def test_nothing_is_said_in_the_chat_itself(
    telegram: TelegramServer, alice: Person, elsewhere: Chat
) -> None:
    await alice.asks_guest("@AideMemoireBot border trade", elsewhere).answered()
    assert elsewhere.replies == []
    assert elsewhere.actions == []


async def test_the_language_is_that_of_whoever_asks(telegram: TelegramServer, elsewhere: Chat) -> None:
    anna = telegram.user("Анна", language_code="ru")
    answer = await anna.asks_guest("@AideMemoireBot кто такая Марш", elsewhere).answered()
    assert "Источники" in words(answer)


async def test_what_nobody_wrote_is_said_to_be_nowhere(alice: Person, elsewhere: Chat) -> None:
    answer = await alice.asks_guest("@AideMemoireBot xylophone qwzx", elsewhere).answered()
    assert "Nothing in the corpus on this." in words(answer)
    assert "2 articles" in words(answer)


@pytest.mark.parametrize("text", ["@AideMemoireBot", "@AideMemoireBot /nosuchcommand"])
async def test_a_bare_mention_is_told_how_to_ask(alice: Person, elsewhere: Chat, text: str) -> None:
    answer = await alice.asks_guest(text, elsewhere).answered()
    assert words(answer) == HOW.format(bot="AideMemoireBot")


@pytest.mark.parametrize("command", ["/forget", "/watch border", "/settings"])
async def test_nothing_is_changed_from_there(alice: Person, elsewhere: Chat, command: str) -> None:
    answer = await alice.asks_guest(f"@AideMemoireBot {command}", elsewhere).answered()
    assert words(answer) == ELSEWHERE.format(bot="AideMemoireBot")


async def test_whom_a_lone_pronoun_means_is_not_guessed(alice: Person, elsewhere: Chat) -> None:
    answer = await alice.asks_guest("@AideMemoireBot when did he resign", elsewhere).answered()
    assert "Marsh" not in words(answer).partition("\n")[0]
    assert "he" in words(answer)


async def test_an_old_question_and_a_message_without_mention_get_nothing(
    alice: Person, elsewhere: Chat
) -> None:
    old = alice.asks_guest("@AideMemoireBot Marsh", elsewhere, ago=3600)
    other = alice.asks_guest("Marsh is here", elsewhere)
    await alice.asks_guest("@AideMemoireBot Reed", elsewhere).answered()
    assert (old.result, other.result) == (None, None)


async def test_where_telegram_refuses_the_answer_the_next_is_answered(
    telegram: TelegramServer, alice: Person, elsewhere: Chat
) -> None:
    telegram.next_time("answerGuestQuery", Fault(400, "Bad Request: query is too old"))
    alice.asks_guest("@AideMemoireBot Marsh", elsewhere)
    assert (await alice.asks_guest("@AideMemoireBot Reed", elsewhere).answered())["title"] == "Tom Reed"
