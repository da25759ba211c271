"""What administrators handed in and the program has not taken in yet."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the table of updates that are still to be worked on."""
    op.create_table(
        "inbox",
        sa.Column("update", sa.BigInteger, primary_key=True),
        sa.Column("content", sa.Text, nullable=False),
        sa.Column("tries", sa.Integer, nullable=False),
    )
