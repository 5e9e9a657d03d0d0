"""Teams: the list behind the settings, the form, the last question before one is removed."""

from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.domain.gestures import Gesture
from bot.i18n import Translator
from bot.services.teams import TeamService
from bot.slack.glance import Glance
from bot.views import ids, teams as views


def register(app: AsyncApp) -> None:
    """Listen to everything that concerns teams."""
    app.action(ids.TEAMS_OPEN)(on_teams_opened)
    app.action(ids.TEAMS_NEW)(on_new_team)
    app.action(ids.TEAMS_MENU)(on_menu_chosen)
    app.view(ids.TEAMS_CHANGE)(on_team_submitted)
    app.view(ids.TEAMS_REMOVE)(on_removal_submitted)


async def on_teams_opened(
    ack: AsyncAck,
    body: dict[str, Any],
    client: AsyncWebClient,
    gesture: Gesture,
    t: Translator,
    teams: TeamService,
    glance: Glance,
) -> None:
    """List the teams in front of the settings, for those who may change them."""
    view = await _list(gesture, t, teams, glance)
    await client.views_push(trigger_id=body["trigger_id"], view=view)
    await ack()


async def on_new_team(
    ack: AsyncAck,
    body: dict[str, Any],
    client: AsyncWebClient,
    gesture: Gesture,
    t: Translator,
    teams: TeamService,
) -> None:
    """Open the form of a new team."""
    await teams.to_manage(gesture)
    await client.views_push(trigger_id=body["trigger_id"], view=views.team_modal(t))
    await ack()


async def on_menu_chosen(
    ack: AsyncAck,
    action: dict[str, Any],
    body: dict[str, Any],
    client: AsyncWebClient,
    gesture: Gesture,
    t: Translator,
    teams: TeamService,
) -> None:
    """Open the form of a team, or the question before it is removed."""
    verb, handle = views.chosen_of_menu(action["selected_option"]["value"])
    team = await teams.to_change(gesture, handle)
    made = views.team_modal if verb == "change" else views.remove_team_modal
    await client.views_push(trigger_id=body["trigger_id"], view=made(t, team))
    await ack()


async def on_team_submitted(
    ack: AsyncAck,
    view: dict[str, Any],
    client: AsyncWebClient,
    gesture: Gesture,
    t: Translator,
    teams: TeamService,
    glance: Glance,
) -> None:
    """Keep the team; the list behind shows it."""
    await teams.save(gesture, views.read_team_form(view))
    await _show_list(view, client, await _list(gesture, t, teams, glance))
    await ack()


async def on_removal_submitted(
    ack: AsyncAck,
    view: dict[str, Any],
    client: AsyncWebClient,
    gesture: Gesture,
    t: Translator,
    teams: TeamService,
    glance: Glance,
) -> None:
    """Remove the team; the list behind shows it no more."""
    await teams.remove(gesture, views.read_removal(view))
    await _show_list(view, client, await _list(gesture, t, teams, glance))
    await ack()


async def _list(
    gesture: Gesture, t: Translator, teams: TeamService, glance: Glance
) -> dict[str, Any]:
    found = await teams.to_manage(gesture)
    people = {person for team in found for person in team.everyone}
    return views.teams_modal(t, found, await glance.names(gesture.team_id, people))


async def _show_list(view: dict[str, Any], client: AsyncWebClient, made: dict[str, Any]) -> None:
    if view.get("previous_view_id"):
        await client.views_update(view_id=view["previous_view_id"], view=made)
