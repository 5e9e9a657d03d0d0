"""Debriefs: /cordee debrief, and the four questions that each answers alone."""

from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.domain.gestures import Gesture
from bot.domain.words import LONGEST, mentioned, tidy
from bot.i18n import Translator
from bot.services.debriefs import DebriefService
from bot.services.places import PlaceService
from bot.slack.glance import Glance
from bot.views import debriefs as views, errors, ids
from handlers.places import is_direct
from handlers.subcommands import says


def register(app: AsyncApp) -> None:
    """Listen to everything that concerns debriefs."""
    app.action(ids.DEBRIEF_ANSWER)(on_answer_clicked)
    app.view(ids.DEBRIEFS_ANSWER)(on_answer_submitted)
    app.command(ids.CORDEE_COMMAND, matchers=[says(ids.DEBRIEF_WORDS)])(on_debrief_command)
    app.view(ids.DEBRIEFS_ASK)(on_ask_submitted)


async def on_debrief_command(
    ack: AsyncAck,
    command: dict[str, Any],
    client: AsyncWebClient,
    bot_user_id: str,
    gesture: Gesture,
    t: Translator,
    glance: Glance,
) -> None:
    """Open the form with what was typed; people named in it are chosen already."""
    typed = " ".join(command["text"].split(maxsplit=1)[1:])
    topic = tidy(await glance.plain(gesture.team_id, typed))
    if len(topic) > LONGEST:
        await ack(errors.with_words(t, errors.too_long(t, LONGEST), topic))
        return
    named = [person for person in mentioned(typed) if person != bot_user_id]
    people = tuple(dict.fromkeys([gesture.user_id, *named]))
    room = "" if is_direct(command.get("channel_name")) else command["channel_id"]
    view = views.ask_modal(t, channel_id=room, topic=topic, people=people)
    await client.views_open(trigger_id=command["trigger_id"], view=view)
    await ack()


async def on_ask_submitted(
    ack: AsyncAck,
    view: dict[str, Any],
    gesture: Gesture,
    t: Translator,
    debriefs: DebriefService,
    glance: Glance,
) -> None:
    """Ask those who took part, each alone, and say what comes next."""
    debrief = await debriefs.ask_for(gesture, views.read_ask_form(view))
    zone = await glance.zone(gesture.team_id, gesture.user_id)
    await ack(response_action="update", view=views.asked_page(t, debrief, zone))


async def on_answer_clicked(
    ack: AsyncAck,
    action: dict[str, Any],
    body: dict[str, Any],
    client: AsyncWebClient,
    gesture: Gesture,
    t: Translator,
    debriefs: DebriefService,
    places: PlaceService,
    glance: Glance,
) -> None:
    """Open the four questions; once all is revealed, show where it is."""
    debrief, given = await debriefs.to_answer(gesture, action["value"])
    if debrief.is_open(gesture.at):
        zone = await glance.zone(gesture.team_id, gesture.user_id)
        view = views.answer_modal(t, debrief, given, zone)
    else:
        told_as = await debriefs.told_as(debrief)
        found = glance.soon(places.link(gesture.team_id, told_as, debrief.channel_id))
        view = views.closed_page(t, await found)
    await client.views_open(trigger_id=body["trigger_id"], view=view)
    await ack()


async def on_answer_submitted(
    ack: AsyncAck,
    view: dict[str, Any],
    gesture: Gesture,
    t: Translator,
    debriefs: DebriefService,
    glance: Glance,
) -> None:
    """Keep the answer from everybody until all is revealed, and say so."""
    debrief_id, typed = views.read_answer_form(view)
    debrief = await debriefs.answer(gesture, debrief_id, typed)
    zone = await glance.zone(gesture.team_id, gesture.user_id)
    await ack(response_action="update", view=views.kept_page(t, debrief, zone))
