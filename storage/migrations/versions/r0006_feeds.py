"""What the corpus is fed from: feeds, their items, and what is known of hosts."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the tables of feeds, of their items and of hosts."""
    op.create_table(
        "feeds",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("given", sa.Text, nullable=False),
        sa.Column("address", sa.Text, nullable=False),
        sa.Column("name", sa.Text),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("title", sa.Text),
        sa.Column("etag", sa.Text),
        sa.Column("last_modified", sa.Text),
        sa.Column("digest", sa.Text),
        sa.Column("visited", sa.BigInteger),
        sa.Column("succeeded", sa.BigInteger),
        sa.Column("failures", sa.Integer, nullable=False),
        sa.Column("failing_since", sa.BigInteger),
        sa.Column("next_visit", sa.BigInteger, nullable=False),
        sa.Column("pause", sa.Integer, nullable=False),
        sa.Column("off_since", sa.BigInteger),
        sa.Column("wrong", sa.Text),
        sa.Column("unreadable", sa.Boolean, nullable=False),
        sa.UniqueConstraint("given"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_feeds_address", "feeds", ["address"])
    op.create_index("ix_feeds_next_visit", "feeds", ["next_visit"])
    op.create_table(
        "feed_items",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("feed", sa.Integer, sa.ForeignKey("feeds.id", ondelete="CASCADE"), nullable=False),
        sa.Column("key", sa.Text, nullable=False),
        sa.Column("address", sa.Text),
        sa.Column("digest", sa.Text, nullable=False),
        sa.Column("stage", sa.Text, nullable=False),
        sa.Column("facts", sa.Text),
        sa.Column("text", sa.Text),
        sa.Column("appeared", sa.BigInteger, nullable=False),
        sa.Column("listed", sa.BigInteger, nullable=False),
        sa.Column("tries", sa.Integer, nullable=False),
        sa.Column("readings", sa.Integer, nullable=False),
        sa.Column("not_before", sa.BigInteger, nullable=False),
        sa.Column("wrong", sa.Text),
        sa.UniqueConstraint("feed", "key"),
    )
    op.create_index("ix_feed_items_address", "feed_items", ["address"])
    op.create_index("ix_feed_items_stage", "feed_items", ["stage", "not_before"])
    op.create_index("ix_feed_items_feed", "feed_items", ["feed", "appeared"])
    op.create_table(
        "hosts",
        sa.Column("name", sa.Text, primary_key=True),
        sa.Column("rules", sa.Text, nullable=False),
        sa.Column("read", sa.BigInteger),
        sa.Column("not_before", sa.BigInteger, nullable=False),
    )
