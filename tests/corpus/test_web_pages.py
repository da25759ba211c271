"""Short pages are read, menus are not, and titles that are links come back."""

from __future__ import annotations

import pytest

from bot.corpus.articles import articles_of
from bot.corpus.formats.readers import read_bytes
from bot.corpus.formats.web_pages import web_page
from bot.errors import UnreadableDocument
from bot.words.documents import Document

SENTENCE = "The keeper of the lake counted its water every day for thirty years, and wrote it down."


def page(markup: str) -> Document:
    (document,) = read_bytes(markup.encode(), file="page.html", location="page.html").documents
    return document


@pytest.mark.parametrize(
    "markup",
    [
        f"<html><body><h1>Keeper Retires</h1><p>{SENTENCE}</p></body></html>",
        f"<p>{SENTENCE}</p>",
        f"<div class='post'>{SENTENCE}</div>",
        f"<html><body><table><tr><td>{SENTENCE}</td></tr></table></body></html>",
        f"<?xml version='1.0' encoding='utf-8'?><html><body><p>{SENTENCE}</p></body></html>",
        f"<html><body><p><a href='/whole'>{SENTENCE}</a></p></body></html>",
    ],
)
def test_one_paragraph_is_an_article(markup: str) -> None:
    assert SENTENCE in page(markup).text


@pytest.mark.parametrize(
    ("stated", "read"),
    [
        ("2021-02-31", "2021-02"),
        ("2021-02-30T09:00:00Z", "2021-02"),
        ("2021-02-01", "2021-02-01"),
        ("20210201", "2021-02-01"),
        ("2021-02-28", "2021-02-28"),
    ],
)
def test_a_page_is_of_no_day_that_it_does_not_state(stated: str, read: str) -> None:
    inside = f"<h1>Keeper Retires</h1><p>{SENTENCE}</p>"
    markup = (
        f"<html><head><meta property='article:published_time' content='{stated}'></head>"
        f"<body>{inside}</body></html>"
    )
    assert page(markup).given.published == read


def test_a_first_of_the_month_in_words_beside_the_month_in_an_address_is_that_day() -> None:
    found = page(
        "<html><head><link rel='canonical' href='https://lake.example/2021/02/keeper'></head>"
        f"<body><h1>Keeper Retires</h1><time>1 February 2021</time><p>{SENTENCE}</p></body></html>"
    )
    assert found.given.published == "2021-02-01"


def test_menus_around_a_short_article_are_left_out() -> None:
    found = page(
        "<html><head><title>Lake Keeper Retires</title></head><body><header><nav><a href='/'>Home</a>"
        "<a href='/w'>World</a></nav></header><main><h1>Lake Keeper Retires</h1><p>The keeper retired on "
        "Monday, said the ministry.</p></main><aside><a href='/d'>Dam opens</a></aside>"
        "<footer><p>All rights reserved.</p></footer></body></html>"
    )
    assert found.text == "Lake Keeper Retires\n\nThe keeper retired on Monday, said the ministry."


@pytest.mark.parametrize(
    "body",
    [
        "<nav><a href='1'>Home</a><a href='2'>World</a></nav>",
        "<div><a href='1'>Home</a> <a href='2'>World</a> <a href='3'>Sport</a></div><p>Contact us</p>",
        "<ul>"
        + "".join(f"<li><a href='/{n}'>Part {n} of the site has words.</a></li>" for n in range(9))
        + "</ul>",
    ],
)
def test_a_page_of_links_is_no_article(body: str) -> None:
    with pytest.raises(UnreadableDocument, match="no article text"):
        page(f"<html><body>{body}</body></html>")


def test_titles_that_are_links_stand_above_their_teasers() -> None:
    items = "".join(
        f"<h2><a href='/{n}'>Keeper Counts the Water for Day {n}</a></h2>"
        f"<p>On day {n} the keeper of the lake counted all of its water again and wrote it down in…</p>"
        for n in range(5)
    )
    found = page(
        "<html><head><title>All News</title><meta property='article:published_time' content='2023-03-14'>"
        f"</head><body>{items}</body></html>"
    )
    assert (found.given.title, found.given.published) == (None, None)
    assert [article.title for article in articles_of(found)] == [
        f"Keeper Counts the Water for Day {n}" for n in range(5)
    ]


def facts_of(head: str, body: str) -> tuple[str | None, str | None]:
    text = (
        "<p>The lake rose by a metre in a single night, and nobody in the town knew why it did so.</p>"
        "<p>The mayor was woken at four in the morning and asked all who live at the shore to leave.</p>"
    )
    page = f"<html><head>{head}</head><body>{body.replace('TEXT', text)}</body></html>"
    document = read_bytes(page.encode(), file="a.html", location="a.html").documents[0]
    return document.given.title, document.given.outlet


def test_a_site_is_named_as_it_names_itself_not_by_its_company() -> None:
    head = (
        "<title>Lake Rises in a Night</title><meta property='og:title' content='Lake Rises in a Night'>"
        "<meta property='og:site_name' content='The Daily Lantern'>"
        '<script type="application/ld+json">{"@context": "https://schema.org", "@type": "NewsArticle", '
        '"headline": "Lake Rises in a Night", '
        '"publisher": {"@type": "Organization", "name": "Lantern Media Holding Ltd"}}</script>'
    )
    found = facts_of(head, "<article><h1>Lake Rises in a Night</h1>TEXT</article>")
    assert found == ("Lake Rises in a Night", "The Daily Lantern")


def test_a_headline_is_no_outlet() -> None:
    head = (
        "<title>Lake Rises in a Night</title><meta property='og:site_name' content='Lake Rises in a Night'>"
    )
    assert facts_of(head, "<article><h1>Lake Rises in a Night</h1>TEXT</article>") == (
        "Lake Rises in a Night",
        None,
    )


def test_a_site_that_gives_its_headline_for_a_name_is_called_by_its_address() -> None:
    head = (
        "<title>Lake Rises in a Night</title><meta property='og:site_name' content='Lake Rises in a Night'>"
        "<link rel='canonical' href='https://www.lantern.example/lake-rises'>"
    )
    assert facts_of(head, "<article><h1>Lake Rises in a Night</h1>TEXT</article>")[1] == "lantern.example"


@pytest.mark.parametrize(
    ("stated", "taken"),
    [
        ("https://www.lantern.example/lake", "https://www.lantern.example/lake"),
        ("https://m.lantern.example/lake", "https://m.lantern.example/lake"),
        ("https://quay.example/lake", None),
        ("https://me:pass@lantern.example/lake", None),
        ("http://169.254.169.254/lake", None),
    ],
)
def test_a_fetched_page_states_no_address_of_another_site(stated: str, taken: str | None) -> None:
    markup = f"<html><head><link rel='canonical' href='{stated}'></head><body><p>{SENTENCE}</p></body></html>"
    assert web_page(markup, "https://lantern.example/lake")[1].url == taken


@pytest.mark.parametrize("sign", ["-", "|", "–"])
def test_the_name_of_the_site_behind_a_title_is_no_part_of_it(sign: str) -> None:
    head = (
        f"<title>Lake Rises in a Night {sign} Daily Lantern</title>"
        f"<meta property='og:title' content='Lake Rises in a Night {sign} Daily Lantern'>"
        "<meta property='og:site_name' content='The Daily Lantern'>"
    )
    found = facts_of(head, "<article><h1>Lake Rises in a Night</h1>TEXT</article>")
    assert found[0] == "Lake Rises in a Night"


def test_the_heading_of_the_article_is_the_title_where_the_page_gives_only_its_name() -> None:
    head = "<title>Daily Lantern</title><meta property='og:title' content='Daily Lantern'>"
    body = (
        "<header><h1 class='logo'>The Daily Lantern</h1></header>"
        "<article><h1>Lake Rises in a Night</h1>TEXT</article>"
    )
    assert facts_of(head, body)[0] == "Lake Rises in a Night"


BODY = "".join(
    f"<p>The keeper wrote down the level of the lake on day {number} of the year.</p>" for number in range(6)
)


def title_of(head: str, body: str) -> str | None:
    return page(f"<html><head>{head}</head><body>{body}<article>{BODY}</article></body></html>").given.title


def test_a_heading_of_the_site_is_not_the_headline() -> None:
    head = "<title>Keeper of the Lake Retires - The Steppe Herald</title>"
    for heading in ("Steppe Herald Logo", "Follow us everywhere"):
        assert title_of(head, f"<h1>{heading}</h1>") == "Keeper of the Lake Retires"


def test_what_a_site_sets_behind_its_headline_is_left_out() -> None:
    for tail in (" - Steppe Herald - Вестник степи", " – SH – 30.01.2024", " | World"):
        head = f"<meta property='og:title' content='Keeper of the Lake Retires{tail}'>"
        assert title_of(head, "<h1>Keeper of the Lake Retires</h1>") == "Keeper of the Lake Retires"


def test_a_headline_told_otherwise_than_in_the_title_stays_the_headline() -> None:
    head = "<title>Lake keeper: what we know of his retirement | The Steppe Herald</title>"
    assert title_of(head, "<h1>Keeper of the Lake Retires</h1>") == "Keeper of the Lake Retires"


@pytest.mark.parametrize(
    ("page_title", "heading"),
    [
        ("Ministry of Lakes - News - Minister Opens Weir", "Minister Opens Weir"),
        ("Министерство озёр - Новости - Министр открыл плотину", "Министр открыл плотину"),
    ],
)
def test_a_heading_the_title_of_its_page_holds_is_the_title(page_title: str, heading: str) -> None:
    assert title_of(f"<title>{page_title}</title>", f"<h1>{heading}</h1>") == heading


def test_the_names_of_a_series_and_of_a_part_of_the_site_around_a_headline_are_left_out() -> None:
    headline = "Keeper counts the lake: water rises for the fifth day"
    title = f"Lakes in spring: {headline} | Northern News"
    head = (
        f"<title>{title} - The Steppe Herald</title>"
        "<meta property='og:site_name' content='The Steppe Herald'>"
        f"<meta property='og:title' content='{title} - The Steppe Herald'>"
    )
    assert title_of(head, f"<h1>{headline}</h1>") == headline


def test_a_headline_keeps_its_quotation_marks() -> None:
    head = "<title>‘Water Levels’: A Year at the Lake | The Steppe Herald</title>"
    assert title_of(head, "<h1><em>Water Levels</em>: A Year at the Lake</h1>") == (
        "‘Water Levels’: A Year at the Lake"
    )


def test_teasers_below_an_article_make_no_articles_of_it() -> None:
    text = "".join(f"<p>{SENTENCE} That was in year {n}.</p>" for n in range(12))
    teasers = "".join(
        f"<h4><a href='/{n}'>Others Write of Day {n}</a></h4><p>On day {n} others wrote of the lake too.</p>"
        for n in range(4)
    )
    found = page(
        "<html><head><title>Keeper Retires at Last</title>"
        "<meta property='article:published_time' content='2023-03-14'></head>"
        f"<body><h2>Keeper Retires at Last</h2>{text}{teasers}</body></html>"
    )
    assert (found.given.title, found.given.published) == ("Keeper Retires at Last", "2023-03-14")
    assert [article.title for article in articles_of(found)] == ["Keeper Retires at Last"]


@pytest.mark.parametrize("around", ["p", "div", "li", "blockquote"])
def test_a_line_of_the_markup_is_no_line_of_the_text(around: str) -> None:
    broken = "The lake\n    <i>was\n    low</i> every day\n    for thirty years."
    others = f"<p>{SENTENCE}</p><p>{SENTENCE} He is retired now.</p><p>{SENTENCE} Nobody else was there.</p>"
    body = f"{others}<{around}>{broken}</{around}>{others}"
    found = page(f"<html><body><h1>Keeper Retires</h1><div>{body}</div></body></html>")
    blocks = [block.removeprefix("- ") for block in found.text.split("\n\n")]
    assert "The lake was low every day for thirty years." in blocks


def test_a_text_set_as_it_is_written_keeps_its_lines() -> None:
    found = page(
        "<html><body><pre>Keeper Retires\n\nThe keeper retired on Monday.\n\nHe is glad.</pre></body></html>"
    )
    assert "The keeper retired on Monday." in found.text.split("\n\n")
