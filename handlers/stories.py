"""Stories: the page of a trial or an objective, from any card, word or list that names it."""

from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.domain.gestures import Gesture
from bot.i18n import Translator
from bot.services.stories import StoryService
from bot.slack.glance import Glance
from bot.views import ids, kit, stories as views
from handlers.pages import show


def register(app: AsyncApp) -> None:
    """Listen to everything that concerns stories."""
    app.action(ids.STORY_OPEN)(on_open_clicked)
    app.action(ids.STORY_EARLIER)(on_turned)
    app.action(ids.STORY_LATER)(on_turned)


async def on_open_clicked(
    ack: AsyncAck,
    action: dict[str, Any],
    body: dict[str, Any],
    client: AsyncWebClient,
    gesture: Gesture,
    t: Translator,
    stories: StoryService,
    glance: Glance,
) -> None:
    """Open the story, at its newest chapters."""
    await show(client, body, await _page(gesture, t, stories, glance, action["value"]))
    await ack()


async def on_turned(
    ack: AsyncAck,
    action: dict[str, Any],
    body: dict[str, Any],
    client: AsyncWebClient,
    gesture: Gesture,
    t: Translator,
    stories: StoryService,
    glance: Glance,
) -> None:
    """Show another page of the story."""
    subject, start = views.read_page(action["value"])
    page = await _page(gesture, t, stories, glance, subject, start)
    await client.views_update(view_id=body["view"]["id"], view=page)
    await ack()


async def _page(
    gesture: Gesture,
    t: Translator,
    stories: StoryService,
    glance: Glance,
    subject: str,
    start: int | None = None,
) -> kit.View:
    story = await stories.read(gesture, subject)
    told = views.on_page(story.chapters, start)
    # Without their links rather than too late: Slack opens a page within three seconds.
    links = await glance.soon(stories.links(story.about, told)) or {}
    zone = await glance.zone(gesture.team_id, gesture.user_id)
    return views.story_modal(
        t,
        story.about,
        story.voices,
        story.chapters,
        links,
        serving=story.serving,
        start=start,
        zone=zone,
    )
