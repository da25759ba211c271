"""The search terms of articles, kept with what was read out of them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make room for the terms; those of the articles there are follow when documents are taken in next."""
    op.add_column("readings", sa.Column("terms", sa.Text))
    op.add_column("readings", sa.Column("terms_edition", sa.Integer, nullable=False, server_default="0"))
    op.create_index("ix_readings_terms_edition", "readings", ["terms_edition"])
