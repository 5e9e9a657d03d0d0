"""Channels, who is in them, what was said in them, and the people themselves."""

from typing import Any

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from sandbox.gestures import Acting
from sandbox.nouns import Channel
from sandbox.server import Sandbox
from tests.sandbox.asking import error
from tests.sandbox.conftest import StoppedClock


async def test_a_channel_is_described(
    slack: Sandbox, client: AsyncWebClient, ventes: Channel
) -> None:
    channel = (await client.conversations_info(channel=ventes.id))["channel"]
    assert (channel["name"], channel["is_member"], channel["is_private"]) == ("ventes", True, False)
    assert (channel["is_archived"], channel["is_ext_shared"]) == (False, False)
    assert "num_members" not in channel
    counted = await client.conversations_info(channel=ventes.id, include_num_members=True)
    assert counted["channel"]["num_members"] == 3
    slack.archive(ventes)
    assert (await client.conversations_info(channel=ventes.id))["channel"]["is_archived"] is True


async def test_a_shared_channel_says_so(slack: Sandbox, client: AsyncWebClient) -> None:
    shared = slack.add_channel("partage", shared=True)
    assert (await client.conversations_info(channel=shared.id))["channel"]["is_ext_shared"] is True


async def test_a_private_channel_without_the_bot_does_not_exist(
    slack: Sandbox, client: AsyncWebClient, ana: Acting
) -> None:
    secret = slack.add_channel("secret", members=[ana], private=True, with_bot=False)
    for call in (
        client.conversations_info(channel=secret.id),
        client.conversations_history(channel=secret.id),
        client.conversations_members(channel=secret.id),
        client.conversations_join(channel=secret.id),
    ):
        assert await error(call) == "channel_not_found"


async def test_channels_are_listed_by_type(
    slack: Sandbox, client: AsyncWebClient, ventes: Channel, ana: Acting
) -> None:
    private = slack.add_channel("projets", members=[ana], private=True)
    slack.add_channel("secret", members=[ana], private=True, with_bot=False)
    public = slack.add_channel("public", with_bot=False)
    slack.archive(public)
    every = await client.conversations_list(types="public_channel,private_channel")
    assert [c["id"] for c in every["channels"]] == [ventes.id, private.id, public.id]
    live = await client.conversations_list(exclude_archived=True)
    assert [c["id"] for c in live["channels"]] == [ventes.id]
    own = await client.users_conversations(types="public_channel,private_channel")
    assert [c["id"] for c in own["channels"]] == [ventes.id, private.id]
    assert await error(client.conversations_list(types="secret")) == "invalid_types"


async def test_long_lists_come_by_pages(
    client: AsyncWebClient, ventes: Channel, slack: Sandbox, ana: Acting, luc: Acting
) -> None:
    first = await client.conversations_members(channel=ventes.id, limit=2)
    assert first["members"] == [ana.id, luc.id]
    cursor = first["response_metadata"]["next_cursor"]
    second = await client.conversations_members(channel=ventes.id, limit=2, cursor=cursor)
    assert second["members"] == [slack.bot_user_id]
    assert second["response_metadata"]["next_cursor"] == ""
    bad = client.conversations_members(channel=ventes.id, cursor="?")
    assert await error(bad) == "invalid_cursor"


async def test_the_bot_joins_public_channels_only(
    slack: Sandbox, client: AsyncWebClient, ana: Acting
) -> None:
    public = slack.add_channel("public", members=[ana], with_bot=False)
    await client.conversations_join(channel=public.id)
    assert slack.bot_user_id in public.members
    again = await client.conversations_join(channel=public.id)
    assert again["warning"] == "already_in_channel"
    private = slack.add_channel("projets", members=[ana], private=True)
    assert await error(client.conversations_join(channel=private.id)) == (
        "method_not_supported_for_channel_type"
    )


async def test_direct_messages_are_opened_once(
    client: AsyncWebClient, ana: Acting, luc: Acting
) -> None:
    one = await client.conversations_open(users=ana.id)
    assert one["channel"]["id"].startswith("D")
    again = await client.conversations_open(users=[ana.id], return_im=True)
    assert again["channel"]["id"] == one["channel"]["id"]
    assert again["already_open"] is True
    assert again["channel"]["user"] == ana.id
    group = await client.conversations_open(users=[ana.id, luc.id])
    described = await client.conversations_info(channel=group["channel"]["id"])
    assert described["channel"]["is_mpim"] is True


async def test_a_group_message_has_eight_people_at_most(
    slack: Sandbox, client: AsyncWebClient
) -> None:
    people = [slack.add_person(f"Person {n}").id for n in range(9)]
    await client.conversations_open(users=people[:8])
    assert await error(client.conversations_open(users=people)) == "too_many_users"
    assert await error(client.conversations_open(users="")) == "users_list_not_supplied"


async def test_history_has_bounds(
    client: AsyncWebClient, ventes: Channel, ana: Acting, clock: StoppedClock
) -> None:
    said = []
    for text in ("un", "deux", "trois"):
        said.append(await ana.say(ventes, text))
        clock.advance(seconds=10)

    async def texts(**bounds: object) -> list[str]:
        answer = await client.api_call(
            "conversations.history", http_verb="GET", params={"channel": ventes.id, **bounds}
        )
        return [m["text"] for m in answer["messages"]]

    assert await texts() == ["trois", "deux", "un"]
    assert await texts(oldest=said[0].ts) == ["trois", "deux"]
    assert await texts(oldest=said[0].ts, inclusive=True) == ["trois", "deux", "un"]
    assert await texts(latest=said[2].ts) == ["deux", "un"]
    assert await texts(oldest=said[1].ts, latest=said[1].ts, inclusive=1) == ["deux"]
    assert await texts(limit=1) == ["trois"]


async def test_history_goes_on_where_it_stopped(
    client: AsyncWebClient, ventes: Channel, ana: Acting
) -> None:
    for text in ("un", "deux", "trois"):
        await ana.say(ventes, text)
    first = await client.conversations_history(channel=ventes.id, limit=2)
    assert first["has_more"] is True
    cursor = first["response_metadata"]["next_cursor"]
    second = await client.conversations_history(channel=ventes.id, limit=2, cursor=cursor)
    assert [m["text"] for m in second["messages"]] == ["un"]
    assert second["has_more"] is False


async def test_history_needs_the_bot_there(slack: Sandbox, client: AsyncWebClient) -> None:
    public = slack.add_channel("public", with_bot=False)
    assert await error(client.conversations_history(channel=public.id)) == "not_in_channel"


async def test_threads_are_read_apart(
    client: AsyncWebClient, ventes: Channel, ana: Acting, luc: Acting
) -> None:
    parent = await ana.say(ventes, "Une idée ?")
    reply = await luc.say(ventes, "Oui", thread=parent)
    history = await client.conversations_history(channel=ventes.id)
    (top,) = history["messages"]
    assert (top["reply_count"], top["reply_users"]) == (1, [luc.id])
    assert top["latest_reply"] == reply.ts
    replies = await client.conversations_replies(channel=ventes.id, ts=parent.ts)
    assert [m["text"] for m in replies["messages"]] == ["Une idée ?", "Oui"]
    assert replies["messages"][1]["parent_user_id"] == ana.id
    gone = client.conversations_replies(channel=ventes.id, ts="1.000000")
    assert await error(gone) == "thread_not_found"


async def test_a_deleted_parent_leaves_a_stone(
    client: AsyncWebClient, ventes: Channel, ana: Acting, luc: Acting
) -> None:
    parent = await ana.say(ventes, "Une idée ?")
    await luc.say(ventes, "Oui", thread=parent)
    await ana.delete(parent)
    (top,) = (await client.conversations_history(channel=ventes.id))["messages"]
    assert (top["subtype"], top["text"]) == ("tombstone", "This message was deleted.")


async def test_a_person_is_described(client: AsyncWebClient, ana: Acting, slack: Sandbox) -> None:
    user = (await client.users_info(user=ana.id))["user"]
    assert (user["tz"], user["tz_offset"]) == ("Europe/Paris", 3600)
    assert "locale" not in user
    assert user["profile"]["real_name"] == "Ana Morel"
    assert (user["is_bot"], user["deleted"], user["is_restricted"]) == (False, False, False)
    user = (await client.users_info(user=ana.id, include_locale=True))["user"]
    assert user["locale"] == "fr-FR"
    bot = (await client.users_info(user=slack.bot_user_id))["user"]
    assert (bot["is_bot"], bot["profile"]["bot_id"]) == (True, slack.bot_id)
    assert await error(client.users_info(user="U000")) == "user_not_found"


async def test_what_slack_keeps_from_the_app(slack: Sandbox, client: AsyncWebClient) -> None:
    external = slack.add_person("Eva Ext", external=True)
    user = (await client.users_info(user=external.id, include_locale=True))["user"]
    assert "locale" not in user
    assert user["team_id"] != slack.team_id
    gone = slack.add_person("Zoé Gone", deactivated=True)
    user = (await client.users_info(user=gone.id))["user"]
    assert user["deleted"] is True
    assert "tz" not in user


async def test_everybody_is_listed_with_slackbot(
    client: AsyncWebClient, slack: Sandbox, ana: Acting
) -> None:
    members = (await client.users_list())["members"]
    assert [m["id"] for m in members] == ["USLACKBOT", slack.bot_user_id, ana.id]
    assert members[0]["is_bot"] is False


async def test_somebody_who_leaves_is_in_no_channel(
    slack: Sandbox, client: AsyncWebClient, ventes: Channel, ana: Acting
) -> None:
    slack.change_person(ana, deactivated=True)
    assert ana.id not in (await client.conversations_members(channel=ventes.id))["members"]


async def test_the_workspace_is_described(slack: Sandbox, client: AsyncWebClient) -> None:
    slack.add_emoji("cordee")
    assert (await client.team_info())["team"]["domain"] == "altitude"
    assert list((await client.emoji_list())["emoji"]) == ["cordee"]


async def test_reactions_of_the_app(
    slack: Sandbox, client: AsyncWebClient, ventes: Channel, ana: Acting
) -> None:
    said = await ana.say(ventes, "Une idée")
    place: dict[str, Any] = {"channel": ventes.id, "timestamp": said.ts}
    await client.reactions_add(**place, name="bulb")
    await ana.react(said, "bulb")
    got = (await client.reactions_get(**place))["message"]
    assert got["reactions"] == [{"name": "bulb", "users": [slack.bot_user_id, ana.id], "count": 2}]
    assert await error(client.reactions_add(**place, name="bulb")) == "already_reacted"
    assert await error(client.reactions_add(**place, name="no_such_emoji")) == "invalid_name"
    await client.reactions_remove(**place, name="bulb")
    assert await error(client.reactions_remove(**place, name="bulb")) == "no_reaction"
    slack.add_emoji("no_such_emoji")
    await client.reactions_add(**place, name="no_such_emoji")


async def test_two_people_of_one_name_have_two_handles(slack: Sandbox) -> None:
    handles = [slack.add_person("Léa Roux").handle for _ in range(3)]
    assert handles == ["lea.roux", "lea.roux2", "lea.roux3"]


@pytest.mark.parametrize("ts", ["1", "1.000000"])
async def test_no_reaction_to_nothing(client: AsyncWebClient, ventes: Channel, ts: str) -> None:
    call = client.reactions_add(channel=ventes.id, timestamp=ts, name="bulb")
    assert await error(call) == "message_not_found"
