"""Bind what a listener asks for by parameter name: the gesture, the translator, the services."""

from collections.abc import Awaitable, Callable, Collection
from typing import Any

from slack_bolt import BoltResponse
from slack_bolt.middleware.async_middleware import AsyncMiddleware
from slack_bolt.request.async_request import AsyncBoltRequest

from bot.clock import Clock
from bot.domain.gestures import Gesture
from bot.domain.people import Language
from bot.errors import CordeeError, N_
from bot.i18n import Translator, translator
from bot.services import Services
from bot.slack.directory import Directory
from bot.slack.glance import Glance
from bot.views import ids


class OtherOrganisation(CordeeError):
    """Somebody of another organisation clicked on a message in a shared channel."""

    message = N_("This is for the people of the workspace where Cordée lives.")


class Binding(AsyncMiddleware):
    """A middleware that puts into Bolt's context what listeners take as parameters.

    A class of Bolt's own, since for a function it would first gather all that it could ask for.
    """

    def __init__(
        self,
        services: Services,
        directory: Directory,
        clock: Clock,
        default: Language,
        declared: Collection[Language],
    ) -> None:
        self._clock = clock
        self._declared = declared
        self._glance = Glance(directory)
        self._default = default
        self._provided = {
            "wins": services.wins,
            "nominations": services.nominations,
            "practices": services.practices,
            "echoes": services.echoes,
            "freshness": services.freshness,
            "library": services.library,
            "asking": services.asking,
            "places": services.places,
            "privacy": services.privacy,
            "sources": services.sources,
            "agreements": services.agreements,
            "endings": services.endings,
            "stories": services.stories,
            "trials": services.trials,
            "homes": services.homes,
            "needs": services.needs,
            "proposals": services.proposals,
            "directions": services.directions,
            "objectives": services.objectives,
            "debriefs": services.debriefs,
            "conclusions": services.conclusions,
            "checkins": services.checkins,
            "questions": services.questions,
            "answers": services.answers,
            "follow_ups": services.follow_ups,
            "digests": services.digests,
            "channels": services.channels,
            "workspaces": services.workspaces,
            "teams": services.teams,
            "tags": services.tags,
            "schedules": services.schedules,
            "rhythms": services.rhythms,
            "hours": services.hours,
            "nudges": services.nudges,
            "directory": directory,
            "glance": self._glance,
        }

    async def async_process(
        self,
        *,
        req: AsyncBoltRequest,
        resp: BoltResponse,
        next: Callable[[], Awaitable[BoltResponse]],
    ) -> BoltResponse | None:
        """Bind, and go on."""
        context, body = req.context, req.body
        context.update(self._provided)
        team_id, user_id = context.team_id or "", context.user_id or ""
        context["gesture"] = Gesture(_key(body), team_id, user_id, self._clock.now())
        if body.get("type") == "event_callback":
            context["t"] = translator(self._default.value)
        else:
            t = context["t"] = await self._translator(team_id, user_id)
            context["commands"] = ids.commands_for(t.language, self._declared)
            if body.get("user", {}).get("team_id", team_id) != team_id:
                raise OtherOrganisation
        return await next()

    async def _translator(self, team_id: str, user_id: str) -> Translator:
        # Better to answer in the workspace's language than not at all.
        person = await self._glance.person(team_id, user_id)
        return translator((person.language if person else self._default).value)


def _key(body: dict[str, Any]) -> str:
    """Return what is the same when Slack delivers the same gesture again.

    A form is submitted once, however often its button is pressed: its view and hash make the key.
    """
    if "event_id" in body:
        return f"event:{body['event_id']}"
    view = body.get("view")
    if body.get("type") == "view_submission" and view:
        return f"view:{view['id']}:{view.get('hash', '')}"
    return f"gesture:{body.get('trigger_id', '')}"
