"""What was posted is found by its key; of two the later one goes."""

from datetime import timedelta

from bot.domain.pace import Concern
from bot.slack.delivery import Later, Refused
from tests.support.post import NOW, Post


async def test_a_message_is_found_by_its_key_among_others(post: Post) -> None:
    await post.send(key="another")
    sent = await post.send()
    await post.ana.say(post.ventes, "hello")
    assert await post.find() == sent


async def test_what_is_not_there_is_not_found(post: Post) -> None:
    await post.send(key="another")
    assert await post.find() is None


async def test_a_reply_is_found_in_its_thread(post: Post) -> None:
    question = await post.ana.say(post.ventes, "?")
    sent = await post.send(thread_ts=question.ts)
    assert await post.find(thread_ts=question.ts) == sent


async def test_a_message_is_found_behind_many_others(post: Post) -> None:
    sent = await post.send()
    for number in range(120):
        post.clock.advance(timedelta(seconds=1))
        await post.ana.say(post.ventes, f"{number}")
    assert await post.find() == sent
    pages = [call for call in post.slack.calls if call.method == "conversations.history"]
    assert len(pages) == 2


async def test_late_twins_are_deleted_and_the_first_stays(post: Post) -> None:
    sent = await post.send()
    post.clock.advance(timedelta(seconds=5))
    await post.send()
    await post.send()
    assert await post.find() == sent
    assert post.seen() == ["hello"]


async def test_a_twin_that_cannot_be_deleted_now_is_deleted_later(post: Post) -> None:
    sent = await post.send()
    await post.send()
    post.slack.will_fail("chat.delete", "ratelimited", retry_after=7)
    assert await post.find() == Later(timedelta(seconds=7), "ratelimited", concern=Concern.CHANGES)
    assert await post.find() == sent
    assert post.seen() == ["hello"]


async def test_older_messages_are_not_read(post: Post) -> None:
    await post.send()
    assert await post.find(since=NOW + timedelta(minutes=3)) is None


async def test_without_the_scope_nobody_knows(post: Post) -> None:
    await post.send()
    post.slack.granted_scopes.discard("channels:history")
    assert await post.find() == Refused("missing_scope")


async def test_outside_the_channel_nobody_knows(post: Post) -> None:
    await post.send()
    post.slack.remove_bot(post.ventes)
    assert await post.find() == Refused("not_in_channel")


async def test_a_history_that_does_not_answer_is_asked_again(post: Post) -> None:
    sent = await post.send()
    post.slack.will_fail("conversations.history", "ratelimited", retry_after=60)
    assert await post.find() == Later(timedelta(seconds=60), "ratelimited")
    post.slack.will_fail("conversations.history", "internal_error")
    assert await post.find() == Later(None, "internal_error")
    assert await post.find() == sent
