"""What Slack refuses in blocks, views and metadata is refused, and the rest is not."""

from typing import Any

import pytest

from sandbox import blocks, views
from sandbox.errors import SlackError
from tests.sandbox.asking import (
    actions,
    button,
    entry,
    field,
    home,
    modal,
    mrkdwn,
    option,
    plain,
    section,
)

Json = dict[str, Any]


def faults(given: Any) -> list[str]:
    """Return what is wrong with the blocks of a message, without the log level."""
    with pytest.raises(SlackError) as caught:
        blocks.check_message(given)
    assert caught.value.name == "invalid_blocks"
    messages = caught.value.extra["response_metadata"]["messages"]
    errors: list[str] = caught.value.extra["errors"]
    assert messages == [f"[ERROR] {error}" for error in errors]
    return errors


def view_faults(body: Json, allowed: str = "modal") -> list[str]:
    """Return what is wrong with a view."""
    with pytest.raises(SlackError) as caught:
        views.check_view(body, allowed)
    assert caught.value.name == "invalid_arguments"
    errors: list[str] = caught.value.extra["errors"]
    return errors


def select(kind: str, **more: Any) -> Json:
    return {"type": kind, "action_id": "pick", **more}


OPTIONS = [option("a"), option("b")]

GOOD_BLOCKS: list[Json] = [
    section("x" * 3000),
    {"type": "section", "fields": [mrkdwn("x" * 2000)] + [plain("x")] * 9, "expand": True},
    section(accessory=button("go", "x" * 75, value="v" * 2000, style="primary")),
    section(accessory={"type": "overflow", "action_id": "more", "options": OPTIONS}),
    section(accessory=select("users_select", placeholder=plain("Who?"))),
    {"type": "header", "text": plain("x" * 150)},
    {"type": "divider"},
    {"type": "context", "elements": [mrkdwn("a"), plain("b")] * 5},
    {
        "type": "context",
        "elements": [{"type": "image", "image_url": "https://x.y/z.png", "alt_text": "z"}],
    },
    actions(*[button(f"b{n}") for n in range(25)]),
    actions(select("static_select", options=[option(str(n)) for n in range(100)])),
    actions(select("static_select", option_groups=[{"label": plain("g"), "options": OPTIONS}])),
    actions(select("radio_buttons", options=OPTIONS, initial_option=OPTIONS[0])),
    {"type": "image", "image_url": "https://x.y/z.png", "alt_text": "z", "title": plain("t")},
    {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": []}]},
    {"type": "markdown", "text": "**bold**"},
    entry("typed", dispatch_action=True),
]


@pytest.mark.parametrize("block", GOOD_BLOCKS, ids=lambda b: str(b["type"]))
def test_a_message_takes_what_slack_takes(block: Json) -> None:
    blocks.check_message([block])


def test_fifty_blocks_are_the_most_in_a_message() -> None:
    blocks.check_message([{"type": "divider"}] * 50)
    assert faults([{"type": "divider"}] * 51) == [
        "no more than 50 items allowed [json-pointer:/blocks]"
    ]


BAD_BLOCKS: list[tuple[Json, str]] = [
    (section(""), "must be more than 0 characters [json-pointer:/blocks/0/text/text]"),
    (section("x" * 3001), "must be less than 3001 characters [json-pointer:/blocks/0/text/text]"),
    ({"type": "section"}, "missing required field: text [json-pointer:/blocks/0]"),
    ({"type": "section", "text": "bare"}, "must provide an object [json-pointer:/blocks/0/text]"),
    (
        section(fields=[mrkdwn("f")] * 11),
        "no more than 10 items allowed [json-pointer:/blocks/0/fields]",
    ),
    (section(fields=[]), "no less than 1 items required [json-pointer:/blocks/0/fields]"),
    (
        section(fields=[mrkdwn("x" * 2001)]),
        "must be less than 2001 characters [json-pointer:/blocks/0/fields/0/text]",
    ),
    (
        section(accessory=select("plain_text_input")),
        "unsupported type: plain_text_input [json-pointer:/blocks/0/accessory/type]",
    ),
    (
        {"type": "header", "text": mrkdwn("h")},
        "must be a valid enum value [json-pointer:/blocks/0/text/type]",
    ),
    (
        {"type": "header", "text": plain("x" * 151)},
        "must be less than 151 characters [json-pointer:/blocks/0/text/text]",
    ),
    (
        {"type": "divider", "text": plain("x")},
        "invalid additional property: text [json-pointer:/blocks/0]",
    ),
    (
        {"type": "context", "elements": [mrkdwn("x")] * 11},
        "no more than 10 items allowed [json-pointer:/blocks/0/elements]",
    ),
    (actions(), "no less than 1 items required [json-pointer:/blocks/0/elements]"),
    (
        actions(*[button(f"b{n}") for n in range(26)]),
        "no more than 25 items allowed [json-pointer:/blocks/0/elements]",
    ),
    (
        actions(button("same"), button("same")),
        "`action_id` must be unique [json-pointer:/blocks/0/elements/1/action_id]",
    ),
    (
        actions(button("go", "x" * 76)),
        "must be less than 76 characters [json-pointer:/blocks/0/elements/0/text/text]",
    ),
    (
        actions(button("go", value="v" * 2001)),
        "must be less than 2001 characters [json-pointer:/blocks/0/elements/0/value]",
    ),
    (
        actions(button("go", url="example.org")),
        "must be a valid URL [json-pointer:/blocks/0/elements/0/url]",
    ),
    (
        actions(button("go", style="default")),
        "must be a valid enum value [json-pointer:/blocks/0/elements/0/style]",
    ),
    (
        actions(button("x" * 256)),
        "must be less than 256 characters [json-pointer:/blocks/0/elements/0/action_id]",
    ),
    (
        actions({"type": "overflow", "action_id": "o", "options": [option(c) for c in "abcdef"]}),
        "no more than 5 items allowed [json-pointer:/blocks/0/elements/0/options]",
    ),
    (
        actions(select("static_select", options=[])),
        "no less than 1 items required [json-pointer:/blocks/0/elements/0/options]",
    ),
    (
        actions(select("static_select")),
        "missing required field: options [json-pointer:/blocks/0/elements/0]",
    ),
    (
        actions(select("static_select", options=[option(str(n)) for n in range(101)])),
        "no more than 100 items allowed [json-pointer:/blocks/0/elements/0/options]",
    ),
    (
        actions(select("static_select", options=OPTIONS, initial_option=option("c"))),
        "must be one of the provided options [json-pointer:/blocks/0/elements/0/initial_option]",
    ),
    (
        actions(select("checkboxes", options=[option(str(n)) for n in range(11)])),
        "no more than 10 items allowed [json-pointer:/blocks/0/elements/0/options]",
    ),
    (
        actions(select("static_select", options=[option("v" * 151, "t")])),
        "must be less than 151 characters [json-pointer:/blocks/0/elements/0/options/0/value]",
    ),
    (
        actions(select("static_select", options=[option("v", "t" * 76)])),
        "must be less than 76 characters [json-pointer:/blocks/0/elements/0/options/0/text/text]",
    ),
    (
        actions(select("conversations_select", filter={})),
        "must have at least one property [json-pointer:/blocks/0/elements/0/filter]",
    ),
    (
        actions(select("conversations_select", filter={"include": ["channels"]})),
        "must be a valid enum value [json-pointer:/blocks/0/elements/0/filter/include/0]",
    ),
    (
        actions(select("users_select", initial_user="ana")),
        "must be a valid user id [json-pointer:/blocks/0/elements/0/initial_user]",
    ),
    (
        actions(button("go", confirm={"title": plain("t"), "text": plain("x" * 301)})),
        "must be less than 301 characters [json-pointer:/blocks/0/elements/0/confirm/text/text]",
    ),
    (
        {"type": "image", "image_url": "https://x.y/z.png"},
        "missing required field: alt_text [json-pointer:/blocks/0]",
    ),
    ({"type": "novelty"}, "unsupported type: novelty [json-pointer:/blocks/0/type]"),
    ({"text": plain("x")}, "missing required field: type [json-pointer:/blocks/0]"),
    (
        {"type": "alert", "text": plain("x")},
        "unsupported type: alert [json-pointer:/blocks/0/type]",
    ),
    (entry("typed"), "missing required field: dispatch_action [json-pointer:/blocks/0]"),
    (
        field(select("email_text_input"), dispatch_action=True),
        "unsupported type: email_text_input [json-pointer:/blocks/0/element/type]",
    ),
    (
        section(block_id="x" * 256),
        "must be less than 256 characters [json-pointer:/blocks/0/block_id]",
    ),
]


@pytest.mark.parametrize("block,fault", BAD_BLOCKS, ids=[fault for _, fault in BAD_BLOCKS])
def test_a_message_refuses_what_slack_refuses(block: Json, fault: str) -> None:
    assert fault in faults([block])


def test_two_blocks_of_one_id_are_refused() -> None:
    twice = [section(block_id="same"), section(block_id="same")]
    assert faults(twice) == ["`block_id` same already exists [json-pointer:/blocks/1/block_id]"]


def test_one_action_id_may_stand_in_two_blocks() -> None:
    blocks.check_message([actions(button("read", value="1")), actions(button("read", value="2"))])


def test_the_text_of_all_blocks_together_has_a_limit() -> None:
    four = [section("x" * 2750) for _ in range(4)]
    blocks.check_message(four)
    with pytest.raises(SlackError, match="msg_blocks_too_long"):
        blocks.check_message([*four, section("x")])
    blocks.check_message([*four, section("x")], capped=False)


@pytest.mark.parametrize("given", ["[]", {"type": "section"}, ["section"]])
def test_blocks_that_are_no_list_of_objects_are_refused(given: Any) -> None:
    with pytest.raises(SlackError, match="invalid_blocks_format"):
        blocks.check_message(given)


def test_modals_take_inputs_of_every_kind() -> None:
    kinds: list[Json] = [
        select("plain_text_input", max_length=3000, multiline=True, placeholder=plain("p")),
        select("email_text_input"),
        select("url_text_input"),
        select("number_input", is_decimal_allowed=False, min_value="0", max_value="10"),
        select("static_select", options=OPTIONS),
        select("multi_static_select", options=OPTIONS, initial_options=OPTIONS[:1]),
        select("external_select", min_query_length=2),
        select("users_select"),
        select("multi_users_select", initial_users=["U070000004"], max_selected_items=5),
        select("conversations_select", default_to_current_conversation=True),
        select("channels_select", response_url_enabled=True),
        select("radio_buttons", options=OPTIONS),
        select("checkboxes", options=OPTIONS),
        select("datepicker", initial_date="2026-11-23"),
        select("timepicker", initial_time="09:30", timezone="Europe/Paris"),
        select("datetimepicker"),
        select("rich_text_input"),
        select("file_input", max_files=1),
    ]
    inputs = [{**field(kind), "block_id": str(n)} for n, kind in enumerate(kinds)]
    views.check_view(modal(*inputs), "modal")


BAD_MODALS: list[tuple[Json, str]] = [
    (
        modal(title=plain("x" * 25)),
        "must be less than 25 characters [json-pointer:/view/title/text]",
    ),
    (modal(title=mrkdwn("x")), "must be a valid enum value [json-pointer:/view/title/type]"),
    (modal(title=None), "missing required field: title [json-pointer:/view]"),
    (
        modal(submit=plain("x" * 25)),
        "must be less than 25 characters [json-pointer:/view/submit/text]",
    ),
    (
        modal(close=plain("x" * 25)),
        "must be less than 25 characters [json-pointer:/view/close/text]",
    ),
    (modal(entry("a"), submit=None), "missing required field: submit [json-pointer:/view]"),
    (
        modal(private_metadata="x" * 3001),
        "must be less than 3001 characters [json-pointer:/view/private_metadata]",
    ),
    (
        modal(private_metadata={"channel": "C1"}),
        "must provide a string [json-pointer:/view/private_metadata]",
    ),
    (
        modal(callback_id="x" * 256),
        "must be less than 256 characters [json-pointer:/view/callback_id]",
    ),
    (modal(state={}), "invalid additional property: state [json-pointer:/view]"),
    (modal(type="home"), "must be a valid enum value [json-pointer:/view/type]"),
    (
        modal(*[{"type": "divider"}] * 101),
        "no more than 100 items allowed [json-pointer:/view/blocks]",
    ),
    (
        modal({"type": "markdown", "text": "x"}),
        "unsupported type: markdown [json-pointer:/view/blocks/0/type]",
    ),
    (
        modal(entry("a", max_length=3001)),
        "must be less than 3001 [json-pointer:/view/blocks/0/element/max_length]",
    ),
    (
        modal(entry("a", initial_value="x" * 20, max_length=10)),
        "must be less than 11 characters [json-pointer:/view/blocks/0/element/initial_value]",
    ),
    (
        modal(entry("a", placeholder=plain("x" * 151))),
        "must be less than 151 characters [json-pointer:/view/blocks/0/element/placeholder/text]",
    ),
    (
        modal(entry("a", "x" * 2001)),
        "must be less than 2001 characters [json-pointer:/view/blocks/0/label/text]",
    ),
    (
        modal(entry("a", focus_on_load=True), entry("b", focus_on_load=True)),
        "only one element may have focus_on_load [json-pointer:/view/blocks]",
    ),
    (
        modal(field(button("go"))),
        "unsupported type: button [json-pointer:/view/blocks/0/element/type]",
    ),
]


@pytest.mark.parametrize("body,fault", BAD_MODALS, ids=[fault for _, fault in BAD_MODALS])
def test_a_modal_refuses_what_slack_refuses(body: Json, fault: str) -> None:
    assert fault in view_faults(body)


def test_home_has_no_title_and_no_dates_with_times() -> None:
    views.check_view(home(section(), actions(button("go"))), "home")
    assert view_faults({**home(), "title": plain("x")}, "home") == [
        "invalid additional property: title [json-pointer:/view]"
    ]
    assert view_faults(home(actions(select("datetimepicker"))), "home") == [
        "unsupported type: datetimepicker [json-pointer:/view/blocks/0/elements/0/type]"
    ]


def test_a_view_has_a_size() -> None:
    long = [section("x" * 3000) for _ in range(100)]
    with pytest.raises(SlackError, match="view_too_large"):
        views.check_view(modal(*long), "modal")


@pytest.mark.parametrize(
    "metadata",
    [
        "text",
        {"event_type": "x"},
        {"event_payload": {}},
        {"event_type": "x", "event_payload": "text"},
        {"event_type": "x", "event_payload": {}, "more": 1},
    ],
)
def test_metadata_has_one_shape(metadata: Any) -> None:
    with pytest.raises(SlackError, match="invalid_metadata_format"):
        blocks.check_metadata(metadata)


def test_metadata_has_a_size() -> None:
    blocks.check_metadata({"event_type": "x", "event_payload": {"key": "v"}})
    with pytest.raises(SlackError, match="metadata_too_large"):
        blocks.check_metadata({"event_type": "x", "event_payload": {"key": "v" * 9000}})
