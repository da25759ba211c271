"""What each revision of the corpus changed, for copies of it that follow; the figures of each article."""

from __future__ import annotations

from secrets import token_hex

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Begin the record with the revision there is; which one brought an article is not known.

    The figures are taken out of the articles when they are first needed.
    """
    op.create_table(
        "figures",
        sa.Column("article_id", sa.Text, sa.ForeignKey("articles.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("edition", sa.Integer, nullable=False),
        sa.Column("figures", sa.Text, nullable=False),
    )
    op.create_table(
        "revisions",
        sa.Column("revision", sa.Integer, primary_key=True),
        sa.Column("mark", sa.Text, nullable=False),
    )
    op.create_table(
        "departures",
        sa.Column("article", sa.Text, primary_key=True),
        sa.Column("revision", sa.Integer, nullable=False),
    )
    op.create_index("ix_departures_revision", "departures", ["revision"])
    op.add_column("articles", sa.Column("revision", sa.Integer, nullable=False, server_default="0"))
    op.create_index("ix_articles_revision", "articles", ["revision"])
    mark = sa.text("INSERT INTO revisions (revision, mark) SELECT revision, :mark FROM corpus")
    op.execute(mark.bindparams(mark=token_hex(8)))
