"""What is PostgreSQL's alone: a server that refuses, goes away and comes back, and its password."""

from __future__ import annotations

import asyncio
import io
import logging
import traceback
from collections.abc import Iterator
from typing import Any

import psycopg
import pytest
from sqlalchemy import event, insert
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from bot.errors import (
    DatabaseDamaged,
    DatabaseLocked,
    DatabaseReadOnly,
    DatabaseUnreachable,
    StorageError,
)
from config.logging import configure_logging
from config.settings import Settings, secrets_of
from storage.database import open_database
from storage.kept.articles import StoredCorpus
from storage.postgresql import backend, session
from storage.postgresql.failures import is_away, storage_error, told_as_storage_errors
from storage.schema import documents
from tests.postgresql_server import PostgresqlServer
from tests.storage.sample_corpus import change, stored

SECRET = "open sesame@home"
IN_ADDRESS = "open%20sesame%40home"


@pytest.fixture
def named(postgresql: PostgresqlServer, postgresql_with_tables: str) -> Iterator[str]:
    """The name of a database with its tables."""
    name = postgresql.fresh(postgresql_with_tables)
    yield name
    postgresql.drop(name)


@pytest.fixture
def user(postgresql: PostgresqlServer) -> Iterator[str]:
    """A user with no rights but to connect, who needs a password."""
    postgresql.run(f"CREATE ROLE guarded LOGIN PASSWORD '{SECRET}'")
    yield "guarded"
    postgresql.run("DROP ROLE guarded")


async def refused(url: str, error: type[StorageError], said: str, patience: float = 0.05) -> StorageError:
    with pytest.raises(StorageError, match=said) as caught:
        async with open_database(url, patience):
            pytest.fail("opened")
    assert type(caught.value) is error
    assert "\n" not in str(caught.value)
    assert caught.value.exit_code == 4
    return caught.value


# --- refusals ---------------------------------------------------------------------------------------------


async def test_a_server_that_is_not_there_is_said_not_to_be_reached() -> None:
    await refused("postgresql://aide@127.0.0.1:1/aide", DatabaseUnreachable, "aide at 127.0.0.1:1 cannot be")


async def test_a_database_that_is_not_there_is_said_with_the_servers_words(
    postgresql: PostgresqlServer,
) -> None:
    await refused(postgresql.url("nosuch"), StorageError, 'refuses this program .*"nosuch" does not exist')


async def test_a_wrong_password_is_refused_and_shown_nowhere(
    postgresql: PostgresqlServer, named: str, user: str
) -> None:
    log = io.StringIO()
    url = f"postgres://{user}:wrong%20{IN_ADDRESS}@127.0.0.1:{postgresql.port}/{named}"
    configure_logging("DEBUG", secrets=secrets_of(Settings(database_url=url)), stream=log)
    error = await refused(url, StorageError, "refuses this program .*password")
    logging.getLogger("bot").error("Stopped", exc_info=error)
    shown = log.getvalue() + "".join(traceback.format_exception(error)) + repr(Settings(database_url=url))
    assert "Stopped" in shown
    for form in (SECRET, IN_ADDRESS):
        assert form not in shown


async def test_a_password_with_signs_in_it_is_understood(
    postgresql: PostgresqlServer, user: str, named: str
) -> None:
    url = f"postgres://{user}:{IN_ADDRESS}@127.0.0.1:{postgresql.port}/{named}"
    await refused(url, DatabaseReadOnly, "belong to another user")
    postgresql.run(f"GRANT ALL ON ALL TABLES IN SCHEMA public TO {user}", database=named)
    async with open_database(url) as database:
        assert IN_ADDRESS not in database.name
        assert await StoredCorpus(database).revision() == "0"
        assert await database.size() > 1_000_000


async def test_whoever_may_not_make_tables_is_told_so(postgresql: PostgresqlServer, user: str) -> None:
    name = postgresql.fresh()
    url = f"postgresql://{user}:{IN_ADDRESS}@127.0.0.1:{postgresql.port}/{name}"
    await refused(url, DatabaseReadOnly, "it may not make tables")
    postgresql.drop(name)


async def test_a_server_that_is_too_old_is_refused(
    postgresql: PostgresqlServer, named: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(backend, "OLDEST", 990_000)
    await refused(postgresql.url(named), StorageError, "PostgreSQL 18, which is too old: 99 or newer")


async def test_a_database_of_other_characters_is_refused(postgresql: PostgresqlServer) -> None:
    name = postgresql.fresh(options="ENCODING 'SQL_ASCII' LOCALE_PROVIDER 'libc' LOCALE 'C'")
    await refused(postgresql.url(name), StorageError, "SQL_ASCII")
    postgresql.drop(name)


async def test_a_database_that_takes_no_changes_is_refused(postgresql: PostgresqlServer, named: str) -> None:
    postgresql.run(f"ALTER DATABASE {named} SET default_transaction_read_only = on")
    await refused(postgresql.url(named), DatabaseReadOnly, "takes no changes")


@pytest.mark.parametrize("url", ["postgresql://", "postgres://aide:opensesame@:port/x", "postgresql:///"])
async def test_what_is_no_address_is_refused_without_being_repeated(url: str) -> None:
    assert "opensesame" not in str(await refused(url, StorageError, "no address of a database"))


async def test_every_text_is_sorted_by_its_bytes_whatever_the_server_does(
    postgresql: PostgresqlServer, named: str
) -> None:
    otherwise = "data_type = 'text' AND collation_name IS DISTINCT FROM 'C' AND table_schema = 'public'"
    columns = "SELECT table_name, column_name FROM information_schema.columns"
    assert postgresql.rows(f"{columns} WHERE {otherwise}", named) == []
    assert (
        len(postgresql.rows(f"{columns} WHERE collation_name = 'C' AND table_name = 'articles'", named)) > 5
    )


async def test_an_option_nobody_knows_is_named(postgresql: PostgresqlServer, named: str) -> None:
    url = f"{postgresql.url(named)}?nonsense=opensesame"
    error = await refused(url, StorageError, 'an option the driver does not know: .*"nonsense"')
    assert "opensesame" not in "".join(traceback.format_exception(error))


async def test_an_error_does_not_quote_the_row_it_is_about(postgresql: PostgresqlServer, named: str) -> None:
    row = {"location": "a", "key": "somebody's words", "file": "", "digest": "", "analysis_version": 1}
    async with open_database(postgresql.url(named)) as database:

        async def put(location: str) -> None:
            async with database.writing() as connection:
                await connection.execute(
                    insert(documents).values(row | {"location": location, "given": "{}"})
                )

        await put("a")
        with pytest.raises(IntegrityError, match="duplicate key") as caught:
            await put("b")
    assert "somebody" not in "".join(traceback.format_exception(caught.value))


# --- going away -------------------------------------------------------------------------------------------


async def test_a_server_that_went_away_is_told_of_once_and_found_again(
    postgresql: PostgresqlServer, named: str, caplog: pytest.LogCaptureFixture
) -> None:
    async with open_database(postgresql.url(named), patience=0.05) as database:
        corpus = StoredCorpus(database)
        await corpus.apply(change(stored("000")))
        postgresql.stop()
        try:
            for _ in range(3):
                with pytest.raises(DatabaseUnreachable):
                    await corpus.cards()
            with pytest.raises(DatabaseUnreachable):
                await corpus.apply(change(stored("001")))
        finally:
            postgresql.start()
        assert len(await corpus.cards()) == 1
        await corpus.apply(change(stored("001")))
    told = [record for record in caplog.records if record.name == "storage.database"]
    assert [record.levelname for record in told] == ["ERROR", "WARNING"]
    assert told[0].exc_info is not None


async def test_a_server_that_is_soon_back_is_waited_for(postgresql: PostgresqlServer, named: str) -> None:
    async with open_database(postgresql.url(named), patience=60) as database:
        postgresql.stop()
        asking = asyncio.create_task(StoredCorpus(database).revision())
        await asyncio.sleep(0)
        await asyncio.to_thread(postgresql.start)
        assert await asking == "0"


async def test_a_connection_cut_off_between_two_questions_is_replaced(
    postgresql: PostgresqlServer, named: str
) -> None:
    async with open_database(postgresql.url(named)) as database:
        assert await StoredCorpus(database).revision() == "0"
        cut = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database()"
        postgresql.run(f"{cut} AND pid <> pg_backend_pid()", database=named)
        assert await StoredCorpus(database).revision() == "0"


async def test_a_lead_whose_session_is_cut_off_is_lost_and_another_has_it(
    postgresql: PostgresqlServer, named: str
) -> None:
    url = postgresql.url(named)
    async with open_database(url) as one, open_database(url) as other, one.lead("ingest") as lead:
        assert lead is not None
        cut = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database()"
        postgresql.run(f"{cut} AND pid <> pg_backend_pid()", database=named)
        assert not await lead.is_held()
        async with other.lead("ingest") as taken_over:
            assert taken_over is not None


async def test_a_change_cut_off_half_way_is_told_and_not_stored(
    postgresql: PostgresqlServer, named: str
) -> None:
    async with open_database(postgresql.url(named)) as database:
        corpus = StoredCorpus(database)

        async def cut_off() -> None:
            async with database.writing() as connection:
                await connection.exec_driver_sql("UPDATE corpus SET revision = 9")
                await connection.exec_driver_sql("SELECT pg_terminate_backend(pg_backend_pid())")

        with pytest.raises(DatabaseUnreachable):
            await cut_off()
        assert await corpus.revision() == "0"


# --- each kind of failure -----------------------------------------------------------------------------------

TOLD = {
    "55P03": DatabaseLocked,
    "40P01": DatabaseLocked,
    "57P01": DatabaseUnreachable,
    "08006": DatabaseUnreachable,
    "53300": DatabaseUnreachable,
    "25006": DatabaseReadOnly,
    "42501": DatabaseReadOnly,
    "53100": StorageError,
    "58030": StorageError,
    "XX001": DatabaseDamaged,
}


def reported(code: str) -> psycopg.Error:
    return psycopg.errors.lookup(code)("as PostgreSQL words it\nDETAIL: somebody's words")


@pytest.mark.parametrize(("code", "told"), TOLD.items())
@pytest.mark.parametrize("wrapped", [False, True])
def test_each_kind_of_failure_is_told_once_with_its_cause(
    code: str, told: type[StorageError], wrapped: bool
) -> None:
    cause: Exception = reported(code)
    if wrapped:
        cause = DBAPIError("SELECT 1", {}, cause)
    with pytest.raises(told) as caught, told_as_storage_errors("aide at host"):
        raise cause
    assert type(caught.value) is told
    assert "aide at host" in str(caught.value)
    assert "somebody" not in str(caught.value)
    assert caught.value.__cause__ is cause
    assert is_away(cause) is (told is DatabaseUnreachable)


@pytest.mark.parametrize("code", ["23505", "42P01", "22021"])
def test_a_fault_of_the_program_keeps_its_own_error(code: str) -> None:
    cause = reported(code)
    with pytest.raises(psycopg.Error) as caught, told_as_storage_errors("aide"):
        raise cause
    assert caught.value is cause
    assert storage_error(None, "aide") is None


@pytest.mark.parametrize(
    ("words", "away"),
    [
        ('connection to server at "h" failed: Connection refused', True),
        ("failed to resolve host 'h': Name or service not known", True),
        ("connection failed: FATAL:  the database system is starting up", True),
        ("connection failed: FATAL:  sorry, too many clients already", True),
        ('connection failed: FATAL:  password authentication failed for user "u"', False),
        ("connection failed: ВАЖНО:  роль не существует", False),
    ],
)
def test_a_server_that_refuses_is_told_from_one_that_is_not_there(words: str, away: bool) -> None:
    assert is_away(psycopg.OperationalError(words)) is away


@pytest.mark.parametrize("when", ["connect", "close"])
async def test_a_session_of_its_own_is_closed_by_whoever_is_cancelled_while_it_opens_or_closes(
    postgresql: PostgresqlServer, named: str, monkeypatch: pytest.MonkeyPatch, when: str
) -> None:
    happened: list[str] = []

    def watched(*given: Any, **more: Any) -> AsyncEngine:
        engine = create_async_engine(*given, **more)
        event.listen(engine.sync_engine, "connect", lambda *_: happened.append("open"))
        event.listen(engine.sync_engine, "close", lambda *_: happened.append("closed"))
        event.listen(engine.sync_engine, when, lambda *_: holding.cancel(), insert=True)
        return engine

    monkeypatch.setattr(session, "create_async_engine", watched)

    async def hold() -> None:
        async with open_database(postgresql.url(named)) as database, database.lead("ingest"):
            pass

    holding = asyncio.ensure_future(hold())
    with pytest.raises(asyncio.CancelledError):
        await holding
    assert happened == ["open", "closed"]
