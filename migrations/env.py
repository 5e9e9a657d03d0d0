"""Run the migrations on the database that the configuration names."""

from alembic import context
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.pool import ConnectionPoolEntry, NullPool

from storage.tables import metadata


def run() -> None:
    """Migrate in one transaction, so that a failure leaves the schema as it was."""
    url = context.config.get_main_option("sqlalchemy.url")
    if url is None:
        raise RuntimeError("the configuration names no database")
    engine = create_engine(url, poolclass=NullPool)
    if engine.dialect.name == "sqlite":
        _begin_for_real(engine)
    try:
        with engine.connect() as connection:
            context.configure(
                connection=connection,
                target_metadata=metadata,
                transactional_ddl=True,
                render_as_batch=connection.dialect.name == "sqlite",
                include_name=_is_ours_to_compare,
            )
            with context.begin_transaction():
                context.run_migrations()
    finally:
        engine.dispose()


def _is_ours_to_compare(name: str | None, _kind: str, _parents: object) -> bool:
    """Leave out the full-text index: each database has its own, written in its migration."""
    return not (name or "").startswith("search_index")


def _begin_for_real(engine: Engine) -> None:
    """Make SQLite's driver begin before the schema changes, which it does not by itself."""

    def prepare(connection: DBAPIConnection, _: ConnectionPoolEntry) -> None:
        connection.isolation_level = None

    def begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    event.listen(engine, "connect", prepare)
    event.listen(engine, "begin", begin)


run()
