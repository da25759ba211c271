"""Documents for the tests of this folder."""

from __future__ import annotations

from bot.corpus.articles import articles_of
from bot.words.documents import Article, Document, GivenFacts


def document(text: str, *, key: str = "000", given: GivenFacts | None = None) -> Document:
    """A document with this text."""
    return Document(key, f"{key}.txt", f"{key}.txt", "0" * 64, text, given or GivenFacts())


def article(text: str, *, given: GivenFacts | None = None) -> Article:
    """The one article of a document with this text."""
    (only,) = articles_of(document(text, given=given))
    return only


def paragraphs(found: Article) -> list[str]:
    """The paragraphs as text."""
    return [found.read(span) for span in found.paragraphs]


def headings(found: Article) -> list[str]:
    """The headings as text."""
    return [found.read(span) for span in found.headings]
