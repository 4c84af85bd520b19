"""What Alembic runs: always on the connection it is handed, inside that connection's transaction."""

from alembic import context

# The last file of tables brings all of them.
from assistant.adapters.records.journal_tables import EntryRow

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=EntryRow.metadata,
    render_as_batch=True,
    transactional_ddl=True,
    compare_server_default=True,
)
with context.begin_transaction():
    context.run_migrations()
