"""What a person does on the page, handed to the gestures of the workspace."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sandbox import forms
from sandbox.errors import (
    BadAnswer,
    ClientRefused,
    GestureError,
    NotAllowed,
    NothingThere,
    OperationTimeout,
    SlackError,
    UnknownCommand,
)
from sandbox.gestures import Acting
from sandbox.nouns import Json, Message, View
from sandbox.page.reading import Reading

if TYPE_CHECKING:
    from sandbox.server import Sandbox


@dataclass(frozen=True)
class Gesture:
    """Hold one gesture as the page posted it."""

    slack: "Sandbox"
    reading: Reading
    person: Acting
    body: Json

    def text(self, name: str) -> str:
        """Return one of its fields as text."""
        return str(self.body[name])

    def message(self) -> Message:
        """Return the message it is about, ephemeral ones of this person included."""
        return self._message(self.body)

    def where(self) -> Message | View:
        """Return the surface whose element was used."""
        place: Json = self.body["where"]
        if place["kind"] == "modal":
            return self.modal(place["view"])
        if place["kind"] == "home":
            if self.person.home is None:
                raise NothingThere("this person has no Home tab yet")
            return self.person.home
        return self._message(place)

    def modal(self, view_id: Any) -> View:
        """Return the modal in front, if it is the one that the page shows."""
        view = self.person.modal
        if view is None or view.id != view_id:
            raise NothingThere("this modal is not open any more")
        return view

    def _message(self, place: Json) -> Message:
        channel = self.slack.workspace.channel(str(place["channel"]))
        for shown in self.person.ephemerals(channel):
            if shown.ts == place["ts"]:
                return shown
        return self.slack.workspace.message(channel, str(place["ts"]))


async def do(slack: "Sandbox", reading: Reading, person: Acting, body: Json) -> Json:
    """Do one gesture; the answer says `ok`, or what went wrong in a word and a sentence."""
    gesture = Gesture(slack, reading, person, body)
    try:
        return {"ok": True, **(await GESTURES[body["kind"]](gesture) or {})}
    except ClientRefused as refused:
        return {"ok": False, "errors": {refused.block_id: refused.why}}
    except (GestureError, SlackError) as error:
        return _refusal(error, body)


_ERRORS: dict[type[Exception], str] = {
    OperationTimeout: "operation_timeout",
    UnknownCommand: "unknown_command",
    NothingThere: "nothing_there",
    NotAllowed: "not_allowed",
    BadAnswer: "bad_answer",
}
"""What goes wrong often enough for the page to have its own words for it."""


def _refusal(error: Exception, body: Json) -> Json:
    words = str(body.get("text", "")).split()
    first = {"text": words[0]} if words else {}
    name = _ERRORS.get(type(error), "failed")
    return {"ok": False, "error": name, "why": str(error), **first}


# Messages


async def _say(gesture: Gesture) -> None:
    body = gesture.body
    await gesture.person.say(gesture.text("channel"), gesture.text("text"), body.get("thread"))


async def _edit(gesture: Gesture) -> None:
    await gesture.person.edit(gesture.message(), gesture.text("text"))


async def _delete(gesture: Gesture) -> None:
    await gesture.person.delete(gesture.message())


async def _react(gesture: Gesture) -> None:
    await gesture.person.react(gesture.message(), gesture.text("name"))


async def _unreact(gesture: Gesture) -> None:
    await gesture.person.unreact(gesture.message(), gesture.text("name"))


async def _read(gesture: Gesture) -> None:
    channel = gesture.slack.workspace.channel(gesture.text("channel"))
    gesture.reading.read(gesture.person, channel, gesture.text("ts"))


# The app


async def _command(gesture: Gesture) -> None:
    await gesture.person.command(gesture.text("text"), gesture.text("channel"))


async def _message_shortcut(gesture: Gesture) -> None:
    await gesture.person.message_shortcut(gesture.text("callback_id"), gesture.message())


async def _global_shortcut(gesture: Gesture) -> None:
    await gesture.person.global_shortcut(gesture.text("callback_id"))


async def _open_home(gesture: Gesture) -> None:
    await gesture.person.open_home()


async def _open_messages(gesture: Gesture) -> None:
    await gesture.person.open_messages_tab()


async def _click(gesture: Gesture) -> None:
    where = gesture.where()
    _enter(where, gesture.body.get("values") or {})
    await gesture.person.use(where, _place(gesture, where), gesture.body.get("value"))


async def _suggest(gesture: Gesture) -> Json:
    where, typed = gesture.where(), gesture.text("typed")
    place = _place(gesture, where)
    options = await gesture.person.suggestions(where, place.action_id, typed)
    return {"options": options}


def _place(gesture: Gesture, where: Message | View) -> forms.Place:
    """Find the element by both its ids, for an action_id may stand in several blocks."""
    ids = (gesture.text("block_id"), gesture.text("action_id"))
    for place in forms.places(where.blocks):
        if (place.block_id, place.action_id) == ids:
            return place
    raise NothingThere("this element is not there any more")


# Modals


async def _submit(gesture: Gesture) -> Json:
    view = gesture.modal(gesture.body["view"])
    _enter(view, gesture.body["values"])
    outcome = await gesture.person.submit()
    return {} if outcome.ok else {"ok": False, "errors": outcome.errors}


async def _close_modal(gesture: Gesture) -> None:
    gesture.modal(gesture.body["view"])
    await gesture.person.close_modal(whole_stack=bool(gesture.body.get("all")))


def _enter(where: Message | View, values: Json) -> None:
    """Put what the page's fields hold in the view, as Slack's client does before it sends it."""
    if isinstance(where, Message):
        return
    for place in forms.places(where.blocks):
        if place.block["type"] == "input" and place.block_id in values:
            state = forms.entered(place.element, values[place.block_id])
            where.values[place.block_id][place.action_id] = state


# The demonstration


async def _control(gesture: Gesture) -> Json:
    wanted = gesture.text("id")
    control = next((c for c in gesture.slack.page_controls if c.id == wanted), None)
    if control is None:
        raise NothingThere("this control is not there any more")
    return {"text": await control.run()}


GESTURES: dict[str, Callable[[Gesture], Awaitable[Json | None]]] = {
    "say": _say,
    "edit": _edit,
    "delete": _delete,
    "react": _react,
    "unreact": _unreact,
    "read": _read,
    "command": _command,
    "message_shortcut": _message_shortcut,
    "global_shortcut": _global_shortcut,
    "open_home": _open_home,
    "open_messages": _open_messages,
    "click": _click,
    "suggest": _suggest,
    "submit": _submit,
    "close_modal": _close_modal,
    "control": _control,
}  # fmt: skip
