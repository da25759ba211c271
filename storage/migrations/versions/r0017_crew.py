"""Several processes serve one bot: whose an update is, what may be sent when, who asked how much."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Let updates wait in queues and belong to a process; add what the processes count together."""
    op.add_column("inbox", sa.Column("queue", sa.BigInteger))
    op.add_column("inbox", sa.Column("worker", sa.BigInteger))
    op.create_index("ix_inbox_queue", "inbox", ["queue"])
    op.create_index("ix_inbox_worker", "inbox", ["worker"])
    op.create_table(
        "paces",
        sa.Column("chat", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("kind", sa.Text, primary_key=True),
        sa.Column("free", sa.Double, nullable=False),
    )
    op.create_table(
        "requests",
        sa.Column("telegram_user", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("times", sa.Text, nullable=False),
        sa.Column("told", sa.Integer, nullable=False),
    )
