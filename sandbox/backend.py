"""The parts of the pretend Slack, held together for those who work on them."""

from dataclasses import dataclass, field

from sandbox.connections import Address
from sandbox.delivery import Courier
from sandbox.events import EventFeed
from sandbox.failures import Failures
from sandbox.installation import Installation
from sandbox.interactions import Interactions
from sandbox.nouns import Channel, Json, Message
from sandbox.tickets import Tickets
from sandbox.workspace import Workspace


@dataclass(frozen=True)
class Call:
    """Record one call of the Web API: what came, with which token, and what was answered."""

    method: str
    args: Json
    token: str
    """"bot", "app", or "none"."""
    answer: Json = field(default_factory=dict)


@dataclass
class Backend:
    """Hold the parts: what there is, who the app is, and the way to it."""

    workspace: Workspace
    installation: Installation
    tickets: Tickets
    failures: Failures
    courier: Courier
    events: EventFeed
    interactions: Interactions
    address: Address
    custom_emoji: dict[str, str] = field(default_factory=dict)
    calls: list[Call] = field(default_factory=list)

    @property
    def bot(self) -> str:
        """Return the id of the bot's account."""
        return self.installation.bot_user_id

    def bot_post(self, channel: Channel, text: str, **fields: object) -> Message:
        """Post a message in the app's name."""
        bot_id = self.installation.bot_id
        return self.workspace.post(channel, self.bot, text, bot_id=bot_id, **fields)

    def bot_show(self, channel: Channel, person_id: str, text: str, **fields: object) -> Message:
        """Show an ephemeral message in the app's name."""
        who = {"user": self.bot, "bot_id": self.installation.bot_id}
        return self.workspace.show(channel, person_id, text, **who, **fields)
