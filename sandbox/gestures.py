"""What a person does in Slack, and what the app is told of it."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sandbox import response_urls, shapes
from sandbox.errors import NotAllowed, UnknownCommand, UnknownShortcut
from sandbox.nouns import Channel, Json, Message
from sandbox.presence import ChannelLike, acknowledged
from sandbox.using import Using
from sandbox.wording import as_command, as_message, rich_text


@dataclass(frozen=True)
class CommandOutcome:
    """Tell what a command showed at once: words and blocks, empty when it showed nothing."""

    text: str = ""
    blocks: list[Json] = field(default_factory=list)
    message: Message | None = None
    """The answer as it stands in the channel."""


@dataclass(eq=False)
class Acting(Using):
    """Let one person of the workspace act, as Slack's client lets them."""

    # Messages

    async def say(
        self, channel: ChannelLike, text: str, thread: Message | str | None = None
    ) -> Message:
        """Post in a channel, or in the thread of a message."""
        where = self.writable(channel)
        if where.restricted and not self.admin:
            raise NotAllowed(f"only some may post in {where.name}")
        stored = as_message(self.backend.workspace, text)
        return self.backend.workspace.post(
            where,
            self.id,
            stored,
            blocks=rich_text(stored),
            thread_ts=_root(thread),
            extra={"client_msg_id": self.backend.workspace.new_uuid()},
        )

    async def write_to_bot(self, text: str) -> Message:
        """Write to the app in its Messages tab."""
        if not self.backend.installation.messages_tab:
            raise NotAllowed("the app takes no messages")
        return await self.say(self.direct(), text)

    async def edit(self, message: Message, text: str) -> Message:
        """Change the words of one's own message."""
        self._check_own(message)
        workspace = self.backend.workspace
        before = shapes.message(self.backend.installation, message)
        stored = as_message(workspace, text)
        edited = {"user": self.id, "ts": workspace.event_ts()}
        changes: Json = {"text": stored, "blocks": rich_text(stored), "edited": edited}
        workspace.edit(message, self.id, before, **changes)
        return message

    async def delete(self, message: Message) -> None:
        """Delete one's own message; an admin may delete anybody's."""
        if not self.admin:
            self._check_own(message)
        before = shapes.message(self.backend.installation, message)
        self.backend.workspace.delete(message, self.id, before)

    def _check_own(self, message: Message) -> None:
        if message.user != self.id or message.deleted or message.visible_to:
            raise NotAllowed("this is not a message of one's own")

    async def react(self, message: Message, emoji: str) -> None:
        """Add a reaction, with a skin tone if one is written after the name."""
        self._check_can_react(message)
        self.backend.workspace.react(message, self.id, emoji.strip(":"))

    async def unreact(self, message: Message, emoji: str) -> None:
        """Take a reaction back."""
        self._check_can_react(message)
        self.backend.workspace.unreact(message, self.id, emoji.strip(":"))

    def _check_can_react(self, message: Message) -> None:
        self.check_sees(message)
        if message.visible_to:
            raise NotAllowed("nobody can react to a message only one person sees")
        self.writable(message)

    # Do not disturb

    def want_silence(self, until: datetime) -> None:
        """Pause every notification from now until a moment."""
        now = self.backend.workspace.micros() // 1_000_000
        self.silence = (now, int(until.timestamp()))

    # Commands and shortcuts

    async def command(
        self, command: str, channel: ChannelLike, thread: Message | None = None
    ) -> CommandOutcome:
        """Run a slash command, written with its words, and wait for the acknowledgement."""
        if thread is not None:
            raise NotAllowed("slash commands cannot be used in threads")
        where = self.writable(channel)
        name, _, words = command.strip().partition(" ")
        payload = self.backend.interactions.command(self, where, name, self._words(name, words))
        delivery = await self.backend.courier.ask("slash_commands", payload)
        return self._shown(where, acknowledged(delivery, name))

    def _words(self, name: str, words: str) -> str:
        declared = self.backend.installation.command(name)
        if declared is None or "commands" not in self.backend.installation.granted_scopes:
            raise UnknownCommand(f"{name} is not a valid command")
        if self.external:
            raise NotAllowed("people of another organisation cannot run this app's commands")
        escaped = declared.get("should_escape")
        return as_command(self.backend.workspace, words.strip()) if escaped else words.strip()

    def _shown(self, channel: Channel, body: Any) -> CommandOutcome:
        answer = {"text": body} if isinstance(body, str) else body
        if not isinstance(answer, dict) or not (answer.get("text") or answer.get("blocks")):
            return CommandOutcome()
        message = response_urls.add(self.backend, channel, self.id, answer)
        return CommandOutcome(message.text, message.blocks, message)

    async def message_shortcut(self, callback_id: str, message: Message) -> None:
        """Use a shortcut of the app on a message."""
        self._check_shortcut("message", callback_id)
        self.check_sees(message)
        if message.visible_to is not None:
            raise NotAllowed("shortcuts are not offered on messages only one person sees")
        channel = self.backend.workspace.channels[message.channel]
        payload = self.backend.interactions.message_shortcut(self, channel, callback_id, message)
        await self.interact(payload, callback_id)

    async def global_shortcut(self, callback_id: str) -> None:
        """Use a global shortcut of the app."""
        self._check_shortcut("global", callback_id)
        payload = self.backend.interactions.global_shortcut(self, callback_id)
        await self.interact(payload, callback_id)

    def _check_shortcut(self, kind: str, callback_id: str) -> None:
        if self.backend.installation.shortcut(kind, callback_id) is None:
            raise UnknownShortcut(f"no {kind} shortcut {callback_id!r}")
        if self.external:
            raise NotAllowed("people of another organisation cannot use this app's shortcuts")


def _root(thread: Message | str | None) -> str | None:
    if isinstance(thread, Message):
        return thread.thread_ts or thread.ts
    return thread
