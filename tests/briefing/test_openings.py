"""Lines that can be read by themselves, and lines that lean on the one before."""

import pytest

from bot.briefing.lines.leaning import joins, leans, points_back, standing_alone
from bot.briefing.lines.quotable import ReadArticle
from tests.briefing.telling import telling
from tests.makers import make_article


@pytest.mark.parametrize(
    "words",
    [
        "He left.",
        "“It was his fault,” Ek said.",
        "This change surprised them.",
        "Their boats lay idle.",
        "They’re late.",
        "A week later, the port closed.",
        "The same day, the port closed.",
        "This move followed a long day.",
        "The decision surprised Bo Ek.",
        "Это решение удивило всех.",
        "But that has not stopped Bo Ek.",
        "And it paid.",
    ],
)
def test_what_only_the_line_before_explains_leans(words: str) -> None:
    assert leans(words)


@pytest.mark.parametrize(
    "words",
    [
        "Ada Lind left.",
        "It is necessary to close the port.",
        "“It has been an honour to serve here,” Lind said.",
        "This year the port stayed open.",
        "A port is a border.",
        "In 2020 the port closed.",
        "But that port was closed.",
        "And it is necessary to close the port.",
        "This step comes after three towns left the water union.",
        "The decision came as three towns left the water union.",
        "Это произошло после выхода трёх городов из водного союза.",
    ],
)
def test_what_explains_itself_does_not(words: str) -> None:
    assert not leans(words)


def test_a_line_that_begins_in_the_middle_is_known() -> None:
    assert joins("However, the port stayed open.")
    assert not joins("The port stayed open, however.")


def test_a_line_that_points_back_further_in_is_known() -> None:
    assert points_back("Lind repeated this idea in Oslo.")
    assert not points_back("Lind said the port opens this year.")


ARTICLE = make_article(
    "001",
    "Port\nBo Ek closed the port. This angered Ada Lind.\nShe wrote to the mayor.",
    people={"Ada Lind": [], "Bo Ek": []},
)


def shown(article: ReadArticle, index: int) -> str | None:
    span = standing_alone(article, article.sentences[index])
    return None if span is None else article.item(span).text


def test_a_leaning_line_stands_with_the_one_before() -> None:
    assert shown(ReadArticle(ARTICLE), 1) == "Bo Ek closed the port. This angered Ada Lind."


def test_a_pronoun_nobody_resolves_at_the_start_of_a_paragraph_is_not_shown() -> None:
    assert shown(ReadArticle(ARTICLE), 2) is None


def test_a_resolved_pronoun_is_shown_by_its_name() -> None:
    resolved = telling(ARTICLE, pronouns={"She wrote": "Ada Lind"})
    assert shown(ReadArticle(resolved), 2) == "[Ada Lind] wrote to the mayor."


@pytest.mark.parametrize(
    ("words", "alone"),
    [
        ("After the flood in Seld, she closed the port.", False),
        ("By the last count, he has 739 votes to the mayor’s 465.", False),
        ("In his first speech, Ada Lind closed the port.", True),
        ("A gunman opened the gate before he fled.", True),
        ("In May, Bo Ek said that he would go.", True),
        ("The port stayed open that May.", True),
    ],
)
def test_a_line_names_somebody_before_it_says_he_or_she(words: str, alone: bool) -> None:
    made = make_article("001", f"Port\n{words}", people={"Ada Lind": [], "Bo Ek": []})
    assert (shown(ReadArticle(made), 0) == words) is alone


@pytest.mark.parametrize(
    "text",
    [
        "The day was made for Ada Lind.\nExcept she was in Oslo.",
        "День был создан для Ады Линд.\nВот только была она в Осло.",
    ],
)
def test_what_the_next_sentence_takes_back_is_not_shown_without_it(text: str) -> None:
    article = ReadArticle(make_article("002", f"Port\n{text}"))
    assert standing_alone(article, article.sentences[0]) is None
    alone = ReadArticle(make_article("003", f"Port\n{text.splitlines()[0]}"))
    assert standing_alone(alone, alone.sentences[0]) is not None
