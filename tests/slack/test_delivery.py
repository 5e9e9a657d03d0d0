"""What becomes of one message, for every answer that Slack may give."""

from datetime import timedelta

import pytest
from structlog.testing import capture_logs

from bot.domain.notices import Posting
from bot.domain.pace import Concern
from bot.slack.client import SlackClient
from bot.slack.delivery import Delivery, InDoubt, Later, Refused, Sent
from tests.support.company import config_for
from tests.support.post import BLOCKS, KEY, Post

# ------------------------------------------------------------------ posting


async def test_a_message_carries_its_key_and_no_preview_of_links(post: Post) -> None:
    outcome = await post.send()
    [message] = post.slack.messages(post.ventes)
    assert outcome == Sent(Posting(post.ventes.id, message.ts))
    assert message.metadata == {"event_type": "cordee_notice", "event_payload": {"key": KEY}}
    [call] = [call for call in post.slack.calls if call.method == "chat.postMessage"]
    assert str(call.args["unfurl_links"]).lower() in {"false", "0"}
    assert str(call.args["unfurl_media"]).lower() in {"false", "0"}


async def test_a_person_is_written_to_in_one_conversation_opened_once(post: Post) -> None:
    await post.send_to_ana()
    await post.send_to_ana()
    assert [message.text for message in post.slack.dm(post.ana)] == ["hello", "hello"]
    assert [call.method for call in post.slack.calls].count("conversations.open") == 1


@pytest.mark.parametrize("said, waits", [(30, 30), (None, 1)])
async def test_a_rate_limit_is_waited_out(post: Post, said: int | None, waits: int) -> None:
    post.slack.will_fail("chat.postMessage", "ratelimited", retry_after=said)
    assert await post.send() == Later(timedelta(seconds=waits), "ratelimited")
    assert post.seen() == []


@pytest.mark.parametrize(
    "error, minutes, concern",
    [
        ("message_limit_exceeded", 60, Concern.POSTS),
        ("restricted_too_many", 5, Concern.PLACE),
        ("team_added_to_org", 60, Concern.POSTS),
        ("org_login_required", 60, Concern.POSTS),
    ],
)
async def test_what_passes_by_itself_is_tried_again(
    post: Post, error: str, minutes: int, concern: Concern
) -> None:
    post.slack.will_fail("chat.postMessage", error)
    assert await post.send() == Later(timedelta(minutes=minutes), error, concern=concern)


@pytest.mark.parametrize(
    "method, concern",
    [("conversations.open", Concern.OPENINGS), ("chat.postMessage", Concern.PLACE)],
)
async def test_a_rate_limit_concerns_one_method(post: Post, method: str, concern: Concern) -> None:
    post.slack.will_fail(method, "ratelimited", retry_after=9)
    outcome = await post.send_to_ana()
    assert outcome == Later(timedelta(seconds=9), "ratelimited", concern=concern)


@pytest.mark.parametrize(
    "error",
    [
        "account_inactive",
        "token_revoked",
        "invalid_auth",
        "not_authed",
        "token_expired",
        "missing_scope",
        "no_permission",
        "ekm_access_denied",
        "team_access_not_granted",
        "access_denied",
        "not_allowed_token_type",
    ],
)
async def test_an_installation_in_trouble_waits_for_its_cure(post: Post, error: str) -> None:
    post.slack.will_fail("chat.postMessage", error)
    assert await post.send() == Later(timedelta(minutes=10), error, is_installation=True)


@pytest.mark.parametrize(
    "error", ["internal_error", "fatal_error", "request_timeout", "service_unavailable"]
)
async def test_an_error_of_slack_itself_leaves_doubt(post: Post, error: str) -> None:
    post.slack.will_fail("chat.postMessage", error)
    assert await post.send() == InDoubt(error)


@pytest.mark.parametrize("status", ["http_500", "http_502", "http_503", "http_504"])
async def test_an_answer_that_is_not_slacks_leaves_doubt(post: Post, status: str) -> None:
    post.slack.will_fail("chat.postMessage", status)
    assert await post.send() == InDoubt(status)


async def test_a_connection_dropped_after_the_work_leaves_doubt_and_one_message(post: Post) -> None:
    post.slack.will_drop("chat.postMessage")
    assert isinstance(await post.send(), InDoubt)
    assert post.seen() == ["hello"]


async def test_a_slack_that_is_not_there_has_certainly_not_posted(post: Post) -> None:
    config = config_for(post.slack, "sqlite://")
    away = SlackClient(config.model_copy(update={"slack_api_url": "http://127.0.0.1:9/api/"}))
    try:
        outcome = await Delivery(away).post(
            text="hello", blocks=BLOCKS, key=KEY, channel_id="C1", user_id=None, thread_ts=None
        )
    finally:
        await away.close()
    assert outcome == Later(None, "unreachable")


@pytest.mark.parametrize(
    "error, is_place",
    [
        ("channel_not_found", True),
        ("not_in_channel", True),
        ("is_archived", True),
        ("restricted_action", True),
        ("restricted_action_read_only_channel", True),
        ("restricted_action_thread_only_channel", True),
        ("restricted_action_non_threadable_channel", True),
        ("restricted_action_thread_locked", True),
        ("cannot_reply_to_message", False),
        ("message_not_found", False),
        ("msg_too_long", False),
        ("no_text", False),
        ("user_not_in_channel", False),
        ("messages_tab_disabled", False),
        ("user_disabled", False),
        ("cannot_dm_bot", False),
        ("an_error_of_next_year", False),
    ],
)
async def test_a_no_is_a_no(post: Post, error: str, is_place: bool) -> None:
    post.slack.will_fail("chat.postMessage", error)
    outcome = await post.send()
    assert outcome == Refused(error)
    assert outcome.is_about_the_place is is_place


@pytest.mark.parametrize(
    "error",
    ["invalid_blocks", "invalid_blocks_format", "msg_blocks_too_long", "invalid_arguments"],
)
async def test_blocks_that_slack_refuses_leave_the_words(post: Post, error: str) -> None:
    post.slack.will_fail("chat.postMessage", error)
    with capture_logs() as logs:
        assert isinstance(await post.send(), Sent)
    [message] = post.slack.messages(post.ventes)
    assert (message.text, message.blocks) == ("hello", [])
    assert [line["event"] for line in logs] == ["message_refused_as_built"]


@pytest.mark.parametrize(
    "error", ["invalid_metadata_format", "invalid_metadata_schema", "metadata_too_large"]
)
async def test_metadata_that_slack_refuses_is_left_out(post: Post, error: str) -> None:
    post.slack.will_fail("chat.postMessage", error)
    with capture_logs():
        assert isinstance(await post.send(), Sent)
    [message] = post.slack.messages(post.ventes)
    assert message.metadata is None
    assert message.blocks


@pytest.mark.parametrize("error", ["user_disabled", "user_not_found", "cannot_dm_bot"])
async def test_somebody_who_cannot_be_written_to_is_left_alone(post: Post, error: str) -> None:
    post.slack.will_fail("conversations.open", error)
    assert await post.send_to_ana() == Refused(error)


async def test_a_conversation_that_does_not_open_has_no_message_in_doubt(post: Post) -> None:
    post.slack.will_drop("conversations.open")
    assert isinstance(await post.send_to_ana(), Later)
    assert post.slack.dm(post.ana) == []


# ------------------------------------------------------------------ changing and removing


async def test_changes_have_a_limit_of_their_own(post: Post) -> None:
    outcome = await post.send()
    assert isinstance(outcome, Sent)
    later = Later(timedelta(seconds=9), "ratelimited", concern=Concern.CHANGES)
    post.slack.will_fail("chat.update", "ratelimited", retry_after=9)
    assert await post.delivery.update(outcome.posting, text="new", blocks=BLOCKS) == later
    post.slack.will_fail("chat.delete", "ratelimited", retry_after=9)
    assert await post.delivery.delete(outcome.posting) == later


async def test_a_change_that_fails_is_made_again(post: Post) -> None:
    outcome = await post.send()
    assert isinstance(outcome, Sent)
    post.slack.will_drop("chat.update")
    changed = await post.delivery.update(outcome.posting, text="changed", blocks=BLOCKS)
    assert isinstance(changed, Later)
    assert await post.delivery.update(outcome.posting, text="changed", blocks=BLOCKS) == outcome
    assert post.seen() == ["changed"]


async def test_a_long_text_is_shortened_for_slacks_sake(post: Post) -> None:
    outcome = await post.send()
    assert isinstance(outcome, Sent)
    await post.delivery.update(outcome.posting, text="é" * 5000, blocks=BLOCKS)
    [text] = post.seen()
    assert len(text) == 4000
    assert text.endswith("…")


async def test_what_is_gone_is_removed(post: Post) -> None:
    outcome = await post.send()
    assert isinstance(outcome, Sent)
    assert await post.delivery.delete(outcome.posting) == outcome
    assert await post.delivery.delete(outcome.posting) == outcome
    assert post.seen() == []
