"""What Alembic runs: always on the connection it is handed, inside that connection's transaction."""

from alembic import context

from assistant.adapters.records.tables import Table

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Table.metadata,
    render_as_batch=True,
    transactional_ddl=True,
    compare_server_default=True,
)
with context.begin_transaction():
    context.run_migrations()
