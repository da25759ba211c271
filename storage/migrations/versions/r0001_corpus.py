"""The corpus, its people, and answers kept."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the tables of documents, articles, people and answers."""
    corpus = op.create_table(
        "corpus",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("revision", sa.Integer, nullable=False),
    )
    op.bulk_insert(corpus, [{"id": 1, "revision": 0}])
    _create_documents()
    _create_articles()
    op.create_table(
        "people",
        sa.Column("key", sa.Text, primary_key=True),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("person", sa.Text, nullable=False),
    )
    op.create_table(
        "answers",
        sa.Column("request", sa.Text, primary_key=True),
        sa.Column("language", sa.Text, primary_key=True),
        sa.Column("edition", sa.Text, nullable=False),
        sa.Column("revision", sa.Text, nullable=False),
        sa.Column("kept", sa.Integer, nullable=False),
        sa.Column("answer", sa.Text, nullable=False),
    )
    op.create_index("ix_answers_kept", "answers", ["kept"])


def _create_documents() -> None:
    op.create_table(
        "documents",
        sa.Column("location", sa.Text, primary_key=True),
        sa.Column("key", sa.Text, nullable=False),
        sa.Column("file", sa.Text, nullable=False),
        sa.Column("digest", sa.Text, nullable=False),
        sa.Column("analysis_version", sa.Integer, nullable=False),
        sa.Column("given", sa.Text, nullable=False),
        sa.UniqueConstraint("key"),
    )
    op.create_table(
        "document_texts",
        sa.Column(
            "location", sa.Text, sa.ForeignKey("documents.location", ondelete="CASCADE"), primary_key=True
        ),
        sa.Column("text", sa.Text, nullable=False),
    )


def _create_articles() -> None:
    op.create_table(
        "articles",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column(
            "location", sa.Text, sa.ForeignKey("documents.location", ondelete="CASCADE"), nullable=False
        ),
        sa.Column("key", sa.Text, nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("outlet", sa.Text),
        sa.Column("published", sa.Text),
        sa.Column("language", sa.Text, nullable=False),
        sa.Column("truncated", sa.Boolean, nullable=False),
        sa.Column("url", sa.Text),
        sa.Column("file", sa.Text, nullable=False),
        sa.Column("words", sa.Integer, nullable=False),
        sa.UniqueConstraint("key", "position"),
    )
    op.create_index("ix_articles_location", "articles", ["location"])
    op.create_table(
        "readings",
        sa.Column("article_id", sa.Text, sa.ForeignKey("articles.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("article", sa.Text, nullable=False),
        sa.Column("analysis", sa.Text, nullable=False),
    )
