"""A few people and a small app of Bolt's, with which the sandbox's page is tried."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from slack_bolt.adapter.socket_mode.async_handler import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from sandbox.gestures import Acting
from sandbox.nouns import Channel, Json
from sandbox.page.controls import PageControl
from sandbox.server import Sandbox

MANIFEST: Json = {
    "features": {
        "app_home": {"home_tab_enabled": True, "messages_tab_enabled": True},
        "slash_commands": [
            {"command": "/win", "description": "Tell a win", "usage_hint": "[words]"},
            {"command": "/slow", "description": "Never answers"},
        ],
        "shortcuts": [
            {"name": "Garder : réussite", "type": "message", "callback_id": "keep"},
        ],
    },
    "oauth_config": {
        "scopes": {"bot": ["chat:write", "commands", "im:history", "im:write", "users:read"]}
    },
    "settings": {"event_subscriptions": {"bot_events": ["app_home_opened", "message.im"]}},
}


class PageClock:
    """A clock that moves when it is told to."""

    def __init__(self) -> None:
        self._now = datetime(2026, 11, 23, 9, 5, tzinfo=UTC)

    def now(self) -> datetime:
        """Return the present instant."""
        return self._now

    def advance(self, **passed: float) -> None:
        """Let time pass."""
        self._now += timedelta(**passed)


@dataclass(frozen=True)
class PageCompany:
    """Three people, two channels, and an app that answers."""

    slack: Sandbox
    clock: PageClock
    app: AsyncApp
    ana: Acting
    """French, Paris."""
    luc: Acting
    """French, Paris."""
    tom: Acting
    """English, New York."""
    ventes: Channel
    """Everybody is in it."""
    projets: Channel
    """Private: Ana and Luc."""


@pytest.fixture
async def page_company() -> AsyncIterator[PageCompany]:
    """Give the company, with the app connected by Socket Mode."""
    clock = PageClock()
    async with Sandbox(clock=clock, ack_seconds=1.5) as slack:
        slack.install_manifest(MANIFEST)
        ana = slack.add_person("Ana Morel", locale="fr-FR", tz="Europe/Paris")
        luc = slack.add_person("Luc Petit", locale="fr-FR", tz="Europe/Paris")
        tom = slack.add_person("Tom Hill", locale="en-US", tz="America/New_York")
        ventes = slack.add_channel("ventes", members=[ana, luc, tom])
        projets = slack.add_channel("projets", members=[ana, luc], private=True)
        async with _connected_app(slack) as app:
            yield PageCompany(slack, clock, app, ana, luc, tom, ventes, projets)


def pass_an_hour(clock: PageClock) -> PageControl:
    """Make the page's control that moves the clock."""

    async def run() -> str:
        clock.advance(hours=1)
        return "Une heure a passé."

    return PageControl("hour", "Let an hour pass", "Laisser passer une heure", run)


@asynccontextmanager
async def _connected_app(slack: Sandbox) -> AsyncIterator[AsyncApp]:
    client = AsyncWebClient(token=slack.bot_token, base_url=slack.api_url)
    app = AsyncApp(client=client, process_before_response=True)
    _register(app)
    handler = AsyncSocketModeHandler(app, slack.app_token)
    await handler.connect_async()  # type: ignore[no-untyped-call]  # Bolt's adapters are untyped
    await slack.connected()
    try:
        yield app
    finally:
        await handler.close_async()  # type: ignore[no-untyped-call]  # as above


def _register(app: AsyncApp) -> None:
    app.command("/win")(on_win)
    app.command("/slow")(on_slow)
    app.shortcut("keep")(on_keep)
    app.view("win")(on_win_submitted)
    app.action("read")(on_read)
    app.action("ask")(on_asked)
    app.action("kind")(on_kind)
    app.options("practice")(on_practice_typed)
    app.event("app_home_opened")(on_home)
    app.event("message")(on_message)


async def on_win(ack: AsyncAck, body: Json, client: AsyncWebClient) -> None:
    """Open the form."""
    await client.views_open(trigger_id=body["trigger_id"], view=win_form(body["text"]))
    await ack()


async def on_keep(ack: AsyncAck, body: Json, client: AsyncWebClient) -> None:
    """Open the form with the words of the message."""
    view = win_form(body["message"]["text"])
    await client.views_open(trigger_id=body["trigger_id"], view=view)
    await ack()


async def on_slow() -> None:
    """Let the three seconds pass."""


async def on_win_submitted(ack: AsyncAck, view: Json, client: AsyncWebClient) -> None:
    """Refuse a forbidden word, else tell the win."""
    values = view["state"]["values"]
    story = values["story"]["v"]["value"]
    if "secret" in story:
        await ack(response_action="errors", errors={"story": "Raconte-la autrement."})
        return
    channel = values["channel"]["v"]["selected_conversation"]
    people = ", ".join(f"<@{who}>" for who in values["people"]["v"]["selected_users"])
    practice = values["practice"]["practice"]["selected_option"]
    words = f"*{story}* ({people}) {practice['value'] if practice else ''}"
    await client.chat_postMessage(channel=channel, text=words, blocks=card(words))
    await ack()


async def on_read(ack: AsyncAck, body: Json, client: AsyncWebClient) -> None:
    """Put a second view on the first."""
    blocks = [{"type": "section", "text": mrkdwn("> Un SMS court")}]
    pushed = {"type": "modal", "title": plain("Une pratique"), "blocks": blocks}
    await client.views_push(trigger_id=body["trigger_id"], view=pushed)
    await ack()


async def on_kind(ack: AsyncAck, body: Json, client: AsyncWebClient) -> None:
    """Change the form while it is filled in."""
    changed = win_form("")
    changed["title"] = plain("Changé")
    await client.views_update(view_id=body["view"]["id"], view=changed)
    await ack()


async def on_asked(ack: AsyncAck, body: Json, client: AsyncWebClient) -> None:
    """Answer a click, privately."""
    channel, user = body["channel"]["id"], body["user"]["id"]
    await client.chat_postEphemeral(channel=channel, user=user, text="Rien que *toi*.")
    await ack()


async def on_practice_typed(ack: AsyncAck, payload: Json) -> None:
    """Answer a search."""
    names = [n for n in ("Écrire un SMS", "Poser la question") if payload["value"] in n.lower()]
    await ack(options=[option(name, name.split()[0]) for name in names])


async def on_home(event: Json, client: AsyncWebClient) -> None:
    """Publish Home."""
    blocks: list[Any] = [
        {"type": "header", "text": plain("Bonjour :wave:")},
        {"type": "section", "text": mrkdwn(f"Ici, <@{event['user']}>, on raconte *ensemble*.")},
    ]
    await client.views_publish(user_id=event["user"], view={"type": "home", "blocks": blocks})


async def on_message(event: Json, client: AsyncWebClient) -> None:
    """Answer direct messages."""
    await client.chat_postMessage(channel=event["channel"], text="Je connais `/win`.")


# Blocks


def plain(text: str) -> Json:
    """Make a plain text."""
    return {"type": "plain_text", "text": text, "emoji": True}


def mrkdwn(text: str) -> Json:
    """Make a text with Slack's marks."""
    return {"type": "mrkdwn", "text": text}


def option(text: str, value: str) -> Json:
    """Make an option."""
    return {"text": plain(text), "value": value}


def field(block_id: str, label: str, element: Json, **more: Any) -> Json:
    """Make an input block."""
    shown = {"action_id": "v", **element}
    return {"type": "input", "block_id": block_id, "label": plain(label), "element": shown, **more}


def win_form(story: str) -> Json:
    """Make the form of a win."""
    text = {"type": "plain_text_input", "multiline": True, "min_length": 5, "max_length": 200}
    channel = {"type": "conversations_select", "default_to_current_conversation": True}
    practice = {"type": "external_select", "action_id": "practice", "min_query_length": 2}
    kinds = {"type": "static_select", "action_id": "kind", "options": [option("Autre", "o")]}
    ask = {"type": "button", "action_id": "read", "text": plain("Lire")}
    return {
        "type": "modal",
        "callback_id": "win",
        "title": plain("Une réussite"),
        "submit": plain("Raconter"),
        "blocks": [
            field("story", "L’histoire", text | ({"initial_value": story} if story else {})),
            field("people", "Avec qui ?", {"type": "multi_users_select"}),
            field("channel", "Où ?", channel),
            field("practice", "Pratique", practice, optional=True),
            {"type": "section", "block_id": "s", "text": mrkdwn("Genre"), "accessory": kinds},
            {"type": "actions", "block_id": "a", "elements": [ask]},
        ],
    }


def card(words: str) -> list[Json]:
    """Make what is posted, with a button that asks first."""
    confirm = {"title": plain("Sûr ?"), "text": plain("On demande."), "confirm": plain("Oui")}
    ask = {"type": "button", "action_id": "ask", "text": plain("Essayer")}
    return [
        {"type": "section", "text": mrkdwn(words)},
        {
            "type": "actions",
            "elements": [ask | {"confirm": confirm | {"deny": plain("Non")}}],
        },
    ]
