"""What has arrived in the corpus, in the order it came, and what of it somebody was not told yet."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.briefing.lines.library import Library
from bot.protocols import CorpusStore, SubscriptionStore
from bot.services.telling.subscription_rules import Served
from bot.services.telling.told_articles import ToldArticles
from bot.words.deliveries import Subscription, SubscriptionKind
from bot.words.findings import AnalysedArticle

_BATCH = 50  # articles read at once to be numbered


@dataclass(frozen=True, slots=True)
class Mark:
    """Up to where somebody was told: the last arrival looked at, and when (seconds since 1970), if ever.

    `of` are the subscriptions whose stories count as told; `beside` those whose messages come to the same
    place, with what each has seen.
    """

    seen: int
    told: int | None
    of: frozenset[int]
    beside: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Came:
    """What has come beyond a mark, by article id: `new`, and `changed` since somebody was told of it.

    `told` is what somebody was told meanwhile as it is, in the same place, by another subscription.
    """

    new: list[str]
    changed: list[str]
    told: list[str]


class Arrivals:
    """Numbers what comes, and knows what is new beyond a mark."""

    def __init__(self, served: Served, corpus: CorpusStore, subscriptions: SubscriptionStore) -> None:
        self._served = served
        self._corpus = corpus
        self._subscriptions = subscriptions
        self._told = ToldArticles(corpus, subscriptions)
        self._noticed = ""

    async def notice(self) -> int:
        """Number what has arrived in the corpus since it was last looked at.

        Only documents that changed are looked into, so a new way of reading old ones makes nothing new.

        Returns:
            How many articles are new.

        Raises:
            StorageError: the database cannot be used.
        """
        movement = await self._corpus.movement(self._noticed)
        if movement.mark == self._noticed or movement.mark != self._served.library.mark:
            return 0  # what is newer is looked at once it is served
        ids = await self._changed() if movement.put is None else sorted(movement.put)
        new, fresh = 0, set[str]()  # the documents that arrive now: one may have articles in two batches
        for start in range(0, len(ids), _BATCH):
            batch = await self._corpus.articles(ids[start : start + _BATCH])
            digests = {one.article.document.digest for one in batch.values()} - fresh
            fresh |= digests - await self._subscriptions.known_digests(digests)
            rows = [
                (id_, fingerprint(one), one.article.document.digest)
                for id_, one in batch.items()
                if one.article.document.digest in fresh
            ]
            new += await self._subscriptions.arrive(rows)
        self._noticed = movement.mark
        return new

    async def _changed(self) -> list[str]:
        """Return the articles of all documents that have not arrived yet."""
        documents = await self._corpus.known_documents()
        known = await self._subscriptions.known_digests(one.digest for one in documents.values())
        return sorted(id_ for one in documents.values() if one.digest not in known for id_ in one.articles)

    async def newest(self) -> int:
        """Return the number of the last arrival.

        To be asked for before the library that is told from: everything up to it was served by then.
        """
        return await self._subscriptions.newest_arrival()

    async def mark(self, subscription: Subscription, there: Sequence[Subscription] = ()) -> Mark:
        """Return up to where a subscription was told; one on everything shares what its chat was told.

        Args:
            subscription: a watch or a schedule.
            there: what else brings messages to its place, where that is to count.
        """
        if subscription.kind is SubscriptionKind.WATCH or subscription.words:
            mark = Mark(subscription.seen, subscription.told, frozenset({subscription.id}))
        else:
            mark = await self.mark_of_chat(subscription.place.chat)
        return replace(mark, beside=tuple((one.id, one.seen) for one in there if one.id not in mark.of))

    async def mark_of_chat(self, chat: int, words: str = "") -> Mark:
        """Return up to where a chat was briefed on everything, by its schedules or because it asked.

        With words, up to where it was briefed on them because it asked.
        """
        rows = [
            one
            for one in await self._subscriptions.of_chat(chat)
            if one.words == words
            and (one.kind is SubscriptionKind.BRIEF if words else one.kind is not SubscriptionKind.WATCH)
        ]
        told = [one.told for one in rows if one.told is not None]
        seen = max((one.seen for one in rows), default=0)
        return Mark(seen, max(told, default=None), frozenset(one.id for one in rows))

    async def since(self, marks: Sequence[Mark], library: Library) -> list[list[str]]:
        """Return for each mark the articles that came after it and whose story was not told, in order."""
        return [came.new for came in await self.after(marks, library)]

    async def after(self, marks: Sequence[Mark], library: Library) -> list[Came]:
        """Return for each mark the articles that came after it, in order.

        Raises:
            StorageError: the database cannot be read.
        """
        if not marks:
            return []
        arrived = await self._subscriptions.arrivals_after(min(mark.seen for mark in marks))
        numbers = {one.article: one.number for one in arrived if one.article in library.cards}
        ids = {id_ for mark in marks for id_ in (*mark.of, *(one for one, _ in mark.beside))}
        tellings = await self._told.among(numbers, ids, library)
        told_to = {id_: {one.subscription for one in its} for id_, its in tellings.items()}

        def came(mark: Mark) -> Came:
            new, changed, told = list[str](), list[str](), list[str]()
            for id_, number in numbers.items():
                its = told_to.get(id_, frozenset[int]())
                if number <= mark.seen:
                    continue
                if mark.of & its:
                    changed.append(id_)
                elif any(one in its and number <= seen for one, seen in mark.beside):
                    told.append(id_)
                else:
                    new.append(id_)
            return Came(new, changed, told)

        return [came(mark) for mark in marks]


def fingerprint(analysed: AnalysedArticle) -> str:
    """Return what stands for an article's words, whatever its id, file and spacing."""
    article = analysed.article
    words = [article.title, *(article.read(paragraph) for paragraph in article.paragraphs)]
    text = " ".join(" ".join(words).split())
    return hashlib.sha256(text.encode(errors="replace")).hexdigest()
