"""The pretend Slack itself: its address, its people and channels, and what can be asked of it."""

import asyncio
from collections.abc import Sequence
from types import TracebackType
from typing import Any, Self

from starlette.applications import Starlette
from starlette.routing import Route, WebSocketRoute
from starlette.websockets import WebSocket

from sandbox.backend import Call
from sandbox.building import build
from sandbox.delivery import Delivery, Kind
from sandbox.facts import Facts
from sandbox.failing import FailsOnRequest
from sandbox.gestures import Acting
from sandbox.http import WebApi
from sandbox.installation import TokenState
from sandbox.listening import Listening
from sandbox.nouns import Channel, Clock, Json, Message
from sandbox.page.controls import PageControl
from sandbox.page.routes import routes
from sandbox.rate_limits import RateLimits
from sandbox.transports import SignedHttp
from sandbox.wording import handle


class Sandbox(Facts, FailsOnRequest):
    """Be a small, strict Slack for one app, in the caller's event loop.

    Rate limits, when they are on, are counted on `clock`; the three seconds of an
    acknowledgement, the delays before a redelivery and the life of a trigger id are real time.
    """

    def __init__(
        self,
        clock: Clock,
        port: int = 0,
        ack_seconds: float = 3.0,
        retry_delays: Sequence[float] = (0.0, 60.0, 300.0),
        rate_limits: bool | RateLimits = False,
    ) -> None:
        self._sockets, self.backend = build(clock, ack_seconds, retry_delays)
        self._ack_seconds = ack_seconds
        limits = RateLimits(clock) if rate_limits is True else rate_limits or None
        self._web_api = WebApi(self.backend, limits)
        self._listening = Listening(self.backend.address, port)
        self.page_titles: dict[str, str] = {}
        """What the page says of somebody under their name, by id."""
        self.page_controls: list[PageControl] = []
        """What the page offers besides Slack itself, such as letting a week pass."""
        self.closing = asyncio.Event()
        """Set when the sandbox is about to close: whoever streams to a page stops then."""

    async def __aenter__(self) -> Self:
        own = [
            Route("/api/{method}", self._web_api.call, methods=["GET", "POST"]),
            Route("/response/{key}", self._web_api.response_url, methods=["POST"]),
            WebSocketRoute("/link", self._link),
        ]
        await self._listening.start(Starlette(routes=[*own, *routes(self)]))
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.closing.set()
        await self.backend.courier.close()
        await self._sockets.close()
        await self._listening.stop()

    async def _link(self, socket: WebSocket) -> None:
        if self.backend.tickets.spend_socket(socket.query_params.get("ticket", "")):
            await self._sockets.serve(socket)
        else:
            await socket.close(code=4401)

    # The way to the app

    def use_socket_mode(self) -> None:
        """Deliver to any one open WebSocket, as is the default."""
        self.backend.courier.use(self._sockets)

    def use_http(self, url: str) -> None:
        """Deliver by signed posts to this address."""
        self.backend.courier.use(SignedHttp(url, self.signing_secret, self._ack_seconds))

    async def connected(self, timeout: float = 5.0) -> None:
        """Wait until the app has a socket open, or raise TimeoutError."""
        async with asyncio.timeout(timeout):
            await self._sockets.connected()

    async def disconnect_sockets(self, reason: str = "warning") -> None:
        """Announce that every socket closes, then close it."""
        await self._sockets.disconnect(reason)

    async def forge(self, kind: Kind, payload: Json) -> Delivery:
        """Hand the app a payload that no gesture makes: forged, or handed over once more."""
        return await self.backend.courier.ask(kind, payload)

    @property
    def deliveries(self) -> list[Delivery]:
        """Return the record of every delivery, oldest first."""
        return self.backend.courier.deliveries

    @property
    def calls(self) -> list[Call]:
        """Return the record of every call of the Web API, oldest first."""
        return self.backend.calls

    async def quiet(self, timeout: float = 5.0) -> None:
        """Wait until every delivery is acknowledged or given up, or raise TimeoutError."""
        await self.backend.courier.quiet(timeout)

    # The app in the workspace

    def install_manifest(self, manifest: Json) -> None:
        """Keep to what a manifest declares from now on: commands, shortcuts, events, scopes."""
        self.backend.installation.install_manifest(manifest)

    def revoke_token(self) -> None:
        """Kill the bot token, and tell the app."""
        self._end("token_revoked")
        self.backend.events.tokens_revoked()

    def uninstall(self) -> None:
        """Remove the app from the workspace, and tell it."""
        self._end("account_inactive")
        self.backend.events.app_uninstalled()
        self.backend.events.tokens_revoked()

    def _end(self, state: TokenState) -> None:
        self.backend.installation.token_state = state

    def add_emoji(self, name: str, url: str = "") -> None:
        """Add an emoji of the workspace's own."""
        self.backend.custom_emoji[name] = url or f"https://emoji.slack-edge.com/{name}.png"

    # People

    def add_person(
        self,
        name: str,
        locale: str = "en-US",
        tz: str = "Europe/Paris",
        *,
        display_name: str = "",
        announce: bool = False,
        admin: bool = False,
        guest: bool = False,
        external: bool = False,
        bot: bool = False,
        deactivated: bool = False,
    ) -> Acting:
        """Add an account."""
        person = Acting(
            id=self.workspace.new_id("U"),
            name=name,
            handle=self._handle(name),
            team_id=self.workspace.new_id("T") if external else self.team_id,
            locale=locale,
            tz=tz,
            display_name=display_name,
            admin=admin,
            guest=guest,
            external=external,
            bot=bot,
            deactivated=deactivated,
            backend=self.backend,
        )
        self.workspace.add_person(person, announce)
        return person

    def _handle(self, name: str) -> str:
        """Make a handle that nobody has yet."""
        taken = {p.handle for p in self.workspace.people.values()}
        wanted = handle(name)
        numbered = (f"{wanted}{number}" for number in range(2, len(taken) + 3))
        return wanted if wanted not in taken else next(h for h in numbered if h not in taken)

    def change_person(self, person: Acting, **fields: Any) -> None:
        """Change an account: locale, tz, name, deactivated…; the app hears `user_change`."""
        self.workspace.change_person(person, **fields)

    @property
    def people(self) -> list[Acting]:
        """Return everybody but the bot, in the order they came."""
        return [p for p in self.workspace.people.values() if isinstance(p, Acting)]

    def person(self, person_id: str) -> Acting:
        """Return somebody by id."""
        found = self.workspace.person(person_id)
        assert isinstance(found, Acting)
        return found

    # Channels

    def add_channel(
        self,
        name: str,
        members: Sequence[Acting] = (),
        private: bool = False,
        with_bot: bool = True,
        *,
        shared: bool = False,
        announce: bool = False,
    ) -> Channel:
        """Add a channel with these people in it, and the bot unless it is left out."""
        who = [m.id for m in members]
        channel = Channel(
            id=self.workspace.new_id("C"),
            name=name,
            creator=who[0] if who else self.bot_user_id,
            created=self.workspace.micros() // 1_000_000,
            members=[*who, *([self.bot_user_id] if with_bot else [])],
            private=private,
            shared=shared,
        )
        return self.workspace.add_channel(channel, announce)

    @property
    def channels(self) -> list[Channel]:
        """Return every conversation, direct messages included."""
        return list(self.workspace.channels.values())

    def channel(self, channel_id: str) -> Channel:
        """Return a conversation by id."""
        return self.workspace.channel(channel_id)

    def archive(self, channel: Channel, by: Acting | None = None) -> None:
        """Archive a channel."""
        self.workspace.set_archived(channel, True, by.id if by else channel.creator)

    def unarchive(self, channel: Channel, by: Acting | None = None) -> None:
        """Bring an archived channel back."""
        self.workspace.set_archived(channel, False, by.id if by else channel.creator)

    def restrict(self, channel: Channel, restricted: bool = True) -> None:
        """Let only admins post in a channel, or everybody again."""
        channel.restricted = restricted

    def rename(self, channel: Channel, name: str) -> None:
        """Give a channel another name."""
        channel.name = name
        self.workspace.tell("channel_renamed", channel=channel)

    def invite_bot(self, channel: Channel, by: Acting | None = None) -> None:
        """Bring the bot into a channel."""
        self.workspace.join(channel, self.bot_user_id, by.id if by else None)

    def remove_bot(self, channel: Channel, by: Acting | None = None) -> None:
        """Take the bot out of a channel."""
        self.workspace.leave(channel, self.bot_user_id, by.id if by else channel.creator)

    def add_member(self, channel: Channel, person: Acting, by: Acting | None = None) -> None:
        """Bring somebody into a channel."""
        self.workspace.join(channel, person.id, by.id if by else None)

    def remove_member(self, channel: Channel, person: Acting, by: Acting | None = None) -> None:
        """Take somebody out of a channel."""
        self.workspace.leave(channel, person.id, by.id if by else None)

    # Messages as stored

    def messages(
        self, channel: Channel | str, thread: Message | str | None = None
    ) -> list[Message]:
        """Return the messages of a channel, or the replies of one thread, oldest first."""
        where = self.channel(channel) if isinstance(channel, str) else channel
        standing = [m for m in where.messages.values() if not m.deleted]
        if thread is None:
            return [m for m in standing if not m.is_reply]
        root = thread if isinstance(thread, str) else thread.thread_ts or thread.ts
        return [m for m in standing if m.is_reply and m.thread_ts == root]

    def open_dm(self, *people: Acting, with_bot: bool = True) -> Channel:
        """Return the direct or group message of these people, with the bot or not."""
        first = [self.bot_user_id] if with_bot else []
        return self.workspace.open_direct([*first, *(p.id for p in people)], people[0].id)

    def dm(self, *people: Acting) -> list[Message]:
        """Return the messages between the bot and these people, oldest first."""
        found = self.workspace.direct([self.bot_user_id, *(p.id for p in people)])
        return self.messages(found) if found else []
