"""A page that lists articles, each marked as one: its titles and dates come with the texts they belong to."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.html import HtmlElement  # type: ignore[import-untyped]

_FEWEST = 3
"""Articles that make a list."""
_SHORTEST = 25
"""Words of an article; a teaser that only leads to one is shorter."""
_LARGEST_SHARE = 0.6
"""Of all their words; where one article has more, the others are offered beside it."""
_OF_ONE = ("article:published_time", "article:author")
"""Said by a page of itself as of one article; of a live blog too, whose posts are no articles."""
_PARAGRAPHS = ("p", "li", "blockquote")
_HEADINGS = ("h1", "h2", "h3", "h4")


def listed_articles(tree: HtmlElement) -> list[list[str]]:
    """Return the articles a page lists, each as its blocks: title, date if it has one, paragraphs.

    Args:
        tree: the page.

    Returns:
        Nothing where the page says that it is one article, is one for the most part, or only offers others.
    """
    if any(meta.get("property") in _OF_ONE or meta.get("content") == "article" for meta in tree.iter("meta")):
        return []
    found = [blocks for article in tree.iter("article") if (blocks := _blocks(article))]
    sizes = [sum(len(block.split()) for block in blocks) for blocks in found]
    if len(found) < _FEWEST or min(sizes) < _SHORTEST or max(sizes) > _LARGEST_SHARE * sum(sizes):
        return []
    return found if len({blocks[0] for blocks in found}) == len(found) else []


def _blocks(article: HtmlElement) -> list[str]:
    """The blocks of an article that has a title of its own and none inside it, else nothing."""
    if next(article.iterancestors("article"), None) is not None or article.find(".//article") is not None:
        return []
    title = next((words for heading in article.iter(*_HEADINGS) if (words := _words(heading))), None)
    paragraphs = list(_said(article))
    if title is None or not paragraphs:
        return []
    day = next((words for time in article.iter("time") if (words := _words(time))), None)
    return [title, *([day] if day else []), *paragraphs]


def _said(article: HtmlElement) -> Iterator[str]:
    for element in article.iter(*_PARAGRAPHS):
        inside = next(element.iterancestors(*_PARAGRAPHS), None)
        words = _words(element)
        if words and inside is None and next(element.iter("time"), None) is None:
            yield words


def _words(element: HtmlElement) -> str:
    return " ".join(element.text_content().split())
