"""A page that lists articles gives each of them with its own title and date, and one article stays one."""

from __future__ import annotations

import pytest

from bot.corpus.articles import articles_of
from bot.corpus.formats.readers import read_bytes
from bot.words.documents import Article

TOLD = {
    "Dam to Be Ready in Spring": (
        "The minister told the parliament that the dam would be ready in the spring, although the snow"
        " had come early and the roads to the south were closed for a week."
    ),
    "Keeper of the Lake Retires": (
        "The keeper of the lake counted its water every day for thirty years, and wrote it down in a book"
        " of his own that nobody had asked him to keep."
    ),
    "Цемент везут поездом": (
        "Цемент пришлось везти поездом через перевал, на что ушло больше времени и денег, чем предусматривал"
        " бюджет прошлой осенью, сообщили в министерстве водного хозяйства, где следят за каждой стройкой."
    ),
}


def articles(body: str, head: str = "") -> tuple[Article, ...]:
    page = f"<html><head><title>News</title>{head}</head><body>{body}</body></html>"
    (document,) = read_bytes(page.encode(), file="page.html", location="page.html").documents
    return articles_of(document)


def listing(*, dated: bool) -> str:
    return "".join(
        f"<article><h2><a href='/{number}'>{title}</a></h2>"
        + (f"<time>{number} March 2024</time>" if dated else "")
        + f"<p>{text}</p></article>"
        for number, (title, text) in enumerate(TOLD.items(), start=1)
    )


@pytest.mark.parametrize("dated", [True, False])
def test_listed_articles_have_their_own_titles_texts_and_dates(dated: bool) -> None:
    found = articles(f"<h1>News</h1>{listing(dated=dated)}")
    assert [one.title for one in found] == list(TOLD)
    assert [[one.read(span) for span in one.paragraphs] for one in found] == [
        [text] for text in TOLD.values()
    ]
    days = [one.published.value if one.published else None for one in found]
    assert days == (["2024-03-01", "2024-03-02", "2024-03-03"] if dated else [None] * 3)


def test_an_article_with_others_beside_it_is_one() -> None:
    body = "".join(
        f"<p>On day {number} the water stood higher, as the keeper had foretold.</p>" for number in range(40)
    )
    found = articles(f"<article><h1>Lake Rises</h1>{body}</article>{listing(dated=True)}")
    assert found[0].title == "Lake Rises"
    assert len(found[0].paragraphs) >= 40


def test_a_page_that_says_it_is_one_article_is_one() -> None:
    for said in (
        "<meta property='og:type' content='article'>",
        "<meta property='article:published_time' content='2024-03-05T10:00:00Z'>",
    ):
        assert len(articles(f"<h1>Floods: what we know</h1>{listing(dated=False)}", said)) == 1
