"""Tags in the database: how each is written, and what it became."""

from collections.abc import Collection, Iterable

from sqlalchemy import RowMapping, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.tags import Tag, key_of
from bot.domain.visibility import Sight
from storage.rows import Row, to_rows
from storage.tables import practices, tags, wins
from storage.visibility import reached


@to_rows.register
def _(tag: Tag) -> Iterable[Row]:
    yield Row(
        tags,
        {
            "team_id": tag.team_id,
            "tag_key": tag.key,
            "name": tag.name,
            "merged_into": tag.merged_into,
        },
    )


def used_tags(team_id: str, names: Iterable[str]) -> Iterable[Row]:
    """Return the rows that make tags known: where one is known, it stays as it is written."""
    for name in sorted(names, key=key_of):
        yield from to_rows(Tag(team_id, key_of(name), name))


class TagStore:
    """The tags of one workspace."""

    def __init__(self, connection: AsyncConnection, team_id: str) -> None:
        self._connection = connection
        self._team_id = team_id

    async def known(self, names: Collection[str]) -> dict[str, Tag]:
        """Return the tags of these names by key, with those that they became."""
        keys = {key_of(name) for name in names}
        became = select(tags.c.merged_into).where(
            tags.c.team_id == self._team_id, tags.c.tag_key.in_(sorted(keys))
        )
        query = select(tags).where(
            tags.c.team_id == self._team_id,
            or_(tags.c.tag_key.in_(sorted(keys)), tags.c.tag_key.in_(became)),
        )
        rows = (await self._connection.execute(query)).mappings()
        return {row["tag_key"]: _tag(row) for row in rows}

    async def names(self) -> list[str]:
        """Return how every tag is written that was not merged into another."""
        query = (
            select(tags.c.name)
            .where(tags.c.team_id == self._team_id, tags.c.merged_into.is_(None))
            .order_by(tags.c.tag_key)
        )
        return list((await self._connection.execute(query)).scalars())

    async def seen(self, sight: Sight, most: int) -> set[str]:
        """Return the tags of the practices that somebody may see, so many of the latest."""
        query = (
            select(practices.c.tags)
            .where(
                practices.c.team_id == self._team_id,
                practices.c.withdrawn_at.is_(None),
                reached(sight, practices.c.audience, practices.c.channel_id),
            )
            .order_by(practices.c.created_at.desc())
            .limit(most)
        )
        found = (await self._connection.execute(query)).scalars()
        return {name for names in found for name in names}

    async def practices_with(self, keys: Collection[str]) -> list[str]:
        """Return the practices that carry any of these tags."""
        query = select(practices.c.practice_id, practices.c.tags).where(
            practices.c.team_id == self._team_id, practices.c.withdrawn_at.is_(None)
        )
        rows = await self._connection.execute(query)
        return [item_id for item_id, names in rows if _any(names, keys)]

    async def wins_with(self, keys: Collection[str]) -> list[str]:
        """Return the wins that carry any of these tags."""
        query = select(wins.c.win_id, wins.c.tags).where(
            wins.c.team_id == self._team_id, wins.c.withdrawn_at.is_(None)
        )
        rows = await self._connection.execute(query)
        return [item_id for item_id, names in rows if _any(names, keys)]

    async def merge(self, keys: Collection[str], into: str) -> None:
        """Let tags become another one, and those that had become them as well."""
        await self._connection.execute(
            update(tags)
            .where(
                tags.c.team_id == self._team_id,
                or_(tags.c.tag_key.in_(sorted(keys)), tags.c.merged_into.in_(sorted(keys))),
            )
            .values(merged_into=into)
        )


def _any(names: Iterable[str], keys: Collection[str]) -> bool:
    return any(key_of(name) in keys for name in names)


def _tag(row: RowMapping) -> Tag:
    return Tag(row["team_id"], row["tag_key"], row["name"], row["merged_into"])
