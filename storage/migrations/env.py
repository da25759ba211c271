"""Read by the migration library: runs the migrations on the connection the database module hands over."""

from __future__ import annotations

from alembic import context

from storage.schema import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    # SQLite changes a table by copying it; this lets migrations be written as for any other database.
    render_as_batch=True,
)
with context.begin_transaction():
    context.run_migrations()
