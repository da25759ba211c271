"""What one room may ask of another: the seams between services and whatever stands behind them."""

from __future__ import annotations

from collections.abc import AsyncIterator, Collection, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from typing import Protocol

from bot.words.answers import Briefing
from bot.words.changes import (
    ArticleFigures,
    CorpusChange,
    Failure,
    Joints,
    KeptAnswer,
    KeptFigure,
    KnownDocument,
    Movement,
    SpelledAlike,
)
from bot.words.deliveries import (
    Arrival,
    Button,
    Delivery,
    Narrowing,
    Place,
    Subscription,
    SubscriptionKind,
    Telling,
    Told,
)
from bot.words.documents import Article
from bot.words.feeds import Feed, FeedCard, Host, ItemStage, ListedItem, WaitingItem
from bot.words.findings import AnalysedArticle, Analysis, KeptTerms
from bot.words.people import Correction, Person
from bot.words.searching import ArticleCard, Hit, IndexedArticle, PhraseUse, Within


class CorpusStore(Protocol):
    """The stored corpus. Every method raises `StorageError` when the database cannot be used."""

    @property
    def figures(self) -> FigureStore:
        """The figures kept of its articles."""

    @property
    def terms(self) -> TermStore:
        """The search terms kept with its articles, where they have to be caught up with."""

    async def revision(self) -> str:
        """Return the corpus revision: a short text that changes with every stored change."""

    async def known_documents(self) -> Mapping[str, KnownDocument]:
        """Return what is stored, by location."""

    async def apply(self, change: CorpusChange) -> str:
        """Store all of `change` in one transaction and return the new revision.

        Raises:
            CorpusMoved: the people were resolved on a revision that is no longer the newest.
        """

    async def movement(self, since: str) -> Movement:
        """Return where the corpus is now, and what has changed since a mark of it, "" for never seen."""

    async def cards(self, ids: Iterable[str] | None = None) -> Sequence[ArticleCard]:
        """Return the cards of the articles named, or of all there are."""

    async def articles(self, ids: Iterable[str]) -> Mapping[str, AnalysedArticle]:
        """Return the articles named, by id; ids that are not stored are left out."""

    def each_article(self) -> AsyncIterator[AnalysedArticle]:
        """Yield every article with its analysis, in order of their ids."""

    async def people(self, keys: Iterable[str] | None = None) -> Sequence[Person]:
        """Return the people with these keys, or all; those a correction hides as well, marked as such.

        The most named come first, those only in captions later, hidden ones last.
        """


class FigureStore(Protocol):
    """The kept figures of articles. Every method raises `StorageError` when the database cannot be used."""

    async def people_edition(self) -> int:
        """Return the edition of what told who is who of the figures, 0 where something else did."""

    def each(self, edition: int) -> AsyncIterator[tuple[str, ArticleFigures]]:
        """Yield the location and the figures of every article they are kept of in this edition."""

    async def without(self, edition: int) -> Sequence[str]:
        """Return the ids of the articles whose figures are not kept in this edition."""

    async def of_documents(self, locations: Iterable[str]) -> Sequence[KeptFigure]:
        """Return the figures of the articles of some documents."""

    async def in_buckets(self, buckets: Iterable[str]) -> Sequence[KeptFigure]:
        """Return the figures filed in some buckets."""

    async def spelled_alike(self, letters: Iterable[str]) -> Sequence[SpelledAlike]:
        """Return the names of some letters, with how they are read and how many figures bear them."""

    async def given_names(self, names: Iterable[str]) -> Mapping[str, int]:
        """Return how many figures bear each of some given names; those nobody bears are left out."""

    async def buckets_with(self, joints: Joints) -> set[str]:
        """Return the buckets of the figures that have any of some joints."""

    async def people_called(self, names: Iterable[str]) -> set[str]:
        """Return the keys of those who bear any of some names, folded."""

    async def keys_beginning(self, slugs: Iterable[str]) -> set[str]:
        """Return the keys of people that are one of some slugs, or go on after it."""


class TermStore(Protocol):
    """The kept search terms of articles. Every method raises `StorageError` as those of the corpus do."""

    async def without(self, edition: int, most: int) -> Sequence[str]:
        """Return the ids of at most so many articles whose terms are not kept in this edition."""

    async def keep(self, terms: Mapping[str, KeptTerms], revision: str) -> bool:
        """Keep the terms of articles, by id, as they are in a revision; say whether it still is the newest.

        Nothing is kept in another one.
        """


class CorrectionLog(Protocol):
    """What was put right about who is who."""

    async def corrections(self) -> Sequence[Correction]:
        """Return every correction ever made, the undone ones too, oldest first."""


class HarmLog(Protocol):
    """Which documents broke the process that read them, by the digest of their bytes, and how.

    Every method raises `StorageError` when the database cannot be used.
    """

    async def known(self, version: int) -> Mapping[str, str]:
        """Return what happened under this version of the analysis; other versions may do better."""

    async def note(self, digest: str, version: int, reason: str) -> None:
        """Note what a document did."""

    async def forget(self, digests: Iterable[str]) -> None:
        """Drop what is noted of some documents: they could be read after all."""


class AnswerCache(Protocol):
    """Answers kept by request and language, each with the revision it is known to be right for."""

    async def cached(self, request: str, language: str) -> KeptAnswer | None:
        """Return the answer kept for exactly this, of whatever revision, or None."""

    async def keep(
        self, request: str, language: str, revision: str, answer: Briefing, basis: str | None = None
    ) -> None:
        """Keep an answer made from a revision; without a basis it is right for that one alone."""

    async def confirm(self, request: str, language: str, since: str, revision: str) -> None:
        """Note that the answer known to be right for one revision is right for a later one."""


class Analyst(Protocol):
    """Reads articles: sentences, people, quotations, dates. The real one works in a child process."""

    def analyse(self, articles: Sequence[Article]) -> AsyncIterator[Analysis | Failure]:
        """Yield one result an article, in order; a failure names the article and never stops the rest."""


class SearchEngine(Protocol):
    """Ranks one state of the corpus, which never changes under whoever asks.

    `limit` bounds what is returned; `within` what is searched. What scores alike stands in reading order.
    """

    @property
    def name(self) -> str:
        """What the engine is called in the settings."""

    @property
    def passages(self) -> int:
        """How many passages there are."""

    def rank(self, terms: Mapping[str, float], limit: int, within: Within | None = None) -> Sequence[Hit]:
        """Return the passages that hold at least one of the weighted terms, best first."""

    def rank_articles(
        self, terms: Mapping[str, float], limit: int, within: Within | None = None
    ) -> Sequence[tuple[str, float]]:
        """Return the articles that hold one of the terms, with their scores, best first.

        An article is scored as one text of all its passages: who asks in a whole sentence asks for words that
        stand far apart.
        """

    def holding(self, concepts: Sequence[Sequence[Sequence[str]]]) -> frozenset[str]:
        """Return the articles with a passage that holds every concept: all the terms of one of its ways."""

    def vocabulary(self) -> Mapping[str, int]:
        """Return every term with the number of passages that hold it."""


class SearchIndex(Protocol):
    """The searchable copy of the corpus, kept in step with it; each method is slow enough for a thread."""

    @property
    def mark(self) -> str:
        """The mark of the corpus this is a copy of, "" where it is a copy of nothing yet."""

    @property
    def on_disk(self) -> bool:
        """Whether it outlives the process."""

    @property
    def for_large_corpora(self) -> bool:
        """Whether it is made for large corpora."""

    def change(self, put: Iterable[IndexedArticle], removed: Collection[str], mark: str) -> None:
        """Take articles in, in the place of what was there under their ids, and others out.

        Raises:
            IndexUnusable: nothing can be written there.
        """

    def engine(self) -> SearchEngine:
        """Return the engine for the state the index is in now."""

    def words(self) -> Mapping[str, str]:
        """Return each word of the corpus with the term it mostly became."""

    def phrases(self, most: int) -> Sequence[PhraseUse]:
        """Return the phrases that may be subjects and that most articles hold, most widely held first."""

    def articles_with(self, phrase: str) -> Sequence[str]:
        """Return the articles that hold a phrase, in reading order."""


class IndexFolder(Protocol):
    """The folder an index on disk lies in."""

    def made(self, name: str) -> str:
        """Return the path of a folder inside, made where it is missing; an `OSError` where it cannot be."""

    def mark(self) -> str | None:
        """Return the mark of the corpus this is a copy of, None for a folder without an index.

        Raises:
            IndexUnusable: it was not finished, is of another edition, or a file of it is damaged.
        """

    def note(self, mark: str) -> None:
        """Note that the index is now a copy of the corpus with this mark."""

    def alone(self) -> AbstractContextManager[None]:
        """Keep every other process from writing here while the body runs; inside itself it changes nothing.

        Raises:
            IndexUnusable: another process keeps writing, or nothing can be written.
        """

    def clear(self) -> None:
        """Take out everything; only to be called `alone`."""

    def size(self) -> int:
        """Return how many bytes the index takes on disk."""


class SubscriptionStore(Protocol):
    """The watches and schedules of chats, and what has arrived for them; times in seconds since 1970.

    What is due leaves out chats the bot may not write in.
    """

    async def add(
        self,
        place: Place,
        kind: SubscriptionKind,
        words: str,
        *,
        seen: int,
        timetable: str | None = None,
        zone: str | None = None,
        due: int | None = None,
        asked_by: int | None = None,
    ) -> Subscription:
        """Store a watch or a schedule."""

    async def asked_for_by(self, person: int) -> Sequence[Subscription]:
        """Return those somebody asked for, in whatever chat, oldest first."""

    async def briefed(self, chat: int, seen: int, now: int, stories: Sequence[str], words: str = "") -> None:
        """Note up to where a chat was briefed when it asked, of everything or on words, and the stories."""

    async def narrow(self, id_: int, words: str, narrowed: Narrowing | None) -> None:
        """Let a watch leave out more."""

    async def become_schedule(self, id_: int, timetable: str, zone: str, due: int, now: int) -> None:
        """Make a schedule of a watch, which goes on from what it has seen."""

    async def of_chat(self, chat: int, kind: SubscriptionKind | None = None) -> Sequence[Subscription]:
        """Return those of a chat, oldest first."""

    async def remove(self, chat: int, ids: Collection[int]) -> int:
        """Delete some of a chat; return how many there were."""

    async def mute(self, chat: int, ids: Collection[int], until: int | None) -> int:
        """Let some watches of a chat be quiet until then; return how many there are."""

    async def move_due(self, id_: int, zone: str, due: int) -> None:
        """Store the next time of a schedule, worked out in a zone."""

    async def retime(self, id_: int, timetable: str, due: int) -> None:
        """Store another timetable of a schedule, and its next time."""

    async def schedules_due(self, now: int) -> Sequence[Subscription]:
        """Return the schedules whose time has come."""

    async def next_due(self) -> int | None:
        """Return when the next schedule is due."""

    async def watches_behind(self, number: int, now: int) -> Sequence[Subscription]:
        """Return the watches that have not looked at arrivals up to `number` and are not muted."""

    async def looked(self, ids: Collection[int], number: int) -> None:
        """Note that some watches have looked at arrivals up to `number` and found nothing."""

    async def zones_changed(self, default: str) -> Sequence[tuple[Subscription, str]]:
        """Return the schedules whose chat has another zone now, with it."""

    async def told_stories(self, ids: Collection[int], stories: Iterable[str]) -> set[Telling]:
        """Return which of some stories some subscriptions were told."""

    async def newest_arrival(self) -> int:
        """Return the number of the last arrival, 0 before the first."""

    async def known_digests(self, among: Iterable[str]) -> set[str]:
        """Return which of some documents, by their digests, have articles that arrived."""

    async def arrive(self, articles: Sequence[tuple[str, str, str]]) -> int:
        """Number the articles that have not come before; return how many those are."""

    async def arrivals_after(self, number: int) -> Sequence[Arrival]:
        """Return what has arrived after the one with this number, in order."""


class DeliveryStore(Protocol):
    """The outbox; times in seconds since 1970."""

    async def write(
        self,
        place: Place,
        window: str,
        html: str,
        now: int,
        *,
        buttons: Sequence[Sequence[Button]] = (),
        changes: Sequence[Told] = (),
        answer: Briefing | None = None,
    ) -> bool:
        """Write a message down, one a place and window, with what it changes of its subscriptions."""

    async def told_in(self, ids: Collection[int]) -> Sequence[Delivery]:
        """Return those of some deliveries whose answer is known."""

    async def shown_in(self, chat: int, message: int) -> Delivery | None:
        """Return the delivery whose message this is, where its answer is known."""

    async def amend(
        self,
        id_: int,
        answer: Briefing,
        html: str,
        now: int,
        *,
        buttons: Sequence[Sequence[Button]] = (),
        changes: Sequence[Told] = (),
    ) -> bool:
        """Let a delivery show another answer, also where it has been sent; return whether there is one."""

    async def has(self, place: Place, window: str) -> bool:
        """Say whether a place has its message for a window."""

    async def recover(self) -> int:
        """Sort out what a crash interrupted; return how many those were."""

    async def due(self, now: int, most: int, without: Collection[int] = ()) -> Sequence[Delivery]:
        """Return what is to be sent now but to some chats: what was not tried yet, then the oldest first."""

    async def next_time(self, without: Collection[int] = ()) -> int | None:
        """Return when the next one may be tried that is not for some chats."""

    async def leaves(self, id_: int, version: int) -> bool:
        """Note that a message is on its way; return whether it was still waiting, and as it was read."""

    async def arrived(self, id_: int, message: int) -> None:
        """Note that Telegram took a message."""

    async def postpone(self, id_: int, not_before: int, reason: str) -> None:
        """Note that a message certainly did not arrive and is to be tried again."""

    async def doubt(self, id_: int, not_before: int, reason: str) -> None:
        """Note that nobody knows whether a message arrived."""

    async def fail(self, id_: int, reason: str) -> None:
        """Note that a message will not be sent."""

    async def give_up(self, chat: int, reason: str) -> int:
        """Give up everything on its way to a chat, as not told; return how many messages that were."""

    async def heard(self, now: int) -> None:
        """Note that Telegram answered now."""

    async def forget_old(self, now: int) -> None:
        """Delete what was sent or given up long ago."""


class FeedStore(Protocol):
    """Feeds and the items they list; times in seconds since 1970."""

    async def add(self, given: str, name: str | None, now: int) -> tuple[Feed, bool]:
        """Follow an address from now on; return the feed, and whether it was not followed yet."""

    async def add_all(self, named: Sequence[tuple[str, str | None]], now: int) -> int:
        """Follow addresses, each with a name or none; return how many were not followed yet."""

    async def at(self, address: str) -> Feed | None:
        """Return the feed that is visited at an address."""

    async def remove(self, feed: int) -> None:
        """Follow a feed no more, and forget its items."""

    async def all(self) -> Sequence[Feed]:
        """Return every feed, in the order they were followed."""

    async def cards(self, now: int) -> Sequence[FeedCard]:
        """Return every feed with figures of its items."""

    async def due(self, now: int, most: int) -> Sequence[Feed]:
        """Return the feeds to be visited now, those that have waited longest first."""

    async def visited(self, feed: Feed, items: Sequence[ListedItem] = (), most: int | None = None) -> int:
        """Store what came of a visit and what it listed, at most so many items of it as waiting.

        Returns how many items are to be taken in, new or changed.
        """

    async def waiting(self, now: int, most: int) -> Sequence[WaitingItem]:
        """Return items to be taken in now, of every feed in turn and the newest of each first."""

    async def taken(self, items: Sequence[WaitingItem]) -> None:
        """Note that items are in the corpus as they were listed."""

    async def put_off(self, item: WaitingItem, not_before: int, wrong: str | None) -> None:
        """Note that an item could not be had, and is to be tried again; without `wrong`, through no fault."""

    async def turn_to(self, item: WaitingItem, stage: ItemStage, wrong: str) -> None:
        """Note why an item's page will not be had: its own text is next, or nothing."""

    async def host(self, name: str) -> Host:
        """Return what is known of a host; of one never asked, nothing."""

    async def keep_host(self, host: Host) -> None:
        """Keep what is known of a host now."""
