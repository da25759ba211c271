"""A very long text read in pieces, so that the memory a reading takes has a bound, and put together again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from bot.text.sentences import split_sentences
from bot.words.documents import Article
from bot.words.findings import Analysis, Figure, Sentence
from bot.words.spans import Span

MOST_AT_ONCE = 100_000
"""Characters; the longest of articles are half of this. Each takes some 300 bytes while it is read."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Some paragraphs of an article as an article of their own, and which ones of the whole they are."""

    article: Article
    paragraphs: Sequence[int]


def pieces_of(article: Article, most: int = MOST_AT_ONCE) -> list[Piece]:
    """Cut an article into pieces of at most so many characters, in order; one that is shorter stays whole.

    A paragraph is cut only where it is longer than a piece, between two of its sentences. Title and captions
    go with the first piece, a heading with what stands below it.
    """
    if article.span.end - article.span.start <= most:
        return [Piece(article, range(len(article.paragraphs)))]
    groups: list[list[tuple[int, Span]]] = []
    room = 0
    for number, stretch in _stretches(article, most):
        length = stretch.end - stretch.start
        if length > room:
            groups.append([])
            room = most
        groups[-1].append((number, stretch))
        room -= length
    since = [article.span.start, *(group[-1][1].end for group in groups)]
    return [_piece(article, group, since[number], first=not number) for number, group in enumerate(groups)]


def put_together(article: Article, pieces: Sequence[Piece], analyses: Sequence[Analysis]) -> Analysis:
    """Make one analysis of those of an article's pieces; who has the same name in several is one figure."""
    if len(pieces) == 1:
        return analyses[0]
    figures: dict[str, Figure] = {}
    for analysis in analyses:
        for figure in analysis.figures:
            known = figures.get(figure.name)
            figures[figure.name] = figure if known is None else _joined(known, figure)
    places = {name: place for place, name in enumerate(figures)}

    def place_of(figure: int | None, analysis: Analysis) -> int | None:
        return None if figure is None else places[analysis.figures[figure].name]

    return Analysis(
        article.id,
        sentences=tuple(
            Sentence(sentence.span, piece.paragraphs[sentence.paragraph])
            for piece, analysis in zip(pieces, analyses, strict=True)
            for sentence in analysis.sentences
        ),
        figures=tuple(figures.values()),
        quotations=tuple(
            replace(one, figure=place_of(one.figure, analysis))
            for analysis in analyses
            for one in analysis.quotations
        ),
        reported=tuple(
            replace(one, figure=place_of(one.figure, analysis))
            for analysis in analyses
            for one in analysis.reported
        ),
        dates=tuple(one for analysis in analyses for one in analysis.dates),
    )


def _stretches(article: Article, most: int) -> Iterator[tuple[int, Span]]:
    """Yield the paragraphs, those longer than a piece in parts."""
    for number, paragraph in enumerate(article.paragraphs):
        start = paragraph.start
        if paragraph.end - start > most:
            end = start
            for sentence in split_sentences(article.text, paragraph):
                if sentence.end - start > most and end > start:
                    yield number, Span(start, end)
                    start = sentence.start
                end = sentence.end
        yield number, Span(start, paragraph.end)


def _piece(article: Article, group: Sequence[tuple[int, Span]], since: int, *, first: bool) -> Piece:
    """Make a piece of some paragraphs and the headings among them; `since` is where the one before ended."""
    end = group[-1][1].end
    own = replace(
        article,
        paragraphs=tuple(stretch for _, stretch in group),
        headings=tuple(heading for heading in article.headings if since <= heading.start < end),
        title_span=article.title_span if first else None,
        captions=article.captions if first else (),
    )
    return Piece(own, [number for number, _ in group])


def _joined(one: Figure, other: Figure) -> Figure:
    return replace(
        one,
        mentions=(*one.mentions, *other.mentions),
        roles=(*one.roles, *other.roles),
        other_names=tuple(dict.fromkeys((*one.other_names, *other.other_names))),
        family_name=one.family_name or other.family_name,
        gender=one.gender or other.gender,
        weak=one.weak and other.weak,
        pronouns=(*one.pronouns, *other.pronouns),
        lone=one.lone and other.lone,
    )
