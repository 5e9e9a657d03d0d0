"""A person's Home as it is now: shown when they open it, and again when they withdraw something."""

from slack_sdk.web.async_client import AsyncWebClient

from bot.domain.gestures import Gesture
from bot.i18n import translator
from bot.services.home import HomeService
from bot.slack.directory import Directory
from bot.views.home import home_view


async def show_home(
    client: AsyncWebClient, gesture: Gesture, directory: Directory, homes: HomeService
) -> None:
    """Publish the Home of whoever made a gesture."""
    person = await directory.person(gesture.team_id, gesture.user_id)
    found = await homes.of_person(gesture)
    names = await directory.names(gesture.team_id, found.people)
    view = home_view(translator(person.language.value), found, names)
    await client.views_publish(user_id=gesture.user_id, view=view)
