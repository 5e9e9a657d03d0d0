"""Where things were told: the way back to a card in its channel."""

from bot.domain.wins import Source
from bot.slack.messages import Messages
from storage.database import Database


class PlaceService:
    """Where the bot has posted what."""

    def __init__(self, database: Database, messages: Messages) -> None:
        self._database = database
        self._messages = messages

    async def link(self, team_id: str, subject: str, channel_id: str) -> str | None:
        """Return the address of the card of something in a channel; None where there is none."""
        async with self._database.read(team_id) as tx:
            postings = await tx.outbox.postings(subject)
        here = [posting for posting in postings if posting.channel_id == channel_id]
        return await self._messages.permalink(Source(channel_id, here[-1].ts)) if here else None
