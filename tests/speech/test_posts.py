"""Posts of social networks set into an article: the words are those of the account named."""

from __future__ import annotations

from dataclasses import replace

from bot.speech.speakers import attribute
from bot.text.sentences import sentences_of
from bot.words.spans import Span
from tests.speech.speaking import article_of, figure, read, read_cyrillic

HEADS = ("Marta Vell (@martavell) March 3, 2024", "Jonas Rask @jonasrask · 4 March")
POSTS = (
    "Many wrote about the harbour.\n"
    f"{HEADS[0]}\nThe harbour stays open.\nPeople need it every day.\n"
    f"{HEADS[1]}\nThe channel will be dredged by May.\nThe council meets on Friday."
)


def test_what_stands_under_an_account_is_its_post() -> None:
    said = read(POSTS, "Marta Vell f", "Jonas Rask m", headings=HEADS)
    assert said.words[0] == ["The harbour stays open.", "People need it every day."]
    assert said.speaker("harbour stays") == "Marta Vell"
    assert said.speaker("be dredged") == "Jonas Rask"


def test_after_the_last_post_the_writer_may_go_on() -> None:
    said = read(POSTS, "Marta Vell f", "Jonas Rask m", headings=HEADS)
    assert said.words[-1] == ["The channel will be dredged by May."]


def test_an_account_of_nobody_known_speaks_by_its_name() -> None:
    said = read(POSTS, headings=HEADS)
    assert said.speaker("harbour stays") == "Marta Vell"


def test_a_single_account_above_an_article_may_be_its_author() -> None:
    text = "Marta Vell (@martavell)\nThe harbour was opened on Monday.\nThe mayor cut the ribbon."
    assert not read(text, "Marta Vell f").quotations


def test_a_post_may_close_with_its_account() -> None:
    text = (
        "Many wrote about the harbour.\n"
        "The harbour stays open. — Marta Vell (@martavell) March 3, 2024\n"
        "The council meets on Friday."
    )
    said = read(text, "Marta Vell f")
    assert said.words == [["The harbour stays open."]]
    assert said.speaker("harbour stays") == "Marta Vell"


def test_a_name_with_an_account_in_running_text_makes_no_post() -> None:
    text = (
        "Marta Vell (@martavell) leads the council and likes boats.\n"
        "Jonas Rask (@jonasrask) leads the port and likes them less."
    )
    assert not read(text, "Marta Vell f", "Jonas Rask m").quotations


def test_posts_of_russian_accounts_are_theirs() -> None:
    heads = ("Рада Мелина (@radamelina) 3 марта 2024", "Лев Горин (@levgorin) 4 марта 2024")
    text = f"{heads[0]}\nГавань останется открытой.\n{heads[1]}\nКанал углубят к маю."
    said = read_cyrillic(text, "Рада Мелина f", "Лев Горин m", headings=heads)
    assert said.speaker("Гавань останется") == "Рада Мелина"
    assert said.speaker("Канал углубят") == "Лев Горин"


def test_an_account_in_the_line_below_that_was_cleaned_away_closes_a_post() -> None:
    line = "— Marta Vell (@martavell) March 3, 2024"
    text = f"The harbour stays open.\n{line}\nMarta Vell leads the council."
    article = article_of(text)
    without = replace(article, paragraphs=tuple(one for one in article.paragraphs if one.of(text) != line))
    found = attribute(without, sentences_of(without), (), [figure(text, "Marta Vell")])
    assert [(one.figure, [part.of(text) for part in one.parts]) for one in found] == [
        (0, ["The harbour stays open."])
    ]


def test_of_posts_that_ran_together_each_is_its_accounts() -> None:
    text = (
        "The harbour stays open.— Marta Vell (@martavell) March 3, 2024\n"
        "The channel will be dredged.— Jonas Rask (@jonasrask) March 4, 2024\n"
        "Others waited until the next day and\nagreed at last — Ada Rohm (@adarohm) March 5, 2024"
    )
    article = article_of(text)
    whole = replace(article, paragraphs=(Span(0, len(text)),))
    figures = [figure(text, "Marta Vell"), figure(text, "Jonas Rask"), figure(text, "Ada Rohm")]
    found = attribute(whole, sentences_of(whole), (), figures)
    assert [(one.figure, one.parts[0].of(text)) for one in found] == [
        (0, "The harbour stays open."),
        (1, "The channel will be dredged."),
    ]


def test_what_a_post_quotes_is_not_its_accounts() -> None:
    text = (
        "Many wrote about the harbour.\n"
        "Jonas Rask told the council: “The harbour stays open.”— Ada Rohm (@adarohm) March 3, 2024\n"
        "Jonas Rask: The channel will be dredged.— Ada Rohm (@adarohm) March 4, 2024"
    )
    said = read(text, "Ada Rohm f", "Jonas Rask m")
    assert said.speaker("harbour stays") == "Jonas Rask"
    assert all(
        said.figures[one.figure].name != "Ada Rohm" for one in said.quotations if one.figure is not None
    )
