"""Watches, schedules and deliveries."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the tables of subscriptions, of what has arrived and was told, and of deliveries."""
    op.create_table(
        "subscriptions",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("chat", sa.BigInteger, nullable=False),
        sa.Column("topic", sa.BigInteger, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("words", sa.Text, nullable=False),
        sa.Column("seen", sa.Integer, nullable=False),
        sa.Column("timetable", sa.Text),
        sa.Column("zone", sa.Text),
        sa.Column("due", sa.BigInteger),
        sa.Column("told", sa.BigInteger),
        sa.Column("muted_until", sa.BigInteger),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_subscriptions_chat", "subscriptions", ["chat"])
    op.create_table(
        "arrivals",
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("article", sa.Text, nullable=False),
        sa.Column("fingerprint", sa.Text, nullable=False),
        sa.Column("digest", sa.Text, nullable=False),
        sa.UniqueConstraint("fingerprint"),
    )
    op.create_index("ix_arrivals_digest", "arrivals", ["digest"])
    op.create_table(
        "told",
        sa.Column(
            "subscription",
            sa.Integer,
            sa.ForeignKey("subscriptions.id", ondelete="CASCADE"),
            primary_key=True,
            autoincrement=False,
        ),
        sa.Column("story", sa.Text, primary_key=True),
    )
    _create_deliveries()


def _create_deliveries() -> None:
    op.create_table(
        "deliveries",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("chat", sa.BigInteger, nullable=False),
        sa.Column("topic", sa.BigInteger, nullable=False),
        sa.Column("window", sa.Text, nullable=False),
        sa.Column("html", sa.Text, nullable=False),
        sa.Column("buttons", sa.Text, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("not_before", sa.BigInteger, nullable=False),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("doubts", sa.Integer, nullable=False),
        sa.Column("reason", sa.Text),
        sa.Column("message", sa.BigInteger),
        sa.Column("made", sa.BigInteger, nullable=False),
        sa.Column("before", sa.Text, nullable=False),
        sa.UniqueConstraint("chat", "topic", "window"),
    )
    op.create_index("ix_deliveries_state", "deliveries", ["state", "not_before"])
    op.create_table(
        "heartbeat",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("at", sa.BigInteger, nullable=False),
    )
