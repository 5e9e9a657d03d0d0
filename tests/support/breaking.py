"""Take a table away from under the running bot, and give it back."""

import sqlite3
from pathlib import Path


class Breaking:
    """Break an SQLite database for a while."""

    def __init__(self, url: str) -> None:
        self._path = Path(url.partition("///")[2])

    def take(self, table: str) -> None:
        """Let every statement about a table fail from now on."""
        self._run(f"ALTER TABLE {table} RENAME TO {table}_away")

    def give_back(self, table: str) -> None:
        """Mend what was taken."""
        self._run(f"ALTER TABLE {table}_away RENAME TO {table}")

    def _run(self, statement: str) -> None:
        connection = sqlite3.connect(self._path)
        connection.execute(statement)
        connection.commit()
        connection.close()
