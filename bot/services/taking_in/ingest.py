"""Taking documents into the corpus: what is new or changed is read, analysed and stored; the rest is left.

A document is unchanged when its bytes and the version of the analysis are those it was stored with. What
cannot be taken in is a failure in the report and stops nothing; what is stored of it from before stays.
"""

from __future__ import annotations

import asyncio
import hashlib
import time
from collections.abc import AsyncGenerator, Awaitable, Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from pathlib import Path

from bot.corpus.feeds.facts import with_stated
from bot.corpus.formats.readers import ReadInput, distinct_key
from bot.errors import CorpusMoved, HarmfulDocument, UnreadableDocument
from bot.protocols import Analyst, CorpusStore, CorrectionLog, HarmLog
from bot.search.kept_terms import kept_terms, terms_edition
from bot.services.taking_in.fetching import Fetched, fetch
from bot.services.taking_in.inputs import Given, Inputs, StatedPage, file_location, holds_lines, list_inputs
from bot.services.taking_in.one_input import InputReader, digest_of
from bot.services.taking_in.who_is_who import WhoIsWho
from bot.words.changes import CorpusChange, Failure, KnownDocument
from bot.words.documents import Article, Document
from bot.words.findings import AnalysedArticle, Analysis
from bot.words.people import Correction, Person

Fetch = Callable[[str], Awaitable[Fetched]]

# Documents, characters and seconds that make one change. A first ingest of a large corpus is stored in steps,
# each of them a whole state: a kill costs no more than one, and memory stays bounded.
_DOCUMENTS_A_CHANGE = 20
_CHARACTERS_A_CHANGE = 20_000_000
_SECONDS_A_CHANGE = 10.0
# Storing a step takes longer the larger the corpus is: the steps grow with it, so that it stays a small part.
_SHARE_OF_STORING = 0.2
# Times the people are resolved anew because another process changed the corpus meanwhile.
_TRIES = 5
_LEAVING = 500  # documents that leave in one change
_TERMS_AT_ONCE = 50  # articles whose terms are caught up with together


class IngestStage(StrEnum):
    """What an ingest is doing."""

    LOOKING = "looking"
    READING = "reading"
    ANALYSING = "analysing"
    PEOPLE = "people"
    STORING = "storing"
    INDEXING = "indexing"


Progress = Callable[[IngestStage, int, int], None]


@dataclass(frozen=True, slots=True)
class IngestReport:
    """What came of the inputs, by location: every document is in exactly one of the first four, or failed.

    A document the corpus already has under another name counts as unchanged. One of whose articles some
    failed is among `new` or `changed` with the others, and among `failed` with each that did. `in_part` says
    of each input that has more than is read of one, which part was.
    """

    new: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    failed: tuple[Failure, ...] = ()
    in_part: tuple[str, ...] = ()

    @property
    def stored(self) -> bool:
        """Say whether the corpus is another one than before."""
        return bool(self.new or self.changed or self.removed)


Stored = Callable[[], Awaitable[None]]


def _silent(_stage: IngestStage, _done: int, _total: int) -> None:
    return None


async def not_told() -> None:
    """Take no notice that something was stored."""


class Ingest:
    """Takes documents into one corpus; one run at a time, the next waits."""

    def __init__(
        self,
        store: CorpusStore,
        analyst: Analyst,
        *,
        reader: InputReader,
        corrections: CorrectionLog,
        harm: HarmLog,
        analysis_version: int,
        fetch: Fetch = fetch,
        documents_a_change: int = _DOCUMENTS_A_CHANGE,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Bring together what an ingest works with.

        Args:
            store: the corpus.
            analyst: reads the articles.
            reader: reads documents and splits them into articles.
            corrections: what was put right about who is who.
            harm: what is known of documents that broke the reading.
            analysis_version: what was stored with another one is analysed again.
            fetch: gets an address.
            documents_a_change: how many documents are stored in one transaction, while that takes no time
                to speak of; it also happens when some seconds have passed.
            clock: seconds, of whatever beginning.
        """
        self._store = store
        self._analyst = analyst
        self._corrections = corrections
        self._reader = reader
        self._harm = harm
        self._who_is_who = WhoIsWho(store)
        self._version = analysis_version
        self._fetch = fetch
        self._documents_a_change = documents_a_change
        self._clock = clock
        self._one_at_a_time = asyncio.Lock()
        # Held from resolving the people to storing them: a correction need not wait for a whole run.
        self._resolving = asyncio.Lock()

    async def take_in(
        self, given: Sequence[Given], progress: Progress = _silent, stored: Stored = not_told
    ) -> IngestReport:
        """Bring the corpus up to date with some inputs.

        Args:
            given: files, folders with everything below them, addresses, and what was fetched or read
                already. A document stored from a folder given here leaves the corpus when its file is gone; a
                file given alone removes nothing.
            progress: called with the stage, how much of it is done and how much there is.
            stored: called whenever a part of it is stored and more is to come.

        Returns:
            What is new, changed, unchanged, removed and failed.

        Raises:
            StorageError: the database cannot be used; the corpus is a whole state, the old or a newer one.
            AideMemoireError: the analysis cannot be started; likewise.
        """
        async with self._one_at_a_time:
            inputs = await asyncio.to_thread(list_inputs, given)
            known = await self._store.known_documents()
            harmful = await self._harm.known(self._version)
            run = await asyncio.to_thread(_Run, inputs, known, self._version, harmful)
            async with self._reader.kept():
                await self._look(run, progress)
                await self._read_and_store(run, progress, stored)
            await self._keep_terms()
            return run.report()

    async def remove(self, locations: Sequence[str]) -> None:
        """Take documents out of the corpus as if they had never been there.

        Raises:
            StorageError: the database cannot be used.
        """
        gone = tuple(locations)

        async def change(revision: str) -> CorpusChange:
            log = await self._corrections.corrections()
            return await self._who_is_who.after(CorpusChange({}, gone, (), resolved_on=revision), log)

        async with self._one_at_a_time:
            await self._resolve_and_store(change)

    async def let_go(self, before: str) -> int:
        """Let what is older than a day leave the corpus: documents all of whose articles surely are.

        Of such a document it stays known that it was there, without its text, so that its file or its feed
        does not bring it back; it comes again when its bytes change.

        Args:
            before: the day, as an ISO date. An article whose day is not known, and cannot be told to be
                earlier, stays.

        Returns:
            How many documents left.

        Raises:
            StorageError: the database cannot be used.
        """
        async with self._one_at_a_time:
            old = {
                card.id
                for card in await self._store.cards()
                if card.published is not None
                and (latest := card.published.latest_day) is not None
                and latest < before[: len(latest)]
            }
            known = await self._store.known_documents()
            leaving = [one for one in known.values() if one.articles and old.issuperset(one.articles)]
            for start in range(0, len(leaving), _LEAVING):
                await self._leave(leaving[start : start + _LEAVING])
            return len(leaving)

    async def _leave(self, leaving: Sequence[KnownDocument]) -> None:
        """Store documents without their articles and their text."""
        first = await self._store.articles(one.articles[0] for one in leaving)
        documents = [one.article.document for one in first.values()]
        put: Mapping[str, tuple[Document, tuple[AnalysedArticle, ...]]] = {
            document.location: (replace(document, text=""), ()) for document in documents
        }

        async def change(revision: str) -> CorpusChange:
            log = await self._corrections.corrections()
            left = CorpusChange(put, (), (), self._version, resolved_on=revision)
            return await self._who_is_who.after(left, log)

        await self._resolve_and_store(change)

    async def resolve_again(
        self,
        revised: Callable[[Sequence[Correction]], Sequence[Correction]],
        settled: Callable[[tuple[Person, ...]], Correction | None],
    ) -> None:
        """Tell anew whom other corrections touch in the corpus as it is, and store both together.

        Works beside a run, which goes on from the people stored here.

        Args:
            revised: from the log of corrections to what it is to be. Like `settled` it may be called several
                times: another process may change the corpus meanwhile.
            settled: from the people told anew to the correction to put on record, None to store nothing; run
                in a thread.

        Raises:
            StorageError: the database cannot be used, or other processes change the corpus all the time.
        """

        async def change(revision: str) -> CorpusChange | None:
            before = {one.number: one for one in await self._corrections.corrections()}
            log = revised(list(before.values()))
            changed = [one for one in log if before.get(one.number) != one]
            nothing = CorpusChange({}, (), (), resolved_on=revision)
            made = await self._who_is_who.after(nothing, log, changed)
            correction = await asyncio.to_thread(settled, made.people)
            return None if correction is None else replace(made, corrections=(correction,))

        await self._resolve_and_store(change)

    async def resolve_all(self) -> int:
        """Tell everybody of the corpus anew from the kept figures, whatever is stored; return how many.

        Raises:
            StorageError: the database cannot be used, or other processes change the corpus all the time.
        """
        found: list[int] = []

        async def change(revision: str) -> CorpusChange:
            log = await self._corrections.corrections()
            nothing = CorpusChange({}, (), (), resolved_on=revision)
            made = await self._who_is_who.after(nothing, log, everybody=True)
            found[:] = [sum(not one.hidden for one in made.people)]
            return made

        await self._resolve_and_store(change)
        return found[0]

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
            progress(IngestStage.LOOKING, start, len(files))
            batch = files[start : start + 50]
            digests = await asyncio.to_thread(_digests_of, [path for _, path in batch])
            for (location, path), digest in zip(batch, digests, strict=True):
                await self._look_at(run, location, path, digest)
        progress(IngestStage.LOOKING, len(files), len(files))

    async def _look_at(self, run: _Run, location: str, path: Path, digest: str | UnreadableDocument) -> None:
        if isinstance(digest, UnreadableDocument):
            run.fail(location, str(digest))
        elif not run.broke_before(location, digest):
            if not holds_lines(path):
                run.look_at(location, {location: digest}, ())
                return
            try:
                lines, failures = await self._reader.lines_in(path, location)
            except UnreadableDocument as error:
                await self._give_up(run, location, digest, error)
            else:
                run.look_at(location, lines, failures)

    async def _give_up(self, run: _Run, location: str, digest: str, error: UnreadableDocument) -> None:
        """Note that an input cannot be read; and for later runs what it did, where it did harm."""
        run.fail(location, str(error))
        if isinstance(error, HarmfulDocument):
            await self._harm.note(digest, self._version, str(error))

    async def _read_and_store(self, run: _Run, progress: Progress, stored: Stored) -> None:
        inputs = run.inputs
        done, total = 0, len(run.waiting) + len(inputs.addresses) + len(inputs.handed)
        step = _Step(self._clock())
        storing = 0.0
        for location in (*run.waiting, *inputs.addresses, *inputs.handed):
            progress(IngestStage.READING, done, total)
            documents = await self._read(run, location)
            total += max(0, len(documents) - 1)
            for document in documents:
                await self._take(run, step, document)
                done += 1
                progress(IngestStage.READING, done, total)
                lasted = self._clock() - step.begun
                most = min(self._documents_a_change, run.has_stored)
                if step.is_full(most, lasted) and storing <= lasted * _SHARE_OF_STORING:
                    begun = self._clock()
                    if await self._store_step(run, step, progress):
                        await stored()
                    step = _Step(self._clock())
                    storing = step.begun - begun
            done += not documents
        progress(IngestStage.READING, total, total)
        await self._store_step(run, step, progress)

    async def _read(self, run: _Run, location: str) -> Sequence[Document]:
        digest = run.files.get(location, "")
        handed = run.inputs.handed.get(location)
        try:
            if (path := run.inputs.files.get(location)) is not None:
                reading = await self._reader.read_file(path, location)
            elif isinstance(handed, Document):
                reading = ReadInput((handed,))
            else:
                page = await self._fetch(location) if handed is None else handed.page
                digest = await asyncio.to_thread(lambda: hashlib.sha256(page.data).hexdigest())
                if run.broke_before(location, digest):
                    return ()
                reading = await self._reader.read_page(page)
        except UnreadableDocument as error:
            await self._give_up(run, location, digest, error)
            return ()
        if isinstance(handed, StatedPage):
            stated = (with_stated(one, handed.first, handed.otherwise) for one in reading.documents)
            reading = replace(reading, documents=tuple(stated))
        return await asyncio.to_thread(run.sorted_out, reading)

    async def _take(self, run: _Run, step: _Step, document: Document) -> None:
        """Split and analyse a document, and put it with the others of a step."""
        step.documents += 1
        step.characters += len(document.text)
        try:
            articles = await self._reader.split(document)
        except UnreadableDocument as error:
            await self._give_up(run, document.location, document.digest, error)
            return
        if not articles:
            run.fail(document.location, f"{document.file}: there is no article in it.")
            return
        read: list[AnalysedArticle] = []
        failed = False
        async for article, result in self._results(articles):
            if isinstance(result, Analysis):
                read.append(AnalysedArticle(article, result))
                continue
            failed = True
            reason = f"{document.file}: article {article.id}: {result.reason}"
            run.fail(document.location, reason)
            if result.harmful:
                await self._harm.note(document.digest, self._version, reason)
        if not read or (failed and run.failed_like_this_before(document, read)):
            return
        step.put[document.location] = (document, await asyncio.to_thread(_with_terms, read))
        if failed:
            step.incomplete.add(document.location)

    async def _results(
        self, articles: Sequence[Article]
    ) -> AsyncGenerator[tuple[Article, Analysis | Failure], None]:
        stream = self._analyst.analyse(articles)
        try:
            left = iter(articles)
            async for result in stream:
                yield next(left), result
        finally:
            if isinstance(stream, AsyncGenerator):
                await stream.aclose()

    async def _keep_terms(self) -> None:
        """Keep the search terms of articles that an earlier version of the program stored."""
        while True:
            revision = await self._store.revision()
            ids = await self._store.terms.without(terms_edition(), _TERMS_AT_ONCE)
            if not ids:
                return
            read = await asyncio.to_thread(_with_terms, (await self._store.articles(ids)).values())
            await self._store.terms.keep({one.article.id: one.terms for one in read if one.terms}, revision)

    async def _store_step(self, run: _Run, step: _Step, progress: Progress) -> bool:
        """Store what a step has gathered, and what was found gone; say whether that was anything."""
        put, removed, incomplete = step.put, run.take_removed(), frozenset(step.incomplete)
        if not put and not removed:
            return False

        async def change(revision: str) -> CorpusChange:
            progress(IngestStage.PEOPLE, 0, 1)
            documents = CorpusChange(put, removed, (), self._version, incomplete, resolved_on=revision)
            log = await self._corrections.corrections()
            made = await self._who_is_who.after(documents, log)
            progress(IngestStage.STORING, 0, 1)
            return made

        await self._resolve_and_store(change)
        run.stored(put, removed)
        await self._harm.forget(
            document.digest
            for location, (document, _) in put.items()
            if location not in incomplete and document.digest in run.harmful
        )
        progress(IngestStage.STORING, 1, 1)
        return True


@dataclass(slots=True)
class _Step:
    """What is stored together: the documents read so far, and when it was begun."""

    begun: float
    documents: int = 0
    characters: int = 0
    put: dict[str, tuple[Document, tuple[AnalysedArticle, ...]]] = field(default_factory=dict)
    incomplete: set[str] = field(default_factory=set)

    def is_full(self, most: int, lasted: float) -> bool:
        """Say whether it has as many documents as are stored together, or as long as one waits for them."""
        return (
            self.documents >= most or self.characters >= _CHARACTERS_A_CHANGE or lasted >= _SECONDS_A_CHANGE
        )


@dataclass(slots=True)
class _Run:
    """What one run knows so far: what there is, what was stored, and what has become of each input."""

    inputs: Inputs
    known: Mapping[str, KnownDocument]
    version: int
    harmful: Mapping[str, str]
    """Why documents with these digests are not read again."""
    files: dict[str, str] = field(default_factory=dict)
    """The digest of each file that was looked at."""
    in_part: list[str] = field(default_factory=list)
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
        gone = set(self._gone)
        files = {location: file_location(location) for location in self.known}
        for location, file in files.items():
            self._of_file.setdefault(file, []).append(location)
        for location in sorted(files.keys() - gone):
            self._owner[_beginning(self.known[location].key)] = files[location]
            # A file that has changed leaves its digest when that is found, before anything is read.
            self._digests[self.known[location].digest] = location

    def broke_before(self, location: str, digest: str) -> bool:
        """Say whether an input broke the reading before, which then is why it fails; note its digest.

        A file that somebody names is tried again: the machine may have been at its limits that time.
        """
        self.files[location] = digest
        if digest not in self.harmful or location in self.inputs.named:
            return False
        self.fail(location, self.harmful[digest])
        return True

    def look_at(self, location: str, digests: Mapping[str, str], failures: Sequence[Failure]) -> None:
        """Sort a file into unchanged and waiting to be read; what it no longer holds is gone."""
        # Where failures are only counted, any line may be among them.
        if location not in (failure.location for failure in failures):
            self._look_for_gone_lines(location, {*digests, *(failure.location for failure in failures)})
        changed = [one for one, digest in digests.items() if not self._is_current(one, digest)]
        for one in changed:
            self._forget_digest(one)
        if changed:
            self.waiting.append(location)
        else:
            self.unchanged.extend(digests)
            self.failures.extend(failures)

    def sorted_out(self, reading: ReadInput) -> list[Document]:
        """Return the documents of one input that are to be analysed, each with a key of its own."""
        self.failures.extend(reading.failures)
        if reading.in_part is not None:
            self.in_part.append(reading.in_part)
        wanted: list[Document] = []
        for document in reading.documents:
            current = self._is_current(document.location, document.digest)
            if current or self._digests.setdefault(document.digest, document.location) != document.location:
                self.unchanged.append(document.location)
            elif (
                document.digest in self.harmful and file_location(document.location) not in self.inputs.named
            ):
                self.fail(document.location, self.harmful[document.digest])
            elif _is_unicode(document):
                wanted.append(self._with_own_key(document))
            else:
                self.fail(document.location, f"{document.file}: its text holds half of a character.")
        return wanted

    @property
    def has_stored(self) -> int:
        """How many documents are stored, at least one.

        The first steps are as large as what there is: a start that is soon ended keeps something as well.
        """
        return max(1, len(self.known) + len(self.new))

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
            tuple(self.in_part),
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


def _with_terms(read: Iterable[AnalysedArticle]) -> tuple[AnalysedArticle, ...]:
    """Return articles with the search terms that are kept with them."""
    return tuple(replace(one, terms=kept_terms(one)) for one in read)


def _beginning(key: str) -> str:
    """Return what the keys of all documents of one file begin with: the lines of a file are 005-1, 005-2."""
    return key.partition("-")[0]


def _digests_of(paths: Iterable[Path]) -> list[str | UnreadableDocument]:
    """Return the digest of each file, or why it has none."""
    digests: list[str | UnreadableDocument] = []
    for path in paths:
        try:
            digests.append(digest_of(path))
        except UnreadableDocument as error:
            digests.append(error)
    return digests


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
