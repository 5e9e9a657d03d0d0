"""What Slack refuses in elements: buttons, selects, inputs, and the objects they are made of."""

from typing import Any

from sandbox.block_kit.rules import (
    Findings,
    Rule,
    Shape,
    address,
    among,
    an,
    any_text,
    anything,
    boolean,
    check_shape,
    listing,
    matching,
    number,
    one_of_fields,
    plain,
    string,
)
from sandbox.nouns import Json

CONFIRM = Shape(
    {
        "title": plain(100),
        "text": any_text(300),
        "confirm": plain(30),
        "deny": plain(30),
        "style": among("primary", "danger"),
    },
    required=("title", "text", "confirm", "deny"),
)

PLAIN_OPTION = Shape(
    {
        "text": plain(75),
        "value": string(150, 1),
        "description": plain(75),
        "url": address(),
    },
    required=("text", "value"),
)
RICH_OPTION = Shape(
    {"text": any_text(75), "value": string(150, 1), "description": any_text(75)},
    required=("text", "value"),
)
GROUP = Shape(
    {"label": plain(75), "options": listing(an(PLAIN_OPTION), 100)},
    required=("label", "options"),
)


def _filter_says_something(value: Json, at: str, found: Findings) -> None:
    if not value:
        found.add(at, "must have at least one property")


FILTER = Shape(
    {
        "include": listing(among("im", "mpim", "private", "public"), 4),
        "exclude_external_shared_channels": boolean,
        "exclude_bot_users": boolean,
    },
    also=_filter_says_something,
)

_ID: dict[str, Rule] = {"action_id": string(255, 1)}
_FOCUS: dict[str, Rule] = {"focus_on_load": boolean}
_CONFIRM: dict[str, Rule] = {"confirm": an(CONFIRM)}
_HINT: dict[str, Rule] = {"placeholder": plain(150)}
_SELECT: dict[str, Rule] = {**_ID, **_FOCUS, **_CONFIRM, **_HINT}
_MANY: dict[str, Rule] = {**_SELECT, "max_selected_items": number(1)}
_DISPATCH: dict[str, Rule] = {
    "dispatch_action_config": an(
        Shape({"trigger_actions_on": listing(among("on_enter_pressed", "on_character_entered"), 2)})
    )
}
_ID_OF_PERSON = matching(r"[UW][A-Z0-9]+", "must be a valid user id")
_ID_OF_CHANNEL = matching(r"[CGD][A-Z0-9]+", "must be a valid channel id")
_ID_OF_CONVERSATION = matching(r"[CGDUW][A-Z0-9]+", "must be a valid conversation id")


def _known(value: Json) -> list[Json]:
    grouped = [o for g in value.get("option_groups") or [] for o in g.get("options", [])]
    return [*(value.get("options") or []), *grouped]


def _initial_is_offered(value: Json, at: str, found: Findings) -> None:
    known = _known(value)
    if value.get("initial_option") is not None and value["initial_option"] not in known:
        found.add(f"{at}/initial_option", "must be one of the provided options")
    for index, option in enumerate(value.get("initial_options") or []):
        if option not in known:
            found.add(f"{at}/initial_options/{index}", "must be one of the provided options")


def _static(value: Json, at: str, found: Findings) -> None:
    one_of_fields("options", "option_groups")(value, at, found)
    _initial_is_offered(value, at, found)


def _lengths_agree(value: Json, at: str, found: Findings) -> None:
    least, most = value.get("min_length", 0), value.get("max_length", 3000)
    if isinstance(least, int) and isinstance(most, int) and least > most:
        found.add(at, "min_length must not be greater than max_length")
    initial = value.get("initial_value")
    if isinstance(initial, str) and isinstance(most, int) and len(initial) > most:
        found.add(f"{at}/initial_value", f"must be less than {most + 1} characters")


_STATIC: dict[str, Rule] = {
    "options": listing(an(PLAIN_OPTION), 100),
    "option_groups": listing(an(GROUP), 100),
}
_RICH: dict[str, Rule] = {"options": listing(an(RICH_OPTION), 10)}
_MIN_QUERY: dict[str, Rule] = {"min_query_length": number(0)}
_CONVERSATIONS: dict[str, Rule] = {
    "filter": an(FILTER),
    "default_to_current_conversation": boolean,
}
_URL_ENABLED: dict[str, Rule] = {"response_url_enabled": boolean}
_TEXT: dict[str, Rule] = {**_ID, **_FOCUS, **_HINT, **_DISPATCH}
_DATE = matching(r"\d{4}-\d{2}-\d{2}", "must be a valid date")
_TIME = matching(r"([01]\d|2[0-3]):[0-5]\d", "must be a valid time")
_NUMERAL = matching(r"-?\d+(\.\d+)?", "must be a valid number")


def _ids(rule: Rule) -> Rule:
    return listing(rule, 1000, 0)


ELEMENTS: dict[str, Shape] = {
    "button": Shape(
        {
            **_ID,
            **_CONFIRM,
            "text": plain(75),
            "url": address(),
            "value": string(2000),
            "style": among("primary", "danger"),
            "accessibility_label": string(75),
        },
        required=("text",),
    ),
    "workflow_button": Shape(
        {**_ID, "text": plain(75), "workflow": anything, "style": among("primary", "danger")},
        required=("text", "workflow"),
        loose=True,
    ),
    "overflow": Shape(
        {**_ID, **_CONFIRM, "options": listing(an(PLAIN_OPTION), 5)}, required=("options",)
    ),
    "static_select": Shape(
        {**_SELECT, **_STATIC, "initial_option": an(PLAIN_OPTION)}, also=_static
    ),
    "multi_static_select": Shape(
        {**_MANY, **_STATIC, "initial_options": listing(an(PLAIN_OPTION), 100)}, also=_static
    ),
    "external_select": Shape({**_SELECT, **_MIN_QUERY, "initial_option": an(PLAIN_OPTION)}),
    "multi_external_select": Shape(
        {**_MANY, **_MIN_QUERY, "initial_options": listing(an(PLAIN_OPTION), 100)}
    ),
    "users_select": Shape({**_SELECT, "initial_user": _ID_OF_PERSON}),
    "multi_users_select": Shape({**_MANY, "initial_users": _ids(_ID_OF_PERSON)}),
    "conversations_select": Shape(
        {
            **_SELECT,
            **_CONVERSATIONS,
            **_URL_ENABLED,
            "initial_conversation": _ID_OF_CONVERSATION,
        }
    ),
    "multi_conversations_select": Shape(
        {**_MANY, **_CONVERSATIONS, "initial_conversations": _ids(_ID_OF_CONVERSATION)}
    ),
    "channels_select": Shape({**_SELECT, **_URL_ENABLED, "initial_channel": _ID_OF_CHANNEL}),
    "multi_channels_select": Shape({**_MANY, "initial_channels": _ids(_ID_OF_CHANNEL)}),
    "radio_buttons": Shape(
        {**_ID, **_FOCUS, **_CONFIRM, **_RICH, "initial_option": an(RICH_OPTION)},
        required=("options",),
        also=_initial_is_offered,
    ),
    "checkboxes": Shape(
        {**_ID, **_FOCUS, **_CONFIRM, **_RICH, "initial_options": listing(an(RICH_OPTION), 10)},
        required=("options",),
        also=_initial_is_offered,
    ),
    "datepicker": Shape({**_SELECT, "initial_date": _DATE}),
    "timepicker": Shape({**_SELECT, "initial_time": _TIME, "timezone": string(255, 1)}),
    "datetimepicker": Shape(
        {**_ID, **_FOCUS, **_CONFIRM, "initial_date_time": number(1_000_000_000, 9_999_999_999)}
    ),
    "plain_text_input": Shape(
        {
            **_TEXT,
            "initial_value": string(3000),
            "multiline": boolean,
            "min_length": number(0, 3000),
            "max_length": number(1, 3000),
        },
        also=_lengths_agree,
    ),
    "email_text_input": Shape({**_TEXT, "initial_value": string(3000)}),
    "url_text_input": Shape({**_TEXT, "initial_value": string(3000)}),
    "number_input": Shape(
        {
            **_TEXT,
            "is_decimal_allowed": boolean,
            "initial_value": _NUMERAL,
            "min_value": _NUMERAL,
            "max_value": _NUMERAL,
        },
        required=("is_decimal_allowed",),
    ),
    "rich_text_input": Shape({**_TEXT, "initial_value": anything}),
    "file_input": Shape({**_ID, "filetypes": anything, "max_files": number(1, 10)}),
    "image": Shape(
        {"image_url": address(), "slack_file": anything, "alt_text": string(2000, 1)},
        required=("alt_text",),
        also=one_of_fields("image_url", "slack_file"),
    ),
    "feedback_buttons": Shape({**_ID}, loose=True),
    "icon_button": Shape(
        {**_ID, **_CONFIRM, "visible_to_user_ids": listing(_ID_OF_PERSON, 10)}, loose=True
    ),
}

ONLY_ON: dict[str, frozenset[str]] = {
    **{
        kind: frozenset({"modal"})
        for kind in ("email_text_input", "number_input", "url_text_input", "file_input")
    },
    "rich_text_input": frozenset({"modal", "home"}),
    "datetimepicker": frozenset({"modal", "message"}),
    "feedback_buttons": frozenset({"message"}),
    "icon_button": frozenset({"message"}),
    "workflow_button": frozenset({"message"}),
}
"""The surfaces of the elements that do not work on all of them."""

_SELECTS = frozenset(kind for kind in ELEMENTS if kind.endswith("_select"))
_CHOICES = frozenset({"checkboxes", "radio_buttons", "datepicker", "timepicker"})
_TYPED = frozenset(kind for kind in ELEMENTS if kind.endswith("_input"))
_BUTTONS = frozenset({"button", "overflow", "workflow_button"})

IN_SECTION = _SELECTS | _CHOICES | _BUTTONS | {"image"}
IN_ACTIONS = _SELECTS | _CHOICES | _BUTTONS | {"datetimepicker", "rich_text_input"}
IN_INPUT = _SELECTS | _CHOICES | _TYPED | {"datetimepicker"}
IN_CONTEXT_ACTIONS = frozenset({"feedback_buttons", "icon_button"})


def element(allowed: frozenset[str]) -> Rule:
    """Want an element that this kind of block takes, on a surface where it works."""

    def look(value: Any, at: str, found: Findings) -> None:
        kind = value.get("type") if isinstance(value, dict) else None
        if not isinstance(kind, str):
            found.add(at, "missing required field: type")
        elif kind not in allowed or found.surface not in ONLY_ON.get(kind, {found.surface}):
            found.add(f"{at}/type", f"unsupported type: {kind}")
        else:
            check_shape(ELEMENTS[kind], value, at, found)

    return look
