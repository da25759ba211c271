"""Which message told a story and what it shows, so that it can be added to; what is wrong with an answer."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Let what is told from now on be added to and corrected."""
    op.add_column("told", sa.Column("delivery", sa.Integer))
    op.add_column("deliveries", sa.Column("answer", sa.Text))
    op.add_column("deliveries", sa.Column("amends", sa.Integer))
    op.add_column("opinions", sa.Column("fault", sa.Text))
