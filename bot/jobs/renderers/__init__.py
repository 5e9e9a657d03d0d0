"""The words of each notice, made late from what is stored then: one file per feature."""

from collections.abc import Awaitable, Callable, Collection, Mapping
from dataclasses import dataclass

from bot.clock import Clock
from bot.domain.notices import Notice, NoticeKind
from bot.domain.people import Language
from bot.domain.wins import Source
from bot.i18n import Translator
from bot.services import Services
from bot.slack.directory import Directory
from bot.slack.messages import Messages
from bot.views import ids, kit

Renderer = Callable[[Notice, Translator], Awaitable[kit.Message | None]]
"""Makes the message of a notice; None when nothing is left to say."""
Renderers = Mapping[NoticeKind, Renderer]


@dataclass(frozen=True, slots=True)
class Sources:
    """Where renderers find what is to be said."""

    services: Services
    directory: Directory
    messages: Messages
    clock: Clock
    declared: Collection[Language]
    """Languages whose commands the workspace has."""

    def commands(self, t: Translator) -> ids.Commands:
        """Return the commands to name to a reader."""
        return ids.commands_for(t.language, self.declared)

    async def link_from(self, team_id: str, channel_id: str, source: Source | None) -> str | None:
        """Return the address of a message that something was told from, to show in a channel.

        None when it is gone, and where the readers of the channel may not read it.
        """
        if source is None:
            return None
        if source.channel_id != channel_id:
            said_in = await self.directory.channel(team_id, source.channel_id)
            if said_in is None or said_in.is_private:
                return None
        return await self.messages.permalink(source)
