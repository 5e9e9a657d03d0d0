"""What Slack lends for a short while: trigger ids, response urls and socket addresses."""

import asyncio
import secrets
from dataclasses import dataclass
from typing import Literal

from sandbox.errors import SlackError
from sandbox.nouns import Clock

TRIGGER_SECONDS = 3.0
RESPONSE_URL_SECONDS = 30 * 60
RESPONSE_URL_POSTS = 5


@dataclass
class Trigger:
    """Let the app open one modal, within three seconds of real time."""

    person_id: str
    channel_id: str | None
    issued: float
    exchanged: bool = False


@dataclass
class ResponseUrl:
    """Let the app answer where a gesture was made."""

    person_id: str
    channel_id: str
    issued: float
    message_ts: str | None = None
    """The message that the gesture was made on, where there is one."""
    on: Literal["message", "ephemeral", "nothing"] = "nothing"
    posts: int = 0


class Tickets:
    """Lend tickets, and say when they are used up."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._triggers: dict[str, Trigger] = {}
        self._urls: dict[str, ResponseUrl] = {}
        self._sockets: set[str] = set()

    def trigger(self, person_id: str, channel_id: str | None = None) -> str:
        """Lend a trigger id for what this person just did."""
        key = f"{secrets.randbelow(10**13):013d}.{secrets.randbelow(10**12):012d}"
        trigger_id = f"{key}.{secrets.token_hex(16)}"
        now = asyncio.get_running_loop().time()
        self._triggers[trigger_id] = Trigger(person_id, channel_id, now)
        return trigger_id

    def look_at(self, trigger_id: object) -> Trigger:
        """Return the trigger if it is still good, without using it."""
        trigger = self._triggers.get(str(trigger_id))
        if trigger is None:
            raise SlackError("invalid_trigger_id")
        if trigger.exchanged:
            raise SlackError("exchanged_trigger_id")
        if asyncio.get_running_loop().time() - trigger.issued > TRIGGER_SECONDS:
            raise SlackError("expired_trigger_id")
        return trigger

    def response_url(self, url: ResponseUrl) -> str:
        """Lend a response url; return the last part of its address."""
        key = secrets.token_hex(16)
        self._urls[key] = url
        return key

    def spend_url(self, key: str) -> ResponseUrl:
        """Use a response url once: at most five times in thirty minutes of the clock."""
        url = self._urls.get(key)
        if url is None:
            raise SlackError("no_such_url")
        if self._clock.now().timestamp() - url.issued > RESPONSE_URL_SECONDS:
            raise SlackError("expired_url")
        if url.posts >= RESPONSE_URL_POSTS:
            raise SlackError("used_url")
        url.posts += 1
        return url

    def socket(self) -> str:
        """Lend the right to open one socket."""
        ticket = secrets.token_hex(16)
        self._sockets.add(ticket)
        return ticket

    def spend_socket(self, ticket: str) -> bool:
        """Use that right; say whether it was there."""
        known = ticket in self._sockets
        self._sockets.discard(ticket)
        return known
