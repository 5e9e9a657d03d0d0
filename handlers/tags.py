"""Tags: suggested while somebody types, merged by settings' owners."""

import re
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.domain.gestures import Gesture
from bot.i18n import Translator
from bot.services.tags import TagService
from bot.views import ids, tags as views

TAGS_OF_ANY_FORM = re.compile(r"^\w+\.\w+\.tags$")


def register(app: AsyncApp) -> None:
    """Listen to everything that concerns tags."""
    app.options(TAGS_OF_ANY_FORM)(on_tag_typed)
    app.options(ids.field(ids.TAGS_MERGE, "merged"))(on_merged_typed)
    app.options(ids.field(ids.TAGS_MERGE, "into"))(on_into_typed)
    app.action(ids.TAGS_OPEN)(on_tags_opened)
    app.view(ids.TAGS_MERGE)(on_merge_submitted)
    app.view(ids.TAGS_CONFIRM)(on_merge_confirmed)


async def on_tag_typed(
    ack: AsyncAck, body: dict[str, Any], gesture: Gesture, t: Translator, tags: TagService
) -> None:
    """Suggest tags of what this person may see, and what they type as a new one."""
    found = await tags.suggest(gesture, body["value"])
    await ack(options=views.suggested(t, found))


async def on_merged_typed(
    ack: AsyncAck, body: dict[str, Any], gesture: Gesture, t: Translator, tags: TagService
) -> None:
    """Suggest every tag of the workspace, to those who may merge them."""
    found = await tags.suggest_all(gesture, body["value"])
    await ack(options=views.suggested(t, found, new=False))


async def on_into_typed(
    ack: AsyncAck, body: dict[str, Any], gesture: Gesture, t: Translator, tags: TagService
) -> None:
    """Suggest every tag of the workspace, and what is typed as a new one."""
    found = await tags.suggest_all(gesture, body["value"])
    await ack(options=views.suggested(t, found))


async def on_tags_opened(
    ack: AsyncAck,
    body: dict[str, Any],
    client: AsyncWebClient,
    gesture: Gesture,
    t: Translator,
    tags: TagService,
) -> None:
    """Open the merging of tags in front of the settings, for those who may change them."""
    await tags.check_may_merge(gesture)
    await client.views_push(trigger_id=body["trigger_id"], view=views.merge_modal(t))
    await ack()


async def on_merge_submitted(
    ack: AsyncAck, view: dict[str, Any], gesture: Gesture, t: Translator, tags: TagService
) -> None:
    """Ask once more, naming what will happen."""
    merge = await tags.to_merge(gesture, views.read_merge(view))
    await ack(response_action="update", view=views.confirm_merge_modal(t, merge))


async def on_merge_confirmed(
    ack: AsyncAck, view: dict[str, Any], gesture: Gesture, t: Translator, tags: TagService
) -> None:
    """Merge the tags, and say so."""
    merge = await tags.merge(gesture, views.read_confirmed(view))
    await ack(response_action="update", view=views.merged_modal(t, merge))
