"""How the tables came to be: one module a revision, run at start where the database is behind.

A new revision is a module under versions/ and its name in `storage.schema.REVISIONS`; a test compares what
the migrations build with what the schema says.
"""
