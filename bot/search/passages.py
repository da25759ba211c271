"""Articles cut into passages: a few neighbouring sentences, the unit the index ranks."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from bot.models import AnalysedArticle, Passage, Span
from bot.text.tokens import terms

_MOST_SENTENCES = 4
_MOST_CHARACTERS = 900


class Indexed(NamedTuple):
    """What an article gives to the index: its passages, and each of its words with the term it became."""

    passages: tuple[Passage, ...]
    words: dict[str, str]


def index_entries(analysed: AnalysedArticle) -> Indexed:
    """Return the passages of an article with their terms: its title, then its sentences with their heading.

    A passage never crosses a heading; the heading's words count for the passage that follows it.
    """
    article, words = analysed.article, dict[str, str]()
    passages = []

    def read(text: str) -> list[str]:
        found = []
        for term in terms(text):
            words[term.word] = term.term
            found.append(term.term)
        return found

    title = article.title_span or Span(article.span.start, article.span.start)
    passages.append(Passage(article.id, title, (), tuple(read(article.title))))
    headings = sorted(article.headings)
    for group in _groups(analysed, headings):
        span = Span(group[0].start, group[-1].end)
        heading = _heading_above(headings, span.start)
        found = read(article.read(heading)) if heading and heading.end + 3 >= span.start else []
        for sentence in group:
            found.extend(read(article.read(sentence)))
        passages.append(Passage(article.id, span, tuple(group), tuple(found)))
    return Indexed(tuple(passages), words)


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
