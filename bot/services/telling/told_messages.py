"""Messages that were sent, in the light of what has come since: who else tells it, what sources changed."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from bot.briefing.lines.library import Library
from bot.briefing.lines.quotable import ReadArticle
from bot.briefing.stories.adding import corrections, still_shown, told_as_well
from bot.protocols import DeliveryStore, SubscriptionStore
from bot.services.telling.alert_buttons import alert_buttons
from bot.services.telling.arrivals import Arrivals, Came, Mark
from bot.services.telling.tellings import Earlier
from bot.services.telling.told_articles import ToldArticles, signs_of
from bot.words.answers import Briefing, Item, Section
from bot.words.deliveries import Button, Delivery, Place, Subscription, SubscriptionKind, Telling, Told

Articles = Callable[[Collection[str], Library], Awaitable[Mapping[str, ReadArticle]]]
"""Returns the articles with some ids, those that are gone left out."""
Show = Callable[[Briefing], tuple[str, list[list[Button]]]]
"""Makes a message of an answer, and the buttons it is read on from with."""


@dataclass(frozen=True, slots=True)
class Corrected:
    """What changed in articles a place was told of, the articles as they are now, and that it is told."""

    sections: tuple[Section, ...] = ()
    articles: Mapping[str, ReadArticle] = field(default_factory=dict)
    changes: tuple[Told, ...] = ()


class ToldMessages:
    """Knows what each place was told by itself, and keeps its messages right."""

    def __init__(
        self,
        subscriptions: SubscriptionStore,
        outbox: DeliveryStore,
        arrivals: Arrivals,
        told: ToldArticles,
        articles: Articles,
        show: Show,
    ) -> None:
        """Bring together what that needs."""
        self._subscriptions = subscriptions
        self._outbox = outbox
        self._arrivals = arrivals
        self._told = told
        self._articles = articles
        self._show = show

    async def there(self, place: Place) -> Sequence[Subscription]:
        """Return what brings a place messages that nobody asks for at that moment."""
        kinds = (SubscriptionKind.WATCH, SubscriptionKind.SCHEDULE)
        there = await self._subscriptions.of_chat(place.chat)
        return [one for one in there if one.place == place and one.kind in kinds]

    async def came(
        self, marks: Sequence[Mark], there: Sequence[Subscription], library: Library
    ) -> Sequence[Came]:
        """Return for each mark what came after it; what was told as taken back and is there again is new."""
        came = await self._arrivals.after(marks, library)
        told_to = [one.id for one in there]
        changed = {id_ for its in came for id_ in its.changed}
        tellings = await self._told.among(changed, told_to, library) if changed else {}
        messages = {id_: {one.delivery for one in its} for id_, its in tellings.items()}
        told_in = {one for its in messages.values() for one in its if one is not None}
        cited = {
            one.id: {source.article for source in one.answer.sources}
            for one in await self._outbox.told_in(told_in)
            if one.answer is not None
        }
        again = {
            id_
            for id_, its in messages.items()
            if all(one in cited and id_ not in cited[one] for one in its if one is not None)
            and None not in its
        }
        return [
            Came(
                [*its.new, *(id_ for id_ in its.changed if id_ in again)],
                [id_ for id_ in its.changed if id_ not in again],
                its.told,
            )
            for its in came
        ]

    async def add(self, place: Place, known: Mapping[str, Earlier], library: Library, now: datetime) -> bool:
        """Let messages that told of something name the new articles that only tell it again.

        Returns whether there is one that changes.
        """
        tellings = {one.delivery for earlier in known.values() for one in earlier.tellings if one.delivery}
        if not tellings:
            return False
        watches = {one.id: one for one in await self.there(place) if one.kind is SubscriptionKind.WATCH}
        changed = False
        for delivery in await self._outbox.told_in(tellings):
            assert delivery.answer is not None
            others: dict[str, list[str]] = {}
            told_to: set[int] = set()
            for id_, earlier in known.items():
                its = {one.subscription for one in earlier.tellings if one.delivery == delivery.id}
                if its:
                    others.setdefault(earlier.article, []).append(id_)
                    told_to |= its
            added = await asyncio.to_thread(told_as_well, delivery.answer, others, library)
            if added is None:
                continue
            cited = {item.article for section in added.sections for item in section.items}
            new = {id_ for ids in others.values() for id_ in ids}
            articles = await self._articles((cited | new) & library.cards.keys(), library)
            if not cited <= articles.keys():
                continue  # what has left the corpus is not shown once more, nor taken out of what was told
            shown = still_shown(added, {id_: article.article.text for id_, article in articles.items()})
            html, reading = self._show(shown)
            stories = signs_of_articles([articles[id_] for id_ in sorted(new) if id_ in articles], library)
            mine = [watches[id_] for id_ in sorted(told_to) if id_ in watches]
            changed |= await self._outbox.amend(
                delivery.id,
                shown,
                html,
                int(now.timestamp()),
                buttons=[*reading, *alert_buttons(mine, now)],
                changes=[Told(id_, None, stories=stories) for id_ in sorted(told_to)],
            )
        return changed

    async def corrected(self, place: Place, changed: Collection[str], library: Library) -> Corrected:
        """Return what articles say now in place of lines a place was told of them."""
        if not changed:
            return Corrected()
        ids = [one.id for one in await self.there(place)]
        tellings = await self._told.among(changed, ids, library)
        articles = await self._articles(changed, library)
        messages = {one.delivery for its in tellings.values() for one in its if one.delivery}
        answers = await self._outbox.told_in(messages)
        told: dict[str, list[Item]] = {}
        for item in (
            item for one in answers if one.answer for section in one.answer.sections for item in section.items
        ):
            told.setdefault(item.article, []).append(item)
        corrected = {id_: corrections(told.get(id_, ()), article) for id_, article in articles.items()}
        sections = tuple(section for its in corrected.values() for section in its)
        changes = [
            Told(
                id_,
                None,
                stories=signs_of_articles([articles[one]], library),
                # What has other words that correct nothing is known by these as well from now on.
                delivery=None if corrected[one] else last_telling(its, id_),
            )
            for one, its in sorted(tellings.items())
            for id_ in sorted({telling.subscription for telling in its})
            if one in articles and (corrected[one] or last_telling(its, id_) is not None)
        ]
        return Corrected(sections, articles, tuple(changes))

    async def shown_in(self, chat: int, message: int, library: Library) -> Delivery | None:
        """Return the delivery a message shows, its answer as its sources bear it out now; None where unknown.

        Raises:
            StorageError: the database cannot be read.
        """
        delivery = await self._outbox.shown_in(chat, message)
        if delivery is None or delivery.answer is None:
            return None
        told = delivery.answer
        cited = {item.article for section in told.sections for item in section.items}
        articles = await self._articles(cited & library.cards.keys(), library)
        sections = tuple(
            replace(section, items=tuple(item for item in section.items if item.article in articles))
            for section in told.sections
        )
        texts = {id_: article.article.text for id_, article in articles.items()}
        return replace(delivery, answer=still_shown(replace(told, sections=sections), texts))


def signs_of_articles(articles: Iterable[ReadArticle], library: Library) -> tuple[str, ...]:
    """Return by what some articles are known again once they are told."""
    its = (signs_of(one.article.id, library, one.article, one.analysis.sentences) for one in articles)
    return tuple(sign for signs in its for sign in signs)


def last_telling(tellings: Iterable[Telling], subscription: int | None = None) -> int | None:
    """Return the last message that told something, to one subscription or to any; None where unknown."""
    return max(
        (one.delivery for one in tellings if one.delivery and subscription in (None, one.subscription)),
        default=None,
    )
