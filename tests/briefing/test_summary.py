"""A summary of several articles: what most of them tell, and no sentence that leans on one left out."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.briefing.summary import summarise
from bot.text.sentences import sentences_of
from bot.words.documents import Article, Basis, Precision, PublicationDate
from bot.words.findings import Sentence
from tests.corpus.documents import article


def read(id_: str, text: str, published: str | None = None) -> tuple[Article, tuple[Sentence, ...]]:
    made = replace(article(f"News\n\n{text}"), id=id_)
    if published:
        made = replace(made, published=PublicationDate(published, Precision.DAY, Basis.STATED))
    return made, tuple(sentences_of(made))


def summary(*articles: tuple[Article, tuple[Sentence, ...]], words: int = 20) -> list[str]:
    return [one.text for one in summarise(articles, words)]


def test_what_most_articles_tell_comes_before_what_one_tells_at_length() -> None:
    shared = "The ferry to the northern island sank in the storm on Friday."
    own = (
        "Painters of the old school showed garden pictures and painters liked the garden pictures.",
        "Cooks from the coast baked honey bread for the market and cooks sold the honey bread.",
        "Singers of the valley choir gave three evening concerts and singers praised the evening concerts.",
    )
    articles = [read(str(n), f"{text} {shared}") for n, text in enumerate(own)]
    assert summary(*articles, words=12) == [shared]


ENGLISH = (
    "Rain fell all of the day over there. The harbour council of Orna closed the port. "
    "It sent the port pilots of the harbour council home without any pay at all."
)
RUSSIAN = (
    "Весь день там шёл сильный дождь. Совет гавани Орна закрыл большой порт. "
    "Он отправил лоцманов порта и совет гавани домой совсем без всякой платы."
)


@pytest.mark.parametrize(("text", "leaning"), [(ENGLISH, "It"), (RUSSIAN, "Он")])
@pytest.mark.parametrize("words", [8, 12, 16, 20, 24, 40])
def test_a_sentence_that_leans_on_another_stands_right_behind_it(text: str, leaning: str, words: int) -> None:
    chosen = summarise([read("1", text)], words)
    whole = [one.span.of(read("1", text)[0].text) for one in read("1", text)[1]]
    for place, one in enumerate(chosen):
        if one.text.startswith(leaning):
            assert chosen[place - 1].text == whole[whole.index(one.text) - 1]


def test_the_background_stands_before_the_news() -> None:
    news = read("1", "The court of Orna freed the pilots of the ferry on Monday.", "2024-06-03")
    before = read("2", "The ferry sank in the storm with its pilots on board.", "2024-05-01")
    assert summary(news, before, words=40) == [
        "The ferry sank in the storm with its pilots on board.",
        "The court of Orna freed the pilots of the ferry on Monday.",
    ]


def test_articles_of_which_one_has_no_date_stay_as_given() -> None:
    news = read("1", "The court of Orna freed the pilots of the ferry on Monday.", "2024-06-03")
    before = read("2", "The ferry sank in the storm with its pilots on board.")
    assert summary(news, before, words=40)[0].startswith("The court")
