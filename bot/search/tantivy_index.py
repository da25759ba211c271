"""tantivy over passages: an index on disk (or in memory) for corpora too large to rank in Python.

Two indexes of one make lie side by side: one of passages and one of whole articles, for each ranks by its own
frequencies. Both hold our own terms, joined by spaces under a tokenizer that only splits at spaces. A state
of them is read through searchers, which never change; what was deleted counts in the frequencies tantivy
scores by until its segments are merged, and nowhere else.
"""

from __future__ import annotations

import hashlib
import textwrap
from bisect import bisect_left
from collections.abc import Collection, Iterable, Mapping, Sequence

from tantivy import Document, FieldType, Index, IndexWriter, Occur, Query, Schema, SchemaBuilder, Searcher

from bot.errors import IndexUnusable
from bot.protocols import IndexFolder
from bot.search.passages import reading_order
from bot.search.spellings import Spellings
from bot.words.searching import Hit, IndexedArticle, PhraseUse, Within
from bot.words.spans import Span

_HEAP = 32_000_000  # bytes a writer may hold before it writes a segment
_MOST_FOLLOWED = 500  # phrases whose articles are kept in step; some sixty are subjects at a time
_APART = "\x1f"  # stands between a word and the term it became; in no text
_DATE_DIGITS = 8
_DIGITS_OF_SCORE = 4  # behind the point, in which two runs over other segments agree


def _schema(*, of_articles: bool) -> Schema:
    builder = SchemaBuilder()
    builder.add_text_field("article", stored=True, tokenizer_name="raw", index_option="basic")
    builder.add_unsigned_field("key", indexed=True, fast=True)
    builder.add_unsigned_field("start", fast=True)
    builder.add_unsigned_field("end", fast=True)
    builder.add_text_field("terms", stored=not of_articles, tokenizer_name="whitespace", index_option="freq")
    builder.add_text_field("outlet", tokenizer_name="whitespace", index_option="basic")
    builder.add_unsigned_field("earliest", fast=True)
    builder.add_unsigned_field("latest", fast=True)
    if of_articles:
        builder.add_text_field("words", stored=True, tokenizer_name="whitespace", index_option="basic")
        builder.add_text_field("subjects", tokenizer_name="raw", index_option="basic", fast=True)
    return builder.build()


PASSAGES = _schema(of_articles=False)
ARTICLES = _schema(of_articles=True)


class TantivyEngine:
    """Ranks one state of an index."""

    name = "tantivy"

    def __init__(
        self, passages: Searcher, articles: Searcher, ids: Mapping[int, str], vocabulary: Mapping[str, int]
    ) -> None:
        self._passages = passages
        self._articles = articles
        self._ids = ids
        self._vocabulary = vocabulary

    @property
    def passages(self) -> int:
        """How many passages there are."""
        return self._passages.num_docs

    def rank(self, terms: Mapping[str, float], limit: int, within: Within | None = None) -> Sequence[Hit]:
        """Return the passages that hold at least one of the weighted terms, best first."""
        query = self._query(PASSAGES, terms, within)
        if query is None or not limit:
            return ()
        found = self._passages.search(query, limit, count=False).hits
        addresses = [address for _, address in found]
        keys = self._passages.fast_field_values("key", addresses)
        starts = self._passages.fast_field_values("start", addresses)
        ends = self._passages.fast_field_values("end", addresses)
        hits = [
            Hit(self._ids[int(key or 0)], Span(int(start or 0), int(end or 0)), score)
            for (score, _), key, start, end in zip(found, keys, starts, ends, strict=True)
        ]
        return tuple(
            sorted(hits, key=lambda hit: (_falling(hit.score), reading_order(hit.article), hit.span))
        )

    def rank_articles(
        self, terms: Mapping[str, float], limit: int, within: Within | None = None
    ) -> Sequence[tuple[str, float]]:
        """Return the articles that hold one of the terms, each scored as one text, best first."""
        query = self._query(ARTICLES, terms, within)
        if query is None or not limit:
            return ()
        found = self._articles.search(query, limit, count=False).hits
        keys = self._articles.fast_field_values("key", [address for _, address in found])
        ranked = [(self._ids[int(key or 0)], score) for (score, _), key in zip(found, keys, strict=True)]
        return tuple(sorted(ranked, key=lambda one: (_falling(one[1]), reading_order(one[0]))))

    def holding(self, concepts: Sequence[Sequence[Sequence[str]]]) -> frozenset[str]:
        """Return the articles with a passage that holds every concept: all the terms of one of its ways."""
        if not concepts or not self.passages:
            return frozenset()
        query = _all_of([_any_of([_all_of([_term(PASSAGES, term) for term in way]) for way in ways])
                         for ways in concepts])  # fmt: skip
        found = self._passages.search(Query.const_score_query(query, 1.0), self.passages, count=False).hits
        keys = self._passages.fast_field_values("key", [address for _, address in found])
        return frozenset(self._ids[key] for key in {int(key or 0) for key in keys})

    def vocabulary(self) -> Mapping[str, int]:
        """Return every term with the number of passages that hold it."""
        return self._vocabulary

    def _query(self, schema: Schema, terms: Mapping[str, float], within: Within | None) -> Query | None:
        asked = [
            Query.boost_query(_term(schema, term), weight)
            for term, weight in terms.items()
            if term in self._vocabulary
        ]
        if not asked:
            return None
        limits = [Query.const_score_query(limit, 0.0) for limit in self._limits(schema, within)]
        return _all_of([_any_of(asked), *limits]) if limits else _any_of(asked)

    def _limits(self, schema: Schema, within: Within | None) -> list[Query]:
        if within is None:
            return []
        limits = []
        if within.articles is not None:
            limits.append(Query.term_set_query(schema, "key", [_key(id_) for id_ in within.articles]))
        if within.outlet is not None:
            named = [Query.term_query(schema, "outlet", term, "basic") for term in within.outlet]
            limits.append(_all_of(named) if named else Query.empty_query())
        # At the coarser precision of two dates: "2024" may be before and after "2024-05".
        if within.since:
            limits.append(
                Query.range_query(schema, "latest", FieldType.Unsigned, _day(within.since, "0"), None)
            )
        if within.until:
            limits.append(
                Query.range_query(schema, "earliest", FieldType.Unsigned, None, _day(within.until, "9"))
            )
        return limits


class TantivyIndex:
    """An index on disk, or in memory where no folder is given.

    A writer is held only while something changes: other processes may want to bring the index up to date.
    A kill in the middle leaves the state before or after, under the mark of before: what is done again then
    makes no difference.
    """

    for_large_corpora = True

    def __init__(self, folder: IndexFolder | None = None) -> None:
        """Open what is in a folder, or begin there.

        Raises:
            IndexUnusable: what is in the folder cannot be read.
        """
        self._folder = folder
        self._open()

    @property
    def mark(self) -> str:
        """The mark of the corpus this is a copy of, "" where it is a copy of nothing yet."""
        return self._mark

    @property
    def on_disk(self) -> bool:
        """Whether it outlives the process."""
        return self._folder is not None

    def _open(self) -> None:
        folder = self._folder
        try:
            mark = folder.mark() if folder else ""
            if folder and mark is None:
                with folder.alone():
                    self._begin(folder)
                    folder.note("")
            else:
                self._begin(folder)
            self._mark = mark or ""
            self._read()
        except (OSError, ValueError) as error:
            raise IndexUnusable(f"The search index cannot be read: {_reason(error)}.") from error

    def _begin(self, folder: IndexFolder | None) -> None:
        self._passages = Index(PASSAGES, folder.made("passages") if folder else None)
        self._articles = Index(ARTICLES, folder.made("articles") if folder else None)
        self._ids: dict[int, str] = {}
        self._vocabulary: dict[str, int] = {}
        self._spellings = Spellings()
        self._holding: dict[str, tuple[str, ...]] = {}
        self._engine: TantivyEngine | None = None

    def _read(self) -> None:
        """Read what is kept in memory of the index beside it."""
        passages, articles = self._passages.searcher(), self._articles.searcher()
        if not articles.num_docs:
            return
        every = Query.all_query()
        self._vocabulary = dict(passages.terms_with_prefix("terms", "", every))
        pairs = articles.terms_with_prefix("words", "", every)
        for pair, number in pairs:
            word, _, term = pair.partition(_APART)
            self._spellings.count([(word, term)], number)
        found = articles.search(every, articles.num_docs, count=False).hits
        named = (str(articles.doc(address).get_first("article")) for _, address in found)
        self._ids = {_key(id_): id_ for id_ in named}

    def change(self, put: Iterable[IndexedArticle], removed: Collection[str], mark: str) -> None:
        """Take articles in, in the place of what was there under their ids, and others out, in one commit.

        Raises:
            IndexUnusable: another process is writing there, or nothing can be written; this index is not to
                be used any more.
        """
        articles = list(put)
        if self._folder is None:
            self._change(articles, removed)
            self._mark = mark
            return
        with self._folder.alone():
            if self._folder.mark() != self._mark:
                self._open()  # another process was faster
            self._change(articles, removed)
            self._folder.note(mark)
            self._mark = mark

    def _change(self, put: Sequence[IndexedArticle], removed: Collection[str]) -> None:
        if not put and not removed:
            return
        self._engine = None
        try:
            passages, articles = self._passages.writer(_HEAP, 1), self._articles.writer(_HEAP, 1)
            for article in removed:
                self._take_out(article, passages, articles)
            for one in put:
                self._take_out(one.id, passages, articles)
                self._put_in(one, passages, articles)
            for index, writer in ((self._passages, passages), (self._articles, articles)):
                writer.commit()
                writer.wait_merging_threads()
                index.reload()
        except (OSError, ValueError) as error:
            raise IndexUnusable(f"The search index cannot be written: {_reason(error)}.") from error

    def _take_out(self, article: str, passages: IndexWriter, articles: IndexWriter) -> None:
        key = _key(article)
        if self._ids.pop(key, None) is None:
            return
        for phrase, holding in self._holding.items():
            place = bisect_left(holding, reading_order(article), key=reading_order)
            if holding[place : place + 1] == (article,):
                self._holding[phrase] = holding[:place] + holding[place + 1 :]
        for text in _stored(self._passages, PASSAGES, key, "terms"):
            self._count(text.split(), -1)
        for text in _stored(self._articles, ARTICLES, key, "words"):
            self._spellings.count(_pairs(text), -1)
        passages.delete_documents_by_query(Query.term_query(PASSAGES, "key", key, "basic"))
        articles.delete_documents_by_query(Query.term_query(ARTICLES, "key", key, "basic"))

    def _put_in(self, one: IndexedArticle, passages: IndexWriter, articles: IndexWriter) -> None:
        for passage in one.passages:
            document = _document(one, passage.terms)
            document.add_unsigned("start", passage.span.start)
            document.add_unsigned("end", passage.span.end)
            passages.add_document(document)
            self._count(passage.terms, 1)
        whole = _document(one, [term for passage in one.passages for term in passage.terms])
        whole.add_text("words", " ".join(f"{word}{_APART}{term}" for word, term in one.words.items()))
        for phrase in one.subjects:
            whole.add_text("subjects", phrase)
            if (holding := self._holding.get(phrase)) is not None:
                place = bisect_left(holding, reading_order(one.id), key=reading_order)
                self._holding[phrase] = (*holding[:place], one.id, *holding[place:])
        articles.add_document(whole)
        self._spellings.count(one.words.items(), 1)
        self._ids[_key(one.id)] = one.id

    def _count(self, terms: Iterable[str], number: int) -> None:
        for term in set(terms):
            counted = self._vocabulary.get(term, 0) + number
            if counted:
                self._vocabulary[term] = counted
            else:
                self._vocabulary.pop(term, None)

    def engine(self) -> TantivyEngine:
        """Return the engine for the state the index is in now."""
        if self._engine is None:
            searchers = self._passages.searcher(), self._articles.searcher()
            self._engine = TantivyEngine(*searchers, dict(self._ids), dict(self._vocabulary))
        return self._engine

    def words(self) -> Mapping[str, str]:
        """Return each word of the corpus with the term it mostly became."""
        return self._spellings.words()

    def phrases(self, most: int) -> Sequence[PhraseUse]:
        """Return the phrases that may be subjects and that most articles hold, most widely held first.

        How often a phrase stands in an article is not kept: each counts once.
        """
        searcher = self._articles.searcher()
        if not searcher.num_docs:
            return ()
        asked = {"phrases": {"terms": {"field": "subjects", "size": most}}}
        counted = searcher.aggregate(Query.all_query(), asked)["phrases"]["buckets"]
        ranked = sorted((-one["doc_count"], one["key"]) for one in counted)
        return [PhraseUse(phrase, -fewer, -fewer) for fewer, phrase in ranked]

    def articles_with(self, phrase: str) -> Sequence[str]:
        """Return the articles that hold a phrase, in reading order; what was asked for once is followed."""
        if phrase not in self._holding:
            if len(self._holding) >= _MOST_FOLLOWED:
                self._holding.clear()
            searcher = self._articles.searcher()
            query = Query.const_score_query(Query.term_query(ARTICLES, "subjects", phrase, "basic"), 1.0)
            found = searcher.search(query, max(searcher.num_docs, 1), count=False).hits
            keys = searcher.fast_field_values("key", [address for _, address in found])
            ids = (self._ids[int(key or 0)] for key in keys)
            self._holding[phrase] = tuple(sorted(ids, key=reading_order))
        return self._holding[phrase]


def _reason(error: Exception) -> str:
    return textwrap.shorten(str(error), 120, placeholder=" …").rstrip(".")


def _key(article: str) -> int:
    """Return the number an article is found by: what searches return costs no look into stored texts."""
    return int.from_bytes(hashlib.blake2b(article.encode(errors="replace"), digest_size=8).digest(), "big")


def _document(one: IndexedArticle, terms: Iterable[str]) -> Document:
    document = Document()
    document.add_text("article", one.id)
    document.add_unsigned("key", _key(one.id))
    document.add_text("terms", " ".join(terms))
    document.add_text("outlet", " ".join(one.outlet))
    if one.earliest is not None:
        document.add_unsigned("earliest", _day(one.earliest, "0"))
    if one.latest is not None:
        document.add_unsigned("latest", _day(one.latest, "9"))
    return document


def _day(date: str, filler: str) -> int:
    """Return a date, known to the day or less, as a number: the first day it may be, or the last."""
    return int(date[:10].replace("-", "").ljust(_DATE_DIGITS, filler))


def _stored(index: Index, schema: Schema, key: int, field: str) -> list[str]:
    """Return the texts stored of one article."""
    searcher = index.searcher()
    query = Query.term_query(schema, "key", key, "basic")
    found = searcher.search(query, max(searcher.num_docs, 1), count=False).hits
    return [str(searcher.doc(address).get_first(field) or "") for _, address in found]


def _pairs(text: str) -> list[tuple[str, str]]:
    return [(word, term) for pair in text.split(" ") if pair for word, _, term in [pair.partition(_APART)]]


def _falling(score: float) -> float:
    """Return what sorts the higher score first, and alike what only the order of adding up keeps apart."""
    return -round(score, _DIGITS_OF_SCORE)


def _term(schema: Schema, term: str) -> Query:
    return Query.term_query(schema, "terms", term, "freq")


def _all_of(queries: Sequence[Query]) -> Query:
    return Query.boolean_query([(Occur.Must, query) for query in queries])


def _any_of(queries: Sequence[Query]) -> Query:
    return Query.boolean_query([(Occur.Should, query) for query in queries])
