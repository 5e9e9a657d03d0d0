"""How channels want things, and who may change settings, in the database."""

from collections.abc import Iterable

from sqlalchemy import RowMapping, bindparam, delete, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.channels import ChannelSettings, KeepersChanged
from bot.domain.people import Language
from storage.rows import Row, to_rows
from storage.tables import channels, keepers
from storage.workdays import workdays_of, workdays_values


@to_rows.register
def _(settings: ChannelSettings) -> Iterable[Row]:
    yield Row(
        channels,
        {
            "team_id": settings.team_id,
            "channel_id": settings.channel_id,
            "language": settings.language.value,
            "zone": settings.zone,
            **workdays_values(settings.workdays),
            "set_by": settings.set_by,
        },
    )


class ChannelStore:
    """The channels' settings of one workspace, and the people named to change them."""

    def __init__(self, connection: AsyncConnection, team_id: str) -> None:
        self._connection = connection
        self._team_id = team_id

    async def get(self, channel_id: str) -> ChannelSettings | None:
        """Return how a channel wants things, or None when nobody has said."""
        there = {"team": self._team_id, "channel": channel_id}
        row = (await self._connection.execute(_SETTINGS, there)).mappings().one_or_none()
        return _settings(row) if row else None

    async def forget(self, channel_id: str) -> None:
        """Remove what a channel wants, before other wishes are added."""
        await self._connection.execute(
            delete(channels).where(
                channels.c.team_id == self._team_id, channels.c.channel_id == channel_id
            )
        )

    async def keepers(self) -> tuple[str, ...]:
        """Return the people named to change settings, besides the workspace's admins."""
        query = (
            select(keepers.c.user_id)
            .where(keepers.c.team_id == self._team_id)
            .order_by(keepers.c.user_id)
        )
        return tuple((await self._connection.execute(query)).scalars())

    async def change_keepers(self, changed: KeepersChanged) -> None:
        """Name people who may change settings, and name others no more; the rest stay."""
        theirs = keepers.c.user_id.in_({*changed.named, *changed.unnamed})
        await self._connection.execute(
            delete(keepers).where(keepers.c.team_id == self._team_id, theirs)
        )
        rows = [{"team_id": self._team_id, "user_id": user_id} for user_id in changed.named]
        if rows:
            await self._connection.execute(keepers.insert(), rows)


# Built once: every message to a channel asks for it.
_SETTINGS = select(channels).where(
    channels.c.team_id == bindparam("team"), channels.c.channel_id == bindparam("channel")
)


def _settings(row: RowMapping) -> ChannelSettings:
    return ChannelSettings(
        team_id=row["team_id"],
        channel_id=row["channel_id"],
        language=Language(row["language"]),
        zone=row["zone"],
        set_by=row["set_by"],
        workdays=workdays_of(row),
    )
