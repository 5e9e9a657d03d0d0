"""The state of the pretend workspace; whoever listens is told of each change."""

import uuid
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from sandbox.errors import SlackError
from sandbox.nouns import Channel, Clock, Json, Message, Person, View

__all__ = ["Change", "Channel", "Json", "Message", "Person", "View", "Workspace"]


@dataclass(frozen=True)
class Change:
    """Tell what happened: a kind, and whatever it happened to."""

    kind: str
    """message_posted, message_changed, message_deleted, reaction_added, reaction_removed,
    ephemeral_posted, ephemeral_changed, ephemeral_removed, modal_changed, home_changed,
    home_opened, member_joined, member_left, channel_added, channel_archived,
    channel_unarchived, channel_renamed, person_added, person_changed."""
    channel: Channel | None = None
    message: Message | None = None
    person: Person | None = None
    by: str | None = None
    """The id of the one who did it."""
    view: View | None = None
    detail: Json = field(default_factory=dict)
    """`previous` (payload of the message before), `reaction`, `tab`."""


Listener = Callable[[Change], None]


class Workspace:
    """Hold everything there is to see, and tell listeners of every change."""

    def __init__(self, clock: Clock, team_id: str, name: str, domain: str) -> None:
        self.clock = clock
        self.team_id = team_id
        self.name = name
        self.domain = domain
        self.people: dict[str, Person] = {}
        self.channels: dict[str, Channel] = {}
        self.ephemeral: list[Message] = []
        self._listeners: list[Listener] = []
        self._last_id = 0
        self._last_micros = 0

    # Telling

    def listen(self, listener: Listener) -> Callable[[], None]:
        """Call `listener` at every change from now on; return what stops it."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    def tell(self, kind: str, **what: Any) -> None:
        """Tell every listener of one change."""
        change = Change(kind, **what)
        for listener in list(self._listeners):
            listener(change)

    # Names and times

    def new_id(self, prefix: str) -> str:
        """Return an id never used before."""
        self._last_id += 1
        return f"{prefix}07{self._last_id:07d}"

    def new_uuid(self) -> str:
        """Return a random name for one message, as Slack's clients give."""
        return str(uuid.uuid4())

    def micros(self) -> int:
        """Return the clock's instant in microseconds."""
        return round(self.clock.now().timestamp() * 1_000_000)

    def event_ts(self) -> str:
        """Return a time stamp that no other event has."""
        self._last_micros = max(self.micros(), self._last_micros + 1)
        return stamp(self._last_micros)

    def message_ts(self, channel: Channel) -> str:
        """Return a time stamp that no other message of the channel has, after all of them."""
        channel.last_micros = max(self.micros(), channel.last_micros + 1)
        return stamp(channel.last_micros)

    # People

    def add_person(self, person: Person, announce: bool = False) -> None:
        """Add an account; the app hears of it only when it is announced."""
        self.people[person.id] = person
        self.tell("person_added", person=person, detail={"announce": announce})

    def change_person(self, person: Person, **fields: Any) -> None:
        """Change some fields of an account."""
        for name, value in fields.items():
            if not hasattr(person, name):
                raise AttributeError(f"a person has no {name}")
            setattr(person, name, value)
        if person.deactivated:
            self._take_out_of_channels(person)
        self.tell("person_changed", person=person)

    def _take_out_of_channels(self, person: Person) -> None:
        """Take somebody who left out of every channel, without a word, as Slack does."""
        for channel in self.channels.values():
            if not channel.im and person.id in channel.members:
                channel.members.remove(person.id)

    def person(self, person_id: str) -> Person:
        """Return the account, or say user_not_found."""
        if person_id not in self.people:
            raise SlackError("user_not_found")
        return self.people[person_id]

    # Channels

    def add_channel(self, channel: Channel, announce: bool = False) -> Channel:
        """Add a conversation; the app hears of it only when it is announced."""
        self.channels[channel.id] = channel
        self.tell("channel_added", channel=channel, detail={"announce": announce})
        return channel

    def channel(self, channel_id: str) -> Channel:
        """Return the conversation, or say channel_not_found."""
        if channel_id not in self.channels:
            raise SlackError("channel_not_found")
        return self.channels[channel_id]

    def direct(self, people: Iterable[str]) -> Channel | None:
        """Return the direct or group message of exactly these people, if it exists."""
        wanted = set(people)
        found = (c for c in self.channels.values() if (c.im or c.mpim) and set(c.members) == wanted)
        return next(found, None)

    def open_direct(self, people: list[str], creator: str) -> Channel:
        """Return the direct or group message of these people, made if need be."""
        existing = self.direct(people)
        if existing:
            return existing
        many = len(set(people)) > 2
        handles = "--".join(self.people[p].handle for p in people)
        return self.add_channel(
            Channel(
                id=self.new_id("C" if many else "D"),
                name=f"mpdm-{handles}-1" if many else "",
                creator=creator,
                created=self.micros() // 1_000_000,
                members=list(dict.fromkeys(people)),
                private=many,
                im=not many,
                mpim=many,
            )
        )

    def join(self, channel: Channel, person_id: str, inviter: str | None) -> None:
        """Bring somebody into a channel; nothing happens if they are there."""
        if person_id in channel.members:
            return
        channel.members.append(person_id)
        text = f"<@{person_id}> has joined the channel"
        extra = {"inviter": inviter} if inviter else {}
        self.tell("member_joined", channel=channel, person=self.people[person_id], by=inviter)
        self.post(channel, person_id, text, subtype="channel_join", extra=extra)

    def leave(self, channel: Channel, person_id: str, by: str | None) -> None:
        """Take somebody out of a channel."""
        if person_id not in channel.members:
            return
        channel.members.remove(person_id)
        self.tell("member_left", channel=channel, person=self.people[person_id], by=by)

    def set_archived(self, channel: Channel, archived: bool, by: str) -> None:
        """Archive a channel, or bring it back."""
        channel.archived = archived
        kind = "channel_archived" if archived else "channel_unarchived"
        self.tell(kind, channel=channel, by=by)

    # Messages

    def post(self, channel: Channel, user: str, text: str, **fields: Any) -> Message:
        """Post a message, in a thread when `thread_ts` is given."""
        message = Message(channel.id, self.message_ts(channel), text, user, **fields)
        channel.messages[message.ts] = message
        parent = channel.messages.get(message.thread_ts or "")
        if parent and parent is not message:
            parent.thread_ts = parent.ts
            parent.reply_count += 1
        self.tell("message_posted", channel=channel, message=message, by=user)
        return message

    def message(self, channel: Channel, ts: str) -> Message:
        """Return a message that still stands, or say message_not_found."""
        found = channel.messages.get(ts)
        if found is None or found.deleted:
            raise SlackError("message_not_found")
        return found

    def edit(self, message: Message, by: str, before: Json, **fields: Any) -> None:
        """Change a message; `before` is how it was, as a payload."""
        for name, value in fields.items():
            setattr(message, name, value)
        channel = self.channels[message.channel]
        self.tell(
            "message_changed", channel=channel, message=message, by=by, detail={"previous": before}
        )

    def delete(self, message: Message, by: str, before: Json) -> None:
        """Delete a message; `before` is how it was, as a payload."""
        message.deleted = True
        channel = self.channels[message.channel]
        parent = channel.messages.get(message.thread_ts or "")
        if parent and parent is not message:
            parent.reply_count -= 1
        self.tell(
            "message_deleted", channel=channel, message=message, by=by, detail={"previous": before}
        )

    def react(self, message: Message, person_id: str, emoji: str) -> None:
        """Add a reaction, or say already_reacted."""
        people = message.reactions.setdefault(emoji, [])
        if person_id in people:
            raise SlackError("already_reacted")
        people.append(person_id)
        self._tell_reaction("reaction_added", message, person_id, emoji)

    def unreact(self, message: Message, person_id: str, emoji: str) -> None:
        """Take a reaction back, or say no_reaction."""
        people = message.reactions.get(emoji, [])
        if person_id not in people:
            raise SlackError("no_reaction")
        people.remove(person_id)
        if not people:
            del message.reactions[emoji]
        self._tell_reaction("reaction_removed", message, person_id, emoji)

    def _tell_reaction(self, kind: str, message: Message, person_id: str, emoji: str) -> None:
        channel = self.channels[message.channel]
        self.tell(kind, channel=channel, message=message, by=person_id, detail={"reaction": emoji})

    # Ephemeral messages

    def show(self, channel: Channel, person_id: str, text: str, **fields: Any) -> Message:
        """Show an ephemeral message to one person; it stays listed until it is removed."""
        user = fields.pop("user")
        ts = self.message_ts(channel)
        message = Message(channel.id, ts, text, user, visible_to=person_id, **fields)
        self.ephemeral.append(message)
        self.tell("ephemeral_posted", channel=channel, message=message)
        return message

    def change_shown(self, message: Message, **fields: Any) -> None:
        """Change an ephemeral message in place."""
        for name, value in fields.items():
            setattr(message, name, value)
        channel = self.channels[message.channel]
        self.tell("ephemeral_changed", channel=channel, message=message)

    def remove_shown(self, message: Message) -> None:
        """Take an ephemeral message off the screen."""
        message.deleted = True
        self.ephemeral.remove(message)
        channel = self.channels[message.channel]
        self.tell("ephemeral_removed", channel=channel, message=message)

    # Views

    def view(self, view_id: str = "", external_id: str = "") -> View | None:
        """Return an open modal or a Home tab by its id, or by the id the app chose."""
        for person in self.people.values():
            for view in [*person.modals, *([person.home] if person.home else [])]:
                if view.id == view_id or (external_id and view.external_id == external_id):
                    return view
        return None

    def set_modals(self, person: Person, stack: list[View]) -> None:
        """Put this stack of modals on somebody's screen."""
        person.modals = stack
        self.tell("modal_changed", person=person, view=stack[-1] if stack else None)

    def set_home(self, person: Person, view: View) -> None:
        """Put this Home tab before somebody."""
        person.home = view
        self.tell("home_changed", person=person, view=view)


def stamp(micros: int) -> str:
    """Write microseconds as Slack writes its `ts`."""
    return f"{micros // 1_000_000}.{micros % 1_000_000:06d}"
