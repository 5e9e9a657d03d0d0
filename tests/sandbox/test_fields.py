"""Fields of a modal: what they hold, what can be chosen, what the client refuses."""

from datetime import UTC, date, datetime, time
from typing import Any

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from sandbox.errors import ClientRefused, NothingThere
from sandbox.gestures import Acting
from sandbox.nouns import Channel
from sandbox.server import Sandbox
from tests.sandbox.asking import (
    OPTIONS,
    View,
    entry,
    field,
    modal,
    picker,
)
from tests.sandbox.conftest import App, Open

CHOICES: list[tuple[View, Any, View]] = [
    (picker("static_select", options=OPTIONS), "Bêta", {"selected_option": OPTIONS[1]}),
    (picker("static_select", options=OPTIONS), "b", {"selected_option": OPTIONS[1]}),
    (picker("radio_buttons", options=OPTIONS), "a", {"selected_option": OPTIONS[0]}),
    (picker("checkboxes", options=OPTIONS[:1]), True, {"selected_options": OPTIONS[:1]}),
    (picker("checkboxes", options=OPTIONS), ["a", "c"], {"selected_options": OPTIONS[::2]}),
    (picker("multi_static_select", options=OPTIONS), ["c"], {"selected_options": OPTIONS[2:]}),
    (picker("datepicker"), date(2026, 12, 1), {"selected_date": "2026-12-01"}),
    (picker("timepicker"), time(9, 30), {"selected_time": "09:30"}),
    (
        picker("datetimepicker"),
        datetime(2026, 12, 1, tzinfo=UTC),
        {"selected_date_time": 1796083200},
    ),
    (picker("number_input", is_decimal_allowed=True), 2.5, {"value": "2.5"}),
    (picker("email_text_input"), "a@b.fr", {"value": "a@b.fr"}),
    (picker("url_text_input"), "https://a.b", {"value": "https://a.b"}),
]


@pytest.mark.parametrize("element,value,state", CHOICES, ids=lambda v: str(v)[:40])
async def test_every_element_has_its_own_state(
    form_app: App, opened: Open, ana: Acting, element: View, value: Any, state: View
) -> None:
    await opened(modal(field(element)))
    await ana.submit({"pick": value})
    submitted = form_app.events[0]["view"]["state"]["values"]["pick"]["pick"]
    assert submitted == {"type": element["type"], **state}


async def test_people_and_channels_are_chosen(
    form_app: App, opened: Open, ana: Acting, luc: Acting, ventes: Channel
) -> None:
    await opened(
        modal(
            field(picker("users_select", "who")),
            field(picker("multi_users_select", "all")),
            field(picker("channels_select", "where")),
            field(
                picker("conversations_select", "tell", default_to_current_conversation=True),
            ),
            field(picker("multi_conversations_select", "others"), optional=True),
        )
    )
    await ana.submit({"who": luc, "all": [ana, luc], "where": ventes})
    values = form_app.events[0]["view"]["state"]["values"]
    assert values["who"]["who"]["selected_user"] == luc.id
    assert values["all"]["all"]["selected_users"] == [ana.id, luc.id]
    assert values["where"]["where"]["selected_channel"] == ventes.id
    assert values["tell"]["tell"]["selected_conversation"] == ventes.id
    assert values["others"]["others"]["selected_conversations"] == []


async def test_only_what_is_offered_can_be_chosen(
    slack: Sandbox, opened: Open, ana: Acting, luc: Acting
) -> None:
    secret = slack.add_channel("secret", members=[luc], private=True)
    own = slack.add_channel("projets", members=[ana], private=True)
    old = slack.add_channel("ancien", members=[ana])
    slack.archive(old)
    public = picker("conversations_select", "tell", filter={"include": ["public"]})
    await opened(modal(field(public), field(picker("static_select", options=OPTIONS))))
    for channel in (secret, own, old):
        with pytest.raises(NothingThere):
            ana.fill({"tell": channel})
    with pytest.raises(NothingThere):
        ana.fill({"pick": "d"})


async def test_conversations_with_people_are_filtered_too(
    slack: Sandbox, opened: Open, ana: Acting, luc: Acting
) -> None:
    robot = slack.add_person("Robot", bot=True)
    people = {"include": ["im"], "exclude_bot_users": True}
    shared = slack.add_channel("partage", members=[ana], shared=True)
    await opened(
        modal(
            field(picker("conversations_select", "who", filter=people)),
            field(
                picker(
                    "conversations_select",
                    "inside",
                    filter={"exclude_external_shared_channels": True},
                )
            ),
        )
    )
    ana.fill({"who": luc, "inside": slack.open_dm(ana, luc)})
    for name, value in (("who", robot), ("who", shared), ("inside", shared)):
        with pytest.raises(NothingThere):
            ana.fill({name: value})


async def test_a_current_conversation_that_is_filtered_out_is_not_chosen(
    slack: Sandbox, form_app: App, ana: Acting
) -> None:
    private = slack.add_channel("projets", members=[ana], private=True)
    public = picker(
        "conversations_select",
        default_to_current_conversation=True,
        filter={"include": ["public"]},
    )

    @form_app.bolt.command("/there")
    async def on_there(ack: Any, body: dict[str, Any], client: AsyncWebClient) -> None:
        await client.views_open(trigger_id=body["trigger_id"], view=modal(field(public)))
        await ack()

    await ana.command("/there", private)
    assert ana.modal is not None
    assert ana.modal.values["pick"]["pick"]["selected_conversation"] is None


REFUSED: list[tuple[View, Any, str]] = [
    (entry("f"), "", "required"),
    (entry("f", min_length=3), "ab", "at least 3 characters"),
    (entry("f", max_length=3), "abcd", "at most 3 characters"),
    (entry("f"), "x" * 3001, "at most 3000 characters"),
    (field(picker("number_input", "f", is_decimal_allowed=False)), "2.5", "not a number"),
    (
        field(picker("number_input", "f", is_decimal_allowed=False, max_value="5")),
        "6",
        "out of range",
    ),
    (field(picker("email_text_input", "f")), "ana", "not an e-mail address"),
    (field(picker("url_text_input", "f")), "ana", "not an address"),
    (field(picker("static_select", "f", options=OPTIONS)), None, "required"),
    (
        field(picker("multi_static_select", "f", options=OPTIONS, max_selected_items=1)),
        ["a", "b"],
        "at most 1",
    ),
]


@pytest.mark.parametrize("block,value,why", REFUSED, ids=[f"{w} {v!s:.9}" for _, v, w in REFUSED])
async def test_the_client_refuses_before_the_app_is_asked(
    form_app: App, opened: Open, ana: Acting, block: View, value: Any, why: str
) -> None:
    await opened(modal(block))
    with pytest.raises(ClientRefused) as caught:
        await ana.submit({"f": value})
    assert (caught.value.block_id, caught.value.why) == ("f", why)
    assert form_app.events == []
    assert ana.modal is not None


async def test_an_optional_field_may_stay_empty(form_app: App, opened: Open, ana: Acting) -> None:
    await opened(modal(entry("story", optional=True)))
    await ana.submit()
    assert form_app.events[0]["view"]["state"]["values"]["story"]["story"]["value"] is None
