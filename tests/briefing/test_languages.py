"""The same questions in three languages: the bot's words in each, a source's words as they stand in all."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from bot.briefing.arriving.whatsnew import News, alert, briefing_since, news_for, rule_for
from bot.briefing.composing import compose
from bot.briefing.lines.library import Library
from bot.briefing.plans import plan
from bot.dialogue import COMMANDS, parse
from bot.languages.saying import LANGUAGES, speaking
from bot.views import answer_json, telegram_html
from bot.words.answers import Briefing, Status
from bot.words.findings import AnalysedArticle
from tests.foreign import said_in_english, speaking_foreign
from tests.makers import make_article, make_library

LIND = {"Анна Линд": ["Линд"]}
EARLY = make_article(
    "001",
    "Линд о рыбе\nСанкции обсуждались в порту весь день.\n"
    "“Наши санкции останутся столько, сколько будет нужно,” сказала Анна Линд.\n"
    "“Нам нужен новый порт на севере Бергена,” сказала Линд.",
    people=LIND,
    roles={"Анна Линд": "министр рыбы"},
    says="Анна Линд",
    published="2023-05-01",
    outlet="Курьер",
)
LATE = make_article(
    "002",
    "Снова Линд\n“Санкции сняты с сегодняшнего дня, все до одной,” сказала Анна Линд.\nПорт закрыт.",
    people=LIND,
    says="Анна Линд",
    truncated=True,
)
REPLY = make_article(
    "003",
    "Ответ Эка\n“Санкции вредят нашим рыбакам больше всех, и Линд это знает,” сказал Петр Эк.",
    people={"Петр Эк": ["Эк"], "Анна Линд": ["Линд"]},
    says="Петр Эк",
    published="2024-06",
    outlet="Курьер",
)
AGAIN = make_article("004", "Порт\nСанкции обсуждались в порту весь день.\nИ ночь.", published="2023-05-02")

SISTER = make_article(
    "005",
    "Ещё Линд\nЕва Линд пришла на рынок.\nАнна Линд и Петр Эк были там же.",
    people={"Ева Линд": [], "Анна Линд": [], "Петр Эк": []},
    captions=["Иво Холм на рынке"],
)

QUESTIONS = (
    *("/person Линд", "/person Анна", "/person Линт", "/person Никто", "Линд", "Анна Линд"),
    *("/topic санкции", "/topic погода", "/topic сонкции", "/topic санкции в порту", "санкции"),
    *("/compare Линд | Эк", "/compare санкции | порт", "/compare санкции | погода", "/compare Линд | погода"),
    *("/sources", "/people", "/topics", "/brief", "/stories", "/start", "/help"),
    *("/article 001", "/article 002", "/article 99", "/article 001 quotes", "/article 001 people"),
    *("/said Линд", "/said Линд on порт", "/said Линд on погода", "/said Курьер", "/said порт"),
    *("/quotes Линд", "/quotes Эк", "/quotes Курьер"),
    *("/timeline Линд", "/timeline санкции", "/timeline погода"),
    *("/search санкции", "/search погода", "/search санкции погода", "/search санкции since:2024"),
    *("/search since:вчера", "/search санкции since:вчера", "/search санкции from:Вестник", "/search и"),
    *("/compare Линд | Линд", "/compare Линд"),
    *("когда сняты санкции?", "почему сняты санкции?", "сколько лет Линд?", "кто новый министр рыбы?"),
    *("что сказала Линд про погоду?", "что сказал Эк про санкции?", "сколько стоит порт?", "?", "и"),
)


def ask(message: str, *articles: AnalysedArticle) -> Briefing:
    library, read = make_library(*articles)
    request = parse(message)
    assert request is not None
    planned = plan(request, library)
    return compose(planned, library, {id_: read[id_] for id_ in planned.articles})


def words_of(briefing: Briefing) -> str:
    return telegram_html.plain_text(telegram_html.render(briefing))


@pytest.mark.parametrize("question", QUESTIONS)
def test_no_answer_says_a_word_past_the_catalogues(question: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with speaking_foreign(monkeypatch):
        for articles in ((EARLY, LATE, REPLY, AGAIN), (EARLY,), (EARLY, SISTER), ()):
            shown = words_of(ask(question, *articles))
            assert said_in_english(shown, but=f"{question} Tokayev Putin") == []


@pytest.mark.parametrize("command", [command.name for command in COMMANDS])
def test_what_a_command_lacks_is_said_in_the_language(command: str, monkeypatch: pytest.MonkeyPatch) -> None:
    [example] = [one.example for one in COMMANDS if one.name == command]
    with speaking_foreign(monkeypatch):
        shown = words_of(ask(f"/{command}", EARLY))

    assert said_in_english(shown, but=example) == []


@pytest.mark.parametrize("question", QUESTIONS)
def test_what_sources_say_and_what_scripts_read_is_the_same_in_every_language(question: str) -> None:
    spoken = {}
    for language in LANGUAGES:
        with speaking(language):
            answer = ask(question, EARLY, LATE, REPLY, AGAIN)
            plain = answer_json.as_json(answer, query=question, elapsed_ms=0.0, cached=False)
        items = [section["items"] for section in plain["sections"]]
        plain["sections"] = [[item | {"note": bool(item.get("note"))} for item in each] for each in items]
        for own_words in ("title", "message", "lines", "candidates", "suggestions"):
            plain[own_words] = bool(plain[own_words])
        spoken[language] = json.dumps(plain, ensure_ascii=False)

    assert len(set(spoken.values())) == 1


# --- what is new -------------------------------------------------------------------------------------------


def library_and_news() -> tuple[Library, tuple[News, ...]]:
    library, read = make_library(EARLY, LATE, REPLY, AGAIN)
    return library, news_for(rule_for("санкции", library), library, read)


@pytest.mark.parametrize("times", [1, 3])
def test_an_alert_is_in_the_language(times: int, monkeypatch: pytest.MonkeyPatch) -> None:
    library, news = library_and_news()
    assert news
    many = tuple(replace(one, form=f"{one.form}{number}") for number in range(times) for one in news)

    with speaking_foreign(monkeypatch):
        shown = words_of(alert([(rule_for("санкции", library), many)], library))

    assert said_in_english(shown) == []


@pytest.mark.parametrize("since", [None, "вчера"])
@pytest.mark.parametrize("wanted", [("санкции",), ("погода",), ("",), ("погода", ""), ("санкции", "погода")])
def test_a_scheduled_briefing_is_in_the_language(
    wanted: tuple[str, ...], since: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    library, read = make_library(EARLY, LATE, REPLY, AGAIN)

    with speaking_foreign(monkeypatch):
        for articles in (read, {}):
            rules = [(rule_for(words, library), articles) for words in wanted]
            shown = words_of(briefing_since(rules, library, since))
            assert said_in_english(shown) == []


def test_nothing_new_on_everything_is_told_apart_from_nothing_on_one_thing_in_every_language() -> None:
    library, _ = make_library(EARLY)
    for language in LANGUAGES:
        with speaking(language):
            everything, one, both = (
                briefing_since([(rule_for(words, library), {}) for words in wanted], library, None)
                for wanted in (("",), ("погода",), ("", "погода"))
            )
        assert len({everything.message, one.message, both.message}) == 3
        assert "погода" in (one.message or "")
        assert everything.status is one.status is both.status is Status.NONE
