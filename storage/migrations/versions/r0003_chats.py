"""Chats, their settings, and the screens their buttons lead to."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the tables of chats, screens and opinions."""
    op.create_table(
        "chats",
        sa.Column("chat", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("timezone", sa.Text),
        sa.Column("language", sa.Text),
        sa.Column("excerpts", sa.Text),
        sa.Column("introduced", sa.Boolean, nullable=False),
        sa.Column("turned_away", sa.Boolean, nullable=False),
        sa.Column("barred", sa.Text),
        sa.Column("barred_since", sa.Integer),
    )
    op.create_table(
        "screens",
        sa.Column("key", sa.Text, primary_key=True),
        sa.Column("chat", sa.BigInteger, nullable=False),
        sa.Column("message", sa.BigInteger),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("words", sa.Text, nullable=False),
        sa.Column("language", sa.Text, nullable=False),
        sa.Column("revision", sa.Text, nullable=False),
        sa.Column("choices", sa.Text, nullable=False),
        sa.Column("parent", sa.Text),
        sa.Column("made", sa.Integer, nullable=False),
    )
    op.create_index("ix_screens_chat", "screens", ["chat"])
    op.create_index("ix_screens_made", "screens", ["made"])
    op.create_table(
        "opinions",
        sa.Column("screen", sa.Text, sa.ForeignKey("screens.key", ondelete="CASCADE"), primary_key=True),
        sa.Column("telegram_user", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("useful", sa.Boolean, nullable=False),
        sa.Column("given", sa.Integer, nullable=False),
    )
