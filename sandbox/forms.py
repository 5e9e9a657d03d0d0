"""What people enter in elements: the shape of each value, what it starts with, what is refused."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from sandbox.errors import ClientRefused, NothingThere
from sandbox.nouns import Channel, Json, Person, View
from sandbox.wording import rich_text

TEXT_INPUTS = ("plain_text_input", "email_text_input", "url_text_input", "number_input")

FIELDS: dict[str, tuple[str, str, Any]] = {
    **dict.fromkeys(TEXT_INPUTS, ("value", "initial_value", None)),
    "static_select": ("selected_option", "initial_option", None),
    "external_select": ("selected_option", "initial_option", None),
    "radio_buttons": ("selected_option", "initial_option", None),
    "checkboxes": ("selected_options", "initial_options", []),
    "multi_static_select": ("selected_options", "initial_options", []),
    "multi_external_select": ("selected_options", "initial_options", []),
    "users_select": ("selected_user", "initial_user", None),
    "multi_users_select": ("selected_users", "initial_users", []),
    "conversations_select": ("selected_conversation", "initial_conversation", None),
    "multi_conversations_select": ("selected_conversations", "initial_conversations", []),
    "channels_select": ("selected_channel", "initial_channel", None),
    "multi_channels_select": ("selected_channels", "initial_channels", []),
    "datepicker": ("selected_date", "initial_date", None),
    "timepicker": ("selected_time", "initial_time", None),
    "datetimepicker": ("selected_date_time", "initial_date_time", None),
    "rich_text_input": ("rich_text_value", "initial_value", None),
    "file_input": ("files", "", []),
}
"""For each element with a state: its field in the state, its initial field, its empty value."""


_EMOJI = re.compile(r":[a-z0-9_+'-]+:")
_INCLUDED_AS = {"channel": "public", "group": "private", "im": "im", "mpim": "mpim"}


@dataclass(frozen=True)
class Place:
    """Point at one element of a message or view."""

    block: Json
    element: Json

    @property
    def block_id(self) -> str:
        """Return the id of its block."""
        return str(self.block.get("block_id", ""))

    @property
    def action_id(self) -> str:
        """Return its own id."""
        return str(self.element.get("action_id", ""))

    def words(self) -> set[str]:
        """Return every name that it can be called by."""
        label = _text(self.block.get("label"))
        own = _text(self.element.get("text") or self.element.get("placeholder"))
        bare = _EMOJI.sub("", own).strip()
        return {w for w in (self.action_id, self.block_id, label, own, bare) if w}


def _text(text_object: Any) -> str:
    return str((text_object or {}).get("text", ""))


def places(blocks: list[Json]) -> Iterator[Place]:
    """Walk through every element that can be used."""
    for block in blocks:
        if block.get("type") == "input":
            yield Place(block, block["element"])
        elif block.get("type") == "section" and block.get("accessory"):
            yield Place(block, block["accessory"])
        elif block.get("type") in ("actions", "context_actions", "card"):
            key = "actions" if block["type"] == "card" else "elements"
            yield from (Place(block, element) for element in block.get(key, []))
        elif block.get("type") in ("carousel", "container"):
            key = "elements" if block["type"] == "carousel" else "child_blocks"
            yield from places(block.get(key, []))


def find(blocks: list[Json], name: str) -> Place:
    """Return the first element of this action_id, else of this block_id or visible label."""
    return _named(blocks, name)[0]


def _named(blocks: list[Json], name: str) -> list[Place]:
    every = list(places(blocks))
    exact = [p for p in every if p.action_id == name] or [p for p in every if p.block_id == name]
    named = exact or [p for p in every if name in p.words()]
    if not named:
        raise NothingThere(f"no element {name!r}; there are {[sorted(p.words()) for p in every]}")
    return named


def aim(blocks: list[Json], name: str, value: Any) -> tuple[Place, Any]:
    """Return the element that is meant, and the value to enter in it.

    Buttons of one action_id are told apart by `value`; an option of an overflow menu or of
    radio buttons can be named itself.
    """
    try:
        named = _named(blocks, name)
    except NothingThere:
        offering = (p for p in places(blocks) if _offers(p.element, name))
        place = next(offering, None)
        if place is None:
            raise
        return place, name
    if named[0].element["type"] != "button" or value is None:
        return named[0], value
    same = [p for p in named if p.element.get("value") == str(value)]
    if not same:
        raise NothingThere(f"no button {name!r} of value {value!r}")
    return same[0], value


def _offers(element: Json, name: str) -> bool:
    if element["type"] not in ("overflow", "radio_buttons"):
        return False
    return any(name in (o.get("value"), o["text"]["text"]) for o in options(element))


def matches(channel: Channel, wanted: Json) -> bool:
    """Say whether a conversation passes the filter of a select."""
    if wanted.get("exclude_external_shared_channels") and channel.shared:
        return False
    return _INCLUDED_AS[channel.kind] in wanted.get("include", _INCLUDED_AS.values())


def _starts_with_current(element: Json, current: Channel) -> bool:
    asked = bool(element.get("default_to_current_conversation"))
    return asked and matches(current, element.get("filter") or {})


def initial(element: Json, current: Channel | None = None) -> Json:
    """Return the value an element starts with, as it stands in `state.values`."""
    field, given, empty = FIELDS[element["type"]]
    value = element.get(given, empty) if given else empty
    if not value and current and _starts_with_current(element, current):
        value = [current.id] if isinstance(empty, list) else current.id
    shape = {"type": element["type"], field: list(value) if isinstance(value, list) else value}
    if element["type"] == "timepicker" and element.get("timezone"):
        shape["timezone"] = element["timezone"]
    return shape


def initial_values(
    blocks: list[Json], current: Channel | None = None, before: View | None = None
) -> dict[str, dict[str, Json]]:
    """Return `state.values` of fresh blocks; what was entered survives where both ids are kept."""
    values: dict[str, dict[str, Json]] = {}
    for place in places(blocks):
        if place.element.get("type") not in FIELDS:
            continue
        kept = before and before.values.get(place.block_id, {}).get(place.action_id)
        same = kept if kept and kept["type"] == place.element["type"] else None
        value = same or initial(place.element, current)
        values.setdefault(place.block_id, {})[place.action_id] = value
    return values


def entered(element: Json, value: Any) -> Json:
    """Return the state of an element once a person has entered `value`."""
    field, _, empty = FIELDS[element["type"]]
    if element["type"] == "checkboxes" and isinstance(value, bool):
        value = list(options(element)) if value else []
    if element["type"] == "rich_text_input" and isinstance(value, str):
        value = rich_text(value)[0] if value else None
    if field in ("selected_option", "selected_options"):
        converted = _options(element, value, many=field == "selected_options")
    elif isinstance(empty, list):
        converted = [_plain(v) for v in (value or [])]
    else:
        converted = _plain(value) if value not in (None, "") else None
    if field == "value" and converted is not None:
        converted = str(converted)
    return {**initial(element), field: converted}


def _plain(value: Any) -> Any:
    if isinstance(value, Person | Channel):
        return value.id
    if isinstance(value, datetime):
        return int(value.timestamp())
    if isinstance(value, time):
        return f"{value:%H:%M}"
    return value.isoformat() if isinstance(value, date) else value


def _options(element: Json, value: Any, many: bool) -> Any:
    if many:
        return [entered_option(element, v) for v in (value or [])]
    return None if value in (None, "") else entered_option(element, value)


def entered_option(element: Json, value: Any) -> Json:
    """Find an option by its value or by its visible text; options of the app's own are taken."""
    if isinstance(value, dict):
        return value
    if isinstance(value, bool):
        raise NothingThere(f"{value} is no option: give a list of values")
    known = list(options(element))
    for option in known:
        if value in (option.get("value"), option["text"]["text"]):
            return option
    raise NothingThere(f"no option {value!r} among {[o.get('value') for o in known]}")


def options(element: Json) -> Iterator[Json]:
    """Walk through the options of an element, those of groups included."""
    yield from element.get("options", [])
    for group in element.get("option_groups", []):
        yield from group.get("options", [])


def is_empty(state: Json) -> bool:
    """Say whether nothing is entered."""
    field, _, _ = FIELDS[state["type"]]
    return state.get(field) in (None, "", [])


def check(view: View) -> None:
    """Refuse what Slack's client refuses on its own before it submits a modal."""
    for block in view.blocks:
        if block["type"] != "input":
            continue
        state = view.values[block["block_id"]][block["element"]["action_id"]]
        if is_empty(state):
            if not block.get("optional"):
                raise ClientRefused(block["block_id"], "required")
        else:
            _check_value(block, state)


def _check_value(block: Json, state: Json) -> None:
    element, block_id = block["element"], block["block_id"]
    kind, value = element["type"], state.get("value")
    if kind == "plain_text_input":
        _check_length(block_id, element, str(value))
    elif kind == "number_input":
        _check_number(block_id, element, str(value))
    elif kind == "email_text_input" and not re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s]+", str(value)):
        raise ClientRefused(block_id, "not an e-mail address")
    elif kind == "url_text_input" and not re.match(r"https?://\S+$", str(value)):
        raise ClientRefused(block_id, "not an address")
    most = element.get("max_selected_items")
    chosen = state.get(FIELDS[kind][0])
    if most and isinstance(chosen, list) and len(chosen) > most:
        raise ClientRefused(block_id, f"at most {most}")


def _check_length(block_id: str, element: Json, value: str) -> None:
    if len(value) < element.get("min_length", 0):
        raise ClientRefused(block_id, f"at least {element['min_length']} characters")
    if len(value) > element.get("max_length", 3000):
        raise ClientRefused(block_id, f"at most {element.get('max_length', 3000)} characters")


def _check_number(block_id: str, element: Json, value: str) -> None:
    pattern = r"-?\d+(\.\d+)?" if element.get("is_decimal_allowed") else r"-?\d+"
    if not re.fullmatch(pattern, value):
        raise ClientRefused(block_id, "not a number")
    least, most = element.get("min_value"), element.get("max_value")
    if (least is not None and float(value) < float(least)) or (
        most is not None and float(value) > float(most)
    ):
        raise ClientRefused(block_id, "out of range")
