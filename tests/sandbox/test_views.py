"""Views changed under the reader's eyes, the triggers that open them, and Home."""

import asyncio
from typing import Any

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from sandbox.gestures import Acting
from sandbox.server import Sandbox
from tests.sandbox.asking import (
    actions,
    button,
    entry,
    error,
    field,
    home,
    modal,
    plain,
    refused,
    section,
)
from tests.sandbox.conftest import App, Open, keep


async def test_what_was_typed_survives_a_change(
    client: AsyncWebClient, opened: Open, ana: Acting
) -> None:
    await opened(modal(entry("kept"), entry("other")))
    ana.fill({"kept": "là", "other": "perdu"})
    assert ana.modal is not None
    renamed = field({"type": "plain_text_input", "action_id": "fresh"})
    await client.views_update(view_id=ana.modal.id, view=modal(entry("kept"), renamed))
    assert ana.modal.values["kept"]["kept"]["value"] == "là"
    assert ana.modal.values["fresh"]["fresh"]["value"] is None


async def test_a_stale_hash_is_refused(client: AsyncWebClient, opened: Open, ana: Acting) -> None:
    await opened(modal(section(), external_id="mine"))
    assert ana.modal is not None
    before = ana.modal.hash
    await client.views_update(external_id="mine", hash=before, view=modal(section("x")))
    late = client.views_update(external_id="mine", hash=before, view=modal(section("y")))
    assert await error(late) == "hash_conflict"


async def test_a_closed_modal_cannot_be_changed(
    client: AsyncWebClient, opened: Open, ana: Acting
) -> None:
    await opened(modal(section()))
    assert ana.modal is not None
    view_id = ana.modal.id
    await ana.close_modal()
    assert await error(client.views_update(view_id=view_id, view=modal(section()))) == "not_found"


async def test_an_external_id_is_unique(
    client: AsyncWebClient, opened: Open, luc: Acting, slack: Sandbox
) -> None:
    await opened(modal(section(), external_id="mine"))
    trigger = slack.backend.tickets.trigger(luc.id)
    second = client.views_open(trigger_id=trigger, view=modal(section(), external_id="mine"))
    assert await error(second) == "duplicate_external_id"


async def test_a_trigger_opens_one_modal(
    slack: Sandbox, client: AsyncWebClient, ana: Acting
) -> None:
    trigger = slack.backend.tickets.trigger(ana.id)
    bad = client.views_open(trigger_id=trigger, view=modal(section("")))
    assert await error(bad) == "invalid_arguments"
    await client.views_open(trigger_id=trigger, view=modal(section()))
    again = client.views_open(trigger_id=trigger, view=modal(section()))
    assert await error(again) == "exchanged_trigger_id"
    unknown = client.views_open(trigger_id="1.2.3", view=modal(section()))
    assert await error(unknown) == "invalid_trigger_id"


@pytest.mark.slow
async def test_a_trigger_is_good_three_seconds(
    slack: Sandbox, client: AsyncWebClient, ana: Acting
) -> None:
    trigger = slack.backend.tickets.trigger(ana.id)
    await asyncio.sleep(3.05)
    late = client.views_open(trigger_id=trigger, view=modal(section()))
    assert await error(late) == "expired_trigger_id"


async def test_three_modals_are_the_most(
    slack: Sandbox, client: AsyncWebClient, ana: Acting
) -> None:
    async def push() -> None:
        trigger = slack.backend.tickets.trigger(ana.id)
        await client.views_push(trigger_id=trigger, view=modal(section()))

    trigger = slack.backend.tickets.trigger(ana.id)
    await client.views_open(trigger_id=trigger, view=modal(section()))
    await push()
    await push()
    assert await error(push()) == "push_limit_reached"
    assert len(ana.modals) == 3


async def test_a_refused_view_is_pointed_at(
    slack: Sandbox, client: AsyncWebClient, ana: Acting
) -> None:
    trigger = slack.backend.tickets.trigger(ana.id)
    long = modal(entry("a"), title=plain("Un titre beaucoup trop long"))
    answer = await refused(client.views_open(trigger_id=trigger, view=long))
    assert answer["response_metadata"]["messages"] == [
        "[ERROR] must be less than 25 characters [json-pointer:/view/title/text]"
    ]
    assert ana.modal is None


async def test_home_is_published_when_it_is_opened(
    form_app: App, client: AsyncWebClient, ana: Acting, luc: Acting
) -> None:
    @form_app.bolt.event("app_home_opened")
    async def on_opened(event: dict[str, Any]) -> None:
        form_app.events.append(event)
        await client.views_publish(user_id=event["user"], view=home(actions(button("go"))))

    form_app.bolt.action("go")(keep(form_app))
    shown = await ana.open_home()
    assert shown is not None
    assert shown is ana.home
    assert luc.home is None
    await ana.click(shown, "go")
    body = form_app.events[-1]
    assert (body["view"]["type"], body["view"]["id"]) == ("home", shown.id)
    again = await ana.open_home()
    assert again is shown
    assert form_app.events[-1]["view"]["id"] == shown.id
    stale = client.views_publish(user_id=ana.id, view=home(), hash="0.stale")
    assert await error(stale) == "hash_conflict"


async def test_no_home_without_a_home_tab(
    slack: Sandbox, client: AsyncWebClient, ana: Acting
) -> None:
    slack.install_manifest({"features": {"app_home": {"home_tab_enabled": False}}})
    assert await error(client.views_publish(user_id=ana.id, view=home())) == "not_enabled"
