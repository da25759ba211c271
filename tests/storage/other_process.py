"""What another process does to a database, on both kinds of them."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager

import psycopg
from sqlalchemy import Engine, create_engine

from storage.postgresql.backend import WRITERS_TURN


@contextmanager
def writing_elsewhere(url: str) -> Iterator[None]:
    """Hold the lock of writers while the body runs."""
    if url.startswith("sqlite:///"):
        with closing(sqlite3.connect(url.removeprefix("sqlite:///"), isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            yield
            other.execute("ROLLBACK")
    else:
        with psycopg.connect(url) as other:
            other.execute("SELECT pg_advisory_xact_lock(%s)", [WRITERS_TURN])
            yield


def engine_of(url: str) -> Engine:
    """Return what reaches a database past our own code."""
    return create_engine(url.replace("postgresql:", "postgresql+psycopg:"))
