"""The traces of what was done, in the database."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.tables import receipts


class ReceiptStore:
    """What was done in one workspace."""

    def __init__(self, connection: AsyncConnection, team_id: str) -> None:
        self._connection = connection
        self._team_id = team_id

    async def keep_latest(self, key: str, at: datetime) -> None:
        """Keep when something was last done, in whichever order it is told."""
        row = {"team_id": self._team_id, "key": key, "at": at}
        is_sqlite = self._connection.dialect.name == "sqlite"
        insert = (sqlite.insert if is_sqlite else postgresql.insert)(receipts).values(row)
        await self._connection.execute(
            insert.on_conflict_do_update(
                index_elements=[receipts.c.team_id, receipts.c.key],
                set_={"at": insert.excluded.at},
                where=receipts.c.at < insert.excluded.at,
            )
        )

    async def is_there_after(self, key: str, moment: datetime) -> bool:
        """Tell whether something was last done after a moment."""
        query = select(receipts.c.key).where(
            receipts.c.team_id == self._team_id, receipts.c.key == key, receipts.c.at > moment
        )
        return (await self._connection.execute(query)).first() is not None
