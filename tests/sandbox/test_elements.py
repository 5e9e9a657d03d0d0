"""Elements that act at once, in modals and in messages."""

from typing import Any

import pytest

from sandbox.errors import NothingThere, OperationTimeout
from sandbox.gestures import Acting
from sandbox.nouns import Channel
from sandbox.server import Sandbox
from tests.sandbox.asking import (
    OPTIONS,
    actions,
    button,
    entry,
    field,
    modal,
    picker,
    section,
)
from tests.sandbox.conftest import App, Open, keep


async def test_a_button_in_a_modal(form_app: App, opened: Open, ana: Acting) -> None:
    form_app.bolt.action("more")(keep(form_app))
    await opened(modal(entry("story"), actions(button("more", "Plus", value="7"))))
    ana.fill({"story": "en cours"})
    await ana.click(ana.modal, "Plus")
    (body,) = form_app.events
    assert body["container"] == {"type": "view", "view_id": body["view"]["id"]}
    assert body["view"]["state"]["values"]["story"]["story"]["value"] == "en cours"
    assert "channel" not in body
    assert "response_url" not in body
    (action,) = body["actions"]
    assert (action["type"], action["value"], action["text"]["text"]) == ("button", "7", "Plus")


async def test_only_dispatching_inputs_tell_the_app(
    form_app: App, opened: Open, ana: Acting
) -> None:
    form_app.bolt.action("loud")(keep(form_app))
    await opened(modal(entry("quiet"), entry("loud", dispatch_action=True)))
    await ana.click(None, "quiet", "un")
    await ana.click(None, "loud", "deux")
    (body,) = form_app.events
    assert body["actions"][0]["value"] == "deux"
    values = body["view"]["state"]["values"]
    assert values["quiet"]["quiet"]["value"] == "un"
    assert values["loud"]["loud"]["value"] == "deux"


async def test_elements_of_a_message(
    slack: Sandbox, form_app: App, ventes: Channel, ana: Acting, luc: Acting
) -> None:
    overflow = {"type": "overflow", "action_id": "menu", "options": OPTIONS}
    posted = slack.backend.bot_post(
        ventes,
        "Carte",
        blocks=[
            section(accessory=overflow, block_id="card"),
            actions(button("read", "Lire", value="1"), block_id="one"),
            actions(
                button("read", "Lire", value="2"), picker("users_select", "who"), block_id="two"
            ),
        ],
    )
    for action_id in ("menu", "read", "who"):
        form_app.bolt.action(action_id)(keep(form_app))
    await ana.click(posted, "Gamma")
    await ana.click(posted, "read", "2")
    await ana.click(posted, "who", luc)
    menu, read, who = form_app.events
    assert menu["actions"][0]["selected_option"] == OPTIONS[2]
    assert menu["message"]["text"] == "Carte"
    assert menu["channel"] == {"id": ventes.id, "name": "ventes"}
    assert read["actions"][0]["block_id"] == "two"
    assert who["actions"][0]["selected_user"] == luc.id
    assert who["state"]["values"]["two"]["who"]["selected_user"] == luc.id


@pytest.mark.parametrize("ack_seconds", [0.4])
async def test_what_is_not_in_front_cannot_be_used(
    slack: Sandbox, form_app: App, ventes: Channel, ana: Acting, luc: Acting, opened: Open
) -> None:
    shown = slack.backend.bot_show(ventes, luc.id, "Pour Luc", blocks=[actions(button("go"))])
    posted = slack.backend.bot_post(ventes, "Pour tous", blocks=[actions(button("go"))])
    await opened(modal(actions(button("go"))))
    for who, where, name in (
        (ana, shown, "go"),
        (ana, posted, "stop"),
        (luc, ana.modal, "go"),
        (luc, None, "go"),
    ):
        with pytest.raises(NothingThere):
            await who.click(where, name)
    with pytest.raises(OperationTimeout):
        await ana.click(posted, "go")
    assert form_app.events == []


async def test_an_external_select_asks_the_app(form_app: App, opened: Open, ana: Acting) -> None:
    @form_app.bolt.options("tag")
    async def on_tag(ack: Any, body: dict[str, Any]) -> None:
        form_app.events.append(body)
        found = [o for o in OPTIONS if body["value"] in o["text"]["text"]]
        await ack(options=found)

    await opened(modal(field(picker("external_select", "tag", min_query_length=2))))
    assert await ana.suggestions(ana.modal, "tag", "a") == []
    assert await ana.suggestions(ana.modal, "tag", "mm") == [OPTIONS[2]]
    await ana.submit({"tag": "Gamma"})
    asked, submitted = form_app.events
    assert (asked["type"], asked["value"], asked["block_id"]) == ("block_suggestion", "mm", "tag")
    chosen = submitted["view"]["state"]["values"]["tag"]["tag"]["selected_option"]
    assert chosen == OPTIONS[2]


async def test_a_modal_can_lend_a_response_url(
    form_app: App, opened: Open, ana: Acting, ventes: Channel
) -> None:
    element = picker(
        "conversations_select",
        "where",
        response_url_enabled=True,
        default_to_current_conversation=True,
    )
    await opened(modal(field(element)))
    await ana.submit()
    (url,) = form_app.events[0]["response_urls"]
    assert (url["block_id"], url["action_id"], url["channel_id"]) == ("where", "where", ventes.id)
