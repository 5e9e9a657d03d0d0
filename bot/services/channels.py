"""How channels want things: their language and place, and who may change that."""

from bot.domain.channels import ChannelSettings, KeepersChanged
from bot.domain.gestures import Gesture
from bot.domain.hours import WorkingHours
from bot.domain.notices import Notice, NoticeKind
from bot.domain.people import Language, Person
from bot.errors import CordeeError, N_
from bot.slack.directory import Directory
from storage.database import Database
from storage.transactions import TeamTransaction

DEFAULT_ZONE = "Europe/Paris"


class NotAKeeper(CordeeError):
    """Settings are for admins and those whom they name."""

    message = N_(
        "Settings are changed by the workspace's admins and the people they name. Ask one of them."
    )


class NotInChannel(CordeeError):
    """The bot is not there: it could neither speak nor hear the answers."""

    message = N_("I am not in this channel. Invite me with /invite @Cordée, then try again.")
    field = "channel"


class ChannelIsArchived(CordeeError):
    """Nobody can post there any more."""

    message = N_("That channel is archived.")
    field = "channel"


class ChannelService:
    """What a channel wants, and who may say so."""

    def __init__(self, database: Database, directory: Directory, default: Language) -> None:
        self._database = database
        self._directory = directory
        self._default = default

    async def settings(self, team_id: str, channel_id: str) -> ChannelSettings:
        """Return how a channel wants things, or the defaults."""
        async with self._database.read(team_id) as tx:
            found = await tx.channels.get(channel_id)
        return found or ChannelSettings(team_id, channel_id, self._default, DEFAULT_ZONE)

    async def hours(self, team_id: str, channel_id: str) -> WorkingHours:
        """Return the working days and hours of a channel."""
        settings = await self.settings(team_id, channel_id)
        return WorkingHours(settings.zone, settings.workdays)

    async def keepers(self, team_id: str) -> tuple[str, ...]:
        """Return the people named to change settings."""
        async with self._database.read(team_id) as tx:
            return await tx.channels.keepers()

    async def name_keepers(self, gesture: Gesture, changed: KeepersChanged) -> tuple[str, ...]:
        """Name people who may change settings, or name them no more; return all who are named."""
        await self.check_may_change(gesture)
        async with self._database.write(gesture.team_id) as tx:
            await tx.record(gesture)
            await tx.alone("settings")
            await tx.channels.change_keepers(changed)
            return await tx.channels.keepers()

    async def check_may_change(self, gesture: Gesture) -> Person:
        """Return the person of a gesture when they may change settings, or raise NotAKeeper."""
        if not await self.may_change(gesture):
            raise NotAKeeper
        return await self._directory.person(gesture.team_id, gesture.user_id)

    async def may_change(self, gesture: Gesture) -> bool:
        """Tell whether the person of a gesture may change settings.

        An admin of another organisation, with whom a channel is shared, is none here.
        """
        person = await self._directory.person(gesture.team_id, gesture.user_id)
        if not person.can_contribute:
            return False
        return person.is_admin or person.user_id in await self.keepers(gesture.team_id)

    async def check_bot_is_in(self, team_id: str, channel_id: str) -> None:
        """Raise NotInChannel where the bot was not invited, ChannelIsArchived where it is over."""
        channel = await self._directory.channel(team_id, channel_id)
        if channel is None or not channel.takes_posts:
            # That may be over by now: somebody who has just cured it is not refused by memory.
            self._directory.forget_channel(team_id, channel_id)
            channel = await self._directory.channel(team_id, channel_id)
        if channel is not None and channel.is_archived:
            raise ChannelIsArchived
        if channel is None or not channel.has_bot:
            raise NotInChannel

    async def welcome(self, gesture: Gesture, channel_id: str, inviter_id: str) -> None:
        """Thank, privately and once a channel, whoever invited the bot."""
        notice = Notice(
            team_id=gesture.team_id,
            key=f"welcome:{channel_id}",
            kind=NoticeKind.WELCOME,
            subject=f"welcome:{channel_id}",
            not_before=gesture.at,
            user_id=inviter_id,
            payload={"channel": channel_id},
        )
        async with self._database.write(gesture.team_id) as tx:
            await tx.record(gesture)
            await tx.schedules.cured(channel_id)
            await tx.add(notice)

    async def reopened(self, gesture: Gesture, channel_id: str) -> None:
        """Take a channel as one that can be posted in again: another refusal would be news."""
        async with self._database.write(gesture.team_id) as tx:
            await tx.record(gesture)
            await tx.schedules.cured(channel_id)


async def hours_in(tx: TeamTransaction, channel_id: str) -> WorkingHours:
    """Return the working days and hours of a channel, within a transaction."""
    settings = await tx.channels.get(channel_id)
    if settings is None:
        return WorkingHours(DEFAULT_ZONE)
    return WorkingHours(settings.zone, settings.workdays)
