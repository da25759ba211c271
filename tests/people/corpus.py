"""Makers for tests about who is who: small articles read by the real syntax model."""

from __future__ import annotations

import re
from dataclasses import replace

from bot.people.figures import link_figures
from bot.people.resolver import resolve
from bot.text.sentences import sentences_of
from bot.words.documents import Article, Basis, Document, Precision, PublicationDate
from bot.words.findings import AnalysedArticle, Analysis, Figure
from bot.words.people import Person
from bot.words.spans import Span
from tests.speech.speaking import syntax_model


def article_of(
    text: str, *, id_: str = "t-1", title: str = "", caption: str = "", published: str = ""
) -> Article:
    """Return an article whose paragraphs are the lines of `text`, with a title above and a caption below."""
    whole = "\n".join(part for part in (title, text, caption) if part)
    lines = [Span(*match.span()) for match in re.finditer(r"\S(?:[^\n]*\S)?", whole)]
    captions = tuple(line for line in lines if caption and line.of(whole) == caption)
    title_span = lines[0] if title else None
    date = PublicationDate(published, Precision.DAY, Basis.STATED) if published else None
    document = Document(id_.split("-")[0], "t.txt", "t.txt", "", whole)
    paragraphs = tuple(line for line in lines if line not in captions and line != title_span)
    return Article(
        id_, document, Span(0, len(whole)), title, title_span, paragraphs, captions=captions, published=date
    )


def figures_of(article: Article) -> tuple[Figure, ...]:
    """Return the people of an article, without the lone words that may be some."""
    sentences = sentences_of(article)
    found = link_figures(article, sentences, syntax_model().parse(article.text, sentences))
    return tuple(figure for figure in found if not figure.lone)


def named(figures: tuple[Figure, ...], name: str) -> Figure:
    """Return the figure with exactly this name."""
    return next(figure for figure in figures if figure.name == name)


def mentions(article: Article, figure: Figure) -> list[str]:
    """Return the words of every mention of a figure, in text order."""
    return [article.read(mention.span) for mention in figure.mentions]


def roles(article: Article, figure: Figure) -> dict[str, str]:
    """Return the roles of a figure, each with its tenure."""
    return {article.read(role.span): role.tenure.value for role in figure.roles}


def analysed(article: Article) -> AnalysedArticle:
    """Return an article with its figures as its analysis, lone words among them."""
    sentences = sentences_of(article)
    figures = link_figures(article, sentences, syntax_model().parse(article.text, sentences))
    return AnalysedArticle(article, Analysis(article.id, sentences, figures))


def people_of(*texts: str, language: str = "en") -> tuple[Person, ...]:
    """Return the people of a corpus of one article a text, all in one language."""
    articles = (article_of(text, id_=f"{number:03}") for number, text in enumerate(texts))
    return resolve(analysed(replace(one, language=language)) for one in articles)
