"""The traces of what was done, in the database."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.tables import receipts


class ReceiptStore:
    """What was done in one workspace."""

    def __init__(self, connection: AsyncConnection, team_id: str) -> None:
        self._connection = connection
        self._team_id = team_id

    async def is_there_after(self, start_of_key: str, moment: datetime) -> bool:
        """Tell whether something whose key starts so was done after a moment."""
        query = select(receipts.c.key).where(
            receipts.c.team_id == self._team_id,
            receipts.c.key.startswith(start_of_key, autoescape=True),
            receipts.c.at > moment,
        )
        return (await self._connection.execute(query.limit(1))).first() is not None
