"""Whose database this is, and when each story was told, so that it is forgotten some day."""

from __future__ import annotations

import time

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Belong to the bot that serves next; what was told before counts as told now."""
    op.create_table(
        "owner",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("bot", sa.BigInteger, nullable=False),
    )
    op.add_column("told", sa.Column("at", sa.BigInteger, nullable=False, server_default="0"))
    op.execute(sa.text("UPDATE told SET at = :now").bindparams(now=int(time.time())))
    op.create_index("ix_told_at", "told", ["at"])
