"""Taking documents into the corpus: what is new or changed is read, analysed and stored; the rest is left.

A document is unchanged when its bytes and the version of the analysis are those it was stored with. What
cannot be taken in is a failure in the report and stops nothing; what is stored of it from before stays.
"""

from __future__ import annotations

import asyncio
import hashlib
import logging
from collections.abc import AsyncGenerator, Awaitable, Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from pathlib import Path

from bot.corpus.feeds.facts import with_stated
from bot.corpus.readers import LARGEST_FILE, Reading, distinct_key, read_bytes
from bot.errors import CorpusMoved, UnreadableDocument
from bot.languages.saying import say
from bot.models import (
    AnalysedArticle,
    Analysis,
    Article,
    ArticleFigures,
    CorpusChange,
    Correction,
    Document,
    Failure,
    KnownDocument,
    Person,
)
from bot.people.seen import FIGURES_EDITION, figures_of
from bot.protocols import Analyst, CorpusStore, CorrectionLog
from bot.services.fetching import Fetched, fetch
from bot.services.inputs import Given, Inputs, StatedPage, file_location, holds_lines, list_inputs
from bot.services.streaming import in_thread

_log = logging.getLogger(__name__)

ArticlesOf = Callable[[Document], tuple[Article, ...]]
Resolve = Callable[[Iterable[ArticleFigures], Sequence[Correction]], tuple[Person, ...]]
Fetch = Callable[[str], Awaitable[Fetched]]

# Documents and characters that make one change. A first ingest of a large corpus is stored in steps, each of
# them a whole state: hours of analysis are not lost to one kill, and memory stays bounded.
_DOCUMENTS_A_CHANGE = 500
_CHARACTERS_A_CHANGE = 20_000_000
# Times the people are resolved anew because another process changed the corpus meanwhile.
_TRIES = 5
_READ = 50  # articles read at once whose figures are not kept


class Stage(StrEnum):
    """What an ingest is doing."""

    LOOKING = "looking"
    READING = "reading"
    ANALYSING = "analysing"
    PEOPLE = "people"
    STORING = "storing"
    INDEXING = "indexing"


Progress = Callable[[Stage, int, int], None]


@dataclass(frozen=True, slots=True)
class IngestReport:
    """What came of the inputs, by location: every document is in exactly one of the first four, or failed.

    A document the corpus already has under another name counts as unchanged. One of whose articles some
    failed is among `new` or `changed` with the others, and among `failed` with each that did.
    """

    new: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    failed: tuple[Failure, ...] = ()

    @property
    def stored(self) -> bool:
        """Say whether the corpus is another one than before."""
        return bool(self.new or self.changed or self.removed)


def _silent(_stage: Stage, _done: int, _total: int) -> None:
    return None


class Ingest:
    """Takes documents into one corpus; one run at a time, the next waits."""

    def __init__(
        self,
        store: CorpusStore,
        analyst: Analyst,
        *,
        corrections: CorrectionLog,
        articles_of: ArticlesOf,
        resolve: Resolve,
        analysis_version: int,
        fetch: Fetch = fetch,
        documents_a_change: int = _DOCUMENTS_A_CHANGE,
    ) -> None:
        """Bring together what an ingest works with.

        Args:
            store: the corpus.
            analyst: reads the articles.
            corrections: what was put right about who is who.
            articles_of: splits and cleans a document; run in a thread.
            resolve: brings the articles' figures together; run in a thread, given those of the whole corpus
                in any order, one pass, and the corrections to who is who.
            analysis_version: what was stored with another one is analysed again.
            fetch: gets an address.
            documents_a_change: how many documents are stored in one transaction at most.
        """
        self._store = store
        self._analyst = analyst
        self._corrections = corrections
        self._articles_of = articles_of
        self._resolve = resolve
        self._version = analysis_version
        self._fetch = fetch
        self._documents_a_change = documents_a_change
        self._one_at_a_time = asyncio.Lock()
        # Held from resolving the people to storing them: a correction need not wait for a whole run.
        self._resolving = asyncio.Lock()

    async def take_in(self, given: Sequence[Given], progress: Progress = _silent) -> IngestReport:
        """Bring the corpus up to date with some inputs.

        Args:
            given: files, folders with everything below them, addresses, and what was fetched or read
                already. A document stored from a folder given here leaves the corpus when its file is gone; a
                file given alone removes nothing.
            progress: called with the stage, how much of it is done and how much there is.

        Returns:
            What is new, changed, unchanged, removed and failed.

        Raises:
            StorageError: the database cannot be used; the corpus is a whole state, the old or a newer one.
            AideMemoireError: the analysis cannot be started; likewise.
        """
        async with self._one_at_a_time:
            inputs = await asyncio.to_thread(list_inputs, given)
            known = await self._store.known_documents()
            run = await asyncio.to_thread(_Run, inputs, known, self._version)
            await self._look(run, progress)
            await self._read_and_store(run, progress)
            return run.report()

    async def resolve_again(
        self,
        revised: Callable[[Sequence[Correction]], Sequence[Correction]],
        settled: Callable[[tuple[Person, ...]], Correction | None],
    ) -> None:
        """Resolve the people of the corpus as it is anew, under other corrections, and store both together.

        Works beside a run, which goes on from the people stored here. The figures are streamed, not kept.

        Args:
            revised: from the log of corrections to what it is to be. Like `settled` it may be called several
                times: another process may change the corpus meanwhile.
            settled: from the people so made to the correction to put on record, None to store nothing; run
                in a thread.

        Raises:
            StorageError: the database cannot be used, or other processes change the corpus all the time.
        """

        async def change(revision: str) -> CorpusChange | None:
            corrections = revised(await self._corrections.corrections())
            people, figures = await self._people({}, (), corrections)
            correction = await asyncio.to_thread(settled, people)
            if correction is None:
                return None
            return CorpusChange(
                {},
                (),
                people,
                corrections=(correction,),
                resolved_on=revision,
                figures=figures,
                figures_edition=FIGURES_EDITION,
            )

        await self._resolve_and_store(change)

    async def _resolve_and_store(self, change: Callable[[str], Awaitable[CorpusChange | None]]) -> None:
        """Store what `change` makes of the newest revision; again when that was no longer the newest."""
        async with self._resolving:
            for left in reversed(range(_TRIES)):
                made = await change(await self._store.revision())
                if made is None:
                    return
                try:
                    await self._store.apply(made)
                except CorpusMoved:
                    if not left:
                        raise
                else:
                    return

    async def _look(self, run: _Run, progress: Progress) -> None:
        """Find out which files have changed without keeping any of them in memory."""
        files = list(run.inputs.files.items())
        for start in range(0, len(files), 50):
            progress(Stage.LOOKING, start, len(files))
            await asyncio.to_thread(run.look_at, files[start : start + 50])
        progress(Stage.LOOKING, len(files), len(files))

    async def _read_and_store(self, run: _Run, progress: Progress) -> None:
        inputs = run.inputs
        total = len(run.waiting) + len(inputs.addresses) + len(inputs.handed)
        documents: list[Document] = []
        size = 0
        for done, location in enumerate((*run.waiting, *inputs.addresses, *inputs.handed)):
            progress(Stage.READING, done, total)
            for document in await self._read(run, location):
                documents.append(document)
                size += len(document.text)
                if len(documents) == self._documents_a_change or size >= _CHARACTERS_A_CHANGE:
                    await self._store_change(run, documents, progress)
                    documents, size = [], 0
        progress(Stage.READING, total, total)
        await self._store_change(run, documents, progress)

    async def _read(self, run: _Run, location: str) -> Sequence[Document]:
        handed = run.inputs.handed.get(location)
        try:
            if (path := run.inputs.files.get(location)) is not None:
                reading = await asyncio.to_thread(_read_file, path, location)
            elif isinstance(handed, Document):
                reading = Reading((handed,))
            else:
                page = await self._fetch(location) if handed is None else handed.page
                reading = await asyncio.to_thread(_read_page, page)
        except UnreadableDocument as error:
            run.fail(location, str(error))
            return ()
        except Exception:  # noqa: BLE001 - and so are files: what a reading library trips over stops no other
            _log.exception("%s could not be read.", location)
            run.fail(location, f"{location}: the document is broken.")
            return ()
        if isinstance(handed, StatedPage):
            stated = (with_stated(one, handed.first, handed.otherwise) for one in reading.documents)
            reading = replace(reading, documents=tuple(stated))
        return await asyncio.to_thread(run.sorted_out, reading)

    async def _store_change(self, run: _Run, documents: Sequence[Document], progress: Progress) -> None:
        put, incomplete = await self._analysed(run, documents, progress)
        removed = run.take_removed()
        if not put and not removed:
            return

        async def change(revision: str) -> CorpusChange:
            progress(Stage.PEOPLE, 0, 1)
            people, figures = await self._people(put, removed, await self._corrections.corrections())
            progress(Stage.STORING, 0, 1)
            return CorpusChange(
                put,
                removed,
                people,
                self._version,
                incomplete,
                resolved_on=revision,
                figures=figures,
                figures_edition=FIGURES_EDITION,
            )

        await self._resolve_and_store(change)
        run.stored(put, removed)
        progress(Stage.STORING, 1, 1)

    async def _analysed(
        self, run: _Run, documents: Sequence[Document], progress: Progress
    ) -> tuple[dict[str, tuple[Document, tuple[AnalysedArticle, ...]]], frozenset[str]]:
        articles = {document.location: await self._split(run, document) for document in documents}
        every = [article for of_document in articles.values() for article in of_document]
        results = await self._results(every, progress)
        put: dict[str, tuple[Document, tuple[AnalysedArticle, ...]]] = {}
        incomplete: set[str] = set()
        for document in documents:
            read: list[AnalysedArticle] = []
            for article in articles[document.location]:
                result = results[article.id]
                if isinstance(result, Analysis):
                    read.append(AnalysedArticle(article, result))
                    continue
                incomplete.add(document.location)
                run.fail(document.location, f"{document.file}: article {article.id}: {result.reason}")
            if not read or (document.location in incomplete and run.failed_like_this_before(document, read)):
                continue
            put[document.location] = (document, tuple(read))
        return put, frozenset(incomplete & put.keys())

    async def _split(self, run: _Run, document: Document) -> tuple[Article, ...]:
        try:
            articles = await asyncio.to_thread(self._articles_of, document)
        except Exception:  # noqa: BLE001 - pages are written by anybody: one the rules trip over stops no other
            _log.exception("%s could not be split into articles.", document.location)
            run.fail(document.location, f"{document.file}: the page could not be split into articles.")
            return ()
        if not articles:
            run.fail(document.location, f"{document.file}: there is no article in it.")
        return articles

    async def _results(
        self, articles: Sequence[Article], progress: Progress
    ) -> Mapping[str, Analysis | Failure]:
        results: dict[str, Analysis | Failure] = {}
        if not articles:
            return results
        progress(Stage.ANALYSING, 0, len(articles))
        stream = self._analyst.analyse(articles)
        try:
            async for result in stream:
                results[result.article if isinstance(result, Analysis) else result.location] = result
                progress(Stage.ANALYSING, len(results), len(articles))
        finally:
            if isinstance(stream, AsyncGenerator):
                await stream.aclose()
        return results

    async def _people(
        self,
        put: Mapping[str, tuple[Document, tuple[AnalysedArticle, ...]]],
        removed: Sequence[str],
        corrections: Sequence[Correction],
    ) -> tuple[tuple[Person, ...], tuple[ArticleFigures, ...]]:
        """Resolve the people of the corpus as it will be, from the figures kept of the articles stored.

        Returns:
            The people, and the figures that were not kept so far.
        """
        replaced = {*put, *removed}
        fresh = [one for _, of_document in put.values() for one in of_document]
        taken = await asyncio.to_thread(lambda: [figures_of(one) for one in fresh])
        missing = await self._store.without_figures(FIGURES_EDITION)
        for start in range(0, len(missing), _READ):
            read = await self._store.articles(missing[start : start + _READ])
            left = [one for one in read.values() if one.article.document.location not in replaced]
            taken += await asyncio.to_thread(lambda of: [figures_of(one) for one in of], left)

        async def corpus() -> AsyncGenerator[ArticleFigures, None]:
            for one in taken:
                yield one
            async for location, figures in self._store.each_figures(FIGURES_EDITION):
                if location not in replaced:
                    yield figures

        people = await in_thread(lambda articles: self._resolve(articles, corrections), corpus())
        return people, tuple(taken)


@dataclass(slots=True)
class _Run:
    """What one run knows so far: what there is, what was stored, and what has become of each input."""

    inputs: Inputs
    known: Mapping[str, KnownDocument]
    version: int
    waiting: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    new: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    failures: list[Failure] = field(default_factory=list)
    _gone: list[str] = field(default_factory=list)
    # Which file the ids that begin with a number belong to: 003, 003-1 and 003-2 are one file's.
    _owner: dict[str, str] = field(default_factory=dict)
    _digests: dict[str, str] = field(default_factory=dict)
    _of_file: dict[str, list[str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.failures.extend(self.inputs.failures)
        self._gone.extend(self.inputs.gone(self.known))
        staying = self.known.keys() - set(self._gone)
        for location in staying:
            self._owner[_beginning(self.known[location].key)] = file_location(location)
        # A file that has changed leaves its digest when that is found, before anything is read.
        self._digests.update({self.known[location].digest: location for location in sorted(staying)})

        for location in self.known:
            self._of_file.setdefault(file_location(location), []).append(location)

    def look_at(self, files: Iterable[tuple[str, Path]]) -> None:
        """Sort files into unchanged and waiting to be read; what they no longer hold is gone."""
        for location, path in files:
            try:
                digests, failures = _digests_in(path, location)
            except UnreadableDocument as error:
                self.fail(location, str(error))
                continue
            self._look_for_gone_lines(location, {*digests, *(failure.location for failure in failures)})
            changed = [one for one, digest in digests.items() if not self._is_current(one, digest)]
            for one in changed:
                self._forget_digest(one)
            if changed:
                self.waiting.append(location)
            else:
                self.unchanged.extend(digests)
                self.failures.extend(failures)

    def sorted_out(self, reading: Reading) -> list[Document]:
        """Return the documents of one input that are to be analysed, each with a key of its own."""
        self.failures.extend(reading.failures)
        wanted: list[Document] = []
        for document in reading.documents:
            current = self._is_current(document.location, document.digest)
            if current or self._digests.setdefault(document.digest, document.location) != document.location:
                self.unchanged.append(document.location)
            elif _is_unicode(document):
                wanted.append(self._with_own_key(document))
            else:
                self.fail(document.location, f"{document.file}: its text holds half of a character.")
        return wanted

    def fail(self, location: str, reason: str) -> None:
        """Note that an input, or an article of it, cannot be taken in."""
        self.failures.append(Failure(location, reason))

    def failed_like_this_before(self, document: Document, read: Sequence[AnalysedArticle]) -> bool:
        """Say whether just these articles of this document are stored already, the others having failed."""
        known = self.known.get(document.location)
        if known is None or known.digest != document.digest:
            return False
        return known.analysis_version == 0 and known.articles == tuple(one.article.id for one in read)

    def take_removed(self) -> tuple[str, ...]:
        """Return the stored locations found gone since this was last asked."""
        gone = tuple(dict.fromkeys(self._gone))
        self._gone.clear()
        return gone

    def stored(self, put: Iterable[str], removed: Iterable[str]) -> None:
        """Note what a change has stored."""
        for location in put:
            (self.changed if location in self.known else self.new).append(location)
        self.removed.extend(removed)

    def report(self) -> IngestReport:
        """Return what came of everything."""
        return IngestReport(
            tuple(self.new),
            tuple(self.changed),
            tuple(self.unchanged),
            tuple(self.removed),
            tuple(self.failures),
        )

    def _look_for_gone_lines(self, location: str, present: set[str]) -> None:
        for stored in self._of_file.get(location, ()):
            if stored not in present:
                self._gone.append(stored)
                self._forget_digest(stored)

    def _is_current(self, location: str, digest: str) -> bool:
        known = self.known.get(location)
        return known is not None and known.digest == digest and known.analysis_version == self.version

    def _forget_digest(self, location: str) -> None:
        known = self.known.get(location)
        if known is not None and self._digests.get(known.digest) == location:
            del self._digests[known.digest]

    def _with_own_key(self, document: Document) -> Document:
        """Keep the key a location was stored with, for ids are cited; give a new one that nobody has."""
        known = self.known.get(document.location)
        if known is not None:
            return replace(document, key=known.key)
        file, beginning = file_location(document.location), _beginning(document.key)
        if self._owner.setdefault(beginning, file) == file:
            return document
        others = {one for one, owner in self._owner.items() if owner != file}
        own = distinct_key(replace(document, key=beginning, location=file), others)
        self._owner[own] = file
        return replace(document, key=own + document.key.removeprefix(beginning))


def _beginning(key: str) -> str:
    """Return what the keys of all documents of one file begin with: the lines of a file are 005-1, 005-2."""
    return key.partition("-")[0]


def _bytes_of(path: Path) -> bytes:
    try:
        if not path.is_file():
            raise UnreadableDocument(say("{file}: this is not a file.", file=path.name))
        size = path.stat().st_size
        if size > LARGEST_FILE:
            raise UnreadableDocument(
                say(
                    "{file}: the file is too large ({size} MB; at most 20 MB are read).",
                    file=path.name,
                    size=f"{size / 1_000_000:.0f}",
                )
            )
        return path.read_bytes()
    except OSError as error:
        raise UnreadableDocument(
            say("{file}: the file cannot be read ({reason}).", file=path.name, reason=error.strerror)
        ) from error


def _digests_in(path: Path, location: str) -> tuple[dict[str, str], tuple[Failure, ...]]:
    """Return the digests of a file's documents by location, and the lines of it that cannot be read."""
    if not holds_lines(path):
        return {location: hashlib.sha256(_bytes_of(path)).hexdigest()}, ()
    reading = _read_file(path, location)
    return {document.location: document.digest for document in reading.documents}, reading.failures


def _read_file(path: Path, location: str) -> Reading:
    return read_bytes(_bytes_of(path), file=path.name, location=location)


def _read_page(page: Fetched) -> Reading:
    return read_bytes(page.data, file=page.url, location=page.url, media_type=page.media_type)


def _is_unicode(document: Document) -> bool:
    """Say whether every character is whole: JSON may smuggle in half of a surrogate pair."""
    given = document.given
    facts = (given.title, given.outlet, given.author, given.published, given.url, given.language)
    try:
        for text in (document.text, *facts):
            (text or "").encode()
    except UnicodeEncodeError:
        return False
    return True
