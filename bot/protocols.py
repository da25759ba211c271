"""What one room may ask of another: the seams between services and whatever stands behind them."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable, Mapping, Sequence
from typing import Protocol

from bot.models import (
    AnalysedArticle,
    Analysis,
    Article,
    ArticleCard,
    Briefing,
    CorpusChange,
    Failure,
    Hit,
    KnownDocument,
    Passage,
    Person,
)


class CorpusStore(Protocol):
    """The stored corpus. Every method raises `StorageError` when the database cannot be used."""

    async def revision(self) -> str:
        """Return the corpus revision: a short text that changes with every stored change."""

    async def known_documents(self) -> Mapping[str, KnownDocument]:
        """Return what is stored, by location."""

    async def apply(self, change: CorpusChange) -> str:
        """Store all of `change` in one transaction and return the new revision."""

    async def cards(self) -> Sequence[ArticleCard]:
        """Return the card of every article, in order of their ids."""

    async def articles(self, ids: Iterable[str]) -> Mapping[str, AnalysedArticle]:
        """Return the articles named, by id; ids that are not stored are left out."""

    def each_article(self) -> AsyncIterator[AnalysedArticle]:
        """Yield every article with its analysis, in order of their ids."""

    async def people(self) -> Sequence[Person]:
        """Return every person of the corpus."""


class AnswerCache(Protocol):
    """Answers kept by request, language and corpus revision."""

    async def cached(self, request: str, language: str, revision: str) -> Briefing | None:
        """Return the answer kept for exactly this, or None."""

    async def keep(self, request: str, language: str, revision: str, answer: Briefing) -> None:
        """Keep an answer; answers of other revisions may be dropped."""


class Analyst(Protocol):
    """Reads articles: sentences, people, quotations, dates. The real one works in a child process."""

    def analyse(self, articles: Sequence[Article]) -> AsyncIterator[Analysis | Failure]:
        """Yield one result an article, in order; a failure names the article and never stops the rest."""


class SearchEngine(Protocol):
    """Ranks passages for the terms of a query."""

    def add(self, passages: Iterable[Passage]) -> None:
        """Add passages to the index."""

    def remove(self, articles: Iterable[str]) -> None:
        """Take out every passage of the articles named."""

    def rank(self, terms: Mapping[str, float], limit: int) -> Sequence[Hit]:
        """Return the passages that hold at least one of the weighted terms, best first, at most `limit`."""

    def vocabulary(self) -> Mapping[str, int]:
        """Return every term with the number of passages that hold it."""
