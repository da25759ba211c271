"""Documents that broke the process that read them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the table of documents that are not read again."""
    op.create_table(
        "harmful_documents",
        sa.Column("digest", sa.Text, primary_key=True),
        sa.Column("analysis_version", sa.Integer, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
    )
