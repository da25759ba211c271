"""Who asked for a watch or a schedule, and how a watch was made narrower."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the two columns; what was made before was made by nobody known, and is as wide as it was."""
    op.add_column("subscriptions", sa.Column("asked_by", sa.BigInteger))
    op.add_column("subscriptions", sa.Column("narrowed", sa.Text))
