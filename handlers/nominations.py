"""Nominations: the reactions, the author's answer, the forms to give a message in other words."""

from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.domain.gestures import Gesture, moment_of
from bot.domain.nominations import Consent, Proposal, Proposed, Reaction
from bot.domain.wins import Source
from bot.i18n import Translator
from bot.services.nominations import NominationService
from bot.slack.directory import Directory
from bot.views import ids, nominations as views
from bot.views.practices import read_practice_form
from bot.views.wins import read_win_form

ANSWERS = {
    ids.NOMINATION_PUBLISH: Consent.PUBLISHING,
    ids.NOMINATION_NOT_NOW: Consent.NOT_NOW,
    ids.NOMINATION_NEVER: Consent.NEVER,
}
"""What each button of the question answers."""


def register(app: AsyncApp) -> None:
    """Listen to everything that concerns nominations."""
    app.event("reaction_added")(on_reaction_added)
    app.event("reaction_removed")(on_reaction_removed)
    app.view(ids.NOMINATIONS_EDIT)(on_edited_submitted)
    app.view(ids.NOMINATIONS_TELL)(on_told_submitted)
    for button in ANSWERS:
        app.action(button)(on_answered)
    app.action(ids.NOMINATION_EDIT)(on_other_words)
    app.action(ids.NOMINATION_TELL)(on_other_words)


async def on_reaction_added(
    event: dict[str, Any], gesture: Gesture, nominations: NominationService
) -> None:
    """Take a reaction: perhaps it nominates."""
    if _is_on_a_message(event):
        await nominations.react(gesture, _reaction(event))


async def on_reaction_removed(
    event: dict[str, Any], gesture: Gesture, nominations: NominationService
) -> None:
    """Forget a reaction, if it nominated."""
    if _is_on_a_message(event):
        await nominations.take_back(gesture, _reaction(event))


async def on_answered(
    ack: AsyncAck, action: dict[str, Any], gesture: Gesture, nominations: NominationService
) -> None:
    """Take the author's answer; the question changes to what becomes of the message."""
    proposed = views.proposed_of_action(action["value"])
    await nominations.answer(gesture, proposed, ANSWERS[action["action_id"]])
    await ack()


async def on_other_words(
    ack: AsyncAck,
    action: dict[str, Any],
    body: dict[str, Any],
    client: AsyncWebClient,
    gesture: Gesture,
    t: Translator,
    nominations: NominationService,
    directory: Directory,
) -> None:
    """Open the form at once, then put the author's words into it."""
    proposed = views.proposed_of_action(action["value"])
    await nominations.check_may_answer(gesture, proposed)
    opening = views.opening_modal(t, proposed.proposes)
    opened = await client.views_open(trigger_id=body["trigger_id"], view=opening)
    words = await nominations.words_to_edit(gesture, proposed.source)
    view = await _form(gesture, t, directory, proposed, words)
    await client.views_update(view_id=opened["view"]["id"], view=view)
    await ack()


async def on_edited_submitted(
    ack: AsyncAck, view: dict[str, Any], gesture: Gesture, nominations: NominationService
) -> None:
    """Publish the practice in its author's words."""
    form = read_practice_form(view)
    if form.source is not None:
        await nominations.publish_edited(gesture, form.source, form)
    await ack()


async def on_told_submitted(
    ack: AsyncAck, view: dict[str, Any], gesture: Gesture, nominations: NominationService
) -> None:
    """Tell the win in its author's words."""
    form, _ = read_win_form(view)
    if form.source is not None:
        await nominations.tell(gesture, form.source, form)
    await ack()


async def _form(
    gesture: Gesture, t: Translator, directory: Directory, proposed: Proposed, words: str | None
) -> dict[str, Any]:
    source = proposed.source
    if words is None:
        return views.unreadable_modal(t, proposed.proposes)
    if proposed.proposes is Proposal.WIN:
        return views.tell_modal(t, words=words, author_id=gesture.user_id, source=source)
    channel = await directory.channel(gesture.team_id, source.channel_id)
    is_private = channel is None or channel.is_private
    return views.edit_nominated_modal(t, words=words, is_private=is_private, source=source)


def _is_on_a_message(event: dict[str, Any]) -> bool:
    # A file can have reactions too; what a webhook posted has no author.
    return bool(event["item"]["type"] == "message" and event.get("item_user"))


def _reaction(event: dict[str, Any]) -> Reaction:
    item = event["item"]
    return Reaction(
        source=Source(item["channel"], item["ts"]),
        author_id=event["item_user"],
        emoji=event["reaction"],
        at=moment_of(event["event_ts"]),
    )
