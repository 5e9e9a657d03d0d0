"""Nominations: the reactions, the author's answer, the form to edit first."""

from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.domain.gestures import Gesture, moment_of
from bot.domain.nominations import Consent
from bot.domain.wins import Source
from bot.i18n import Translator
from bot.services.nominations import NominationService
from bot.slack.directory import Directory
from bot.views import ids, nominations as views
from bot.views.practices import read_practice_form

NOMINATES = "bulb"


def register(app: AsyncApp) -> None:
    """Listen to everything that concerns nominations."""
    app.event("reaction_added")(on_reaction_added)
    app.event("reaction_removed")(on_reaction_removed)
    app.view(ids.NOMINATIONS_EDIT)(on_edited_submitted)
    app.action(ids.NOMINATION_PUBLISH)(on_publish)
    app.action(ids.NOMINATION_EDIT)(on_edit_first)
    app.action(ids.NOMINATION_NOT_NOW)(on_not_now)
    app.action(ids.NOMINATION_NEVER)(on_never)


async def on_reaction_added(
    event: dict[str, Any], gesture: Gesture, nominations: NominationService
) -> None:
    """Take a reaction that nominates; one's own, and those on a bot's message, mean nothing."""
    author_id = event.get("item_user")
    if _nominates(event) and author_id and author_id != gesture.user_id:
        reacted_at = moment_of(event["event_ts"])
        await nominations.nominate(gesture, _source(event), author_id, reacted_at)


async def on_reaction_removed(
    event: dict[str, Any], gesture: Gesture, nominations: NominationService
) -> None:
    """Forget a reaction that nominated."""
    if _nominates(event):
        await nominations.take_back(gesture, _source(event), moment_of(event["event_ts"]))


async def on_publish(
    ack: AsyncAck, action: dict[str, Any], gesture: Gesture, nominations: NominationService
) -> None:
    """Publish: the author agrees."""
    source = views.source_of_action(action["value"])
    await nominations.answer(gesture, source, Consent.PUBLISHING)
    await ack()


async def on_not_now(
    ack: AsyncAck, action: dict[str, Any], gesture: Gesture, nominations: NominationService
) -> None:
    """Leave it: the author says not now."""
    source = views.source_of_action(action["value"])
    await nominations.answer(gesture, source, Consent.NOT_NOW)
    await ack()


async def on_never(
    ack: AsyncAck, action: dict[str, Any], gesture: Gesture, nominations: NominationService
) -> None:
    """Leave it for good: the author says never."""
    source = views.source_of_action(action["value"])
    await nominations.answer(gesture, source, Consent.NEVER)
    await ack()


async def on_edit_first(
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
    source = views.source_of_action(action["value"])
    await nominations.check_may_answer(gesture, source)
    opened = await client.views_open(trigger_id=body["trigger_id"], view=views.opening_modal(t))
    words = await nominations.words_to_edit(gesture, source)
    if words is None:
        view = views.unreadable_modal(t)
    else:
        channel = await directory.channel(gesture.team_id, source.channel_id)
        view = views.edit_nominated_modal(
            t, words=words, is_private=channel is None or channel.is_private, source=source
        )
    await client.views_update(view_id=opened["view"]["id"], view=view)
    await ack()


async def on_edited_submitted(
    ack: AsyncAck, view: dict[str, Any], gesture: Gesture, nominations: NominationService
) -> None:
    """Publish the author's edited words."""
    form = read_practice_form(view)
    if form.source is not None:
        await nominations.publish_edited(gesture, form.source, form)
    await ack()


def _nominates(event: dict[str, Any]) -> bool:
    # Skin tones follow the name: `bulb::skin-tone-2`.
    reaction = event["reaction"].split("::")[0]
    return bool(reaction == NOMINATES and event["item"]["type"] == "message")


def _source(event: dict[str, Any]) -> Source:
    return Source(event["item"]["channel"], event["item"]["ts"])
