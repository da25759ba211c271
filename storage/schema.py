"""The tables as this version of the program wants them; how they came to be so stands in migrations/."""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
)

# Every revision under migrations/versions, oldest first. Kept here as well so that a start on a database that
# is up to date need not load the migration library to know it.
REVISIONS = ("0001", "0002", "0003", "0004")
HEAD = REVISIONS[-1]

metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "ix": "ix_%(table_name)s_%(column_0_name)s",
    }
)

# One row: how often the corpus has changed.
corpus = Table(
    "corpus",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("revision", Integer, nullable=False),
)

documents = Table(
    "documents",
    metadata,
    Column("location", Text, primary_key=True),
    Column("key", Text, nullable=False),
    Column("file", Text, nullable=False),
    Column("digest", Text, nullable=False),
    Column("analysis_version", Integer, nullable=False),
    Column("given", Text, nullable=False),
    UniqueConstraint("key"),
)

# Texts and readings stand apart from what lists and filters: walking 20,000 rows must not walk their pages.
document_texts = Table(
    "document_texts",
    metadata,
    Column("location", Text, ForeignKey("documents.location", ondelete="CASCADE"), primary_key=True),
    Column("text", Text, nullable=False),
)

articles = Table(
    "articles",
    metadata,
    Column("id", Text, primary_key=True),
    Column("location", Text, ForeignKey("documents.location", ondelete="CASCADE"), nullable=False),
    # Articles are listed by their document's key and then as the document has them: 003-2 before 003-10.
    Column("key", Text, nullable=False),
    Column("position", Integer, nullable=False),
    Column("title", Text, nullable=False),
    Column("outlet", Text),
    Column("published", Text),
    Column("language", Text, nullable=False),
    Column("truncated", Boolean, nullable=False),
    Column("url", Text),
    Column("file", Text, nullable=False),
    Column("words", Integer, nullable=False),
    UniqueConstraint("key", "position"),
    Index(None, "location"),
)

readings = Table(
    "readings",
    metadata,
    Column("article_id", Text, ForeignKey("articles.id", ondelete="CASCADE"), primary_key=True),
    Column("article", Text, nullable=False),
    Column("analysis", Text, nullable=False),
)

people = Table(
    "people",
    metadata,
    Column("key", Text, primary_key=True),
    Column("position", Integer, nullable=False),
    Column("person", Text, nullable=False),
)

# `kept` counts the answers kept so far; the smallest leaves first.
answers = Table(
    "answers",
    metadata,
    Column("request", Text, primary_key=True),
    Column("language", Text, primary_key=True),
    Column("edition", Text, nullable=False),
    Column("revision", Text, nullable=False),
    Column("kept", Integer, nullable=False),
    Column("answer", Text, nullable=False),
    Index(None, "kept"),
)
