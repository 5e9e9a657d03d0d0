"""What people say of a proposal, in the database."""

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.agreements import Stance, Voice
from storage.tables import voices


class AgreementStore:
    """Who stands where on the proposals of one workspace."""

    def __init__(self, connection: AsyncConnection, team_id: str) -> None:
        self._connection = connection
        self._team_id = team_id

    async def voices(self, about: str) -> list[Voice]:
        """Return what people say of a proposal, in the order in which they said it."""
        query = (
            select(voices)
            .where(voices.c.team_id == self._team_id, voices.c.about == about)
            .order_by(voices.c.at, voices.c.user_id)
        )
        rows = (await self._connection.execute(query)).mappings()
        return [
            Voice(row["user_id"], Stance(row["stance"]), row["at"], row["reason"]) for row in rows
        ]

    async def spoken_of(self, user_id: str) -> set[str]:
        """Return the proposals of which somebody said where they stand."""
        query = select(voices.c.about).where(
            voices.c.team_id == self._team_id, voices.c.user_id == user_id
        )
        return set((await self._connection.execute(query)).scalars())

    async def say(self, about: str, voice: Voice) -> None:
        """Keep what somebody says of a proposal, instead of what they said before."""
        await self.take_back(about, voice.user_id)
        await self._connection.execute(
            voices.insert().values(
                team_id=self._team_id,
                about=about,
                user_id=voice.user_id,
                stance=voice.stance.value,
                reason=voice.reason,
                at=voice.at,
            )
        )

    async def take_back(self, about: str, user_id: str) -> bool:
        """Forget what somebody said of a proposal; False when they said nothing."""
        result = await self._connection.execute(
            delete(voices).where(
                voices.c.team_id == self._team_id,
                voices.c.about == about,
                voices.c.user_id == user_id,
            )
        )
        return result.rowcount > 0

    async def clear_objections(self, about: str) -> None:
        """Forget the objections to a proposal, since it was amended: it is decided on anew."""
        await self._connection.execute(
            delete(voices).where(
                voices.c.team_id == self._team_id,
                voices.c.about == about,
                voices.c.stance == Stance.OBJECTS.value,
            )
        )
