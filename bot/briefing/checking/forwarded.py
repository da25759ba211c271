"""What a text somebody forwards or pastes tells, before anything is asked of it: whom it names, whether the
corpus holds it, and who is quoted in it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from bot.briefing.lines.library import Library
from bot.briefing.lines.quotable import ReadArticle
from bot.corpus.duplicates import alike, is_reprint
from bot.words.findings import Figure
from bot.words.pasted import Held, NamedInNews, PastedNews, QuotedInNews

_THE_SAME = 0.9  # share of the shingles of both texts from which it is the article itself, not a reprint
_MOST_NAMED, _MOST_QUOTED = 8, 3


def news_in(text: ReadArticle, library: Library, articles: Mapping[str, ReadArticle]) -> PastedNews:
    """Return what a text tells.

    Args:
        text: the text, read as an article.
        library: the corpus.
        articles: those of the corpus that are likest to it.
    """
    figures = [one for one in text.analysis.figures if not one.weak and not one.lone]
    figures.sort(key=lambda one: -len(one.mentions))
    named = [_named(one, library) for one in figures]
    quoted = [
        QuotedInNews(
            " … ".join(text.article.read(part) for part in one.parts), text.speaker(one), one.attribution
        )
        for one in text.analysis.quotations
        if text.is_whole(one)
    ]
    held, article = _held(text, articles.values())
    return PastedNews(
        named=tuple(named[:_MOST_NAMED]),
        held=held,
        article=article,
        title=articles[article].article.title if article is not None else None,
        quoted=tuple(quoted[:_MOST_QUOTED]),
        further_named=max(0, len(named) - _MOST_NAMED),
        further_quoted=max(0, len(quoted) - _MOST_QUOTED),
    )


def _named(figure: Figure, library: Library) -> NamedInNews:
    finding = library.directory.find(figure.name)
    if finding.person is not None and finding.how != "spelling":
        return NamedInNews(finding.person.name, len(finding.person.appearances), 1)
    return NamedInNews(figure.name, 0, len(finding.people) if finding.ambiguous else 0)


def _held(text: ReadArticle, articles: Iterable[ReadArticle]) -> tuple[Held, str | None]:
    """Return whether one of some articles is the text, whole or nearly, or has most of its words."""
    own = text.fingerprint
    best = max(articles, key=lambda one: alike(own, one.fingerprint), default=None)
    if best is None or not is_reprint(own, best.fingerprint):
        return Held.NO, None
    longer = max(len(own), len(best.fingerprint))
    same = len(own & best.fingerprint) >= _THE_SAME * longer
    return (Held.YES if same else Held.REPRINT), best.article.id
