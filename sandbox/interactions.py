"""Commands, shortcuts, actions, submissions and suggestions, complete as Slack sends them."""

import copy

from sandbox import shapes
from sandbox.connections import Address
from sandbox.forms import FIELDS, Place, initial_values
from sandbox.installation import Installation
from sandbox.nouns import Channel, Json, Message, Person, View
from sandbox.tickets import ResponseUrl, Tickets
from sandbox.workspace import Workspace

NAMES_IN_COMMANDS = {"im": "directmessage", "group": "privategroup"}


class Interactions:
    """Build the payload of each thing a person can do with the app."""

    def __init__(
        self, workspace: Workspace, installation: Installation, tickets: Tickets, address: Address
    ) -> None:
        self._workspace = workspace
        self._installation = installation
        self._tickets = tickets
        self._address = address

    def command(self, person: Person, channel: Channel, command: str, text: str) -> Json:
        """Build a slash command; every field is a string, as in a form."""
        return {
            "token": self._installation.verification_token,
            "team_id": self._workspace.team_id,
            "team_domain": self._workspace.domain,
            "channel_id": channel.id,
            "channel_name": NAMES_IN_COMMANDS.get(channel.kind, channel.name),
            "user_id": person.id,
            "user_name": person.handle,
            "command": command,
            "text": text,
            "api_app_id": self._installation.app_id,
            "is_enterprise_install": "false",
            "response_url": self.response_url(person, channel),
            "trigger_id": self._tickets.trigger(person.id, channel.id),
        }

    def response_url(self, person: Person, channel: Channel, message: Message | None = None) -> str:
        """Lend an address to answer at."""
        issued = self._workspace.clock.now().timestamp()
        url = ResponseUrl(person.id, channel.id, issued)
        if message:
            url.message_ts = message.ts
            url.on = "ephemeral" if message.visible_to else "message"
        return f"{self._address.url}response/{self._tickets.response_url(url)}"

    def message_shortcut(
        self, person: Person, channel: Channel, callback_id: str, message: Message
    ) -> Json:
        """Build a message shortcut, with the whole message in it."""
        return {
            **self._shortcut("message_action", person, channel.id, callback_id),
            "channel": self._channel(channel),
            "response_url": self.response_url(person, channel),
            "message_ts": message.ts,
            "message": self._message(message),
        }

    def global_shortcut(self, person: Person, callback_id: str) -> Json:
        """Build a global shortcut: it knows no channel and has no response url."""
        return self._shortcut("shortcut", person, None, callback_id)

    def _shortcut(
        self, kind: str, person: Person, channel_id: str | None, callback_id: str
    ) -> Json:
        return {
            "type": kind,
            "token": self._installation.verification_token,
            "action_ts": self._workspace.event_ts(),
            "team": self._team(),
            "user": self._user(person),
            "is_enterprise_install": False,
            "enterprise": None,
            "callback_id": callback_id,
            "trigger_id": self._tickets.trigger(person.id, channel_id),
        }

    def message_action(self, person: Person, message: Message, place: Place, value: Json) -> Json:
        """Build the use of an element in a message, ephemeral or not."""
        channel = self._workspace.channels[message.channel]
        payload = self._actions(person, channel.id, place, value) | {
            "container": self._message_container(message),
            "channel": self._channel(channel),
            "state": {"values": self._message_state(message, place, value)},
            "response_url": self.response_url(person, channel, message),
        }
        if message.visible_to is None:  # Slack does not send back an ephemeral message
            payload["message"] = self._message(message)
        return payload

    def _message_state(self, message: Message, place: Place, value: Json) -> Json:
        values = initial_values(message.blocks)
        if value["type"] in FIELDS:
            values[place.block_id][place.action_id] = _as_state(value)
        return values

    def _message_container(self, message: Message) -> Json:
        container: Json = {
            "type": "message",
            "message_ts": message.ts,
            "channel_id": message.channel,
            "is_ephemeral": message.visible_to is not None,
        }
        return container | ({"thread_ts": message.thread_ts} if message.thread_ts else {})

    def view_action(self, person: Person, view: View, place: Place, value: Json) -> Json:
        """Build the use of an element in a modal or in Home."""
        return self._actions(person, view.from_channel, place, value) | {
            "container": {"type": "view", "view_id": view.id},
            "view": shapes.view(self._installation, view),
        }

    def _actions(self, person: Person, channel_id: str | None, place: Place, value: Json) -> Json:
        action = {
            "action_id": place.action_id,
            "block_id": place.block_id,
            **value,
            "action_ts": self._workspace.event_ts(),
        }
        return {
            "type": "block_actions",
            **self._common(person),
            "trigger_id": self._tickets.trigger(person.id, channel_id),
            "actions": [action],
        }

    def submission(self, person: Person, view: View) -> Json:
        """Build the submission of a modal."""
        return {
            "type": "view_submission",
            **self._common(person),
            "trigger_id": self._tickets.trigger(person.id, view.from_channel),
            "view": shapes.view(self._installation, view),
            "response_urls": self._response_urls(person, view),
        }

    def _response_urls(self, person: Person, view: View) -> list[Json]:
        urls = []
        for block in view.blocks:
            element = block.get("element", {})
            if not element.get("response_url_enabled"):
                continue
            state = view.values[block["block_id"]][element["action_id"]]
            chosen = state.get("selected_conversation") or state.get("selected_channel")
            if chosen in self._workspace.channels:
                url = self.response_url(person, self._workspace.channels[chosen])
                ids = {"block_id": block["block_id"], "action_id": element["action_id"]}
                urls.append(ids | {"channel_id": chosen, "response_url": url})
        return urls

    def closing(self, person: Person, view: View, cleared: bool) -> Json:
        """Build the closing of a modal without submitting it."""
        return {
            "type": "view_closed",
            **self._common(person),
            "view": shapes.view(self._installation, view),
            "is_cleared": cleared,
        }

    def suggestion(self, person: Person, where: Message | View, place: Place, typed: str) -> Json:
        """Build the question that an external select asks while somebody types."""
        payload = {
            "type": "block_suggestion",
            **self._common(person),
            "action_id": place.action_id,
            "block_id": place.block_id,
            "value": typed,
        }
        if isinstance(where, View):
            shown = shapes.view(self._installation, where)
            return payload | {"container": {"type": "view", "view_id": where.id}, "view": shown}
        payload["container"] = self._message_container(where)
        payload["channel"] = self._channel(self._workspace.channels[where.channel])
        return payload | ({} if where.visible_to else {"message": self._message(where)})

    # Parts

    def _common(self, person: Person) -> Json:
        return {
            "user": self._user(person) | {"username": person.handle, "name": person.handle},
            "api_app_id": self._installation.app_id,
            "token": self._installation.verification_token,
            "team": self._team(),
            "enterprise": None,
            "is_enterprise_install": False,
        }

    def _team(self) -> Json:
        return {"id": self._workspace.team_id, "domain": self._workspace.domain}

    def _user(self, person: Person) -> Json:
        return {
            "id": person.id,
            "username": person.handle,
            "team_id": person.team_id,
            "name": person.handle,
        }

    def _channel(self, channel: Channel) -> Json:
        return {"id": channel.id, "name": NAMES_IN_COMMANDS.get(channel.kind, channel.name)}

    def _message(self, message: Message) -> Json:
        shape = shapes.message(self._installation, message)
        return shape | shapes.thread(self._workspace, message)


def _as_state(value: Json) -> Json:
    field = FIELDS[value["type"]][0]
    return {"type": value["type"], field: copy.deepcopy(value.get(field))}
