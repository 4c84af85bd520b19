"""What Alembic runs: always on the connection it is handed, inside that connection's transaction."""

from alembic import context

# These two files bring all the tables.
from assistant.adapters.records.journal_tables import EntryRow  # noqa: F401  # for its tables
from assistant.adapters.records.safety_tables import SafetyEventRow

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=SafetyEventRow.metadata,
    render_as_batch=True,
    transactional_ddl=True,
    compare_server_default=True,
)
with context.begin_transaction():
    context.run_migrations()
