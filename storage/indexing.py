"""Texts that the index does not hold as it should, in any workspace: for the workers only."""

from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.library import Kind
from storage.analysis import ANALYSER
from storage.tables import search_documents


class OldDocument(NamedTuple):
    """A text to index anew."""

    team_id: str
    kind: Kind
    item_id: str


class OldDocuments:
    """What an older analyser indexed, or none: it was given before there was an index."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def claim(self, most: int) -> list[OldDocument]:
        """Return some of them, and keep them from the other workers until this transaction ends.

        What a newer analyser indexed is left alone: its worker runs beside this one.
        """
        documents = search_documents.c
        query = (
            select(documents.team_id, documents.kind, documents.item_id)
            .where(documents.analyser < ANALYSER)
            .order_by(documents.analyser, documents.document_id)
            .limit(most)
            .with_for_update(skip_locked=True)
        )
        rows = await self._connection.execute(query)
        return [OldDocument(team_id, Kind(kind), item_id) for team_id, kind, item_id in rows]
