"""Articles cut into passages: a few neighbouring sentences, the unit the index ranks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

from bot.search.query import outlet_terms
from bot.text.tokens import terms
from bot.words.findings import AnalysedArticle
from bot.words.searching import IndexedArticle, IndexedPassage
from bot.words.spans import Span

_MOST_SENTENCES = 4
_MOST_CHARACTERS = 900
_NUMBER = re.compile(r"(\d+)")


def indexed(analysed: AnalysedArticle, subjects: Mapping[str, int]) -> IndexedArticle:
    """Return what an index holds of an article: the terms of its title, then of its sentences.

    A passage never crosses a heading; the heading's words count for the passage that follows it.

    Args:
        analysed: the article.
        subjects: how often it holds each phrase that may be a subject.
    """
    article, words = analysed.article, dict[str, str]()

    def read(text: str) -> list[str]:
        found = []
        for term in terms(text):
            words[term.word] = term.term
            found.append(term.term)
        return found

    title = article.title_span or Span(article.span.start, article.span.start)
    passages = [IndexedPassage(title, tuple(read(article.title)))]
    headings = sorted(article.headings)
    for group in _groups(analysed, headings):
        span = Span(group[0].start, group[-1].end)
        heading = _heading_above(headings, span.start)
        found = read(article.read(heading)) if heading and heading.end + 3 >= span.start else []
        for sentence in group:
            found.extend(read(article.read(sentence)))
        passages.append(IndexedPassage(span, tuple(found)))
    published = article.published
    return IndexedArticle(
        id=article.id,
        passages=tuple(passages),
        words=words,
        subjects=subjects,
        outlet=outlet_terms(article.outlet),
        earliest=published.earliest_day if published else None,
        latest=published.latest_day if published else None,
    )


@lru_cache(maxsize=100_000)
def reading_order(article: str) -> tuple[tuple[str, int], ...]:
    """Return what ids of articles are sorted by to stand as people count them: 003-2 before 003-10."""
    parts = _NUMBER.split(article)
    return tuple(
        (text, int(number or -1)) for text, number in zip(parts[::2], (*parts[1::2], ""), strict=True)
    )


def _groups(analysed: AnalysedArticle, headings: list[Span]) -> Iterator[list[Span]]:
    group: list[Span] = []
    for sentence in analysed.analysis.sentences:
        span = sentence.span
        crosses = group and any(group[-1].end <= heading.start < span.start for heading in headings)
        full = len(group) == _MOST_SENTENCES or (group and span.end - group[0].start > _MOST_CHARACTERS)
        if group and (crosses or full):
            yield group
            group = []
        group.append(span)
    if group:
        yield group


def _heading_above(headings: list[Span], position: int) -> Span | None:
    above = [heading for heading in headings if heading.end <= position]
    return above[-1] if above else None
