"""What is new: the newest articles, those of one story by the lead of its newest."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from bot.briefing.lines.citing import sources_of
from bot.briefing.lines.library import Library
from bot.briefing.lines.quotable import ReadArticle
from bot.briefing.stories.joining import Story, stories_of
from bot.briefing.stories.story_lines import story_line
from bot.briefing.stories.traits import traits_of
from bot.languages.saying import in_figures, say, say_count
from bot.views.dates import readable_date
from bot.words.answers import Briefing, Kind, Section, Status

_MOST = 8
_FIRST = "the beginning"
_WRITTEN = re.compile(
    rf"since (\d{{4}}-\d\d-\d\dT\d\d:\d\d|{_FIRST}), (\d{{1,9}}) new:((?: \S+)*)(?:\non (.+))?", re.ASCII
)


def newest_articles(library: Library) -> tuple[str, ...]:
    """Return the ids of the newest articles, newest first."""
    return tuple(library.by_date[:_MOST])


@dataclass(frozen=True, slots=True)
class CatchUp:
    """What a chat that asks is briefed on: written down as the words of a request, it stays the same later.

    `since` is the minute of the chat's last briefing by its own clock ("2025-01-06T08:30"), None before the
    first. `articles` are told, newest first, of the `new` there are. `on` is what it is on, empty for
    everything; the first on something is of all there is.
    """

    since: str | None
    articles: tuple[str, ...] = ()
    new: int = 0
    on: str = ""

    def written(self) -> str:
        """Return it as the words of a request."""
        told = f"since {self.since or _FIRST}, {self.new} new: {' '.join(self.articles)}".rstrip()
        return f"{told}\non {self.on}" if self.on else told

    @classmethod
    def read(cls, words: str) -> CatchUp | None:
        """Return what `written` wrote; None when the words are anything else."""
        found = _WRITTEN.fullmatch(words)
        if found is None:
            return None
        since = None if found[1] == _FIRST else found[1]
        return cls(since, tuple((found[3] or "").split()), int(found[2]), found[4] or "")


def brief(library: Library, articles: Mapping[str, ReadArticle]) -> Briefing:
    """Return the newest articles, one line a story, newest first."""
    ids = [id_ for id_ in newest_articles(library) if id_ in articles]
    return _briefing(say("Newest"), ids, library, articles, say("The corpus is empty."))


def brief_on(catch_up: CatchUp, library: Library, articles: Mapping[str, ReadArticle]) -> Briefing:
    """Return what a chat that asked is briefed on, one line a story, newest first.

    Articles that have left the corpus since are left out.
    """
    ids = [id_ for id_ in catch_up.articles if id_ in articles and id_ in library.cards]
    if catch_up.since is None:
        made = _briefing(say("Newest"), ids, library, articles, say("The corpus is empty."))
        told = say("The newest of everything. From now on, /brief tells what is new since the last briefing.")
        return replace(made, message=told) if ids else made
    when = say("{day}, {time}", day=readable_date(catch_up.since[:10]), time=catch_up.since[11:])
    if not catch_up.articles:
        nothing = say("Nothing new since your last briefing, {when}.", when=when)
        return _briefing("", (), library, articles, nothing)
    gone = say("What was new then is no longer in the corpus.")
    made = _briefing(say("New"), ids, library, articles, gone)
    told = say("New since your last briefing, {when}.", when=when)
    if catch_up.new > len(catch_up.articles):
        told += " " + told_of(catch_up.new, len(catch_up.articles))
    return replace(made, message=told) if ids else made


def told_of(new: int, shown: int) -> str:
    """Return in words how many articles are new, of which only the newest are shown."""
    return say_count(
        "{count} article is new; the newest {shown} are here.",
        "{count} articles are new; the newest {shown} are here.",
        new,
        shown=in_figures(shown),
    )


def _briefing(
    heading: str, ids: Sequence[str], library: Library, articles: Mapping[str, ReadArticle], nothing: str
) -> Briefing:
    told = stories_of(traits_of(articles[id_], library) for id_ in ids)
    lines = [story_line(story, library, articles) for story in _in_order(told, ids)]
    section = Section(heading, tuple(line for line in lines if line is not None))
    sections = (section,) if section.items else ()
    return Briefing(
        query="/brief",
        kind=Kind.BRIEF,
        status=Status.FOUND if sections else Status.NONE,
        corpus=library.corpus,
        title=say("Briefing"),
        message=None if sections else nothing,
        sections=sections,
        sources=sources_of(sections, ids, library.cards),
    )


def _in_order(stories: Sequence[Story], ids: Sequence[str]) -> list[Story]:
    """Return stories in the order of their newest articles among some."""
    place = {id_: number for number, id_ in enumerate(ids)}
    return sorted(stories, key=lambda story: min(place[id_] for id_ in story.articles))
