"""Commands, shortcuts and response urls."""

from typing import Any

import pytest
from slack_bolt.async_app import AsyncApp
from slack_sdk.webhook.async_client import AsyncWebhookClient

from sandbox.errors import NotAllowed, NothingThere, UnknownCommand, UnknownShortcut
from sandbox.gestures import Acting
from sandbox.nouns import Channel
from sandbox.server import Sandbox
from tests.sandbox.asking import actions, button, section
from tests.sandbox.conftest import App, Runner, StoppedClock, listen_to_everything, new_app

MANIFEST: dict[str, Any] = {
    "features": {
        "slash_commands": [
            {"command": "/win", "description": "Share a win", "should_escape": True},
            {"command": "/raw", "description": "Say it raw"},
        ],
        "shortcuts": [
            {"name": "Keep", "type": "message", "callback_id": "keep", "description": "Keep it"},
            {"name": "Share", "type": "global", "callback_id": "share", "description": "Share it"},
        ],
    },
    "oauth_config": {"scopes": {"bot": ["commands", "chat:write"]}},
}


def keep_bodies(bolt: AsyncApp) -> list[dict[str, Any]]:
    """Acknowledge everything, and keep what came."""
    bodies: list[dict[str, Any]] = []

    async def take(ack: Any, body: dict[str, Any]) -> None:
        bodies.append(body)
        await ack()

    for command in ("/win", "/raw"):
        bolt.command(command)(take)
    bolt.message_shortcut("keep")(take)
    bolt.global_shortcut("share")(take)
    bolt.action("go")(take)
    return bodies


async def test_a_command_carries_who_where_and_what(
    slack: Sandbox, runner: Runner, ventes: Channel, ana: Acting
) -> None:
    app = new_app(slack)
    bodies = keep_bodies(app.bolt)
    async with runner(slack, app):
        outcome = await ana.command("/win  trois & quatre", ventes)
    (body,) = bodies
    assert (body["command"], body["text"]) == ("/win", "trois &amp; quatre")
    assert (body["user_id"], body["user_name"]) == (ana.id, "ana.morel")
    assert (body["channel_id"], body["channel_name"]) == (ventes.id, "ventes")
    assert body["team_domain"] == "altitude"
    assert body["is_enterprise_install"] == "false"
    assert body["response_url"].startswith("http://127.0.0.1:")
    assert body["trigger_id"]
    assert (outcome.text, outcome.message) == ("", None)


async def test_a_command_names_private_places_as_slack_does(
    slack: Sandbox, app: App, ana: Acting
) -> None:
    bodies = keep_bodies(app.bolt)
    await ana.command("/win", slack.add_channel("projets", members=[ana], private=True))
    await ana.command("/win", slack.open_dm(ana))
    assert [b["channel_name"] for b in bodies] == ["privategroup", "directmessage"]


async def test_mentions_are_escaped_where_the_manifest_asks(
    slack: Sandbox, app: App, ventes: Channel, ana: Acting, luc: Acting
) -> None:
    bodies = keep_bodies(app.bolt)
    secret = slack.add_channel("projets", members=[ana], private=True)
    slack.install_manifest(MANIFEST)
    typed = f"avec @Luc Petit et <@{luc.id}> dans #ventes et #projets"
    await ana.command(f"/win {typed}", ventes)
    await ana.command(f"/raw {typed}", ventes)
    escaped, raw = (b["text"] for b in bodies)
    assert escaped == (
        f"avec <@{luc.id}|luc.petit> et <@{luc.id}|luc.petit> "
        f"dans <#{ventes.id}|ventes> et <#{secret.id}|>"
    )
    assert raw == typed


async def test_a_command_answers_at_once(
    slack: Sandbox, runner: Runner, ventes: Channel, ana: Acting, luc: Acting
) -> None:
    app = new_app(slack)
    listen_to_everything(app)

    @app.bolt.command("/text")
    async def on_text(ack: Any) -> None:
        await ack("Juste *toi*")

    @app.bolt.command("/blocks")
    async def on_blocks(ack: Any) -> None:
        await ack(text="Bloc", blocks=[section("Bloc")])

    @app.bolt.command("/public")
    async def on_public(ack: Any) -> None:
        await ack(text="Tout le monde", response_type="in_channel")

    async with runner(slack, app):
        said = await ana.command("/text", ventes)
        built = await ana.command("/blocks", ventes)
        await ana.command("/public", ventes)
        await slack.quiet()
    assert said.text == "Juste *toi*"
    assert built.blocks[0]["text"]["text"] == "Bloc"
    assert [m.text for m in ana.sees(ventes)] == ["Juste *toi*", "Bloc", "Tout le monde"]
    assert [m.text for m in luc.sees(ventes)] == ["Tout le monde"]


async def test_where_a_command_cannot_be_run(
    slack: Sandbox, app: App, ventes: Channel, ana: Acting
) -> None:
    keep_bodies(app.bolt)
    slack.install_manifest(MANIFEST)
    with pytest.raises(UnknownCommand):
        await ana.command("/lose", ventes)
    said = await slack.people[0].command("/win", ventes)
    assert said.text == ""
    outside = slack.add_person("Eva Ext", external=True)
    slack.add_member(ventes, outside)
    for attempt in (
        ana.command("/win", ventes, thread=slack.messages(ventes)[-1]),
        ana.command("/win", slack.add_channel("ailleurs")),
        outside.command("/win", ventes),
    ):
        with pytest.raises(NotAllowed):
            await attempt


async def test_a_message_shortcut_carries_the_message(
    slack: Sandbox, runner: Runner, ana: Acting, luc: Acting
) -> None:
    elsewhere = slack.add_channel("ailleurs", members=[ana, luc], with_bot=False)
    app = new_app(slack)
    bodies = keep_bodies(app.bolt)
    said = await luc.say(elsewhere, "On a *gagné*")
    async with runner(slack, app):
        await ana.message_shortcut("keep", said)
    (body,) = bodies
    assert (body["type"], body["callback_id"]) == ("message_action", "keep")
    assert body["message"]["text"] == "On a *gagné*"
    assert (body["message"]["user"], body["message_ts"]) == (luc.id, said.ts)
    assert body["channel"] == {"id": elsewhere.id, "name": "ailleurs"}
    assert body["user"]["id"] == ana.id
    assert body["response_url"]
    assert body["trigger_id"]


async def test_a_global_shortcut_knows_no_channel(app: App, ana: Acting) -> None:
    bodies = keep_bodies(app.bolt)
    await ana.global_shortcut("share")
    (body,) = bodies
    assert (body["type"], body["callback_id"]) == ("shortcut", "share")
    assert "channel" not in body
    assert "response_url" not in body


async def test_where_a_shortcut_is_not_offered(
    slack: Sandbox, app: App, ventes: Channel, ana: Acting, luc: Acting
) -> None:
    keep_bodies(app.bolt)
    slack.install_manifest(MANIFEST)
    said = await luc.say(ventes, "Une idée")
    with pytest.raises(UnknownShortcut):
        await ana.message_shortcut("share", said)
    with pytest.raises(UnknownShortcut):
        await ana.global_shortcut("keep")
    shown = slack.backend.bot_show(ventes, ana.id, "Entre nous")
    with pytest.raises(NotAllowed):
        await ana.message_shortcut("keep", shown)
    await luc.delete(said)
    with pytest.raises(NothingThere):
        await ana.message_shortcut("keep", said)


async def test_a_response_url_answers_where_the_command_was_run(
    slack: Sandbox, app: App, ana: Acting, luc: Acting
) -> None:
    elsewhere = slack.add_channel("ailleurs", members=[ana, luc], with_bot=False)
    bodies = keep_bodies(app.bolt)
    await ana.command("/win", elsewhere)
    url = AsyncWebhookClient(bodies[0]["response_url"])
    assert (await url.send(text="Pour toi")).body == "ok"
    await url.send(text="Pour tous", response_type="in_channel")
    assert [m.text for m in ana.sees(elsewhere)] == ["Pour toi", "Pour tous"]
    assert [m.text for m in luc.sees(elsewhere)] == ["Pour tous"]


async def test_a_response_url_is_good_five_times(app: App, ventes: Channel, ana: Acting) -> None:
    bodies = keep_bodies(app.bolt)
    await ana.command("/win", ventes)
    url = AsyncWebhookClient(bodies[0]["response_url"])
    for _ in range(5):
        assert (await url.send(text="x")).status_code == 200
    spent = await url.send(text="x")
    assert spent.status_code == 404
    assert "used_url" in spent.body


async def test_a_response_url_is_good_half_an_hour(
    app: App, ventes: Channel, ana: Acting, clock: StoppedClock
) -> None:
    bodies = keep_bodies(app.bolt)
    await ana.command("/win", ventes)
    clock.advance(minutes=31)
    late = await AsyncWebhookClient(bodies[0]["response_url"]).send(text="x")
    assert "expired_url" in late.body


async def test_an_ephemeral_is_replaced_then_removed(
    slack: Sandbox, app: App, ventes: Channel, ana: Acting
) -> None:
    bodies = keep_bodies(app.bolt)
    shown = slack.backend.bot_show(ventes, ana.id, "Avant", blocks=[actions(button("go"))])
    await ana.click(shown, "go")
    (body,) = bodies
    assert body["container"] == {
        "type": "message",
        "message_ts": shown.ts,
        "channel_id": ventes.id,
        "is_ephemeral": True,
    }
    assert "message" not in body
    url = AsyncWebhookClient(body["response_url"])
    await url.send(text="Après", replace_original=True)
    assert [m.text for m in ana.ephemerals(ventes)] == ["Après"]
    public = await url.send(text="x", replace_original=True, response_type="in_channel")
    assert public.status_code == 404
    await url.send(delete_original=True)
    assert ana.ephemerals(ventes) == []


async def test_a_message_is_replaced_then_removed(
    slack: Sandbox, app: App, ventes: Channel, ana: Acting
) -> None:
    bodies = keep_bodies(app.bolt)
    posted = slack.backend.bot_post(ventes, "Avant", blocks=[actions(button("go"))])
    await ana.click(posted, "Go")
    url = AsyncWebhookClient(bodies[0]["response_url"])
    await url.send(text="Après", replace_original=True)
    assert [m.text for m in slack.messages(ventes)] == ["Après"]
    await url.send(text="En plus")
    assert [m.text for m in ana.ephemerals(ventes)] == ["En plus"]
    await url.send(delete_original=True)
    assert slack.messages(ventes) == []


async def test_long_blocks_pass_by_a_response_url(app: App, ventes: Channel, ana: Acting) -> None:
    bodies = keep_bodies(app.bolt)
    await ana.command("/win", ventes)
    long = [section("x" * 3000) for _ in range(5)]
    answer = await AsyncWebhookClient(bodies[0]["response_url"]).send(text="x", blocks=long)
    assert answer.status_code == 200


async def test_a_response_url_can_fail(
    slack: Sandbox, app: App, ventes: Channel, ana: Acting
) -> None:
    bodies = keep_bodies(app.bolt)
    await ana.command("/win", ventes)
    slack.will_fail("response_url", "http_500")
    url = AsyncWebhookClient(bodies[0]["response_url"])
    assert (await url.send(text="x")).status_code == 500
    assert (await url.send(text="y")).status_code == 200
    assert [m.text for m in ana.ephemerals(ventes)] == ["y"]
