"""The events an app hears, complete as Slack sends them."""

from typing import Any

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from sandbox.errors import NotAllowed
from sandbox.gestures import Acting
from sandbox.nouns import Channel
from sandbox.server import Sandbox
from tests.sandbox.conftest import App, StoppedClock


async def test_an_event_comes_in_an_envelope_of_its_own(
    slack: Sandbox, app: App, ventes: Channel, ana: Acting
) -> None:
    await ana.say(ventes, "Bonjour")
    await slack.quiet()
    (body,) = app.events
    assert body["type"] == "event_callback"
    assert body["event_id"].startswith("Ev")
    assert body["team_id"] == slack.team_id
    assert body["authorizations"] == [
        {
            "enterprise_id": None,
            "team_id": slack.team_id,
            "user_id": slack.bot_user_id,
            "is_bot": True,
            "is_enterprise_install": False,
        }
    ]
    assert body["is_ext_shared_channel"] is False
    assert body["event_time"] == 1795424400
    assert body["event_context"]


async def test_a_message_of_a_person(
    slack: Sandbox, app: App, ventes: Channel, ana: Acting, luc: Acting
) -> None:
    said = await ana.say(ventes, "R&D <b> @Luc #ventes :wave: https://a.b/?x=1&y=2 @channel")
    await slack.quiet()
    (event,) = app.heard("message")
    assert event["text"] == (
        f"R&amp;D &lt;b&gt; <@{luc.id}> <#{ventes.id}|ventes> :wave: "
        "<https://a.b/?x=1&amp;y=2> <!channel>"
    )
    assert (event["user"], event["ts"], event["channel"]) == (ana.id, said.ts, ventes.id)
    assert (event["channel_type"], event["team"]) == ("channel", slack.team_id)
    assert event["client_msg_id"]
    (block,) = event["blocks"]
    kinds = [e["type"] for e in block["elements"][0]["elements"]]
    assert kinds == [
        "text", "user", "text", "channel", "text", "emoji", "text", "link", "text", "broadcast",
    ]  # fmt: skip


@pytest.mark.parametrize("kind", ["channel", "group", "im", "mpim"])
async def test_every_kind_of_conversation_has_its_type(
    slack: Sandbox, app: App, ana: Acting, luc: Acting, kind: str
) -> None:
    room = {
        "channel": lambda: slack.add_channel("ventes", members=[ana]),
        "group": lambda: slack.add_channel("projets", members=[ana], private=True),
        "im": lambda: slack.open_dm(ana),
        "mpim": lambda: slack.open_dm(ana, luc),
    }[kind]()
    await ana.say(room, "Bonjour")
    await slack.quiet()
    assert [e["channel_type"] for e in app.heard("message")] == [kind]


async def test_the_app_hears_only_where_it_is(
    slack: Sandbox, app: App, ana: Acting, luc: Acting
) -> None:
    elsewhere = slack.add_channel("ailleurs", members=[ana, luc], with_bot=False)
    said = await ana.say(elsewhere, "Bonjour @Cordée")
    await luc.react(said, "bulb")
    await ana.say(slack.open_dm(ana, luc, with_bot=False), "Entre nous")
    await slack.quiet()
    assert app.events == []


async def test_a_mention_is_heard_twice(
    slack: Sandbox, app: App, ventes: Channel, ana: Acting
) -> None:
    await ana.say(ventes, "@Cordée que faire ?")
    await slack.quiet()
    first, second = app.events
    assert {first["event"]["type"], second["event"]["type"]} == {"message", "app_mention"}
    assert first["event_id"] != second["event_id"]
    (mention,) = app.heard("app_mention")
    assert mention["text"] == f"<@{slack.bot_user_id}> que faire ?"
    assert "channel_type" not in mention


async def test_a_direct_message_is_no_mention(slack: Sandbox, app: App, ana: Acting) -> None:
    await ana.write_to_bot("aide @Cordée")
    await slack.quiet()
    assert [e["event"]["type"] for e in app.events] == ["message"]


async def test_the_app_hears_itself(
    slack: Sandbox, app: App, client: AsyncWebClient, ventes: Channel
) -> None:
    await client.chat_postMessage(channel=ventes.id, text=f"<@{slack.bot_user_id}> Bonjour")
    await slack.quiet()
    (event,) = [b["event"] for b in app.events]
    assert (event["bot_id"], event["user"]) == (slack.bot_id, slack.bot_user_id)
    assert event["bot_profile"]["name"] == "Cordée"


async def test_a_reply_names_its_thread(
    slack: Sandbox, app: App, ventes: Channel, ana: Acting, luc: Acting
) -> None:
    parent = await ana.say(ventes, "Une idée ?")
    await luc.say(ventes, "Oui", thread=parent)
    await slack.quiet()
    reply = app.heard("message")[1]
    assert (reply["thread_ts"], reply["parent_user_id"]) == (parent.ts, ana.id)
    assert "thread_ts" not in app.heard("message")[0]


async def test_an_edit_tells_before_and_after(
    slack: Sandbox, app: App, ventes: Channel, ana: Acting
) -> None:
    said = await ana.say(ventes, "Avant")
    await ana.edit(said, "Après")
    await slack.quiet()
    event = app.heard("message")[1]
    assert (event["subtype"], event["hidden"]) == ("message_changed", True)
    assert (event["previous_message"]["text"], event["message"]["text"]) == ("Avant", "Après")
    assert event["message"]["ts"] == event["previous_message"]["ts"] == said.ts
    assert event["message"]["edited"]["user"] == ana.id
    assert event["ts"] == event["event_ts"] != said.ts


async def test_a_deletion_tells_what_is_gone(
    slack: Sandbox, app: App, ventes: Channel, ana: Acting
) -> None:
    said = await ana.say(ventes, "Avant")
    await ana.delete(said)
    await slack.quiet()
    event = app.heard("message")[1]
    assert (event["subtype"], event["deleted_ts"]) == ("message_deleted", said.ts)
    assert event["previous_message"]["text"] == "Avant"


async def test_a_parent_deleted_leaves_its_thread(
    slack: Sandbox, app: App, ventes: Channel, ana: Acting, luc: Acting
) -> None:
    said = await ana.say(ventes, "Avant")
    await luc.say(ventes, "Oui", thread=said)
    await ana.delete(said)
    await slack.quiet()
    event = app.heard("message")[2]
    assert event["subtype"] == "message_changed"
    assert event["message"]["subtype"] == "tombstone"


async def test_reactions(
    slack: Sandbox, app: App, ventes: Channel, ana: Acting, luc: Acting
) -> None:
    said = await ana.say(ventes, "Une idée")
    await luc.react(said, ":bulb::skin-tone-2:")
    await luc.unreact(said, "bulb::skin-tone-2")
    await slack.quiet()
    (added,) = app.heard("reaction_added")
    assert (added["user"], added["item_user"]) == (luc.id, ana.id)
    assert added["reaction"] == "bulb::skin-tone-2"
    assert added["item"] == {"type": "message", "channel": ventes.id, "ts": said.ts}
    assert len(app.heard("reaction_removed")) == 1
    assert said.reactions == {}


async def test_the_bot_is_invited_and_taken_out(slack: Sandbox, app: App, ana: Acting) -> None:
    channel = slack.add_channel("public", members=[ana], with_bot=False)
    slack.invite_bot(channel, by=ana)
    await slack.quiet()
    (joined,) = app.heard("member_joined_channel")
    assert (joined["user"], joined["inviter"]) == (slack.bot_user_id, ana.id)
    assert (joined["channel"], joined["channel_type"]) == (channel.id, "C")
    (message,) = app.heard("message")
    assert message["subtype"] == "channel_join"
    slack.remove_bot(channel, by=ana)
    await slack.quiet()
    assert app.heard("member_left_channel")[0]["user"] == slack.bot_user_id
    assert app.heard("channel_left")[0]["actor_id"] == ana.id


async def test_people_come_and_go(slack: Sandbox, app: App, ventes: Channel, ana: Acting) -> None:
    zoe = slack.add_person("Zoé", announce=True)
    slack.add_member(ventes, zoe, by=ana)
    slack.remove_member(ventes, zoe)
    await slack.quiet()
    assert app.heard("team_join")[0]["user"]["id"] == zoe.id
    assert app.heard("member_joined_channel")[0]["user"] == zoe.id
    assert app.heard("member_left_channel")[0]["user"] == zoe.id


async def test_a_person_changes(slack: Sandbox, app: App, ana: Acting) -> None:
    slack.change_person(ana, locale="en-GB", tz="Europe/London")
    await slack.quiet()
    (event,) = app.heard("user_change")
    assert (event["user"]["locale"], event["user"]["tz"]) == ("en-GB", "Europe/London")
    with pytest.raises(AttributeError):
        slack.change_person(ana, colour="red")


async def test_a_channel_changes(slack: Sandbox, app: App, ventes: Channel, ana: Acting) -> None:
    slack.add_channel("nouveau", announce=True)
    slack.rename(ventes, "sales")
    slack.archive(ventes, by=ana)
    slack.unarchive(ventes, by=ana)
    await slack.quiet()
    assert app.heard("channel_created")[0]["channel"]["name"] == "nouveau"
    assert app.heard("channel_rename")[0]["channel"]["name"] == "sales"
    assert app.heard("channel_archive")[0]["user"] == ana.id
    assert app.heard("channel_unarchive")[0]["channel"] == ventes.id


async def test_home_is_opened(slack: Sandbox, app: App, ana: Acting) -> None:
    assert await ana.open_home() is None
    await ana.open_messages_tab()
    await slack.quiet()
    first, second = app.heard("app_home_opened")
    assert (first["user"], first["tab"], second["tab"]) == (ana.id, "home", "messages")
    assert first["channel"] == slack.open_dm(ana).id
    assert "view" not in first


async def test_what_the_manifest_does_not_declare_is_not_told(
    slack: Sandbox, app: App, ventes: Channel, ana: Acting
) -> None:
    slack.install_manifest(
        {
            "oauth_config": {"scopes": {"bot": ["channels:history", "chat:write"]}},
            "settings": {
                "event_subscriptions": {"bot_events": ["message.channels", "reaction_added"]}
            },
        }
    )
    said = await ana.say(ventes, "Bonjour @Cordée")
    await ana.react(said, "bulb")
    await ana.write_to_bot("Bonjour")
    await slack.quiet()
    assert [b["event"]["type"] for b in app.events] == ["message"]


async def test_a_shared_channel_is_marked(slack: Sandbox, app: App, ana: Acting) -> None:
    shared = slack.add_channel("partage", members=[ana], shared=True)
    await ana.say(shared, "Bonjour")
    await slack.quiet()
    assert app.events[0]["is_ext_shared_channel"] is True


async def test_what_people_cannot_do(
    slack: Sandbox, ventes: Channel, ana: Acting, luc: Acting, client: AsyncWebClient
) -> None:
    zoe = slack.add_person("Zoé")
    guest = slack.add_person("Guy", guest=True)
    said = await ana.say(ventes, "À moi")
    shown = await client.chat_postEphemeral(channel=ventes.id, user=ana.id, text="x")
    (ephemeral,) = ana.ephemerals(ventes)
    assert ephemeral.ts == shown["message_ts"]
    attempts: list[Any] = [
        luc.edit(said, "À lui"),
        luc.delete(said),
        zoe.say(ventes, "Je ne suis pas là"),
        zoe.react(said, "bulb"),
        ana.react(ephemeral, "bulb"),
    ]
    for attempt in attempts:
        with pytest.raises(NotAllowed):
            await attempt
    assert [m.text for m in zoe.sees(ventes)] == ["À moi"]
    with pytest.raises(NotAllowed):
        guest.sees(ventes)
    slack.archive(ventes)
    with pytest.raises(NotAllowed):
        await ana.say(ventes, "Trop tard")


async def test_an_admin_may_do_more(
    slack: Sandbox, ventes: Channel, ana: Acting, clock: StoppedClock
) -> None:
    boss = slack.add_person("Béa Chef", admin=True)
    slack.add_member(ventes, boss)
    said = await ana.say(ventes, "Oups")
    await boss.delete(said)
    slack.restrict(ventes)
    clock.advance(minutes=1)
    await boss.say(ventes, "Annonce")
    assert [m.text for m in slack.messages(ventes)][-1] == "Annonce"
    with pytest.raises(NotAllowed):
        await ana.say(ventes, "Réponse")
