"""What of the new articles only tells again what a chat was told: a copy, or a later telling, is no news."""

from __future__ import annotations

import asyncio
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from heapq import nlargest

from bot.briefing.lines.library import Library
from bot.briefing.lines.quotable import ReadArticle
from bot.briefing.stories.retelling import retells, says_nothing_more
from bot.briefing.stories.traits import traits_of
from bot.services.answering.kept_ready import ArticlesAtHand
from bot.services.telling.told_articles import ToldArticles
from bot.words.answers import Item
from bot.words.deliveries import Telling

_TERMS = 20  # the heaviest words of an article, by which others like it are looked up
_LOOKED_AT = 8  # articles nearest to one that its text is held against
_FEW = 60  # articles of a corpus in which no word is rare: each is held against all of them


@dataclass(frozen=True, slots=True)
class Earlier:
    """The article that told before what a new one tells, and when it was told to whom."""

    article: str
    tellings: tuple[Telling, ...]


class Tellings:
    """Finds what was told already."""

    def __init__(self, told: ToldArticles, at_hand: ArticlesAtHand) -> None:
        self._told = told
        self._at_hand = at_hand
        # Many watches are held against one new article: what is near it is looked up once.
        self._mark = ""
        self._near: dict[str, list[str]] = {}

    async def before(
        self,
        lines: Mapping[str, Item],
        new: Mapping[str, ReadArticle],
        told_to: Collection[int],
        library: Library,
    ) -> Mapping[str, Earlier]:
        """Return, by id, the new articles that tell nothing these subscriptions were not told.

        Args:
            lines: what would be told of each new article.
            new: the articles.
            told_to: ids of subscriptions.
            library: the corpus.

        Raises:
            StorageError: the database cannot be used.
        """
        if self._mark != library.mark:
            self._mark, self._near = library.mark, {}
        near = self._near
        for id_ in new.keys() - near.keys():
            near[id_] = await asyncio.to_thread(_nearest, new[id_], library)
        others = {other for id_ in new for other in near[id_]} - new.keys()
        found = await self._told.among(others & library.cards.keys(), told_to, library)
        tellings = {
            id_: tuple(sorted(its, key=lambda one: (one.delivery or 0, one.subscription, one.story)))
            for id_, its in found.items()
        }
        if not tellings:
            return {}
        read = await self._at_hand.of(tellings.keys(), library)

        def told_before() -> dict[str, Earlier]:
            known: dict[str, Earlier] = {}
            for id_, article in new.items():
                told = [read[one] for one in near[id_] if one in read]
                line = lines[id_]
                first = next((one for one in told if says_nothing_more(line, article, one)), None)
                if first is None:
                    first = next((one for one in told if retells(line, article, one, library)), None)
                if first is not None:
                    known[id_] = Earlier(first.article.id, tellings[first.article.id])
            return known

        return await asyncio.to_thread(told_before)


def _nearest(article: ReadArticle, library: Library) -> list[str]:
    if len(library.cards) <= _FEW:
        return [id_ for id_ in library.cards if id_ != article.article.id]
    words = traits_of(article, library).words
    terms = {term: words[term] for term in nlargest(_TERMS, words, key=words.__getitem__)}
    found = library.engine.rank_articles(terms, _LOOKED_AT + 1) if terms else ()
    return [id_ for id_, _ in found if id_ != article.article.id]
