"""Words that do what people do, without more: somebody where another article has the full name."""

from __future__ import annotations

from bot.people.lone_words import may_be_body
from bot.people.resolver import resolve
from bot.people.who_says_what import who_says_what
from bot.text.sentences import sentences_of
from bot.words.findings import Attribution
from tests.people.corpus import analysed, article_of, people_of
from tests.speech.speaking import syntax_model

FULL = "Envoy Karim Dastan met Envoy Paul Grayling in Romera on Monday."
BARE = "Dastan said the talks were moving. “We are not far apart,” Dastan told reporters."


def names(*texts: str) -> list[str]:
    return [person.name for person in people_of(*texts)]


def test_a_family_name_alone_is_the_person_whom_another_article_names_in_full() -> None:
    people = {person.name: person for person in people_of(FULL, BARE)}

    assert [place.article for place in people["Karim Dastan"].appearances] == ["000", "001"]
    assert "Dastan" not in people


def test_a_word_that_nobody_bears_is_nobody() -> None:
    assert names("Zhenpower said its profits rose.", FULL) == ["Karim Dastan", "Paul Grayling"]


def test_a_family_name_that_two_bear_or_that_many_bear_is_nobody_in_particular() -> None:
    several = people_of(FULL, "Senator Omar Dastan won.", BARE)
    assert all(
        place.article != "002"
        for person in several
        for place in person.appearances
        if person.name != "Dastan"
    )

    common = people_of("Envoy Karim Nelson spoke.", "Nelson said the talks were moving.")
    (nelson,) = [person for person in common if person.name == "Karim Nelson"]
    assert [place.article for place in nelson.appearances] == ["000"]


def test_a_word_that_is_somebodys_given_name_is_not_taken_for_a_family_name() -> None:
    people = {person.name: person for person in people_of(FULL, "Dastan Holm sang in Oslo.", BARE)}
    assert [place.article for place in people["Karim Dastan"].appearances] == ["000"]


def test_no_pronoun_goes_back_to_what_may_be_a_body() -> None:
    article = article_of(
        "Anton Falk met reporters. Dastan said the talks were moving. “I am tired,” he said."
    )
    sentences = sentences_of(article)
    figures, (quotation,), _ = who_says_what(
        article, sentences, syntax_model().parse(article.text, sentences)
    )

    assert [figure.name for figure in figures if may_be_body(figure)] == ["Dastan"]
    assert quotation.figure is None or figures[quotation.figure].name != "Dastan"


def test_quotations_of_a_lone_word_are_found_under_the_person() -> None:
    article = article_of(BARE, id_="001")
    sentences = sentences_of(article)
    figures, quotations, reported = who_says_what(
        article, sentences, syntax_model().parse(article.text, sentences)
    )
    (quotation,), (statement,) = quotations, reported

    assert quotation.figure == statement.figure
    assert quotation.attribution is Attribution.NAMED
    assert figures[quotation.figure or 0].lone
    assert resolve([analysed(article)]) == ()


def test_a_russian_family_name_beside_a_verb_of_speech_is_whom_another_article_names_in_full() -> None:
    full = "Начальником порта стал Егор Тарский. Инженером назначили Павла Новикова."
    bare = "«Лёд встал за одну ночь», — пояснил Тарский. Новиков уверен, что весна придёт."
    people = {person.name: person for person in people_of(full, bare, language="ru")}

    assert [place.article for place in people["Егор Тарский"].appearances] == ["000", "001"]
    assert [place.article for place in people["Павел Новиков"].appearances] == ["000", "001"]


def test_an_adjective_before_its_noun_is_no_russian_family_name() -> None:
    assert people_of("Об этом сообщил Карский порт. Карский порт закрыт.", language="ru") == ()
