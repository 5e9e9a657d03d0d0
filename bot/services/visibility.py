"""Who may see what, now: asked of Slack when something is read."""

from collections.abc import Collection

from bot.domain.visibility import NOTHING, Audience, Sight
from bot.slack.directory import Directory


class Visibility:
    """What a person, or everybody who reads a channel, may see at this moment.

    `among` are the channels that matter to the question. What Slack does not tell is not seen.
    """

    def __init__(self, directory: Directory) -> None:
        self._directory = directory

    async def of_person(self, team_id: str, user_id: str, among: Collection[str]) -> Sight:
        """Return what one person may see: a guest what is told in their channels only."""
        person = await self._directory.person(team_id, user_id)
        if not person.can_contribute:
            return NOTHING
        channels = sorted(among)
        anybody = (
            frozenset()
            if person.is_guest
            else frozenset(await self._directory.public_channels(team_id, channels))
        )
        # Members of an open channel see also what was kept between its members.
        theirs = await self._directory.member_channels(team_id, user_id, channels)
        return Sight(not person.is_guest, anybody, frozenset(theirs))

    async def of_everyone(self, team_id: str, among: Collection[str]) -> Sight:
        """Return what anybody of the workspace may see, whoever they are."""
        anybody = await self._directory.public_channels(team_id, sorted(among))
        return Sight(True, frozenset(anybody))

    async def of_channel(self, team_id: str, channel_id: str, among: Collection[str]) -> Sight:
        """Return what everybody who reads a channel may see.

        Where a guest or another organisation reads too, that is what was told there, no more.
        """
        only_here = Sight(channels=frozenset({channel_id}))
        channel = await self._directory.channel(team_id, channel_id)
        if channel is None or channel.is_shared:
            return only_here
        if await self._directory.has_guests(team_id, channel_id):
            return only_here
        anybody = await self._directory.public_channels(team_id, sorted(among))
        return Sight(True, frozenset(anybody), frozenset({channel_id}))

    async def may_see(
        self, team_id: str, user_id: str, audience: Audience, channel_id: str
    ) -> bool:
        """Tell whether a person may see one thing."""
        sight = await self.of_person(team_id, user_id, [channel_id])
        return sight.reaches(audience, channel_id)
