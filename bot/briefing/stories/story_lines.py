"""A story as one line: the lead of its newest article, how many tell it, and when it began."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from bot.briefing.lines.asked_words import needs_what_is_before
from bot.briefing.lines.library import Library
from bot.briefing.lines.quotable import ReadArticle
from bot.briefing.stories.joining import Story
from bot.languages.saying import in_figures, say, say_count
from bot.views.dates import readable_date
from bot.words.answers import DateOf, Item

_CITED = 5  # further articles of a story that are numbered
_LEAD = 3  # sentences of an article among which its lead is
_FEWEST_TERMS = 4  # search terms of a sentence that tells news: fewer stand in a caption or a standfirst


def lead_of(article: ReadArticle) -> Item | None:
    """Return the first sentence that is no caption and needs nothing before it, or simply the first."""
    sentences = article.sentences
    standing = (
        one
        for one in sentences[:_LEAD]
        if len(one.read.stems) >= _FEWEST_TERMS and not needs_what_is_before(article.article.read(one.span))
    )
    lead = next(standing, sentences[0] if sentences else None)
    return article.item(lead.utterance) if lead else None


def story_line(story: Story, library: Library, articles: Mapping[str, ReadArticle]) -> Item | None:
    """Return the line of a story, None where its newest article has no sentence.

    Args:
        story: of articles that were read.
        library: the corpus.
        articles: those read.
    """
    newest, *others = story.articles
    lead = lead_of(articles[newest])
    if lead is None:
        return None
    published = library.dated_day(newest) or None
    also = tuple(others[:_CITED])
    dated = replace(lead, date=published, date_of=DateOf.ARTICLE if published else None, also=also)
    return replace(dated, note=_counted(story, library)) if others else dated


def _counted(story: Story, library: Library) -> str:
    """Say how many articles a story has, how many of them are no reprints, and when it began."""
    told = say_count(
        "{count} article, {independent} independent",
        "{count} articles, {independent} independent",
        len(story.articles),
        independent=in_figures(story.independent),
    )
    days = [day for id_ in story.articles if (day := library.dated_day(id_))]
    if len(set(days)) > 1:
        told += ", " + say("since {date}", date=readable_date(min(days), short=True))
    return told
