"""What every test stands on: no settings from the machine, and no network but this machine's own."""

from __future__ import annotations

import asyncio
import fcntl
import gc
import os
import shutil
import socket
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

from config.settings import variable_names
from storage.database import open_database
from tests.lent_databases import LentDatabases
from tests.postgresql_server import PostgresqlServer

# pytest rewrites every test it loads, which takes each process two fifths of its start: what it made is kept
# beside the tests, also where Python is told to keep nothing. The programs tests start keep theirs already.
sys.dont_write_bytecode = False

# Where this is not installed, httpcore looks for it on the whole path with each request, several times.
if find_spec("sniffio") is None:
    sys.modules["sniffio"] = None  # type: ignore[assignment]

# Nothing here is timed, and what the tests find is the same on every machine and every time.
settings.register_profile(
    "house", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("house")


def pytest_collection_finish() -> None:
    """Leave what is loaded out of every search for garbage: a million things, which stay to the end."""
    gc.collect()
    gc.freeze()


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let `make answers` write what tests/chat/test_whole_answers.py compares with."""
    parser.addoption("--renew-answers", action="store_true", help="write the kept answers anew")


@pytest.fixture(scope="session")
def starter_corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a database with the starter corpus, to be copied; made by the program itself.

    It takes seconds, so the processes the tests are shared among make one: the first that comes.
    """
    from tests.test_program import environment, program_anew

    folder = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        folder = folder.parent
    database = folder / "starter.db"
    with (folder / "starter.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not database.exists():
            done = program_anew(["ingest"], environment(folder / "growing.db"), folder)
            assert done.returncode == 0, done.stderr
            assert done.stdout.splitlines()[0] == "new: 5"
            (folder / "growing.db").rename(database)
    return database


@pytest.fixture(autouse=True)
def _no_settings_from_outside(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in variable_names():
        monkeypatch.delenv(name, raising=False)
    assert "TELEGRAM_BOT_TOKEN" not in os.environ


@pytest.fixture(autouse=True)
def _loopback_only(monkeypatch: pytest.MonkeyPatch) -> None:
    """Refuse every connection that would leave this machine."""
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: Any) -> None:
        if self.family in (socket.AF_INET, socket.AF_INET6) and address[0] not in (
            "127.0.0.1",
            "::1",
            "localhost",
        ):
            raise AssertionError(f"a test wants to connect to {address[0]}")
        connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", guarded)


@pytest.fixture(scope="session")
def empty_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with its tables and nothing in them, to be copied: making one takes a tenth of a second."""
    path = tmp_path_factory.mktemp("empty") / "aide.db"

    _made(f"sqlite:///{path}")
    return path


@pytest.fixture
def database_file(empty_database: Path, tmp_path: Path) -> Path:
    """The database of one test, with its tables and nothing in them."""
    return Path(shutil.copy(empty_database, tmp_path / "aide.db"))


@pytest.fixture(scope="session")
def postgresql() -> Iterator[PostgresqlServer]:
    """A PostgreSQL server of this process's own; it starts in two seconds, when it is first needed."""
    # Not among pytest's own folders, which are closed to the user the server runs as.
    with tempfile.TemporaryDirectory(prefix="postgresql-", ignore_cleanup_errors=True) as folder:
        server = PostgresqlServer(Path(folder))
        server.start()
        yield server
        server.stop()


@pytest.fixture(scope="session")
def postgresql_with_tables(postgresql: PostgresqlServer) -> str:
    """A database with its tables and nothing in them, to be copied."""
    name = postgresql.fresh()
    _made(postgresql.url(name))
    return name


@pytest.fixture(scope="session")
def lent_databases(postgresql: PostgresqlServer, postgresql_with_tables: str) -> LentDatabases:
    """Databases with their tables and nothing in them, of that server."""
    return LentDatabases(postgresql, postgresql_with_tables)


def _made(url: str) -> None:
    async def make() -> None:
        async with open_database(url):
            pass

    with ThreadPoolExecutor(1) as aside:  # an event loop of its own, apart from the test's
        aside.submit(asyncio.run, make()).result()
