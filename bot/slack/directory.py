"""The directory: people and channels as Slack knows them, remembered for a while."""

import asyncio
from collections import defaultdict, deque
from collections.abc import Awaitable, Callable, Collection, Mapping
from datetime import datetime, timedelta
from typing import Any

from aiohttp import ClientError
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from bot.clock import Clock
from bot.domain.people import Channel, Language, Person, language_of
from bot.errors import SlackUnavailable
from bot.slack.client import SlackClient, code_of
from bot.slack.memory import Memory

PEOPLE_FOR = timedelta(hours=1)
CHANNELS_FOR = timedelta(minutes=1)
"""Membership is remembered briefly: what is private must stay so when somebody leaves."""
MANY = 15
"""From how many channels on Slack is asked for a list, not for each: it allows few calls."""
MANY_PEOPLE = 50
"""The same for people, of whom Slack tells more readily."""
CHANNEL_TYPES = "public_channel,private_channel"
UTC_ZONE = "UTC"


class Directory:
    """People and channels of a workspace, asked of Slack when they are not remembered."""

    def __init__(self, slack: SlackClient, clock: Clock, default_language: Language) -> None:
        self._slack = slack
        self._default = default_language
        self._people: Memory[Person] = Memory(clock, PEOPLE_FOR)
        self._channels: Memory[Channel] = Memory(clock, CHANNELS_FOR)
        self._members: Memory[frozenset[str]] = Memory(clock, CHANNELS_FOR)
        self._joined: Memory[frozenset[str]] = Memory(clock, CHANNELS_FOR)
        """The channels of each person, asked for where there are too many to ask about each."""
        self._guests: Memory[frozenset[str]] = Memory(clock, PEOPLE_FOR)
        self._clock = clock
        self._asked: dict[str, deque[datetime]] = defaultdict(lambda: deque(maxlen=MANY))
        """When Slack was last asked about a single channel, in each workspace."""
        self._listed: Memory[bool] = Memory(clock, CHANNELS_FOR)
        self._listing: dict[str, asyncio.Lock] = defaultdict(asyncio.Lock)

    async def person(self, team_id: str, user_id: str) -> Person:
        """Return somebody; a person that Slack does not know is one who has left."""
        return await self._people.get(
            (team_id, user_id), lambda: self._ask_person(team_id, user_id)
        )

    async def names(self, team_id: str, user_ids: Collection[str]) -> dict[str, str]:
        """Return names by id."""
        unknown = [u for u in user_ids if not self._people.knows((team_id, u))]
        await asyncio.gather(*(self.person(team_id, user_id) for user_id in unknown))
        return {user_id: (await self.person(team_id, user_id)).name for user_id in user_ids}

    async def channel(self, team_id: str, channel_id: str) -> Channel | None:
        """Return a channel, or None when it is not there for the bot."""
        if not self._channels.knows((team_id, channel_id)):
            await self._learn_if_asked_much(team_id)
        found = await self._channels.get(
            (team_id, channel_id), lambda: self._ask_channel(team_id, channel_id)
        )
        return found if found.name or found.has_bot else None

    async def member_channels(
        self, team_id: str, user_id: str, channel_ids: Collection[str]
    ) -> set[str]:
        """Return which of these channels a person is a member of; unknown ones are not."""
        unknown = [c for c in channel_ids if not self._members.knows((team_id, c))]
        if len(unknown) > MANY:
            joined = await self._joined.get((team_id, user_id), lambda: self._ask_joined(user_id))
            return set(joined.intersection(channel_ids))
        members = await asyncio.gather(*(self._members_of(team_id, c) for c in channel_ids))
        return {
            channel_id
            for channel_id, people in zip(channel_ids, members, strict=True)
            if user_id in people
        }

    async def public_channels(self, team_id: str, channel_ids: Collection[str]) -> set[str]:
        """Return which of these channels anybody in the workspace may read."""
        unknown = [c for c in channel_ids if not self._channels.knows((team_id, c))]
        if len(unknown) > MANY:
            await self._learn_channels(team_id)
        unknown = [c for c in unknown if not self._channels.knows((team_id, c))]
        await asyncio.gather(*(self.channel(team_id, c) for c in unknown))
        # What is remembered needs no task of its own: there may be hundreds, for each digest.
        channels = [await self.channel(team_id, c) for c in channel_ids]
        return {
            channel.channel_id
            for channel in channels
            if channel and not channel.is_private and not channel.is_shared
        }

    async def members(self, team_id: str, channel_id: str) -> list[Person]:
        """Return who is in a channel; nobody, where the bot cannot see that."""
        members = sorted(await self._members_of(team_id, channel_id))
        unknown = [m for m in members if not self._people.knows((team_id, m))]
        if len(unknown) > MANY_PEOPLE:
            await self._learn_people(team_id, set(unknown))
        return list(await asyncio.gather(*(self.person(team_id, m) for m in members)))

    async def has_guests(self, team_id: str, channel_id: str) -> bool:
        """Tell whether a guest, or somebody of another organisation, reads a channel."""
        guests = await self._guests.get((team_id, ""), lambda: self._ask_guests(team_id))
        # Where there are none, Slack need not be asked about each channel.
        return bool(guests) and not guests.isdisjoint(await self._members_of(team_id, channel_id))

    def forget_person(self, team_id: str, user_id: str) -> None:
        """Ask again next time: the person has changed."""
        self._people.forget((team_id, user_id))
        self._guests.forget((team_id, ""))

    def forget_channel(self, team_id: str, channel_id: str) -> None:
        """Ask again next time: the channel or its members have changed."""
        self._channels.forget((team_id, channel_id))
        self._members.forget((team_id, channel_id))
        self._joined.forget_all()

    async def _members_of(self, team_id: str, channel_id: str) -> frozenset[str]:
        return await self._members.get((team_id, channel_id), lambda: self._ask_members(channel_id))

    async def _ask_person(self, team_id: str, user_id: str) -> Person:
        try:
            answer = await self._slack.reading.users_info(user=user_id, include_locale=True)
        except SlackApiError as error:
            if code_of(error) not in {"user_not_found", "user_not_visible"}:
                raise SlackUnavailable from error
            return Person(user_id, user_id, self._default, UTC_ZONE, is_active=False)
        except (ClientError, TimeoutError) as error:
            raise SlackUnavailable from error
        return person_of(answer["user"], team_id, self._default)

    async def _ask_channel(self, team_id: str, channel_id: str) -> Channel:
        self._asked[team_id].append(self._clock.now())
        try:
            answer = await self._slack.reading.conversations_info(channel=channel_id)
        except SlackApiError as error:
            if code_of(error) != "channel_not_found":
                raise SlackUnavailable from error
            return Channel(channel_id, name="", is_private=True)
        except (ClientError, TimeoutError) as error:
            raise SlackUnavailable from error
        return channel_of(answer["channel"])

    async def _ask_members(self, channel_id: str) -> frozenset[str]:
        try:
            return frozenset(
                await every_page(
                    self._slack.reading.conversations_members, "members", channel=channel_id
                )
            )
        except SlackApiError as error:
            if code_of(error) in {"channel_not_found", "not_in_channel"}:
                return frozenset()  # what the bot cannot see, it shows to nobody
            raise SlackUnavailable from error
        except (ClientError, TimeoutError) as error:
            raise SlackUnavailable from error

    async def _ask_joined(self, user_id: str) -> frozenset[str]:
        listed = await self._list(
            self._slack.reading.users_conversations, types=CHANNEL_TYPES, user=user_id
        )
        return frozenset(str(channel["id"]) for channel in listed)

    async def _learn_if_asked_much(self, team_id: str) -> None:
        """Ask for a list where Slack was asked about many channels lately, one by one.

        So it is when the digests of a large workspace come at the same minute.
        """
        asked = self._asked[team_id]
        if len(asked) < MANY or asked[0] < self._clock.now() - CHANNELS_FOR:
            return
        async with self._listing[team_id]:
            await self._listed.get((team_id, ""), lambda: self._learn_channels(team_id))

    async def _learn_channels(self, team_id: str) -> bool:
        """Remember every channel that the bot may know of: a few pages instead of many calls."""
        listed = await self._list(self._slack.reading.conversations_list, types=CHANNEL_TYPES)
        for channel in map(channel_of, listed):
            self._channels.keep((team_id, channel.channel_id), channel)
        return True

    async def _list(
        self, ask: Callable[..., Awaitable[AsyncSlackResponse]], **arguments: str
    ) -> list[Any]:
        try:
            return await every_page(ask, "channels", **arguments)
        except (SlackApiError, ClientError, TimeoutError) as error:
            raise SlackUnavailable from error

    async def _ask_guests(self, team_id: str) -> frozenset[str]:
        everybody = await self._everybody(team_id)
        readers = (p for p in everybody if p.is_active and not p.is_bot)
        return frozenset(p.user_id for p in readers if p.is_guest or p.is_external)

    async def _learn_people(self, team_id: str, user_ids: Collection[str]) -> None:
        """Remember many people: a few pages instead of as many calls."""
        for person in await self._everybody(team_id):
            if person.user_id in user_ids:
                self._people.keep((team_id, person.user_id), person)

    async def _everybody(self, team_id: str) -> list[Person]:
        try:
            users = await every_page(self._slack.reading.users_list, "members", include_locale=True)
        except (SlackApiError, ClientError, TimeoutError) as error:
            raise SlackUnavailable from error
        return [person_of(user, team_id, self._default) for user in users]


async def every_page(
    ask: Callable[..., Awaitable[AsyncSlackResponse]], field: str, **arguments: object
) -> list[Any]:
    """Return what a method lists, page after page."""
    found: list[Any] = []
    cursor = ""
    while True:
        page = await ask(limit=999, cursor=cursor or None, **arguments)
        found += page[field]
        cursor = (page.get("response_metadata") or {}).get("next_cursor") or ""
        if not cursor:
            return found


def channel_of(found: Mapping[str, object]) -> Channel:
    """Return a channel as Slack describes it."""
    return Channel(
        channel_id=str(found["id"]),
        name=str(found.get("name") or ""),
        is_private=bool(found.get("is_private")),
        is_archived=bool(found.get("is_archived")),
        is_shared=bool(found.get("is_ext_shared")),
        has_bot=bool(found.get("is_member")),
    )


def person_of(user: Mapping[str, object], team_id: str, default: Language) -> Person:
    """Return somebody as Slack describes them."""
    profile = user.get("profile")
    named = profile if isinstance(profile, dict) else {}
    name = named.get("display_name") or named.get("real_name") or user.get("real_name")
    locale = user.get("locale")
    return Person(
        user_id=str(user["id"]),
        name=str(name or user.get("name") or user["id"]),
        language=language_of(locale if isinstance(locale, str) else None, default),
        zone=str(user.get("tz") or UTC_ZONE),
        is_admin=bool(user.get("is_admin") or user.get("is_owner")),
        is_bot=bool(user.get("is_bot") or user["id"] == "USLACKBOT" or user.get("is_workflow_bot")),
        is_guest=bool(user.get("is_restricted") or user.get("is_ultra_restricted")),
        is_external=bool(user.get("is_stranger")) or user.get("team_id") not in {None, team_id},
        is_active=not user.get("deleted"),
    )
