"""Indexing anew: what was given before there was an index, or is read better since."""

from bot.services.library import several
from storage.database import Database
from storage.indexing import OldDocument
from storage.transactions import TeamTransaction

AT_ONCE = 100
"""How many texts one transaction takes: people who write meanwhile wait for no more."""


class IndexingService:
    """Keeps the index as the analyser of today makes it."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def index_old(self) -> bool:
        """Index some of what an older analyser left, and tell whether there may be more."""
        async with self._database.write_every_team() as tx:
            old = await tx.old_documents.claim(AT_ONCE)
            for document in old:
                await _index(tx.of_team(document.team_id), document)
        return len(old) == AT_ONCE


async def _index(tx: TeamTransaction, document: OldDocument) -> None:
    ids = [document.item_id]
    items = await several(tx, document.kind, ids)
    item = items.get(document.item_id)
    if item is None:
        await tx.library.forget(document.kind, document.item_id)
    else:
        await tx.library.index(item)
