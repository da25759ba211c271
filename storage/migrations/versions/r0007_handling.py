"""How the documents of a chat are to be handled."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column; no chat has chosen a mark yet."""
    op.add_column("chats", sa.Column("handling", sa.Text))
