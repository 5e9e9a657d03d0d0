"""Tags as the workspace writes them, whoever types them."""

from collections.abc import Sequence

from bot.domain.tags import canonical
from storage.transactions import TeamTransaction

MERGING = "tags"
"""What nobody does while somebody else merges tags or files something under them."""


async def as_written(tx: TeamTransaction, names: Sequence[str]) -> tuple[str, ...]:
    """Return tags as whoever used them first wrote them, and merged ones as what they became.

    What is kept in this transaction under these tags is seen by whoever merges them afterwards.
    """
    if not names:
        return ()
    await tx.alone(MERGING)
    return canonical(names, await tx.tags.known(names))
