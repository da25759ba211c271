"""Words beside a name that are no part of it, and names that only look like people."""

from __future__ import annotations

import pytest

from bot.text.names.people_named import find_names
from bot.text.sentences import sentences_of
from tests.people.corpus import article_of
from tests.speech.speaking import syntax_model


def names(text: str, title: str = "") -> list[str]:
    article = article_of(text, title=title)
    sentences = sentences_of(article)
    found = find_names(article, sentences, syntax_model().parse(article.text, sentences))
    return [article.read(name.span) for name in found]


BODY = "Daniel Holm left the embassy on Monday. Holm had served for three years. They thanked Daniel Holm."


@pytest.mark.parametrize(
    "title",
    [
        "Daniel Holm Resigns as Ambassador Over Leaked Letters",
        "Holm Quits After Leaked Letters Anger Capital",
        "Injecting Holm Into the Race for City Hall",
        "Angry Mother Corners Holm Over Leaked Letters",
    ],
)
def test_a_headline_adds_no_word_to_a_name(title: str) -> None:
    assert set(names(BODY, title)) == {"Daniel Holm", "Holm"}


def test_the_beginning_of_a_sentence_adds_no_word_to_a_name() -> None:
    assert "Injecting Holm" not in names(BODY + " Injecting Holm’s letters into the race was a mistake.")


def test_an_unknown_given_name_in_the_text_is_kept() -> None:
    assert "Ovaida Ngugi" in names(
        "Minister Ovaida Ngugi spoke. Ngugi said no.", "Ovaida Ngugi Wins the Vote"
    )


@pytest.mark.parametrize(
    "text",
    [
        "Reporters Without Frontiers said on Tuesday that the law was harmful.",
        "The law is harmful, Reporters Without Frontiers said.",
        "Doctors Without Walls told the agency that the clinic was closed.",
        "МИД Велморы заявил, что переговоры продолжатся. МИД Велморы сообщил о визите.",
        "Представитель Велморы заявил об этом. Посол Велморы сказал, что визит важен.",
    ],
)
def test_a_body_is_nobody(text: str) -> None:
    assert names(text) == []


def test_whose_ministry_it_is_is_no_part_of_a_name() -> None:
    assert names("Глава МИД Велморы Анна Кестрел прибыла в столицу.") == ["Анна Кестрел"]


def test_a_place_in_a_kazakh_case_is_no_part_of_a_name() -> None:
    assert names("Анна Кестрел Астанаға келді.") == ["Анна Кестрел"]


@pytest.mark.parametrize(
    "text",
    [
        "BRENN (Agency) - Ivo Hale was named head of the central bank on Friday.",
        "The report was presented by Ivo Hale on Monday, officials said.",
        "The bank kept its rates, Ivo Hale wrote in a report.",
    ],
)
def test_a_given_and_an_unknown_family_name_are_found_in_an_agency_report(text: str) -> None:
    assert names(text) == ["Ivo Hale"]


@pytest.mark.parametrize("title", ["Colonel", "Ambassador", "Dr", "Mr"])
def test_who_is_introduced_by_a_title_and_one_name_is_found_again(title: str) -> None:
    assert names(f"{title} Orr closed the port. The storm passed. Later, Orr left.") == ["Orr", "Orr"]
