"""Opening and closing, migrations, and what waits for a lock: the same on both databases."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, event, inspect, select, text
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.errors import DatabaseLocked, DatabaseTooNew, StorageError
from bot.words.changes import ArticleFigures, CorpusChange, SeenFigure
from bot.words.deliveries import Place
from bot.words.feeds import Host
from bot.words.findings import KeptTerms
from storage.database import Database, backend_of, open_database
from storage.kept.articles import StoredCorpus
from storage.kept.deliveries import StoredDeliveries
from storage.kept.feeds import StoredFeeds
from storage.kept.harm import StoredHarm
from storage.kept.statements import insert_unless_there
from storage.schema import HEAD, REVISIONS, document_texts, documents, metadata
from tests.storage.other_process import engine_of, writing_elsewhere
from tests.storage.sample_corpus import change, stored


async def test_a_database_used_after_it_was_closed_is_an_error_and_opens_nothing(url: str) -> None:
    async with open_database(url) as database:
        corpus = StoredCorpus(database)
    with pytest.raises(RuntimeError, match="closed"):
        await corpus.cards()
    with pytest.raises(RuntimeError, match="closed"):
        await corpus.apply(change())


async def test_a_connection_on_its_way_back_is_closed_with_the_database_though_nobody_waits_for_it(
    url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    on_its_way, goes_on, close = asyncio.Event(), asyncio.Event(), AsyncConnection.close
    happened: list[str] = []

    async def slow(connection: AsyncConnection) -> None:
        on_its_way.set()
        await goes_on.wait()
        await close(connection)

    async def read(database: Database) -> None:
        async with database.reading():
            event.listen(database._backend.readers.sync_engine, "close", lambda *_: happened.append("closed"))

    async with open_database(url) as database:
        monkeypatch.setattr(AsyncConnection, "close", slow)
        reading = asyncio.create_task(read(database))
        await on_its_way.wait()
        reading.cancel()
        with pytest.raises(asyncio.CancelledError):
            await reading
        asyncio.get_running_loop().call_soon(goes_on.set)
    assert happened


async def test_a_connection_nobody_waits_for_any_more_is_closed_also_halfway_open(url: str) -> None:
    backend = backend_of(url)
    database = Database(backend, patience=5.0)
    happened: list[str] = []

    async def read() -> None:
        async with database.reading():
            pytest.fail("read")

    reading = asyncio.ensure_future(read())

    def give_up(*_: object) -> None:
        happened.append("open")
        reading.cancel()

    pool = backend.readers.sync_engine
    event.listen(pool, "connect", give_up, insert=True)
    event.listen(pool, "close", lambda *_: happened.append("closed"))
    with pytest.raises(asyncio.CancelledError):
        await reading
    await database.close()
    assert happened == ["open", "closed"]


async def test_a_connection_in_use_while_the_database_is_closed_is_closed_when_it_is_given_back(
    url: str,
) -> None:
    backend = backend_of(url)
    database = Database(backend, patience=5.0)
    happened: list[str] = []
    pool = backend.readers.sync_engine
    event.listen(pool, "connect", lambda *_: happened.append("open"))
    event.listen(pool, "close", lambda *_: happened.append("closed"))
    async with database.reading() as connection:
        await connection.execute(text("SELECT 1"))
        await database.close()
    assert happened == ["open", "closed"]


async def test_one_process_has_the_lead_in_some_work_until_it_ends(url: str) -> None:
    async with open_database(url) as one, open_database(url) as other:
        async with one.lead("ingest") as lead, other.lead("ingest") as none, other.lead("else") as another:
            assert none is None
            assert lead is not None
            assert another is not None
            assert await lead.is_held()
        async with other.lead("ingest") as lead:
            assert lead is not None


async def test_two_openings_at_once_of_a_new_database_both_succeed(new_url: str) -> None:
    async def opened() -> str:
        async with open_database(new_url) as database:
            return await StoredCorpus(database).revision()

    assert await asyncio.gather(*(opened() for _ in range(4))) == ["0"] * 4


async def test_the_migrations_build_what_the_schema_says(database: Database) -> None:
    def differences(connection: Connection) -> object:
        return compare_metadata(MigrationContext.configure(connection), metadata)

    async with database.reading() as connection:
        assert await connection.run_sync(differences) == []


def test_every_migration_is_named_in_the_schema_in_its_order() -> None:
    config = Config()
    config.set_main_option("script_location", "storage:migrations")
    revisions = [script.revision for script in ScriptDirectory.from_config(config).walk_revisions()]
    assert tuple(reversed(revisions)) == REVISIONS


async def test_a_migration_that_breaks_leaves_no_half_built_tables(
    new_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = command.upgrade

    def breaks(config: Config, revision: str) -> None:
        whole(config, revision)
        raise RuntimeError("broken")

    monkeypatch.setattr(command, "upgrade", breaks)
    with pytest.raises(RuntimeError, match="broken"):
        async with open_database(new_url):
            pytest.fail("opened")
    engine = engine_of(new_url)
    assert inspect(engine).get_table_names() == []
    engine.dispose()
    monkeypatch.undo()
    async with open_database(new_url) as database, database.reading() as connection:
        version = await connection.execute(text("SELECT version_num FROM alembic_version"))
        assert version.scalar_one() == HEAD


async def test_an_error_of_the_database_does_not_tell_what_was_asked(database: Database) -> None:
    with pytest.raises(Exception, match="nowhere") as caught:
        async with database.reading() as connection:
            await connection.execute(text("SELECT * FROM nowhere WHERE words = :words"), {"words": "secret"})
    assert "secret" not in str(caught.value)


def with_one_article(connection: Connection, schema: str) -> None:
    """Make the tables as an earlier schema has them, and store an article in them at revision 41."""
    config = Config()
    config.set_main_option("script_location", "storage:migrations")
    config.attributes["connection"] = connection
    command.upgrade(config, schema)
    connection.execute(text("UPDATE corpus SET revision = 41"))
    connection.execute(text("INSERT INTO documents VALUES ('a.txt', '001', 'a.txt', 'd', 1, '{}')"))
    connection.execute(
        text(
            "INSERT INTO articles (id, location, key, position, title, language, truncated, file, words)"
            " VALUES ('001', 'a.txt', '001', 0, 'Fish', 'en', false, 'a.txt', 3)"
        )
    )


async def test_a_corpus_stored_before_revisions_were_on_record_is_carried_over(new_url: str) -> None:
    """A copy of it is made anew once, and follows from there on."""
    engine = engine_of(new_url)
    with engine.begin() as connection:
        with_one_article(connection, "0005")
    engine.dispose()
    async with open_database(new_url) as database:
        corpus = StoredCorpus(database)
        before = await corpus.movement("")
        assert (before.revision, before.put) == ("41", None)
        assert [card.id for card in await corpus.cards()] == ["001"]
        await corpus.apply(CorpusChange({}, ("a.txt",), ()))
        assert await corpus.movement(before.mark) == replace(await corpus.movement(""), put=(), gone=("001",))


async def test_a_lock_taken_while_it_is_open_is_told_and_nothing_is_stored(url: str) -> None:
    async with open_database(url, patience=0.05) as database:
        corpus = StoredCorpus(database)
        with writing_elsewhere(url):
            with pytest.raises(DatabaseLocked):
                await corpus.apply(change(stored("000")))
            assert await corpus.cards() == []
        await corpus.apply(change(stored("000")))
        assert len(await corpus.cards()) == 1


async def test_an_error_of_the_caller_passes_through_and_undoes_what_was_written(database: Database) -> None:
    async def breaks() -> None:
        async with database.writing() as connection:
            await connection.exec_driver_sql("UPDATE corpus SET revision = 9")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await breaks()
    assert await StoredCorpus(database).revision() == "0"


async def test_a_change_that_is_cancelled_is_not_stored_and_the_next_one_is(database: Database) -> None:
    corpus = StoredCorpus(database)
    task = asyncio.create_task(corpus.apply(change(*(stored(f"{number:03}") for number in range(200)))))
    async with database.reading():
        await asyncio.sleep(0)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert await corpus.cards() == []
    await corpus.apply(change(stored("000")))
    assert len(await corpus.cards()) == 1


# --- one meaning on both ----------------------------------------------------------------------------------


async def test_every_character_comes_back_as_it_was(database: Database) -> None:
    texts = ["\x00", "\ufdd0", "a\x00\ufdd00\ufdd0\ufdd0b", "\U0001f600", "\ufffe\x01", ""]
    await StoredCorpus(database).apply(change(*(stored(f"{n:03}", text=one) for n, one in enumerate(texts))))
    column = document_texts.c.text
    async with database.reading() as connection:
        found = await connection.execute(select(column).order_by(document_texts.c.location))
        assert found.scalars().all() == texts
        same = await connection.execute(select(column).where(column == "\x00"))
        assert same.scalars().all() == ["\x00"]


async def test_keys_are_sorted_by_their_bytes(database: Database) -> None:
    keys = ["010", "10", "1a", "A", "B-1", "B1", "a", "b", "é", "я"]
    await StoredCorpus(database).apply(change(*(stored(key) for key in reversed(keys))))
    async with database.reading() as connection:
        found = (await connection.execute(select(documents.c.key).order_by(documents.c.key))).scalars().all()
        after = (await connection.execute(select(documents.c.key).where(documents.c.key > "B-1"))).scalars()
        assert found == keys
        assert sorted(after) == keys[5:]


async def test_a_row_that_is_there_stays_as_it_is(database: Database) -> None:
    rows = [{"location": "a", "text": "new"}]
    await StoredCorpus(database).apply(change(stored("000", text="old")))
    async with database.writing() as connection:
        rows[0]["location"] = (await connection.execute(select(documents.c.location))).scalar_one()
        await connection.execute(insert_unless_there(connection, document_texts), rows)
        assert (await connection.execute(select(document_texts.c.text))).scalars().all() == ["old"]


async def test_a_row_put_again_takes_the_place_of_the_first(database: Database) -> None:
    harm = StoredHarm(database)
    for digest, version, reason in (("a", 1, "slow"), ("b", 1, "large"), ("a", 2, "slower")):
        await harm.note(digest, version, reason)
    assert await harm.known(1) == {"b": "large"}
    assert await harm.known(2) == {"a": "slower"}
    feeds = StoredFeeds(database)
    for host in (Host("x.example", "Disallow: /", 1, 5), Host("x.example", "", None, 9)):
        await feeds.keep_host(host)
    assert await feeds.host("x.example") == Host("x.example", "", None, 9)


# --- refusals ---------------------------------------------------------------------------------------------


async def assert_refused(url: str, error: type[StorageError], said: str) -> None:
    with pytest.raises(error, match=said) as caught:
        async with open_database(url, patience=0.05):
            pytest.fail("opened")
    assert "\n" not in str(caught.value)
    assert caught.value.exit_code == 4


async def test_a_database_of_a_newer_version_is_refused(url: str) -> None:
    async with open_database(url) as database, database.writing() as connection:
        await connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    await assert_refused(url, DatabaseTooNew, "newer version")


async def test_a_database_of_another_program_is_refused_and_left_alone(new_url: str) -> None:
    engine = engine_of(new_url)
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE recipes (name TEXT)"))
    await assert_refused(new_url, StorageError, "another program")
    assert inspect(engine).get_table_names() == ["recipes"]
    engine.dispose()


async def test_a_database_another_process_writes_to_is_refused_when_it_does_not_end(url: str) -> None:
    async with open_database(url):
        pass
    with writing_elsewhere(url):
        await assert_refused(url, DatabaseLocked, "locked by another process")


async def test_who_goes_first_waits_for_one_writer_alone_and_whoever_gives_up_for_nobody(
    database: Database,
) -> None:
    order: list[str] = []

    async def write(name: str, *, first: bool = False) -> None:
        async with database.writing(first=first):
            order.append(name)

    async with database.writing():
        waiting = [asyncio.create_task(write(name)) for name in ("second", "third", "gone")]
        await asyncio.sleep(0)
        waiting.append(asyncio.create_task(write("first", first=True)))
        await asyncio.sleep(0)
        waiting[2].cancel()
    await asyncio.gather(*waiting, return_exceptions=True)
    assert order == ["first", "second", "third"]


async def test_figures_kept_by_article_are_carried_over_one_by_one(new_url: str) -> None:
    """They are filed when the corpus changes next, without the articles being read again."""
    config = Config()
    config.set_main_option("script_location", "storage:migrations")
    engine = engine_of(new_url)
    seen = '{"article":"001","figures":[{"name":"Ada Lind","forms":["Ada Lind","Lind"]},{"name":"Bo Ek"}]}'
    person = (
        '{"key":"ada-lind","name":"Ada Lind","family_name":"Lind","forms":[],"roles":[],"appearances":[]}'
    )
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0009")
        connection.execute(text("INSERT INTO documents VALUES ('a.txt', '001', 'a.txt', 'd', 1, '{}')"))
        connection.execute(
            text(
                "INSERT INTO articles (id, location, key, position, title, language, truncated, file, words)"
                " VALUES ('001', 'a.txt', '001', 0, 'Fish', 'en', false, 'a.txt', 3)"
            )
        )
        connection.execute(text("INSERT INTO figures VALUES ('001', 1, :seen)"), {"seen": seen})
        connection.execute(text("INSERT INTO people VALUES ('ada-lind', 0, :person)"), {"person": person})
    engine.dispose()
    async with open_database(new_url) as database:
        corpus = StoredCorpus(database)
        kept = [one async for one in corpus.figures.each(1)]
        assert kept == [
            (
                "a.txt",
                ArticleFigures(
                    "001", (SeenFigure("Ada Lind", forms=("Ada Lind", "Lind")), SeenFigure("Bo Ek"))
                ),
            )
        ]
        assert (await corpus.figures.without(1), await corpus.figures.people_edition()) == ([], 0)
        assert [one.key for one in await corpus.people()] == ["ada-lind"]


async def test_the_terms_of_articles_stored_before_they_were_kept_are_caught_up_with(new_url: str) -> None:
    engine = engine_of(new_url)
    with engine.begin() as connection:
        with_one_article(connection, "0013")
        connection.execute(text("INSERT INTO document_texts VALUES ('a.txt', 'Fish')"))
        article = '{"id": "001", "span": [0, 4], "title": "Fish", "title_span": [0, 4], "paragraphs": []}'
        analysis = '{"article": "001", "sentences": []}'
        connection.execute(
            text("INSERT INTO readings VALUES ('001', :article, :analysis)"),
            {"article": article, "analysis": analysis},
        )
    engine.dispose()
    async with open_database(new_url) as database:
        corpus, kept = StoredCorpus(database), KeptTerms(5, "fish")
        assert (await corpus.articles(["001"]))["001"].terms is None
        assert await corpus.terms.without(5, 10) == ["001"]
        assert not await corpus.terms.keep({"001": kept}, "40")
        assert (await corpus.articles(["001"]))["001"].terms is None
        assert await corpus.terms.keep({"001": kept}, "41")
        assert (await corpus.articles(["001"]))["001"].terms == kept
        assert await corpus.terms.without(5, 10) == []
        assert await corpus.terms.without(6, 10) == ["001"]
        assert await corpus.revision() == "41"


async def test_deliveries_made_before_they_kept_their_numbers_are_carried_over(new_url: str) -> None:
    """What something told still names one that is gone; no new one has its number."""
    engine = engine_of(new_url)
    columns = 'chat, topic, "window", html, buttons, state, not_before, attempts, doubts, made, before'
    with engine.begin() as connection:
        with_one_article(connection, "0015")
        connection.execute(
            text(
                f"INSERT INTO deliveries ({columns}) VALUES"
                " (7, 0, 'one', 'Hello', '[]', 'due', 5, 0, 0, 5, '[]')"
            )
        )
        connection.execute(
            text(
                "INSERT INTO subscriptions (chat, topic, kind, words, seen) VALUES (7, 0, 'watch', 'oil', 3)"
            )
        )
        connection.execute(text("INSERT INTO told VALUES (1, 'a story', 5, 1), (1, 'another', 5, 9)"))
        if connection.dialect.name == "postgresql":
            connection.execute(text("SELECT setval('deliveries_id_seq', 9)"))
    engine.dispose()
    async with open_database(new_url) as database:
        outbox = StoredDeliveries(database)
        (kept,) = await outbox.due(10, 5)
        assert (kept.id, kept.html, kept.version) == (1, "Hello", 0)
        assert await outbox.write(Place(8), "one", "new", 5)
        assert [one.id for one in await outbox.due(10, 5)] == [1, 10]
