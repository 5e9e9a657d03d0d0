"""One person in front of Slack: what they see, and what Slack's client lets them do."""

from dataclasses import dataclass, field
from typing import Any

from sandbox.backend import Backend
from sandbox.delivery import Delivery
from sandbox.errors import NotAllowed, NothingThere, OperationTimeout
from sandbox.nouns import Channel, Json, Message, Person, View

ChannelLike = Channel | Message | str
Where = Message | View


@dataclass(eq=False)
class Present(Person):
    """See the workspace as one person does."""

    backend: Backend = field(kw_only=True, repr=False)

    @property
    def modal(self) -> View | None:
        """Return the modal in front of this person, or None."""
        return self.modals[-1] if self.modals else None

    def sees(self, channel: ChannelLike, thread: Message | None = None) -> list[Message]:
        """Return what stands in the channel for this person, own ephemerals included, in order.

        With `thread`, return that thread instead, its first message included.
        """
        where = self.room(channel)
        standing = [m for m in where.messages.values() if not m.deleted or m.reply_count]
        every = sorted([*standing, *self.ephemerals(where)], key=lambda m: m.ts)
        if thread is None:
            return [m for m in every if not m.is_reply or m.subtype == "thread_broadcast"]
        root = thread.thread_ts or thread.ts
        return [m for m in every if root in (m.ts, m.thread_ts)]

    def ephemerals(self, channel: ChannelLike) -> list[Message]:
        """Return the ephemeral messages shown to this person in the channel, threads included.

        They stay listed as long as nothing removes them; only a page forgets them on reload.
        """
        where = self.room(channel)
        shown = self.backend.workspace.ephemeral
        return [m for m in shown if (m.channel, m.visible_to) == (where.id, self.id)]

    def room(self, channel: ChannelLike) -> Channel:
        """Return a conversation this person can open, or raise NotAllowed."""
        if isinstance(channel, Message):
            channel = channel.channel
        found = self.backend.workspace.channel(channel) if isinstance(channel, str) else channel
        if self.deactivated:
            raise NotAllowed(f"{self.name} is deactivated")
        if not self.can_open(found):
            raise NotAllowed(f"{self.name} is not in {found.name or found.id}")
        return found

    def can_open(self, channel: Channel) -> bool:
        """Say whether this person may look into a conversation: their own, or a public one."""
        public = channel.kind == "channel" and not self.guest and not self.external
        return public or self.id in channel.members

    def writable(self, channel: ChannelLike) -> Channel:
        """Return a conversation where this person finds a field to write in."""
        found = self.room(channel)
        if self.id not in found.members:
            raise NotAllowed(f"{self.name} has not joined {found.name}")
        if found.archived:
            raise NotAllowed(f"{found.name} is archived")
        return found

    def check_sees(self, message: Message) -> None:
        """Refuse a message that this person does not have before them."""
        self.room(message)
        if message.deleted:
            raise NothingThere("this message was deleted")
        if message.visible_to not in (None, self.id):
            raise NothingThere("this message is shown to somebody else only")

    def direct(self) -> Channel:
        """Return this person's direct message with the app."""
        workspace = self.backend.workspace
        return workspace.open_direct([self.backend.bot, self.id], creator=self.id)

    async def interact(self, payload: Json, what: str) -> Any:
        """Hand an interaction to the app, and return what it answered in time."""
        if not self.backend.installation.interactive:
            raise NotAllowed("the app's manifest has interactivity switched off")
        return acknowledged(await self.backend.courier.ask("interactive", payload), what)


def acknowledged(delivery: Delivery, what: str) -> Any:
    """Return what the app answered, or raise the time-out that the person is shown."""
    if delivery.status != "acked":
        raise OperationTimeout(f"{what} failed: {delivery.reason or delivery.status}")
    return delivery.response
