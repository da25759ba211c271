"""Which new articles only carry a text again that somebody was told: another outlet's copy is no news."""

from __future__ import annotations

import asyncio
from collections.abc import Collection, Mapping
from heapq import nlargest

from bot.briefing.library import Library
from bot.briefing.reading import ReadArticle
from bot.briefing.stories.traits import traits_of
from bot.corpus.duplicates import alike
from bot.protocols import SubscriptionStore
from bot.services.arrivals import story
from bot.services.reading import ArticlesAtHand

_TERMS = 20  # the heaviest words of an article, by which others like it are looked up
_LOOKED_AT = 8  # articles nearest to one that its text is held against
_NOTHING_NEW = 0.7
"""Share of an article's runs of four words that stand in one told before: one with a paragraph more is news.

Where 6 % of the words are exchanged, nearly four fifths of them stay.
"""


class Copies:
    """Finds copies of what was told."""

    def __init__(self, subscriptions: SubscriptionStore, at_hand: ArticlesAtHand) -> None:
        self._subscriptions = subscriptions
        self._at_hand = at_hand
        # Many watches are held against one new article: what is near it is looked up once.
        self._mark = ""
        self._near: dict[str, list[str]] = {}

    async def among(
        self, new: Mapping[str, ReadArticle], told_to: Collection[int], library: Library
    ) -> frozenset[str]:
        """Return the ids of new articles whose text these subscriptions were told already.

        Raises:
            StorageError: the database cannot be used.
        """
        if self._mark != library.mark:
            self._mark, self._near = library.mark, {}
        near = self._near
        for id_ in new.keys() - near.keys():
            near[id_] = await asyncio.to_thread(_nearest, new[id_], library)
        others = {other for id_ in new for other in near[id_]} - new.keys()
        stories = {story(id_, library): id_ for id_ in others}
        told = await self._subscriptions.told_stories(told_to, stories) if stories else set()
        known = {stories[one] for _, one in told}
        if not known:
            return frozenset()
        read = await self._at_hand.of(known, library)

        def copied() -> frozenset[str]:
            return frozenset(
                id_
                for id_, article in new.items()
                if any(_says_nothing_more(article, read[one]) for one in near[id_] if one in read)
            )

        return await asyncio.to_thread(copied)


def _nearest(article: ReadArticle, library: Library) -> list[str]:
    words = traits_of(article, library).words
    terms = {term: words[term] for term in nlargest(_TERMS, words, key=words.__getitem__)}
    found = library.engine.rank_articles(terms, _LOOKED_AT + 1) if terms else ()
    return [id_ for id_, _ in found if id_ != article.article.id]


def _says_nothing_more(new: ReadArticle, told: ReadArticle) -> bool:
    one, other = new.fingerprint, told.fingerprint
    return alike(one, other) > 0 and len(one & other) >= _NOTHING_NEW * len(one)
