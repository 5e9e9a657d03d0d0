"""A person's Home as it is now: shown when they open it, and again when they withdraw something."""

from slack_sdk.web.async_client import AsyncWebClient

from bot.domain.gestures import Gesture
from bot.i18n import translator
from bot.services.practices import PracticeService
from bot.services.wins import WinService
from bot.slack.directory import Directory
from bot.views.home import home_view


async def show_home(
    client: AsyncWebClient,
    gesture: Gesture,
    directory: Directory,
    wins: WinService,
    practices: PracticeService,
) -> None:
    """Publish the Home of whoever made a gesture."""
    person = await directory.person(gesture.team_id, gesture.user_id)
    told = await wins.latest(gesture)
    found = await practices.latest(gesture)
    people = {person_id for win in told for person_id in win.people}
    names = await directory.names(gesture.team_id, people)
    view = home_view(translator(person.language.value), told, found, names)
    await client.views_publish(user_id=gesture.user_id, view=view)
