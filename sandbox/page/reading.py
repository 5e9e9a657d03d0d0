"""What each person has read on the page, so that the rest stands out."""

from collections.abc import Iterable

from sandbox.nouns import Channel, Message, Person
from sandbox.workspace import Workspace


class Reading:
    """Remember, for each person and room, the last message that was on screen."""

    def __init__(self) -> None:
        self._read: dict[tuple[str, str], float] = {}
        self._before = -1.0

    def begin(self, workspace: Workspace) -> None:
        """Take whatever is there when the page is first opened as read by everybody."""
        if self._before >= 0:
            return
        every = [m for c in workspace.channels.values() for m in c.messages.values()]
        self._before = max((float(m.ts) for m in every), default=0.0)

    def read(self, person: Person, channel: Channel, ts: str) -> None:
        """Take everything up to this message as read."""
        key = (person.id, channel.id)
        self._read[key] = max(self._read.get(key, 0.0), float(ts))

    def is_unread(self, workspace: Workspace, person: Person, channel: Channel) -> bool:
        """Say whether a room holds something this person has not had on screen."""
        if person.id not in channel.members:
            return False
        since = max(self._before, self._read.get((person.id, channel.id), 0.0))
        mine = self._ephemeral(workspace, person, channel)
        return any(_counts(m, person, since) for m in [*channel.messages.values(), *mine])

    def has_news(self, workspace: Workspace, person: Person) -> bool:
        """Say whether something meant for this person alone is waiting for them."""
        return any(
            self.is_unread(workspace, person, channel)
            if channel.im or channel.mpim
            else self._is_addressed(workspace, person, channel)
            for channel in workspace.channels.values()
        )

    def _is_addressed(self, workspace: Workspace, person: Person, channel: Channel) -> bool:
        since = max(self._before, self._read.get((person.id, channel.id), 0.0))
        mine = self._ephemeral(workspace, person, channel)
        return any(_counts(m, person, since) for m in mine)

    @staticmethod
    def _ephemeral(workspace: Workspace, person: Person, channel: Channel) -> Iterable[Message]:
        place = (channel.id, person.id)
        return [m for m in workspace.ephemeral if (m.channel, m.visible_to) == place]


def _counts(message: Message, person: Person, since: float) -> bool:
    return float(message.ts) > since and message.user != person.id and not message.deleted
