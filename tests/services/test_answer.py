"""Answers through the real database: kept, made anew when the corpus changes, and never unproved."""

from __future__ import annotations

import logging
from collections.abc import AsyncGenerator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from bot.dialogue import parse
from bot.people.resolver import resolve
from bot.services.answering.answer import Answers
from bot.services.answering.pasted_reader import PastedReader
from bot.text.sentences import sentences_of
from bot.words.answers import Request, Status, Verdict
from bot.words.changes import CorpusChange, Failure
from bot.words.documents import Article
from bot.words.findings import AnalysedArticle, Analysis, Tenure
from bot.words.people import PersonRole
from bot.words.spans import Span
from storage.database import open_database
from storage.kept.answers import KeptAnswers
from storage.kept.articles import StoredCorpus
from tests.makers import make_article

FISH = make_article(
    "001", "Fish\nThe fish market of Bergen opened. Ada Lind cut the ribbon.", people={"Ada Lind": ["Lind"]}
)
OIL = make_article("002", "Oil\nOil was found near Bergen.")


def change(*articles: AnalysedArticle, removed: tuple[str, ...] = ()) -> CorpusChange:
    put = {one.article.document.location: (one.article.document, (one,)) for one in articles}
    return CorpusChange(put, removed, resolve(articles))


def request(message: str, language: str = "en") -> Request:
    parsed = parse(message, language=language)
    assert parsed is not None
    return parsed


@pytest.fixture
async def store(database_file: Path) -> AsyncGenerator[tuple[StoredCorpus, KeptAnswers], None]:
    async with open_database(f"sqlite:///{database_file}") as database:
        yield StoredCorpus(database), KeptAnswers(database)


Store = tuple[StoredCorpus, KeptAnswers]


async def test_an_answer_is_made_once_and_then_kept(store: Store) -> None:
    await store[0].apply(change(FISH))
    answers = await Answers.open(*store)
    first, cached_first = await answers.answer_or_cached(request("/topic fish market"))
    second, cached_second = await answers.answer_or_cached(request("/topic fish market"))
    assert (cached_first, cached_second) == (False, True)
    assert first == second
    assert first.status is Status.FOUND


async def test_answers_are_kept_for_each_language(store: Store) -> None:
    await store[0].apply(change(FISH))
    answers = await Answers.open(*store)
    await answers.answer(request("/topic fish market"))
    assert not (await answers.answer_or_cached(request("/topic fish market", "ru")))[1]


async def test_a_changed_corpus_is_answered_from_after_a_refresh(store: Store) -> None:
    await store[0].apply(change(FISH))
    answers = await Answers.open(*store)
    assert (await answers.answer(request("/topic oil"))).status is Status.NONE
    await store[0].apply(change(OIL))
    await answers.refresh()
    assert (await answers.answer(request("/topic oil"))).status is Status.FOUND
    assert answers.library.corpus.articles == 2


async def test_a_removed_article_is_no_longer_cited(store: Store) -> None:
    await store[0].apply(change(FISH, OIL))
    answers = await Answers.open(*store)
    assert (await answers.answer(request("/topic oil"))).status is Status.FOUND
    await store[0].apply(change(removed=(OIL.article.document.location,)))
    await answers.refresh()
    assert (await answers.answer(request("/topic oil"))).status is Status.NONE


async def test_an_article_gone_between_search_and_reading_is_left_out(store: Store) -> None:
    await store[0].apply(change(FISH, OIL))
    answers = await Answers.open(*store)
    await store[0].apply(change(removed=(OIL.article.document.location,)))
    assert (await answers.answer(request("/topic oil"))).status is Status.NONE
    assert (await answers.answer(request("/article 002"))).status is Status.NONE


async def test_a_line_that_does_not_stand_in_its_document_is_not_sent_and_is_logged(
    store: Store, caplog: pytest.LogCaptureFixture
) -> None:
    await store[0].apply(change(FISH))
    role = PersonRole("Queen of Bergen", "001", Span(5, 20), Tenure.CURRENT, None)
    forged = replace(resolve([FISH])[0], roles=(role,))
    put = {FISH.article.document.location: (FISH.article.document, (FISH,))}
    await store[0].apply(CorpusChange(put, (), (forged,)))
    answers = await Answers.open(*store)
    with caplog.at_level(logging.ERROR):
        answer = await answers.answer(request("/person Lind"))
    shown = [item.verbatim for section in answer.sections for item in section.items]
    assert "Queen of Bergen" not in shown
    assert answer.subtitle is None
    assert "Ada Lind cut the ribbon." in shown
    assert "Left out" in caplog.text
    assert "Lind" not in caplog.text


class PlainAnalyst:
    """Finds the sentences of a text, and nothing of one that is to fail."""

    async def analyse(self, articles: Sequence[Article]) -> AsyncGenerator[Analysis | Failure, None]:
        for article in articles:
            if "broken" in article.text:
                yield Failure(article.id, "the analysis broke.")
            else:
                yield Analysis(article.id, sentences_of(article))


async def test_a_text_is_checked_proved_and_not_kept(store: Store) -> None:
    await store[0].apply(change(FISH, OIL))
    answers = await Answers.open(*store, pasted=PastedReader(PlainAnalyst()))
    for _ in range(2):
        asked = request("/check The fish market of Bergen opened. Oil was found near Bodø.")
        answer, cached = await answers.answer_or_cached(asked)
        assert not cached
    verdicts = {(claim.text, claim.verdict) for claim in answer.claims}
    assert verdicts == {("Bergen", Verdict.STANDS), ("Bodø", Verdict.DIFFERS)}
    assert [source.article for source in answer.sources] == ["001", "002"]


async def test_a_text_that_cannot_be_read_is_said_not_to_be_checked(store: Store) -> None:
    await store[0].apply(change(FISH))
    answers = await Answers.open(*store, pasted=PastedReader(PlainAnalyst()))
    answer = await answers.answer(request("/check Bergen is broken."))
    assert answer.status is Status.INVALID
    assert answer.message == "This text could not be read, so nothing of it was checked."
    without = await Answers.open(*store)
    assert (await without.answer(request("/check Bergen."))).message == "A text cannot be checked here."
