"""The records in a SQL database: SQLite on this machine, or PostgreSQL by URL."""
