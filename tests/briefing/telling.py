"""Adds to small articles what an analysis would find in them: dates, who says what, pronouns, roles."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from bot.briefing.composing import compose
from bot.briefing.lines.library import Library
from bot.briefing.lines.quotable import ReadArticle
from bot.briefing.plans import plan
from bot.dialogue import parse
from bot.words.answers import Briefing, Item
from bot.words.documents import Basis, Precision
from bot.words.findings import (
    AnalysedArticle,
    Attribution,
    DateMention,
    Quotation,
    ReportedStatement,
    RoleMention,
    Tenure,
)
from bot.words.spans import Span
from tests.makers import make_library

_PRECISIONS = {4: Precision.YEAR, 7: Precision.MONTH, 10: Precision.DAY}


def telling(
    article: AnalysedArticle,
    *,
    dates: Mapping[str, str] | None = None,
    says: Mapping[str, str] | None = None,
    reports: Mapping[str, str] | None = None,
    pronouns: Mapping[str, str] | None = None,
    roles: Mapping[str, Sequence[tuple[str, Tenure]]] | None = None,
    cue: str | None = None,
) -> AnalysedArticle:
    """Return an article with more in its analysis.

    Args:
        article: as made, with its people.
        dates: what the text says, and the ISO date it means.
        says: words in quotation marks (without them), and who says them.
        reports: sentences, and whose statement they report.
        pronouns: beginnings of sentences, and for whom their first word stands.
        roles: of each person, as the text words them.
        cue: the verb with which everything is said.
    """
    text = article.article.text
    names = [figure.name for figure in article.analysis.figures]

    def place(words: str) -> Span:
        start = text.index(words)
        return Span(start, start + len(words))

    figures = [
        replace(
            figure,
            pronouns=tuple(
                Span(place(start).start, place(start).start + len(start.split()[0]))
                for start, name in (pronouns or {}).items()
                if name == figure.name
            ),
            roles=figure.roles
            + tuple(
                RoleMention(place(words), tenure) for words, tenure in (roles or {}).get(figure.name, ())
            ),
        )
        for figure in article.analysis.figures
    ]
    return replace(
        article,
        analysis=replace(
            article.analysis,
            figures=tuple(figures),
            quotations=article.analysis.quotations
            + tuple(
                Quotation(
                    (place(words),),
                    Attribution.NAMED,
                    figure=names.index(name),
                    cue=place(cue) if cue else None,
                )
                for words, name in (says or {}).items()
            ),
            reported=tuple(
                ReportedStatement(place(words), Attribution.NAMED, figure=names.index(name))
                for words, name in (reports or {}).items()
            ),
            dates=tuple(
                DateMention(place(words), value, _PRECISIONS[len(value)], Basis.STATED)
                for words, value in (dates or {}).items()
            ),
        ),
    )


def ask(message: str, *articles: AnalysedArticle) -> Briefing:
    """Return the answer to a message from a corpus of some articles."""
    return ask_of(make_library(*articles), message)


def ask_of(corpus: tuple[Library, Mapping[str, ReadArticle]], message: str) -> Briefing:
    """Return the answer to a message from a corpus that is made already."""
    library, read = corpus
    request = parse(message)
    assert request is not None
    planned = plan(request, library)
    return compose(planned, library, {id_: read[id_] for id_ in planned.articles})


def section(answer: Briefing, heading: str) -> list[Item]:
    """Return the lines under a heading, none where it is not there."""
    return [item for one in answer.sections if one.heading == heading for item in one.items]


def texts(answer: Briefing, heading: str) -> list[str]:
    """Return the lines under a heading as they are shown."""
    return [item.text for item in section(answer, heading)]
