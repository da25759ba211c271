"""Whoever is lent a database after somebody else finds it as the first one was."""

from __future__ import annotations

import psycopg
import pytest

from storage.database import open_database
from storage.kept.articles import StoredCorpus
from storage.kept.subscriptions import StoredSubscriptions
from tests.lent_databases import LentDatabases
from tests.postgresql_server import PostgresqlServer
from tests.storage.sample_corpus import change, stored


@pytest.fixture
def databases(postgresql: PostgresqlServer, postgresql_with_tables: str) -> LentDatabases:
    return LentDatabases(postgresql, postgresql_with_tables)


async def test_what_one_stored_the_next_does_not_find_and_numbers_begin_anew(
    databases: LentDatabases,
) -> None:
    told = []
    for _ in range(2):
        with databases.lent() as name:
            async with open_database(databases.server.url(name)) as database:
                corpus = StoredCorpus(database)
                before = await corpus.revision(), len(await corpus.cards())
                await corpus.apply(change(stored("001"), stored("002")))
                subscriptions = StoredSubscriptions(database)
                await subscriptions.briefed(7, 1, 1000, ["a story"])
                (mark,) = await subscriptions.of_chat(7)
                told.append((name, before, await corpus.revision(), mark.id))
    assert told[0] == told[1]
    assert told[0][1] == ("0", 0)
    databases.server.drop(name)


@pytest.mark.parametrize(
    "changed",
    [
        "CREATE TABLE recipes (name TEXT)",
        "ALTER TABLE chats ADD COLUMN recipe TEXT",
        "ALTER TABLE chats ALTER COLUMN language SET NOT NULL",
        "DROP TABLE answers",
        "CREATE SCHEMA kitchen",
        "GRANT SELECT ON chats TO pg_monitor",
        "ALTER DATABASE {} SET default_transaction_read_only = on",
    ],
)
def test_one_whose_tables_or_settings_were_changed_is_not_lent_again(
    databases: LentDatabases, changed: str
) -> None:
    with databases.lent() as name:
        databases.server.run(changed.format(name), database=name)
    with databases.lent() as another:
        assert another != name
    databases.server.drop(another)


def test_whoever_still_uses_one_is_sent_away(databases: LentDatabases) -> None:
    with databases.lent() as name:
        left = psycopg.connect(databases.server.url(name))
        left.execute("SELECT * FROM chats")
    with pytest.raises(psycopg.OperationalError):
        left.execute("SELECT 1")
    left.close()
    with databases.lent() as again:
        assert again == name
    databases.server.drop(name)
