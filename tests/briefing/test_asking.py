"""Messages as people write them: capitals, alternatives, words that are not there, views in plain words."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from bot.briefing.composing import compose
from bot.briefing.lines.library import Library
from bot.briefing.lines.quotable import ReadArticle
from bot.briefing.plans import plan
from bot.dialogue import parse
from bot.words.answers import Briefing, Kind, Status
from bot.words.findings import AnalysedArticle
from tests.makers import make_article, make_library

HERRING = make_article(
    "001",
    "Herring Quarrel Ends\nA truce on herring was signed in Bergen. “The quarrel is over,” Ada Lind said. "
    "Lind asked for a gas pipeline to Riga.",
    people={"Ada Lind": ["Lind"]},
    says="Ada Lind",
    published="2024-03-04",
)
VACCINES = make_article(
    "002",
    "Vaccines Arrive\nThe WHO sent vaccines to Riga. The police of Slovenia guarded the lorries. "
    "Ivo Marsh came to Riga. “It was cold,” Ivo Marsh said.",
    people={"Ivo Marsh": ["Marsh"]},
    says="Ivo Marsh",
    published="2024-05-06",
)
CEASEFIRE = make_article(
    "003",
    "Перемирие объявлено\nПеремирие с Зеландией объявлено в Осло. Словения прислала наблюдателей. "
    "A ceasefire was announced in Oslo. The oil pipeline was closed.",
    published="2024-07-08",
)
BERG = make_article("004", "Oslo\nOtto Berg spoke in Oslo.", people={"Otto Berg": ["Berg"]})
TARIK = make_article("001", "Space\nHaitham Tarik founded an agency.", people={"Haitham Tarik": ["Tarik"]})
LIBRARY, READ = make_library(HERRING, VACCINES, CEASEFIRE)


def ask(text: str) -> Briefing:
    request = parse(text)
    assert request is not None
    planned = plan(request, LIBRARY)
    return compose(planned, LIBRARY, {id_: READ[id_] for id_ in planned.articles if id_ in READ})


def ask_of(article: AnalysedArticle, text: str) -> Briefing:
    request = parse(text)
    assert request is not None
    library, read = make_library(article)
    planned = plan(request, library)
    return compose(planned, library, {id_: read[id_] for id_ in planned.articles})


def lines(answer: Briefing) -> str:
    return "\n".join(item.verbatim for section in answer.sections for item in section.items)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("/topic TRUCE ON HERRING", "/topic truce on herring"),
        ("/topic ПЕРЕМИРИЕ В ОСЛО", "/topic перемирие в Осло"),
    ],
)
def test_a_message_in_capitals_asks_for_what_it_says_in_small_letters(typed: str, meant: str) -> None:
    assert ask(typed).status is Status.FOUND
    assert lines(ask(typed)) == lines(ask(meant))


def test_an_abbreviation_that_is_a_small_word_otherwise_is_found_where_it_stands_in_capitals() -> None:
    assert "The WHO sent vaccines to Riga." in lines(ask("/topic WHO"))
    assert "The WHO sent vaccines to Riga." in lines(ask("what did the WHO send to Riga"))


@pytest.mark.parametrize("typed", ["US", "U.S.", "U.S. TROOPS", "USA"])
def test_a_country_in_letters_with_stops_is_the_country(typed: str) -> None:
    held = make_article("031", "Troops leave\nThe last US troops left Riga on Monday.", people={})
    assert "The last US troops left Riga on Monday." in lines(ask_of(held, f"/topic {typed}"))


@pytest.mark.parametrize("word", ["IT", "IS", "US"])
def test_an_abbreviation_no_source_has_is_said_to_be_nowhere(word: str) -> None:
    assert ask(f"/topic {word}").status is Status.NONE


@pytest.mark.parametrize("word", ["Slovakia", "policy", "Словакия", "Словакии"])
def test_a_word_that_is_written_right_is_not_taken_for_another(word: str) -> None:
    answer = ask(f"/topic {word}")
    assert (answer.status, answer.sections) == (Status.NONE, ())


def test_the_word_that_was_nearest_is_suggested() -> None:
    assert "slovenia" in ask("/topic Slovakia").suggestions


@pytest.mark.parametrize(
    ("asked", "written"), [("defence", "defense"), ("Uighurs", "Uyghurs"), ("sulphur", "sulfur")]
)
def test_a_word_is_found_in_its_other_spelling(asked: str, written: str) -> None:
    article = make_article("001", f"News\nMuch was written on {written} in Oslo.")
    assert ask_of(article, f"/topic {asked}").status is Status.FOUND


@pytest.mark.parametrize("text", ["тарифы", "санкции или тарифы", "tariff"])
def test_a_word_that_only_resembles_a_name_is_nobody(text: str) -> None:
    answer = ask_of(TARIK, text)
    assert (answer.status, answer.kind) == (Status.NONE, Kind.TOPIC)


@pytest.mark.parametrize("word", ["vacines", "hering", "перемире"])
def test_a_slip_of_the_pen_still_finds(word: str) -> None:
    assert ask(f"/topic {word}").status is Status.FOUND


@pytest.mark.parametrize(
    "words",
    [
        "ceasefire or truce",
        "ceasefire OR truce",
        "ceasefire | truce",
        "ceasefire, truce",
        "ceasefire или truce",
        '"announced in Oslo" or truce',
    ],
)
@pytest.mark.parametrize("command", ["/topic ", "/search ", ""])
def test_any_of_the_alternatives_suffices(command: str, words: str) -> None:
    told = lines(ask(command + words))
    assert "A ceasefire was announced in Oslo." in told
    assert "A truce on herring was signed in Bergen." in told


def test_alternatives_of_several_words_each_hold_together() -> None:
    told = lines(ask("/search gas pipeline | oil pipeline"))
    assert "Lind asked for a gas pipeline to Riga." in told
    assert "The oil pipeline was closed." in told


def test_alternatives_go_with_what_is_left_out_and_with_dates() -> None:
    assert "truce" not in lines(ask("/search ceasefire or truce -herring"))
    assert "truce" not in lines(ask("/search ceasefire or truce since:2024-06"))


def test_commas_of_a_sentence_are_no_alternatives() -> None:
    answer = ask("/search vaccines that came to Riga on Monday, with some penguins beside them, in lorries")
    assert answer.status is not Status.FOUND


def test_or_in_a_question_breaks_nothing() -> None:
    assert "A ceasefire was announced in Oslo." in lines(ask("was it a ceasefire or a truce in Oslo"))


@pytest.mark.parametrize(
    ("text", "kind", "title"),
    [
        ("Lind quotes", Kind.QUOTES, "Ada Lind"),
        ("please send me all the quotes by Ada Lind", Kind.QUOTES, "Ada Lind"),
        ("цитаты Lind", Kind.QUOTES, "Ada Lind"),
        ("Lind дәйексөздері", Kind.QUOTES, "Ada Lind"),
        ("timeline of Riga", Kind.TIMELINE, "Riga"),
        ("покажи хронологию Riga", Kind.TIMELINE, "Riga"),
        ("Lind vs Marsh", Kind.COMPARE, "Ada Lind | Ivo Marsh"),
        ("compare Lind and Marsh", Kind.COMPARE, "Ada Lind | Ivo Marsh"),
        ("/compare Lind и Marsh", Kind.COMPARE, "Ada Lind | Ivo Marsh"),
        ("сравни Lind и Marsh", Kind.COMPARE, "Ada Lind | Ivo Marsh"),
        ("give me the latest on vaccines", Kind.TOPIC, "Vaccines"),
        ("что нового по vaccines", Kind.TOPIC, "Vaccines"),
        ("brief me on vaccines", Kind.BRIEF, "Vaccines"),
        ("/brief Lind", Kind.BRIEF, "Ada Lind"),
        ("sources please", Kind.SOURCES, "Sources"),
        ("источники", Kind.SOURCES, "Sources"),
        ("show me the people", Kind.PEOPLE, "People"),
        ("какие новости", Kind.BRIEF, "Briefing"),
        ("соңғы жаңалықтар", Kind.BRIEF, "Briefing"),
    ],
)
def test_words_at_the_edge_of_a_message_choose_the_view(text: str, kind: Kind, title: str) -> None:
    answer = ask(text)
    assert (answer.kind, answer.title) == (kind, title)


@pytest.mark.parametrize("text", ["fish quotes", "vaccine sources", "people of Riga", "pipeline quotes"])
def test_such_words_are_no_view_where_they_cannot_be_meant(text: str) -> None:
    assert ask(text).kind not in (Kind.QUOTES, Kind.SOURCES, Kind.PEOPLE)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("send me a pdf on Ada Lind", "export pdf Ada Lind"),
        ("пришли pdf по Lind", "export pdf Lind"),
        ("watch herring", "watch herring"),
        ("подпишись на herring", "watch herring"),
        ("subscribe", "watch"),
        ("settings", "settings"),
        ("настройки", "settings"),
        ("privacy", "privacy"),
        ("forget me", "forget"),
        ("unsubscribe", "unwatch"),
    ],
)
def test_what_only_a_chat_has_becomes_its_command(text: str, words: str) -> None:
    request = parse(text)
    assert request is not None
    assert (request.kind, request.words) == (Kind.CHAT, words)


@pytest.mark.parametrize("text", ["watch list of banks", "who sent vaccines", "watch out"])
def test_what_only_begins_like_a_command_of_a_chat_is_a_question(text: str) -> None:
    request = parse(text)
    assert request is not None
    assert request.kind is Kind.QUESTION


@pytest.mark.parametrize("text", ["please find vaccines", "could you show me vaccines", "покажи vaccines"])
def test_request_verbs_are_not_searched(text: str) -> None:
    answer = ask(text)
    assert answer.status is Status.FOUND
    assert "The WHO sent vaccines to Riga." in lines(answer)


@pytest.mark.parametrize("word", ["ж" * 5000, "x" * 1900])
def test_a_word_as_long_as_a_page_is_not_repeated(word: str) -> None:
    for command in (word, f"/person {word}", f"/topic vaccines {word}", f"/said {word}"):
        answer = ask(command)
        assert len(answer.title) <= 200
        assert len(answer.message or "") < 300


@pytest.mark.parametrize("text", ["Lind, Marsh, Berg", "lind; marsh and berg", "Линд, Марш, Берг"])
def test_three_people_named_and_no_more_are_all_offered(text: str) -> None:
    library, _ = make_library(HERRING, VACCINES, BERG)
    request = parse(text)
    assert request is not None
    answer = plan(request, library).answer
    assert answer is not None
    assert answer.status is Status.AMBIGUOUS
    assert [one.name for one in answer.candidates] == ["Ada Lind", "Ivo Marsh", "Otto Berg"]


def test_quotations_may_be_asked_for_on_a_subject() -> None:
    answer = ask("/quotes Lind about the quarrel")
    assert (answer.kind, answer.status) == (Kind.SAID, Status.FOUND)
    assert "The quarrel is over" in lines(answer)


@pytest.mark.parametrize("text", ["what does Lind want", "чего хочет Линд", "что нужно Линд?"])
def test_what_somebody_wants_is_asked_about_them(text: str) -> None:
    answer = ask(text)
    assert answer.status is Status.FOUND
    assert answer.title == "Ada Lind"


@pytest.mark.parametrize("text", ["hello", "Привет!", "good morning"])
def test_a_greeting_is_answered_with_what_may_be_asked(text: str) -> None:
    answer = ask(text)
    assert answer.status is Status.FOUND
    assert {"Ada Lind", "Ivo Marsh"}.intersection(answer.suggestions)


TOWN = make_article("001", "A town\nHarleton took in forty families. The mayor of Harleton thanked them.")
SINGER = make_article("002", "A singer\nNora Harleson sang in Oslo.", people={"Nora Harleson": ["Harleson"]})
RUSSIAN_TOWN = make_article("003", "Город\nЗеленгор принял сорок семей. Мэр был рад.")
RUSSIAN_SINGER = make_article(
    "004", "Певица\nНина Зелентор спела в Осло.", people={"Нина Зелентор": ["Зелентор"]}
)


@pytest.mark.parametrize(
    "asked", ["/topic Harleton", "what happened in Harleton", "/topic Harleton families"]
)
def test_a_word_of_the_sources_is_no_misspelt_name(asked: str) -> None:
    library, read = make_library(TOWN, SINGER)
    answer = lines(ask_in(library, read, asked))
    assert "Harleton took in forty families." in answer
    assert "Harleson" not in answer


def test_a_russian_word_of_the_sources_is_no_misspelt_name() -> None:
    library, read = make_library(RUSSIAN_TOWN, RUSSIAN_SINGER)
    assert "Зеленгор принял сорок семей." in lines(ask_in(library, read, "/topic Зеленгор семей"))


@pytest.mark.parametrize("asked", ["/person Harlesom", "what about Harlesom"])
def test_a_word_no_source_has_is_still_taken_for_the_name_it_is_near_to(asked: str) -> None:
    library, read = make_library(TOWN, SINGER)
    assert "Nora Harleson sang" in lines(ask_in(library, read, asked))


def ask_in(library: Library, read: Mapping[str, ReadArticle], text: str) -> Briefing:
    request = parse(text)
    assert request is not None
    planned = plan(request, library)
    return compose(planned, library, {id_: read[id_] for id_ in planned.articles if id_ in read})
