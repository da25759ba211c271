"""The figures of articles one by one, filed by what may make two of them one person; people unordered."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

_COPIED = (
    "INSERT INTO figures (article_id, figure, seen, name)"
    " SELECT kept.article_id, one.key, one.value, json_extract(one.value, '$.name')"
    " FROM figures_by_article AS kept, json_each(kept.figures, '$.figures') AS one"
)
_COPIED_IN_POSTGRESQL = (
    "INSERT INTO figures (article_id, figure, seen, name)"
    " SELECT kept.article_id, one.number - 1, one.value::text, one.value ->> 'name'"
    " FROM figures_by_article AS kept,"
    " json_array_elements(kept.figures::json -> 'figures') WITH ORDINALITY AS one (value, number)"
)
_MARKED = (
    "UPDATE articles SET figures_edition = coalesce("
    "(SELECT edition FROM figures_by_article WHERE article_id = articles.id), 0)"
)


def upgrade() -> None:
    """Keep the figures and the people there are; they are filed when the corpus changes next."""
    op.add_column("corpus", sa.Column("people_edition", sa.Integer, nullable=False, server_default="0"))
    op.add_column("articles", sa.Column("figures_edition", sa.Integer, nullable=False, server_default="0"))
    op.create_index("ix_articles_figures_edition", "articles", ["figures_edition"])
    _people()
    in_postgresql = op.get_bind().dialect.name == "postgresql"
    op.rename_table("figures", "figures_by_article")
    if in_postgresql:  # where a key keeps its name, which the new table's has then
        op.execute("ALTER INDEX pk_figures RENAME TO pk_figures_by_article")
    op.create_table(
        "figures",
        sa.Column("article_id", sa.Text, sa.ForeignKey("articles.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("figure", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("seen", sa.Text, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        *(sa.Column(name, sa.Text) for name in ("bucket", "read_as", "letters", "parts", "begins", "person")),
    )
    op.execute(_COPIED_IN_POSTGRESQL if in_postgresql else _COPIED)
    op.execute(_MARKED)
    op.drop_table("figures_by_article")
    for name in ("bucket", "letters", "parts", "begins", "person"):
        op.create_index(f"ix_figures_{name}", "figures", [name])
    op.create_table(
        "figure_names",
        sa.Column("kind", sa.Text, primary_key=True),
        sa.Column("name", sa.Text, primary_key=True),
        sa.Column("article_id", sa.Text, sa.ForeignKey("articles.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("figure", sa.Integer, primary_key=True, autoincrement=False),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_figure_names_article_id", "figure_names", ["article_id"])


def _people() -> None:
    with op.batch_alter_table("people") as people:
        people.drop_column("position")
        people.add_column(sa.Column("revision", sa.Integer, nullable=False, server_default="0"))
    op.create_index("ix_people_revision", "people", ["revision"])
    op.create_table(
        "people_departures",
        sa.Column("person", sa.Text, primary_key=True),
        sa.Column("revision", sa.Integer, nullable=False),
    )
    op.create_index("ix_people_departures_revision", "people_departures", ["revision"])
    op.create_table(
        "people_names",
        sa.Column("name", sa.Text, primary_key=True),
        sa.Column("person", sa.Text, sa.ForeignKey("people.key", ondelete="CASCADE"), primary_key=True),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_people_names_person", "people_names", ["person"])
