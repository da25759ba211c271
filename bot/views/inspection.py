"""What is understood of a document, as JSON for scripts and as text for a reader."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from bot.text.names.role_words import as_described
from bot.views.shortening import clipped
from bot.words.documents import Document, Dropped
from bot.words.findings import AnalysedArticle, Attribution, Quotation, ReportedStatement
from bot.words.spans import Span


def as_json(document: Document, articles: Sequence[AnalysedArticle]) -> dict[str, Any]:
    """Return a document and its analysed articles as plain data for `json.dumps`."""
    return {
        "file": document.file,
        "articles": [_article(analysed) for analysed in articles],
        "dropped": [_dropped(part) for analysed in articles for part in analysed.article.dropped],
    }


def as_text(document: Document, articles: Sequence[AnalysedArticle]) -> str:
    """Return a document and its analysed articles as lines to read."""
    return "\n".join(line for analysed in articles for line in _lines(document, analysed))


def _article(analysed: AnalysedArticle) -> dict[str, Any]:
    article, analysis = analysed.article, analysed.analysis
    published = article.published
    return {
        "id": article.id,
        "title": article.title,
        "title_span": list(article.title_span) if article.title_span else None,
        "outlet": article.outlet,
        "author": article.author,
        "published": published.value if published else None,
        "published_basis": str(published.basis) if published else None,
        "published_range": [published.earliest, published.latest] if published else None,
        "language": article.language,
        "truncated": article.truncated,
        "paragraphs": [{"span": list(span)} for span in article.paragraphs],
        "headings": [{"text": article.read(span), "span": list(span)} for span in article.headings],
        "sentences": [{"span": list(sentence.span)} for sentence in analysis.sentences],
        "people": [
            {
                "name": figure.name,
                "weak": figure.weak,
                "roles": [_words(analysed, role.span) for role in figure.roles],
                "mentions": [_words(analysed, mention.span) for mention in figure.mentions],
            }
            for figure in analysis.figures
            if not figure.lone
        ],
        "quotations": [
            {"parts": [_words(analysed, part) for part in quotation.parts], **_said(analysed, quotation)}
            for quotation in analysis.quotations
        ],
        "reported": [
            {**_words(analysed, statement.span), **_said(analysed, statement)}
            for statement in analysis.reported
        ],
        "dates": [
            {
                **_words(analysed, date.span),
                "value": date.value,
                "precision": str(date.precision) if date.precision else None,
                "basis": str(date.basis) if date.basis else None,
            }
            for date in analysis.dates
        ],
    }


def _words(analysed: AnalysedArticle, span: Span) -> dict[str, Any]:
    return {"text": analysed.article.read(span), "span": list(span)}


def _said(analysed: AnalysedArticle, statement: Quotation | ReportedStatement) -> dict[str, Any]:
    read = analysed.article.read
    return {
        "speaker": speaker_of(analysed, statement),
        "mention": read(statement.mention) if statement.mention else None,
        "cue": read(statement.cue) if statement.cue else None,
        "attribution": str(statement.attribution),
    }


def _speaker(analysed: AnalysedArticle, statement: Quotation | ReportedStatement) -> str:
    return speaker_of(analysed, statement) or "nobody named"


def speaker_of(analysed: AnalysedArticle, statement: Quotation | ReportedStatement) -> str | None:
    """Return the name of who makes a statement, a person or an organisation, or None."""
    if statement.figure is not None:
        return analysed.analysis.figures[statement.figure].name
    if statement.organisation is None:
        return None
    words = analysed.article.read(statement.organisation)
    return as_described(words) if statement.attribution is Attribution.ROLE else words


def _dropped(part: Dropped) -> dict[str, Any]:
    return {"span": list(part.span), "why": part.why}


def _lines(document: Document, analysed: AnalysedArticle) -> Iterator[str]:
    article, analysis = analysed.article, analysed.analysis
    published = article.published
    yield f"{article.id}  {article.title}"
    date = "date unknown"
    if published and published.value:
        date = f"{published.value} ({published.basis})"
    elif published:
        date = f"between {published.earliest or '?'} and {published.latest or '?'} ({published.basis})"
    yield f"  {article.outlet or 'outlet unknown'}, {date}, language {article.language}" + (
        ", cut off by the site" if article.truncated else ""
    )
    yield (
        f"  {len(article.paragraphs)} paragraphs, {len(analysis.sentences)} sentences, "
        f"{len(article.headings)} headings"
    )
    for span in article.headings:
        yield f"  # {article.read(span)}"
    for figure in (figure for figure in analysis.figures if not figure.lone):
        roles = "; ".join(dict.fromkeys(article.read(role.span) for role in figure.roles))
        yield f"  @ {figure.name} ({len(figure.mentions)})" + (f": {roles}" if roles else "")
    for quotation in analysis.quotations:
        words = " … ".join(article.read(part) for part in quotation.parts)
        yield f"  “{_short(words)}” — {_speaker(analysed, quotation)} ({quotation.attribution})"
    for statement in analysis.reported:
        yield f"  ~ {_short(article.read(statement.span))} — {_speaker(analysed, statement)}"
    for date_mention in analysis.dates:
        yield f"  : {article.read(date_mention.span)} = {date_mention.value or 'unresolved'}"
    for part in article.dropped:
        yield f"  - {part.why}: {_short(part.span.of(document.text))}"


def _short(text: str, longest: int = 90) -> str:
    return clipped(" ".join(text.split()), longest)
