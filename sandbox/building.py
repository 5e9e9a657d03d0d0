"""How the parts of the pretend Slack are made and put together."""

from collections.abc import Sequence

from sandbox.backend import Backend
from sandbox.connections import Address
from sandbox.delivery import Courier
from sandbox.events import EventFeed
from sandbox.failures import Failures
from sandbox.installation import Installation
from sandbox.interactions import Interactions
from sandbox.nouns import Clock, Person
from sandbox.tickets import Tickets
from sandbox.transports import Sockets
from sandbox.wording import handle
from sandbox.workspace import Workspace

BOT_NAME = "Cordée"


def build(
    clock: Clock, ack_seconds: float, retry_delays: Sequence[float]
) -> tuple[Sockets, Backend]:
    """Make an empty workspace with the app installed, reached by Socket Mode."""
    workspace = Workspace(clock, team_id="T070000000", name="Altitude", domain="altitude")
    installation = _install(workspace)
    tickets, failures, address = Tickets(clock), Failures(), Address()
    sockets = Sockets(installation.app_id, ack_seconds)
    courier = Courier(sockets, failures, retry_delays)
    events = EventFeed(workspace, installation, courier)
    workspace.listen(events.hear)
    interactions = Interactions(workspace, installation, tickets, address)
    backend = Backend(
        workspace, installation, tickets, failures, courier, events, interactions, address
    )
    return sockets, backend


def _install(workspace: Workspace) -> Installation:
    bot = Person(
        id=workspace.new_id("U"),
        name=BOT_NAME,
        handle=handle(BOT_NAME),
        team_id=workspace.team_id,
        bot=True,
        bot_id=workspace.new_id("B"),
    )
    workspace.add_person(bot)
    return Installation(
        team_id=workspace.team_id,
        app_id=workspace.new_id("A"),
        bot_user_id=bot.id,
        bot_id=bot.bot_id or "",
        bot_name=bot.name,
    )
