"""A visit of A to B is not a visit of B to A."""

import pytest

from bot.words.findings import AnalysedArticle
from tests.briefing.telling import ask
from tests.makers import make_article

THERE = make_article(
    "001",
    "Lind in Ruland\nThe state visit of Ada Lind to Ruland begins on Monday. Ada Lind will plant a tree.",
    people={"Ada Lind": []},
    published="2024-05-01",
)
BACK = make_article(
    "002",
    "Ek comes to Estmark\n"
    "Ada Lind spoke of the state visit of President Bo Ek of Ruland, who comes to Estmark in autumn.",
    people={"Ada Lind": [], "Bo Ek": []},
    published="2024-05-02",
)
RUSSIAN_THERE = make_article(
    "003",
    "Визит в Руландию\nВизит президента Ильина в Руландию начнётся в среду.",
    published="2024-05-01",
)
RUSSIAN_BACK = make_article(
    "004",
    "Ждут гостя\nИльин рассказал, что визит премьера Руландии Бориса Эка состоится осенью.",
    published="2024-05-02",
)


@pytest.mark.parametrize(
    "words", ["visit of Lind to Ruland", "Lind's state visit to Ruland", "lind visit to Ruland"]
)
def test_the_visit_asked_for_is_shown_and_not_the_return_visit(words: str) -> None:
    assert {source.article for source in ask(f"/topic {words}", THERE, BACK).sources} == {"001"}


def test_the_return_visit_is_shown_when_it_is_asked_for() -> None:
    assert "002" in {source.article for source in ask("/topic visit of Ek to Estmark", THERE, BACK).sources}


def test_which_way_a_russian_visit_goes_is_heard() -> None:
    answer = ask("/topic визит Ильина в Руландию", RUSSIAN_THERE, RUSSIAN_BACK)
    assert {source.article for source in answer.sources} == {"003"}


def test_a_visit_that_says_not_whose_it_is_stays() -> None:
    article = make_article(
        "005", "Lind\nAda Lind left. Her visit to Ruland lasts a week.", people={"Ada Lind": []}
    )
    assert {source.article for source in ask("/topic visit of Lind to Ruland", article).sources} == {"005"}


@pytest.mark.parametrize(
    ("question", "articles", "told"),
    [
        ("when does the state visit of Ada Lind to Ruland begin?", (THERE, BACK), {"001"}),
        ("когда начнётся визит Ильина в Руландию?", (RUSSIAN_THERE, RUSSIAN_BACK), {"003"}),
    ],
)
def test_a_question_for_a_visit_is_not_answered_by_the_return_visit(
    question: str, articles: tuple[AnalysedArticle, ...], told: set[str]
) -> None:
    assert {source.article for source in ask(question, *articles).sources} == told


@pytest.mark.parametrize(
    ("words", "article"),
    [
        (
            "visit of Lind to Ruland",
            make_article(
                "006",
                "Estmark's Foreign Minister visits Ruland\nMinister Ada Lind visited Ruland on Monday.",
                people={"Ada Lind": []},
            ),
        ),
        (
            "визит Ильина в Руландию",
            make_article(
                "007", "Визит Президента в Руландию\nГлава страны Ильин посетил Руландию в понедельник."
            ),
        ),
    ],
)
def test_an_office_in_a_title_may_be_that_of_whom_is_asked_about(
    words: str, article: AnalysedArticle
) -> None:
    assert {source.article for source in ask(f"/topic {words}", article).sources} == {article.article.id}


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("visit of the Peruvian president to Paraguay", {"010"}),
        ("visit of the president of Paraguay to Peru", {"011"}),
        ("визит президента Парагвая в Перу", {"012"}),
    ],
)
def test_who_comes_for_a_visit_is_whose_it_is(question: str, expected: set[str]) -> None:
    articles = (
        make_article(
            "010",
            "Guest in Asuncion\nPeruvian President Rosa Marlo came to Paraguay on Friday for a state visit.",
            people={"Rosa Marlo": []},
        ),
        make_article(
            "011",
            "Guest in Lima\nParaguayan President Hugo Berger flew to Peru on Wednesday on a state visit.",
            people={"Hugo Berger": []},
        ),
        make_article("012", "Гость в Лиме\nПрезидент Парагвая Уго Бергер прибыл в Перу с визитом."),
        make_article("013", "Гостья\nПрезидент Перу Роса Марло прибыла в Парагвай с визитом."),
    )
    russian = question.startswith("визит")
    asked = [one for one in articles if (one.article.id in ("012", "013")) is russian]
    assert {source.article for source in ask(question, *asked).sources} == expected
