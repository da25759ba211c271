"""Makes small corpora of written-out articles, without the syntax model: who is meant is told by the test."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from bot.briefing.lines.library import Library
from bot.briefing.lines.phrases import subjects_in, subjects_of
from bot.briefing.lines.quotable import ReadArticle
from bot.people.directory import Directory
from bot.people.resolver import resolve
from bot.search.bm25 import RankBM25Index
from bot.search.passages import indexed
from bot.text.sentences import sentences_of
from bot.words.documents import Article, Basis, Document, Precision, PublicationDate
from bot.words.findings import (
    AnalysedArticle,
    Analysis,
    Attribution,
    Figure,
    Mention,
    MentionKind,
    Quotation,
    RoleMention,
)
from bot.words.searching import ArticleCard
from bot.words.spans import Span

_QUOTED = re.compile(r"“([^”]+)”")


def make_article(
    id_: str,
    text: str,
    *,
    people: Mapping[str, Sequence[str]] | None = None,
    roles: Mapping[str, str] | None = None,
    says: str | None = None,
    headings: Sequence[str] = (),
    outlet: str | None = None,
    published: str | None = None,
    captions: Sequence[str] = (),
    truncated: bool = False,
) -> AnalysedArticle:
    """Make an article from a text whose first line is its title.

    Args:
        id_: of the article.
        text: title and paragraphs, one a line.
        people: each person's name with the other forms the text uses.
        roles: the role the text gives a person, by name.
        says: whose words everything in quotation marks is.
        headings: lines that are headings.
        outlet: of the article.
        published: its date, stated.
        captions: lines that are captions, and so no text.
        truncated: whether the site cut it off.
    """
    document = Document(id_, f"{id_}.txt", f"made/{id_}.txt", id_, text)
    lines = [Span(line.start(), line.end()) for line in re.finditer(r"[^\n]+", text)]
    title, *rest = lines
    dates = (
        PublicationDate(published, Precision.DAY, Basis.STATED, published, published) if published else None
    )
    article = Article(
        id=id_,
        document=document,
        span=Span(0, len(text)),
        title=title.of(text),
        title_span=title,
        paragraphs=tuple(line for line in rest if line.of(text) not in {*headings, *captions}),
        headings=tuple(line for line in rest if line.of(text) in headings),
        captions=tuple(line for line in rest if line.of(text) in captions),
        outlet=outlet,
        published=dates,
        truncated=truncated,
    )
    figures = tuple(
        _figure(article, name, forms, (roles or {}).get(name)) for name, forms in (people or {}).items()
    )
    names = [figure.name for figure in figures]
    quotations = tuple(
        Quotation((Span(*found.span(1)),), Attribution.NAMED, figure=names.index(says))
        for found in _QUOTED.finditer(text, title.end)
        if says is not None
    )
    return AnalysedArticle(
        article, Analysis(id_, sentences_of(article), figures=figures, quotations=quotations)
    )


def _figure(article: Article, name: str, forms: Sequence[str], role: str | None) -> Figure:
    found: list[Mention] = []
    for form in sorted({name, *forms}, key=len, reverse=True):
        for place in re.finditer(rf"(?<!\w){re.escape(form)}(?!\w)", article.text):
            span = Span(*place.span())
            within = any(paragraph.contains(span) for paragraph in article.paragraphs)
            if within and not any(mention.span.overlaps(span) for mention in found):
                found.append(Mention(span, MentionKind.FULL if form == name else MentionKind.SURNAME))
    mentions = tuple(sorted(found, key=lambda mention: mention.span))
    held = [RoleMention(Span(*place.span())) for place in re.finditer(re.escape(role or "\0"), article.text)]
    return Figure(name, mentions, tuple(held[:1]), family_name=name.split()[-1], weak=not mentions)


def make_library(*articles: AnalysedArticle) -> tuple[Library, dict[str, ReadArticle]]:
    """Make the library of some articles, and the articles ready to be quoted from."""
    index = make_index(*articles)
    library = Library(
        revision="1",
        cards={analysed.article.id: make_card(analysed) for analysed in articles},
        directory=Directory(resolve(articles), index.words()),
        engine=index.engine(),
        words=index.words(),
        subjects=subjects_of(index),
    )
    return library, {analysed.article.id: ReadArticle(analysed) for analysed in articles}


def make_index(*articles: AnalysedArticle) -> RankBM25Index:
    """Make the index of some articles."""
    index = RankBM25Index()
    index.change([indexed(analysed, subjects_in(analysed)) for analysed in articles], (), "made")
    return index


def make_card(analysed: AnalysedArticle) -> ArticleCard:
    """Return the card of an article."""
    article = analysed.article
    return ArticleCard(
        id=article.id,
        title=article.title,
        outlet=article.outlet,
        published=article.published,
        language=article.language,
        truncated=article.truncated,
        url=article.url,
        file=article.document.file,
        words=len(article.text.split()),
    )
