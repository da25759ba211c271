"""The search terms of articles kept with them, and answers kept by what they rest on."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make room for the terms, which follow when documents are taken in next; answers are made anew."""
    op.add_column("readings", sa.Column("terms", sa.Text))
    op.add_column("readings", sa.Column("terms_edition", sa.Integer, nullable=False, server_default="0"))
    op.create_index("ix_readings_terms_edition", "readings", ["terms_edition"])
    op.drop_table("answers")
    op.create_table(
        "answers",
        sa.Column("request", sa.Text, primary_key=True),
        sa.Column("language", sa.Text, primary_key=True),
        sa.Column("edition", sa.Text, nullable=False),
        sa.Column("revision", sa.Text, nullable=False),
        sa.Column("basis", sa.Text),
        sa.Column("made", sa.BigInteger, nullable=False),
        sa.Column("kept", sa.Integer, nullable=False),
        sa.Column("answer", sa.Text, nullable=False),
    )
    for name in ("kept", "made"):
        op.create_index(f"ix_answers_{name}", "answers", [name])
