"""Directions: who may write them, the one that a channel has, and giving it another."""

from dataclasses import replace
from datetime import datetime

from bot.domain import directions as rules
from bot.domain.directions import (
    Course,
    Direction,
    DirectionForm,
    LeadersChanged,
    NotALeader,
    NotOfTheChannel,
)
from bot.domain.gestures import Gesture
from bot.domain.notices import Notice, NoticeKind
from bot.domain.visibility import Audience
from bot.services.channels import ChannelService
from bot.services.visibility import Visibility
from storage.database import Database
from storage.transactions import TeamTransaction


class DirectionService:
    """What leaders do with directions, and what everybody sees of them."""

    def __init__(
        self, database: Database, channels: ChannelService, visibility: Visibility
    ) -> None:
        self._database = database
        self._channels = channels
        self._visibility = visibility

    async def leaders(self, team_id: str) -> tuple[str, ...]:
        """Return the people whom settings name to write directions."""
        async with self._database.read(team_id) as tx:
            return await tx.objectives.leaders()

    async def name_leaders(self, gesture: Gesture, changed: LeadersChanged) -> None:
        """Name people who write directions, or name them no more."""
        await self._channels.check_may_change(gesture)
        async with self._database.write(gesture.team_id) as tx:
            await tx.record(gesture)
            await tx.alone("settings")
            await tx.objectives.change_leaders(changed)

    async def get(self, team_id: str, direction_id: str) -> Direction | None:
        """Return a direction, replaced or not, for its card."""
        async with self._database.read(team_id) as tx:
            return await tx.objectives.direction(direction_id)

    async def course(self, gesture: Gesture, channel_id: str) -> Course:
        """Return where the team of a channel is going, to somebody who may read there."""
        await self._check_may_read(gesture, channel_id)
        zone = (await self._channels.settings(gesture.team_id, channel_id)).zone
        async with self._database.read(gesture.team_id) as tx:
            leaders = await tx.objectives.leaders()
            direction = await tx.objectives.direction_of(channel_id)
            return Course(
                channel_id,
                direction,
                await tx.objectives.open_in(channel_id),
                leaders,
                may_give=gesture.user_id in leaders,
                may_propose=await speaks_for_the_team(tx, gesture.user_id, direction),
                zone=zone,
            )

    async def to_give(self, gesture: Gesture, channel_id: str) -> Direction | None:
        """Return the direction that a leader may replace, if there is one; or raise NotALeader."""
        await self._check_may_read(gesture, channel_id)
        async with self._database.read(gesture.team_id) as tx:
            await _check_leads(tx, gesture)
            return await tx.objectives.direction_of(channel_id)

    async def give(self, gesture: Gesture, form: DirectionForm) -> Direction | None:
        """Give a channel a direction in place of the one before, which stays readable.

        Return the direction that another leader gave meanwhile, if so: then nothing is done.
        """
        await self._check_may_read(gesture, form.channel_id)
        direction = rules.give(gesture, form)
        async with self._database.write(gesture.team_id) as tx:
            await tx.alone(f"direction:{form.channel_id}")
            await _check_leads(tx, gesture)
            before = await tx.objectives.direction_of(form.channel_id)
            if before is not None and before.direction_id != form.seen_direction_id:
                return before
            await tx.record(gesture)
            await tx.objectives.replace_direction(form.channel_id, gesture.at)
            await tx.add(direction, _card(direction))
            if before is not None:
                await tx.add(retold(before, gesture.at))
            return None

    async def _check_may_read(self, gesture: Gesture, channel_id: str) -> None:
        """Raise NotOfTheChannel where this person may not read, or why the bot cannot post."""
        await self._channels.check_bot_is_in(gesture.team_id, channel_id)
        if not await self._visibility.may_see(
            gesture.team_id, gesture.user_id, Audience.READERS, channel_id
        ):
            raise NotOfTheChannel


async def speaks_for_the_team(
    tx: TeamTransaction, user_id: str, direction: Direction | None
) -> bool:
    """Tell whether somebody writes the team's words; whoever gave the direction never does."""
    if direction is not None and direction.author_id == user_id:
        return False
    return rules.is_of_the_team(user_id, await tx.objectives.leaders(), await tx.teams.all())


async def _check_leads(tx: TeamTransaction, gesture: Gesture) -> None:
    if gesture.user_id not in await tx.objectives.leaders():
        raise NotALeader


def _card(direction: Direction) -> Notice:
    return Notice(
        team_id=direction.team_id,
        key=direction.subject,
        kind=NoticeKind.DIRECTION_CARD,
        subject=direction.subject,
        not_before=direction.given_at,
        channel_id=direction.channel_id,
        payload={"direction": direction.direction_id},
    )


def retold(direction: Direction, at: datetime) -> Notice:
    """Return what lets the card of a direction say what is true now."""
    changed = _card(direction)
    return replace(changed, key=f"{changed.key}:replaced", not_before=at, edits=True)
