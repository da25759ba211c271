"""People of one family name in one article and over several."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.people.figures import link_figures
from bot.speech.speakers import attribute
from bot.text.sentences import sentences_of
from bot.words.findings import Attribution
from tests.people.corpus import article_of, figures_of, mentions, named, people_of, roles
from tests.speech.speaking import syntax_model


def speakers(text: str) -> list[tuple[str | None, Attribution]]:
    """Return who says each quotation of a text read from scratch."""
    article = article_of(text)
    sentences = sentences_of(article)
    figures = figures_of(article)
    found = attribute(article, sentences, syntax_model().parse(article.text, sentences), figures)
    return [(None if one.figure is None else figures[one.figure].name, one.attribution) for one in found]


SMITHS = "Robert Smith, the head of customs, opened the office. John Smith, the envoy, praised the work. "


def test_an_apposition_that_fits_one_of_two_namesakes_decides() -> None:
    article = article_of(SMITHS + "The talks went on. Mr. Smith, the envoy, left the hall.")
    figures = figures_of(article)

    assert mentions(article, named(figures, "John Smith")) == ["John Smith", "Smith"]
    assert roles(article, named(figures, "Robert Smith")) == {"head of customs": "current"}


def test_two_namesakes_leave_the_family_name_to_nobody() -> None:
    assert speakers(SMITHS + "“The checks are necessary,” Smith said.") == [(None, Attribution.UNRESOLVED)]


def test_a_name_of_two_people_is_no_person_of_its_own() -> None:
    article = article_of(SMITHS + "Smith said that the checks were necessary.")

    assert [figure.name for figure in figures_of(article)] == ["Robert Smith", "John Smith"]


def test_a_couple_leaves_the_family_name_to_nobody() -> None:
    text = (
        "Karl Hartmann, a retired judge, lost his case. He came with his wife Clara Hartmann. "
        "“The courts have to decide,” Hartmann said."
    )
    assert speakers(text) == [(None, Attribution.UNRESOLVED)]


@pytest.mark.parametrize(
    "text",
    [
        "President Hartmann and first lady Clara Hartmann came. “It is late,” Hartmann said.",
        "Mayor Hartmann came. His wife Clara Hartmann was there. “It is late,” Hartmann said.",
    ],
)
def test_a_post_with_the_family_name_is_the_one_called_so_beside_the_wife(text: str) -> None:
    assert speakers(text) == [("Hartmann", Attribution.NAMED)]


def test_who_was_called_so_before_a_relative_came_stays_the_one() -> None:
    text = (
        "Karl Hartmann lost his case. Hartmann left at once. Hartmann had waited for years. "
        "His wife, Clara Hartmann, was there. “The courts have to decide,” Hartmann said."
    )
    assert speakers(text) == [("Karl Hartmann", Attribution.NAMED)]


def test_a_surname_alone_keeps_a_pronoun_from_going_to_another_man() -> None:
    text = (
        "Anton Falk met reporters on Monday. Falk has said Lindqvist offered him a post. "
        "Lindqvist has disputed this account. “I never said that,” he told the Hellin Post."
    )
    assert speakers(text) in ([(None, Attribution.UNRESOLVED)], [("Lindqvist", Attribution.PRONOUN)])


def test_an_earlier_president_is_not_the_namesake_named_far_below() -> None:
    filler = "The committee met again and nothing was decided. " * 25
    article = article_of(f"President Novak opened the session. {filler}Eva Novak sang at the end.")
    figures = figures_of(article)

    assert mentions(article, named(figures, "Eva Novak")) == ["Eva Novak"]


def test_a_family_name_left_over_is_one_entry() -> None:
    people = people_of(
        "Karl Hartmann spoke. Clara Hartmann listened.",
        "Judge Hartmann said no. Hartmann left.",
        "Minister Hartmann won. Hartmann smiled.",
        "Mr Hartmann lost. Hartmann wept.",
    )

    assert sum(person.name == "Hartmann" for person in people) <= 1


def test_below_a_heading_a_name_alone_is_whom_that_section_names_in_full() -> None:
    text = (
        "Prime Minister Karim Aslan spoke in May. Aslan praised the army. Aslan left, and Aslan slept.\n"
        "Army says eight died\n"
        "Gen. Omar Aslan, the army spokesman, said that eight died. It rained. It rained on. It got dark. "
        "Aslan accused the neighbours of it."
    )
    plain = article_of(text)
    heading = next(span for span in plain.paragraphs if span.of(text) == "Army says eight died")
    paragraphs = tuple(span for span in plain.paragraphs if span != heading)
    article = replace(plain, paragraphs=paragraphs, headings=(heading,))
    figures = figures_of(article)

    assert mentions(article, named(figures, "Omar Aslan"))[-1] == "Aslan"


@pytest.mark.parametrize(
    ("first", "second", "either"),
    [
        # A family name with a role that both have.
        ("Minister Daniel Tulebaev spoke.", "Minister Arman Tulebaev spoke.", "Minister Tulebaev left Oslo."),
        ("Министр Данияр Тулебаев выступил.", "Министр Арман Тулебаев выступил.", "Министр Тулебаев уехал."),
        # A full name that two people have who cannot be one.
        (
            "Footballer Daniel Tulebaev, 24, scored.",
            "Senator Daniel Tulebaev, 71, voted.",
            "Daniel Tulebaev left Oslo.",
        ),
    ],
)
def test_only_who_is_named_five_times_as_often_is_meant_where_two_may_be(
    first: str, second: str, either: str
) -> None:
    def named_so_often(times: int) -> list[int]:
        return sorted(
            (person.mentions for person in people_of(*[first] * times, second, either)), reverse=True
        )

    assert named_so_often(4) == [4, 1, 1]
    assert named_so_often(5) == [6, 1]


@pytest.mark.parametrize(
    ("text", "speaking"),
    [
        (
            (
                "Министр Карим Дахани открыл совет. «Мы построим мост», — сказал Дахани. Его сменил депутат "
                "Навид Дахани. «Денег на это нет», — сказал Дахани."
            ),
            ["Карим Дахани", "Навид Дахани"],
        ),
        (
            (
                "Министр Карим Дахани открыл совет. «Мы построим мост», — сказал Дахани. Он хвалил депутата "
                "Навида Дахани. «Денег на это хватит», — сказал Дахани."
            ),
            ["Карим Дахани", None],
        ),
        (
            "Министр Карим Дахани и депутат Навид Дахани открыли совет. «Мы построим мост», — сказал Дахани.",
            [None],
        ),
    ],
)
def test_the_family_name_goes_to_who_has_just_done_something_by_the_full_one(
    text: str, speaking: list[str | None]
) -> None:
    article = replace(article_of(text), language="ru")
    sentences = sentences_of(article)
    figures = link_figures(article, sentences, ())
    found = [quotation.figure for quotation in attribute(article, sentences, (), figures)]
    named_by = [None if figure is None else figures[figure].name for figure in found]
    assert named_by == [name for name in speaking if name is not None or len(found) == len(speaking)]


def test_the_family_name_goes_to_who_has_just_said_something_by_the_full_one() -> None:
    text = (
        "Finance minister Karim Dahani opened the meeting. “We will build the bridge,” Dahani said. "
        "Then deputy Navid Dahani said that it was late. “There is no money for it,” Dahani said."
    )
    assert [name for name, _ in speakers(text)] == ["Karim Dahani", "Navid Dahani"]
