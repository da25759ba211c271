"""Pages built otherwise than most: what is called an author's, asks for consent, stands in lists."""

from __future__ import annotations

import pytest

from bot.corpus.articles import articles_of
from bot.corpus.formats.readers import read_bytes
from bot.words.documents import Article

TEXT = (
    "<p>The keeper of the lake counted its water every day for thirty years, and wrote it all down.</p>"
    "<p>“I never missed a day,” keeper Olga Brenn said when the council thanked her on Monday.</p>"
)


def article(body: str, head: str = "") -> Article:
    markup = f"<html><head><title>Keeper Retires</title>{head}</head><body>{body}</body></html>"
    (document,) = read_bytes(markup.encode(), file="page.html", location="page.html").documents
    (only,) = articles_of(document)
    return only


def paragraphs(found: Article) -> list[str]:
    return [span.of(found.text) for span in found.paragraphs]


@pytest.mark.parametrize(
    "around",
    [
        "<div class='author-tags'><a>Water</a> <a>Council</a></div>",
        "<div class='author'><a href='/category/water'>Inland Water</a></div>",
        "<span class='byline'>World News</span>",
        "<span class='author'>Admin</span>",
        "<span class='byline'>Редакция</span>",
        "<div class='author-box'>Share</div>",
        "<div class='author'>Reader's pick</div>",
        "<span class='author'>username</span>",
    ],
)
def test_tags_and_sections_and_desks_are_no_author(around: str) -> None:
    assert article(f"{around}<article><h1>Keeper Retires</h1>{TEXT}</article>").author is None


def test_who_comments_is_no_author() -> None:
    body = f"<article><h1>Keeper Retires</h1>{TEXT}</article>"
    comment = (
        "<div class='comments-area'><div class='reply'><b class='author'>Peter Lorn</b> Nice.</div></div>"
    )
    assert article(body + comment).author is None


@pytest.mark.parametrize(
    ("head", "line", "author"),
    [
        ("<meta name='author' content='Nadia Orlow'>", "", "Nadia Orlow"),
        ("", "<p class='byline'>By Nadia Orlow</p>", "Nadia Orlow"),
        ("", "<div class='author'><a href='/authors/orlow'>Nadia Orlow</a></div>", "Nadia Orlow"),
        ("", "<div class='byline'>Nadia Orlow, Updated May 3, 2021</div>", "Nadia Orlow"),
        (
            "<meta property='og:site_name' content='Lake Post'><meta name='author' content='Lake Post'>",
            "<p>By April Hayes</p>",
            "April Hayes",
        ),
        (
            (
                '<script type="application/ld+json">{"@context": "https://schema.org", "@type": "Article",'
                ' "author": {"@type": "Person", "name": "Анна Лесова"}}</script>'
            ),
            "<div class='author-tags'><a>Вода</a> <a>Совет</a></div>",
            "Анна Лесова",
        ),
    ],
)
def test_the_author_is_whom_the_page_names(head: str, line: str, author: str) -> None:
    assert article(f"<article><h1>Keeper Retires</h1>{line}{TEXT}</article>", head).author == author


def test_a_question_for_consent_is_none_of_a_short_article() -> None:
    consent = (
        "<div id='gdpr-dialog'><h2>Your choice</h2><p>Analytics cookies let us count visits and traffic so "
        "that we can measure the performance of the site and improve it over time for all readers.</p></div>"
    )
    found = article(
        f"{consent}<main><h1>Keeper Retires</h1><p>The keeper retired on Monday.</p>"
        "<p>“I go,” Olga Brenn said.</p><p>The council thanked the keeper and named nobody.</p>"
        "<p>The lake stays open, and the gauge is read by a pupil of hers until the spring.</p></main>"
    )
    assert not any("cookies" in text for text in paragraphs(found))
    assert "The keeper retired on Monday." in paragraphs(found)


def test_an_article_about_consent_stays() -> None:
    found = article(
        f"<div class='cookie-law'><h1>Keeper Retires</h1>{TEXT}<p>Consent to cookies ends.</p></div>"
    )
    assert "Consent to cookies ends." in paragraphs(found)


LIST = "<ul><li>Olga Brenn said the gauge stays.</li><li>Igor Sand said the boats are sold.</li></ul>"


@pytest.mark.parametrize(
    "body",
    [
        f"<table><tr><td><a href='/'>Home</a></td><td><h1>Keeper Retires</h1>{TEXT}{LIST}</td></tr></table>",
        f"<article><h1>Keeper Retires</h1>{TEXT}<h2>What stays</h2>{LIST}</article>",
        f"<div><h2>Keeper Retires</h2>{TEXT}{LIST.replace('ul>', 'ol>')}</div>",
    ],
)
def test_a_list_among_the_paragraphs_is_text(body: str) -> None:
    said = [text.lstrip("- ") for text in paragraphs(article(body))]
    assert "Igor Sand said the boats are sold." in said


PASSED_OVER = [
    "<dl><dt>Water</dt><dd>Olga Brenn read it at dawn.</dd><dt>Ice</dt><dd>Jan Holt did at noon.</dd></dl>",
    "<table><tr><td>Olga Brenn read it at dawn.</td></tr><tr><td>Jan Holt did at noon.</td></tr></table>",
    "Olga Brenn read it at dawn.<br><br>Jan Holt did at noon.<br>",
    "<div>Olga Brenn read it at dawn.</div><div>Jan Holt did at noon.</div>",
]


@pytest.mark.parametrize("between", PASSED_OVER)
def test_sentences_between_the_paragraphs_of_a_page_built_with_tables_are_text(between: str) -> None:
    first, last = TEXT.replace("</p><p>", "</p>|<p>").split("|")
    told = paragraphs(
        article(f"<table><tr><td><h1>Keeper Retires</h1>{first}{between}{last}</td></tr></table>")
    )
    assert told[1:3] == ["Olga Brenn read it at dawn.", "Jan Holt did at noon."]
    assert len(told) == 4


@pytest.mark.parametrize(
    "between",
    [
        "<table><tr><td><a href='/a'>The council read its letters.</a></td></tr></table>",
        "<table class='share-tools'><tr><td>Send this page to all your friends.</td></tr></table>",
        "<br>Lake Post<br>",
    ],
)
def test_links_tools_and_names_between_them_are_none(between: str) -> None:
    first, last = TEXT.replace("</p><p>", "</p>|<p>").split("|")
    body = f"<table><tr><td><h1>Keeper Retires</h1>{first}{between}{last}</td></tr></table>"
    assert len(paragraphs(article(body))) == 2


@pytest.mark.parametrize("called", ["related-stories", "most-read", "you-may-also-like"])
def test_other_articles_below_an_article_neither_date_it_nor_are_its_text(called: str) -> None:
    others = f"<div class='{called}'><time datetime='2025-05-05'>5 May 2025</time> Bridge closed</div>"
    found = article(f"<article><h1>Keeper Retires</h1>{TEXT}{others}</article>")
    assert len(paragraphs(found)) == 2
    assert found.published is None


def test_links_and_buttons_in_lists_are_no_text() -> None:
    links = (
        "<ul><li><a href='/a'>The dam opens on Friday.</a></li><li><a href='/b'>Mayor resigns.</a></li></ul>"
    )
    buttons = "<ul class='share-tools'><li>Send it by post</li><li>Share on your wall</li></ul>"
    found = article(f"<table><tr><td><h1>Keeper Retires</h1>{TEXT}{links}{buttons}</td></tr></table>")
    assert not any(words in text for text in paragraphs(found) for words in ("dam opens", "by post"))


def test_the_paragraphs_of_a_short_article_stay_apart() -> None:
    found = article(
        "<article><h1>Keeper Retires</h1><p>By Nadia Orlow</p><p>6 August 2019</p>"
        "<p>The keeper retired on Monday.</p><p>“I go,” Olga Brenn said.</p></article>"
    )
    assert paragraphs(found) == ["The keeper retired on Monday.", "“I go,” Olga Brenn said."]


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("<div class='x1'>December 16, 2016, 4:19 PM</div>", "2016-12-16"),
        ("<div><span>Updated: Oct 9, 2019, 11:05 IST</span></div>", "2019-10-09"),
        ("<div>Опубликовано: 5 мая 2022, 14:30</div>", "2022-05-05"),
        ("<div>4 May 2021</div><div>Updated 6 May 2021</div>", "2021-05-04"),
    ],
)
def test_the_day_between_headline_and_text_is_the_day_of_a_page(line: str, day: str) -> None:
    found = article(f"<div><h1>Keeper Retires</h1>{line}</div><div>{TEXT}</div>")
    assert found.published is not None
    assert found.published.value == day


def test_days_below_the_text_and_of_rights_date_no_page() -> None:
    found = article(f"<div><h1>Keeper Retires</h1>{TEXT}</div><footer>&copy; 2019 Lake Post</footer>")
    assert found.published is None


def test_a_page_that_tells_of_years_after_its_date_is_of_its_last_change() -> None:
    told = "<p>In 2025 the members agreed on a new gauge, and in 2024 the council paid for it.</p>"
    dates = (
        '<script type="application/ld+json">{"@context": "https://schema.org", "@type": "NewsArticle", '
        '"datePublished": "2012-05-10T14:29:05.000Z", "dateModified": "2026-04-24T11:16:53.545Z"}</script>'
    )
    changed = article(f"<article><h1>Keeper Retires</h1>{told}{TEXT}</article>", dates).published
    kept = article(f"<article><h1>Keeper Retires</h1>{TEXT}</article>", dates).published
    assert changed is not None
    assert kept is not None
    assert (changed.value, kept.value) == ("2026-04-24", "2012-05-10")


@pytest.mark.parametrize(
    "around",
    [
        "<aside><a href='/x'>Dam opens</a><time datetime='2023-01-05'>5 January 2023</time></aside>",
        "<div class='related'><h3>Dam opens</h3><time datetime='2023-01-05'>5 January 2023</time></div>",
        "<div class='comments'><span>Peter</span> <span class='date'>14 March 2024</span><p>Nice.</p></div>",
        "<footer>© 12 March 2021 Lake Post</footer>",
    ],
)
def test_days_of_other_articles_and_of_comments_date_no_page(around: str) -> None:
    assert article(f"<article><h1>Keeper Retires</h1>{TEXT}</article>{around}").published is None


@pytest.mark.parametrize(
    ("figures", "day"), [("03/12/2024", "2024"), ("03/25/2024", "2024-03-25"), ("12.03.2024", "2024-03-12")]
)
def test_a_day_in_figures_is_read_only_one_way(figures: str, day: str | None) -> None:
    found = article(f"<article><h1>Keeper Retires</h1><span class='date'>{figures}</span>{TEXT}</article>")
    assert (found.published.value if found.published else None) == day


@pytest.mark.parametrize(
    ("address", "day"),
    [
        ("https://lake.example/2024/03/12/keeper-retires", "2024-03-12"),
        ("https://lake.example/2024/03/keeper-retires", "2024-03"),
        ("https://lake.example/plan/2024/keeper-retires", None),
    ],
)
def test_the_address_of_a_page_may_tell_its_day_or_month(address: str, day: str | None) -> None:
    body = f"<article><h1>Keeper Retires</h1>{TEXT}</article>"
    found = article(body, f"<link rel='canonical' href='{address}'>")
    assert (found.published.value if found.published else None) == day


@pytest.mark.parametrize(
    ("file", "value"),
    [
        ("2021-06-20 keeper.txt", "2021-06"),
        ("keeper_20210620.txt", "2021-06"),
        ("keeper.txt", None),
        # Named by a day before what the text tells: another day is meant.
        ("2019-06-20 keeper.txt", None),
    ],
)
def test_a_file_was_there_on_the_day_it_is_named_by(file: str, value: str | None) -> None:
    text = (
        "Keeper Retires\n\nThe council saw a keeper go. The dam, which was opened on June 5, 2021, has held "
        "since, and the water rose by a metre.\n"
    )
    (document,) = read_bytes(text.encode(), file=file, location=file).documents
    (only,) = articles_of(document)
    assert only.published is not None
    assert only.published.value == value


@pytest.mark.parametrize(
    "tip",
    [
        "<span class='tooltip-text'>{}</span>",
        "<small role='tooltip'>{}</small>",
        "<div class='hovercard'>{}</div>",
    ],
)
def test_what_shows_when_one_points_at_a_name_is_not_glued_to_it(tip: str) -> None:
    said = "All about Olga Brenn"
    name = f"<a href='/brenn' title='{said}'>Olga Brenn{tip.format(said)}</a>"
    named = f"<p>Keeper {name} retired on Monday after thirty years.</p>"
    found = paragraphs(article(f"<article><h1>Keeper Retires</h1>{named}{TEXT}</article>"))
    assert found[0] == "Keeper Olga Brenn retired on Monday after thirty years."


def test_a_day_only_of_the_last_change_is_no_day_of_publication() -> None:
    """A site that was moved writes the day of the move above every article."""
    page = f"<div>. Last Updated: 07/27/2021</div><article><h1>Keeper Retires</h1>{TEXT}</article>"
    found = article(page).published
    assert found is not None
    assert (found.value, found.latest) == (None, "2021-07-27")


@pytest.mark.parametrize(
    ("below", "day"),
    [
        ("<div>November 5 2021, 16:05</div><div>Found a mistake? Tell us.</div>", "2021-11-05"),
        ("<div>Read also</div><div>November 5 2021, 16:05</div>", None),
    ],
)
def test_a_day_alone_right_below_the_text_is_the_article_s(below: str, day: str | None) -> None:
    found = article(f"<body><h1>Keeper Retires</h1>{TEXT}{below}</body>").published
    assert (found.value if found else None) == day


@pytest.mark.parametrize(
    "hidden",
    [
        "<p style='font-size:0'>{}</p>",
        "<p style='position: absolute; left: -9999px'>{}</p>",
        "<div style='text-indent:-10000px'><p>{}</p></div>",
        "<p class='sr-only'>{}</p>",
        "<div class='note visually-hidden'><p>{}</p></div>",
        "<noscript><p>{}</p></noscript>",
        "<template><p>{}</p></template>",
    ],
)
@pytest.mark.parametrize(
    "words",
    [
        "Keeper Olga Brenn said on Monday that the water of the lake is hers alone to sell.",
        "Смотритель Ольга Бренн заявила в понедельник, что вода озера принадлежит ей одной.",
    ],
)
def test_what_no_reader_of_the_page_sees_is_no_text(hidden: str, words: str) -> None:
    found = article(f"<h1>Keeper Retires</h1><article>{TEXT}{hidden.format(words)}{TEXT}</article>")
    assert words not in found.text
    assert "I never missed a day" in found.text


@pytest.mark.parametrize(
    "around",
    [
        "<div style='font-size:0'><div style='font-size:16px'>{}</div></div>",
        "<div style='opacity:0'>{}</div>",
    ],
)
def test_what_is_only_laid_out_so_stays(around: str) -> None:
    assert "I never missed a day" in article(f"<h1>Keeper Retires</h1>{around.format(TEXT)}").text


def test_a_headline_for_programs_alone_stays() -> None:
    assert (
        article(f"<h1 class='sr-only'>Keeper Retires</h1><article>{TEXT}</article>").title == "Keeper Retires"
    )
