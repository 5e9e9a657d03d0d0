"""Messages of the app: posted, changed, removed, and refused as Slack refuses them."""

from io import BytesIO
from typing import Any

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from sandbox.gestures import Acting
from sandbox.nouns import Channel
from sandbox.server import Sandbox
from tests.sandbox.asking import error, mrkdwn, refused, section

DELIVERY: dict[str, Any] = {"event_type": "digest", "event_payload": {"key": "w47"}}


async def test_a_message_is_posted(slack: Sandbox, client: AsyncWebClient, ventes: Channel) -> None:
    answer = await client.chat_postMessage(channel=ventes.id, text="Hello", blocks=[section()])
    (message,) = slack.messages(ventes)
    assert (answer["channel"], answer["ts"]) == (ventes.id, message.ts)
    assert answer["message"]["bot_id"] == slack.bot_id
    assert message.user == slack.bot_user_id
    assert message.blocks[0]["block_id"]


async def test_time_stamps_only_grow(
    slack: Sandbox, client: AsyncWebClient, ventes: Channel
) -> None:
    for _ in range(3):
        await client.chat_postMessage(channel=ventes.id, text="Hello")
    stamps = [m.ts for m in slack.messages(ventes)]
    assert stamps == sorted(set(stamps))
    assert stamps[0] == "1795424400.000000"


async def test_a_channel_has_a_name_too(
    slack: Sandbox, client: AsyncWebClient, ventes: Channel
) -> None:
    await client.chat_postMessage(channel="#ventes", text="Hello")
    assert len(slack.messages(ventes)) == 1


async def test_a_person_is_written_to_in_a_direct_message(
    slack: Sandbox, client: AsyncWebClient, ana: Acting
) -> None:
    answer = await client.chat_postMessage(channel=ana.id, text="Bonjour")
    assert answer["channel"].startswith("D")
    assert [m.text for m in slack.dm(ana)] == ["Bonjour"]


async def test_bare_characters_are_stored_as_entities(
    slack: Sandbox, client: AsyncWebClient, ventes: Channel, ana: Acting
) -> None:
    said = f"R&D <b> &amp; <@{ana.id}> <https://a.b|c> <!date^1^{{date}}|x>"
    await client.chat_postMessage(channel=ventes.id, text=said)
    stored = f"R&amp;D &lt;b&gt; &amp; <@{ana.id}> <https://a.b|c> <!date^1^{{date}}|x>"
    assert slack.messages(ventes)[0].text == stored


async def test_a_message_says_something(client: AsyncWebClient, ventes: Channel) -> None:
    for text in ("", " "):
        call = client.api_call("chat.postMessage", json={"channel": ventes.id, "text": text})
        assert await error(call) == "no_text"


async def test_a_text_is_cut_where_slack_cuts_it(
    slack: Sandbox, client: AsyncWebClient, ventes: Channel
) -> None:
    await client.chat_postMessage(channel=ventes.id, text="x" * 40_001)
    assert len(slack.messages(ventes)[0].text) == 40_000


async def test_blocks_that_slack_refuses_are_pointed_at(
    client: AsyncWebClient, ventes: Channel
) -> None:
    answer = await refused(
        client.chat_postMessage(channel=ventes.id, text="x", blocks=[section(), section("")])
    )
    assert answer["error"] == "invalid_blocks"
    assert answer["response_metadata"]["messages"] == [
        "[ERROR] must be more than 0 characters [json-pointer:/blocks/1/text/text]"
    ]


async def test_where_the_app_may_post(slack: Sandbox, client: AsyncWebClient, ana: Acting) -> None:
    public = slack.add_channel("public", members=[ana], with_bot=False)
    private = slack.add_channel("private", members=[ana], private=True, with_bot=False)
    await client.chat_postMessage(channel=public.id, text="Hello")
    slack.granted_scopes.discard("chat:write.public")
    assert await error(client.chat_postMessage(channel=public.id, text="x")) == "not_in_channel"
    assert await error(client.chat_postMessage(channel=private.id, text="x")) == (
        "channel_not_found"
    )
    assert await error(client.chat_postMessage(channel="C000", text="x")) == "channel_not_found"


async def test_closed_channels_take_nothing(
    slack: Sandbox, client: AsyncWebClient, ventes: Channel
) -> None:
    slack.restrict(ventes)
    assert await error(client.chat_postMessage(channel=ventes.id, text="x")) == (
        "restricted_action"
    )
    slack.archive(ventes)
    assert await error(client.chat_postMessage(channel=ventes.id, text="x")) == "is_archived"


async def test_who_can_be_written_to(slack: Sandbox, client: AsyncWebClient) -> None:
    gone = slack.add_person("Zoé Gone", deactivated=True)
    robot = slack.add_person("Robot", bot=True)
    assert await error(client.chat_postMessage(channel=gone.id, text="x")) == "user_disabled"
    assert await error(client.conversations_open(users=robot.id)) == "cannot_dm_bot"
    assert await error(client.conversations_open(users="U000")) == "user_not_found"


async def test_no_messages_tab_no_direct_messages(
    slack: Sandbox, client: AsyncWebClient, ana: Acting
) -> None:
    home_only = {"features": {"app_home": {"messages_tab_enabled": False}}}
    scopes = {"oauth_config": {"scopes": {"bot": ["chat:write"]}}}
    slack.install_manifest(home_only | scopes)
    assert await error(client.chat_postMessage(channel=ana.id, text="x")) == (
        "messages_tab_disabled"
    )


async def test_a_reply_stands_in_its_thread(
    slack: Sandbox, client: AsyncWebClient, ventes: Channel, ana: Acting
) -> None:
    parent = await ana.say(ventes, "Une idée ?")
    await client.chat_postMessage(channel=ventes.id, text="Oui", thread_ts=parent.ts)
    assert [m.text for m in slack.messages(ventes)] == ["Une idée ?"]
    assert [m.text for m in slack.messages(ventes, thread=parent)] == ["Oui"]
    assert await error(
        client.chat_postMessage(channel=ventes.id, text="x", thread_ts="1.000000")
    ) == ("message_not_found")


async def test_a_thread_is_seen_with_what_is_shown_to_oneself(
    client: AsyncWebClient, ventes: Channel, ana: Acting, luc: Acting
) -> None:
    parent = await ana.say(ventes, "Une idée ?")
    await luc.say(ventes, "Oui", thread=parent)
    await client.chat_postEphemeral(
        channel=ventes.id, user=ana.id, text="Entre nous", thread_ts=parent.ts
    )
    assert [m.text for m in ana.sees(ventes)] == ["Une idée ?"]
    assert [m.text for m in ana.sees(ventes, parent)] == ["Une idée ?", "Oui", "Entre nous"]
    assert [m.text for m in luc.sees(ventes, parent)] == ["Une idée ?", "Oui"]


async def test_attachments_are_checked_too(
    slack: Sandbox, client: AsyncWebClient, ventes: Channel
) -> None:
    async def post(*attachments: Any) -> Any:
        body = {"channel": ventes.id, "text": "x", "attachments": list(attachments)}
        return await client.api_call("chat.postMessage", json=body)

    await post({"color": "#123456", "blocks": [section()]})
    assert await error(post({"blocks": [section("")]})) == "invalid_attachments"
    assert await error(post(*[{"text": "x"}] * 101)) == "too_many_attachments"
    assert await error(post("x")) == "invalid_attachments"
    assert len(slack.messages(ventes)) == 1


async def test_a_broadcast_reply_stands_in_both(
    client: AsyncWebClient, ventes: Channel, ana: Acting
) -> None:
    parent = await ana.say(ventes, "Une idée ?")
    await client.chat_postMessage(
        channel=ventes.id, text="Oui", thread_ts=parent.ts, reply_broadcast=True
    )
    assert [m.text for m in ana.sees(ventes)] == ["Une idée ?", "Oui"]


async def test_a_message_is_changed(
    slack: Sandbox, client: AsyncWebClient, ventes: Channel
) -> None:
    posted = await client.chat_postMessage(
        channel=ventes.id, text="Before", blocks=[section()], metadata=DELIVERY
    )
    await client.chat_update(channel=ventes.id, ts=posted["ts"], text="After")
    (message,) = slack.messages(ventes)
    assert (message.text, message.blocks) == ("After", [])
    assert message.metadata == DELIVERY
    assert message.edited
    await client.chat_update(channel=ventes.id, ts=posted["ts"], text="After", metadata={})
    assert message.metadata is None


async def test_only_own_messages_are_changed(
    client: AsyncWebClient, ventes: Channel, ana: Acting
) -> None:
    said = await ana.say(ventes, "À moi")
    place: dict[str, Any] = {"channel": ventes.id, "ts": said.ts}
    assert await error(client.chat_update(**place, text="x")) == "cant_update_message"
    assert await error(client.chat_delete(**place)) == "cant_delete_message"
    assert await error(client.chat_update(channel=ventes.id, ts="1.0", text="x")) == (
        "message_not_found"
    )


async def test_an_update_takes_less_text(client: AsyncWebClient, ventes: Channel) -> None:
    posted = await client.chat_postMessage(channel=ventes.id, text="x")
    place = {"channel": ventes.id, "ts": posted["ts"]}
    assert await error(client.chat_update(**place, text="x" * 4001)) == "msg_too_long"


async def test_a_message_is_removed(
    slack: Sandbox, client: AsyncWebClient, ventes: Channel
) -> None:
    posted = await client.chat_postMessage(channel=ventes.id, text="x")
    await client.chat_delete(channel=ventes.id, ts=posted["ts"])
    assert slack.messages(ventes) == []
    assert await error(client.chat_delete(channel=ventes.id, ts=posted["ts"])) == (
        "message_not_found"
    )


async def test_an_ephemeral_is_for_one_person(
    slack: Sandbox, client: AsyncWebClient, ventes: Channel, ana: Acting, luc: Acting
) -> None:
    await client.chat_postEphemeral(channel=ventes.id, user=ana.id, text="Entre nous")
    assert [m.text for m in ana.ephemerals(ventes)] == ["Entre nous"]
    assert [m.text for m in ana.sees(ventes)] == ["Entre nous"]
    assert luc.sees(ventes) == []
    assert slack.messages(ventes) == []
    history = await client.conversations_history(channel=ventes.id)
    assert history["messages"] == []


async def test_an_ephemeral_needs_somebody_there(
    slack: Sandbox, client: AsyncWebClient, ventes: Channel
) -> None:
    zoe = slack.add_person("Zoé")
    place: dict[str, Any] = {"channel": ventes.id, "text": "x"}
    assert await error(client.chat_postEphemeral(user=zoe.id, **place)) == "user_not_in_channel"
    assert await error(client.chat_postEphemeral(user="U0", **place)) == "user_not_found"
    slack.remove_bot(ventes)
    assert await error(client.chat_postEphemeral(user=zoe.id, **place)) == "not_in_channel"


async def test_accents_count_double_in_an_ephemeral(
    client: AsyncWebClient, ventes: Channel, ana: Acting
) -> None:
    place: dict[str, Any] = {"channel": ventes.id, "user": ana.id}
    await client.chat_postEphemeral(**place, text="é" * 2000)
    assert await error(client.chat_postEphemeral(**place, text="é" * 2001)) == "msg_too_long"


async def test_a_message_has_an_address(
    client: AsyncWebClient, ventes: Channel, ana: Acting
) -> None:
    said = await ana.say(ventes, "Une idée")
    reply = await ana.say(ventes, "Une suite", thread=said)
    answer = await client.chat_getPermalink(channel=ventes.id, message_ts=said.ts)
    path = f"https://altitude.slack.com/archives/{ventes.id}/p"
    assert answer["permalink"] == path + said.ts.replace(".", "")
    answer = await client.chat_getPermalink(channel=ventes.id, message_ts=reply.ts)
    assert answer["permalink"].endswith(f"?thread_ts={said.ts}&cid={ventes.id}")


async def test_metadata_comes_back_from_history(
    client: AsyncWebClient, ventes: Channel, ana: Acting
) -> None:
    await ana.say(ventes, "Avant")
    await client.chat_postMessage(channel=ventes.id, text="Digest", metadata=DELIVERY)
    bare = await client.conversations_history(channel=ventes.id)
    assert bare["messages"][0]["metadata"] == {"event_type": "digest"}
    full = await client.conversations_history(channel=ventes.id, include_all_metadata=True)
    assert full["messages"][0]["metadata"] == DELIVERY
    assert "metadata" not in full["messages"][1]


async def test_bad_metadata_is_refused(client: AsyncWebClient, ventes: Channel) -> None:
    bad = client.chat_postMessage(channel=ventes.id, text="x", metadata={"event_type": "x"})
    assert await error(bad) == "invalid_metadata_format"


async def test_a_name_of_ones_own_takes_a_scope(
    slack: Sandbox, client: AsyncWebClient, ventes: Channel
) -> None:
    slack.granted_scopes.discard("chat:write.customize")
    call = client.chat_postMessage(channel=ventes.id, text="x", username="Zoé")
    assert await error(call) == "missing_scope"


@pytest.mark.parametrize("body", ["json", "form", "multipart"])
async def test_bodies_are_read_however_they_are_written(
    slack: Sandbox, client: AsyncWebClient, ventes: Channel, body: str
) -> None:
    arguments = {"channel": ventes.id, "text": "Été & <hiver>"}
    written: dict[str, dict[str, Any]] = {
        "json": {"json": {**arguments, "blocks": [section()]}},
        "form": {"params": {**arguments, "blocks": '[{"type":"divider"}]'}},
        "multipart": {"data": arguments, "files": {"extra": BytesIO(b"bytes")}},
    }
    await client.api_call("chat.postMessage", **written[body])
    assert slack.messages(ventes)[0].text == "Été &amp; &lt;hiver&gt;"


async def test_blocks_alone_are_composed_into_text(
    slack: Sandbox, client: AsyncWebClient, ventes: Channel
) -> None:
    blocks = [section("Une *réussite*"), {"type": "context", "elements": [mrkdwn("hier")]}]
    await client.api_call("chat.postMessage", json={"channel": ventes.id, "blocks": blocks})
    assert slack.messages(ventes)[0].text == "Une *réussite* hier"
