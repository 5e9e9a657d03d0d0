"""A delivery alone, without the bot around it, and somewhere to post."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from bot.clock import ManualClock
from bot.slack.delivery import Delivery, Outcome
from sandbox.gestures import Acting
from sandbox.nouns import Channel
from sandbox.server import Sandbox

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
KEY = "win:1:card"
BLOCKS: list[dict[str, Any]] = [{"type": "section", "text": {"type": "mrkdwn", "text": "hello"}}]


@dataclass(frozen=True, slots=True)
class Post:
    """A delivery, the pretend Slack behind it, and somewhere to post."""

    slack: Sandbox
    delivery: Delivery
    clock: ManualClock
    ana: Acting
    ventes: Channel

    async def send(self, *, key: str = KEY, thread_ts: str | None = None) -> Outcome:
        return await self.delivery.post(
            text="hello",
            blocks=BLOCKS,
            key=key,
            channel_id=self.ventes.id,
            user_id=None,
            thread_ts=thread_ts,
        )

    async def send_to_ana(self) -> Outcome:
        return await self.delivery.post(
            text="hello",
            blocks=BLOCKS,
            key=KEY,
            channel_id=None,
            user_id=self.ana.id,
            thread_ts=None,
        )

    async def find(self, *, since: datetime = NOW, thread_ts: str | None = None) -> Outcome | None:
        return await self.delivery.find(
            key=KEY, since=since, channel_id=self.ventes.id, user_id=None, thread_ts=thread_ts
        )

    def seen(self) -> list[str]:
        return [message.text for message in self.slack.messages(self.ventes)]
