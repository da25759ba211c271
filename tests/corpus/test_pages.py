"""Whole pages and what is read out of them, side by side in `pages/`.

A new page is a `.txt` beside a `.expected.json` that lists its articles: every field of an article given
there is compared.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from bot.corpus.articles import articles_of
from bot.corpus.formats.readers import read_file
from bot.words.documents import Article

PAGES = sorted((Path(__file__).parent / "pages").glob("*.txt"))


def as_expected(article: Article) -> dict[str, Any]:
    published = article.published
    return {
        "title": article.title,
        "author": article.author,
        "outlet": article.outlet,
        "published": published.value if published else None,
        "bounds": [published.earliest, published.latest] if published else None,
        "language": article.language,
        "truncated": article.truncated,
        "dateline": article.read(article.dateline) if article.dateline else None,
        "paragraphs": [article.read(span) for span in article.paragraphs],
        "headings": [article.read(span) for span in article.headings],
        "captions": [article.read(span) for span in article.captions],
        "dropped": [[part.why, article.read(part.span)] for part in article.dropped],
    }


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_a_page_is_read_as_expected(page: Path) -> None:
    expected = json.loads(page.with_suffix(".expected.json").read_text(encoding="utf-8"))
    found = [
        as_expected(article) for document in read_file(page).documents for article in articles_of(document)
    ]
    assert [article["title"] for article in found] == [article["title"] for article in expected]
    for article, wanted in zip(found, expected, strict=True):
        assert {name: article[name] for name in wanted} == wanted


def test_there_are_pages_to_compare() -> None:
    assert len(PAGES) >= 8
