"""A small corpus in a real database, with everything that answers from it and puts right who is who."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Callable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager, nullcontext
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

from bot.corpus.formats.readers import ReadInput
from bot.dialogue import parse
from bot.errors import UnreadableDocument
from bot.people.resolver import resolve
from bot.services.answering.answer import Answers
from bot.services.answering.curation import Curation
from bot.services.taking_in import one_input as documents
from bot.services.taking_in.fetching import Fetched
from bot.services.taking_in.ingest import Ingest
from bot.words.answers import Briefing, ItemKind
from bot.words.changes import CorpusChange, Failure
from bot.words.documents import Article, Document
from bot.words.findings import AnalysedArticle, Analysis
from storage.database import Database
from storage.kept.answers import KeptAnswers
from storage.kept.articles import StoredCorpus
from storage.kept.corrections import StoredCorrections
from storage.kept.harm import StoredHarm
from tests.makers import make_article

ArticlesOf = Callable[[Document], tuple[Article, ...]]

ADA = make_article(
    "001",
    "Fish\nMinister Ada Lind spoke in Bergen. “Fish is dear this winter,” Lind said.",
    people={"Ada Lind": ["Lind"]},
    roles={"Ada Lind": "Minister"},
    says="Ada Lind",
)
ADELE = make_article(
    "002",
    "Ships\nSenator Adele Lynd left Oslo. “The harbour will be dug out,” Adele Lynd said.",
    people={"Adele Lynd": []},
    says="Adele Lynd",
)
BOTH = make_article(
    "003",
    "Cod\nAda Lind and Adele Lynd met. “Cod comes first for us all,” Adele Lynd said.",
    people={"Ada Lind": [], "Adele Lynd": []},
    says="Adele Lynd",
)
MISSILE = make_article(
    "004",
    "Tests\nPolarfox flew over the sea. “The test was a great success,” Polarfox said.",
    people={"Polarfox": []},
    says="Polarfox",
)
NEW = make_article("005", "Ice\nAdele Lynd skated.", people={"Adele Lynd": []})


class ReaderHere:
    """Reads where it is called, and splits as it is told to."""

    def __init__(self, split: ArticlesOf) -> None:
        self._split = split

    def kept(self) -> AbstractAsyncContextManager[None]:
        return nullcontext()

    async def lines_in(self, path: Path, location: str) -> tuple[Mapping[str, str], tuple[Failure, ...]]:
        return documents.lines_in(path, location)

    async def read_file(self, path: Path, location: str) -> ReadInput:
        return documents.read_file(path, location)

    async def read_page(self, page: Fetched) -> ReadInput:
        return documents.read_page(page)

    async def split(self, document: Document) -> tuple[Article, ...]:
        try:
            return self._split(document)
        except Exception as error:
            raise UnreadableDocument(
                f"{document.file}: the page could not be split into articles."
            ) from error


@dataclass
class ReadyAnalyst:
    """Has its analyses from before, and gives them out once `gate` is open."""

    ready: dict[str, Analysis] = field(default_factory=dict)
    gate: asyncio.Event = field(default_factory=asyncio.Event)
    reached: asyncio.Event = field(default_factory=asyncio.Event)

    async def analyse(self, articles: Sequence[Article]) -> AsyncGenerator[Analysis | Failure, None]:
        for article in articles:
            self.reached.set()
            await self.gate.wait()
            yield self.ready[article.id]


class House:
    """The corpus; the clock stands still. What splits documents can be replaced."""

    def __init__(self, database: Database) -> None:
        self.store = StoredCorpus(database)
        self.log = StoredCorrections(database)
        self.cache = KeptAnswers(database)
        self.analyst = ReadyAnalyst()
        self.split: ArticlesOf = lambda _: ()
        self.ingest = Ingest(
            self.store,
            self.analyst,
            corrections=self.log,
            reader=ReaderHere(lambda document: self.split(document)),
            harm=StoredHarm(database),
            analysis_version=1,
        )
        self.curation = Curation(self.ingest, self.log, now=lambda: datetime(2024, 11, 26, 8, 30, tzinfo=UTC))
        self.known: dict[str, AnalysedArticle] = {}
        self.answers: Answers

    @classmethod
    async def open(cls, database: Database, *articles: AnalysedArticle) -> House:
        """Return the house with some articles in its corpus."""
        house = cls(database)
        house.answers = await Answers.open(house.store, house.cache, house.curation)
        if articles:
            await house.put(*articles)
        return house

    async def says(self, message: str, by: str | None = "77") -> Briefing:
        """Return the answer to a message of an administrator, or of nobody special."""
        request = parse(message)
        assert request is not None
        return await self.answers.answer(replace(request, administrator=by))

    async def speakers(self, message: str) -> dict[str, str | None]:
        """Return who says each quotation of an answer."""
        answer = await self.says(message)
        return {
            item.verbatim: item.speaker
            for section in answer.sections
            for item in section.items
            if item.kind is ItemKind.QUOTATION
        }

    async def put(self, *articles: AnalysedArticle, removed: Sequence[AnalysedArticle] = ()) -> None:
        """Take articles in, and others out, as an ingest would."""
        put = {one.article.document.location: (one.article.document, (one,)) for one in articles}
        for one in removed:
            del self.known[one.article.id]
        self.known |= {one.article.id: one for one in articles}
        people = resolve(self.known.values(), await self.log.corrections())
        gone = tuple(one.article.document.location for one in removed)
        await self.store.apply(CorpusChange(put, gone, people))
        await self.answers.refresh()
