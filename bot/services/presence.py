"""Presence: who of those in something is still there to bring it to its end."""

from collections.abc import Iterable

from bot.domain.undertakings import Undertaking
from bot.slack.directory import Directory


async def who_is_there(
    directory: Directory, about: Undertaking, people: Iterable[str]
) -> tuple[str, ...]:
    """Return those of these people who are in the company and in the channel, in their order."""
    return tuple([person for person in people if await _is_there(directory, about, person)])


async def _is_there(directory: Directory, about: Undertaking, user_id: str) -> bool:
    joined = await directory.member_channels(about.team_id, user_id, [about.channel_id])
    return bool(joined) and (await directory.person(about.team_id, user_id)).is_active
