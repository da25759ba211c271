from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import select

from bot.words.answers import Briefing, CorpusCard, Item, Kind, Section, Status
from bot.words.changes import CorpusChange, KeptAnswer
from bot.words.spans import Span
from storage.database import Database, open_database
from storage.kept.answers import KeptAnswers
from storage.kept.articles import StoredCorpus
from storage.schema import answers
from tests.storage.other_process import writing_elsewhere
from tests.storage.sample_corpus import change, stored

ITEM = Item("“Ivanova”", "Ivanova", "000", Span(3, 10), marks=(Span(1, 4),))


def answer(words: str = "Ivanova") -> Briefing:
    item = replace(ITEM, text=f"“{words}”", verbatim=words)
    card = CorpusCard(articles=1, outlets=1, newest="2024-11", revision="1")
    return Briefing(
        words, Kind.PERSON, Status.FOUND, card, title=words, sections=(Section("Summary", (item,)),)
    )


@pytest.fixture
async def corpus(database: Database) -> StoredCorpus:
    stored_corpus = StoredCorpus(database)
    await stored_corpus.apply(change(stored("000")))
    return stored_corpus


async def test_an_answer_kept_comes_back_equal_also_after_a_restart(url: str) -> None:
    async with open_database(url) as database:
        await KeptAnswers(database).keep("/person Ivanova", "en", "0", answer())
    async with open_database(url) as database:
        kept = await KeptAnswers(database).cached("/person Ivanova", "en")
        assert kept == KeptAnswer("0", None, answer())


async def test_an_answer_is_for_exactly_its_request_and_language(
    database: Database, corpus: StoredCorpus
) -> None:
    kept = KeptAnswers(database)
    await kept.keep("/person Ivanova", "en", "1", answer())
    assert await kept.cached("/person ivanova", "en") is None
    assert await kept.cached("/person Ivanova", "ru") is None


async def test_a_newer_answer_to_the_same_request_replaces_the_older(
    database: Database, corpus: StoredCorpus
) -> None:
    kept = KeptAnswers(database)
    await kept.keep("q", "en", "1", answer("first"))
    await kept.keep("q", "en", "1", answer("second"), "basis")
    assert await kept.cached("q", "en") == KeptAnswer("1", "basis", answer("second"))


async def test_answers_that_rest_on_an_older_corpus_alone_leave_with_the_first_one_of_the_new(
    database: Database, corpus: StoredCorpus
) -> None:
    kept = KeptAnswers(database)
    await kept.keep("old", "en", "1", answer())
    await kept.keep("lasting", "en", "1", answer(), "basis")
    revision = await corpus.apply(change(stored("001")))
    await kept.keep("new", "en", revision, answer())
    assert await kept.cached("old", "en") is None
    assert await kept.cached("lasting", "en") == KeptAnswer("1", "basis", answer())
    assert await kept.cached("new", "en") == KeptAnswer(revision, None, answer())


async def test_an_answer_that_still_holds_is_noted_for_the_revision_it_holds_for(
    database: Database, corpus: StoredCorpus
) -> None:
    kept = KeptAnswers(database)
    await kept.keep("q", "en", "1", answer(), "basis")
    await kept.confirm("q", "en", "0", "2")
    assert await kept.cached("q", "en") == KeptAnswer("1", "basis", answer())
    await kept.confirm("q", "en", "1", "2")
    assert await kept.cached("q", "en") == KeptAnswer("2", "basis", answer())


async def test_an_answer_to_a_corpus_that_has_changed_meanwhile_is_not_kept(
    database: Database, corpus: StoredCorpus
) -> None:
    kept = KeptAnswers(database)
    revision = await corpus.apply(change(stored("001")))
    await kept.keep("new", "en", revision, answer())
    await kept.keep("late", "en", "1", answer())
    assert await kept.cached("late", "en") is None
    assert await kept.cached("new", "en") == KeptAnswer(revision, None, answer())


async def test_answers_are_kept_a_month_and_under_no_words_of_who_asked(
    database: Database, corpus: StoredCorpus
) -> None:
    now = 0.0
    kept = KeptAnswers(database, clock=lambda: now)
    await kept.keep("a rare question", "en", "1", answer())
    async with database.reading() as connection:
        (row,) = (await connection.execute(select(answers))).mappings().all()
    assert not any("rare" in str(value) for value in row.values())
    now = 31 * 86_400.0
    assert await kept.cached("a rare question", "en") is not None
    now += 1
    assert await kept.cached("a rare question", "en") is None
    await kept.forget_old(int(now))
    async with database.reading() as connection:
        assert (await connection.execute(select(answers))).all() == []


async def test_answers_of_another_edition_of_the_program_are_never_shown(
    database: Database, corpus: StoredCorpus
) -> None:
    await KeptAnswers(database, edition="one").keep("q", "en", "1", answer("one"))
    assert await KeptAnswers(database, edition="two").cached("q", "en") is None
    await KeptAnswers(database, edition="two").keep("q", "en", "1", answer("two"))
    assert await KeptAnswers(database, edition="one").cached("q", "en") is None


async def test_the_oldest_answers_leave_when_there_are_too_many(
    database: Database, corpus: StoredCorpus
) -> None:
    kept = KeptAnswers(database, limit=3)
    for number in range(5):
        await kept.keep(f"q{number}", "en", "1", answer())
    found = [await kept.cached(f"q{number}", "en") is not None for number in range(5)]
    assert found == [False, False, True, True, True]


async def test_a_very_long_answer_is_not_kept(database: Database, corpus: StoredCorpus) -> None:
    kept = KeptAnswers(database)
    await kept.keep("q", "en", "1", answer("long " * 100_000))
    assert await kept.cached("q", "en") is None


async def test_a_broken_answer_counts_as_none(database: Database, corpus: StoredCorpus) -> None:
    kept = KeptAnswers(database)
    await kept.keep("q", "en", "1", answer())
    async with database.writing() as connection:
        await connection.exec_driver_sql("UPDATE answers SET answer = '{\"query\": 1}'")
    assert await kept.cached("q", "en") is None


async def test_a_question_with_half_a_character_is_answered_and_not_kept(
    database: Database, corpus: StoredCorpus
) -> None:
    kept = KeptAnswers(database)
    await kept.keep("\ud83d", "en", "1", answer("\ud83d"))
    assert await kept.cached("\ud83d", "en") is None


async def test_a_lock_of_another_process_keeps_nobody_from_an_answer(url: str) -> None:
    async with open_database(url, patience=0.05) as database:
        kept = KeptAnswers(database)
        with writing_elsewhere(url):
            await kept.keep("q", "en", "0", answer())
            assert await kept.cached("q", "en") is None


async def test_an_answer_with_words_of_an_article_that_leaves_or_changes_leaves_with_it(
    database: Database, corpus: StoredCorpus
) -> None:
    await corpus.apply(change(stored("001"), stored("002")))
    kept = KeptAnswers(database)

    async def keep() -> None:
        revision = await corpus.revision()
        await kept.keep("shows 000", "en", revision, answer(), "basis")
        also = replace(answer(), sections=(Section("", (replace(ITEM, article="001", also=("002",)),)),))
        await kept.keep("shows others", "ru", revision, also, "basis")
        await kept.keep("a list", "en", revision, replace(answer(), sections=()), "basis")

    async def there() -> int:
        async with database.reading() as connection:
            return len((await connection.execute(select(answers.c.request))).all())

    await keep()
    await corpus.apply(change(stored("009")))
    assert await there() == 3
    await corpus.apply(change(stored("002", text="Other words")))
    assert await kept.cached("shows 000", "en") is not None
    assert await there() == 1
    await keep()
    (location,) = [one.location for one in (await corpus.known_documents()).values() if one.key == "000"]
    await corpus.apply(CorpusChange({}, (location,), ()))
    assert await there() == 1
    assert await kept.cached("shows others", "ru") is not None
