"""What is new: the newest articles, each by its lead."""

from __future__ import annotations

from collections.abc import Mapping

from bot.briefing.citing import sources_of
from bot.briefing.library import Library
from bot.briefing.reading import ReadArticle
from bot.briefing.wording import needs_what_is_before
from bot.models import Briefing, Item, Kind, Section, Status

_MOST = 8
_LEAD = 3  # sentences of an article among which its lead is


def newest_articles(library: Library) -> tuple[str, ...]:
    """Return the ids of the newest articles, newest first."""
    return tuple(library.newest_first(library.cards)[:_MOST])


def brief(library: Library, articles: Mapping[str, ReadArticle]) -> Briefing:
    """Return the newest articles, one line each, newest first."""
    ids = [id_ for id_ in newest_articles(library) if id_ in articles]
    lines = [_lead(articles[id_]) for id_ in ids]
    section = Section("Newest", tuple(line for line in lines if line is not None))
    sections = (section,) if section.items else ()
    return Briefing(
        query="/brief",
        kind=Kind.BRIEF,
        status=Status.FOUND if sections else Status.NONE,
        corpus=library.corpus,
        title="Briefing",
        message=None if sections else "The corpus is empty.",
        sections=sections,
        sources=sources_of(sections, ids, library.cards),
    )


def _lead(article: ReadArticle) -> Item | None:
    """Return the first sentence that needs nothing before it, or simply the first."""
    sentences = article.sentences
    standing = (one for one in sentences[:_LEAD] if not needs_what_is_before(article.article.read(one.span)))
    lead = next(standing, sentences[0] if sentences else None)
    return article.item(lead.utterance) if lead else None
