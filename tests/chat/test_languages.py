"""Each chat in its language, over real HTTP with the real answers: what sources say is the same in all."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Sequence
from pathlib import Path

import pytest

from bot.dialogue import COMMANDS
from bot.languages.saying import LANGUAGES
from storage.database import Database
from tests.chat.conftest import RunningBot, StartBot
from tests.chat.office import FISH, OIL, Office
from tests.makers import make_article
from tests.telegram_server.chats import BotMessage, Person
from tests.telegram_server.server import TelegramServer

BORDER = make_article(
    "003",
    "Border talks open\n“We want open trade across the border this year,” said Ann Marsh, the envoy.\n"
    "Ann Marsh met the guards of the border on Monday. The border trade has doubled.",
    people={"Ann Marsh": ["Marsh"]},
    roles={"Ann Marsh": "envoy"},
    says="Ann Marsh",
    published="2024-11-26",
)
LINES = (
    "We want open trade across the border this year",
    "Ann Marsh met the guards of the border on Monday.",
    "Border talks open",
)
SOURCES = {"en": "Sources", "ru": "Источники", "kk": "Дереккөздер"}
QUOTES = {"en": "Quotes", "ru": "Цитаты", "kk": "Дәйексөздер"}
BACK = {"en": "Back", "ru": "Назад", "kk": "Артқа"}


@pytest.fixture
async def office(telegram: TelegramServer, database: Database, tmp_path: Path) -> AsyncIterator[Office]:
    office = Office(telegram, database)
    await office.open()
    await office.gets(FISH, BORDER)
    async with office.serving():
        yield office


def person(telegram: TelegramServer, language: str | None) -> Person:
    return telegram.user("Somebody", language_code=language)


async def pressed(somebody: Person, message: BotMessage, label: str) -> str:
    edits = message.edits
    told = (await somebody.presses(message, label).answered()).get("text", "")
    await somebody.server.until(lambda: message.edits > edits, "the message to change")
    return str(told)


def data_of(message: BotMessage) -> Sequence[str]:
    """Return what the buttons of a message send, without the key of their screen."""
    return [button.get("callback_data", "")[12:] for row in message.keyboard for button in row]


# --- the language of whoever asks ---------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.usefixtures("office")
async def test_an_answer_is_in_the_language_of_the_askers_telegram(
    telegram: TelegramServer, language: str
) -> None:
    asker = person(telegram, language)
    asker.says("/person Marsh")
    message = await asker.private.reply()
    assert SOURCES[language] in message.text.split("\n")
    assert [other for code, other in SOURCES.items() if other in message.text and code != language] == []
    for line in LINES:
        assert line in message.text


@pytest.mark.usefixtures("office")
async def test_the_buttons_of_every_language_do_the_same(telegram: TelegramServer) -> None:
    data = []
    for language in LANGUAGES:
        asker = person(telegram, language)
        asker.says("/person Marsh")
        message = await asker.private.reply()
        data.append(data_of(message))
        await pressed(asker, message, QUOTES[language])
        assert "We want open trade across the border this year" in message.text
        assert "met the guards" not in message.text
        await pressed(asker, message, BACK[language])
        assert "met the guards" in message.text
    assert data[0] == data[1] == data[2]


@pytest.mark.parametrize(("code", "expected"), [("ru-RU", "ru"), ("de", "en"), (None, "en"), ("KK", "kk")])
@pytest.mark.usefixtures("office")
async def test_a_language_we_do_not_speak_gets_the_default(
    telegram: TelegramServer, code: str | None, expected: str
) -> None:
    asker = person(telegram, code)
    asker.says("/sources")
    assert (await asker.private.reply()).text.split("\n")[0] == SOURCES[expected]


async def test_the_default_may_be_another(start_bot: StartBot, telegram: TelegramServer) -> None:
    asker, reader = person(telegram, "de"), person(telegram, "en")
    async with start_bot(language="ru"):
        for somebody, language in ((asker, "ru"), (reader, "en")):
            somebody.says("/person Marsh")
            assert SOURCES[language] in (await somebody.private.reply()).text


@pytest.mark.usefixtures("office")
async def test_commands_and_their_words_are_the_same_in_every_language(telegram: TelegramServer) -> None:
    asker = person(telegram, "ru")
    asker.says("/said Marsh on trade")
    assert (await asker.private.reply()).text.startswith("Ann Marsh: trade\n\nВысказывания\n")
    asker.says("/help")
    text = (await asker.private.reply()).text
    assert text.startswith("Как спрашивать\n")
    for command in COMMANDS:
        assert (f"/{command.name} " in text or f"/{command.name}\n" in text) == command.in_menu, command.name
    asker.says("/persn Marsh")
    told = (await asker.private.reply()).text
    assert told.startswith("Команды «persn» нет; возможно, вы имели в виду это?\n\n1. /person Marsh")
    asker.says("/export odt /person Marsh")
    assert "Формы: pdf, docx и md" in (await asker.private.reply()).text


@pytest.mark.usefixtures("office")
async def test_a_document_is_in_the_language_too(telegram: TelegramServer) -> None:
    asker = person(telegram, "kk")
    asker.says("/export md /person Marsh")
    document = (await asker.private.reply()).document
    assert document is not None
    assert document.name == "Ann Marsh - анықтама 2025-01-06.md"
    text = document.data.decode()
    assert "Дереккөздер" in text
    assert "We want open trade across the border this year" in text


@pytest.mark.usefixtures("office")
async def test_what_is_offered_inline_is_in_the_language_of_whoever_types(telegram: TelegramServer) -> None:
    for language in LANGUAGES:
        ask = person(telegram, language).asks_inline("marsh")
        first = (await ask.results())[0]
        assert SOURCES[language] in first["input_message_content"]["message_text"]
        assert "met the guards" in first["input_message_content"]["message_text"]
        assert ask.answer is not None
        assert ask.answer["is_personal"]


@pytest.mark.presented
async def test_the_menu_is_in_each_language_in_private_and_in_groups(
    bot: RunningBot, telegram: TelegramServer
) -> None:
    await telegram.until(lambda: len(telegram.menus) == 2 * len(LANGUAGES), "the menus")
    for scope in ("all_private_chats", "all_group_chats"):
        for code, described in (("", "How to ask"), ("ru", "Как спрашивать"), ("kk", "Қалай сұрау керек")):
            menu = telegram.menus[scope, code]
            assert [entry["command"] for entry in menu] == [one.name for one in COMMANDS if one.in_menu]
            assert described in [entry["description"] for entry in menu]


@pytest.mark.presented
async def test_what_is_read_before_the_first_message_is_in_each_language(
    bot: RunningBot, telegram: TelegramServer
) -> None:
    await telegram.until(lambda: len(telegram.profile) == 2 * len(LANGUAGES), "the descriptions")
    for code, begins in (("", "I brief from"), ("ru", "Готовлю справки"), ("kk", "Жаңалықтар")):
        assert telegram.profile["description", code].startswith(begins)
        assert telegram.profile["short_description", code]
    await telegram.until(lambda: telegram.asked_rights[True]["can_post_messages"], "the rights in channels")
    assert [name for name, asked in telegram.asked_rights[True].items() if asked] == [
        "can_edit_messages",
        "can_post_messages",
    ]
    assert not any(telegram.asked_rights[False].values())


@pytest.mark.presented
async def test_what_stands_there_already_is_not_set_again(
    bot: RunningBot, start_bot: StartBot, telegram: TelegramServer
) -> None:
    await telegram.until(lambda: telegram.asked_rights[True]["can_post_messages"], "the rights in channels")
    await bot.stop()
    before = telegram.times("setMyDescription")
    asked = telegram.times("getMyDefaultAdministratorRights")
    async with start_bot():
        await telegram.until(
            lambda: telegram.times("getMyDefaultAdministratorRights") > asked, "the second start"
        )
    assert telegram.times("setMyDescription") == before
    assert telegram.times("setMyDefaultAdministratorRights") == 1


# --- the language a chat chose ------------------------------------------------------------------------------


@pytest.mark.usefixtures("office")
async def test_a_group_that_chose_a_language_is_spoken_to_in_it_whoever_asks(
    telegram: TelegramServer,
) -> None:
    group, owner, member = telegram.group("Desk"), person(telegram, "en"), person(telegram, "ru")
    group.administrators.add(owner.id)
    owner.says("/settings", group)
    settings = await group.reply()
    assert await pressed(owner, settings, "Қазақша") == "Тіл: Қазақша"
    assert settings.text.startswith("Осы чаттың баптаулары\n")
    member.says("/person Marsh", group)
    message = await group.reply()
    assert "Дереккөздер" in message.text
    assert "Ann Marsh met the guards of the border on Monday." in message.text
    member.says("/settings", group)
    assert (await group.reply()).text == "Осы чаттың баптауларын тек оның әкімшілері өзгерте алады."


@pytest.mark.usefixtures("office")
async def test_a_group_that_chose_none_is_answered_in_the_language_of_each_asker(
    telegram: TelegramServer,
) -> None:
    group, owner, member = telegram.group("Desk"), person(telegram, "en"), person(telegram, "ru")
    for asker, language in ((owner, "en"), (member, "ru")):
        asker.says("/person Marsh", group)
        message = await group.reply()
        assert QUOTES[language] in message.buttons
    # The message stays in its language when somebody of another presses its buttons.
    await pressed(owner, message, "Цитаты")
    assert message.buttons[-1] == "Назад"
    told = (await owner.presses(message, "Назад").answered()).get("text")
    assert told is None


@pytest.mark.usefixtures("office")
async def test_a_choice_holds_at_once_also_for_earlier_answers(telegram: TelegramServer) -> None:
    asker = person(telegram, "ru")
    asker.says("/person Marsh")
    message = await asker.private.reply()
    asker.says("/settings kk")
    assert "Тіл: Қазақша" in (await asker.private.reply()).text
    await pressed(asker, message, "Цитаты")
    assert message.buttons[-1] == "Артқа"


@pytest.mark.usefixtures("office")
@pytest.mark.usefixtures("unpaced")
async def test_the_menu_follows_the_choice_of_a_chat_until_it_is_forgotten(telegram: TelegramServer) -> None:
    asker = person(telegram, "ru")
    own = json.dumps({"chat_id": asker.id, "type": "chat"}), ""
    asker.says("/settings kk")
    await asker.private.reply()
    await telegram.until(lambda: own in telegram.menus, "the chat's menu")
    assert "Қалай сұрау керек" in [entry["description"] for entry in telegram.menus[own]]
    asker.says("/settings")
    message = await asker.private.reply()
    await pressed(asker, message, "English")
    await telegram.until(
        lambda: "How to ask" in [entry["description"] for entry in telegram.menus[own]], "another menu"
    )
    asker.says("/forget")
    await asker.presses(await asker.private.reply(), "Delete").answered()
    await telegram.until(lambda: own not in telegram.menus, "no menu of its own")
    asker.says("/help")
    assert (await asker.private.reply()).text.startswith("Как спрашивать")


@pytest.mark.usefixtures("unpaced")
async def test_what_a_chat_is_told_unasked_is_in_the_language_it_was_asked_for_in(
    office: Office, telegram: TelegramServer
) -> None:
    asker = person(telegram, "ru")
    asker.says("/watch oil")
    assert (await asker.private.reply()).text.startswith("Подписка: oil.")
    asker.says("/schedule 09:00 weekdays")
    scheduled = (await asker.private.reply()).text
    assert scheduled.startswith("Сводка запланирована: все темы; 09:00 по будням, часовой пояс UTC.")
    assert "понедельник, 6 января 2025" in scheduled
    await office.gets(FISH, BORDER, OIL)
    office.courier.wake()
    alert = await asker.private.reply()
    assert alert.text.startswith("Новое: oil\n")
    assert "Oil was found near Bergen." in alert.text
    assert alert.buttons[-2:] == ["Без уведомлений на сутки", "Отписаться"]
    told = (await asker.presses(alert, "Без уведомлений на сутки").answered())["text"]
    assert told == "Без уведомлений до вт, 7 янв., 08:00; всё новое к тому времени придёт одним сообщением."
    await office.later(hours=1)
    briefing = await asker.private.reply()
    assert "Первая сводка" in briefing.text
    assert "Oil was found near Bergen." in briefing.text
    asker.language_code = "en"
    await office.later(days=1)
    assert (await asker.private.reply()).text.startswith("После прошлой сводки (6 января 2025")
