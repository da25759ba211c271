"""Deliveries keep their numbers and count their changes; arrivals and answers by article; quiet hours."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

_LAST = (
    "SELECT max(id) FROM"
    " (SELECT id FROM deliveries UNION SELECT delivery FROM told UNION SELECT amends FROM deliveries)"
)


def upgrade() -> None:
    """Give no number twice from now on, also none that something told still names."""
    if op.get_bind().dialect.name == "sqlite":  # PostgreSQL has never given one twice
        last = op.get_bind().execute(sa.text(_LAST)).scalar() or 0
        with op.batch_alter_table(
            "deliveries", recreate="always", table_kwargs={"sqlite_autoincrement": True}
        ) as deliveries:
            deliveries.add_column(sa.Column("version", sa.Integer, nullable=False, server_default="0"))
        op.execute("DELETE FROM sqlite_sequence WHERE name LIKE '%deliveries'")
        counted = sa.text("INSERT INTO sqlite_sequence (name, seq) VALUES ('deliveries', :last)")
        op.execute(counted.bindparams(last=last))
    else:
        op.add_column("deliveries", sa.Column("version", sa.Integer, nullable=False, server_default="0"))
    op.create_index("ix_deliveries_amends", "deliveries", ["amends"])
    op.create_index("ix_arrivals_article", "arrivals", ["article"])
    op.add_column("chats", sa.Column("quiet", sa.Text))
    op.add_column("answers", sa.Column("shows", sa.Text))
