"""Which view a message in plain words asks for, in each language."""

import pytest

from bot.plain_words import (
    AskedView,
    brief_on,
    chat_view,
    corpus_views,
    sides_of,
    span_back,
    stories_since,
    whole_view,
)
from bot.words.answers import Kind


@pytest.mark.parametrize(
    ("message", "view"),
    [
        ("send me a pdf on Lindqvist, please", AskedView("export pdf", "Lindqvist")),
        ("Lindqvist as a pdf", AskedView("export pdf", "Lindqvist")),
        ("pdf по Линдквист", AskedView("export pdf", "Линдквист")),
        ("Линдквист в формате pdf, пожалуйста", AskedView("export pdf", "Линдквист")),
        ("Линдквист туралы pdf жіберші", AskedView("export pdf", "Линдквист")),
        ("stop watching the border talks", AskedView("unwatch", "the border talks")),
        ("подпишите меня на переговоры", AskedView("watch", "переговоры")),
        ("баптаулар", AskedView("settings")),
        ("please change my time zone to Oslo", AskedView("settings", "Oslo")),
        ("часовой пояс: Осло", AskedView("settings", "Осло")),
    ],
)
def test_a_view_of_the_chat_is_asked_for_in_any_language(message: str, view: AskedView) -> None:
    assert chat_view(message) == view


@pytest.mark.parametrize(
    ("message", "view"),
    [
        ("Lindqvist quotes", AskedView("quotes", "Lindqvist")),
        ("Lindqvist quotes on the harbour", AskedView("quotes", "Lindqvist on the harbour")),
        ("цитаты Линдквиста о порте", AskedView("quotes", "Линдквиста о порте")),
        ("statements by Lindqvist", AskedView("said", "Lindqvist")),
        ("Lindqvist's remarks about the harbour", AskedView("said", "Lindqvist on the harbour")),
        ("заявления Линдквиста о порте", AskedView("said", "Линдквиста on порте")),
        ("Линдквисттің порт туралы мәлімдемелері", AskedView("said", "Линдквист on порт")),
        ("хронология Афганистана", AskedView("timeline", "Афганистана")),
        ("Линдквисттің сөздері", AskedView("quotes", "Линдквист")),
        ("что нового по границе", AskedView("newest", "границе")),
        ("a quote from Lindqvist", AskedView("quotes", "Lindqvist")),
        ("Lindqvist quote", AskedView("quotes", "Lindqvist")),
        ("any good quotes about the harbour", AskedView("quotes_on", "the harbour")),
        ("есть цитаты о порте", AskedView("quotes_on", "порте")),
        ("цитата из Линдквиста", AskedView("quotes", "Линдквиста")),
    ],
)
def test_a_view_of_the_corpus_is_the_likeliest(message: str, view: AskedView) -> None:
    assert corpus_views(message)[0] == view


def test_a_briefing_is_asked_for_with_its_subject_or_without() -> None:
    assert brief_on("a briefing on the border talks") == "the border talks"
    assert brief_on("шекара туралы брифинг") == "шекара"
    assert [str(whole_view(words)) for words in ("что нового", "дереккөздер")] == ["brief", "sources"]


@pytest.mark.parametrize(
    ("kind", "messages"),
    [
        (Kind.SOURCES, ["which newspapers do you read?", "какие у вас источники", "қандай басылымдар бар?"]),
        (
            Kind.HELP,
            ["I don't understand", "help me please", "я не понимаю", "кто ты?", "ты кто", "түсінбедім"],
        ),
        (Kind.BRIEF, ["what's new today?", "any news", "что нового сегодня?", "новости"]),
    ],
)
def test_what_is_asked_of_the_bot_itself_is_no_search(kind: Kind, messages: list[str]) -> None:
    assert [whole_view(message) for message in messages] == [kind] * len(messages)


@pytest.mark.parametrize(
    ("message", "since"),
    [
        ("news of the last week", "the last week"),
        ("новости за прошлую неделю", "прошлую неделю"),
        ("news of the border", None),
        ("новости за границей", None),
        ("news 14.05.2023", "14.05.2023"),
        ("what happened yesterday?", "yesterday"),
        ("what has happened over the last week", "the last week"),
        ("что произошло на этой неделе?", "этой неделе"),
        ("что случилось вчера", "вчера"),
        ("what happened on 14.05.2023", None),
        ("what happened to the border last week", None),
        ("новости за 14/05/2023", "14/05/2023"),
    ],
)
def test_news_of_a_time_are_stories(message: str, since: str | None) -> None:
    assert stories_since(message) == since


def test_a_time_may_follow_its_preposition() -> None:
    assert [span_back(words) for words in ("last month", "за прошлый месяц", "за 3 дня")] == [
        (1, "month"),
        (1, "month"),
        (3, "day"),
    ]


@pytest.mark.parametrize(
    "words", ["Oslo vs. Bergen", "Oslo | Bergen", "Oslo против Bergen", "Oslo and Bergen", "Oslo және Bergen"]
)
def test_the_sides_of_a_comparison_are_told_apart(words: str) -> None:
    assert sides_of(words) == ("Oslo", "Bergen")
