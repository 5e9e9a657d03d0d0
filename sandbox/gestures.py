"""What a person does in Slack, and what the app is told of it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from sandbox import forms, response_urls, shapes, submissions
from sandbox.backend import Backend
from sandbox.delivery import Delivery
from sandbox.errors import (
    NotAllowed,
    NothingThere,
    OperationTimeout,
    SlackError,
    UnknownCommand,
    UnknownShortcut,
)
from sandbox.forms import Place
from sandbox.nouns import Channel, Json, Message, Person, View
from sandbox.submissions import Submission
from sandbox.wording import as_command, as_message, rich_text

ChannelLike = Channel | Message | str
Where = Message | View


@dataclass(frozen=True)
class CommandOutcome:
    """Tell what a command showed at once: words and blocks, empty when it showed nothing."""

    text: str = ""
    blocks: list[Json] = field(default_factory=list)
    message: Message | None = None
    """The answer as it stands in the channel."""


@dataclass(eq=False)
class Acting(Person):
    """Let one person of the workspace act, as Slack's client lets them."""

    backend: Backend = field(kw_only=True, repr=False)

    # Messages

    async def say(
        self, channel: ChannelLike, text: str, thread: Message | str | None = None
    ) -> Message:
        """Post in a channel, or in the thread of a message."""
        where = self._room(channel)
        self._check_may_post(where)
        stored = as_message(self.backend.workspace, text)
        return self.backend.workspace.post(
            where,
            self.id,
            stored,
            blocks=rich_text(stored, self.backend.workspace.new_id("")[-5:]),
            thread_ts=_root(thread),
            extra={"client_msg_id": self.backend.workspace.new_uuid()},
        )

    async def write_to_bot(self, text: str) -> Message:
        """Write to the app in its Messages tab."""
        if not self.backend.installation.messages_tab:
            raise NotAllowed("the app takes no messages")
        return await self.say(self._direct(), text)

    async def edit(self, message: Message, text: str) -> Message:
        """Change the words of one's own message."""
        self._check_own(message)
        workspace = self.backend.workspace
        before = shapes.message(self.backend.installation, message)
        stored = as_message(workspace, text)
        edited = {"user": self.id, "ts": workspace.event_ts()}
        rich = rich_text(stored, workspace.new_id("")[-5:])
        workspace.edit(message, self.id, before, text=stored, blocks=rich, edited=edited)
        return message

    async def delete(self, message: Message) -> None:
        """Delete one's own message; an admin may delete anybody's."""
        if not self.admin:
            self._check_own(message)
        before = shapes.message(self.backend.installation, message)
        self.backend.workspace.delete(message, self.id, before)

    async def react(self, message: Message, emoji: str) -> None:
        """Add a reaction, with a skin tone if one is written after the name."""
        self._check_sees(message)
        self.backend.workspace.react(message, self.id, emoji.strip(":"))

    async def unreact(self, message: Message, emoji: str) -> None:
        """Take a reaction back."""
        self.backend.workspace.unreact(message, self.id, emoji.strip(":"))

    # Commands and shortcuts

    async def command(
        self, command: str, channel: ChannelLike, thread: Message | None = None
    ) -> CommandOutcome:
        """Run a slash command, written with its words, and wait for the acknowledgement."""
        if thread is not None:
            raise NotAllowed("slash commands cannot be used in threads")
        where = self._room(channel)
        name, _, words = command.strip().partition(" ")
        declared = self.backend.installation.command(name)
        if declared is None or "commands" not in self.backend.installation.granted_scopes:
            raise UnknownCommand(f"{name} is not a valid command")
        if self.external:
            raise NotAllowed("people of another organisation cannot run this app's commands")
        text = words.strip()
        if declared.get("should_escape"):
            text = as_command(self.backend.workspace, text)
        payload = self.backend.interactions.command(self, where, name, text)
        delivery = await self.backend.courier.ask("slash_commands", payload)
        return self._shown(where, self._acknowledged(delivery, name))

    def _shown(self, channel: Channel, body: Any) -> CommandOutcome:
        answer = {"text": body} if isinstance(body, str) else body
        if not isinstance(answer, dict) or not (answer.get("text") or answer.get("blocks")):
            return CommandOutcome()
        message = response_urls.add(self.backend, channel, self.id, answer)
        return CommandOutcome(message.text, message.blocks, message)

    async def message_shortcut(self, callback_id: str, message: Message) -> None:
        """Use a shortcut of the app on a message."""
        self._check_shortcut("message", callback_id)
        if message.visible_to is not None:
            raise NotAllowed("shortcuts are not offered on messages only you can see")
        self._check_sees(message)
        channel = self.backend.workspace.channels[message.channel]
        payload = self.backend.interactions.message_shortcut(self, channel, callback_id, message)
        delivery = await self.backend.courier.ask("interactive", payload)
        self._acknowledged(delivery, callback_id)

    async def global_shortcut(self, callback_id: str) -> None:
        """Use a global shortcut of the app."""
        self._check_shortcut("global", callback_id)
        payload = self.backend.interactions.global_shortcut(self, callback_id)
        delivery = await self.backend.courier.ask("interactive", payload)
        self._acknowledged(delivery, callback_id)

    def _check_shortcut(self, kind: str, callback_id: str) -> None:
        if self.backend.installation.shortcut(kind, callback_id) is None:
            raise UnknownShortcut(f"no {kind} shortcut {callback_id!r}")
        if self.external:
            raise NotAllowed("people of another organisation cannot use this app's shortcuts")

    # Modals

    @property
    def modal(self) -> View | None:
        """Return the modal in front of this person, or None."""
        return self.modals[-1] if self.modals else None

    def _front(self) -> View:
        if self.modal is None:
            raise NothingThere(f"no modal is open before {self.name}")
        return self.modal

    def fill(self, values: dict[str, Any]) -> None:
        """Enter values in the modal in front, without submitting it."""
        view = self._front()
        for name, value in values.items():
            place = forms.find(view.blocks, name)
            state = forms.entered(place.element, value)
            view.values[place.block_id][place.action_id] = state

    async def submit(self, values: dict[str, Any] | None = None) -> Submission:
        """Fill the modal in front and submit it, unless Slack's client refuses."""
        view = self._front()
        self.fill(values or {})
        forms.check(view)
        payload = self.backend.interactions.submission(self, view)
        delivery = await self.backend.courier.ask("interactive", payload)
        body = self._acknowledged(delivery, view.callback_id)
        return submissions.take(self.backend, self, view, body)

    async def close_modal(self, whole_stack: bool = False) -> None:
        """Close the modal in front, or the whole stack, without submitting."""
        closed = list(reversed(self.modals)) if whole_stack else [self._front()]
        told = [v for v in closed if v.body.get("notify_on_close")]
        payloads = [self.backend.interactions.closing(self, v, whole_stack) for v in told]
        left = [] if whole_stack else self.modals[:-1]
        self.backend.workspace.set_modals(self, left)
        for payload in payloads:
            await self.backend.courier.ask("interactive", payload)

    # Elements

    async def click(self, where: Where | None, name: str, value: Any = None) -> None:
        """Use an element of a message, a modal or Home; `value` is what is chosen or typed."""
        place = forms.find(self._on_screen(where).blocks, name)
        await self.use(where, place, value)

    async def use(self, where: Where | None, place: Place, value: Any = None) -> None:
        """Use one element: enter the value, and tell the app if the element dispatches."""
        shown = self._on_screen(where)
        action = submissions.action_value(place.element, value)
        if isinstance(shown, View) and place.element["type"] in forms.FIELDS:
            shown.values[place.block_id][place.action_id] = forms.entered(place.element, value)
        if place.block["type"] == "input" and not place.block.get("dispatch_action"):
            return
        if isinstance(shown, View):
            payload = self.backend.interactions.view_action(self, shown, place, action)
        else:
            payload = self.backend.interactions.message_action(self, shown, place, action)
        delivery = await self.backend.courier.ask("interactive", payload)
        self._acknowledged(delivery, place.action_id)

    def _on_screen(self, where: Where | None) -> Where:
        """Return what is used, once it is sure that this person has it before them."""
        if where is None:
            return self._front()
        if isinstance(where, View):
            if where not in (self.modal, self.home):
                raise NothingThere(f"{self.name} does not have this view in front")
            return where
        self._check_sees(where)
        return where

    async def suggestions(self, where: Where | None, name: str, typed: str) -> list[Json]:
        """Type in an external select; return the options, those of groups one after another."""
        shown = self._on_screen(where)
        place = forms.find(shown.blocks, name)
        if len(typed) < place.element.get("min_query_length", 3):
            return []
        payload = self.backend.interactions.suggestion(self, shown, place, typed)
        delivery = await self.backend.courier.ask("interactive", payload)
        return submissions.suggested(self._acknowledged(delivery, name))

    # Home

    async def open_home(self) -> View | None:
        """Open the app's Home tab; return what is there once the app was told."""
        return await self._open_tab("home")

    async def open_messages_tab(self) -> None:
        """Open the app's Messages tab."""
        await self._open_tab("messages")

    async def _open_tab(self, tab: str) -> View | None:
        detail = {"tab": tab}
        channel = self._direct()
        self.backend.workspace.tell("home_opened", channel=channel, person=self, detail=detail)
        await self.backend.courier.last()
        return self.home

    # What is seen

    def sees(self, channel: ChannelLike) -> list[Message]:
        """Return what stands in the channel for this person, own ephemerals included, in order."""
        where = self._room(channel)
        standing = [m for m in where.messages.values() if not m.deleted or m.reply_count]
        top = [m for m in standing if not m.is_reply or m.subtype == "thread_broadcast"]
        own = [m for m in self.ephemerals(where) if not m.is_reply]
        return sorted([*top, *own], key=lambda m: m.ts)

    def ephemerals(self, channel: ChannelLike) -> list[Message]:
        """Return the ephemeral messages shown to this person in the channel, threads included."""
        where = self._room(channel)
        shown: Iterable[Message] = self.backend.workspace.ephemeral
        return [m for m in shown if (m.channel, m.visible_to) == (where.id, self.id)]

    # What Slack's client lets one do

    def _room(self, channel: ChannelLike) -> Channel:
        if isinstance(channel, Message):
            channel = channel.channel
        found = self.backend.workspace.channel(channel) if isinstance(channel, str) else channel
        hidden = found.kind != "channel" or self.guest or self.external
        if hidden and self.id not in found.members:
            raise NotAllowed(f"{self.name} is not in {found.name or found.id}")
        if self.deactivated:
            raise NotAllowed(f"{self.name} is deactivated")
        return found

    def _check_may_post(self, channel: Channel) -> None:
        if self.id not in channel.members:
            raise NotAllowed(f"{self.name} is not in {channel.name}")
        if channel.archived:
            raise NotAllowed(f"{channel.name} is archived")
        if channel.restricted and not self.admin:
            raise NotAllowed(f"only some may post in {channel.name}")

    def _check_own(self, message: Message) -> None:
        if message.user != self.id or message.deleted:
            raise NotAllowed("this is not a message of one's own")

    def _check_sees(self, message: Message) -> None:
        self._room(message)
        if message.deleted:
            raise SlackError("message_not_found")
        if message.visible_to not in (None, self.id):
            raise NothingThere("this message is shown to somebody else only")

    def _direct(self) -> Channel:
        return self.backend.workspace.open_direct([self.backend.bot, self.id], creator=self.id)

    def _acknowledged(self, delivery: Delivery, what: str) -> Any:
        if delivery.status != "acked":
            raise OperationTimeout(f"{what} failed: {delivery.reason or delivery.status}")
        return delivery.response


def _root(thread: Message | str | None) -> str | None:
    if isinstance(thread, Message):
        return thread.thread_ts or thread.ts
    return thread
